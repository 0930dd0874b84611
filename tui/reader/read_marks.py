"""When an article that was opened counts as read: at once, at its end, after some seconds, or never."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from msgspec import Struct
from textual.timer import Timer

from pullquote.tui.actions import Pane

if TYPE_CHECKING:
    from pullquote.tui.reader.screen import ReaderScreen


class _Opened(Struct, frozen=True):
    """An unread article that was opened; without ``step``, undo passes its mark by."""

    article: int
    step: bool


class ReadMarks:
    """Calls ``mark`` with an article and its ``step`` once the settings say that it is read."""

    def __init__(self, screen: ReaderScreen, mark: Callable[[int, bool], None]) -> None:
        self._screen = screen
        self._mark_read = mark
        self._when = screen.settings.reading.read_when
        self._waiting: _Opened | None = None
        self._timer: Timer | None = None

    def opened(self, article: int, *, read: bool, step: bool) -> None:
        """Note that an article was opened; ``read`` says that it counts as read already."""
        if self._timer is not None:
            self._timer.stop()
        self._waiting = None
        if read or self._screen.library.read_only or self._when == "never":
            return
        self._waiting = _Opened(article, step)
        if self._when == "open":
            self._mark()
        elif self._when == "scroll":
            self._screen.call_after_refresh(self.check_end)  # one that is seen whole has no end to be scrolled to
        elif isinstance(self._when, int):
            self._timer = self._screen.set_timer(self._when, self._time_is_up)

    def check_end(self) -> None:
        """Mark the article read where its end is in view."""
        if self._when == "scroll" and self._is_read_now and self._screen.article.end_in_view:
            self._mark()

    def _time_is_up(self) -> None:
        if self._is_read_now:
            self._mark()

    @property
    def _is_read_now(self) -> bool:
        """Whether the article that was opened is still the one that is read."""
        shown = self._screen.article.article
        there = shown is not None and self._waiting is not None and shown.id == self._waiting.article
        return there and self._screen.active_pane is not Pane.LIST

    def _mark(self) -> None:
        opened, self._waiting = self._waiting, None
        if opened is not None:
            self._mark_read(opened.article, opened.step)
