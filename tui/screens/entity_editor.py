"""Correcting what the library knows of a name: what it is, that two are one, that it is none."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from textual.screen import Screen

from pullquote.cache.core.article import ENTITY_TYPES, EntityType, with_article
from pullquote.cache.core.counts import counted
from pullquote.cache.core.results import EntityRow
from pullquote.tui.render.icons import Icons
from pullquote.tui.services.messages import NameWanted, Said, no_name

if TYPE_CHECKING:
    from pullquote.tui.screens.pickers import Choice
    from pullquote.tui.services.library.access import LibraryAccess


class EntityEditor:
    """Corrects the entity in focus on a screen; each correction is one step that U takes back.

    ``focused`` returns that entity; ``changed`` shows it anew and gets what it has become, ``None`` where it is gone.
    """

    def __init__(
        self,
        owner: Screen[Any],
        access: LibraryAccess,
        icons: Icons,
        focused: Callable[[], EntityRow | None],
        changed: Callable[[int | None], None],
    ) -> None:
        self._owner = owner
        self._access = access
        self._library = access.library
        self._icons = icons
        self._focused = focused
        self._changed = changed

    def _say(self, text: str) -> None:
        self._owner.post_message(Said(text))

    def _focused_or_said(self) -> EntityRow | None:
        name = self._focused()
        if name is None:
            self._say(no_name(self._access.key("go_people")))
        return name

    def _fix(self, change: Callable[[], None], sentence: str, name: int | None) -> None:
        def done(_: None) -> None:
            self._changed(name)
            self._say(f"{sentence} {self._access.key('undo')} takes it back.")

        self._access.write(self._owner, change, done)

    def correct_type(self) -> None:
        """Ask what the name in focus is."""
        from pullquote.tui.screens.pickers import Choice, PickScreen, among

        name = self._focused_or_said()
        if name is None:
            return
        others: dict[str, EntityType] = {kind: kind for kind in ENTITY_TYPES if kind != name.type}

        def chosen(answer: str | None) -> None:
            kind = others.get(answer or "")
            if kind is not None:
                self._fix(
                    lambda: self._library.names.fix_type(name.id, kind),
                    f"{name.name} is {with_article(kind)} now.",
                    name.id,
                )

        kinds = among([Choice(kind, f"{self._icons.of(kind)} {kind.capitalize()}") for kind in others.values()])
        question = f"{name.name} is listed as {with_article(name.type)}. What is it?"
        self._owner.app.push_screen(PickScreen(question, kinds, self._icons), chosen)

    def merge(self) -> None:
        """Ask which name the one in focus is the same as."""
        from pullquote.tui.screens.pickers import Choice, PickScreen, by_fit

        name = self._focused_or_said()
        if name is None:
            return

        def find(typed: str) -> Sequence[Choice]:
            words = typed or name.name.split()[-1]
            found = [other for other in self._library.names.complete(words, 30) if other.id != name.id]
            return by_fit(
                typed, [Choice(str(n.id), n.name, f"{n.type}, {counted(n.articles, 'article')}") for n in found]
            )

        def chosen(answer: str | None) -> None:
            number = int(answer or 0)
            into = self._access.read_now(self._owner, lambda: self._library.names.get(number), None) if number else None
            if into is not None:
                self._fix(
                    lambda: self._library.names.merge(into.id, name.id),
                    f"{name.name} and {into.name} are one name now.",
                    into.id,
                )

        self._owner.app.push_screen(PickScreen(f"{name.name} is the same as", find, self._icons), chosen)

    def hide(self) -> None:
        """Never list the name in focus again."""
        name = self._focused_or_said()
        if name is None:
            return
        self._fix(lambda: self._library.names.hide(name.id), f"{name.name} is not listed any more.", None)

    def follow(self, followed: bool) -> None:
        """Follow the name in focus, or stop following it."""
        name = self._focused_or_said()
        if name is None:
            return

        def done(_: int) -> None:
            self._changed(name.id)
            self._say(f"Following {name.name}" if followed else f"No longer following {name.name}")
            if followed:
                self._owner.post_message(NameWanted(name.id, followed=True))

        self._access.write(self._owner, lambda: self._library.names.follow([name.id], followed), done)
