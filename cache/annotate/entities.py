"""Candidates with their evidence, then the entities of one article and every place each is named at.

A ``Candidate`` is a name that may be an entity; from ``ACCEPT`` on it is believed. ``pipeline`` makes the entities
of the believed ones, and ``ArticleEntities`` finds their mentions in the text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pullquote.cache.annotate.text.capitals import PARTICLES
from pullquote.cache.annotate.text.document_text import DocumentText, Place, gender_of, is_doubtful_first_name
from pullquote.cache.annotate.text.tokens import Segment, Token, words_of
from pullquote.cache.annotate.text.vocabulary import (
    FUNCTION_WORDS,
    HONORIFICS,
    PLACES,
    PRONOUN_GENDERS,
    ROLE_NOUNS,
    SAID,
    SMALL_WORDS,
    STARTERS,
)
from pullquote.cache.core.article import WORK_TYPES, EntityType
from pullquote.cache.core.names import name_key, name_words

ACCEPT = 0.5
"""Weight of evidence from which a candidate is believed."""
READ = "reads as a name"
"""Evidence for a name that the words in it and around it show: see ``naming``."""
NETWORK_BEFORE = "network before it"
"""Evidence for a title whose network stands right before it, and is no part of it: "BBC Copper Hill"."""
NETWORK, YEAR, SEASON = "network of the list", "year of the list", "season near it"
"""Evidence for a name beside the network or the year that its list tells of it, or beside a word that shows have."""
_PLACED = frozenset((NETWORK_BEFORE, NETWORK, YEAR))
"""Evidence of just one place: there, an everyday word is the title."""

_NEAR = 12  # tokens
_CALLED = ROLE_NOUNS | HONORIFICS | frozenset("former late the a an".split())
_BEFORE_SUBJECTS = SAID | frozenset(
    "and but or when while as that because since after before if though although".split()
)
"""Words before a name that leave it the subject of what follows."""


class Candidate:
    """A name, the evidence for it (each kind counts once, with its best weight), and where it stands."""

    __slots__ = ("aka", "evidence", "name", "places", "types", "weight")

    def __init__(self, name: str) -> None:
        self.name = name
        self.aka: list[str] = []
        self.evidence: dict[str, float] = {}
        self.places: dict[Place, None] = {}
        self.types: dict[str, float] = {}
        self.weight: float = 0
        """Sum of the evidence."""

    def add(self, evidence: str, weight: float, place: Place | None = None) -> None:
        """Add evidence; a second sight of the same kind adds only its place."""
        self.evidence[evidence] = max(self.evidence.get(evidence, -9.0), weight)
        self.weight = sum(self.evidence.values())
        if place is not None:
            self.places.setdefault(place)

    def point(self, kind: str, weight: float) -> None:
        """Add a hint that the name is of some type."""
        self.types[kind] = self.types.get(kind, 0.0) + weight

    def add_spelling(self, name: str) -> None:
        """Keep another spelling of the name whose words differ: "Spider Man" beside "Spider-Man"."""
        if name != self.name and name not in self.aka and _written_words(name) != _written_words(self.name):
            self.aka.append(name)

    def absorb(self, other: Candidate) -> None:
        """Take over another candidate's evidence and places."""
        for evidence, weight in other.evidence.items():
            self.add(evidence, weight)
        self.places.update(other.places)
        for kind, weight in other.types.items():
            self.point(kind, weight)


class Candidates:
    """Candidates by ``name_key``, in the order they were first made."""

    __slots__ = ("_candidates", "_expected")

    def __init__(self) -> None:
        self._candidates: dict[str, Candidate] = {}
        self._expected: set[str] = set()

    def __iter__(self) -> Iterator[Candidate]:
        return iter(list(self._candidates.values()))

    def __contains__(self, name: str) -> bool:
        return name_key(name) in self._candidates

    def expect(self, names: Iterable[str]) -> None:
        """Note names that would be no surprise; none is a candidate by that."""
        self._expected.update(name_key(name) for name in names)

    def is_expected(self, name: str) -> bool:
        """Return whether a name is a candidate already, or would be no surprise as one."""
        key = name_key(name)
        return key in self._candidates or key in self._expected

    def get(self, name: str) -> Candidate | None:
        """Return the candidate for a name, if there is one."""
        return self._candidates.get(name_key(name))

    def add(self, name: str, evidence: str, weight: float, place: Place | None = None) -> Candidate:
        """Add evidence for a name. "The Flash" and "Flash" are one candidate; the longer spelling names it."""
        key = name_key(name)
        candidate = self._candidates.get(key)
        if candidate is None:
            candidate = self._candidates[key] = Candidate(name)
        other = name
        if len(name) > len(candidate.name) and not name.startswith("the "):
            other, candidate.name = candidate.name, name
        candidate.add_spelling(other)
        candidate.add(evidence, weight, place)
        return candidate

    def remove(self, name: str) -> None:
        """Forget a candidate."""
        self._candidates.pop(name_key(name), None)


def _written_words(name: str) -> list[str]:
    """Return the words of a name by which its mentions are found, in small letters and without a leading article."""
    words = [word.lower() for word in words_of(name)]
    return words[1:] if words[:1] in (["the"], ["a"], ["an"]) else words


def _folded(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return a surface with its small words inside in small letters: headlines write "Lamp Of The North"."""
    if len(words) < _INSIDE:
        return words
    return (words[0], *[w.lower() if w.lower() in SMALL_WORDS else w for w in words[1:-1]], words[-1])


_INSIDE = 3
"""Words of a surface from which one stands inside it."""
_NAMESAKES = 8
"""Entities that are tried for one surface; more than that share a name only in hostile text."""
_SUFFIXES = frozenset("jr sr ii iii iv".split())


class ArticleEntity:
    """An entity of the article: its name, type, evidence, and where it is named.

    ``aka`` are its other names, in the order they were found; ``facts`` are what the article says of it, see
    ``Entity.facts``. ``gender`` is "m", "f", "u" (of either) or ``None``;
    ``kind`` is that of an organization ("tv", "studio", "outlet", …).
    """

    __slots__ = ("aka", "evidence", "facts", "gender", "kind", "name", "places", "score", "type")

    def __init__(self, name: str, type: EntityType, evidence: dict[str, float], score: float) -> None:  # noqa: A002
        self.name = name
        self.type = type
        self.evidence = dict(evidence)
        self.score = score
        self.aka: dict[str, None] = {}
        self.facts: dict[str, str] = {}
        self.places: list[Place] = []
        self.gender: str | None = None
        self.kind: str | None = None

    def add_alias(self, other: str) -> None:
        """Keep another name."""
        if other and other != self.name:
            self.aka.setdefault(other)


class ArticleEntities:
    """The entities of an article, and the tokens they are named by.

    The number of an entity is its index in ``all``. ``at`` maps the (segment, token) a mention begins at to (number of
    the entity, end of the mention); it is filled by ``find_mentions``.
    """

    def __init__(self, document_text: DocumentText) -> None:
        self.document_text = document_text
        self.all: list[ArticleEntity] = []
        self.at: dict[tuple[int, int], tuple[int, int]] = {}
        self._places: dict[int, list[tuple[int, int, int]]] = {}
        self._surfaces: dict[tuple[str, ...], list[tuple[int, bool]]] = {}
        self._lengths: dict[str, list[int]] = {}

    def add(self, entity: ArticleEntity, surfaces: Iterable[str], short: Iterable[str] = ()) -> None:
        """Add an entity with its full surfaces and its short ones (surname, first name)."""
        number = len(self.all)
        self.all.append(entity)
        for surface, is_short in [(s, False) for s in surfaces] + [(s, True) for s in short]:
            words = _folded(words_of(surface))
            if words:
                listing = self._surfaces.setdefault(words, [])
                if len(listing) < _NAMESAKES and (number, is_short) not in listing:
                    listing.append((number, is_short))
                lengths = self._lengths.setdefault(words[0], [])
                if len(words) not in lengths:
                    lengths.append(len(words))

    def find_person(self, name: str) -> int | None:
        """Return the only person who may be called ``name``: in full, or by a first name or surname of their own."""
        listing = self._surfaces.get(_folded(words_of(name)), ())
        people = {number for number, _ in listing if self.all[number].type == "person"}
        return people.pop() if len(people) == 1 else None

    def find_mentions(self, fixed: Iterable[tuple[Place, int]], certain: dict[Place, set[EntityType]]) -> None:
        """Find every mention: first the ``fixed`` ones (organizations), then the longest surface at each word.

        ``certain`` says of which type the name at a place is: where a name both have is in italics it is the show.
        """
        for lengths in self._lengths.values():
            lengths.sort(reverse=True)
        fixed_at: dict[int, dict[int, tuple[int, int]]] = {}
        for place, number in fixed:
            fixed_at.setdefault(place.segment, {})[place.first] = (place.last, number)
        recent: dict[str, int] = {}
        lent: set[str] = set()
        for number, segment in enumerate(self.document_text.segments):
            after = 0
            held_in = fixed_at.get(number, {})
            places = self._places.setdefault(number, [])
            begins = [i for i, text in enumerate(segment.texts) if text in self._lengths]
            for i in sorted({*begins, *held_in}) if held_in else begins:
                if i < after:
                    continue
                held = held_in.get(i)
                last, entity = self._longest(number, segment, i, recent, certain)
                if held is not None and held[0] >= last:
                    last, entity = held
                if entity < 0:
                    continue
                self.at[(number, i)] = (entity, last)
                places.append((i, last, entity))
                self.all[entity].places.append(Place(number, i, last))
                if last - i > 1 and self.all[entity].type == "person":
                    surname = segment.tokens[last - 1].text
                    aside = is_aside(segment, i)
                    if surname not in recent or surname in lent or not (aside or segment.tokens[last - 1].possessive):
                        recent[surname] = entity
                        (lent.add if aside else lent.discard)(surname)
                after = last

    def named_in(self, number: int) -> list[tuple[int, int, int]]:
        """Return what is named in a segment, in order: (first token, end, number of the entity)."""
        return self._places.get(number, [])

    def named_within(self, number: int, first: int, last: int) -> list[int]:
        """Return the entities named among tokens ``first:last`` of a segment."""
        return [entity for at, _, entity in self.named_in(number) if first <= at < last]

    def _longest(
        self, number: int, segment: Segment, i: int, recent: dict[str, int], certain: dict[Place, set[EntityType]]
    ) -> tuple[int, int]:
        words = segment.tokens
        for size in self._lengths.get(words[i].text, ()):
            listing = self._surfaces.get(_folded(segment.texts[i : i + size]))
            if listing is None or i + size > len(words):
                continue
            place = Place(number, i, i + size)
            titles = certain.get(place, set()).intersection(WORK_TYPES)
            best = [
                (m, short)
                for m, short in listing
                if (self.all[m].type in titles and not _PLACED.isdisjoint(self.all[m].evidence))
                or self._stands(number, segment, i, i + size, m, short)
            ]
            if best:
                return i + size, self._choose(best, place, segment, recent, certain)
        return 0, -1

    def _choose(
        self,
        best: list[tuple[int, bool]],
        place: Place,
        segment: Segment,
        recent: dict[str, int],
        certain: dict[Place, set[EntityType]],
    ) -> int:
        if len(best) == 1:
            return best[0][0]
        types = certain.get(place)
        if types:
            for entity, _ in best:
                if self.all[entity].type in types:
                    return entity
        gender = _honoured(segment, place) or _called(segment, place)
        if gender:
            fitting = [m for m, _ in best if gender_of(self.all[m].name.split()[0]) == gender]
            if len(fitting) == 1:
                return fitting[0]
        full = [m for m, short in best if not short] or [m for m, _ in best]
        last = recent.get(segment.tokens[place.last - 1].text)
        if last in full:
            return last
        return min(full, key=lambda m: (self.all[m].type not in WORK_TYPES, m))

    def _stands(self, number: int, segment: Segment, first: int, last: int, entity: int, short: bool) -> bool:
        """Return whether a surface stands for the entity here, and is not part of a longer name or a mere word."""
        words = segment.tokens
        type_ = self.all[entity].type
        if last - first > 1 and not short:
            return True
        word = words[first]
        before = words[first - 1] if first else None
        after = words[last] if last < len(words) else None
        if type_ in WORK_TYPES:
            if not word.capital and not word.text[0].isdecimal():
                return False
            if _marked(segment, word, words[last - 1]):
                return True
            if (word.first or segment.headline) and self.document_text.is_word(word.lower):
                return False
            if word.lower in FUNCTION_WORDS or self.document_text.is_word(word.lower):
                return False
        elif (
            (
                self.document_text.is_word(word.lower)
                and (word.first or segment.headline)
                and is_doubtful_first_name(word.lower)
            )
            or word.lower in FUNCTION_WORDS
            or word.lower in PLACES
        ):
            return False
        if last - first > 1:
            return True
        longer_left = (
            before is not None
            and before.capital
            and word.joined
            and not before.possessive
            and not segment.headline
            and not (before.first and self.document_text.is_word(before.lower))
            and before.lower not in ROLE_NOUNS
            and before.lower not in HONORIFICS
            and before.lower not in STARTERS
            and before.lower not in FUNCTION_WORDS
        )
        longer_right = (
            after is not None and after.capital and after.joined and not word.possessive and not segment.headline
        )
        if longer_right and after is not None:
            longer_right = after.lower not in ROLE_NOUNS and (type_ not in WORK_TYPES)
        if type_ in ("person", "character"):
            return not longer_left and not longer_right
        return not longer_left


def _belongs(word: Token) -> bool:
    """Return whether a word before a name may say who that is: "American singer Roe", "the show’s creator Roe"."""
    return word.possessive or (word.capital and word.lower not in FUNCTION_WORDS)


def is_aside(segment: Segment, first: int) -> bool:
    """Return whether somebody is only named beside others, who keep the surname: "for his wife Jane Roe"."""
    words = segment.tokens
    back = first - 1
    while back >= 0 and words[back + 1].joined and (words[back].lower in _CALLED or _belongs(words[back])):
        back -= 1
    if back < 0 or not words[back + 1].joined or segment.begins_sentence(back + 1):
        return False
    return words[back].lower not in _BEFORE_SUBJECTS


def _called(segment: Segment, place: Place) -> str | None:
    """Return the gender of the pronoun by which the sentence goes on: "Roe told the room that she"."""
    words = segment.tokens
    for i in range(place.last, min(len(words), place.last + _NEAR)):
        if words[i].capital or words[i - 1].possessive or segment.begins_sentence(i):
            return None
        if words[i].lower in PRONOUN_GENDERS:
            return PRONOUN_GENDERS[words[i].lower]
    return None


def _honoured(segment: Segment, place: Place) -> str | None:
    """Return the gender of "Mr." or "Ms." before a surname."""
    before = segment.tokens[place.first - 1].lower if place.first else ""
    if before in ("mr", "sir"):
        return "m"
    return "f" if before in ("ms", "mrs", "miss") else None


def _marked(segment: Segment, first: Token, last: Token) -> bool:
    """Return whether exactly these words are in italics or quotation marks."""
    if segment.is_emphasised(first.start, last.end):
        return True
    left, right = segment.text[max(0, first.start - 1) : first.start], segment.text[last.end : last.end + 2]
    return left in "\"“‘'«" and left != "" and any(c in "\"”’'»" for c in right)


def short_names(name: str) -> tuple[list[str], str | None]:
    """Return the surnames a full name may be shortened to, and its first name."""
    words = name.split()
    honoured = len(words)
    while len(words) > 1 and words[0].lower().rstrip(".") in HONORIFICS and gender_of(words[0]) is None:
        words = words[1:]
    if len(words) == 1 and honoured > 1:
        return words, None  # "Dr. Vane", "Uncle Bram"
    while len(words) > 2 and words[-1].lower().rstrip(".") in _SUFFIXES:
        words = words[:-1]
    if len(words) < 2:
        return [], None
    surnames = [words[-1]]
    at = len(words) - 1
    while at > 1 and words[at - 1].lower() in PARTICLES:
        at -= 1
        surnames.insert(0, " ".join(words[at:]))
    if len(words) == 3 and at == 2 and gender_of(words[1]) is None and "." not in words[1]:
        surnames.insert(0, " ".join(words[1:]))
    first = words[0] if len(words[0]) > 1 else None
    return surnames, first


def name_without_honorifics(name: str) -> str:
    """Return a name without the titles of honour before it: "Maren Holt" for "Princess Maren Holt"."""
    words = name.split()
    while len(words) > 1 and words[0].lower().rstrip(".") in HONORIFICS:
        words = words[1:]
    return " ".join(words)


def same_person(one: str, other: str) -> bool:
    """Return whether two full names are spellings of one: a middle name, an initial, a nickname, an accent."""
    if name_key(one) == name_key(other):
        return True
    a, b = (
        [w for w in name_words(one) if w not in _SUFFIXES],
        [w for w in name_words(other) if w not in _SUFFIXES],
    )
    if len(a) < 2 or len(b) < 2 or a[-1] != b[-1]:
        return False
    x, y = a[0], b[0]
    if x == y or (min(len(x), len(y)) == 1 and x[0] == y[0]):
        return True
    return _NICKNAMES.get(x, x) == _NICKNAMES.get(y, y)


_SHORTEST_MISSPELT = 5


def is_misspelling(one: str, other: str) -> bool:
    """Return whether two full names differ by one letter of the surname: "Jane Vandermer" for "Jane Vandermeer"."""
    if abs(len(one) - len(other)) > 1:
        return False
    a, b = name_words(one), name_words(other)
    if len(a) < 2 or a[:-1] != b[:-1] or min(len(a[-1]), len(b[-1])) < _SHORTEST_MISSPELT:
        return False
    x, y = a[-1], b[-1]
    shorter, longer = min(len(x), len(y)), max(len(x), len(y))
    same = next((i for i in range(shorter) if x[i] != y[i]), shorter)
    ending = next((i for i in range(shorter - same) if x[-1 - i] != y[-1 - i]), shorter - same)
    return longer - same - ending <= 1


_NICKNAMES = {
    nick: full
    for line in (
        "michael mike mick mikey",
        "robert rob bob bobby robbie",
        "william will bill billy",
        "james jim jimmy jamie",
        "thomas tom tommy",
        "richard rick dick rich ricky",
        "charles charlie chuck",
        "edward ed eddie ted",
        "joseph joe joey",
        "daniel dan danny",
        "david dave",
        "christopher chris",
        "matthew matt",
        "nicholas nick nicky nic nicolas",
        "benjamin ben",
        "samuel sam samantha",
        "elizabeth liz beth lizzie betty",
        "katherine kate katie kathy catherine cathy",
        "jennifer jen jenny",
        "jessica jess",
        "alexander alex",
        "andrew andy drew",
        "anthony tony",
        "steven steve stephen",
        "gregory greg",
        "jeffrey jeff geoffrey geoff",
        "timothy tim",
        "jonathan jon john johnny",
        "patrick pat",
        "kimberly kim",
        "rebecca becky",
        "zachary zach zack zac",
        "joshua josh",
        "donald don donnie",
        "ronald ron ronnie",
        "kenneth ken kenny",
        "lawrence larry",
        "gerald jerry",
        "raymond ray",
        "susan sue",
        "deborah debbie deb",
        "margaret maggie meg peggy",
        "abigail abby",
        "victoria vicky tori",
    )
    for full in (line.split()[0],)
    for nick in line.split()
}
