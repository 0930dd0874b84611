"""The requests of a refresh: one host at a time, many hosts side by side (H33), stalled ones replaced (H26, C9)."""

from __future__ import annotations

import asyncio
import heapq
import itertools
import time
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

from pullquote.cache.fetch.client import HttpClient

T = TypeVar("T")
R = TypeVar("R")

STALLS = 8
"""Stalled requests tolerated for each task that still makes progress."""
KEPT_AT_ONCE = 16
"""Results that are kept side by side, or twice as many as there are requests at a time: no slow one holds up others."""


class HostQueue(Generic[T]):
    """Work to be done, by host: at most ``per_host`` at a time, ``spacing`` seconds between two starts.

    Tasks call ``get`` until it returns ``None`` (nothing left and nothing under way) and ``done`` after each.
    Belongs to one event loop. Counts time by a monotonic clock.
    """

    def __init__(self, *, spacing: float = 1.0, per_host: int = 1, clock: Callable[[], float] = time.monotonic) -> None:
        self._spacing = spacing
        self._per_host = per_host
        self._clock = clock
        self._waiting: dict[str, deque[T]] = {}
        self._busy: dict[str, int] = {}
        self._not_before: dict[str, float] = {}
        self._ready: list[tuple[float, int, str]] = []
        self._order = itertools.count()
        self._changed = asyncio.Event()
        self._coming = 0

    def __len__(self) -> int:
        return sum(map(len, self._waiting.values()))

    def put(self, host: str, item: T) -> None:
        """Add work for a host."""
        self._waiting.setdefault(host, deque()).append(item)
        self._offer(host)
        self._changed.set()

    def put_later(self, host: str, item: T, seconds: float) -> None:
        """Add work for a host after a while; the queue does not end before."""
        self._coming += 1

        def arrive() -> None:
            self._coming -= 1
            self.put(host, item)

        asyncio.get_running_loop().call_later(seconds, arrive)

    def hold(self) -> None:
        """Keep the queue from ending until ``release``: more work may come."""
        self._coming += 1

    def release(self) -> None:
        """Take back one ``hold``."""
        self._coming -= 1
        self._changed.set()

    def drop(self, host: str) -> list[T]:
        """Remove all waiting work of a host, and return it."""
        dropped = list(self._waiting.pop(host, ()))
        self._changed.set()
        return dropped

    async def get(self) -> tuple[str, T] | None:
        """Wait for work whose host may be asked; ``None`` once all is done."""
        while True:
            self._changed.clear()
            wait: float | None = None
            while self._ready:
                at, _, host = self._ready[0]
                if not self._waiting.get(host) or self._busy.get(host, 0) >= self._per_host:
                    heapq.heappop(self._ready)
                    continue
                wait = max(at, self._not_before.get(host, 0.0)) - self._clock()
                if wait > 0:
                    if at < self._not_before.get(host, 0.0):
                        heapq.heapreplace(self._ready, (self._not_before[host], next(self._order), host))
                        continue
                    break
                heapq.heappop(self._ready)
                return host, self._take(host)
            else:
                wait = None
            if wait is None and not any(self._busy.values()) and not self._coming and not len(self):
                self._changed.set()
                return None
            try:
                async with asyncio.timeout(wait):
                    await self._changed.wait()
            except TimeoutError:
                continue

    def done(self, host: str) -> None:
        """Report a piece of work as finished with the host."""
        self._busy[host] = max(0, self._busy.get(host, 0) - 1)
        self._offer(host)
        self._changed.set()

    async def visit(self, host: str) -> None:
        """Wait until a host may be asked that a redirect leads to, and count that request as one of its own."""
        at = max(self._clock(), self._not_before.get(host, 0.0))
        self._not_before[host] = at + self._spacing
        await asyncio.sleep(max(0.0, at - self._clock()))

    def _take(self, host: str) -> T:
        item = self._waiting[host].popleft()
        self._busy[host] = self._busy.get(host, 0) + 1
        self._not_before[host] = self._clock() + self._spacing
        self._offer(host)
        return item

    def _offer(self, host: str) -> None:
        if self._waiting.get(host) and self._busy.get(host, 0) < self._per_host:
            at = max(self._clock(), self._not_before.get(host, 0.0))
            heapq.heappush(self._ready, (at, next(self._order), host))


class FetchPool(Generic[T, R]):
    """Tasks that take work from a ``HostQueue`` until it is empty, ``parallel`` requests at a time.

    Each task has a client of its own. A request that still waits after ``patience`` seconds moves next to no data:
    it no longer counts, and another task takes its place, up to ``STALLS`` times ``parallel``.
    """

    def __init__(
        self, queue: HostQueue[T], client: Callable[[], HttpClient], *, parallel: int, patience: float = 3.0
    ) -> None:
        self._queue = queue
        self._client = client
        self._parallel = parallel
        self._patience = patience
        self._tasks = 0
        self._stalled = 0

    async def run(
        self, fetch: Callable[[HttpClient, T], Awaitable[R]], keep: Callable[[str, T, R], Awaitable[None]]
    ) -> None:
        """Fetch each piece of work and keep what came; the host is free again before ``keep`` runs.

        Fetching goes on while results are kept, until ``KEPT_AT_ONCE`` wait for that.
        """
        room = asyncio.Semaphore(max(KEPT_AT_ONCE, 2 * self._parallel))
        async with asyncio.TaskGroup() as group:

            def start() -> None:
                self._tasks += 1
                group.create_task(work())

            def reinforce() -> None:
                self._stalled += 1
                if len(self._queue) and self._tasks < self._parallel * (1 + STALLS):
                    start()

            async def work() -> None:
                try:
                    async with self._client() as client:
                        while got := await self._queue.get():
                            await one(client, *got)
                            if self._tasks - self._stalled > self._parallel:
                                return
                finally:
                    self._tasks -= 1

            async def one(client: HttpClient, host: str, item: T) -> None:
                before = asyncio.get_running_loop().time()
                timer = asyncio.get_running_loop().call_later(self._patience, reinforce)
                try:
                    result = await fetch(client, item)
                    self._queue.hold()
                finally:
                    timer.cancel()
                    if asyncio.get_running_loop().time() - before >= self._patience and self._stalled:
                        self._stalled -= 1
                    self._queue.done(host)
                await room.acquire()
                group.create_task(kept(host, item, result))

            async def kept(host: str, item: T, result: R) -> None:
                try:
                    await keep(host, item, result)
                finally:
                    room.release()
                    self._queue.release()

            for _ in range(min(self._parallel, max(1, len(self._queue)))):
                start()
