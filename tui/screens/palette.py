"""The palette: find an action, a section, a person or a show by its name, in memory."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct
from rich.cells import cell_len
from textual.content import Content
from textual.fuzzy import FuzzySearch

from pullquote.cache.core.sanitize import clean_line
from pullquote.styles.themes import THEME_WORDS
from pullquote.tui.actions import Action, Pane, actions_for, also_called, keys_of, spelled
from pullquote.tui.keymap import MACRO, Macros, in_words, usable_macros
from pullquote.tui.render.rows import fit, plain
from pullquote.tui.screens.dialog import KEYS_BESIDE_A_FIELD, Dialog
from pullquote.tui.screens.sections import FIXED, OUTLETS_SHOWN
from pullquote.tui.services.background import ask_in_thread
from pullquote.tui.services.messages import Said
from pullquote.tui.services.prompt.matching import BESIDE, rank
from pullquote.tui.services.words.queries import phrase

if TYPE_CHECKING:
    from pullquote.cache.library import Library

PLACES_SHOWN = 12
ENTITIES_KNOWN = 2_000
"""Names the palette can go to, the most written about."""
_KEYS = 9
"""Cells of a key beside what it does."""
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
    found += [
        Place(f"section {topic.query}\t{topic.title}", topic.title, "followed" if topic.followed else "watched")
        for topic in library.following.topics()
    ]
    found += [Place(f"section feed:{feed.id}\t{feed.title}", feed.title, "feed") for feed in library.feeds.listed()]
    outlets = [outlet for outlet, _, _ in library.outlets()[:OUTLETS_SHOWN]]
    found += [Place(f"section outlet:{phrase(outlet)}\t{outlet}", outlet, "outlet") for outlet in outlets]
    found += [Place(f"name {name.id}", name.name, name.type) for name in library.names.listed((), limit=ENTITIES_KNOWN)]
    return found


_LEADING = ("releases", "mute", "settings")
"""What the palette begins with: nothing else on the screen leads there."""
_AS_ACTION, _AS_PLACE = 0, 1


class PaletteScreen(Dialog[str], inherit_bindings=False):
    """Return the id of the action that was chosen, or the value of the place."""

    BINDINGS = KEYS_BESIDE_A_FIELD
    FIELD = "What do you want to do?"
    NOTHING = "Nothing is called that. Try another word for it, or ? for all keys."

    def __init__(
        self,
        pane: Pane,
        keymap: Mapping[str, str],
        macros: Macros,
        places: Callable[[], Sequence[Place]] | None = None,
    ) -> None:
        super().__init__()
        self._find_places = places
        self._places: Sequence[Place] = ()
        self._keymap = keymap
        here = {action.id: action for action in actions_for(pane) if action.id != "palette"}
        first = [here[name] for name in _LEADING if name in here]
        unkeyed = [action for action in here.values() if not keys_of(action, keymap) and action not in first]
        first += unkeyed
        self._fixed = [
            Place(MACRO + keys, in_words(steps), f"macro {spelled(keys)}")
            for keys, steps in usable_macros(macros).items()
        ]
        if places:
            self._fixed += [Place(f"theme {name}", f"Theme: {name}", words) for name, words in THEME_WORDS.items()]
        self._first = first
        self._rest = [action for action in here.values() if action not in first]
        self._search = FuzzySearch()
        self._failure = ""

    def on_mount(self) -> None:
        """Ask for the places once, so that no key waits for the library; the actions are there without them."""
        if self._find_places is not None:
            ask_in_thread(self, self._find_places, self._loaded, group="places", failed=self._not_loaded)

    def _not_loaded(self, said: Said) -> None:
        self._failure = said.text
        self.fill_again()

    def _loaded(self, places: Sequence[Place]) -> None:
        self._places = places
        if self.typed:
            self.fill_again()

    def fill(self) -> None:
        """List what answers the words typed, the best first; without any, what has no key and then every action."""
        everything: list[Action | Place] = [*self._first, *self._fixed, *self._rest]
        found = self._answering(self.typed) if self.typed else everything
        for item in found:
            if isinstance(item, Action):
                self.add_row(self._prompt(item), item.id)
            else:
                self.add_row(self._place_prompt(item), item.value)
        if self._failure:
            self.add_row(plain(self._failure, self.style_of("note")))

    def _answering(self, typed: str) -> list[Action | Place]:
        """Return the actions and places that answer: by their name, then by other words, then by what is like it."""
        scored: list[tuple[tuple[float, ...], Action | Place]] = []
        for action in (*self._first, *self._rest):
            score = self._score(typed, action)
            if score is not None:
                scored.append(((*score, _AS_ACTION), action))
        places = [(place, rank(typed, place.label, place.note)) for place in (*self._fixed, *self._places)]
        shown = sorted(((fits, place) for place, fits in places if fits is not None), key=lambda pair: pair[0])
        scored += [((fits, 0.0, _AS_PLACE), place) for fits, place in shown[:PLACES_SHOWN]]
        return [item for _, item in sorted(scored, key=lambda pair: pair[0])]

    def _score(self, typed: str, action: Action) -> tuple[float, float] | None:
        """Return how well an action answers, the less the better; what is only like its name comes last."""
        if (called := rank(typed, action.label, also_called(action.id))) is not None:
            return called, 0.0
        if (meant := rank(typed, action.help, action.id)) is not None:
            return BESIDE + 1, float(meant)
        like = self._search.match(typed, action.label)[0]
        return (BESIDE + 2, -like) if like else None

    def _place_prompt(self, place: Place) -> Content:
        label, note = clean_line(place.label), fit(clean_line(place.note), 16)
        room = max(8, self.room - 18)
        if self.room < NARROW and cell_len(label) > room:
            return Content.styled(fit(label, self.room), self.style_of("name"))
        return Content.assemble((fit(label, room) + " ", self.style_of("name")), (note, self.style_of("note")))

    def _prompt(self, action: Action) -> Content:
        keys = next(map(spelled, keys_of(action, self._keymap)), "")
        if self.room < NARROW:
            label = fit(action.label, self.room - _KEYS - 1)
            return Content.assemble((label + " ", self.style_of("name")), (fit(keys, _KEYS), self.style_of("key")))
        label = fit(action.label, 16)
        return Content.assemble(
            (label + " ", self.style_of("name")),
            (fit(action.help, max(8, self.room - 18 - _KEYS)) + " ", self.style_of("note")),
            (fit(keys, _KEYS), self.style_of("key")),
        )
