"""An address as a request says it: whom to connect to, the ``Host`` header and the target. Pure."""

from __future__ import annotations

import ipaddress
import re
from base64 import b64encode
from urllib.parse import quote, unquote, urlsplit

from msgspec import Struct

LONGEST = 65_536
"""Characters of an address; a longer one is not asked."""
PORTS = {"http": 80, "https": 443}

_IN_PATH = "!$%&'()*+,-./:;=@[\\]^_|~"
_IN_QUERY = _IN_PATH + "?`{}"
_IN_HOST = "!$%&'()*+,;=\"`{}|\\"
"""What stands in an address beside letters and digits; all else is written in hexadecimal (RFC 3986 2.1)."""
_CONTROLS = re.compile(r"[\x00-\x1f\x7f]")
_IPV4_LIKE = re.compile(r"[0-9]+\.[0-9]+\.[0-9]+\.[0-9]+")


class Target(Struct, frozen=True):
    """Where a request goes. ``host`` is ASCII, without brackets; ``path`` holds the query too.

    ``authority`` is what ``Host`` says: the port is left out where it is the scheme's own. ``login`` is a name and a
    password that stand in the address.
    """

    scheme: str
    host: str
    port: int
    authority: str
    path: str
    login: tuple[str, str] | None = None

    @property
    def whole(self) -> str:
        """The address as a proxy is told it (RFC 9112 3.2.2)."""
        return f"{self.scheme}://{self.authority}{self.path}"


def parse_target(address: str) -> Target:
    """Return where a request for an http(s) address goes. Raises ``ValueError`` for one that is not well formed."""
    if len(address) > LONGEST or _CONTROLS.search(address):
        raise ValueError("not an address")
    parts = urlsplit(address)
    scheme, port = parts.scheme.lower(), parts.port
    if scheme not in PORTS or not parts.hostname:
        raise ValueError("not an http address")
    host = _ascii_host(parts.hostname, bracketed="[" in parts.netloc)
    authority = f"[{host}]" if ":" in host else host
    if port is not None and port != PORTS[scheme]:
        authority += f":{port}"
    path = quote(_without_dots(parts.path), safe=_IN_PATH) or "/"
    if parts.query or "?" in address.partition("#")[0]:
        path += "?" + quote(parts.query, safe=_IN_QUERY)
    login = None
    if parts.username or parts.password:
        login = (unquote(parts.username or ""), unquote(parts.password or ""))
    return Target(scheme, host, PORTS[scheme] if port is None else port, authority, path, login)


def basic(login: tuple[str, str]) -> bytes:
    """Return the value of ``Authorization`` for a name and a password (RFC 7617)."""
    return b"Basic " + b64encode(":".join(login).encode())


def _ascii_host(host: str, *, bracketed: bool) -> str:
    if bracketed:
        ipaddress.IPv6Address(host)
        return host
    if _IPV4_LIKE.fullmatch(host):
        ipaddress.IPv4Address(host)
        return host
    if host.isascii():
        return quote(host, safe=_IN_HOST)
    import idna  # lazy: 8 ms, for hosts that are not ASCII

    return idna.encode(host).decode("ascii")


def _without_dots(path: str) -> str:
    """Return a path without its segments ``.`` and ``..`` (RFC 3986 5.2.4)."""
    if "/." not in path:
        return path
    kept: list[str] = []
    for segment in path.split("/"):
        if segment == "..":
            if kept and kept != [""]:
                kept.pop()
        elif segment != ".":
            kept.append(segment)
    return "/".join(kept)
