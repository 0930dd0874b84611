"""What headline, dek and beginning of an article say: words of names, the other words, what happens.

Pure. Names are told by their capitals, not by what is known of them: an article that calls somebody by the surname
alone, or a show by half its title, shares that word with one that does not.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from msgspec import Struct

from pullquote.cache.core.names import normalize
from pullquote.cache.core.stories.common_words import EVERYWHERE, OFTEN, PLACES
from pullquote.cache.core.stories.events import events_in
from pullquote.cache.core.stories.headline_words import is_small
from pullquote.cache.core.stories.languages import ENGLISH, language, language_of
from pullquote.cache.core.stories.roots import root

_READ, _FIRST = 1_600, 360
"""Characters of a text that are read, and how many of them tell what happens."""
_TOLD, _PROPER = 72, 24
"""How many words are kept that are of no name, and how many that are."""
_TOKEN = re.compile(r"([^\W_]+(?:[’'][^\W_]+)*)")
_ENDS = frozenset('.!?…:;“”"(\n‘•')
"""What a sentence, or a quotation in it, begins after: a capital there tells nothing."""
_INITIALS = frozenset("mr mrs ms dr st jr sr lt vs prof rev".split())
_LEAST_CAPITALS = 0.55
"""Of so many words of a headline with capitals all have them, and a capital tells no name."""
_HEADLINE, _DEK, _LEDE, _REST = 3.0, 1.5, 1.5, 0.5
"""What a word counts that tells what happens, by where it stands."""
_IN_HEADLINE = 3
_TELLS_LANGUAGE = 700
"""Characters of a text that tell its language."""
_TITLE = 6
"""Words of a title between quotation marks, at most."""
_OPENS = {"«": "»", "„": "“”", "‚": "‘’", "»": "«", "“": "”", '"': '"', "‘": "’", "'": "'", "”": "”"}
"""What opens the title of a work, with what closes it."""
_NO_NAME = "_"


class Opening(Struct, frozen=True):
    """Words by their stems: those of names, the one that matters most first; the others; what happens.

    ``given`` are those of names that stand before another of the same: first names, the first word of a title.
    """

    proper: tuple[str, ...]
    given: tuple[str, ...]
    told: tuple[str, ...]
    events: tuple[tuple[str, int], ...]


class _Word(NamedTuple):
    """A word as it is written anywhere: its stem, whether it begins as names do, whether it is a small one.

    ``tells``: it may tell what a text is about, if it is of no name.
    """

    root: str
    capital: bool
    small: bool
    tells: bool


class _Words:
    """The words of a text, in order."""

    def __init__(self, text: str, code: str) -> None:
        self._parts = _TOKEN.split(text)
        self._written = self._parts[1::2]
        self._code = code
        plain = text.isascii()
        self.all = [_form(written, plain, code) for written in self._written]
        self.roots = [word.root for word in self.all]
        if language(code) is not None:
            for at in self._titles():
                self.all[at] = self.all[at]._replace(capital=True)

    def names(self, known: Collection[str]) -> Iterator[str]:
        """Yield the stems of what may be of names: words with a capital, those where all have one if ``known``."""
        titles = self._titles() if language(self._code) is not None else ()
        for at, (found, capital, small, _) in enumerate(self.all):
            if not capital or small:
                continue
            if found in known or at in titles or not (self._starts(at) or (self._code == "de" and self._is_noun(at))):
                yield found

    def _is_noun(self, at: int) -> bool:
        """Return whether a German word with a capital may be any noun: names mostly are of two words."""
        for near, gap in ((at - 1, at), (at + 1, at + 1)):
            if 0 <= near < len(self.all) and self._parts[2 * gap] == " ":
                word = self.all[near]
                if word.capital and not word.small and word.tells and self.all[at].tells:
                    return False
        return True

    def _titles(self) -> frozenset[int]:
        """Return which words stand in short quotations that begin as titles do; the others there have small letters."""
        found: set[int] = set()
        for at, word in enumerate(self.all):
            gap = self._parts[2 * at]
            if not word.capital or not gap or (closes := _OPENS.get(gap.rstrip(" \xa0\u202f")[-1:])) is None:
                continue
            for end in range(at, min(at + _TITLE, len(self.all))):
                after = self._parts[2 * end + 2]
                if after.strip()[:1] and after.strip()[0] in closes:
                    found.update(range(at, end + 1))
                    break
                if not _ENDS.isdisjoint(after):
                    break
        return frozenset(found)

    def given(self, names: Collection[str]) -> Iterator[str]:
        """Yield those of the stems ``names`` after which another stands as one name."""
        before: _Word | None = None
        for at, word in enumerate(self.all):
            if not (word.capital and word.root in names):
                before = None
                continue
            if before and before.root != word.root and self._parts[2 * at] == " " and not _is_known(word.root):
                yield before.root
            before = word

    def happens(self, names: Collection[str]) -> list[str]:
        """Return the stems, with a sign in the place of each word of ``names``."""
        return [_NO_NAME if capital and found in names else found for found, capital, _, _ in self.all]

    def before(self, place: int) -> int:
        """Return how many words begin before a place in the text."""
        at = 0
        for count, part in enumerate(self._parts):
            at += len(part)
            if at >= place:
                return count // 2 + (count % 2)
        return len(self.all)

    def _starts(self, at: int) -> bool:
        """Return whether a word stands where every word has a capital: where a sentence or a quotation begins."""
        gap, before = self._parts[2 * at], self._written[at - 1] if at else ""
        if at and _ENDS.isdisjoint(gap):
            return False
        if gap == ". " and (len(before) == 1 or before.lower() in _INITIALS):
            return False
        # "Ada Quill" at the beginning of a sentence is a name
        named = at + 1 < len(self.all) and self.all[at + 1].capital and self._parts[2 * at + 2] == " "
        return not named or _is_known(self.roots[at])


def language_in(title: str, dek: str, text: str, stated: str) -> str:
    """Return the code of the language an article is in, empty where none is known; ``stated`` is what it says."""
    words = _TOKEN.findall(f"{title} . {dek} . {text[:_TELLS_LANGUAGE]}")
    return language_of([_lower(word, word.isascii()) for word in words], stated)


def read_opening(title: str, dek: str, text: str, names: Collection[str], code: str = ENGLISH) -> Opening:
    """Return what an article says in its opening; ``names`` are stems of words that are known to be of names.

    ``code`` is its language (``language_in``): where that is not known no word is read but those of names.
    """
    headline, under, lede = (_Words(part, code) for part in (title, dek, text[:_READ]))
    tongue = language(code)
    capitals: dict[str, int] = {}
    free = [word.capital for word in headline.all if not word.small]
    told_apart = tongue is not None or sum(free) < _LEAST_CAPITALS * len(free)  # a headline in sentence case
    read = (headline, under, lede) if told_apart else (under, lede)
    for part in read:
        for word in part.names(names):
            capitals[word] = capitals.get(word, 0) + 1
    for found, capital, _, _ in headline.all:
        if found in capitals or (capital and found in names):
            capitals[found] = capitals.get(found, 0) + _IN_HEADLINE
    no_names = _places() if tongue is None else _places() | tongue.common
    proper = [word for word in capitals if word not in no_names and len(word) > 1]
    proper.sort(key=lambda word: -capitals[word])  # stable: what comes first goes first
    kept = frozenset(proper)
    given = tuple(dict.fromkeys(found for part in (headline, under, lede) for found in part.given(kept)))
    if not code:
        return Opening(tuple(proper[:_PROPER]), given, (), ())
    told = dict.fromkeys(
        found for part in (headline, under, lede) for found, _, _, tells in part.all if tells and found not in kept
    )
    happens, first = lede.happens(kept), lede.before(_FIRST)
    return Opening(
        tuple(proper[:_PROPER]),
        given,
        tuple(told)[:_TOLD],
        events_in(
            (
                (headline.happens(kept), _HEADLINE),
                (under.happens(kept), _DEK),
                (happens[:first], _LEDE),
                (happens[first:], _REST),
            ),
            code,
        ),
    )


@lru_cache(16_384)  # texts are made of the same words
def _form(written: str, plain: bool, code: str) -> _Word:
    lower, tongue = _lower(written, plain), language(code)
    found = root(lower) if tongue is None else tongue.root(lower)
    small = is_small(lower) if tongue is None else lower in tongue.small
    capital = written[0].isupper() and not (len(written) <= 3 and written.isupper())
    common = _everywhere() if tongue is None else tongue.common
    tells = not (small or found in common or len(found) < 3 or found[0].isdigit())
    return _Word(found, capital, small, tells)


def _lower(written: str, plain: bool) -> str:
    return written.lower().replace("'", "") if plain else normalize(written)


def _is_known(word: str) -> bool:
    return word in _everywhere() or word in _often() or word in _places()


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
