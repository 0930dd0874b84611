"""The names that articles name, as the app and the command line use them (``Library.names``), and lists of such names.

An entity of the library is here a name: a person, a group, an organization, a work or a place with its other names.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

from pullquote.cache import store
from pullquote.cache.core.article import EntityType
from pullquote.cache.core.results import EntityRow, Headline, ImportedNames, KnownEntity

if TYPE_CHECKING:
    import sqlite3

    from pullquote.cache.core.names.lists import ListedName
    from pullquote.cache.store.database import Database
    from pullquote.cache.store.reading.newest import Newest


class Names:
    """Everybody and everything that articles name."""

    def __init__(
        self,
        database: Database,
        newest: Callable[[], Newest],
        finding: Callable[[], AbstractContextManager[sqlite3.Connection]],
        hidden: Callable[[sqlite3.Connection], frozenset[int]],
    ) -> None:
        """Prepare; ``finding`` reads, and says of what is not found why it cannot be fetched.

        ``hidden`` returns the names that no list may have; ``newest`` the ids that are kept in memory.
        """
        self._database = database
        self._newest = newest
        self._finding = finding
        self._hidden = hidden

    def listed(
        self,
        types: Collection[EntityType],
        query: str = "",
        *,
        limit: int | None = None,
        among: Sequence[int] | None = None,
    ) -> list[EntityRow]:
        """List names of ``types`` (all where none is given), the most written about first.

        ``query`` restricts the articles that are counted; ``among`` are the very articles, in its place.
        """
        with self._database.reading() as conn:
            hidden = self._hidden(conn)
            most = None if hidden else limit
            if among is not None:
                found = store.name_queries.names_among(conn, types, among, limit=most)
            elif not query.strip():
                found = store.name_queries.names(conn, types, limit=most)
            else:
                ids = store.search.ids(conn, query, newest=self._newest())
                found = store.name_queries.names_among(conn, types, ids, limit=most)
            return [name for name in found if name.id not in hidden][:limit] if hidden else found

    def get(self, name: int) -> EntityRow:
        """Return one name. Raises ``NotFound``."""
        with self._database.reading() as conn:
            return store.name_queries.name(conn, name)

    def find(self, text: str) -> EntityRow:
        """Return the name meant by an id or a part of it. Raises ``NotFound``."""
        with self._finding() as conn:
            return store.name_queries.find_one(conn, text, without=self._hidden(conn))

    def about(self, name: int, *, limit: int = 50) -> list[Headline]:
        """Return the newest articles that name somebody or something."""
        with self._database.reading() as conn:
            found = store.headlines.headlines(conn, store.name_queries.articles_about(conn, name, limit))
            return store.veils.headlines(conn, found, spoilers=self._database.spoilers)

    def songs_and_albums(self, name: int, *, limit: int = 50) -> list[EntityRow]:
        """Return the songs that articles say are on an album, or the albums they say a song is on.

        ``limit`` is how many of the newest articles are read.
        """
        with self._database.reading() as conn:
            hidden = self._hidden(conn)
            return [one for one in store.name_queries.songs_and_albums(conn, name, limit) if one.id not in hidden]

    def complete(self, prefix: str, limit: int = 10) -> list[EntityRow]:
        """Return names a word of which begins with ``prefix``, the most written about first."""
        with self._database.reading() as conn:
            if not prefix.strip():
                return []
            return store.name_queries.completing(conn, prefix, limit, without=self._hidden(conn))

    def known(self) -> list[KnownEntity]:
        """List the names the library is sure of, for reading further articles."""
        with self._database.reading() as conn:
            hidden = {store.name_queries.name(conn, number).name for number in self._hidden(conn)}
            return [one for one in store.entities.known_names(conn) if one.name not in hidden]

    def follow(self, names: Sequence[int], followed: bool = True) -> int:
        """Follow names, or stop following them; return how many changed."""
        with self._database.write() as conn:
            return store.joining.follow(conn, names, followed)

    def fix_type(self, name: int, type: EntityType) -> None:  # noqa: A002 -- what it is
        """Set what a name is, for all articles and those to come. Raises ``NotFound``."""
        with self._database.write() as conn:
            store.joining.fix_type(conn, name, type)

    def merge(self, into: int, other: int) -> None:
        """Make two names one, in articles to come too. Raises ``NotFound``."""
        with self._database.write() as conn:
            store.joining.merge_names(conn, into, other)

    def hide(self, name: int) -> None:
        """Never list this name again. Raises ``NotFound``."""
        with self._database.write() as conn:
            store.joining.hide_name(conn, name)

    def import_list(
        self,
        data: bytes,
        source: str,
        *,
        type: EntityType | None = None,  # noqa: A002 -- what they are
        progress: Callable[[int, int], None] | None = None,
    ) -> ImportedNames:
        """Keep a list of names (TSV: name, type, aka) for reading further articles, under the name of its ``source``.

        Names that are in that list already are brought up to date. ``type`` is that of lines that name none;
        ``progress`` is told how many lines are read, of how many. Raises ``UsageError`` for what is no text.
        """
        from pullquote.cache.core.names.lists import read_names

        found = read_names(data, source=source, type=type, progress=progress)
        with self._database.write() as conn:
            kept = store.name_lists.keep(conn, source, found.names)
        return ImportedNames(kept.added, kept.changed, kept.known, found.skipped)

    def of_lists(self, *, source: str | None = None) -> list[ListedName]:
        """List the names of the lists that were handed over, or of one. Raises ``NotFound``."""
        with self._database.reading() as conn:
            return store.name_lists.names(conn, source)

    def lists(self) -> list[str]:
        """Return the names of the lists that were handed over."""
        with self._database.reading() as conn:
            return store.name_lists.sources(conn)

    def forget(self, name: str) -> int:
        """Take a name out of every list that was handed over; return out of how many entries."""
        with self._database.write() as conn:
            return store.name_lists.forget(conn, name)

    def forget_list(self, source: str) -> int:
        """Forget a list that was handed over; return how many names it had. Raises ``NotFound``."""
        with self._database.write() as conn:
            return store.name_lists.forget_source(conn, source)
