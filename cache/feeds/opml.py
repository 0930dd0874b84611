"""Subscription lists in OPML 1.0, 1.1 and 2.0 (http://opml.org/spec2.opml): read tolerantly, written as OPML 2.0.

Lists of one feed a line are read as well: mere addresses, marked or named ones (Markdown), the ``urls`` of newsboat,
the ``sfeedrc`` of sfeed; and what ``feed_rows`` knows: tables, and the JSON of other readers.
Reading never opens a file or an address, and takes only http(s) addresses of feeds; what is left out comes back with
its line (C10, O3). Included lists are named, never followed.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterable
from datetime import datetime
from email.utils import format_datetime
from html import escape
from html.entities import html5
from typing import Any
from xml.sax.saxutils import quoteattr

from msgspec import Struct

from pullquote.cache.core.errors import FeedError
from pullquote.cache.core.sanitize import clean_address, clean_line, clean_name
from pullquote.cache.core.times.dates import read_date

LARGEST = 5 << 20
MOST_OUTLINES = 10_000
DEEPEST = 64
_USER_INFO = re.compile(r"//[^/?#\s]*@")
_DECLARED = re.compile(rb"<\?xml[^<>]{0,200}\bencoding\s*=\s*[\"']([\w.:-]{1,40})[\"']", re.IGNORECASE)
_BEGIN = re.compile(r"<(?:\?xml\b|!doctype\b|!--|opml\b|outline\b|body\b|head\b)", re.IGNORECASE)
_DECLARATION = re.compile(r"<\?xml\b[^<>]*\?>|<!doctype\b[^<>\[]*(?:\[[^\]]*\]\s*)?>", re.IGNORECASE)
_BARE = re.compile(r"&(?!#\d{1,7};|#x[0-9a-fA-F]{1,6};|(?:amp|lt|gt|quot|apos);)(?:([a-zA-Z][a-zA-Z0-9]{1,31});)?")
_VALUE = re.compile(r"=\s*(?:\"[^\"=]*\"|'[^'=]*')")
_QUOTED = re.compile(r"""=\s*"((?:[^"<>=]|"(?!\s+[\w:.-]+\s*=|\s*[/?]?>))*+)\"""")
_OF_NEWSBOAT = re.compile(r"\"?(?:query|exec|filter):")
"""How its lines begin that name no feed of a server."""
_ADDRESS = re.compile(r"https?://[^\s<>()\[\]\"']+", re.IGNORECASE)
_MARK = re.compile(r"\s*(?:[-*+•]|\d{1,4}[.)])\s+")
"""Before an item of a list in plain text or Markdown."""
_COMMENT = re.compile(rb"<!--.*?-->", re.DOTALL)
_ADDRESS_WRITTEN = re.compile(rb"\sxmlurl\s*=", re.IGNORECASE)
_USUAL_PORT = re.compile(r"(?<=^http://)([^/?#]+):80(?=[/?#]|$)|(?<=^https://)([^/?#]+):443(?=[/?#]|$)")
_NO_SCHEME = re.compile(r"^(?:\s*//)?((?:[\w-]+\.)+[a-z]{2,24}(?::\d+)?/)", re.IGNORECASE)
_XML_ONLY = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Subscription(Struct, frozen=True, kw_only=True):
    """A feed of the list.

    ``folders`` are the paths it stands in, outermost name first; ``categories`` the paths its ``category``
    attribute names; ``line`` counts from 1. ``written`` is the address as it stands in the list where a name and
    password are in it: it is never to be shown or kept.
    """

    url: str
    title: str = ""
    site: str | None = None
    folders: tuple[tuple[str, ...], ...] = ()
    categories: tuple[tuple[str, ...], ...] = ()
    line: int = 0
    written: str = ""


class Subscriptions(Struct, frozen=True, kw_only=True):
    """A list read.

    ``feeds`` in order, each address once; ``skipped`` are (line, reason); ``lists`` are (address, title) of
    further lists that were not followed.
    """

    title: str = ""
    created: datetime | None = None
    feeds: tuple[Subscription, ...] = ()
    lists: tuple[tuple[str, str], ...] = ()
    skipped: tuple[tuple[int, str], ...] = ()


def read_opml(data: bytes) -> Subscriptions:
    """Read a list. Raises ``FeedError`` where nothing usable is in it."""
    if len(data) > LARGEST:
        raise FeedError(f"This list is larger than {LARGEST >> 20} MB; it was not read.")
    root = _root(data)
    found = _Found()
    if root is not None:
        found.walk(root)
        found.count(data)
    if root is None or not found.is_list:
        found = _Found()
        text = _decoded(data)
        found.read_rows(text)
        if not found.is_list:
            found.read_lines(text)
    if not found.is_list:
        raise FeedError(
            "This is not a list of subscriptions: it is neither OPML, a table or JSON that names feeds, nor has it an "
            "address of a feed in each line. "
            "`pullquote feeds add` takes a feed or a site."
        )
    return Subscriptions(
        title=found.head.get("title", ""),
        created=read_date(found.head.get("datecreated", "")),
        feeds=tuple(found.feeds.values()),
        lists=tuple(found.lists),
        skipped=tuple(found.skipped),
    )


def feed_address(text: str) -> str | None:
    """Return the http(s) address of a feed: ``feed:`` in front is taken off; every other scheme gives ``None``."""
    text = re.sub(r"^feed:(?=https?:)", "", text.strip(), flags=re.IGNORECASE)
    address = clean_address(re.sub(r"^feed:(?://)?", "https://", text, flags=re.IGNORECASE))
    return _USUAL_PORT.sub(lambda found: found[1] or found[2], address) if address else None


def write_opml(feeds: Iterable[Subscription], *, now: datetime, title: str = "Pullquote subscriptions") -> bytes:
    """Write OPML 2.0 with nested folders; a feed in two folders stands in both."""
    tree: dict[str, Any] = {}
    for feed in feeds:
        for folder in feed.folders or ((),):
            place = tree
            for name in folder:
                place = place.setdefault(name, {})
            place.setdefault("", []).append(feed)
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<opml version="2.0">',
        "  <head>",
        f"    <title>{_text(title)}</title>",
        f"    <dateCreated>{format_datetime(now)}</dateCreated>",
        "  </head>",
        "  <body>",
        *_outlines(tree, 2),
        "  </body>",
        "</opml>",
        "",
    ]
    return "\n".join(lines).encode("utf-8")


def _outlines(tree: dict[str, Any], depth: int) -> Iterable[str]:
    indent = "  " * depth
    for name, inner in tree.items():
        if name:
            yield f"{indent}<outline text={_attribute(name)} title={_attribute(name)}>"
            yield from _outlines(inner, depth + 1)
            yield f"{indent}</outline>"
            continue
        for feed in inner:
            label = _attribute(feed.title or feed.url)
            site = f" htmlUrl={_attribute(feed.site)}" if feed.site else ""
            yield f'{indent}<outline text={label} title={label} type="rss" xmlUrl={_attribute(feed.url)}{site}/>'


def _attribute(text: str) -> str:
    return quoteattr(_XML_ONLY.sub("", text))


def _text(text: str) -> str:
    return _XML_ONLY.sub("", text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _root(data: bytes) -> Any:
    """Return the root of a list as it stands if it is well-formed, else of the mended list; ``None`` for no XML."""
    from lxml import etree  # pyright: ignore[reportAttributeAccessIssue]

    for recover in (False, True):
        parser = etree.XMLParser(
            recover=recover, resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False,
            huge_tree=False,
        )  # fmt: skip
        try:
            return etree.fromstring(_mended(data) if recover else data.lstrip(b" \t\r\n"), parser)
        except (etree.XMLSyntaxError, ValueError):
            continue
    return None


def _mended(data: bytes) -> bytes:
    """Return an ill-formed list as UTF-8 in which each fault harms itself alone.

    Bytes that are not of the declared encoding are read as Windows-1252, controls go, what stands before the list goes,
    ``&`` without a reference and ``<`` in a value stand for themselves, and references of HTML are resolved. One
    element is around all of it, because there may be several lists, or outlines alone.
    """
    text = _XML_ONLY.sub("", _decoded(data))
    if begin := _BEGIN.search(text):
        lines = text.count("\n", 0, begin.start())  # faults are named by their line
        text = "\n" * lines + f"<lists>{_DECLARATION.sub('', text[begin.start() :])}</lists>"
    text = _VALUE.sub(lambda found: found[0].replace("<", "&lt;"), _BARE.sub(_escaped, text))
    text = _QUOTED.sub(lambda found: '="' + found[1].replace('"', "&quot;") + '"', text)
    return text.encode("utf-8")


def _decoded(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    declared = _DECLARED.search(data[:400])
    try:
        return data.removeprefix(b"\xef\xbb\xbf").decode(declared[1].decode("ascii") if declared else "utf-8")
    except (LookupError, UnicodeError):
        text = data.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "surrogateescape")
    return re.sub("[\udc80-\udcff]", lambda found: bytes([ord(found[0]) - 0xDC00]).decode("cp1252", "replace"), text)


def _escaped(found: re.Match[str]) -> str:
    """Return what stands for a ``&`` alone, or for a reference of HTML; nothing for a reference to nothing."""
    if not found[1]:
        return "&amp;"
    return escape(html5.get(f"{found[1]};", ""), quote=True)


class _Found:
    """The feeds and further lists found so far."""

    def __init__(self) -> None:
        self.is_list = False
        self.head: dict[str, str] = {}
        self.feeds: dict[str, Subscription] = {}
        self.lists: list[tuple[str, str]] = []
        self.skipped: list[tuple[int, str]] = []
        self._outlines = 0
        self._addresses = 0

    def count(self, data: bytes) -> None:
        """Add to ``skipped`` how many addresses a list has that is too broken, or nested too deeply, to reach them."""
        missing = len(_ADDRESS_WRITTEN.findall(_COMMENT.sub(b"", data))) - self._addresses
        if self.is_list and missing > 0 and self._outlines <= MOST_OUTLINES:
            last = max([0, *(feed.line for feed in self.feeds.values())])
            self.skipped.append((last + 1, f"{missing} address{'es' * (missing > 1)} from here on cannot be read"))

    def read_lines(self, text: str) -> None:
        """Read a list with one feed a line; it is one where at least every second line has an address."""
        without_address = 0
        for number, line in enumerate(text.splitlines()[: MOST_OUTLINES + 1], 1):
            words = _words(line)
            if not words or words[0].startswith("#"):
                continue
            title = ""
            if words[0] == "feed" and len(words) > 2:  # sfeed: a name, then the address
                _, title, *words = words[:3]
            elif named := _named(line[:4_096]):
                title, words = named[0], [named[1]]
            if not re.match(r"(?:feed:)?(?://)?https?://|feed://", words[0], re.IGNORECASE):
                shown = clean_line(line, 80)
                self.skipped.append((number, f"“{shown}” does not begin with the address of a feed"))
                without_address += bool(_OF_NEWSBOAT.match(shown))
                continue
            tags = [clean_name(word) for word in words[1:] if not word.startswith(("~", "!"))]
            names = (clean_name(word[1:]) for word in words[1:] if word.startswith("~"))
            self._feed(number, {}, words[0], title or next(names, ""), tuple(filter(None, tags[:1])))
        self.is_list = len(self.feeds) >= max(1, len(self.skipped) - without_address)

    def read_rows(self, text: str) -> None:
        """Read a table or the JSON of another reader; addresses of video channels become those of their feeds."""
        from pullquote.cache.feeds.discovery import video_feed  # lazy: it imports this module
        from pullquote.cache.feeds.feed_rows import rows_of

        rows = rows_of(text)
        for row in rows[:MOST_OUTLINES]:
            address = row.address.strip()
            folder = tuple(filter(None, (clean_name(row.folder),)))
            self._feed(row.line, {"htmlurl": row.site}, video_feed(address) or address, clean_name(row.title), folder)
        if len(rows) > MOST_OUTLINES:
            self.skipped.append((rows[MOST_OUTLINES].line, f"the list has more than {MOST_OUTLINES:,} entries"))
        self.is_list = bool(self.feeds)
        if not self.is_list:
            self.skipped.clear()

    def walk(self, root: Any) -> None:
        """Go through the tree in document order, without recursion."""
        waiting: list[tuple[Any, tuple[str, ...]]] = [(root, ())]
        while waiting:
            element, folder = waiting.pop()
            inner = folder
            name = _name(element)
            if name == "outline":
                self._outlines += 1
                self.is_list = True
                if self._outlines > MOST_OUTLINES:
                    self._skip(element, f"the list has more than {MOST_OUTLINES:,} entries")
                    return
                inner = self._outline(element, folder)
            elif name == "head":
                self._head(element)
                continue
            self.is_list |= name == "opml"
            waiting.extend((child, inner) for child in reversed(element) if isinstance(child.tag, str))

    def _head(self, head: Any) -> None:
        for element in head:
            if isinstance(element.tag, str) and element.text:
                self.head.setdefault(_name(element), clean_line(element.text))

    def _outline(self, element: Any, folder: tuple[str, ...]) -> tuple[str, ...]:
        """Take one outline; return the folder its children stand in."""
        values = {str(key).rpartition("}")[2].lower(): str(value) for key, value in element.attrib.items()}
        title = clean_name(values.get("text", "")) or clean_name(values.get("title", ""))
        address, kind = values.get("xmlurl", "").strip(), values.get("type", "").strip().lower()
        self._addresses += "xmlurl" in values
        if not address and kind in ("rss", "atom"):
            address = values.get("url", "").strip()
        if address and "xpath" in kind:
            self._skip(element, "it is read off a page by rules of another program, not from a feed")
            return folder
        if address:
            self._feed(element.sourceline or 0, values, _NO_SCHEME.sub(r"https://\1", address), title, folder)
            return folder
        if kind in ("link", "include") and (url := values.get("url", "").strip()):
            self.lists.append((clean_line(url), title))
            self._skip(element, "it names another list, which is not followed")
            return folder
        if (kind == "rss" or "xmlurl" in values or "htmlurl" in values) and not len(element):
            self._skip(element, "it has no address of a feed (xmlUrl)")
            return folder
        if title and len(element):
            if len(folder) >= DEEPEST:
                return folder
            return (*folder, title)
        return folder

    def _feed(self, line: int, values: dict[str, str], address: str, title: str, folder: tuple[str, ...]) -> None:
        url = feed_address(address)
        if url is None:
            shown = clean_line(_USER_INFO.sub("//", address), 80)
            self.skipped.append((line, f"“{shown}” is not an http or https address"))
            return
        before = self.feeds.get(url)
        folders = (*before.folders, folder) if before else (folder,)
        written = address if _USER_INFO.search(address) else ""
        self.feeds[url] = Subscription(
            url=url,
            title=before.title if before and before.title else title,
            site=clean_address(values.get("htmlurl")) or (before.site if before else None),
            folders=tuple(dict.fromkeys(one for one in folders if one)),
            categories=_categories(values.get("category", "")),
            line=before.line if before else line,
            written=written or (before.written if before else ""),
        )

    def _skip(self, element: Any, reason: str) -> None:
        self.skipped.append((element.sourceline or 0, reason))


def _named(line: str) -> tuple[str, str] | None:
    """Return the name and the address of an item: ``- Name: https://…``, ``* [Name](https://…)``, each without a name.

    ``None`` where there is no address, or more behind it.
    """
    if _OF_NEWSBOAT.match(line.strip()) or not (found := _ADDRESS.search(line)) or line[found.end() :].strip(" \t>)"):
        return None
    mark = _MARK.match(line)
    name = line[mark.end() if mark else 0 : found.start()].strip()
    name = name[1:-2] if name[:1] == "[" and name.endswith("](") else name.rstrip(" \t<(:–—-")
    return clean_name(name), found[0]


def _words(line: str) -> list[str]:
    """Return the words of a line as a shell parts them; a quotation mark without another is a sign like any."""
    try:
        return shlex.split(line[:4_096])
    except ValueError:
        return line[:4_096].split()


def _name(element: Any) -> str:
    return str(element.tag).rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


def _categories(text: str) -> tuple[tuple[str, ...], ...]:
    """Read ``category``: paths parted by commas, names by slashes (OPML 2.0)."""
    paths = (tuple(clean_name(name) for name in path.split("/") if name.strip()) for path in text.split(","))
    return tuple(dict.fromkeys(path for path in paths if path))
