"""A view that draws its own lines whole: what is kept of them need not be styled, cut and coloured again."""

from __future__ import annotations

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.cache import LRUCache
from textual.geometry import Region, Size
from textual.reactive import Reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widget import Widget

from pullquote.tui.services.messages import TYPE_A_NUMBER, Said
from pullquote.tui.widgets.painting import get_visual_style

BAR = 1
"""Cells at the right that are the scrollbar's, shown or not, so that no line is set anew when it comes."""


class LineView(ScrollView):
    """A view of lines with a scrollbar of whole cells.

    Textual would look all styles up again and paint the whole view for what changes a line, or nothing, would make a
    new strip of every line that has moved, and would paint and lay out a scrollbar, a widget of its own, with every
    line. It may have no border, padding, outline, tint or opacity.
    """

    DEFAULT_CSS = """
    LineView { overflow: hidden hidden; }
    """
    get_visual_style = get_visual_style
    virtual_size: Reactive[Size] = Reactive(Size(0, 0), repaint=False)
    """As Textual has it, but nothing has to be laid out again when it changes; who sets it refreshes the view."""

    def __init__(self, *, name: str | None = None) -> None:
        super().__init__(name=name)
        self.set_reactive(Widget.auto_links, False)  # the terminal knows links; Textual would paint all for one
        self._fitted = Size(0, 0)
        self._grabbed: int | None = None
        self._barred: LRUCache[int, tuple[Strip, Strip]] = LRUCache(256)

    @property
    def room(self) -> int:
        """Cells a line has."""
        return max(0, self.size.width - BAR)

    @property
    def allow_vertical_scroll(self) -> bool:
        """Whether the wheel scrolls."""
        return True

    def fit(self) -> None:
        """Follow another size, before it is announced: what the view holds may have to be set anew for it."""

    def fit_again(self) -> None:
        """Follow the size when the view is drawn next, whether it is another one or not."""
        self._fitted = Size(0, 0)

    def watch_virtual_size(self) -> None:
        """Stay where there are lines."""
        self.scroll_y = self.validate_scroll_y(self.scroll_y)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Paint the lines that are in view now."""
        if round(old_value) != round(new_value):
            self.refresh()

    # Drawing

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return the lines in view as they were drawn, with the scrollbar behind them."""
        if self._fitted != self.size:
            self._fitted = self.size
            self.fit()
        width, room, style = self.size.width, self.room, self.visual_style.rich_style
        first, after = self.thumb()
        strips = []
        for y in crop.line_range:
            strip = self.render_line(y).adjust_cell_length(room, style)
            strips.append(self._with_thumb(strip) if first <= y < after else strip.adjust_cell_length(width, style))
        _, background = self.background_colors
        for line_filter in self.get_line_filters():
            strips = [strip.apply_filter(line_filter, background) for strip in strips]
        if crop.column_span != (0, width):
            strips = [strip.crop(*crop.column_span) for strip in strips]
        return strips

    def _with_thumb(self, strip: Strip) -> Strip:
        kept, joined = self._barred.get(id(strip), (None, strip))
        if kept is not strip:
            styles = self.styles
            color = styles.scrollbar_color if self._grabbed is None else styles.scrollbar_color_active
            thumb = Style(color=color.rich_color, bgcolor=styles.scrollbar_background.rich_color, reverse=True)
            joined = Strip([*strip, Segment(" " * BAR, thumb)], strip.cell_length + BAR)
            self._barred[id(strip)] = strip, joined
        return joined

    def thumb(self) -> tuple[int, int]:
        """Return the lines of the window beside which the thumb stands, from and up to; none where all is in view."""
        lines, window = self.virtual_size.height, self.size.height
        if lines <= window:
            return 0, 0
        height = max(1, round(window * window / lines))
        first = round((window - height) * self.scroll_y / (lines - window))
        return first, first + height

    def notify_style_update(self) -> None:
        """Forget the scrollbar: its colours may have changed."""
        super().notify_style_update()
        self._barred.clear()

    # The keys

    def on_focus(self, event: events.Focus) -> None:
        """Take the keys; only what shows it is painted."""
        event.prevent_default()
        self._have_keys(True, events.DescendantFocus(self))

    def on_blur(self, event: events.Blur) -> None:
        """Lose the focus; only what showed it is painted."""
        event.prevent_default()
        self._have_keys(False, events.DescendantBlur(self))

    def _have_keys(self, having: bool, told: events.Event) -> None:
        self.has_focus = having
        self.paint_focus()
        if self.parent is not None:
            self.parent.post_message(told)

    def watch_has_focus(self, _has_focus: bool) -> None:
        """Keep the styles: none depends on whether the view has the keys."""

    def paint_focus(self) -> None:
        """Paint again what tells whether the view has the keys."""

    # The mouse on the scrollbar

    def on_bar(self, event: events.MouseEvent) -> bool:
        """Return whether the mouse is on the scrollbar."""
        return event.x >= self.room and self.thumb() != (0, 0)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Take hold of the scrollbar; where the thumb is not, it comes under the mouse."""
        if self.on_bar(event):
            first, after = self.thumb()
            self._grabbed = event.y - first if first <= event.y < after else (after - first) // 2
            self._barred.clear()
            self.screen.clear_selection()  # Textual takes it for the beginning of one
            self.capture_mouse()
            self._drag(event.y)
            self.refresh()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Follow the mouse while it holds the scrollbar."""
        if self._grabbed is not None:
            self._drag(event.y)

    def on_mouse_up(self) -> None:
        """Let go of the scrollbar."""
        if self._grabbed is not None:
            self._grabbed = None
            self._barred.clear()
            self.release_mouse()
            self.refresh()

    def _drag(self, y: int) -> None:
        first, after = self.thumb()
        way = self.size.height - (after - first)
        if self._grabbed is not None and way > 0:
            self.scroll_to(y=self.max_scroll_y * (y - self._grabbed) / way, animate=False, immediate=True)

    # Scrolling, at once, so that no key waits for an animation

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

    def action_down(self, count: int = 1) -> None:
        """Move so many lines down."""
        self.go_to(self.scroll_y + count)

    def action_up(self, count: int = 1) -> None:
        """Move so many lines up."""
        self.go_to(self.scroll_y - count)

    def action_first(self, number: int = 1) -> None:
        """To the top, or to a line counted from 1."""
        self.go_to(number - 1)

    def action_last(self, number: int = 0) -> None:
        """To the end, or to a line counted from 1."""
        self.go_to(number - 1 if number else self.max_scroll_y)

    def action_percent(self, percent: int = 0) -> None:
        """To a part of the whole, in percent."""
        if percent:
            self.go_to(self.max_scroll_y * min(percent, 100) // 100)
        else:
            self.post_message(Said(TYPE_A_NUMBER))

    def action_page_down(self, count: int = 1) -> None:
        """Move pages down, two lines kept of each."""
        self.go_to(self.scroll_y + count * max(1, self.size.height - 2))

    def action_page_up(self, count: int = 1) -> None:
        """Move pages up, two lines kept of each."""
        self.go_to(self.scroll_y - count * max(1, self.size.height - 2))

    def action_half_down(self, count: int = 1) -> None:
        """Move half pages down."""
        self.go_to(self.scroll_y + count * max(1, self.size.height // 2))

    def action_half_up(self, count: int = 1) -> None:
        """Move half pages up."""
        self.go_to(self.scroll_y - count * max(1, self.size.height // 2))
