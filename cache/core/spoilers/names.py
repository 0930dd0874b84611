"""Where names stand in a text: whole words, in any case but for names that are also plain words. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

_PLAIN_WORDS = frozenset(
    "you her him she he it we they us them lost friends dark house home silo girls boys love power mom dad "
    "succession heroes survivor black white red blue green life fire water earth money world family hunted taken "
    "up out run the a an in on at safe bones castle arrow flash luck big one two three ten yes no now "
    "then industry".split()
)
_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'", "“": '"', "”": '"', "\u00a0": " "})

_FOREIGN = re.compile(r"[^\x00-\x7f]")


@lru_cache(128)  # each part of an article is looked through for several names
def plain(text: str) -> str:
    """Return a text without accents and with plain quotation marks, each character in its place."""
    if text.isascii():
        return text
    text = text.translate(_APOSTROPHES)
    return text if text.isascii() else _FOREIGN.sub(_bare, text)


def _bare(found: re.Match[str]) -> str:
    return unicodedata.normalize("NFKD", found[0])[:1] or found[0]


class NameFinder:
    """Finds some ``names`` in texts."""

    def __init__(self, names: tuple[str, ...]) -> None:
        self.names = names
        patterns = [_pattern(name) for name in sorted(set(names), key=len, reverse=True)]
        self._pattern = re.compile("|".join(filter(None, patterns)) or r"(?!)")

    def search(self, text: str) -> bool:
        """Return whether a name stands in a text."""
        return self._pattern.search(plain(text)) is not None

    def first(self, text: str) -> int:
        """Return where the first name begins, -1 for none."""
        found = self._pattern.search(plain(text))
        return found.start() if found else -1

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Return where names stand."""
        return [match.span() for match in self._pattern.finditer(plain(text))]

    def blanked(self, text: str) -> str:
        """Return a text with blanks in the place of the names."""
        kept, last = [], 0
        for start, end in self.spans(text):
            kept += [text[last:start], " " * (end - start)]
            last = end
        return "".join((*kept, text[last:]))

    def found(self, text: str) -> Iterator[str]:
        """Yield the names that stand in a text, as they are written there."""
        return (match[0].casefold() for match in self._pattern.finditer(plain(text)))


@lru_cache(256)
def finder_of(names: tuple[str, ...]) -> NameFinder:
    """Return what finds these names."""
    return NameFinder(names)


def _pattern(name: str) -> str:
    found = re.findall(r"\w+", plain(name))[:16]
    if not found:
        return rf"(?<!\S){re.escape(plain(name.strip()))}(?!\S)" if name.strip() else ""
    joined = r"[\W_]{1,3}".join(map(re.escape, found))
    if len(found) == 1 and found[0].casefold() in _PLAIN_WORDS:
        word = found[0]
        return rf"(?<![\w])(?:{re.escape(word.capitalize())}|{re.escape(word.upper())})(?!\w)"
    shorter = (
        r"[\W_]{1,3}".join(map(re.escape, found[1:]))
        if len(found) > 2 and found[0].casefold() in ("the", "a", "an")
        else ""
    )
    either = f"{joined}|{shorter}" if shorter else joined
    return rf"(?i:(?<!\w)(?:{either})(?!\w))"
