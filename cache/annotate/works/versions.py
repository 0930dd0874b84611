"""What the words before a title say there is of it: it is sung, or a version of it is, or is for the screen."""

from __future__ import annotations

from collections.abc import Iterator

from pullquote.cache.annotate.text.tokens import Segment, Token
from pullquote.cache.core.article import EntityType

SINGING = frozenset("sing sings singing sang sung croons crooning belts belting covers".split())
_SUNG = frozenset("rendition lyrics chorus strains".split())
_PLAYED = _SUNG | frozenset("version performance cover copy notes recording".split())
"""What there is of songs, and of other works too."""
_SCREENED: dict[str, EntityType] = {
    **dict.fromkeys(
        "movie film cinematic cinema big-screen screen hollywood theatrical live-action animated feature-length "
        "feature celluloid bollywood".split(),
        "film",
    ),
    **dict.fromkeys("tv television series miniseries small-screen anime streaming televised".split(), "show"),
}
"""Words before "version of X", and what X is then; any other version is sung, played or read."""
_VERSIONS = frozenset("version versions adaptation adaptations remake take telling retelling treatment".split())


_MADE_OF = frozenset("based adapted inspired drawn taken".split())
_SOURCE_REACH = 14


def is_sung(words: list[Token], first: int, *, of_music: bool = True) -> bool:
    """Return whether a song is meant: "sings the Brands' X", "rendition of X", and "version of X" if ``of_music``."""
    if any(words[noun].lower in (_PLAYED if of_music else _SUNG) for noun in _nouns_before_of(words, first)):
        return screened_as(words, first) is None
    i = first - 1
    while i >= 0 and first - i < 6 and _is_maker(words[i]):
        i -= 1
    return i >= 0 and words[i].lower in SINGING


def by_author(words: list[Token], first: int) -> bool:
    """Return whether a book begins at ``first``: "author Jane Roe's X"."""
    i = first - 1
    if i < 1 or not words[i].possessive:
        return False
    while i >= 0 and first - i < 6 and words[i].capital:
        i -= 1
    return i >= 0 and words[i].lower in ("author", "novelist")


def opens_behind_source(segment: Segment, first: int) -> bool:
    """Return whether what a work is made of ends right before a title: "Adapted from Jane Roe's novel, X is"."""
    if segment.gap(first).strip("“\"‘'") != ", ":
        return False
    for i in range(first - 1, max(-1, first - _SOURCE_REACH), -1):
        if segment.tokens[i].first:
            return segment.lowers[i] in _MADE_OF
    return False


def screened_as(words: list[Token], first: int) -> EntityType | None:
    """Return what a title is of which there is a version for the screen: "the movie version of Jane Roe's X"."""
    for noun in _nouns_before_of(words, first):
        if noun and words[noun].lower in _VERSIONS:
            return _SCREENED.get(words[noun - 1].lower)
    return None


def _nouns_before_of(words: list[Token], first: int) -> Iterator[int]:
    """Yield the nouns that "of" leads from to a title, with at most the name of its maker between."""
    i = first - 1
    while i >= 0 and first - i < 6 and _is_maker(words[i]):
        if words[i].lower == "of" and i:
            yield i - 1
        i -= 1


def _is_maker(word: Token) -> bool:
    return word.capital or word.lower in ("the", "of", "by")
