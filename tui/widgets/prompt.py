"""The line in which a person types: a search, a filter, a command, a file name.

Above the line stands what could be meant by it: completions, or what a search finds while it is typed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.style import Style
from textual.timer import Timer
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option
from textual.worker import get_current_worker

from pullquote.cache.core.errors import PullquoteError
from pullquote.tui.messages import LookedUp
from pullquote.tui.render.rows import plain
from pullquote.tui.services.suggestions import Offer, Offering, Offers

SETTLED = 0.12
"""Seconds without a key after which the library is asked what could be meant."""


class QueryBar(Vertical):
    """Asks one line of text; hidden while nothing is asked."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", "Cancel", show=False),
        Binding("tab", "complete", "Complete", show=False),
        Binding("down,ctrl+n", "next_offer", "Next", show=False),
        Binding("up,ctrl+p", "previous_offer", "Previous", show=False),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {"query--name", "query--note", "query--sign", "query--match"}
    DEFAULT_CSS = """
    QueryBar { height: auto; display: none; overlay: screen; offset-y: -100%; }
    QueryBar > OptionList { height: auto; max-height: 13; border: none; padding: 0; display: none; }
    QueryBar > .line { height: 1; }
    QueryBar > .line > .label { width: auto; }
    QueryBar > .line > Input { width: 1fr; border: none; height: 1; padding: 0; }
    QueryBar > .line > .meaning {
        width: auto; max-width: 50%; height: 1; text-wrap: nowrap; text-overflow: ellipsis;
    }
    """

    class Answered(Message):
        """A person pressed Enter; ``purpose`` is what was asked for, ``article`` the find that was chosen."""

        def __init__(self, purpose: str, value: str, article: int | None = None) -> None:
            super().__init__()
            self.purpose, self.value, self.article = purpose, value, article

    class Cancelled(Message):
        """A person pressed Esc."""

        def __init__(self, purpose: str) -> None:
            super().__init__()
            self.purpose = purpose

    def __init__(self) -> None:
        super().__init__()
        self.purpose = ""
        self._explain: Callable[[str], str] | None = None
        self._offering: Offering | None = None
        self._offers: Sequence[Offer] = ()
        self._settling: Timer | None = None

    def compose(self) -> ComposeResult:
        """Make the rows, and below them the label, the input and the meaning beside it."""
        offers = OptionList(markup=False, compact=True)
        offers.can_focus = False
        yield offers
        with Horizontal(classes="line"):
            yield Static(markup=False, classes="label")
            yield Input(compact=True, select_on_focus=False)
            yield Static(markup=False, classes="meaning")

    def on_mount(self) -> None:
        """Follow a change of the theme: the offers hold their colours."""
        self.app.theme_changed_signal.subscribe(self, lambda _: self.call_after_refresh(self._look))

    def on_resize(self) -> None:
        """Fit what is offered to the new width."""
        if self._offers:
            self._look()

    def ask(
        self,
        purpose: str,
        label: str,
        *,
        value: str = "",
        placeholder: str = "",
        explain: Callable[[str], str] | None = None,
        offering: Offering | None = None,
    ) -> None:
        """Ask for a line; ``explain`` says in words what has been typed so far, ``offering`` what could be meant."""
        self.purpose = purpose
        self._explain = explain
        self._offering = offering
        self._show_offers(Offers())
        self.query_one(".label", Static).update(plain(label) + Content(" "))
        field = self.query_one(Input)
        field.placeholder = placeholder
        field.value = value
        field.cursor_position = len(value)
        self.display = True
        # At once, so that a key that was pressed right after finds the line; later only where that cannot be.
        self.screen.set_focus(field)
        if self.screen.focused is not field:
            field.focus()
        self.call_after_refresh(self._show_end)

    def _show_end(self) -> None:
        """Scroll to the end of a value that is longer than the line: its width is known now."""
        field = self.query_one(Input)
        at, field.cursor_position = field.cursor_position, 0
        field.cursor_position = at

    def type_ahead(self, text: str) -> bool:
        """Take in what was typed for the line before it had the focus; return whether it is asked for."""
        if self.display:
            self.query_one(Input).insert_text_at_cursor(text)
        return self.display

    def close(self) -> None:
        """Hide the line."""
        self._offering = None
        self.display = False

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show in words what a query means, and the offers once the keys rest."""
        event.stop()
        if self._explain is not None:
            self._say(self._explain(event.value) if event.value.strip() else "")
        if self._settling is not None:
            self._settling.stop()
        if self._offering is not None:
            self._settling = self.set_timer(SETTLED, self._look)

    def _say(self, words: str) -> None:
        self.query_one(".meaning", Static).update(Content(" ") + plain(words) if words else Content(""))

    def _look(self) -> None:
        if self._offering is not None:
            width = max(16, self.size.width - 4)
            self._find(self._offering, self.query_one(Input).value, width)

    @work(thread=True, exclusive=True, group="offers", exit_on_error=False)
    def _find(self, offering: Offering, line: str, width: int) -> None:
        worker = get_current_worker()
        try:
            offers = offering(line, width, self._style) if line.strip() else Offers()
        except PullquoteError as error:
            offers = Offers(words=str(error))
        if not worker.is_cancelled:
            self.post_message(LookedUp(lambda: self._found(line, offers)))

    def on_looked_up(self, message: LookedUp) -> None:
        """Show what was found."""
        message.stop()
        message.deliver()

    def _found(self, line: str, offers: Offers) -> None:
        if self._offering is not None and line == self.query_one(Input).value:
            self._show_offers(offers)

    def _show_offers(self, offers: Offers) -> None:
        self._offers = offers.rows
        rows = self.query_one(OptionList)
        rows.clear_options()
        rows.add_options([Option(offer.prompt) for offer in offers.rows])
        rows.highlighted = None
        rows.display = bool(offers.rows)
        if offers.words or self._explain is None:
            self._say(offers.words)

    def _style(self, role: str) -> Style:
        return self.get_visual_style(f"query--{role}", partial=role != "match")

    @property
    def _chosen(self) -> Offer | None:
        at = self.query_one(OptionList).highlighted
        return self._offers[at] if at is not None and at < len(self._offers) else None

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Hand the line over, with the find that was chosen; a chosen completion is taken first."""
        event.stop()
        chosen = self._chosen
        if chosen is not None and chosen.line is not None:
            self._take(chosen)
            return
        self.close()
        self.post_message(self.Answered(self.purpose, event.value.strip(), chosen.article if chosen else None))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Take what was clicked."""
        event.stop()
        offer = self._offers[event.option_index]
        if offer.line is not None:
            self._take(offer)
        else:
            value = self.query_one(Input).value.strip()
            self.close()
            self.post_message(self.Answered(self.purpose, value, offer.article))

    def _take(self, offer: Offer) -> None:
        field = self.query_one(Input)
        field.value = offer.line or ""
        field.cursor_position = len(field.value)
        field.focus()

    def action_complete(self) -> None:
        """Complete the line by the row in focus, else by the first."""
        offer = self._chosen or next(iter(self._offers), None)
        if offer is not None and offer.line is not None:
            self._take(offer)

    def action_next_offer(self) -> None:
        """One row down."""
        rows = self.query_one(OptionList)
        if self._offers:
            rows.highlighted = 0 if rows.highlighted is None else min(rows.highlighted + 1, len(self._offers) - 1)

    def action_previous_offer(self) -> None:
        """One row up; above the first, back to the line."""
        rows = self.query_one(OptionList)
        if rows.highlighted is not None:
            rows.highlighted = rows.highlighted - 1 if rows.highlighted else None

    def action_cancel(self) -> None:
        """Close without an answer."""
        self.close()
        self.post_message(self.Cancelled(self.purpose))
