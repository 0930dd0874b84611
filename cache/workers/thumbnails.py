"""Cached images, measured by their header and scaled in a worker process; nothing is fetched."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from pullquote.cache.core.errors import FetchError
from pullquote.cache.images.cache import image_cache
from pullquote.cache.images.header import read_header

if TYPE_CHECKING:
    from pullquote.cache.core.results import Scaled
    from pullquote.cache.core.settings import Settings
    from pullquote.cache.workers.pool import (
        WorkerPool,
    )

HEADER = 1 << 18
"""Bytes of a picture's file that are looked through for its size."""
IDLE = 20.0
"""Seconds after which a worker that scales images is ended."""


class Thumbnailer:
    """Measures and scales cached images for a screen; nothing is fetched.

    ``measure`` may be called in any thread. ``scale`` belongs to one event loop; the worker process it uses starts
    with the first picture and ends after ``IDLE`` seconds without one.
    """

    def __init__(self, settings: Settings) -> None:
        self._cache = image_cache(settings)
        self._workers: WorkerPool | None = None
        self._idle: asyncio.TimerHandle | None = None

    def measure(self, url: str) -> tuple[int, int] | None:
        """Return the width and height of a picture in pixels as its header has them, or ``None``: it is not here."""
        path = self._cache.find(url)
        if path is None:
            return None
        try:
            with path.open("rb") as file:
                facts = read_header(file.read(HEADER))
        except (OSError, FetchError):
            return None
        return facts.width, facts.height

    async def scale(self, url: str, width: int, height: int) -> Scaled:
        """Scale a picture to exactly so many pixels. ``PullquoteError`` if it is not here, damaged or too slow."""
        return await self._scale(url, width, height, as_png=False)

    async def encode(self, url: str, width: int, height: int) -> bytes:
        """Return a picture scaled to about so many pixels as a PNG file of bounded size. Raises as ``scale`` does."""
        return (await self._scale(url, width, height, as_png=True)).pixels

    async def _scale(self, url: str, width: int, height: int, *, as_png: bool) -> Scaled:
        if self._idle is not None:
            self._idle.cancel()
        path = await asyncio.to_thread(self._cache.find, url)
        if path is None:
            raise FetchError("This picture is not here any more.")
        if self._workers is None:
            await asyncio.to_thread(__import__, "pullquote.cache.workers.pool")
            # lazy: imported in a thread just above, so that no key waits for it
            from pullquote.cache.workers.pool import WorkerPool

            self._workers = WorkerPool(1)
        try:
            return await self._workers.scale_image(str(path), width, height, as_png=as_png)
        finally:
            self._idle = asyncio.get_running_loop().call_later(IDLE, self.close)

    def close(self) -> None:
        """End the worker."""
        if self._idle is not None:
            self._idle.cancel()
        if self._workers is not None:
            self._workers.close()
            self._workers = None
