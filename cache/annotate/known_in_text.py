"""What the library already knows, applied to one article: its names found in plain text, corrections obeyed."""

from __future__ import annotations

from pullquote.cache.annotate.acts import GROUP, OrganizationMention
from pullquote.cache.annotate.entities import ACCEPT, Candidates
from pullquote.cache.annotate.known_names import KnownEntities
from pullquote.cache.annotate.listed_in_text import LISTED, ListedInText
from pullquote.cache.annotate.text.document_text import DocumentText, Place, gender_of, tokens_of
from pullquote.cache.annotate.text.tokens import Segment, Token
from pullquote.cache.annotate.text.vocabulary import FUNCTION_WORDS, PLACES
from pullquote.cache.annotate.works.readings import Readings
from pullquote.cache.core.article import WORK_TYPES, EntityType, types_beside
from pullquote.cache.core.names import name_key
from pullquote.cache.core.results import KnownEntity

KNOWN = "known name"
_LEARNED, _UNTELLING = 0.6, 0.2
"""Weights of a name that other articles taught, and of one of them that is a place as well."""
_SURE = 2
"""Articles a name of one word must have been seen in before it is believed on sight."""


class KnownInText:
    """The library's names that stand in this article, by place."""

    def __init__(self, document_text: DocumentText) -> None:
        self._document_text = document_text
        self.known = document_text.known
        self.found: list[tuple[Place, str, KnownEntity]] = []
        self.listed = ListedInText(document_text)
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
            return self.listed.look_at(number, i) if word.capital else i
        begin = i + 1 if word.lower in ("the", "a", "an") and i + 1 < len(words) and words[i + 1].joined else i
        reach = self.known.reach(words[begin].text)
        longest = min(reach + 2, len(words) - begin) if reach else 0
        for size in range(longest, shortest - 1, -1):
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
        return self.listed.look_at(number, i)

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
        self.listed.add_works(candidates)

    def add_named(self, candidates: Candidates, type_: EntityType) -> None:
        """Add the known people or characters that stand here under their full names."""
        for place, surface, name in self.found:
            if name.type == type_ and not name.hidden and (" " in surface or name.name == surface):
                candidates.add(surface, KNOWN, _LEARNED, place)
        for place, surface, _ in self.listed.telling(type_):
            candidates.add(surface, LISTED, _LEARNED, place)

    def organizations(self, found: list[OrganizationMention]) -> list[OrganizationMention]:
        """Return the places of known organizations and groups that are not found yet."""
        held = tokens_of(f.place for f in found)
        kinds: tuple[EntityType, ...] = ("organization", "group")
        known = [(place, name.name, name.type, KNOWN) for place, _, name in self.found if name.type in kinds]
        known += [(place, name.name, name.type, LISTED) for place, _, name in self.listed.telling(*kinds)]
        return [
            OrganizationMention(place, name, GROUP if type_ == "group" else "company", evidence)
            for place, name, type_, evidence in known
            if held.isdisjoint(tokens_of([place]))
        ]

    def places_of(self, *types: EntityType) -> list[Place]:
        """Return the places of known names of these types."""
        places = [place for place, _, name in self.found if name.type in types]
        return places + [place for place, _, _ in self.listed.telling(*types)]


def _is_place(surface: str) -> bool:
    """Return whether a name is that of a place, as a title may be: "New York" taught by a film is seldom the film."""
    return all(word.lower() in PLACES for word in surface.split())


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
