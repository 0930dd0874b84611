"""Which parts of a screen are drawn anew; a module of its own because every screen needs it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from textual._compositor import Compositor, CompositorMap, ReflowResult
from textual.geometry import Region, Size
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget

from pullquote.tui.widgets.containers import SEE_THROUGH
from pullquote.tui.widgets.painting import Painting

_Places = Mapping[Widget, tuple[Region, Region]]


class _Part(NamedTuple):
    """Cells of a line, from ``start`` up to ``end``, of a widget that is in view as far as ``shown`` of its region."""

    start: int
    end: int
    widget: Widget
    region: Region
    shown: Region


class ScreenCompositor(Compositor):
    """Textual's, but what has changed is drawn and nothing beside, and a layout is compared with the one before it.

    Textual (8.2.8) has every widget draw all its lines that meets the smallest rectangle around all changes: for
    another row of the list and another number in the foot, all panes.

    After a scroll, Textual works out the places of all widgets when one of them is next asked for. Where a
    widget was hidden, shown or moved just before, the layout that follows is compared with those new places, finds
    no change, and draws nothing.
    """

    def __init__(self) -> None:
        super().__init__()
        self._laid_out: CompositorMap = {}
        self._divided: Sequence[Sequence[_Part]] = ()
        self._divided_for: _Places | None = None

    def reflow(self, parent: Widget, size: Size) -> ReflowResult:
        """Lay out the widgets; return which are hidden, shown and resized since the last layout."""
        self._full_map = self._laid_out
        result = super().reflow(parent, size)
        self._laid_out = self._full_map
        return result

    def clear(self) -> None:
        """Forget the widgets of a screen that closes."""
        self._laid_out = {}
        self._divided, self._divided_for = (), None
        super().clear()

    # Textual asks what either returns for its sequences alone, of whatever kind it is.

    def render_full_update(self, simplify: bool = False) -> Any:
        """Return the whole screen; ``simplify`` for a picture of it."""
        if simplify:
            return super().render_full_update(simplify)
        self._dirty_regions.clear()
        width, height = self.size
        return self._paint(((y, 0, width) for y in range(height)), whole=True)

    def render_partial_update(self) -> Any:
        """Return what has changed; ``None`` where nothing has."""
        screen = self.size.region
        changed = [part for region in self._dirty_regions if (part := region.intersection(screen))]
        self._dirty_regions.clear()
        return self._paint(self._regions_to_spans(changed)) if changed else None

    def _paint(self, spans: Iterable[tuple[int, int, int]], *, whole: bool = False) -> Painting:
        """Draw the parts that ``spans`` touch: line, first column, and the one after the last."""
        wanted: dict[tuple[int, int], _Part] = {}
        lines: dict[Widget, dict[int, Strip | None]] = {}
        places: dict[Widget, _Part] = {}
        divided = self._parts()
        for y, first, after in spans:
            for part in divided[y]:
                if part.start < after and first < part.end:
                    wanted[y, part.start] = places[part.widget] = part
                    lines.setdefault(part.widget, {})[y] = None
        for widget, drawn in lines.items():
            _, _, _, region, shown = places[widget]
            for start, after in _runs(sorted(drawn)):
                crop = Region(shown.x - region.x, start - region.y, shown.width, after - start)
                drawn.update(zip(range(start, after), widget.render_lines(crop), strict=False))
        parts = []
        for (y, x), (start, end, widget, _, shown) in wanted.items():
            if (strip := lines[widget][y]) is not None:
                parts.append((y, x, strip.crop(start - shown.x, end - shown.x)))
        return Painting(parts, whole=whole)

    def _parts(self) -> Sequence[Sequence[_Part]]:
        """Return for each line of the screen whose its cells are."""
        places = self.visible_widgets
        if places is not self._divided_for:
            self._divided, self._divided_for = _divide(places, self.size), places
        return self._divided


def _divide(places: _Places, size: Size) -> list[list[_Part]]:
    """Return for each line the parts of it from left to right, each of the foremost widget there."""
    lines: list[list[_Part]] = [[] for _ in range(size.height)]
    free = [[(0, size.width)] for _ in range(size.height)]
    for widget, (region, clip) in places.items():  # the foremost first
        if isinstance(widget, SEE_THROUGH):
            continue
        shown = region.intersection(clip)
        part = _Part(*shown.column_span, widget, region, shown)
        for y in shown.line_range:
            if 0 <= y < size.height and free[y]:
                free[y] = [left for gap in free[y] for left in _taken(gap, part, lines[y])]
    for line in lines:
        line.sort(key=lambda part: part.start)
    return lines


def _taken(gap: tuple[int, int], part: _Part, line: list[_Part]) -> Iterator[tuple[int, int]]:
    """Add to ``line`` what a part takes of a gap; yield what is left of it."""
    start, end = max(gap[0], part.start), min(gap[1], part.end)
    if start >= end:
        yield gap
        return
    line.append(part._replace(start=start, end=end))
    if gap[0] < start:
        yield gap[0], start
    if end < gap[1]:
        yield end, gap[1]


def _runs(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Return the runs of numbers that follow each other: the first, and the one after the last."""
    start = previous = numbers[0]
    for number in numbers[1:]:
        if number != previous + 1:
            yield start, previous + 1
            start = number
        previous = number
    yield start, previous + 1


def hand_on(screen: Screen[Any]) -> None:
    """Have done by the screen below what still waits for a closing screen to be drawn.

    Textual (8.2.8) hands what a widget wants done after the next drawing to the screen on top, whose ever the widget
    is. Where that screen closes without a moment's rest, it would never be done.
    """
    waiting, screen._callbacks = screen._callbacks, []
    for callback, sender in waiting:
        if sender.is_running and sender is not screen:
            screen.app.screen._invoke_later(callback, sender)
