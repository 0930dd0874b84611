"""Who plays whom, by the records of works that articles name beside a person or a character."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from pullquote.cache.core.catalogue import KeptRecord, Role
from pullquote.cache.core.names import name_key
from pullquote.cache.store import catalogue, entities

_WORKS = 40


def roles(conn: sqlite3.Connection, name: int) -> list[Role]:
    """Return the parts of a person, or who plays a character, in works named beside it, those most often first."""
    number = entities.resolved(conn, name)
    row = conn.execute("SELECT type FROM entity WHERE id = ?", (number,)).fetchone()
    if row is None or row[0] not in ("person", "character"):
        return []
    keys = {name_key(spelling) for spelling in entities.spellings(conn, number)}
    works = conn.execute(
        "SELECT n.entity, e.name, l.record FROM mention m JOIN mention n ON n.article = m.article "
        "JOIN entity e ON e.id = n.entity JOIN link l ON l.entity = n.entity "
        "WHERE m.entity = ? AND n.entity <> m.entity GROUP BY n.entity, l.record "
        "ORDER BY count(*) DESC, l.record LIMIT ?",
        (number, _WORKS),
    ).fetchall()
    kept = {one.id: one for one in catalogue.kept(conn, [record for *_, record in works])}
    return [
        role
        for work, title, record in works
        if record in kept
        for role in _in_work(work, title, kept[record], keys, row[0])
    ]


def _in_work(work: int, title: str, kept: KeptRecord, keys: set[str], kind: str) -> Iterator[Role]:
    for credit in kept.record.credits:
        if name_key((credit.character or "") if kind == "character" else credit.name) in keys:
            yield Role(work=work, title=title, credit=credit, source=kept.record.source, url=kept.record.url)
