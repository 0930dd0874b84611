"""A refresh: its stages, run in the order listed here, as one stream of ``RefreshEvent``.

1. Wait: a refresh of all feeds waits until another one has ended.
2. Feeds: those that are due are asked side by side, read in killable workers, and what they say is kept at once, as
   headline and plain text, each feed in one transaction with its validators (H7).
   Beside that, accounts on servers are synced, one after another (``account_sync``).
3. Early pages: while the feeds that are left only hang, the pages of articles that have come, but not from hosts
   that are still asked for feeds (H33).
4. Pages: the full pages of new articles, newest first, a bounded number a refresh.
5. Understanding: in the gaps of 2 and beside 3 and 4, all that has come is understood, newest first; an article whose
   page is fetched is understood from that, and from its feed only where the page does not come.
6. Images: those of new articles, within the budget of the cache.

With ``ready``, whatever unread articles lack to be read without a network is fetched in place of 3, 4 and 6. With
``articles``, that is all, and for those.
Closing the stream, or cancelling the task that reads it, ends everything within moments and keeps what was already
stored (H46).
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable, Collection
from contextlib import aclosing
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

from pullquote.cache.core.article_images import ImagesWanted
from pullquote.cache.core.counts import counted
from pullquote.cache.core.errors import FetchError
from pullquote.cache.core.feed import RefreshEvent, Stage
from pullquote.cache.ingest.context import EventReporter, RefreshContext, RefreshOptions, RefreshTiming, told
from pullquote.cache.ingest.refresh.catching_up import catch_up
from pullquote.cache.ingest.refresh.feeds import Feeds
from pullquote.cache.ingest.refresh.understanding import Front, Understanding
from pullquote.cache.store import sync as account_store
from pullquote.cache.store.file.lock import RefreshLock
from pullquote.cache.store.reading import offline as offline_store
from pullquote.cache.store.writing import keeping

if TYPE_CHECKING:
    from pullquote.cache.core.settings import Settings
    from pullquote.cache.ingest.refresh.pages import PageStage
    from pullquote.cache.store.database import Database


async def refresh(
    database: Database,
    settings: Settings,
    options: RefreshOptions = RefreshOptions(),  # noqa: B008 -- frozen
    *,
    clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    timing: RefreshTiming = RefreshTiming(),  # noqa: B008 -- frozen
    front: Front | None = None,
) -> AsyncGenerator[RefreshEvent, None]:
    """Ask the feeds that are due, or those selected, and keep what is new; yield each event as it happens.

    By ``front``, articles that are opened meanwhile are understood first.

    Raises ``LibraryLocked`` where another refresh does not end, and ``LibraryError`` where nothing can be stored; a
    feed that fails is an event, not an exception.
    """
    context = RefreshContext(database, settings, clock=clock, timing=timing)
    understanding = Understanding(context)
    front = front or Front()
    front.opened(understanding)
    async with aclosing(told(context, _run_stages(context, options, understanding))) as events:
        try:
            async for event in events:
                yield event
        finally:
            front.closed()


async def _run_stages(context: RefreshContext, options: RefreshOptions, understanding: Understanding) -> None:
    """Refresh feeds, or what is lacking of the articles that are chosen; raise one error where several came."""
    try:
        await _run_all(context, options, understanding)
    except BaseExceptionGroup as group:
        raise _first(group) from None


async def _run_all(context: RefreshContext, options: RefreshOptions, understanding: Understanding) -> None:
    feeds = Feeds(context)
    if options.articles is not None:
        await feeds.learn(options)
        await _make_ready(context, understanding, options.articles)
        context.events.report(Stage.DONE, message=_summary(context.events))
        return
    pages = options.pages and context.settings.refresh.pages
    wanting = partial(_wanting_pages, context, feeds, most=0 if not (pages or options.ready) else None)
    if not options.selected:
        await _wait(context.lock, context.events)
    async with asyncio.TaskGroup() as group:
        if options.accounts is not None or not options.selected:
            group.create_task(_sync_accounts(context, options.accounts))
        asking = group.create_task(feeds.refresh(options))
        group.create_task(understanding.beside(asking, feeds, wanting))
        if pages and not options.ready and await _quiet_before(asking, feeds):
            await _page_stage(context).fetch_new(feeds.chosen, besides=feeds.unfinished)
    if options.ready and not feeds.offline:
        await _make_ready(context, understanding)
    else:
        async with asyncio.TaskGroup() as group:
            group.create_task(understanding.run(wanting))
            if pages and not feeds.offline:
                await _page_stage(context).fetch_new(feeds.chosen)
        await understanding.run()
        if pages and not feeds.offline:
            wanted = [one for one in context.images.wanted() if context.fetcher.wants_pictures(one.feed)]
            if wanted and context.settings.keep.pictures_mb:
                await _fetch_images(context, wanted, ahead=True)
    await understanding.tell()
    await catch_up(context.library, context.clock())
    context.events.report(Stage.DONE, message="No network." if feeds.offline else _summary(context.events))


async def _wanting_pages(context: RefreshContext, feeds: Feeds, most: int | None) -> set[int]:
    """Return the articles whose pages are to be fetched in this refresh, ``most`` of them where that is given."""
    events, settings = context.events, context.settings
    limit = max(0, settings.refresh.pages_per_run - events.pages_done) if most is None else most
    pages = await context.library.look_up(
        lambda conn: keeping.wanting_page(conn, limit=limit, feeds=feeds.chosen, now=context.clock())
    )
    return {page.article for page in pages}


async def _make_ready(
    context: RefreshContext, understanding: Understanding, numbers: Collection[int] | None = None
) -> None:
    """Fetch what articles lack to be read without a network, by default all unread ones: pages first, then pictures."""
    incomplete = set(await context.library.look_up(lambda conn: offline_store.incomplete(conn, numbers)))
    await _page_stage(context).fetch_missing(incomplete)
    await understanding.run()
    if context.settings.keep.pictures_mb:
        wanted = await context.library.look_up(lambda conn: offline_store.unread(conn, numbers))
        await _fetch_images(context, [one.pictures for one in wanted])


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


async def _fetch_images(context: RefreshContext, wanted: Collection[ImagesWanted], *, ahead: bool = False) -> None:
    from pullquote.cache.images.cache import image_cache  # lazy: 6 ms; few refreshes have pictures to fetch
    from pullquote.cache.ingest.refresh.images import MOST_AHEAD, fetch_images

    cache, most = image_cache(context.settings), MOST_AHEAD if ahead else None
    told, now = context.events.picture, context.clock()
    try:
        await fetch_images(wanted, context.fetcher, context.workers, cache, now=now, most=most, told=told)
    except* FetchError as group:  # of one picture it is caught there: none can be kept
        context.events.report(Stage.UNKEPT, title="Pictures", message=str(_first(group)))


def _page_stage(context: RefreshContext) -> PageStage:
    from pullquote.cache.ingest.refresh.pages import PageStage  # lazy: 7 ms, once feeds are being asked

    return PageStage(context)


async def _sync_accounts(context: RefreshContext, chosen: Collection[int] | None) -> None:
    """Sync accounts, all of them or those chosen; most libraries have none."""
    if await context.library.look_up(account_store.accounts):
        from pullquote.cache.ingest.refresh.account_sync import sync_accounts  # lazy: 3 ms

        await sync_accounts(context, chosen)


def _summary(events: EventReporter) -> str:
    parts = [counted(events.new, "new article")]
    if pages := events.pages_done - events.pages_failed:
        parts.append(counted(pages, "full page"))
    if feeds := events.failed - events.accounts_failed:
        parts.append(f"{counted(feeds, 'feed')} failed")
    if events.accounts_failed:
        parts.append(f"{counted(events.accounts_failed, 'account')} failed")
    return ", ".join(parts) + "."


def _first(group: BaseExceptionGroup[BaseException]) -> BaseException:
    """Return one of the errors a group of tasks ended in."""
    error: BaseException = group
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    return error
