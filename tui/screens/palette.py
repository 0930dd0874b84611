"""The palette: find an action by its name, in memory."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.fuzzy import FuzzySearch
from textual.widgets import Input, OptionList

from pullquote.tui.actions import Action, Pane, actions_for, keys_of, spelled
from pullquote.tui.screens.dialog import Dialog, Rows
from pullquote.tui.text import fit


class PaletteScreen(Dialog[str]):
    """Gives the id of the action that was chosen."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", show=False),
        Binding("down,ctrl+n", "down", show=False),
        Binding("up,ctrl+p", "up", show=False),
    ]

    def __init__(self, pane: Pane, keymap: Mapping[str, str]) -> None:
        super().__init__()
        self._keymap = keymap
        self._actions = [action for action in actions_for(pane) if action.id != "palette"]
        self._search = FuzzySearch()

    def compose(self) -> ComposeResult:
        """Make the field and the rows."""
        with Vertical(classes="box"):
            yield Input(placeholder="What do you want to do?", compact=True)
            yield Rows(markup=False, compact=True)

    def on_mount(self) -> None:
        """List every action that can be done here."""
        self.rows.can_focus = False
        self.query_one(Input).focus()
        self._list("")

    def on_input_changed(self, event: Input.Changed) -> None:
        """List what answers the words typed, best first."""
        self._list(event.value.strip())

    def _list(self, words: str) -> None:
        found = self._actions
        if words:
            scored = [(self._score(words, action), action) for action in found]
            found = [a for score, a in sorted(scored, key=lambda pair: -pair[0]) if score]
        self.rows.clear_options()
        for action in found:
            self.add_row(self._prompt(action), action.id)
        self.rows.highlighted = 0 if found else None

    def _score(self, words: str, action: Action) -> float:
        """Give how well an action answers ``words``: its label counts most."""
        name = 4.0 if action.label.casefold() == words.casefold() else 1.0
        label = self._search.match(words, action.label)[0] or self._search.match(words, action.id)[0]
        return name * 3 * label or self._search.match(words, action.help)[0]

    def _prompt(self, action: Action) -> Content:
        keys = spelled(keys_of(action, self._keymap)[0])
        label = fit(action.label, 16)
        return Content.assemble(
            (label + " ", self.style_of("name")),
            (fit(action.help, max(8, self.room - 24)) + " ", self.style_of("note")),
            (fit(keys, 6), self.style_of("key")),
        )

    def action_down(self) -> None:
        """One row down."""
        self.rows.action_cursor_down()

    def action_up(self) -> None:
        """One row up."""
        self.rows.action_cursor_up()

    def on_input_submitted(self) -> None:
        """Choose the row in focus."""
        option = self.rows.highlighted_option
        self.dismiss(option.id if option else None)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Choose the row that was clicked."""
        self.dismiss(event.option.id)
