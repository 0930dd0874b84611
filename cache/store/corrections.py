"""What a record of a catalogue changed of a name: its spelling, its type, further spellings; and taking that back.

A name that is spelt otherwise goes into the right one as two names do that a user makes one (``user_state``), so that
its spelling leads there in articles to come; but it is not marked as the user's own correction. Every change stands in
a row of ``correction`` with what it was: taken back with the link it came by.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

import msgspec
from msgspec import Struct

from pullquote.cache.core.article import EntityType
from pullquote.cache.core.names import name_key
from pullquote.cache.core.sanitize import clean_name
from pullquote.cache.store import entities, user_state
from pullquote.cache.store.conversions import sql

_ALIASES = 12
"""Further spellings that are taken of one record."""
_LEAST_LETTERS = 6
_MARKS = ("followed", "seen_season", "seen_episode")


class Change(Struct, frozen=True, kw_only=True):
    """One change: ``entity`` went into ``into``, or is of another ``type``, or has further spellings (``keys``).

    ``was`` is the type it had; ``mentions`` and ``members`` are what parting two names again needs
    (``user_state.part_names``), ``marks`` what the user had set on it and not on the other: columns with values.
    """

    entity: int
    record: int
    type: EntityType | None = None
    was: EntityType | None = None
    into: int | None = None
    mentions: tuple[tuple[int, int, int], ...] = ()
    members: tuple[int, ...] = ()
    marks: dict[str, int] = {}
    keys: tuple[tuple[str, EntityType, str], ...] = ()


def correct(conn: sqlite3.Connection, entity: int, record: int, name: str, kind: EntityType) -> bool:
    """Let a name be ``name`` and of ``kind``, as a record has it; return whether that changed anything.

    What a user corrected or hid stays, and so does what a record of its own says.
    """
    row = conn.execute("SELECT name, type, merged, fixed OR hidden FROM entity WHERE id = ?", (entity,)).fetchone()
    if row is None or row[2] is not None or row[3] or (row[0], row[1]) == (name, kind):
        return False
    name = clean_name(name)
    there = _main(conn, name, kind, entity)
    if there is None and name_key(name, kind) == name_key(row[0], kind):
        change = _retype(conn, entity, record, row[1], kind)
    else:
        if there is None:
            there = entities.revive(conn, name=name, kind=kind, marks=(0, 0, 0, None, None), spellings=())
        same = name_key(name, kind) == name_key(row[0], kind)
        if not _may_be_joined(conn, there, kind) or not (same or _never_together(conn, there, entity)):
            return False
        change = _join(conn, entity, record, there)
    _note(conn, change)
    return True


def add_spellings(conn: sqlite3.Connection, entity: int, record: int, names: Iterable[str], kind: EntityType) -> None:
    """Let other names of a record lead to a name: those that tell enough to belong to nobody else."""
    added: list[tuple[str, EntityType, str]] = []
    for name in map(clean_name, names):
        key = name_key(name, kind)
        if " " not in key or len(key) < _LEAST_LETTERS or len(added) >= _ALIASES:
            continue
        if conn.execute("SELECT 1 FROM alias WHERE key = ? AND type = ?", (key, kind)).fetchone() is None:
            conn.execute(
                "INSERT INTO alias (key, type, entity, name, main) VALUES (?, ?, ?, ?, 0)", (key, kind, entity, name)
            )
            added.append((key, kind, name))
    if added:
        _note(conn, Change(entity=entity, record=record, keys=tuple(added)))


def changes(conn: sqlite3.Connection, *, record: int | None = None, entity: int | None = None) -> list[Change]:
    """Return what a record changed, or what of a name or one that went into it, the last change first."""
    rows = conn.execute(
        "SELECT c.data FROM correction c JOIN entity e ON e.id = c.entity "
        "WHERE (?1 IS NULL OR c.record = ?1) AND (?2 IS NULL OR e.id = ?2 OR e.merged = ?2) ORDER BY c.id DESC",
        (record, entity),
    )
    return [msgspec.json.decode(row[0], type=Change) for row in rows.fetchall()]


def take_back(conn: sqlite3.Connection, taken: Iterable[Change]) -> None:
    """Let names be as they were before changes, which come the last first; what a user corrected since stays."""
    for change in taken:
        if change.into is not None:
            _part(conn, change, change.into)
        if change.was is not None:
            conn.execute(
                "UPDATE entity SET type = ? WHERE id = ? AND type = ? AND fixed = 0",
                (change.was, change.entity, change.type),
            )
        conn.executemany(
            "DELETE FROM alias WHERE entity = ? AND key = ? AND type = ? AND main = 0",
            [(change.entity, key, kind) for key, kind, _ in change.keys],
        )
        conn.execute(
            "DELETE FROM correction WHERE entity = ? AND record = ? AND data = ?",
            (change.entity, change.record, msgspec.json.encode(change)),
        )


def repeat(conn: sqlite3.Connection, taken: Iterable[Change]) -> None:
    """Make changes again that were taken back, in the order they were made first."""
    for change in taken:
        if (
            conn.execute(
                "SELECT 1 FROM entity e, record r WHERE e.id = ? AND r.id = ?", (change.entity, change.record)
            ).fetchone()
            is None
        ):
            continue
        if change.into is not None:
            row = conn.execute("SELECT name, type FROM entity WHERE id = ?", (change.into,)).fetchone()
            if row is not None:
                correct(conn, change.entity, change.record, *row)
        elif change.type is not None:
            name = conn.execute("SELECT name FROM entity WHERE id = ?", (change.entity,)).fetchone()[0]
            correct(conn, change.entity, change.record, name, change.type)
        for _, kind, name in change.keys:
            add_spellings(conn, change.entity, change.record, [name], kind)


def _join(conn: sqlite3.Connection, entity: int, record: int, into: int) -> Change:
    """Let a name go into another."""
    members = tuple(row[0] for row in conn.execute("SELECT id FROM entity WHERE merged = ?", (entity,)))
    own, other = (
        conn.execute(sql("SELECT {} FROM entity WHERE id = ?", ", ".join(_MARKS)), (number,)).fetchone()
        for number in (entity, into)
    )
    marks = {mark: value for mark, value, theirs in zip(_MARKS, own, other, strict=True) if value and not theirs}
    mentions = tuple(user_state.join_names(conn, into, entity, fixed=False))
    return Change(entity=entity, record=record, into=into, mentions=mentions, members=members, marks=marks)


def _part(conn: sqlite3.Connection, change: Change, into: int) -> None:
    """Part a name from the one it went into, unless it has gone elsewhere since."""
    if conn.execute("SELECT 1 FROM entity WHERE id = ? AND merged = ?", (change.entity, into)).fetchone() is None:
        return
    user_state.part_names(conn, into, change.entity, change.mentions, change.members)
    for mark, value in change.marks.items():
        if mark in _MARKS:
            none = 0 if mark == "followed" else None
            conn.execute(sql("UPDATE entity SET {} = ? WHERE id = ?", mark), (value, change.entity))
            conn.execute(sql("UPDATE entity SET {0} = ? WHERE id = ? AND {0} = ?", mark), (none, into, value))


def _retype(conn: sqlite3.Connection, entity: int, record: int, was: EntityType, kind: EntityType) -> Change:
    """Let a name be of another type; in articles to come too, where it is found as the type it was."""
    rows = conn.execute("SELECT name, max(main) FROM alias WHERE entity = ? GROUP BY name", (entity,)).fetchall()
    for other, main in rows:
        conn.execute(
            "INSERT OR IGNORE INTO alias (key, type, entity, name, main) VALUES (?, ?, ?, ?, ?)",
            (name_key(other, kind), kind, entity, other, main),
        )
    conn.execute("UPDATE entity SET type = ? WHERE id = ?", (kind, entity))
    return Change(entity=entity, record=record, type=kind, was=was)


def _main(conn: sqlite3.Connection, name: str, kind: EntityType, but: int) -> int | None:
    """Return another name that is called ``name`` in full and of ``kind``; what it went into, where it did."""
    row = conn.execute(
        "SELECT ifnull(e.merged, e.id) FROM alias a JOIN entity e ON e.id = a.entity "
        "WHERE a.key = ? AND a.type = ? AND a.main = 1 AND e.id <> ? ORDER BY e.id",
        (name_key(name, kind), kind, but),
    ).fetchone()
    return None if row is None or row[0] == but else int(row[0])


def _may_be_joined(conn: sqlite3.Connection, into: int, kind: EntityType) -> bool:
    """Return whether another name may go into this one: it is listed, and nobody said that it is something else."""
    row = conn.execute("SELECT type, hidden FROM entity WHERE id = ?", (into,)).fetchone()
    return row is not None and row[0] == kind and not row[1]


def _note(conn: sqlite3.Connection, change: Change) -> None:
    conn.execute(
        "INSERT INTO correction (entity, record, data) VALUES (?, ?, ?)",
        (change.entity, change.record, msgspec.json.encode(change)),
    )


def _never_together(conn: sqlite3.Connection, one: int, other: int) -> bool:
    """Return whether no article names both."""
    return (
        conn.execute(
            "SELECT 1 FROM mention m JOIN mention n ON n.article = m.article WHERE m.entity = ? AND n.entity = ?",
            (one, other),
        ).fetchone()
        is None
    )
