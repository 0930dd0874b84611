"""What the names that were read say to the other passes: evidence for their candidates, or against them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pullquote.cache.annotate.acts import GROUP, OrganizationMention
from pullquote.cache.annotate.entities import ACCEPT, READ, Candidates
from pullquote.cache.annotate.famous import famous
from pullquote.cache.annotate.naming.read import NameRead, read_names
from pullquote.cache.annotate.naming.weights import ANSWERS, WORKS, weights
from pullquote.cache.annotate.plot_words import CONTESTS
from pullquote.cache.annotate.text.capitals import PARTICLES, title_shape
from pullquote.cache.annotate.text.document_text import ENOUGH, SOME, DocumentText, Place, gender_of, tokens_of
from pullquote.cache.annotate.text.tokens import words_of
from pullquote.cache.annotate.text.vocabulary import (
    COMMON_WORDS,
    DEMONYMS,
    FUNCTION_WORDS,
    HONORIFICS,
    NEVER_A_TITLE_ALONE,
    OTHER_NOUNS,
    PLACE_NOUNS,
    PLACE_PREPOSITIONS,
    PLACES,
    ROLE_NOUNS,
    SCREEN_NOUNS,
    STARTERS,
    is_season_number,
)
from pullquote.cache.annotate.works.cues import CATEGORIES, SCENES
from pullquote.cache.annotate.works.others import never_spoken_of
from pullquote.cache.annotate.works.readings import MARKED, Readings, marks_titles
from pullquote.cache.core.article import SCREEN_TYPES
from pullquote.cache.core.names import name_key
from pullquote.cache.core.times.words import MONTH_NUMBERS

_SURE, _LIKELY = 0.65, 0.4
"""Chances from which a name is believed by them alone, and with a little other evidence."""
_RATHER = 0.55
"""Chance from which a title is believed by it alone."""
_WEIGHT, _LITTLE = 0.55, 0.3
"""What such a name counts among other evidence."""
_FULL = 2
"""Words of a person's full name, at least."""
_LIKE_A_NAME = frozenset(
    "capitals/first name/unusual surname/unusual name/surname alone/initials/named beside people/title of honour".split(
        "/"
    )
)
"""Evidence that a name is like those of people, of which characters have as much."""
_CLOSING = frozenset("\" ” ' ’ ) »".split(" "))
"""What may close a nickname."""
_PLACES_OF_TWO_WORDS = frozenset(
    tuple(name.split())
    for name in (
        "rhode island", "long island", "staten island", "ellis island", "palm springs", "palm beach", "long beach",
        "miami beach", "virginia beach", "orange county", "napa valley", "death valley", "cape cod", "sag harbor",
        "santa barbara", "baton rouge", "salt lake", "hudson valley", "upper east", "upper west", "lower east",
    )
)  # fmt: skip
"""Places whose words are in no list of them."""
_NO_NAMES = DEMONYMS | PLACES | PLACE_NOUNS | HONORIFICS
_OUTLETS = frozenset("journal magazine newspaper paper daily weekly website site blog agency".split())
_MADE = frozenset(
    "wrote released recorded made directed sang sings created masterminded penned helmed produced showran".split()
)
"""What is done with works and not with characters."""
_TOLD = frozenset("said says told tells".split())
"""Verbs whose subject is in a place: "in the finale of … revealed" is of works."""
_ITALICS = frozenset(("emphasis", "cite"))
_WHOLE = frozenset(":&")
"""Marks that stand only inside titles: words in front of one belong to it."""
_PARTS = frozenset("part parts chapter volume vol act book season series episode phase".split())
_VENUES = frozenset("cinemas theaters theatres".split())
"""Last words of the names of those who run several."""
_NOUNS = SCREEN_NOUNS | frozenset("tv television limited animated music or and".split())
_LONG_NUMBER = 3
_OWN = frozenset("his her their my our".split())
_PRIZES = frozenset("award awards prize prizes trophy medal globe globes emmy emmys oscar oscars bafta baftas".split())
_ANY = SOME / 2
"""Entertainment words in a hundred below which nothing that is only read is an act or a character."""
_PERSONAL = 0.8
"""Chance from which a title is believed that is made like a person's name, and a title or a group of one word."""
_CERTAIN = 0.65
"""Chance from which a title is believed where the outlet marks its titles, and not this one."""
_IN_SPITE = 0.93
"""Chance from which one is believed where the others stand in italics."""
_HEADLINE = 0.5
"""What a mention in a headline tells of a name beside one in the body: every word has a capital there."""
_POINTS = 3.0
"""What a certain kind of a work counts among what else is said of its kind."""


class NamesRead:
    """The names of an article as its words show them."""

    def __init__(self, document_text: DocumentText, found: Iterable[OrganizationMention]) -> None:
        self._text = document_text
        self._held = tokens_of(mention.place for mention in found)
        language = (document_text.document.language or "en")[:2]
        names = read_names(document_text, self._held) if language == "en" else []
        keyed = [(name_key(document_text.text(name.place)), name) for name in names]
        sums: dict[str, list[float]] = {}
        for key, name in keyed:
            share = _HEADLINE if document_text.segments[name.place.segment].headline else 1.0
            _add_up(sums, key, name.chances, share)
        answers = {key: ANSWERS[max(range(1, len(ANSWERS)), key=of.__getitem__)] for key, of in sums.items()}
        self._keyed = [(key, name) for key, name in keyed if name.answer == answers[key]]
        """The names with their ``name_key``. One is one thing in an article: what all of its mentions are read as."""
        self._disputed = {
            key for key, name in keyed if name.answer == "person" != answers[key] and name.chance >= _RATHER
        }
        """Those that are rather people where they stand once, and all in all something else: rules decide of them."""
        self._kinds: dict[str, list[float]] = {}
        """What each work is read as, added up over its mentions."""
        for key, name in self._keyed:
            if name.kinds:
                _add_up(self._kinds, key, name.kinds)

    def groups(self) -> list[OrganizationMention]:
        """Return the acts that were read where no organization stands."""
        if self._text.about_screens < _ANY:
            return []
        return [
            OrganizationMention(name.place, self._text.text(name.place), GROUP, READ)
            for name in self._of("group", _SURE)
            if self._held.isdisjoint(tokens_of([name.place]))
            and (name.chance >= _PERSONAL or name.place.last - name.place.first > 1)
        ]

    def add_works(self, works: Candidates, taken: set[tuple[int, int]], readings: Readings) -> None:
        """Add evidence for titles that are not believed yet, and say what kind of work they are."""
        if self._text.about_screens < SOME:
            return
        self._mend_bounds(works)
        believed = tokens_of(place for candidate in works if candidate.weight >= ACCEPT for place in candidate.places)
        lines = {name_key(segment.text) for segment in self._text.segments if segment.kind == "heading"}
        doubted = self._text.about_screens < ENOUGH or marks_titles(works)
        unspoken = never_spoken_of(self._text)
        least = _CERTAIN if doubted else _LIKELY
        if marks_titles(works, "italics"):
            least = _IN_SPITE
        for key, name in self._keyed:
            if name.answer != "work" or name.chance < least or key in self._disputed:
                continue
            place = self._with_title(self._with_number(name.place), readings)
            text = self._written(place)
            if text is None or name_key(text) in lines:
                continue  # whole lines have a pass of their own
            tokens = tokens_of([place])
            if (
                not taken.isdisjoint(tokens)
                or _is_no_title(text, everyday=name.chance >= _CERTAIN)
                or self._is_else(place)
                or self._is_part_of_actor(place)
                or (name.chance < _PERSONAL and (_is_like_a_person(text) or len(tokens) == 1))
            ):
                continue
            known = works.get(text)
            if known is None and not believed.isdisjoint(tokens):
                continue
            if known is None or READ not in known.evidence:
                believed_too = known is not None and known.weight >= ACCEPT
                if believed_too and self._text.segments[place.segment].kind == "heading":
                    continue
                weight = _WEIGHT if name.chance >= _RATHER else _LITTLE
                known = works.add(text, READ, weight, None if believed_too else place)
                of_kinds = self._kinds[key]
                for kind, chance in zip(WORKS, of_kinds, strict=True):
                    if kind not in unspoken and (not believed_too or kind not in SCREEN_TYPES):
                        # What a believed one is on a screen, the rules tell better.
                        known.point(kind, _POINTS * chance / sum(of_kinds))

    def _mend_bounds(self, works: Candidates) -> None:
        """Forget titles that nothing marks where words of theirs are surely read as another title."""
        segments = self._text.segments
        held = tokens_of(
            name.place
            for name in self._of("work", _CERTAIN)
            if segments[name.place.segment].kind != "heading"  # whole lines have a pass of their own
            and "," not in self._text.text(name.place)  # two titles of a list are easily read as one
        )
        read = {key for key, name in self._keyed if name.answer == "work"}
        for candidate in works:
            if (
                candidate.places
                and MARKED.isdisjoint(candidate.evidence)
                and _WHOLE.isdisjoint(candidate.name)
                and name_key(candidate.name) not in read
                and all(not held.isdisjoint(tokens_of([place])) for place in candidate.places)
            ):
                works.remove(candidate.name)

    def _with_number(self, place: Place) -> Place:
        """Return the place of a subtitle with what it belongs to: "Iron Hill 3: Dawn of the Bees", "300: Dawn"."""
        segment, first = self._text.segments[place.segment], place.first
        words = segment.tokens
        if not first or segment.gap(first) not in (": ", ":\u00a0") or not words[first - 1].text.isdecimal():
            return place
        first -= 1
        while first and words[first].joined and words[first - 1].capital and not words[first - 1].possessive:
            first -= 1
        alone = first == place.first - 1  # "2: Dawn of the Bees" is the second of a list
        return place if alone and len(words[first].text) < _LONG_NUMBER else Place(place.segment, first, place.last)

    def _with_title(self, place: Place, readings: Readings) -> Place:
        """Return the place of a subtitle with the title in front of it, where the article has it so more than once."""
        number, first, last = place.segment, place.first, place.last
        segment = self._text.segments[number]
        begin = first - 1
        while begin >= 0 and segment.gap(first).strip() == ":" and segment.tokens[begin].capital:
            if readings.count(number, begin, last) > 1:
                return Place(number, begin, last)
            if not segment.tokens[begin].joined:
                break
            begin -= 1
        return place

    def _written(self, place: Place) -> str | None:
        """Return a title with the marks of its own; ``None`` for what is marked, or whose brackets do not close."""
        segment = self._text.segments[place.segment]
        start, end = segment.tokens[place.first].start, segment.tokens[place.last - 1].end
        if segment.is_emphasised(start, end) or any(run.start == start for run in self._text.quoted[place.segment]):
            return None  # those have a pass of their own
        half = len(segment.text) // 2
        if any(s.kind in _ITALICS and s.start < start and end < s.end < s.start + half for s in segment.spans):
            return None  # in the midst of some words in italics, as "Anna Foster (Grove)" are, none are a title
        after = segment.text[end : end + 2]
        text = segment.text[start:end]
        if "(" in text:
            return f"{text})" if after.startswith(")") else None
        return text + after[0] if after[:1] in ("!", "?") and after[1:] in (",", "’", "'", ";", ":") else text

    def _is_part_of_actor(self, place: Place) -> bool:
        """Return whether words are an actor's full name with the part: "Jane Roe's Alia"."""
        words = self._text.segments[place.segment].tokens[place.first : place.last]
        if len(words) != _FULL + 1 or not words[1].possessive or words[0].possessive:
            return False
        return gender_of(words[0].lower) is not None and not self._text.is_word(words[2].lower)

    def _is_else(self, place: Place) -> bool:
        """Return whether what stands around a title makes it something else.

        That is a nickname inside a name, an outlet behind its noun or among such, who made a work, "and her …" of
        somebody, the place in which somebody said something, or who did: "“…,” said The Edge".
        """
        segment = self._text.segments[place.segment]
        words, lowers = segment.tokens, segment.lowers
        before = lowers[place.first - 1] if place.first else ""
        after = words[place.last] if place.last < len(words) else None
        nickname = after is not None and after.capital and segment.gap(place.last).strip() in _CLOSING
        conjunction = after is not None and after.lower in ("and", "or")
        beside = [(place.segment, place.first - 1), (place.segment, place.last + conjunction)]
        held_by = words[place.first + 2].lower == "of" if place.last - place.first > _FULL + 1 else False
        return (
            (held_by and gender_of(lowers[place.first]) is not None and segment.gap(place.first + 1) == " ")
            or (self._held.issuperset(beside) and segment.gap(place.first) == segment.gap(place.last) == ", ")
            or (nickname and place.first > 0 and words[place.first - 1].capital and segment.gap(place.first) != " ")
            or before in _OUTLETS
            or self._opens_line(place)
            or (after is not None and after.joined and after.lower in _MADE and before in OTHER_NOUNS)
            or (before == "and" and lowers[place.first] in _OWN)
            or lowers[place.first : place.last] in _PLACES_OF_TWO_WORDS
            or (before in ("in", "at") and after is not None and after.joined and after.lower in _TOLD)
            or (before in _TOLD and segment.follows_words_said(place.first - 1))
        )

    def _opens_line(self, place: Place) -> bool:
        """Return whether a run is a label with the word that a sentence begins with behind it: "Q: How was it?"."""
        segment, last = self._text.segments[place.segment], place.last - 1
        return segment.gap(last).strip() == ":" and segment.lowers[last] in FUNCTION_WORDS | STARTERS

    def people(self) -> dict[str, float]:
        """Return what is read counts for people, by ``name_key``, and against those that are read as something else."""
        counts: dict[str, float] = {}
        for key, name in self._keyed:
            text = self._text.text(name.place)
            if not _is_written_like_a_name(text):
                continue
            if name.answer == "person" and name.chance >= _LIKELY:
                sure = name.chance >= (_PERSONAL if " " not in text else _SURE)
                counts[key] = max(counts.get(key, 0.0), _WEIGHT if sure else _LITTLE)
            elif name.answer != "person" and name.chance >= _SURE and key not in self._disputed:
                counts.setdefault(key, -_LITTLE)
        return counts

    def add_people(self, people: Candidates, taken: set[tuple[int, int]]) -> None:
        """Add the people who are surely read as ones, by their full names."""
        for name in self._of("person", _SURE) if self._text.about_screens >= SOME else ():
            place = name.place
            words = self._text.segments[place.segment].tokens[place.first : place.last]
            joined = all(word.joined and (word.capital or word.lower in PARTICLES) for word in words[1:])
            if (
                len(words) >= _FULL
                and joined
                and _is_written_like_a_name(self._text.text(place))
                and words[0].lower not in PLACES
                and words[-1].lower not in PLACE_NOUNS
                and not any(word.possessive for word in words[:-1])
                and taken.isdisjoint(tokens_of([place]))
            ):
                people.add(self._text.text(place), READ, _WEIGHT, place)

    def add_characters(self, characters: Candidates, people: Candidates, taken: set[tuple[int, int]]) -> None:
        """Add evidence for characters, and take them from the people who only have a name like one."""
        if self._text.about_screens < _ANY or not CONTESTS.isdisjoint(self._text.words):
            return  # who takes part in a contest is told of as characters are
        parts = {word for person in people for word in person.name.split(" ") if " " in person.name}
        for name in self._of("character", _LIKELY):
            text = self._text.text(name.place)
            if not taken.isdisjoint(tokens_of([name.place])):
                continue
            single = name.place.last - name.place.first < _FULL
            if single and (
                name.chance < _PERSONAL or text in famous() or text in parts or self._is_doubtful(name.place)
            ):
                continue
            person = people.get(text)
            if person is not None:
                if name.chance < _SURE or not person.evidence.keys() <= _LIKE_A_NAME:
                    continue
                people.remove(text)
            characters.add(text, READ, _weight(name.chance), name.place)

    def _is_doubtful(self, place: Place) -> bool:
        """Return whether a word that may be a character is an everyday one, or stands where a place or a work does."""
        segment = self._text.segments[place.segment]
        lower = segment.lowers[place.first]
        return (
            lower in _NO_NAMES
            or (self._text.is_word(lower) and gender_of(lower) is None)
            or (place.first > 0 and segment.lowers[place.first - 1] in PLACE_PREPOSITIONS | _MADE)
        )

    def _of(self, answer: str, least: float) -> list[NameRead]:
        return [name for _, name in self._keyed if name.answer == answer and name.chance >= least]


def _add_up(sums: dict[str, list[float]], key: str, chances: Sequence[float], share: float = 1.0) -> None:
    """Add the chances of one mention, or a share of them, to those of the name."""
    so_far = sums.get(key, [0.0] * len(chances))
    sums[key] = [one + share * chance for one, chance in zip(so_far, chances, strict=True)]


def _is_no_title(text: str, *, everyday: bool) -> bool:
    """Return whether words are a date, a place, a prize, a part, a war or only such as are no title by themselves.

    ``everyday``: a place, or everyday words, may be one.
    """
    words = [word.lower() for word in words_of(text) if word.lower() not in ("the", "a", "an")]
    bare = text.removesuffix("s")
    if len(words) > _FULL and words[0] in ("complete", "new", "final", "full"):
        words = words[1:]  # "Complete Season 2"
    return (
        not words
        or (bare != text and bare.isupper() and " " not in bare)  # "TVs"
        or title_shape(text) is None
        or words[0] in CATEGORIES
        or words[-1] in _VENUES
        or (is_season_number(words[-1]) and (words[-2:-1] == ["war"] or (len(words) == _FULL and words[0] in _PARTS)))
        or words[0].rstrip(".") in MONTH_NUMBERS
        or not _PRIZES.isdisjoint(words)
        or _NOUNS.issuperset(words)  # "TV Movie", "Comedy or Musical"
        or (not everyday and words[-1] in PLACE_NOUNS and words[-1] not in SCENES)
        or (
            (not everyday or len(words) == 1)
            and all(word in NEVER_A_TITLE_ALONE or word in ROLE_NOUNS for word in words)
        )
    )


def _is_written_like_a_name(text: str) -> bool:
    """Return whether no part of a word is in small letters ("Southern-fried"), and none alone in capitals."""
    words = text.split()
    parts = [part for word in words if "-" in word for part in word.split("-")]
    shouted = [word for word in words if len(word) > _FULL and word.isupper() and word.isalpha()]
    return not any(part[:1].islower() for part in parts) and len(shouted) in (0, len(words))


def _is_like_a_person(text: str) -> bool:
    """Return whether words are a first name and one that is no everyday word, or two that no article has otherwise."""
    words = words_of(text)
    if len(words) != _FULL or words[1].lower() in COMMON_WORDS:
        return False
    return gender_of(words[0]) is not None or weights().words.isdisjoint(word.lower() for word in words)


def _weight(chance: float) -> float:
    return _WEIGHT if chance >= _SURE else _LITTLE
