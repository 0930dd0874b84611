"""The lock around every write, checkpoint and close of a library, and the lock of a whole refresh: ``flock`` on a file.

SQLite's own locks would do for the data, but two connections that write and checkpoint at the same moment
can damage a file in SQLite 3.7.0 to 3.51.2 (the WAL-reset bug, https://sqlite.org/wal.html#walresetbug).
The file holds the process id and a word of its last holder, so that an error can name who is writing.

``flock`` knows no queue: a refresh that takes the lock again and again would keep a user's mark
waiting. So a short write that finds the lock taken locks a second file meanwhile (``asking``), and a bulk
writer tests that file (``wanted``) and gives up its transaction.
"""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
import stat
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from pullquote.cache.core.errors import LibraryLocked
from pullquote.cache.core.sanitize import clean_line

REFRESH_PATIENCE = 900.0
"""Seconds that a refresh waits for another one before it ends."""
_REFRESH_PAUSE = 0.1


class WriteLock:
    """An exclusive lock between processes, and between two libraries opened by one process."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.held = False
        self._file: int | None = None
        self._signal = path.with_suffix(".wanted")
        self._asking: int | None = None
        self._looking: int | None = None
        self._askers = 0
        self._counting = threading.Lock()

    def acquire(self, word: str, timeout: float) -> bool:
        """Take the lock, waiting up to ``timeout`` seconds; return whether it was taken. Raises ``OSError``."""
        if self._file is None:
            self._file = _open(self.path)
        deadline = time.monotonic() + timeout
        pause = 0.0005
        while True:
            try:
                fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() >= deadline:
                    return False
                time.sleep(pause)
                pause = min(pause * 2, 0.004)
        self.held = True
        with contextlib.suppress(OSError):  # a full disk must not stop a lock: the text is only for error messages
            os.pwrite(self._file, f"{os.getpid():<12d}{word[:48]:<48}\n".encode(), 0)
        return True

    def release(self) -> None:
        """Release the lock."""
        self.held = False
        if self._file is not None:
            fcntl.flock(self._file, fcntl.LOCK_UN)

    @contextlib.contextmanager
    def asking(self) -> Iterator[None]:
        """Ask bulk writers to give way, until the end of the block. Usable from any thread."""
        with self._counting:
            self._askers += 1
            with contextlib.suppress(OSError):  # without the signal a bulk writer yields later, and nothing is lost
                if self._asking is None:
                    self._asking = _open(self._signal)
                _share(self._asking)
        try:
            yield
        finally:
            with self._counting:
                self._askers -= 1
                if not self._askers and self._asking is not None:
                    fcntl.flock(self._asking, fcntl.LOCK_UN)

    def wanted(self) -> bool:
        """Return whether somebody waits for the lock, in this process or another one."""
        try:
            if self._looking is None:
                # Separate descriptor: `flock` never blocks on a lock held through the same open file.
                self._looking = _open(self._signal)
            fcntl.flock(self._looking, fcntl.LOCK_EX | fcntl.LOCK_NB)
            fcntl.flock(self._looking, fcntl.LOCK_UN)
        except BlockingIOError:
            return True
        except OSError:
            return False
        return False

    def close(self) -> None:
        """Release the lock and close its files."""
        with self._counting:
            self.held = False
            files, self._file, self._asking, self._looking = (self._file, self._asking, self._looking), None, None, None
        for file in files:
            if file is not None:
                os.close(file)

    def holder(self) -> str:
        """Describe who wrote into the lock last: ``"refresh, process 123"``; empty where nothing is known."""
        try:
            with open(_open(self.path, os.O_RDONLY), "rb") as file:
                text = file.read(61).decode("utf-8", "replace")
            process, word = int(text[:12]), clean_line(text[12:])
        except (OSError, ValueError):
            return ""
        return f"{word}, process {process}" if word else f"process {process}"


class RefreshLock:
    """The lock of a refresh of all feeds, one process at a time (D3); it ends with the process."""

    def __init__(self, library: Path) -> None:
        self._lock = WriteLock(library.with_suffix(".refresh"))

    async def wait(self, report: Callable[[str], None]) -> None:
        """Take the lock as soon as no other refresh holds it; ``report`` gets one sentence if that takes a while.

        Raises ``LibraryLocked`` after ``REFRESH_PATIENCE`` seconds.
        """
        import asyncio  # lazy: 40 ms, and only a refresh waits here

        began = time.monotonic()
        reported = False
        while not self._take():
            holder = self._lock.holder()
            if time.monotonic() - began > REFRESH_PATIENCE:
                raise LibraryLocked(
                    f"Another refresh has been under way for {REFRESH_PATIENCE / 60:.0f} minutes ({holder}). "
                    "Nothing was fetched; try again when it has ended."
                )
            if not reported:
                report(f"Another refresh is under way ({holder}); this one waits until it has ended.")
                reported = True
            await asyncio.sleep(_REFRESH_PAUSE)

    def close(self) -> None:
        """Release the lock for good."""
        self._lock.close()

    def _take(self) -> bool:
        try:
            return self._lock.acquire("refresh", 0)
        except OSError:
            # Lock file not writable: go on, because the first write reports that more clearly.
            return True


class CatalogueLock:
    """The lock of whoever asks the services of a catalogue, one process at a time; it ends with the process."""

    def __init__(self, library: Path) -> None:
        self._lock = WriteLock(library.with_suffix(".catalogue"))

    def take(self) -> None:
        """Take the lock. Raises ``LibraryLocked`` where somebody else asks them now."""
        try:
            taken = self._lock.acquire("catalogue", 0)
        except OSError:
            return  # lock file not writable: go on, because the first write reports that more clearly
        if not taken:
            raise LibraryLocked(
                f"The catalogue is being brought up to date already ({self._lock.holder()}). "
                "Nothing was asked; try again when that has ended."
            )

    def close(self) -> None:
        """Release the lock for good."""
        self._lock.close()


def _open(path: Path, how: int = os.O_RDWR | os.O_CREAT) -> int:
    """Open a lock's file, made on use. Raises ``OSError``, for a pipe or device too: opening never waits."""
    file = os.open(path, how | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK, 0o600)
    if not stat.S_ISREG(os.fstat(file).st_mode):
        os.close(file)
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL), str(path))
    return file


def _share(file: int) -> None:
    """Take a shared lock. ``wanted`` holds the file exclusively for microseconds, so a few tries are enough."""
    for _ in range(20):
        try:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            time.sleep(0.0002)
        else:
            return
