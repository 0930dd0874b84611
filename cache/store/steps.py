"""What the user did, step by step, each with what taking it back needs (``undo``)."""

from __future__ import annotations

import sqlite3
import zlib

import msgspec

from pullquote.cache.store.conversions import now, seconds

STEPS = 100
_MORE = "more "
"""With the number of a step: the kind of what was done later as a part of it."""


def keep(conn: sqlite3.Connection, kind: str, sentence: str, data: object) -> int:
    """Keep a step and return its number; the oldest go. ``sentence`` says what is so again once it was taken back."""
    step = _insert(conn, kind, sentence, data)
    conn.execute(
        "DELETE FROM undo WHERE id < (SELECT id FROM undo WHERE kind NOT LIKE ? ORDER BY id DESC LIMIT 1 OFFSET ?)",
        (f"{_MORE}%", STEPS - 1),
    )
    return step


def extend(conn: sqlite3.Connection, step: int, sentence: str, data: object) -> None:
    """Keep what was done as a further part of a step; ``sentence`` is what is said of all of it now."""
    if conn.execute("UPDATE undo SET sentence = ? WHERE id = ?", (sentence, step)).rowcount:
        _insert(conn, f"{_MORE}{step}", "", data)


def last(conn: sqlite3.Connection, step: int | None = None) -> tuple[int, int, str, str, bytes] | None:
    """Return what was done last, or last of one step: its number, the step it is part of, kind, sentence and data."""
    row = conn.execute(
        "SELECT id, kind, sentence, data FROM undo WHERE ?1 IS NULL OR id = ?1 OR kind = ?2 ORDER BY id DESC LIMIT 1",
        (step, f"{_MORE}{step}"),
    ).fetchone()
    if row is None:
        return None
    number, kind, sentence, data = row
    return number, int(kind.removeprefix(_MORE)) if kind.startswith(_MORE) else number, kind, sentence, data


def _insert(conn: sqlite3.Connection, kind: str, sentence: str, data: object) -> int:
    row = conn.execute(
        "INSERT INTO undo (at, kind, sentence, data) VALUES (?, ?, ?, ?) RETURNING id",
        (seconds(now()), kind, sentence, zlib.compress(msgspec.json.encode(data), 1)),
    ).fetchone()
    return int(row[0])
