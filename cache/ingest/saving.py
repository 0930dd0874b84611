"""Saving articles to the user's own server: wallabag or Readeck. What is posted, and what the answers mean.

==========  ============================================  ====================================================
service     login                                         an article
==========  ============================================  ====================================================
wallabag    ``POST /oauth/v2/token``: password grant      ``POST /api/entries.json``: JSON; with ``title`` and
            (RFC 6749 4.3) with the id and secret of a    ``content`` the page is not fetched by the server
            client; ``access_token`` in JSON
Readeck     a token of the user's, sent as ``Bearer``     ``POST /api/bookmarks``: JSON, or a form whose
                                                          ``resource`` is the text; 202, ``Bookmark-Id``
==========  ============================================  ====================================================

Nothing is sent to any other address than the server's: no redirect is followed. A server that cannot be reached, does
not take the login or asks us to wait is asked no more; one article it refuses costs no other. Its answers are read in
a worker.
"""

from __future__ import annotations

import contextlib
import secrets
from collections.abc import AsyncIterator, Iterable
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode, urlsplit

import msgspec

from pullquote.cache.core.errors import (
    ConnectionLost,
    FetchError,
    FetchTimeout,
    HttpStatus,
    NetworkDown,
    SettingsError,
    WorkerCrashed,
    WorkerTimeout,
)
from pullquote.cache.core.sanitize import clean_address, clean_line
from pullquote.cache.core.servers.credentials import AccountLogin, Login, Logins, account_key
from pullquote.cache.core.servers.saving import SERVICE_NAMES, OwnServer, Saved, ServiceName, ToSave
from pullquote.cache.fetch.client import HttpClient, HttpRequest, HttpResponse, client_factory, status_sentence
from pullquote.cache.ingest.printed import printed
from pullquote.cache.workers.pool import WorkerPool

if TYPE_CHECKING:
    from pullquote.cache.core.settings import Settings

_ACCOUNT, _CLIENT = "account", "client"
"""Under what the logins for these servers are kept: the user's own or a token, and that of wallabag's client."""
_COMMAND_SECONDS = 60
_CAP = 32 << 20
"""Most bytes of an answer: wallabag sends the article back."""
_LONGEST_ADDRESS = {"readeck": 1_024, "wallabag": 4_096}
_MOST_LABELS = 50
_UNREADABLE = (FetchError, WorkerCrashed, WorkerTimeout)
"""What an answer raises that is none of such a server."""
_MOST_LOST = 2
"""Connections in a row that a server breaks off or refuses before it is asked no more."""


class SavingStopped(FetchError):
    """A server that is not asked any more this time."""


class OwnServers:
    """What is known of the user's servers: addresses from the settings, logins from the file beside the library."""

    def __init__(self, settings: Settings, folder: Path) -> None:
        self._settings = settings
        self._logins = Logins(folder)

    def address(self, service: ServiceName) -> str:
        """Return the address of a server. Raises ``SettingsError`` where the settings name none that can be asked."""
        written = getattr(self._settings.save, service)
        if not written:
            raise SettingsError(
                f"Say first where your {SERVICE_NAMES[service]} is: `pullquote config set save.{service} ADDRESS`."
            )
        address = clean_address(written)
        if address is None:
            raise SettingsError(f"save.{service} is no address: it begins with https:// or http://.")
        return address.rstrip("/")

    def find(self, service: ServiceName) -> OwnServer | None:
        """Return a server with its login, ``None`` where that is not known yet. Raises ``SettingsError``."""
        address = self.address(service)
        login, client = (self._kept(service, address, what) for what in (_ACCOUNT, _CLIENT))
        command = getattr(self._settings.save, f"{service}_command")
        if command:
            login = Login(
                login.name if login else "",
                printed(command, "a password", setting=f"save.{service}_command", seconds=_COMMAND_SECONDS),
            )
            login = Login(self._settings.save.wallabag_user or login.name, login.password)
        if login is None or not login.password:
            return None
        if service == "wallabag" and (client is None or not login.name):
            return None
        return OwnServer(service, address, login, client)

    def keep(self, own: OwnServer) -> None:
        """Keep the login of a server, readable by the user only. Raises ``SettingsError``."""
        for what, login in ((_ACCOUNT, own.login), (_CLIENT, own.client)):
            if login is not None:
                self._logins.keep_account(account_key(own.service, own.address, what), AccountLogin(*login))

    def _kept(self, service: ServiceName, address: str, what: str) -> Login | None:
        found = self._logins.of_account(account_key(service, address, what))
        return Login(found.name, found.password) if found else None


async def save(
    settings: Settings, own: OwnServer, articles: Iterable[tuple[int, ToSave | str]]
) -> AsyncIterator[Saved]:
    """Save articles one after the other; yield what became of each.

    In the place of one that cannot be saved stands a sentence that says why. Raises ``SavingStopped`` with one where
    the server is not asked any more, ``NetworkDown`` where it cannot be reached, ``FetchTimeout`` where it is slow.
    """
    async with client_factory(settings)() as client, WorkerPool(1) as workers:
        server = _Server(client, workers, own)
        lost = 0
        for number, article in articles:
            if isinstance(article, str):
                yield Saved(number, problem=article)
                continue
            try:
                await server.save(article)
            except (SavingStopped, NetworkDown, FetchTimeout):
                raise
            except FetchError as error:
                lost = lost + 1 if isinstance(error, ConnectionLost) else 0
                if lost >= _MOST_LOST:
                    raise SavingStopped(str(error)) from error
                yield Saved(number, problem=str(error))
            else:
                lost = 0
                yield Saved(number)


class _Server:
    """One server, asked with one login."""

    def __init__(self, client: HttpClient, workers: WorkerPool, own: OwnServer) -> None:
        self._client = client
        self._workers = workers
        self._own = own
        self._token = own.login.password if own.service == "readeck" else ""
        self._host = clean_line(urlsplit(own.address).hostname or "The server", 200)

    async def save(self, article: ToSave) -> None:
        """Save one article. Raises a ``FetchError`` of the kind that fits."""
        service = self._own.service
        if len(article.url) > _LONGEST_ADDRESS[service]:
            raise FetchError(f"Its address is too long for {SERVICE_NAMES[service]}.")
        if not self._token:
            self._token = await self._wallabag_token()
        kind, body = wallabag_entry(article) if service == "wallabag" else readeck_bookmark(article)
        path = "/api/entries.json" if service == "wallabag" else "/api/bookmarks"
        answer = await self._post(path, kind, body, token=self._token)
        self._judge(answer)
        if not await self._is_kept(answer):
            raise FetchError(f"{self._host} did not answer as {SERVICE_NAMES[service]} does: is save.{service} right?")

    async def _wallabag_token(self) -> str:
        login, client = self._own.login, self._own.client or Login("", "")
        said = {
            "grant_type": "password",
            "client_id": client.name,
            "client_secret": client.password,
            "username": login.name,
            "password": login.password,
        }
        kind, body = "application/x-www-form-urlencoded", urlencode(said).encode()
        answer = await self._post("/oauth/v2/token", kind, body)
        if answer.status in (400, 401):
            which = "client" if b"invalid_client" in answer.body[:10_000] else "name and password"
            raise SavingStopped(f"{self._host} does not take your {which}. {_again('wallabag')}")
        self._judge(answer)
        token = ""
        with contextlib.suppress(*_UNREADABLE):
            token = await self._workers.read_token(answer.body)
        if not token:
            raise SavingStopped(f"{self._host} did not answer as wallabag does: is save.wallabag right?")
        return token

    async def _is_kept(self, answer: HttpResponse) -> bool:
        """Return whether an answer says that the article was kept: a page of a login, say, does not."""
        if self._own.service == "readeck":
            return "bookmark-id" in answer.headers
        with contextlib.suppress(*_UNREADABLE):
            return await self._workers.says_kept(answer.body)
        return False

    async def _post(self, path: str, kind: str, body: bytes, *, token: str = "") -> HttpResponse:
        headers = {"Content-Type": kind} | ({"Authorization": f"Bearer {token}"} if token else {})
        return await self._client.get(
            HttpRequest(
                self._own.address + path,
                cap=_CAP,
                accept="application/json",
                headers=headers,
                private=True,
                method="POST",
                body=body,
            )
        )

    def _judge(self, answer: HttpResponse) -> None:
        """Raise for a status that is no answer."""
        service = self._own.service
        match answer.status:
            case 200 | 201 | 202:
                return
            case 401 | 403:
                raise SavingStopped(f"{self._host} does not take your login. {_again(service)}")
            case 429 | 503:
                wait = answer.headers.get("retry-after", "")
                later = f" for {wait} seconds" if wait.isascii() and wait.isdigit() and len(wait) < 7 else ""
                raise SavingStopped(f"{self._host} asks us to wait{later}: too much at once.")
            case 301 | 302 | 303 | 307 | 308:
                to = clean_address(answer.headers.get("location")) or "another address"
                raise SavingStopped(f"{self._host} sends us to {to}: set save.{service} to where it is.")
            case 404:
                raise SavingStopped(f"{self._host} has no {SERVICE_NAMES[service]} there: is save.{service} right?")
            case 400 | 413 | 422:
                raise HttpStatus(f"{self._host} does not take this article (status {answer.status}).", answer.status)
            case status:
                raise HttpStatus(status_sentence(status, self._host), status)


def wallabag_entry(article: ToSave) -> tuple[str, bytes]:
    """Return the type and the body of what is posted to wallabag."""
    said: dict[str, str] = {"url": article.url}
    if article.title and article.html:
        said |= {"title": article.title, "content": article.html}
        said |= {"authors": ",".join(name.replace(",", " ") for name in article.byline)} if article.byline else {}
        said |= {"published_at": article.published.isoformat()} if article.published else {}
        said |= {"language": article.language} if article.language else {}
    if article.tags:
        said["tags"] = ",".join(tag.replace(",", " ") for tag in article.tags[:_MOST_LABELS])
    return "application/json", msgspec.json.encode(said)


def readeck_bookmark(article: ToSave) -> tuple[str, bytes]:
    """Return the type and the body of what is posted to Readeck."""
    labels = list(article.tags[:_MOST_LABELS])
    if not (article.title and article.html):
        return "application/json", msgspec.json.encode({"url": article.url, "labels": labels})
    edge = secrets.token_hex(16)
    fields = [("url", article.url), ("title", article.title[:1_000]), ("feature_find_main", "false")]
    parts = [_field(name, value) for name, value in (*fields, *(("labels", label) for label in labels))]
    head = msgspec.json.encode({"url": article.url, "headers": {"content-type": "text/html; charset=utf-8"}})
    page = f'<html><head><meta charset="utf-8"></head><body>{article.html}</body></html>'.encode()
    parts.append(
        b'Content-Disposition: form-data; name="resource"; filename="blob"\r\n'
        b"Content-Type: application/octet-stream\r\n\r\n" + head + b"\n" + page
    )
    body = b"".join(b"--" + edge.encode() + b"\r\n" + part + b"\r\n" for part in parts)
    return f"multipart/form-data; boundary={edge}", body + b"--" + edge.encode() + b"--\r\n"


def _field(name: str, value: str) -> bytes:
    return f'Content-Disposition: form-data; name="{name}"\r\n\r\n{value}'.encode()


def _again(service: ServiceName) -> str:
    return f"`pullquote export --to {service} --login` asks for it again."
