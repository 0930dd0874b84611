"""Brings the catalogue up to date: one name after another, each service within its limits.

Everything that came of asking a service about a name is kept in one transaction, with when it may be asked again. So
whatever ends the work, the next call goes on with the name that was under way.
"""

from __future__ import annotations

import time
from collections.abc import AsyncGenerator, Collection
from datetime import datetime
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from pullquote.cache.catalogue import conversation, expiry
from pullquote.cache.catalogue.agreement import Wanted
from pullquote.cache.catalogue.limits import LIMITS
from pullquote.cache.catalogue.questions import Question
from pullquote.cache.core.catalogue import (
    Asked,
    CatalogueEvent,
    CatalogueStage,
    KeptRecord,
    Outcome,
    Provider,
    Record,
    RecordKind,
)
from pullquote.cache.core.counts import counted
from pullquote.cache.core.errors import FetchError, NetworkDown, WorkerCrashed, WorkerTimeout
from pullquote.cache.ingest.catalogue import linking, plan
from pullquote.cache.ingest.catalogue.client import CatalogueTiming, Services, ServiceStopped
from pullquote.cache.ingest.context import HostHolds, LibraryThread
from pullquote.cache.store import feeds as feed_store
from pullquote.cache.store.catalogue import lookups as catalogue_lookups
from pullquote.cache.store.catalogue import records as catalogue
from pullquote.cache.store.catalogue import verdicts
from pullquote.cache.store.catalogue.lookups import Due
from pullquote.cache.store.file.lock import CatalogueLock
from pullquote.cache.store.names import entities
from pullquote.cache.workers.pool import WorkerPool

if TYPE_CHECKING:
    import sqlite3

    from pullquote.cache.core.settings import Settings
    from pullquote.cache.store.database import Database

MOST_NAMES = 300
"""Names that are asked about in one update nobody named them for; the others wait for the next."""
_STAGES: dict[Outcome, CatalogueStage] = {
    "linked": CatalogueStage.LINKED,
    "open": CatalogueStage.OPEN,
    "missing": CatalogueStage.MISSING,
    "failed": CatalogueStage.FAILED,
}


class _Found(Struct, frozen=True, kw_only=True):
    """What came of asking one service: ``etags`` by the key of a record; ``same`` is a record that has not changed.

    ``gone`` is one that the service does not have any more.
    """

    records: tuple[Record, ...] = ()
    etags: dict[str, str] = {}
    same: KeptRecord | None = None
    gone: KeptRecord | None = None


async def update(
    database: Database,
    settings: Settings,
    names: Collection[int] | None,
    timing: CatalogueTiming | None = None,
) -> AsyncGenerator[CatalogueEvent, None]:
    """Ask about the names that are due, or about ``names``; yield each event as it happens.

    ``timing`` has the clocks, by default the machine's. Raises ``LibraryLocked`` where somebody else does so now,
    ``SettingsError``, and ``LibraryError`` where nothing can be stored; what a service answers is an event, not an
    exception.
    """
    timing = timing or CatalogueTiming()
    bases = plan.services(settings.catalogue)
    lock = CatalogueLock(database.path)
    lock.take()
    library = LibraryThread(database)
    workers = WorkerPool(1)
    holds = HostHolds(library, timing.now)
    services = Services(settings, bases, holds, timing)
    try:
        await library.store(lambda conn: _tidy(conn, timing.now()))
        holds.known = await library.look_up(feed_store.hosts)
        round_ = _Update(library, workers, services, timing)
        if names is None:
            due = await library.look_up(lambda conn: plan.names_due(conn, settings.catalogue, bases, timing.now()))
        else:
            due = await library.look_up(lambda conn: plan.names_wanted(conn, names))
        async for event in round_.run(due[:MOST_NAMES] if names is None else due):
            yield event
    finally:
        workers.close()
        try:
            await services.aclose()
        finally:
            library.close()
            lock.close()


class _Update:
    """One update, and its counts."""

    def __init__(
        self, library: LibraryThread, workers: WorkerPool, services: Services, timing: CatalogueTiming
    ) -> None:
        self._library = library
        self._workers = workers
        self._services = services
        self._timing = timing
        self._done = self._total = self._linked = self._failed = 0
        self._began = time.monotonic()

    async def run(self, names: list[Due]) -> AsyncGenerator[CatalogueEvent, None]:
        """Ask about names, in their order."""
        self._total = len(names)
        offline = False
        for due in names:
            if len(self._services.stopped) == len(self._services.all):
                break
            yield self._event(CatalogueStage.ASKING, due)
            try:
                event = await self._ask_about(due)
            except NetworkDown:
                offline = True
                break
            if event is not None:
                yield event
        for provider, why in self._services.stopped.items():
            yield self._event(CatalogueStage.HELD, None, provider=provider, message=why)
        yield self._event(CatalogueStage.DONE, None, message="No network." if offline else self._summary())

    async def _ask_about(self, due: Due) -> CatalogueEvent | None:
        """Ask one service after another about a name, until one has a record; return the event that ends it.

        ``None`` where it waits for a service that is not asked any more this time: another that is further behind
        would know less, and need not be told.
        """
        last: CatalogueEvent | None = None
        while choice := plan.next_to_ask(due, self._services.all, self._timing.now()):
            provider, kind = choice
            if provider in self._services.stopped:
                break
            try:
                asked, why = await self._ask(due, provider, kind)
            except ServiceStopped:
                break
            if asked is None:
                return None
            due = replace(due, lookups={**due.lookups, provider: asked}, expires=_without(due, provider, asked))
            if last is None or asked.outcome != "missing":  # one that has several of its name knows it better
                last = self._event(_STAGES[asked.outcome], due, provider=provider, message=why)
            if asked.outcome in ("linked", "failed"):
                break
        if last is None and due.type not in conversation.PLANS:
            last = self._event(CatalogueStage.MISSING, due, message=f"no service is asked about a {due.type}")
        if last is None:
            return None
        self._done += 1
        self._linked += last.stage is CatalogueStage.LINKED
        self._failed += last.stage is CatalogueStage.FAILED
        return replace(last, done=self._done, linked=self._linked, failed=self._failed)

    async def _ask(self, due: Due, provider: Provider, kind: RecordKind) -> tuple[Asked | None, str]:
        """Ask one service about a name and keep what came of it; return that with a sentence.

        Nothing is kept, and ``None`` returned, where the name is gone meanwhile.
        """
        wanted, groups = await self._library.look_up(lambda conn: plan.wanted(conn, due))
        known = await self._library.look_up(lambda conn: _record_of(conn, due.entity, provider))
        chosen = await self._library.look_up(lambda conn: verdicts.chosen(conn, due.entity, provider))
        error = ""
        found = _Found()
        try:
            first = None if chosen is None or known is not None else conversation.again(*chosen)
            found = await self._fetch(due, provider, kind, groups, known, first)
            self._services.answered(provider)
        except (ServiceStopped, NetworkDown):
            raise
        except (FetchError, WorkerCrashed, WorkerTimeout) as problem:
            self._services.failed(provider)
            error = str(problem)
        now = self._timing.now()
        jitter = self._timing.jitter()
        asked, why = await self._library.store(
            lambda conn: _keep(conn, due, provider, found, _Asking(wanted, error, now, jitter))
        )
        return asked, why

    async def _fetch(
        self,
        due: Due,
        provider: Provider,
        kind: RecordKind,
        groups: tuple[str, ...],
        known: KeptRecord | None,
        chosen: Question | None = None,
    ) -> _Found:
        """Hold one conversation with a service: about the record that is ``known`` or ``chosen``, else a search."""
        search = conversation.begin(provider, kind, due.name, beside=groups if kind == "album" else ())
        waiting = [search] if chosen is None else [chosen]
        if known is not None:
            waiting = [conversation.again(provider, known.record.kind, known.record.key)]
        records: list[Record] = []
        etags: dict[str, str] = {}
        gone: KeptRecord | None = None
        for sent in range(conversation.MOST_REQUESTS):
            if not waiting:
                break
            question = waiting.pop(0)
            first = sent == 0 and known is not None
            etag = await self._etag(known) if first else None
            response = await self._services.get(question, etag=etag)
            if response.status == 304 and known is not None:
                return _Found(same=known)
            if response.status != 200:  # not there
                if first:
                    gone, waiting = known, [search]
                continue
            answer = await self._workers.read_catalogue(question, response.body)
            if (tag := response.headers.get("etag")) and question.step == "whole":
                etags |= {record.key: tag for record in answer.records}
            records += answer.records
            waiting = [*answer.then, *waiting]
        return _Found(records=tuple(records), etags=etags, gone=gone)

    async def _etag(self, known: KeptRecord | None) -> str | None:
        return await self._library.look_up(lambda conn: catalogue.validator(conn, known.id)) if known else None

    def _event(
        self, stage: CatalogueStage, due: Due | None, *, provider: Provider | None = None, message: str = ""
    ) -> CatalogueEvent:
        left = None
        if self._done and self._done < self._total:
            left = (time.monotonic() - self._began) / self._done * (self._total - self._done)
        return CatalogueEvent(
            stage=stage,
            entity=due.entity if due else None,
            name=due.name if due else "",
            provider=provider,
            message=message,
            done=self._done,
            total=self._total,
            linked=self._linked,
            failed=self._failed,
            seconds_left=left,
        )

    def _summary(self) -> str:
        if not self._total:
            return "Nothing is due: everything that was asked about is up to date."
        failed = f", {self._failed} failed" if self._failed else ""
        return f"{counted(self._done, 'name')} asked about, {self._linked} found{failed}."


class _Asking(Struct, frozen=True):
    """What is known when an answer is kept: who was wanted, what failed, the time, and a number from 0 to 1."""

    wanted: Wanted
    error: str
    now: datetime
    jitter: float


def _keep(
    conn: sqlite3.Connection, due: Due, provider: Provider, found: _Found, asking: _Asking
) -> tuple[Asked | None, str]:
    """Keep all that came of asking a service about a name, within one transaction."""
    if not catalogue_lookups.is_there(conn, due.entity):
        return None, ""
    now = asking.now
    if found.gone is not None:
        catalogue.remove(conn, found.gone.id)
    outcome: Outcome
    if asking.error:
        outcome, why = "failed", asking.error
    elif found.same is not None:
        expires = now + expiry.lasts(found.same.record, now.date())
        catalogue.prolong(conn, found.same.id, fetched=now, expires=expires)
        outcome, why = "linked", "it has not changed"
    else:
        outcome, why = _link(conn, due, found, asking)
    before = due.lookups.get(provider)
    tries = (before.tries if before else 0) + 1 if outcome == "failed" else 0
    again = expiry.asked_again(outcome, now, tries=tries, jitter=asking.jitter)
    asked = Asked(name=due.name, provider=provider, outcome=outcome, asked=now, again=again, tries=tries)
    catalogue_lookups.note(conn, due.entity, asked)
    return asked, why


def _link(conn: sqlite3.Connection, due: Due, found: _Found, asking: _Asking) -> tuple[Outcome, str]:
    """Link a name to the record that agrees, or that it is linked to already; return the outcome and why."""
    linked = {kept.record.key: kept for kept in catalogue.records_of(conn, due.entity)}
    for record in found.records:
        if record.key in linked and linked[record.key].record.provider == record.provider:
            _keep_record(conn, record, found, asking.now)
            linking.correct(conn, due.entity)
            return "linked", "it was brought up to date"
    return linking.settle(
        conn, due.entity, asking.wanted, found.records, lambda record: _keep_record(conn, record, found, asking.now)
    )


def _keep_record(conn: sqlite3.Connection, record: Record, found: _Found, now: datetime) -> int:
    expires = now + expiry.lasts(record, now.date())
    return catalogue.keep(conn, record, fetched=now, expires=expires, etag=found.etags.get(record.key))


def _record_of(conn: sqlite3.Connection, entity: int, provider: Provider) -> KeptRecord | None:
    kept = catalogue.records_of(conn, entities.resolved(conn, entity))
    return next((one for one in kept if one.record.provider == provider), None)


def _without(due: Due, provider: Provider, asked: Asked) -> dict[Provider, datetime]:
    """Return when records expire, but for that of a service which has just been asked."""
    return {one: until for one, until in due.expires.items() if one != provider or asked.outcome == "failed"}


def _tidy(conn: sqlite3.Connection, now: datetime) -> None:
    for provider, limit in LIMITS.items():
        if limit.keep is not None:
            catalogue.remove_older(conn, provider, now - limit.keep)
    catalogue.remove_unused(conn, now - expiry.UNUSED)
