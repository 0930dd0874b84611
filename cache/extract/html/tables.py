"""Tables of words and figures: charts, lists of awards, tour dates. What only lays out a page is none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from pullquote.cache.core.article import Table
from pullquote.cache.core.sanitize import clean_line
from pullquote.cache.extract.html.inline import rich_text_of
from pullquote.cache.extract.html.tree import Node, classes, text_of

MAX_ROWS = 2_000
MAX_COLUMNS = 60
_MAX_CELL = 2_000
_MAX_BESIDE_PICTURE = 300  # characters; a longer cell in a table of pictures is a text set beside one
_NO_CHART = re.compile(r"meta|(?:^|[ _-])(?:nav|navbox|toc|calendar|comments?|login|sidebar|form)(?:$|[ _-])")
_ROW_ROLES = frozenset(("row",))
_CELL_ROLES = frozenset(("cell", "gridcell", "columnheader", "rowheader"))
_PICTURES = ("img", "amp-img", "picture", "svg")


class _Cell:
    """A cell: its words, whether they only stand for a picture, and how many columns and rows it spans."""

    __slots__ = ("columns", "has_picture", "is_picture", "rows", "text")

    def __init__(self, node: Node, base: str | None) -> None:
        picture = next(node.iter(*_PICTURES), None)
        self.text = _cell_text(node, base)
        self.has_picture = picture is not None
        self.is_picture = not self.text and self.has_picture
        if self.is_picture and picture is not None:
            self.text = clean_line(picture.get("alt") or picture.get("aria-label") or "", _MAX_CELL)
        self.columns = _span(node.get("colspan"))
        self.rows = _span(node.get("rowspan"))


def is_table(node: Node, tag: str) -> bool:
    """Return whether an element is a table by its tag, or by its role where it is built of other elements."""
    return tag == "table" or node.get("role") in ("table", "grid")


def read_table(node: Node, base: str | None) -> Table | None:
    """Return the rows of a table; ``None`` if it lays out a page, or has fewer than two columns of words.

    All rows are as long as the longest. A cell that spans several stands in the first of them. A picture
    counts by its alternative text, and a column of pictures that says nothing more is left out.
    """
    if node.find(".//table") is not None or len(node.findall(".//p")) > 3 * max(1, len(list(_rows(node)))):
        return None
    if node.find(".//iframe") is not None:
        return None
    rows = [[_Cell(cell, base) for cell in _cells(row)] for row in _rows(node)]
    if any(cell.has_picture for row in rows for cell in row) and _lays_out_pictures(node, rows):
        return None
    texts = _without_idle_columns(_spread(rows))
    if not texts or len(texts[0]) < 2:
        return None
    return Table(tuple(tuple(row) for row in texts), head=_has_head(node, texts))


def _has_head(node: Node, texts: Sequence[Sequence[str]]) -> bool:
    """Return whether the first row names the columns: by its elements, set bold, or as the one row without figures."""
    first = next((row for row in _rows(node) if text_of(row)), None)
    if first is None or len(texts) < 2:
        return False
    cells = [cell for cell in _cells(first) if text_of(cell)]
    if all(cell.tag == "th" or cell.get("role") == "columnheader" or _is_bold(cell) for cell in cells):
        return True
    if first.getparent().tag == "thead":
        return True
    with_figures = [any(map(str.isdigit, "".join(row))) for row in texts]
    return not with_figures[0] and all(with_figures[1:])


def _is_bold(cell: Node) -> bool:
    """Return whether all words of a cell are set bold."""
    return sum(len(text_of(inner)) for inner in cell.iter("b", "strong")) >= len(text_of(cell)) > 0


def link_share(node: Node) -> float:
    """Return the share of a table's text that is link text, 0 to 1."""
    whole = len(text_of(node))
    return sum(len(text_of(link)) for link in node.iter("a")) / whole if whole else 0.0


def is_beside_text(node: Node) -> bool:
    """Return whether a table is named for something that is no part of an article: metadata, a menu, a calendar."""
    return any(_NO_CHART.search(classes(element)) for element in (node, *islice(node.iterancestors(), 2)))


def caption_of(node: Node) -> Node | None:
    """Return the ``<caption>`` of a table, ``None`` where it has none with words."""
    found = node.find("./caption")
    return found if found is not None and text_of(found) else None


def _rows(node: Node) -> Iterator[Node]:
    count = 0
    for row in node.iter():
        if row.tag == "tr" or (isinstance(row.tag, str) and row.get("role") in _ROW_ROLES):
            count += 1
            if count > MAX_ROWS:
                return
            yield row


def _cells(row: Node) -> list[Node]:
    cells = [cell for cell in row if isinstance(cell.tag, str) and (cell.tag in ("td", "th"))]
    return cells or [cell for cell in row.iter() if isinstance(cell.tag, str) and cell.get("role") in _CELL_ROLES]


def _cell_text(cell: Node, base: str | None) -> str:
    """Return the words of a cell on one line; the items of a list in it are parted by semicolons."""
    lines = [line for line in rich_text_of(cell, base).text.split("\n") if line]
    between = "; " if cell.find(".//li") is not None else " "
    return clean_line(between.join(lines), _MAX_CELL)


def _span(value: str | None) -> int:
    """Return the number of rows or columns a cell spans (HTML, "Forming a table"), within bounds."""
    return min(int(value), MAX_COLUMNS) if value and value.isdecimal() and len(value) < 6 and int(value) else 1


def _lays_out_pictures(node: Node, rows: Sequence[Sequence[_Cell]]) -> bool:
    """Return whether a table with pictures sets pictures beside each other, or beside a text."""
    if any(len(cell.text) > _MAX_BESIDE_PICTURE for row in rows for cell in row):
        return True
    if node.find(".//th") is not None:
        return False
    with_words = [row for row in rows if any(cell.text and not cell.is_picture for cell in row)]
    pictures = sum(cell.has_picture for row in rows for cell in row)
    return len(with_words) < 2 or len(with_words) < len(rows) or pictures > len(rows)


def _spread(rows: Sequence[Sequence[_Cell]]) -> list[list[tuple[str, bool]]]:
    """Return rows of equal length, each cell in its own column: its words, and whether they stand for a picture."""
    out: list[list[tuple[str, bool]]] = []
    below: dict[int, int] = {}  # columns that a cell above still holds, with the number of rows left
    for row in rows:
        places: dict[int, tuple[str, bool]] = {}
        held, below = below, {}
        column = 0
        for cell in row:
            while column in held:
                column += 1
            places[column] = (cell.text, cell.is_picture)
            for at in range(column, min(column + cell.columns, MAX_COLUMNS)):
                if cell.rows > 1:
                    below[at] = cell.rows - 1
            column += cell.columns
        below |= {at: left - 1 for at, left in held.items() if left > 1}
        if any(text for text, _ in places.values()):
            width = min(max(places) + 1, MAX_COLUMNS)
            out.append([places.get(at, ("", False)) for at in range(width)])
    longest = max((len(row) for row in out), default=0)
    return [row + [("", False)] * (longest - len(row)) for row in out]


def _without_idle_columns(rows: Sequence[Sequence[tuple[str, bool]]]) -> list[list[str]]:
    """Return the words of the columns that say something: not those that are empty, nor those of like pictures."""
    kept = []
    for column in range(len(rows[0]) if rows else 0):
        cells = [row[column] for row in rows]
        words = {text for text, is_picture in cells if text and not is_picture}
        alts = [text for text, is_picture in cells if is_picture]
        others = {text for row in rows for text, is_picture in row if text and not is_picture}
        says_more = len(set(alts)) > 1 and not all(_is_said(alt, others) for alt in alts)
        is_header_alone = bool(alts) and len(words) == 1 and cells[0][0] in words
        if (words and not is_header_alone) or says_more:
            kept.append(column)
    return [[row[column][0] for column in kept] for row in rows]


def _is_said(alt: str, others: set[str]) -> bool:
    """Return whether a picture's alternative text only repeats another cell ("Gull Summer poster")."""
    return any(other in alt for other in others if len(other) > 2)
