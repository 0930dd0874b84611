"""What the library already knows, applied to one article: its names found in plain text, corrections obeyed."""

from __future__ import annotations

from collections import Counter

from pullquote.cache.annotate.acts import GROUP, OrganizationMention
from pullquote.cache.annotate.entities import ACCEPT, Candidates
from pullquote.cache.annotate.known_names import KnownEntities
from pullquote.cache.annotate.text.document_text import SOME, DocumentText, Place, gender_of
from pullquote.cache.annotate.text.tokens import Segment, Token
from pullquote.cache.annotate.text.vocabulary import FUNCTION_WORDS, HONORIFICS, PLACES, ROLE_NOUNS, SMALL_WORDS
from pullquote.cache.annotate.works.readings import Readings
from pullquote.cache.core.article import SCREEN_TYPES, WORK_TYPES, EntityType, types_beside
from pullquote.cache.core.names import name_key
from pullquote.cache.core.results import KnownEntity

KNOWN = "known name"
LISTED = "listed name"
"""Evidence for a name of a list that was handed over."""
_LEARNED = 0.6
"""Weight of a name that other articles taught, and of a listed one that is no title."""
_TELLING, _UNTELLING, _AMONG_OTHERS = 0.45, 0.2, 0.1
"""Weights of a listed title: one of two words and more, others, and what those gain that stand beside another."""
_LONG_TITLE = 0.55
_LISTED_TYPE, _LISTED_OTHER = 0.5, 1.5
"""What a list's type counts: little for films and shows, since many have one title; enough for what is off screen."""
_MARKED = 3
"""Titles in italics that show that an article marks its titles."""
_LONGEST = 12
"""Words of the longest name that is looked for."""
_SURE = 2
"""Articles a name of one word must have been seen in before it is believed on sight."""


class KnownInText:
    """The library's names that stand in this article, by place."""

    def __init__(self, document_text: DocumentText) -> None:
        self._document_text = document_text
        self.known = document_text.known
        self.about_works = document_text.about_screens >= SOME
        self.found: list[tuple[Place, str, KnownEntity]] = []
        self.listed: list[tuple[Place, str, KnownEntity, bool]] = []
        if self.known:
            for number in range(len(document_text.segments)):
                self._read(document_text, number)

    def _read(self, document_text: DocumentText, number: int) -> None:
        segment = document_text.segments[number]
        words = segment.tokens
        after = 0
        for i in segment.beginnings:
            if i >= after:
                after = self._at(document_text, number, words, i)

    def _at(self, document_text: DocumentText, number: int, words: list[Token], i: int) -> int:
        word = words[i]
        shortest = _words_needed(word, document_text.segments[number])
        if not shortest:
            return self._listed_at(document_text, number, words, i) if word.capital else i
        begin = i + 1 if word.lower in ("the", "a", "an") and i + 1 < len(words) and words[i + 1].joined else i
        reach = self.known.reach(words[begin].text)
        for size in range(min(reach + 2, len(words) - begin), shortest - 1, -1):
            last = begin + size
            segment = document_text.segments[number]
            surface = segment.text[words[begin].start : words[last - 1].end]
            name = self.known.find(surface)
            if name is None or not words[last - 1].text[0].isalnum():
                continue
            if size == 1 and not self._sure(document_text, segment, begin, name):
                continue
            self.found.append((Place(number, i, last), surface, name))
            return last
        return self._listed_at(document_text, number, words, i)

    def _listed_at(self, document_text: DocumentText, number: int, words: list[Token], i: int) -> int:
        """Note the longest name of a handed-over list that stands at a word; return its end, or ``i``."""
        segment = document_text.segments[number]
        begin = i + 1 if words[i].lower in ("the", "a", "an") and i + 1 < len(words) and words[i + 1].joined else i
        longest, most = begin, min(begin + _LONGEST, len(words))
        while longest < most and self.known.may_begin(segment.text[words[begin].start : words[longest].end]):
            longest += 1
        for last in range(longest, begin, -1):
            surface = segment.text[words[begin].start : words[last - 1].end]
            if _is_written_as_name(words[begin:last]) and (names := self.known.listed(surface)):
                place = Place(number, i if begin > i and words[i].capital else begin, last)
                self.listed += [
                    (place, surface, name, _is_telling(document_text, place, begin, name, names)) for name in names
                ]
                return last
        return i

    @staticmethod
    def _sure(document_text: DocumentText, segment: Segment, i: int, name: KnownEntity) -> bool:
        """Return whether a name of one word is meant, and not the word."""
        words, headline = segment.tokens, segment.headline
        word = words[i]
        if len(word.text) < 2 or (document_text.is_word(word.lower) and (word.first or headline or not name.fixed)):
            return False
        if word.joined and i and words[i - 1].capital and not words[i - 1].possessive and not words[i - 1].first:
            return False
        after = words[i + 1] if i + 1 < len(words) else None
        if after is not None and after.joined and after.capital and not word.possessive and not headline:
            return False
        if name.fixed:
            return True
        # Another article's "Tom" is not this one's; and a word behind a colon is the second half of a title.
        strange = name.type == "character" and (gender_of(word.lower) is not None or segment.gap(i) == ": ")
        return name.articles >= _SURE and not strange

    def add_works(self, candidates: Candidates, readings: Readings) -> None:
        """Add the known titles that stand here, and the longer ones that begin with one: "Low Tide: Second Wave"."""
        for place, surface, name in self.found:
            if name.type in WORK_TYPES and not name.hidden:
                longer = Place(place.segment, *readings.whole(place.segment, place.first, place.last))
                if not name.fixed and longer.first == place.first and longer.last > place.last:
                    candidates.add(self._document_text.text(longer), KNOWN, ACCEPT, longer).point(name.type, 0.5)
                    continue
                title = surface if name_key(surface) != name_key(name.name) else name.name
                weight = _LEARNED if name.fixed or not _is_place(surface) else _UNTELLING
                candidate = candidates.add(title, KNOWN, weight, place)
                candidate.add_spelling(surface)
                candidate.point(name.type, 50.0 if name.fixed else 0.5)
        self._add_listed_works(candidates)

    def _add_listed_works(self, candidates: Candidates) -> None:
        """Add the titles of handed-over lists.

        Where an article marks its titles, what is unmarked seldom is one; where it is about other things than works,
        only a long title is.
        """
        marked = sum(1 for candidate in candidates if "italics" in candidate.evidence)
        works = [one for one in self.listed if one[2].type in WORK_TYPES]
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

    def add_named(self, candidates: Candidates, type_: EntityType) -> None:
        """Add the known people or characters that stand here under their full names."""
        for place, surface, name in self.found:
            if name.type == type_ and not name.hidden and (" " in surface or name.name == surface):
                candidates.add(surface, KNOWN, _LEARNED, place)
        for place, surface, name, telling in self.listed:
            if name.type == type_ and telling:
                candidates.add(surface, LISTED, _LEARNED, place)

    def organizations(self, found: list[OrganizationMention]) -> list[OrganizationMention]:
        """Return the places of known organizations and groups that are not found yet."""
        held = {(f.place.segment, i) for f in found for i in range(f.place.first, f.place.last)}
        known = [(place, name, KNOWN) for place, _, name in self.found]
        known += [(place, name, LISTED) for place, _, name, telling in self.listed if telling]
        return [
            OrganizationMention(place, name.name, GROUP if name.type == "group" else "company", evidence)
            for place, name, evidence in known
            if name.type in ("organization", "group")
            and not any((place.segment, i) in held for i in range(place.first, place.last))
        ]

    def places_of(self, *types: EntityType) -> list[Place]:
        """Return the places of known names of these types."""
        places = [place for place, _, name in self.found if name.type in types]
        return places + [place for place, _, name, telling in self.listed if telling and name.type in types]


def _is_written_as_name(words: list[Token]) -> bool:
    """Return whether each of the words has a capital or is a number, but for small words between."""
    ends = (words[0], words[-1])
    return all(word.capital or word.text[0].isdecimal() for word in ends) and all(
        word.capital or word.text[0].isdecimal() or word.lower in SMALL_WORDS for word in words
    )


def _is_telling(
    document_text: DocumentText, place: Place, begin: int, name: KnownEntity, names: list[KnownEntity]
) -> bool:
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


def _is_place(surface: str) -> bool:
    """Return whether a name is that of a place, as a title may be: "New York" taught by a film is seldom the film."""
    return all(word.lower() in PLACES for word in surface.split())


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


def _words_needed(word: Token, segment: Segment) -> int:
    """Return how many words a name needs that begins with ``word``; 0 where none can begin with it."""
    if not (word.capital or word.text[0].isdecimal()):
        return 0
    if word.lower not in FUNCTION_WORDS or word.lower == "the":
        return 1
    # "AT and T" begins with a word like "at"; in a headline, capitals do not tell the two apart.
    return 2 if len(word.text) > 1 and word.text.isupper() and not segment.headline else 0


def apply_corrections(known: KnownEntities, name: str, type_: EntityType) -> tuple[str, EntityType] | None:
    """Return the name and type an entity has in the library, or ``None`` when the user hid it.

    The user's correction decides the type; an "also known as" folds into its name.
    """
    own = known.find_typed(name, (type_,))
    best = known.find(name)
    if best is not None and best.fixed and (own is None or not own.fixed):
        own = best
    if own is None:
        own = known.find_typed(name, types_beside(type_))
        if own is not None and not own.hidden and not own.fixed:
            return own.name, type_
    if own is None:
        return name, type_
    if own.hidden:
        return None
    return own.name, own.type if own.fixed else type_
