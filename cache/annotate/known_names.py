"""Names the library knows: found again in plain text by look-up, with the user's corrections obeyed.

Those it has learned are in a dictionary. Lists that were handed over may be long; they stay the sorted lines they are
kept as (``core.name_lists``), are parted when they are first asked, and are searched by bisection.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import ClassVar

from msgspec import convert

from pullquote.cache.core.article import EntityType
from pullquote.cache.core.names import name_key
from pullquote.cache.core.results import KnownEntity


class KnownEntities:
    """A set of learned names with look-up by ``name_key``.

    ``aka`` leads to the name it belongs to. Names fixed by the user win over learned ones, then the name seen
    in more articles. Hidden names are found too, so that ``annotate`` can leave them out.
    """

    EMPTY: ClassVar[KnownEntities]

    def __init__(self, names: Iterable[KnownEntity] = (), lists: Iterable[str] = ()) -> None:
        self._listed = tuple(lists)
        self._by_key: dict[str, list[KnownEntity]] = {}
        self._first_words: dict[str, int] = {}
        self.longest = 0
        for name in names:
            for surface in (name.name, *name.aka):
                key = name_key(surface)
                kept = self._by_key.setdefault(key, [])
                if name not in kept:
                    kept.append(name)
                words = key.split()
                if words:
                    self._first_words[words[0]] = max(self._first_words.get(words[0], 0), len(words))
                    self.longest = max(self.longest, len(words))
        for kept in self._by_key.values():
            kept.sort(key=lambda k: (not k.fixed, not k.hidden, -k.articles, k.name))

    def __bool__(self) -> bool:
        return bool(self._by_key or self._listed)

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

    def listed(self, surface: str) -> list[KnownEntity]:
        """Return the names of handed-over lists that are written so, of any type."""
        start = name_key(surface) + "\t"
        found: dict[tuple[str, str], KnownEntity] = {}
        for lines in self._lines:
            at = bisect_left(lines, start)
            while at < len(lines) and lines[at].startswith(start):
                _, kind, name, _ = lines[at].split("\t")
                found.setdefault((name, kind), convert({"name": name, "type": kind}, KnownEntity))
                at += 1
        return list(found.values())

    def may_begin(self, words: str) -> bool:
        """Return whether a name of a handed-over list begins with these words, or is these words."""
        start = name_key(words)
        for lines in self._lines:
            at = bisect_left(lines, start)
            if at < len(lines) and lines[at].startswith((start + " ", start + "\t")):
                return True
        return False


KnownEntities.EMPTY = KnownEntities()
