"""A list of rows on a page, moved through with the reader's keys."""

from __future__ import annotations

from collections.abc import Callable

from textual import events
from textual.message import Message
from textual.strip import Strip
from textual.widgets import OptionList

from pullquote.tui.services.messages import TYPE_A_NUMBER, Said
from pullquote.tui.widgets.painting import get_visual_style

WIDEST = 104
"""Cells of a list of rows at most, as the stylesheet has it."""

# For every class of rows; each takes them in its body, as one that inherits them could have no heirs of its own.


def page_down(self: OptionList, count: int = 1) -> None:
    """Move pages down, where there is room that rows were measured for."""
    _turn_pages(self, OptionList.action_page_down, count)


def page_up(self: OptionList, count: int = 1) -> None:
    """Move pages up, where there is room that rows were measured for."""
    _turn_pages(self, OptionList.action_page_up, count)


def _turn_pages(rows: OptionList, turn: Callable[[OptionList], None], count: int) -> None:
    for _ in range(count if rows.scrollable_content_region else 0):
        before = rows.highlighted
        turn(rows)
        if rows.highlighted == before:
            return


def first_row(self: OptionList, row: int = 1) -> None:
    """Go to the first row, or to one counted from 1; headings do not count."""
    self.highlighted = None
    step_rows(self, row)


def last_row(self: OptionList, row: int = 0) -> None:
    """Go to the last row, or to one counted from 1; headings do not count."""
    if row:
        first_row(self, row)
    else:
        OptionList.action_last(self)


def row_at(self: OptionList, percent: int = 0) -> None:
    """Go to the row at a part of all rows, in percent."""
    if percent:
        able = [index for index, option in enumerate(self.options) if not option.disabled]
        self.highlighted = able[(len(able) - 1) * min(percent, 100) // 100] if able else None
    else:
        self.post_message(Said(TYPE_A_NUMBER))


def step_rows(rows: OptionList, step: int) -> bool:
    """Put the focus so many rows on, up where ``step`` is negative, as far as they go; return whether it moved."""
    before = to = rows.highlighted
    way = 1 if step > 0 else -1
    index = (-1 if before is None else before) + way
    while step and 0 <= index < rows.option_count:
        if not rows.get_option_at_index(index).disabled:
            to, step = index, step - way
        index += way
    rows.highlighted = to
    return to != before


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

    action_first = first_row
    action_last = last_row
    action_percent = row_at
    action_page_down = page_down
    action_page_up = page_up
    action_next_page = page_down
    action_half_down = page_down
    action_half_up = page_up
    on_click = keep_stale_click
    get_visual_style = get_visual_style

    class Resized(Message):
        """The rows have another width now."""

    def __init__(self) -> None:
        super().__init__(markup=False, compact=True)
        self._width = 0

    @property
    def room(self) -> int:
        """Cells there are for a row; before it has been laid out, those it will have."""
        return max(16, (self.size.width or min(self.app.size.width, WIDEST)) - 3)

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

    def action_down(self, count: int = 1) -> None:
        """Move so many rows down."""
        step_rows(self, count)

    def action_up(self, count: int = 1) -> None:
        """Move so many rows up; above the first, show what stands over it."""
        if not step_rows(self, -count):
            self.scroll_home(animate=False)
