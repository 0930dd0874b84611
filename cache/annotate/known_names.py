"""Names the library has learned: found again in plain text by a set look-up, with the user's corrections obeyed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import ClassVar

from pullquote.cache.core.article import EntityType
from pullquote.cache.core.names import name_key
from pullquote.cache.core.results import KnownEntity


class KnownEntities:
    """A set of learned names with look-up by ``name_key``.

    ``aka`` leads to the name it belongs to. Names fixed by the user win over learned ones, then the name seen
    in more articles. Hidden names are found too, so that ``annotate`` can leave them out.
    """

    EMPTY: ClassVar[KnownEntities]

    __slots__ = ("_by_key", "_first_words", "longest")

    def __init__(self, names: Iterable[KnownEntity] = ()) -> None:
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
        return bool(self._by_key)

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


KnownEntities.EMPTY = KnownEntities()
