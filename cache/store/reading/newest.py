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
from collections.abc import Iterator
from pathlib import Path

import msgspec
from msgspec import Struct

FILE = "order.index"
"""The name of the file, in the folder of the library."""
LEAST = 20_000
"""Articles of a library for which there is a file."""
_AT_ONCE = 50_000
_FORMAT = 1
_SIZE = array("q").itemsize
_STAMP = struct.Struct("<4sIQQQQQ")
_PAGE = (
    "SELECT json_group_array(x) FROM (SELECT id AS x FROM article WHERE (moment, id) < (?, ?) "
    "ORDER BY moment DESC, id DESC LIMIT ?)"
)
_BEHIND_ALL = (1 << 63) - 1
_NEW = "SELECT id, moment FROM article WHERE id > ? ORDER BY moment DESC, id DESC LIMIT ?"
_MOST_NEW = 2_000
_ids = msgspec.json.Decoder(list[int])


class _Kept(Struct, frozen=True):
    """Every id as it was when the order had changed so often, and the last one that was given then."""

    state: int
    last: int
    ids: array[int]


class Newest:
    """Every id, the newest first, read again only when articles went or moved. Usable from any thread.

    Those that came are put where they belong.
    """

    def __init__(self) -> None:
        self._kept = _Kept(-1, 0, array("q"))
        self._in_file = -1

    def ids(self, conn: sqlite3.Connection) -> array[int]:
        """Return every id, the newest first. Not to be changed."""
        kept = self._kept
        if kept.state == _state(conn):
            return kept.ids
        with _one_moment(conn):
            state, last = _state(conn), _last(conn)
            found = _load(conn, state) if kept.state < 0 else _with_new(conn, kept, state)
            if kept.state < 0 and found is not None:
                self._in_file = state
            kept = self._kept = _Kept(state, last, every(conn) if found is None else found)
        return kept.ids

    def keep(self, conn: sqlite3.Connection) -> None:
        """Write the file anew where it is not that of the ids that are known, and these are those of the library.

        ``conn`` must be one that reads only: what is not committed is in no file. Errors of the disk are nobody's
        matter, because the file only saves time.
        """
        state, ids = self._kept.state, self._kept.ids
        if len(ids) < LEAST or state in (self._in_file, -1) or state != _state(conn):
            return
        with contextlib.suppress(OSError):
            _save(conn, state, ids)
            self._in_file = state


def every(conn: sqlite3.Connection) -> array[int]:
    """Return every id, the newest first, of one moment; read in parts, so that a long list takes no more memory."""
    found: array[int] = array("q")
    with _one_moment(conn):
        last = (_BEHIND_ALL, _BEHIND_ALL)
        while part := _ids.decode(conn.execute(_PAGE, (*last, _AT_ONCE)).fetchone()[0]):
            found.extend(part)
            if len(part) < _AT_ONCE:
                break
            last = conn.execute("SELECT moment, id FROM article WHERE id = ?", (part[-1],)).fetchone()
    return found


def _with_new(conn: sqlite3.Connection, kept: _Kept, state: int) -> array[int] | None:
    """Return the ids with those that came since; ``None`` where others went or moved, or very many came."""
    new = conn.execute(_NEW, (kept.last, _MOST_NEW + 1)).fetchall()
    if len(new) > _MOST_NEW or state - kept.state != len(new):  # each change of the order is counted once
        return None
    ids, at = array("q"), 0
    for number, moment in new:
        place = _place(conn, kept.ids, at, (moment, number))
        ids.extend(kept.ids[at:place])
        ids.append(number)
        at = place
    ids.extend(kept.ids[at:])
    return ids


def _place(conn: sqlite3.Connection, ids: array[int], start: int, of: tuple[int, int]) -> int:
    """Return where from ``start`` on an article belongs that is sorted by moment and id: mostly near the start."""

    def is_before(place: int) -> bool:
        found: tuple[int, int] = conn.execute("SELECT moment, id FROM article WHERE id = ?", (ids[place],)).fetchone()
        return found > of

    step, low = 1, start
    while (high := low + step) <= len(ids) and is_before(high - 1):
        low, step = high, step * 2
    high = min(high - 1, len(ids))  # all before `low` are before it, and the one at `high`, if any, is not
    while low < high:
        middle = (low + high) // 2
        low, high = (middle + 1, high) if is_before(middle) else (low, middle)
    return low


@contextlib.contextmanager
def _one_moment(conn: sqlite3.Connection) -> Iterator[None]:
    """Let all that is read be of one moment."""
    begun = not conn.in_transaction
    if begun:
        conn.execute("BEGIN")
    try:
        yield
    finally:
        if begun:
            conn.execute("ROLLBACK")


def _state(conn: sqlite3.Connection) -> int:
    """Return how often the order has changed."""
    return int(conn.execute("SELECT value FROM meta WHERE key = 'order'").fetchone()[0])


def _last(conn: sqlite3.Connection) -> int:
    """Return the highest id that was given; those of articles to come are above it."""
    row = conn.execute("SELECT seq FROM sqlite_sequence WHERE name = 'article'").fetchone()
    return int(row[0]) if row else 0


def _load(conn: sqlite3.Connection, state: int) -> array[int] | None:
    path = _path(conn)
    if path is None:
        return None
    try:
        with path.open("rb") as file:
            there = os.fstat(file.fileno())
            count, rest = divmod(there.st_size - _STAMP.size, _SIZE)
            if there.st_uid != os.geteuid() or count < 0 or rest:
                return None
            head = file.read(_STAMP.size)
            found = array("q", [0]) * count
            if file.readinto(found) != count * _SIZE:
                return None
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
    return _STAMP.pack(b"plqo", _FORMAT, there.st_dev, there.st_ino, state, _last(conn), count)
