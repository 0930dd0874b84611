"""Who is asked next: keeps the requests to one host apart and mixes the hosts (H33)."""

from __future__ import annotations

import asyncio
import heapq
import itertools
import time
from collections import deque
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class HostQueue(Generic[T]):
    """Work to be done, by host: at most ``per_host`` at a time, ``spacing`` seconds between two starts.

    Takers call ``get`` until it gives ``None`` (nothing left and nothing under way) and ``done`` after each.
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
        self._delayed = 0

    def __len__(self) -> int:
        return sum(map(len, self._waiting.values()))

    def put(self, host: str, item: T) -> None:
        """Add work for a host."""
        self._waiting.setdefault(host, deque()).append(item)
        self._offer(host)
        self._changed.set()

    def put_later(self, host: str, item: T, seconds: float) -> None:
        """Add work for a host after a while; the queue does not end before."""
        self._delayed += 1

        def arrive() -> None:
            self._delayed -= 1
            self.put(host, item)

        asyncio.get_running_loop().call_later(seconds, arrive)

    def drop(self, host: str) -> list[T]:
        """Take all waiting work of a host out, and give it."""
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
            if wait is None and not any(self._busy.values()) and not self._delayed and not len(self):
                self._changed.set()
                return None
            try:
                async with asyncio.timeout(wait):
                    await self._changed.wait()
            except TimeoutError:
                continue

    def done(self, host: str) -> None:
        """Say that a piece of work is finished with the host."""
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
