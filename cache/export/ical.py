"""Release dates as a calendar (iCalendar, RFC 5545), for any calendar program.

A module of its own, because nothing else uses ``icalendar``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

from pullquote.cache.core.results import DatedRelease
from pullquote.cache.core.sanitize import clean_line


def calendar(releases: Iterable[DatedRelease], *, now: datetime) -> bytes:
    """Return the releases as an iCalendar file: all-day events, marked as free time (``TRANSP``).

    A day is one day; a month runs from its first day to its last. A season or a year names no day and is
    left out. The identity of an event stays the same from one export to the next.
    """
    from icalendar import Calendar, Event

    made = Calendar()
    made.add("prodid", "-//Pullquote//Release dates//EN")
    made.add("version", "2.0")
    for release in releases:
        days = _days(release)
        if days is None:
            continue
        title = clean_line(" ".join(part for part in (release.title, release.what) if part))
        event = Event()
        event.add("uid", hashlib.sha256(f"{release.title}\n{release.what}".encode()).hexdigest()[:32] + "@pullquote")
        event.add("dtstamp", now.astimezone(UTC))
        event.add("dtstart", days[0])
        event.add("dtend", days[1])
        event.add("summary", title)
        event.add("description", clean_line(release.text))
        event.add("transp", "TRANSPARENT")
        made.add_component(event)
    data: bytes = made.to_ical()
    return data


def _days(release: DatedRelease) -> tuple[date, date] | None:
    """Return the first day and the day after the last, or ``None`` where no day is named."""
    text = release.date or ""
    try:
        if release.precision == "day":
            day = date.fromisoformat(text)
            return day, day + timedelta(days=1)
        if release.precision == "month":
            first = date.fromisoformat(f"{text}-01")
            return first, (first + timedelta(days=31)).replace(day=1)
    except ValueError:
        pass
    return None
