"""Characters everybody knows, and where an article names them."""

from __future__ import annotations

from functools import lru_cache

from pullquote.cache.annotate.entities import Candidates
from pullquote.cache.annotate.text.capitals import capital_runs
from pullquote.cache.annotate.text.document_text import DocumentText, Place
from pullquote.cache.annotate.text.tokens import words_of
from pullquote.cache.annotate.text.vocabulary import entries


@lru_cache(maxsize=1)
def famous() -> frozenset[str]:
    """Return the characters everybody knows."""
    return frozenset(entries("characters"))


@lru_cache(maxsize=1)
def _famous_beginnings() -> frozenset[str]:
    """Return the first words of their names."""
    return frozenset(words[0] for words in map(words_of, famous()) if words)


def find_famous(document_text: DocumentText, found: Candidates, blocked: set[tuple[int, int]]) -> None:
    """Add characters everybody knows where the text names them outside a title; that alone is not enough."""
    for number, segment in enumerate(document_text.segments):
        if segment.headline or _famous_beginnings().isdisjoint(segment.texts):
            continue
        for first, last in capital_runs(segment, blocked, number):
            for begin in range(first, min(last, first + 3)):
                if segment.tokens[begin].text not in _famous_beginnings():
                    continue
                place = Place(number, begin, last)
                if (name := document_text.text(place)) in famous():
                    found.add(name, "known character", 0.4, place)
                    break
