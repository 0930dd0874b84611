"""Views of lines: scrolling by lines and pages, at once, so that no key waits for an animation."""

from __future__ import annotations

from pullquote.tui.widgets.line_view import DrawnView


class LineScroll(DrawnView):
    """A view of lines that answers the moving keys."""

    def in_view(self, line: int) -> bool:
        """Return whether ``line`` is in the window."""
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
