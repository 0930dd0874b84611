"""Feeds in, articles kept: the whole of a refresh, as a stream of ``Progress``.

Feeds are asked side by side by a small crew; what they answer is read and understood in killable worker
processes; each feed is one transaction, validators and entries together (H7). Then the full pages of new
articles are fetched ahead, newest first, politely and a bounded number a run. Closing the stream, or
cancelling the task that reads it, ends everything within moments and keeps what was already stored (H46).
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable, Collection
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from pullquote.cache.core.feed import Progress, Stage
from pullquote.cache.ingest.context import Pace, Run
from pullquote.cache.ingest.feeds import Chosen, Feeds

if TYPE_CHECKING:
    from pullquote.cache.core.settings import Settings
    from pullquote.cache.store.database import Database


async def refresh(
    database: Database,
    settings: Settings,
    *,
    feeds: Collection[int] | None = None,
    folder: str | None = None,
    force: bool = False,
    asked: bool | None = None,
    pages: bool = True,
    ready: bool = False,
    clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    pace: Pace = Pace(),  # noqa: B008 -- frozen
) -> AsyncGenerator[Progress, None]:
    """Ask the feeds that are due, or those given, and keep what is new; yields what happens.

    ``asked`` says a person asked for these very feeds just now (by default: when ``feeds`` or a ``folder`` are
    given): then only five minutes must have passed. ``force`` passes over every wait but that of a host that told us
    to wait. A refresh of all feeds first waits until another one has ended. ``ready`` fetches all that unread
    articles lack to be read without a network, whatever the settings say of pages. Raises ``LibraryLocked`` where the
    other one does not end, and ``LibraryError`` where nothing can be stored; a feed that fails is an event, not an
    exception.
    """
    run = Run(database, settings, clock=clock, pace=pace)
    chosen = Chosen(feeds, folder, force, feeds is not None or folder is not None if asked is None else asked)
    task = asyncio.create_task(_everything(run, chosen, pages=pages and settings.refresh.pages, ready=ready))
    task.add_done_callback(lambda _: run.events.put_nowait(None))
    try:
        while (event := await run.events.get()) is not None:
            yield event
        await task
    finally:
        task.cancel()
        try:
            await asyncio.gather(task, return_exceptions=True)
        finally:
            run.close()


async def _everything(run: Run, chosen: Chosen, *, pages: bool, ready: bool) -> None:
    """Do the whole refresh."""
    feeds = Feeds(run)
    if chosen.feeds is None and chosen.folder is None:
        await run.turn.wait(lambda message: run.tell(Stage.WAITING, title="Refresh", message=message))
    try:
        early = pages and not ready
        async with asyncio.TaskGroup() as group:
            asking = group.create_task(feeds.refresh(chosen))
            if early and await _quiet_before(asking, feeds):
                await _pages(run, chosen, besides=feeds.unfinished)
        if ready and not feeds.offline:
            from pullquote.cache.ingest.offline import complete

            await complete(run)
        elif pages and not feeds.offline:
            await _pages(run, chosen)
            if run.settings.refresh.pictures and run.settings.keep.pictures_mb:
                from pullquote.cache.ingest.images import fetch_pictures

                await fetch_pictures(run, run.pictures.values())
    except BaseExceptionGroup as group:
        raise _first(group) from None
    run.tell(Stage.DONE, message="No network." if feeds.offline else _summary(run))


async def _quiet_before(asking: asyncio.Task[None], feeds: Feeds) -> bool:
    """Wait until all feeds have landed or those that are left hang; say whether it is the second."""
    quiet = asyncio.create_task(feeds.quiet.wait())
    try:
        await asyncio.wait((asking, quiet), return_when=asyncio.FIRST_COMPLETED)
    finally:
        quiet.cancel()
    return not asking.done()


async def _pages(run: Run, chosen: Chosen, besides: Collection[str] = ()) -> None:
    """Fetch the pages of what has landed, but not from hosts that are still asked for feeds (H33)."""
    from pullquote.cache.ingest.pages import fetch_pages

    some = chosen.feeds is not None or chosen.folder is not None
    await fetch_pages(run, list(run.states) if some else None, besides=besides)


def _summary(run: Run) -> str:
    parts = [f"{run.new} new article{'' if run.new == 1 else 's'}"]
    if run.pages_done:
        parts.append(f"{run.pages_done} full page{'' if run.pages_done == 1 else 's'}")
    if run.failed:
        parts.append(f"{run.failed} feed{'' if run.failed == 1 else 's'} failed")
    return ", ".join(parts) + "."


def _first(group: BaseExceptionGroup[BaseException]) -> BaseException:
    """Give one of the errors a group of tasks ended in."""
    error: BaseException = group
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    return error
