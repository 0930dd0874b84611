"""Names of handed-over lists, and of a catalogue's index, that stand in an article."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from pullquote.cache.annotate.entities import Candidates
from pullquote.cache.annotate.known_names import Listed
from pullquote.cache.annotate.text.document_text import SOME, DocumentText, Place, gender_of
from pullquote.cache.annotate.text.tokens import Segment, Token
from pullquote.cache.annotate.text.vocabulary import FUNCTION_WORDS, HONORIFICS, PLACES, ROLE_NOUNS, SMALL_WORDS
from pullquote.cache.core.article import SCREEN_TYPES, WORK_TYPES, EntityType

LISTED = "listed name"
"""Evidence for a name of a list that was handed over."""
_TELLING, _UNTELLING, _AMONG_OTHERS = 0.45, 0.2, 0.1
"""Weights of a listed title: one of two words and more, others, and what those gain that stand beside another."""
_LONG_TITLE = 0.55
_LISTED_TYPE, _LISTED_OTHER = 0.5, 1.5
"""What a list's type counts: little for films and shows, since many have one title; enough for what is off screen."""
_MARKED = 3
"""Titles in italics that show that an article marks its titles."""
_LONGEST = 12
"""Words of the longest name that is looked for."""


class ListedInText:
    """The names of lists that stand in this article, by place; ``look_at`` finds them."""

    def __init__(self, document_text: DocumentText) -> None:
        self._document_text = document_text
        self._known = document_text.known
        self.about_works = document_text.about_screens >= SOME
        self.found: list[tuple[Place, str, Listed, bool]] = []

    def look_at(self, number: int, i: int) -> int:
        """Note the longest name of a handed-over list that stands at a word; return its end, or ``i``."""
        document_text = self._document_text
        segment = document_text.segments[number]
        words = segment.tokens
        begin = i + 1 if words[i].lower in ("the", "a", "an") and i + 1 < len(words) and words[i + 1].joined else i
        longest, most = begin, min(begin + _LONGEST, len(words))
        while longest < most and self._known.may_begin(segment.text[words[begin].start : words[longest].end]):
            longest += 1
        for last in range(longest, begin, -1):
            surface = segment.text[words[begin].start : words[last - 1].end]
            if _is_written_as_name(words[begin:last]) and (names := self._known.listed(surface)):
                place = Place(number, i if begin > i and words[i].capital else begin, last)
                self.found += [
                    (place, surface, name, _is_telling(document_text, place, begin, name, names)) for name in names
                ]
                return last
        return i

    def add_works(self, candidates: Candidates) -> None:
        """Add the titles of handed-over lists.

        Where an article marks its titles, what is unmarked seldom is one; where it is about other things than works,
        only a long title is.
        """
        marked = sum(1 for candidate in candidates if "italics" in candidate.evidence)
        works = [one for one in self.found if one[2].type in WORK_TYPES]
        each = Counter(place.segment for place in {place for place, *_ in works})
        for place, surface, name, telling in works:
            long = telling and len([word for word in surface.split() if word.lower() not in SMALL_WORDS]) > 2
            if not long and not self.about_works:
                continue
            weight = _UNTELLING
            if telling and marked < _MARKED:
                weight = _LONG_TITLE if long else _TELLING
                weight += _AMONG_OTHERS if each[place.segment] > 1 else 0.0
            candidate = candidates.add(surface, LISTED, weight, place)
            candidate.point(name.type, _LISTED_TYPE if name.type in SCREEN_TYPES else _LISTED_OTHER)

    def telling(self, *types: EntityType) -> Iterator[tuple[Place, str, Listed]]:
        """Yield the names of these types that are meant without any other sign: place, words, name."""
        for place, surface, name, telling in self.found:
            if telling and name.type in types:
                yield place, surface, name


def _is_written_as_name(words: list[Token]) -> bool:
    """Return whether each of the words has a capital or is a number, but for small words between."""
    ends = (words[0], words[-1])
    return all(word.capital or word.text[0].isdecimal() for word in ends) and all(
        word.capital or word.text[0].isdecimal() or word.lower in SMALL_WORDS for word in words
    )


def _is_telling(document_text: DocumentText, place: Place, begin: int, name: Listed, names: list[Listed]) -> bool:
    """Return whether a name of a list is meant without any other sign, and not words that stand so anyway.

    A list has titles like "Broken" and "New York": one word, common words or places alone, and what somebody or some
    company is called as well, need a cue in the text.
    """
    segment = document_text.segments[place.segment]
    words = segment.tokens[begin : place.last]
    content = [word for word in words if word.lower not in SMALL_WORDS]
    if len(content) < 2 or _goes_on(segment, place):
        return False
    rare = [word for word in content if not document_text.is_word(word.lower) and word.lower not in PLACES]
    if name.type not in WORK_TYPES:
        return bool(rare)
    if any(other.type not in WORK_TYPES for other in names) or (len(words) == 2 and gender_of(words[0].lower)):
        return False
    if segment.headline or words[0].first:
        return len(content) > 2 and bool(rare)
    return bool(rare) or len(content) > 3


def _goes_on(segment: Segment, place: Place) -> bool:
    """Return whether a name is a part of a longer one: a capital stands right before or after it."""
    words = segment.tokens
    before = words[place.first - 1] if place.first and words[place.first].joined else None
    after = words[place.last] if place.last < len(words) and words[place.last].joined else None
    if segment.headline:
        return False
    return bool(
        (after and after.capital and not words[place.last - 1].possessive and after.lower not in FUNCTION_WORDS)
        or (
            before
            and before.capital
            and not before.possessive
            and not before.first
            and before.lower not in ROLE_NOUNS
            and before.lower not in HONORIFICS
        )
    )
