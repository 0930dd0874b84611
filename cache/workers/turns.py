"""Who may use a worker next: work that has waited longest, but slow work only after all other."""

from __future__ import annotations

import asyncio
import contextlib
import heapq
import itertools
from collections.abc import AsyncIterator


class Turns:
    """So many turns at a time. Belongs to one event loop.

    Where there are several, slow work may leave one of them free, so that other work finds it so.
    """

    def __init__(self, most: int) -> None:
        self._left = most
        self._most = most
        self._slow = 0
        self._waiting: list[tuple[bool, int, bool, asyncio.Future[None]]] = []
        self._order = itertools.count()

    def locked(self) -> bool:
        """Return whether all turns are taken."""
        return not self._left

    @contextlib.asynccontextmanager
    async def turn(self, *, slow: bool = False, spare: bool = True) -> AsyncIterator[None]:
        """Wait for a turn and have it until the end of the block; slow work with ``spare`` never takes the last one."""
        given = asyncio.get_running_loop().create_future()
        heapq.heappush(self._waiting, (slow, next(self._order), spare, given))
        self._give()
        try:
            await given
        except asyncio.CancelledError:
            if given.cancel():
                self._give()
            else:
                self._take_back(slow=slow)
            raise
        try:
            yield
        finally:
            self._take_back(slow=slow)

    def _take_back(self, *, slow: bool) -> None:
        self._left += 1
        self._slow -= slow
        self._give()

    def _give(self) -> None:
        """Hand out the turns that are left; slow work stands last in the heap."""
        while self._left and self._waiting:
            slow, _, spare, given = self._waiting[0]
            if slow and spare and self._slow >= max(1, self._most - 1) and not given.done():
                return
            heapq.heappop(self._waiting)
            if given.done():
                continue  # nobody waits for it any more
            self._left -= 1
            self._slow += slow
            given.set_result(None)
