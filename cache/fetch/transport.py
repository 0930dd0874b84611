"""httpx over guarded connections: pools that check where they lead, proxies, TLS, errors in httpx's own kinds."""

from __future__ import annotations

import ssl
from collections.abc import AsyncIterator
from functools import lru_cache

import httpcore
import httpx

from pullquote.cache.core.errors import FetchError
from pullquote.cache.fetch.network import GuardedBackend, Resolve, check_unseen


@lru_cache(maxsize=4)
def tls_context(ca_file: str | None = None) -> ssl.SSLContext:
    """Give the one TLS context, made once: verified, with the user's own authorities added (H45)."""
    context = httpx.create_ssl_context()
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

    Two, so that a connection opened for an address a person typed is never used for another's request.
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
            # A proxy the person named may be anywhere; it alone then sees the addresses behind it.
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
    """Give the proxy at an address, with the name and password that stand in it."""
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
