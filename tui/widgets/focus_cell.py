"""Where on the screen the focus is: what a screen reader is to read next."""

from __future__ import annotations

from textual.geometry import Offset
from textual.widget import Widget
from textual.widgets import Input, OptionList

from pullquote.tui.widgets.headline_list import HeadlineList


def cell_in_focus(widget: Widget) -> Offset:
    """Return the cell of the screen at which what has the focus begins: of a list its row, of a line its cursor."""
    if isinstance(widget, Input):
        behind = widget.cursor_position == len(widget.value)  # where Textual (8.2.8) counts a cell too many
        return widget.cursor_screen_offset - Offset(int(behind), 0)
    line = 0
    if isinstance(widget, HeadlineList):
        line = widget.line_in_focus
    elif isinstance(widget, OptionList) and widget.highlighted is not None:
        line = widget._index_to_line.get(widget.highlighted, 0) - round(widget.scroll_y)
    region = widget.content_region
    return Offset(region.x, region.y + max(0, min(line, region.height - 1)))
