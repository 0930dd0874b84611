"""What catalogues said, and which of it tells of which name.

Records can be asked for again at any time; what a person said of them (``refused`` links) is kept with their marks.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from datetime import datetime

import msgspec

from pullquote.cache.core.catalogue import KeptRecord, Provider, Record
from pullquote.cache.store import airings
from pullquote.cache.store.conversions import json_list, moment, seconds, sql


def keep(
    conn: sqlite3.Connection, record: Record, *, fetched: datetime, expires: datetime, etag: str | None = None
) -> int:
    """Keep what a service said, in the place of what it said before; return the record's id."""
    row = conn.execute(
        "INSERT INTO record (provider, kind, key, data, etag, fetched, expires) VALUES (?, ?, ?, ?, ?, ?, ?) "
        "ON CONFLICT (provider, kind, key) DO UPDATE SET data = excluded.data, etag = excluded.etag, "
        "fetched = excluded.fetched, expires = excluded.expires RETURNING id",
        (
            record.provider,
            record.kind,
            record.key,
            msgspec.msgpack.encode(record),
            etag,
            seconds(fetched),
            seconds(expires),
        ),
    ).fetchone()
    airings.keep(conn, int(row[0]), record, fetched)
    return int(row[0])


def link(conn: sqlite3.Connection, entity: int, record: int, why: str) -> None:
    """Let a record tell of a name; ``why`` says what agreed."""
    conn.execute("INSERT OR REPLACE INTO link (entity, record, why) VALUES (?, ?, ?)", (entity, record, why))


def unlink(conn: sqlite3.Connection, entity: int, record: int) -> None:
    """Let a record tell of a name no more."""
    conn.execute("DELETE FROM link WHERE entity = ? AND record = ?", (entity, record))


def records_of(conn: sqlite3.Connection, entity: int) -> list[KeptRecord]:
    """Return what catalogues say of a name, of those merged into it too, by service."""
    rows = conn.execute(
        "SELECT r.id, r.data, r.fetched, l.why FROM link l JOIN record r ON r.id = l.record "
        "WHERE l.entity = ?1 OR l.entity IN (SELECT id FROM entity WHERE merged = ?1) "
        "GROUP BY r.id ORDER BY r.id",
        (entity,),
    ).fetchall()
    return list(_read(rows))


def find(conn: sqlite3.Connection, provider: Provider, kind: str, key: str) -> KeptRecord | None:
    """Return the record a service has under its key, or ``None``."""
    rows = conn.execute(
        "SELECT id, data, fetched, '' FROM record WHERE provider = ? AND kind = ? AND key = ?", (provider, kind, key)
    ).fetchall()
    return next(iter(_read(rows)), None)


def validator(conn: sqlite3.Connection, record: int) -> str | None:
    """Return the etag that came with a record, if one did."""
    row = conn.execute("SELECT etag FROM record WHERE id = ?", (record,)).fetchone()
    return row[0] if row else None


def prolong(conn: sqlite3.Connection, record: int, *, fetched: datetime, expires: datetime) -> None:
    """Note that a service says a record is what it was."""
    conn.execute(
        "UPDATE record SET fetched = ?, expires = ? WHERE id = ?", (seconds(fetched), seconds(expires), record)
    )


def remove(conn: sqlite3.Connection, record: int) -> None:
    """Remove a record, with its links."""
    conn.execute("DELETE FROM record WHERE id = ?", (record,))


def remove_older(conn: sqlite3.Connection, provider: Provider, before: datetime) -> int:
    """Remove what a service said before then, which its terms allow to be kept no longer; return how many went."""
    return conn.execute("DELETE FROM record WHERE provider = ? AND fetched < ?", (provider, seconds(before))).rowcount


def forget(conn: sqlite3.Connection, entity: int | None) -> int:
    """Forget what services said of a name, of all names with ``None``; return how many records went.

    A record that tells of another name too stays with that one.
    """
    if entity is None:
        gone = conn.execute("DELETE FROM record").rowcount
        conn.execute("DELETE FROM lookup")
        return gone
    names = "SELECT id FROM entity WHERE id = ?1 OR merged = ?1"
    linked = [row[0] for row in conn.execute(sql("SELECT record FROM link WHERE entity IN ({})", names), (entity,))]
    for table in ("link", "lookup"):
        conn.execute(sql("DELETE FROM {} WHERE entity IN ({})", table, names), (entity,))
    return conn.execute(
        "DELETE FROM record WHERE id IN (SELECT value FROM json_each(?)) AND id NOT IN (SELECT record FROM link)",
        (json_list(linked),),
    ).rowcount


def entities_of(conn: sqlite3.Connection, record: int) -> list[int]:
    """Return the names a record tells of."""
    return [row[0] for row in conn.execute("SELECT entity FROM link WHERE record = ? ORDER BY entity", (record,))]


def _read(rows: Iterable[tuple[int, bytes, int, str]]) -> Iterable[KeptRecord]:
    """Yield records; one that an earlier version kept in a form that is not read now is passed over."""
    for number, data, fetched, why in rows:
        try:
            record = msgspec.msgpack.decode(data, type=Record)
        except msgspec.MsgspecError:
            continue
        yield KeptRecord(id=number, record=record, fetched=moment(fetched), why=why)
