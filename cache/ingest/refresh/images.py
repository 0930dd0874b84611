"""Images of new articles, fetched ahead of reading.

Each image is fetched once, from public addresses only unless it is where a feed is that the user typed, checked by
its header in a worker, and kept within the budget of the settings; robots.txt is honoured (H38, H39, C14).
What it needs of ``fetch`` is imported when images are fetched: importing this module loads no HTTP client.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pullquote.cache.core.article_images import ImagesWanted, in_order
from pullquote.cache.core.errors import FetchError, NetworkDown, PullquoteError, WorkerTimeout
from pullquote.cache.core.urls import host_of
from pullquote.cache.images.cache import ImageCache

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import datetime

    from pullquote.cache.fetch.client import HttpClient, HttpResponse
    from pullquote.cache.ingest.context import Fetcher
    from pullquote.cache.workers.pool import WorkerPool

MOST_AHEAD = 200
"""Lead images fetched ahead in one refresh, and as many figures."""
PER_HOST = 2
"""Requests for images under way at once to one host (H33)."""


async def fetch_images(
    wanted: Iterable[ImagesWanted],
    fetcher: Fetcher,
    workers: WorkerPool,
    cache: ImageCache,
    *,
    now: datetime,
    most: int | None,
    told: Callable[[int, int], None] = lambda _done, _total: None,
) -> None:
    """Fetch the images of articles that are not here: lead images before figures, those of the newest first.

    ``most`` bounds each of the two kinds; ``told`` is told how many are done, of how many. It ends where the wanted
    images fill the room there is; what is wanted first is then the last to go from the cache. Raises a group with a
    ``FetchError`` where the cache cannot be written.
    """
    leads, figures = in_order(wanted)
    asked = {url: feed for kind in (leads, figures) for url, feed in _lacking(cache, kind, most).items()}
    room = cache.room - sum(map(cache.size, (*leads, *figures)))
    try:
        await _Batch(fetcher, workers, cache, room=room, now=now, told=told).fetch(asked)
    finally:
        cache.read_last_first((*leads, *figures))
        cache.tidy()


def _lacking(cache: ImageCache, wanted: Mapping[str, int | None], most: int | None) -> dict[str, int | None]:
    lacking = [(url, feed) for url, feed in wanted.items() if cache.wants(url)]
    return dict(lacking[:most])


class _Batch:
    """The images of one refresh; ``room`` are the bytes there is place for."""

    def __init__(
        self,
        fetcher: Fetcher,
        workers: WorkerPool,
        cache: ImageCache,
        *,
        room: int,
        now: datetime,
        told: Callable[[int, int], None],
    ) -> None:
        from pullquote.cache.fetch.host_queue import HostQueue
        from pullquote.cache.fetch.robots import RobotsCache

        self._fetcher = fetcher
        self._workers = workers
        self._cache = cache
        self._room = room
        self._now = now
        self._told = told
        self._done = self._total = 0
        self._robots = RobotsCache(now)
        self._queue: HostQueue[tuple[str, int | None]] = HostQueue(
            spacing=fetcher.settings.refresh.spacing / PER_HOST, per_host=PER_HOST
        )
        self._hosts: set[str] = set()

    async def fetch(self, wanted: Mapping[str, int | None]) -> None:
        """Fetch and keep them, each with the feed that led to it."""
        for url, feed in wanted.items():
            held = self._fetcher.holds.known.get(host_of(url))
            if self._room > 0 and (held is None or held.not_before <= self._now):
                self._hosts.add(host_of(url))
                self._queue.put(host_of(url), (url, feed))
        self._total = len(self._queue)
        if not self._total:
            return
        self._told(0, self._total)
        try:
            await self._fetcher.fetch_pool(self._queue).run(self._ask, self._take)
        finally:
            self._robots.save()

    async def _ask(self, client: HttpClient, one: tuple[str, int | None]) -> HttpResponse | PullquoteError:
        from pullquote.cache.fetch.client import ACCEPT_IMAGE, IMAGE_CAP

        url, feed = one
        request = self._fetcher.request(feed, url, cap=IMAGE_CAP, accept=ACCEPT_IMAGE)
        try:
            rules = await self._robots.rules(client, request)
            if not rules.allows(url):
                return FetchError("The site's robots.txt asks programs not to fetch this picture ahead.")
            answer = await client.get(request)
            if answer.status in (429, 503):  # held here, because after this the queue would start the next request
                await self._fetcher.holds.hold(host_of(answer.url), answer)
                self._queue.drop(host_of(url))
            self._room -= len(answer.body)
            if self._room <= 0:
                for host in self._hosts:
                    self._queue.drop(host)
            return answer
        except FetchError as error:
            return error

    async def _take(self, _host: str, one: tuple[str, int | None], answer: HttpResponse | PullquoteError) -> None:
        self._done += 1
        self._told(self._done, self._total)
        if isinstance(answer, NetworkDown) or (not isinstance(answer, PullquoteError) and answer.status in (429, 503)):
            return
        data = b""
        if not isinstance(answer, PullquoteError):
            try:
                await self._workers.check_image(answer.expect_ok().body)
                data = answer.body
            except WorkerTimeout:
                return  # not known to be broken: it is asked for again
            except PullquoteError:
                data = b""
        self._cache.keep(one[0], data)
