"""The palette: find an action, a section, a person or a show by its name, in memory."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.fuzzy import FuzzySearch
from textual.widgets import Input, OptionList

from pullquote.cache.core.sanitize import clean_line
from pullquote.tui.actions import Action, Pane, actions_for, keys_of, spelled
from pullquote.tui.render.rows import fit, plain
from pullquote.tui.screens.dialog import KEYS_BESIDE_A_FIELD, Dialog
from pullquote.tui.screens.sections import FIXED, OUTLETS_SHOWN
from pullquote.tui.services.background import ask_in_thread
from pullquote.tui.services.completion import phrase
from pullquote.tui.services.messages import Said
from pullquote.tui.services.saved_queries import watched_topics

if TYPE_CHECKING:
    from pullquote.cache.library import Library

PLACES_SHOWN = 12
ENTITIES_KNOWN = 2_000
"""Names the palette can go to, the most written about."""
NARROW = 48
"""Cells below which an action is only named: what fits of its sentence would say nothing."""


class Place(Struct, frozen=True):
    """Somewhere to go: ``value`` is what the palette gives back, ``note`` says what it is."""

    value: str
    label: str
    note: str


def places_of(library: Library) -> list[Place]:
    """Return where the palette can go: sections, watched topics, feeds, outlets, names.

    The value of a place is ``section QUERY<tab>TITLE`` or ``name NUMBER``.
    """
    found = [Place(f"section {query}\t{title}", title, "section") for title, query in FIXED]
    found += [Place(f"section {query}\t{title}", title, "watched") for title, query in watched_topics(library)]
    found += [Place(f"section feed:{feed.id}\t{feed.title}", feed.title, "feed") for feed in library.feeds()]
    outlets = [outlet for outlet, _, _ in library.outlets()[:OUTLETS_SHOWN]]
    found += [Place(f"section outlet:{phrase(outlet)}\t{outlet}", outlet, "outlet") for outlet in outlets]
    found += [Place(f"name {name.id}", name.name, name.type) for name in library.names((), limit=ENTITIES_KNOWN)]
    return found


class PaletteScreen(Dialog[str]):
    """Return the id of the action that was chosen, or the value of the place."""

    BINDINGS = KEYS_BESIDE_A_FIELD

    def __init__(
        self, pane: Pane, keymap: Mapping[str, str], places: Callable[[], Sequence[Place]] | None = None
    ) -> None:
        super().__init__()
        self._find_places = places
        self._places: Sequence[Place] = ()
        self._keymap = keymap
        self._actions = [action for action in actions_for(pane) if action.id != "palette"]
        self._search = FuzzySearch()
        self._field = Input(placeholder="What do you want to do?", compact=True)
        self._failure = ""

    def compose(self) -> ComposeResult:
        """Make the field and the rows."""
        with Vertical(classes="box"):
            yield self._field
            yield self.rows

    def on_mount(self) -> None:
        """List every action that can be done here."""
        self.rows.can_focus = False
        self._field.focus()
        if self._find_places is not None:
            # Once, so that no key waits for the library; the actions are there without it.
            ask_in_thread(self, self._find_places, self._loaded, group="places", failed=self._not_loaded)

    def _not_loaded(self, said: Said) -> None:
        self._failure = said.text
        self._list()

    def _loaded(self, places: Sequence[Place]) -> None:
        self._places = places
        if self._field.value.strip():
            self._list()

    def on_input_changed(self) -> None:
        """List what answers the words typed, best first."""
        self._list()

    def _list(self) -> None:
        self.rows.clear_options()
        self.fill()

    def fill(self) -> None:
        """List the actions and places that answer the words typed; without any, every action."""
        words = self._field.value.strip()
        found = self._actions
        if words:
            scored = [(self._score(words, action), action) for action in found]
            found = [a for score, a in sorted(scored, key=lambda pair: -pair[0]) if score]
        # An action called so, then a place called so, then what is only like it.
        called = [action for action in found if words.casefold() in action.label.casefold()]
        for action in called:
            self.add_row(self._prompt(action), action.id)
        for place in self._fitting(words) if words else ():
            self.add_row(self._place_prompt(place), place.value)
        for action in found:
            if action not in called:
                self.add_row(self._prompt(action), action.id)
        if self._failure:
            self.add_row(plain(self._failure, self.style_of("note")))
        self.rows.highlighted = 0 if self.rows.option_count else None

    def _fitting(self, words: str) -> Sequence[Place]:
        """Return the places a word of which begins as typed, in the order of the library."""
        wanted = words.casefold()
        return [p for p in self._places if f" {p.label.casefold()}".find(f" {wanted}") >= 0][:PLACES_SHOWN]

    def _place_prompt(self, place: Place) -> Content:
        room = max(8, self.room - 18)
        return Content.assemble(
            (fit(clean_line(place.label), room) + " ", self.style_of("name")),
            (fit(clean_line(place.note), 16), self.style_of("note")),
        )

    def _score(self, words: str, action: Action) -> float:
        """Return how well an action answers ``words``: its label counts most."""
        name = 4.0 if action.label.casefold() == words.casefold() else 1.0
        label = self._search.match(words, action.label)[0] or self._search.match(words, action.id)[0]
        return name * 3 * label or self._search.match(words, action.help)[0]

    def _prompt(self, action: Action) -> Content:
        keys = spelled(keys_of(action, self._keymap)[0])
        if self.room < NARROW:
            label = fit(action.label, self.room - 7)
            return Content.assemble((label + " ", self.style_of("name")), (fit(keys, 6), self.style_of("key")))
        label = fit(action.label, 16)
        return Content.assemble(
            (label + " ", self.style_of("name")),
            (fit(action.help, max(8, self.room - 24)) + " ", self.style_of("note")),
            (fit(keys, 6), self.style_of("key")),
        )

    def on_input_submitted(self) -> None:
        """Choose the row in focus."""
        option = self.rows.highlighted_option
        self.dismiss(option.id if option else None)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Choose the row that was clicked."""
        self.dismiss(event.option.id)
