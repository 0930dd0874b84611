"""Typesetting: passages of text into lines of a given column width.

A passage is a run of text with roles on parts of it; a line knows which part of which passage it shows.
Nothing here is styled and nothing here knows Textual: the reading view draws only the lines in view and
asks for their styles then, so that a very long article costs no more than a short one to scroll.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator

from msgspec import Struct
from rich.cells import cell_len

from pullquote.tui.render.image_layout import Frame

NOWHERE = -9
"""The block of a passage that is ours, such as a heading of the end matter."""
ASIDE = -10
"""The block of a passage that comes and goes by a key: it counts for nothing in how far the text was read."""
VEIL = -11
"""The block of the line of what is veiled; its ``origin`` is the number of its first part. It counts for nothing."""
_UNREAD = frozenset((ASIDE, VEIL))

_WORD = re.compile(r"[^ \t—]+—*|—+")
_NUMBER = re.compile(r"[#+−–-]? ?(?:[A-Z]{1,3})?[$£€¥]? ?\d[\d.,’']*+ ?(?:[%kKmMbB]|mn|bn|million|billion)?[.)*]?")
_NO_NUMBER = frozenset(("", "-", "–", "—", "n/a", "N/A"))


_NOT_FIRST = frozenset("、。，．・：；？！）」』】〕〉》〙〛｝］〜々ーぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ")
_NOT_LAST = frozenset("（「『【〔〈《〘〚｛［")
"""What no line begins or ends with (JLREQ 3.1.7 and 3.1.8, W3C)."""
_MOST_BACK = 4
"""Signs by which a line may be shorter for that."""


class Run(Struct, frozen=True):
    """A part of a passage's text, ``text[start:end]``, and the role it plays; of a link also where it leads."""

    start: int
    end: int
    role: str
    address: str = ""


class Passage(Struct, frozen=True):
    """Text that is set as one: a paragraph, a heading, one item of a list.

    ``role`` is the role of all of it. ``first`` and ``rest`` are set before the first and the other
    lines and are equally wide. ``block`` is the block of the article it comes from and ``origin`` the
    offset in that block's text at which it begins; ``inserts`` are (offset in the block, length) of
    what we added inside, such as link numbers. ``gap`` is the number of empty lines before it;
    ``balanced`` sets lines of about one length. ``picture`` is room for a picture, set in place of the text.
    """

    text: str
    role: str
    runs: tuple[Run, ...] = ()
    first: str = ""
    rest: str = ""
    lead_role: str = "lead"
    block: int = NOWHERE
    origin: int = 0
    inserts: tuple[tuple[int, int], ...] = ()
    gap: int = 1
    balanced: bool = False
    picture: Frame | None = None

    def at(self, offset: int) -> int:
        """Return the place in ``text`` of an offset in the block."""
        return offset - self.origin + sum(length for place, length in self.inserts if place < offset)

    def offset(self, at: int) -> int:
        """Return the offset in the block of a place in ``text``; within what we added, that before which it stands."""
        offset = at + self.origin
        for place, length in self.inserts:
            if offset > place:
                offset -= min(length, offset - place)
        return offset

    def covers(self, start: int, end: int) -> tuple[int, int] | None:
        """Return the part of ``text`` that shows the block's ``start:end``, or ``None``."""
        low, high = max(0, self.at(start)), min(len(self.text), self.at(end))
        return (low, high) if low < high else None


class Line(Struct, frozen=True):
    """One line: ``passage.text[start:end]`` after ``lead``; of a picture, ``start`` is the row."""

    passage: Passage
    start: int
    end: int
    lead: str

    @property
    def text(self) -> str:
        """The words on the line, without what is set before them."""
        return self.passage.text[self.start : self.end]


def letter_at(line: Line, column: int) -> int | None:
    """Return the place in the text of its passage of what is set in a column of a line; ``None`` beside the text."""
    column -= cell_len(line.lead)
    if column < 0:
        return None
    for at, letter in enumerate(line.text, line.start):
        column -= cell_len(letter)
        if column < 0:
            return at
    return None


def link_at(line: Line, column: int) -> str | None:
    """Return where the link leads that is set in a column of a line; ``None`` where there is none."""
    if (at := letter_at(line, column)) is None:
        return None
    return next((run.address for run in line.passage.runs if run.address and run.start <= at < run.end), None)


class Layout(Struct, frozen=True):
    """An article set to a column width: its lines, and where each block and each letter of it stands.

    ``weights`` counts the letters before each line, and at its end those of all.
    """

    lines: tuple[Line, ...]
    width: int
    weights: tuple[int, ...] = ()

    def lines_of(self, block: int, start: int, end: int) -> tuple[int, int] | None:
        """Return the first and last line that show a part of ``block``, or ``None``."""
        shown = [
            number
            for number, line in enumerate(self.lines)
            if line.passage.block == block
            and (part := line.passage.covers(start, end))
            and part[0] < line.end
            and line.start < part[1]
        ]
        return (shown[0], shown[-1]) if shown else None

    def place(self, line: int) -> float:
        """Return how far into the text ``line`` begins, 0 to 1; the same at every column width."""
        total = self.weights[-1] if self.weights else 0
        return self.weights[max(0, min(line, len(self.weights) - 1))] / total if total else 0.0

    def line_of_place(self, place: float, above: int = 0) -> int:
        """Return the line that begins at ``place`` or holds it; ``above`` it up to that many lines without letters.

        ``lines_above`` counts those between a line and its place.
        """
        total = self.weights[-1] if self.weights else 0
        line = max(0, bisect_right(self.weights, place * total + 0.5) - 1) if place > 0 else 0
        while above and line and self.weights[line - 1] == self.weights[line]:
            line, above = line - 1, above - 1
        return line

    def lines_above(self, line: int) -> int:
        """Return how many lines without letters, gaps and pictures, come from ``line`` on before the next letter."""
        return max(0, self.line_of_place(self.place(line)) - line)


def typeset(passages: Iterable[Passage], width: int) -> Layout:
    """Set ``passages`` to lines of at most ``width`` cells."""
    lines: list[Line] = []
    weights: list[int] = []
    weight = 0
    empty = Passage("", "gap")
    for passage in passages:
        for _ in range(passage.gap if lines else 0):
            lines.append(Line(empty, 0, 0, ""))
            weights.append(weight)
        if passage.picture is not None:
            for row in range(passage.picture.rows):
                lines.append(Line(passage, row, row, ""))
                weights.append(weight)
            continue
        room = max(8, width - cell_len(passage.first))
        breaks = balance(passage.text, room) if passage.balanced else list(break_lines(passage.text, room))
        for number, (start, end) in enumerate(breaks):
            lines.append(Line(passage, start, end, passage.rest if number else passage.first))
            weights.append(weight if passage.block in _UNREAD else weight + start)
        weight += 0 if passage.block in _UNREAD else len(passage.text)
    return Layout(tuple(lines), width, (*weights, weight))


def break_lines(text: str, width: int) -> Iterator[tuple[int, int]]:
    """Return the start and end of each line of ``text`` set greedily to ``width`` cells.

    Lines part at blanks and after em dashes; a line feed always parts; a word wider than a line is cut.
    No-break spaces hold words together.
    """
    base = 0
    plain = text.isascii()
    for paragraph in text.split("\n"):
        start = end = None
        column = 0
        for match in _WORD.finditer(paragraph):
            low, high = match.span()
            wide = high - low if plain else cell_len(match[0])
            blank = low - end if end is not None else 0
            if start is not None and end is not None and column + blank + wide > width:
                yield base + start, base + end
                start, column, blank = None, 0, 0
            if start is None:
                start = low
            while wide > width:
                cut = _cut(paragraph[low:high], width)
                yield base + low, base + low + cut
                low += cut
                # Measured near its end only, so that a word of any length is gone through once; no clean text of so
                # many code points fits into a line.
                near = high - low <= 16 * width
                start, wide = low, cell_len(paragraph[low:high]) if near else width + 1
            column += blank + wide
            end = high
        yield (base + start, base + end) if start is not None and end is not None else (base, base)
        base += len(paragraph) + 1


def balance(text: str, width: int) -> list[tuple[int, int]]:
    """Return lines as ``break_lines`` does, as even as they get without needing one more."""
    lines = list(break_lines(text, width))
    if len(lines) < 2:
        return lines
    low, high = max(8, width // 2), width
    while low < high:
        middle = (low + high) // 2
        if len(list(break_lines(text, middle))) <= len(lines):
            high = middle
        else:
            low = middle + 1
    return list(break_lines(text, high))


def _cut(word: str, width: int) -> int:
    """Return after how many code points to cut ``word`` for ``width`` cells, at least one.

    No line of Chinese or Japanese begins with a mark that belongs to what is before it, nor ends with an opening one.
    """
    column = 0
    for place, char in enumerate(word):
        column += cell_len(char)
        if column > width:
            places = range(place, max(1, place - _MOST_BACK), -1)
            kept = (at for at in places if word[at] not in _NOT_FIRST and word[at - 1] not in _NOT_LAST)
            return max(1, next(kept, place))
    return len(word)


def set_table(rows: tuple[tuple[str, ...], ...], width: int, *, head: bool = True) -> list[str]:
    """Return a table as lines of at most ``width`` cells: columns two blanks apart, long cells broken between words.

    With ``head`` the first row is parted by a rule, given as an empty string; a blank parts rows where some take
    several lines. Columns of numbers are set to the right. A table whose words are too wide for its columns gives each
    row as ``head: cell`` lines instead.
    """
    columns = max((len(row) for row in rows), default=0)
    if not columns:
        return []
    full = [tuple(row) + ("",) * (columns - len(row)) for row in rows]
    natural = [max(cell_len(row[i]) for row in full) for i in range(columns)]
    least = [max((cell_len(word) for row in full for word in row[i].split()), default=1) for i in range(columns)]
    room = width - 2 * (columns - 1)
    if room < max(sum(least), 6 * columns):
        names, body = (full[0], full[1:]) if head and len(full) > 1 else (("",) * columns, full)
        return [line for row in body for line in _as_pairs(names, row)]
    widths = _share(natural, least, room)
    body = full[1:] if head and len(full) > 1 else full
    to_right = [_are_numbers([row[i] for row in body]) for i in range(columns)]
    broken = [[[cell[s:e] for s, e in break_lines(cell, widths[i])] for i, cell in enumerate(row)] for row in full]
    heights = [max(len(cell) for cell in row) for row in broken]
    parted = max(heights[len(full) - len(body) :]) > 1
    lines: list[str] = []
    for number, row in enumerate(broken):
        if lines and parted and lines[-1]:
            lines.append(" ")
        for level in range(heights[number]):
            parts = [cell[level] if level < len(cell) else "" for cell in row]
            lines.append("  ".join(map(_filled, parts, widths, to_right)).rstrip())
        if head and number == 0 and len(full) > 1:
            lines.append("")
    return lines


def _are_numbers(cells: list[str]) -> bool:
    """Return whether a column holds numbers, such as ranks, counts, sums and shares."""
    stated = [cell for cell in cells if cell not in _NO_NUMBER]
    return bool(stated) and all(map(_NUMBER.fullmatch, stated))


def _filled(text: str, width: int, to_right: bool) -> str:
    blank = " " * (width - cell_len(text))
    return blank + text if to_right else text + blank


def _as_pairs(head: tuple[str, ...], row: tuple[str, ...]) -> list[str]:
    return [f"{name}: {cell}" if name else cell for name, cell in zip(head, row, strict=True) if cell] + [" "]


def _share(natural: list[int], least: list[int], room: int) -> list[int]:
    """Share ``room`` cells among columns: each its longest word, the rest by what each lacks (CSS 2.1, 17.5.2.2)."""
    lacks = [wide - narrow for wide, narrow in zip(natural, least, strict=True)]
    spare = min(room - sum(least), sum(lacks))
    widths = [narrow + spare * lack // max(1, sum(lacks)) for narrow, lack in zip(least, lacks, strict=True)]
    by_lack = sorted(range(len(widths)), key=lambda i: widths[i] - natural[i])
    for column in by_lack[: sum(least) + spare - sum(widths)]:
        widths[column] += 1
    return [max(1, width) for width in widths]
