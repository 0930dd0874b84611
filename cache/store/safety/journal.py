"""The journal: every mark the user makes, appended to a file beside the backup, to outlast damage to the library.

A backup is weekly; what was marked since stood in the library's one file alone. Now backup and journal together are
always the whole of what the user made (``state_copy.PARTS``), whatever becomes of the library:

- A copy ``state-TIME.db`` begins a journal ``state-TIME.marks``; ``meta`` names the time and the journal's length in
  bytes. Where the two do not agree with what is on the disk (no journal, one cut short, a library from elsewhere), the
  next mark begins both anew.
- A journal that has become long is followed by an empty one at once, and so is that of last week. The copy that goes
  with it is made in pieces afterwards (``state_draft``); as long as it is not whole, the copy before and all journals
  since are kept, which say the same.
- Triggers of the writing connection note which rows a transaction marks, whichever function changed them: nobody who
  writes a mark has to think of the journal. They are temporary, so the file's schema knows nothing of it.
- The rows are written as they are at the end of the transaction, just before it is committed, under the write lock: a
  line in the journal may be of a transaction that was killed, but no committed mark is missing. The line is on the disk
  (``fdatasync``) before the call that made the mark returns. Bulk work alone does not wait for that (``PutOff``): what
  a feed is called now, say, is as lasting as the rest of the library is at that moment.
- A line is a checksum and JSON: rows by their ids, which are never used again. Reading it again is putting rows in the
  place of rows.

A journal that cannot be written takes no mark back: the mark is committed, and an error says what is wrong.
"""

from __future__ import annotations

import base64
import binascii
import contextlib
import os
import sqlite3
import threading
import time
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from pullquote.cache.core.errors import LibraryError
from pullquote.cache.store import migrate
from pullquote.cache.store.file.conversions import now, sql
from pullquote.cache.store.safety import state_copy

LONG = 4 * 1024 * 1024
"""Bytes after which a journal is begun anew, with a new copy."""
KEPT = 2
"""How many copies, each with its journal, are kept."""
PUT_OFF = 0.25
"""Seconds for which what bulk work marked may wait for the disk, as long as that goes on."""
_COPY, _MARKS = "state-{}.db", "state-{}.marks"
_NOTE = "INSERT INTO touched VALUES ('{}', {});"
_FEED_COLUMNS = (
    "url, title, name, site, folder, added, removed, interval, full_text, user_agent, keep_days, private, suspended, "
    "pictures, list_order, mute, account, remote, remote_name, remote_folder"
)
_ACCOUNT_COLUMNS = "dialect, url, user, name, added"
_ARTICLE_COLUMNS = "read, starred, place, own_tags, queued, muted"
_ENTITY_COLUMNS = "type, followed, hidden, fixed, merged, seen_season, seen_episode, guarded"
_KEPT_OLD, _KEPT_NEW = (state_copy.kept(row, "main.") for row in ("OLD.", "NEW."))


def _changed(columns: str) -> str:
    old, new = (", ".join(f"{word}.{column}" for column in columns.split(", ")) for word in ("OLD", "NEW"))
    return f"({old}) IS NOT ({new})"


# An article with a clipping is copied whole: its text is written with the first of them.
_CLIPPED = (
    "INSERT INTO touched SELECT 'article', NEW.article WHERE NEW.article IS NOT NULL;"
    "INSERT INTO touched SELECT 'body', NEW.article WHERE NEW.article IS NOT NULL "
    "AND (SELECT count(*) FROM main.clipping WHERE article = NEW.article) = 1;"
)
_UNCLIPPED = "INSERT INTO touched SELECT 'article', OLD.article WHERE OLD.article IS NOT NULL;"
_TRIGGERS = (
    ("INSERT ON main.account", "1", _NOTE.format("account", "NEW.id")),
    (f"UPDATE OF {_ACCOUNT_COLUMNS} ON main.account", "1", _NOTE.format("account", "NEW.id")),
    ("DELETE ON main.account", "1", _NOTE.format("account", "OLD.id")),
    ("INSERT ON main.feed", "1", _NOTE.format("feed", "NEW.id")),
    (f"UPDATE OF {_FEED_COLUMNS} ON main.feed", _changed(_FEED_COLUMNS), _NOTE.format("feed", "NEW.id")),
    ("INSERT ON main.memory", "1", _NOTE.format("memory", "NEW.key")),
    ("UPDATE ON main.memory", "1", _NOTE.format("memory", "NEW.key")),
    ("DELETE ON main.memory", "1", _NOTE.format("memory", "OLD.key")),
    (
        f"UPDATE OF {_ENTITY_COLUMNS} ON main.entity",
        _changed(_ENTITY_COLUMNS),
        _NOTE.format("entity", "NEW.id"),
    ),
    ("INSERT ON main.verdict", "1", _NOTE.format("entity", "NEW.entity")),
    ("UPDATE ON main.verdict", "1", _NOTE.format("entity", "NEW.entity")),
    ("DELETE ON main.verdict", "1", _NOTE.format("entity", "OLD.entity")),
    (
        "INSERT ON main.article",
        _KEPT_NEW,
        _NOTE.format("article", "NEW.id") + _NOTE.format("body", "NEW.id"),
    ),
    (
        f"UPDATE OF {_ARTICLE_COLUMNS}, shown ON main.article",
        f"{_changed(_ARTICLE_COLUMNS)} OR {_KEPT_OLD} <> {_KEPT_NEW}",
        _NOTE.format("article", "NEW.id")
        + "INSERT INTO touched SELECT 'body', NEW.id "
        + f"WHERE {_KEPT_NEW} AND NOT {_KEPT_OLD};",
    ),
    ("DELETE ON main.article", _KEPT_OLD, _NOTE.format("article", "OLD.id")),
    ("INSERT ON main.removed", "1", _NOTE.format("removed", "NEW.id")),
    ("DELETE ON main.removed", "1", _NOTE.format("removed", "OLD.id")),
    ("INSERT ON main.told", "1", _NOTE.format("told", "NEW.one")),
    ("UPDATE ON main.told", "1", _NOTE.format("told", "NEW.one")),
    ("DELETE ON main.told", "1", _NOTE.format("told", "OLD.one")),
    ("INSERT ON main.ruling", "1", _NOTE.format("ruling", "NEW.passage")),
    ("DELETE ON main.ruling", "1", _NOTE.format("ruling", "OLD.passage")),
    ("INSERT ON main.clipping", "1", _NOTE.format("clipping", "NEW.id") + _CLIPPED),
    ("UPDATE ON main.clipping", "1", _NOTE.format("clipping", "NEW.id")),
    ("UPDATE OF article ON main.clipping", "OLD.article IS NOT NEW.article", _UNCLIPPED + _CLIPPED),
    ("DELETE ON main.clipping", "1", _NOTE.format("clipping", "OLD.id") + _UNCLIPPED),
    # Another feed that carries an article that was removed.
    (
        "INSERT ON main.entry",
        "NEW.removed IS NOT NULL",
        _NOTE.format("removed", "NEW.removed"),
    ),
    # A second feed that carries an article read already.
    (
        "INSERT ON main.entry",
        "NEW.article IS NOT NULL AND (SELECT read FROM main.article WHERE id = NEW.article)",
        _NOTE.format("article", "NEW.article"),
    ),
)
_GROUPS = {
    "account": ("account",),
    "feed": ("feed", "feed_history"),
    "memory": ("memory",),
    "article": ("seen", "article"),
    "body": ("body",),
    "entity": ("entity", "alias", "verdict"),
    "removed": ("removed", "removed_address", "seen"),
    "told": ("told",),
    "ruling": ("ruling",),
    "clipping": ("clipping",),
}
"""The parts whose rows are written for each kind of row that a trigger notes."""
_GO_WITH = {
    "account": "id", "feed": "id", "feed_history": "feed", "memory": "key", "article": "id", "entity": "id",
    "alias": "entity", "verdict": "entity", "removed": "id", "removed_address": "article", "told": "one",
    "ruling": "passage", "clipping": "id",
}  # fmt: skip
"""The column by which rows are deleted before those of a line are put in; what is not named here only grows."""


class Line(Struct, frozen=True):
    """One transaction: which rows it marked, and the rows of the copy that belong to them, by part."""

    touched: dict[str, list[Any]]
    rows: dict[str, list[list[Any]]]


class Marks(Struct, frozen=True):
    """A journal as it is on the disk, and its copy; ``None`` where that is not whole yet."""

    stamp: int
    copy: Path | None
    journal: Path


class Written(Struct, frozen=True):
    """What a transaction left for the journal: the open file that must reach the disk, or why it was not written.

    ``copy``: where the copy is to be made of a journal that was begun by it.
    """

    file: int | None = None
    error: Exception | None = None
    copy: Path | None = None

    def settle(self) -> None:
        """Return when the journal is on the disk.

        Raises what went wrong (``OSError``, ``LibraryError``, ``sqlite3.Error``); the mark itself is committed.
        """
        if self.file is not None:
            try:
                os.fdatasync(self.file)
            finally:
                os.close(self.file)
        if self.error is not None:
            raise self.error


class PutOff:
    """What bulk work left for the journal: it reaches the disk together, a moment later. Used from any thread."""

    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._file: int | None = None
        self._since = 0.0

    def add(self, written: Written) -> None:
        """Put off what a transaction left; what has been for ``PUT_OFF`` is on the disk then. Raises as ``settle``."""
        if written.file is None or written.error is not None:
            written.settle()
            return
        with self._turn:
            earlier, self._file = self._file, written.file
            if earlier is None:
                self._since = time.monotonic()
            elif os.path.sameopenfile(earlier, written.file):
                os.close(earlier)  # what is written by one file is on the disk with the other
            else:
                Written(earlier).settle()
        if time.monotonic() - self._since > PUT_OFF:
            self.settle()

    def settle(self) -> None:
        """Return when all that was put off is on the disk. Raises ``OSError``."""
        with self._turn:
            file, self._file = self._file, None
        Written(file).settle()


class Journal:
    """Writes the journal of the library at ``path``, for its writing connection, under the write lock."""

    def __init__(self, path: Path, conn: sqlite3.Connection) -> None:
        self._path = path
        self._written = Written()
        self._before = 0
        self._begun: tuple[Path, ...] = ()
        conn.execute("CREATE TEMP TABLE touched (kind TEXT NOT NULL, id NOT NULL)")
        for number, (event, condition, notes) in enumerate(_TRIGGERS):
            conn.execute(
                sql("CREATE TEMP TRIGGER mark{} AFTER {} WHEN {} BEGIN {} END", str(number), event, condition, notes)
            )

    def write(self, conn: sqlite3.Connection) -> None:
        """Append what the transaction marked, before it is committed. What fails is kept for ``written``."""
        touched: dict[str, list[Any]] = {}
        for kind, number in conn.execute("SELECT DISTINCT kind, id FROM temp.touched"):
            touched.setdefault(kind, []).append(number)
        if not touched:
            return
        try:
            self._append(conn, _line(conn, touched))
            conn.execute("DELETE FROM temp.touched")
        except (OSError, LibraryError, sqlite3.Error) as error:
            if not conn.in_transaction:  # SQLite has rolled back by itself
                raise
            self.take_back()
            self._written = Written(error=error)  # the rows stay noted: the next mark tries again

    def take_back(self) -> None:
        """Undo what ``write`` and ``begin`` did on the disk: the transaction is not committed."""
        written, self._written = self._written, Written()
        with contextlib.suppress(OSError):
            if written.file is not None:
                os.ftruncate(written.file, self._before)
                os.close(written.file)
        self._forget_begun()

    def written(self) -> Written:
        """Return what the committed transaction left, to be settled when the lock is released."""
        written, self._written, self._begun = self._written, Written(), ()
        return written

    def follow(self, conn: sqlite3.Connection) -> int:
        """Begin an empty journal, whose copy is to be made, and return the time that names it.

        Where there are copies or journals that are not this library's, it is begun with its copy: theirs say
        something else.
        Raises what ``begin`` raises.
        """
        if not agrees(self._path, conn) and (marks(self._path) or migrate.backups(self._path)):
            return self.begin(conn)
        stamp, _, journal = self._fresh()
        with self._beginning(journal):
            self._open_fresh(conn, stamp, journal)
        return stamp

    def begin(self, conn: sqlite3.Connection) -> int:
        """Copy the committed state, begin an empty journal, and return the time that names both.

        Raises ``OSError``, ``LibraryError``, ``sqlite3.Error``; the copy and journal before stay in use then.
        """
        stamp, copy, journal = self._fresh()
        with self._beginning(copy, journal):
            for left in copy.parent.glob(f".{_COPY.format('*')}.*"):  # of copies that a kill ended
                left.unlink(missing_ok=True)
            state_copy.copy(self._path, copy)
            self._open_fresh(conn, stamp, journal)
        forget_old(copy)
        return stamp

    @contextlib.contextmanager
    def _beginning(self, *files: Path) -> Iterator[None]:
        """Make files of which none is left where it fails, or where the transaction is taken back."""
        self._begun = files
        try:
            yield
        except BaseException:
            self._forget_begun()
            raise

    @staticmethod
    def _open_fresh(conn: sqlite3.Connection, stamp: int, journal: Path) -> None:
        """Make an empty journal that is the library's from now on."""
        os.close(_open(journal, os.O_CREAT | os.O_EXCL))
        _note_length(conn, stamp, 0)

    def _fresh(self) -> tuple[int, Path, Path]:
        """Return a time later than all that name a copy or journal, and the paths of those it will name.

        A clock that was put back must not make them older than those before them.
        """
        folder = migrate.backup_folder(self._path)
        there = (stamp_of(file) for file in folder.glob("state-*"))
        stamp = max(int(now().timestamp()), 1 + max((one for one in there if one is not None), default=0))
        return stamp, folder / _COPY.format(stamp), folder / _MARKS.format(stamp)

    def _append(self, conn: sqlite3.Connection, line: bytes) -> None:
        found, mine = recorded(conn), agrees(self._path, conn)
        follows = not mine or (found is not None and found[1] >= LONG and unfinished(self._path, conn) is None)
        stamp, length = (self.follow(conn), 0) if found is None or follows else found
        folder = self._path.parent / migrate.BACKUPS
        file = _open(folder / _MARKS.format(stamp), 0)
        self._before, self._written = length, Written(file, copy=folder / _COPY.format(stamp) if follows else None)
        rest = memoryview(line)
        while rest:
            rest = rest[os.write(file, rest) :]
        _note_length(conn, stamp, length + len(line))

    def _forget_begun(self) -> None:
        begun, self._begun = self._begun, ()
        with contextlib.suppress(OSError):
            for file in begun:
                file.unlink(missing_ok=True)


def recorded(conn: sqlite3.Connection) -> tuple[int, int] | None:
    """Return the time that names the library's journal, and the length it should have; ``None`` where it has none."""
    row = conn.execute("SELECT value FROM meta WHERE key = 'journal'").fetchone()
    words = str(row[0]).split() if row else []
    if len(words) != 2 or not all(word.isdecimal() and len(word) < 16 for word in words):
        return None
    return int(words[0]), int(words[1])


def forget(conn: sqlite3.Connection) -> None:
    """Let the marks of the running transaction be written down nowhere: a new copy follows it."""
    conn.execute("DELETE FROM temp.touched")


def marks(path: Path) -> list[Marks]:
    """List the journals beside the library at ``path``, the newest last."""
    found: list[Marks] = []
    with contextlib.suppress(OSError):
        for journal in (path.parent / migrate.BACKUPS).glob(_MARKS.format("*")):
            stamp, copy = stamp_of(journal), journal.with_suffix(".db")
            if stamp is not None and journal.is_file():
                found.append(Marks(stamp, copy if copy.is_file() else None, journal))
    return sorted(found, key=lambda one: one.stamp)


def unfinished(path: Path, conn: sqlite3.Connection) -> Path | None:
    """Return where the copy is to be that the journal of the library at ``path`` still lacks; ``None`` for none."""
    found = marks(path)
    if not found or found[-1].copy is not None or not agrees(path, conn):
        return None
    return found[-1].journal.with_suffix(".db")


def read(journal: Path) -> Iterator[Line | None]:
    """Yield the lines of a journal in their order, ``None`` for each that is damaged. Raises ``OSError``."""
    with journal.open("rb") as file:
        for line in file:
            checksum, _, data = line.rstrip(b"\n").partition(b" ")
            try:
                if int(checksum, 16) != zlib.crc32(data) or not line.endswith(b"\n"):
                    yield None
                    continue
                yield msgspec.json.decode(data, type=Line)
            except (ValueError, msgspec.MsgspecError):
                yield None


def replay(line: Line, conn: sqlite3.Connection) -> None:
    """Put the rows of a line into a copy, in the place of those that belong to the same rows of the library."""
    for kind, ids in line.touched.items():
        for part in _GROUPS.get(kind, ()):
            if column := _GO_WITH.get(part):
                conn.executemany(sql("DELETE FROM {} WHERE {} = ?", part, column), [(number,) for number in ids])
            state_copy.put(conn, part, map(_with_bytes, line.rows[part]) if part == "body" else line.rows[part])


def _with_bytes(row: list[Any]) -> list[Any]:
    """Return a row of ``body`` with its data as bytes, which JSON holds as base64."""
    with contextlib.suppress(binascii.Error, TypeError):
        return [*row[:-1], base64.b64decode(row[-1])]
    return row


def _line(conn: sqlite3.Connection, touched: dict[str, list[Any]]) -> bytes:
    rows: dict[str, list[Any]] = {}
    for kind in touched:
        for part in _GROUPS[kind]:
            found = conn.execute(touched_rows(part), (kind,)).fetchall()
            rows.setdefault(part, []).extend(found)  # more than one kind may have rows of a part
    data = msgspec.json.encode(Line(touched, rows))
    return b"%08x %b\n" % (zlib.crc32(data), data)


def touched_rows(part: str) -> str:
    """Return the query for the rows of a part that belong to what a transaction has touched of one kind."""
    ids = "(SELECT id FROM temp.touched WHERE kind = ?1)"
    return state_copy.rows_of(part, "main", state_copy.PARTS[part].among(ids))


def agrees(path: Path, conn: sqlite3.Connection) -> bool:
    """Return whether the newest journal on the disk is the one the library wrote, as long as it was left."""
    noted, found = recorded(conn), marks(path)
    with contextlib.suppress(OSError):
        return bool(found) and noted == (found[-1].stamp, found[-1].journal.lstat().st_size)
    return False


def _note_length(conn: sqlite3.Connection, stamp: int, length: int) -> None:
    conn.execute("INSERT OR REPLACE INTO meta (key, value) VALUES ('journal', ?)", (f"{stamp} {length}",))


def stamp_of(file: Path) -> int | None:
    """Return the time that names a copy or journal; ``None`` for a file of another name."""
    digits = file.stem.removeprefix("state-")
    return int(digits) if digits.isdecimal() and len(digits) < 12 else None


def forget_old(newest: Path) -> None:
    """Delete all copies but the newest and those before it that are kept, and the journals before the oldest of these.

    A journal that has no copy is kept with those around it: where a later copy cannot be read, an older one needs it.
    """
    with contextlib.suppress(OSError):
        copies = {
            file: stamp for file in newest.parent.glob(_COPY.format("*")) if (stamp := stamp_of(file)) is not None
        }
        others = sorted((file for file in copies if file != newest and file.is_file()), key=lambda file: copies[file])
        for old in others[: -(KEPT - 1)]:
            old.unlink()
        oldest = min(copies[file] for file in (newest, *others[-(KEPT - 1) :]))
        for journal in newest.parent.glob(_MARKS.format("*")):
            stamp = stamp_of(journal)
            if stamp is not None and stamp < oldest:
                journal.unlink()


def _open(path: Path, how: int) -> int:
    """Open a journal for appending, readable by its owner only. Raises ``OSError``."""
    return os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK | how, 0o600)
