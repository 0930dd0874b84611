"""Stories as the app and the command line use them (``Library.stories``): one row for the same news."""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Collection, Sequence

from msgspec.structs import replace

from pullquote.cache.core.id_set import IdSet
from pullquote.cache.core.order import Order
from pullquote.cache.core.query import Field
from pullquote.cache.core.results import Headline
from pullquote.cache.core.stories.new_here import New
from pullquote.cache.store.database import Database
from pullquote.cache.store.guard import veils
from pullquote.cache.store.reading import articles, headlines, search
from pullquote.cache.store.reading.query_sql import matching
from pullquote.cache.store.stories import rows as story_rows

_UNREAD = Field("is", "unread")
_FEW = 5_000
"""Articles whose stories are looked up one by one."""


class Stories:
    """Which articles of a library are the same news, what is new in one, and what the reader says of it."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._grouping = story_rows.Grouping()

    def rows(
        self, ids: array[int], query: str = "", *, order: Order = Order.NEWEST, ranked: bool = False
    ) -> array[int]:
        """Return a list of articles that answered ``query`` in an order with one of each story.

        It is the first in the list that says something new; with ``ranked``, the first. Among the unread a story is
        only where its newest article that says something is unread.
        """
        with self._database.reading() as conn:
            of = story_rows.Listed(ranked=True) if ranked else _listed(conn, query, order)
            return self._grouping.parted(conn, ids, of)[0]

    def parted(self, ids: array[int], query: str = "", order: Order = Order.NEWEST) -> tuple[array[int], int]:
        """Return a list as ``rows`` does, and how many of the articles left out of it are unread."""
        with self._database.reading() as conn:
            of = _listed(conn, query, order)
            rows, hidden = self._grouping.parted(conn, ids, of)
            if of.unread or not hidden:
                return rows, len(hidden)
            return rows, story_rows.unread_below(conn) if of.whole else search.unread_among(conn, hidden)

    def are_many(self) -> bool:
        """Return whether so many articles have no row of their own that a list of all takes longer than a moment."""
        with self._database.reading() as conn:
            return story_rows.are_many_below(conn)

    def first_rows(self, ids: array[int], query: str, order: Order) -> array[int]:
        """Return the first articles that answered a query (``Library.first``) as ``rows`` would begin with them."""
        with self._database.reading() as conn:
            tree = search.read(conn, query)

            def answering(some: Collection[int]) -> Collection[int]:
                return matching(conn, tree, tuple, among=set(some)) if some else ()

            return story_rows.first_rows(conn, ids, _listed(conn, query, order), answering)

    def whole(self, ids: Sequence[int]) -> list[int]:
        """Return articles with all of their stories."""
        with self._database.reading() as conn:
            return story_rows.whole(conn, ids)

    def meant(self, ids: Sequence[int]) -> IdSet:
        """Return articles with all of their stories, as ``whole`` does, to be asked which they are."""
        if len(ids) <= _FEW:
            return IdSet(self.whole(ids))
        with self._database.reading() as conn:
            groups = self._grouping.groups(conn)
        return groups.meant(ids)

    def of(self, article: int) -> list[int]:
        """Return the articles of the story of an article, that one too, the earliest first; none where it has none."""
        with self._database.reading() as conn:
            return story_rows.members(conn, article)

    def others(self, article: int) -> list[Headline]:
        """Return the other articles of the story of an article, the earliest first."""
        with self._database.reading() as conn:
            numbers = [number for number in story_rows.members(conn, article) if number != article]
            return veils.headlines(conn, headlines.headlines(conn, numbers), spoilers=self._database.spoilers)

    def new_in(self, article: int, opened: Collection[int] = ()) -> New | None:
        """Return what an article says beyond the earlier ones of its story; ``None`` where none is before it.

        Its quotations are those of the article as it is shown, with those parts ``opened`` that are veiled.
        """
        with self._database.reading() as conn:
            new = story_rows.new_here(conn, article)
            found = veils.of(conn, [article]).get(article) if new and not self._database.spoilers else None
            if new is None or found is None:
                return new
            quotes = articles.article(conn, article).quotes
        left = [place for place, quote in enumerate(quotes) if quote.block in opened or not found.has(quote.block)]
        return replace(new, quotes=tuple(left.index(place) for place in new.quotes if place in left))

    def likely(self, article: int, limit: int = 30) -> list[Headline]:
        """Return articles that may be the same news as one and are in another story or in none, the likeliest first."""
        from pullquote.cache.store.stories import grouping  # lazy, here and below: the rules; lists need none

        with self._database.reading() as conn:
            found = headlines.headlines(conn, grouping.likely(conn, article, limit))
            return veils.headlines(conn, found, spoilers=self._database.spoilers)

    def part(self, article: int) -> int:
        """Part an article from its story, one step that undo takes back; return how many are left.

        0 where it is in none.
        """
        from pullquote.cache.store.stories import marks as story_marks

        with self._database.write() as conn:
            return story_marks.part(conn, article)

    def join(self, article: int, other: int) -> int:
        """Join two articles that are the same news, one step that undo takes back; return how many their story has.

        0 where it was so before. Raises ``NotFound``.
        """
        from pullquote.cache.store.stories import marks as story_marks

        with self._database.write() as conn:
            return story_marks.join(conn, article, other)


def _listed(conn: sqlite3.Connection, query: str, order: Order) -> story_rows.Listed:
    """Return what a list is of that answers a query."""
    nodes = search.read(conn, query).nodes
    all_there_are = order is Order.NEWEST and all(node == _UNREAD for node in nodes)
    return story_rows.Listed(whole=all_there_are, unread=_UNREAD in nodes)
