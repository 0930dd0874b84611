"""Pictures: fetched ahead for new articles where the settings say so, or one when it is looked at.

``picture_shelf`` alone needs no network library: readers of what is kept import no more than that, so this module
imports none at its top, nor asyncio, which brings ssl with it. ``darkroom`` makes pictures ready to be shown.
Every picture is asked for once, from public addresses only, checked by its header in a worker, and kept within
the room the settings give. Ahead of reading, robots.txt is honoured (H38, H39, C14).
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pullquote.cache import paths
from pullquote.cache.errors import FetchError, Offline, PullquoteError
from pullquote.cache.fetch.images import PictureShelf

if TYPE_CHECKING:
    from pullquote.cache.fetch.http import Answer, Client
    from pullquote.cache.run import Run
    from pullquote.cache.settings import Settings

MOST_AHEAD = 200
"""Pictures fetched ahead in one refresh."""
PER_HOST = 2
"""Requests for pictures under way at once to one host (H33)."""


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
