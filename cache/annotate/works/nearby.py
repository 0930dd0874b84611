"""What stands near a word that may have a title beside it: a noun for a work, a sum, a date of release."""

from __future__ import annotations

from itertools import pairwise

from pullquote.cache.annotate.text.document_text import gender_of
from pullquote.cache.annotate.text.tokens import Segment, Token
from pullquote.cache.annotate.text.vocabulary import (
    FRANCHISE_NOUNS,
    FUNCTION_WORDS,
    ROLE_NOUNS,
    SCREEN_NOUNS,
    TITLE_INNER_WORDS,
)
from pullquote.cache.annotate.works import cues
from pullquote.cache.core.times.words import MONTH_NUMBERS, WEEKDAY_NUMBERS

FAR = 6
"""Words before or behind a cue that are looked at."""
_OTHERS_APPOSED = frozenset(
    "album lp ep mixtape novel memoir autobiography novella videogame podcast musical opera game".split()
)
"""Nouns for works that are not for a screen and for nothing else."""
_LEADS = frozenset("the a an his her their its my our this new debut first latest hit video second third".split())
_NO_STAGE = frozenset("film movie screen original".split())
_MADE = frozenset(
    "wrote writes recorded records made makes released releases sang sings performed performs has had did produced"
    " published dropped loves covered played plays sampled created".split()
)
"""Verbs after a name that make it who made the work, and not its title."""


def is_behind_quotation(segment: Segment, i: int) -> bool:
    """Return whether a quotation ends right before token ``i``."""
    return segment.gap(i).strip(" ,\u00a0")[-1:] in ("”", '"', "’", "»")


def noun_of(segment: Segment, i: int) -> str:
    """Return the noun for a work in "a new comedy about", "the Hulu series" at ``i``, "" for anything else."""
    words = segment.tokens
    for n in range(i + 1, min(i + 7, len(words))):
        word = words[n]
        if segment.gap(n).strip():
            return ""
        if word.lower in SCREEN_NOUNS or word.lower in FRANCHISE_NOUNS:
            after = words[n + 1] if n + 1 < len(words) else None
            if word.possessive or segment.gap(n + 1).startswith(("'", "’")):
                return ""
            plain = after is None or segment.gap(n + 1).strip() or after.lower in FUNCTION_WORDS
            if plain or (after is not None and after.lower in cues.AFTER_NOUNS):
                return word.lower
        elif word.lower in FUNCTION_WORDS or word.lower in ROLE_NOUNS:
            return ""
    return ""


def other_noun_of(segment: Segment, i: int) -> str:
    """Return the noun for a work beyond the screen in "their first album in", "a board game for", "" for none."""
    words = segment.tokens
    for n in range(i + 1, min(i + 5, len(words))):
        lower = words[n].lower
        if segment.gap(n).strip(" -"):
            return ""
        if lower in _OTHERS_APPOSED and not words[n].possessive:
            after = words[n + 1] if n + 1 < len(words) else None
            ends = after is None or segment.gap(n + 1).strip() or after.lower in FUNCTION_WORDS
            return lower if ends else ""
        if lower in FUNCTION_WORDS or lower in ROLE_NOUNS:
            return ""
    return ""


def introduces(words: list[Token], i: int) -> bool:
    """Return whether a noun before token ``i`` names what begins there: "her album X", not "the song Roe wrote"."""
    noun = words[i - 1].lower
    lead = {word.lower for word in words[max(0, i - 4) : i - 1]}
    if noun.endswith("s") or not (lead & _LEADS or (i > 1 and words[i - 2].possessive)):
        return False
    if noun in ("musical", "game") and any(word.isdecimal() or word in _NO_STAGE for word in lead):
        return False
    last = i
    while last < len(words) and last - i < 9 and (last == i or words[last].joined):
        if not words[last].capital and words[last].lower not in TITLE_INNER_WORDS:
            break
        last += 1
    return gender_of(words[i].lower) is None and not (
        last < len(words) and words[last].joined and words[last].lower in _MADE
    )


def has_release_tail(words: list[Token], i: int) -> bool:
    """Return whether "returns/opens/hits" is about a release: a date, a screen or a platform follows."""
    near = [t.lower for t in words[i + 1 : i + 5]]
    return any(w in ("theaters", "theatres", "cinemas", "screens", "select", "streaming") for w in near) or (
        len(near) > 1 and near[0] in ("on", "in") and (near[1] in MONTH_NUMBERS or near[1] in WEEKDAY_NUMBERS)
    )


def tells_fate(words: list[Token], i: int) -> bool:
    """Return whether what was done with a show follows token ``i``: "was renewed", "has been cancelled"."""
    near = [t.lower for t in words[i + 1 : i + 4]]
    return any(w in ("renewed", "cancelled", "canceled", "axed") for w in near)


def is_money(words: list[Token], i: int) -> bool:
    """Return whether "the box office" or a sum stands within the next words: "topped", "earned $12 million"."""
    near = words[i : i + FAR]
    return any(
        (one.text[0] in "$£€" and (other.lower in ("million", "billion") or one.lower[-1] in "mb"))
        or (one.lower == "box" and other.lower == "office")
        for one, other in pairwise(near)
    )
