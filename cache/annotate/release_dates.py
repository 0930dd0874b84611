"""Dates as news writes them: "Fri., Jan. 15, 2027", "30 September", "this Friday", "next spring", "early 2017".

A written day is read with the week day before or behind it, a range ("Dec. 18-20", "from May 3 to June 9") with both
its ends, so that each is one date. A year that is not written is that of the day nearest to the publication; the week
day decides where it can, the tense of the verb where it cannot.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

from pullquote.cache.annotate.text.tokens import Segment, Token
from pullquote.cache.core.article import Precision
from pullquote.cache.core.times.words import MONTH_NUMBERS, WEEKDAY_NUMBERS

SEASONS = {"spring": "spring", "summer": "summer", "fall": "fall", "autumn": "fall", "winter": "winter"}
SHORT_WEEKDAYS = {
    "mon": 0, "tue": 1, "tues": 1, "wed": 2, "weds": 2, "thu": 3, "thur": 3, "thurs": 3, "fri": 4, "sat": 5, "sun": 6,
}  # fmt: skip
"""Short names of week days: only before or behind a written day, since most of them are words and names too."""
_SEASON_MONTH = {"spring": 3, "summer": 6, "fall": 9, "winter": 12}
_DAYS = frozenset("today tonight tomorrow yesterday".split())
_STEPS = {"this": 0, "next": 1, "last": -1}
_QUARTERS = {"q1": 1, "q2": 2, "q3": 3, "q4": 4}
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4}
_HOLIDAYS = {
    ("christmas", "day"): (12, 25),
    ("christmas", "eve"): (12, 24),
    ("boxing", "day"): (12, 26),
    ("new", "year", "day"): (1, 1),
    ("new", "year", "eve"): (12, 31),
    ("valentine", "day"): (2, 14),
    ("fourth", "of", "july"): (7, 4),
    ("july", "fourth"): (7, 4),
    ("halloween",): (10, 31),
    ("christmas",): (12, 25),
}
"""Month and day of holidays that are the same wherever English is written."""
_THANKSGIVING = "thanksgiving"
_HOLIDAY_STARTS = frozenset(words[0] for words in _HOLIDAYS) | {_THANKSGIVING}
_BEGIN = frozenset(
    (
        *MONTH_NUMBERS,
        *WEEKDAY_NUMBERS,
        *SHORT_WEEKDAYS,
        *SEASONS,
        *_DAYS,
        *_STEPS,
        *_QUARTERS,
        *_ORDINALS,
        *_HOLIDAY_STARTS,
    )
)
"""What a date begins with, unless with a number."""
_BEFORE_MONTHS = frozenset(
    "in this next last until till late early mid for by to from since come of during sometime through".split()
)
_BEFORE_HOLIDAYS = frozenset("on this next until till by before after for at from to".split())
_RELEASED = frozenset("release premiere debut launch opening bow return start date drop".split())
_NUMERIC_CUES = frozenset(
    "on from starting beginning until till by to theaters theatres cinemas premieres airs debuts returns arrives opens"
    " streaming".split()
)
_DASHES = ("-", "–", "—", "‑")
_UNTIL = frozenset("to through thru until till".split())
_NEAR_MONTHS = 2
_BEST_GRADE = 10
"""What is in brackets up to this number may be a grade: "(8/10)"."""
_YEARS_BY_WEEKDAY = (0, 1, -1)
"""Years around the publication, the nearest first, in which a day and its week day are sought."""


class When(NamedTuple):
    """A date in the text: tokens ``first:last``, its value and how exact it is; ``end`` is that of a range's end."""

    first: int
    last: int
    value: str
    precision: Precision
    end: str | None = None


class Reading(NamedTuple):
    """How dates are read: when the article appeared, which tokens speak of the past, and the order of "3/4"."""

    published: date | None
    is_past: Callable[[int], bool]
    day_first: bool = False


class _WrittenDay(NamedTuple):
    """A day as the text has it in tokens ``first:last``, perhaps without its year."""

    first: int
    last: int
    year: int | None
    month: int
    day: int


def find_dates(segment: Segment, first: int, last: int, reading: Reading) -> list[When]:
    """Return the dates among tokens ``first:last``, in their order; those of a range are one."""
    found: list[When] = []
    finder = _Finder(segment, last, reading)
    after = first
    for i in _beginnings(segment, first, last):
        if i >= after and (when := finder.at(i)) is not None:
            if found and _is_range(segment, found[-1], when):
                found[-1] = found[-1]._replace(last=when.last, end=when.end or when.value)
            else:
                found.append(when)
            after = when.last
    return found


def _beginnings(segment: Segment, first: int, last: int) -> list[int]:
    """Return the tokens among ``first:last`` that a date may begin with, in order."""
    lowers = segment.lowers[first:last]
    found = [] if _BEGIN.isdisjoint(lowers) else [i for i, lower in enumerate(lowers, first) if lower in _BEGIN]
    numbers = segment.numbers[bisect_left(segment.numbers, first) : bisect_left(segment.numbers, last)]
    halves = []
    if "-" in segment.text:
        halves = [i for i, lower in enumerate(lowers, first) if lower.startswith("mid-")]
    return sorted({*found, *numbers, *halves}) if numbers or halves else found


def _is_range(segment: Segment, start: When, end: When) -> bool:
    """Return whether two dates are the ends of one range: "from April 2016 to March 2018", "May–June 2027"."""
    between = segment.lowers[start.last : end.first]
    if not between:
        return segment.gap(end.first).strip() in _DASHES
    before = segment.lowers[start.first - 1] if start.first else ""
    return len(between) == 1 and between[0] in (*_UNTIL, "and") and before in ("from", "between")


class _Finder:
    """Reads the date that begins at a token, up to token ``last``."""

    def __init__(self, segment: Segment, last: int, reading: Reading) -> None:
        self._segment = segment
        self._words = segment.tokens
        self._last = last
        self._reading = reading

    def at(self, i: int) -> When | None:
        """Return the date that begins at token ``i``, with its week day and the end of its range."""
        weekday, start = self._weekday_before(i)
        written = self._written(start)
        if written is not None and (weekday is None or self._is_beside(i, start)):
            return self._with_end(i, written, weekday)
        if self._lower(i) in _DAYS and (near := self._written(i + 1)) and self._is_beside(i, i + 1):
            return self._with_end(i, near, None)
        return self._vague(i)

    def _lower(self, i: int) -> str:
        return self._words[i].lower if 0 <= i < self._last else ""

    def _gap(self, i: int) -> str:
        return self._segment.gap(i) if 0 < i < self._last else ""

    def _weekday_before(self, i: int) -> tuple[int | None, int]:
        """Return the week day that token ``i`` names and where the day after it is written."""
        word = self._lower(i)
        day = WEEKDAY_NUMBERS.get(word, SHORT_WEEKDAYS.get(word))
        if day is None or not self._words[i].capital:
            return None, i
        following = i + 1
        while self._lower(following) in ("the", "night", "morning", "evening", "afternoon"):
            following += 1
        return day, following

    def _is_beside(self, i: int, following: int) -> bool:
        """Return whether nothing but marks stands between a word for a day and the day written out."""
        return all(self._gap(j).strip(" \u00a0.,(—–-") == "" and "\n" not in self._gap(j) for j in (i + 1, following))

    def _with_end(self, i: int, written: _WrittenDay, weekday: int | None) -> When | None:
        last = written.last
        if weekday is None:
            name = self._lower(last)
            day = WEEKDAY_NUMBERS.get(name, SHORT_WEEKDAYS.get(name))
            if day is not None and self._words[last].capital and self._gap(last) in (" (", ", "):
                weekday, last = day, last + 1
        end_at, end = self._end(written, last)
        if end is not None and written.year is None and end.year is not None:
            written = written._replace(year=end.year - (end.month < written.month))
        value = self._day(written, weekday)
        if value is None:
            return None
        precision: Precision = "day"
        text = value.isoformat()
        if self._lower(i - 1) == "of" and self._lower(i - 2) == "week":
            text, precision = text[:7], "month"
        last_day = self._day(end._replace(year=end.year or value.year), None) if end else None
        return When(i, end_at, text, precision, last_day.isoformat() if last_day else None)

    def _end(self, start: _WrittenDay, last: int) -> tuple[int, _WrittenDay | None]:
        """Return where a range ends and its last day: "Dec. 18-20", "May 3 to June 9"; ``last`` and none otherwise."""
        gap = self._gap(last).strip()
        following = last
        if gap not in _DASHES:
            from_ = self._lower(start.first - 1) in ("from", "between") or self._lower(start.first - 2) == "from"
            joining = self._lower(last)
            if not (joining in ("through", "thru") or (joining in (*_UNTIL, "and") and from_)) or gap:
                return last, None
            following = last + 1
        _, at = self._weekday_before(following)
        if (end := self._written(at)) is not None:
            return end.last, end
        day = _number(self._words[at]) if at < self._last else None
        if day is None or (at + 1 < self._last and self._gap(at + 1) in (":", "/")):
            return last, None
        year = self._year_at(at + 1)
        return at + (2 if year else 1), _WrittenDay(at, at + 1, year or start.year, start.month, day)

    def _year_at(self, i: int) -> int | None:
        return _year(self._words[i]) if i < self._last and self._gap(i).strip() in ("", ",") else None

    def _written(self, i: int) -> _WrittenDay | None:
        """Return the day written out from token ``i`` on: "Jan. 15, 2027", "the 3rd of May", "12/18", "2027-05-03"."""
        if i >= self._last:
            return None
        word = self._words[i]
        month = self._month_at(i)
        if month is not None:
            day = _number(self._words[i + 1]) if i + 1 < self._last else None
            if day is None or "\n" in self._gap(i + 1) or self._gap(i + 2)[:1] == "%":
                return None
            year = self._year_at(i + 2)
            return _WrittenDay(i, i + (3 if year else 2), year, month, day)
        day = _number(word)
        if day is not None:
            return self._day_first(i, day) or self._numeric(i)
        year = _year(word)
        if year and i + 2 < self._last and self._gap(i + 1) == "-" == self._gap(i + 2):
            numbers = (self._lower(i + 1), self._lower(i + 2))
            if all(n.isdecimal() and len(n) <= _NEAR_MONTHS for n in numbers):
                return _WrittenDay(i, i + 3, year, int(numbers[0]), int(numbers[1]))
        return None

    def _month_at(self, i: int) -> int | None:
        """Return the month token ``i`` names; "May" and "March" begin a name and a sentence too."""
        word = self._words[i] if i < self._last else None
        return MONTH_NUMBERS.get(word.lower) if word is not None and word.capital else None

    def _day_first(self, i: int, day: int) -> _WrittenDay | None:
        """Return "18 December 2026", "18th of December", "18-20 December": the first day of the range."""
        at = i + 1
        if self._lower(at) == "of":
            at += 1
        elif (self._gap(at).strip() in _DASHES or self._lower(at) == "to") and at + 1 < self._last:
            at += self._lower(at) == "to"
            if _number(self._words[at]) is None:
                return None
            at += 1
        month = self._month_at(at)
        if month is None or self._gap(at).strip() or (self._lower(at) == "may" and self._words[at].first):
            return None
        year = self._year_at(at + 1)
        return _WrittenDay(i, at + (2 if year else 1), year, month, day)

    def _numeric(self, i: int) -> _WrittenDay | None:
        """Return "12/18", "1/15/27", "15.1.2027"; without a year only after a week day, a bracket or "on"."""
        sign = self._gap(i + 1)
        if sign not in ("/", ".") or i + 1 >= self._last or not self._words[i].text.isdecimal():
            return None
        numbers = [int(self._words[i].text), _number(self._words[i + 1]) or 0]
        year = None
        if i + 2 < self._last and self._gap(i + 2) == sign and self._words[i + 2].text.isdecimal():
            text = self._words[i + 2].text
            year = int(text) + (2000 if len(text) == 2 else 0)
        name = self._lower(i - 1)
        weekday = WEEKDAY_NUMBERS.get(name, SHORT_WEEKDAYS.get(name))
        cue = weekday is not None or self._lower(i - 1) in _NUMERIC_CUES
        cue = cue or (self._segment.gap(i)[-1:] == "(" and numbers[1] > _BEST_GRADE)
        if (year is None and (sign != "/" or not cue or (numbers == [9, 11] and weekday is None))) or not all(numbers):
            return None
        month, day = numbers
        if month > 12 or (day <= 12 and (self._reading.day_first or sign == ".")):
            month, day = day, month
        swapped = day <= 12 and weekday is not None and self._falls_on(weekday, year, day, month)
        if swapped and weekday is not None and not self._falls_on(weekday, year, month, day):
            month, day = day, month
        return _WrittenDay(i, i + (3 if year else 2), year, month, day) if month <= 12 else None

    def _falls_on(self, weekday: int, year: int | None, month: int, day: int) -> bool:
        published = self._reading.published
        years = [year] if year else [published.year + step for step in (0, 1)] if published else []
        days = [_day_of(year, month, day) for year in years]
        return any(found is not None and found.weekday() == weekday for found in days)

    def _day(self, written: _WrittenDay, weekday: int | None) -> date | None:
        """Return the day; without a year the one nearest to the publication, its week day deciding before the tense."""
        published = self._reading.published
        try:
            if written.year is not None:
                return date(written.year, written.month, written.day)
            if published is None:
                return None
            if weekday is not None:
                for step in _YEARS_BY_WEEKDAY:
                    day = _day_of(published.year + step, written.month, written.day)
                    if day is not None and day.weekday() == weekday:
                        return day
            value = date(published.year, written.month, written.day)
            past = self._reading.is_past(written.first)
            if past and value > published + timedelta(days=2):
                return date(published.year - 1, written.month, written.day)
            if not past and value < published - timedelta(days=60):
                return date(published.year + 1, written.month, written.day)
        except ValueError:
            return None
        return value

    def _vague(self, i: int) -> When | None:
        """Return a month, year, season, quarter, holiday or a day counted from the publication."""
        word = self._words[i]
        if year := _year(word):
            return self._years(i, year)
        lower = word.lower
        if lower.startswith("mid-") and (year := _year_in(lower[4:])):
            return When(i, i + 1, str(year), "year")
        month = self._month(i)
        if month is not None:
            return month
        if lower in SEASONS:
            return self._season(i)
        if lower in _QUARTERS or (lower in _ORDINALS and self._lower(i + 1) == "quarter"):
            return self._quarter(i)
        return self._holiday(i) or self._relative(i)

    def _years(self, i: int, year: int) -> When | None:
        """Return "2027", and the first of "2010-2015"; "the 2026-27 season" is no date."""
        if self._gap(i + 1) in _DASHES and (text := self._lower(i + 1)).isdecimal():
            if self._lower(i + 2) in ("season", "seasons", "campaign"):
                return None
            end = _year(self._words[i + 1]) or (year // 100 * 100 + int(text) if len(text) == 2 else None)
            if end is not None and end > year:
                return When(i, i + 2, str(year), "year", str(end))
        return When(i, i + 1, str(year), "year")

    def _month(self, i: int) -> When | None:
        """Return "May 2027", "March of 2027", "in March", "a March release"."""
        lower = self._lower(i).removeprefix("mid-")
        month = MONTH_NUMBERS.get(lower)
        if month is None or not (self._words[i].capital or "mid-" in self._lower(i)):
            return None
        of = self._lower(i + 1) == "of"
        if year := self._year_at(i + 1 + of):
            return When(i, i + 2 + of, f"{year}-{month:02}", "month")
        before = self._lower(i - 1)
        if self._lower(i) == "may" and before in ("for", "to", "by", "of", "from"):
            return None  # "by May" may be somebody's name
        said = before in _BEFORE_MONTHS or "mid-" in self._lower(i) or self._lower(i + 1) in _RELEASED
        published = self._reading.published
        if published is None or not said:
            return None
        year = published.year
        if before == "last" or (self._reading.is_past(i) and before != "next"):
            year -= month > published.month
        elif before == "next":
            year += month <= published.month
        else:
            year += month < published.month - 1
        return When(i, i + 1, f"{year}-{month:02}", "month")

    def _season(self, i: int) -> When | None:
        """Return "spring 2027", "the fall of 2027", "in the spring"."""
        season = SEASONS[self._lower(i)]
        of = self._lower(i + 1) == "of"
        if year := self._year_at(i + 1 + of):
            return When(i, i + 2 + of, f"{year}-{season}", "season")
        published = self._reading.published
        before = (self._lower(i - 2), self._lower(i - 1))
        if published is None or self._words[i].capital or not (before[1] == "in" or before in _IN_THE):
            return None
        return When(i, i + 1, f"{self._season_year(season, self._reading.is_past(i), published)}-{season}", "season")

    @staticmethod
    def _season_year(season: str, past: bool, published: date) -> int:
        ends = _SEASON_MONTH[season] + 2
        if past:
            return published.year - (_SEASON_MONTH[season] > published.month)
        return published.year + (ends < published.month)

    def _quarter(self, i: int) -> When | None:
        """Return "Q3 2026", "the third quarter of 2026"."""
        number = _QUARTERS.get(self._lower(i)) or _ORDINALS[self._lower(i)]
        at = i + 1 + (self._lower(i + 1) == "quarter")
        at += self._lower(at) == "of"
        year = self._year_at(at)
        return When(i, at + 1, f"{year}-Q{number}", "quarter") if year else None

    def _holiday(self, i: int) -> When | None:
        """Return "on Christmas Day", "this Halloween"; what is not introduced so may be a title or a kind of film."""
        named = self._lower(i) in _HOLIDAY_STARTS and self._words[i].capital
        before = self._lower(i - 1)
        if not named or before not in _BEFORE_HOLIDAYS:
            return None
        if self._lower(i) == _THANKSGIVING:
            return None if self._lower(i + 1) in ("weekend", "week") else self._on_holiday(i, i + 1, None)
        for words, day in _HOLIDAYS.items():
            end = i + len(words)
            if self._segment.lowers[i:end] != words or end > self._last:
                continue
            if self._lower(end) in ("weekend", "season", "special", "movie", "film", "episode", "time", "party"):
                return None
            if words == ("christmas",) and before not in ("on", "this"):
                return None
            return self._on_holiday(i, end, day)
        return None

    def _on_holiday(self, i: int, end: int, day: tuple[int, int] | None) -> When | None:
        """Return a holiday of the year written, else of the one nearest; ``day`` is none for Thanksgiving."""
        published = self._reading.published
        year = self._year_at(end)
        if year is None and published is None:
            return None
        found = None
        if year is not None:
            found = _thanksgiving(year) if day is None else date(year, *day)
            end += 1
        elif published is not None:
            past = self._reading.is_past(i)
            for year in (published.year, published.year - 1 if past else published.year + 1):
                found = _thanksgiving(year) if day is None else date(year, *day)
                if (found <= published) if past else (found >= published - timedelta(days=7)):
                    break
        return When(i, end, found.isoformat(), "day") if found else None

    def _relative(self, i: int) -> When | None:
        published = self._reading.published
        if published is None:
            return None
        lower = self._lower(i)
        if lower in ("tonight", "today"):
            return When(i, i + 1, published.isoformat(), "day")
        if lower in ("tomorrow", "yesterday"):
            step = timedelta(days=1 if lower == "tomorrow" else -1)
            return When(i, i + 1, (published + step).isoformat(), "day")
        if lower in WEEKDAY_NUMBERS and self._words[i].capital:
            before = self._lower(i - 1)
            if before in ("on", "this", "next", "last", "until", "from", "coming") or self._words[i].joined:
                day = _weekday(published, WEEKDAY_NUMBERS[lower], before, self._reading.is_past(i))
                return When(i, i + 1, day.isoformat(), "day")
            return None
        return self._counted(i, published) if lower in _STEPS else None

    def _counted(self, i: int, published: date) -> When | None:
        """Return "this fall", "next month", "last year"."""
        step = _STEPS[self._lower(i)]
        at = i + 1
        while self._lower(at) in ("coming", "past", "upcoming"):
            at += 1
        unit = self._lower(at)
        if unit in SEASONS:
            season = SEASONS[unit]
            year = published.year + step
            if step < 0 and _SEASON_MONTH[season] < published.month - 2:
                year = published.year
            if step > 0 and season == "winter" and published.month <= 2:
                year = published.year
            return When(i, at + 1, f"{year}-{season}", "season")
        if unit == "year":
            return When(i, at + 1, str(published.year + step), "year")
        if unit == "month":
            months = published.year * 12 + published.month - 1 + step
            return When(i, at + 1, f"{months // 12}-{months % 12 + 1:02}", "month")
        return None


_IN_THE = (("in", "the"), ("this", "coming"), ("the", "coming"), ("until", "the"), ("for", "the"), ("to", "the"))


def _day_of(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _thanksgiving(year: int) -> date:
    """Return the fourth Thursday of November."""
    first = date(year, 11, 1)
    return first + timedelta(days=(3 - first.weekday()) % 7 + 21)


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


def _year(word: Token) -> int | None:
    return _year_in(word.text)


def _year_in(text: str) -> int | None:
    return int(text) if len(text) == 4 and text.isdecimal() and 1880 <= int(text) <= 2100 else None
