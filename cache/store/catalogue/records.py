"""What catalogues said, and which of it tells of which name.

Records can be asked for again at any time; what a person said of them (``refused`` links) is kept with their marks.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable
from datetime import datetime

import msgspec

from pullquote.cache.core.article import SCREEN_TYPES, EntityType
from pullquote.cache.core.catalogue import KeptRecord, Provider, Record, Told
from pullquote.cache.core.names import name_key
from pullquote.cache.core.results import EntityRow
from pullquote.cache.store.catalogue import airings, corrections
from pullquote.cache.store.file.conversions import json_list, moment, seconds, sql
from pullquote.cache.store.names import queries as name_queries


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


def records_of_all(conn: sqlite3.Connection, names: Collection[int]) -> dict[int, list[Told]]:
    """Return in short what catalogues say of each of ``names``; those of which they say nothing are not among them.

    One question for all names of an article. ``names`` are those that merged names went into.
    """
    told: dict[int, list[Told]] = {}
    rows = conn.execute(
        "SELECT p.name, r.data FROM (SELECT DISTINCT j.value AS name, l.record FROM json_each(?) j JOIN entity e "
        "ON e.id = j.value OR e.merged = j.value JOIN link l ON l.entity = e.id ORDER BY l.record) p "
        "CROSS JOIN record r ON r.id = p.record",
        (json_list(names),),
    )
    for name, data in rows:
        try:
            told.setdefault(name, []).append(msgspec.msgpack.decode(data, type=Told))
        except msgspec.MsgspecError:
            continue
    return told


def named_here(conn: sqlite3.Connection, records: Iterable[Record]) -> dict[tuple[EntityType, str], EntityRow]:
    """Return the names of records that articles here name, by their type and name in the record.

    It is who a service has under the key of a record that is linked, else who is called that, by the whole name. A
    work of the screen may be a show there and a film here.
    """
    wanted: list[tuple[EntityType, str, Provider, str]] = sorted(
        {(kind, name, record.provider, key) for record in records for kind, name, key in _names_in(record)}
    )
    keys = [
        (at, other, name_key(name, other))
        for at, (kind, name, _, _) in enumerate(wanted)
        for other in (kind, *(SCREEN_TYPES if kind in SCREEN_TYPES else ()))
    ]
    numbered = [(at, provider, kind, key) for at, (kind, _, provider, key) in enumerate(wanted) if key]
    found: dict[int, int] = {}
    by_name = conn.execute(
        "SELECT j.value ->> 0, ifnull(f.merged, f.id) FROM json_each(?) j CROSS JOIN alias a ON a.key = j.value ->> 2 "
        "AND a.type = j.value ->> 1 JOIN entity f ON f.id = a.entity WHERE a.main OR instr(a.key, ' ') "
        "ORDER BY a.main, f.articles",
        (msgspec.json.encode(keys).decode(),),
    )
    by_key = conn.execute(
        "SELECT j.value ->> 0, ifnull(f.merged, f.id) FROM json_each(?) j CROSS JOIN record r "
        "ON r.provider = j.value ->> 1 AND r.kind = j.value ->> 2 AND r.key = j.value ->> 3 "
        "JOIN link l ON l.record = r.id JOIN entity f ON f.id = l.entity ORDER BY f.articles",
        (msgspec.json.encode(numbered).decode(),),
    )
    for rows in (by_name.fetchall(), by_key.fetchall()):  # the surest last
        found.update(rows)
    here = {row.id: row for row in name_queries.listed(conn, sorted(set(found.values()))) if row.articles}
    return {(wanted[at][0], wanted[at][1]): here[number] for at, number in found.items() if number in here}


def _names_in(record: Record) -> Iterable[tuple[EntityType, str, str]]:
    """Yield type, name and key of everybody and everything a record names."""
    for credit in record.credits:
        yield "person", credit.name, credit.key
        if credit.role == "artist":
            yield "group", credit.name, credit.key
        if credit.character:
            yield "character", credit.character, ""
    for work in record.works:
        yield work.kind, work.title, work.key
        if work.character:
            yield "character", work.character, ""


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
    """Remove a record, with its links and what it corrected."""
    _remove(conn, [record])


def remove_older(conn: sqlite3.Connection, provider: Provider, before: datetime) -> int:
    """Remove what a service said before then, which its terms allow to be kept no longer; return how many went."""
    rows = conn.execute("SELECT id FROM record WHERE provider = ? AND fetched < ?", (provider, seconds(before)))
    return _remove(conn, [row[0] for row in rows.fetchall()])


def remove_unused(conn: sqlite3.Connection, before: datetime) -> int:
    """Remove records that expired before then, and that no name has or may have any more; return how many went."""
    return conn.execute(
        "DELETE FROM record WHERE expires < ? AND id NOT IN "
        "(SELECT record FROM link UNION SELECT record FROM candidate UNION SELECT record FROM correction)",
        (seconds(before),),
    ).rowcount


def forget(conn: sqlite3.Connection, entity: int | None) -> int:
    """Forget what services said of a name, of all names with ``None``; return how many records went.

    A record that tells of another name too stays with that one.
    """
    if entity is None:
        gone = _remove(conn, [row[0] for row in conn.execute("SELECT id FROM record").fetchall()])
        conn.execute("DELETE FROM lookup")
        return gone
    names = "SELECT id FROM entity WHERE id = ?1 OR merged = ?1"
    records = [
        row[0]
        for table in ("link", "candidate")
        for row in conn.execute(sql("SELECT record FROM {} WHERE entity IN ({})", table, names), (entity,)).fetchall()
    ]
    own = conn.execute(sql("SELECT id FROM ({})", names), (entity,)).fetchall()
    of_it = {row[0] for row in own}
    corrections.take_back(
        conn,
        [
            change
            for record in dict.fromkeys(records)
            for change in corrections.changes(conn, record=record)
            if change.entity in of_it
        ],
    )
    for table in ("link", "candidate", "lookup"):
        conn.execute(sql("DELETE FROM {} WHERE entity IN ({})", table, names), (entity,))
    unused = conn.execute(
        "SELECT DISTINCT value FROM json_each(?) "
        "WHERE value NOT IN (SELECT record FROM link UNION SELECT record FROM candidate)",
        (json_list(records),),
    )
    return _remove(conn, [row[0] for row in unused.fetchall()])


def _remove(conn: sqlite3.Connection, records: Collection[int]) -> int:
    for record in records:
        corrections.take_back(conn, corrections.changes(conn, record=record))
    conn.execute("DELETE FROM record WHERE id IN (SELECT value FROM json_each(?))", (json_list(records),))
    return len(records)


def kept(conn: sqlite3.Connection, records: Collection[int]) -> list[KeptRecord]:
    """Return records by their ids, in that order; what is not there is left out."""
    rows = conn.execute(
        "SELECT r.id, r.data, r.fetched, '' FROM json_each(?) j JOIN record r ON r.id = j.value ORDER BY j.key",
        (json_list(records),),
    ).fetchall()
    return list(_read(rows))


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
