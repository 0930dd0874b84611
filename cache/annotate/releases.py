"""Releases: a title, a verb of release and a date in one sentence; renewals, cancellations, delays."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from pullquote.cache.annotate.entities import ArticleEntities
from pullquote.cache.annotate.release_dates import When, find_dates
from pullquote.cache.annotate.text.document_text import DocumentText
from pullquote.cache.annotate.text.tokens import Segment
from pullquote.cache.core.article import WORK_TYPES, Release

_LONGEST = 150
_ENDS = frozenset(".!?\n…")
_COMES_OUT = frozenset(
    "premiere premieres premiered premiering release released releases releasing arrive arrives arrived arriving open"
    " opens opened opening hit hits hitting debut debuts debuted debuting air airs aired airing return returns returned"
    " returning launch launches launched launching stream streams streaming drop drops dropped bow bows bowed"
    " bowing out"
    " due available coming comes theaters theatres cinemas slated rolls kicks begins screens lands landing dated date"
    " came unveiled".split()
)
_PAST = frozenset(
    "premiered released arrived opened debuted aired launched dropped bowed came was were had unveiled hit"
    " ended".split()
)
_FUTURE = frozenset(
    "will set slated due scheduled expected coming upcoming returns premieres opens hits debuts airs arrives".split()
)
_MAKING = frozenset(
    "filming production shooting shoot shot film filmed greenlit born died announced signed cast".split()
)
_RENEWED = frozenset("renewed renews renewal".split())
_CANCELLED = frozenset("cancelled canceled cancels axed axes scrapped".split())
_DELAYED = frozenset("delayed delays postponed postpones".split())
_FACTS = _RENEWED | _CANCELLED | _DELAYED
_NOT = frozenset(
    "not n't no never yet if could may might whether unless hasn't wasn't won't hasn’t wasn’t won’t isn't isn’t fear"
    " rumored rumoured hope hopes hoping".split()
)
_KINDS_BETWEEN = frozenset(
    "film movie drama comedy thriller musical series sitcom show documentary sequel prequel remake reboot"
    " miniseries biopic"
    " horror hit blockbuster romance romcom rom-com western debut feature flick adaptation classic".split()
)


class _Sentence(NamedTuple):
    """Tokens ``first:last`` of a segment, and the works named in them as (first, last, number of the entity)."""

    segment: Segment
    entities: ArticleEntities
    first: int
    last: int
    works: list[tuple[int, int, int]]

    @property
    def text(self) -> str:
        """The sentence as it stands, cut at 300 characters."""
        words = self.segment.tokens
        text = self.segment.text[words[self.first].start : words[self.last - 1].end]
        return text if len(text) <= 300 else text[:299] + "…"


def find_releases(document_text: DocumentText, entities: ArticleEntities) -> list[Release]:
    """Return the release dates and facts the article states, each once, in reading order."""
    published = document_text.document.published.date() if document_text.document.published else None
    found: dict[tuple[str, str | None, str | None], Release] = {}
    last_work: int | None = None
    for number, segment in enumerate(document_text.segments):
        if segment.kind in ("embed", "repeat"):
            continue
        for first, last in sentences(segment):
            works = _works(entities, number, first, last)
            sentence = _Sentence(segment, entities, first, last, works)
            for release in _read(sentence, published, last_work):
                key = (release.title, release.what if release.date is None else None, release.date)
                if key not in found or (found[key].what is None and release.what):
                    found[key] = release
            if works:
                last_work = works[-1][2]
    return _narrowest(list(found.values()))


def sentences(segment: Segment) -> Iterator[tuple[int, int]]:
    """Return the sentences of a segment as token ranges; what goes on for ``_LONGEST`` words is cut there."""
    start = 0
    for end in (*(i for i in segment.firsts if _ends_before(segment, i)), len(segment.tokens)):
        while end - start > _LONGEST:
            yield start, start + _LONGEST
            start += _LONGEST
        if end > start:
            yield start, end
            start = end


def _ends_before(segment: Segment, i: int) -> bool:
    """Return whether a sentence ends before token ``i``."""
    gap = segment.gap(i)
    return not _ENDS.isdisjoint(gap) and gap[-1:] != "("


def _works(entities: ArticleEntities, number: int, first: int, last: int) -> list[tuple[int, int, int]]:
    return [
        (i, end, entity)
        for i, end, entity in entities.named_in(number)
        if first <= i < last and entities.all[entity].type in WORK_TYPES
    ]


def _read(sentence: _Sentence, published: date | None, last_work: int | None) -> Iterator[Release]:
    """Yield what one sentence states; ``last_work`` is the work named last before it."""
    segment, _, first, last, works = sentence
    words = segment.tokens
    lowers = segment.lowers[first:last]
    if not works and (segment.headline or last_work is None or _COMES_OUT.isdisjoint(lowers)):
        return
    if works and not _FACTS.isdisjoint(lowers):
        yield from _facts(sentence)
    past = not _PAST.isdisjoint(lowers) and _FUTURE.isdisjoint(lowers)
    dates = find_dates(segment, first, last, published, past)
    if not dates:
        return
    used: set[int] = set()
    for when in dates:
        named = _year_beside(segment, works, when)
        if named is not None and when.precision == "year":
            used.add(when.first)
            yield _make(sentence, named, when, beside=True)
    verbs = [i for i in range(first, last) if words[i].lower in _COMES_OUT and not _is_making(segment, i, first)]
    if not verbs or ("not" in lowers and "yet" in lowers):
        return
    for when in dates:
        if when.first in used:
            continue
        verb = min(verbs, key=lambda v: abs(v - when.first))
        if abs(verb - when.first) > 14 or (when.precision == "year" and not _year_fits(segment, when, verb)):
            continue
        if any(words[i].lower in _MAKING for i in range(max(first, when.first - 5), when.first)):
            continue
        work = _work_for(works, verb, when) if works else None
        if work is None and last_work is not None and _speaks_of_it(lowers):
            work = (first, first, last_work)
        if work is not None:
            yield _make(sentence, work, when)


def _facts(sentence: _Sentence) -> Iterator[Release]:
    """Yield renewals, cancellations and delays of the works named near the word for it."""
    segment, entities, first, last, works = sentence
    lowers = segment.lowers[first:last]
    for words, what in ((_RENEWED, "renewed"), (_CANCELLED, "cancelled"), (_DELAYED, "delayed")):
        for at, lower in enumerate(lowers):
            if lower not in words or any(w in _NOT for w in lowers[max(0, at - 5) : at]):
                continue
            near = [w for w in works if abs(w[0] - (first + at)) <= 10]
            if not near or (lower == "renewal" and not segment.headline):
                continue
            work = min(near, key=lambda w: abs(w[0] - (first + at)))
            beside = segment.tokens[first + at + 1].lower if first + at + 1 < len(segment.tokens) else ""
            if what == "renewed" and beside in ("interest", "focus", "attention", "hope", "energy", "calls"):
                continue
            yield Release(title=entities.all[work[2]].name, what=what, text=sentence.text)
            break


def _year_beside(segment: Segment, works: list[tuple[int, int, int]], when: When) -> tuple[int, int, int] | None:
    """Find "Title (2019)", "2016's Title", "the 2009 musical Title"."""
    words = segment.tokens
    for work in works:
        if 0 <= when.first - work[1] <= 1:
            gap = segment.text[words[work[1] - 1].end : words[when.first].start].strip("”’\"'! …")
            if gap == "(" or (gap.startswith("(") and when.first - work[1] == 1 and gap.rstrip().endswith(",")):
                return work
        between = words[when.last : work[0]]
        if when.last <= work[0] and len(between) <= 4 and words[when.first].possessive and not between:
            return work
        if (
            0 < len(between) <= 4
            and all(not w.capital and w.joined for w in between)
            and any(w.lower in _KINDS_BETWEEN for w in between)
            and not words[when.first].possessive
        ):
            return work
    return None


def _year_fits(segment: Segment, when: When, verb: int) -> bool:
    words = segment.tokens
    before = words[when.first - 1].lower if when.first else ""
    after = words[when.last].lower if when.last < len(words) else ""
    return (
        before in ("in", "expected", "early", "late", "mid", "for", "until", "sometime", "to", "its", "of")
        or (after in ("air", "release", "premiere", "debut", "launch") and verb - when.last <= 2)
        or words[when.first].lower in ("next", "this")
    )


def _is_making(segment: Segment, i: int, first: int) -> bool:
    """Return whether "begins", "set", "due" speak of the making: "due to film", "filming begins"."""
    words = segment.tokens
    lower = words[i].lower
    if lower in ("begins", "kicks", "due", "set", "coming", "out", "returns", "return", "hit", "date", "open"):
        near = [w.lower for w in words[max(first, i - 3) : i + 4]]
        if any(w in _MAKING for w in near):
            return True
    if lower == "due":
        return i + 1 < len(words) and words[i + 1].lower == "to"
    if lower == "out":
        return i + 1 < len(words) and words[i + 1].lower in (
            "of",
            "that",
            "to",
            "how",
            "what",
            "there",
            "loud",
            "their",
            "his",
            "her",
        )
    if lower in (
        "hit",
        "drop",
        "drops",
        "date",
        "open",
        "opening",
        "coming",
        "came",
        "comes",
        "begins",
        "lands",
        "return",
    ):
        near = [w.lower for w in words[i + 1 : i + 4]]
        screens = any(
            w in ("theaters", "theatres", "cinemas", "screens", "netflix", "out", "on", "streaming", "air")
            for w in near
        )
        before = words[i - 1].lower if i else ""
        return not screens and before not in ("release", "air", "premiere", "launch", "streaming", "will", "to")
    return False


def _speaks_of_it(lowers: Sequence[str]) -> bool:
    """Return whether a sentence without a title speaks of the one named before."""
    return (
        any(
            a in ("the", "it", "this")
            and (
                a == "it"
                or b
                in (
                    "series",
                    "show",
                    "film",
                    "movie",
                    "sitcom",
                    "drama",
                    "miniseries",
                    "season",
                    "new",
                    "sequel",
                    "finale",
                    "premiere",
                )
            )
            for a, b in zip(lowers[:6], [*lowers[1:6], ""], strict=False)
        )
        or any(a in _ORDINALS and b == "season" for a, b in itertools.pairwise(lowers))
        or any(a == "season" and b.isdecimal() for a, b in itertools.pairwise(lowers))
    )


def _work_for(works: list[tuple[int, int, int]], verb: int, when: When) -> tuple[int, int, int]:
    """Return the work a date is about: the subject before the verb, else the nearest."""
    before = [w for w in works if w[1] <= verb + 1]
    if before:
        return before[-1]
    return min(works, key=lambda w: min(abs(w[0] - verb), abs(w[0] - when.first)))


def _make(sentence: _Sentence, work: tuple[int, int, int], when: When, *, beside: bool = False) -> Release:
    """Return the release of ``work``; a date ``beside`` its title is that of the whole work, not of a season."""
    segment, entities, first, last, _ = sentence
    entity = entities.all[work[2]]
    what = None if beside else _what(segment, work, first, last)
    if what is None and entity.type == "film":
        what = "film"
    return Release(title=entity.name, what=what, date=when.value, precision=when.precision, text=sentence.text)


def _what(segment: Segment, work: tuple[int, int, int], first: int, last: int) -> str | None:
    """Return what it is about: "season 2" after the title, else the only season or thing named in the sentence."""
    words = segment.tokens
    for i in [*range(work[1], min(work[1] + 3, last)), *range(first, last)]:
        if words[i].lower == "season" and i + 1 < last and words[i + 1].text.isdecimal():
            return f"season {int(words[i + 1].text[:4])}"
        if words[i].lower == "season" and i and words[i - 1].lower in _ORDINALS:
            return f"season {_ORDINALS[words[i - 1].lower]}"
    for i in range(first, last):
        if words[i].lower in ("trailer", "finale", "premiere", "soundtrack", "teaser") and words[i].lower != "premiere":
            return words[i].lower
    return None


_ORDINALS = {
    name: number
    for number, name in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split(), 1
    )
}


def _narrowest(releases: list[Release]) -> list[Release]:
    """Leave out a vaguer date where the article gives the exact one for the same thing."""
    exact = {(r.title, r.date[:size]) for r in releases if r.date for size in (4, 7) if len(r.date) > size}
    return [r for r in releases if r.date is None or (r.title, r.date) not in exact]
