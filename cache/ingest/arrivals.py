"""How things come into the library: refreshed feeds, pages and files a person hands over, subscription lists.

The half of ``Library`` that may ask the network. Everything heavy is imported when it is asked for.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from pullquote.cache import store
from pullquote.cache.core.article import Article
from pullquote.cache.core.errors import NotFound, Offline, PullquoteError, UsageError
from pullquote.cache.core.feed import Candidate, Feed, Imported, ListedFeed, ParsedFeed, Progress, Readiness
from pullquote.cache.core.paths import LIBRARY_FILE, library_folder
from pullquote.cache.core.results import KnownName
from pullquote.cache.core.sanitize import clean_line
from pullquote.cache.store.conversions import now
from pullquote.cache.store.database import Database

if TYPE_CHECKING:
    from pullquote.cache.core.settings import Settings
    from pullquote.cache.workers.thumbnails import Darkroom


class Arrivals:
    """What brings new things in; ``Library`` is the rest."""

    database: Database
    offline: bool
    _settings: Settings | Callable[[], Settings]

    @property
    def settings(self) -> Settings:
        """The person's settings. Raises ``SettingsError`` when they are read at last and cannot be."""
        if callable(self._settings):
            self._settings = self._settings()
        return self._settings

    def refresh(
        self,
        *,
        feeds: Sequence[int] | None = None,
        folder: str | None = None,
        force: bool = False,
        pages: bool = True,
        ready: bool = False,
    ) -> AsyncIterator[Progress]:
        """Ask the feeds that are due, then fetch pages; give each event as it happens. Raises ``Offline``.

        Feeds that are named, or a folder, are asked as a person's wish, ``force`` whatever was agreed with their
        servers. ``ready`` fetches all that unread articles lack (see ``readiness``).
        """
        if self.offline:
            raise Offline("Refreshing needs the network, and --offline was given.")
        from pullquote.cache.ingest import refresh

        return refresh.refresh(
            self.database, self.settings, feeds=feeds, folder=folder, force=force, pages=pages, ready=ready
        )

    def readiness(self) -> Readiness:
        """Say how many unread articles are here whole, text and pictures, and what the others lack."""
        from pullquote.cache.ingest.offline import readiness

        with self.database.reading() as conn:
            return readiness(conn, self.settings)

    async def add(self, source: str, *, data: bytes | None = None, url: str | None = None) -> int:
        """Understand a page, file or ``data`` and keep it; give its id.

        ``source`` is an address, a path, or ``-`` with ``data``; ``url`` is where a file or data came from.
        """
        from pullquote.cache.ingest import add as intake

        article = await intake.read_source(
            source, self.settings, data=data, url=url, known=self._known(), offline=self.offline
        )
        with self.database.write() as conn:
            return store.articles.put(conn, article, origin="file", when=now(), complete=True)

    async def fetch_page(self, article: int) -> Article:
        """Fetch the full page of an article now and keep it; give the article as it is then shown.

        Raises ``NotFound`` where it is gone or has no address.
        """
        if self.offline:
            raise Offline("Fetching a page needs the network, and --offline was given.")
        from pullquote.cache.ingest import pages

        await pages.fetch_page(self.database, self.settings, article)
        with self.database.reading() as conn:
            return store.articles.article(conn, article)

    async def find_feeds(self, source: str) -> list[Candidate]:
        """Find the feeds of a site, page or saved file, best first; nothing is subscribed to."""
        from pullquote.cache.ingest import subscribe

        return await subscribe.find_feeds(source, self.settings, offline=self.offline)

    def find_feed(self, text: str) -> Feed:
        """Find a subscription by number, address or part of its title. Raises ``NotFound``, ``UsageError``."""
        with self.database.reading() as conn:
            known = store.feeds.feeds(conn)
        wanted = text.casefold()
        found = [feed for feed in known if wanted in (str(feed.id), feed.url.casefold(), feed.title.casefold())]
        found = found or [feed for feed in known if wanted in feed.title.casefold() or wanted in feed.url.casefold()]
        if not found:
            raise NotFound(f"There is no feed “{clean_line(text)}”. `pullquote feeds list` shows them.")
        if len(found) > 1:
            titles = ", ".join(f"{feed.id} {feed.title}" for feed in found[:5])
            raise UsageError(f"“{clean_line(text)}” fits several feeds: {titles}. Give a number.")
        return found[0]

    def feeds_in(self, data: bytes) -> list[ListedFeed]:
        """List the feeds of an OPML list in its order; nothing is subscribed to. Raises ``FeedError``."""
        from pullquote.cache.feeds import opml

        return [
            ListedFeed(feed.url, feed.title, "/".join((feed.folders or feed.categories or ((),))[0]))
            for feed in opml.read_opml(data).feeds
        ]

    def import_opml(self, data: bytes, *, typed: bool = True) -> Imported:
        """Subscribe to every feed of an OPML list; nothing is fetched. Raises ``FeedError``.

        ``typed``: a person handed the list over, so its addresses may be inside a private network.
        """
        from pullquote.cache.ingest import subscribe

        with self.database.write() as conn:
            return subscribe.import_subscriptions(conn, data, now=now(), typed=typed)

    def export_opml(self) -> bytes:
        """Give the subscriptions as OPML 2.0."""
        from pullquote.cache.ingest import subscribe

        with self.database.reading() as conn:
            return subscribe.export_subscriptions(store.feeds.feeds(conn), now=now())

    def picture(self, address: str) -> bytes | None:
        """Give the bytes of a picture that was fetched ahead, or ``None``; nothing is fetched."""
        from pullquote.cache.ingest.images import picture_shelf

        path = picture_shelf(self.settings).find(address)
        try:
            return path.read_bytes() if path else None
        except OSError:
            return None

    def darkroom(self) -> Darkroom:
        """Give what measures and scales the pictures that are here."""
        from pullquote.cache.workers.thumbnails import Darkroom

        return Darkroom(self.settings)

    def _known(self) -> list[KnownName]:
        with self.database.reading() as conn:
            return store.entities.known_names(conn)


async def extract_sources(
    sources: Iterable[tuple[str, str | None]],
    *,
    settings: Settings,
    offline: bool,
    folder: Path | None = None,
    stdin: BinaryIO | None = None,
) -> AsyncIterator[Article | PullquoteError]:
    """Understand many (path or address, address it came from) pairs without keeping them, one answer each, in order.

    Names the library in ``folder`` has learned are known; it is not made, and not opened where it cannot be.
    """
    from pullquote.cache.ingest import add as intake

    async for answer in intake.read_sources(sources, settings, known=_known_in(folder), offline=offline, stdin=stdin):
        yield answer


async def check_feeds(
    sources: Iterable[str],
    *,
    settings: Settings,
    offline: bool,
    base_url: str | None = None,
    stdin: BinaryIO | None = None,
) -> AsyncIterator[tuple[str, ParsedFeed | PullquoteError]]:
    """Read many feeds without subscribing: (source, feed or error) in their order."""
    from pullquote.cache.ingest import add as intake

    async for answer in intake.check_feeds(sources, settings, base_url=base_url, offline=offline, stdin=stdin):
        yield answer


def _known_in(folder: Path | None) -> list[KnownName]:
    path = library_folder(folder) / LIBRARY_FILE
    if not path.exists():
        return []
    try:
        database = Database.open(path, read_only=True)
    except PullquoteError:
        return []
    try:
        with database.reading() as conn:
            return store.entities.known_names(conn)
    finally:
        database.close()
