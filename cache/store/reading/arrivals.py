"""Where lists stood when somebody last asked what had come (``core.following.arrivals``)."""

from __future__ import annotations

import sqlite3

from pullquote.cache.core.following.arrivals import Mark, Moment, packed, unpacked
from pullquote.cache.store.file.conversions import moment as time_of
from pullquote.cache.store.file.conversions import now, seconds

MOST = 1_000
"""Marks that are kept: a script that asks something else every day leaves no more than that behind."""


def moment(conn: sqlite3.Connection) -> Moment:
    """Return where the library stands.

    To be asked before the query whose answer it bounds: what arrives between the two then comes the next time.
    """
    last = int(conn.execute("SELECT ifnull(max(id), 0) FROM article").fetchone()[0])
    pending = conn.execute("SELECT id FROM article WHERE page_again IS NOT NULL AND id <= ?", (last,))
    return Moment(last, frozenset(row[0] for row in pending))


def mark(conn: sqlite3.Connection, key: str) -> Mark | None:
    """Return where the list ``key`` stood; ``None`` where it was never asked."""
    row = conn.execute("SELECT last, waiting, at FROM asked WHERE key = ?", (key,)).fetchone()
    return Mark(row[0], unpacked(row[1]), time_of(row[2])) if row else None


def keep(conn: sqlite3.Connection, key: str, mark: Mark) -> None:
    """Keep where the list ``key`` stands; the marks that were used longest ago go."""
    conn.execute(
        "INSERT OR REPLACE INTO asked (key, at, last, waiting) VALUES (?, ?, ?, ?)",
        (key, seconds(now()), mark.last, packed(mark.waiting)),
    )
    conn.execute(
        "DELETE FROM asked WHERE key IN (SELECT key FROM asked WHERE key <> ? ORDER BY at DESC LIMIT -1 OFFSET ?)",
        (key, MOST - 1),
    )
