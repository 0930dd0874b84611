"""All keys, by what they are for."""

from __future__ import annotations

from collections.abc import Mapping

from textual.content import Content

from pullquote.tui.actions import ACTIONS, Group, keys_of, spelled
from pullquote.tui.render.layout import break_lines
from pullquote.tui.render.rows import fit
from pullquote.tui.screens.dialog import Dialog

KEYS_WIDTH = 14
WIDTH = 92
"""Cells of the box, as the stylesheet has it."""


class HelpScreen(Dialog[str]):
    """Shows every action with its keys."""

    TITLE_TEXT = "Keys: q or Esc closes"

    def __init__(self, keymap: Mapping[str, str]) -> None:
        super().__init__()
        self._keymap = keymap

    def fill(self) -> None:
        """List the actions group by group."""
        for number, group in enumerate(Group):
            self.add_row(Content.assemble("\n" if number else "", (group.value, self.style_of("group"))))
            for action in ACTIONS:
                if action.group is group:
                    keys = " ".join(spelled(key) for key in keys_of(action, self._keymap))
                    self.add_row(self._row(keys, action.help), action.id)
        self.rows.highlighted = 1

    @property
    def room(self) -> int:
        """Cells there are for a row."""
        return max(16, min(WIDTH, self.app.size.width) - 8)

    def _row(self, keys: str, text: str) -> Content:
        """Return a row: what the keys do stands beside them, or below where it is narrow."""
        beside = self.room >= 2 * KEYS_WIDTH + 20
        indent = KEYS_WIDTH + 1 if beside else 2
        lines = [text[start:end] for start, end in break_lines(text, self.room - indent)]
        first = fit(keys, indent) if beside else f"{keys}\n  "
        return Content.assemble(
            (first, self.style_of("key")), (("\n" + " " * indent).join(lines), self.style_of("name"))
        )
