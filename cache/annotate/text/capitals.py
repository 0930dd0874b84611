"""Runs of capitalised words, which names are made of, and how the title of a work looks in print."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from pullquote.cache.annotate.text.document_text import gender_of
from pullquote.cache.annotate.text.tokens import Segment, Token
from pullquote.cache.annotate.text.vocabulary import ABBREVIATIONS, FUNCTION_WORDS, SMALL_WORDS

PARTICLES = frozenset("de van von der den del della di da dos du la le bin ibn al el ten ter y mac st af".split())


def capital_runs(segment: Segment, blocked: set[tuple[int, int]], number: int) -> Iterator[tuple[int, int]]:
    """Yield the runs of capitalised words that can hold a name, as (first, last) tokens.

    A run has no blocked word, and a possessive at most at its end. ``blocked`` are (segment, token) pairs.
    """
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
                continue
            ahead = _after_nickname(segment, last) if word.capital else None
            if word.joined:
                ahead = _after_particles(words, last) if word.lower in PARTICLES else None
            if not ahead or (number, ahead) in blocked:
                break
            last = ahead + 1
        yield i, last


def _after_particles(words: list[Token], i: int) -> int | None:
    """Return the index of the capitalised word after "de la", "van der" and the like."""
    for ahead in (i + 1, i + 2):
        if ahead < len(words) and words[ahead].joined:
            if words[ahead].capital:
                return ahead
            if words[ahead].lower not in PARTICLES:
                return None
    return None


def _after_nickname(segment: Segment, i: int) -> int | None:
    """Return the index of the surname after a nickname: Dwayne "The Rock" Johnson."""
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


LONGEST = 11
"""Words of the longest title that is believed without other evidence."""

_EDGE = " \u00a0\t\n,;:“”\"‘’'«»‹›|–—-*•🎤🎬📺►▶"
_CODE = re.compile(r"[\\$=<>{}_|]|\w\.[A-Za-z]\w{2}|\w\(")
_PARTS = frozenset("season episode part chapter volume series vol book issue page".split())
_WORD = re.compile(r"[^\s\u00a0]+")
_SMALL = SMALL_WORDS | frozenset(
    "that it its my your his her our their so if not be do v. vs. … & + – - / el los las un une des et y e".split()
)


def clean_title(text: str) -> str:
    """Return a title without the punctuation and marks around it; "Harbor, M.D." and "Run!" keep theirs."""
    text = " ".join(text.split())
    if text.endswith(("’", "'")) and not text.startswith(("‘", "'")) and text[-2:-1] == "n":
        return text.lstrip(_EDGE)  # an apostrophe that belongs to the word: Dancin'
    text = text.strip(_EDGE)
    for ending in ("’s", "'s"):
        if text.endswith(ending) and text.count(" ") < 1:
            text = text[: -len(ending)]
    if text.endswith("."):
        last = text.rsplit(" ", 1)[-1]
        if last.lower().rstrip(".") not in ABBREVIATIONS and last.count(".") < 2 and not text.endswith("..."):
            text = text[:-1]
    if text.startswith("(") and text.endswith(")"):
        text = text[1:-1]
    return text.strip(_EDGE)


@lru_cache(maxsize=4096)  # several rules look at the same run
def title_shape(text: str, longest: int = LONGEST) -> str | None:
    """Return the title if ``text`` is written like one (Title Case, not a sentence), else ``None``.

    ``longest`` is the number of words it may have.
    """
    if len(text) > 160:
        return None
    title = clean_title(text)
    words = _WORD.findall(title)
    if not words or len(words) > longest or title.startswith(("@", "#", "http")) or _CODE.search(title):
        return None
    if len(words) == 2 and words[1].isdecimal() and words[0].lower() in _PARTS:
        return None
    if len(words) == 1 and (len(title) < 2 or title.lower() in FUNCTION_WORDS):
        return None
    head = words[0].lstrip("([¿¡…“‘'\"")
    if not head or not (head[0].isupper() or head[0].isdecimal() or (head == "the" and len(words) > 1)):
        return None
    capitals = 0
    for position, word in enumerate(words):
        bare = word.strip("()[],:;!?.…“”‘’'\"–—-")
        if not bare:
            continue
        if bare[0].isupper() or bare[0].isdecimal():
            capitals += 1
        elif position and bare.lower() not in _SMALL:
            return None
    if (
        capitals == 0
        or words[-1].lower().strip(",.") in ("the", "a", "and", "or")
        or not any(c.isalpha() for c in title)
    ):
        return title if title.isdecimal() and len(title) in (3, 4) else None
    if any(mark in title for mark in (". ", "? ", "! ")) and len(words) > 6:
        return None
    return title


def split_list(text: str) -> list[tuple[int, int]]:
    """Split one emphasised run that holds several titles ("Copper Hill, The Glass, Ember,") into their places."""
    parts: list[tuple[int, int]] = []
    at = 0
    for match in re.finditer(r",? and (?=[A-Z0-9])|, ?|; |(?<=[a-z])(?=The [A-Z])", text):
        parts.append((at, match.start()))
        at = match.end()
    parts.append((at, len(text)))
    parts = [(a, b) for a, b in parts if text[a:b].strip(_EDGE)]
    whole = [(0, len(text))]
    glued = len(parts) == 2 and parts[0][1] == parts[1][0]
    if not glued and (len(parts) < 3 or text.count(",") < 2):
        return whole
    for a, b in parts:
        if title_shape(text[a:b], 7) is None or text[a].islower():
            return whole
    return parts
