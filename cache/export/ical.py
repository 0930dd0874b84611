"""Release dates as a calendar (iCalendar, RFC 5545), for any calendar program.

A module of its own, because nothing else uses ``icalendar``.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from pullquote.cache.core.calendar import Days, Event, days_of
from pullquote.cache.core.sanitize import clean_address, clean_line
from pullquote.cache.export.agenda import date_words, notes, what_words

if TYPE_CHECKING:
    from icalendar import Event as CalendarEvent

_NAMESPACE = uuid.UUID("5b0f3a52-6d0c-4c0e-9a6e-2f6d1c3f7a10")
"""Of the identities of events; another one would make every calendar show its events twice."""
_COUNTED_FROM = datetime(2020, 1, 1, tzinfo=UTC)
"""The moment from which revisions are counted, in minutes: then a later one has a higher number whatever was pruned."""
_MONTH = 31
"""Days of the longest span that is an event; a quarter, a season or a year names no day to put into a calendar."""
_FAR = datetime(9999, 1, 1, tzinfo=UTC)
"""A day from which every other is written with its year, and none is "yesterday"."""
NAME = "Releases (Pullquote)"


def calendar(events: Iterable[Event], *, now: datetime) -> bytes:
    """Return events as an iCalendar file: all-day events, marked as free time (``TRANSP``).

    A day is one day; a month runs from its first day to its last. What is off has the status ``CANCELLED``, what is
    delayed without a new date ``TENTATIVE``. An event that moved from a day to a season or a year is cancelled there.

    Each event has an identity of its own (UID, RFC 5545 section 3.8.4.7; a UUID, as RFC 7986 section 5.3 asks), which
    follows from the work and from what of it comes out, and not from the date: a calendar that has the event moves it.
    ``SEQUENCE`` and ``LAST-MODIFIED`` follow from when the date was stated, so that the file changes only where what is
    known does; ``now`` is for what does not say when it was stated.
    """
    from icalendar import Calendar

    made = Calendar()
    made.add("prodid", "-//Pullquote//Release dates//EN")
    made.add("version", "2.0")
    made.add("name", NAME)
    made.add("x-wr-calname", NAME)
    made.add("refresh-interval", timedelta(hours=12), parameters={"value": "DURATION"})
    used: set[str] = set()
    for event in events:
        days = _day_or_month(event.days)
        dropped = None if days else _day_or_month(days_of(event.was.date if event.was else None))
        if not (place := days or dropped):
            continue
        uid = identity(event)
        if uid in used:  # a film and a show of one name
            uid = identity(event, beside=event.work.type or "other")
        if uid not in used:
            used.add(uid)
            made.add_component(_component(event, uid, place, now, dropped=dropped is not None))
    data: bytes = made.to_ical()
    return data


def identity(event: Event, *, beside: str = "") -> str:
    """Return the UID of an event; ``beside`` tells it from one of another work of the same name."""
    return str(uuid.uuid5(_NAMESPACE, "\n".join(filter(None, (event.work.key, event.part, beside)))))


def _component(event: Event, uid: str, days: Days, now: datetime, *, dropped: bool) -> CalendarEvent:
    from icalendar import Event as Component

    title = clean_line(" ".join(filter(None, (event.title, what_words(event)))))
    changed = event.changed or next((one.stated for one in event.said if one.stated), None)
    latest = max((one.stated for one in event.said if one.stated), default=None)
    made = Component()
    made.add("uid", uid)
    # No METHOD: DTSTAMP is when what the event says was last revised (RFC 5545 section 3.8.7.2).
    made.add("dtstamp", (latest or now).astimezone(UTC))
    made.add("last-modified", (latest or now).astimezone(UTC))
    made.add("sequence", max(0, (changed - _COUNTED_FROM) // timedelta(minutes=1)) if changed else 0)
    made.add("dtstart", days.first)
    made.add("dtend", days.last + timedelta(days=1))
    made.add("summary", f"{title} (now {date_words(event.date, _FAR.date())})" if dropped else title)
    made.add("status", "CANCELLED" if dropped else _status(event))
    made.add("description", _description(event))
    if address := clean_address(event.telling.url):
        made.add("url", address)
    made.add("transp", "TRANSPARENT")
    return made


def _description(event: Event) -> str:
    """Return the words that state the date, then who says so, with whole dates: the file is read on any day."""
    return "\n".join(filter(None, (clean_line(event.telling.text), "; ".join(notes(event, _FAR)))))


def _status(event: Event) -> str:
    return {"cancelled": "CANCELLED", "delayed": "TENTATIVE"}.get(event.state, "CONFIRMED")


def _day_or_month(days: Days | None) -> Days | None:
    return days if days is not None and days.length <= _MONTH else None
