"""Folders and files: the library (data), pictures (cache), ``config.toml`` (config), and writing a file whole.

The folders follow the platform's customs, are made on first use and are readable by their owner only.
``PULLQUOTE_LIBRARY``, ``PULLQUOTE_CACHE`` and ``PULLQUOTE_CONFIG`` name others.
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from pullquote.cache.core.errors import LibraryError, PullquoteError, UsageError

APP = "pullquote"
LIBRARY_FILE = "library.db"


def library_folder(given: Path | None = None) -> Path:
    """Return the folder of the library: ``given``, else ``$PULLQUOTE_LIBRARY``, else the platform's data folder."""
    return _folder(given, "PULLQUOTE_LIBRARY", "user_data_dir")


def cache_folder(given: Path | None = None) -> Path:
    """Return the folder of pictures; its content can be deleted at any time."""
    return _folder(given, "PULLQUOTE_CACHE", "user_cache_dir")


def config_file(given: Path | None = None) -> Path:
    """Return the path of ``config.toml``; the file need not exist."""
    if given:
        return expanded(given)
    if named := os.environ.get("PULLQUOTE_CONFIG"):
        return expanded(Path(named))
    return _folder(None, "", "user_config_dir") / "config.toml"


def site_rules(config: Path | None = None) -> Path:
    """Return the folder of a user's own site rules, beside the ``config.toml`` given; it may not be there."""
    return config_file(config).parent / "site-rules"


def expanded(path: Path) -> Path:
    """Return ``path`` with a leading ``~`` or ``~name`` made the home of that user. Raises ``UsageError``."""
    try:
        return path.expanduser()
    except RuntimeError as error:
        raise UsageError(f"There is no home folder for {path.parts[0]}. Write {path} out in full.") from error


def is_stream(path: Path) -> bool:
    """Return whether ``path`` is a device or a pipe, as of ``>(command)`` in a shell: what is written goes through."""
    try:
        return path.exists() and not path.is_file() and not path.is_dir()
    except (OSError, ValueError):
        return False


LIBRARY_WAY = "--library or $PULLQUOTE_LIBRARY"
CONFIG_WAY = "--config or $PULLQUOTE_CONFIG"


def make_private(folder: Path, way: str = LIBRARY_WAY) -> Path:
    """Make ``folder`` with mode 0700 if it is not there, and return it. ``way`` is how another one is named.

    Raises ``LibraryError`` with a sentence where it cannot be made.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise _cannot_make(folder, error, way) from error
    return folder


def dangling(link: Path, way: str = LIBRARY_WAY) -> LibraryError:
    """Return the error for a link to what is not there: no library is made where a disk is not mounted."""
    return LibraryError(
        f"{link} is a link to {link.readlink()}, which is not there. If that is on a disk that is not mounted, "
        f"mount it; else remove the link, or name another with {way}."
    )


def _cannot_make(folder: Path, error: OSError, way: str) -> LibraryError:
    """Return the error for a folder that cannot be made: because of a link, of a file, or of the system's reason."""
    sentence = f"Cannot make the folder {folder}: {error.strerror}. Name another one with {way}."
    return no_folder(folder, way) or LibraryError(sentence)


def no_folder(path: Path, way: str) -> LibraryError | None:
    """Return the error for a path that is, or leads through, a file or a link to what is not there, if it does."""
    for part in (path, *path.parents):
        if part.is_symlink() and not part.exists():
            return dangling(part, way)
        if part.exists() and not part.is_dir():
            return LibraryError(f"{part} is a file, not a folder. Name another with {way}.")
    return None


def read_file(path: Path, most: int) -> bytes:
    """Return the bytes of a file, at most ``most``. Neither an endless device nor a pipe nobody writes into is read.

    Raises ``OSError``, as for a file that cannot be read, for what is no file and for a larger one.
    """
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    try:
        kind = os.fstat(descriptor).st_mode
        if stat.S_ISDIR(kind):
            raise IsADirectoryError(errno.EISDIR, "it is a folder", str(path))
        if not stat.S_ISREG(kind):
            raise OSError(errno.EINVAL, "it is a device or a pipe, not a file", str(path))
        data = b""
        while len(data) <= most and (piece := os.read(descriptor, most + 1 - len(data))):
            data += piece
    finally:
        os.close(descriptor)
    if len(data) > most:
        raise OSError(errno.EFBIG, f"it is larger than {most >> 20} MB", str(path))
    return data


def _folder(given: Path | None, variable: str, custom: str) -> Path:
    if given:
        return expanded(given)
    if variable and (named := os.environ.get(variable)):
        return expanded(Path(named))
    import platformdirs  # lazy: not needed where the environment names every folder

    return Path(getattr(platformdirs, custom)(APP, appauthor=False))


def write_atomically(path: Path, data: bytes) -> None:
    """Write ``data`` to ``path`` so that a reader sees the old file or the new one, never a part.

    A link stays, and the file it leads to is written; a device or a pipe is written into. Raises ``PullquoteError``
    with a sentence where that fails.
    """
    path = expanded(path)
    try:
        if path.exists() and not path.is_file():
            path.write_bytes(data)
            return
        path = Path(os.path.realpath(path))
        put_in_place(path, data, path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask())
    except OSError as error:
        raise PullquoteError(f"Cannot write {path}: {error.strerror}.") from error


_PATIENCE = 5.0
"""Seconds to wait for another process that changes the same file; one that is stopped must hinder nobody for good."""


@contextlib.contextmanager
def one_writer(path: Path) -> Iterator[None]:
    """Let one process at a time read, change and write the file at ``path``: what two change at once is all kept.

    Its folder is locked meanwhile, so that no file of ours stays in it; where it cannot be, nobody waits.
    """
    import fcntl  # lazy: a command that only reads locks nothing

    try:
        folder = os.open(os.path.dirname(os.path.realpath(path)), os.O_RDONLY | os.O_CLOEXEC)  # noqa: PTH120
    except OSError:  # not there yet, or not to be read: to write says so
        yield
        return
    try:
        until = time.monotonic() + _PATIENCE
        while time.monotonic() < until:
            try:
                fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                time.sleep(0.01)
            except OSError:  # a disk that knows no locks
                break
        yield
    finally:
        os.close(folder)


def put_in_place(path: Path, data: bytes, mode: int = 0o600, *, synced: bool = True) -> None:
    """Make ``data`` the file at ``path``, whole and at once; unless ``synced``, it may be lost with the machine.

    While it is written it has no name, where the system can do that: a process that is killed leaves no part of it.
    Raises ``OSError``.
    """
    hidden = path.with_name(f".{APP}-{os.getpid()}-{time.monotonic_ns()}")

    def fill(file: int) -> None:
        with os.fdopen(file, "wb", closefd=False) as out:
            out.write(data)
        os.fchmod(file, mode)
        if synced:
            os.fsync(file)

    try:
        if not _filled_nameless(hidden, fill):
            file = os.open(hidden, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
            try:
                fill(file)
            finally:
                os.close(file)
        hidden.replace(path)
    except BaseException:
        hidden.unlink(missing_ok=True)
        raise


def _filled_nameless(path: Path, fill: Callable[[int], None]) -> bool:
    """Fill a file that gets its name, ``path``, only then; return whether the system and the disk have such files."""
    if sys.platform != "linux":
        return False
    try:
        file = os.open(path.parent, os.O_WRONLY | os.O_TMPFILE | os.O_CLOEXEC, 0o600)
    except OSError:
        return False
    try:
        fill(file)
        with contextlib.suppress(OSError):
            # With a folder for the source, Python follows the link that leads to the file.
            os.link(f"/proc/self/fd/{file}", path, src_dir_fd=file)
            return True
    finally:
        os.close(file)
    return False


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
