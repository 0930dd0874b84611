"""Names the library has learned: found again in plain text by a set look-up, with the user's corrections obeyed."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import ClassVar

from pullquote.cache.core.article import EntityType
from pullquote.cache.core.results import KnownName


@lru_cache(maxsize=8192)
def fold(name: str) -> str:
    """Return the key names are compared by: no case, accents, curly marks, leading article or final punctuation."""
    text = unicodedata.normalize("NFKD", name)
    text = "".join(c for c in text if not unicodedata.combining(c)).casefold()
    text = " ".join(text.replace("’", "'").replace("‘", "'").replace("&", "and").split())
    text = text.rstrip(".,;:!?… ")
    for article in ("the ", "a ", "an "):
        if text.startswith(article) and len(text) > len(article) + 1:
            return text[len(article) :]
    return text or name.casefold()


class Known:
    """A set of learned names with look-up by folded name.

    ``aka`` leads to the name it belongs to. Names fixed by the user win over learned ones, then the name seen
    in more articles. Hidden names are found too, so that ``annotate`` can leave them out.
    """

    EMPTY: ClassVar[Known]

    __slots__ = ("_by_key", "_first_words", "longest")

    def __init__(self, names: Iterable[KnownName] = ()) -> None:
        self._by_key: dict[str, list[KnownName]] = {}
        self._first_words: dict[str, int] = {}
        self.longest = 0
        for name in names:
            for surface in (name.name, *name.aka):
                key = fold(surface)
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

    def find(self, surface: str) -> KnownName | None:
        """Return the best known name for a surface, or ``None``."""
        found = self._by_key.get(fold(surface))
        return found[0] if found else None

    def find_typed(self, surface: str, types: Iterable[EntityType]) -> KnownName | None:
        """Return the best known name of one of ``types`` for a surface, or ``None``."""
        wanted = tuple(types)
        return next((k for k in self._by_key.get(fold(surface), ()) if k.type in wanted), None)

    def reach(self, word: str) -> int:
        """Return how many words the longest known name beginning with ``word`` (folded) has, or 0."""
        return self._first_words.get(word, 0)


Known.EMPTY = Known()
