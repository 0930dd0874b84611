"""What the user did, step by step, each with what taking it back needs (``undo``)."""

from __future__ import annotations

import sqlite3
import zlib

import msgspec

from pullquote.cache.store.file.conversions import now, seconds, sql

STEPS = 100
_MORE = "more "
"""With the number of a step: the kind of what was done later as a part of it."""
_WHOLE = f"CASE WHEN kind LIKE '{_MORE}%' THEN CAST(substr(kind, {len(_MORE) + 1}) AS INTEGER) ELSE id END"
"""SQL: the step that a row is, or is a part of."""


def keep(conn: sqlite3.Connection, kind: str, sentence: str, data: object) -> int:
    """Keep a step and return its number; the oldest go. ``sentence`` says what is so again once it was taken back."""
    step = _insert(conn, kind, sentence, data)
    oldest = conn.execute(
        "SELECT id FROM undo WHERE kind NOT LIKE ? ORDER BY id DESC LIMIT 1 OFFSET ?", (f"{_MORE}%", STEPS - 1)
    ).fetchone()
    if oldest is not None:
        conn.execute(sql("DELETE FROM undo WHERE {} < ?", _WHOLE), oldest)
    return step


def extend(conn: sqlite3.Connection, step: int, sentence: str, data: object) -> None:
    """Keep what was done as a further part of a step; ``sentence`` is what is said of all of it now."""
    if conn.execute("UPDATE undo SET sentence = ? WHERE id = ?", (sentence, step)).rowcount:
        _insert(conn, f"{_MORE}{step}", "", data)


def last(conn: sqlite3.Connection, step: int | None = None) -> tuple[int, int, str, str, bytes] | None:
    """Return what was done last, or last of one step: its number, the step it is part of, kind, sentence and data.

    A part counts as done when its step was: what the user did meanwhile is later.
    """
    row = conn.execute(
        sql(
            "SELECT id, {0}, kind, sentence, data FROM undo WHERE ?1 IS NULL OR {0} = ?1 ORDER BY {0} DESC, id DESC "
            "LIMIT 1",
            _WHOLE,
        ),
        (step,),
    ).fetchone()
    return tuple(row) if row else None


def _insert(conn: sqlite3.Connection, kind: str, sentence: str, data: object) -> int:
    row = conn.execute(
        "INSERT INTO undo (at, kind, sentence, data) VALUES (?, ?, ?, ?) RETURNING id",
        (seconds(now()), kind, sentence, zlib.compress(msgspec.json.encode(data), 1)),
    ).fetchone()
    return int(row[0])
