"""Pictures: fetched ahead for new articles where the settings say so, or one when it is looked at; scaled to be shown.

``picture_shelf`` alone needs no network library: readers of what is kept import no more than that.
Every picture is asked for once, from public addresses only, checked by its header in a worker, and kept within
the room the settings give. Ahead of reading, robots.txt is honoured (H38, H39, C14).
"""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from pullquote.cache import paths
from pullquote.cache.errors import FetchError, Offline, PullquoteError
from pullquote.cache.fetch.images import PictureShelf, check_picture

if TYPE_CHECKING:
    from pullquote.cache.fetch.http import Answer, Client
    from pullquote.cache.run import Run
    from pullquote.cache.scaling import Scaled
    from pullquote.cache.settings import Settings
    from pullquote.cache.workers import Workers

MOST_AHEAD = 200
"""Pictures fetched ahead in one refresh."""
PER_HOST = 2
"""Requests for pictures under way at once to one host (H33)."""

HEADER = 1 << 18
"""Bytes of a picture's file that are looked through for its size."""
IDLE = 20.0
"""Seconds after which a worker that scales pictures is let go."""


def picture_shelf(settings: Settings) -> PictureShelf:
    """Give the shelf in the cache folder."""
    return PictureShelf(paths.cache_folder() / "pictures", settings.keep.pictures_mb << 20)


async def fetch_picture(url: str, settings: Settings, *, offline: bool = False) -> Path:
    """Give the file of a picture, asking for it if it is not here. Raises ``FetchError`` or ``Offline``."""
    shelf = picture_shelf(settings)
    if found := shelf.find(url):
        return found
    if offline:
        raise Offline("This picture is not here, and --offline was given.")
    if not shelf.wants(url):
        raise FetchError("This picture could not be had today; it is left alone until tomorrow.")
    from pullquote.cache.fetch.http import ACCEPT_IMAGE, IMAGE_CAP
    from pullquote.cache.run import client_maker
    from pullquote.cache.workers import Workers

    async with client_maker(settings)() as client, Workers(1) as workers:
        try:
            answer = (await client.ask(url, cap=IMAGE_CAP, accept=ACCEPT_IMAGE)).expect_ok()
            await workers.check_picture(answer.body)
        except PullquoteError:
            shelf.keep(url, b"")
            raise
    kept = shelf.keep(url, answer.body)
    shelf.tidy()
    return kept


async def fetch_pictures(run: Run, most: int | None = MOST_AHEAD) -> None:
    """Fetch the lead pictures that this run has noted, at most so many."""
    from pullquote.cache.fetch.http import ACCEPT_IMAGE, IMAGE_CAP, Answer, host_of
    from pullquote.cache.fetch.queue import HostQueue
    from pullquote.cache.pages import RobotsShelf, robots_rules

    shelf = picture_shelf(run.settings)
    wanted = [url for url in run.pictures if shelf.wants(url)][:most]
    if not wanted:
        return
    robots = RobotsShelf(run.clock())
    queue: HostQueue[str] = HostQueue(spacing=run.settings.refresh.spacing / PER_HOST, per_host=PER_HOST)
    for url in wanted:
        queue.put(host_of(url), url)

    async def ask(client: Client, url: str) -> Answer | PullquoteError:
        try:
            rules = await robots_rules(robots, client, url)
            if not rules.allows(url):
                return FetchError("The site's robots.txt asks programs not to fetch this picture ahead.")
            answer = await client.ask(url, cap=IMAGE_CAP, accept=ACCEPT_IMAGE)
            if answer.status in (429, 503):
                queue.drop(host_of(url))
            return answer.expect_ok()
        except FetchError as error:
            return error

    async def take(_host: str, url: str, answer: Answer | PullquoteError) -> None:
        data = b""
        if isinstance(answer, Answer):
            try:
                await run.workers.check_picture(answer.body)
                data = answer.body
            except PullquoteError:
                data = b""
        shelf.keep(url, data)

    try:
        await run.crew(queue).run(ask, take)
    finally:
        robots.save()
        shelf.tidy()


class Darkroom:
    """The pictures that are here, measured and scaled for a screen; nothing is fetched.

    ``measure`` may be called in any thread. ``scale`` belongs to one event loop; the worker process it uses starts
    with the first picture and goes after ``IDLE`` seconds without one.
    """

    def __init__(self, settings: Settings) -> None:
        self._shelf = picture_shelf(settings)
        self._workers: Workers | None = None
        self._idle: asyncio.TimerHandle | None = None

    def measure(self, url: str) -> tuple[int, int] | None:
        """Give the width and height of a picture in pixels as its header has them, or ``None``: it is not here."""
        path = self._shelf.find(url)
        if path is None:
            return None
        try:
            with path.open("rb") as file:
                facts = check_picture(file.read(HEADER))
        except (OSError, FetchError):
            return None
        return facts.width, facts.height

    async def scale(self, url: str, width: int, height: int) -> Scaled:
        """Scale a picture to exactly so many pixels. ``PullquoteError`` if it is not here, damaged or too slow."""
        if self._idle is not None:
            self._idle.cancel()
        path = await asyncio.to_thread(self._shelf.find, url)
        if path is None:
            raise FetchError("This picture is not here any more.")
        if self._workers is None:
            await asyncio.to_thread(__import__, "pullquote.cache.workers")
            from pullquote.cache.workers import Workers

            self._workers = Workers(1)
        try:
            return await self._workers.scale_picture(str(path), width, height)
        finally:
            self._idle = asyncio.get_running_loop().call_later(IDLE, self.close)

    def close(self) -> None:
        """Let the worker go."""
        if self._idle is not None:
            self._idle.cancel()
        if self._workers is not None:
            self._workers.close()
            self._workers = None
