"""Where the passage somebody reads stands in another text of the same article: the feed's own beside the page's."""

from __future__ import annotations

from msgspec import Struct

from pullquote.tui.render.layout import Layout, Line

LEAST = 12
"""Letters of a line from which on its words are looked for within other paragraphs."""


class Anchor(Struct, frozen=True):
    """A line that is in view: ``row`` lines below the top, and what it shows of which passage."""

    row: int
    line: Line


def anchors(layout: Layout, top: int, height: int) -> list[Anchor]:
    """Return the lines with words that are in view, from the top down."""
    shown = layout.lines[top : top + height]
    return [Anchor(row, line) for row, line in enumerate(shown) if line.text.strip() and line.passage.picture is None]


def top_line(layout: Layout, held: list[Anchor]) -> int | None:
    """Return the line to be on top so that what was in view stays where it was; ``None`` where none of it is there.

    The uppermost line decides that is there again: in the same paragraph, else within one that has its words.
    """
    first: dict[str, int] = {}
    for number, line in enumerate(layout.lines):
        first.setdefault(line.passage.text, number)
    for anchor in held:
        passage = anchor.line.passage.text
        found = first.get(passage)
        start = anchor.line.start
        if found is None and len(words := anchor.line.text.strip()) >= LEAST:
            passage = next((text for text in first if words in text), "")
            found, start = first.get(passage) if passage else None, passage.find(words)
        if found is not None:
            return max(0, _line_with(layout, found, start) - anchor.row)
    return None


def _line_with(layout: Layout, first: int, offset: int) -> int:
    """Return the line that shows an offset of the passage whose ``first`` line is given."""
    number, passage = first, layout.lines[first].passage
    for later in range(first, len(layout.lines)):
        line = layout.lines[later]
        if line.passage is not passage or line.start > offset:
            break
        number = later
    return number
