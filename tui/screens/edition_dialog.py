"""The dialog for an edition: how many minutes, from what, what there is; and the one that is read already."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import Screen
from textual.widgets import Input, Static

from pullquote.cache.core.counts import counted
from pullquote.cache.core.edition import LONGEST_MINUTES
from pullquote.tui.render.issue import Issue
from pullquote.tui.render.rows import plain
from pullquote.tui.screens.dialog import INTERRUPT, Dialog
from pullquote.tui.services.background import ask_in_thread
from pullquote.tui.services.library.editions import (
    NOTHING_UNREAD,
    Wish,
    is_length,
    kept_issue,
    minutes_of,
    unread_words,
)

if TYPE_CHECKING:
    from pullquote.cache.library import Library
    from pullquote.tui.services.library.access import LibraryAccess

_MAKE, _RESUME = "make", "resume"


class EditionDialog(Dialog[Wish], inherit_bindings=False):
    """Asks for minutes and a query; return what is wished. ``running`` is the edition that may be gone on with."""

    BINDINGS: ClassVar[list[BindingType]] = [
        INTERRUPT,
        Binding("escape", "close", show=False),
        Binding("tab,shift+tab", "other_field", show=False),
        Binding("down,ctrl+n", "down", show=False),
        Binding("up,ctrl+p", "up", show=False),
    ]
    TITLE_TEXT = "Make an edition"
    FIELD = "minutes"
    DEFAULT_CSS = """
    EditionDialog > .box > .line { height: 1; margin-bottom: 0; }
    EditionDialog > .box > .line > Static { width: 9; }
    EditionDialog > .box > .line > Input { width: 1fr; }
    EditionDialog > .box > .there { margin: 1 0; }
    """

    def __init__(self, library: Library, query: str, running: Issue | None) -> None:
        super().__init__(typed=str(minutes_of(library)))
        self._library = library
        self._resumable = running
        self._there = Static("", markup=False, classes="there")
        self.field.restrict = r"[0-9]{0,3}"
        self.field.select_on_focus = True
        self.query_field = Input(value=query, placeholder="all unread, or a query", compact=True, select_on_focus=False)
        self._asked = (self.typed, query.strip())

    def compose(self) -> ComposeResult:
        """Make the box: two lines to type in, what is there, and what can be done."""
        with Vertical(classes="box"):
            yield Static(plain(self._title), markup=False, classes="title")
            for label, field in (("Minutes", self.field), ("From", self.query_field)):
                with Horizontal(classes="line"):
                    yield Static(label, markup=False)
                    yield field
            yield self._there
            yield self.rows

    def on_mount(self) -> None:
        """List what can be done, an edition that is read already in focus, and look what there is."""
        super().on_mount()
        if self._resumable is not None:
            self.rows.highlighted = self.rows.get_option_index(_RESUME)
        self._look()

    @property
    def _minutes(self) -> int:
        return int(self.typed or 0)

    @property
    def _wanted(self) -> str:
        return self.query_field.value.strip()

    def fill(self) -> None:
        """List what can be done."""
        length = counted(self._minutes, "minute") if is_length(self._minutes) else f"1 to {LONGEST_MINUTES} minutes"
        self.add_row(plain(f"Make it: {length}"), _MAKE, Wish(self._minutes, self._wanted))
        if self._resumable is not None and (place := self._resumable.at) is not None:
            self.add_row(plain(f"Go on: {self._resumable.words(place)[0]}"), _RESUME, Wish(resume=True))

    def narrow(self) -> None:
        """Take what is typed for the edition to be made; a line says so of itself also where nothing was typed."""
        if (self.typed, self._wanted) != self._asked:
            self._asked = (self.typed, self._wanted)
            self._list(_MAKE)
            self._look()

    def _look(self) -> None:
        """Show what there is that answers the query."""
        query = self._wanted

        def show(words: str) -> None:
            self._there.update(plain(words or NOTHING_UNREAD))

        ask_in_thread(
            self, lambda: unread_words(self._library, query), show, group="unread", failed=lambda said: show(said.text)
        )

    def choose(self, option: Any) -> None:
        """Close with what is wished; a length that no edition has is not."""
        if option.id == _RESUME or is_length(self._minutes):
            super().choose(option)
        else:
            self._there.update(plain(f"Give 1 to {LONGEST_MINUTES} minutes."))

    def action_other_field(self) -> None:
        """To the other line to type in."""
        (self.field if self.query_field.has_focus else self.query_field).focus()

    def on_key(self, event: events.Key) -> None:
        """Take in a digit that was typed before the first line had the keys."""
        if not self.query_field.has_focus:
            super().on_key(event)


def ask(owner: Screen[Any], access: LibraryAccess, query: str, wished: Callable[[Wish, Issue | None], None]) -> None:
    """Ask for an edition; ``wished`` gets what is wished, and the edition that is read already."""
    library = access.library
    running = access.read_now(owner, lambda: kept_issue(library), None)
    running = running if running is not None and running.at is not None else None

    def chosen(wish: Wish | None) -> None:
        if wish is not None:
            wished(wish, running)

    owner.app.push_screen(EditionDialog(library, query, running), chosen)
