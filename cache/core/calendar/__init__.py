"""A calendar of what comes out: what articles and catalogues state, merged into one event for each work and part of it.

A part is what of a work comes out ("season 2", "trailer"); the work itself is the part ``""``. Pure: ``store.calendar``
reads what is stated, ``merge`` makes events of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Final, Literal

from msgspec import Struct

from pullquote.cache.core.article import EntityType, Precision

State = Literal["", "renewed", "cancelled", "delayed"]
"""What is known of an event beside its date; ``delayed`` is without a new date: the one it has holds no more."""
FACTS: Final[frozenset[str]] = frozenset(("renewed", "cancelled", "delayed"))
"""What an article may say of a work without a date."""

_SEASONS: Final[dict[str, tuple[int, int]]] = {"spring": (3, 3), "summer": (6, 3), "fall": (9, 3), "winter": (12, 3)}
"""The month in which a season begins, and its months; the winter of a year ends in the next."""
_WRITTEN = r"(\d{4})(?:-(?:(\d{2})(?:-(\d{2}))?|Q([1-4])|(spring|summer|fall|winter)))?"


class Days(Struct, frozen=True, order=True, gc=False):
    """The days a date may mean, the ``last`` included: one of a day, 28 to 31 of a month, all of a year."""

    first: date
    last: date

    def meets(self, other: Days) -> bool:
        """Return whether two dates may be the same: "12 March" and "March"."""
        return self.first <= other.last and other.first <= self.last

    @property
    def length(self) -> int:
        """How many days they are."""
        return (self.last - self.first).days + 1


NO_DAYS: Final = Days(date.min, date.min)
"""Stands where a date is wanted to sort by and there is none."""


@lru_cache(8192)  # each date is looked at many times while it is merged
def days_of(written: str | None) -> Days | None:
    """Return the days of a date as a ``Release`` has it; ``None`` where it is no date."""
    match = re.fullmatch(_WRITTEN, written or "")
    if match is None:
        return None
    year, month, day, quarter, season = match.groups()
    try:
        if day:
            only = date(int(year), int(month), int(day))
            return Days(only, only)
        if month:
            return _months(int(year), int(month), 1)
        if quarter:
            return _months(int(year), 3 * int(quarter) - 2, 3)
        return _months(int(year), *_SEASONS[season]) if season else _months(int(year), 1, 12)
    except ValueError:
        return None


def precision_of(written: str) -> Precision | None:
    """Return how exact a date is; ``None`` where it is none."""
    if days_of(written) is None:
        return None
    if len(written) == 10 and written[8:].isdecimal():
        return "day"
    rest = written[5:]
    if rest.isdecimal():
        return "month"
    return ("quarter" if rest.startswith("Q") else "season") if rest else "year"


def _months(year: int, month: int, number: int) -> Days:
    end = month - 1 + number
    return Days(date(year, month, 1), date(year + end // 12, end % 12 + 1, 1) - timedelta(days=1))


def vague_dates(first: date, last: date) -> Iterator[str]:
    """Yield the months, quarters, seasons and years, as they are written, whose last day is between two days."""
    for year in range(first.year - 1, last.year + 1):
        for written in (
            *(f"{year:04}-{month:02}" for month in range(1, 13)),
            *(f"{year:04}-Q{quarter}" for quarter in range(1, 5)),
            *(f"{year:04}-{season}" for season in _SEASONS),
            f"{year:04}",
        ):
            days = days_of(written)
            if days is not None and first <= days.last <= last:
                yield written


class Statement(Struct, frozen=True, kw_only=True, gc=False):
    """What one article, or one catalogue, says of a part of a work.

    ``source`` is the outlet or the service; ``stated`` when the article appeared, or when the service was first heard
    to say so; ``article`` is ``None`` for a service, ``url`` the page of either. ``heard`` is when it came into the
    library. ``name`` is the title of an episode.
    """

    source: str
    what: str | None = None
    date: str | None = None
    precision: Precision | None = None
    text: str = ""
    stated: datetime | None = None
    heard: datetime | None = None
    article: int | None = None
    url: str | None = None
    name: str = ""

    @property
    def days(self) -> Days | None:
        """The days its date may mean."""
        return days_of(self.date)

    @property
    def is_past(self) -> bool:
        """Whether its date was over when it was stated: it tells of what has been."""
        days = self.days
        return days is not None and self.stated is not None and days.last < self.stated.date()


class Subject(Struct, frozen=True, kw_only=True):
    """The work that events are of: ``key`` is the form of its name that compares, ``entity`` its id in the library."""

    key: str
    title: str
    entity: int | None = None
    type: EntityType | None = None
    followed: bool = False


class Event(Struct, frozen=True, kw_only=True):
    """One part of a work coming out.

    ``part`` tells it from other events of the work, whatever its date. ``date`` is what holds now, ``None`` for a mere
    fact. ``said`` are all statements, the newest first. Where the date moved, ``was`` is who had stated the one before
    and ``mover`` who first stated the new one.
    """

    work: Subject
    part: str
    what: str | None = None
    date: str | None = None
    precision: Precision | None = None
    state: State = ""
    said: tuple[Statement, ...] = ()
    was: Statement | None = None
    mover: Statement | None = None

    @property
    def title(self) -> str:
        """The work's name."""
        return self.work.title

    @property
    def days(self) -> Days | None:
        """The days its date may mean."""
        return days_of(self.date)

    @property
    def sources(self) -> tuple[str, ...]:
        """Who states its date, or the fact, as it is now: the newest first, each once."""
        days = self.days
        agreeing = (one for one in self.said if _agrees(one, days, self.state))
        return tuple(dict.fromkeys(one.source for one in agreeing if one.source))

    @property
    def differing(self) -> tuple[Statement, ...]:
        """The last word of each source that states another date than holds now, and has not been overtaken."""
        days = self.days
        if days is None:
            return ()
        latest: dict[str, Statement] = {}
        for one in self.said:
            if one.date:
                latest.setdefault(one.source, one)
        return tuple(
            one
            for one in latest.values()
            if one.days is not None and not one.days.meets(days) and (self.mover is None or one.article is None)
        )

    @property
    def telling(self) -> Statement:
        """The statement to show: the newest article that states what holds now, else the newest of all that do."""
        days = self.days
        agreeing = [one for one in self.said if _agrees(one, days, self.state)] or [*self.said]
        return next((one for one in agreeing if one.article is not None), agreeing[0])

    @property
    def changed(self) -> datetime | None:
        """Since when it has been as it is: its date and its state; ``None`` where nobody says when."""
        days = self.days
        oldest: datetime | None = None
        for one in self.said:
            if not _agrees(one, days, self.state):
                break
            oldest = one.stated or oldest
        return oldest

    @property
    def episode(self) -> str:
        """The title of the episode, where a service has one."""
        return next((one.name for one in self.said if one.name), "")


def _agrees(one: Statement, days: Days | None, state: State) -> bool:
    """Return whether a statement says what holds now: the state, where there is one, else the date."""
    if state:
        return one.what == state
    return one.days is not None and days is not None and one.days.meets(days)
