"""Where a request may go: names are looked up here, and every address is checked before it is connected to.

Checking the address that the socket connects to, and no other, leaves no gap between check and use (DNS
rebinding), and covers every spelling of an address and every redirect (C8, H44).
"""

from __future__ import annotations

import asyncio
import contextlib
import ipaddress
import socket
import threading
from collections.abc import Awaitable, Callable, Iterable

import httpcore

from pullquote.cache.core.errors import FetchError, ForbiddenAddress, NetworkDown
from pullquote.cache.core.import_shortcuts import skip_missing_sniffio


class ConnectionLost(FetchError):
    """The connection was refused, reset or broken off: worth a second try."""


Resolve = Callable[[str, int], Awaitable[list[str]]]
"""Gives the IP addresses of a host name, best first; raises ``OSError``."""

skip_missing_sniffio()

_INNER = frozenset({"localhost", "local", "internal", "lan", "home", "intranet"})
"""Last parts of names that never lead to the public internet (RFC 6761, RFC 6762 and custom)."""
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


def is_public(address: str) -> bool:
    """Say whether an IP address is on the public internet; addresses carried inside IPv6 ones count."""
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
    """Say whether the network itself, rather than the host, said no."""
    import errno

    seen = error
    while seen is not None:
        if isinstance(seen, OSError) and seen.errno in (errno.ENETUNREACH, errno.ENETDOWN, errno.EHOSTUNREACH):
            return True
        seen = seen.__cause__ or seen.__context__
    return False
