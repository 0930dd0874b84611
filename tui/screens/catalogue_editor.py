"""Saying which record of a catalogue is the name in focus, or that none of them is it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from textual.screen import Screen

from pullquote.cache.core.catalogue import KeptRecord, Provider
from pullquote.cache.core.results import EntityRow
from pullquote.cache.core.sanitize import clean_name
from pullquote.tui.render.icons import Icons
from pullquote.tui.services.messages import Said, no_name

if TYPE_CHECKING:
    from pullquote.tui.screens.pickers import Choice
    from pullquote.tui.services.library.access import LibraryAccess

_NOT = "not "
"""What an answer begins with that refuses the records of a service, or, alone, whatever there is."""


class _Records(Struct, frozen=True):
    """What catalogues have for a name: what tells of it, what is called so, whether anything corrected it."""

    linked: Sequence[KeptRecord]
    candidates: Sequence[KeptRecord]
    corrected: bool


class CatalogueEditor:
    """Refuses or chooses records for the name in focus; each is one step that undo takes back.

    ``focused`` returns that name; ``changed`` shows it anew and gets what it has become.
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
        self._catalogue = access.library.catalogue
        self._icons = icons
        self._focused = focused
        self._changed = changed

    def ask(self) -> None:
        """Ask which record is the name in focus; where there is none, say so."""
        name = self._focused()
        if name is None:
            self._say(no_name(self._access.key("go_people")))
            return
        self._access.look_up(self._owner, lambda: self._records(name.id), lambda found: self._choose(name, found))

    def _records(self, name: int) -> _Records:
        linked = self._catalogue.records(name)
        return _Records(linked, self._catalogue.candidates(name), self._catalogue.can_unlink(name) and not linked)

    def _choose(self, name: EntityRow, found: _Records) -> None:
        from pullquote.tui.screens.pickers import PickScreen, among

        choices = _choices(name, found)
        if not choices:
            self._say(f"No catalogue tells of {clean_name(name.name)}, and none was found that may.")
            return

        def chosen(answer: str | None) -> None:
            if answer is not None:
                self._answer(name, answer)

        question = f"What is {clean_name(name.name)}?"
        self._owner.app.push_screen(PickScreen(question, among(choices), self._icons), chosen)

    def _answer(self, name: EntityRow, answer: str) -> None:
        called = clean_name(name.name)
        if answer.startswith(_NOT):
            provider: Provider | None = answer.removeprefix(_NOT) or None  # type: ignore[assignment] # ours
            self._do(name, lambda: self._catalogue.unlink(name.id, provider), f"That is not {called}, for good.")
        else:
            self._do(name, lambda: self._catalogue.link(name.id, int(answer)), f"That is {called}.")

    def _do(self, name: EntityRow, change: Callable[[], object], sentence: str) -> None:
        def done(_: object) -> None:
            self._changed(name.id)
            self._say(f"{sentence} {self._access.key('undo')} takes it back.")

        self._access.write(self._owner, change, done)

    def _say(self, text: str) -> None:
        self._owner.post_message(Said(text))


def _choices(name: EntityRow, found: _Records) -> list[Choice]:
    """Return what can be said: that what tells of a name is not it, that another record is, or none."""
    from pullquote.tui.screens.pickers import Choice

    choices = [Choice(_NOT + one.record.provider, f"Not {_called(one)}", _where(one)) for one in found.linked]
    if found.corrected:
        choices.append(Choice(_NOT, f"Not {clean_name(name.name)}", "as the articles write it"))
    choices += [Choice(str(one.id), _called(one), _where(one)) for one in found.candidates]
    if found.candidates and not (found.linked or found.corrected):
        choices.append(Choice(_NOT, "None of these"))
    return choices


def _called(one: KeptRecord) -> str:
    year = f" ({one.record.year})" if one.record.year else ""
    return f"{clean_name(one.record.name)}{year}"


def _where(one: KeptRecord) -> str:
    return ", ".join(filter(None, (clean_name(one.record.channel or ""), one.record.kind, one.record.source)))
