"""Where each day begins in a list of articles that is sorted by time."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Sequence
from datetime import date

from pullquote.cache.store.file.conversions import moment

_MOMENT = "SELECT moment FROM article WHERE id = ?"


def days(conn: sqlite3.Connection, ids: Sequence[int]) -> list[tuple[int, date]]:
    """Return the index at which each day of ``ids`` begins, with the day where the reader is.

    ``ids`` are sorted by time, either way. Only the articles on both sides of a midnight are looked up, and a few
    more in between: some ten for each day, however many articles it has. An article that is gone counts to the
    day before it in the list.
    """
    if not ids:
        return []
    known: dict[int, int] = {}

    def when(index: int) -> int:
        if index not in known:
            at = index
            while (row := conn.execute(_MOMENT, (ids[at],)).fetchone()) is None and at:
                at -= 1
            known[index] = row[0] if row else 0
        return known[index]

    newest_first = when(0) >= when(len(ids) - 1)
    late = when if newest_first else lambda index: -when(index)
    found: list[tuple[int, date]] = []
    at, step = 0, 1
    while at < len(ids):
        day = _local(when(at))
        if not found or found[-1][1] != day:
            found.append((at, day))
        end = _end(at, len(ids), step, late, _midnight(day) if newest_first else 1 - _midnight(day, 1))
        at, step = end, max(1, (end - at) // 2)
    return found


def _end(start: int, stop: int, step: int, late: Callable[[int], int], limit: float) -> int:
    """Return the first index after ``start`` that is less ``late`` than ``limit``, about ``step`` away."""
    low = start  # Invariant: `low` is in range; each round advances by at least one.
    while (high := low + step) < stop and late(high) >= limit:
        low, step = high, step * 2
    high = min(high, stop)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if late(middle) >= limit else (low, middle)
    return high


def _local(when: int) -> date:
    present = moment(when)
    try:
        return present.astimezone().date()
    except (ValueError, OverflowError, OSError):  # at the ends of the calendar
        return present.date()


def _midnight(day: date, later: int = 0) -> float:
    """Return the unix seconds at which the day begins where the reader is, or one so many days ``later``."""
    try:
        return time.mktime((day.year, day.month, day.day + later, 0, 0, 0, 0, 0, -1))
    except (ValueError, OverflowError):
        return float("-inf")
