"""Whose turn it is: one whole refresh of a library at a time, whichever process runs it (D3)."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from pathlib import Path

from pullquote.cache.core.errors import LibraryLocked
from pullquote.cache.store.lock import WriteLock

PATIENCE = 900.0
"""Seconds that a refresh waits for another one before it leaves."""
_LOOK_EVERY = 0.1


class Turn:
    """The right to refresh all of a library, kept as a lock on a file beside it; it ends with the process."""

    def __init__(self, library: Path) -> None:
        self._lock = WriteLock(library.with_suffix(".refresh"))

    async def wait(self, say: Callable[[str], None]) -> None:
        """Take it as soon as no other refresh has it; what is waited for is said once.

        Raises ``LibraryLocked`` after ``PATIENCE`` seconds.
        """
        began = time.monotonic()
        said = False
        while not self._take():
            holder = self._lock.holder()
            if time.monotonic() - began > PATIENCE:
                raise LibraryLocked(
                    f"Another refresh has been under way for {PATIENCE / 60:.0f} minutes ({holder}). "
                    "Nothing was fetched; try again when it has ended."
                )
            if not said:
                say(f"Another refresh is under way ({holder}); this one waits until it has ended.")
                said = True
            await asyncio.sleep(_LOOK_EVERY)

    def close(self) -> None:
        """Give it back."""
        self._lock.close()

    def _take(self) -> bool:
        try:
            return self._lock.acquire("refresh", 0)
        except OSError:
            return True  # where nothing can be written, storing the first feed says so
