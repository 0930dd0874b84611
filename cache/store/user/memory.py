"""What is remembered from one time to the next: texts under keys, of the app and of the user."""

from __future__ import annotations

import sqlite3

from pullquote.cache.store.user import steps


def remember(conn: sqlite3.Connection, key: str, value: str, back: str = "") -> None:
    """Keep something the app wants to know next time.

    ``back`` is what is to be said once that was taken back; without it, it is no step.
    """
    if back:
        steps.keep(conn, "memory", back, {"key": key, "was": recall(conn, key) or ""})
    conn.execute(
        "INSERT INTO memory (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = ?2 WHERE value <> ?2",
        (key, value),
    )


def recall(conn: sqlite3.Connection, key: str) -> str | None:
    """Return what was remembered under ``key``."""
    row = conn.execute("SELECT value FROM memory WHERE key = ?", (key,)).fetchone()
    return row[0] if row else None
