"""Who plays whom, by the records of works that articles name beside a person or a character."""

from __future__ import annotations

import sqlite3

from msgspec.structs import replace

from pullquote.cache.core.catalogue import KeptRecord
from pullquote.cache.core.names import name_key
from pullquote.cache.core.results import EntityRow
from pullquote.cache.store.catalogue import records as catalogue

_ARTICLES = 100
"""Of the articles that name somebody, so many are looked at, the newest."""
_WORKS = 40


def crediting(conn: sqlite3.Connection, name: EntityRow) -> list[KeptRecord]:
    """Return the works named beside a person or a character whose record credits them, those most often first.

    Of each record only those credits are returned; of other types of names there are none.
    """
    if name.type not in ("person", "character"):
        return []
    rows = conn.execute(
        "SELECT l.record FROM (SELECT m.article FROM mention m JOIN article a ON a.id = m.article "
        "WHERE m.entity = ?1 ORDER BY a.moment DESC LIMIT ?2) n JOIN mention o ON o.article = n.article "
        "JOIN link l ON l.entity = o.entity WHERE o.entity <> ?1 "
        "GROUP BY l.record ORDER BY count(*) DESC, l.record LIMIT ?3",
        (name.id, _ARTICLES, _WORKS),
    ).fetchall()
    # A first or last name alone is nobody's in particular.
    keys = {name_key(spelling) for spelling in (name.name, *(aka for aka in name.aka if " " in aka))}
    found = []
    for kept in catalogue.kept(conn, [row[0] for row in rows]):
        credited = tuple(
            credit
            for credit in kept.record.credits
            if name_key((credit.character or "") if name.type == "character" else credit.name) in keys
        )
        if credited and kept.record.kind in ("show", "film"):
            found.append(replace(kept, record=replace(kept.record, credits=credited)))
    return found
