"""All keys, by what they are for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static
from textual.widgets.option_list import Option

from pullquote.tui.actions import ACTIONS, Action, Group, also_called, keys_of, spelled
from pullquote.tui.keymap import MACRO, Macros, in_words, usable_macros
from pullquote.tui.render.layout import break_lines
from pullquote.tui.render.rows import fit, plain
from pullquote.tui.screens.dialog import Dialog
from pullquote.tui.services.prompt.matching import rank

KEYS_WIDTH = 16
WIDTH = 92
"""Cells of the box, as the stylesheet has it."""


class HelpScreen(Dialog[str]):
    """Shows every action with its keys; / leaves those that answer what is typed."""

    TITLE_TEXT = "Keys: / finds, q or Esc closes"
    AUTO_FOCUS = "Rows"
    NOTHING = "No key does that. The palette (^P) finds what has no key."
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash", "search", show=False),
        Binding("n", "next_match", show=False),
        Binding("N", "previous_match", show=False),
    ]

    def __init__(self, keymap: Mapping[str, str], macros: Macros) -> None:
        super().__init__()
        self._keymap = keymap
        self._macros = macros
        self.field.placeholder = "words, or a key"
        self.field.display = False

    def compose(self) -> ComposeResult:
        """Make the box; its line to type in is hidden until it is asked for."""
        with Vertical(classes="box"):
            yield Static(plain(self._title), markup=False, classes="title")
            yield self.field
            yield self.rows

    def fill(self) -> None:
        """List the actions group by group, those that answer what was typed."""
        for group in Group:
            actions = [action for action in ACTIONS if action.group is group and self._answers(action)]
            if actions:
                above = "\n" if self.rows.option_count else ""
                self.add_row(Content.assemble(above, (group.value, self.style_of("group"))))
            for action in actions:
                self.add_row(self._row(self._keys(action), action.help), action.id)
        macros = [(spelled(keys), in_words(steps)) for keys, steps in usable_macros(self._macros).items()]
        if found := [(keys, does) for keys, does in macros if self._has(keys, does)]:
            above = "\n" if self.rows.option_count else ""
            self.add_row(Content.assemble(above, ("Macros", self.style_of("group"))))
            for keys, does in found:
                self.add_row(self._row(keys, f"{does}."), MACRO + keys)

    def _has(self, keys: str, does: str) -> bool:
        """Return whether a macro has the words that were typed, or the keys."""
        return not self.typed or self.typed == keys or rank(self.typed, does) is not None

    def _keys(self, action: Action) -> str:
        return ", ".join(spelled(key) for key in keys_of(action, self._keymap))

    def _answers(self, action: Action) -> bool:
        """Return whether an action has the words that were typed, or the key."""
        typed = self.typed
        if not typed or typed in map(spelled, keys_of(action, self._keymap)):
            return True
        return len(typed) > 1 and rank(typed, action.help, f"{action.label} {also_called(action.id)}") is not None

    def action_search(self) -> None:
        """Ask for words."""
        self.field.display = True
        self.field.focus()
        self.call_after_refresh(self.on_resize)

    def take(self) -> None:
        """Focus the rows that were found."""
        self.rows.focus()

    def choose(self, option: Option) -> None:
        """Do nothing: this only shows."""

    def action_next_match(self) -> None:
        """To the next row that answers."""
        self.rows.action_cursor_down()

    def action_previous_match(self) -> None:
        """To the previous row that answers."""
        self.rows.action_cursor_up()

    def action_close(self) -> None:
        """Clear the search, else close."""
        if self.field.display:
            self.field.display = False
            self.field.value = ""
            self.rows.focus()
            self.call_after_refresh(self.on_resize)
        else:
            super().action_close()

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
