"""The way of every screen to the library, made once by the app: one queue of writes for all screens."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from pullquote.cache.library import Library

T = TypeVar("T")


class LibraryAccess:
    """Runs changes of the library in a thread, one after another, whichever screen asks for them."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self._writing = asyncio.Lock()

    async def write(self, change: Callable[[], T]) -> T:
        """Return what ``change`` returns, run after every change asked for before it; raises what it raises."""
        async with self._writing:
            return await asyncio.to_thread(change)

    async def settled(self) -> None:
        """Wait until every change asked for so far has been made."""
        async with self._writing:
            return
