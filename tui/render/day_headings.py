"""Which line of a list shows what, where the list is parted by days: arithmetic alone."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date

Days = Sequence[tuple[int, date]]
"""The index of the first row of each day, with the day, in order."""
HEADING = -1
"""The level of a line that is the heading above a row."""


class DayLines:
    """Rows of one height, each day's first row under a heading of one line. Lines are counted from the top."""

    def __init__(self, days: Days, rows: int, height: int) -> None:
        self.days = days
        self.height = height
        self._rows = rows
        self._firsts = [row for row, _ in days]
        self._headings = [row * height + number for number, row in enumerate(self._firsts)]

    @property
    def total(self) -> int:
        """All lines there are."""
        return self._rows * self.height + len(self._firsts)

    def line(self, row: int) -> int:
        """Return the first line of a row."""
        return row * self.height + bisect_right(self._firsts, row)

    def top(self, row: int) -> int:
        """Return the first line of a row, or that of the heading above it."""
        number = bisect_right(self._firsts, row)
        return self.line(row) - (number > 0 and self._firsts[number - 1] == row)

    def at(self, line: int) -> tuple[int, int]:
        """Return the row a line belongs to and which line of it that is, ``HEADING`` for the heading above it."""
        number = bisect_right(self._headings, line) - 1
        if number < 0:
            return divmod(line, self.height)
        row, level = divmod(line - self._headings[number] - 1, self.height)
        return self._firsts[number] + max(row, 0), level if row >= 0 else HEADING

    def day(self, row: int) -> date | None:
        """Return the day a row belongs to."""
        number = bisect_right(self._firsts, row)
        return self.days[number - 1][1] if number else None
