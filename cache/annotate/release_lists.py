"""Release dates of lists, tables and headings, which have no verb: "March 3: *A*", a heading "March 3" over titles."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from pullquote.cache.annotate.release_dates import Reading, When, find_dates
from pullquote.cache.annotate.release_sentences import Sentence
from pullquote.cache.annotate.release_verbs import verbs_of
from pullquote.cache.annotate.text.document_text import DocumentText
from pullquote.cache.annotate.text.tokens import Segment
from pullquote.cache.core.article import Release

_CALENDAR = frozenset("calendar schedule premiere premieres arriving releases debuts debuting airdates".split())
_CALENDAR_PAIRS = (
    ("release", "date"),
    ("release", "dates"),
    ("release", "calendar"),
    ("coming", "to"),
    ("coming", "soon"),
    ("coming", "out"),
    ("new", "on"),
    ("to", "watch"),
    ("to", "stream"),
    ("air", "date"),
    ("air", "dates"),
    ("new", "releases"),
    ("new", "movies"),
    ("new", "shows"),
    ("new", "albums"),
    ("new", "books"),
    ("new", "games"),
    ("most", "anticipated"),
    ("upcoming", "movies"),
    ("upcoming", "films"),
    ("upcoming", "shows"),
    ("upcoming", "albums"),
)
"""Words of a headline that promise a list of releases."""
_LINE = 24
"""Words of a line; what is longer is a sentence."""
_AROUND_DAYS = frozenset("new arriving available coming on in out starting from premieres streaming also and".split())
_DATE_EDGE = 2


class ReleaseLists:
    """Reads the segments of an article in their order and keeps the date a heading sets for the lines below it."""

    def __init__(self, document_text: DocumentText) -> None:
        self._promised = any(
            _promises(segment) for segment in document_text.segments if segment.kind in ("title", "dek")
        )
        self._heading = False
        self._date: When | None = None
        self._segment: Segment | None = None

    def enter(self, segment: Segment) -> None:
        """Go on to ``segment``: a heading ends what the one before it said."""
        self._segment = segment
        if segment.kind == "heading":
            self._heading = _promises(segment)
            self._date = None

    def read(self, sentence: Sentence, reading: Reading) -> Iterator[Release]:
        """Yield the releases of a line with a title and a date, or with a title under a date."""
        segment = sentence.segment
        listed = segment.kind in ("list", "table")
        line = sentence.last - sentence.first <= _LINE
        if not line or not (self._promised or self._heading or segment.kind == "table"):
            return
        whole = sentence.first == 0 and sentence.last == len(segment.tokens)
        if not listed and segment.kind != "heading" and not whole:
            return
        if segment.kind == "table" and not (self._promised or self._heading or _promises(segment)):
            return
        dates = find_dates(segment, sentence.first, sentence.last, reading)
        if not sentence.works:
            if len(dates) == 1 and _is_alone(sentence, dates[0]) and not listed:
                self._date = dates[0]
            return
        dates = [d for d in dates if not any(d.first < last and first < d.last for first, last, _ in sentence.works)]
        if len(dates) > 1 or verbs_of(sentence):
            return
        work = sentence.works[0]
        if dates and not _is_at_an_edge(sentence, dates[0]):
            return
        stated = dates[0] if dates else self._date
        if (
            stated is None
            or (stated.precision != "day" and segment.kind != "table")
            or (not dates and work[0] - sentence.first > _DATE_EDGE)
        ):
            return
        entity = sentence.entities.all[work[2]]
        yield Release(
            title=entity.name,
            what="film" if entity.type == "film" else None,
            date=stated.value,
            precision=stated.precision,
            text=sentence.text,
        )


def _promises(segment: Segment) -> bool:
    lowers: Sequence[str] = segment.lowers[:120]
    if not _CALENDAR.isdisjoint(lowers):
        return True
    return any(pair in _PAIRS for pair in itertools.pairwise(lowers))


_PAIRS = frozenset(_CALENDAR_PAIRS)


def _is_alone(sentence: Sentence, when: When) -> bool:
    """Return whether a line is a date and nothing else: "Friday, March 6", "Arriving March 3"."""
    words = sentence.segment.lowers
    rest = [*words[sentence.first : when.first], *words[when.last : sentence.last]]
    return all(word in _AROUND_DAYS for word in rest)


def _is_at_an_edge(sentence: Sentence, when: When) -> bool:
    """Return whether a date begins or ends its line, or stands in a cell of its own."""
    gap = sentence.segment.gap(when.first)
    return when.first - sentence.first <= 1 or sentence.last - when.last <= _DATE_EDGE or "\t" in gap or "(" in gap
