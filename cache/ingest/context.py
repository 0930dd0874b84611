"""What the parts of one refresh share: counts, events, workers, the library's thread, hosts to leave alone."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar

from msgspec import Struct

from pullquote.cache.core.article import Article
from pullquote.cache.core.article_images import PicturesWanted, pictures_wanted
from pullquote.cache.core.credentials import Logins
from pullquote.cache.core.errors import PullquoteError
from pullquote.cache.core.feed import FeedState, HostState, Progress, Stage
from pullquote.cache.fetch import schedule
from pullquote.cache.fetch.client import Answer, client_factory, origin
from pullquote.cache.fetch.host_queue import FetchPool, HostQueue
from pullquote.cache.fetch.transport import Resolve, resolve
from pullquote.cache.store import feeds as shelf
from pullquote.cache.store.lock import RefreshLock
from pullquote.cache.workers.pool import WorkerPool

if TYPE_CHECKING:
    import sqlite3

    from pullquote.cache.core.settings import Settings
    from pullquote.cache.store.database import Database

_BATCH = 64

T = TypeVar("T")


class Pace(Struct, frozen=True, kw_only=True):
    """What a test or a bench may want otherwise: seconds, and how names are looked up.

    ``patience`` is how long a request may take before another is let past it, ``retry`` the bounds of the wait
    before the one second try.
    """

    patience: float = 3.0
    retry: tuple[float, float] = (2.0, 8.0)
    resolve: Resolve = resolve
    processes: int | None = None


class Run:
    """One refresh: its counts, its workers, its place in the library. Belongs to one event loop."""

    def __init__(self, database: Database, settings: Settings, *, clock: Callable[[], datetime], pace: Pace) -> None:
        self.events: asyncio.Queue[Progress | None] = asyncio.Queue()
        self.settings = settings
        self.pace = pace
        self.clock = clock
        self.workers = WorkerPool(pace.processes)
        self.client = client_factory(settings, pace.resolve)
        self.logins = Logins(database.path.parent)
        self.hosts: dict[str, HostState] = {}
        self.states: dict[int, FeedState] = {}
        self.pictures: dict[str, PicturesWanted] = {}
        self.total = self.done = self.new = self.failed = self.pages_done = self.pages_total = 0
        self.turn = RefreshLock(database.path)
        self._database = database
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="library")
        self._began = time.monotonic()
        self._unsaved: list[FeedState] = []

    def close(self) -> None:
        """End the processes and the thread; what is done is kept."""
        self.workers.close()
        if self._unsaved:
            states, self._unsaved = self._unsaved, []
            with contextlib.suppress(PullquoteError):
                self._thread.submit(self._save_states, states).result()
        self._thread.shutdown(wait=True)
        self.turn.close()

    async def keep_later(self, state: FeedState) -> None:
        """Save a state that no entry depends on with others, so that a quiet refresh writes little (D15)."""
        self.states[state.feed] = state
        self._unsaved.append(state)
        if len(self._unsaved) >= _BATCH:
            await self.flush()

    async def flush(self) -> None:
        """Write down the states kept for later."""
        if self._unsaved:
            states, self._unsaved = self._unsaved, []
            await asyncio.get_running_loop().run_in_executor(self._thread, self._save_states, states)

    def _save_states(self, states: list[FeedState]) -> None:
        def save(connection: sqlite3.Connection) -> None:
            for state in states:
                shelf.save_state(connection, state)

        self._database.run(save)

    async def store(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Run ``work`` in one transaction, in the thread that writes; it is done again where a person goes first."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, lambda: self._database.run(work))

    async def look_up(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Run ``work`` on a reading connection, in the same thread."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, lambda: work(self._database.read()))

    def host_queue(self) -> HostQueue[Any]:
        """Give an empty queue with the settings' manners."""
        return HostQueue(spacing=self.settings.refresh.spacing, per_host=self.settings.refresh.per_host)

    def crew(self, queue: HostQueue[T], *, fewer: int = 0) -> FetchPool[T, Answer | PullquoteError]:
        """Give a crew for a queue; ``fewer`` are the requests that others have under way."""
        parallel = max(1, self.settings.refresh.parallel - fewer)
        return FetchPool(queue, self.client, parallel=parallel, patience=self.pace.patience)

    def note_pictures(self, article: Article, feed: int | None, address: str | None) -> None:
        """Note the pictures of a new text; one from the page takes the place of the feed's by the same ``address``."""
        when = article.published or self.clock()
        found = pictures_wanted(article, when=when.timestamp(), feed=feed)
        if found.addresses:
            self.pictures[address or found.addresses[0]] = found

    def at_home(self, feed: int | None, url: str) -> FeedState | None:
        """Give the state of the feed that led to ``url`` if that is where the feed itself is.

        What is elsewhere gets no login and no private address, whatever its feed may have (C8, C13).
        """
        state = self.states.get(feed) if feed is not None else None
        return state if state is not None and origin(state.url) == origin(url) else None

    async def welcome(self, host: str) -> None:
        """Forget that a host once told us to wait, now that it answers (H20)."""
        held = self.hosts.get(host)
        if held and held.strikes:
            self.hosts[host] = free = HostState(host=host, not_before=self.clock(), strikes=0)
            await self.store(lambda connection: shelf.save_host(connection, free))

    def tell(
        self, stage: Stage, *, feed: int | None = None, title: str = "", message: str = "", left: float | None = None
    ) -> None:
        """Send an event with the totals so far."""
        if left is None and self.done and self.done < self.total:
            left = (time.monotonic() - self._began) / self.done * (self.total - self.done)
        self.events.put_nowait(
            Progress(
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
                seconds_left=left,
            )
        )

    async def hold(self, host: str, answer: Answer) -> HostState:
        """Leave a host alone that answered 429 or 503, over restarts too (H19 to H21)."""
        held = schedule.after_hold(host, self.hosts.get(host), answer.headers, self.clock())
        self.hosts[host] = held
        await self.store(lambda connection: shelf.save_host(connection, held))
        return held
