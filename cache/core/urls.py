"""Addresses: their origin and host, what they are relative to, and when two of them are one article's.

Nothing here raises on a bad address: it has no origin, no host and no key. What makes an address safe to print and
to open is ``sanitize.clean_address``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import urljoin, urlsplit

from msgspec import Struct

from pullquote.cache.core.sanitize import clean_address, is_plain_address

_PORTS = {"http": 80, "https": 443}
_LONGEST_LINK = 8_192
_NO_ADDRESS = ("#", "javascript:", "data:", "mailto:", "tel:")
_TRACKING = (
    r"(?i:(?:utm|mtm|matomo|hsa)_[a-z_]+|at_(?:medium|campaign|creation|format|link_[a-z]+|ptr_[a-z]+|bbc_team|custom\d)|"
    r"pk_(?:campaign|kwd|keyword|source|medium|content|cid)|wt_z?mc|ns_(?:mchannel|source|campaign|linkname|fee)|"
    r"mc_[ce]id|_hs(?:enc|mi)|(?:fb|g|d|msclk|y|tw|ttc)?clid|[wg]braid|igsh(?:id)?|srsltid|mkt_tok|vero_id|"
    r"oly_(?:enc|anon)_id|cmp(?:id)?|[on]cid|icid|s_cid|ito|ftag|smid|xtor|ref_(?:src|url)|traffic_source|rss|"
    r"[a-z_]+=(?:rss2?|atom|rss[_.-][a-z_.-]*)$)(?:=|$)"
)
"""What campaigns, feeds and share buttons append to an address: names, and any name with the value ``rss``."""


class UrlOrigin(Struct, frozen=True):
    """Scheme, host and port (RFC 6454), in small letters; the port is the scheme's own where none is written."""

    scheme: str
    host: str
    port: int

    def __str__(self) -> str:
        return f"{self.scheme}://{self._bracketed}:{self.port}"

    @property
    def host_and_port(self) -> str:
        """The host, with the port where it is not the scheme's own."""
        return self._bracketed if self.port == _PORTS[self.scheme] else f"{self._bracketed}:{self.port}"

    @property
    def _bracketed(self) -> str:
        return f"[{self.host}]" if ":" in self.host else self.host


def origin_of(url: str) -> UrlOrigin | None:
    """Return the origin of an http(s) address; ``None`` for one without a host or with a port that cannot be."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return None
    scheme = parts.scheme.lower()
    if scheme not in _PORTS or not parts.hostname or port == 0:
        return None
    return UrlOrigin(scheme, parts.hostname, port or _PORTS[scheme])


def same_origin(one: str, other: str) -> bool:
    """Return whether two addresses have one origin; an address without an origin shares it with none."""
    origin = origin_of(one)
    return origin is not None and origin == origin_of(other)


def same_host(one: str, other: str) -> bool:
    """Return whether two addresses name one host, whatever their ports; an address without a host names none."""
    origin, another = origin_of(one), origin_of(other)
    return origin is not None and another is not None and origin.host == another.host


def host_of(url: str) -> str:
    """Return the host a request is counted against: the name, with the port where it is unusual; else empty text."""
    origin = origin_of(url)
    return origin.host_and_port if origin else ""


def site_of(url: str | None) -> str:
    """Return the host as it is shown to a user, without port and ``www.``; empty text for an address without one."""
    try:
        host = urlsplit(url or "").hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.")


def told_address(url: str | None, *, veiled: bool) -> str:
    """Return an address as a reader is told it; empty text for none.

    That of an article whose headline is ``veiled`` often repeats the headline, so that only its host is told.
    """
    if not veiled:
        return url or ""
    site = site_of(url)
    return f"{site}/…" if site else ""


def absolute_url(href: str | None, base: str | None) -> str | None:
    """Return an address resolved against ``base`` and cleaned, or ``None`` for anything but http(s)."""
    if not href:
        return None
    href = href.strip()
    if is_plain_address(href):
        return href
    if href.startswith(_NO_ADDRESS) or len(href) > _LONGEST_LINK:
        return None
    if base:
        try:
            href = urljoin(base, href)
        except ValueError:
            return None
    elif href.startswith("//"):
        href = "https:" + href
    return clean_address(href)


def base_address(declared: Iterable[str | None], url: str | None) -> str | None:
    """Return the address the links of a page are relative to (HTML, "document base URL").

    It is the first of the ``declared`` values of ``<base href>`` that is an address, itself relative to the page's
    own ``url``, else that.
    """
    own = clean_address(url)
    return next((base for href in declared if (base := absolute_url(href, own))), own)


@lru_cache(512)  # those of a feed are asked for again and again
def address_key(url: str | None) -> int | None:
    """Return 64 bits that two spellings of one address share; ``None`` for a site's front page, which is no article.

    Scheme, ``www.``, fragment, a last slash and what campaigns append make no difference.
    """
    if not url:
        return None
    if is_plain_address(url):  # at half the cost, which each entry of each feed has
        place, _, query = url.partition("#")[0].partition("?")
        netloc, slash, path = place.partition("://")[2].partition("/")
        path = slash + path
    else:
        try:
            _, netloc, path, query, _ = urlsplit(url)
        except ValueError:
            return None
    host = (netloc.rpartition("@")[2]).lower().removeprefix("www.")
    query = query and "&".join(piece for piece in query.split("&") if piece and not re.match(_TRACKING, piece))
    path = path.rstrip("/")
    if not host or not (path or query):
        return None
    return _bits(f"{host}{path}?{query}")


def place_key(place: str, title: str) -> int:
    """Return 64 bits for what has no address: where it was read from, and its headline: other texts may lie there."""
    return _bits(f"{place}\0{title}")


def _bits(text: str) -> int:
    from hashlib import blake2b  # lazy: a list of headlines looks no address up

    return int.from_bytes(blake2b(text.encode("utf-8", "replace"), digest_size=8).digest(), "big", signed=True)
