"""Removal of old articles: which go, and which never do.

Starred and tagged articles, those of the reading list, those with a highlight or a note, those about what is followed,
those the user added and (unless told otherwise) unread ones stay for ever, and one that is not understood yet stays
until it is. What goes leaves a tombstone, so that a feed that still lists it does not bring it back unread. Articles
that the user removed long ago are let go for good.
"""

from __future__ import annotations

import sqlite3
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from pullquote.cache.core.feed import Pruned
from pullquote.cache.store.file.conversions import json_list, seconds, sql
from pullquote.cache.store.reading import followed
from pullquote.cache.store.texts import bodies, pending
from pullquote.cache.store.undo import removed
from pullquote.cache.store.writing import keeping

if TYPE_CHECKING:
    from pullquote.cache.core.settings import Keep
    from pullquote.cache.store.database import Database

BATCH = 200
_OLD = sql(
    "FROM article a LEFT JOIN feed f ON f.id = a.feed WHERE NOT {added} AND ifnull(f.keep_days, ?1) > 0 "
    "AND a.moment < ?2 - ifnull(f.keep_days, ?1) * 86400",
    added=bodies.ADDED_BY_USER,
)
_GOES = sql(
    " AND NOT {} AND NOT {} AND (a.read = 1 OR ?3 = 0) "
    "AND NOT EXISTS (SELECT 1 FROM mention m JOIN entity e ON e.id = m.entity "
    "WHERE m.article = a.id AND e.followed = 1)",
    bodies.chosen("a."),
    pending.condition("a."),  # it may be about what is followed
)


def prune(database: Database, keep: Keep, *, now: datetime, dry_run: bool) -> Pruned:
    """Delete what ``keep`` lets go, a batch a transaction; or only return what would go."""
    given = (keep.days, seconds(now), int(keep.unread))
    with database.reading() as conn:
        old = conn.execute(sql("SELECT count(*) {}", _OLD), given[:2]).fetchone()[0]
        rows = conn.execute(sql("SELECT a.id {}{} ORDER BY a.id", _OLD, _GOES), given).fetchall()
        stays = followed.by_queries(conn)
        going = [row[0] for row in rows if row[0] not in stays]
        for_good = removed.overdue(conn, now)
        size = conn.execute(
            sql(
                "SELECT ifnull(sum(length(b.data)), 0) FROM json_each(?) j JOIN body b ON {}",
                bodies.bodies_of("j.value"),
            ),
            (json_list(going),),
        ).fetchone()[0]
    if not dry_run:
        for first in range(0, len(going), BATCH):
            with database.write("pruning") as conn:
                keeping.delete(conn, _still(conn, going[first : first + BATCH]))
        if going or for_good:
            with database.write("pruning") as conn:
                removed.let_go(conn, now)
                forget_unused(conn)
            with database.alone("pruning") as conn:
                conn.execute("PRAGMA incremental_vacuum").fetchall()
    before = now - timedelta(days=keep.days) if keep.days else None
    return Pruned(articles=len(going), kept=old - len(going), bytes=size * 2, before=before, for_good=for_good)


def forget_unused(conn: sqlite3.Connection) -> None:
    """Forget names nobody writes about or did anything to, and speakers and tags without articles."""
    conn.execute(
        "DELETE FROM entity WHERE articles = 0 AND followed = 0 AND hidden = 0 AND fixed = 0 AND merged IS NULL "
        "AND seen_season IS NULL AND guarded IS NULL "
        "AND id NOT IN (SELECT merged FROM entity WHERE merged IS NOT NULL) "
        "AND NOT EXISTS (SELECT 1 FROM mention WHERE entity = entity.id) "
        "AND NOT EXISTS (SELECT 1 FROM verdict WHERE entity = entity.id)"
    )
    conn.execute("DELETE FROM alias_word WHERE entity NOT IN (SELECT id FROM entity)")
    conn.execute("DELETE FROM speaker WHERE NOT EXISTS (SELECT 1 FROM quote WHERE speaker = speaker.id)")
    conn.execute("DELETE FROM tag WHERE NOT EXISTS (SELECT 1 FROM tagged WHERE tag = tag.id)")


def _still(conn: sqlite3.Connection, ids: list[int]) -> list[int]:
    """Return those that nobody has starred, tagged, queued or marked since the list was made."""
    still = sql("SELECT 1 FROM article WHERE id = ? AND NOT {}", bodies.chosen())
    return [number for number in ids if conn.execute(still, (number,)).fetchone()]
