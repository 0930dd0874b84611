"""Views of lines: scrolling by lines and pages, at once, so that no key waits for an animation."""

from __future__ import annotations

from textual import events
from textual.geometry import Region
from textual.scroll_view import ScrollView
from textual.strip import Strip


class DrawnView(ScrollView):
    """A view that draws its own lines whole and keeps them, also when it scrolls and when it gets or loses the keys.

    Textual would look all styles up again and paint the whole view for what changes a line, or nothing, and would
    make a new strip of every line that has moved. It may have no border, padding, outline, tint or opacity.
    """

    def render_lines(self, crop: Region) -> list[Strip]:
        """Give the lines in view as they were drawn: what is kept of them need not be cut and coloured again."""
        width, style = self.size.width, self.visual_style.rich_style
        # Between a resize and its announcement lines have the width they had.
        strips = [self.render_line(y).adjust_cell_length(width, style) for y in crop.line_range]
        _, background = self.background_colors
        for line_filter in self.get_line_filters():
            strips = [strip.apply_filter(line_filter, background) for strip in strips]
        if crop.column_span != (0, width):
            strips = [strip.crop(*crop.column_span) for strip in strips]
        return strips

    def on_focus(self, event: events.Focus) -> None:
        """Take the keys; only what shows it is painted."""
        event.prevent_default()
        self.has_focus = True
        self.paint_focus()
        if self.parent is not None:
            self.parent.post_message(events.DescendantFocus(self))

    def on_blur(self, event: events.Blur) -> None:
        """Give the keys away; only what showed it is painted."""
        event.prevent_default()
        self.has_focus = False
        self.paint_focus()
        if self.parent is not None:
            self.parent.post_message(events.DescendantBlur(self))

    def watch_has_focus(self, _has_focus: bool) -> None:
        """Keep the styles: none depends on whether the view has the keys."""

    def paint_focus(self) -> None:
        """Paint again what tells whether the view has the keys."""


class LineScroll(DrawnView):
    """A view of lines that answers the moving keys."""

    def in_view(self, line: int) -> bool:
        """Say whether ``line`` is in the window."""
        return self.scroll_y <= line < self.scroll_y + self.size.height

    def go_to(self, line: float) -> None:
        """Scroll at once so that ``line`` is on top, as far as there is text."""
        self.scroll_to(y=max(0, min(line, self.max_scroll_y)), animate=False, immediate=True)

    @property
    def at_end(self) -> bool:
        """Whether the last line is in view."""
        return self.scroll_y >= self.max_scroll_y

    def action_down(self) -> None:
        """One line down."""
        self.go_to(self.scroll_y + 1)

    def action_up(self) -> None:
        """One line up."""
        self.go_to(self.scroll_y - 1)

    def action_first(self) -> None:
        """To the top."""
        self.go_to(0)

    def action_last(self) -> None:
        """To the end."""
        self.go_to(self.max_scroll_y)

    def action_page_down(self) -> None:
        """Move a page down, two lines kept."""
        self.go_to(self.scroll_y + max(1, self.size.height - 2))

    def action_page_up(self) -> None:
        """Move a page up, two lines kept."""
        self.go_to(self.scroll_y - max(1, self.size.height - 2))

    def action_half_down(self) -> None:
        """Half a page down."""
        self.go_to(self.scroll_y + max(1, self.size.height // 2))

    def action_half_up(self) -> None:
        """Half a page up."""
        self.go_to(self.scroll_y - max(1, self.size.height // 2))
