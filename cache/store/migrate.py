"""Making a library and bringing an older one up to date.

A library is made in a file of its own and renamed when it is whole, so that a kill leaves nothing half made.
A migration is one transaction, with a copy of the file (``VACUUM INTO``) made before it.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import stat
import struct
import time
from collections.abc import Iterator
from pathlib import Path

from pullquote.cache.core.article import UNTITLED, as_named_now
from pullquote.cache.core.errors import LibraryDamaged
from pullquote.cache.core.names import name_key, normalize
from pullquote.cache.core.outlets import outlet_name
from pullquote.cache.core.paths import dangling, make_private
from pullquote.cache.store.file import sqlite_errors

VERSION = 11
READABLE = 10
"""The oldest schema that has the tables of this one, so that a library of it is read without being changed."""
FAR_AHEAD = 100
"""Versions ahead of ours that a later Pullquote may have; a number above is no version."""
APPLICATION_ID = 0x50554C4C  # "PULL"
BACKUPS = "backups"
MIGRATIONS = Path(__file__).parent / "migrations"
_MAGIC = b"SQLite format 3\0"


def present(path: Path) -> bool:
    """Return whether a library is at ``path``. An empty file counts as none only where no backup says otherwise.

    Nothing but a file is opened, as opening a pipe would wait for ever. Raises ``LibraryError`` for all else, and for
    a link to what is not there.
    """
    try:
        found = path.stat()
    except FileNotFoundError as error:
        for part in (path, *path.parents):
            if part.is_symlink() and not part.exists():
                raise dangling(part) from error
        return False
    except OSError as error:
        raise sqlite_errors.unreachable(path, error) from error
    if not stat.S_ISREG(found.st_mode):
        raise sqlite_errors.no_file(path, found.st_mode)
    for ending in ("-wal", "-shm", "-journal"):
        beside = Path(f"{path}{ending}")
        if beside.exists() and not beside.is_file():
            raise sqlite_errors.in_the_way(beside)
    if found.st_size:
        return True
    if backups(path):
        raise sqlite_errors.damaged(path)
    return False


def check_header(path: Path) -> None:
    """Refuse a file that is no SQLite database or another program's, before SQLite touches it."""
    try:
        with path.open("rb") as file:
            head = file.read(100)
    except OSError as error:
        raise sqlite_errors.unreachable(path, error) from error
    if len(head) < 100 or not head.startswith(_MAGIC):
        raise sqlite_errors.foreign(path)
    if struct.unpack(">I", head[68:72])[0] != APPLICATION_ID:
        raise sqlite_errors.foreign(path)
    if not set(head[18:20]) <= {1, 2}:  # SQLite takes such a file for one it may only read
        raise sqlite_errors.damaged(path, "its header names a format that does not exist")


def version(connection: sqlite3.Connection) -> int:
    """Read the schema's version."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def create(path: Path) -> None:
    """Make an empty library at ``path``, readable by its owner only. Raises ``OSError``, ``sqlite3.Error``."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    draft.unlink(missing_ok=True)
    os.close(os.open(draft, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600))
    try:
        connection = sqlite3.connect(draft, isolation_level=None)
        try:
            connection.execute("PRAGMA auto_vacuum = INCREMENTAL")
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.execute("PRAGMA trusted_schema = OFF")
            _apply(connection, 0)
            connection.execute("PRAGMA journal_mode = WAL").fetchone()
        finally:
            connection.close()
        for left in (Path(f"{path}-wal"), Path(f"{path}-shm")):  # SQLite would replay a stale WAL into the new file
            if left.exists():
                left.rename(left.with_name(f"{left.name}.corrupt-{int(time.time())}"))
        draft.replace(path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise


def upgrade(connection: sqlite3.Connection, path: Path) -> None:
    """Bring an older library to ``VERSION``; a copy of the old one is left beside it. The caller holds the lock."""
    found = version(connection)
    if found >= VERSION:
        return
    copy_to(connection, backup_folder(path) / f"schema-{found}.db")
    _apply(connection, found)


def copy_to(connection: sqlite3.Connection, target: Path) -> None:
    """Write a compact copy of the whole file to ``target``, replacing an older one only when it is complete."""
    draft = target.with_name(f".{target.name}.{os.getpid()}")
    draft.unlink(missing_ok=True)
    os.close(os.open(draft, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600))
    try:
        connection.execute("VACUUM INTO CAST(? AS TEXT)", (os.fsencode(draft),))  # a name may be no UTF-8
        draft.replace(target)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise


def backup_folder(path: Path) -> Path:
    """Return the folder of backups of the library at ``path``, made on use."""
    return make_private(path.parent / BACKUPS)


def backups(path: Path) -> list[Path]:
    """List the backups of the library at ``path``, the newest last."""
    with contextlib.suppress(OSError):
        return sorted(file for file in (path.parent / BACKUPS).glob("state-*.db") if file.is_file())
    return []


def _apply(connection: sqlite3.Connection, found: int) -> None:
    """Run the migrations after ``found`` in one transaction."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        make_tables(connection, found)
        connection.execute(f"PRAGMA user_version = {VERSION}")
        connection.execute("COMMIT")
    except BaseException:
        with contextlib.suppress(sqlite3.Error):
            if connection.in_transaction:
                connection.execute("ROLLBACK")
        raise


def make_tables(connection: sqlite3.Connection, found: int = 0) -> None:
    """Run the statements of every migration after ``found``."""
    functions = (
        ("outlet_name", outlet_name),
        ("normalize", normalize),
        ("name_key", name_key),
        ("title_of", _title_of),
    )
    for name, function in functions:
        connection.create_function(name, 1, function, deterministic=True)
    for statement in statements(found):
        connection.execute(statement)


def statements(found: int) -> Iterator[str]:
    """Return the statements of every migration after ``found``: ``executescript`` would commit before it begins."""
    for number in range(found + 1, VERSION + 1):
        statement = ""
        for line in (MIGRATIONS / f"{number:04d}.sql").read_text("utf-8").splitlines():
            statement += line + "\n"
            if sqlite3.complete_statement(statement):
                yield statement
                statement = ""


def _title_of(data: bytes | None) -> str:
    """Return the title of a kept article that was stored without one."""
    from pullquote.cache.store.texts.bodies import unpack  # lazy: that module imports this one

    try:
        return as_named_now(unpack(data or b"")).title
    except LibraryDamaged:  # a damaged text is told of elsewhere, and keeps no library from being opened
        return UNTITLED
