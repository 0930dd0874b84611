"""Articles that stand as headline and plain text until they are understood, each with the entry it came by.

The entry is kept as a worker packed it, foreign bytes and all: only a worker unpacks it. One that is understood leaves
the table in the transaction that keeps what was understood.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Sequence

from msgspec import Struct

from pullquote.cache.store.file.conversions import json_list, sql


class Pending(Struct, frozen=True):
    """An entry that is not understood yet: its row, the article it is shown as, its feed, and what a worker packed.

    ``new`` says that rules are to be run on what comes of it, ``complete`` that its feed has the whole article.
    """

    id: int
    article: int
    feed: int
    new: bool
    complete: bool
    data: bytes


def note(
    conn: sqlite3.Connection, article: int, feed: int, key: str, data: bytes, *, new: bool, complete: bool
) -> None:
    """Note that an entry is to be understood; it takes the place of what its feed said under the same key before."""
    conn.execute(
        "INSERT INTO pending (article, feed, key, new, complete, data) VALUES (?1, ?2, ?3, ?4, ?5, ?6) "
        "ON CONFLICT (feed, key) DO UPDATE SET article = ?1, new = max(new, ?4), complete = ?5, data = ?6",
        (article, feed, key, int(new), int(complete), data),
    )


def count(conn: sqlite3.Connection) -> int:
    """Return how many entries are to be understood."""
    return int(conn.execute("SELECT count(*) FROM pending").fetchone()[0])


def newest(conn: sqlite3.Connection, *, without: Collection[int] = ()) -> list[tuple[int, int]]:
    """Return the articles that are to be understood with their latest rows, the newest first, ``without`` some."""
    return conn.execute(
        "SELECT p.article, p.id FROM pending p JOIN article a ON a.id = p.article "
        "WHERE p.article NOT IN (SELECT value FROM json_each(?)) ORDER BY a.moment DESC, p.article DESC, p.id",
        (json_list(without),),
    ).fetchall()


def rows(conn: sqlite3.Connection, ids: Sequence[int]) -> list[Pending]:
    """Return rows in the order of ``ids``; those that are gone are left out."""
    found = conn.execute(
        "SELECT p.id, p.article, p.feed, p.new, p.complete, p.data "
        "FROM json_each(?) j JOIN pending p ON p.id = j.value ORDER BY j.key",
        (json_list(ids),),
    )
    return [Pending(row[0], row[1], row[2], bool(row[3]), bool(row[4]), row[5]) for row in found]


def of(conn: sqlite3.Connection, article: int) -> list[int]:
    """Return the rows of an article, the earliest first; none where it is understood."""
    return [row[0] for row in conn.execute("SELECT id FROM pending WHERE article = ? ORDER BY id", (article,))]


def is_new(conn: sqlite3.Connection, article: int) -> bool:
    """Return whether rules are to be run on an article once it is understood."""
    return conn.execute("SELECT 1 FROM pending WHERE article = ? AND new = 1", (article,)).fetchone() is not None


def is_plain(conn: sqlite3.Connection, article: int) -> bool:
    """Return whether an article stands as headline and plain text until it is understood."""
    found = conn.execute(sql("SELECT rules = 0 AND {} FROM article a WHERE id = ?", condition("a.")), (article,))
    return bool((found.fetchone() or (0,))[0])


def is_same(conn: sqlite3.Connection, row: Pending) -> bool:
    """Return whether a row is still to be understood, and nothing newer has come in its place."""
    found = conn.execute("SELECT data FROM pending WHERE id = ?", (row.id,)).fetchone()
    return found is not None and found[0] == row.data


def done(conn: sqlite3.Connection, row: int) -> None:
    """Note that an entry is understood, or never will be."""
    conn.execute("DELETE FROM pending WHERE id = ?", (row,))


def forget(conn: sqlite3.Connection, article: int) -> bool:
    """Let an article be understood some other way; return whether rules were to be run on it."""
    found = conn.execute("DELETE FROM pending WHERE article = ? RETURNING new", (article,)).fetchall()
    return any(row[0] for row in found)


def condition(row: str) -> str:
    """Return the SQL condition: the article ``row`` (``a.``) is not understood yet."""
    return sql("EXISTS (SELECT 1 FROM pending p WHERE p.article = {}id)", row)
