"""The connection to the server of one account: requests leave here, answers are read in a worker."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode, urljoin, urlsplit

import msgspec

from pullquote.cache.core.errors import SettingsError, SyncError, SyncHeld
from pullquote.cache.core.sanitize import clean_line
from pullquote.cache.core.servers.credentials import AccountLogin, Logins, account_key
from pullquote.cache.core.urls import host_of
from pullquote.cache.fetch.client import HttpRequest, HttpResponse, status_sentence
from pullquote.cache.ingest.printed import printed
from pullquote.cache.store import sync as store
from pullquote.cache.sync.backend import Answer, Ask, Credentials
from pullquote.cache.workers.protocol import ReadSync

if TYPE_CHECKING:
    from pullquote.cache.core.servers.sync import Account, What
    from pullquote.cache.fetch.client import HttpClient
    from pullquote.cache.ingest.context import RefreshContext

_MOVED = (301, 302, 303, 307, 308)


class SyncLine:
    """A ``sync.backend.Line``.

    ``outlets`` are the titles of the account's feeds, by their ids there; ``keys`` is what the keys of its entries
    begin with here. ``digests`` are those of entries that are asked for again, by their ids there: of what has not
    changed a worker makes nothing.
    """

    def __init__(self, account: Account, client: HttpClient, context: RefreshContext) -> None:
        self._account = account
        self._client = client
        self._workers = context.workers
        self._holds = context.fetcher.holds
        self._library = context.library
        self._clock = context.clock
        self.outlets: Mapping[str, str] = {}
        self.digests: Mapping[str, bytes] = {}
        key = account_key(account.dialect, account.url, account.user)
        self.keys = f"{hashlib.sha256(key.encode()).hexdigest()[:16]}:"  # the same where the account is added again

    async def ask(self, request: Ask) -> Answer:
        """Send a request; see ``sync.backend.Line``."""
        url = place(self._account.url, request.path)
        if request.query:
            url += ("&" if "?" in url else "?") + urlencode(request.query)
        host = host_of(url)
        held = self._holds.known.get(host)
        if held is not None and held.not_before > self._clock():
            raise SyncHeld(f"{host} asked us to wait until {held.not_before.astimezone():%a %H:%M}.")
        body, headers = b"", dict(request.headers)
        if request.form is not None:
            body, headers["Content-Type"] = urlencode(request.form).encode(), "application/x-www-form-urlencoded"
        elif request.json is not None:
            body, headers["Content-Type"] = msgspec.json.encode(request.json), "application/json"
        answer = await self._client.get(
            HttpRequest(
                url,
                cap=request.cap,
                accept="application/json, */*;q=0.5",
                headers=headers,
                private=True,  # a user typed the address
                follow=False,
                method=request.method,
                body=body,
            )
        )
        if answer.status in (429, 503):
            await self._holds.hold(host, answer)
            raise SyncHeld(status_sentence(answer.status, host))
        if answer.status in _MOVED:
            raise SyncError(_moved(host, urljoin(url, answer.headers.get("location", ""))))
        return Answer(answer.status, answer.body, answer.headers, _date(answer))

    async def read(self, what: What, data: bytes) -> Any:
        """Have a worker read the body of an answer; see ``sync.backend.Line``."""
        return await self._workers.read_sync(
            ReadSync(
                self._account.dialect,
                what,
                data,
                outlets=dict(self.outlets),
                digests=dict(self.digests),
                keys=self.keys,
                fetched=self._clock(),
            )
        )

    async def unknown(self, ids: Sequence[str]) -> list[str]:
        """Return those of some entries that are not here yet; see ``sync.backend.Line``."""
        known = await self._library.look_up(lambda c: store.known(c, self._account.id, ids))
        return [entry for entry in ids if entry not in known]


def place(base: str, path: str) -> str:
    """Return the address of ``path`` at a server; a file such as ``fever.php`` is asked itself."""
    base = base.rstrip("/")
    if not path and "." in urlsplit(base).path.rpartition("/")[2]:
        return base
    return f"{base}/{path.lstrip('/')}"


def credentials_of(logins: Logins, account: Account) -> Credentials:
    """Return who signs in to an account. Raises ``SettingsError`` where that is kept nowhere, or no command says it."""
    login = logins.of_account(account_key(account.dialect, account.url, account.user))
    if login is None:
        raise SettingsError(
            "The password of this account is not kept here. "
            f"`pullquote sync add {account.dialect} {account.url}` asks for it."
        )
    return Credentials(login.name, password_of(login))


def password_of(login: AccountLogin) -> str:
    """Return the password of a login, or what its command prints. Raises ``SettingsError``."""
    if login.password:
        return login.password
    if not (line := printed(login.command, "a password")):
        raise SettingsError(f"`{clean_line(login.command, 60)}` printed no password.")
    return line


def _moved(host: str, to: str) -> str:
    """Return the sentence for a server that leads elsewhere, which is not followed: what is sent there is secret."""
    place = urlsplit(to)
    where = clean_line(f"{place.scheme}://{place.netloc.rpartition('@')[2]}", 200)
    return f"{host} leads to {where}. `pullquote sync add` takes the account with the address it has there."


def _date(answer: HttpResponse) -> int | None:
    try:
        return int(parsedate_to_datetime(answer.headers.get("date", "")).timestamp())
    except (TypeError, ValueError):
        return None
