"""SQLite's errors as sentences for the user: which file, what happened, what to do."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from pullquote.cache.core.errors import (
    TOO_MANY_FILES,
    LibraryDamaged,
    LibraryError,
    LibraryFull,
    LibraryLocked,
    LibraryTooNew,
)

_FILES = 5
"""Files that a connection opens: the library, its log, the log's index, a folder; and one more."""
_IO_WRITES = frozenset(
    {
        sqlite3.SQLITE_IOERR_WRITE,
        sqlite3.SQLITE_IOERR_FSYNC,
        sqlite3.SQLITE_IOERR_TRUNCATE,
        sqlite3.SQLITE_IOERR_SHMSIZE,
    }
)


def explain(error: sqlite3.Error, path: Path, holder: str = "") -> LibraryError:
    """Return the error the user should see for ``error`` on the library at ``path``."""
    code: int = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) or sqlite3.SQLITE_ERROR
    match code & 0xFF:
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return locked(path, holder)
        case sqlite3.SQLITE_FULL:
            return full(path)
        case sqlite3.SQLITE_IOERR if code in _IO_WRITES:
            return full(path)
        case sqlite3.SQLITE_NOTADB:
            return foreign(path)
        case sqlite3.SQLITE_CORRUPT:
            return damaged(path)
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_PERM | sqlite3.SQLITE_AUTH:
            return read_only(path)
        case sqlite3.SQLITE_CANTOPEN if _files_used_up():
            return LibraryError(TOO_MANY_FILES)
        case sqlite3.SQLITE_CANTOPEN:
            return LibraryError(f"{path} cannot be opened. Check that the file and its folder belong to you.")
        case sqlite3.SQLITE_IOERR:
            return LibraryError(f"{path} could not be read from the disk ({error}). Check the disk, then try again.")
        case _:
            return LibraryError(f"{path} could not be used ({error}). `pullquote doctor` looks it over.")


def _files_used_up() -> bool:
    """Return whether this process can hardly open another file: SQLite says only that it could not."""
    import resource  # lazy: only where a library cannot be opened

    try:
        return resource.getrlimit(resource.RLIMIT_NOFILE)[0] - len([*Path("/dev/fd").iterdir()]) < _FILES
    except OSError:
        return True


def locked(path: Path, holder: str = "") -> LibraryLocked:
    """Return the error for a library that another process is writing to."""
    who = f" by another Pullquote ({holder})" if holder else " by another program"
    return LibraryLocked(f"{path} is being written{who}. Nothing was changed; try again when it has finished.")


def full(path: Path) -> LibraryFull:
    """Return the error for a full disk."""
    return LibraryFull(f"The disk that holds {path} is full. Nothing was changed; make room, then try again.")


def read_only(path: Path) -> LibraryError:
    """Return the error for a library that may only be read."""
    return LibraryError(
        f"{path} may only be read here. Nothing was changed; make it writable, or name another folder with --library."
    )


def foreign(path: Path) -> LibraryDamaged:
    """Return the error for a file that is no library."""
    return LibraryDamaged(
        f"{path} is not a Pullquote library. Move it away, or run `pullquote doctor` to set it aside and begin again."
    )


def damaged(path: Path) -> LibraryDamaged:
    """Return the error for a damaged file."""
    return LibraryDamaged(
        f"{path} is damaged. Run `pullquote doctor`: it sets the file aside and brings back your feeds, stars and "
        "read marks from the last backup."
    )


def unreachable(path: Path, error: OSError) -> LibraryError:
    """Return the error for a file that cannot be read."""
    if isinstance(error, IsADirectoryError):
        return LibraryError(f"{path} is a folder, not a library. Move it away, or name another folder with --library.")
    return LibraryError(f"Cannot read {path}: {error.strerror}. Check that the file and its folder belong to you.")


def too_new(path: Path, found: int, known: int) -> LibraryTooNew:
    """Return the error for a library that a later Pullquote wrote."""
    return LibraryTooNew(
        f"{path} was written by a later Pullquote (schema {found}; this one knows {known}). "
        "Update Pullquote to read it."
    )
