"""Editions, as the app and the command line use them (``Library.editions``)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from pullquote.cache.store.database import Database

if TYPE_CHECKING:
    from datetime import datetime

    from pullquote.cache.core.edition import Edition
    from pullquote.cache.core.settings import Settings


class Editions:
    """Finite issues chosen from what is unread. Methods raise ``LibraryError``, and ``QueryError`` for a query."""

    def __init__(self, database: Database, settings: Callable[[], Settings]) -> None:
        self._database = database
        self._settings = settings

    def choose(self, minutes: int, query: str = "", *, moment: datetime | None = None) -> Edition:
        """Return the edition of so many minutes from the unread articles that answer a query, now or at ``moment``.

        The same library and moment give the same edition; nothing is kept.
        """
        raise NotImplementedError

    def keep(self, edition: Edition) -> Edition:
        """Keep an edition to be read on; return it with its number."""
        raise NotImplementedError

    def latest(self) -> tuple[Edition, int] | None:
        """Return the edition that was kept last, and the number of the entry it was read up to; ``None`` for none."""
        raise NotImplementedError

    def keep_place(self, edition: int, place: int) -> None:
        """Keep up to which entry an edition was read."""
        raise NotImplementedError
