"""The line above a pane: its title, a rule that is heavy where the keys go, and a note at the right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.cells import cell_len
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from pullquote.cache.core.sanitize import clean_line
from pullquote.tui.render.icons import UNICODE, Icons
from pullquote.tui.render.rows import fit

_AROUND = 6
"""Cells of a line that are neither title nor note: the rule before, between and after them."""


class PaneHeader(Widget):
    """One line; ``active`` says that its pane has the keys.

    ``note`` is one text, or several that say the same, the longest first: the first that has room is shown.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {"head--title", "head--rule", "head--note", "head--rule-active"}
    DEFAULT_CSS = """
    PaneHeader { height: 1; }
    """

    title: reactive[str] = reactive("")
    note: reactive[str | Sequence[str]] = reactive("")
    active: reactive[bool] = reactive(False)

    def __init__(self, title: str, *, icons: Icons = UNICODE) -> None:
        super().__init__()
        self.icons = icons
        self.set_reactive(PaneHeader.title, title)

    def render(self) -> Content:
        """Draw the line."""
        width = self.size.width
        sign = self.icons.heavy if self.active else self.icons.rule
        rule = self.get_visual_style("head--rule-active" if self.active else "head--rule", partial=True)
        title = clean_line(self.title)
        note = fitting_note(self.note, width, cell_len(title))
        room = max(0, width - cell_len(note) - (2 if note else 0) - 4)
        title = fit(title, min(cell_len(title), room), self.icons.ellipsis)
        filled = max(0, width - 2 - cell_len(title) - 2 - (cell_len(note) + 1 if note else 0))
        return Content.assemble(
            (sign + " ", rule),
            (title, self.get_visual_style("head--title", partial=True)),
            " ",
            (sign * filled, rule),
            (f" {note}" if note else "", self.get_visual_style("head--note", partial=True)),
            " ",
        ).truncate(width)


def fitting_note(note: str | Sequence[str], width: int, title: int) -> str:
    """Return the longest form of a note that leaves a title of so many cells whole, else half of the line, if any."""
    notes = [clean_line(one) for one in ([note] if isinstance(note, str) else note)]
    rooms = width - title - _AROUND, width // 2
    return next((one for room in rooms for one in notes if cell_len(one) <= room), "")
