"""What is guarded against spoilers: names the user guards, shows they have seen a part of, names of the settings.

Each comes with what catalogues know of its episodes. That is read again only when something of it has changed: every
list that is shown asks for it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from typing import Any, Final

import msgspec
from msgspec import Struct

from pullquote.cache.core.article import EntityType
from pullquote.cache.core.names import name_key
from pullquote.cache.core.progress import Seen, seen_of
from pullquote.cache.core.spoilers import RULES, Guard, GuardedEpisode
from pullquote.cache.store.file.conversions import json_list, now, sql
from pullquote.cache.store.guard.guarded import setting_names

_COLUMNS = (
    "e.id, e.name, e.type, e.seen_season, e.seen_episode, (SELECT count(*) FROM alias a WHERE a.entity = e.id "
    "OR a.entity IN (SELECT id FROM entity WHERE merged = e.id)), (SELECT group_concat(l.record || '.' || r.fetched) "
    "FROM link l JOIN record r ON r.id = l.record WHERE l.entity = e.id "
    "OR l.entity IN (SELECT id FROM entity WHERE merged = e.id))"
)
_GUARDED = sql(
    "SELECT {} FROM entity e WHERE e.id IN (SELECT id FROM entity WHERE guarded = 1 UNION "
    "SELECT id FROM entity WHERE followed = 1 AND seen_season IS NOT NULL AND guarded IS NOT 0) AND e.merged IS NULL "
    "ORDER BY e.id",
    _COLUMNS,
)
_THESE = sql("SELECT {} FROM entity e WHERE e.id IN (SELECT value FROM json_each(?)) ORDER BY e.id", _COLUMNS)
_CALLED = (
    "SELECT ifnull(f.merged, f.id) FROM alias a JOIN entity f ON f.id = a.entity WHERE a.key = ? AND a.main = 1 "
    "AND a.type = f.type ORDER BY f.articles DESC, f.id"
)
_MOST_EPISODES: Final = 2_000


class Guarded(Struct, frozen=True):
    """What is guarded, and by the key of each guard what tells it from one that asks for other veils."""

    guards: tuple[Guard, ...] = ()
    stamps: dict[str, str] = {}


NOTHING: Final = Guarded()


def guarded(conn: sqlite3.Connection) -> Guarded:
    """Return what is guarded now; what is read of it is kept on the connection until something of it changes."""
    rows = conn.execute(_GUARDED).fetchall()
    names = setting_names(conn)
    if not rows and not names:
        return NOTHING
    rows += _named(conn, names, {row[0] for row in rows})
    found = {str(row[1]).casefold() for row in rows}
    loose = tuple(name for name in names if name.casefold() not in found and not _is_known(conn, name, rows))
    key = (tuple(map(tuple, rows)), loose, now().date())
    kept: dict[str, Any] | None = getattr(conn, "kept", None)
    if kept is not None and kept.get("guarded", (None,))[0] == key:
        value: Guarded = kept["guarded"][1]
        return value
    guards = [_guard(conn, row) for row in rows] + [Guard(name=name) for name in loose]
    asked = tuple(one for one in guards if one is not None)
    value = Guarded(asked, {key_of(one): _stamp(one) for one in asked})
    if kept is not None:
        kept["guarded"] = (key, value)
    return value


def own(conn: sqlite3.Connection) -> frozenset[int]:
    """Return the names that are guarded by the user's word or place, whatever the settings say."""
    return frozenset(row[0] for row in conn.execute(_GUARDED))


def key_of(guard: Guard) -> str:
    """Return by what a guard is known again when it asks for something else: its number, or its name."""
    return f"{guard.id or ''}|{guard.name}"


def name_of(key: str) -> str:
    """Return the name of the guard that has a key."""
    return key.partition("|")[2]


def keep_setting_names(conn: sqlite3.Connection, names: Sequence[str]) -> None:
    """Keep the names that the settings guard."""
    said = msgspec.json.encode(names).decode()
    row = conn.execute("SELECT value FROM meta WHERE key = 'guard_names'").fetchone()
    if row is None or row[0] != said:
        conn.execute("INSERT OR REPLACE INTO meta VALUES ('guard_names', ?)", (said,))


def _named(conn: sqlite3.Connection, names: Iterable[str], known: set[int]) -> list[Any]:
    """Return the rows of those names of the settings that the library knows, each the one that articles name most."""
    found: dict[int, None] = {}
    for name in names:
        row = conn.execute(_CALLED, (name_key(name),)).fetchone()
        if row is not None and row[0] not in known:
            found[int(row[0])] = None
    return conn.execute(_THESE, (json_list(found),)).fetchall() if found else []


def _is_known(conn: sqlite3.Connection, name: str, rows: Iterable[Sequence[Any]]) -> bool:
    row = conn.execute(_CALLED, (name_key(name),)).fetchone()
    return row is not None and row[0] in {one[0] for one in rows}


def _guard(conn: sqlite3.Connection, row: Sequence[Any]) -> Guard | None:
    """Return a guard of a name; ``None`` where the user is at the end of it."""
    from pullquote.cache.store.names import entities  # lazy: only where something is guarded

    number, name, kind, season, episode, *_ = row
    seen = seen_of(season, episode)
    if seen is not None and seen.is_all:
        return None
    episodes, seasons, over = _episodes(conn, number, kind)
    if over is not None and seen is not None and seen >= over:
        return None
    spellings = (one for one in entities.spellings(conn, number) if one != name)
    return Guard(
        name=name,
        type=kind,
        aka=tuple(one for one in spellings if kind != "person" or " " in one.strip()),
        seen=seen,
        id=number,
        episodes=episodes,
        seasons=seasons,
    )


def _episodes(
    conn: sqlite3.Connection, number: int, kind: EntityType
) -> tuple[tuple[GuardedEpisode, ...], tuple[tuple[int, int], ...], Seen | None]:
    """Return what catalogues know of a show: its episodes, the lengths of its seasons, where it ends if it has."""
    if kind != "show":
        return (), (), None
    from pullquote.cache.store.catalogue import records as catalogue  # lazy: as above

    records = [kept.record for kept in catalogue.records_of(conn, number) if kept.record.kind == "show"]
    record = max(records, key=lambda one: len(one.episodes), default=None)
    if record is None:
        return (), (), None
    listed = [*record.episodes, *([record.next] if record.next else [])]
    episodes = tuple(
        dict.fromkeys(
            GuardedEpisode(one.season, one.number, one.name, one.date)
            for one in listed[:_MOST_EPISODES]
            if one.season > 0 and one.number > 0
        )
    )
    today = now().date().isoformat()
    last = max((one.number for one in record.seasons), default=0)
    lengths: dict[int, int] = {}
    for season in {one.season for one in episodes} | {one.number for one in record.seasons if one.number > 0}:
        known = next((one for one in record.seasons if one.number == season), None)
        most = max((one.number for one in episodes if one.season == season), default=0)
        is_over = record.state == "ended" or season < last or bool(known and known.ended and known.ended < today)
        if known and known.episodes:
            lengths[season] = max(known.episodes, most)
        else:
            lengths[season] = most if is_over else 0
    end = max((Seen(one.season, one.number) for one in episodes), default=None) if record.state == "ended" else None
    return episodes, tuple(sorted(lengths.items())), end


def _stamp(guard: Guard) -> str:
    from hashlib import blake2b  # lazy: it loads OpenSSL

    return blake2b(msgspec.json.encode([RULES, guard]), digest_size=9).hexdigest()
