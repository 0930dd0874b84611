"""What is known of other languages than English: their small words, how words are cut, what tells what happens.

Pure, and general knowledge: nobody's name is here. A table a language (``de``, ``es``, ``fr``, ``it``, ``nl``, ``pl``,
``pt``, ``sv``); ``language_of`` tells which a text is in, ``Language`` what its words mean.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, cached_property
from types import ModuleType

from pullquote.cache.core.names import normalize
from pullquote.cache.core.stories.languages import de, es, fr, it, nl, pl, pt, sv
from pullquote.cache.core.stories.roots import root

ENGLISH = "en"
_TABLES: Mapping[str, ModuleType] = {"de": de, "es": es, "fr": fr, "it": it, "nl": nl, "pl": pl, "pt": pt, "sv": sv}
_ENGLISH_SMALL = frozenset(
    "the and of to for is on that with it was at by be he she has his her from they who but its after will this "
    "are were had not you we been into than their when which there about as an in a".split()
)
_LEAST, _SHORT = 0.085, 12
"""How many words of a text are small ones of its language, and how many words a text has that is too short to tell."""
_PLAINLY = 0.2
"""How many words of a text are small English ones that is English for certain."""
_LEAST_PREFIX = 2
_POLISH_ENDINGS = re.compile(r"(?:iego|iemu|owie|ami|ach|owi|ego|emu|iej|iem|ymi|imi|ym|im|em|om|ow|ej|[aeiouy])$")


class Language:
    """A language: ``small`` words, words that are ``common`` in news, the phrases that tell an event."""

    def __init__(self, code: str) -> None:
        """Read the table of a language by its code of two letters."""
        self.code = code
        self._table = _TABLES[code]
        self.small = frozenset(normalize(self._table.SMALL).split())
        self.common = frozenset(map(self.root, normalize(self._table.COMMON).split()))

    @cached_property
    def phrases(self) -> dict[str, tuple[str, ...]]:
        """Return what each phrase of roots tells."""
        found: dict[str, list[str]] = {}
        for event, phrases in self._table.EVENTS.items():
            for phrase in phrases.split():
                words = [normalize(word) for word in phrase.replace("*", "").split("_")]
                found.setdefault(" ".join(map(self.root, words)), []).append(event)
        return {phrase: tuple(events) for phrase, events in found.items()}

    @cached_property
    def _beginnings(self) -> tuple[frozenset[str], int]:
        """Return with what words begin that tell an event, and how long the longest is."""
        written = " ".join(self._table.EVENTS.values()).replace("_", " ").split()
        found = frozenset(normalize(word) for word in written if word.endswith("*"))
        return found, max(map(len, found))

    def root(self, word: str) -> str:
        """Return what is left of a comparable word: the beginning that tells an event, else all but its endings."""
        beginnings, longest = self._beginnings
        for length in range(min(len(word), longest), _LEAST_PREFIX, -1):
            if word[:length] in beginnings:
                return word[:length]
        if self.code == "pl" and len(word) > 3:
            return _POLISH_ENDINGS.sub("", word) if len(word) > 4 else word.rstrip("aeiouy") or word
        return root(word)

    @cached_property
    def _kinds(self) -> tuple[tuple[str, re.Pattern[str]], ...]:
        return tuple((kind, re.compile(rf"\b(?:{_comparable(words)})\b")) for kind, words in self._table.KINDS.items())

    def kind_of(self, title: str) -> str:
        """Return the kind of piece a headline in comparable words heads; empty for news."""
        return next((kind for kind, pattern in self._kinds if pattern.search(title)), "")


def _comparable(pattern: str) -> str:
    """Return a pattern with its letters as comparable text has them."""
    return re.sub(r"[^\W\d_]+", lambda match: normalize(match[0]), pattern)


@cache
def language(code: str) -> Language | None:
    """Return what is known of a language by its code; ``None`` for English and for those without a table."""
    return Language(code) if code in _TABLES else None


def language_of(words: Sequence[str], stated: str) -> str:
    """Return the code of the language that comparable words are in; empty where none of those known is.

    ``stated`` is what the article says of itself, which is asked where the words do not tell.
    """
    if sum(map(_ENGLISH_SMALL.__contains__, words)) >= _PLAINLY * len(words) > 0:
        return ENGLISH
    counts = {code: sum(map(small.__contains__, words)) for code, small in _small()}
    best = max(counts, key=lambda code: (counts[code], code == stated, code == ENGLISH))
    if counts[best] >= _LEAST * len(words) and counts[best]:
        return best
    if stated in counts:
        return stated
    return ENGLISH if len(words) < _SHORT else ""


@cache
def _small() -> Iterable[tuple[str, frozenset[str]]]:
    found = {code: frozenset(normalize(table.SMALL).split()) for code, table in _TABLES.items()}
    return ((ENGLISH, _ENGLISH_SMALL), *found.items())
