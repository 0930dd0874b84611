"""What a user follows, and what has come since somebody asked (``Library.following``)."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING

from pullquote.cache.core.errors import UsageError
from pullquote.cache.core.following.arrivals import Arrived, Mark, came, following
from pullquote.cache.core.following.followed import Followed, News, Standing
from pullquote.cache.core.following.topics import Topic, asks_for_followed, find, same
from pullquote.cache.core.mute import unmuted_query
from pullquote.cache.core.names import normalize
from pullquote.cache.core.query import FIELDS, Field, parse
from pullquote.cache.core.sanitize import clean_line
from pullquote.cache.store.database import Database
from pullquote.cache.store.names import queries as name_queries
from pullquote.cache.store.reading import arrivals, followed, search
from pullquote.cache.store.user import topics

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from pullquote.cache.core.results import EntityRow

PATIENCE = 1.0
"""Seconds that keeping where a list stood waits for another program that writes: the answer is there already."""


class Following:
    """The names and queries a user follows, the queries that are watched, and what has come of them.

    ``mute`` returns the setting that leaves articles out of every list. Methods raise ``LibraryError``; what changes
    something is one step that undo takes back.
    """

    def __init__(self, database: Database, mute: Callable[[], str]) -> None:
        self._database = database
        self._mute = mute

    # Queries that are kept

    def topics(self) -> list[Topic]:
        """Return the queries that are kept, the latest last."""
        with self._database.reading() as conn:
            return topics.topics(conn)

    def watch(self, topic: Topic, watched: bool = True) -> bool:
        """Keep a query as a section of the list, or no longer; return whether that changed anything."""
        back = "is no section any more" if watched else "is a section again"
        with self._database.write() as conn:
            return topics.mark(conn, topic, f"{clean_line(topic.title)} {back}.", watched=watched)

    def follow(self, topic: Topic, is_followed: bool = True) -> bool:
        """Follow a query, or stop following it; return whether that changed anything.

        Raises ``QueryError`` for what cannot be read, ``UsageError`` for what cannot be followed.
        """
        if is_followed:
            if not topic.query.strip():
                raise UsageError("All articles are no query; filter or search for something to follow.")
            if asks_for_followed(topic.query):
                raise UsageError("is:followed finds what you follow already; follow a query without it.")
        back = "no longer followed" if is_followed else "followed again"
        with self._database.write() as conn:
            known = (one for one in topics.topics(conn) if same(one.query) == same(topic.query))
            topic = next(known, topic)  # kept already, perhaps under another title
            return topics.mark(conn, topic, f"{back.capitalize()}: “{clean_line(topic.title)}”.", followed=is_followed)

    def topic(self, query: str) -> Topic | None:
        """Return the kept query that is written so, or has that title."""
        return find(self.topics(), query)

    def follows(self, query: str) -> bool:
        """Return whether a query is followed."""
        topic = self.topic(query)
        return topic is not None and topic.followed

    def name_meant(self, query: str) -> EntityRow | None:
        """Return the name that is followed in a query's place: the query asks for it alone, and it is the only one.

        Raises ``QueryError``.
        """
        nodes = parse(query).nodes
        if len(nodes) != 1 or not isinstance(node := nodes[0], Field) or FIELDS[node.name].takes != "entity":
            return None
        key = normalize(node.value)
        with self._database.reading() as conn:
            found = name_queries.listed(conn, name_queries.find(conn, node.value, FIELDS[node.name].types))
        named = [one for one in found if normalize(one.name) == key]
        return named[0] if len(named) == 1 else None

    # What is followed

    def things(self) -> list[Followed]:
        """List the names and queries that are followed, those with the most unread articles first."""
        with self._database.reading() as conn:
            return followed.things(conn, self._unmuted)

    def unread(self) -> int:
        """Count the unread articles about what is followed, without muted ones."""
        with self._database.reading() as conn:
            return followed.unread_count(conn, self._unmuted)

    def standing(self) -> Standing:
        """Return where things stand, to be asked before a refresh for ``news`` after it."""
        with self._database.reading() as conn:
            return followed.standing(conn)

    def news(self, before: Standing) -> list[News]:
        """Return what has come about what is followed, most first; each article counts once."""
        with self._database.reading() as conn:
            return followed.news(conn, before, self._unmuted)

    @property
    def _unmuted(self) -> str:
        return unmuted_query(self._mute())

    # What came since a list was last asked for

    def arrived(self, key: str, query: str) -> Arrived:
        """Return what came since the list ``key`` was last asked for, the newest first; all of it the first time.

        What counts is when an article arrived, not the date it bears. Raises ``QueryError``.
        """
        with self._database.reading() as conn:
            moment, mark = arrivals.moment(conn), arrivals.mark(conn, key)
            found = search.ids(conn, query)
        new = came(found, mark, moment)
        return Arrived(key, array("q", filter(new.__contains__, found)), mark, moment)

    def keep_asked(self, arrived: Arrived, *, given: Collection[int] | None = None, left: Collection[int] = ()) -> None:
        """Keep that what ``arrived`` was ``given``, by default all of it; what was ``left`` over comes again.

        What is in neither is done with, unless its full text is still to come. A library that is open for reading
        only is opened for writing meanwhile. Raises ``LibraryError`` where that cannot be, or another program writes
        for longer than ``PATIENCE`` seconds.
        """
        handed = set(arrived.ids if given is None else given).difference(left)
        mark = following(handed, arrived.mark, arrived.moment, left)
        if not self._database.read_only:
            self._keep(self._database, arrived.key, mark)
            return
        database = Database.open(self._database.path, word=self._database.word)
        try:
            self._keep(database, arrived.key, mark)
        finally:
            database.close()

    @staticmethod
    def _keep(database: Database, key: str, mark: Mark) -> None:
        with database.write(patience=PATIENCE) as conn:
            arrivals.keep(conn, key, mark)
