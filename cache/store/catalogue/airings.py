"""The days that records of catalogues state, kept apart from them so that a calendar finds them by day.

What a service stated before is kept for one step, so that a date that moved is seen.
"""

from __future__ import annotations

import sqlite3
from datetime import date, datetime, timedelta

from pullquote.cache.core.calendar import days_of
from pullquote.cache.core.catalogue import Episode, Record
from pullquote.cache.core.sanitize import clean_name
from pullquote.cache.store.file.conversions import seconds

BACK = timedelta(days=100)
"""How long an episode stays in the calendar: a daily show has thousands, and nobody looks them up here."""
MOST = 1_000
"""Most days of one record that are kept."""
_Place = tuple[int, int]
"""An episode and its season: 0 and the season for all of a season, 0 and 0 for all of a work."""


def keep(conn: sqlite3.Connection, number: int, record: Record, fetched: datetime) -> None:
    """Keep the days that a record states, under its id."""
    stated = _stated(record, (fetched - BACK).date())
    before = {
        (episode, season): (name, day)
        for episode, season, name, day in conn.execute(
            "SELECT episode, season, name, date FROM airing WHERE record = ?", (number,)
        )
    }
    conn.executemany(
        "DELETE FROM airing WHERE record = ? AND episode = ? AND season = ?",
        [(number, *place) for place in before.keys() - stated.keys()],
    )
    conn.executemany(
        "INSERT INTO airing (record, episode, season, name, date, since) VALUES (?, ?, ?, ?, ?, ?) "
        "ON CONFLICT (record, episode, season) DO UPDATE SET name = excluded.name, "
        "was = iif(date = excluded.date, was, date), was_since = iif(date = excluded.date, was_since, since), "
        "since = iif(date = excluded.date, since, excluded.since), date = excluded.date",
        [
            (number, *place, name, day, seconds(fetched))
            for place, (name, day) in stated.items()
            if before.get(place) != (name, day)
        ],
    )


def _stated(record: Record, since: date) -> dict[_Place, tuple[str, str]]:
    """Return the title and the day of each thing a record dates; episodes only from a day on."""
    found: dict[_Place, tuple[str, str]] = {}
    episodes = (*record.episodes, *((record.next,) if record.next else ()))
    if record.kind == "show":
        for season in record.seasons:
            _put(found, (0, season.number), season.premiered)
        for episode in episodes:
            place = (0, episode.season) if episode.number == 1 else (episode.number, episode.season)
            if place not in found and (episode.number == 1 or _is_since(episode, since)):
                _put(found, place, episode.date, "" if episode.number == 1 else episode.name)
    if record.kind in ("show", "film", "album") and not found:
        _put(found, (0, 0), record.begun)
    return dict(sorted(found.items(), key=lambda one: one[1][1], reverse=True)[:MOST])


def _is_since(episode: Episode, since: date) -> bool:
    days = days_of(episode.date)
    return days is not None and days.last >= since


def _put(found: dict[_Place, tuple[str, str]], place: _Place, day: str | None, name: str = "") -> None:
    if day is not None and days_of(day) is not None and min(place) >= 0:
        found[place] = (clean_name(name), day)
