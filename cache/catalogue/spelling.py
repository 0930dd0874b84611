"""Whether one name of a person may be the other, misspelt: "Jane Vandermer" for "Jane Vandermeer"."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from pullquote.cache.core.names import name_words

_SHORTEST: Final = 4
"""Letters of the shortest word that is taken for misspelt; shorter ones are other names as easily: "Dan", "Don"."""
_LONG: Final = 8
"""Letters of a surname of which two may be wrong."""
_SOUNDS: Final = ("aeiouy", "ckq", "sz", "vw", "dt", "bp", "mn")
"""Letters that are written for each other in first names."""


def is_misspelt(written: str, right: str) -> bool:
    """Return whether two full names differ as a misspelling differs, and not as two people do.

    All words but one agree, and that one begins alike. A surname may be one letter off, two where it is long; of a
    first name a letter may be missing, doubled or swapped, or another of its sound: "Rachel" for "Rachael", but not
    "Erin" for "Eric". Names that are the same are no misspelling.
    """
    a, b = name_words(written), name_words(right)
    if len(a) != len(b) or len(a) < 2:
        return False
    differing = [(at, x, y) for at, (x, y) in enumerate(zip(a, b, strict=True)) if x != y]
    if len(differing) != 1:
        return False
    at, x, y = differing[0]
    if min(len(x), len(y)) < _SHORTEST or x[0] != y[0]:
        return False
    if at == len(a) - 1:
        return distance(x, y) <= (2 if min(len(x), len(y)) >= _LONG else 1)
    return distance(x, y) == 1 and (len(x) != len(y) or _sounds_alike(x, y))


def distance(one: str, other: str) -> int:
    """Return how many letters are to be added, left out, changed or swapped with the next to make one the other."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one):
        before, last = row, before
        row = [i + 1]
        for j, against in enumerate(other):
            best = min(before[j + 1] + 1, row[j] + 1, before[j] + (letter != against))
            if i and j and letter == other[j - 1] and one[i - 1] == against:
                best = min(best, last[j - 1] + 1)
            row.append(best)
    return row[-1]


def _sounds_alike(x: str, y: str) -> bool:
    """Return whether two words of one length differ by letters of one sound, or by two that are swapped."""
    wrong = [(p, q) for p, q in zip(x, y, strict=True) if p != q]
    if len(wrong) == 1:
        return any(p in sound and q in sound for p, q in wrong for sound in _SOUNDS)
    return all(one == tuple(reversed(other)) for one, other in pairwise(wrong))
