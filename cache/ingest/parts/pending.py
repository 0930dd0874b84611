"""Articles that came as headlines and are not understood yet (``Library.pending``): who they name, who said what.

A refresh understands them by itself (``ingest/refresh/understanding.py``); here is what somebody who reads asks of it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from pullquote.cache import store
from pullquote.cache.core.article import Article

if TYPE_CHECKING:
    from pullquote.cache.core.settings import Settings
    from pullquote.cache.ingest.refresh.understanding import Front
    from pullquote.cache.store.database import Database


class PendingArticles:
    """What waits to be understood, and how one of it is understood before the rest. Use it from any thread."""

    def __init__(self, database: Database, settings: Callable[[], Settings]) -> None:
        self._database = database
        self._settings = settings
        self._front: Front | None = None

    @property
    def front(self) -> Front:
        """How those who read reach the refresh that is under way here."""
        if self._front is None:
            from pullquote.cache.ingest.refresh.understanding import Front  # lazy: it brings the workers

            self._front = Front()
        return self._front

    def count(self) -> int:
        """Return how many entries wait to be understood: a refresh was ended before its time."""
        with self._database.reading() as conn:
            return store.pending.count(conn)

    def has(self, article: int) -> bool:
        """Return whether an article is not understood yet."""
        with self._database.reading() as conn:
            return bool(store.pending.of(conn, article))

    def understand(self, article: int) -> bool:
        """Understand an article before all others, if it waits; return whether there was anything to do.

        It takes some milliseconds while a refresh is under way here, else about a second. Raises ``NotFound``.
        """
        with self._database.reading() as conn:
            if self._database.read_only or not store.pending.of(conn, article):
                return False
        from pullquote.cache.ingest.refresh.understanding import understand_now

        understand_now(self._database, self._settings(), self.front, article)
        return True

    def read(self, article: int) -> Article | None:
        """Return an article that waits as it is once it is understood, keeping nothing of that.

        ``None`` where it does not wait, or nothing comes of it.
        """
        if not self.has(article):
            return None
        from pullquote.cache.ingest.refresh.understanding import understand_only

        if (value := understand_only(self._database, article)) is None:
            return None
        with self._database.reading() as conn:
            kept = store.articles.in_library(conn, article, value)
            return store.veils.article(conn, kept, spoilers=self._database.spoilers)

    def prefer(self, articles: Sequence[int]) -> None:
        """Have these articles, which are on the screen, understood before others by the refresh that is under way."""
        if self._front is not None:
            self._front.prefer(articles)
