"""Release dates of lists, tables and headings, which have no verb: "March 3: *A*", a heading "March 3" over titles."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

from msgspec import structs

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
_SEASON = re.compile(r"\bseason (\d{1,2})\b", re.IGNORECASE)
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
        """Yield the releases of each line with a title and a date, or with a title under a date."""
        for line in _lines_of(sentence):
            yield from self._read_line(line, reading)

    def _read_line(self, sentence: Sentence, reading: Reading) -> Iterator[Release]:
        segment = sentence.segment
        listed = segment.kind in ("list", "table")
        line = sentence.last - sentence.first <= _LINE
        if not line or not (self._promised or self._heading or segment.kind == "table"):
            return
        if not listed and segment.kind != "heading" and not _is_line(sentence):
            return
        if segment.kind == "table" and not (self._promised or self._heading or _promises(segment)):
            return
        dates = find_dates(segment, sentence.first, sentence.last, reading)
        if not sentence.works:
            if len(dates) == 1 and _is_alone(sentence, dates[0]) and not listed:
                self._date = dates[0]
            return
        dates = [d for d in dates if not any(d.first < last and first < d.last for first, last, _ in sentence.works)]
        if self._date is not None and self._date.precision == "day":
            dates = [d for d in dates if d.precision == "day"]  # under a day, a year is when a film was new
        if len(dates) > 1 or not all(segment.tokens[verb].capital for verb in verbs_of(sentence)):
            return  # with a capital it is the label of an episode: "Season 2 Premiere"
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
            what=_what(entity.type, sentence.text),
            date=stated.value,
            precision=stated.precision,
            text=sentence.text,
        )


def _what(kind: str, text: str) -> str | None:
    """Return what of a work comes out: the film, or the season that its line names."""
    if kind == "film":
        return "film"
    season = _SEASON.search(text)
    return f"season {int(season[1])}" if season else None


def _lines_of(sentence: Sentence) -> Iterator[Sentence]:
    """Yield the lines of a sentence that line breaks part, as of several titles under one date."""
    segment = sentence.segment
    breaks = [i for i in range(sentence.first + 1, sentence.last) if "\n" in segment.gap(i)]
    for first, last in itertools.pairwise((sentence.first, *breaks, sentence.last)):
        works = [work for work in sentence.works if first <= work[0] < last]
        yield structs.replace(sentence, first=first, last=last, works=works) if breaks else sentence


def _is_line(sentence: Sentence) -> bool:
    """Return whether a sentence is a line of its own: all of its paragraph, or what line breaks part from the rest."""
    segment = sentence.segment
    begins = sentence.first == 0 or "\n" in segment.gap(sentence.first)
    return begins and (sentence.last == len(segment.tokens) or "\n" in segment.gap(sentence.last))


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
