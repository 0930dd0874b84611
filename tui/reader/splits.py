"""Where the panes part: how wide the list and the people are, moved by keys and kept for the next start."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from textual.geometry import Size, clamp

from pullquote.tui.actions import Pane

if TYPE_CHECKING:
    from textual.widget import Widget

    from pullquote.tui.services.library.access import LibraryAccess

_WIDTHS = {"-wide": (34, 26), "-broad": (46, 34), "-vast": (74, 40)}
"""Cells of the list and of the people by the class of the screen, as the stylesheet has them."""
_LIST_HEIGHT, _PEOPLE_WIDTH = 0.38, 28
"""The part of the height that the list has above a preview, and the cells of people beside one article."""
LEAST_LIST, LEAST_PEOPLE, LEAST_ARTICLE = 24, 18, 36
LEAST_LINES = 7
STEP = 2
_KEY = "app.splits"


class _Moved(Struct):
    """By how many cells each split was moved: the width of the list and of the people, the height of the list."""

    width: int = 0
    people: int = 0
    height: int = 0


class Splits:
    """Sets the sizes of the panes; what a small terminal has no room for comes back in a large one."""

    def __init__(self, access: LibraryAccess, listed: Widget, people: Widget) -> None:
        self._access = access
        self._list = listed
        self._people = people
        self._class = ""
        self._size = Size(0, 0)
        numbers = (access.library.recall(_KEY) or "").split(",")
        self._moved = _Moved(*map(int, numbers)) if len(numbers) == 3 and all(map(_is_number, numbers)) else _Moved()

    def apply(self, size: Size, layout: str, *, with_people: bool) -> None:
        """Set the panes for a size of the terminal and the class of the screen at it."""
        self._size, self._class = size, layout
        listed, people = _WIDTHS.get(layout, (0, _PEOPLE_WIDTH))
        if self._moved == _Moved():
            width = height = people_width = None
        else:
            people_width = (
                clamp(people + self._moved.people, LEAST_PEOPLE, self._most_people(layout)) if people else None
            )
            beside = people_width if with_people and people_width else 0
            width = clamp(listed + self._moved.width, LEAST_LIST, self._most_list(beside)) if listed else None
            height = clamp(self._base_height() + self._moved.height, LEAST_LINES, self._most_lines())
        self._list.styles.width = width
        self._list.styles.height = height if layout == "-medium" else None
        self._people.styles.width = people_width if layout != "-narrow" else None

    def _base_height(self) -> int:
        return max(7, round(self._size.height * _LIST_HEIGHT))

    def _most_lines(self) -> int:
        return max(LEAST_LINES, self._size.height - 10)

    def _most_list(self, beside: int) -> int:
        return max(LEAST_LIST, self._size.width - LEAST_ARTICLE - beside)

    def _most_people(self, layout: str) -> int:
        listed = LEAST_LIST if layout in _WIDTHS else 0
        return max(LEAST_PEOPLE, self._size.width - LEAST_ARTICLE - listed)

    def move(self, pane: Pane, steps: int, *, with_people: bool) -> str:
        """Make a pane so many steps larger, or smaller, and keep that; return what to say of it, often nothing."""
        cells, layout = steps * STEP, self._class
        before = (self._list.styles.width, self._list.styles.height, self._people.styles.width)
        if layout == "-narrow" or (layout == "-medium" and pane is Pane.PEOPLE and not with_people):
            return "One pane has all the width here."
        if pane is Pane.PEOPLE:
            now = self._people.outer_size.width + cells
            base = _WIDTHS.get(layout, (0, _PEOPLE_WIDTH))[1]
            self._moved.people = clamp(now, LEAST_PEOPLE, self._most_people(layout)) - base
        elif layout == "-medium":
            now = self._list.outer_size.height + (1 if steps > 0 else -1) * abs(steps)
            self._moved.height = clamp(now, LEAST_LINES, self._most_lines()) - self._base_height()
        else:
            beside = self._people.outer_size.width if with_people else 0
            now = self._list.outer_size.width + cells
            self._moved.width = clamp(now, LEAST_LIST, self._most_list(beside)) - _WIDTHS[layout][0]
        self.apply(self._size, layout, with_people=with_people)
        moved = self._moved
        self._access.remember(self._list, _KEY, f"{moved.width},{moved.people},{moved.height}")
        after = (self._list.styles.width, self._list.styles.height, self._people.styles.width)
        return "" if before != after else f"The pane cannot be {'larger' if steps > 0 else 'smaller'} here."


def _is_number(text: str) -> bool:
    return text.removeprefix("-").isdecimal()
