"""The library: the one door to everything that is stored, and to what brings new things in.

Importing it is cheap; the network and the parsers of foreign bytes are imported when they are needed.
"""

from __future__ import annotations

from array import array
from collections.abc import AsyncIterator, Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, BinaryIO, Self

from pullquote.cache import store
from pullquote.cache.core.article import Article, EntityType, Origin
from pullquote.cache.core.errors import NotFound, NotKept, Offline, PullquoteError
from pullquote.cache.core.order import Order
from pullquote.cache.core.paths import LIBRARY_FILE, library_folder
from pullquote.cache.core.results import (
    DatedRelease,
    Headline,
    KnownNames,
    OwnTag,
    Partly,
    QuoteRow,
    SearchHit,
    Undone,
)
from pullquote.cache.store.database import Database
from pullquote.cache.store.file.conversions import now
from pullquote.cache.store.file.session import Session

if TYPE_CHECKING:
    import sqlite3

    from pullquote.cache.core.feed import OfflineStatus, ParsedFeed, Pruned, RefreshEvent
    from pullquote.cache.core.rules import RuleOutcome
    from pullquote.cache.core.servers.saving import OwnServer, Saved, ToSave
    from pullquote.cache.core.settings import Settings
    from pullquote.cache.core.tags import TagChange
    from pullquote.cache.ingest.parts.accounts import Accounts
    from pullquote.cache.ingest.parts.catalogue import Catalogue
    from pullquote.cache.ingest.parts.changed import ChangedTexts
    from pullquote.cache.ingest.parts.editions import Editions
    from pullquote.cache.ingest.parts.following import Following
    from pullquote.cache.ingest.parts.guarding import Guarding
    from pullquote.cache.ingest.parts.marking import Marking
    from pullquote.cache.ingest.parts.names import Names
    from pullquote.cache.ingest.parts.own_feeds import OwnFeeds
    from pullquote.cache.ingest.parts.pending import PendingArticles
    from pullquote.cache.ingest.parts.progress import Progress
    from pullquote.cache.ingest.parts.quote_book import QuoteBook
    from pullquote.cache.ingest.parts.stories import Stories
    from pullquote.cache.ingest.saving import OwnServers
    from pullquote.cache.store.calendar import Calendar
    from pullquote.cache.store.reading.newest import Newest
    from pullquote.cache.workers.thumbnails import Thumbnailer

CLOSING_COPY = 0.2
"""Seconds that closing a library may take for the copy of what the user made."""

__all__ = ["Library", "Order", "check_feeds", "examine", "extract_sources"]


class Library:
    """A person's articles, feeds and marks. Use it from any thread, and as a context manager.

    ``query`` is always the query language (``core/query.py``); the empty query is everything, and one that cannot be
    read raises ``QueryError``. Every method may raise ``LibraryError``; each error is a sentence for the user.
    """

    def __init__(
        self, database: Database, settings: Settings | Callable[[], Settings], *, offline: bool = False
    ) -> None:
        self.database = database
        self._settings = settings
        self.offline = offline
        self.session = Session(database.path, database.word)

    @classmethod
    def open(
        cls,
        folder: Path | None = None,
        *,
        settings: Settings | Callable[[], Settings] | None = None,
        read_only: bool = False,
        or_read: bool = False,
        offline: bool = False,
        spoilers: bool = False,
        purpose: str = "pullquote",
    ) -> Library:
        """Open the library in ``folder`` (by default the platform's data folder); made where there is none.

        ``settings`` may be a function that reads them; it is called when they are first asked for. ``purpose`` is
        what others are told who find the library locked: the command that is running. ``spoilers`` gives articles as
        they are, also what is guarded (``guard``). ``or_read`` opens a library for reading that cannot be written.
        """
        if settings is None:
            from pullquote.cache.core.settings import Settings

            settings = Settings()
        path = library_folder(folder) / LIBRARY_FILE
        database = Database.open(path, read_only=read_only, or_read=or_read, word=purpose)
        database.spoilers = spoilers
        opened = cls(database, settings, offline=offline)
        database.guard_names = lambda: opened.settings.list.guard
        return opened

    @property
    def settings(self) -> Settings:
        """The person's settings. Raises ``SettingsError`` when they are read at last and cannot be."""
        if callable(self._settings):
            self._settings = self._settings()
        return self._settings

    @property
    def has_settings(self) -> bool:
        """Whether the settings have been read."""
        return not callable(self._settings)

    def use_settings(self, settings: Settings) -> None:
        """Use these settings from now on; what runs goes on with those it began with."""
        self._settings = settings

    @property
    def read_only(self) -> bool:
        """Whether this library was opened for reading only: every write raises ``LibraryError``."""
        return self.database.read_only

    @property
    def refusal(self) -> str:
        """The sentence that says why nothing is kept in a library that is only read, and what to do."""
        return str(self.database.refusal)

    @property
    def path(self) -> Path:
        """The library's file."""
        return self.database.path

    @cached_property
    def _newest(self) -> Newest:
        return store.newest.Newest()

    @cached_property
    def catalogue(self) -> Catalogue:
        """What catalogues of works and people say of the names here."""
        from pullquote.cache.ingest.parts.catalogue import Catalogue  # lazy: most commands ask nothing of it

        return Catalogue(self.database, lambda: self.settings, offline=self.offline)

    @cached_property
    def guard(self) -> Guarding:
        """What is guarded against spoilers. Everything else here gives articles, lists and quotes veiled for it."""
        from pullquote.cache.ingest.parts.guarding import Guarding  # lazy: most commands ask nothing of it

        return Guarding(self.database, lambda: self.settings.list.guard)

    @cached_property
    def clippings(self) -> QuoteBook:
        """What the user highlighted, kept and noted: the quote book."""
        from pullquote.cache.ingest.parts.quote_book import QuoteBook  # lazy: few commands ask for it

        return QuoteBook(self.database)

    @cached_property
    def names(self) -> Names:
        """Everybody and everything that articles name, and the lists of names that were handed over."""
        from pullquote.cache.ingest.parts.names import Names  # lazy: some commands ask nothing of it

        return Names(self.database, lambda: self._newest, self._finding, self._hidden)

    @cached_property
    def feeds(self) -> OwnFeeds:
        """The subscriptions."""
        from pullquote.cache.ingest.parts.own_feeds import OwnFeeds  # lazy: most commands ask nothing of it

        return OwnFeeds(self.database, lambda: self.settings, self._finding, offline=self.offline)

    @cached_property
    def accounts(self) -> Accounts:
        """The accounts on servers that keep subscriptions and marks."""
        from pullquote.cache.ingest.parts.accounts import Accounts  # lazy: most commands ask nothing of it

        return Accounts(self.database, lambda: self.settings)

    @cached_property
    def editions(self) -> Editions:
        """Finite issues for a journey, chosen from what is unread."""
        from pullquote.cache.ingest.parts.editions import Editions  # lazy: few commands ask for it

        return Editions(self.database, lambda: self.settings, offline=self.offline)

    @cached_property
    def progress(self) -> Progress:
        """How far the shows here were seen."""
        from pullquote.cache.ingest.parts.progress import Progress  # lazy: most commands ask nothing of it

        return Progress(self.database)

    @cached_property
    def calendar(self) -> Calendar:
        """What comes out, and when: as articles and catalogues state it."""
        from pullquote.cache.store.calendar import Calendar  # lazy: most commands ask nothing of it

        return Calendar(self.database, self._newest)

    @cached_property
    def following(self) -> Following:
        """What is followed, and what has come since somebody asked."""
        from pullquote.cache.ingest.parts.following import Following  # lazy: most commands ask nothing of it

        return Following(self.database, lambda: self.settings.list.mute)

    @cached_property
    def changed(self) -> ChangedTexts:
        """Which articles say something else than when the user had them."""
        from pullquote.cache.ingest.parts.changed import ChangedTexts  # lazy: few commands ask for it

        return ChangedTexts(self.database)

    @cached_property
    def marking(self) -> Marking:
        """Marking of very many articles at once."""
        from pullquote.cache.ingest.parts.marking import Marking  # lazy: few commands ask for it

        return Marking(self.database, lambda: self.stories)

    @cached_property
    def pending(self) -> PendingArticles:
        """What came as headlines and is not understood yet."""
        from pullquote.cache.ingest.parts.pending import PendingArticles  # lazy: most commands ask nothing of it

        return PendingArticles(self.database, lambda: self.settings)

    @cached_property
    def stories(self) -> Stories:
        """Which articles are the same news."""
        from pullquote.cache.ingest.parts.stories import Stories  # lazy: few commands ask for it

        return Stories(self.database)

    def copy_marks(self, seconds: float) -> bool:
        """Make the weekly copy of what the user made if it is due, for so long; return whether none is left to make.

        Nobody waits for it. What is left the next call goes on with, also in another process. Never raises.
        """
        from pullquote.cache.store.upkeep import backup

        return self.read_only or backup.save_if_due(self.database, seconds)

    def close(self) -> None:
        """Close the file, after a moment for the weekly copy if it is due. The library cannot be used afterwards."""
        if not self.database.read_only:
            from pullquote.cache.store.upkeep import backup

            backup.save_if_due(self.database, CLOSING_COPY)
            if "_newest" in self.__dict__:
                with suppress(PullquoteError), self.database.reading() as conn:
                    self._newest.keep(conn)
        self.session.close()
        self.database.close()

    def __enter__(self) -> Self:
        return self

    def kill_workers(self) -> None:
        """Kill the worker processes of this program at once, from any thread: for a program that must end."""
        from pullquote.cache.workers import live  # lazy: a command that prints starts none

        live.kill_all()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @contextmanager
    def _finding(self) -> Iterator[sqlite3.Connection]:
        """Read; what is not found is ``NotKept`` while offline."""
        try:
            with self.database.reading() as conn:
                yield conn
        except NotFound as error:
            if self.offline:
                raise NotKept(f"{error} Nothing can be fetched: --offline was given.") from error
            raise

    # What is there

    def count(self, query: str = "") -> int:
        """Count the articles that match."""
        with self.database.reading() as conn:
            return store.search.count(conn, query)

    def ids(self, query: str = "", *, order: Order = Order.NEWEST) -> array[int]:
        """Return the id of every article that matches, in ``order``. Not to be changed: it may be kept here, too."""
        with self.database.reading() as conn:
            return store.search.ids(conn, query, order, self._newest)

    def first(self, query: str, order: Order, most: int, *, alone: bool = False) -> array[int]:
        """Return the first of what ``ids`` returns, where that is much sooner known than all of it; else none.

        It takes as long in a library of any size. ``alone``: all of it will not be asked for.
        """
        with self.database.reading() as conn:
            return store.search.first(conn, query, order, most, None if alone else self._newest, alone=alone)

    def is_everything(self, query: str) -> bool:
        """Return whether every article answers a query."""
        with self.database.reading() as conn:
            return store.search.is_everything(conn, query)

    def read_ahead(self) -> None:
        """Read every id, which are kept, before a first screen asks for them; for a thread.

        Nothing is raised: what could not be read is asked for again.
        """
        with suppress(PullquoteError):
            ids = self.ids()
            if self.settings.list.stories and not self.stories.are_many():
                self.stories.rows(ids)

    def headlines(self, ids: Sequence[int]) -> list[Headline]:
        """Return the rows of the list for ``ids``, in their order; ids that are gone are left out."""
        with self.database.reading() as conn:
            found = store.headlines.headlines(conn, ids)
            return store.veils.headlines(conn, found) if self._guards(conn) else found

    def days(self, ids: Sequence[int]) -> list[tuple[int, date]]:
        """Return where in ``ids``, sorted by time, each day begins, with the day where the reader is."""
        with self.database.reading() as conn:
            return store.day_breaks.days(conn, ids)

    def search(self, query: str, *, limit: int = 200, among: Collection[int] | None = None) -> list[SearchHit]:
        """Return the best matches by match and age, each with a snippet; ``among`` some articles only."""
        with self.database.reading() as conn:
            found = store.search.hits(conn, query, limit=limit, newest=self._newest, among=among)
            return store.veils.hits(conn, found) if self._guards(conn) else found

    def best(self, query: str, *, limit: int = 200, patience: float | None = None) -> list[int]:
        """Return the ids of the best matches, as ``search`` ranks them.

        Raises ``TookTooLong`` where it takes longer than ``patience`` seconds.
        """
        with self.database.reading(patience) as conn:
            return store.search.best(conn, query, limit=limit, newest=self._newest)

    def explain(self, query: str) -> str:
        """Return a sentence saying what a query asks for."""
        return store.search.explain(query)

    def find(self, reference: str) -> int:
        """Return the article meant by an id, an address or the beginning of a title. Raises ``NotFound``."""
        with self._finding() as conn:
            return store.articles.find(conn, reference, self._told(conn))

    def _told(self, conn: sqlite3.Connection) -> Callable[[Mapping[int, str]], Mapping[int, str]]:
        return lambda titles: store.veils.titles(conn, titles, spoilers=self.database.spoilers)

    def _hidden(self, conn: sqlite3.Connection) -> frozenset[int]:
        """Return the names that no list may have: those that only veiled parts of articles name."""
        return store.veils.hidden_names(conn) if self._guards(conn) else frozenset()

    def _guards(self, conn: sqlite3.Connection) -> bool:
        """Return whether anything is to be veiled here; who guards nothing imports none of that."""
        return not self.database.spoilers and store.guarded.is_anything(conn)

    def article(self, article: int, *, origin: Origin | None = None) -> Article:
        """Return an article as it is shown, or its text from one origin. Raises ``NotFound``."""
        with self.database.reading() as conn:
            kept = store.articles.article(conn, article, origin)
            return store.veils.article(conn, kept) if self._guards(conn) else kept

    def origins(self, article: int) -> tuple[Origin, ...]:
        """List where the texts of an article came from, the shown one first. Raises ``NotFound``."""
        with self.database.reading() as conn:
            return store.articles.origins(conn, article)

    def why_in_part(self, article: int) -> str | None:
        """Return why the page of an article that is here in part did not come, empty where it was not asked for.

        ``None`` where the article is here whole.
        """
        with self.database.reading() as conn:
            return store.articles.why_in_part(conn, article)

    def place(self, article: int) -> float | None:
        """Return how far an article was read, 0 to 1; ``None`` where it was not begun."""
        with self.database.reading() as conn:
            return store.marks.place(conn, article)

    def keep_place(self, article: int, place: float) -> None:
        """Keep how far an article was read, 0 to 1."""
        with self.database.write() as conn:
            store.marks.keep_place(conn, article, place)

    def quotes(
        self,
        query: str = "",
        *,
        speaker: str | int | None = None,
        about: str | int | None = None,
        types: Collection[EntityType] = (),
        limit: int | None = None,
        among: Collection[int] | None = None,
    ) -> list[QuoteRow]:
        """List the quotes of the articles that match, the newest first; ``among`` some articles only.

        By ``speaker`` only, and only those ``about`` somebody or something: both are a name's id, or a part of a name.
        ``types`` are those of the names that such a part stands for, by default all.
        """
        with self.database.reading() as conn:
            names = store.name_queries.find(conn, about, types) if isinstance(about, str) else None
            if isinstance(about, int):
                names = [about]
            found = store.quotes.quotes(conn, query, speaker=speaker, about=names, limit=limit, among=among)
            return store.veils.quotes(conn, found) if self._guards(conn) else found

    def releases(self, query: str = "") -> list[DatedRelease]:
        """List the release dates stated by the articles that match, by date; those without a date last."""
        from pullquote.cache.core.query import both  # lazy: `show` asks no query

        with self.database.reading() as conn:
            ids = store.search.ids(conn, both("has:release", query), newest=self._newest)
            hidden = store.veils.hidden_releases(conn, ids, spoilers=self.database.spoilers)
            return store.headlines.releases(conn, ids, without=hidden)

    def outlets(self) -> list[tuple[str, int, int]]:
        """List outlets with their articles and how many of them are unread, the largest first."""
        with self.database.reading() as conn:
            rows = conn.execute(
                "SELECT name, articles, unread FROM outlet WHERE articles > 0 ORDER BY articles DESC, key"
            )
            return [(name, all_of_it, unread) for name, all_of_it, unread in rows]

    def values(self, field: str) -> list[str]:
        """List what may stand after a field of the query language that takes a name: ``outlet``, ``tag`` and others."""
        match field:
            case "outlet":
                return [outlet for outlet, _, _ in self.outlets()]
            case "feed":
                return [feed.title for feed in self.feeds.listed()]
            case "folder":
                return sorted({feed.folder for feed in self.feeds.listed() if feed.folder})
            case "tag":
                return [tag.name for tag in self.tags()]
            case "keyword":
                with self.database.reading() as conn:
                    hidden = frozenset() if self.database.spoilers else store.veils.hidden_keywords(conn)
                    rows = conn.execute("SELECT name FROM tag ORDER BY key")
                    return [row[0] for row in rows if row[0] not in hidden]
        return []

    def changes(self) -> int:
        """Return a number that grows with every committed change by anybody, other processes too."""
        return self.database.changes()

    # What a user does: each mark is one step that undo takes back

    def mark_read(self, articles: Sequence[int], read: bool = True, *, step: bool = True) -> int:
        """Mark articles read or unread; return how many changed. Without ``step``, undo passes it by.

        Of very many, others may see some marked before the rest; a window marks them by ``marking``.
        """
        if step and len(articles) > store.marking.AT_ONCE:
            return self.marking.mark(articles, read)
        with self.database.write() as conn:
            return store.marks.mark_read(conn, articles, read, step=step)

    def star(self, articles: Sequence[int], starred: bool = True) -> int:
        """Star articles, or take the star away; return how many changed."""
        with self.database.write() as conn:
            return store.marks.star(conn, articles, starred)

    def tag(self, articles: Sequence[int], change: TagChange) -> int:
        """Add a person's own tags to articles, or take them away; return how many articles changed."""
        with self.database.write() as conn:
            return store.marks.tag(conn, articles, change)

    def tags(self) -> list[OwnTag]:
        """List a person's own tags by name."""
        with self.database.reading() as conn:
            return store.marks.own_tags(conn)

    def queue(self, articles: Sequence[int], queued: bool = True) -> int:
        """Put articles at the end of the reading list in this order, or take them off; return how many changed."""
        with self.database.write() as conn:
            return store.marks.queue(conn, articles, queued)

    def run_rules(self, *, dry_run: bool = False) -> list[RuleOutcome]:
        """Run the rules of the settings on every article, one step that undo takes back; return what each did.

        ``dry_run`` only returns what they would do.
        """
        if dry_run:
            with self.database.reading() as conn:
                return store.rules.look(conn, self.settings.rules)
        with self.database.write() as conn:
            return store.rules.run(conn, self.settings.rules)

    def remove(self, articles: Sequence[int]) -> int:
        """Remove articles: no feed brings them in again, ``add`` does; return how many were there."""
        with self.database.write() as conn:
            return store.removed.remove(conn, articles)

    def undo(self) -> str | None:
        """Take the last step back and say so in a sentence; ``None`` where there is none."""
        done = self.take_back()
        return done.sentence if done else None

    def take_back(self) -> Undone | None:
        """Take the last step back as ``undo`` does, and return which articles came back by it, too."""
        done = self.take_back_some()
        while isinstance(done, Partly):
            done = self.take_back_some(done.step)
        return done

    def take_back_some(self, step: int | None = None) -> Undone | Partly | None:
        """Take the last step back as ``take_back`` does, or one piece of it where it is of very many articles.

        A ``step`` that was taken back ``Partly`` goes on; a kill meanwhile leaves the rest of it to be taken back.
        """
        with self.database.write() as conn:
            return store.taking_back.undo(conn, spoilers=self.database.spoilers, step=step)

    def remember(self, key: str, value: str, *, back: str = "") -> None:
        """Keep something the app wants to know next time.

        With ``back``, what is to be said once it was taken back, it is a step that undo takes back.
        """
        with self.database.write() as conn:
            store.memory.remember(conn, key, value, back)

    def recall(self, key: str) -> str | None:
        """Return what was remembered under ``key``."""
        with self.database.reading() as conn:
            return store.memory.recall(conn, key)

    # What comes in: everything heavy is imported when it is asked for

    def refresh(
        self,
        *,
        feeds: Sequence[int] | None = None,
        folder: str | None = None,
        force: bool = False,
        pages: bool = True,
        ready: bool = False,
    ) -> AsyncIterator[RefreshEvent]:
        """Ask the feeds that are due, then fetch pages; yield each event as it happens. Raises ``Offline``.

        Feeds that are named, or a folder, are asked as a user's wish, ``force`` whatever was agreed with their
        servers. Accounts are synced with all feeds, and those that named feeds belong to. ``ready`` fetches all that
        unread articles lack (see ``offline_status``).
        """
        if self.offline:
            raise Offline("Refreshing needs the network, and --offline was given.")
        from pullquote.cache.ingest.context import RefreshOptions
        from pullquote.cache.ingest.refresh.round import refresh

        accounts: set[int] | None = None
        if feeds is not None:
            with self.database.reading() as conn:
                accounts = store.sync.accounts_of(conn, feeds)
        options = RefreshOptions(feeds=feeds, folder=folder, force=force, pages=pages, ready=ready, accounts=accounts)
        return refresh(self.database, self.settings, options, front=self.pending.front)

    def catch_up(self) -> AsyncIterator[RefreshEvent]:
        """Sync the accounts, and understand what an earlier refresh left as headlines; yield each event as it happens.

        No feed is asked, and without a network no account.
        """
        from pullquote.cache.ingest.context import RefreshOptions
        from pullquote.cache.ingest.refresh.round import refresh

        accounts = () if self.offline else [one.id for one in self.accounts.listed()]
        options = RefreshOptions(feeds=(), pages=False, accounts=accounts)
        return refresh(self.database, self.settings, options, front=self.pending.front)

    def understood(self, article: int) -> Article:
        """Return an article as ``article`` does, understood first where it came as a headline. Raises ``NotFound``.

        A library that is only read keeps nothing of that.
        """
        found = self.article(article)
        if found.rules:
            return found
        if self.read_only:
            return self.pending.read(article) or found
        return self.article(article) if self.pending.understand(article) else found

    def offline_status(self) -> OfflineStatus:
        """Return how many unread articles are here whole, text and images, and what the others lack."""
        from pullquote.cache.ingest.parts.offline import offline_status

        with self.database.reading() as conn:
            return offline_status(conn, self.settings, spoilers=self.database.spoilers)

    async def add(self, source: str, *, data: bytes | None = None, url: str | None = None) -> int:
        """Understand a page, file or ``data`` (see ``understand``) and keep it; return its id.

        The same file or data, or what a file of the same headline says by now, is the article that is there.
        """
        from pullquote.cache.ingest.adding.sources import place_of
        from pullquote.cache.ingest.catalogue import linking

        article = await self._understood(source, data, url)
        with self.database.write() as conn:
            number = store.removed.add(conn, article, place=place_of(source, data))
            linking.settle_new(conn, [number])
            return number

    def add_mailbox(self, source: str, *, stdin: BinaryIO | None = None) -> AsyncIterator[RefreshEvent]:
        """Keep the mails of a mailbox, each as an article of its sender's feed; yield each event as it happens.

        ``source`` is a Maildir, an mbox, a mail in a file or a folder of those, or ``-`` with ``stdin``. Nothing of it
        is changed, a mail that is here already is left out, and nothing is asked of the network. Raises ``NotFound``
        where there is no mailbox.
        """
        from pullquote.cache.ingest.adding.mailbox import add_mailbox

        return add_mailbox(self.database, self.settings, source, stdin=stdin)

    async def understand(self, source: str, *, data: bytes | None = None, url: str | None = None) -> Article:
        """Return the article that a page, file or ``data`` is, without keeping it; with its veils, as one that is kept.

        ``source`` is an address, a path, or ``-`` with ``data``; ``url`` is where a file or data came from.
        """
        article = await self._understood(source, data, url)
        with self.database.reading() as conn:
            return store.veils.article(conn, article, spoilers=self.database.spoilers)

    async def _understood(self, source: str, data: bytes | None, url: str | None) -> Article:
        from pullquote.cache.ingest.adding.sources import read_source
        from pullquote.cache.workers.pool import WorkerPool

        with self.database.reading() as conn:
            known = store.name_lists.known(conn)
        async with WorkerPool(1, known=known, rules=self.settings.site_rules) as workers:
            return await read_source(source, self.settings, data=data, url=url, offline=self.offline, workers=workers)

    @property
    def saving(self) -> OwnServers:
        """The user's own servers that articles are saved to: where they are, and the logins."""
        from pullquote.cache.ingest.saving import OwnServers

        return OwnServers(self.settings, self.path.parent)

    def save_to(self, server: OwnServer, articles: Iterable[tuple[int, ToSave | str]]) -> AsyncIterator[Saved]:
        """Save articles to the user's own server; yield what became of each (``ingest.saving.save``)."""
        from pullquote.cache.ingest.saving import save

        return save(self.settings, server, articles)

    def give_back(self, articles: Sequence[int]) -> None:
        """Delete articles that were added for a while, but for starred, tagged and queued ones."""
        if articles:
            with self.database.write() as conn:
                store.keeping.give_back(conn, articles)

    async def fetch_page(self, article: int) -> Article:
        """Fetch the full page of an article now and keep it; return the article as it is then shown.

        Raises ``NotFound`` where it is gone or has no address.
        """
        if self.offline:
            raise Offline("Fetching a page needs the network, and --offline was given.")
        from pullquote.cache.ingest.refresh import pages

        await pages.fetch_page(self.database, self.settings, article)
        with self.database.reading() as conn:
            return store.veils.article(conn, store.articles.article(conn, article), spoilers=self.database.spoilers)

    def keep(self, article: Article, *, origin: Origin = "file", when: datetime | None = None) -> int:
        """Keep an article that came from no feed; return its id."""
        from pullquote.cache.ingest.catalogue import linking

        with self.database.write() as conn:
            number = store.removed.keep_or_bring_back(
                conn, store.keeping.packed(article), origin=origin, when=when or now()
            )
            linking.settle_new(conn, [number])
            return number

    def samples(self) -> int:
        """Put the sample edition into the library; return how many articles it has."""
        from pullquote.cache.ingest.adding.bundled import edition

        kept = edition()
        with self.database.write() as conn:
            for article in reversed(kept):
                store.removed.keep_or_bring_back(conn, store.keeping.packed(article), origin="sample", when=now())
        return len(kept)

    def forget_samples(self) -> int:
        """Remove the sample edition, but for starred, tagged and queued articles; return how many went."""
        with self.database.write() as conn:
            going = store.search.ids(conn, "is:sample -is:starred -is:tagged -is:later")
            return store.removed.remove(conn, going)

    def picture(self, address: str) -> bytes | None:
        """Return the bytes of a picture that was fetched ahead, or ``None``; nothing is fetched."""
        from pullquote.cache.images.cache import image_cache

        path = image_cache(self.settings).find(address)
        try:
            return path.read_bytes() if path else None
        except OSError:
            return None

    def thumbnails(self) -> Thumbnailer:
        """Return what measures and scales the images that are in the cache."""
        from pullquote.cache.workers.thumbnails import Thumbnailer

        return Thumbnailer(self.settings)

    # Maintenance

    def prune(self, *, dry_run: bool = False) -> Pruned:
        """Delete articles that were read and are older than ``keep.days``, or only say how many would go.

        Starred and added articles and those about followed names stay; what went does not come back unread.
        """
        from pullquote.cache.store.upkeep import prune

        return prune.prune(self.database, self.settings.keep, now=now(), dry_run=dry_run)

    def reannotate(self, *, force: bool = False) -> Iterator[RefreshEvent]:
        """Understand articles anew that older rules have read, all of them with ``force``; return each step.

        Marks and corrections stay. It may be stopped at any time and goes on where it was.
        """
        from pullquote.cache.ingest.reannotate import reannotate

        return reannotate(self.database, force=force)

    def doctor(self) -> list[str]:
        """Check the library, mend indexes and counts, and say what was found. Raises ``LibraryDamaged``."""
        from pullquote.cache.store.upkeep import repair

        return repair.check(self.database)


def examine(folder: Path | None = None) -> list[str]:
    """Check the library in ``folder`` and mend what can be mended; return in sentences what was found and done.

    Nothing is deleted: a damaged file is renamed, and feeds, stars and read marks come back from the last backup and
    the journal since.
    """
    from pullquote.cache.store.upkeep import repair

    return repair.examine(library_folder(folder) / LIBRARY_FILE)


async def extract_sources(
    sources: Iterable[tuple[str, str | None]],
    *,
    settings: Settings,
    offline: bool,
    folder: Path | None = None,
    stdin: BinaryIO | None = None,
    spoilers: bool = False,
) -> AsyncIterator[Article | PullquoteError]:
    """Understand many (path or address, address it came from) pairs without keeping them, one answer each, in order.

    Names the library in ``folder`` has learned are known, and what it guards is veiled unless ``spoilers`` are wanted;
    it is not made, and not opened where it cannot be.
    """
    from pullquote.cache.ingest.adding.sources import read_sources

    with _library_in(folder) as database:
        known = _known_in(database)
        async for answer in read_sources(sources, settings, known=known, offline=offline, stdin=stdin):
            if database is None or spoilers or isinstance(answer, PullquoteError):
                yield answer
                continue
            with database.reading() as conn:
                veiled = store.veils.article(conn, answer)
            yield veiled


async def check_feeds(
    sources: Iterable[str],
    *,
    settings: Settings,
    offline: bool,
    base_url: str | None = None,
    stdin: BinaryIO | None = None,
) -> AsyncIterator[tuple[str, ParsedFeed | PullquoteError]]:
    """Read many feeds without subscribing: (source, feed or error) in their order."""
    from pullquote.cache.ingest.adding.sources import check_feeds as check

    async for answer in check(sources, settings, base_url=base_url, offline=offline, stdin=stdin):
        yield answer


@contextmanager
def _library_in(folder: Path | None) -> Iterator[Database | None]:
    """Open the library in a folder for reading; ``None`` where there is none, or it cannot be opened."""
    path = library_folder(folder) / LIBRARY_FILE
    database = None
    if path.exists():
        with suppress(PullquoteError):
            database = Database.open(path, read_only=True)
    try:
        yield database
    finally:
        if database is not None:
            database.close()


def _known_in(database: Database | None) -> KnownNames:
    if database is None:
        return KnownNames()
    with database.reading() as conn:
        return store.name_lists.known(conn)
