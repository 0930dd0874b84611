"""Full pages: fetched ahead of reading, politely and in bulk, or one when the user asks for it.

Ahead of reading, robots.txt is honoured (H38) and hosts are kept apart; a page the user asks for is fetched at once.
A page is shown only where it holds more of the article than the feed did.
"""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from pullquote.cache.core.article import Article, title_of
from pullquote.cache.core.errors import (
    ConnectionLost,
    FetchError,
    FetchTimeout,
    HttpStatus,
    LibraryError,
    NetworkDown,
    NotFound,
    PullquoteError,
)
from pullquote.cache.core.feed import Stage
from pullquote.cache.core.outlets import outlet_name
from pullquote.cache.core.servers.credentials import Logins
from pullquote.cache.core.urls import host_of, site_of
from pullquote.cache.fetch.client import (
    ACCEPT_PAGE,
    PAGE_CAP,
    HttpClient,
    HttpRequest,
    HttpResponse,
    client_factory,
    status_sentence,
)
from pullquote.cache.fetch.http_cache import PageNotes
from pullquote.cache.fetch.robots import RobotsCache
from pullquote.cache.ingest.catalogue import linking
from pullquote.cache.ingest.context import led_to
from pullquote.cache.ingest.refresh.stage import RefreshStage
from pullquote.cache.ingest.several_pages import goes_on, other_pages, read_on
from pullquote.cache.store import feeds as feed_store
from pullquote.cache.store.file.conversions import seconds
from pullquote.cache.store.guard import veils
from pullquote.cache.store.names import lists as name_lists
from pullquote.cache.store.reading import articles
from pullquote.cache.store.texts import bodies, pending
from pullquote.cache.store.writing import folding, keeping, rules
from pullquote.cache.workers.pool import WorkerPool
from pullquote.cache.workers.protocol import Analyze, Analyzed

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Collection, Sequence

    from pullquote.cache.core.settings import Settings
    from pullquote.cache.ingest.context import RefreshContext
    from pullquote.cache.store.database import Database
    from pullquote.cache.store.writing.keeping import PageWanted

FIRST_WAIT = timedelta(hours=1)
MOST_TRIES = 5
_GONE = (401, 402, 403, 404, 405, 406, 410, 451)


async def fetch_page(
    database: Database, settings: Settings, article: int, *, clock: Callable[[], datetime] = lambda: datetime.now(UTC)
) -> Article:
    """Fetch the full page of an article the user is reading, keep it and return it.

    A page that is here is not asked for while its server says it stays good, and then only whether it changed (H39).
    Where nothing is at its address, its other one is asked. Raises ``NotFound`` for an article without an address, a
    ``FetchError`` where the page did not come, and ``ExtractError`` where it holds no article.
    """
    now = clock()
    with database.reading() as connection:
        shown = articles.article(connection, article)
        url = shown.url or shown.canonical_url
        other, again = keeping.other_url(connection, article), keeping.has_page(connection, article)
        if url is None:
            raise NotFound("This article has no address of its own: there is no page to fetch.")
        feeds, logins = feed_store.states(connection), Logins(database.path.parent)
        stored = next((text.stored for text in bodies.stored_texts(connection, article) if text.origin == "page"), None)
        notes = PageNotes(now)
        note = notes.of(url, stored)
        kept = articles.article(connection, article, "page") if note else None
        if note and kept and note.fresh_until > now.timestamp():
            return kept
        known = name_lists.known(connection)
    # From here on the network is waited for, and the library may close meanwhile: it is not read again.
    async with WorkerPool(1, rules=settings.site_rules) as workers, client_factory(settings)() as client:

        def request(address: str) -> HttpRequest:
            asked = HttpRequest(address, cap=PAGE_CAP, accept=ACCEPT_PAGE, headers=note.conditions() if note else {})
            return led_to(asked, feeds, logins)

        try:
            answer = await _get(client, request(url))
        except FetchError as problem:
            if not other or not _nothing_there(problem):
                raise
            try:
                url, answer = other, await _get(client, request(other))
            except FetchError:
                raise problem from None
        if answer.status == 304 and note and kept and not answer.moves:
            notes.keep(url, answer, now, note.stored)
            notes.save()
            return kept
        workers.learn(known)

        async def ask(address: str) -> HttpResponse:
            asked = HttpRequest(address, cap=PAGE_CAP, accept=ACCEPT_PAGE)
            return (await client.get(led_to(asked, feeds, logins))).expect_ok()

        page = await read_on(answer, ask, lambda answers: workers.analyze(_request(answers, now, shown, again=again)))
    if again and not page.better:
        raise HttpStatus("The page holds less of the article than is here: a wall, perhaps.", 403)
    with database.write() as writer:
        _put(writer, article, page.article, shown, now, better=page.better)
        if page.better:
            new = [article] if pending.forget(writer, article) else []
            rules.run_on_new(writer, settings.rules, new, spoilers=database.spoilers)
    notes.keep(url, answer, now, seconds(now))
    notes.save()
    return msgspec.structs.replace(page.article, id=article)


async def _get(client: HttpClient, request: HttpRequest) -> HttpResponse:
    """Return a page, or the answer that it did not change. Raises ``FetchError``."""
    answer = await client.get(request)
    return answer if answer.status == 304 and request.headers else answer.expect_ok()


def _nothing_there(problem: PullquoteError) -> bool:
    """Return whether there is no page at an address, nor anybody who could say more of it."""
    if isinstance(problem, HttpStatus):
        return problem.status in (404, 410)
    return isinstance(problem, NetworkDown | ConnectionLost | FetchTimeout | _NoRules)


def _request(answers: Sequence[HttpResponse], now: datetime, instead_of: Article, *, again: bool) -> Analyze:
    """Return what a worker is to analyze: the pages of an article that may be shown instead of its present text.

    ``again``: that text is what they told before.
    """
    first = answers[0]
    return Analyze(
        first.body,
        url=first.url,
        content_type=first.headers.get("content-type"),
        fetched=now,
        instead_of=instead_of,
        again=again,
        more=other_pages(answers),
    )


class _NoRules(FetchError):
    """A page whose robots.txt could not be read."""


class _NotForPrograms(HttpStatus):
    """A page that robots.txt keeps from programs: leaving it alone is no failure."""


class _Begun(Struct, frozen=True):
    """An article of which pages came: how it was asked for, their answers, and what they say together."""

    page: PageWanted
    answers: list[HttpResponse]
    found: Analyzed


class PageStage(RefreshStage):
    """One stage of a refresh that fetches pages in bulk. Used for one call of ``fetch_new`` or ``fetch_missing``."""

    def __init__(self, context: RefreshContext) -> None:
        super().__init__(context)
        self._done = 0
        self._first_problems: dict[int, PullquoteError] = {}  # of articles whose other address is asked now
        self._begun: dict[int, _Begun] = {}  # articles whose next page is asked now
        self._queue = self._fetcher.host_queue()
        self._robots = RobotsCache(self._clock())
        self._notes = PageNotes(self._clock())
        self._began = time.monotonic()

    async def fetch_new(self, feeds: Collection[int] | None, *, besides: Collection[str] = ()) -> None:
        """Fetch the pages that new articles of ``feeds`` want, newest first, as many as the settings allow a refresh.

        Hosts of ``besides`` are left alone: other requests to them are under way.
        """
        limit = max(0, self._fetcher.settings.refresh.pages_per_run - self._events.pages_total)
        wanted = await self._library.look_up(
            lambda c: self._softened(c, keeping.wanting_page(c, limit=limit, feeds=feeds, now=self._clock()))
        )
        await self._fetch([page for page in wanted if host_of(page.url) not in besides], fewer=len(besides))

    def _softened(self, conn: sqlite3.Connection, pages: list[PageWanted]) -> list[PageWanted]:
        """Return pages with headlines that may be told while they are fetched."""
        titles = veils.titles(conn, {page.article: page.title for page in pages}, spoilers=self._library.spoilers)
        return [msgspec.structs.replace(page, title=titles[page.article]) for page in pages]

    async def fetch_missing(self, wanted: Collection[int]) -> None:
        """Fetch the pages of these articles, also of those that failed lately, but not what is gone for good."""
        later = self._clock() + timedelta(days=7)
        found = await self._library.look_up(lambda c: self._softened(c, keeping.wanting_page(c, limit=-1, now=later)))
        await self._fetch([page for page in found if page.article in wanted])

    async def _fetch(self, wanted: list[PageWanted], *, fewer: int = 0) -> None:
        """Fetch and keep all; ``fewer`` are the requests that others have under way."""
        now = self._clock()
        for page in wanted:
            if self._may_ask(page.url, now):
                self._events.pages_total += 1
                self._queue.put(host_of(page.url), page)
        if not len(self._queue):
            return
        try:
            await self._fetcher.fetch_pool(self._queue, fewer=fewer).run(self._ask, self._take)
            for begun in [*self._begun.values()]:  # whose next page was not asked, as its host told us to wait
                await self._settle(begun.page, begun)
            self._begun.clear()
        finally:
            self._robots.save()
            self._notes.save()

    def _may_ask(self, url: str, now: datetime) -> bool:
        """Return whether the host of an address did not tell us to wait."""
        held = self._fetcher.holds.known.get(host_of(url))
        return held is None or not now < held.not_before <= now + timedelta(days=7)

    async def _ask(self, client: HttpClient, page: PageWanted) -> HttpResponse | PullquoteError:
        try:
            request = self._fetcher.request(page.feed, page.url, cap=PAGE_CAP, accept=ACCEPT_PAGE)
            robots = await self._robots.rules(client, request)
            if not robots.everything:
                return _NoRules("The outlet's robots.txt could not be read; its pages are left for later.")
            if not robots.allows(page.url):
                return _NotForPrograms("The outlet's robots.txt asks programs not to fetch this page ahead.", 403)
            answer = await client.get(request)
            if answer.status in (429, 503):  # held here, because after this the queue would start the next request
                await self._fetcher.holds.hold(host_of(answer.url), answer)
                dropped = self._queue.drop(host_of(page.url))
                self._events.pages_total -= sum(one.article not in self._begun for one in dropped)
            return answer
        except FetchError as error:
            return error

    async def _take(self, host: str, page: PageWanted, answer: HttpResponse | PullquoteError) -> None:
        begun = self._begun.pop(page.article, None)
        if begun is None and isinstance(answer, HttpResponse) and answer.status in (429, 503):
            self._events.pages_total -= 1
            self._events.report(
                Stage.SKIPPED, feed=page.feed, title=page.title, message=status_sentence(answer.status, host)
            )
            return
        read = answer if isinstance(answer, PullquoteError) else await self._read(page, answer, begun)
        if isinstance(read, PullquoteError):
            await self._settle(page, begun or read)  # a page that does not come leaves those before it
            return
        url = goes_on(read.found, read.answers)
        if url is None or not self._may_ask(url, self._clock()):
            await self._settle(page, read)
            return
        self._begun[page.article] = read
        self._queue.put(host_of(url), msgspec.structs.replace(page, url=url, other_url=None))

    async def _read(self, page: PageWanted, answer: HttpResponse, begun: _Begun | None) -> _Begun | PullquoteError:
        """Read a page behind those of its article that came before."""
        try:
            answer.expect_ok()
            feed = await self._library.look_up(lambda c: articles.article(c, page.article))
            again = await self._library.look_up(lambda c: keeping.has_page(c, page.article))
            answers = [*(begun.answers if begun else ()), answer]
            found = await self._workers.analyze(_request(answers, self._clock(), feed, again=again))
        except LibraryError:
            raise
        except PullquoteError as error:
            return error
        return _Begun(begun.page if begun else page, answers, found)

    async def _settle(self, page: PageWanted, read: _Begun | PullquoteError) -> None:
        """Keep what was read of an article, or note why it could not be, and report it."""
        if isinstance(read, PullquoteError):
            problem: PullquoteError | None = read
        else:
            page = read.page
            problem = await self._keep(page, read.answers[0], read.found)
        if problem and _nothing_there(problem) and page.other_url and self._may_ask(page.other_url, self._clock()):
            self._first_problems[page.article] = problem
            elsewhere = msgspec.structs.replace(page, url=page.other_url, other_url=None)
            self._queue.put(host_of(elsewhere.url), elsewhere)
            return
        first = self._first_problems.pop(page.article, None)
        if problem is not None:
            problem = first or problem
            now, sentence = self._clock(), str(problem)
            again = _again(problem, page.tries, now)
            await self._library.store(lambda c: keeping.page_failed(c, page.article, sentence, now=now, again=again))
            self._events.pages_failed += not isinstance(problem, _NotForPrograms)
        self._events.pages_done += 1
        self._done += 1
        left = self._events.pages_total - self._events.pages_done
        self._events.report(
            Stage.PAGE,
            feed=page.feed,
            title=page.title,
            message=str(problem) if problem else "",
            left=(time.monotonic() - self._began) / self._done * left,
        )

    async def _keep(self, page: PageWanted, answer: HttpResponse, found: Analyzed) -> PullquoteError | None:
        now = self._clock()
        if not found.better:
            if not await self._library.look_up(lambda c: keeping.has_page(c, page.article)):
                return HttpStatus("The page holds less of the article than the feed: a wall, perhaps.", 403)
            await self._library.store(lambda c: keeping.leave_page(c, page.article))
            return None
        feed = await self._library.look_up(lambda c: articles.article(c, page.article))
        article = page.article
        if await self._library.look_up(lambda c: folding.same_as(c, article, found.article)) is not None:
            article = await self._library.store(lambda c: folding.fold(c, page.article, found.article))
        if article != page.article:
            self._events.new = max(0, self._events.new - 1)
            if await self._library.look_up(lambda c: keeping.has_page(c, article)):
                return None
        kept, noticed = await self._library.store(lambda c: self._put(c, article, found.article, feed, now))
        if kept is None:
            return None
        for one in noticed:
            self._events.report(Stage.NOTICED, feed=page.feed, title=one.title, message=one.rule, address=one.url)
        self._notes.keep(page.url, answer, now, seconds(now))
        self._images.note(kept, page.feed, page.url)
        return None

    def _put(
        self, conn: sqlite3.Connection, article: int, page: Article, feed: Article, when: datetime
    ) -> tuple[Article | None, Sequence[rules.Noticed]]:
        """Keep a page, and understand its article no more from its feed; run rules on one that is new.

        Its feed's text counts as well: a word of the summary need not be in the page.
        """
        wanted, spoilers = self._fetcher.settings.rules, self._library.spoilers
        new = [article] if pending.is_new(conn, article) else []
        told = list(rules.run_on_new(conn, rules.of_plain_text(wanted), new, spoilers=spoilers))
        kept = _put(conn, article, page, feed, when, better=True)
        if kept is None:
            return None, ()
        pending.forget(conn, article)
        known = {(one.rule, one.article) for one in told}
        more = rules.run_on_new(conn, wanted, new, spoilers=spoilers)
        return kept, [*told, *(one for one in more if (one.rule, one.article) not in known)]


def _put(
    connection: sqlite3.Connection, article: int, page: Article, feed: Article, when: datetime, *, better: bool
) -> Article | None:
    """Keep a page beside the feed's text, and return it as kept: facts it does not state are taken from the feed.

    ``None`` where the article was removed or pruned while its page was fetched.
    """
    if not articles.is_there(connection, article):
        return None
    kept = msgspec.structs.replace(
        page,
        id=article,
        title=feed.title if page.title == title_of(None, page.blocks, page.dek) else page.title,
        outlet=page.outlet if _names_itself(page) else feed.outlet or page.outlet,
        byline=page.byline or feed.byline,
        published=page.published or feed.published,
        language=page.language or feed.language,
        lead_image=page.lead_image or feed.lead_image,
        keywords=page.keywords or feed.keywords,
        enclosures=page.enclosures or feed.enclosures,
    )
    linking.settle_new(connection, [keeping.put(connection, kept, origin="page", when=when, complete=better)])
    return kept


def _names_itself(page: Article) -> bool:
    """Return whether the page names its outlet, rather than being called by its host for want of a name."""
    site = site_of(page.url or page.canonical_url)
    return page.outlet is not None and page.outlet.casefold() not in (site, outlet_name(site).casefold())


def _again(error: PullquoteError, tries: int, now: datetime) -> datetime | None:
    """Return when a page that did not come may be asked for again; ``None`` for never."""
    if tries + 1 >= MOST_TRIES or (isinstance(error, HttpStatus) and error.status in _GONE):
        return None
    return now + FIRST_WAIT * (1 << 2 * tries)
