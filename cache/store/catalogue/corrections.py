"""What a record of a catalogue changed of a name: its spelling, its type, further spellings; and taking that back.

A name that is spelt otherwise goes into the right one as two names do that a user makes one (``joining``), so that
its spelling leads there in articles to come; but it is not marked as the user's own correction. Every change stands in
a row of ``correction`` with what it was: taken back with the link it came by.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterable, Iterator

import msgspec
from msgspec import Struct

from pullquote.cache.core.article import EntityType
from pullquote.cache.core.names import name_key
from pullquote.cache.core.sanitize import clean_name
from pullquote.cache.store.file.conversions import sql
from pullquote.cache.store.names import entities, joining
from pullquote.cache.store.reading import articles

_ALIASES = 12
"""Further spellings that are taken of one record."""
_LEAST_LETTERS = 6
_MARKS = "followed, seen_season, seen_episode"
_Marks = tuple[int, int | None, int | None]


class Change(Struct, frozen=True, kw_only=True):
    """One change: ``entity`` went into ``into``, or is of another ``type``, or has further spellings (``keys``).

    ``was`` is the type it had; ``mentions``, ``members`` and ``last`` are what parting two names again needs
    (``joining.part_names``), ``marks`` what the user had set on it, on the other, and what the other had then:
    followed, season, episode. ``added`` are the keys of its own name under another type.
    """

    entity: int
    record: int
    type: EntityType | None = None
    was: EntityType | None = None
    into: int | None = None
    mentions: tuple[tuple[int, int, int], ...] = ()
    members: tuple[int, ...] = ()
    last: int | None = None
    marks: tuple[_Marks, _Marks, _Marks] | None = None
    keys: tuple[tuple[str, EntityType, str], ...] = ()
    added: tuple[tuple[str, EntityType], ...] = ()


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
            there = entities.revive(conn, name=name, kind=kind, marks=(0, 0, 0, None, None, None), spellings=())
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
    """Return what a record changed, else what was of a name or one that went into it, the last change first."""
    if record is not None:
        rows = conn.execute("SELECT data FROM correction WHERE record = ? ORDER BY id DESC", (record,))
    else:
        rows = conn.execute(
            "SELECT data FROM correction WHERE entity = ?1 "
            "OR entity IN (SELECT id FROM entity WHERE merged = ?1) ORDER BY id DESC",
            (entity,),
        )
    return list(_read(rows.fetchall()))


def _read(rows: Iterable[tuple[bytes]]) -> Iterator[Change]:
    """Yield changes; one that cannot be read is passed over."""
    for (data,) in rows:
        with contextlib.suppress(msgspec.MsgspecError, UnicodeDecodeError):
            yield msgspec.json.decode(data, type=Change)


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
        conn.executemany(
            "DELETE FROM alias WHERE entity = ? AND key = ? AND type = ?",
            [(change.entity, key, kind) for key, kind in change.added],
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
    own, other = _marks(conn, entity), _marks(conn, into)
    last = articles.last(conn)
    mentions = tuple(joining.join_names(conn, into, entity, fixed=False))
    return Change(
        entity=entity,
        record=record,
        into=into,
        mentions=mentions,
        members=members,
        last=last,
        marks=(own, other, _marks(conn, into)),
    )


def _marks(conn: sqlite3.Connection, entity: int) -> _Marks:
    row: _Marks = conn.execute(sql("SELECT {} FROM entity WHERE id = ?", _MARKS), (entity,)).fetchone()
    return row


def _part(conn: sqlite3.Connection, change: Change, into: int) -> None:
    """Part a name from the one it went into, or that went on into, unless it was given to another since.

    Each has its own marks again; what the user marked or took away since stays so.
    """
    there = entities.resolved(conn, into)
    if conn.execute("SELECT 1 FROM entity WHERE id = ? AND merged = ?", (change.entity, there)).fetchone() is None:
        return
    joining.part_names(conn, there, change.entity, change.mentions, change.members, change.last)
    if change.marks is None:
        return
    own, other, joined = change.marks
    followed, *seen = _marks(conn, there)
    conn.execute("UPDATE entity SET followed = ? WHERE id = ?", (min(own[0], followed), change.entity))
    if seen[0] is not None:
        conn.execute("UPDATE entity SET seen_season = ?, seen_episode = ? WHERE id = ?", (*own[1:], change.entity))
    if there != into:  # which the user made so, with all that it has
        return
    conn.execute("UPDATE entity SET followed = ? WHERE id = ?", (min(other[0], followed), into))
    if tuple(seen) == joined[1:]:
        conn.execute("UPDATE entity SET seen_season = ?, seen_episode = ? WHERE id = ?", (*other[1:], into))


def _retype(conn: sqlite3.Connection, entity: int, record: int, was: EntityType, kind: EntityType) -> Change:
    """Let a name be of another type; in articles to come too, where it is found as the type it was."""
    rows = conn.execute("SELECT name, max(main) FROM alias WHERE entity = ? GROUP BY name", (entity,)).fetchall()
    added: list[tuple[str, EntityType]] = []
    for other, main in rows:
        key = name_key(other, kind)
        if conn.execute(
            "INSERT OR IGNORE INTO alias (key, type, entity, name, main) VALUES (?, ?, ?, ?, ?)",
            (key, kind, entity, other, main),
        ).rowcount:
            added.append((key, kind))
    conn.execute("UPDATE entity SET type = ? WHERE id = ?", (kind, entity))
    return Change(entity=entity, record=record, type=kind, was=was, added=tuple(added))


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
