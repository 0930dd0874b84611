"""What changed in articles, as the app and the command line use it (``Library.changed``)."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

from pullquote.cache.core.article import Article
from pullquote.cache.core.changes import Changed
from pullquote.cache.store.database import Database
from pullquote.cache.store.guard import veils
from pullquote.cache.store.texts import earlier

_AT_ONCE = 40_000
"""Bytes of a text, as it is kept, that are compared within the time of a key: some three thousand words."""


class ChangedTexts:
    """Which articles say something else than when the user had them, and what."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, article: int, going: Callable[[], bool] = lambda: True) -> Changed | None:
        """Return how an article differs from what the user had; ``None`` where it has not changed.

        Texts of a megabyte take seconds: ``going`` is asked on the way whether the answer is still wanted.
        """
        with self._database.reading() as conn:
            return earlier.changed(conn, article, self._shown(conn), going)

    def glance(self, article: int) -> Changed | None:
        """Return the same within the time of a key; of long texts that they changed, not ``compared``."""
        with self._database.reading() as conn:
            return earlier.changed(conn, article, self._shown(conn), longest=_AT_ONCE)

    def before(self, article: int) -> Article | None:
        """Return what an article said before it changed: headline, dek and blocks."""
        with self._database.reading() as conn:
            before = earlier.text(conn, article)
            return before and self._shown(conn)(before)

    def _shown(self, conn: sqlite3.Connection) -> Callable[[Article], Article]:
        return lambda value: veils.article(conn, value, spoilers=self._database.spoilers)

    def looked_at(self, article: int) -> None:
        """Note that the user has seen the text an article has now: the next change is told from there."""
        with self._database.write() as conn:
            earlier.looked_at(conn, article)
