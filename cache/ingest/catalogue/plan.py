"""Which services may be asked, about which names, and in what order; no network and no parser in here."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from msgspec.structs import replace

from pullquote.cache.catalogue.agreement import Wanted
from pullquote.cache.catalogue.conversation import PLANS
from pullquote.cache.core.article import EntityType
from pullquote.cache.core.catalogue import Provider, RecordKind
from pullquote.cache.core.catalogue.services import SERVICES, BadServices, read_mirrors, read_services
from pullquote.cache.core.errors import SettingsError
from pullquote.cache.ingest.catalogue import linking
from pullquote.cache.store.catalogue import lookups as catalogue_lookups
from pullquote.cache.store.catalogue.lookups import Due
from pullquote.cache.store.names import beside

if TYPE_CHECKING:
    import sqlite3

    from pullquote.cache.core.settings import Catalogues

RECENT = timedelta(days=14)
"""How long an article that nobody opened asks about its names."""
_SLACK = timedelta(days=1)
_LONGEST = timedelta(days=400)
_EPOCH = datetime.fromisoformat("1970-01-01T00:00:00+00:00")


def services(settings: Catalogues) -> dict[Provider, str]:
    """Return the services that may be asked, each with its address, in the order in which they are asked.

    TMDB is among them only with a key. Raises ``SettingsError``.
    """
    try:
        chosen, mirrors = read_services(settings.services), read_mirrors(settings.mirrors)
    except BadServices as error:
        raise SettingsError(f"catalogue.services or catalogue.mirrors cannot be used. {error}") from error
    return {
        provider: mirrors.get(provider, service.base)
        for provider, service in SERVICES.items()
        if provider in chosen and (provider != "tmdb" or settings.tmdb_key or settings.tmdb_key_command)
    }


def names_due(conn: sqlite3.Connection, settings: Catalogues, asked: Collection[Provider], now: datetime) -> list[Due]:
    """List the names of which a service is to be asked now, the most wanted first."""
    types: list[EntityType] = [kind for kind, plan in PLANS.items() if any(provider in asked for provider, _ in plan)]
    found = catalogue_lookups.names_to_ask(conn, types, since=now - RECENT, per_article=settings.per_article)
    return [due for due in found if next_to_ask(due, asked, now)]


def names_wanted(conn: sqlite3.Connection, names: Collection[int]) -> list[Due]:
    """List names that a user asks about now, as if nothing had been asked about them."""
    return [
        replace(due, lookups={}, expires=dict.fromkeys(due.expires, _EPOCH))
        for due in catalogue_lookups.names_asked_for(conn, names)
    ]


def next_to_ask(due: Due, asked: Collection[Provider], now: datetime) -> tuple[Provider, RecordKind] | None:
    """Return the service that is to be asked about a name now, and as what; ``None`` for none.

    A service is asked where those before it have no record. A name that has one is asked about again when it expires;
    one whose last answer was no use waits. A clock that was set back never holds a name up.
    """
    for provider, kind in PLANS.get(due.type, ()):
        if provider not in asked:
            continue
        before, expires = due.lookups.get(provider), due.expires.get(provider)
        waits = before is not None and now < before.again and before.asked <= now + _SLACK
        failed = before is not None and before.outcome == "failed"
        if expires is not None:
            due_again = expires <= now or expires > now + _LONGEST
            return (provider, kind) if due_again and not (waits and failed) else None
        if not waits:
            return provider, kind
        if failed:
            return None
    return None


def wanted(conn: sqlite3.Connection, due: Due) -> tuple[Wanted, tuple[str, ...]]:
    """Return what the library knows of a name, and the groups and people whose album it may be."""
    found = linking.wanted(conn, due.entity) or Wanted(name=due.name, type=due.type)
    return found, beside.acts(conn, due.entity) if due.type == "album" else ()
