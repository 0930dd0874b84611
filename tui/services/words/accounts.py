"""What the status line says of accounts on servers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from pullquote.cache.core.counts import counted
from pullquote.cache.core.servers.sync import Account


def stays_subscribed(account: Account) -> str:
    """Return the sentence for a feed that was removed here and that its server goes on with."""
    return f"It stays subscribed at {account.url}, because Fever cannot unsubscribe: do that there too."


def stays_as_it_was(account: Account) -> str:
    """Return the sentence for a feed that has another name or folder here than its server goes on with."""
    return f"At {account.url} it stays as it was, because Fever can neither rename nor move a feed: do that there too."


def account_words(accounts: Sequence[Account], today: date) -> str:
    """Return when accounts were synced last and what waits to be sent; empty where there are none.

    Of several it is the one that was synced longest ago, or not yet; all marks that wait are counted.
    """
    if not accounts:
        return ""
    times = [account.synced for account in accounts]
    oldest = None if None in times else min(time for time in times if time is not None)
    failed = [account for account in accounts if account.error]
    local = oldest.astimezone() if oldest else None
    said = "not synced yet" if local is None else f"synced {local:{'%H:%M' if local.date() == today else '%b %d'}}"
    if failed:
        said += f", {counted(len(failed), 'account')} failed"
    waiting = sum(account.waiting for account in accounts)
    return said + (f", {counted(waiting, 'mark')} to send" if waiting else "")
