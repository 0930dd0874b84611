"""Sources a user hands over: a page, a file, a pipe, a feed; one or many, in order.

Their addresses were typed by the user, so they may be inside a private network; nothing a page then leads to may.
Foreign bytes are read in worker processes.
"""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import os
import re
import threading
from collections.abc import AsyncIterator, Callable, Coroutine, Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, TypeVar

from pullquote.cache.core.article import Article
from pullquote.cache.core.counts import counted
from pullquote.cache.core.errors import (
    FetchError,
    HttpStatus,
    IsFeed,
    NotFound,
    Offline,
    PullquoteError,
    TooLarge,
    UsageError,
)
from pullquote.cache.core.feed import ParsedFeed
from pullquote.cache.core.paths import expanded
from pullquote.cache.core.results import KnownNames
from pullquote.cache.core.sanitize import clean_address, clean_line
from pullquote.cache.core.servers.credentials import parted
from pullquote.cache.feeds import may_be_feed
from pullquote.cache.ingest.several_pages import other_pages, read_on
from pullquote.cache.workers.pool import WorkerPool
from pullquote.cache.workers.protocol import Analyze, Analyzed

if TYPE_CHECKING:
    from pullquote.cache.core.settings import Settings
    from pullquote.cache.fetch.client import HttpResponse

FILE_CAP = 32 << 20
"""Most bytes read from a file or a pipe."""

T = TypeVar("T")
R = TypeVar("R")
_ADDRESS = re.compile(r"^(?:https?|feed):", re.IGNORECASE)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:(?=//)", re.IGNORECASE)
_FILE_NAME = re.compile(r"[^/]*\.(?:html?|mhtml?|xml|rss|atom|opml|json|te?xt|md|markdown|gz|pdf)", re.IGNORECASE)
_FILE_ENDING = r"[^/\s]+\.(?:html?|xhtml|txt|md|xml|rss|opml|json|gz|mhtml|pdf)$"
_BARE_HOST = re.compile(
    rf"^(?!{_FILE_ENDING})(?:[\w-]+\.)+[a-z]{{2,}}(?::\d+)?(?:[/?#]\S*)?$|^localhost(?::\d+)?(?:/\S*)?$", re.IGNORECASE
)


async def read_source(
    source: str,
    settings: Settings,
    *,
    data: bytes | None = None,
    url: str | None = None,
    offline: bool = False,
    workers: WorkerPool | None = None,
) -> Article:
    """Analyze one page, file or pipe.

    ``source`` is an address, a path, or ``-`` with ``data``; ``url`` is where a file or pipe came from; ``workers`` are
    those to use, else one that knows no names. Raises
    ``Offline``, ``NotFound`` for a path that is not there, ``FetchError``, ``ExtractError`` and ``IsFeed``, each a
    sentence.
    """
    refuse_scheme(source)
    async with _workers(workers, settings) as pool:
        now = datetime.now(UTC)
        if data is None and is_address(source):

            async def ask(address: str) -> HttpResponse:
                return await _fetch(address, settings, offline=offline)

            async def analyze(pages: Sequence[HttpResponse]) -> Analyzed:
                first = pages[0]
                kind = first.headers.get("content-type")
                return await pool.analyze(
                    Analyze(first.body, clean_address(first.url), kind, fetched=now, more=other_pages(pages))
                )

            answer = await ask(source)
            await _refuse_feed(answer.body, source, answer.url, pool)
            return (await read_on(answer, ask, analyze)).article
        name = None if source == "-" else clean_line(Path(source).name)
        data = read_file(source) if data is None else data
        await _refuse_feed(data, source, url, pool)
        return (await pool.analyze(Analyze(data, url=clean_address(url), name=name, fetched=now))).article


async def read_sources(
    sources: Iterable[tuple[str, str | None]],
    settings: Settings,
    *,
    known: KnownNames = KnownNames(),  # noqa: B008 -- frozen
    offline: bool = False,
    stdin: BinaryIO | None = None,
) -> AsyncIterator[Article | PullquoteError]:
    """Analyze many: (path or address, address it came from) pairs; yield one article or error each, in their order.

    Each comes as soon as it and all before it are there. ``known`` are the names a
    library knows.
    ``sources`` may be slow (a pipe somebody writes into): it is read ahead in a thread of its own.
    """
    async with WorkerPool(known=known, rules=settings.site_rules) as workers:

        async def one(pair: tuple[str, str | None]) -> Article | PullquoteError:
            source, url = pair
            try:
                data = _read_pipe(stdin) if source == "-" else None
                return await read_source(source, settings, data=data, url=url, offline=offline, workers=workers)
            except PullquoteError as error:
                return error

        async for answer in _in_order(sources, one, workers.size + 1):
            yield answer


async def check_feed(
    source: str,
    settings: Settings,
    *,
    data: bytes | None = None,
    base_url: str | None = None,
    offline: bool = False,
    workers: WorkerPool | None = None,
) -> ParsedFeed:
    """Read one feed from an address, a path or ``data``, without keeping it; ``base_url`` is where a file came from.

    Raises ``FeedError``, ``FetchError``, ``NotFound`` or ``Offline`` with a sentence.
    """
    refuse_scheme(source)
    async with _workers(workers, settings) as pool:
        kind = None
        if data is None and is_address(source):
            answer = await _fetch(source, settings, offline=offline, feed=True)
            data, base_url, kind = answer.body, answer.url, answer.headers.get("content-type")
        elif data is None:
            data = read_file(source)
        return await pool.parse_feed(data, url=clean_address(base_url), content_type=kind)


async def check_feeds(
    sources: Iterable[str],
    settings: Settings,
    *,
    base_url: str | None = None,
    offline: bool = False,
    stdin: BinaryIO | None = None,
) -> AsyncIterator[tuple[str, ParsedFeed | PullquoteError]]:
    """Read many feeds: (source, feed or error) in their order."""
    async with WorkerPool() as workers:

        async def one(source: str) -> tuple[str, ParsedFeed | PullquoteError]:
            shown = parted(source)[0]
            try:
                data = _read_pipe(stdin) if source == "-" else None
                return shown, await check_feed(
                    source, settings, data=data, base_url=base_url, offline=offline, workers=workers
                )
            except PullquoteError as error:
                return shown, error

        async for answer in _in_order(sources, one, workers.size + 1):
            yield answer


async def _refuse_feed(data: bytes, source: str, url: str | None, workers: WorkerPool) -> None:
    """Raise ``IsFeed`` for bytes that are a feed: many articles are not one."""
    if not may_be_feed(data):
        return
    try:
        feed = await workers.parse_feed(data, url=clean_address(url))
    except PullquoteError:
        return  # it was no feed, or nobody can tell
    address = clean_line(url or "", 400) if source == "-" or is_address(source) else clean_line(source, 400)
    called = f"the feed “{clean_line(feed.title, 80)}”" if feed.title else "a feed"
    entries = counted(len(feed.entries) + feed.older, "entry", "entries")
    raise IsFeed(
        f"{_shown(source)} is {called} of {entries}, and no article. "
        f"`pullquote feeds add {address or 'URL'}` subscribes to it."
    )


def refuse_scheme(source: str) -> None:
    """Raise ``UsageError`` for an address of another kind than can be asked."""
    if (scheme := _SCHEME.match(source)) and not _ADDRESS.match(source):
        path = " Name a file by its path." if scheme[0].lower() == "file:" else ""
        raise UsageError(
            f"{clean_line(source, 200)} cannot be asked: an address begins with https:// or http://.{path}"
        )


def _shown(source: str) -> str:
    return "What was piped in" if source == "-" else clean_line(parted(source)[0], 200)


def is_address(source: str) -> bool:
    """Return whether the user means an address rather than a path: it has a scheme, or looks like a host."""
    if _ADDRESS.match(source):
        return True
    return bool(_BARE_HOST.match(source)) and not _FILE_NAME.fullmatch(source) and not is_file(source)


def spellings(source: str) -> list[str]:
    """Return the addresses a user may have meant, the likeliest first."""
    text = source.strip()
    if re.match(r"https?:", text, re.IGNORECASE):
        found = [clean_address(text)]
    else:
        bare = re.sub(r"^feed:(?://)?", "", text, flags=re.IGNORECASE)
        bare = bare if re.match(r"https?:", bare, re.IGNORECASE) else f"https://{bare}"
        found = [clean_address(bare), clean_address(re.sub(r"^https:", "http:", bare, flags=re.IGNORECASE))]
    return list(dict.fromkeys(one for one in found if one))


async def _fetch(source: str, settings: Settings, *, offline: bool, feed: bool = False) -> HttpResponse:
    source, login = parted(source)
    online(source, offline=offline)
    # lazy: httpx, 120 ms; a file or a pipe does without
    from pullquote.cache.fetch.client import ACCEPT_FEED, ACCEPT_PAGE, FEED_CAP, PAGE_CAP, HttpRequest, client_factory

    addresses = spellings(source)
    if not addresses:
        raise FetchError(f"“{clean_line(source, 200)}” is not an address that can be asked.")
    async with client_factory(settings)() as client:
        private = await client.is_private(addresses[-1])
        for address in addresses:
            try:
                answer = await client.get(
                    HttpRequest(
                        address,
                        cap=FEED_CAP if feed else PAGE_CAP,
                        shorten=feed,
                        accept=ACCEPT_FEED if feed else ACCEPT_PAGE,
                        private=private,
                        login=login,
                    )
                )
                return answer.expect_ok()
            except FetchError as error:
                if address == addresses[-1] or isinstance(error, HttpStatus):
                    raise
    raise FetchError(f"{clean_line(source, 200)} could not be asked.")


def online(source: str, *, offline: bool) -> None:
    """Raise ``Offline`` where asking is not allowed."""
    if offline:
        raise Offline(f"{clean_line(source, 200)} is on the network, and --offline was given.")


def place_of(source: str, data: bytes | None = None) -> str:
    """Return what a source is known by when it comes again: a file's path, what ``data`` is; empty for an address."""
    if data is not None:
        return hashlib.sha256(data).hexdigest()
    return "" if is_address(source) else os.path.realpath(expanded(Path(source)))


def is_file(source: str) -> bool:
    """Return whether there is a file or folder of this name."""
    try:
        return expanded(Path(source)).exists()
    except (OSError, ValueError, UsageError):
        return False


def read_file(source: str) -> bytes:
    """Return a file's bytes, at most ``FILE_CAP``. Raises ``NotFound`` or ``TooLarge``."""
    path = expanded(Path(source))
    try:
        with path.open("rb") as file:
            data = file.read(FILE_CAP + 1)
    except FileNotFoundError as error:
        raise NotFound(
            f"There is no file {clean_line(source, 200)}. An address begins with https:// or http://."
        ) from error
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "its name cannot be used"
        raise NotFound(f"Cannot read {clean_line(source, 200)}: {reason}.") from error
    return _within(data, source)


def _read_pipe(stdin: BinaryIO | None) -> bytes:
    if stdin is None:
        raise NotFound("There is nothing to read: no data was given for “-”.")
    return _within(stdin.read(FILE_CAP + 1), "What was piped in")


def _within(data: bytes, source: str) -> bytes:
    if len(data) > FILE_CAP:
        raise TooLarge(f"{clean_line(source, 200)} is larger than {FILE_CAP >> 20} MB; it was not read.")
    return data


@contextlib.asynccontextmanager
async def _workers(given: WorkerPool | None, settings: Settings) -> AsyncIterator[WorkerPool]:
    """Return the workers at hand, or one for this call alone."""
    if given:
        yield given
        return
    async with WorkerPool(1, rules=settings.site_rules) as own:
        yield own


async def _in_order(items: Iterable[T], work: Callable[[T], Coroutine[Any, Any, R]], ahead: int) -> AsyncIterator[R]:
    """Work on ``items`` as they come, ``ahead`` of them at a time; return the results in order.

    What reading an item raises comes after the results of those before it.
    """
    loop = asyncio.get_running_loop()
    tasks: asyncio.Queue[asyncio.Future[R] | None] = asyncio.Queue()
    room = threading.Semaphore(ahead)
    ended = threading.Event()

    def start(item: T) -> None:
        tasks.put_nowait(loop.create_task(work(item)))

    def fail(error: Exception) -> None:
        failed: asyncio.Future[R] = loop.create_future()
        failed.set_exception(error)
        tasks.put_nowait(failed)

    def read() -> None:
        try:
            for item in items:
                room.acquire()
                if ended.is_set():
                    return
                loop.call_soon_threadsafe(start, item)
            loop.call_soon_threadsafe(tasks.put_nowait, None)
        except RuntimeError:
            return  # the loop has ended; nobody waits any more
        except Exception as error:  # noqa: BLE001 -- raised by whoever waits for the results
            with contextlib.suppress(RuntimeError):
                loop.call_soon_threadsafe(fail, error)

    threading.Thread(target=read, name="sources", daemon=True).start()
    try:
        while (task := await tasks.get()) is not None:
            result = await task
            room.release()
            yield result
    finally:
        ended.set()
        room.release()
        while not tasks.empty():
            if waiting := tasks.get_nowait():
                waiting.cancel()
