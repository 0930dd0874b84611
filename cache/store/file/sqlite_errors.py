"""SQLite's errors as sentences for the user: which file, what happened, what to do."""

from __future__ import annotations

import errno
import os
import sqlite3
import stat
from pathlib import Path

from pullquote.cache.core.errors import (
    TOO_MANY_FILES,
    LibraryDamaged,
    LibraryError,
    LibraryFull,
    LibraryLocked,
    LibraryReadOnly,
    LibraryTooNew,
)
from pullquote.cache.core.sanitize import clean_line

NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
"""How the system says that nothing more can be written."""
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


_OF_DAMAGE = (
    "Could not decode to UTF-8", "no such table", "no such column", "vtable constructor failed",
    "unsupported file format",
)  # fmt: skip
"""How errors without a code of their own begin that a sound library never gives."""
_KINDS = (
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)


def explain(error: sqlite3.Error | UnicodeDecodeError, path: Path, holder: str = "") -> LibraryError:
    """Return the error the user should see for ``error`` on the library at ``path``.

    Names and texts of a damaged file need not be UTF-8. Where SQLite's own words quote one of them, ``sqlite3`` raises
    ``UnicodeDecodeError`` in place of its error; where a column holds one, an ``OperationalError`` without a code.
    """
    if isinstance(error, UnicodeDecodeError) or str(error).startswith(_OF_DAMAGE):
        return damaged(path)
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
        case sqlite3.SQLITE_CANTOPEN if not may_be_written(path):  # the log beside it could not be made
            return read_only(path)
        case sqlite3.SQLITE_CANTOPEN:
            return LibraryError(f"{path} cannot be opened. Check that the file and its folder belong to you.")
        case sqlite3.SQLITE_IOERR:
            return LibraryError(
                f"{path} could not be read from the disk ({clean_line(str(error))}). Check the disk, then try again."
            )
        case _:
            return LibraryError(
                f"{path} could not be used ({clean_line(str(error))}). `pullquote doctor` looks it over."
            )


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


def not_in_journal(path: Path, error: OSError) -> LibraryError:
    """Return the error for a mark that is kept in the library at ``path``, but not in the journal beside it."""
    lacking = (
        f"What you did is kept in {path}, but not in the journal beside it, where it would outlast damage to that file"
    )
    if error.errno in NO_ROOM:
        return LibraryFull(f"{lacking}: the disk is full. Make room; the next mark writes it down as well.")
    return LibraryError(f"{lacking}: {error.strerror}. Check that the folder “backups” there belongs to you.")


def moved(path: Path) -> LibraryError:
    """Return the error for a library that is no more the file that was opened."""
    return LibraryError(
        f"{path} was moved away, or another file was put in its place, since it was opened. Nothing was changed; start "
        "Pullquote again."
    )


def migrated_since(path: Path) -> LibraryTooNew:
    """Return the error for a library that a later Pullquote brought up to date after it was opened."""
    return LibraryTooNew(
        f"{path} was brought up to date by a later Pullquote since it was opened. Nothing was changed; leave this "
        "window and start Pullquote again."
    )


def may_be_written(path: Path) -> bool:
    """Return whether this user may write the library at ``path`` and its folder, in which the log is made."""
    return all(os.access(one, os.W_OK) for one in (path, path.parent))


def not_beside(path: Path, error: OSError) -> LibraryError:
    """Return the error for a lock's file that cannot be made beside the library at ``path``."""
    if error.errno in NO_ROOM:
        return full(path)
    if error.errno in (errno.EROFS, errno.EACCES, errno.EPERM):
        return read_only(path)
    return LibraryError(f"Cannot write beside {path}: {error.strerror}. Name another folder with --library.")


def only_read(error: LibraryError, path: Path) -> LibraryError:
    """Return the error for a change to a library that was opened for reading because of ``error``."""
    if isinstance(error, LibraryFull):
        return LibraryFull(
            f"The disk that holds {path} is full: nothing you do is kept. Make room, then start Pullquote again."
        )
    return LibraryReadOnly(
        f"{path} may only be read here: nothing you do is kept. Make it writable, or name another folder with "
        "--library."
    )


def read_only(path: Path) -> LibraryReadOnly:
    """Return the error for a library that may only be read."""
    return LibraryReadOnly(
        f"{path} may only be read here. Nothing was changed; make it writable, or name another folder with --library."
    )


def outdated(path: Path) -> LibraryReadOnly:
    """Return the error for a library of an earlier version that may only be read."""
    return LibraryReadOnly(
        f"{path} is of an earlier version and may only be read here, so that it cannot be brought up to date. Open it "
        "once where it can be written, or name another folder with --library."
    )


def foreign(path: Path) -> LibraryDamaged:
    """Return the error for a file that is no library."""
    return LibraryDamaged(
        f"{path} is not a Pullquote library. Move it away, or run `pullquote doctor` to set it aside and begin again."
    )


def damaged(path: Path, detail: str = "") -> LibraryDamaged:
    """Return the error for a damaged file; ``detail`` is what was found."""
    found = f" ({clean_line(detail, 200)})" if detail else ""
    return LibraryDamaged(
        f"{path} is damaged{found}. Run `pullquote doctor`: it mends the file or sets it aside, and brings back your "
        "feeds, stars and read marks."
    )


def unreachable(path: Path, error: OSError) -> LibraryError:
    """Return the error for a file that cannot be read, or whose folder is none."""
    if error.errno == errno.ENOTDIR:
        folder = next((parent for parent in path.parents if parent.exists() and not parent.is_dir()), path.parent)
        return LibraryError(f"{folder} is a file, not a folder with a library. Name another folder with --library.")
    if error.errno == errno.ELOOP:
        return LibraryError(f"{path} is a link that leads to itself. Remove it, or name another folder with --library.")
    return LibraryError(f"Cannot read {path}: {error.strerror}. Check that the file and its folder belong to you.")


def no_file(path: Path, mode: int) -> LibraryError:
    """Return the error for what stands in the place of a file; ``mode`` is its ``st_mode``."""
    kind = next((word for holds, word in _KINDS if holds(mode)), "something else")
    return LibraryError(f"{path} is {kind}, not a library. Move it away, or name another folder with --library.")


def in_the_way(path: Path) -> LibraryError:
    """Return the error for what stands where Pullquote keeps a file of its own beside the library."""
    return LibraryError(
        f"{path} is in the way: Pullquote needs a file of its own of that name. Move it away, then try again."
    )


def too_new(path: Path, found: int, known: int) -> LibraryTooNew:
    """Return the error for a library that a later Pullquote wrote."""
    return LibraryTooNew(
        f"{path} was written by a later Pullquote (schema {found}; this one knows {known}). "
        "Update Pullquote to read it."
    )
