"""Understanding what came as headlines: who is named, who said what, what is set how; in workers, newest first.

A refresh keeps what feeds say at once, as headline and plain text, and each entry beside it (``store.pending``). Here
they are understood, a few in one transaction, so that whatever ends the work, the next refresh goes on from there.
What somebody opens goes first (``Front``), then what is on the screen, then the newest.
"""

from __future__ import annotations

import asyncio
import contextlib
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Awaitable, Callable, Iterable, Sequence
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from pullquote.cache.core.counts import counted
from pullquote.cache.core.feed import Stage
from pullquote.cache.ingest.refresh.stage import RefreshStage
from pullquote.cache.store import feeds as feed_store
from pullquote.cache.store.names import lists as name_lists
from pullquote.cache.store.texts import pending
from pullquote.cache.store.writing import keeping, rules
from pullquote.cache.store.writing.keeping import FeedEntry, Packed
from pullquote.cache.workers.pool import Limits, WorkerPool
from pullquote.cache.workers.protocol import Understood

if TYPE_CHECKING:
    import sqlite3
    from concurrent.futures import Future

    from pullquote.cache.core.article import Article
    from pullquote.cache.core.rules import Rule
    from pullquote.cache.core.settings import Settings
    from pullquote.cache.ingest.context import RefreshContext
    from pullquote.cache.ingest.refresh.feeds import Feeds
    from pullquote.cache.store.database import Database
    from pullquote.cache.store.texts.pending import Pending

_AT_ONCE = 8
"""Entries a worker is given at once: what somebody opens waits no longer for a worker."""
_AHEAD = 3
"""Lots of entries that are under way beyond those in the hands of workers.

None waits for the library then, and those that are made meanwhile are kept in one transaction.
"""
_LOTS_KEPT = 4
"""Lots that are kept in one transaction, at most: it is done again where a user's own write goes first."""
_LULL = 0.25
"""Seconds without a feed after which understanding begins while others are waited for."""
Without = Callable[[], Awaitable[set[int]]]
"""Returns the articles that are not to be understood now."""
_PATIENCE = 20.0
"""Seconds that somebody who opens an article waits for it to be understood; then it is shown as it is."""


class _Ready(Struct, frozen=True):
    """An entry with what a worker made of it; ``None`` where nothing could be made."""

    row: Pending
    made: Understood | None = None
    packed: Packed | None = None


class Front:
    """How an article that is opened, or is on the screen, reaches the understanding under way. Used from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._open: tuple[asyncio.AbstractEventLoop, Understanding] | None = None

    def opened(self, understanding: Understanding) -> None:
        """Lead what is asked from now on to this one, in the running event loop."""
        with self._lock:
            self._open = asyncio.get_running_loop(), understanding

    def closed(self) -> None:
        """Lead nothing there any more."""
        with self._lock:
            self._open = None

    def ask(self, article: int) -> Future[None] | None:
        """Have an article understood before all others; ``None`` where nothing is under way."""
        with self._lock:
            if self._open is None:
                return None
            loop, understanding = self._open
            return asyncio.run_coroutine_threadsafe(understanding.now(article), loop)

    def prefer(self, numbers: Sequence[int]) -> None:
        """Have these articles understood before those that are not on the screen."""
        with self._lock:
            if self._open is not None:
                loop, understanding = self._open
                loop.call_soon_threadsafe(understanding.prefer, tuple(numbers))


class Understanding(RefreshStage):
    """The understanding of one refresh. Belongs to one event loop."""

    def __init__(self, context: RefreshContext) -> None:
        super().__init__(context)
        self._waiting: dict[int, int] = {}  # rows by article, the newest first
        self._in_work: set[int] = set()
        self._asking = asyncio.Lock()
        self._preferred: Sequence[int] = ()
        self._spent: defaultdict[int, float] = defaultdict(float)
        self._as_text: Counter[int] = Counter()
        self._made: list[Sequence[_Ready]] = []
        self._keeping = asyncio.Lock()
        self._hands = asyncio.Semaphore(context.workers.size)
        self._began: float | None = None

    def prefer(self, numbers: Sequence[int]) -> None:
        """Understand these articles before others."""
        self._preferred = numbers

    async def now(self, article: int) -> None:
        """Understand one article before all others; does nothing where it is understood."""
        rows = await self._library.look_up(lambda c: pending.rows(c, pending.of(c, article)))
        if rows:
            await self._understand(rows, slow=False)

    async def beside(self, asking: asyncio.Task[None], feeds: Feeds, without: Without) -> None:
        """Understand while feeds are waited for, whenever none has come for a moment."""
        came = -1
        while not asking.done():
            if feeds.came == came and await self._next(without, spare=True):
                continue
            came = feeds.came
            self._waiting.clear()  # newer ones may have come
            await asyncio.wait((asking,), timeout=_LULL)

    async def run(self, without: Without | None = None) -> None:
        """Understand all that waits, but the articles ``without`` returns when it is asked."""
        self._waiting.clear()
        async with asyncio.TaskGroup() as group:
            for _ in range(self._workers.size + _AHEAD):
                group.create_task(self._go_on(without))

    async def tell(self) -> None:
        """Note with each feed how many of its entries were kept as plain text, and say so."""
        counts, self._as_text = self._as_text, Counter()
        for feed, count in counts.items():
            state = self._fetcher.feeds.get(feed)
            if state is None:
                found = await self._library.look_up(partial(feed_store.states, feeds=[feed]))
                state = next(iter(found), None)
            if state is None:
                continue
            after = replace(state, error=_kept_as_text(count))
            self._fetcher.feeds[feed] = after
            await self._library.save_later(state, after)
            self._events.report(Stage.AS_TEXT, feed=feed, title=state.title or state.url, message=_kept_as_text(count))
        if counts:
            await self._library.flush()

    async def _go_on(self, without: Without | None) -> None:
        while await self._next(without):
            pass

    async def _next(self, without: Without | None, *, spare: bool = False) -> bool:
        """Understand a few; return whether there were any."""
        async with self._asking:  # one at a time: what another has asked for is in nobody's hands yet
            if not self._waiting:
                left_out = await without() if without else set()
                left_out = left_out | self._in_work  # as it was before the library was asked
                self._waiting = dict(await self._library.look_up(lambda c: pending.newest(c, without=left_out)))
                self._events.to_understand = self._events.understood + len(self._in_work) + len(self._waiting)
        if not (chosen := self._chosen()):
            return False
        self._in_work.update(chosen)
        try:
            rows = await self._library.look_up(lambda c: pending.rows(c, list(chosen.values())))
            await self._understand(rows, spare=spare)
        finally:
            self._in_work.difference_update(chosen)
        return True

    def _chosen(self) -> dict[int, int]:
        """Return the articles that are next, with their rows, and take them from those that wait."""
        first = [number for number in self._preferred if number in self._waiting][:_AT_ONCE]
        for number in self._waiting:
            if len(first) >= _AT_ONCE:
                break
            if number not in first:
                first.append(number)
        return {number: self._waiting.pop(number) for number in first}

    async def _understand(self, rows: Sequence[Pending], *, slow: bool = True, spare: bool = False) -> None:
        """Understand entries and keep what comes of them."""
        if self._began is None:
            self._began = time.monotonic()
        async with self._hands if slow else contextlib.nullcontext():
            ready = await self._ready(rows, slow=slow, spare=spare)
        if slow:
            await self._keep_with_others(ready)
        else:
            self._was_kept(ready, *await self._library.store_first(partial(self._keep, ready)))
        self._in_work.difference_update(row.article for row in rows)

    async def _ready(self, rows: Sequence[Pending], *, slow: bool, spare: bool) -> list[_Ready]:
        """Have entries understood; those of a feed that has taken too long are left as they are."""
        limits = self._fetcher.timing.limits
        asked = [row for row in rows if self._spent[row.feed] < limits.feed]
        late = [_Ready(row) for row in rows if self._spent[row.feed] >= limits.feed]
        answers = await self._workers.understand([row.data for row in asked], limits, slow=slow, spare=spare)
        for row, made in zip(asked, answers, strict=True):
            self._spent[row.feed] += made.seconds if made else limits.entry
        return [*await asyncio.to_thread(_packed, asked, answers), *late]

    async def _keep_with_others(self, ready: Sequence[_Ready]) -> None:
        """Keep a lot, in one transaction with those that are made by then."""
        self._made.append(ready)
        async with self._keeping:  # turns are in order: at its own, a lot is the first, or another has kept it
            lots, self._made = self._made[:_LOTS_KEPT], self._made[_LOTS_KEPT:]
            if together := [one for lot in lots for one in lot]:
                self._was_kept(together, *await self._library.store(partial(self._keep, together)))

    def _keep(self, ready: Sequence[_Ready], conn: sqlite3.Connection) -> tuple[int, list[rules.Noticed]]:
        return keep(conn, ready, self._fetcher.settings.rules, spoilers=self._library.spoilers)

    def _was_kept(self, ready: Sequence[_Ready], kept: int, noticed: Iterable[rules.Noticed]) -> None:
        """Count what was kept and tell of it."""
        for one in ready:
            if one.made is None or one.made.as_text:
                self._as_text[one.row.feed] += 1
            if one.packed and one.made:
                self._images.note(one.packed.article, one.row.feed, one.made.entry.link)
        self._events.understood += kept
        events, left = self._events, len(self._waiting)
        for article in noticed:
            events.report(Stage.NOTICED, title=article.title, message=article.rule, address=article.url)
        each = (time.monotonic() - (self._began or 0.0)) / max(1, events.understood)
        events.report(Stage.UNDERSTOOD, left=each * left if left else None)


def keep(
    conn: sqlite3.Connection, ready: Iterable[_Ready], wanted: Sequence[Rule], *, spoilers: bool = False
) -> tuple[int, list[rules.Noticed]]:
    """Keep what was understood in the place of plain text, but for what has gone or come anew meanwhile; run rules.

    Return how many entries that were, and what the rules tell of.
    """
    came: list[int] = []
    new: list[int] = []
    kept = 0
    for one in ready:
        if not pending.is_same(conn, one.row):
            continue
        if one.made and one.packed:
            number = keeping.put(
                conn,
                one.packed,
                source=FeedEntry(one.row.feed, one.made.entry, one.made.digest, one.made.fingerprint, one.made.shared),
                origin="feed",
                when=one.made.article.fetched or datetime.now(UTC),
                complete=one.row.complete,
                announced=True,
            )
            came.append(number)
        pending.done(conn, one.row.id)
        kept += 1
        if one.row.new:
            new.append(one.row.article)
    from pullquote.cache.ingest.catalogue import linking  # lazy: 4 ms; often nothing has come

    linking.settle_new(conn, came)
    return kept, rules.run_on_new(conn, wanted, new, spoilers=spoilers)


def understand_now(database: Database, settings: Settings, front: Front, article: int) -> None:
    """Understand an article that is opened, by what is under way or a worker of its own; at most for some seconds."""
    asked = front.ask(article)
    if asked is None:
        asyncio.run(_alone(database, settings, article))
        return
    try:
        asked.result(_PATIENCE)
    except TimeoutError:
        asked.cancel()


def understand_only(database: Database, article: int) -> Article | None:
    """Return what an article that waits to be understood is, keeping nothing; ``None`` where nothing comes of it."""
    ready = asyncio.run(_made(database, article))
    return next((one.made.article for one in reversed(ready) if one.made), None)


async def _alone(database: Database, settings: Settings, article: int) -> None:
    if ready := await _made(database, article):
        database.run(lambda conn: keep(conn, ready, settings.rules, spoilers=database.spoilers))


async def _made(database: Database, article: int) -> list[_Ready]:
    """Return what a worker of its own makes of the entries of an article."""
    with database.reading() as conn:
        rows = pending.rows(conn, pending.of(conn, article))
        known = name_lists.known(conn) if rows else None
    if not rows or known is None:
        return []
    async with WorkerPool(1, known=known) as workers:
        return _packed(rows, await workers.understand([row.data for row in rows], Limits(), slow=False))


def _packed(rows: Sequence[Pending], answers: Sequence[Understood | None]) -> list[_Ready]:
    """Return entries ready to be kept: packed outside the transaction, so that the lock is held shorter."""
    return [
        _Ready(row, made, keeping.packed(replace(made.article, id=row.article), made.news) if made else None)
        for row, made in zip(rows, answers, strict=True)
    ]


def _kept_as_text(count: int) -> str:
    entries, them = ("1 entry", "it is") if count == 1 else (counted(count, "entry", "entries"), "they are")
    return f"{entries} could not be understood, or not in time; {them} kept as plain text."
