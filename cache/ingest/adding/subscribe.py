"""Subscribing: the feeds of a site or a saved file, and lists of subscriptions (OPML) in and out.

An address that a user types may be inside a private network, and then that host and port and no other; what a page
or a list names may not, unless the user says so. Nothing is subscribed to, and nothing of a list fetched, unless the
user says so (C8, C10, A4).
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from pullquote.cache.core.errors import FeedError, FetchError, ForbiddenAddress
from pullquote.cache.core.feed import Candidate, Feed, Imported, ListedFeed, folder_names, folder_path
from pullquote.cache.core.mail import comes_by_mail
from pullquote.cache.core.sanitize import clean_line
from pullquote.cache.core.servers.credentials import Login, Logins, parted
from pullquote.cache.core.urls import origin_of, same_origin
from pullquote.cache.feeds.discovery import MOST_DECLARED, MOST_REQUESTS, customary
from pullquote.cache.feeds.opml import Subscription, Subscriptions, write_opml
from pullquote.cache.fetch.guard import looks_private
from pullquote.cache.fetch.schedule import permanent_target
from pullquote.cache.ingest.adding.sources import is_address, is_file, online, read_file, refuse_scheme, spellings
from pullquote.cache.workers.pool import WorkerPool

if TYPE_CHECKING:
    import sqlite3

    from pullquote.cache.core.settings import Settings
    from pullquote.cache.feeds.discovery import FeedLinks
    from pullquote.cache.fetch.client import HttpClient, HttpResponse


async def find_feeds(
    source: str, settings: Settings, *, offline: bool = False, trying: Callable[[str], None] | None = None
) -> list[Candidate]:
    """Find the feeds at an address, or those a saved feed or page names; the best first, never none.

    Feeds that a page declares are asked until one answers, and those that do not are left out if there is another.
    Nothing is subscribed to. ``trying`` is told each address before it is asked. Raises ``FeedError`` where there is no
    feed, or what asking raised.
    """
    source, login = parted(source)
    refuse_scheme(source)
    async with WorkerPool(1) as workers:
        if not is_address(source) and is_file(source):
            return await _feeds_of_file(read_file(source), source, workers)
        online(source, offline=offline)
        # lazy: httpx, 120 ms; lists of subscriptions do without
        from pullquote.cache.fetch.client import client_factory

        async with client_factory(settings)() as client:
            search = _Search(client, workers, spacing=settings.refresh.spacing, login=login, trying=trying)
            return await search.find(source)


class ListRules(Struct, frozen=True, kw_only=True):
    """How a subscription list is imported.

    ``logins``: names and passwords in it are kept, apart from the library. ``private`` are the hosts that are inside a
    private network; of those only the addresses in ``allowed`` are subscribed to.
    """

    logins: bool = True
    private: Collection[str] = ()
    allowed: Collection[str] = ()


def read_list(data: bytes) -> Subscriptions:
    """Read a subscription list in a worker. Raises ``FeedError`` where it is none.

    Starts an event loop of its own: not for code that runs in one.
    """

    async def read() -> Subscriptions:
        async with WorkerPool(1) as workers:
            return await workers.read_opml(data)

    return asyncio.run(read())


def hosts_listed(found: Subscriptions) -> set[str]:
    """Return the hosts of a subscription list's feeds."""
    return {host for feed in found.feeds if (host := _host(feed.url))}


def import_subscriptions(
    connection: sqlite3.Connection,
    found: Subscriptions,
    *,
    now: datetime,
    rules: ListRules = ListRules(),  # noqa: B008 -- frozen
) -> Imported:
    """Subscribe to every feed of an OPML list that was read; nothing is fetched.

    Nested folders become one path, ``Film/Reviews`` (``folder_path``); a feed in several folders stands in the
    first. Nobody typed what stands in a list: a feed inside a private network is left out and named, unless the
    ``rules`` allow it.
    """
    from pullquote.cache.store import feeds as feed_store

    there = {feed.url for feed in feed_store.feeds(connection)}
    added, refused = 0, []
    for feed in found.feeds:
        paths = feed.folders or feed.categories
        place = folder_path(paths[0]) if paths else ""
        private = _host(feed.url) in rules.private
        if private and feed.url not in rules.allowed and feed.url not in there:
            refused.append(ListedFeed(feed.url, feed.title, place))
            continue
        login = parted(feed.written)[1] if rules.logins else None
        if login:
            Logins(_folder(connection)).keep(feed.url, login)
        if feed.url not in there:
            wanted = feed_store.NewFeed(feed.url, title=feed.title, site=feed.site, folder=place, private=private)
            feed_store.add(connection, wanted, now)
            added += 1
    known = len(found.feeds) - added - len(refused)
    return Imported(added=added, known=known, skipped=found.skipped, private=tuple(refused))


def _host(url: str) -> str:
    origin = origin_of(url)
    return origin.host if origin else ""


def _folder(connection: sqlite3.Connection) -> Path:
    """Return the folder of the library that a connection writes into."""
    return Path(connection.execute("PRAGMA database_list").fetchone()[2]).parent


def export_subscriptions(feeds: Iterable[Feed], *, now: datetime) -> bytes:
    """Write subscriptions as OPML 2.0, but for feeds that come by mail: nobody else could ask for them."""
    return write_opml(
        (
            Subscription(
                url=feed.url,
                title=feed.title,
                site=feed.site,
                folders=(folder_names(feed.folder),) if feed.folder else (),
            )
            for feed in feeds
            if not comes_by_mail(feed.url)
        ),
        now=now,
    )


class _Search:
    """One discovery: what was asked so far, and where feeds may still be."""

    def __init__(
        self,
        client: HttpClient,
        workers: WorkerPool,
        *,
        spacing: float,
        login: Login | None,
        trying: Callable[[str], None] | None,
    ) -> None:
        self._client = client
        self._workers = workers
        self._spacing = spacing
        self._login = login
        self._trying = trying or (lambda _: None)
        self._home = ""
        self._private = False
        self._asked = 0

    async def find(self, source: str) -> list[Candidate]:
        answer = await self._first(source)
        answer.expect_ok()
        if title := await self._feed_title(answer):
            moved = permanent_target(answer.url, [(move.status, move.to) for move in answer.moves])
            return [Candidate(moved or answer.url, title[0])]
        links = await self._links(answer)
        if links.moved and not (links.certain or links.declared or links.anchored):
            answer = await self._ask(links.moved)
            if title := await self._feed_title(answer):
                return [Candidate(answer.url, title[0])]
            links = await self._links(answer)
        url = answer.url
        if links.certain:
            return [links.certain]
        declared = self._reachable(links.declared) if links.declared else []
        for number, candidate in enumerate(declared[:MOST_DECLARED]):
            if tried := await self._try(candidate.url):
                named = Candidate(candidate.url, candidate.title or tried.title, candidate.type)
                return [named, *declared[number + 1 :]]
        for candidate in links.anchored[:3]:
            if tried := await self._try(candidate.url):
                return [tried]
        for address in customary(url):
            if tried := await self._try(address):
                return [tried]
        if declared:
            return declared
        raise FeedError(
            f"No feed was found at {url}. If you know its address, add that; "
            f"`pullquote add {url}` keeps the page as an article."
        )

    async def _links(self, answer: HttpResponse) -> FeedLinks:
        return await self._workers.find_links(answer.body, url=answer.url, header=answer.headers.get("link", ""))

    def _reachable(self, found: Sequence[Candidate]) -> list[Candidate]:
        """Return the feeds without those inside a private network at another address than the one typed (C8)."""
        home = _host(self._home)
        inside = [
            candidate
            for candidate in found
            if not same_origin(candidate.url, self._home)
            and (looks_private(_host(candidate.url)) or (self._private and _host(candidate.url) == home))
        ]
        left = [candidate for candidate in found if candidate not in inside]
        if not left:
            raise ForbiddenAddress(
                f"{clean_line(self._home, 200)} leads to {inside[0].url}, which is inside a private network; "
                "if that is right, type that address yourself."
            )
        return left

    async def _first(self, source: str) -> HttpResponse:
        addresses = spellings(source)
        if not addresses:
            raise FeedError(f"“{clean_line(source, 200)}” is neither an address nor a file.")
        self._private = await self._client.is_private(addresses[-1])
        for address in addresses[:-1]:
            self._home = address
            try:
                return await self._ask(address)
            except FetchError:
                continue
        self._home = addresses[-1]
        return await self._ask(addresses[-1])

    async def _try(self, address: str) -> Candidate | None:
        if self._asked >= MOST_REQUESTS:
            return None
        await asyncio.sleep(self._spacing)
        try:
            answer = await self._ask(address)
        except FetchError:
            return None
        title = await self._feed_title(answer) if answer.status == 200 else None
        return Candidate(answer.url, title[0]) if title else None

    async def _ask(self, address: str) -> HttpResponse:
        # lazy: httpx, 120 ms; lists of subscriptions do without
        from pullquote.cache.fetch.client import ACCEPT_FEED, FEED_CAP, HttpRequest

        self._asked += 1
        self._trying(address)
        at_home = same_origin(address, self._home)
        request = HttpRequest(
            address,
            cap=FEED_CAP,
            shorten=True,
            accept=ACCEPT_FEED,
            private=self._private and at_home,
            login=self._login if at_home else None,
        )
        return await self._client.get(request)

    async def _feed_title(self, answer: HttpResponse) -> tuple[str] | None:
        """Return the title of a feed, ``None`` where the answer is no feed: looked at by content, not by type."""
        try:
            parsed = await self._workers.parse_feed(
                answer.body, url=answer.url, content_type=answer.headers.get("content-type")
            )
        except FeedError:
            return None
        return (parsed.title,)


async def _feeds_of_file(data: bytes, source: str, workers: WorkerPool) -> list[Candidate]:
    """Return the address a saved feed names as its own, or the feeds a saved page declares."""
    try:
        parsed = await workers.parse_feed(data)
    except FeedError:
        found = list((await workers.find_links(data)).declared)
        if not found:
            name = clean_line(source, 200)
            raise FeedError(
                f"{name} is no feed, and names none. If it is an article, `pullquote add {name}` keeps it."
            ) from None
    else:
        found = [Candidate(parsed.address, parsed.title)] if parsed.address else []
    if not found:
        raise FeedError(f"{clean_line(source, 200)} does not say at which address its feed is. Add that address.")
    return found
