"""The one lock around every write, checkpoint and close of a library: ``flock`` on a file beside it.

SQLite's own locks would do for the data, but two connections that write and checkpoint at the same moment
can damage a file in SQLite 3.7.0 to 3.51.2 (the WAL-reset bug, https://sqlite.org/wal.html#walresetbug).
The file holds the process id and a word of its last holder, so that an error can name who is writing.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import time
from pathlib import Path


class WriteLock:
    """An exclusive lock between processes, and between two libraries opened by one process."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.held = False
        self._file: int | None = None

    def acquire(self, word: str, timeout: float) -> bool:
        """Take the lock, waiting up to ``timeout`` seconds; say whether it was taken. Raises ``OSError``."""
        if self._file is None:
            self._file = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
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
                pause = min(pause * 2, 0.008)
        self.held = True
        with contextlib.suppress(OSError):  # a full disk must not stop a lock: the words are only for an error
            os.pwrite(self._file, f"{os.getpid():<12d}{word[:48]:<48}\n".encode(), 0)
        return True

    def release(self) -> None:
        """Give the lock back."""
        self.held = False
        if self._file is not None:
            fcntl.flock(self._file, fcntl.LOCK_UN)

    def close(self) -> None:
        """Give the lock back for good."""
        self.held = False
        if self._file is not None:
            os.close(self._file)
            self._file = None

    def holder(self) -> str:
        """Describe who wrote into the lock last: ``"refresh, process 123"``; empty where nothing is known."""
        try:
            text = self.path.read_bytes()[:61].decode("utf-8", "replace")
            process, word = int(text[:12]), text[12:].strip()
        except (OSError, ValueError):
            return ""
        return f"{word}, process {process}" if word else f"process {process}"
