"""The catalogue as the app and the command line use it (``Library.catalogue``)."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Collection
from typing import TYPE_CHECKING

from pullquote.cache.core.catalogue import CatalogueEvent, CatalogueStatus, KeptRecord
from pullquote.cache.store import catalogue, entities
from pullquote.cache.store.database import Database

if TYPE_CHECKING:
    from pullquote.cache.core.settings import Settings


class Catalogue:
    """What catalogues say of the names of a library, and how they are asked.

    ``settings`` are read when they are first needed. Every method may raise ``LibraryError``.
    """

    def __init__(self, database: Database, settings: Callable[[], Settings], *, offline: bool = False) -> None:
        self._database = database
        self._settings = settings
        self._offline = offline

    def records(self, name: int) -> list[KeptRecord]:
        """Return what catalogues say of a name; nothing is asked for."""
        with self._database.reading() as conn:
            return catalogue.records_of(conn, entities.resolved(conn, name))

    def status(self) -> CatalogueStatus:
        """Return what is kept, when it was asked, what waits and what failed; nothing is asked for."""
        raise NotImplementedError

    def update(self, names: Collection[int] | None = None) -> AsyncIterator[CatalogueEvent]:
        """Ask the services about the names that are due, or about ``names`` now; yield each event as it happens.

        Closing the iterator ends it within moments and keeps what was stored; the next call goes on from there. A
        request that fails is an event. Raises ``Offline``, ``UsageError`` where the settings do not say
        ``catalogue.use = "on"``, and ``LibraryLocked`` where another update runs.
        """
        raise NotImplementedError

    def forget(self, name: int | None = None) -> int:
        """Forget what services said of a name, of all with ``None``; return how many records went.

        What the user said of links stays.
        """
        raise NotImplementedError
