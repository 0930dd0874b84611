"""Which records tell of a name: linked by agreement, left open, refused or chosen by the user.

What the user says is a verdict and goes by the record's key at its service, so that it outlasts the record. It is one
step of undo, and with the user's marks in copies and journal.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Sequence
from typing import Any

import msgspec
from msgspec import Struct

from pullquote.cache.core.catalogue import PROVIDER_NAMES, KeptRecord, Provider, Record, RecordKind
from pullquote.cache.core.errors import NotFound
from pullquote.cache.store.catalogue import corrections
from pullquote.cache.store.catalogue import records as catalogue
from pullquote.cache.store.file.conversions import json_list, sql
from pullquote.cache.store.names import entities
from pullquote.cache.store.user import steps

Key = tuple[Provider, RecordKind, str]
"""A record by service, kind and its key there."""
CHOSEN = "chosen by you"
"""Why a record tells of a name that the user chose it for."""
_OF = "(entity = ?1 OR entity IN (SELECT id FROM entity WHERE merged = ?1))"


class _Said(Struct, frozen=True, kw_only=True):
    """One step of the user: what stood of a name before it."""

    name: int
    verdicts: list[tuple[int, str, str, str, int]]
    links: list[tuple[int, str, str, str, str]]
    candidates: list[tuple[int, str, str, str]]
    changes: list[corrections.Change] = []


def verdicts(conn: sqlite3.Connection, name: int) -> dict[Key, bool]:
    """Return what the user said of records and a name, or one that went into it: that it tells of it, or does not."""
    rows = conn.execute(sql("SELECT provider, kind, key, is_it FROM verdict WHERE {}", _OF), (name,))
    return {(provider, kind, key): bool(is_it) for provider, kind, key, is_it in rows}


def refused_for(conn: sqlite3.Connection, key: Key) -> set[int]:
    """Return the names of which the user said that a record does not tell of them, or of what went into them.

    What the user said is looked through: it is little, and one question for all names beside a work.
    """
    rows = conn.execute(
        "SELECT ifnull(e.merged, e.id) FROM verdict v JOIN entity e ON e.id = v.entity "
        "WHERE v.provider = ? AND v.kind = ? AND v.key = ? AND v.is_it = 0",
        key,
    )
    return {row[0] for row in rows}


def offer(conn: sqlite3.Connection, name: int, provider: Provider, records: Iterable[int]) -> None:
    """Keep which of a service's records are called as a name is, in the place of those it had before."""
    conn.execute(
        "DELETE FROM candidate WHERE entity = ? AND record IN (SELECT id FROM record WHERE provider = ?)",
        (name, provider),
    )
    conn.executemany("INSERT OR IGNORE INTO candidate VALUES (?, ?)", [(name, record) for record in records])


def candidates(conn: sqlite3.Connection, name: int) -> list[KeptRecord]:
    """Return the records that are called as a name is, those that tell of it and those that were refused left out."""
    refused = {key for key, is_it in verdicts(conn, name).items() if not is_it}
    refused |= {key_of(one.record) for one in catalogue.records_of(conn, name)}
    rows = conn.execute(sql("SELECT record FROM candidate WHERE {} ORDER BY record", _OF), (name,))
    kept = catalogue.kept(conn, [row[0] for row in rows.fetchall()])
    return [one for one in kept if key_of(one.record) not in refused]


def key_of(record: Record) -> Key:
    """Return service, kind and key of a record."""
    return record.provider, record.kind, record.key


def refuse(conn: sqlite3.Connection, name: int, provider: Provider | None = None) -> list[KeptRecord]:
    """Unlink what does not tell of a name, and never link it again: one step; return those records.

    With ``provider``, those of one service. What they corrected of names is as before. A name without a record of its
    own that another's record corrected is freed of that; one that has neither has none of its candidates. Raises
    ``NotFound`` where there is nothing of the kind.
    """
    name = entities.resolved(conn, name)
    linked = [one for one in catalogue.records_of(conn, name) if provider in (None, one.record.provider)]
    changed = corrections.changes(conn, entity=name) if not linked else []
    changed = [change for change in changed if provider in (None, _provider(conn, change.record))]
    records = linked or catalogue.kept(conn, list(dict.fromkeys(change.record for change in changed)))
    if not records:
        records = [one for one in candidates(conn, name) if provider in (None, one.record.provider)]
    if not records:
        raise NotFound(_nothing(conn, name, provider))
    names = [name, *(change.entity for change in changed)]
    said = _before(conn, name, names, records)
    for one in records:
        if linked:
            unlink(conn, name, one.id)
    if changed:
        corrections.take_back(conn, changed)
    for number in dict.fromkeys(names):
        _say(conn, number, records, is_it=False)
    _keep(conn, said, f"{_called(records)} tells of {_name(conn, name)} again.")
    return records


def choose(conn: sqlite3.Connection, name: int, record: int) -> KeptRecord:
    """Link a record that tells of a name, in the place of the others of its service: one step. Raises ``NotFound``."""
    name = entities.resolved(conn, name)
    kept = catalogue.kept(conn, [record])
    if not kept:
        raise NotFound(f"No record has the number {record}. `pullquote catalogue update` asks for records.")
    [new] = kept
    provider = new.record.provider
    others = [one for one in catalogue.records_of(conn, name) if one.record.provider == provider and one.id != record]
    said = _before(conn, name, [name], [new, *others])
    for one in others:
        unlink(conn, name, one.id)
    conn.execute("DELETE FROM verdict WHERE entity = ? AND provider = ? AND is_it = 1", (name, provider))
    _say(conn, name, others, is_it=False)
    _say(conn, name, [new], is_it=True)
    catalogue.link(conn, name, record, CHOSEN)
    _keep(conn, said, f"It is open again which record tells of {_name(conn, name)}.")
    return new


def choose_unknown(conn: sqlite3.Connection, name: int, key: Key) -> None:
    """Link a record that is not kept yet to the name it tells of: one step. It is the first to be asked for."""
    name = entities.resolved(conn, name)
    provider = key[0]
    others = [one for one in catalogue.records_of(conn, name) if one.record.provider == provider]
    said = _before(conn, name, [name], others)
    for one in others:
        unlink(conn, name, one.id)
    conn.execute("DELETE FROM verdict WHERE entity = ? AND provider = ? AND is_it = 1", (name, provider))
    _say(conn, name, others, is_it=False)
    conn.execute(
        "INSERT OR REPLACE INTO verdict (entity, provider, kind, key, is_it) VALUES (?, ?, ?, ?, 1)", (name, *key)
    )
    conn.execute("DELETE FROM lookup WHERE entity = ? AND provider = ?", (name, provider))
    _keep(conn, said, f"It is open again which record tells of {_name(conn, name)}.")


def chosen(conn: sqlite3.Connection, name: int, provider: Provider) -> Key | None:
    """Return the record of a service that the user chose for a name."""
    said = verdicts(conn, name)
    return next((key for key, is_it in said.items() if is_it and key[0] == provider), None)


def unlink(conn: sqlite3.Connection, name: int, record: int) -> None:
    """Let a record tell of a name no more; where it tells of none now, what it corrected is as before."""
    conn.execute(sql("DELETE FROM link WHERE record = ?2 AND {}", _OF), (name, record))
    own = corrections.changes(conn, record=record)
    if catalogue.entities_of(conn, record):
        own = [change for change in own if change.entity == name]
    corrections.take_back(conn, own)


def take_back(conn: sqlite3.Connection, data: Any) -> None:
    """Undo a step of ``refuse`` or ``choose``: verdicts, links and corrections are as before it.

    What it says of a name that is gone meanwhile is left out.
    """
    said = msgspec.convert(data, _Said)
    names = json_list({said.name, *(row[0] for row in said.verdicts), *(change.entity for change in said.changes)})
    before = {row[1:4] for row in said.links}
    for one in catalogue.records_of(conn, said.name):
        if key_of(one.record) not in before:
            unlink(conn, said.name, one.id)
    conn.execute("DELETE FROM verdict WHERE entity IN (SELECT value FROM json_each(?))", (names,))
    is_there = "EXISTS (SELECT 1 FROM entity WHERE id = ?1)"
    conn.executemany(sql("INSERT OR REPLACE INTO verdict SELECT ?1, ?2, ?3, ?4, ?5 WHERE {}", is_there), said.verdicts)
    by_key = sql("SELECT ?1, id{{}} FROM record WHERE provider = ?2 AND kind = ?3 AND key = ?4 AND {}", is_there)
    conn.executemany(sql("INSERT OR REPLACE INTO link (entity, record, why) {}", sql(by_key, ", ?5")), said.links)
    conn.executemany(sql("INSERT OR IGNORE INTO candidate (entity, record) {}", sql(by_key, "")), said.candidates)
    corrections.repeat(conn, reversed(said.changes))


def _before(conn: sqlite3.Connection, name: int, names: Sequence[int], records: Collection[KeptRecord]) -> _Said:
    """Return what stands of a name, its records and what they corrected."""
    which = json_list(names)
    key = "r.provider, r.kind, r.key"
    changed = {
        (change.entity, change.record, index): change
        for one in records
        for index, change in enumerate(corrections.changes(conn, record=one.id))
    }
    return _Said(
        name=name,
        verdicts=conn.execute(
            "SELECT entity, provider, kind, key, is_it FROM verdict WHERE entity IN (SELECT value FROM json_each(?))",
            (which,),
        ).fetchall(),
        links=conn.execute(
            sql("SELECT l.entity, {}, l.why FROM link l JOIN record r ON r.id = l.record WHERE {}", key, _OF), (name,)
        ).fetchall(),
        candidates=conn.execute(
            sql("SELECT c.entity, {} FROM candidate c JOIN record r ON r.id = c.record WHERE {}", key, _OF), (name,)
        ).fetchall(),
        changes=list(changed.values()),
    )


def _say(conn: sqlite3.Connection, name: int, records: Iterable[KeptRecord], *, is_it: bool) -> None:
    conn.executemany(
        "INSERT OR REPLACE INTO verdict (entity, provider, kind, key, is_it) VALUES (?, ?, ?, ?, ?)",
        [(name, *key_of(one.record), int(is_it)) for one in records],
    )


def _keep(conn: sqlite3.Connection, said: _Said, sentence: str) -> None:
    steps.keep(conn, "catalogue", sentence, said)


def _provider(conn: sqlite3.Connection, record: int) -> str | None:
    row = conn.execute("SELECT provider FROM record WHERE id = ?", (record,)).fetchone()
    return None if row is None else str(row[0])


def _called(records: Sequence[KeptRecord]) -> str:
    return " and ".join(dict.fromkeys(one.record.source for one in records)) or "The catalogue"


def _name(conn: sqlite3.Connection, name: int) -> str:
    row = conn.execute("SELECT name FROM entity WHERE id = ?", (name,)).fetchone()
    return str(row[0]) if row else "the name"


def _nothing(conn: sqlite3.Connection, name: int, provider: Provider | None) -> str:
    of = f"of {PROVIDER_NAMES[provider]} " if provider else ""
    return f"No record {of}tells of {_name(conn, name)}. `pullquote catalogue status` says what is kept."
