"""How far the user has seen shows, as the app and the command line use it (``Library.progress``)."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from pullquote.cache.core.article import EntityType
from pullquote.cache.core.progress import ImportedSeen, Seen, Watched, last_out, next_after
from pullquote.cache.store.catalogue import records as catalogue
from pullquote.cache.store.database import Database
from pullquote.cache.store.guard import veils
from pullquote.cache.store.names import entities, progress
from pullquote.cache.store.names import queries as name_queries

if TYPE_CHECKING:
    import sqlite3

    from pullquote.cache.core.catalogue import Episode, Season
    from pullquote.cache.core.results import EntityRow


_SHOWS: tuple[EntityType, ...] = ("show",)


MOST_AT_ONCE = 1_000
"""Episodes a show is moved on at once; a number before a key may be any."""


class Progress:
    """How far the user has seen the shows of a library; each change is one step that undo takes back.

    Only shows have a place: for any other name a method raises ``UsageError``, and ``NotFound`` where there is none.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def shows(self) -> list[EntityRow]:
        """List the shows of which was said how far they were seen, by name."""
        with self._database.reading() as conn:
            return progress.listed(conn)

    def show(self, name: int) -> EntityRow:
        """Return a show, with how far it was seen."""
        with self._database.reading() as conn:
            return progress.show(conn, name)

    def find(self, text: str) -> EntityRow:
        """Return the show meant by an id or a part of its name; of several names, shows come first."""
        with self._database.reading() as conn:
            hidden = frozenset() if self._database.spoilers else veils.hidden_names(conn)
            if not text.isdecimal():
                shows = name_queries.listed(conn, name_queries.find(conn, text, _SHOWS)) if text.strip() else []
                shows = [row for row in shows if row.id not in hidden]
                whole = [row for row in shows if text.casefold() in (row.name.casefold(), *map(str.casefold, row.aka))]
                if found := next(iter((*whole, *shows)), None):
                    return found
            return progress.show(conn, name_queries.find_one(conn, text, without=hidden).id)

    def set(self, name: int, seen: Seen | None) -> Seen | None:
        """Keep how far a show was seen, ``None`` for nothing said; return what stands there now.

        Everything of a show that goes on is what is out today, where a catalogue knows that.
        """
        with self._database.write() as conn:
            if seen is not None and seen.is_all:
                seen = last_out(*_known(conn, name), date.today().isoformat())  # noqa: DTZ011 -- the reader's own day
            progress.keep(conn, name, seen)
        return seen

    def next(self, name: int) -> Seen | None:
        """Return the place one episode on, by the seasons that a catalogue knows; ``None`` after the last one known."""
        with self._database.reading() as conn:
            return next_after(progress.show(conn, name).seen, *_known(conn, name))

    def advance(self, name: int, count: int = 1) -> Seen | None:
        """Move a show so many episodes on, or to the last that is known, in one step.

        Return where it stands now, ``None`` where no further episode is known.
        """
        with self._database.write() as conn:
            before = progress.show(conn, name).seen
            known, seen = _known(conn, name), before
            for _ in range(min(count, MOST_AT_ONCE)):
                seen = next_after(seen, *known) or seen
            if seen is None or seen == before:
                return None
            progress.keep(conn, name, seen)
        return seen

    def import_watched(
        self, data: bytes, *, replace: bool = False, told: Callable[[int, int], None] | None = None
    ) -> ImportedSeen:
        """Keep how far a list from elsewhere says shows were watched (``catalogue.watched``), in one step.

        What is further here stays, unless ``replace``. ``told`` is told how many shows are looked up, of how many.
        Starts an event loop of its own: not for code that runs in one. Raises ``UsageError`` for what is no such list.
        """
        watched = asyncio.run(_read(data))
        with self._database.write() as conn:
            return progress.keep_all(conn, watched, replace=replace, told=told)


async def _read(data: bytes) -> Watched:
    from pullquote.cache.workers.pool import WorkerPool

    async with WorkerPool(1) as workers:
        return await workers.read_watched(data)


def _known(conn: sqlite3.Connection, name: int) -> tuple[tuple[Season, ...], tuple[Episode, ...]]:
    """Return the seasons and the episodes that a catalogue knows of a show."""
    for kept in catalogue.records_of(conn, entities.resolved(conn, name)):
        if kept.record.seasons or kept.record.episodes:
            return kept.record.seasons, kept.record.episodes
    return (), ()
