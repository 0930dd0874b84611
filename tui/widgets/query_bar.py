"""The line in which a person types: a search, a filter, a command, a file name."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static

from pullquote.tui.text import plain


class QueryBar(Horizontal):
    """Asks one line of text; hidden while nothing is asked."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "cancel", "Cancel", show=False)]
    DEFAULT_CSS = """
    QueryBar { height: 1; display: none; }
    QueryBar > .label { width: auto; }
    QueryBar > Input { width: 1fr; border: none; height: 1; padding: 0; }
    QueryBar > .meaning { width: auto; max-width: 50%; }
    """

    class Answered(Message):
        """A person pressed Enter; ``purpose`` is what was asked for."""

        def __init__(self, purpose: str, value: str) -> None:
            super().__init__()
            self.purpose, self.value = purpose, value

    class Cancelled(Message):
        """A person pressed Esc."""

        def __init__(self, purpose: str) -> None:
            super().__init__()
            self.purpose = purpose

    def __init__(self) -> None:
        super().__init__()
        self.purpose = ""
        self._explain: Callable[[str], str] | None = None

    def compose(self) -> ComposeResult:
        """Make the label, the input and the meaning beside it."""
        yield Static(markup=False, classes="label")
        yield Input(compact=True, select_on_focus=False)
        yield Static(markup=False, classes="meaning")

    def ask(
        self,
        purpose: str,
        label: str,
        *,
        value: str = "",
        placeholder: str = "",
        explain: Callable[[str], str] | None = None,
    ) -> None:
        """Ask for a line; ``explain`` says in words what has been typed so far."""
        self.purpose = purpose
        self._explain = explain
        self.query_one(".label", Static).update(plain(label) + Content(" "))
        self.query_one(".meaning", Static).update(Content(""))
        field = self.query_one(Input)
        field.placeholder = placeholder
        field.value = value
        field.cursor_position = len(value)
        self.display = True
        field.focus()

    def close(self) -> None:
        """Hide the line."""
        self.display = False

    def on_input_changed(self, event: Input.Changed) -> None:
        """Say in words what a query means."""
        event.stop()
        if self._explain is not None:
            words = self._explain(event.value) if event.value.strip() else ""
            self.query_one(".meaning", Static).update(Content(" ") + plain(words))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Hand the line over."""
        event.stop()
        self.close()
        self.post_message(self.Answered(self.purpose, event.value.strip()))

    def action_cancel(self) -> None:
        """Close without an answer."""
        self.close()
        self.post_message(self.Cancelled(self.purpose))
