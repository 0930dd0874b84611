"""What a screen looks like, in a form that can be compared and read: which cells have which colours.

Every cell gets a letter; the legend says what the letter means in the dark, the light and the monochrome look. Cells
without a word count by their background alone, and pictures are left out: their colours are the picture's.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from string import ascii_letters, digits, punctuation
from typing import Any, NamedTuple

from rich.color_triplet import ColorTriplet
from textual.strip import Strip

PICTURE = "▀"
_DRAWN = frozenset("─━│┃▌▐╭╮╰╯▁▂▃▄▅▆▇█░⁂")
"""What is drawn and not read: rules, bars, boxes, scrollbars."""
_LETTERS = ascii_letters + digits + punctuation


class Look(NamedTuple):
    """The colours and the style of a cell, as they reach the terminal."""

    ink: str
    paper: str
    style: str

    def __str__(self) -> str:
        return " ".join(part for part in (self.ink, f"on {self.paper}", self.style) if part)


class Cell(NamedTuple):
    """A cell and what stands in it."""

    text: str
    look: Look
    ratio: float


def _hex(color: Any) -> str:
    return color.triplet.hex if color is not None and color.triplet else "none"


def _luminance(color: ColorTriplet) -> float:
    parts = [part / 255 for part in color]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(ink: ColorTriplet, paper: ColorTriplet) -> float:
    """Return the contrast of two colours, 1 to 21, by WCAG 2.1."""
    high, low = sorted((_luminance(ink), _luminance(paper)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def cells_of(strips: Sequence[Strip]) -> Iterator[tuple[int, int, Cell]]:
    """Return every cell with its row and column; a wide letter counts once."""
    for row, strip in enumerate(strips):
        column = 0
        for segment in strip:
            style = segment.style
            if style is None:
                continue
            ink, paper = style.color, style.bgcolor
            words = [w for w in ("bold", "dim", "italic", "underline", "reverse") if getattr(style, w)]
            ratio = contrast(ink.triplet, paper.triplet) if ink and paper and ink.triplet and paper.triplet else 0.0
            for char in segment.text:
                drawn = char.isspace()
                kept = " ".join(w for w in words if w in ("underline", "reverse")) if drawn else " ".join(words)
                look = Look("" if drawn else _hex(ink), _hex(paper), kept)
                yield row, column, Cell(char, look, 0.0 if drawn else ratio)
                column += 1


def is_sign(text: str) -> bool:
    """Return whether a cell has a sign that tells something: no line, bar or ornament, and no part of a picture."""
    return not text.isalnum() and not text.isspace() and text not in _DRAWN and text != PICTURE


def written(looks: dict[str, Sequence[Strip]]) -> str:
    """Return the looks of one screen as text: a legend, then a letter for every cell."""
    names = list(looks)
    rows: dict[int, dict[int, tuple[str, ...]]] = {}
    pictures: set[tuple[int, int]] = set()
    for name in names:
        for row, column, cell in cells_of(looks[name]):
            rows.setdefault(row, {})[column] = (*rows.get(row, {}).get(column, ()), str(cell.look))
            if cell.text == PICTURE:
                pictures.add((row, column))
    base = rows[0].get(len(rows[0]) - 1, ())
    letters: dict[tuple[str, ...], str] = {base: " "}
    lines = []
    for row in sorted(rows):
        line = ""
        for column, look in sorted(rows[row].items()):
            known = letters.setdefault(look, _LETTERS[len(letters) - 1]) if (row, column) not in pictures else "▒"
            line += known
        lines.append(line.rstrip())
    legend = [f"{letter or ' '}  " + " | ".join(look) for look, letter in letters.items()]
    return "\n".join(["   " + " | ".join(names), *legend, "", *lines]) + "\n"
