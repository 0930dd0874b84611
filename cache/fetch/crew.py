"""Workers that ask, side by side: each has a client of its own, and a slow host holds up nobody else (H26, C9)."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

from pullquote.cache.fetch.client import Client
from pullquote.cache.fetch.host_queue import HostQueue

T = TypeVar("T")
R = TypeVar("R")

STALLS = 8
"""Stalled requests tolerated for each worker that still makes progress."""


class Crew(Generic[T, R]):
    """Takes work from a ``HostQueue`` until it is empty, ``parallel`` requests at a time.

    A request that is still waiting after ``patience`` seconds moves next to no data; it no longer counts, and
    another worker takes its place, up to ``STALLS`` times ``parallel``.
    """

    def __init__(
        self, queue: HostQueue[T], client: Callable[[], Client], *, parallel: int, patience: float = 3.0
    ) -> None:
        self._queue = queue
        self._client = client
        self._parallel = parallel
        self._patience = patience
        self._members = 0
        self._stalled = 0

    async def run(self, ask: Callable[[Client, T], Awaitable[R]], take: Callable[[str, T, R], Awaitable[None]]) -> None:
        """Ask for each piece of work, and take what came; the host is free again before ``take`` runs."""
        async with asyncio.TaskGroup() as group:

            def join() -> None:
                self._members += 1
                group.create_task(member())

            def reinforce() -> None:
                self._stalled += 1
                if len(self._queue) and self._members < self._parallel * (1 + STALLS):
                    join()

            async def member() -> None:
                try:
                    async with self._client() as client:
                        while got := await self._queue.get():
                            await one(client, *got)
                            if self._members - self._stalled > self._parallel:
                                return
                finally:
                    self._members -= 1

            async def one(client: Client, host: str, item: T) -> None:
                before = asyncio.get_running_loop().time()
                timer = asyncio.get_running_loop().call_later(self._patience, reinforce)
                try:
                    result = await ask(client, item)
                finally:
                    timer.cancel()
                    if asyncio.get_running_loop().time() - before >= self._patience and self._stalled:
                        self._stalled -= 1
                    self._queue.done(host)
                await take(host, item, result)

            for _ in range(min(self._parallel, max(1, len(self._queue)))):
                join()
