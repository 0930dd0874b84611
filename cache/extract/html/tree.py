"""Turn HTML into a tree that can be walked without fear.

Pages are parsed by the HTML5 rules (lexbor), because libxml2 puts an article inside the button that
was left open before it; the result is handed on as an lxml tree, which is what trafilatura reads and
which is quick to walk. Depth is bounded before any parser sees the page: nesting is quadratic for
HTML5 tree builders and would overflow any recursive walk.
"""

from __future__ import annotations

import codecs
import re
from functools import cache
from typing import TYPE_CHECKING, Any, TypeAlias

from pullquote.cache.core.errors import ExtractError

if TYPE_CHECKING:
    from collections.abc import Iterator

Node: TypeAlias = Any  # an lxml.html.HtmlElement; lxml has no types of its own

MAX_DEPTH = 180
MAX_ATTRIBUTES = 500
MAX_CHARACTERS = 12_000_000
MOST_TAGS = 80_000
"""Opening and closing tags together; the pages of the largest outlets have a tenth of it."""

# What nobody reads; structured data stays. Half of many a page, so it goes before anything else looks.
_NEVER_READ = 'script:not([type*="json"]), style, svg, template, link[rel="stylesheet"], link[rel="preload"]'
_OPTION = re.compile(r"</?opt(?:ion|group)\b[^<>]*>", re.IGNORECASE)
_MOST_OPTIONS = 2_000  # an HTML5 parser looks at all of a menu again for each new one, and nobody reads them
_LONG_TAG = re.compile(r"<([a-zA-Z][a-zA-Z0-9]{0,20})\b[^<>]{4000,}>")
_FORMATTING = re.compile(r"</?(?:a|b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u)\b[^<>]*>", re.IGNORECASE)
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:-]*)")
# How many elements deep one of these goes when it is filled as it must be: table, tbody, tr, td.
_WEIGHT = {"table": 4, "ul": 2, "ol": 2, "dl": 2, "menu": 2, "select": 2, "object": 2, "marquee": 2}
# Elements that hold nothing, or that the next of their kind closes: they do not nest.
_FLAT = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
        "p",
        "li",
        "dt",
        "dd",
        "tr",
        "td",
        "th",
        "option",
        "path",
    ]
)


def parse(html: str) -> Node:
    """Return the root element of a page.

    Raises:
        ExtractError: the page is empty, far too large, or no parser can make anything of it.

    """
    import lxml.etree
    from selectolax.lexbor import LexborHTMLParser

    if len(html) > MAX_CHARACTERS:
        raise ExtractError("This page is too large to be an article.")
    html = limit_tags(html).replace("\x00", "")
    if html.count("<option") + html.count("<OPTION") > _MOST_OPTIONS:
        html = _OPTION.sub("", html)
    html = limit_depth(_LONG_TAG.sub(_without_attributes, html))
    try:
        page = LexborHTMLParser(html)
        for node in page.css(_NEVER_READ):
            node.decompose()
        repaired = page.html or ""
        if len(repaired) > 2 * len(html) + 200_000:
            # Formatting elements left open are opened again in every paragraph that follows.
            repaired = LexborHTMLParser(_FORMATTING.sub("", html)).html or ""
        if not repaired.strip():
            raise ExtractError("This page is empty.")
        return _from_string(repaired)
    except (lxml.etree.LxmlError, ValueError, AssertionError, UnicodeError) as error:
        raise ExtractError("This page is so broken that nothing can be read from it.") from error


def _from_string(html: str) -> Node:
    """Parse repaired HTML with lxml, as UTF-8 bytes so that no declaration inside is believed."""
    import lxml.html

    return lxml.html.document_fromstring(html.encode("utf-8", "replace"), parser=_parser())


@cache
def _parser() -> Any:
    """Make the parser, which serves for one page after another: it takes as long as parsing an entry of a feed."""
    import lxml.html

    return lxml.html.HTMLParser(encoding="utf-8", huge_tree=True)


def _without_attributes(tag: re.Match[str]) -> str:
    """Return a tag without its attributes if they are too many: looking for doubles among them is quadratic."""
    return f"<{tag[1]}>" if tag[0].count("=") > MAX_ATTRIBUTES or tag[0].count(" ") > 4 * MAX_ATTRIBUTES else tag[0]


def is_cut(html: str) -> bool:
    """Return whether ``parse`` reads only the first part of a page because it has too many tags."""
    return html.count("<") > MOST_TAGS


def limit_tags(html: str) -> str:
    """Return ``html`` up to its ``MOST_TAGS``-th tag; the same object where it has fewer."""
    if not is_cut(html):
        return html
    place = -1
    for _ in range(MOST_TAGS + 1):
        place = html.find("<", place + 1)
    return html[:place]


def limit_depth(html: str, limit: int = MAX_DEPTH) -> str:
    """Return ``html`` with the tags that lie deeper than ``limit`` taken out; their text stays."""
    if 4 * (html.count("<") - html.count("</")) <= limit:
        return html  # too few tags are opened, whatever they weigh
    depth = 0
    deepest = 0
    for match in _TAG.finditer(html):
        if match[2].lower() in _FLAT:
            continue
        weight = _WEIGHT.get(match[2].lower(), 1)
        if match[1]:
            depth = max(0, depth - weight)
        else:
            depth += weight
            deepest = max(deepest, depth)
    if deepest <= limit:
        return html
    return "".join(_shallow(html, limit))


def _shallow(html: str, limit: int) -> Iterator[str]:
    """Return the pieces of ``html`` without the tags beyond ``limit``."""
    depth = 0
    done = 0
    for match in _TAG.finditer(html):
        if match[2].lower() in _FLAT or match.start() < done:
            continue
        closing = bool(match[1])
        weight = _WEIGHT.get(match[2].lower(), 1)
        too_deep = depth > limit if closing else depth + weight > limit
        depth = max(0, depth - weight) if closing else depth + weight
        if too_deep:
            yield html[done : match.start()]
            end = html.find(">", match.end())
            done = len(html) if end < 0 else end + 1
    yield html[done:]


def classes(node: Node) -> str:
    """Return class, id and the roles a page's author names a box by, lower case, one string."""
    get = node.get
    return f"{get('class') or ''} {get('id') or ''} {get('data-component') or ''} {get('data-testid') or ''}".lower()


def text_of(node: Node) -> str:
    """Return all text below ``node``, white space folded."""
    return " ".join("".join(node.itertext()).split())


def spaced(node: Node) -> str:
    """Return all text below ``node`` with a blank wherever an element begins or ends."""
    return " ".join(" ".join(node.itertext()).split())


def drop(node: Node) -> None:
    """Take ``node`` out of its tree; the text after it stays."""
    parent = node.getparent()
    if parent is None:
        return
    if node.tail:
        before = node.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + node.tail
        else:
            parent.text = (parent.text or "") + node.tail
    parent.remove(node)


_META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([a-zA-Z0-9_:.-]{2,40})", re.IGNORECASE)
_XML_CHARSET = re.compile(rb"^\s*<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([a-zA-Z0-9_.-]{2,40})", re.IGNORECASE)
_HEADER_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([a-zA-Z0-9_:.-]{2,40})", re.IGNORECASE)
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_LATIN = frozenset(("iso-8859-1", "latin-1", "latin1", "ascii", "us-ascii", "iso8859-1", "iso-8859-15", "cp1252"))


def decode(data: bytes, content_type: str | None = None) -> str:
    """Return the text of a page; bytes that fit no charset become U+FFFD. Never fails."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(name, "replace")
    declared = [match[1] for match in [_HEADER_CHARSET.search(content_type or "")] if match]
    declared += [
        match[1].decode("ascii", "replace")
        for match in (_XML_CHARSET.search(data[:200]), _META_CHARSET.search(data[:4096]))
        if match
    ]
    for name in declared:
        codec = _codec(name)
        if codec is None:
            continue
        try:
            return data.decode(codec)
        except (UnicodeError, ValueError):
            continue
    text = data.decode("utf-8", "replace")
    # A page cut inside a character, or with a few broken bytes, is still UTF-8.
    if text.count("\ufffd") <= max(2, len(data) // 2_000):
        return text
    for name in (*declared, "windows-1252"):
        if codec := _codec(name):
            return data.decode(codec, "replace")
    return data.decode("windows-1252", "replace")


def _codec(name: str) -> str | None:
    """Return the codec for a charset label, or ``None``; what is no text encoding is refused."""
    name = name.lower()
    if name in _LATIN:
        return "windows-1252"
    if name.startswith(("utf-16", "utf16")):
        return "utf-8"  # a page that could say so in ASCII is not UTF-16
    try:
        info = codecs.lookup(name)
    except LookupError:
        return None
    return (
        info.name
        if getattr(info, "_is_text_encoding", True) and info.name not in ("utf-7", "idna", "punycode")
        else None
    )
