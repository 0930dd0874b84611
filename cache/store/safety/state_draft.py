"""The copy of the state (``state_copy``) made in pieces: no step grows with the library, and a kill loses none.

A journal is begun before its copy is: until that is whole, the last copy with its own journal and the new one say the
same. What each piece reads is as old as the piece. That does no harm, because the journal has every mark made since it
was begun, and reading a line is putting rows in the place of rows: it brings all pieces to the same moment.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import sqlite3
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from zlib import crc32

from pullquote.cache.store import migrate
from pullquote.cache.store.file import sqlite_errors
from pullquote.cache.store.file.conversions import sql
from pullquote.cache.store.safety import journal, state_copy

_DRAFT = "copying-{}.db"
_ROWS = 2_000
"""Rows of the library's tables that are looked at between two looks at the clock."""
_LAYOUT = crc32(repr(state_copy.PARTS).encode()) & 0x7FFFFFFF
"""The number kept in a draft by which it is known that its tables are those of this version."""


def go_on(library: Path, target: Path, seconds: float) -> bool:
    """Go on copying the state of a library into ``target`` for so long; return whether it is whole.

    It is not where another process is at it. Raises ``OSError``, ``sqlite3.Error``, and ``LibraryError`` where the
    library is no longer the one whose copy that is.
    """
    if target.exists():
        return True
    draft = target.with_name(_DRAFT.format(target.stem.removeprefix("state-")))
    until = time.monotonic() + seconds
    with _alone(target.with_suffix(".marks")) as alone:
        if not alone:
            return False
        if target.exists():  # another process has just ended
            return True
        try:
            _forget_others(draft)
            _make(draft)
            with state_copy.opened(draft, "rw") as conn:
                state_copy.attach(conn, library)
                noted = journal.recorded(conn)
                if noted is None or target.stem != f"state-{noted[0]}":  # `doctor` has put another in its place
                    raise sqlite_errors.moved(library)
                whole = _go_on(conn, until)
            if whole:
                draft.replace(target)
            return whole
        except sqlite3.OperationalError:
            raise
        except sqlite3.DatabaseError:  # the draft, or the library, whose damage others meet as well
            _forget(draft)
            raise


@contextlib.contextmanager
def _alone(journal: Path) -> Iterator[bool]:
    """Hold a lock on the journal whose copy is made; yield whether nobody else has it. Raises ``OSError``.

    SQLite's own lock is on the draft, which two that begin it at once would each put in the place of the other's.
    """
    file = os.open(journal, os.O_WRONLY | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK)
    try:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True
    finally:
        os.close(file)


def _make(draft: Path) -> None:
    """Make an empty draft where there is none that can be gone on with."""
    # Opened for writing: SQLite then takes back what a kill has left half written.
    with contextlib.suppress(sqlite3.Error), state_copy.opened(draft, "rw") as conn:
        if migrate.version(conn) == _LAYOUT:
            return
    _forget(draft)
    with state_copy.draft(draft) as conn:
        conn.execute("CREATE TABLE copied (part TEXT PRIMARY KEY, whole INTEGER NOT NULL, one ANY, other ANY) STRICT")
        conn.execute(sql("PRAGMA user_version = {}", str(_LAYOUT)))


def _go_on(conn: sqlite3.Connection, until: float) -> bool:
    """Copy in one transaction, up to a time; return whether nothing is left."""
    conn.execute("BEGIN IMMEDIATE")
    left = any(time.monotonic() > until for _ in _pieces(conn))
    conn.execute("COMMIT")
    return not left


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


def _forget(draft: Path) -> None:
    """Delete a draft, then SQLite's journal of it, which would be played back into the next draft of that name."""
    draft.unlink(missing_ok=True)
    draft.with_name(f"{draft.name}-journal").unlink(missing_ok=True)


def _forget_others(draft: Path) -> None:
    """Delete what is left of copies that were begun before this one."""
    for pattern in ("copying-*", ".copying-*"):
        for other in draft.parent.glob(pattern):
            if not other.name.startswith(draft.name):
                other.unlink(missing_ok=True)
