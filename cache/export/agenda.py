"""A calendar in words: weeks, days, who states a date, that it moved, and where others say otherwise.

The app, the command line and the iCalendar file all say it in these words.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from itertools import groupby

from msgspec import Struct

from pullquote.cache.core.calendar import NO_DAYS, Event, Statement, days_of
from pullquote.cache.core.counts import listed
from pullquote.cache.core.sanitize import clean_line, clean_name
from pullquote.cache.core.times.words import MONTHS, SHORT_MONTHS, SHORT_WEEKDAYS

WEEK = timedelta(days=7)
NO_DATE = "Without a date"
"""The heading of facts that have none."""
_SOURCES = 3
"""Who states a date is named up to so many, then counted."""
_RECENT = 14
"""Days up to which it is said how long ago something was stated; then the day is."""


class Section(Struct, frozen=True):
    """A week, or the end of a month, a season or a year of which no day is known; its events in their order.

    ``monday`` is that of the week, ``None`` where the section is no week.
    """

    label: str
    events: tuple[Event, ...]
    monday: date | None = None


def monday_of(day: date) -> date:
    """Return the first day of a week."""
    return day - timedelta(days=day.weekday())


def sections(events: Iterable[Event], today: date) -> list[Section]:
    """Part events into weeks; what has no day stands behind the week in which it must have come, facts at the end."""

    def place(event: Event) -> tuple[bool, date, bool, int, str]:
        days = event.days
        if days is None:
            return True, date.max, True, 0, ""
        if days.length == 1:
            return False, monday_of(days.first), False, 0, ""
        return False, monday_of(days.last), True, days.length, event.date or ""

    return [
        Section(_label(where, today), tuple(found), None if where[2] else where[1])
        for where, found in groupby(sorted(events, key=place), place)
    ]


def _label(where: tuple[bool, date, bool, int, str], today: date) -> str:
    dateless, monday, vague, _, written = where
    if dateless:
        return NO_DATE
    if vague:
        words = date_words(written, today)
        return f"{words[0].upper()}{words[1:]}, no day yet"
    return week_words(monday, today)


def week_words(monday: date, today: date) -> str:
    """Return a week as people name it: ``This week``, ``Next week``, ``Week of 7 December``."""
    match (monday - monday_of(today)) // WEEK:
        case 0:
            return "This week"
        case 1:
            return "Next week"
        case -1:
            return "Last week"
    return f"Week of {_day(monday, today)}"


def day_words(day: date, today: date) -> str:
    """Return a day within its week: ``Today``, ``Thu 10 Dec``."""
    return "Today" if day == today else f"{SHORT_WEEKDAYS[day.weekday()]} {day.day} {SHORT_MONTHS[day.month - 1]}"


def date_words(written: str | None, today: date) -> str:
    """Return a date as a ``Release`` has it in words: ``5 March``, ``March 2028``, ``fall 2027``, ``2027``.

    The year of a day or a month is left out where it is that of ``today``.
    """
    days = days_of(written)
    if days is None or written is None:
        return clean_line(written or "", 20)
    year, _, rest = written.partition("-")
    if days.length == 1:
        return _day(days.first, today)
    if rest.isdecimal():
        return MONTHS[days.first.month - 1] + (f" {year}" if days.first.year != today.year else "")
    return f"{rest} {year}".strip()


def _day(day: date, today: date, *, month: bool = True) -> str:
    words = f"{day.day} {MONTHS[day.month - 1]}" if month else str(day.day)
    return words if day.year == today.year or not month else f"{words} {day.year}"


def from_to(old: str | None, new: str | None, today: date) -> str:
    """Return between which dates one moved: ``from 5 to 12 March``, ``from 28 February to fall 2027``."""
    before, after = days_of(old), days_of(new)
    if before and after and before.length == after.length == 1 and before.first.year == after.first.year:
        same = before.first.month == after.first.month
        first = _day(before.first, before.first, month=not same)
        return f"from {first} to {_day(after.first, today)}"
    return f"from {date_words(old, today)} to {date_words(new, today)}"


def ago(when: datetime | None, now: datetime) -> str:
    """Return the day something was stated, where the reader is: ``today``, ``yesterday``, ``5 days ago``, ``3 May``."""
    if when is None:
        return ""
    day, today = when.astimezone(now.tzinfo).date(), now.date()
    days = (today - day).days
    if days <= 1:
        return "yesterday" if days == 1 else "today"
    return f"{days} days ago" if days < _RECENT else _day(day, today)


PART_WORDS = "streaming, on disc"
"""What ``what_words`` says of a release that is not in the words of who states it."""


def what_words(event: Event) -> str:
    """Return what of the work comes out: ``season 2``, ``season 2 episode 3, “Low Water”``, a fact; "" for itself."""
    what = clean_line(event.what or "", 60)
    if event.part.startswith("streaming"):
        what = "streaming"
    elif event.part.startswith("disc"):
        what = "on disc"
    episode = clean_name(event.episode)
    return f"{what}, “{episode}”" if episode and what else what


def notes(event: Event, now: datetime) -> list[str]:
    """Return what there is to say of an event beside its date: that it moved or is off, who says so, who otherwise."""
    today = now.date()
    said: list[str] = []
    if event.state and event.date is not None:
        words = {"delayed": "delayed, no new date"}.get(event.state, event.state)
        said.append(f"{words}{_by(event.telling, now)}")
    elif event.mover is not None:
        said.append(moved_words(event, now))
    else:
        said.append(_sources(event, now))
    said += [
        f"{clean_name(one.source) or 'another article'} says {_other_date(one.date, event, today)}"
        for one in event.differing
    ]
    return [words for words in said if words]


def _other_date(written: str | None, event: Event, today: date) -> str:
    """Return a date that another states; its year is always said where the event's own is in another one."""
    days = days_of(written)
    is_same_year = days is None or event.days is None or days.last.year == event.days.last.year
    return date_words(written, today if is_same_year else date.min)


def moved_words(event: Event, now: datetime) -> str:
    """Return how the date moved, and who says so: ``moved from 5 to 12 March (Variety, yesterday)``."""
    if event.mover is None:
        return ""
    if event.was is None:
        return f"delayed to this date{_by(event.mover, now)}"
    return f"moved {from_to(event.was.date, event.date, now.date())}{_by(event.mover, now)}"


def moved_sentence(event: Event, now: datetime) -> str:
    """Return that a date moved, as news: ``Saltgate season 2 moved from 5 to 12 March (Variety, yesterday)``."""
    subject = " ".join(filter(None, (clean_name(event.title), what_words(event))))
    return f"{subject} {moved_words(event, now)}"


def _by(one: Statement, now: datetime) -> str:
    words = ", ".join(filter(None, (clean_name(one.source), ago(one.stated, now))))
    return f" ({words})" if words else ""


def _sources(event: Event, now: datetime) -> str:
    names = [name for name in map(clean_name, event.sources) if name]
    if len(names) == 1 and event.telling.article is not None:  # a service says so all the time
        return ", ".join(filter(None, (names[0], ago(event.telling.stated, now))))
    return joined(names)


def joined(names: Sequence[str]) -> str:
    """Return names as a sentence has them, those beyond the third counted: ``Variety, TVmaze and 3 others``."""
    if len(names) > _SOURCES:
        rest = len(names) - _SOURCES + 1
        names = [*names[: _SOURCES - 1], f"{rest} others"]
    return listed(names)


def last_day(event: Event) -> date:
    """Return the last day on which an event may come, to sort by."""
    return (event.days or NO_DAYS).last
