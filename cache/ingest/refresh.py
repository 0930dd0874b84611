"""A refresh: its stages, run in the order listed here, as one stream of ``RefreshEvent``.

1. Wait: a refresh of all feeds waits until another one has ended.
2. Feeds: those that are due are asked side by side, read and analyzed in killable workers, and kept, each feed in
   one transaction with its validators (H7).
3. Early pages: while the feeds that are left only hang, the pages of articles that have come, but not from hosts
   that are still asked for feeds (H33).
4. Pages: the full pages of new articles, newest first, a bounded number a refresh.
5. Images: those of new articles, within the budget of the cache.

With ``ready``, one stage stands in place of 3 to 5: whatever unread articles lack to be read without a network. With
``articles``, it is the only one, and for those.
Closing the stream, or cancelling the task that reads it, ends everything within moments and keeps what was already
stored (H46).
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable, Collection
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from pullquote.cache.core.article_images import ImagesWanted
from pullquote.cache.core.counts import counted
from pullquote.cache.core.feed import RefreshEvent, Stage
from pullquote.cache.images.cache import image_cache
from pullquote.cache.ingest.context import EventReporter, RefreshContext, RefreshOptions, RefreshTiming
from pullquote.cache.ingest.feeds import Feeds
from pullquote.cache.ingest.images import MOST_AHEAD, fetch_images
from pullquote.cache.ingest.pages import PageStage
from pullquote.cache.ingest.stories import catch_up
from pullquote.cache.store import offline as offline_store
from pullquote.cache.store.lock import RefreshLock

if TYPE_CHECKING:
    from pullquote.cache.core.settings import Settings
    from pullquote.cache.store.database import Database


async def refresh(
    database: Database,
    settings: Settings,
    options: RefreshOptions = RefreshOptions(),  # noqa: B008 -- frozen
    *,
    clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    timing: RefreshTiming = RefreshTiming(),  # noqa: B008 -- frozen
) -> AsyncGenerator[RefreshEvent, None]:
    """Ask the feeds that are due, or those selected, and keep what is new; yield each event as it happens.

    Raises ``LibraryLocked`` where another refresh does not end, and ``LibraryError`` where nothing can be stored; a
    feed that fails is an event, not an exception.
    """
    context = RefreshContext(database, settings, clock=clock, timing=timing)
    task = asyncio.create_task(_run_stages(context, options))
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


async def _run_stages(context: RefreshContext, options: RefreshOptions) -> None:
    settings = context.settings
    parts = context.parts
    feeds = Feeds(*parts)
    if options.articles is not None:
        await feeds.learn(options)
        await _make_ready(context, options.articles)
        context.events.report(Stage.DONE, message=_summary(context.events))
        return
    pages = options.pages and settings.refresh.pages
    if not options.selected:
        await _wait(context.lock, context.events)
    try:
        async with asyncio.TaskGroup() as group:
            asking = group.create_task(feeds.refresh(options))
            if pages and not options.ready and await _quiet_before(asking, feeds):
                await PageStage(*parts).fetch_new(feeds.chosen, besides=feeds.unfinished)
        if options.ready and not feeds.offline:
            await _make_ready(context)
        elif pages and not feeds.offline:
            await PageStage(*parts).fetch_new(feeds.chosen)
            wanted = [one for one in context.images.wanted() if context.fetcher.wants_pictures(one.feed)]
            if wanted and settings.keep.pictures_mb:
                await _fetch_images(context, wanted, most=MOST_AHEAD)
        await catch_up(context.library, context.clock())
    except BaseExceptionGroup as group:
        raise _first(group) from None
    context.events.report(Stage.DONE, message="No network." if feeds.offline else _summary(context.events))


async def _make_ready(context: RefreshContext, numbers: Collection[int] | None = None) -> None:
    """Fetch what articles lack to be read without a network, by default all unread ones: pages first, then pictures."""
    incomplete = await context.library.look_up(lambda conn: offline_store.incomplete(conn, numbers))
    await PageStage(*context.parts).fetch_missing(set(incomplete))
    if context.settings.keep.pictures_mb:
        wanted = await context.library.look_up(lambda conn: offline_store.unread(conn, numbers))
        await _fetch_images(context, [one.pictures for one in wanted], most=None, told=context.events.picture)


async def _wait(lock: RefreshLock, events: EventReporter) -> None:
    """Wait until another refresh of all feeds has ended."""
    await lock.wait(lambda message: events.report(Stage.WAITING, title="Refresh", message=message))


async def _quiet_before(asking: asyncio.Task[None], feeds: Feeds) -> bool:
    """Wait until all feeds have come or those that are left hang; return whether it is the second."""
    quiet = asyncio.create_task(feeds.quiet.wait())
    try:
        await asyncio.wait((asking, quiet), return_when=asyncio.FIRST_COMPLETED)
    finally:
        quiet.cancel()
    return not asking.done()


async def _fetch_images(
    context: RefreshContext,
    wanted: Collection[ImagesWanted],
    *,
    most: int | None,
    told: Callable[[int, int], None] = lambda _done, _total: None,
) -> None:
    cache = image_cache(context.settings)
    await fetch_images(wanted, context.fetcher, context.workers, cache, now=context.clock(), most=most, told=told)


def _summary(events: EventReporter) -> str:
    parts = [counted(events.new, "new article")]
    if pages := events.pages_done - events.pages_failed:
        parts.append(counted(pages, "full page"))
    if events.failed:
        parts.append(f"{counted(events.failed, 'feed')} failed")
    return ", ".join(parts) + "."


def _first(group: BaseExceptionGroup[BaseException]) -> BaseException:
    """Return one of the errors a group of tasks ended in."""
    error: BaseException = group
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    return error
