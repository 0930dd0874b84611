"""Read the names of an article: of the runs of words that may be one, those taken that together are worth most."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Sequence
from math import exp, log

from msgspec import Struct

from pullquote.cache.annotate.naming.features import Held, Seen, genre_of
from pullquote.cache.annotate.naming.spans import runs_of
from pullquote.cache.annotate.naming.weights import (
    ANSWERS,
    SCALE,
    WORKS,
    Table,
    Weights,
    for_answers,
    unpacked,
    weights,
    worth,
)
from pullquote.cache.annotate.text.document_text import DocumentText, Place
from pullquote.cache.annotate.text.tokens import Segment

_LEAST = 0.1
"""Chance of being a name at all from which a run is weighed against others that share words with it."""
_HOPELESS = 3 * SCALE
"""How far ahead "none" is where a run is not weighed at all."""
_HOPELESS_ENDS = 7 * SCALE // 2
"""How far ahead it is at both ends of a run whose words are not looked at as a whole."""


_COMMAS = frozenset((", ", ",\u00a0", "; "))
_AND = frozenset(("and", "or", "&"))
_LISTED = 4.0
"""How much likelier an item of a list is what the item beside it surely is."""
_Run = tuple[Place, tuple[float, ...], int]
"""Where a run stands, the chances of the answers, and what it is worth."""


class NameRead(Struct, frozen=True):
    """A run of words read as a name: what it is, the chance of that, of every answer, and of kinds if it is a work."""

    place: Place
    answer: str
    chance: float
    chances: tuple[float, ...]
    kinds: tuple[float, ...]


def read_names(document_text: DocumentText, held: Collection[Held], learned: Weights | None = None) -> list[NameRead]:
    """Return the names that an article's words themselves show, in their order; no two share a word."""
    learned = learned or weights()
    genre = genre_of(document_text)
    segments = document_text.segments
    runs, times = runs_of(segments)
    found: list[NameRead] = []
    at, seen = -1, None
    firsts: dict[int, tuple[int, int]] = {}
    lasts: dict[int, tuple[int, int]] = {}
    here: list[_Run] = []
    for number, first, last in runs:
        if seen is None or number != at:
            found += _best(_along_lists(here, segments, at))
            seen = Seen(document_text, number, learned.words, genre, held)
            here, firsts, lasts, at = [], {}, {}, number
        left = firsts.get(first)
        if left is None:
            left = firsts[first] = _side(learned.first, seen.first(first))
        right = lasts.get(last)
        if right is None:
            right = lasts[last] = _side(learned.last, seen.last(last - 1))
        if left[1] + right[1] > _HOPELESS_ENDS:
            continue
        whole = worth(learned.whole, seen.whole(first, last, times[segments[number].lowers[first:last]]))
        total = learned.always + left[0] + right[0] + whole
        none, *others = sums = for_answers(total)
        if none - max(others) > _HOPELESS:
            continue
        chances = _chances(sums)
        if 1 - chances[0] >= _LEAST:
            here.append((Place(number, first, last), chances, total))
    return found + _best(_along_lists(here, segments, at))


def _side(tables: Sequence[Table], seen: Sequence[str]) -> tuple[int, int]:
    """Return what one end of a run is worth, and how far that is ahead for "none"."""
    total = worth(tables, seen)
    none, *others = for_answers(total)
    return total, none - max(others)


def _along_lists(runs: list[_Run], segments: Sequence[Segment], number: int) -> list[tuple[float, NameRead]]:
    """Return runs as names, with what they are worth: items of a list are likelier what the items beside them are."""
    starts: dict[int, list[_Run]] = {}
    for run in runs:
        starts.setdefault(run[0].first, []).append(run)
    told: dict[int, list[tuple[float, ...]]] = {}
    for one in runs:
        for other in starts.get(_next_item(segments[number], one[0].last), ()):
            told.setdefault(id(one), []).append(other[1])
            told.setdefault(id(other), []).append(one[1])
    return [_name(*run, told.get(id(run), ())) for run in runs]


def _next_item(segment: Segment, last: int) -> int:
    """Return the token at which the next item of a list begins after one that ends before ``last``; -1 for none."""
    tokens = segment.tokens
    if last >= len(tokens):
        return -1
    comma = segment.gap(last) in _COMMAS
    if tokens[last].lower in _AND and (comma or tokens[last].joined):
        return last + 1
    return last if comma else -1


def _name(
    place: Place, chances: tuple[float, ...], total: int, beside: Sequence[tuple[float, ...]]
) -> tuple[float, NameRead]:
    if beside:
        least = [max(of) for of in zip(*beside, strict=True)]
        weighed = [chances[0], *(a * (1 + _LISTED * b) for a, b in zip(chances[1:], least[1:], strict=True))]
        chances = tuple(one / sum(weighed) for one in weighed)
    answer = max(range(1, len(ANSWERS)), key=chances.__getitem__)
    of_kinds = _chances(unpacked(total)[len(ANSWERS) :]) if ANSWERS[answer] == "work" else ()
    name = NameRead(place, ANSWERS[answer], chances[answer], chances, of_kinds)
    return log((1 - chances[0]) / max(chances[0], 1e-9)), name


def _best(runs: list[tuple[float, NameRead]]) -> list[NameRead]:
    """Return the runs of one segment that share no word and are worth most together."""
    best: list[tuple[float, tuple[NameRead, ...]]] = [(0.0, ())]
    ends = [0]
    for gain, name in sorted(runs, key=lambda run: run[1].place.last):
        before = best[bisect_right(ends, name.place.first) - 1]
        if before[0] + gain > best[-1][0]:
            best.append((before[0] + gain, (*before[1], name)))
            ends.append(name.place.last)
    return list(best[-1][1])


def _chances(sums: Sequence[float]) -> tuple[float, ...]:
    most = max(sums)
    weighed = [exp((value - most) / SCALE) for value in sums]
    total = sum(weighed)
    return tuple(value / total for value in weighed)


def kind_of(name: NameRead) -> str:
    """Return the most likely kind of a name that is a work."""
    return WORKS[max(range(len(WORKS)), key=name.kinds.__getitem__)]
