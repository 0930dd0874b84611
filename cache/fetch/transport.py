"""One request over guarded connections: the only module that knows the HTTP library (httpx, and httpcore below it).

Whatever happens comes out in our own values and errors. Addresses are checked by ``guard`` as the socket connects.
"""

from __future__ import annotations

import asyncio
import contextlib
import errno
import os
import ssl
from collections.abc import AsyncIterator, Iterable, Mapping
from functools import lru_cache
from http.cookiejar import CookieJar
from typing import Any

from msgspec import Struct

from pullquote.cache.core.errors import (
    TOO_MANY_FILES,
    ConnectionLost,
    FetchError,
    FetchTimeout,
    ForbiddenAddress,
    NetworkDown,
    TlsUnusable,
    unless_too_many,
)
from pullquote.cache.core.import_shortcuts import skip_missing_sniffio, without_trio
from pullquote.cache.core.sanitize import clean_line
from pullquote.cache.fetch.guard import Resolve, allowed_addresses, check_spelling
from pullquote.cache.fetch.response_head import HeadMender

with without_trio():
    import httpcore
    import httpx

skip_missing_sniffio()

_NO_NETWORK = frozenset((errno.ENETUNREACH, errno.ENETDOWN, errno.EHOSTUNREACH))
"""What the system says where the network itself, rather than the host, said no."""
_TOO_MANY = frozenset((errno.EMFILE, errno.ENFILE))
_READ = 1 << 14
"""Most bytes taken from a connection at once: what is made of them holds the event loop."""


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
    """Sends requests over pools of connections: some reach public addresses only, others are for typed ones.

    So a connection opened for an address the user typed is never used for any other.
    """

    def __init__(
        self, *, connect: float, read: float, ca_file: str | None, resolve: Resolve, proxy: str | None
    ) -> None:
        """Prepare; nothing is opened. Raises ``FetchError`` where ``proxy`` is no address of an HTTP proxy."""
        self._client = httpx.AsyncClient(
            transport=_Pools(ca_file, resolve, proxy),
            follow_redirects=False,
            trust_env=False,
            cookies=_NoCookies(),
            timeout=httpx.Timeout(read, connect=connect, pool=None),
        )
        self._client.headers.clear()

    @contextlib.asynccontextmanager
    async def send(self, request: RawRequest, host: str) -> AsyncIterator[RawResponse]:
        """Send a request and return the response while its body comes; a redirect is not followed.

        ``host`` is what errors call the server. Raises a ``FetchError`` of the kind that fits, also while the body is
        read.
        """
        raw = [(name.encode("ascii"), value.encode("latin-1", "replace")) for name, value in request.headers.items()]
        auth = httpx.BasicAuth(*request.login) if request.login else None
        response: httpx.Response | None = None
        try:
            sent = self._client.build_request(
                request.method,
                request.url,
                headers=raw,
                content=request.body or None,
                extensions={"private": request.private},
            )
        except (httpx.InvalidURL, ValueError) as error:
            raise ForbiddenAddress("This address cannot be asked: it is not well formed.") from error
        try:
            response = await self._client.send(sent, stream=True, auth=auth)
            yield RawResponse(response.status_code, _headers(response.headers.raw), response.aiter_raw())
        except (httpx.InvalidURL, ValueError) as error:
            raise ForbiddenAddress(f"{host} leads to an address that is not well formed.") from error
        except httpx.TimeoutException as error:
            raise FetchTimeout(f"{host} did not answer in time.") from error
        except httpx.HTTPError as error:
            raise _plain(error, host) from error
        finally:
            if response is not None:
                await response.aclose()

    async def aclose(self) -> None:
        """Close every connection."""
        await self._client.aclose()


@lru_cache(maxsize=4)
def tls_context(ca_file: str | None = None) -> ssl.SSLContext:
    """Return the one TLS context, verified, with the user's own authorities added (H45).

    It is made when the first https address is asked, and takes 20 ms. Raises ``TlsUnusable``.
    """
    try:
        context = httpx.create_ssl_context()
    except (OSError, ssl.SSLError) as error:
        name = "SSL_CERT_FILE" if os.environ.get("SSL_CERT_FILE") else "SSL_CERT_DIR"
        problem = error.strerror or error
        sentence = f"Cannot read the certificate authorities that ${name} names: {problem}. Mend or unset it."
        raise TlsUnusable(unless_too_many(sentence, error)) from error
    if ca_file:
        try:
            context.load_verify_locations(cafile=ca_file)
        except (OSError, ssl.SSLError) as error:
            sentence = f"Cannot use {ca_file} as a file of certificate authorities: {error}."
            raise TlsUnusable(unless_too_many(sentence, error)) from error
    return context


def _headers(raw: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    values: dict[str, list[str]] = {}
    for name, value in raw:
        values.setdefault(name.decode("latin-1").lower(), []).append(value.decode("latin-1"))
    return {name: ", ".join(filter(None, found)) for name, found in values.items()}


class _NoCookies(CookieJar):
    """Takes no cookie and sends none (H35), and does not even read them: what a server writes there may be long."""

    def extract_cookies(self, response: Any, request: Any) -> None:
        """Take none."""

    def add_cookie_header(self, request: Any) -> None:
        """Send none."""


class _GuardedBackend(httpcore.AsyncNetworkBackend):
    """Connects to public addresses only; with ``private`` to any."""

    def __init__(self, *, private: bool, resolve: Resolve) -> None:
        self._private = private
        self._resolve = resolve
        self._inner: httpcore.AsyncNetworkBackend = httpcore.AnyIOBackend()  # pyright: ignore[reportAttributeAccessIssue]

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 -- httpcore's own signature
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Look ``host`` up, check what was found and connect to the first address that answers."""
        try:
            async with asyncio.timeout(timeout):
                allowed = await allowed_addresses(host, port, self._resolve, private=self._private)
        except TimeoutError as error:
            raise NetworkDown(f"The name {host} could not be looked up in time.") from error
        problem: Exception | None = None
        for one in allowed[:4]:
            try:
                return _Connection(await self._inner.connect_tcp(one, port, timeout, local_address, socket_options))
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                problem = error
        if isinstance(problem, httpcore.ConnectTimeout) or _has(problem, _NO_NETWORK):
            raise NetworkDown(f"{host} could not be reached.") from problem
        if _has(problem, _TOO_MANY):
            raise ConnectionLost(TOO_MANY_FILES) from problem
        raise ConnectionLost(f"{host} refused the connection.") from problem

    async def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,  # noqa: ASYNC109
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Refuse: no address leads to a local socket."""
        raise ForbiddenAddress("Local sockets are not asked.")

    async def sleep(self, seconds: float) -> None:
        """Wait, for httpcore's own use."""
        await asyncio.sleep(seconds)


class _Connection(httpcore.AsyncNetworkStream):
    """A connection that is read in small pieces, so that others get their turn between them, and with heads mended.

    A server may cut what it sends into thousands of headers or of chunks of one byte, and each costs the parser the
    same as a whole page.
    """

    def __init__(self, stream: httpcore.AsyncNetworkStream) -> None:
        self._stream = stream
        self._heads = HeadMender()

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ASYNC109 -- httpcore's own
        """Read at most ``_READ`` bytes of a body, or a head whole, after whoever else has something to do."""
        while True:
            await asyncio.sleep(0)
            data = await self._stream.read(min(max_bytes, _READ), timeout)
            if (passed := self._heads.feed(data)) or not data:
                return passed

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ASYNC109
        """Write all: a request, whose answer comes next."""
        self._heads.expect()
        await self._stream.write(buffer, timeout)

    async def aclose(self) -> None:
        """Close the connection."""
        await self._stream.aclose()

    async def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ASYNC109
    ) -> httpcore.AsyncNetworkStream:
        """Return the connection with TLS, read in small pieces too."""
        return _Connection(await self._stream.start_tls(ssl_context, server_hostname, timeout))

    def get_extra_info(self, info: str) -> Any:
        """Return what the connection itself knows."""
        return self._stream.get_extra_info(info)


class _Pools(httpx.AsyncBaseTransport):
    """httpx over our own pools: httpx cannot be told which network backend to use."""

    def __init__(self, ca_file: str | None, resolve: Resolve, proxy: str | None) -> None:
        self._ca_file = ca_file
        self._resolve = resolve
        self._proxy = _proxy(proxy) if proxy else None
        self._pools: dict[tuple[bool, bool], httpcore.AsyncConnectionPool] = {}

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request over the pool it belongs to; what goes wrong has httpx's own kinds."""
        private = bool(request.extensions.get("private"))
        if self._proxy and not private:
            check_spelling(request.url.host)
        pool = self._pool(private=private, secure=request.url.scheme == "https")
        outgoing = httpcore.Request(
            method=request.method,
            url=httpcore.URL(
                scheme=request.url.raw_scheme,
                host=request.url.raw_host,
                port=request.url.port,
                target=request.url.raw_path,
            ),
            headers=request.headers.raw,
            content=request.stream,
            extensions={"timeout": request.extensions.get("timeout", {})},
        )
        try:
            answer = await pool.handle_async_request(outgoing)
        except _OURS as error:
            raise _translate(error) from error
        return httpx.Response(
            status_code=answer.status,
            headers=answer.headers,
            stream=_Stream(answer),
            extensions=answer.extensions,
        )

    async def aclose(self) -> None:
        """Close every connection."""
        for pool in self._pools.values():
            await pool.aclose()
        self._pools.clear()

    def _pool(self, *, private: bool, secure: bool) -> httpcore.AsyncConnectionPool:
        """Return the pool for such addresses. Raises ``TlsUnusable``, for those that are ``secure``."""
        if (private, secure) not in self._pools:
            # The user's own proxy may be inside a private network; only it sees the addresses it connects to.
            named = self._proxy is not None
            self._pools[private, secure] = httpcore.AsyncConnectionPool(
                ssl_context=tls_context(self._ca_file) if secure else None,
                proxy=self._proxy,
                max_connections=4,
                max_keepalive_connections=2,
                keepalive_expiry=20.0,
                network_backend=_GuardedBackend(private=private or named, resolve=self._resolve),
            )
        return self._pools[private, secure]


class _Stream(httpx.AsyncByteStream):
    """The body of an answer, as httpcore gives it, with httpx's errors."""

    def __init__(self, answer: httpcore.Response) -> None:
        self._answer = answer

    async def __aiter__(self) -> AsyncIterator[bytes]:
        try:
            async for piece in self._answer.aiter_stream():
                yield piece
        except _OURS as error:
            raise _translate(error) from error

    async def aclose(self) -> None:
        await self._answer.aclose()


_ERRORS: tuple[tuple[type[Exception], type[httpx.HTTPError]], ...] = (
    (httpcore.ConnectTimeout, httpx.ConnectTimeout),
    (httpcore.TimeoutException, httpx.ReadTimeout),
    (httpcore.ConnectError, httpx.ConnectError),
    (httpcore.NetworkError, httpx.NetworkError),
    (httpcore.RemoteProtocolError, httpx.RemoteProtocolError),
    (httpcore.ProtocolError, httpx.ProtocolError),
    (httpcore.ProxyError, httpx.ProxyError),
    (httpcore.UnsupportedProtocol, httpx.UnsupportedProtocol),
)
_OURS = tuple(ours for ours, _ in _ERRORS)


def _translate(error: Exception) -> httpx.HTTPError:
    for ours, theirs in _ERRORS:
        if isinstance(error, ours):
            return theirs(str(error))
    return httpx.TransportError(str(error))


def _proxy(address: str) -> httpcore.Proxy:
    """Return the proxy at an address, with the name and password that stand in it."""
    try:
        named = httpx.Proxy(address)
    except (ValueError, httpx.InvalidURL) as error:
        raise FetchError("network.proxy in config.toml is not the address of an HTTP proxy.") from error
    if named.url.scheme not in ("http", "https") or not named.url.host:
        raise FetchError("network.proxy in config.toml must begin with http:// or https://.")
    return httpcore.Proxy(str(named.url), auth=named.raw_auth)


def _has(error: BaseException | None, numbers: frozenset[int]) -> bool:
    """Return whether an error, or one it came from, is the system's with one of these numbers."""
    while error is not None:
        if isinstance(error, OSError) and error.errno in numbers:
            return True
        error = error.__cause__ or error.__context__
    return False


def _plain(error: httpx.HTTPError, host: str) -> FetchError:
    """Return our own error for one of httpx, with a sentence for the user."""
    seen: BaseException | None = error
    while seen is not None:
        if isinstance(seen, ssl.SSLCertVerificationError):
            return FetchError(f"{host} could not prove who it is: {clean_line(seen.verify_message, 200)}.")
        if isinstance(seen, ssl.SSLError):
            return FetchError(f"{host} could not agree on a secure connection.")
        seen = seen.__cause__ or seen.__context__
    if isinstance(error, httpx.ProxyError):
        return FetchError(f"The proxy did not lead to {host}: {clean_line(str(error), 200)}.")
    if isinstance(error, httpx.ConnectError):
        return NetworkDown(f"{host} could not be reached.")
    if isinstance(error, httpx.RemoteProtocolError) and "location header" in str(error):
        return ForbiddenAddress(f"{host} leads to an address that is not well formed.")
    if isinstance(error, httpx.RemoteProtocolError):
        return ConnectionLost(f"{host} broke off its answer, or did not speak HTTP.")
    return ConnectionLost(f"The connection to {host} was lost.")
