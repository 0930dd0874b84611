"""Patterns of many words, in any case, that are looked for in many texts. Pure.

Python tries every word of a long alternation at every place where case is ignored, but only those with the right
first letter where it is not. So the text is put in small letters once, and the patterns are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

_LETTER = re.compile(r"\\.|\?P|[A-Z]")


@lru_cache(256)  # each sentence is looked through for many patterns
def lowered(text: str) -> str:
    """Return a text in small letters, each character in its place."""
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(small if len(small := char.lower()) == 1 else char for char in text)


class Lexicon:
    """A pattern that is found in any case. What its matches hold is in small letters, at the places of the text."""

    __slots__ = ("_pattern",)

    def __init__(self, pattern: str) -> None:
        self._pattern = re.compile(_LETTER.sub(lambda at: at[0].lower() if at[0].isalpha() else at[0], pattern))

    def search(self, text: str) -> re.Match[str] | None:
        """Return the first match in a text."""
        return self._pattern.search(lowered(text))

    def match(self, text: str) -> re.Match[str] | None:
        """Return the match at the beginning of a text."""
        return self._pattern.match(lowered(text))

    def finditer(self, text: str, start: int = 0, end: int | None = None) -> Iterator[re.Match[str]]:
        """Yield the matches in a text, or between two places of it, in their order."""
        return self._pattern.finditer(lowered(text), start, len(text) if end is None else end)

    def blanked(self, text: str) -> str:
        """Return a text with blanks in the place of the matches."""
        kept, last = [], 0
        for found in self.finditer(text):
            kept += [text[last : found.start()], " " * (found.end() - found.start())]
            last = found.end()
        return "".join((*kept, text[last:])) if last else text
