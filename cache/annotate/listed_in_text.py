"""Names of handed-over lists, and of a catalogue's index, that stand in an article.

A name that only its list knows is believed where its words stand for nothing else. What is an ordinary word or phrase
("You", "Good Place"), a name of somebody, a day, an event, or the title of several works needs a second sign: a mark, a
word beside it that titles have ("season", "starring"), or its own network or year, as the list tells them.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from msgspec import Struct

from pullquote.cache.annotate.entities import NETWORK, SEASON, YEAR, Candidates
from pullquote.cache.annotate.known_names import Listed
from pullquote.cache.annotate.text.document_text import SOME, DocumentText, Place, gender_of
from pullquote.cache.annotate.text.tokens import Segment, Token
from pullquote.cache.annotate.text.vocabulary import FUNCTION_WORDS, HONORIFICS, PLACES, ROLE_NOUNS, SMALL_WORDS
from pullquote.cache.core.article import SCREEN_TYPES, WORK_TYPES, EntityType
from pullquote.cache.core.names import name_key, normalize
from pullquote.cache.core.times.words import MONTH_NUMBERS, WEEKDAY_NUMBERS

LISTED = "listed name"
"""Evidence for a name of a list that was handed over."""
_TELLING, _UNTELLING, _AMONG_OTHERS = 0.45, 0.2, 0.1
"""Weights of a listed title: one of two words and more, others, and what those gain that stand beside another."""
_LONG_TITLE = 0.55
_ORDINARY = 0.15
"""Weight of a title of an index whose words may be just those words: a weak cue beside it makes it none."""
_SECOND_SIGN = 0.35
_LISTED_TYPE, _LISTED_OTHER = 0.5, 1.5
"""What a list's type counts: little for films and shows, since many have one title; enough for what is off screen."""
_INDEXED_TYPE, _SIGNED_TYPE = 0.2, 1.5
"""What it counts for a candidate that an index confirms, knowing no films; and where network or year agree."""
_MARKED = 3
"""Titles in italics that show that an article marks its titles."""
_LONGEST = 12
"""Words of the longest name that is looked for."""
_YEAR_NEAR, _NEAR = 4, 8
"""Words on each side of a title among which its year, and another sign, are looked for."""
_EVENTS = frozenset(("award show", "sports", "news"))
"""Kinds of shows that are called what they show: the event, the league, the outlet."""
_SEASONS = frozenset("season seasons episode episodes finale showrunner miniseries sitcom spin-off spinoff".split())
_ARTICLES = frozenset(("the", "a", "an"))
_DAYS = frozenset("day eve".split())


class _Sight(Struct, frozen=True):
    """A listed name that stands at a place: its ``title``, and ``sign``, evidence that goes beyond its words."""

    place: Place
    title: str
    name: Listed
    telling: bool
    sign: str

    @property
    def is_ordinary(self) -> bool:
        """Whether it is a title of an index whose words may as well be just those words."""
        return self.name.indexed and not self.telling and not self.sign


class ListedInText:
    """The names of lists that stand in this article, by place; ``look_at`` finds them."""

    def __init__(self, document_text: DocumentText) -> None:
        self._document_text = document_text
        self._known = document_text.known
        self.about_works = document_text.about_screens >= SOME
        self.found: list[_Sight] = []

    def look_at(self, number: int, i: int) -> int:
        """Note the longest name of a handed-over list that stands at a word; return its end, or ``i``."""
        segment = self._document_text.segments[number]
        words = segment.tokens
        begin = i
        if words[i].lower in _ARTICLES and i + 1 < len(words) and words[i + 1].joined:
            begin += 1
        if not _is_strong(words[begin]) or not self._known.may_begin(words[begin].text):
            return i
        text, start, most = segment.text, words[begin].start, min(begin + _LONGEST, len(words))
        longest = begin + 1
        while longest < most and _may_be_in_name(words[longest]):
            if not self._known.may_begin(text[start : words[longest].end]):
                break
            longest += 1
        for last in range(longest, begin, -1):
            if not _is_strong(words[last - 1]):
                continue
            surface = text[start : words[last - 1].end]
            indexed = last > begin + 1 or not self._is_only_word(segment, begin)
            if names := self._known.listed(surface, indexed=indexed):
                place = Place(number, i if begin > i and words[i].capital else begin, last)
                self._note(place, begin, surface, names)
                return last
        return i

    def _is_only_word(self, segment: Segment, i: int) -> bool:
        """Return whether a word has its capital from its place alone, or is a part of a name.

        An index has nearly every word among its titles: such a one is not looked up for nothing.
        """
        word = segment.tokens[i]
        everyday = word.lower in FUNCTION_WORDS or self._document_text.is_word(word.lower)
        return (everyday and (word.first or segment.headline)) or _goes_on(segment, i, i + 1)

    def _note(self, place: Place, begin: int, surface: str, names: list[Listed]) -> None:
        """Note the names of one place, once for each type."""
        segment = self._document_text.segments[place.segment]
        types: dict[EntityType, None] = dict.fromkeys([name.type for name in names])
        for type_ in types:
            same = [name for name in names if name.type == type_]
            telling = _is_telling(self._document_text, place, begin, type_, names)
            sign = ""
            if type_ in WORK_TYPES and not telling:
                sign = _second_sign(self._document_text, place, begin, same)
            behind_article = begin > 0 and segment.tokens[begin - 1].lower in _ARTICLES
            title = _with_article(surface, same) if behind_article else surface
            self.found.append(_Sight(place, title, same[0], telling, sign))

    def add_works(self, candidates: Candidates) -> None:
        """Add the titles of handed-over lists.

        Where an article marks its titles, what is unmarked seldom is one; where it is about other things than works,
        only a long title is.
        """
        marked = sum(1 for candidate in candidates if "italics" in candidate.evidence)
        works = [sight for sight in self.found if sight.name.type in WORK_TYPES and not sight.is_ordinary]
        if self.about_works:
            candidates.expect(sight.title for sight in self.found if sight.is_ordinary)
        each = Counter(place.segment for place in {sight.place for sight in works})
        for sight in works:
            words = [word for word in sight.title.split() if word.lower() not in SMALL_WORDS]
            long = sight.telling and len(words) > 2
            if not long and not self.about_works:
                continue
            weight = _UNTELLING
            if sight.telling and marked < _MARKED:
                weight = _LONG_TITLE if long else _TELLING
                weight += _AMONG_OTHERS if each[sight.place.segment] > 1 else 0.0
            candidate = candidates.add(sight.title, LISTED, weight, sight.place)
            if sight.sign:
                candidate.add(sight.sign, _SECOND_SIGN)
            candidate.point(sight.name.type, _points(sight))

    def confirm(self, candidates: Candidates) -> None:
        """Add to what other signs speak for that it is a title of an index, whose words may be just those words."""
        for sight in self.found:
            candidate = candidates.get(sight.title) if sight.is_ordinary and self.about_works else None
            if candidate is not None:
                candidate.add(LISTED, _ORDINARY)
                candidate.point(sight.name.type, _INDEXED_TYPE)

    def telling(self, *types: EntityType) -> Iterator[tuple[Place, str, Listed]]:
        """Yield the names of these types that are meant without any other sign: place, words, name."""
        for sight in self.found:
            if sight.telling and sight.name.type in types:
                yield sight.place, sight.title, sight.name


def _with_article(surface: str, names: list[Listed]) -> str:
    """Return a name that stands behind an article as its list has it: with one, where all of that name have one."""
    whole = [name.name for name in names if name.name.lower().endswith(f" {surface.lower()}")]
    return whole[0] if len(whole) == len(names) and name_key(whole[0]) == name_key(surface) else surface


def _points(sight: _Sight) -> float:
    """Return what the type of a list counts for a title."""
    if sight.name.type not in SCREEN_TYPES:
        return _LISTED_OTHER
    return _SIGNED_TYPE if sight.sign else _LISTED_TYPE


def _is_strong(word: Token) -> bool:
    """Return whether a name may begin or end with a word."""
    return word.capital or word.text[0].isdecimal()


def _may_be_in_name(word: Token) -> bool:
    return word.capital or word.lower in SMALL_WORDS or word.text[0].isdecimal()


def _is_telling(document_text: DocumentText, place: Place, begin: int, type_: EntityType, names: list[Listed]) -> bool:
    """Return whether a name of a list is meant without any other sign, and not words that stand so anyway.

    A list has titles like "Broken" and "New York": one word, common words or places alone, and what somebody or some
    company is called as well, need a cue in the text. So do those of an index that are words of many titles, the title
    of several shows, or that of what they show.
    """
    segment = document_text.segments[place.segment]
    words = segment.tokens[begin : place.last]
    content = [word for word in words if word.lower not in SMALL_WORDS]
    if len(content) < 2 or _goes_on(segment, place.first, place.last):
        return False
    rare = [word for word in content if not document_text.is_word(word.lower) and word.lower not in PLACES]
    if type_ not in WORK_TYPES:
        return bool(rare)
    if _has_slash(segment, words) and type_ in WORK_TYPES:
        return True
    if any(other.type not in WORK_TYPES for other in names) or (len(words) == 2 and gender_of(words[0].lower)):
        return False
    if all(name.indexed for name in names):
        rare = [word for word in rare if not document_text.known.is_ordinary(word.text)]
        if not _is_own(names, content):
            return False
    if segment.headline or words[0].first:
        return len(content) > 2 and bool(rare)
    return bool(rare) or len(content) > 3


def _has_slash(segment: Segment, words: list[Token]) -> bool:
    """Return whether a name is spelt as no phrase is: "Salt/Water". What is "and/or" in prose has small letters."""
    between = segment.text[words[0].end : words[-1].start]
    return "/" in between and " " not in between


def _is_own(names: list[Listed], content: list[Token]) -> bool:
    """Return whether a title of an index is that of one show, and of nothing that the show is about."""
    if any(name.kind.casefold() in _EVENTS for name in names):
        return False
    if content[-1].lower in _DAYS and any(word.possessive for word in content):
        return False  # a day of the calendar is called so
    return len(names) == 1 or len(content) > 2


def _second_sign(document_text: DocumentText, place: Place, begin: int, names: list[Listed]) -> str:
    """Return the evidence that a sentence gives for a listed title by its network or year, empty for none.

    What begins a sentence, or stands where all words have capitals, may be the word and not the title.
    """
    segment = document_text.segments[place.segment]
    words = segment.tokens
    if _goes_on(segment, place.first, place.last):
        return ""
    own = words[begin : place.last]
    by_place = segment.headline or own[0].first
    if by_place and all(document_text.is_word(word.lower) or word.lower in FUNCTION_WORDS for word in own):
        return ""
    if all(_has_always_a_capital(word) for word in own):
        return ""
    at = bisect_right(segment.sentences, place.first)
    start = segment.sentences[at - 1] if at else 0
    end = segment.sentences[at] if at < len(segment.sentences) else len(words)
    before = words[max(start, place.first - _NEAR) : place.first]
    after = words[place.last : min(end, place.last + _NEAR)]
    for word in (*before[-_YEAR_NEAR:], *after[:_YEAR_NEAR]):
        if word.text.isdecimal() and any(_is_in(word.text, name.years) for name in names):
            return YEAR
    beside = (*before, *after)
    told = " ".join([normalize(word.text) for word in beside if word.capital or word.text[0].isdecimal()])
    if told and any(f" {called} " in f" {told} " for name in names for called in _networks(name.network)):
        return NETWORK
    if _SEASONS.isdisjoint([word.lower for word in beside]):
        return ""
    common = any(
        document_text.is_word(word.lower) or document_text.known.is_ordinary(word.text) or gender_of(word.lower)
        for word in own
    )
    return "" if common else SEASON


def _has_always_a_capital(word: Token) -> bool:
    """Return whether a capital says nothing of a word: months, days, places, people's first names."""
    lower = word.lower
    return lower in MONTH_NUMBERS or lower in WEEKDAY_NUMBERS or lower in PLACES or gender_of(lower) is not None


@lru_cache(maxsize=1024)  # an index has a few hundred
def _networks(network: str) -> list[str]:
    """Return what a network may be called: as it is, or by the letters it begins with ("HBO" for "HBO Max")."""
    first = network.partition(" ")[0]
    names = [network, first] if first.isupper() and len(first) > 1 else [network]
    return [name_key(name) for name in names if name]


def _is_in(year: str, years: str) -> bool:
    """Return whether a year is one of ``years``, which are as those of a listed name."""
    first, dash, last = years.partition("-")
    return len(year) == len(first) and first <= year <= (last or ("9999" if dash else first))


def _goes_on(segment: Segment, first: int, last: int) -> bool:
    """Return whether a name is a part of a longer one: a capital stands right before or after it."""
    words = segment.tokens
    before = words[first - 1] if first and words[first].joined else None
    after = words[last] if last < len(words) and words[last].joined else None
    if segment.headline:
        return False
    return bool(
        (after and after.capital and not words[last - 1].possessive and after.lower not in FUNCTION_WORDS)
        or (
            before
            and before.capital
            and not before.possessive
            and not before.first
            and before.lower not in ROLE_NOUNS
            and before.lower not in HONORIFICS
        )
    )
