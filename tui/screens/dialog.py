"""A small screen over the reader: a title, rows to choose from, Esc closes."""

from __future__ import annotations

from abc import abstractmethod
from typing import ClassVar, Generic, TypeVar

from textual.app import ComposeResult
from textual.await_complete import AwaitComplete
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.style import Style
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from pullquote.styles import DIALOGS
from pullquote.tui.render.rows import plain
from pullquote.tui.widgets.compositor import ScreenCompositor, hand_on
from pullquote.tui.widgets.row_list import keep_stale_click, page_down, page_up

T = TypeVar("T")
KEYS_BESIDE_A_FIELD: list[BindingType] = [
    Binding("escape", "close", show=False),
    Binding("down,ctrl+n", "down", show=False),
    Binding("up,ctrl+p", "up", show=False),
]
"""The keys of a dialog with a field to type in: the field has the focus, the rows are moved through beside it."""


class Rows(OptionList):
    """Rows with the reader's keys for moving."""

    action_page_down = page_down
    action_page_up = page_up
    on_click = keep_stale_click

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "cursor_down", show=False),
        Binding("k", "cursor_up", show=False),
        Binding("g", "first", show=False),
        Binding("G", "last", show=False),
        Binding("space,ctrl+f,ctrl+d", "page_down", show=False),
        Binding("b,ctrl+b,ctrl+u", "page_up", show=False),
        Binding("l,right", "select", show=False),
    ]


class Dialog(ModalScreen[T], Generic[T]):
    """Asks a user to choose a row; return ``None`` when closed without a choice."""

    CSS_PATH = [DIALOGS]  # noqa: RUF012 -- as Textual declares it
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,h,left", "close", "Close", show=False),
        Binding("Q", "app.leave", "Quit", show=False),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "dialog--name", "dialog--count", "dialog--note", "dialog--key", "dialog--group",
    }  # fmt: skip
    DEFAULT_CSS = """
    Dialog { align: center middle; }
    Dialog > .box { width: 64; max-width: 100%; height: auto; max-height: 90%; }
    Dialog > .box > Static { height: auto; }
    Dialog > .box > Rows { height: auto; max-height: 100%; }
    """
    TITLE_TEXT = ""

    def __init__(self, title: str = "") -> None:
        super().__init__()
        self._compositor = ScreenCompositor()
        self._title = title or self.TITLE_TEXT
        self._set_for = 0
        # Held, not looked for: they are there before they are mounted and while the dialog closes.
        self.rows = Rows(markup=False, compact=True)

    def compose(self) -> ComposeResult:
        """Make the box."""
        with Vertical(classes="box"):
            yield Static(plain(self._title), markup=False, classes="title")
            yield self.rows

    def on_mount(self) -> None:
        """List the rows: a key that comes at once finds them. A size may have come before, and listed them."""
        self.fill_again()
        self.app.theme_changed_signal.subscribe(self, lambda _: self.call_after_refresh(self.fill_again))

    def on_unmount(self) -> None:
        """Leave nothing undone that others wait for."""
        hand_on(self)

    @abstractmethod
    def fill(self) -> None:
        """List the rows for the present width, and put one in focus."""

    def fill_again(self) -> None:
        """List the rows anew, the same in focus: for another width, another theme."""
        kept = self.rows.highlighted
        self.rows.clear_options()
        self.fill()
        if kept is not None and kept < self.rows.option_count:
            self.rows.highlighted = kept

    def on_resize(self) -> None:
        """Set the rows to the width, and keep the last within the box.

        The first time it is the styles they are set again for, which come with the first layout.
        """
        if self._set_for != self.room:
            self._set_for = self.room
            self.fill_again()
        above = sum(max(1, part.size.height) + 1 for part in self.query("Static, Input"))
        self.rows.styles.max_height = max(3, self.app.size.height * 9 // 10 - 4 - above)

    @property
    def room(self) -> int:
        """Cells there are for a row."""
        return max(16, min(64, self.app.size.width) - 8)

    def style_of(self, role: str) -> Style:
        """Return the style of a role of a row."""
        return self.get_visual_style(f"dialog--{role}", partial=True)

    def add_row(self, prompt: Content, row: str | None = None) -> None:
        """Add a row; one without an id cannot be chosen."""
        self.rows.add_option(Option(prompt, id=row, disabled=row is None))

    def dismiss(self, result: T | None = None) -> AwaitComplete:
        """Close with a result, once, and only what is on top: Textual would close whatever is."""
        return super().dismiss(result) if self.is_active else AwaitComplete()

    def action_down(self) -> None:
        """One row down."""
        self.rows.action_cursor_down()

    def action_up(self) -> None:
        """One row up."""
        self.rows.action_cursor_up()

    def action_close(self) -> None:
        """Close without a choice."""
        self.dismiss(None)
