"""What has been typed of a command, and how it may go on: a few lines at the foot until it is whole or given up."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from rich.cells import cell_len
from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from pullquote.tui.actions import spelled
from pullquote.tui.keymap import Pending
from pullquote.tui.render.layout import break_lines
from pullquote.tui.render.rows import fit

GAP = 3
"""Cells between two columns."""
LABEL = 30
"""Most cells of what a key does: a macro may do much. Where it is narrow, it leaves room for a second column."""
WHOLE = 16
"""Cells that what a key does may have at any width, as actions are called."""


class KeyHints(Widget):
    """The keys that may follow, each with what it does; a count alone is only shown."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"hints--typed", "hints--key", "hints--label"}
    DEFAULT_CSS = """
    KeyHints { height: auto; width: 100%; display: none; overlay: screen; offset-y: -100%; }
    """

    def __init__(self, left: Callable[[], None], *, linear: bool = False, ellipsis: str = "…") -> None:
        """``left`` is called when the focus goes elsewhere or another screen comes."""
        super().__init__()
        self._left = left
        self._linear = linear
        self._ellipsis = ellipsis
        self._pending = Pending()
        self._after: Sequence[tuple[str, str]] = ()

    def on_mount(self) -> None:
        """Follow the focus and the screens."""
        self.watch(self.screen, "focused", lambda _: self._left(), init=False)
        self.app.screen_change_signal.subscribe(self, lambda _: self._left())

    def show_pending(self, pending: Pending, after: Sequence[tuple[str, str]]) -> None:
        """Show what is typed, and the keys that may follow, each with what it does."""
        self._pending, self._after = pending, after
        self.display = True
        self.refresh(layout=True)

    def hide(self) -> None:
        """Go away."""
        self.display = False

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return how many lines there are at a width."""
        return len(self._lines(width, viewport.height - 1))

    def render(self) -> Content:
        """Draw what is typed, and below it what may follow."""
        return Content("\n").join(self._lines(self.size.width, self.screen.size.height - 1))

    def _lines(self, across: int, most: int) -> list[Content]:
        """Return the lines, at most so many: in as many columns as there is room for."""
        width, most = max(1, across - 2), max(1, most)
        typed = " ".join(filter(None, (str(self._pending.count or ""), spelled(self._pending.keys))))
        pairs = [(spelled(keys), label) for keys, label in self._after]
        if self._linear:
            return self._sentence(typed, pairs, width)[:most]
        if not pairs:
            return [Content.styled(" " + fit(typed, width), self._style("typed"))]
        head = Content.styled(" " + fit(f"{typed} {self._ellipsis}", width), self._style("typed"))
        pairs = [(key, self._whole_words(label, width, cell_len(key) + 1)) for key, label in pairs]
        columns = _in_columns(pairs, width)
        for number in range(len(columns), 0, -1):
            if len(columns[0]) <= most:
                break  # else the first of them, whole: all of them are on the page of the keys
            columns = _in_columns([*pairs[: number * most - 1], (self._ellipsis, "")], width, number)
        rows = len(columns[0])
        lines = [head] if rows < most else []
        for row in range(rows):
            line = Content(" ")
            for column in columns:
                if row < len(column):
                    key_width, label_width = _widths(column)
                    key, label = column[row]
                    line += Content.assemble(
                        (fit(key, key_width) + " ", self._style("key")),
                        (fit(label, label_width) + " " * GAP, self._style("label")),
                    )
            lines.append(line.truncate(width + 1))
        return lines

    def _whole_words(self, label: str, width: int, key: int) -> str:
        """Return as many words of a label as there is room for beside a key of so many cells."""
        words, room = label, min(LABEL, width - key, max(WHOLE, (width - GAP) // 2 - key))
        while cell_len(words) > room and " " in words:
            words = words.rpartition(" ")[0].rstrip(",")
            if cell_len(f"{words} {self._ellipsis}") <= room:
                return f"{words} {self._ellipsis}"
        return words

    def _sentence(self, typed: str, pairs: list[tuple[str, str]], width: int) -> list[Content]:
        """Return it as a screen reader reads it."""
        following = ", ".join(f"{key} {label}" for key, label in pairs)
        text = f"{typed}, then {following}. Esc gives it up." if pairs else f"{typed}, then a key."
        return [Content.styled(f" {text[start:end]}", self._style("label")) for start, end in break_lines(text, width)]

    def _style(self, role: str) -> Any:
        return self.get_visual_style(f"hints--{role}", partial=True)


Column = Sequence[tuple[str, str]]
"""Keys, each with what it does, that stand below each other."""


def _in_columns(pairs: Column, width: int, most: int = 0) -> list[Column]:
    """Return the pairs in as many columns, filled one after the other, as stand whole in ``width``."""
    for number in range(most or len(pairs), 0, -1):
        rows = -(-len(pairs) // number)
        columns = [pairs[start : start + rows] for start in range(0, len(pairs), rows)]
        if sum(sum(_widths(column)) + 1 + GAP for column in columns) - GAP <= width:
            return columns
    return [pairs]


def _widths(column: Column) -> tuple[int, int]:
    """Return the cells that the keys and what they do need."""
    return max(cell_len(key) for key, _ in column), max(cell_len(label) for _, label in column)
