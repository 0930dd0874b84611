"""Which runs of words may be a name at all: from a capital or a number to another, over small words of titles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from pullquote.cache.annotate.text.capitals import PARTICLES
from pullquote.cache.annotate.text.tokens import Segment
from pullquote.cache.annotate.text.vocabulary import FUNCTION_WORDS, SMALL_WORDS

LONGEST = 9
"""Words of the longest name that is tried."""
_SMALL = (
    SMALL_WORDS
    | PARTICLES
    | frozenset(
        "that it its my your his her our their so if not be do me you him us them is are no el los las il".split()
    )
)
_PAUSES = frozenset((", ", ": ", " (", "! ", ",\u00a0", " – ", " - ", "… ", "... "))
"""What may stand between two words of one title, before a capital."""
_MOST_PAUSES = 2
_MOST_SMALL = 3


def runs_of(segments: Sequence[Segment]) -> tuple[list[tuple[int, int, int]], Counter[tuple[str, ...]]]:
    """Return every run of an article that may be a name, as (segment, first, last), and how often its words stand so.

    What is embedded is left out.
    """
    runs = [
        (number, first, last)
        for number, segment in enumerate(segments)
        if segment.kind != "embed"
        for first, last in spans_of(segment)
    ]
    return runs, Counter(segments[number].lowers[first:last] for number, first, last in runs)


def spans_of(segment: Segment) -> Iterator[tuple[int, int]]:
    """Yield the (first, last) tokens of every run of words that may be a name, ``last`` not among them."""
    words = segment.tokens
    many = len(words)
    for first in segment.beginnings:
        if words[first].lower not in FUNCTION_WORDS:
            yield first, first + 1
        pauses = small = 0
        for at in range(first + 1, min(first + LONGEST, many)):
            word = words[at]
            begins = word.capital or word.text[0].isdecimal()
            if word.joined:
                if not begins and word.lower not in _SMALL and word.text != "&":
                    break
            elif begins and pauses < _MOST_PAUSES and segment.gap(at) in _PAUSES and not _is_aside(segment, at):
                pauses += 1
            else:
                break
            small = 0 if begins else small + 1
            if small > _MOST_SMALL:
                break
            if begins:
                yield first, at + 1


def _is_aside(segment: Segment, at: int) -> bool:
    """Return whether a token alone in brackets is a year or initials: "(2019)" and "(HBO)" belong to no title."""
    text = segment.tokens[at].text
    alone = segment.gap(at).endswith("(") and segment.gap(at + 1).startswith(")")
    return alone and (text.isupper() or text.isdecimal())
