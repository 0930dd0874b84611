"""A small screen over the reader: a title, rows to choose from, Esc closes."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable
from typing import ClassVar, Generic, TypeVar

from rich.console import RenderableType
from rich.segment import Segment
from textual import events
from textual.app import ComposeResult
from textual.await_complete import AwaitComplete
from textual.binding import Binding, BindingType
from textual.color import Color
from textual.containers import Vertical
from textual.content import Content
from textual.css.scalar import Scalar
from textual.renderables.background_screen import BackgroundScreen
from textual.screen import ModalScreen
from textual.style import Style
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from pullquote.cache.core.errors import PullquoteError
from pullquote.cache.core.sanitize import clean_line
from pullquote.styles import DIALOGS
from pullquote.tui.render.placeholders import PLACEHOLDER
from pullquote.tui.render.rows import plain
from pullquote.tui.widgets.compositor import ScreenCompositor, hand_on
from pullquote.tui.widgets.painting import get_visual_style
from pullquote.tui.widgets.row_list import keep_stale_click, page_down, page_up

T = TypeVar("T")
INTERRUPT = Binding("ctrl+c", "app.leave", show=False, priority=True)
"""Over a dialog the app's own keys do nothing; a field would copy what is selected in it."""
KEYS_BESIDE_A_FIELD: list[BindingType] = [
    INTERRUPT,
    Binding("escape", "close", show=False),
    Binding("down,ctrl+n,tab", "down", show=False),
    Binding("up,ctrl+p,shift+tab", "up", show=False),
    Binding("pagedown", "page_down", show=False),
    Binding("pageup", "page_up", show=False),
]
"""The keys of a dialog with a field to type in: letters narrow the rows, these move among them.

Such a dialog takes no keys from ``Dialog``: the letters of those are typed.
"""
_LOW = 16
"""Lines of a terminal below which a dialog has them all."""


class Row(Option):
    """A row that stands for a value, so that one chosen just before the rows changed is still what it was."""

    def __init__(self, prompt: Content, value: object, row: str) -> None:
        super().__init__(prompt, id=row)
        self.value = value


class Rows(OptionList):
    """Rows with the reader's keys for moving."""

    action_page_down = page_down
    action_page_up = page_up
    on_click = keep_stale_click
    get_visual_style = get_visual_style

    def action_cursor_up(self) -> None:
        """One row up; above the first that can be chosen, what stands there comes into view."""
        first = next((number for number, row in enumerate(self.options) if not row.disabled), None)
        if self.highlighted == first and self.scroll_y:
            self.scroll_home(animate=False)
        else:
            super().action_cursor_up()

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "cursor_down", show=False),
        Binding("k", "cursor_up", show=False),
        Binding("g", "first", show=False),
        Binding("G", "last", show=False),
        Binding("space,ctrl+f,ctrl+d", "page_down", show=False),
        Binding("b,ctrl+b,ctrl+u", "page_up", show=False),
        Binding("l,right", "select", show=False),
    ]


class _Behind(BackgroundScreen):
    """The reader dimmed behind a dialog. The colour of a picture's placeholder is its number, and stays."""

    @classmethod
    def process_segments(cls, segments: Iterable[Segment], color: Color) -> Iterable[Segment]:
        for segment in segments:
            if segment.text.startswith(PLACEHOLDER):
                yield segment
            else:
                yield from super().process_segments((segment,), color)


class Dialog(ModalScreen[T], Generic[T]):
    """Asks a user to choose a row; return its value, ``None`` when closed without a choice.

    With a ``FIELD`` there is a line to type in above the rows, and ``typed`` narrows them: see ``narrow``.
    """

    CSS_PATH = [DIALOGS]  # noqa: RUF012 -- as Textual declares it
    VERTICAL_BREAKPOINTS = [(0, "-low"), (_LOW, "-high")]  # noqa: RUF012 -- as Textual declares it
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,h,left", "close", "Close", show=False),
        Binding("Q", "app.leave", "Quit", show=False),
        INTERRUPT,
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
    FIELD = ""
    """What the empty line to type in says; without it there is none."""
    NOTHING = "Nothing is called that."
    """What is said where no row answers what was typed."""

    def __init__(self, title: str = "", typed: str = "") -> None:
        super().__init__()
        self._compositor = ScreenCompositor()
        self._title = title or self.TITLE_TEXT
        self._set_for = 0
        # Held, not looked for: they are there before they are mounted and while the dialog closes.
        self.rows = Rows(markup=False, compact=True)
        self.field = Input(value=typed, placeholder=self.FIELD, compact=True, select_on_focus=False)

    def compose(self) -> ComposeResult:
        """Make the box."""
        with Vertical(classes="box"):
            if self._title:
                yield Static(plain(self._title), markup=False, classes="title")
            if self.FIELD:
                yield self.field
            yield self.rows

    def render(self) -> RenderableType:
        """Return the reader, dimmed: what stands behind the box."""
        behind = super().render()
        return _Behind(behind.screen, behind.color) if isinstance(behind, BackgroundScreen) else behind

    def on_mount(self) -> None:
        """List the rows: a key that comes at once finds them. A size may have come before, and listed them."""
        if self.FIELD:
            self.rows.can_focus = False
            self.field.focus()
        self.fill_again()
        self.app.theme_changed_signal.subscribe(self, lambda _: self.call_after_refresh(self.fill_again))

    def on_unmount(self) -> None:
        """Leave nothing undone that others wait for."""
        hand_on(self)

    # The rows

    @abstractmethod
    def fill(self) -> None:
        """List the rows for the present width, and those only that answer ``typed``.

        Where it raises a ``PullquoteError``, that is said in their place.
        """

    def fill_again(self) -> None:
        """List the rows anew, the same in focus: for another width, another theme, more that is known."""
        kept = self.rows.highlighted_option
        self._list(kept.id if kept is not None else None)

    def _list(self, focus: str | None) -> None:
        """List the rows, the one with this id in focus, else the first that can be chosen."""
        self.rows.clear_options()
        try:
            self.fill()
        except PullquoteError as error:
            self.rows.clear_options()
            self.add_row(plain(clean_line(str(error)), self.style_of("note")))
        if self.rows.option_count == 0 and (words := self.empty_words()):
            self.add_row(plain(words, self.style_of("note")))
        able = {row.id: number for number, row in enumerate(self.rows.options) if not row.disabled}
        self.rows.highlighted = able.get(focus, next(iter(able.values()), None))

    def empty_words(self) -> str:
        """Return what is said where there is no row."""
        return self.NOTHING if self.typed else ""

    def on_resize(self) -> None:
        """Set the rows to the width, and keep the last within the box.

        The first time it is the styles they are set again for, which come with the first layout.
        """
        if self._set_for != self.room:
            self._set_for = self.room
            self.fill_again()
        self._fit()
        self.call_after_refresh(self._fit)  # the lines of the title are known by then

    def _fit(self) -> None:
        """Keep the last row within the box, which is there neither before the first layout nor when it has closed."""
        boxes, lines = self.query(".box"), self.app.size.height
        if not boxes:
            return
        box = boxes.first()
        others = [part for part in box.children if part is not self.rows]
        above = sum(max(1, part.outer_size.height) + part.styles.margin.height for part in others)
        most = lines if box.styles.max_height == Scalar.parse("100%") else lines * 9 // 10
        self.rows.styles.max_height = max(1, most - box.gutter.height - above)

    @property
    def room(self) -> int:
        """Cells there are for a row."""
        return max(16, min(64, self.app.size.width) - 8)

    def style_of(self, role: str) -> Style:
        """Return the style of a role of a row."""
        return self.get_visual_style(f"dialog--{role}", partial=True)

    def add_row(self, prompt: Content, row: str | None = None, value: T | None = None) -> None:
        """Add a row; one without an id cannot be chosen. What it stands for is ``value``, else its id."""
        if row is None:
            self.rows.add_option(Option(prompt, disabled=True))
        else:
            self.rows.add_option(Row(prompt, row if value is None else value, row))

    # Typing

    @property
    def typed(self) -> str:
        """What has been typed."""
        return self.field.value.strip()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Narrow the rows."""
        event.stop()
        self.narrow()

    def narrow(self) -> None:
        """List the rows that answer what has been typed, the best of them in focus."""
        self._list(None)

    def on_key(self, event: events.Key) -> None:
        """Take in a letter that was typed before the field had the keys."""
        if self.FIELD and event.is_printable and event.character and not self.field.has_focus:
            event.stop()
            self.field.insert_text_at_cursor(event.character)

    # Choosing

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Choose the row in focus."""
        event.stop()
        self.take()

    def take(self) -> None:
        """Choose the row in focus, where there is one."""
        if (option := self.rows.highlighted_option) is not None:
            self.choose(option)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Choose the row that was clicked, or on which Enter was pressed."""
        event.stop()
        self.choose(event.option)

    def choose(self, option: Option) -> None:
        """Close with what a row stands for."""
        if isinstance(option, Row):
            self.dismiss(option.value)  # type: ignore[arg-type]

    def dismiss(self, result: T | None = None) -> AwaitComplete:
        """Close with a result, once, and only what is on top: Textual would close whatever is."""
        return super().dismiss(result) if self.is_active else AwaitComplete()

    def action_down(self) -> None:
        """One row down."""
        self.rows.action_cursor_down()

    def action_up(self) -> None:
        """One row up."""
        self.rows.action_cursor_up()

    def action_page_down(self) -> None:
        """Move a page of rows down."""
        self.rows.action_page_down()

    def action_page_up(self) -> None:
        """Move a page of rows up."""
        self.rows.action_page_up()

    def action_close(self) -> None:
        """Close without a choice."""
        self.dismiss(None)
