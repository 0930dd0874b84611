"""What an unread article still lacks to be read without a network."""

from __future__ import annotations

import sqlite3

from msgspec import Struct


class Unread(Struct, frozen=True):
    """An unread article: whether its full text is here, why its page did not come, where its lead picture is."""

    article: int
    title: str
    complete: bool
    problem: str | None = None
    picture: str | None = None


def unread(conn: sqlite3.Connection) -> list[Unread]:
    """List the unread articles, the newest first; the sample edition is left out."""
    rows = conn.execute(
        "SELECT id, title, complete, page_error, lead FROM article WHERE read = 0 AND sample = 0 "
        "ORDER BY moment DESC, id DESC"
    )
    return [Unread(row[0], row[1], bool(row[2]), row[3], row[4]) for row in rows]
