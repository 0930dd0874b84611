"""The subscriptions, as the app and the command line use them (``Library.feeds``): listed, found, added, changed.

What asks the network, or reads a list of feeds, is imported by who does.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any

from pullquote.cache.core.errors import NotFound, UsageError
from pullquote.cache.core.feed import Candidate, Feed, Imported, ListedFeed
from pullquote.cache.core.sanitize import clean_line
from pullquote.cache.store import feeds, sync
from pullquote.cache.store.file.conversions import now
from pullquote.cache.store.undo import feeds as feed_undo

if TYPE_CHECKING:
    import sqlite3

    from pullquote.cache.core.servers.sync import Account
    from pullquote.cache.core.settings import Settings
    from pullquote.cache.store.database import Database


class OwnFeeds:
    """The feeds the user is subscribed to, and those that may be."""

    def __init__(
        self,
        database: Database,
        settings: Callable[[], Settings],
        finding: Callable[[], AbstractContextManager[sqlite3.Connection]],
        *,
        offline: bool,
    ) -> None:
        """Prepare; ``finding`` reads, and says of what is not found why it cannot be fetched."""
        self._database = database
        self._settings = settings
        self._finding = finding
        self._offline = offline

    def listed(self) -> list[Feed]:
        """List the subscriptions by folder and title."""
        with self._database.reading() as conn:
            return feeds.feeds(conn)

    def add(self, url: str, *, title: str = "", folder: str = "", typed: str | None = None) -> Feed:
        """Subscribe to ``url``; nothing is fetched yet. Raises ``UsageError`` for what is no address.

        ``typed`` is what a user typed to get there, by default ``url`` itself: where that host is inside a private
        network now, the feed may stay there, at that port. Empty where nobody typed it, as for a feed of a list.
        A name and password in either are kept apart, and sent to that origin alone.
        """
        from pullquote.cache.core.servers.credentials import Logins, parted
        from pullquote.cache.core.urls import same_origin

        url, login = parted(url)
        typed, own = parted(url if typed is None else typed)
        private = self._typed_inside(url, typed)
        with self._database.write() as conn, feed_undo.adding(conn):
            feed = feeds.add(conn, feeds.NewFeed(url, title=title, folder=folder, private=private), now())
        if login := login or (own if same_origin(typed, url) else None):
            Logins(self._database.path.parent).keep(url, login)
        return feed

    def _typed_inside(self, url: str, typed: str) -> bool:
        """Return whether a user typed the host and port of an address, and that host is inside a private network."""
        if not typed:
            return False
        from pullquote.cache.core.urls import origin_of
        from pullquote.cache.fetch.guard import private_hosts
        from pullquote.cache.ingest.adding.sources import spellings

        origin = origin_of(url)
        if origin is None or origin not in map(origin_of, spellings(typed)):
            return False
        return bool(private_hosts({origin.host}, look_up=self._looks_names_up))

    @property
    def _looks_names_up(self) -> bool:
        """Whether names may be looked up here: not offline, and not where a proxy does it."""
        return not (self._offline or self._settings().network.proxy)

    def add_listed(self, listed: Sequence[ListedFeed]) -> None:
        """Subscribe to feeds of a list nobody typed, in one step that undo takes back."""
        with self._database.write() as conn, feed_undo.adding(conn):
            for feed in listed:
                feeds.add(conn, feeds.NewFeed(feed.url, title=feed.title, folder=feed.folder), now())

    def remove(self, feed: int) -> Account | None:
        """Unsubscribe, one step that undo takes back; starred articles and those another feed carries stay.

        Return the account on whose server it stays subscribed, because that cannot be changed from here; ``None`` for
        none. Raises ``NotFound``.
        """
        with self._database.write() as conn:
            unchanged = _unchanged_at(conn, feed)
            feed_undo.remove(conn, feed)
        return unchanged

    def unchanged_at(self, feed: int) -> Account | None:
        """Return the account whose server keeps a feed as it is, whatever is changed here; ``None`` for none."""
        with self._database.reading() as conn:
            return _unchanged_at(conn, feed)

    def update(self, feed: int, **changes: Any) -> Feed:
        """Change what a user may change of a feed (``feeds.update``), in one step that undo takes back."""
        if isinstance(url := changes.get("url"), str):
            from pullquote.cache.core.servers.credentials import Logins, parted

            changes["url"], login = parted(url)
            if login:
                Logins(self._database.path.parent).keep(url, login)
            changes["private"] = self._typed_inside(changes["url"], changes["url"])
        with self._database.write() as conn:
            return feed_undo.change(conn, feed, **changes)

    async def search(self, source: str, *, trying: Callable[[str], None] | None = None) -> list[Candidate]:
        """Find the feeds of a site, page or saved file, best first; nothing is subscribed to.

        ``trying`` is told each address before it is asked.
        """
        from pullquote.cache.ingest.adding import subscribe

        return await subscribe.find_feeds(source, self._settings(), offline=self._offline, trying=trying)

    def find(self, text: str) -> Feed:
        """Find a subscription by number, address or part of its title. Raises ``NotFound``, ``UsageError``."""
        wanted = text.casefold()
        with self._finding() as conn:
            known = feeds.feeds(conn)
            names = [(feed, feed.url.casefold(), feed.title.casefold()) for feed in known]
            found = [feed for feed, url, title in names if wanted in (str(feed.id), url, title)]
            found = found or [feed for feed, url, title in names if wanted in title or wanted in url]
            if not found:
                raise NotFound(f"There is no feed “{clean_line(text)}”. `pullquote feeds list` shows them.")
        if len(found) > 1:
            titles = ", ".join(f"{feed.id} {feed.title}" for feed in found[:5])
            raise UsageError(f"“{clean_line(text)}” fits several feeds: {titles}. Give a number.")
        return found[0]

    @staticmethod
    def starter_list() -> list[ListedFeed]:
        """List the feeds that come with Pullquote, in order; nothing is subscribed to."""
        from pullquote.cache.ingest.adding.bundled import starter_list

        return starter_list()

    @staticmethod
    def starter_opml() -> bytes:
        """Return the subscription list that comes with Pullquote as OPML 2.0, folders by subject."""
        from pullquote.cache.ingest.adding.bundled import starter_opml

        return starter_opml()

    def import_opml(self, data: bytes, *, allowed: Collection[str] = (), logins: bool = True) -> Imported:
        """Subscribe to every feed of an OPML list; nothing is fetched. Raises ``FeedError``.

        Nobody typed what stands in a list: feeds inside a private network are left out and returned as ``private``.
        Those the user then allows are ``allowed``, by address, in a second import. ``logins``: names and passwords
        in the list are kept.
        """
        from pullquote.cache.fetch.guard import private_hosts
        from pullquote.cache.ingest.adding import subscribe

        found = subscribe.read_list(data)
        private = private_hosts(subscribe.hosts_listed(found), look_up=self._looks_names_up)
        rules = subscribe.ListRules(logins=logins, private=private, allowed=allowed)
        with self._database.write() as conn, feed_undo.adding(conn):
            return subscribe.import_subscriptions(conn, found, now=now(), rules=rules)

    def export_opml(self) -> bytes:
        """Return the subscriptions as OPML 2.0."""
        from pullquote.cache.ingest.adding import subscribe

        with self._database.reading() as conn:
            return subscribe.export_subscriptions(feeds.feeds(conn), now=now())


def _unchanged_at(conn: sqlite3.Connection, feed: int) -> Account | None:
    accounts = [sync.account(conn, one) for one in sync.accounts_of(conn, [feed])]
    return next((one for one in accounts if not one.changes_feeds), None)
