"""A refresh: its stages, run in the order listed here, as one stream of ``Progress``.

1. Wait: a refresh of all feeds waits until another one has ended.
2. Feeds: those that are due are asked side by side, read and analyzed in killable workers, and kept, each feed in
   one transaction with its validators (H7).
3. Early pages: once the feeds that are left only hang, the pages of what has landed, but not from hosts that are
   still asked for feeds (H33).
4. Pages: the full pages of new articles, newest first, a bounded number a refresh.
5. Images: those of new articles, within the budget of the cache.

With ``ready``, one stage stands in place of 3 to 5: whatever unread articles lack to be read without a network.
Closing the stream, or cancelling the task that reads it, ends everything within moments and keeps what was already
stored (H46).
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable, Collection
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from pullquote.cache.core.feed import Progress, Stage
from pullquote.cache.ingest.context import EventReporter, RefreshContext, RefreshOptions, RefreshTiming
from pullquote.cache.ingest.feeds import Feeds
from pullquote.cache.store import offline as offline_store

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
) -> AsyncGenerator[Progress, None]:
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
    feeds = Feeds(context)
    pages = options.pages and context.settings.refresh.pages
    if not options.selected:
        await _wait(context)
    try:
        async with asyncio.TaskGroup() as group:
            asking = group.create_task(feeds.refresh(options))
            if pages and not options.ready and await _quiet_before(asking, feeds):
                await _pages(context, options, besides=feeds.unfinished)
        if options.ready and not feeds.offline:
            await _complete(context)
        elif pages and not feeds.offline:
            await _pages(context, options)
            await _images(context)
    except BaseExceptionGroup as group:
        raise _first(group) from None
    context.events.report(Stage.DONE, message="No network." if feeds.offline else _summary(context.events))


async def _wait(context: RefreshContext) -> None:
    """Wait until another refresh of all feeds has ended."""
    await context.turn.wait(lambda message: context.events.report(Stage.WAITING, title="Refresh", message=message))


async def _quiet_before(asking: asyncio.Task[None], feeds: Feeds) -> bool:
    """Wait until all feeds have landed or those that are left hang; return whether it is the second."""
    quiet = asyncio.create_task(feeds.quiet.wait())
    try:
        await asyncio.wait((asking, quiet), return_when=asyncio.FIRST_COMPLETED)
    finally:
        quiet.cancel()
    return not asking.done()


async def _pages(context: RefreshContext, options: RefreshOptions, besides: Collection[str] = ()) -> None:
    """Fetch the pages of what has landed, but not from hosts that are still asked for feeds (H33)."""
    from pullquote.cache.ingest.pages import fetch_pages

    some = options.selected
    await fetch_pages(context, list(context.states) if some else None, besides=besides)


async def _images(context: RefreshContext) -> None:
    """Fetch the images of new articles, where the settings keep any."""
    if context.settings.refresh.pictures and context.settings.keep.pictures_mb:
        from pullquote.cache.ingest.images import fetch_pictures

        await fetch_pictures(context, context.pictures.values())


async def _complete(context: RefreshContext) -> None:
    """Fetch every page and image that unread articles lack, also those a refresh leaves for later."""
    from pullquote.cache.ingest.images import fetch_pictures
    from pullquote.cache.ingest.pages import fetch_missing

    await fetch_missing(context, set(await context.library.look_up(offline_store.incomplete)))
    if context.settings.keep.pictures_mb:
        unread = await context.library.look_up(offline_store.unread)
        await fetch_pictures(context, [one.pictures for one in unread], most=None)


def _summary(events: EventReporter) -> str:
    parts = [f"{events.new} new article{'' if events.new == 1 else 's'}"]
    if events.pages_done:
        parts.append(f"{events.pages_done} full page{'' if events.pages_done == 1 else 's'}")
    if events.failed:
        parts.append(f"{events.failed} feed{'' if events.failed == 1 else 's'} failed")
    return ", ".join(parts) + "."


def _first(group: BaseExceptionGroup[BaseException]) -> BaseException:
    """Return one of the errors a group of tasks ended in."""
    error: BaseException = group
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    return error
