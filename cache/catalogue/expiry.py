"""When a service may be asked again about a record or a name: pure functions of what it said and of the time."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from pullquote.cache.catalogue.limits import LIMITS
from pullquote.cache.core.catalogue import Outcome, Record

DAY = timedelta(days=1)
RUNNING = DAY
"""Of a show that runs: its next episode may move any day."""
COMING = 3 * DAY
"""Of what has not begun."""
HIT = 30 * DAY
ENDED = 90 * DAY
DEAD = 365 * DAY
MISSING = 7 * DAY
"""Of a name that a service does not know, and of one that several of its records have."""
UNUSED = 90 * DAY
"""How long a record that expired, and that no name has any more, is kept all the same."""
FIRST_WAIT = timedelta(minutes=10)
"""After an answer that was no use; each further one doubles it."""
LONGEST_WAIT = 7 * DAY
JITTER = 0.1


def lasts(record: Record, today: date) -> timedelta:
    """Return how long what a record says holds."""
    if record.state == "dead":
        wait = DEAD
    elif record.state == "coming" or (record.begun or "") > today.isoformat():
        wait = COMING
    elif record.state == "ended":
        wait = ENDED
    elif record.kind == "show" and record.state == "running":
        wait = RUNNING
    else:
        wait = HIT
    keep = LIMITS[record.provider].keep
    return min(wait, keep) if keep else wait


def asked_again(outcome: Outcome, now: datetime, *, tries: int = 0, jitter: float = 0.0) -> datetime:
    """Return when a service may be asked again about a name that has no record of it.

    ``tries`` counts the answers in a row that were no use, ``jitter`` is from 0 to 1: names that failed together are
    not asked together.
    """
    if outcome != "failed":
        return now + MISSING * (1 + JITTER * jitter)
    wait = min(FIRST_WAIT * (1 << min(max(0, tries - 1), 20)), LONGEST_WAIT)
    return now + wait * (1 + JITTER * jitter)
