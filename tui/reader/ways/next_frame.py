"""The frame that the next start will show first, for ``first_frame`` to draw before the app has come."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from pullquote.cache.core.errors import PullquoteError
from pullquote.tui.actions import Pane
from pullquote.tui.first_frame import HOLE
from pullquote.tui.reader.ways.navigation import OPEN_EDITION, OPEN_PAGES, OPEN_PANE
from pullquote.tui.render.ages import RECENT
from pullquote.tui.render.row_format import DateFormat
from pullquote.tui.widgets.headline_list import Clock

if TYPE_CHECKING:
    from pullquote.tui.first_frame import FirstFrame, Line, Piece
    from pullquote.tui.reader.screen import ReaderScreen

_AGES = (2, 3)
"""Cells that an age takes, before it becomes a date."""


class _Hole(DateFormat, frozen=True):
    """Writes a hole of so many ``cells`` for every date."""

    cells: int = 0

    def written(self, when: datetime, now: datetime | None = None) -> str:
        """Return the hole."""
        return HOLE * self.cells


class _Later(DateFormat, frozen=True):
    """Writes every date as it is once it is no longer recent."""

    def written(self, when: datetime, now: datetime | None = None) -> str:
        """Return the date."""
        return super().written(when, max(now or datetime.now(UTC), when + timedelta(seconds=RECENT)))


def next_frame(screen: ReaderScreen, today: date | None = None) -> FirstFrame | None:
    """Return the first frame of the next start; ``None`` where it is not known, or not wanted.

    For an app that is about to end: the list shows afterwards what it will show then. Only a list that will have the
    keys is drawn, and of what stands around it no more than the colours: that comes with the app.
    """
    settings, library, pane = screen.settings.reading, screen.library, screen.list
    wanted = settings.first_frame and not settings.linear and not library.read_only
    alone = len(screen.app.screen_stack) == 1 and screen.active_pane is Pane.LIST
    if not wanted or not alone or not pane.region:
        return None
    try:
        if library.recall(OPEN_PAGES) or library.recall(OPEN_EDITION) or library.recall(OPEN_PANE) == Pane.ARTICLE:
            return None  # another window keeps the place, and there is something before the list
        if not pane.stand_as_at_start():
            return None
        drawing = _Drawing(screen, today or datetime.now().astimezone().date())
        return (screen.size.width, screen.size.height), drawing.lines()
    except PullquoteError:
        return None


class _Drawing:
    """The lines of one screen."""

    def __init__(self, screen: ReaderScreen, today: date) -> None:
        self._screen = screen
        self._styles: dict[Style | None, str] = {}
        self._today = today

    def lines(self) -> list[Line]:
        """Return the lines from the top of the screen to its end."""
        screen = self._screen
        headlines, header = screen.list.keys_widget, screen.list.header
        rows: dict[int, tuple[str, list[Strip]]] = {}
        for y, strip in enumerate(header.render_lines(Region(0, 0, *header.size))):
            rows[header.region.y + y] = "", [strip]
        drawn = [headlines.drawn_at(clock) for clock in self._clocks()]
        for y, variants in enumerate(zip(*drawn, strict=True)):
            rows[headlines.region.y + y] = self._ruled(headlines.time_of(y), variants)
        left = screen.list.region.x
        around = {widget.region.y: widget for widget in (screen.status, screen.key_bar) if widget.region}
        blank = self._blank(screen)
        lines: list[Line] = []
        for y in range(screen.size.height):
            rule, strips = rows.get(y, ("", [Strip([])]))
            ground = self._blank(around[y]) if y in around else blank
            before = [(ground, " " * left)] if left else []
            lines.append(
                (y + 1, 1, rule, [
                    [*before, *self._pieces(strip), *self._rest(ground, left + strip.cell_length)] for strip in strips
                ])
            )  # fmt: skip
        return lines

    def _clocks(self) -> Iterable[Clock]:
        """Return the times for which lines differ: as the rules of ``first_frame`` have their variants."""
        how = self._screen.list.date_format
        dates: Sequence[DateFormat] = (how, how, how)
        if how.how == "relative":
            dates = (*(_Hole(how.how, how.width, cells) for cells in _AGES), _Later(how.how, how.width))
        return [Clock(form, today) for form, today in zip(dates, self._todays(), strict=True)]

    def _todays(self) -> Sequence[Callable[[date], date]]:
        """Return what is today for a day: itself, the day after, and one of this year on which it is no longer near."""
        one = timedelta(days=1)

        def far(day: date) -> date:
            if abs(self._today - day) > one:
                return self._today
            return next(other for other in (day + 2 * one, day - 2 * one) if other.year == self._today.year)

        return lambda day: day, lambda day: day + one, far

    def _ruled(self, time: date | None, variants: Sequence[Strip]) -> tuple[str, list[Strip]]:
        """Return the rule by which one of the variants of a line is chosen, and those there are."""
        if time is None or all(strip == variants[-1] for strip in variants):
            return "", [variants[-1]]
        if isinstance(time, datetime):
            return f"@{time.timestamp()}", [*variants]
        return f"{time},{time + timedelta(days=1)}", [*variants]

    def _pieces(self, strip: Strip) -> list[Piece]:
        return [(self._style(segment.style), segment.text) for segment in strip.simplify()]

    def _rest(self, ground: str, cells: int) -> list[Piece]:
        """Return the blanks from so many cells on to the end of a line."""
        left = self._screen.size.width - cells
        return [(ground, " " * left)] if left > 0 else []

    def _blank(self, widget: Widget) -> str:
        """Return the style of a widget where there is nothing in it."""
        strip = Strip([Segment(" ", Style(bgcolor=widget.background_colors[1].rich_color))])
        for line_filter in widget.get_line_filters():
            strip = strip.apply_filter(line_filter, widget.background_colors[1])
        return self._pieces(strip)[0][0]

    def _style(self, style: Style | None) -> str:
        """Return the parameters of SGR for a style in the colours of this terminal."""
        if style not in self._styles:
            text = Strip([Segment("x", style)]).render(self._screen.app.console)
            self._styles[style] = text.partition("x")[0].removeprefix("\x1b[").removesuffix("m")
        return self._styles[style]
