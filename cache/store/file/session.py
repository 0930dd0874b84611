"""Which of several windows on one library keeps the place: the one that was there first.

Windows share their marks, which are transactions of their own. The place in the list and in an article is one for the
library, and two windows that both kept theirs would each throw away the other's. So a window keeps it only while it
holds a lock of its own file; when the one that has it closes, the next that asks takes it over.
"""

from __future__ import annotations

from pathlib import Path

from pullquote.cache.store.file.lock import WriteLock


class Session:
    """The claim of one window to the place in a library; it ends with the process."""

    def __init__(self, library: Path, word: str) -> None:
        self._lock = WriteLock(library.with_suffix(".session"))
        self._word = word

    def keeps_place(self) -> bool:
        """Return whether the place is this window's to keep, which takes it where no other window has it."""
        try:
            return self._lock.held or self._lock.acquire(self._word, 0)
        except OSError:  # the file cannot be made: then nothing else can be written there either, which is said then
            return True

    def other(self) -> str:
        """Describe the window that keeps the place: ``"pullquote open, process 123"``."""
        return self._lock.holder()

    def close(self) -> None:
        """Let another window keep the place."""
        self._lock.close()
