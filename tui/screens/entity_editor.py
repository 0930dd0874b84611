"""Correcting what the library knows of a name: what it is, that two are one, that it is none."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Generic, TypeVar, get_args

from pullquote.cache.core.article import EntityType
from pullquote.cache.core.results import Name
from pullquote.tui.screens.base import Working

if TYPE_CHECKING:
    from pullquote.tui.screens.pick import Choice

Result = TypeVar("Result")
_TYPES: tuple[EntityType, ...] = get_args(EntityType)
_NO_NAME = "Put the focus on a name first: 3 goes to the shows and people."


class Fixing(Working[Result], Generic[Result]):
    """The part of a screen that corrects the name in focus; each correction is one step that U takes back."""

    @abstractmethod
    def name_in_focus(self) -> Name | None:
        """Return the name that keys are about."""

    @abstractmethod
    def names_changed(self, name: int | None) -> None:
        """Show the names anew; ``name`` is what the one in focus has become, ``None`` where it is gone."""

    def _fix(self, change: Callable[[], None], sentence: str, name: int | None) -> None:
        def done(_: None) -> None:
            self.names_changed(name)
            self.say(f"{sentence} U takes it back.")

        self.write(change, done)

    def action_fix_type(self) -> None:
        """Ask what the name in focus is."""
        from pullquote.tui.screens.choose import ChooseScreen

        name = self.name_in_focus()
        if name is None:
            self.say(_NO_NAME)
            return
        others: dict[str, EntityType] = {kind: kind for kind in _TYPES if kind != name.type}

        def chosen(answer: str | None) -> None:
            kind = others.get(answer or "")
            if kind is not None:
                self._fix(
                    lambda: self.library.fix_type(name.id, kind), f"{name.name} is {_counted(kind)} now.", name.id
                )

        answers = [(kind, f"{self.signs.of(kind)} {kind.capitalize()}") for kind in others.values()]
        self.app.push_screen(
            ChooseScreen(f"{name.name} is listed as {_counted(name.type)}. What is it?", answers), chosen
        )

    def action_merge_name(self) -> None:
        """Ask which name the one in focus is the same as."""
        from pullquote.tui.screens.pick import Choice, PickScreen

        name = self.name_in_focus()
        if name is None:
            self.say(_NO_NAME)
            return

        def find(typed: str) -> Sequence[Choice]:
            words = typed or name.name.split()[-1]
            found = [other for other in self.library.complete_names(words, 30) if other.id != name.id]
            return [Choice(str(n.id), n.name, f"{n.type}, {n.articles} articles") for n in found]

        def chosen(answer: str | None) -> None:
            number = int(answer or 0)
            into = self.ask_now(lambda: self.library.name(number), None) if number else None
            if into is not None:
                self._fix(
                    lambda: self.library.merge_names(into.id, name.id),
                    f"{name.name} and {into.name} are one name now.",
                    into.id,
                )

        self.app.push_screen(PickScreen(f"{name.name} is the same as", find, self.signs), chosen)

    def action_hide_name(self) -> None:
        """Never list the name in focus again."""
        name = self.name_in_focus()
        if name is None:
            self.say(_NO_NAME)
            return
        self._fix(lambda: self.library.hide_name(name.id), f"{name.name} is not listed any more.", None)

    def action_follow(self) -> None:
        """Follow the name in focus."""
        self._follow(True)

    def action_unfollow(self) -> None:
        """Stop following the name in focus."""
        self._follow(False)

    def _follow(self, followed: bool) -> None:
        name = self.name_in_focus()
        if name is None:
            self.say(_NO_NAME)
            return

        def done(_: int) -> None:
            self.names_changed(name.id)
            self.say(f"Following {name.name}" if followed else f"No longer following {name.name}")

        self.write(lambda: self.library.follow([name.id], followed), done)


def _counted(kind: EntityType) -> str:
    """Return a type with its article: ``a show``, ``an organization``."""
    return f"{'an' if kind[0] in 'aeiou' else 'a'} {kind}"
