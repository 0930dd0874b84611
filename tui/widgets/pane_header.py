"""The line above a pane: its title, a rule that is heavy where the keys go, and a note at the right."""

from __future__ import annotations

from typing import ClassVar

from rich.cells import cell_len
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from pullquote.cache.core.sanitize import clean_line
from pullquote.tui.render.icons import UNICODE, Icons
from pullquote.tui.render.rows import fit


class PaneHeader(Widget):
    """One line; ``active`` says that its pane has the keys."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"head--title", "head--rule", "head--note", "head--rule-active"}
    DEFAULT_CSS = """
    PaneHeader { height: 1; }
    """

    title: reactive[str] = reactive("")
    note: reactive[str] = reactive("")
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
        note = clean_line(self.note)
        if cell_len(note) > width // 2:
            note = ""
        room = max(0, width - cell_len(note) - (2 if note else 0) - 4)
        title = clean_line(self.title)
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
