"""One request over guarded connections: the only module that knows the HTTP parser (h11).

Whatever happens comes out in our own values and errors. Addresses are checked by ``guard`` as the socket connects.
"""

from __future__ import annotations

import asyncio
import contextlib
import errno
import ssl
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping
from typing import Any

import h11
from msgspec import Struct

from pullquote.cache.core.errors import (
    ConnectionLost,
    FetchError,
    FetchTimeout,
    ForbiddenAddress,
    NetworkDown,
    unless_too_many,
)
from pullquote.cache.core.sanitize import clean_line
from pullquote.cache.fetch.guard import Resolve, allowed_addresses, check_spelling
from pullquote.cache.fetch.response_head import MOST_HEAD, HeadMender
from pullquote.cache.fetch.target import Target, basic, parse_target
from pullquote.cache.fetch.tls import tls_context
from pullquote.cache.fetch.wire import Wire

_TRIED = 4
"""Addresses of a host that are tried one after another."""
_KEPT = 2
"""Connections that are kept to be used again."""
_KEPT_FOR = 20.0
"""Seconds that a connection is kept unused."""


class RawRequest(Struct, frozen=True):
    """A request as it is sent. ``private`` lets it go to any address, ``login`` is a name and a password."""

    url: str
    headers: Mapping[str, str]
    private: bool = False
    login: tuple[str, str] | None = None
    method: str = "GET"
    body: bytes = b""


class RawResponse(Struct, frozen=True):
    """The head of a response, and its body as it comes, still encoded.

    ``headers`` have lower-case names; values of one name are joined by commas, their bytes kept one to one (Latin-1).
    """

    status: int
    headers: Mapping[str, str]
    pieces: AsyncIterator[bytes]


class Transport:
    """Sends requests, each over a connection of its own while it lasts; a few are kept to be used again.

    A connection opened for an address the user typed is never used for any other.
    """

    def __init__(
        self, *, connect: float, read: float, ca_file: str | None, resolve: Resolve, proxy: str | None
    ) -> None:
        """Prepare; nothing is opened. Raises ``FetchError`` where ``proxy`` is no address of an HTTP proxy."""
        self._connect = connect
        self._read = read
        self._ca_file = ca_file
        self._resolve = resolve
        self._proxy = _proxy(proxy) if proxy else None
        self._kept: list[_Connection] = []

    @contextlib.asynccontextmanager
    async def send(self, request: RawRequest, host: str) -> AsyncIterator[RawResponse]:
        """Send a request and return the response while its body comes; a redirect is not followed.

        ``host`` is what errors call the server. Raises a ``FetchError`` of the kind that fits, also while the body is
        read.
        """
        try:
            target = parse_target(request.url)
            outgoing = self._outgoing(request, target)
        except ValueError as error:
            raise ForbiddenAddress("This address cannot be asked: it is not well formed.") from error
        if self._proxy and not request.private:
            check_spelling(target.host)
        connection = self._take(target, request.private) or await self._open(target, request.private, host)
        try:
            with _told(host):
                head = await connection.ask(outgoing, request.body)
            yield RawResponse(head.status_code, _headers(head.headers), _Pieces(connection, host))
        finally:
            self._give_back(connection)

    async def aclose(self) -> None:
        """Close every connection."""
        for connection in self._kept:
            connection.close()
        self._kept.clear()

    def _outgoing(self, request: RawRequest, target: Target) -> h11.Request:
        """Return the head of a request. Raises ``ValueError`` for what cannot stand in one."""
        headers = [(b"Host", target.authority.encode())]
        if request.body or request.method in ("POST", "PUT", "PATCH"):
            headers.append((b"Content-Length", b"%d" % len(request.body)))
        for name, value in request.headers.items():
            headers.append((name.encode("ascii"), value.encode("latin-1", "replace")))
        if login := request.login or target.login:
            headers.append((b"Authorization", basic(login)))
        place = target.path
        if self._proxy and target.scheme == "http":
            place = target.whole
            headers = [*_proxy_headers(self._proxy), *headers]
        try:
            return h11.Request(method=request.method, target=place, headers=headers)
        except h11.LocalProtocolError as error:
            raise ValueError(str(error)) from error

    def _take(self, target: Target, private: bool) -> _Connection | None:
        """Take a kept connection that leads to the target; close those that cannot be used any more."""
        now, wanted = asyncio.get_running_loop().time(), _key(target, private)
        for connection in self._kept:
            if not connection.is_ready(now):
                connection.close()
        self._kept = [one for one in self._kept if not one.is_closed]
        found = next((one for one in self._kept if one.key == wanted), None)
        if found:
            self._kept.remove(found)
        return found

    def _give_back(self, connection: _Connection) -> None:
        """Keep a connection whose answer was read to its end; close any other."""
        if not connection.begin_anew(asyncio.get_running_loop().time() + _KEPT_FOR):
            return
        self._kept.append(connection)
        while len(self._kept) > _KEPT:
            self._kept.pop(0).close()

    async def _open(self, target: Target, private: bool, host: str) -> _Connection:
        """Connect, through the proxy where there is one, and agree on TLS where the address is https."""
        context = tls_context(self._ca_file) if target.scheme == "https" else None
        # The user's own proxy may be inside a private network; only it sees the addresses it connects to.
        first = self._proxy or target
        wire = await self._reach(first, private=private or self._proxy is not None)
        try:
            if self._proxy and self._proxy.scheme == "https":
                await _secured(wire, tls_context(self._ca_file), first, self._connect, host)
            connection = _Connection(wire, _key(target, private), self._read)
            if context:
                if self._proxy:
                    await _tunnel(connection, self._proxy, target, host)
                    connection = _Connection(wire, _key(target, private), self._read)
                await _secured(wire, context, target, self._connect, host)
            return connection
        except BaseException:
            wire.close()
            raise

    async def _reach(self, target: Target, *, private: bool) -> Wire:
        """Look the host up, check what was found and connect to the first address that answers."""
        host = target.host
        try:
            async with asyncio.timeout(self._connect):
                allowed = await allowed_addresses(host, target.port, self._resolve, private=private)
        except TimeoutError as error:
            raise NetworkDown(f"The name {host} could not be looked up in time.") from error
        problem: OSError | None = None
        for one in allowed[:_TRIED]:
            try:
                return await Wire.connect(one, target.port, self._connect)
            except OSError as error:
                problem = error
        if isinstance(problem, TimeoutError) or _says(problem, errno.ENETUNREACH, errno.ENETDOWN, errno.EHOSTUNREACH):
            raise NetworkDown(f"{host} could not be reached.") from problem
        sentence = f"{host} refused the connection."
        raise ConnectionLost(unless_too_many(sentence, problem) if problem else sentence) from problem


class _Connection:
    """A connection over which one request after another is sent; ``key`` says where it leads."""

    def __init__(self, wire: Wire, key: tuple[str, str, int, bool], seconds: float) -> None:
        self.key = key
        self.is_closed = False
        self._wire = wire
        self._seconds = seconds
        self._until = 0.0
        self._heads = HeadMender()
        self._http = h11.Connection(h11.CLIENT, max_incomplete_event_size=MOST_HEAD)

    def is_ready(self, now: float) -> bool:
        """Return whether another request may be sent: it is not too old, and the server has not hung up."""
        return now < self._until and self._wire.is_quiet

    async def ask(self, request: h11.Request, body: bytes) -> h11.Response | h11.InformationalResponse:
        """Send a request and return the head of its answer. Raises ``OSError`` and h11's errors."""
        data = self._http.send(request) or b""
        if body:
            data += self._http.send(h11.Data(data=body)) or b""
        data += self._http.send(h11.EndOfMessage()) or b""
        self._heads.expect()
        await self._wire.write(data, self._seconds)
        while True:
            event = await self.next()
            if isinstance(event, h11.Response):
                return event
            if isinstance(event, h11.InformationalResponse) and event.status_code == 101:
                return event

    async def next(self) -> Any:
        """Return what comes next of an answer. Raises ``OSError`` and ``h11.RemoteProtocolError``."""
        while (event := self._http.next_event()) is h11.NEED_DATA:
            data = await self._wire.read(self._seconds)
            passed = self._heads.feed(data)
            if passed or not data:
                self._http.receive_data(passed)
            if passed and not data:
                self._http.receive_data(b"")
        return event

    def begin_anew(self, until: float) -> bool:
        """Return whether the answer was read and no more came: another may be asked for until then. Else close it."""
        done = self._http.our_state is h11.DONE and self._http.their_state is h11.DONE
        if done and not self._http.trailing_data[0]:
            self._http.start_next_cycle()
            self._until = until
        else:
            self.close()
        return not self.is_closed

    def close(self) -> None:
        """Close it at once."""
        self.is_closed = True
        self._wire.close()


class _Pieces:
    """The body of an answer as it comes, with our own errors."""

    def __init__(self, connection: _Connection, host: str) -> None:
        self._connection = connection
        self._host = host

    def __aiter__(self) -> _Pieces:
        return self

    async def __anext__(self) -> bytes:
        with _told(self._host):
            event = await self._connection.next()
        if isinstance(event, h11.Data):
            return bytes(event.data)
        raise StopAsyncIteration


@contextlib.contextmanager
def _told(host: str) -> Iterator[None]:
    """Say in a sentence what went wrong while an answer was waited for or read."""
    try:
        yield
    except TimeoutError as error:
        raise FetchTimeout(f"{host} did not answer in time.") from error
    except ssl.SSLError as error:
        raise _insecure(error, host) from error
    except h11.RemoteProtocolError as error:
        raise ConnectionLost(f"{host} broke off its answer, or did not speak HTTP.") from error
    except (OSError, h11.ProtocolError) as error:
        raise ConnectionLost(f"The connection to {host} was lost.") from error


async def _tunnel(connection: _Connection, proxy: Target, target: Target, host: str) -> None:
    """Have a proxy lead on to the target (RFC 9110 9.3.6)."""
    bracketed = f"[{target.host}]" if ":" in target.host else target.host
    place = f"{bracketed}:{target.port}"
    headers = [(b"Host", place.encode()), (b"Accept", b"*/*"), *_proxy_headers(proxy)]
    with _told(host):
        answer = await connection.ask(h11.Request(method="CONNECT", target=place, headers=headers), b"")
    if not 200 <= answer.status_code < 300:
        said = f"{answer.status_code} {bytes(answer.reason).decode('ascii', 'ignore')}"
        raise FetchError(f"The proxy did not lead to {host}: {clean_line(said, 200)}.")


async def _secured(wire: Wire, context: ssl.SSLContext, target: Target, seconds: float, host: str) -> None:
    """Go on over TLS, with a sentence where that fails."""
    try:
        await wire.start_tls(context, target.host, seconds)
    except TimeoutError as error:
        raise FetchTimeout(f"{host} did not answer in time.") from error
    except ssl.SSLError as error:
        raise _insecure(error, host) from error
    except OSError as error:
        raise NetworkDown(f"{host} could not be reached.") from error


def _insecure(error: ssl.SSLError, host: str) -> FetchError:
    if isinstance(error, ssl.SSLCertVerificationError):
        return FetchError(f"{host} could not prove who it is: {clean_line(error.verify_message, 200)}.")
    return FetchError(f"{host} could not agree on a secure connection.")


def _key(target: Target, private: bool) -> tuple[str, str, int, bool]:
    return target.scheme, target.host, target.port, private


def _headers(raw: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    values: dict[str, list[str]] = {}
    for name, value in raw:
        values.setdefault(name.decode("latin-1"), []).append(value.decode("latin-1"))
    return {name: ", ".join(filter(None, found)) for name, found in values.items()}


def _proxy(address: str) -> Target:
    """Return the proxy at an address, with the name and password that stand in it."""
    sentence = "network.proxy in config.toml must begin with http:// or https://."
    if "://" in address and not address.lower().startswith(("http://", "https://")):
        raise FetchError(sentence)
    try:
        return parse_target(address)
    except ValueError as error:
        raise FetchError("network.proxy in config.toml is not the address of an HTTP proxy.") from error


def _proxy_headers(proxy: Target) -> list[tuple[bytes, bytes]]:
    return [(b"Proxy-Authorization", basic(proxy.login))] if proxy.login else []


def _says(error: OSError | None, *numbers: int) -> bool:
    """Return whether the system said one of these; where several addresses failed, the last of them."""
    return error is not None and error.errno in numbers
