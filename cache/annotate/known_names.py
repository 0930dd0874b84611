"""Names the library knows: found again in plain text by look-up, with the user's corrections obeyed.

Those it has learned are in a dictionary. Lists that were handed over may be long; they stay the sorted lines they are
kept as (``core.names.lists``), are parted when they are first asked, and are searched by bisection. The index of a
catalogue is longer still and stays in its file (``core.names.index``).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from copy import copy
from functools import cached_property
from typing import ClassVar

from msgspec import Struct
from msgspec.structs import replace

from pullquote.cache.core.article import EntityType
from pullquote.cache.core.names import name_key, normalize
from pullquote.cache.core.names.index import NameIndex
from pullquote.cache.core.names.lists import ListedName, name_of
from pullquote.cache.core.results import KnownEntity

_WORD = r"[^\W_][\w'’.&+-]*"


class Listed(Struct, frozen=True):
    """A name of a list that was handed over, with what the list says of it (``core.names.lists.ListedName``).

    ``indexed``: it is of a catalogue's index, which has so many that ordinary words are among them.
    """

    name: str
    type: EntityType
    years: str = ""
    network: str = ""
    language: str = ""
    kind: str = ""
    indexed: bool = False


class KnownEntities:
    """A set of learned names with look-up by ``name_key``.

    ``aka`` leads to the name it belongs to. Names fixed by the user win over learned ones, then the name seen
    in more articles. Hidden names are found too, so that ``annotate`` can leave them out. Names ``of`` works are found
    by what ``within`` returns only.
    """

    EMPTY: ClassVar[KnownEntities]

    def __init__(
        self, names: Iterable[KnownEntity] = (), lists: Iterable[str] = (), index: NameIndex | None = None
    ) -> None:
        self._listed = tuple(lists)
        self._index = index
        self._by_key: dict[str, list[KnownEntity]] = {}
        self._first_words: dict[str, int] = {}
        self.longest = 0
        self._casts: dict[str, list[KnownEntity]] = {}
        self._titles: dict[str, int] = {}
        self._add(names)

    def _add(self, names: Iterable[KnownEntity]) -> None:
        touched: set[str] = set()
        for name in names:
            for title in name.of:
                key = name_key(title)
                self._casts.setdefault(key, []).append(name)
                first = key.partition(" ")[0]
                self._titles[first] = max(self._titles.get(first, 0), key.count(" ") + 1)
            if name.of:
                continue
            for surface in (name.name, *name.aka):
                key = name_key(surface)
                touched.add(key)
                kept = self._by_key.setdefault(key, [])
                if name not in kept:
                    kept.append(name)
                words = key.split()
                if words:
                    self._first_words[words[0]] = max(self._first_words.get(words[0], 0), len(words))
                    self.longest = max(self.longest, len(words))
        for key in touched:
            self._by_key[key].sort(key=lambda k: (not k.fixed, not k.hidden, -k.articles, k.name))

    def within(self, texts: Iterable[str]) -> KnownEntities:
        """Return these names, and beside them those that belong to works which ``texts`` name."""
        if not self._casts:
            return self
        titles = dict.fromkeys(title for text in texts for title in self._titles_in(text))
        more = [replace(name, of=()) for title in titles for name in self._casts[title]]
        if not more:
            return self
        if self._listed:
            _ = self._lines  # parted once, and not for each article
        both = copy(self)
        both._casts, both._titles = {}, {}
        both._by_key, both._first_words = dict(self._by_key), dict(self._first_words)
        for name in more:
            for surface in (name.name, *name.aka):
                both._by_key[name_key(surface)] = [*self._by_key.get(name_key(surface), ())]
        both._add(more)
        return both

    def _titles_in(self, text: str) -> Iterator[str]:
        """Yield the titles of works with a cast that stand in a text, each begun by a capital or a figure."""
        words = list(re.finditer(_WORD, text))
        for at, word in enumerate(words):
            longest = self._titles.get(normalize(word[0]), 0) if not word[0][0].islower() else 0
            for last in range(min(at + longest, len(words)), at, -1):
                key = name_key(text[word.start() : words[last - 1].end()])
                if key in self._casts:
                    yield key

    def __bool__(self) -> bool:
        return bool(self._by_key or self._listed or self._index)

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_key)

    def find(self, surface: str) -> KnownEntity | None:
        """Return the best known name for a surface, or ``None``."""
        found = self._by_key.get(name_key(surface))
        return found[0] if found else None

    def find_typed(self, surface: str, types: Iterable[EntityType]) -> KnownEntity | None:
        """Return the best known name of one of ``types`` for a surface, or ``None``."""
        wanted = tuple(types)
        return next((k for k in self._by_key.get(name_key(surface), ()) if k.type in wanted), None)

    def reach(self, word: str) -> int:
        """Return how many words the key of the longest known name has that may begin with ``word``, or 0."""
        return self._first_words.get(name_key(word).partition(" ")[0], 0)

    @cached_property
    def _lines(self) -> list[list[str]]:
        return [lines.split("\n") for lines in self._listed if lines]

    def listed(self, surface: str, *, indexed: bool = True) -> list[Listed]:
        """Return the names of handed-over lists, and of the index if ``indexed``, that are written so, of any type."""
        key = name_key(surface)
        start = key + "\t"
        found: dict[Listed, None] = {}
        for lines in self._lines:
            at = bisect_left(lines, start)
            while at < len(lines) and lines[at].startswith(start):
                if one := name_of(lines[at]):
                    found.setdefault(_listed(one))
                at += 1
        for one in self._index.find(key) if self._index and indexed else ():
            found.setdefault(_listed(one, indexed=True))
        return list(found)

    def may_begin(self, words: str) -> bool:
        """Return whether a name of a handed-over list may begin with these words, or be these words."""
        start = words.lower() if words.isascii() and words.isalpha() else name_key(words)  # fast for one word
        if self._index and self._index.may_begin(start):
            return True
        for lines in self._lines:
            at = bisect_left(lines, start)
            if at < len(lines) and lines[at].startswith((start + " ", start + "\t")):
                return True
        return False

    def is_ordinary(self, word: str) -> bool:
        """Return whether many titles of the index have this word."""
        return bool(self._index and self._index.is_ordinary(name_key(word)))


def _listed(one: ListedName, *, indexed: bool = False) -> Listed:
    return Listed(one.name, one.type, one.years, one.network, one.language, one.kind, indexed)


KnownEntities.EMPTY = KnownEntities()
