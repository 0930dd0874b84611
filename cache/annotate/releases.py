"""Releases: a work, a verb of release and a date in one sentence or line; renewals, cancellations, delays.

Where a sentence has several dates, each is read with the words between the date before and the date after it, so that
"*A* arrives March 3 and *B* on March 10" are two.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from pullquote.cache.annotate.entities import ArticleEntities
from pullquote.cache.annotate.release_dates import Reading, When, find_dates
from pullquote.cache.annotate.release_facts import MOVED, find_facts
from pullquote.cache.annotate.release_lists import ReleaseLists
from pullquote.cache.annotate.release_sentences import (
    Named,
    Sentence,
    find_sentences,
    is_beside,
    list_of,
    work_meant,
)
from pullquote.cache.annotate.release_verbs import VERBS, is_past_at, verbs_of, what_governs
from pullquote.cache.annotate.text.document_text import DocumentText
from pullquote.cache.annotate.text.tokens import Segment
from pullquote.cache.annotate.text.vocabulary import is_season_number
from pullquote.cache.core.article import WORK_TYPES, Release

_RECENT = 8
"""Works named before a sentence among which "the film" is sought."""
_DAY_FIRST = ("-gb", "-ie", "-au", "-nz", "-in", "-za")
_KINDS_BETWEEN = frozenset(
    "film movie drama comedy thriller musical series sitcom show documentary sequel prequel remake reboot"
    " miniseries biopic"
    " horror hit blockbuster romance romcom rom-com western debut feature flick adaptation classic album single song"
    " novel memoir game".split()
)
_BEFORE_YEARS = frozenset(
    "in expected early late mid for until sometime to its of by during spring summer fall autumn winter".split()
)
_NOUNS_AFTER_YEARS = frozenset("air release premiere debut launch".split())
_NOT_UNTIL = frozenset(
    "not n't won't won’t doesn't doesn’t isn't isn’t wasn't wasn’t didn't didn’t never delayed postponed pushed moved"
    " held back wait".split()
)
_PARTS = ("trailer", "teaser", "finale", "soundtrack")
"""What of a work has a date of its own."""
FESTIVAL = "festival premiere"
_FESTIVALS = frozenset("festival fest filmfest biennale".split())
_PREMIERED = frozenset("premiere premiered premieres premiering debuted debuts bowed screens screened".split())
_SEASON_MONTHS = {"spring": (3, 5), "summer": (6, 8), "fall": (9, 11), "winter": (12, 12)}
_ORDINALS = {
    name: number
    for number, name in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split(), 1
    )
}
_NUMBERS = {name: number for number, name in enumerate("one two three four five six seven eight nine ten".split(), 1)}


class _Scope(NamedTuple):
    """The tokens ``left:right`` that belong to one date, and the verb it hangs on."""

    left: int
    right: int
    verb: int


def find_releases(document_text: DocumentText, entities: ArticleEntities) -> list[Release]:
    """Return the release dates and facts the article states, each once, in reading order."""
    if not any(entity.type in WORK_TYPES and entity.places for entity in entities.all):
        return []  # whatever has a date, nothing is released
    document = document_text.document
    published = document.published.date() if document.published else None
    day_first = (document.language or "").lower().endswith(_DAY_FIRST)
    found: dict[tuple[str, str | None, str | None], Release] = {}
    recent: list[int] = []
    lists = ReleaseLists(document_text)
    for number, segment in enumerate(document_text.segments):
        if segment.kind in ("embed", "repeat"):
            continue
        lists.enter(segment)
        for sentence in find_sentences(segment, number, entities):
            reading = Reading(published, is_past_at(sentence), day_first)
            for release in (*lists.read(sentence, reading), *_read(sentence, reading, recent)):
                _keep(found, release)
            recent = [*recent, *(work[2] for work in sentence.works)][-_RECENT:]
    return _narrowest(list(found.values()))


def _keep(found: dict[tuple[str, str | None, str | None], Release], release: Release) -> None:
    """Add a release unless it is there; of two that differ only in saying what, keep the one that says it."""
    own = release.what if release.date is None or release.what in (*_PARTS, FESTIVAL) else None
    key = (release.title, own, release.date)
    if key not in found or (found[key].what is None and release.what):
        found[key] = release


def _read(sentence: Sentence, reading: Reading, recent: list[int]) -> Iterator[Release]:
    """Yield what one sentence states; ``recent`` are the works named before it, the latest last."""
    if not sentence.works and (sentence.segment.headline or not recent or VERBS.isdisjoint(sentence.lowers)):
        return
    delayed: set[str] = set()
    if sentence.has_numbers or not VERBS.isdisjoint(sentence.lowers):
        for release in _dated(sentence, reading, recent):
            if release.what == "delayed":
                delayed.add(release.title)
            yield release
    for fact in find_facts(sentence):
        if fact.what != "delayed" or fact.title not in delayed:
            yield fact


def _dated(sentence: Sentence, reading: Reading, recent: list[int]) -> Iterator[Release]:
    dates = [
        when
        for when in find_dates(sentence.segment, sentence.first, sentence.last, reading)
        if not any(when.first < last and first < when.last for first, last, _ in sentence.works)
    ]
    if not dates:
        return
    verbs = verbs_of(sentence)
    lowers = sentence.lowers
    if "not" in lowers and "yet" in lowers:
        verbs = []
    about: list[Named] = []
    for at, when in enumerate(dates):
        beside = _title_beside(sentence, when)
        if beside is not None:
            about = [beside]
            yield _make(sentence, beside, when, None if when.precision == "year" else _what(sentence, beside, when))
            continue
        verb = what_governs(sentence, when, verbs)
        if verb is None or not _is_release(sentence, when, verb):
            continue
        scope = _Scope(dates[at - 1].last if at else sentence.first, _end_of(dates, at, sentence), verb)
        own = scope._replace(right=min([scope.right, *(v for v in verbs if v >= when.last and v > verb)]))
        works = _works_of(sentence, when, scope, about)
        if not works and not about and (meant := work_meant(sentence, recent)) is not None:
            works = [(sentence.first, sentence.first, meant)]
        about = works or about
        moved = sentence.segment.lowers[verb] in MOVED
        for work in about:
            what = "delayed" if moved and not _is_sooner(sentence, verb) else _what(sentence, work, when, own)
            stated = when._replace(value=when.end) if moved and when.end else when
            yield _make(sentence, work, stated, what)


def _end_of(dates: list[When], at: int, sentence: Sentence) -> int:
    return dates[at + 1].first if at + 1 < len(dates) else sentence.last


def _is_sooner(sentence: Sentence, verb: int) -> bool:
    """Return whether a date was moved towards today: "moved up to May"."""
    following = sentence.segment.lowers[verb + 1 : verb + 3]
    return any(word in ("up", "forward", "ahead") for word in following)


def _is_release(sentence: Sentence, when: When, verb: int) -> bool:
    """Return whether a date that hangs on a verb of release is its day, not the end of a run or a mere year."""
    lowers = sentence.segment.lowers
    before = lowers[when.first - 1] if when.first > sentence.first else ""
    if before in ("until", "till", "through", "thru"):
        return not _NOT_UNTIL.isdisjoint(sentence.lowers)
    if lowers[verb] in MOVED:
        to = {"to", "until", "till", "for", "from", "a", "into"}
        near = lowers[max(sentence.first, when.first - 3) : when.first]
        return not to.isdisjoint(near) and (before != "from" or when.end is not None)
    if before == "from" and when.precision == "year" and when.end is None:
        return False
    if before == "in" and lowers[when.first - 2] == "set":
        return False  # the time a story plays in
    return when.precision != "year" or _year_fits(sentence.segment, when, verb)


def _year_fits(segment: Segment, when: When, verb: int) -> bool:
    words = segment.tokens
    before = words[when.first - 1].lower if when.first else ""
    after = words[when.last].lower if when.last < len(words) else ""
    return (
        before in _BEFORE_YEARS
        or (after in _NOUNS_AFTER_YEARS and verb - when.last <= 2)
        or words[when.first].lower in ("next", "this", "last")
        or words[when.first].lower.startswith("mid-")
    )


def _title_beside(sentence: Sentence, when: When) -> Named | None:
    """Find "Title (2019)", "Title (Netflix, March 3)", "2016's Title", "the 2009 musical Title"."""
    segment = sentence.segment
    words = segment.tokens
    for work in sentence.works:
        if 0 <= when.first - work[1] <= 3:
            gap = segment.text[words[work[1] - 1].end : words[when.first].start].strip("”’\"'! …")
            if gap == "(" or (gap.startswith("(") and ")" not in gap and gap.rstrip().endswith(",")):
                return work
        if when.precision != "year" or when.last > work[0]:
            continue
        between = words[when.last : work[0]]
        if words[when.first].possessive and not between:
            return work
        if (
            0 < len(between) <= 4
            and all(w.joined for w in between)
            and any(w.lower in _KINDS_BETWEEN for w in between)
            and not words[when.first].possessive
            and all(not w.capital or w.lower not in _KINDS_BETWEEN for w in between)
        ):
            return work
    return None


def _works_of(sentence: Sentence, when: When, scope: _Scope, about: list[Named]) -> list[Named]:
    """Return the works a date is about: the subject of its verb, else its object; the whole list where it is one."""
    near = [work for work in sentence.works if scope.left <= work[0] < scope.right]
    subjects = [work for work in near if not is_beside(sentence, work)]
    before = [work for work in subjects if work[1] <= when.first]
    before = [work for work in before if work not in about] or before
    if before:
        of_verb = [work for work in before if work[1] <= scope.verb + 1]
        return list_of(sentence, of_verb[-1] if of_verb else before[0])
    after = [work for work in subjects if work[0] >= when.last]
    if after and (not about or scope.verb >= when.last):
        return list_of(sentence, after[0])
    return []


def _make(sentence: Sentence, work: Named, when: When, what: str | None) -> Release:
    entity = sentence.entities.all[work[2]]
    if what is None and entity.type == "film":
        what = "film"
    return Release(title=entity.name, what=what, date=when.value, precision=when.precision, text=sentence.text)


def _what(sentence: Sentence, work: Named, when: When, scope: _Scope | None = None) -> str | None:
    """Return what it is of the work: "season 2" behind the title, else what is named in the date's own words."""
    left, right = (scope.left, scope.right) if scope else (work[0], min(sentence.last, when.last + 3))
    words = sentence.segment.lowers
    if scope is not None and _is_festival(sentence, when, scope):
        return FESTIVAL
    for i in [*range(work[1], min(work[1] + 3, right)), *range(left, right)]:
        if season := _season_at(sentence, i):
            return season
    return next((words[i] for i in range(left, right) if words[i] in _PARTS), None)


def _season_at(sentence: Sentence, i: int) -> str | None:
    """Return "season 2" for "season two", "Season 2", "second and final season" with "season" at token ``i``."""
    words = sentence.segment.lowers
    if words[i] != "season":
        return None
    if i + 1 < sentence.last and is_season_number(words[i + 1]):
        number = words[i + 1]
        if number.isdecimal():
            return f"season {int(number[:4])}"
        return f"season {_NUMBERS[number]}" if number in _NUMBERS else None
    for ordinal in words[max(sentence.first, i - 3) : i]:
        if ordinal in _ORDINALS:
            return f"season {_ORDINALS[ordinal]}"
    return None


def _is_festival(sentence: Sentence, when: When, scope: _Scope) -> bool:
    """Return whether a date is that of a first showing at a festival, not of the release."""
    words = sentence.segment.tokens
    left, right = min(scope.verb, when.first), scope.right
    lowers = sentence.segment.lowers[left:right]
    if not _FESTIVALS.isdisjoint(lowers):
        return True
    for i in range(left, right - 1):
        if words[i].lower in _PREMIERED and (words[i - 1].lower if i else "") == "world":
            return True
        if words[i].lower in _PREMIERED and words[i + 1].lower == "at" and i + 2 < right and words[i + 2].capital:
            return True
    return False


def _narrowest(releases: list[Release]) -> list[Release]:
    """Leave out a vaguer date where the article gives the exact one for the same thing."""
    exact: dict[str, list[str]] = {}
    for release in releases:
        if release.date and release.precision in ("day", "month"):
            exact.setdefault(release.title, []).append(release.date)
    return [
        release
        for release in releases
        if release.date is None or not any(_covers(release.date, d) for d in exact.get(release.title, ()))
    ]


def _covers(vague: str, exact: str) -> bool:
    """Return whether a month, quarter, season or year as written holds the exact date."""
    year, _, rest = vague.partition("-")
    if exact == vague or not exact.startswith(year):
        return False
    month = int(exact[5:7])
    if rest in _SEASON_MONTHS:
        return _SEASON_MONTHS[rest][0] <= month <= _SEASON_MONTHS[rest][1]
    if rest.startswith("Q"):
        return (month + 2) // 3 == int(rest[1:])
    return exact.startswith(vague)
