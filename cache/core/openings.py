"""What headline, dek and beginning of an article say: words of names, the other words, what happens.

Pure. Names are told by their capitals, not by what is known of them: an article that calls somebody by the surname
alone, or a show by half its title, shares that word with one that does not.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import cache, lru_cache

from msgspec import Struct

from pullquote.cache.core.common_words import EVERYWHERE, OFTEN, PLACES
from pullquote.cache.core.events import events_in
from pullquote.cache.core.headline_words import is_small
from pullquote.cache.core.names import normalize
from pullquote.cache.core.roots import root

_READ, _FIRST = 1_600, 360
"""Characters of a text that are read, and how many of them tell what happens."""
_TOLD, _PROPER = 72, 24
"""How many words are kept that are of no name, and how many that are."""
_TOKEN = re.compile(r"[^\W_]+(?:[’'][^\W_]+)*")
_ENDS = frozenset('.!?…:;“”"(\n‘•')
"""What a sentence, or a quotation in it, begins after: a capital there tells nothing."""
_INITIALS = frozenset("mr mrs ms dr st jr sr lt vs prof rev".split())
_LEAST_CAPITALS = 0.55
"""Of so many words of a headline with capitals all have them, and a capital tells no name."""
_HEADLINE, _DEK, _LEDE, _REST = 3.0, 1.5, 1.5, 0.5
"""What a word counts that tells what happens, by where it stands."""
_IN_HEADLINE = 3
_LEAST_ENGLISH = 0.1
"""How many words of an English text are such ones; what happens is told in English words only."""
_SHORT = 12
_ENGLISH = frozenset("the and of to for is on that with it was at by be he she has his her from they who but".split())
_NO_NAME = "_"


class Opening(Struct, frozen=True):
    """Words by their stems: those of names, the one that matters most first; the others; what happens."""

    proper: tuple[str, ...]
    told: tuple[str, ...]
    events: tuple[tuple[str, int], ...]


class _Word(Struct):
    root: str
    capital: bool
    starts: bool
    """Whether it stands where every word has a capital."""
    at: int
    small: bool


def read_opening(title: str, dek: str, text: str, names: Collection[str]) -> Opening:
    """Return what an article says in its opening; ``names`` are stems of words that are known to be of names."""
    headline, under, lede = list(_words(title)), list(_words(dek)), list(_words(text[:_READ]))
    capitals: dict[str, int] = {}
    free = [word for word in headline if not word.small]
    told_apart = sum(word.capital for word in free) < _LEAST_CAPITALS * len(free)  # a headline in sentence case
    read = [*headline, *under, *lede] if told_apart else [*under, *lede]
    for word in read:
        if word.capital and not word.small and (not word.starts or word.root in names):
            capitals[word.root] = capitals.get(word.root, 0) + 1
    for word in headline:
        if word.root in capitals or (word.capital and word.root in names):
            capitals[word.root] = capitals.get(word.root, 0) + _IN_HEADLINE
    is_english = len(read) < _SHORT or sum(word.root in _ENGLISH for word in read) >= _LEAST_ENGLISH * len(read)
    places, everywhere = _places(), _everywhere()
    proper = [word for word in capitals if word not in places and len(word) > 1]
    proper.sort(key=lambda word: -capitals[word])  # stable: what comes first goes first
    kept = frozenset(proper)
    told: dict[str, None] = {}
    for word in (*headline, *under, *lede):
        found = word.root
        if is_english and not (
            word.small or found in kept or found in everywhere or len(found) < 3 or found[0].isdigit()
        ):
            told[found] = None
    return Opening(
        tuple(proper[:_PROPER]),
        tuple(told)[:_TOLD],
        events_in(
            ()
            if not is_english
            else (
                (_happens(headline, kept), _HEADLINE),
                (_happens(under, kept), _DEK),
                (_happens([word for word in lede if word.at < _FIRST], kept), _LEDE),
                (_happens([word for word in lede if word.at >= _FIRST], kept), _REST),
            )
        ),
    )


def _words(text: str) -> Iterator[_Word]:
    plain, end, before = text.isascii(), 0, ""
    last: _Word | None = None
    for match in _TOKEN.finditer(text):
        written = match[0]
        gap = text[end : match.start()]
        starts = not end or not _ENDS.isdisjoint(gap)
        if starts and gap == ". " and (len(before) == 1 or before.lower() in _INITIALS):
            starts = False
        stem, capital, small = _form(written, plain)
        found = _Word(stem, capital, starts, match.start(), small)
        if last is not None:
            if last.starts and capital and gap == " " and last.capital and not _is_known(last.root):
                last.starts = False  # "Ada Quill" at the beginning of a sentence
            yield last
        last, end, before = found, match.end(), written
    if last is not None:
        yield last


@lru_cache(16_384)  # texts are made of the same words
def _form(written: str, plain: bool) -> tuple[str, bool, bool]:
    """Return the stem of a word, whether it begins with a capital as names do, and whether it is a small word."""
    lower = written.lower().replace("'", "") if plain else normalize(written)
    return root(lower), written[0].isupper() and not (len(written) <= 3 and written.isupper()), is_small(lower)


def _happens(words: list[_Word], names: Collection[str]) -> list[str]:
    return [_NO_NAME if word.capital and word.root in names else word.root for word in words]


def _is_known(word: str) -> bool:
    return word in _everywhere() or word in _often() or word in _places()


def weight_of(word: str) -> float:
    """Return how much it tells that two texts have a stem, from 0 to 1."""
    if word in _everywhere():
        return 0.0
    return 0.45 if word in _often() or word in _places() else 1.0


def common_weights() -> dict[str, float]:
    """Return the stems that tell less than others, and how much."""
    return dict.fromkeys(_often() | _places(), 0.45) | dict.fromkeys(_everywhere(), 0.0)


@cache
def _everywhere() -> frozenset[str]:
    return frozenset(map(root, EVERYWHERE))


@cache
def _often() -> frozenset[str]:
    return frozenset(map(root, OFTEN)) - _everywhere()


@cache
def _places() -> frozenset[str]:
    return frozenset(map(root, PLACES))
