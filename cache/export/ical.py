"""Release dates as a calendar (iCalendar, RFC 5545), for any calendar program.

A module of its own, because nothing else uses ``icalendar``.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

from pullquote.cache.core.names import name_key
from pullquote.cache.core.results import DatedRelease
from pullquote.cache.core.sanitize import clean_line

_NAMESPACE = uuid.UUID("5b0f3a52-6d0c-4c0e-9a6e-2f6d1c3f7a10")
"""Of the identities of events; another one would make every calendar show its events twice."""
_EVENTS_OF_THEIR_OWN = frozenset(("festival premiere", "trailer", "teaser", "soundtrack"))
"""What of a work may come on the same day as the work and is another event."""
_FACTS = frozenset(("renewed", "cancelled", "delayed"))


def calendar(releases: Iterable[DatedRelease], *, now: datetime) -> bytes:
    """Return the releases as an iCalendar file: all-day events, marked as free time (``TRANSP``).

    A day is one day; a month runs from its first day to its last. A quarter, a season or a year names no day and
    is left out. What several articles state is one event, with the fullest account of what comes out.

    Each event has an identity of its own (UID, RFC 5545 section 3.8.4.7; a UUID, as RFC 7986 section 5.3 asks), which
    follows from the work, the day and the kind of event alone, so that it is the same in every export.
    """
    from icalendar import Calendar, Event

    made = Calendar()
    made.add("prodid", "-//Pullquote//Release dates//EN")
    made.add("version", "2.0")
    events: dict[str, DatedRelease] = {}
    for release in releases:
        uid = _identity(release)
        if uid not in events or _tells_more(release, events[uid]):
            events[uid] = release
    for uid, release in events.items():
        days = _days(release)
        if days is None:
            continue
        what = release.what if release.what not in _FACTS else None
        title = clean_line(" ".join(part for part in (release.title, what) if part))
        event = Event()
        event.add("uid", uid)
        event.add("dtstamp", now.astimezone(UTC))
        event.add("dtstart", days[0])
        event.add("dtend", days[1])
        event.add("summary", title)
        event.add("description", clean_line(release.text))
        event.add("transp", "TRANSPARENT")
        made.add_component(event)
    data: bytes = made.to_ical()
    return data


def _identity(release: DatedRelease) -> str:
    """Return the UID of the event; it does not change with what else is said of it, such as its season."""
    own = release.what if release.what in _EVENTS_OF_THEIR_OWN else ""
    return str(uuid.uuid5(_NAMESPACE, f"{name_key(release.title)}\n{release.date}\n{own}"))


def _tells_more(release: DatedRelease, other: DatedRelease) -> bool:
    """Return whether a statement says more of what comes out: "season 2" more than "film", that more than nothing."""
    return _detail(release.what) > _detail(other.what)


def _detail(what: str | None) -> int:
    if what is None or what in _FACTS:
        return 0
    return 1 if what == "film" else 2


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
