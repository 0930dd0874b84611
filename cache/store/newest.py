"""Every article of a library in the order of its list, kept in memory and in a file beside a large library.

The file spares a start from reading a million rows. It can be made again at any time, and no copy of what the user made
has it. It is believed only while nothing has come, gone or moved since it was written, in that very file.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import struct
from array import array
from pathlib import Path

import msgspec

FILE = "order.index"
"""The name of the file, in the folder of the library."""
LEAST = 20_000
"""Articles of a library for which there is a file."""
_AT_ONCE = 50_000
_FORMAT = 1
_STAMP = struct.Struct("<4sIQQQQQ")
_PAGE = (
    "SELECT json_group_array(x) FROM (SELECT id AS x FROM article WHERE (moment, id) < (?, ?) "
    "ORDER BY moment DESC, id DESC LIMIT ?)"
)
_BEHIND_ALL = (1 << 63) - 1
_ids = msgspec.json.Decoder(list[int])


class Newest:
    """Every id, the newest first, read again only when an article came, went or moved. Usable from any thread."""

    def __init__(self) -> None:
        self._kept: tuple[int, array[int]] = (-1, array("q"))
        self._in_file = -1

    def ids(self, conn: sqlite3.Connection) -> array[int]:
        """Return every id, the newest first. Not to be changed."""
        state = _state(conn)
        kept = self._kept
        if kept[0] != state:
            found = _load(conn, state) if kept[0] < 0 else None
            if found is not None:
                self._in_file = state
            kept = self._kept = (state, every(conn) if found is None else found)
        return kept[1]

    def keep(self, conn: sqlite3.Connection) -> None:
        """Write the file anew where it is not that of the ids that are known, and these are those of the library.

        ``conn`` must be one that reads only: what is not committed is in no file. Errors of the disk are nobody's
        matter, because the file only saves time.
        """
        state, ids = self._kept
        if len(ids) < LEAST or state in (self._in_file, -1) or state != _state(conn):
            return
        with contextlib.suppress(OSError):
            _save(conn, state, ids)
            self._in_file = state


def every(conn: sqlite3.Connection) -> array[int]:
    """Return every id, the newest first, of one moment; read in parts, so that a long list takes no more memory."""
    found: array[int] = array("q")
    begun = not conn.in_transaction
    if begun:
        conn.execute("BEGIN")
    try:
        last = (_BEHIND_ALL, _BEHIND_ALL)
        while part := _ids.decode(conn.execute(_PAGE, (*last, _AT_ONCE)).fetchone()[0]):
            found.extend(part)
            if len(part) < _AT_ONCE:
                break
            last = conn.execute("SELECT moment, id FROM article WHERE id = ?", (part[-1],)).fetchone()
    finally:
        if begun:
            conn.execute("ROLLBACK")
    return found


def _state(conn: sqlite3.Connection) -> int:
    """Return how often the order has changed."""
    return int(conn.execute("SELECT value FROM meta WHERE key = 'order'").fetchone()[0])


def _load(conn: sqlite3.Connection, state: int) -> array[int] | None:
    path = _path(conn)
    if path is None:
        return None
    found: array[int] = array("q")
    try:
        with path.open("rb") as file:
            if os.fstat(file.fileno()).st_uid != os.geteuid():
                return None
            head = file.read(_STAMP.size)
            found.frombytes(file.read())
    except (OSError, ValueError):
        return None
    return found if head == _stamp(conn, path, state, len(found)) else None


def _save(conn: sqlite3.Connection, state: int, ids: array[int]) -> None:
    path = _path(conn)
    if path is None:
        return
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    draft.unlink(missing_ok=True)
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600), "wb") as file:
            file.write(_stamp(conn, path, state, len(ids)))
            ids.tofile(file)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def _path(conn: sqlite3.Connection) -> Path | None:
    """Return where the file is, or would be; ``None`` for a library in no file."""
    main = next((file for _, name, file in conn.execute("PRAGMA database_list") if name == "main"), "")
    return Path(main).with_name(FILE) if main else None


def _stamp(conn: sqlite3.Connection, path: Path, state: int, count: int) -> bytes:
    """Return what tells this order from that of every other library, of a copy, and of another time."""
    main = path.with_name(next(Path(row[2]).name for row in conn.execute("PRAGMA database_list") if row[1] == "main"))
    there = main.stat()
    last = conn.execute("SELECT seq FROM sqlite_sequence WHERE name = 'article'").fetchone()
    return _STAMP.pack(b"plqo", _FORMAT, there.st_dev, there.st_ino, state, last[0] if last else 0, count)
