"""What a paragraph says otherwise than the one it came of: runs of words. Pure.

White space and the kind of quotation marks are no changes. ``changes`` finds the paragraphs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from msgspec import Struct

_WORD = re.compile(r"\w+(?:['’.,:/-]\w+)*|[^\w\s]")
_MARKS = str.maketrans(
    {
        **dict.fromkeys("“”„‟«»‹›‘‚‛`´", '"'),
        "’": "'",
        "\u2026": "...",
        **dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff"),
    }
)
_SINGLE = re.compile(r"(?<!\w)'|'(?!\w)")
_LARGEST = 250_000
"""The largest comparison by words: of one text times those of the other; a larger one is told as a whole."""


class Piece(Struct, frozen=True):
    """A part of a paragraph: in both texts, only in the later, or only in the earlier."""

    kind: Literal["same", "added", "gone"]
    text: str


def plain_key(text: str) -> str:
    """Return a text without what is no change: white space, invisible signs, the kind of its quotation marks."""
    plain = _SINGLE.sub('"', text.translate(_MARKS))
    return " ".join(_WORD.findall(plain)).casefold() or " ".join(plain.split())


def pieces_between(was: str, now: str, budget: list[int]) -> tuple[Piece, ...]:
    """Return the pieces of a paragraph that became another."""
    old, new = list(_WORD.finditer(was)), list(_WORD.finditer(now))
    one, two = [plain_key(word[0]) for word in old], [plain_key(word[0]) for word in new]
    steps: list[tuple[bool, int, int, int, int]] = []
    for same, i1, i2, j1, j2 in _smoothed(_steps(one, two, budget), two):
        if steps and steps[-1][0] == same:
            _, before, _, later, _ = steps.pop()
            i1, j1 = before, later
        steps.append((same, i1, i2, j1, j2))
    pieces: list[Piece] = []
    for same, i1, i2, j1, j2 in steps:
        if same:
            pieces.append(Piece("same", _between(now, new, j1, j2)))
            continue
        if i1 < i2:
            pieces.append(Piece("gone", _between(was, old, i1, i2)))
        if j1 < j2:
            pieces.append(Piece("added", _between(now, new, j1, j2)))
    return tuple(pieces)


def _between(text: str, words: list[re.Match[str]], start: int, end: int) -> str:
    """Return a run of words with the blank before it."""
    begins = words[start - 1].end() if start else 0
    return text[begins : words[end - 1].end()]


def _steps(one: list[str], two: list[str], budget: list[int]) -> Iterator[tuple[bool, int, int, int, int]]:
    """Yield runs of words that are the same in both, and runs that are not; in a large comparison as one run."""
    head = 0
    while head < min(len(one), len(two)) and one[head] == two[head]:
        head += 1
    tail = 0
    while tail < min(len(one), len(two)) - head and one[-1 - tail] == two[-1 - tail]:
        tail += 1
    if head:
        yield True, 0, head, 0, head
    from difflib import SequenceMatcher  # lazy: few articles change

    rest, other = one[head : len(one) - tail], two[head : len(two) - tail]
    cost = len(rest) * len(other)
    if rest and other and cost <= min(_LARGEST, budget[0]):
        budget[0] -= cost
        for kind, i1, i2, j1, j2 in SequenceMatcher(None, rest, other, autojunk=False).get_opcodes():
            yield kind == "equal", head + i1, head + i2, head + j1, head + j2
    elif rest or other:
        yield False, head, head + len(rest), head, head + len(other)
    if tail:
        yield True, len(one) - tail, len(one), len(two) - tail, len(two)


def _smoothed(
    steps: Iterator[tuple[bool, int, int, int, int]], words: list[str]
) -> Iterator[tuple[bool, int, int, int, int]]:
    """Yield the runs, with a word or two that stayed the same between two changes counted as changed."""
    listed = list(steps)
    for at, (same, i1, i2, j1, j2) in enumerate(listed):
        inside = 0 < at < len(listed) - 1
        few = sum(word[0].isalnum() for word in words[j1:j2]) <= 2
        yield same and not (inside and few), i1, i2, j1, j2
