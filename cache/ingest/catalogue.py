"""The catalogue as the app and the command line use it (``Library.catalogue``)."""

from __future__ import annotations

from pullquote.cache.core.catalogue import KeptRecord
from pullquote.cache.store import catalogue, entities
from pullquote.cache.store.database import Database


class Catalogue:
    """What catalogues say of the names of a library."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def records(self, name: int) -> list[KeptRecord]:
        """Return what catalogues say of a name; nothing is asked for."""
        with self._database.reading() as conn:
            return catalogue.records_of(conn, entities.resolved(conn, name))
