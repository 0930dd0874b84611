"""A sentence that may state a release: its words, the works it names, and which of them it is about."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from msgspec import Struct

from pullquote.cache.annotate.entities import ArticleEntities
from pullquote.cache.annotate.release_dates import SHORT_WEEKDAYS
from pullquote.cache.annotate.text.tokens import Segment
from pullquote.cache.annotate.text.vocabulary import CAST_ROLES, OTHER_NOUNS, TYPE_NOUNS
from pullquote.cache.core.article import WORK_TYPES, EntityType
from pullquote.cache.core.times.words import MONTH_NUMBERS, WEEKDAY_NUMBERS

_LONGEST = 150
_ENDS = frozenset(".!?\n…")
_TEXT = 300
_ABOUT = frozenset("from after following alongside with like unlike before since by opposite beside besides".split())
"""Prepositions before a work that is spoken of beside another one: "Roe, fresh from *A*"."""
_AFTER_SOMETHING = frozenset(
    "follow-up followup sequel prequel companion spinoff spin-off successor homage answer tie-in similar addition"
    " tribute prelude".split()
)
_PARTS = frozenset(
    "season seasons finale premiere episode episodes adaptation version remake revival release debut return launch run"
    " instalment installment reboot cut date series arrival part chapter half batch volume screening".split()
)
"""What of a work comes out: "the second season of *A* arrives"."""
_BETWEEN = (
    TYPE_NOUNS
    | OTHER_NOUNS.keys()
    | frozenset("the a an hit original new classic upcoming popular acclaimed series’ of his her its their own".split())
)
_AFTER_TIMES = frozenset(
    (*MONTH_NUMBERS, *WEEKDAY_NUMBERS, *"et est edt pt pst pdt ct bst gmt eastern pacific".split())
)
"""What goes on behind "8 p.m." """
_STEPS = 6
_LIST_MARKS = " ,\u00a0“”\"‘’'/–—"
_AND = frozenset(("and", "&", "or", "plus"))
_TYPES_OF_NOUNS: dict[str, frozenset[EntityType]] = {
    **dict.fromkeys("film movie feature picture".split(), frozenset[EntityType](("film", "franchise"))),
    **dict.fromkeys(
        "series show sitcom miniseries season episodes docuseries finale procedural anime".split(),
        frozenset[EntityType](("show", "franchise")),
    ),
    **dict.fromkeys("album lp ep record mixtape".split(), frozenset[EntityType](("album",))),
    **dict.fromkeys("song single track".split(), frozenset[EntityType](("song",))),
    **dict.fromkeys("novel book memoir autobiography".split(), frozenset[EntityType](("book",))),
    **dict.fromkeys("play opera".split(), frozenset[EntityType](("play",))),
    **dict.fromkeys("game".split(), frozenset[EntityType](("game",))),
    **dict.fromkeys("podcast".split(), frozenset[EntityType](("podcast",))),
}
_ANY = frozenset(WORK_TYPES)
_ANY_NOUNS = frozenset(
    "drama comedy thriller documentary sequel prequel premiere reboot remake special project musical spinoff spin-off"
    " dramedy biopic adaptation release".split()
)
_OTHER_SHOWS = frozenset("award awards fashion trade".split())
_THE = frozenset("the this its it".split())
_WITHOUT_SUBJECT = frozenset("premieres airs opens arrives debuts streams streaming available releases".split())
_LABELS = frozenset(
    (("release", "date"), ("premiere", "date"), ("air", "date"), ("in", "theaters"), ("in", "cinemas"), ("out", "now"))
)
"""How a line below the name of a work begins: "Release date: March 3"."""
_REACH = 5
_HEAD = 8
_ORDINALS = frozenset("first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split())

Named = tuple[int, int, int]
"""A work's mention: its first token, its end, the number of the entity."""


class Sentence(Struct, frozen=True):
    """Tokens ``first:last`` of a segment, and the works named in them."""

    segment: Segment
    entities: ArticleEntities
    first: int
    last: int
    works: list[Named]

    @property
    def text(self) -> str:
        """The sentence as it stands, cut at 300 characters."""
        words = self.segment.tokens
        text = self.segment.text[words[self.first].start : words[self.last - 1].end]
        return text if len(text) <= _TEXT else text[: _TEXT - 1] + "…"

    @property
    def has_numbers(self) -> bool:
        """Whether any word begins with a digit."""
        numbers = self.segment.numbers
        at = bisect_left(numbers, self.first)
        return at < len(numbers) and numbers[at] < self.last

    @property
    def lowers(self) -> Sequence[str]:
        """The words in small letters."""
        return self.segment.lowers[self.first : self.last]


def find_sentences(segment: Segment, number: int, entities: ArticleEntities) -> Iterator[Sentence]:
    """Yield the sentences of segment ``number``; the lines of lists and tables are sentences too."""
    named = [named for named in entities.named_in(number) if entities.all[named[2]].type in WORK_TYPES]
    at = 0
    for first, last in _borders(segment):
        while at < len(named) and named[at][0] < first:
            at += 1
        end = at
        while end < len(named) and named[end][0] < last:
            end += 1
        yield Sentence(segment, entities, first, last, named[at:end])
        at = end


def _borders(segment: Segment) -> Iterator[tuple[int, int]]:
    """Yield the sentences as token ranges; what goes on for ``_LONGEST`` words is cut there."""
    start = 0
    for end in (*(i for i in segment.firsts if _ends_before(segment, i)), len(segment.tokens)):
        while end - start > _LONGEST:
            yield start, start + _LONGEST
            start += _LONGEST
        if end > start:
            yield start, end
            start = end


def _ends_before(segment: Segment, i: int) -> bool:
    """Return whether a sentence ends before token ``i``; none does after "p.m.", "Fri." and "v." where it goes on."""
    gap = segment.gap(i)
    if "\n" in gap:
        return True
    if _ENDS.isdisjoint(gap) or gap[-1:] == "(":
        return False
    word = segment.tokens[i]
    before = segment.lowers[i - 1] if i else ""
    if not word.capital and not word.text[0].isdecimal():
        return False
    if before == "m" and i > 1 and segment.lowers[i - 2] in ("a", "p") and word.lower in _AFTER_TIMES:
        return False
    return not ("." in gap and (before in SHORT_WEEKDAYS or before in ("v", "no", "vol") or gap.startswith(".,")))


def is_beside(sentence: Sentence, work: Named) -> bool:
    """Return whether a work is only named beside what is spoken of: "a sequel to *A*", "*A* star Jane Roe"."""
    segment = sentence.segment
    words = segment.tokens
    first, last, _ = work
    following = words[last] if last < sentence.last else None
    if following is not None and not segment.gap(last).strip(_LIST_MARKS):
        if following.lower in ("which", "whose"):
            return False
        if following.lower in CAST_ROLES:
            return True
        if words[last - 1].possessive and following.capital and not segment.headline and following.lower not in _PARTS:
            return True
    i = first - 1
    while i >= sentence.first and first - i <= _STEPS:
        word = words[i]
        before = words[i - 1].lower if i > sentence.first else ""
        if word.lower == "of" and not (before in _PARTS or before.isdecimal()):
            return True
        if word.lower == "to":
            return before in _AFTER_SOMETHING
        if word.lower == "on":
            return before in ("based", "modeled", "modelled", "worked", "works")
        if word.lower in _ABOUT:
            return before != "followed"
        if word.lower not in _BETWEEN and not word.capital and not word.possessive:
            return False
        if _ends_phrase(segment, i + 1):
            return False
        i -= 1
    return False


def _ends_phrase(segment: Segment, i: int) -> bool:
    gap = segment.gap(i)
    return "," in gap or ";" in gap or "(" in gap


def list_of(sentence: Sentence, work: Named) -> list[Named]:
    """Return the works named in one list with ``work``: "*A*, *B* and *C*"; it alone where there is none."""
    works = sentence.works
    at = works.index(work)
    first = last = at
    while first and _is_joined(sentence.segment, works[first - 1], works[first]):
        first -= 1
    while last + 1 < len(works) and _is_joined(sentence.segment, works[last], works[last + 1]):
        last += 1
    return works[first : last + 1]


def _is_joined(segment: Segment, left: Named, right: Named) -> bool:
    between = segment.tokens[left[1] : right[0]]
    if len(between) > 1 or (between and between[0].lower not in _AND):
        return False
    gaps = segment.gap(left[1]) + (segment.gap(right[0]) if between else "")
    return not gaps.strip(_LIST_MARKS)


def work_meant(sentence: Sentence, recent: Sequence[int]) -> int | None:
    """Return the work that "the series", "it" or "the second season" means: the latest of ``recent`` that can be it."""
    types = _types_meant(sentence.lowers)
    if types is None:
        return None
    return next((number for number in reversed(recent) if sentence.entities.all[number].type in types), None)


def _types_meant(lowers: Sequence[str]) -> frozenset[EntityType] | None:
    if lowers[0] in _WITHOUT_SUBJECT or tuple(lowers[:2]) in _LABELS:
        return _ANY
    for i, lower in enumerate(lowers[:_HEAD]):
        if lower == "it":
            return _ANY
        if lower not in _THE:
            continue
        for at in range(i + 1, min(i + 1 + _REACH, len(lowers))):
            types = _TYPES_OF_NOUNS.get(lowers[at], _ANY if lowers[at] in _ANY_NOUNS else None)
            if types is not None and lowers[at - 1] not in _OTHER_SHOWS and lowers[at + 1 : at + 2] != ("of",):
                return types
    for i, lower in enumerate(lowers[:-1]):
        if (lower in _ORDINALS and lowers[i + 1] == "season") or (lower == "season" and lowers[i + 1].isdecimal()):
            return _TYPES_OF_NOUNS["season"]
    return None
