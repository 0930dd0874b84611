"""The copy of the state (``state_copy``) made in pieces: no step grows with the library, and a kill loses none.

A journal is begun before its copy is: until that is whole, the last copy with its own journal and the new one say the
same. What each piece reads is as old as the piece. That does no harm, because the journal has every mark made since it
was begun, and reading a line is putting rows in the place of rows: it brings all pieces to the same moment.
"""

from __future__ import annotations

import contextlib
import sqlite3
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from zlib import crc32

from pullquote.cache.store import migrate, state_copy
from pullquote.cache.store.conversions import sql

_DRAFT = "copying-{}.db"
_ROWS = 2_000
"""Rows of the library's tables that are looked at between two looks at the clock."""
_LAYOUT = crc32(repr(state_copy.PARTS).encode()) & 0x7FFFFFFF
"""Tells a draft whose tables are those of this version."""


def go_on(library: Path, target: Path, seconds: float) -> bool:
    """Go on copying the state of a library into ``target`` for so long; return whether it is whole.

    It is not where another process is at it. Raises ``OSError``, ``sqlite3.Error``.
    """
    if target.exists():
        return True
    draft = target.with_name(_DRAFT.format(target.stem.removeprefix("state-")))
    _forget_others(draft)
    until = time.monotonic() + seconds
    try:
        _make(draft)
        with state_copy.opened(draft, "rw") as conn:
            return _go_on(conn, library, until) and _finish(draft, target)
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode == sqlite3.SQLITE_BUSY:
            return False
        raise
    except sqlite3.DatabaseError:  # the draft, or the library, whose damage others meet as well
        draft.unlink(missing_ok=True)
        raise


def _make(draft: Path) -> None:
    """Make an empty draft where there is none that can be gone on with."""
    with contextlib.suppress(sqlite3.Error), state_copy.opened(draft) as conn:
        if migrate.version(conn) == _LAYOUT:
            return
    with state_copy.draft(draft) as conn:
        conn.execute("CREATE TABLE copied (part TEXT PRIMARY KEY, whole INTEGER NOT NULL, one ANY, other ANY) STRICT")
        conn.execute(sql("PRAGMA user_version = {}", str(_LAYOUT)))


def _go_on(conn: sqlite3.Connection, library: Path, until: float) -> bool:
    """Copy in one transaction, up to a time; return whether nothing is left."""
    conn.execute("PRAGMA busy_timeout = 0")
    state_copy.attach(conn, library)
    conn.execute("BEGIN IMMEDIATE")
    left = any(time.monotonic() > until for _ in _pieces(conn))
    conn.execute("COMMIT")
    return not left


def _finish(draft: Path, target: Path) -> bool:
    """Let a draft that is whole be the copy; return whether it is, which another process may have done."""
    with contextlib.suppress(FileNotFoundError):
        draft.replace(target)
    return target.exists()


def _pieces(conn: sqlite3.Connection) -> Iterator[None]:
    """Copy what is not copied yet, some rows from one yield to the next."""
    for name, part in state_copy.PARTS.items():
        row = conn.execute("SELECT whole, one, other FROM copied WHERE part = ?", (name,)).fetchone()
        whole, *after = row or (0, None, None)
        while not whole:
            if part.walked is None:
                state_copy.fill(conn, name)
                last: tuple[object, ...] = ()
            else:
                last = _piece(conn, name, *part.walked, [value for value in after if value is not None])
            whole, after = int(not last), [*last]
            kept = (name, whole, *last, None, None)
            conn.execute("INSERT OR REPLACE INTO copied (part, whole, one, other) VALUES (?, ?, ?, ?)", kept[:4])
            yield


def _piece(conn: sqlite3.Connection, name: str, table: str, key: str, after: Sequence[object]) -> tuple[object, ...]:
    """Copy some rows of a part, those behind a key; return the key of the last one, nothing where no more follow."""
    behind = sql("({}) > ({})", key, _places(after)) if after else "1"
    there = sql("SELECT {0} FROM library.{1} WHERE {2} ORDER BY {0} LIMIT 1 OFFSET {3}", key, table, behind, str(_ROWS))
    last: tuple[object, ...] = conn.execute(there, tuple(after)).fetchone() or ()
    up_to = sql("({}) <= ({})", key, _places(last)) if last else "1"
    state_copy.fill(conn, name, f"{behind} AND {up_to}", *after, *last)
    return last


def _places(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))


def _forget_others(draft: Path) -> None:
    """Delete what is left of copies that were begun before this one."""
    for other in draft.parent.glob(_DRAFT.format("*")):
        if other != draft:
            other.unlink(missing_ok=True)
