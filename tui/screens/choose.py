"""A question with a few answers."""

from __future__ import annotations

from collections.abc import Sequence

from textual.widgets import OptionList

from pullquote.tui.render.rows import plain
from pullquote.tui.screens.dialog import Dialog


class ChooseScreen(Dialog[str]):
    """Return the value of the answer that was chosen."""

    def __init__(self, question: str, answers: Sequence[tuple[str, str]]) -> None:
        super().__init__(question)
        self._answers = answers

    def fill(self) -> None:
        """List the answers."""
        for value, label in self._answers:
            self.add_row(plain(label), value)
        self.rows.highlighted = 0

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Close with the answer."""
        self.dismiss(event.option.id)
