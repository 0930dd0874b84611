"""The feeds of one refresh: asked side by side, read in worker processes, kept one transaction each (H7)."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import random
import time
from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct, field

from pullquote.cache.core.counts import counted
from pullquote.cache.core.errors import (
    ConnectionLost,
    FetchError,
    FetchTimeout,
    HttpStatus,
    LibraryError,
    NetworkDown,
    PullquoteError,
)
from pullquote.cache.core.feed import FeedState, HostState, Stage
from pullquote.cache.core.urls import host_of
from pullquote.cache.fetch import schedule
from pullquote.cache.fetch.client import (
    ACCEPT_FEED,
    FEED_CAP,
    HttpClient,
    HttpRequest,
    HttpResponse,
    status_sentence,
)
from pullquote.cache.fetch.host_queue import HostQueue
from pullquote.cache.fetch.schedule import Failure
from pullquote.cache.ingest.context import RefreshContext, RefreshOptions
from pullquote.cache.ingest.refresh.stage import RefreshStage
from pullquote.cache.store import feeds as feed_store
from pullquote.cache.store.names import lists as name_lists
from pullquote.cache.store.names import show_index
from pullquote.cache.store.reading import articles
from pullquote.cache.store.undo import removed
from pullquote.cache.store.writing import keeping
from pullquote.cache.store.writing.keeping import FeedEntry, Packed
from pullquote.cache.workers.pool import FeedRead
from pullquote.cache.workers.protocol import FreshEntry, ReadFeed

if TYPE_CHECKING:
    import sqlite3


_SEARCH = "`pullquote feeds add SITE` looks for where it is now."
_WHAT_TO_DO = {
    401: "`pullquote feeds add https://NAME@SITE/FEED` asks for the password.",
    404: _SEARCH,
    410: _SEARCH,
}


class _Job(Struct):
    """One feed in the queue; ``tries`` counts requests in this refresh, ``spent`` are the seconds they took.

    ``held`` is set where its host told us to wait, ``dropped`` are the other feeds of that host.
    """

    state: FeedState
    tries: int = 0
    spent: float = 0.0
    held: HostState | None = None
    dropped: list[_Job] = field(default_factory=list)


class Feeds(RefreshStage):
    """The feeds of one refresh."""

    def __init__(self, context: RefreshContext) -> None:
        super().__init__(context)
        self._interval = timedelta(minutes=self._fetcher.settings.refresh.interval)
        self._queue: HostQueue[_Job] = self._fetcher.host_queue()
        self._down: list[tuple[_Job, FetchError]] = []
        self._answered = False
        self._open: dict[int, str] = {}
        self._selected = False
        self._timer: asyncio.TimerHandle | None = None
        self.came = 0
        """How many feeds have been read."""
        self.quiet = asyncio.Event()
        """Set once no feed has come for a while: those that are left hang, and pages need not wait for them."""

    @property
    def chosen(self) -> Collection[int] | None:
        """The feeds that were selected; ``None`` for all. Known once the feeds are being asked."""
        return list(self._fetcher.feeds) if self._selected else None

    @property
    def unfinished(self) -> Collection[str]:
        """The hosts of feeds that have not been read yet."""
        return set(self._open.values())

    async def learn(self, options: RefreshOptions) -> list[FeedState]:
        """Learn what the library knows of feeds, of hosts that told us to wait, and of names; return the feeds.

        Every stage needs it: whose logins and whose private network lead where.
        """
        self._selected = options.selected
        with contextlib.suppress(PullquoteError):  # no room for it: articles are understood without
            await self._library.look_up(show_index.bring_up_to_date)
        states, self._fetcher.holds.known, names = await self._library.look_up(
            lambda c: (
                feed_store.states(c, feeds=options.feeds, folder=options.folder),
                feed_store.hosts(c),
                name_lists.known(c),
            )
        )
        self._workers.learn(names)
        self._fetcher.feeds = {state.feed: state for state in states}
        return states

    async def refresh(self, options: RefreshOptions) -> None:
        """Fetch the feeds that may be asked now, and keep their entries."""
        now = self._clock()
        for state in await self.learn(options):
            host = host_of(state.url)
            reason = schedule.why_not(
                state,
                now,
                host=self._fetcher.holds.known.get(host),
                asked=options.urgent,
                force=options.force,
            )
            if reason:
                self._events.report(Stage.SKIPPED, feed=state.feed, title=_title(state), message=reason)
            else:
                self._events.total += 1
                self._open[state.feed] = host
                self._queue.put(host, _Job(state))
        if not self._events.total:
            return
        await self._fetcher.fetch_pool(self._queue).run(self._ask, self._take)
        await self._library.flush()
        if self.offline:
            self._events.failed = self._events.accounts_failed
            self._events.offline = True
            self._events.report(
                Stage.FAILED,
                title="Network",
                message="No host could be reached: there seems to be no network. Nothing was changed.",
            )
            return

    @property
    def offline(self) -> bool:
        """Whether every host failed to be reached: that is the network's failure, not the feeds' (H25)."""
        return bool(self._down) and not self._answered

    async def _ask(self, client: HttpClient, job: _Job) -> HttpResponse | PullquoteError:
        state = job.state
        job.tries += 1
        headers = schedule.request_headers(state, self._clock())
        began = time.monotonic()
        try:
            answer = await self._get(client, job, headers)
            if answer.status == 304 and answer.url not in (state.url, state.moved_to):
                answer = await self._get(client, job, {})  # a 304 from an address that never gave these validators
            if answer.status == 304 and not headers:
                return HttpStatus(f"{host_of(answer.url)} answered 304 to a question without conditions.", 304)
        except FetchError as error:
            return error
        finally:
            job.spent += time.monotonic() - began
        if _told_to_wait(answer):  # held here, because after this the queue would start the host's next request
            host = host_of(answer.url)
            job.held = await self._fetcher.holds.hold(host, answer)
            job.dropped = self._queue.drop(host)
        return answer

    async def _get(self, client: HttpClient, job: _Job, headers: dict[str, str]) -> HttpResponse:
        state = job.state
        return await client.get(
            HttpRequest(
                state.url,
                cap=FEED_CAP,
                shorten=True,
                accept=ACCEPT_FEED,
                headers=headers,
                private=state.private,
                login=self._fetcher.logins.of(state.url),
                user_agent=state.user_agent,
                total=self._left(job),
            ),
            before_redirect=self._queue.visit,
        )

    def _left(self, job: _Job) -> float:
        """Return the seconds a feed may still take: both tries share one total, so that no server takes two (H26)."""
        return max(1.0, self._fetcher.settings.network.total_timeout - job.spent)

    async def _take(self, host: str, job: _Job, answer: HttpResponse | PullquoteError) -> None:
        if isinstance(answer, NetworkDown):
            if not self._answered:
                self._down.append((job, answer))  # the network's fault, unless another host answers
            elif job.tries < 2:
                self._retry(host, job)
            else:
                await self._fail(job, Failure(str(answer)))
            return
        if not self._answered:
            self._answered = True
            parked, self._down = self._down, []
            for other, _ in parked:
                self._retry(host_of(other.state.url), other)
        if isinstance(answer, HttpResponse) and answer.status in (200, 304):
            await self._fetcher.holds.release(host_of(answer.url))
        match answer:
            case HttpResponse(status=200):
                await self._full(job, answer)
            case HttpResponse(status=304):
                await self._unchanged(job, answer)
            case HttpResponse() if job.held:
                await self._held(job, job.held, answer)
            case HttpResponse():
                if answer.status >= 500 and job.tries < 2:
                    self._retry(host, job)
                else:
                    await self._fail(job, Failure(_sentence(answer.status, host_of(answer.url)), answer.status))
            case ConnectionLost() | FetchTimeout() if job.tries < 2 and self._left(job) > 1.0:
                self._retry(host, job)
            case _:
                await self._fail(job, Failure(str(answer)))

    def _retry(self, host: str, job: _Job) -> None:
        """Try once more in this refresh, a little later (H24)."""
        self._queue.put_later(host, job, random.uniform(*self._fetcher.timing.retry))  # noqa: S311 -- only to spread load

    async def _full(self, job: _Job, answer: HttpResponse) -> None:
        state = job.state
        digest = hashlib.sha256(answer.body).digest()
        if digest == state.body_hash:
            fresh = self._settle(state, answer, digest)
            await self._save_later(state, fresh)
            self._finished(Stage.UNCHANGED, state)
            return
        try:
            await self._read(job, answer, digest)
        except LibraryError:
            raise
        except PullquoteError as error:
            await self._fail(job, Failure(str(error), 200))

    async def _read(self, job: _Job, answer: HttpResponse, digest: bytes) -> None:
        """Analyze what is new or changed, and store it with the validators in one transaction."""
        state, now = job.state, self._clock()
        self.came += 1
        self._events.report(Stage.FETCHED, feed=state.feed, title=_title(state))
        known = await self._library.look_up(lambda connection: feed_store.known_entries(connection, state.feed))
        read = await self._workers.read_feed(
            ReadFeed(
                answer.body,
                url=answer.url,
                content_type=answer.headers.get("content-type"),
                known=known,
                outlet=state.title or None,
                fetched=now,
            )
        )
        parsed, fresh = read.feed, read.fresh
        described = msgspec.structs.replace(
            state,
            title=parsed.title or state.title,
            ttl=parsed.ttl,
            skip_hours=parsed.skip_hours,
            skip_days=parsed.skip_days,
        )
        after = self._settle(described, answer, digest)
        ready = await asyncio.to_thread(_packed, fresh)
        coming = _Coming(state, after, read, ready, now)
        new = await self._library.store(lambda connection: _keep(connection, coming))
        self._fetcher.feeds[state.feed] = after
        self._events.new += new
        if parsed.older and not known:  # later on, what is older was here
            self._events.report(Stage.CUT, feed=state.feed, title=_title(after), message=_cut(len(fresh), parsed.older))
        self._finished(Stage.STORED if fresh else Stage.UNCHANGED, after, f"{new} new" if new else "")

    def _settle(self, before: FeedState, answer: HttpResponse, digest: bytes) -> FeedState:
        """Return the state after a sound feed, at its new address where a move is proven (H27)."""
        now = self._clock()
        moves = [(move.status, move.to) for move in answer.moves]
        state, moved = schedule.after_move(before, moves, now, answered=answer.url)
        state = schedule.after_answer(
            state,
            answer.headers,
            now,
            body_hash=digest,
            interval=self._interval,
            jitter=random.random(),  # noqa: S311
        )
        return self._at(state, moved)

    def _at(self, state: FeedState, moved: str | None) -> FeedState:
        if moved and all(other.url != moved for other in self._fetcher.feeds.values()):
            return schedule.at_address(state, moved)
        return state

    async def _unchanged(self, job: _Job, answer: HttpResponse) -> None:
        now = self._clock()
        moves = [(move.status, move.to) for move in answer.moves]
        state, moved = schedule.after_move(job.state, moves, now, answered=answer.url)
        state = schedule.after_unchanged(
            state,
            answer.headers,
            now,
            interval=self._interval,
            jitter=random.random(),  # noqa: S311
        )
        await self._save_later(job.state, self._at(state, moved))
        self._finished(Stage.UNCHANGED, job.state)

    async def _held(self, job: _Job, held: HostState, answer: HttpResponse) -> None:
        sentence = status_sentence(answer.status, held.host)
        await self._fail(job, Failure(sentence, answer.status, held.not_before))
        for other in job.dropped:
            self._events.total -= 1
            self._open.pop(other.state.feed, None)
            self._events.report(Stage.SKIPPED, feed=other.state.feed, title=_title(other.state), message=sentence)

    async def _fail(self, job: _Job, failure: Failure) -> None:
        state = schedule.after_failure(
            job.state,
            self._clock(),
            failure,
            interval=self._interval,
            jitter=random.random(),  # noqa: S311
        )
        await self._save_later(job.state, state)
        self._events.failed += 1
        self._finished(Stage.FAILED, state, failure.sentence)

    async def _save_later(self, before: FeedState, after: FeedState) -> None:
        """Replace a feed's state, and save it with others."""
        self._fetcher.feeds[after.feed] = after
        await self._library.save_later(before, after)

    def _finished(self, stage: Stage, state: FeedState, message: str = "") -> None:
        self._events.done += 1
        self._open.pop(state.feed, None)
        if self._timer:
            self._timer.cancel()
        if self._open and self._answered:
            self._timer = asyncio.get_running_loop().call_later(self._fetcher.timing.patience, self.quiet.set)
        self._events.report(stage, feed=state.feed, title=_title(state), message=message)


class _Coming(Struct, frozen=True):
    """What came with a feed: its state before and after, what was read of it, its fresh entries, and the time."""

    before: FeedState
    after: FeedState
    read: FeedRead
    fresh: list[tuple[FreshEntry, Packed]]
    now: datetime


def _keep(connection: sqlite3.Connection, coming: _Coming) -> int:
    """Write down a feed's fresh entries, to be understood later, and its state, unless it was removed meanwhile.

    Return how many articles are new: not those that another feed brought, or that the user removed.
    """
    before, read = coming.before, coming.read
    if not feed_store.states(connection, feeds=[before.feed]):
        return 0
    new, last = 0, articles.last(connection)
    for one, packed in coming.fresh:
        source = FeedEntry(before.feed, one.entry, one.digest, one.fingerprint, one.shared)
        if removed.keeps_out(connection, source, packed.article):
            continue
        complete = one.whole or not before.full_text or one.entry.link is None
        row = keeping.announce(
            connection, packed, source=source, when=coming.now, complete=complete, waiting=one.waiting
        )
        if row > last:
            new, last = new + 1, row
    for key, fingerprint in read.seen:
        feed_store.save_fingerprint(connection, before.feed, key, fingerprint)
    feed_store.save_state(connection, before, coming.after)
    if read.feed.site and before.checked is None and feed_store.feed(connection, before.feed).site is None:
        feed_store.update(connection, before.feed, site=read.feed.site)
    return new


def _packed(fresh: Iterable[FreshEntry]) -> list[tuple[FreshEntry, Packed]]:
    """Return entries packed for storing: done outside the transaction, so that the lock is held shorter."""
    return [(one, keeping.packed(one.article)) for one in fresh]


def _told_to_wait(answer: HttpResponse) -> bool:
    return answer.status == 429 or (answer.status == 503 and "retry-after" in answer.headers)


def _sentence(status: int, host: str) -> str:
    """Return what the status of a feed means, and what can be done about it."""
    return " ".join(filter(None, (status_sentence(status, host), _WHAT_TO_DO.get(status))))


def _cut(kept: int, older: int) -> str:
    return f"Its newest {counted(kept, 'entry', 'entries')} are kept, {counted(older, 'older one')} left out."


def _title(state: FeedState) -> str:
    return state.title or host_of(state.url)
