"""robots.txt (RFC 9309): read before pages are fetched ahead in bulk, never for what the user opens (H38).

Why not a library: only allow and disallow are needed, of the groups that name us or ``*``, as a small value that the
cache file can store. Protego would do, but its parsed rules could be stored only as a pickle, and it would be one more
dependency in place of 60 lines. ``urllib.robotparser`` knows no wildcards, and takes the first rule that matches where
RFC 9309 takes the longest.
"""

from __future__ import annotations

import asyncio
import re
from datetime import datetime, timedelta
from urllib.parse import quote, unquote, urlsplit

from msgspec import Struct
from msgspec.structs import replace

from pullquote.cache.core.errors import FetchError, ForbiddenAddress
from pullquote.cache.fetch.client import ROBOTS_CAP, HttpClient, HttpRequest
from pullquote.cache.fetch.http_cache import CacheFile

KEPT = timedelta(hours=24)
"""How long a robots.txt is used without fetching it again (RFC 9309 2.4)."""
NAME = "pullquote"
"""The product token our group in a robots.txt would carry."""


class Robots(Struct, frozen=True):
    """The rules that hold for us: (allowed, pattern) pairs. ``everything`` is false where nothing may be asked."""

    rules: tuple[tuple[bool, str], ...] = ()
    everything: bool = True

    def allows(self, url: str) -> bool:
        """Return whether ``url`` may be asked: the longest matching pattern decides, allow wins a tie (2.2.2)."""
        if not self.everything:
            return False
        parts = urlsplit(url)
        path = _normal(parts.path or "/") + (f"?{_normal(parts.query)}" if parts.query else "")
        best, verdict = -1, True
        for allowed, pattern in self.rules:
            if (len(pattern) > best or (len(pattern) == best and allowed)) and _matches(pattern, path):
                best, verdict = len(pattern), allowed
        return verdict


ALLOW_ALL = Robots()
ALLOW_NONE = Robots(everything=False)


def read_robots(data: bytes, name: str = NAME) -> Robots:
    """Read a robots.txt: the groups that name us, else those for ``*`` (RFC 9309 2.2.1)."""
    groups: dict[str, list[tuple[bool, str]]] = {}
    names: list[str] = []
    in_rules = False
    for line in data.decode("utf-8", "replace").lstrip("\ufeff").splitlines():
        key, colon, value = line.partition("#")[0].partition(":")
        key, value = key.strip().lower(), value.strip()
        if not colon:
            continue
        if key == "user-agent":
            if in_rules:
                names, in_rules = [], False
            token = re.match(r"[a-zA-Z_-]+|\*", value)
            names.append(token[0].lower() if token else "")
            groups.setdefault(names[-1], [])
        elif key in ("allow", "disallow") and names:
            in_rules = True
            if value and len(value) <= 2_000:
                for one in names:
                    groups[one].append((key == "allow", _normal(value)))
        elif key != "sitemap":
            in_rules = in_rules or bool(names)
    rules = groups.get(name.lower(), groups.get("*", []))
    return Robots(tuple(rules[:5_000]))


def robots_address(url: str) -> str:
    """Return where the robots.txt of a page's origin is."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}/robots.txt"


def robots_of(status: int, body: bytes) -> Robots:
    """Return the rules of a response: 4xx allows all, other errors allow nothing for now (2.3.1)."""
    if status == 200:
        return read_robots(body)
    return ALLOW_ALL if 400 <= status < 500 and status != 429 else ALLOW_NONE


class RobotsCache:
    """The rules of each origin whose robots.txt was read within the last 24 hours, kept in the cache folder."""

    def __init__(self, now: datetime) -> None:
        self._now = now.timestamp()
        self._file = CacheFile("robots", tuple[float, Robots])
        self._changed = False
        self._locks: dict[str, asyncio.Lock] = {}
        oldest = self._now - KEPT.total_seconds()
        self._known = {key: value for key, value in self._file.load().items() if oldest < value[0] <= self._now}

    async def rules(self, client: HttpClient, request: HttpRequest) -> Robots:
        """Return the rules of the origin a request goes to, fetching its robots.txt as the request is where unknown.

        Raises ``ForbiddenAddress`` where nothing of that origin may be asked.
        """
        address = robots_address(request.url)
        async with self._locks.setdefault(address, asyncio.Lock()):
            if address not in self._known:
                self._put(address, await _fetch(client, replace(request, url=address)))
        return self._known[address][1]

    def save(self) -> None:
        """Write the rules down, where any came."""
        if self._changed:
            self._file.save(self._known)

    def _put(self, address: str, rules: Robots) -> None:
        """Remember rules; those of an origin that could not be asked only for this refresh."""
        self._known[address] = (self._now if rules.everything else 0.0, rules)
        self._changed = True


async def _fetch(client: HttpClient, request: HttpRequest) -> Robots:
    try:
        answer = await client.get(replace(request, cap=ROBOTS_CAP, accept="text/plain, */*;q=0.1", headers={}))
    except ForbiddenAddress:
        raise  # not cached: this feed may not ask a private address, but another may
    except FetchError:
        return ALLOW_NONE
    return robots_of(answer.status, answer.body)


def _normal(path: str) -> str:
    """Return a path with every octet written one way (2.2.2)."""
    kept = "/%:@!$&'()*+,;=~-._?"
    return quote(unquote(path, errors="surrogateescape"), safe=kept, errors="surrogateescape").replace("%2A", "*")


def _matches(pattern: str, path: str) -> bool:
    """Match ``*`` (anything) and a final ``$`` (the end), in time linear in the path for each star."""
    anchored = pattern.endswith("$")
    parts = pattern.removesuffix("$").split("*")
    if not path.startswith(parts[0]):
        return False
    at = len(parts[0])
    for part in parts[1:]:
        found = path.find(part, at)
        if found < 0:
            return False
        at = found + len(part)
    if not anchored or at == len(path):
        return True
    return len(parts) > 1 and path.endswith(parts[-1]) and len(path) - len(parts[-1]) >= at - len(parts[-1])
