"""The library: the one door to everything that is kept, and to what brings new things in.

Importing it is cheap; the network and the readers of foreign bytes are imported when they are asked for.
"""

from __future__ import annotations

import sys
from array import array
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import suppress
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import urlsplit

from pullquote.cache import store
from pullquote.cache.core.article import Article, EntityType, Origin
from pullquote.cache.core.errors import PullquoteError
from pullquote.cache.core.feed import Feed, Progress, Pruned
from pullquote.cache.core.paths import LIBRARY_FILE, library_folder
from pullquote.cache.core.results import DatedRelease, Headline, Hit, KnownName, Name, Order, Saying
from pullquote.cache.ingest.arrivals import Arrivals, check_feeds, extract_sources
from pullquote.cache.store.conversions import now
from pullquote.cache.store.database import Database

if TYPE_CHECKING:
    from pullquote.cache.core.settings import Settings
    from pullquote.cache.store.search import Newest

__all__ = ["Library", "Order", "check_feeds", "examine", "extract_sources"]


class Library(Arrivals):
    """A person's articles, feeds and marks. Use it from any thread, and as a context manager.

    ``query`` is always the query language (``store/query.py``); the empty query is everything. Every method
    may raise ``LibraryError``; each error is a sentence for the person.
    """

    def __init__(
        self, database: Database, settings: Settings | Callable[[], Settings], *, offline: bool = False
    ) -> None:
        self.database = database
        self._settings = settings
        self.offline = offline

    @classmethod
    def open(
        cls,
        folder: Path | None = None,
        *,
        settings: Settings | Callable[[], Settings] | None = None,
        read_only: bool = False,
        offline: bool = False,
    ) -> Library:
        """Open the library in ``folder`` (by default the platform's data folder); made where there is none.

        ``settings`` may be a function that reads them; it is called when they are first asked for.
        """
        if settings is None:
            from pullquote.cache.core.settings import Settings

            settings = Settings()
        word = " ".join(["pullquote", *(arg for arg in sys.argv[1:2] if arg.isalpha())])
        database = Database.open(library_folder(folder) / LIBRARY_FILE, read_only=read_only, word=word)
        return cls(database, settings, offline=offline)

    @property
    def path(self) -> Path:
        """The library's file."""
        return self.database.path

    @cached_property
    def _newest(self) -> Newest:
        return store.search.Newest()

    def close(self) -> None:
        """Close the file, after the weekly backup if it is due. The library cannot be used afterwards."""
        if not self.database.read_only:
            from pullquote.cache.store import backup

            backup.save_if_due(self.database)
        self.database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # What is there

    def count(self, query: str = "") -> int:
        """Count the articles that match."""
        with self.database.reading() as conn:
            return store.search.count(conn, query)

    def ids(self, query: str = "", *, order: Order = Order.NEWEST) -> array[int]:
        """Give the id of every article that matches, in ``order``."""
        with self.database.reading() as conn:
            return store.search.ids(conn, query, order, self._newest)

    def read_ahead(self) -> None:
        """Read every id, which are kept, before a first screen asks for them; for a thread.

        Nothing is raised: what could not be read is asked for again.
        """
        with suppress(PullquoteError):
            self.ids()

    def headlines(self, ids: Sequence[int]) -> list[Headline]:
        """Give the rows of the list for ``ids``, in their order; ids that are gone are left out."""
        with self.database.reading() as conn:
            return store.articles.headlines(conn, ids)

    def days(self, ids: Sequence[int]) -> list[tuple[int, date]]:
        """Give where in ``ids``, sorted by time, each day begins, with the day where the reader is."""
        with self.database.reading() as conn:
            return store.day_breaks.days(conn, ids)

    def search(self, query: str, *, limit: int = 200) -> list[Hit]:
        """Give the best matches by match and age, each with a snippet."""
        with self.database.reading() as conn:
            return store.search.hits(conn, query, limit=limit, newest=self._newest)

    def best(self, query: str, *, limit: int = 200, patience: float | None = None) -> list[int]:
        """Give the ids of the best matches, as ``search`` ranks them.

        Raises ``TookTooLong`` where it takes longer than ``patience`` seconds.
        """
        with self.database.reading(patience) as conn:
            return store.search.best(conn, query, limit=limit, newest=self._newest)

    def explain(self, query: str) -> str:
        """Say in a sentence what a query asks for."""
        return store.search.explain(query)

    def find(self, reference: str) -> int:
        """Give the article meant by an id, an address or the beginning of a title. Raises ``NotFound``."""
        with self.database.reading() as conn:
            return store.articles.find(conn, reference)

    def article(self, article: int, *, origin: Origin | None = None) -> Article:
        """Give an article as it is shown, or its text from one origin. Raises ``NotFound``."""
        with self.database.reading() as conn:
            return store.articles.article(conn, article, origin)

    def origins(self, article: int) -> tuple[Origin, ...]:
        """List where the texts of an article came from, the shown one first. Raises ``NotFound``."""
        with self.database.reading() as conn:
            return store.articles.origins(conn, article)

    def place(self, article: int) -> float | None:
        """Give how far an article was read, 0 to 1; ``None`` where it was not begun."""
        with self.database.reading() as conn:
            return store.user_state.place(conn, article)

    def keep_place(self, article: int, place: float) -> None:
        """Keep how far an article was read, 0 to 1."""
        with self.database.write() as conn:
            store.user_state.keep_place(conn, article, place)

    def quotes(self, query: str = "", *, speaker: str | None = None, limit: int | None = None) -> list[Saying]:
        """List the quotes of the articles that match, the newest first; by ``speaker`` (a part of the name) only."""
        with self.database.reading() as conn:
            return store.quotes.quotes(conn, query, speaker=speaker, limit=limit)

    def names(self, types: Collection[EntityType], query: str = "", *, limit: int | None = None) -> list[Name]:
        """List names of ``types`` (all where none is given), the most written about first.

        ``query`` restricts the articles that are counted.
        """
        with self.database.reading() as conn:
            if not query.strip():
                return store.entities.names(conn, types, limit=limit)
            return store.entities.names_among(
                conn, types, store.search.ids(conn, query, newest=self._newest), limit=limit
            )

    def name(self, name: int) -> Name:
        """Give one name. Raises ``NotFound``."""
        with self.database.reading() as conn:
            return store.entities.name(conn, name)

    def find_name(self, text: str) -> Name:
        """Give the name meant by an id or a part of it. Raises ``NotFound``."""
        with self.database.reading() as conn:
            return store.entities.find_one(conn, text)

    def about(self, name: int, *, limit: int = 50) -> list[Headline]:
        """Give the newest articles that name somebody or something."""
        with self.database.reading() as conn:
            return store.articles.headlines(conn, store.entities.articles_about(conn, name, limit))

    def releases(self, query: str = "") -> list[DatedRelease]:
        """List the release dates stated by the articles that match, by date; those without a date last."""
        with self.database.reading() as conn:
            return store.articles.releases(conn, store.search.ids(conn, f"has:release {query}", newest=self._newest))

    def complete_names(self, prefix: str, limit: int = 10) -> list[Name]:
        """Give names a word of which begins with ``prefix``, the most written about first."""
        with self.database.reading() as conn:
            return store.entities.listed(conn, store.entities.find(conn, prefix), limit) if prefix.strip() else []

    def known_names(self) -> list[KnownName]:
        """List the names the library is sure of, for reading further articles."""
        with self.database.reading() as conn:
            return store.entities.known_names(conn)

    def outlets(self) -> list[tuple[str, int, int]]:
        """List outlets with their articles and how many of them are unread, the largest first."""
        with self.database.reading() as conn:
            rows = conn.execute(
                "SELECT name, articles, unread FROM outlet WHERE articles > 0 ORDER BY articles DESC, key"
            )
            return [(name, all_of_it, unread) for name, all_of_it, unread in rows]

    def changes(self) -> int:
        """Give a number that grows with every committed change by anybody, other processes too."""
        return self.database.changes()

    # What a person does: each mark is one step that undo takes back

    def mark_read(self, articles: Sequence[int], read: bool = True) -> int:
        """Mark articles read or unread; give how many changed."""
        with self.database.write() as conn:
            return store.user_state.mark_read(conn, articles, read)

    def star(self, articles: Sequence[int], starred: bool = True) -> int:
        """Star articles, or take the star away; give how many changed."""
        with self.database.write() as conn:
            return store.user_state.star(conn, articles, starred)

    def follow(self, names: Sequence[int], followed: bool = True) -> int:
        """Follow names, or stop following them; give how many changed."""
        with self.database.write() as conn:
            return store.user_state.follow(conn, names, followed)

    def fix_type(self, name: int, type: EntityType) -> None:  # noqa: A002 -- what it is
        """Say what a name is, for all articles and those to come. Raises ``NotFound``."""
        with self.database.write() as conn:
            store.user_state.fix_type(conn, name, type)

    def merge_names(self, into: int, other: int) -> None:
        """Make two names one, in articles to come too. Raises ``NotFound``."""
        with self.database.write() as conn:
            store.user_state.merge_names(conn, into, other)

    def hide_name(self, name: int) -> None:
        """Never list this name again. Raises ``NotFound``."""
        with self.database.write() as conn:
            store.user_state.hide_name(conn, name)

    def undo(self) -> str | None:
        """Take the last step back and say so in a sentence; ``None`` where there is none."""
        with self.database.write() as conn:
            return store.user_state.undo(conn)

    def remember(self, key: str, value: str) -> None:
        """Keep something the app wants to know next time."""
        with self.database.write() as conn:
            store.user_state.remember(conn, key, value)

    def recall(self, key: str) -> str | None:
        """Give what was remembered under ``key``."""
        with self.database.reading() as conn:
            return store.user_state.recall(conn, key)

    # Feeds

    def feeds(self) -> list[Feed]:
        """List the subscriptions by folder and title."""
        with self.database.reading() as conn:
            return store.feeds.feeds(conn)

    def add_feed(self, url: str, *, title: str = "", folder: str = "", typed: str | None = None) -> Feed:
        """Subscribe to ``url``; nothing is fetched yet. Raises ``UsageError`` for what is no address.

        ``typed`` is what a person typed to get there, by default ``url`` itself: that host and port may be
        inside a private network. Empty where nobody typed it, as for a feed of a list that comes with Pullquote.
        A name and password in either are kept apart, and sent to that origin alone.
        """
        from pullquote.cache.core.credentials import Logins, origin, parted

        url, login = parted(url)
        typed, own = parted(url if typed is None else typed)
        private = urlsplit(url).netloc == urlsplit(typed if "://" in typed else f"//{typed}").netloc
        with self.database.write() as conn:
            feed = store.feeds.add(conn, url, title=title, folder=folder, private=private, now=now())
        if login := login or (own if origin(typed) == origin(url) else None):
            Logins(self.path.parent).keep(url, login)
        return feed

    def remove_feed(self, feed: int) -> None:
        """Unsubscribe, one step that undo takes back; starred articles and those another feed carries stay.

        Raises ``NotFound``.
        """
        with self.database.write() as conn:
            store.user_state.remove_feed(conn, feed)

    def update_feed(self, feed: int, **changes: Any) -> Feed:
        """Change a feed's title, folder, url, site, interval, full_text, user_agent, keep_days or suspended."""
        if isinstance(url := changes.get("url"), str):
            from pullquote.cache.core.credentials import Logins, parted

            changes["url"], login = parted(url)
            if login:
                Logins(self.path.parent).keep(url, login)
        with self.database.write() as conn:
            return store.feeds.update(conn, feed, **changes)

    # What comes in

    def keep(self, article: Article, *, origin: Origin = "file", when: datetime | None = None) -> int:
        """Keep an article that came from no feed; give its id."""
        with self.database.write() as conn:
            return store.articles.put(conn, article, origin=origin, when=when or now(), complete=True)

    def samples(self) -> int:
        """Put the sample edition into the library; give how many articles it has."""
        from pullquote.cache.ingest.bundled import edition

        kept = edition()
        with self.database.write() as conn:
            for article in reversed(kept):
                store.articles.put(conn, article, origin="sample", when=now(), complete=True)
        return len(kept)

    def forget_samples(self) -> int:
        """Take the sample edition out again, but for starred articles; give how many went."""
        with self.database.write() as conn:
            going = list(store.search.ids(conn, "is:sample -is:starred"))
            store.articles.delete(conn, going)
        return len(going)

    # Care

    def prune(self, *, dry_run: bool = False) -> Pruned:
        """Delete articles that were read and are older than ``keep.days``, or only say how many would go.

        Starred and added articles and those about followed names stay; what went does not come back unread.
        """
        from pullquote.cache.store import prune as retention

        return retention.prune(self.database, self.settings.keep, now=now(), dry_run=dry_run)

    def relink(self, *, force: bool = False) -> Iterator[Progress]:
        """Understand articles anew that older rules have read, all of them with ``force``; give each step.

        Marks and corrections stay. It may be stopped at any time and goes on where it was.
        """
        from pullquote.cache.ingest import reannotate as relink

        return relink.relink(self.database, force=force)

    def doctor(self) -> list[str]:
        """Check the library, mend indexes and counts, and say what was found. Raises ``LibraryDamaged``."""
        from pullquote.cache.store import repair as care

        return care.check(self.database)


def examine(folder: Path | None = None, settings: Settings | None = None) -> list[str]:  # noqa: ARG001
    """Check the library in ``folder`` and mend what can be mended; say in sentences what was found and done.

    Nothing is deleted: a damaged file is renamed, and feeds, stars and read marks come back from what can
    still be read of it and from the last backup.
    """
    from pullquote.cache.store import repair as care

    return care.examine(library_folder(folder) / LIBRARY_FILE)
