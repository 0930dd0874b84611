"""Runs of capitals: the stuff names are made of."""

from __future__ import annotations

from collections.abc import Iterator

from pullquote.cache.annotate.text.document_text import gender_of
from pullquote.cache.annotate.text.tokens import Segment, Token

PARTICLES = frozenset("de van von der den del della di da dos du la le bin ibn al el ten ter y mac st af".split())


def capital_runs(segment: Segment, blocked: set[tuple[int, int]], number: int) -> Iterator[tuple[int, int]]:
    """Give the runs of capitalised words that can hold a name: no blocked word, at most one possessive, at the end."""
    words = segment.tokens
    last = 0
    for i in segment.capitals:
        if i < last or (number, i) in blocked:
            continue
        last = i + 1
        while last < len(words) and not words[last - 1].possessive and (number, last) not in blocked and last - i < 40:
            word = words[last]
            if word.joined and word.capital:
                last += 1
            elif (
                word.joined
                and word.lower in PARTICLES
                and (ahead := _after_particles(words, last))
                and (number, ahead) not in blocked
            ) or ((ahead := _after_nickname(segment, last)) and (number, ahead) not in blocked):
                last = ahead + 1
            else:
                break
        yield i, last


def _after_particles(words: list[Token], i: int) -> int | None:
    """Give the index of the capitalised word after "de la", "van der" and the like."""
    for ahead in (i + 1, i + 2):
        if ahead < len(words) and words[ahead].joined:
            if words[ahead].capital:
                return ahead
            if words[ahead].lower not in PARTICLES:
                return None
    return None


def _after_nickname(segment: Segment, i: int) -> int | None:
    """Give the index of the surname after a nickname: Dwayne "The Rock" Johnson."""
    words = segment.tokens
    opening = segment.gap(i)
    if opening not in (' "', " “", " '", " ‘", " (") or not words[i].capital:
        return None
    for ahead in range(i + 1, min(i + 4, len(words))):
        gap = segment.gap(ahead)
        if gap in ('" ', "” ", "' ", "’ ", ") "):
            return ahead if words[ahead].capital and (gap != ") ") and gender_of(words[i - 1].text) else None
        if not words[ahead].joined:
            return None
    return None
