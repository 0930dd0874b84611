"""How far the user has seen shows, kept with their names; every change is one step that undo takes back."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from pullquote.cache.core.article import Entity, with_article
from pullquote.cache.core.counts import counted
from pullquote.cache.core.errors import UsageError
from pullquote.cache.core.names import name_key
from pullquote.cache.core.progress import ImportedSeen, Seen, SeenChange, Watched, WatchedShow, seen_of
from pullquote.cache.core.results import EntityRow
from pullquote.cache.store.names import entities
from pullquote.cache.store.names import queries as name_queries
from pullquote.cache.store.user import steps

_COUNTRY = r" \([A-Z]{2}\)$"
_STEP = 50
_BACK = "{} again: “{}”."


def get(conn: sqlite3.Connection, name: int) -> Seen | None:
    """Return how far a show was seen; ``None`` where nothing was said."""
    row = conn.execute("SELECT seen_season, seen_episode FROM entity WHERE id = ?", (name,)).fetchone()
    return seen_of(*row) if row else None


def listed(conn: sqlite3.Connection) -> list[EntityRow]:
    """List the shows of which was said how far they were seen, by name."""
    rows = conn.execute("SELECT id FROM entity WHERE seen_season IS NOT NULL AND merged IS NULL").fetchall()
    found = [name_queries.name(conn, row[0]) for row in rows]
    return sorted(found, key=lambda row: (name_key(row.name, row.type), row.id))


def show(conn: sqlite3.Connection, name: int) -> EntityRow:
    """Return a show, following a merge. Raises ``NotFound``, ``UsageError`` for a name of anything else."""
    found = name_queries.name(conn, name)
    if found.type != "show":
        raise UsageError(f"{found.name} is {with_article(found.type)}; only a show has seasons and episodes.")
    return found


def keep(conn: sqlite3.Connection, name: int, seen: Seen | None) -> bool:
    """Keep how far a show was seen, ``None`` for nothing said; return whether that is a change.

    Raises ``NotFound``, ``UsageError`` for a name of anything else.
    """
    found = show(conn, name)
    if found.seen == seen:
        return False
    was = f"Seen up to {found.seen}" if found.seen else "Not marked as seen"
    _remember(conn, {found.id: found.seen}, _BACK.format(was, found.name))
    _write(conn, {found.id: seen})
    return True


def keep_all(
    conn: sqlite3.Connection, watched: Watched, *, replace: bool = False, told: Callable[[int, int], None] | None = None
) -> ImportedSeen:
    """Keep how far the shows of a list were watched, in one step; return what came of each.

    A show that is further here stays, unless ``replace``. One that nothing here is called is remembered as a show that
    no article names yet: the first that does finds it. ``told`` is told how many shows are looked up, of how many.
    """
    by_title: dict[str, list[WatchedShow]] = {}
    for one in watched.shows:
        by_title.setdefault(_key(one.title), []).append(one)
    unclear = {key: same[0].title for key, same in by_title.items() if len(same) > 1}
    before: dict[int, Seen | None] = {}
    after: dict[int, Seen] = {}
    changed: dict[int, SeenChange] = {}
    kept: list[SeenChange] = []
    new: list[str] = []
    known = 0
    for number, one in enumerate(watched.shows, 1):
        if told and number % _STEP == 0:
            told(number, len(watched.shows))
        if _key(one.title) in unclear:
            continue
        found = _find(conn, one.title)
        if found is None:
            new.append(one.title)
            found = entities.settle(conn, Entity(name=one.title, type="show"))
        name = name_queries.name(conn, found)
        has = after.get(found, name.seen)
        if has == one.seen:
            known += 1
        elif has is not None and has > one.seen and (not replace or found in after):
            kept.append(SeenChange(name=name.name, was=has, seen=one.seen))
        else:
            before.setdefault(found, name.seen)
            after[found] = one.seen
            changed[found] = SeenChange(name=name.name, was=name.seen, seen=one.seen)
    if after:
        _remember(conn, before, f"{counted(len(after), 'show')} {'is' if len(after) == 1 else 'are'} seen as before.")
        _write(conn, after)
    return ImportedSeen(
        watched=watched,
        set=tuple(changed.values()),
        known=known,
        kept=tuple(kept),
        new=tuple(new),
        unclear=tuple(unclear.values()),
    )


def put_back(conn: sqlite3.Connection, was: Iterable[Sequence[Any]]) -> None:
    """Take a step back: rows of a name, its season and its episode as they were."""
    _write(conn, {number: seen_of(season, episode) for number, season, episode in was})


def join(conn: sqlite3.Connection, into: int, other: int) -> None:
    """Keep for ``into`` what is further of two names that become one, and nothing for ``other``."""
    one, two = get(conn, into), get(conn, other)
    if two is not None:
        _write(conn, {into: two if one is None else max(one, two), other: None})


def _key(title: str) -> str:
    return name_key(re.sub(_COUNTRY, "", title), "show")


def _find(conn: sqlite3.Connection, title: str) -> int | None:
    """Return the show of this title, also without the country that lists put behind one: "Title (US)"."""
    for spelling in dict.fromkeys((title, re.sub(_COUNTRY, "", title))):
        found = entities.lookup(conn, Entity(name=spelling, type="show"))
        if found is not None:
            return entities.resolved(conn, found)
    return None


def _remember(conn: sqlite3.Connection, was: Mapping[int, Seen | None], sentence: str) -> None:
    rows = [(number, seen.season if seen else None, seen.episode if seen else None) for number, seen in was.items()]
    steps.keep(conn, "seen", sentence, rows)


def _write(conn: sqlite3.Connection, seen: Mapping[int, Seen | None]) -> None:
    conn.executemany(
        "UPDATE entity SET seen_season = ?, seen_episode = ? WHERE id = ?",
        [(place.season if place else None, place.episode if place else None, number) for number, place in seen.items()],
    )
