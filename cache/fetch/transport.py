"""httpx over guarded connections: where a request may go, proxies, TLS, errors in httpx's own kinds.

Names are looked up here and every address is checked just before the socket connects to it, and no other: that
leaves no gap between check and use (DNS rebinding), and covers every spelling of an address and every redirect
(C8, H44).
"""

from __future__ import annotations

import asyncio
import contextlib
import errno
import ipaddress
import os
import socket
import ssl
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from functools import lru_cache

import httpcore
import httpx

from pullquote.cache.core.errors import TOO_MANY_FILES, FetchError, ForbiddenAddress, NetworkDown
from pullquote.cache.core.import_shortcuts import skip_missing_sniffio


class ConnectionLost(FetchError):
    """The connection was refused, reset or broken off: worth a second try."""


Resolve = Callable[[str, int], Awaitable[list[str]]]
"""Return the IP addresses of a host name, best first; raises ``OSError``."""

skip_missing_sniffio()

_INNER = frozenset({"localhost", "local", "internal", "lan", "home", "intranet"})
"""Last parts of names that never lead to the public internet (RFC 6761, RFC 6762 and custom)."""
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


def is_public(address: str) -> bool:
    """Return whether an IP address is on the public internet; addresses carried inside IPv6 ones count."""
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if ip in _NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
        if ip.is_site_local:
            return False
    return ip.is_global and not ip.is_multicast


def check_unseen(host: str) -> None:
    """Refuse what is inside a private network by its spelling alone: behind a proxy no address is seen (C8).

    Raises ``ForbiddenAddress``. A name that the proxy's side resolves to an inner address is the proxy's to refuse.
    """
    name = host.strip("[]").rstrip(".").lower()
    with contextlib.suppress(OSError, UnicodeError):
        name = socket.inet_ntoa(socket.inet_aton(name))  # every spelling that connect(2) takes: 127.1, 0x7f000001
    outside = is_public(name) if _literal(name) else "." in name and name.rpartition(".")[2] not in _INNER
    if not outside:
        raise ForbiddenAddress(f"{host} is inside a private network; only an address you type yourself may be.")


async def resolve(host: str, port: int) -> list[str]:
    """Look a name up in a thread of its own, which never holds up the end of the program."""
    if _literal(host):
        return [host]
    loop = asyncio.get_running_loop()
    answer: asyncio.Future[list[str]] = loop.create_future()

    def settle(found: list[str], error: OSError | None) -> None:
        if not answer.done():
            if error:
                answer.set_exception(error)
            else:
                answer.set_result(found)

    def look_up() -> None:
        found: list[str] = []
        error: OSError | None = None
        try:
            found = [str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
        except OSError as problem:
            error = problem
        except UnicodeError:
            error = socket.gaierror(socket.EAI_NONAME, "the name cannot be looked up")
        try:
            loop.call_soon_threadsafe(settle, list(dict.fromkeys(found)), error)
        except RuntimeError:
            return  # the loop has ended; nobody waits any more

    threading.Thread(target=look_up, name="look-up", daemon=True).start()
    return await answer


def _literal(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


class GuardedBackend(httpcore.AsyncNetworkBackend):
    """Connects to public addresses only; with ``private`` to any."""

    def __init__(self, *, private: bool, resolve: Resolve = resolve) -> None:
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
                found = await self._resolve(host, port)
        except TimeoutError as error:
            raise NetworkDown(f"The name {host} could not be looked up in time.") from error
        except OSError as error:
            raise NetworkDown(f"The name {host} could not be looked up. Is there a network?") from error
        allowed = [one for one in found if self._private or is_public(one)]
        if not allowed:
            if not found:
                raise NetworkDown(f"The name {host} has no address.")
            raise ForbiddenAddress(f"{host} is inside a private network; only an address you type yourself may be.")
        problem: Exception | None = None
        for one in allowed[:4]:
            try:
                return await self._inner.connect_tcp(one, port, timeout, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                problem = error
        if isinstance(problem, httpcore.ConnectTimeout) or _unreachable(problem):
            raise NetworkDown(f"{host} could not be reached.") from problem
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


def _unreachable(error: BaseException | None) -> bool:
    """Return whether the network itself, rather than the host, said no."""
    seen = error
    while seen is not None:
        if isinstance(seen, OSError) and seen.errno in (errno.ENETUNREACH, errno.ENETDOWN, errno.EHOSTUNREACH):
            return True
        seen = seen.__cause__ or seen.__context__
    return False


@lru_cache(maxsize=4)
def tls_context(ca_file: str | None = None) -> ssl.SSLContext:
    """Return the one TLS context, made once: verified, with the user's own authorities added (H45)."""
    try:
        context = httpx.create_ssl_context()
    except (OSError, ssl.SSLError) as error:
        if error.errno in (errno.EMFILE, errno.ENFILE):
            raise FetchError(TOO_MANY_FILES) from error
        name = "SSL_CERT_FILE" if os.environ.get("SSL_CERT_FILE") else "SSL_CERT_DIR"
        raise FetchError(
            f"Cannot read the certificate authorities that ${name} names: {error.strerror or error}. Mend or unset it."
        ) from error
    if ca_file:
        try:
            context.load_verify_locations(cafile=ca_file)
        except (OSError, ssl.SSLError) as error:
            raise FetchError(f"Cannot use {ca_file} as a file of certificate authorities: {error}.") from error
    return context


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


class Transport(httpx.AsyncBaseTransport):
    """httpx over two pools of connections: one that reaches public addresses only, one for typed ones.

    Two, so that a connection opened for an address the user typed is never used for any other.
    """

    def __init__(self, context: ssl.SSLContext, resolve: Resolve, proxy: str | None) -> None:
        """Prepare; nothing is opened. Raises ``FetchError`` where ``proxy`` is no address of an HTTP proxy."""
        self._context = context
        self._resolve = resolve
        self._proxy = _proxy(proxy) if proxy else None
        self._pools: dict[bool, httpcore.AsyncConnectionPool] = {}

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request over the pool it belongs to; what goes wrong has httpx's own kinds."""
        private = bool(request.extensions.get("private"))
        if self._proxy and not private:
            check_unseen(request.url.host)
        pool = self._pool(private=private)
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

    def _pool(self, *, private: bool) -> httpcore.AsyncConnectionPool:
        if private not in self._pools:
            # The user's own proxy may be inside a private network; only it sees the addresses it connects to.
            named = self._proxy is not None
            self._pools[private] = httpcore.AsyncConnectionPool(
                ssl_context=self._context,
                proxy=self._proxy,
                max_connections=4,
                max_keepalive_connections=2,
                keepalive_expiry=20.0,
                network_backend=GuardedBackend(private=private or named, resolve=self._resolve),
            )
        return self._pools[private]


_OURS = tuple(ours for ours, _ in _ERRORS)


def _proxy(address: str) -> httpcore.Proxy:
    """Return the proxy at an address, with the name and password that stand in it."""
    try:
        named = httpx.Proxy(address)
    except (ValueError, httpx.InvalidURL) as error:
        raise FetchError("network.proxy in config.toml is not the address of an HTTP proxy.") from error
    if named.url.scheme not in ("http", "https") or not named.url.host:
        raise FetchError("network.proxy in config.toml must begin with http:// or https://.")
    return httpcore.Proxy(str(named.url), auth=named.raw_auth)


def _translate(error: Exception) -> httpx.HTTPError:
    for ours, theirs in _ERRORS:
        if isinstance(error, ours):
            return theirs(str(error))
    return httpx.TransportError(str(error))


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
