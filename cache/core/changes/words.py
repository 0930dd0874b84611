"""What a paragraph says otherwise than the one it came of: runs of words. Pure.

White space and the kind of quotation marks are no changes. ``changes`` finds the paragraphs.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
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
"""The largest comparison by words: those of one text times those of the other.

A larger one is taken apart at words that both have once; what is still larger is told as a whole.
"""
_Step = tuple[bool, int, int, int, int]
"""A run of words: whether both have it, and where it begins and ends in the earlier and in the later."""


class Piece(Struct, frozen=True):
    """A part of a paragraph: in both texts, only in the later, or only in the earlier."""

    kind: Literal["same", "added", "gone"]
    text: str


def plain_key(text: str) -> str:
    """Return a text without what is no change: white space, invisible signs, the kind of its quotation marks."""
    plain = _SINGLE.sub('"', text.translate(_MARKS))
    return " ".join(_WORD.findall(plain)).casefold() or " ".join(plain.split())


def _word_key(word: str) -> str:
    return word.casefold() if word.isascii() and word.isalnum() else plain_key(word)


def pieces_between(was: str, now: str, budget: list[int]) -> tuple[Piece, ...]:
    """Return the pieces of a paragraph that became another."""
    old, new = list(_WORD.finditer(was)), list(_WORD.finditer(now))
    one, two = [_word_key(word[0]) for word in old], [_word_key(word[0]) for word in new]
    steps: list[_Step] = []
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


def _steps(one: list[str], two: list[str], budget: list[int]) -> Iterator[_Step]:
    """Yield runs of words that are the same in both, and runs that are not."""
    at = [0, 0]
    for start, other in (*(_anchors(one, two) if len(one) * len(two) > _LARGEST else ()), (len(one), len(two))):
        yield from _within(one, two, (at[0], start, at[1], other), budget)
        if start < len(one):
            yield True, start, start + 1, other, other + 1
        at = [start + 1, other + 1]


def _anchors(one: list[str], two: list[str]) -> list[tuple[int, int]]:
    """Return where words stand that both have but once, as many as stand in the same order in both."""
    counts, others = Counter(one), Counter(two)
    where = {word: at for at, word in enumerate(two)}
    pairs = [(at, where[word]) for at, word in enumerate(one) if counts[word] == 1 == others[word]]
    ends: list[int] = []  # the longest rising row of places in ``two``: by length, where the row ends
    rows: list[int] = []
    before: list[int] = []
    for number, (_, place) in enumerate(pairs):
        length = bisect_left(ends, place)
        before.append(rows[length - 1] if length else -1)
        ends[length : length + 1], rows[length : length + 1] = [place], [number]
    found = []
    number = rows[-1] if rows else -1
    while number >= 0:
        found.append(pairs[number])
        number = before[number]
    return found[::-1]


def _within(one: list[str], two: list[str], place: tuple[int, int, int, int], budget: list[int]) -> Iterator[_Step]:
    """Yield the runs of one part of both texts; in a large comparison what is not the same is one run."""
    i1, i2, j1, j2 = place
    head = 0
    while head < min(i2 - i1, j2 - j1) and one[i1 + head] == two[j1 + head]:
        head += 1
    if head:
        yield True, i1, i1 + head, j1, j1 + head
        i1, j1 = i1 + head, j1 + head
    tail = 0
    while tail < min(i2 - i1, j2 - j1) and one[i2 - 1 - tail] == two[j2 - 1 - tail]:
        tail += 1
    end, other = i2 - tail, j2 - tail
    cost = (end - i1) * (other - j1)
    if cost and cost <= min(_LARGEST, budget[0]):
        from difflib import SequenceMatcher  # lazy: few articles change

        budget[0] -= cost
        for kind, a1, a2, b1, b2 in SequenceMatcher(None, one[i1:end], two[j1:other], autojunk=False).get_opcodes():
            yield kind == "equal", i1 + a1, i1 + a2, j1 + b1, j1 + b2
    elif i1 < end or j1 < other:
        yield False, i1, end, j1, other
    if tail:
        yield True, end, i2, other, j2


def _smoothed(steps: Iterator[_Step], words: list[str]) -> Iterator[_Step]:
    """Yield the runs, with a word or two that stayed the same between two changes counted as changed."""
    listed: list[_Step] = []
    for step in steps:  # runs that touch are one
        if listed and listed[-1][0] == step[0]:
            step = (step[0], listed[-1][1], step[2], listed[-1][3], step[4])
            listed.pop()
        listed.append(step)
    for at, (same, i1, i2, j1, j2) in enumerate(listed):
        inside = 0 < at < len(listed) - 1
        few = sum(word[0].isalnum() for word in words[j1:j2]) <= 2
        yield same and not (inside and few), i1, i2, j1, j2
