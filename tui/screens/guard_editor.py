"""Guarding a name against spoilers, or no longer, on any screen; and the list of what is guarded."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from textual.screen import Screen

from pullquote.cache.core.counts import counted
from pullquote.cache.core.results import EntityRow
from pullquote.cache.core.sanitize import clean_name
from pullquote.tui.render.icons import Icons
from pullquote.tui.services.messages import Said, no_name
from pullquote.tui.services.words.guarding import NOTHING_GUARDED, Turned, covers, in_words, turn

if TYPE_CHECKING:
    from pullquote.tui.services.library.access import LibraryAccess


class GuardEditor:
    """Guards the name in focus, or lets it go; each is one step that U takes back.

    ``focused`` returns the name in focus; ``changed`` shows it anew.
    """

    def __init__(
        self,
        owner: Screen[Any],
        access: LibraryAccess,
        focused: Callable[[], EntityRow | None],
        changed: Callable[[int | None], None],
    ) -> None:
        self._owner = owner
        self._access = access
        self._focused = focused
        self._changed = changed

    def toggle(self) -> None:
        """Guard the name in focus, or let it go."""
        name = self._focused()
        if name is None:
            self._say(no_name(self._access.key("go_people")))
            return
        if self._access.library.read_only:
            self._say(self._access.library.refusal, failed=True)
            return
        library = self._access.library

        def told(now: Turned) -> None:
            self._access.settle_veils(self._owner)
            self._changed(name.id)
            self._say(in_words(now, self._access.key("undo"), ":set list.guard"))

        self._access.write(self._owner, lambda: turn(library, name), told)

    def _say(self, text: str, *, failed: bool = False) -> None:
        self._owner.post_message(Said(text, failed=failed))


def list_guards(owner: Screen[Any], access: LibraryAccess, icons: Icons, show: Callable[[int], None]) -> None:
    """List what is guarded; ``show`` gets the number of the name that is chosen."""
    from pullquote.tui.screens.pickers import Choice, PickScreen, among

    guarding = access.library.guard

    def look() -> list[Choice]:
        return [
            Choice(
                f"{guard.id or ''} {clean_name(guard.name)}",
                f"{icons.veiled} {clean_name(guard.name)}",
                f"{covers(guard)}: {counted(guard.articles, 'article')}",
            )
            for guard in guarding.listed()
        ]

    def chosen(answer: str | None) -> None:
        number, _, name = (answer or "").partition(" ")
        if number:
            show(int(number))
        elif name:
            owner.post_message(Said(f"No article here names {name} yet; the setting list.guard guards it."))

    def listed(choices: list[Choice]) -> None:
        if choices:
            owner.app.push_screen(PickScreen("Guarded against spoilers", among(choices), icons), chosen)
        else:
            owner.post_message(Said(NOTHING_GUARDED.format(key=access.key("guard"))))

    access.look_up(owner, look, listed, group="guards")
