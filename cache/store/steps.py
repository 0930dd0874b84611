"""What the user did, step by step, each with what taking it back needs (``undo``)."""

from __future__ import annotations

import sqlite3
import zlib

import msgspec

from pullquote.cache.store.conversions import now, seconds

STEPS = 100


def keep(conn: sqlite3.Connection, kind: str, sentence: str, data: object) -> None:
    """Keep a step; the oldest go. ``sentence`` says what is so again once it was taken back."""
    conn.execute(
        "INSERT INTO undo (at, kind, sentence, data) VALUES (?, ?, ?, ?)",
        (seconds(now()), kind, sentence, zlib.compress(msgspec.json.encode(data), 1)),
    )
    conn.execute("DELETE FROM undo WHERE id <= (SELECT max(id) FROM undo) - ?", (STEPS,))
