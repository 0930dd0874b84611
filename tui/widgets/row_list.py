"""A list of rows on a page, moved through with the reader's keys."""

from __future__ import annotations

from textual import events
from textual.message import Message
from textual.strip import Strip
from textual.widgets import OptionList

MOVES = frozenset({"down", "up", "first", "last", "next_page", "page_down", "page_up", "half_down", "half_up"})


# For every class of rows; each takes them in its body, as one that inherits them could have no heirs of its own.


def page_down(self: OptionList) -> None:
    """Move a page down, where there is room that rows were measured for."""
    if self.scrollable_content_region:
        OptionList.action_page_down(self)  # type: ignore[no-untyped-call]


def page_up(self: OptionList) -> None:
    """Move a page up, where there is room that rows were measured for."""
    if self.scrollable_content_region:
        OptionList.action_page_up(self)  # type: ignore[no-untyped-call]


def keep_stale_click(self: OptionList, event: events.Click) -> None:
    """Keep a click from the rows that are there now when it fell on one that is gone."""
    clicked = event.style.meta.get("option")
    if clicked is not None and clicked >= self.option_count:
        event.prevent_default()


class RowList(OptionList):
    """Rows of one or more lines; headings among them cannot be chosen."""

    DEFAULT_CSS = """
    RowList { border: none; padding: 0; height: 1fr; }
    """

    action_page_down = page_down
    action_page_up = page_up
    on_click = keep_stale_click

    class Resized(Message):
        """The rows have another width now."""

    def __init__(self) -> None:
        super().__init__(markup=False, compact=True)
        self._width = 0

    @property
    def room(self) -> int:
        """Cells there are for a row."""
        return max(16, self.size.width - 3)

    def on_resize(self, event: events.Resize) -> None:
        """Report that rows have to be set anew."""
        if event.size.width != self._width:
            self._width = event.size.width
            self.post_message(self.Resized())

    def render_line(self, y: int) -> Strip:
        """Draw a line; the blank one below a row is not part of it when the row has the focus."""
        strip = super().render_line(y)
        return strip if strip.text.strip() else Strip.blank(self.size.width, self.visual_style.rich_style)

    @property
    def chosen(self) -> str | None:
        """The id of the row in focus."""
        option = self.highlighted_option
        return option.id if option is not None else None

    def put_focus(self, row: str | None) -> None:
        """Put the focus on a row by its id, else on the first that can be chosen."""
        for index, option in enumerate(self.options):
            if option.id is not None and (row is None or option.id == row):
                self.highlighted = index
                return
        if row is not None:
            self.put_focus(None)

    def action_down(self) -> None:
        """One row down."""
        rest = self.options[(self.highlighted or 0) + 1 :] if self.highlighted is not None else self.options
        if any(not option.disabled for option in rest):
            self.action_cursor_down()

    def action_up(self) -> None:
        """One row up."""
        before = self.options[: self.highlighted or 0]
        if any(not option.disabled for option in before):
            self.action_cursor_up()
        else:
            self.scroll_home(animate=False)

    def action_next_page(self) -> None:
        """Move a page down."""
        self.action_page_down()

    def action_half_down(self) -> None:
        """Move a page down."""
        self.action_page_down()

    def action_half_up(self) -> None:
        """Move a page up."""
        self.action_page_up()
