"""Fetches the index of all shows of TVmaze, page by page, and makes the file of their names.

Each page is kept as it comes, so that whatever ends the work, the next call goes on with the page that is missing. A
page may be cached for a day (https://www.tvmaze.com/api#show-index): until then it is not asked for, then only whether
it has changed. What is sent is the number of a page: nothing of what somebody reads.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import AsyncGenerator
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from pullquote.cache.catalogue.questions import Question
from pullquote.cache.core.catalogue import PROVIDER_NAMES, IndexedShow, IndexEvent, Provider
from pullquote.cache.core.counts import counted
from pullquote.cache.core.errors import (
    CatalogueOff,
    FetchError,
    NetworkDown,
    PullquoteError,
    WorkerCrashed,
    WorkerTimeout,
)
from pullquote.cache.ingest.catalogue import plan
from pullquote.cache.ingest.catalogue.client import CatalogueTiming, Services, ServiceStopped
from pullquote.cache.ingest.context import HostHolds, LibraryThread
from pullquote.cache.store import feeds as feed_store
from pullquote.cache.store.file.lock import CatalogueLock
from pullquote.cache.store.names import show_index
from pullquote.cache.store.names.show_index import KeptPage
from pullquote.cache.workers.pool import WorkerPool

if TYPE_CHECKING:
    from pullquote.cache.core.settings import Settings
    from pullquote.cache.store.database import Database

PROVIDER: Final[Provider] = "tvmaze"
FRESH = timedelta(days=1)
"""How long a page is good without being asked for again."""
MOST_PAGES = 4_000
"""Pages at most, for a service whose index never ends: a million shows."""


async def update_index(
    database: Database, settings: Settings, timing: CatalogueTiming | None = None
) -> AsyncGenerator[IndexEvent, None]:
    """Fetch the pages that are missing or a day old; yield each event as it happens, the last of them ``done``.

    ``timing`` has the clocks, by default the machine's. Raises ``LibraryLocked`` where somebody else asks services now,
    ``CatalogueOff`` where TVmaze is not among those that may be asked, ``LibraryError`` where nothing can be stored.
    """
    timing = timing or CatalogueTiming()
    bases = plan.services(settings.catalogue)
    if PROVIDER not in bases:
        raise CatalogueOff("The index is TVmaze's, which is not among your services. Add it to catalogue.services.")
    lock = CatalogueLock(database.path)
    lock.take()
    library = LibraryThread(database)
    workers = WorkerPool(1)
    holds = HostHolds(library, timing.now)
    services = Services(settings, {PROVIDER: bases[PROVIDER]}, holds, timing)
    try:
        holds.known = await library.look_up(feed_store.hosts)
        kept = await library.look_up(lambda conn: show_index.pages(conn, PROVIDER))
        round_ = _Round(library, workers, services, timing, kept)
        async for event in round_.run():
            yield event
    finally:
        workers.close()
        try:
            await services.aclose()
            with contextlib.suppress(PullquoteError):  # said before, where there was somebody to hear it
                await library.look_up(show_index.bring_up_to_date)
        finally:
            library.close()
            lock.close()


class _Round:
    """One round over the pages, and its counts."""

    def __init__(
        self,
        library: LibraryThread,
        workers: WorkerPool,
        services: Services,
        timing: CatalogueTiming,
        kept: list[KeptPage],
    ) -> None:
        self._library = library
        self._workers = workers
        self._services = services
        self._timing = timing
        self._kept = {one.page: one for one in kept}
        self._total = max((one.page for one in kept if one.count), default=-1) + 1
        self._counts = {one.page: one.count for one in kept}
        self._asked = 0
        self._began = time.monotonic()

    async def run(self) -> AsyncGenerator[IndexEvent, None]:
        page = 0
        while page < MOST_PAGES:
            known = self._kept.get(page)
            if known is not None and self._is_fresh(known):
                if not known.count and page >= self._total:
                    break
                page += 1
                continue
            try:
                ended = await self._fetch(page, known)
            except (ServiceStopped, NetworkDown) as problem:
                yield self._event(page, str(problem) or "No network.", failed=True)
                return
            except (FetchError, WorkerCrashed, WorkerTimeout) as problem:
                self._services.failed(PROVIDER)
                if why := self._services.stopped.get(PROVIDER):
                    yield self._event(page, f"{problem} {why}", failed=True)
                    return
                continue
            if ended and not page:
                yield self._event(page, "TVmaze gave no index of its shows; try again another time.", failed=True)
                return
            if ended:
                break
            yield self._event(page)
            page += 1
        await self._library.look_up(show_index.bring_up_to_date)
        yield self._event(page, self._summary(), done=True)

    async def _fetch(self, page: int, known: KeptPage | None) -> bool:
        """Ask for a page and keep what came; return whether the index has ended before it."""
        question = Question(provider=PROVIDER, step="index", kind="show", keys=(str(page),))
        response = await self._services.get(question, etag=known.etag if known else None)
        self._asked += 1
        shows: tuple[IndexedShow, ...] = ()
        if response.status == 200:
            shows = (await self._workers.read_catalogue(question, response.body)).shows
        self._services.answered(PROVIDER)
        now = self._timing.now()
        if known is not None and known.count and response.status != 200:  # 304, or a page that was there and is not now
            await self._library.store(lambda conn: show_index.keep_as_it_is(conn, PROVIDER, page, fetched=now))
            return False
        if not page and response.status != 200:
            return True
        etag = response.headers.get("etag") if response.status == 200 else None
        await self._library.store(lambda conn: show_index.keep(conn, PROVIDER, page, shows, fetched=now, etag=etag))
        self._counts[page] = len(shows)
        return response.status != 200

    def _is_fresh(self, known: KeptPage) -> bool:
        age = self._timing.now() - known.fetched
        return timedelta(0) <= age < FRESH  # a clock that was set back makes no page good for ever

    def _event(self, page: int, message: str = "", *, done: bool = False, failed: bool = False) -> IndexEvent:
        left = None
        if self._asked and self._total > page + 1:
            left = (time.monotonic() - self._began) / self._asked * (self._total - page - 1)
        return IndexEvent(
            page=page,
            pages=sum(1 for count in self._counts.values() if count),
            shows=sum(self._counts.values()),
            total=self._total,
            message=message,
            done=done or failed,
            failed=failed,
            seconds_left=None if done or failed else left,
        )

    def _summary(self) -> str:
        shows = counted(sum(self._counts.values()), "show")
        if not self._asked:
            return f"The index is up to date: {shows} of {PROVIDER_NAMES[PROVIDER]}."
        return f"The index has {shows} of {PROVIDER_NAMES[PROVIDER]}: their titles are known in articles to come."
