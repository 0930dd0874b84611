"""A small net that reads the words of a part in threes, and how far they sound like what spoils. Pure.

Words that mean alike share what the net knows of them: each has a code of its kind and one of how it differs from that,
so that it reads words that no article of the training had. Those seen often there, names told as what they are and
marks have a code of their own. Each code has three rows of numbers, for a word as the first, second and third of three.
What the three rows add up to is held against a filter each; counted are how well a filter fits at best in the part, and
how well in all of it.

It is one convolution with its highest and its mean value, in whole numbers; ``tests/bench/learn_net.py`` trains it.
"""

from __future__ import annotations

import sys
from array import array
from base64 import b64decode
from collections.abc import Sequence
from functools import lru_cache
from math import sqrt
from pathlib import Path
from typing import Final

from msgspec import Struct

NET: Final = Path(__file__).with_name("net.txt")
MOST: Final = 120
"""Words of a part that are read."""
_Rows = tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...]]
_KEPT: Final = 2_048
"""Words whose rows are kept: most of a text is made of few."""


class Net(Struct, frozen=True):
    """The words a net knows and its numbers.

    ``codes`` has two numbers of ``rows`` for each word, one after the other; 0 is none, 1 that of words it does not
    know. ``rows`` has ``3 * filters`` numbers each. ``bias``, ``highest`` and ``mean`` have one for each filter.
    """

    words: dict[str, int]
    codes: Sequence[int]
    rows: Sequence[int]
    bias: tuple[int, ...]
    highest: tuple[float, ...]
    mean: tuple[float, ...]

    def rows_of(self, word: str) -> _Rows:
        """Return the numbers of a word as the first, second and third of three."""
        at = self.words.get(word)
        one, two = (1, 0) if at is None else self.codes[2 * at : 2 * at + 2]
        many = len(self.bias)
        wide = 3 * many
        row = self.rows[one * wide : one * wide + wide]
        if two:
            row = [a + b for a, b in zip(row, self.rows[two * wide : two * wide + wide], strict=True)]
        return tuple(row[:many]), tuple(row[many : 2 * many]), tuple(row[2 * many :])


def score(words: Sequence[str], net: Net | None = None) -> float:
    """Return how far some words sound like what spoils: below 0 they do not."""
    if not words:
        return 0.0
    known = _rows if net is None else net.rows_of
    net = net or _net()
    none = (0,) * len(net.bias)
    firsts, seconds, thirds = zip(*map(known, words[:MOST]), strict=True)
    threes = [
        [a + b + c for a, b, c in zip(first, second, third, strict=True)]
        for first, second, third in zip((none, *firsts[:-1]), seconds, (*thirds[1:], none), strict=True)
    ]
    root = sqrt(len(threes))
    total = 0.0
    for fits, bias, highest, mean in zip(zip(*threes, strict=True), net.bias, net.highest, net.mean, strict=True):
        fitting = [fit + bias for fit in fits if fit + bias > 0]
        if fitting:
            total += max(fitting) * highest + sum(fitting) / root * mean
    return total


def parsed(text: str) -> Net:
    """Return the net that a file holds: a heading, the words, their codes, the rows, and the numbers of the filters."""
    _, words, packed, rows, bias, highest, mean = text.splitlines()
    codes = array("H", b64decode(packed))
    if sys.byteorder == "big":
        codes.byteswap()
    return Net(
        words={word: at for at, word in enumerate(words.split(" "))},
        codes=codes,
        rows=memoryview(b64decode(rows)).cast("b"),
        bias=tuple(map(int, bias.split(" "))),
        highest=tuple(map(float, highest.split(" "))),
        mean=tuple(map(float, mean.split(" "))),
    )


@lru_cache(1)
def _net() -> Net:
    return parsed(NET.read_text(encoding="utf-8"))


@lru_cache(_KEPT)
def _rows(word: str) -> _Rows:
    return _net().rows_of(word)
