"""Where a request may go: which addresses are on the public internet, and which are inside a private network.

Names are looked up here and every address is checked just before the socket connects to it, and no other: that
leaves no gap between check and use (DNS rebinding), and covers every spelling of an address and every redirect
(C8, H44).
"""

from __future__ import annotations

import asyncio
import ipaddress
import re
import socket
import threading
import time
import unicodedata
from collections.abc import Awaitable, Callable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network

from pullquote.cache.core.errors import ForbiddenAddress, NetworkDown

Resolve = Callable[[str, int], Awaitable[list[str]]]
"""Return the IP addresses of a host name, best first; raises ``OSError``."""

MOST_LOOK_UPS = 16
"""Names of a list that are looked up side by side."""

_LOCAL_NAMES = frozenset(
    "localhost localdomain local internal lan home corp private intranet home.arpa".split()
)  # RFC 6761, RFC 6762, RFC 8375, and what home and office networks call themselves
_DOTS = str.maketrans("\u3002\uff0e\uff61", "...")
"""What IDNA reads as a dot (UTS 46, section 4)."""

# The IANA registries of special-purpose addresses. Two blocks of 192.0.0.0/24 are marked as reachable from everywhere
# there, and nothing to read is at them; 192.88.99.0/24 was an anycast address of 6to4 (RFC 7526).
_SPECIAL_4 = tuple(
    map(
        IPv4Network,
        "0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24 "
        "192.88.99.0/24 192.168.0.0/16 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4".split(),
    )
)
_GLOBAL_6 = IPv6Network("2000::/3")
"""The only part of IPv6 that is handed out for use on the internet."""
_SPECIAL_6 = tuple(map(IPv6Network, ("2001::/23", "2001:db8::/32", "3ffe::/16", "3fff::/20")))
_TEREDO = IPv6Network("2001::/32")
_SIX_TO_FOUR = IPv6Network("2002::/16")
_MAPPED = (IPv6Network("::ffff:0:0/96"), IPv6Network("64:ff9b::/96"))
_ISATAP = 0x5EFE


def is_public(address: str) -> bool:
    """Return whether an IP address is on the public internet; addresses carried inside IPv6 ones count.

    The address inside decides for IPv4-mapped addresses, NAT64 (RFC 6052), 6to4 (RFC 3056), Teredo (RFC 4380: server
    and client) and ISATAP (RFC 5214).
    """
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, IPv4Address):
        return not any(ip in network for network in _SPECIAL_4)
    if not all(is_public(str(one)) for one in _carried(ip)):
        return False
    if ip in _TEREDO or any(ip in network for network in _MAPPED):
        return True
    return ip in _GLOBAL_6 and not any(ip in network for network in _SPECIAL_6)


def _carried(ip: IPv6Address) -> list[IPv4Address]:
    """Return the IPv4 addresses an IPv6 address leads on to."""
    bits = int(ip)
    last = bits & 0xFFFFFFFF
    if any(ip in network for network in _MAPPED):
        return [IPv4Address(last)]
    carried = []
    if ip in _TEREDO:
        carried += [IPv4Address(bits >> 64 & 0xFFFFFFFF), IPv4Address(last ^ 0xFFFFFFFF)]
    if ip in _SIX_TO_FOUR:
        carried.append(IPv4Address(bits >> 80 & 0xFFFFFFFF))
    if bits >> 32 & 0xFCFFFFFF == _ISATAP:  # whatever the two bits that say how wide the identifier holds
        carried.append(IPv4Address(last))
    return carried


def looks_private(host: str) -> bool:
    """Return whether a host is inside a private network by its spelling alone.

    So is every spelling of a private IP address that the system takes (127.1, 0x7f000001, full-width digits, a dot at
    the end), a name without a dot, one under a name of private networks, and a number that is no address.
    """
    name = unicodedata.normalize("NFKC", host[:512]).translate(_DOTS).strip("[]").rstrip(".").lower()
    try:
        return not is_public(str(ipaddress.ip_address(name.partition("%")[0])))
    except ValueError:
        pass
    try:
        return not is_public(socket.inet_ntoa(socket.inet_aton(name)))
    except (OSError, UnicodeError):
        pass
    parts = name.split(".")
    if len(parts) < 2 or _LOCAL_NAMES & {parts[-1], ".".join(parts[-2:])}:
        return True
    return bool(re.fullmatch(r"\d+|0x[0-9a-f]*", parts[-1], re.ASCII))


def check_spelling(host: str) -> None:
    """Refuse what is inside a private network by its spelling alone: behind a proxy no address is seen (C8).

    Raises ``ForbiddenAddress``. A name that the proxy's side resolves to an inner address is the proxy's to refuse.
    """
    if looks_private(host):
        raise _forbidden(host)


async def allowed_addresses(host: str, port: int, resolve: Resolve, *, private: bool) -> list[str]:
    """Look a host up and return the addresses that may be connected to: the public ones, with ``private`` all.

    Raises ``NetworkDown`` where the host has none, ``ForbiddenAddress`` where none is allowed.
    """
    try:
        found = await resolve(host, port)
    except OSError as error:
        raise NetworkDown(f"The name {host} could not be looked up. Is there a network?") from error
    if not found:
        raise NetworkDown(f"The name {host} has no address.")
    allowed = [one for one in found if private or is_public(one)]
    if not allowed:
        raise _forbidden(host)
    return allowed


async def is_private(host: str, resolve: Resolve | None) -> bool:
    """Return whether a host is inside a private network now: none of its addresses is public.

    A name that has no address is not. Without ``resolve`` its spelling alone decides.
    """
    if looks_private(host):
        return True
    if resolve is None or "." not in host.rstrip("."):
        return False
    try:
        found = await resolve(host, 0)
    except OSError:
        return False
    return bool(found) and not any(map(is_public, found))


def private_hosts(hosts: set[str], *, look_up: bool, seconds: float = 5.0) -> set[str]:
    """Return those of many hosts that are inside a private network now.

    With ``look_up`` their names are looked up, side by side; one that did not come within ``seconds``, for all
    together, is judged by its spelling. Blocks.
    """
    private = {host for host in hosts if looks_private(host)}
    left = sorted(hosts - private)
    if not look_up:
        return private

    def work() -> None:
        while left:
            try:
                host = left.pop()
                found = addresses(host, 0)
            except (IndexError, OSError):
                continue
            if found and not any(map(is_public, found)):
                private.add(host)

    threads = [threading.Thread(target=work, name="look-up", daemon=True) for _ in left[:MOST_LOOK_UPS]]
    for thread in threads:
        thread.start()
    end = time.monotonic() + seconds
    for thread in threads:
        thread.join(max(0.0, end - time.monotonic()))
    left.clear()
    return set(private)


def addresses(host: str, port: int) -> list[str]:
    """Return the IP addresses of a host as the system finds them, best first. Blocks; raises ``OSError``."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except UnicodeError:
        raise socket.gaierror(socket.EAI_NONAME, "the name cannot be looked up") from None
    return list(dict.fromkeys(str(one[4][0]) for one in found))


async def resolve(host: str, port: int) -> list[str]:
    """Look a name up in a thread of its own, which never holds up the end of the program."""
    if _is_literal(host):
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
            found = addresses(host, port)
        except OSError as problem:
            error = problem
        try:
            loop.call_soon_threadsafe(settle, found, error)
        except RuntimeError:
            return  # the loop has ended; nobody waits any more

    threading.Thread(target=look_up, name="look-up", daemon=True).start()
    return await answer


def _is_literal(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _forbidden(host: str) -> ForbiddenAddress:
    return ForbiddenAddress(f"{host} is inside a private network; only an address you type yourself may be.")
