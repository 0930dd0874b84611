"""All keys, by what they are for."""

from __future__ import annotations

from collections.abc import Mapping

from textual.content import Content

from pullquote.tui.actions import ACTIONS, Group, keys_of, spelled
from pullquote.tui.screens.dialog import Dialog
from pullquote.tui.text import fit

KEYS_WIDTH = 14


class HelpScreen(Dialog[str]):
    """Shows every action with its keys."""

    TITLE_TEXT = "Keys: q or Esc closes"

    def __init__(self, keymap: Mapping[str, str]) -> None:
        super().__init__()
        self._keymap = keymap

    def on_mount(self) -> None:
        """List the actions group by group."""
        for number, group in enumerate(Group):
            self.add_row(Content.assemble("\n" if number else "", (group.value, self.style_of("group"))))
            for action in ACTIONS:
                if action.group is group:
                    keys = " ".join(spelled(key) for key in keys_of(action, self._keymap))
                    self.add_row(
                        Content.assemble(
                            (fit(keys, KEYS_WIDTH) + " ", self.style_of("key")), (action.help, self.style_of("name"))
                        ),
                        action.id,
                    )
        self.rows.highlighted = 1
