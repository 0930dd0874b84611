"""The catalogue as the app and the command line use it (``Library.catalogue``)."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Collection, Iterable
from typing import TYPE_CHECKING

from pullquote.cache.core.article import EntityType
from pullquote.cache.core.catalogue import (
    CatalogueEvent,
    CatalogueStatus,
    Held,
    IndexEvent,
    IndexStatus,
    KeptRecord,
    Provider,
    Record,
    Told,
)
from pullquote.cache.core.errors import CatalogueOff, Offline
from pullquote.cache.core.results import EntityRow
from pullquote.cache.core.urls import host_of
from pullquote.cache.store import feeds
from pullquote.cache.store.catalogue import corrections, roles, verdicts
from pullquote.cache.store.catalogue import lookups as catalogue_lookups
from pullquote.cache.store.catalogue import records as catalogue
from pullquote.cache.store.database import Database
from pullquote.cache.store.file.conversions import now
from pullquote.cache.store.guard import veils
from pullquote.cache.store.guard.unseen import Unseen
from pullquote.cache.store.names import entities, show_index

if TYPE_CHECKING:
    import sqlite3

    from pullquote.cache.core.settings import Settings
    from pullquote.cache.ingest.catalogue.client import CatalogueTiming

_MOST_FAILED = 50
"""Names whose last answer was no use that the status lists."""


class Catalogue:
    """What catalogues say of the names of a library, and how they are asked.

    ``settings`` are read when they are first needed. Every method may raise ``LibraryError``.
    """

    def __init__(
        self,
        database: Database,
        settings: Callable[[], Settings],
        *,
        offline: bool = False,
        timing: CatalogueTiming | None = None,
    ) -> None:
        """Prepare; nothing is read or asked. ``timing`` is for tests."""
        self._database = database
        self._settings = settings
        self._offline = offline
        self._timing = timing

    def records(self, name: int) -> list[KeptRecord]:
        """Return what catalogues say of a name; nothing is asked for."""
        with self._database.reading() as conn:
            return self._unseen(conn).records(name, catalogue.records_of(conn, entities.resolved(conn, name)))

    def records_of_all(self, names: Collection[int]) -> dict[int, list[Told]]:
        """Return in short what catalogues say of each of the names of an article; nothing is asked for."""
        with self._database.reading() as conn:
            return self._unseen(conn).told(catalogue.records_of_all(conn, names))

    def crediting(self, name: EntityRow) -> list[KeptRecord]:
        """Return the works named beside a person or a character whose record credits them, with those credits alone."""
        with self._database.reading() as conn:
            return self._unseen(conn).others(roles.crediting(conn, name))

    def named_here(self, records: Iterable[Record]) -> dict[tuple[EntityType, str], EntityRow]:
        """Return those named in records that articles here name too, by type and name as the records have them."""
        with self._database.reading() as conn:
            hidden = frozenset() if self._database.spoilers else veils.hidden_names(conn)
            here = catalogue.named_here(conn, records)
            return {key: row for key, row in here.items() if row.id not in hidden}

    def candidates(self, name: int) -> list[KeptRecord]:
        """Return the records that are called as a name is, and do not tell of it: to choose from."""
        with self._database.reading() as conn:
            return self._unseen(conn).others(verdicts.candidates(conn, entities.resolved(conn, name)))

    def _unseen(self, conn: sqlite3.Connection) -> Unseen:
        return Unseen(conn, spoilers=self._database.spoilers)

    def can_unlink(self, name: int) -> bool:
        """Return whether ``unlink`` would change something: a record tells of a name, or corrected it."""
        with self._database.reading() as conn:
            number = entities.resolved(conn, name)
            return bool(catalogue.records_of(conn, number) or corrections.changes(conn, entity=number))

    def unlink(self, name: int, provider: Provider | None = None) -> list[KeptRecord]:
        """Unlink what does not tell of a name, and never link it again: one step that undo takes back.

        Return the records that were meant. With ``provider``, those of one service. What a record corrected is as
        before; a name without a record of its own is freed of what another's corrected, and one without either of its
        candidates. Raises ``NotFound`` where there is nothing of the kind.
        """
        with self._database.write() as conn:
            return verdicts.refuse(conn, name, provider)

    def link(self, name: int, record: int) -> KeptRecord:
        """Link a record that tells of a name: one step that undo takes back. Return it; raises ``NotFound``."""
        from pullquote.cache.ingest.catalogue import linking  # lazy: what is only shown decides nothing

        with self._database.write() as conn:
            return linking.choose(conn, name, record)

    def link_to(self, name: int, text: str) -> KeptRecord | None:
        """Link the record at an address, or with an id (``tvmaze:7``), which tells of a name: one step.

        Return it; ``None`` where it is not kept yet: ``update`` asks for it first. Raises ``NotFound``, ``UsageError``
        for what is no record of a service.
        """
        from pullquote.cache.ingest.catalogue import linking  # lazy: what is only shown decides nothing

        with self._database.write() as conn:
            return linking.choose_at(conn, name, text)

    def status(self) -> CatalogueStatus:
        """Return what is kept, when it was asked, what waits and what failed; nothing is asked for."""
        from pullquote.cache.ingest.catalogue import plan

        settings = self._settings().catalogue
        bases = plan.services(settings)
        present = self._timing.now() if self._timing else now()
        with self._database.reading() as conn:
            records, names, last, size = catalogue_lookups.counts(conn)
            due = plan.names_due(conn, settings, bases, present)
            hosts = feeds.hosts(conn)
            failed = catalogue_lookups.asked_with(conn, "failed", _MOST_FAILED)
        held = [
            Held(provider=provider, until=host.not_before)
            for provider, base in bases.items()
            if (host := hosts.get(host_of(base))) and host.not_before > present
        ]
        return CatalogueStatus(
            use=settings.use,
            services=tuple(bases),
            records=records,
            linked=names["linked"],
            open=names.get("open", 0),
            missing=names.get("missing", 0),
            waiting=len(due),
            last=last,
            failed=tuple(failed),
            held=tuple(held),
            bytes=size,
            index=self.index(),
        )

    def due(self, names: Collection[int]) -> list[int]:
        """Return those of these names about which a service may be asked now; nothing is asked for."""
        from pullquote.cache.ingest.catalogue import plan

        bases = plan.services(self._settings().catalogue)
        present = self._timing.now() if self._timing else now()
        with self._database.reading() as conn:
            listed = catalogue_lookups.names_asked_for(conn, [entities.resolved(conn, name) for name in names])
        return [one.entity for one in listed if plan.next_to_ask(one, bases, present)]

    def update(self, names: Collection[int] | None = None) -> AsyncIterator[CatalogueEvent]:
        """Ask the services about the names that are due, or about ``names`` now; yield each event as it happens.

        Closing the iterator ends it within moments and keeps what was stored; the next call goes on from there. A
        request that fails is an event. Raises ``Offline``, and ``CatalogueOff`` where the settings do not say
        ``catalogue.use = "on"``; the iterator raises ``LibraryLocked`` where another update runs.
        """
        settings = self._allowed()
        from pullquote.cache.ingest.catalogue.worker import update  # lazy: the network

        return update(self._database, settings, names, self._timing)

    def update_index(self) -> AsyncIterator[IndexEvent]:
        """Fetch the index of all shows of TVmaze, which gives understanding their titles; yield each event.

        Pages that are here and not a day old are not asked for, so that a call that was ended, by whatever, is gone on
        with by the next. Closing the iterator keeps what was stored. Raises as ``update``.
        """
        settings = self._allowed()
        from pullquote.cache.ingest.catalogue.show_index import update_index  # lazy: the network

        return update_index(self._database, settings, self._timing)

    def index(self) -> IndexStatus:
        """Return what is kept of the index of all shows; nothing is asked for."""
        with self._database.reading() as conn:
            return show_index.status(conn)

    def forget_index(self) -> int:
        """Forget the index of all shows, and the file of its names; return how many shows it had."""
        with self._database.write() as conn:
            gone = show_index.forget(conn)
        with self._database.reading() as conn:
            show_index.bring_up_to_date(conn)
        return gone

    def _allowed(self) -> Settings:
        """Return the settings. Raises ``Offline`` and ``CatalogueOff`` where nobody may be asked."""
        if self._offline:
            raise Offline("Asking the catalogue's services needs the network, and --offline was given.")
        settings = self._settings()
        if settings.catalogue.use != "on":
            raise CatalogueOff(
                "No service is asked, because you have not allowed it. `pullquote catalogue on` says what is sent to "
                "whom, and allows it."
            )
        return settings

    def forget(self, name: int | None = None) -> int:
        """Forget what services said of a name, of all with ``None``; return how many records went.

        What the user said of links stays.
        """
        with self._database.write() as conn:
            return catalogue.forget(conn, None if name is None else entities.resolved(conn, name))
