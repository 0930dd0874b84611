"""What the stages of one refresh share: events, the library's thread, how servers are asked, workers, new images."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import AsyncGenerator, Callable, Collection, Coroutine, Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec
from msgspec import Struct

from pullquote.cache.core.article import Article
from pullquote.cache.core.article_images import ImagesWanted, images_wanted
from pullquote.cache.core.errors import PullquoteError
from pullquote.cache.core.feed import FeedState, HostState, RefreshEvent, Stage
from pullquote.cache.core.servers.credentials import Logins
from pullquote.cache.core.urls import same_host, same_origin
from pullquote.cache.fetch import schedule
from pullquote.cache.fetch.client import HttpClient, HttpRequest, HttpResponse, client_factory
from pullquote.cache.fetch.guard import Resolve, resolve
from pullquote.cache.fetch.host_queue import FetchPool, HostQueue
from pullquote.cache.store import feeds as feed_store
from pullquote.cache.store.file.lock import RefreshLock
from pullquote.cache.workers.pool import Limits, WorkerPool

if TYPE_CHECKING:
    import sqlite3

    from pullquote.cache.core.settings import Settings
    from pullquote.cache.store.database import Database

_BATCH = 64
"""Feed states that are saved in one transaction."""

T = TypeVar("T")


class RefreshTiming(Struct, frozen=True, kw_only=True):
    """Settings that tests and benches change: times in seconds, how host names are looked up, the number of workers.

    ``patience`` is how long a request may take before another starts in its place, ``retry`` the bounds of the wait
    before the second and last try. ``limits`` is how long entries may be analyzed.
    """

    patience: float = 3.0
    retry: tuple[float, float] = (2.0, 8.0)
    resolve: Resolve = resolve
    processes: int | None = None
    limits: Limits = Limits()


class RefreshOptions(Struct, frozen=True, kw_only=True):
    """Which feeds are refreshed, and how far.

    ``feeds`` and ``folder`` select some, by default all that are due. ``asked`` says a user asked for these very
    feeds just now (by default: when some are selected): then only five minutes must have passed. ``force`` passes
    over every wait but that of a host that told us to wait. ``pages`` fetches full pages where the settings say so;
    ``ready`` fetches all that unread articles lack to be read without a network, whatever the settings say of pages.
    With ``articles``, no feed is asked, and what is fetched is what those lack, read or not. ``accounts`` are those
    that are synced, by default all, but none where some feeds are selected.
    """

    feeds: Collection[int] | None = None
    folder: str | None = None
    force: bool = False
    asked: bool | None = None
    pages: bool = True
    ready: bool = False
    articles: Collection[int] | None = None
    accounts: Collection[int] | None = None

    @property
    def selected(self) -> bool:
        """Whether some feeds are selected rather than all."""
        return self.feeds is not None or self.folder is not None

    @property
    def urgent(self) -> bool:
        """Whether a user asked for these feeds just now."""
        return self.selected if self.asked is None else self.asked


class EventReporter:
    """The counts of one refresh, and the events that carry them to whoever reads ``queue``; ``None`` ends it."""

    def __init__(self) -> None:
        self.queue: asyncio.Queue[RefreshEvent | None] = asyncio.Queue()
        self.total = self.done = self.new = self.failed = self.pages_done = self.pages_total = self.pages_failed = 0
        self.pictures_done = self.pictures_total = self.understood = self.to_understand = 0
        self.offline = False
        self.accounts_failed = 0
        """How many of those that failed are accounts."""
        self._began = time.monotonic()

    def report(
        self,
        stage: Stage,
        *,
        feed: int | None = None,
        title: str = "",
        message: str = "",
        left: float | None = None,
        address: str | None = None,
    ) -> None:
        """Send an event with the totals so far; ``left`` are the seconds left, by default an estimate."""
        if left is None and self.done and self.done < self.total:
            left = (time.monotonic() - self._began) / self.done * (self.total - self.done)
        self.queue.put_nowait(
            RefreshEvent(
                stage=stage,
                feed=feed,
                title=title,
                message=message,
                done=self.done,
                total=self.total,
                new=self.new,
                failed=self.failed,
                pages_done=self.pages_done,
                pages_total=self.pages_total,
                pages_failed=self.pages_failed,
                understood=self.understood,
                to_understand=self.to_understand,
                pictures_done=self.pictures_done,
                pictures_total=self.pictures_total,
                offline=self.offline,
                seconds_left=left,
                address=address,
            )
        )

    def picture(self, done: int, total: int) -> None:
        """Send an event that so many pictures were asked for, of how many."""
        self.pictures_done, self.pictures_total = done, total
        self.report(Stage.PICTURE)


class LibraryThread:
    """The one thread in which a refresh reads and writes the library. Used from one event loop."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="library")
        self._unsaved: list[tuple[FeedState, FeedState]] = []

    @property
    def spoilers(self) -> bool:
        """Whether what is told of articles may spoil something."""
        return self._database.spoilers

    async def store(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Run ``work`` in one transaction; it is run again where a user's own write went first."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, lambda: self._database.run(work))

    async def store_first(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Run ``work`` in one transaction now: what is being stored gives way, and is done again afterwards."""

        def write() -> T:
            with self._database.write() as connection:
                return work(connection)

        return await asyncio.to_thread(write)

    async def look_up(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Run ``work`` on a reading connection. Raises ``LibraryError``."""

        def look() -> T:
            with self._database.reading() as connection:
                return work(connection)

        return await asyncio.get_running_loop().run_in_executor(self._thread, look)

    async def save_later(self, before: FeedState, after: FeedState) -> None:
        """Save a state that no entry depends on with others, so that a quiet refresh writes little (D15)."""
        self._unsaved.append((before, after))
        if len(self._unsaved) >= _BATCH:
            await self.flush()

    async def flush(self) -> None:
        """Save the states that wait to be saved; what was marked until now is in the journal on the disk then."""
        states, self._unsaved = self._unsaved, []
        await asyncio.get_running_loop().run_in_executor(self._thread, self._save_states, states)

    def close(self) -> None:
        """Save what waits to be saved, and end the thread."""
        states, self._unsaved = self._unsaved, []
        with contextlib.suppress(PullquoteError):
            self._thread.submit(self._save_states, states).result()
        self._thread.shutdown(wait=True)

    def _save_states(self, states: list[tuple[FeedState, FeedState]]) -> None:
        def save(connection: sqlite3.Connection) -> None:
            for before, after in states:
                feed_store.save_state(connection, before, after)

        if states:
            self._database.run(save)
        self._database.settle()


class HostHolds:
    """Hosts that told us to wait, over restarts too (H19 to H21)."""

    def __init__(self, library: LibraryThread, clock: Callable[[], datetime]) -> None:
        self._library = library
        self._clock = clock
        self.known: dict[str, HostState] = {}

    async def hold(self, host: str, answer: HttpResponse) -> HostState:
        """Note that a host answered 429 or 503, and return when it may be asked again."""
        held = schedule.after_hold(host, self.known.get(host), answer.headers, self._clock())
        self.known[host] = held
        await self._library.store(lambda connection: feed_store.save_host(connection, held))
        return held

    async def release(self, host: str) -> None:
        """Forget that a host once told us to wait, now that it answers (H20)."""
        held = self.known.get(host)
        if held and held.strikes:
            self.known[host] = free = HostState(host=host, not_before=self._clock(), strikes=0)
            await self._library.store(lambda connection: feed_store.save_host(connection, free))


class Fetcher:
    """How a refresh asks servers: side by side, host by host, with the login of the feed that leads somewhere.

    ``feeds`` are the feeds of this refresh by id, ``holds`` the hosts to leave alone. Belongs to one event loop.
    """

    def __init__(self, settings: Settings, timing: RefreshTiming, logins: Logins, holds: HostHolds) -> None:
        self.timing = timing
        self.settings = settings
        self.logins = logins
        self.holds = holds
        self.feeds: dict[int, FeedState] = {}
        self._client = client_factory(settings, timing.resolve)

    def client(self) -> HttpClient:
        """Return a client as the settings have it."""
        return self._client()

    def host_queue(self) -> HostQueue[Any]:
        """Return an empty queue with the spacing and the requests per host of the settings."""
        return HostQueue(spacing=self.settings.refresh.spacing, per_host=self.settings.refresh.per_host)

    def fetch_pool(self, queue: HostQueue[T], *, fewer: int = 0) -> FetchPool[T, HttpResponse | PullquoteError]:
        """Return the pool that fetches a queue; ``fewer`` are the requests that others have under way."""
        parallel = max(1, self.settings.refresh.parallel - fewer)
        return FetchPool(queue, self._client, parallel=parallel, patience=self.timing.patience)

    def wants_pictures(self, feed: int | None) -> bool:
        """Return whether the pictures of new articles of a feed are fetched ahead: as it says itself, else all."""
        state = self.feeds.get(feed) if feed is not None else None
        if state is None or state.pictures is None:
            return self.settings.refresh.pictures
        return state.pictures

    def request(self, feed: int | None, url: str, *, cap: int, accept: str) -> HttpRequest:
        """Return the request for an address that ``feed`` led to."""
        state = self.feeds.get(feed) if feed is not None else None
        return led_to(HttpRequest(url, cap=cap, accept=accept), [state] if state else [], self.logins)


def led_to(request: HttpRequest, feeds: Iterable[FeedState], logins: Logins) -> HttpRequest:
    """Return a request for a page or picture as ``feeds`` that lead to it have it.

    On a feed's own host it says the feed's user agent. Only at its origin does it get the login for it, and may it be
    inside a private network where the feed is (H32, C8, C13).
    """
    there = [state for state in feeds if same_host(state.url, request.url)]
    at_home = [state for state in there if same_origin(state.url, request.url)]
    return msgspec.structs.replace(
        request,
        private=any(state.private for state in at_home),
        login=logins.of(request.url) if at_home else None,
        user_agent=next((state.user_agent for state in (*at_home, *there) if state.user_agent), None),
    )


class NewImages:
    """The images of the texts that came in this refresh, by the address of their article."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._wanted: dict[str, ImagesWanted] = {}

    def note(self, article: Article, feed: int | None, address: str | None) -> None:
        """Note the images of a new text; one from the page takes the place of the feed's by the same ``address``."""
        when = article.published or self._clock()
        found = images_wanted(article, when=when.timestamp(), feed=feed)
        if found.addresses:
            self._wanted[address or found.addresses[0]] = found

    def wanted(self) -> Collection[ImagesWanted]:
        """Return the images, those of one article together."""
        return self._wanted.values()


class RefreshContext:
    """One refresh: the parts its stages take. Belongs to one event loop."""

    def __init__(
        self, database: Database, settings: Settings, *, clock: Callable[[], datetime], timing: RefreshTiming
    ) -> None:
        self.settings = settings
        self.clock = clock
        self.events = EventReporter()
        self.library = LibraryThread(database)
        self.lock = RefreshLock(database.path)
        self.workers = WorkerPool(timing.processes, rules=settings.site_rules)
        self.images = NewImages(clock)
        holds = HostHolds(self.library, clock)
        self.fetcher = Fetcher(settings, timing, Logins(database.path.parent), holds)

    def close(self) -> None:
        """End the processes and the thread; what is done is kept."""
        self.workers.close()
        self.library.close()
        self.lock.close()


async def told(context: RefreshContext, work: Coroutine[Any, Any, None]) -> AsyncGenerator[RefreshEvent, None]:
    """Do ``work`` and yield the events of ``context`` as they happen; close the context at the end.

    Closing the stream, or cancelling the task that reads it, ends the work within moments.
    """
    task = asyncio.create_task(work)
    task.add_done_callback(lambda _: context.events.queue.put_nowait(None))
    try:
        while (event := await context.events.queue.get()) is not None:
            yield event
        await task
    finally:
        task.cancel()
        try:
            await asyncio.gather(task, return_exceptions=True)
        finally:
            context.close()
