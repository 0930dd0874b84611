"""The feeds of one refresh: asked side by side, read in worker processes, kept one transaction each (H7)."""

from __future__ import annotations

import asyncio
import hashlib
import random
import time
from collections.abc import Collection
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct, field

from pullquote.cache.core.article import Article
from pullquote.cache.core.errors import FetchError, FetchTimeout, HttpStatus, LibraryError, NetworkDown, PullquoteError
from pullquote.cache.core.feed import Entry, FeedState, HostState, ParsedFeed, Stage
from pullquote.cache.core.urls import host_of
from pullquote.cache.feeds import is_page
from pullquote.cache.fetch import schedule
from pullquote.cache.fetch.client import ACCEPT_FEED, FEED_CAP, HttpClient, HttpResponse, status_sentence
from pullquote.cache.fetch.host_queue import HostQueue
from pullquote.cache.fetch.transport import ConnectionLost
from pullquote.cache.ingest.context import RefreshContext, RefreshOptions
from pullquote.cache.store import articles, entities
from pullquote.cache.store import feeds as feed_store
from pullquote.cache.store.articles import Packed
from pullquote.cache.workers.analyze import ANALYSIS_VERSION
from pullquote.cache.workers.protocol import FreshEntry

if TYPE_CHECKING:
    import sqlite3


class _Job(Struct):
    """One feed in the queue; ``tries`` counts requests in this context, ``spent`` are the seconds they took.

    ``held`` is set where its host told us to wait, ``dropped`` are the other feeds of that host.
    """

    state: FeedState
    tries: int = 0
    spent: float = 0.0
    held: HostState | None = None
    dropped: list[_Job] = field(default_factory=list)


class Feeds:
    """The feeds of one context."""

    def __init__(self, context: RefreshContext) -> None:
        self._context = context
        self._interval = timedelta(minutes=context.settings.refresh.interval)
        self._queue: HostQueue[_Job] = context.host_queue()
        self._down: list[tuple[_Job, FetchError]] = []
        self._answered = False
        self._open: dict[int, str] = {}
        self._timer: asyncio.TimerHandle | None = None
        self.quiet = asyncio.Event()
        """Set once nothing has landed for a while: the feeds that are left hang, and pages need not wait for them."""

    @property
    def unfinished(self) -> Collection[str]:
        """The hosts of feeds that are still to land."""
        return set(self._open.values())

    async def refresh(self, options: RefreshOptions) -> None:
        """Ask those that may be asked now, and keep what they say."""
        states, self._context.holds.known, names = await self._context.library.look_up(
            lambda c: (
                feed_store.states(c, feeds=options.feeds, folder=options.folder),
                feed_store.hosts(c),
                entities.known_names(c),
            )
        )
        self._context.workers.learn(names)
        self._context.states = {state.feed: state for state in states}
        now = self._context.clock()
        for state in states:
            host = host_of(state.url)
            reason = schedule.why_not(
                state,
                now,
                host=self._context.holds.known.get(host),
                asked=options.urgent,
                force=options.force,
            )
            if reason:
                self._context.events.report(Stage.SKIPPED, feed=state.feed, title=_title(state), message=reason)
            else:
                self._context.events.total += 1
                self._open[state.feed] = host
                self._queue.put(host, _Job(state))
        if not self._context.events.total:
            return
        await self._context.fetch_pool(self._queue).run(self._ask, self._take)
        await self._context.library.flush()
        if self.offline:
            self._context.events.failed = 0
            self._context.events.report(
                Stage.FAILED,
                title="Network",
                message="No host could be reached: there seems to be no network. Nothing was changed.",
            )
            return
        for job, error in self._down:
            await self._fail(job, str(error))

    @property
    def offline(self) -> bool:
        """Whether every host failed to be reached: that is the network's failure, not the feeds' (H25)."""
        return bool(self._down) and not self._answered

    async def _ask(self, client: HttpClient, job: _Job) -> HttpResponse | PullquoteError:
        state = job.state
        job.tries += 1
        headers = schedule.request_headers(state, self._context.clock())
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
        if _told_to_wait(answer):  # before the host counts as free again
            host = host_of(answer.url)
            job.held = await self._context.holds.hold(host, answer)
            job.dropped = self._queue.drop(host)
        return answer

    async def _get(self, client: HttpClient, job: _Job, headers: dict[str, str]) -> HttpResponse:
        state = job.state
        return await client.get(
            state.url,
            cap=FEED_CAP,
            accept=ACCEPT_FEED,
            headers=headers,
            private=state.private,
            login=self._context.logins.of(state.url),
            user_agent=state.user_agent,
            total=self._left(job),
            before_redirect=self._queue.visit,
        )

    def _left(self, job: _Job) -> float:
        """Return the seconds a feed may still take: both tries share one total, so that no server takes two (H26)."""
        return max(1.0, self._context.settings.network.total_timeout - job.spent)

    async def _take(self, host: str, job: _Job, answer: HttpResponse | PullquoteError) -> None:
        if isinstance(answer, NetworkDown):
            if self._answered and job.tries < 2:
                self._retry(host, job)
            else:
                self._down.append((job, answer))
            return
        if not self._answered:
            self._answered = True
            parked, self._down = self._down, []
            for other, _ in parked:
                self._retry(host_of(other.state.url), other)
        if isinstance(answer, HttpResponse) and answer.status in (200, 304):
            await self._context.holds.release(host_of(answer.url))
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
                    await self._fail(job, status_sentence(answer.status, host_of(answer.url)), answer.status)
            case ConnectionLost() | FetchTimeout() if job.tries < 2 and self._left(job) > 1.0:
                self._retry(host, job)
            case _:
                await self._fail(job, str(answer))

    def _retry(self, host: str, job: _Job) -> None:
        """Try once more in this context, a little later (H24)."""
        self._queue.put_later(host, job, random.uniform(*self._context.timing.retry))  # noqa: S311 -- only to spread load

    async def _full(self, job: _Job, answer: HttpResponse) -> None:
        state = job.state
        digest = hashlib.sha256(answer.body).digest()
        if digest == state.body_hash:
            fresh = self._settle(state, answer, digest)
            await self._context.save_later(fresh)
            self._finished(Stage.UNCHANGED, state)
            return
        try:
            if is_page(answer.body):
                raise FetchError("A web page came instead of the feed: a login or consent wall, perhaps.")
            await self._read(job, answer, digest)
        except LibraryError:
            raise
        except PullquoteError as error:
            await self._fail(job, str(error), 200)

    async def _read(self, job: _Job, answer: HttpResponse, digest: bytes) -> None:
        """Understand what is new or changed, and store it with the validators in one transaction."""
        state, now = job.state, self._context.clock()
        self._context.events.report(Stage.FETCHED, feed=state.feed, title=_title(state))
        parsed, fresh = await self._context.workers.read_feed(
            answer.body,
            url=answer.url,
            content_type=answer.headers.get("content-type"),
            known=await self._context.library.look_up(
                lambda connection: feed_store.known_entries(connection, state.feed)
            ),
            outlet=state.title or None,
            fetched=now,
        )
        described = msgspec.structs.replace(
            state,
            title=parsed.title or state.title,
            ttl=parsed.ttl,
            skip_hours=parsed.skip_hours,
            skip_days=parsed.skip_days,
        )
        after = self._settle(described, answer, digest)
        ready = await asyncio.to_thread(_packed, fresh, parsed.title or state.title or None, now)
        await self._context.library.store(lambda connection: _keep(connection, state, after, parsed, ready, now))
        for one in fresh:
            if one.article:
                self._context.note_pictures(one.article, state.feed, one.entry.link)
        self._context.states[state.feed] = after
        new = sum(one.new for one in fresh)
        self._context.events.new += new
        self._finished(Stage.STORED if fresh else Stage.UNCHANGED, after, f"{new} new" if new else "")

    def _settle(self, before: FeedState, answer: HttpResponse, digest: bytes) -> FeedState:
        """Return the state after a sound feed, at its new address where a move is proven (H27)."""
        now = self._context.clock()
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
        if moved and all(other.url != moved for other in self._context.states.values()):
            return schedule.at_address(state, moved)
        return state

    async def _unchanged(self, job: _Job, answer: HttpResponse) -> None:
        now = self._context.clock()
        moves = [(move.status, move.to) for move in answer.moves]
        state, moved = schedule.after_move(job.state, moves, now, answered=answer.url)
        state = schedule.after_unchanged(
            state,
            answer.headers,
            now,
            interval=self._interval,
            jitter=random.random(),  # noqa: S311
        )
        await self._context.save_later(self._at(state, moved))
        self._finished(Stage.UNCHANGED, job.state)

    async def _held(self, job: _Job, held: HostState, answer: HttpResponse) -> None:
        sentence = status_sentence(answer.status, held.host)
        await self._fail(job, sentence, answer.status, held.not_before)
        for other in job.dropped:
            self._context.events.total -= 1
            self._open.pop(other.state.feed, None)
            self._context.events.report(
                Stage.SKIPPED, feed=other.state.feed, title=_title(other.state), message=sentence
            )

    async def _fail(self, job: _Job, sentence: str, status: int | None = None, hold: datetime | None = None) -> None:
        state = schedule.after_failure(
            job.state,
            self._context.clock(),
            sentence,
            status=status,
            hold=hold,
            interval=self._interval,
            jitter=random.random(),  # noqa: S311
        )
        await self._context.save_later(state)
        self._context.events.failed += 1
        self._finished(Stage.FAILED, state, sentence)

    def _finished(self, stage: Stage, state: FeedState, message: str = "") -> None:
        self._context.events.done += 1
        self._open.pop(state.feed, None)
        if self._timer:
            self._timer.cancel()
        if self._open and self._answered:
            self._timer = asyncio.get_running_loop().call_later(self._context.timing.patience, self.quiet.set)
        self._context.events.report(stage, feed=state.feed, title=_title(state), message=message)


def _keep(
    connection: sqlite3.Connection,
    before: FeedState,
    after: FeedState,
    parsed: ParsedFeed,
    fresh: list[tuple[FreshEntry, Packed]],
    now: datetime,
) -> None:
    """Write down a feed's fresh entries and its state."""
    for one, packed in fresh:
        articles.put(
            connection,
            packed,
            feed=before.feed,
            entry=one.entry,
            entry_hash=one.digest,
            origin="feed",
            when=now,
            complete=one.whole or not before.full_text or one.entry.link is None,
        )
    feed_store.save_state(connection, after)
    if parsed.site and before.checked is None:
        feed_store.update(connection, before.feed, site=parsed.site)


def _packed(fresh: list[FreshEntry], outlet: str | None, now: datetime) -> list[tuple[FreshEntry, Packed]]:
    """Make entries ready to be kept, so that the library is held for the shorter time."""
    return [(one, articles.packed(one.article or _bare(one.entry, outlet, now))) for one in fresh]


def _bare(entry: Entry, outlet: str | None, now: datetime) -> Article:
    """Return an entry that could not be understood as a headline alone."""
    return Article(
        url=entry.link,
        outlet=outlet,
        title=entry.title or "Untitled",
        byline=entry.authors,
        published=entry.published,
        updated=entry.updated,
        fetched=now,
        language=entry.language,
        tags=entry.categories,
        rules=ANALYSIS_VERSION,
    )


def _told_to_wait(answer: HttpResponse) -> bool:
    return answer.status == 429 or (answer.status == 503 and "retry-after" in answer.headers)


def _title(state: FeedState) -> str:
    return state.title or host_of(state.url)
