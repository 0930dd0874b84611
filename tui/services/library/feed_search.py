"""Looking for the feeds of a site from a screen: in a thread with a loop of its own, so that it can be stopped."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pullquote.cache.core.feed import Candidate
    from pullquote.cache.library import Library


class FeedSearch:
    """One search for the feeds at ``source``; ``trying`` is told, in the thread, each address before it is asked."""

    def __init__(self, library: Library, source: str, trying: Callable[[str], None]) -> None:
        self._library = library
        self._source = source
        self._trying = trying
        self._stopped = False
        self._under_way: tuple[asyncio.AbstractEventLoop, asyncio.Task[object] | None] | None = None

    def run(self) -> list[Candidate] | None:
        """Return what is found, ``None`` where the search was stopped. Raises what asking raised; for a thread."""
        try:
            return asyncio.run(self._find())
        except asyncio.CancelledError:
            return None

    async def _find(self) -> list[Candidate]:
        self._under_way = asyncio.get_running_loop(), asyncio.current_task()
        if self._stopped:
            raise asyncio.CancelledError
        return await self._library.feeds.search(self._source, trying=self._trying)

    def stop(self) -> None:
        """End the search, from any thread; nothing happens where it has ended."""
        self._stopped = True
        if self._under_way is not None and (task := self._under_way[1]) is not None:
            with contextlib.suppress(RuntimeError):  # its loop has closed
                self._under_way[0].call_soon_threadsafe(task.cancel)
