"""The accounts of a library on servers that keep subscriptions and marks: listed, added, joined, removed, synced.

Listing them is done at each start: what speaks to servers (``account_sync``) is imported by who asks one.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Collection
from typing import TYPE_CHECKING

from pullquote.cache.core.errors import NotFound
from pullquote.cache.core.sanitize import clean_address, clean_line
from pullquote.cache.core.servers.sync import Account, Dialect
from pullquote.cache.store import sync as store
from pullquote.cache.store.file.conversions import now

if TYPE_CHECKING:
    from pullquote.cache.core.feed import RefreshEvent
    from pullquote.cache.core.servers.credentials import AccountLogin
    from pullquote.cache.core.settings import Settings
    from pullquote.cache.store.database import Database


class Accounts:
    """The accounts of a library, as the app and the command line use them (``Library.accounts``)."""

    def __init__(self, database: Database, settings: Callable[[], Settings]) -> None:
        self._database = database
        self._settings = settings

    def listed(self) -> list[Account]:
        """List the accounts in the order they were added."""
        with self._database.reading() as conn:
            return store.accounts(conn)

    def find(self, reference: str) -> Account:
        """Return the account that a number, a dialect, an address or a part of one means. Raises ``NotFound``."""
        accounts = self.listed()
        words = reference.strip().casefold()
        found = [one for one in accounts if words == str(one.id)] or [
            one for one in accounts if words and words in f"{one.dialect} {one.url} {one.user} {one.name}".casefold()
        ]
        if len(found) == 1:
            return found[0]
        if found:
            raise NotFound(f"More than one account answers to “{clean_line(reference, 80)}”: write its number.")
        raise NotFound(f"No account answers to “{clean_line(reference, 80)}”. `pullquote sync status` shows them.")

    async def add(self, dialect: Dialect, url: str, login: AccountLogin) -> Account:
        """Sign in to a server, and keep the account; one that is there already gets this login.

        Raises ``SyncError`` or ``FetchError`` where the server does not let us in; then nothing is kept.
        """
        import asyncio

        from pullquote.cache.core.servers.credentials import Logins, account_key
        from pullquote.cache.ingest.context import RefreshContext, RefreshTiming
        from pullquote.cache.ingest.refresh.sync_line import SyncLine, password_of
        from pullquote.cache.sync import backend_for
        from pullquote.cache.sync.backend import Credentials

        moment = now()
        draft = Account(id=0, dialect=dialect, url=_base(url), user=login.name, added=moment)
        context = RefreshContext(self._database, self._settings(), clock=now, timing=RefreshTiming(processes=1))
        try:
            async with context.fetcher.client() as client:
                line = SyncLine(draft, client, context)
                credentials = Credentials(login.name, await asyncio.to_thread(password_of, login))
                name = await backend_for(dialect, line, credentials).sign_in()
        finally:
            context.close()
        with self._database.write() as conn:
            account = store.add(conn, dialect, draft.url, login.name, name, moment)
        logins = Logins(self._database.path.parent)
        logins.keep_account(account_key(dialect, account.url, account.user), login)
        return account

    def join(self, feed: int, number: int) -> None:
        """Let a local feed be one of an account: the next sync subscribes to it there. Raises ``NotFound``."""
        with self._database.write() as conn:
            store.join(conn, feed, number)

    def remove(self, number: int, *, keep: bool) -> Account:
        """Remove an account, and return it as it was; with ``keep`` its feeds become local ones. Articles stay."""
        from pullquote.cache.core.servers.credentials import Logins, account_key

        with self._database.write() as conn:
            gone = store.remove(conn, number, keep=keep, when=now())
        Logins(self._database.path.parent).keep_account(account_key(gone.dialect, gone.url, gone.user), None)
        return gone

    def sync(self, numbers: Collection[int] | None = None, *, force: bool = False) -> AsyncIterator[RefreshEvent]:
        """Sync accounts, by default all, and understand what came; yield each event as it happens."""
        from pullquote.cache.ingest.context import RefreshOptions
        from pullquote.cache.ingest.refresh.round import refresh

        chosen = numbers if numbers is not None else [one.id for one in self.listed()]
        options = RefreshOptions(feeds=(), accounts=chosen, force=force)
        return refresh(self._database, self._settings(), options)


def _base(url: str) -> str:
    """Return the address of a server as it is kept: without a slash at its end, or a query such as Fever's ``?api``."""
    address = clean_address(url)
    return url if address is None else address.partition("#")[0].partition("?")[0].rstrip("/")
