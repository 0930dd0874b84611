"""The feeds of a site: links are read from pages here, ``ingest.adding.subscribe.find_feeds`` fetches them.

In order: the address itself, the ``Link`` header (RFC 8288), ``<link rel=alternate>`` and ``rel=feed``, links of the
page that look like feeds, then a few customary paths. At most ``MOST_REQUESTS`` requests a discovery (A4).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import parse_qs, urljoin, urlsplit

from msgspec import Struct

from pullquote.cache.core.charsets import byte_order_mark, codec_of
from pullquote.cache.core.feed import Candidate
from pullquote.cache.core.sanitize import clean_line, unescape
from pullquote.cache.core.urls import absolute_url, base_address
from pullquote.cache.feeds.opml import feed_address

MOST_REQUESTS = 8
PATHS = ("feed/", "rss.xml", "atom.xml", "feed.xml", "index.xml", "rss/", "feed")
"""Customary places of a feed, the likeliest first."""
_PATHS_OF_FOLDER = ("feed/", "index.xml")
MOST_CANDIDATES = 100
MOST_DECLARED = 4
"""Declared feeds that are asked until one answers, so that some requests are left for other places."""

_TYPES = frozenset(
    "application/rss+xml application/atom+xml application/feed+json application/rdf+xml application/xml text/xml "
    "application/rss application/atom application/x-rss+xml application/x-atom+xml text/rss text/rss+xml text/atom "
    "text/atom+xml text/rdf application/rdf".split()
)
_COMMENTS = re.compile(r"/comments?(?:/|\b)|[?&]withcomments=", re.IGNORECASE)
_ABOUT_COMMENTS = re.compile(
    r"\b(?:comments?|kommentare?|commentaires?|comentarios?|commenti|reacties)\b", re.IGNORECASE
)
_MOVED = re.compile(r"\s*([0-5])(?:\.\d*)?\s*[;,]\s*(?:url\s*=\s*)?[\"']?\s*([^\"'\s]+)", re.IGNORECASE)
_FEED_LINK = re.compile(r"(?:/|\.|\b)(?:rss2?|atom|feeds?|rdf|xml)/?(?:[?#]|$)", re.IGNORECASE)
_CALLED_FEED = re.compile(
    r"/?>\s*(?:<(?:span|b|i|strong)\b[^<>]{0,200}>\s*)?(?:rss|atom)(?:\s?[012][.\d]{0,3})?(?:[\s-]?feeds?)?\s*<",
    re.IGNORECASE,
)
_HIDDEN = (("<!--", "-->"), ("<script", "</script"), ("<style", "</style"), ("<textarea", "</textarea"))
_TAG = re.compile(r"<(link|base|a|meta)(?=[\s/])((?:[^<>\"']++|\"[^\"]{0,4096}\"|'[^']{0,4096}')*+)", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"([^\s=>\"'/]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
_TITLE = re.compile(r"<title[^<>]{0,200}>([^<]{0,2000})", re.IGNORECASE)
_LINK_VALUE = re.compile(r"<([^<>]{1,4096})>([^<]*)")
_VIDEO_FEEDS = "https://www.youtube.com/feeds/videos.xml"
_ID = r"(UC[\w-]{22})(?![\w-])"
_QUOTE = r"(?:\\?\"|\\x22)"
_CHANNEL = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"/feeds/videos\.xml\?channel_id={_ID}",
        rf"<link\b(?=[^<>]{{0,400}}\bcanonical\b)[^<>]{{0,400}}/channel/{_ID}",
        rf"<meta\b(?=[^<>]{{0,400}}\b(?:og:url|identifier|channelId)\b)[^<>]{{0,400}}?\b{_ID}",
        rf"{_QUOTE}external(?:Channel)?Id{_QUOTE}\s*:\s*{_QUOTE}{_ID}",
        rf"{_QUOTE}channelId{_QUOTE}\s*:\s*{_QUOTE}{_ID}",
        rf"{_QUOTE}browseId{_QUOTE}\s*:\s*{_QUOTE}{_ID}",
    )
)
"""Where a page of YouTube says which channel it is of: the surest first, as a page names other channels too."""
_PARAMETER = re.compile(r';\s*([a-zA-Z*]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s;,"]+))')


class PageLinks(Struct, frozen=True, kw_only=True):
    """The links of a page that may lead to feeds.

    ``declared`` are (href as written, type, title) of ``<link rel=alternate>`` in document order, ``anchors``
    hrefs that look like feeds, ``base`` its ``<base href>``, ``moved`` where it sends its readers within moments.
    """

    declared: tuple[tuple[str, str, str], ...] = ()
    anchors: tuple[str, ...] = ()
    base: str | None = None
    title: str = ""
    moved: str = ""


class FeedLinks(Struct, frozen=True, kw_only=True):
    """The feeds a page leads to, best first.

    ``certain`` is the feed of a video page, known by its form and not to be asked; ``declared`` by its ``Link`` header
    and ``<link>``, ``anchored`` by links that look like feeds of its host. ``moved`` is another page to which this one
    sends its readers.
    """

    declared: tuple[Candidate, ...] = ()
    anchored: tuple[Candidate, ...] = ()
    certain: Candidate | None = None
    moved: str | None = None


def feed_links(page: bytes, url: str | None, header: str = "") -> FeedLinks:
    """Return the feeds that the page at ``url`` and its ``Link`` header lead to."""
    links = page_links(page)
    named = header_feeds(header, url) if url else []
    certain = _channel_feed(url, page) if url else None
    moved = absolute_feed(links.moved, base_address([links.base], url)) if url else None
    return FeedLinks(
        declared=tuple(arrange([*named, *declared_feeds(links, url)])),
        anchored=tuple(anchored_feeds(links, url)) if url else (),
        certain=Candidate(certain) if certain else None,
        moved=moved if moved and moved.partition("#")[0] != url else None,
    )


def page_links(page: bytes) -> PageLinks:
    """Read a page's links to feeds, in time linear in its size however its tags are nested (A3)."""
    text = _decode(page)
    for start, end in _HIDDEN:
        text = _without(text, start, end)
    declared: list[tuple[str, str, str]] = []
    anchors: list[str] = []
    base: str | None = None
    moved = ""
    for match in _TAG.finditer(text):
        name, values = match[1].lower(), _attributes(match[2])
        href = values.get("href", "")
        kind = values.get("type", "").strip().lower()
        if name == "a" and (
            _FEED_LINK.search(href) or is_feed_type(kind, href) or _CALLED_FEED.match(text, match.end())
        ):
            anchors.append(href)
        elif name == "base" and base is None:
            base = href or None
        elif name == "meta" and not moved and values.get("http-equiv", "").strip().lower() == "refresh":
            moved = found[2] if (found := _MOVED.match(values.get("content", ""))) else ""
        elif name == "link" and href.strip() and _declares(values.get("rel", ""), kind, href):
            declared.append((href, kind, clean_line(values.get("title", ""))))
    title = _TITLE.search(text)
    return PageLinks(
        declared=tuple(declared[:MOST_CANDIDATES]),
        anchors=tuple(dict.fromkeys(anchors))[:MOST_CANDIDATES],
        base=base,
        title=clean_line(unescape(title[1])) if title else "",
        moved=moved,
    )


def _decode(page: bytes) -> str:
    """Return a page as text: by its mark or declaration, else UTF-8; all that counts here is ASCII but for titles."""
    if found := byte_order_mark(page):
        return page.decode(found[1], "replace")
    declared = re.search(rb"charset\s*=\s*[\"']?([\w-]{2,40})", page[:4_096], re.IGNORECASE)
    codec = codec_of(declared[1].decode("ascii")) if declared else None
    try:
        return page.decode(codec or "utf-8")
    except UnicodeError:
        return page.decode("utf-8", "replace")


def _without(text: str, start: str, end: str) -> str:
    """Return ``text`` without the parts from ``start`` to ``end``; an open part reaches to the end."""
    lower, at, kept = text.lower(), 0, []
    while (found := lower.find(start, at)) >= 0:
        kept.append(text[at:found])
        close = lower.find(end, found + len(start))
        if close < 0:
            return "".join(kept)
        at = close + len(end)
    return "".join((*kept, text[at:])) if kept else text


def _attributes(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, double, single, bare in _ATTRIBUTE.findall(text):
        found.setdefault(name.lower(), unescape(double or single or bare))
    return found


def _declares(rel: str, kind: str, href: str) -> bool:
    """Return whether a link declares a feed: ``rel=alternate`` of a feed's type, or ``rel=feed``.

    Without a type the address must look like a feed's, unless it is ``rel=feed``.
    """
    relations = rel.lower().split()
    if "feed" in relations and "html" not in kind:
        return True
    return "alternate" in relations and (is_feed_type(kind, href) if kind else bool(_FEED_LINK.search(href)))


def is_feed_type(kind: str, href: str) -> bool:
    """Return whether a media type is a feed's; plain JSON only where the address speaks of a feed."""
    kind = kind.partition(";")[0].strip().lower()
    if kind == "application/json":
        return "feed" in href.lower() and "wp-json" not in href.lower()
    return kind in _TYPES


def declared_feeds(links: PageLinks, url: str | None) -> list[Candidate]:
    """Return the feeds a page declares, absolute, each once, those of comments last (A2)."""
    base = base_address([links.base], url)
    return arrange(
        Candidate(address, title, kind)
        for href, kind, title in links.declared
        if (address := absolute_feed(href, base)) is not None
    )


def anchored_feeds(links: PageLinks, url: str) -> list[Candidate]:
    """Return the links of a page that look like feeds of the same host."""
    base, host = base_address([links.base], url), urlsplit(url).hostname
    found = (absolute_feed(href, base) for href in links.anchors)
    return arrange(Candidate(one) for one in found if one and urlsplit(one).hostname == host)


def header_feeds(header: str, url: str) -> list[Candidate]:
    """Return the feeds a ``Link`` header names."""
    found: list[Candidate] = []
    for target, rest in _LINK_VALUE.findall(header[:16_384]):
        values = {name.lower(): quoted or bare for name, quoted, bare in _PARAMETER.findall(rest)}
        address = absolute_feed(target, url)
        kind = values.get("type", "").strip().lower()
        if address and kind and _declares(values.get("rel", ""), kind, target):
            found.append(Candidate(address, clean_line(values.get("title", "")), kind))
    return arrange(found)


def customary(url: str) -> list[str]:
    """Return the places to try last: of the page's folder where it is one of the site's own, then of its root."""
    parts = urlsplit(url)
    root = f"{parts.scheme}://{parts.netloc}/"
    names = parts.path.strip("/")
    is_folder = bool(names) and "/" not in names and "." not in names
    of_folder = [urljoin(f"{root}{names}/", path) for path in _PATHS_OF_FOLDER] if is_folder else []
    return [*of_folder, *(urljoin(root, path) for path in PATHS)]


def video_feed(url: str) -> str | None:
    """Return the feed of a YouTube channel, user or playlist page by its address, ``None`` where that says none."""
    parts = urlsplit(url)
    if not _is_video_site(url):
        return None
    base = _VIDEO_FEEDS
    if found := re.fullmatch(r"/channel/([\w-]++)/?(?:\w+/?)?", parts.path):
        return f"{base}?channel_id={found[1]}"
    if found := re.fullmatch(r"/user/([\w.-]++)/?(?:\w+/?)?", parts.path):
        return f"{base}?user={found[1]}"
    lists = parse_qs(parts.query).get("list")
    if lists and parts.path in ("/playlist", "/watch") and re.fullmatch(r"[\w-]+", lists[0]):
        return f"{base}?playlist_id={lists[0]}"
    return None


def _is_video_site(url: str) -> bool:
    return (urlsplit(url).hostname or "").removeprefix("www.").removeprefix("m.") == "youtube.com"


def _channel_feed(url: str, page: bytes) -> str | None:
    """Return the feed of a video page: by its address, else of the channel that the page says it is of.

    The name of a user in an address is used last: not every one has a feed by name.
    """
    if not _is_video_site(url):
        return None
    by_address = video_feed(url)
    if by_address and "?user=" not in by_address:
        return by_address
    text = page.decode("utf-8", "replace")
    channel = next((found[1] for pattern in _CHANNEL if (found := pattern.search(text))), None)
    return f"{_VIDEO_FEEDS}?channel_id={channel}" if channel else by_address


def arrange(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Return the candidates each once, feeds of comments last, otherwise in order."""
    found: dict[str, Candidate] = {}
    for candidate in candidates:
        found.setdefault(candidate.url, candidate)
    return sorted(found.values(), key=lambda one: bool(_COMMENTS.search(one.url) or _ABOUT_COMMENTS.search(one.title)))


def absolute_feed(href: str, base: str | None) -> str | None:
    """Return a link of a page as an absolute http(s) address; ``feed:`` in front is taken off."""
    href = "".join(href.split())
    return feed_address(href) if re.match(r"feed:", href, re.IGNORECASE) else absolute_url(href, base)
