"""Dates as news writes them: "September 30th, 2016", "30 September", "this Friday", "next spring", "early 2017"."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from pullquote.cache.annotate.text.tokens import Segment, Token
from pullquote.cache.core.article import Precision
from pullquote.cache.core.calendar_words import MONTH_NUMBERS, WEEKDAY_NUMBERS

SEASONS = {"spring": "spring", "summer": "summer", "fall": "fall", "autumn": "fall", "winter": "winter"}
_BEGIN = frozenset(
    (*MONTH_NUMBERS, *WEEKDAY_NUMBERS, *SEASONS, *"today tonight tomorrow yesterday this next last".split())
)
"""What a date begins with, unless with a number."""
_SEASON_MONTH = {"spring": 3, "summer": 6, "fall": 9, "winter": 12}


class When(NamedTuple):
    """A date in the text: tokens ``first:last``, its value and how exact it is."""

    first: int
    last: int
    value: str
    precision: Precision


class _WrittenDay(NamedTuple):
    """A day as the text has it, perhaps without its year."""

    year: int | None
    month: int
    day: int


def find_dates(segment: Segment, first: int, last: int, published: date | None, past: bool) -> list[When]:
    """Return the dates among tokens ``first:last``; ``past`` says on which side of the publication they lie."""
    found: list[When] = []
    after = first
    for i in sorted(segment.indices(_BEGIN) + segment.numbers):
        if after <= i < last:
            when = _at(segment, i, last, published, past)
            if when is not None:
                found.append(when)
                after = when.last
    return found


def _at(segment: Segment, i: int, last: int, published: date | None, past: bool) -> When | None:
    words = segment.tokens
    word = words[i]
    if (
        word.lower in MONTH_NUMBERS
        and word.capital
        and not (word.lower == "may" and (word.first or not _day(words, i + 1, last)))
    ):
        return _month_first(words, i, last, published, past)
    day = _number(word)
    if (
        day
        and i + 1 < last
        and words[i + 1].lower in MONTH_NUMBERS
        and words[i + 1].capital
        and (words[i + 1].joined or words[i + 1].lower != "may")
    ):
        month = MONTH_NUMBERS[words[i + 1].lower]
        year = _year(words[i + 2]) if i + 2 < last and segment.gap(i + 2) in (" ", ", ") else None
        return _full(i, i + 3 if year else i + 2, _WrittenDay(year, month, day), published, past)
    if day and i + 2 < last and words[i + 1].lower == "of" and words[i + 2].lower in MONTH_NUMBERS:
        return _full(i, i + 3, _WrittenDay(None, MONTH_NUMBERS[words[i + 2].lower], day), published, past)
    if year := _year(word):
        if (
            i + 2 < last
            and words[i + 1].text.isdecimal()
            and words[i + 2].text.isdecimal()
            and segment.gap(i + 1) == "-" == segment.gap(i + 2)
        ):
            return _full(i, i + 3, _WrittenDay(year, int(words[i + 1].text), int(words[i + 2].text)), published, past)
        return When(i, i + 1, str(year), "year")
    return _relative(segment, i, last, published, past)


def _month_first(words: list[Token], i: int, last: int, published: date | None, past: bool) -> When | None:
    month = MONTH_NUMBERS[words[i].lower]
    before = words[i - 1].lower if i else ""
    if day := _day(words, i + 1, last):
        year = _year(words[i + 2]) if i + 2 < last else None
        return _full(i, i + 3 if year else i + 2, _WrittenDay(year, month, day), published, past)
    if i + 1 < last and (year := _year(words[i + 1])):
        return When(i, i + 2, f"{year}-{month:02}", "month")
    if published is None or before not in (
        "in",
        "this",
        "next",
        "last",
        "until",
        "late",
        "early",
        "mid",
        "for",
        "by",
        "to",
        "from",
        "since",
    ):
        return None
    year = published.year
    if before == "last" or (past and before != "next"):
        year -= month > published.month
    elif before == "next":
        year += month <= published.month
    else:
        year += month < published.month - 1
    return When(i, i + 1, f"{year}-{month:02}", "month")


def _full(first: int, last: int, written: _WrittenDay, published: date | None, past: bool) -> When | None:
    """Return the day that tokens ``first:last`` name; without a year it is the one nearest to ``published``."""
    year, month, day = written
    try:
        if year is not None:
            return When(first, last, date(year, month, day).isoformat(), "day")
        if published is None:
            return None
        value = date(published.year, month, day)
        if past and value > published + timedelta(days=2):
            value = date(published.year - 1, month, day)
        elif not past and value < published - timedelta(days=60):
            value = date(published.year + 1, month, day)
    except ValueError:
        return None
    return When(first, last, value.isoformat(), "day")


def _relative(segment: Segment, i: int, last: int, published: date | None, past: bool) -> When | None:
    words = segment.tokens
    lower = words[i].lower
    following = words[i + 1] if i + 1 < last else None
    if (
        lower in SEASONS
        and following is not None
        and following.joined
        and (year := _year(following if following.lower != "of" or i + 2 >= last else words[i + 2]))
    ):
        return When(i, i + 2 if following.lower != "of" else i + 3, f"{year}-{SEASONS[lower]}", "season")
    if published is None:
        return None
    if lower in ("tonight", "today"):
        return When(i, i + 1, published.isoformat(), "day")
    if lower in ("tomorrow", "yesterday"):
        step = timedelta(days=1 if lower == "tomorrow" else -1)
        return When(i, i + 1, (published + step).isoformat(), "day")
    if lower in WEEKDAY_NUMBERS and words[i].capital:
        before = words[i - 1].lower if i else ""
        if before in ("on", "this", "next", "last", "until", "from", "coming") or words[i].joined:
            return When(i, i + 1, _weekday(published, WEEKDAY_NUMBERS[lower], before, past).isoformat(), "day")
        return None
    if lower in ("this", "next", "last") and following is not None:
        step_years = {"this": 0, "next": 1, "last": -1}[lower]
        unit = following.lower
        if unit == "coming" and i + 2 < last:
            unit, following = words[i + 2].lower, words[i + 2]
        if unit in SEASONS:
            season = SEASONS[unit]
            year = published.year + step_years
            if lower == "last" and _SEASON_MONTH[season] < published.month - 2:
                year = published.year
            return When(i, i + 2, f"{year}-{season}", "season")
        if unit == "year":
            return When(i, i + 2, str(published.year + step_years), "year")
        if unit == "month":
            months = published.year * 12 + published.month - 1 + step_years
            return When(i, i + 2, f"{months // 12}-{months % 12 + 1:02}", "month")
    return None


def _weekday(published: date, day: int, before: str, past: bool) -> date:
    ahead = (day - published.weekday()) % 7
    if before == "last" or (past and before not in ("this", "next", "coming")):
        return published - timedelta(days=(published.weekday() - day) % 7)
    if before == "next":
        monday = published - timedelta(days=published.weekday())
        return monday + timedelta(days=7 + day)
    return published + timedelta(days=ahead)


def _number(word: Token) -> int | None:
    text = word.text
    for ending in ("st", "nd", "rd", "th"):
        text = text.removesuffix(ending)
    return int(text) if text.isdecimal() and len(text) <= 2 and 1 <= int(text) <= 31 else None


def _day(words: list[Token], i: int, last: int) -> int | None:
    return _number(words[i]) if i < last else None


def _year(word: Token) -> int | None:
    text = word.text
    return int(text) if len(text) == 4 and text.isdecimal() and 1880 <= int(text) <= 2100 else None
