"""The queries a user keeps (``core.following.topics``): watched as sections of the list, followed as names are.

They stand in ``memory``, so that the journal, the backup and undo have them as they have everything remembered there.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from pullquote.cache.core.errors import QueryError
from pullquote.cache.core.following import topics as core
from pullquote.cache.core.following.topics import Topic
from pullquote.cache.core.query import All, parse
from pullquote.cache.store.user import steps


def topics(conn: sqlite3.Connection) -> list[Topic]:
    """Return the topics, the latest last."""
    return core.decode(_kept(conn))


def followed(conn: sqlite3.Connection) -> Iterator[tuple[Topic, All]]:
    """Yield the queries that are followed, with their trees; one that cannot be read any more finds nothing."""
    for topic in topics(conn):
        if topic.followed:
            try:
                yield topic, parse(topic.query)
            except QueryError:
                continue


def mark(conn: sqlite3.Connection, topic: Topic, back: str, **marks: bool) -> bool:
    """Watch or follow a topic, or stop it (``followed``, ``watched``); return whether that changed anything.

    ``back`` is what is to be said once it was taken back. Raises ``UsageError`` where too many are followed.
    """
    was = _kept(conn) or ""
    known = core.decode(was)
    becoming = core.marked(known, topic, **marks)
    if becoming == known or (not any(marks.values()) and core.find(known, topic.query) is None):
        return False
    value = core.encode(becoming)
    steps.keep(conn, "memory", back, {"key": core.KEY, "was": was})
    conn.execute(
        "INSERT INTO memory (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = ?2", (core.KEY, value)
    )
    return True


def _kept(conn: sqlite3.Connection) -> str | None:
    row = conn.execute("SELECT value FROM memory WHERE key = ?", (core.KEY,)).fetchone()
    return row[0] if row else None
