"""One polite, bounded client: every request Pullquote sends leaves through here.

Only http and https; TLS always verified; no cookie, no Referer, nothing added to an address; at most five
redirects; connect, silence and total time capped; the body is streamed, cut off at a cap, and unpacked in a
thread within bounds. Addresses are checked when the socket connects (``guard``).

One ``HttpClient`` belongs to one task: a pool of connections shared by many costs each request more time, so
concurrency is bounded by how many clients there are. They share one TLS context.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Awaitable, Callable, Mapping
from urllib.parse import quote, urljoin, urlsplit

from msgspec import Struct
from msgspec.structs import replace

from pullquote.cache import __version__
from pullquote.cache.core.errors import FetchError, FetchTimeout, ForbiddenAddress, HttpStatus
from pullquote.cache.core.sanitize import clean_address, clean_line
from pullquote.cache.core.settings import Settings
from pullquote.cache.core.urls import host_of, same_origin
from pullquote.cache.fetch.decompress import decompress, is_gzip, is_plain, layers_of
from pullquote.cache.fetch.guard import Resolve, is_private, resolve
from pullquote.cache.fetch.shorten import Bound, too_large
from pullquote.cache.fetch.transport import RawRequest, RawResponse, Transport

USER_AGENT = f"Pullquote/{__version__} (+https://pypi.org/project/pullquote/)"
FEED_CAP = 10 << 20
PAGE_CAP = 5 << 20
IMAGE_CAP = 10 << 20
ROBOTS_CAP = 500 << 10
"""Most bytes of a decoded body (H41); for robots.txt RFC 9309 section 2.5."""

ACCEPT_FEED = (
    "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml;q=0.9, "
    "application/xml;q=0.8, text/xml;q=0.8, application/json;q=0.7, text/html;q=0.5, */*;q=0.1"
)
ACCEPT_PAGE = "text/html, application/xhtml+xml, text/plain;q=0.8, */*;q=0.1"
ACCEPT_IMAGE = "image/webp, image/png, image/jpeg, image/gif, */*;q=0.1"

CRUMBS = 20_000
"""Pieces of a body before it is asked how small they are."""
LEAST_CRUMB = 16
"""Bytes that the pieces of a body then must have on average: each costs the same, however small it is."""

_ASCII = "".join(map(chr, range(0x21, 0x7F)))
_REDIRECTS = (301, 302, 303, 307, 308)


class Limits(Struct, frozen=True, kw_only=True):
    """Seconds for a connection, between two pieces of a body, and for a whole response; most redirects."""

    connect: float = 10.0
    read: float = 15.0
    total: float = 60.0
    redirects: int = 5


class HttpRequest(Struct, frozen=True):
    """A request. Whatever it leaves open, the client's own settings decide.

    ``cap`` bounds the bytes of the decoded body; of one beyond it, ``shorten`` has single long texts cut, as for a feed
    (``fetch.shorten``). ``total`` bounds the seconds until it is there. ``private`` allows the host
    and port of ``url``, and no other, to be inside a private network: for addresses a user typed. ``login`` (name and
    password) is sent to the origin of ``url`` only, and so are ``headers`` other than conditions (``If-…``). Without
    ``follow`` a redirect is the response: no other host is asked; nor is one by any ``method`` but GET, because what
    ``body`` says is for one server.
    """

    url: str
    cap: int = PAGE_CAP
    shorten: bool = False
    accept: str = ACCEPT_PAGE
    headers: Mapping[str, str] = {}
    private: bool = False
    login: tuple[str, str] | None = None
    total: float | None = None
    user_agent: str | None = None
    follow: bool = True
    method: str = "GET"
    body: bytes = b""

    def __repr__(self) -> str:
        return f"HttpRequest({self.method} {host_of(self.url)})"  # the rest may be secret


class Redirect(Struct, frozen=True):
    """One redirect: the status, and the address it led to."""

    status: int
    to: str


class HttpResponse(Struct, frozen=True, kw_only=True):
    """A response. ``url`` is the address it came from, after the redirects ``moves``.

    ``headers`` have lower-case names; the bytes of a value are kept one to one (Latin-1). ``body`` is
    decoded. After a GET it is empty for any status but 200; after another method it is what the server says, also of
    what it refuses.
    """

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes = b""
    moves: tuple[Redirect, ...] = ()

    def expect_ok(self) -> HttpResponse:
        """Return the response itself if it is a 200, else raise ``HttpStatus`` with a sentence."""
        if self.status != 200:
            raise HttpStatus(status_sentence(self.status, urlsplit(self.url).hostname or "The server"), self.status)
        return self


def status_sentence(status: int, host: str) -> str:
    """Return in plain words what an HTTP status means."""
    known = {
        401: f"{host} wants a login for this address.",
        402: f"{host} wants a payment for this address.",
        403: f"{host} refuses to hand this address out.",
        404: f"{host} has nothing at this address (any more).",
        407: f"{host} says that the proxy wants a login: network.proxy takes it, as http://NAME:PASSWORD@PROXY.",
        410: f"{host} says this address is gone for good.",
        429: f"{host} asks us to come back later: too many requests.",
        503: f"{host} is out of service for now.",
    }
    return known.get(status) or f"{host} answered with an error (status {status})."


class HttpClient:
    """Sends one request at a time. Use as ``async with HttpClient() as client``."""

    def __init__(
        self,
        *,
        user_agent: str | None = None,
        limits: Limits = Limits(),  # noqa: B008 -- frozen
        ca_file: str | None = None,
        proxy: str | None = None,
        resolve: Resolve = resolve,
    ) -> None:
        """Prepare; nothing is opened before the first request. ``proxy`` is an address the user named."""
        self._agent = user_agent or USER_AGENT
        self._limits = limits
        self._resolve = None if proxy else resolve
        self._transport = Transport(
            connect=limits.connect, read=limits.read, ca_file=ca_file, resolve=resolve, proxy=proxy
        )

    async def __aenter__(self) -> HttpClient:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        """Close every connection."""
        await self._transport.aclose()

    async def is_private(self, url: str) -> bool:
        """Return whether an address leads into a private network now: for one that a user typed just now.

        Behind a proxy its spelling alone decides, because the proxy looks names up.
        """
        try:
            async with asyncio.timeout(self._limits.connect):
                return await is_private(urlsplit(url).hostname or "", self._resolve)
        except (TimeoutError, ValueError):
            return False

    async def get(
        self, request: HttpRequest, before_redirect: Callable[[str], Awaitable[None]] | None = None
    ) -> HttpResponse:
        """Send a request, follow redirects, and return the response, whatever its status.

        ``before_redirect`` is awaited with the name of each other host a redirect leads to (H33); its time is not
        counted against ``total``. Raises a ``FetchError`` of the kind that fits where there is no response.
        """
        limit = request.total or self._limits.total
        try:
            async with asyncio.timeout(limit) as timer:

                async def wait_for(host: str) -> None:
                    if before_redirect and (end := timer.when()) is not None:
                        began = asyncio.get_running_loop().time()
                        timer.reschedule(None)
                        await before_redirect(host)
                        timer.reschedule(end + asyncio.get_running_loop().time() - began)

                return await self._follow(request, wait_for)
        except TimeoutError as error:
            raise FetchTimeout(f"{_host(request.url)} took longer than {limit:.0f} seconds to answer.") from error

    async def _follow(self, request: HttpRequest, wait_for: Callable[[str], Awaitable[None]]) -> HttpResponse:
        home = url = request.url
        moves: list[Redirect] = []
        seen = {url}
        while True:
            at_home = same_origin(url, home)
            login = request.login if at_home else None
            headers = request.headers if at_home else _conditions(request.headers)
            answer = await self._one(
                replace(request, url=url, private=request.private and at_home, login=login, headers=headers)
            )
            to = answer.headers.get("location")
            if answer.status not in _REDIRECTS or not request.follow or request.method != "GET":
                return replace(answer, moves=tuple(moves))
            if not to:
                raise FetchError(f"{_host(url)} sends us on without saying where to (status {answer.status}).")
            target = _target(url, to)
            if target in seen:
                raise FetchError(f"{_host(url)} sends us in circles: the address leads back to itself.")
            if len(moves) >= self._limits.redirects:
                raise FetchError(f"{_host(url)} redirects more than {self._limits.redirects} times.")
            seen.add(target)
            moves.append(Redirect(answer.status, target))
            if host_of(target) != host_of(url):
                await wait_for(host_of(target))
            url = target

    async def _one(self, request: HttpRequest) -> HttpResponse:
        """Send one request; a redirect is not followed."""
        url = request.url
        if urlsplit(url).scheme.lower() not in ("http", "https"):
            raise ForbiddenAddress("Only http and https addresses are asked.")
        headers = {
            "Accept": request.accept,
            "Accept-Encoding": "gzip",
            "User-Agent": request.user_agent or self._agent,
            **request.headers,
        }
        raw = RawRequest(url, headers, request.private, request.login, request.method, request.body)
        async with self._transport.send(raw, _host(url)) as answer:
            body = b""
            status = 200 if answer.status == 203 else answer.status  # one that a proxy changed (RFC 9110, 15.3.4)
            if status == 200 or request.method != "GET":
                body = await _body(answer, Bound(request.cap, shorten=request.shorten))
            elif answer.status == 304:  # has none (RFC 9110, 15.4.5); its end is read to use the connection again
                async for _ in answer.pieces:
                    break
            return HttpResponse(url=url, status=status, headers=answer.headers, body=body)


def client_factory(settings: Settings, resolve: Resolve = resolve) -> Callable[[], HttpClient]:
    """Return a function that makes clients as ``settings.network`` says; ``resolve`` looks names up."""
    network = settings.network
    limits = Limits(connect=network.connect_timeout, read=network.read_timeout, total=network.total_timeout)
    return lambda: HttpClient(
        user_agent=network.user_agent, limits=limits, ca_file=network.ca_file, proxy=network.proxy, resolve=resolve
    )


async def _body(answer: RawResponse, bound: Bound) -> bytes:
    """Return the whole body, decoded."""
    size = answer.headers.get("content-length", "")
    if size.isascii() and size.isdigit() and int(size[:18]) > bound.most:
        raise too_large(bound.cap)
    body = bytearray()
    pieces = 0
    async for piece in answer.pieces:
        pieces += 1
        body += piece
        if len(body) > bound.cap:
            await asyncio.to_thread(bound.keep, body)
        if pieces > CRUMBS and len(body) < pieces * LEAST_CRUMB:
            raise FetchError("The answer came in crumbs of a few bytes each; it was not read.")
        if not pieces % 64:
            await asyncio.sleep(0)  # pieces that lie ready come without a pause
    layers = () if is_plain(body) else layers_of(answer.headers.get("content-encoding", ""))
    if not layers and is_gzip(body):
        layers = ("gzip",)
    return await _unpacked(bytes(body), layers, bound) if layers else bound.whole(body)


async def _unpacked(body: bytes, layers: tuple[str, ...], bound: Bound) -> bytes:
    """Return a body without its layers, undone in a thread that ends within moments of the caller's giving up."""
    ended = threading.Event()
    try:
        return await asyncio.to_thread(decompress, body, layers, bound, ended.is_set)
    finally:
        ended.set()


def _conditions(headers: Mapping[str, str]) -> Mapping[str, str]:
    return {name: value for name, value in headers.items() if name.lower().startswith("if-")}


def _target(url: str, location: str) -> str:
    """Return the absolute address a redirect leads to; a fragment is not sent, user names are dropped.

    Bytes that are no UTF-8 are asked for as they came.
    """
    raw = location.encode("latin-1", "replace")
    try:
        text = raw.decode("utf-8")
    except UnicodeError:
        text = quote(raw, safe=_ASCII)
    try:
        joined = urljoin(url, text.strip())
    except ValueError:
        joined = ""
    target = clean_address(joined)
    if target is None:
        raise ForbiddenAddress(f"{_host(url)} leads to an address that may not be asked: {clean_line(text, 200)}")
    return target.partition("#")[0]


def _host(url: str) -> str:
    return clean_line(urlsplit(url).hostname or "The address", 200)
