"""Bytes of a page to a tree of bounded size and depth.

Pages are parsed by the HTML5 rules (lexbor), because libxml2 puts an article inside the button that
was left open before it; the result is handed on as an lxml tree, which is what trafilatura reads and
which is quick to walk. Depth is bounded before any parser sees the page: HTML5 tree builders take the
square of the depth in time, and a recursive walk would overflow.
"""

from __future__ import annotations

import codecs
import re
from functools import cache
from typing import TYPE_CHECKING, Any, TypeAlias

from pullquote.cache.core.charsets import byte_order_mark, codec_of
from pullquote.cache.core.errors import ExtractError
from pullquote.cache.extract.html.charset import guess_codec

if TYPE_CHECKING:
    from collections.abc import Iterator

Node: TypeAlias = Any  # an lxml.html.HtmlElement; lxml has no types of its own

MAX_DEPTH = 180
MAX_ATTRIBUTES = 500
MAX_CHARACTERS = 12_000_000
MAX_TAGS = 80_000
"""Opening and closing tags together; the pages of the largest outlets have a tenth of it."""

# What no reader sees, half of many a page, is removed before anything walks the tree; structured data stays.
_NEVER_READ = 'script:not([type*="json"]), style, svg, template, link[rel="stylesheet"], link[rel="preload"]'
_OPTION = re.compile(r"</?opt(?:ion|group)\b[^<>]*>", re.IGNORECASE)
_MAX_OPTIONS = 2_000  # an HTML5 parser goes through the whole menu again for each new option
_LONG_TAG = re.compile(r"<([a-zA-Z][a-zA-Z0-9]{0,20})\b[^<>]{4000,}>")
_FORMATTING = re.compile(r"</?(?:a|b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u)\b[^<>]*>", re.IGNORECASE)
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:-]*)")
# A tag with its attributes by the states of the HTML5 tokenizer: a quote begins a value only after "=". A tag that
# never ends reaches to the end of the page, so each place is looked at once.
_WHOLE_TAG = re.compile(
    r"<!--(?:-?>|(?s:.*?)(?:--!?>|\Z))"
    r"|</?(?P<name>[a-zA-Z][^\s/>]*+)"
    r"(?:[\s/]++|[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s>\"'][^\s>]*+)?)?)*+>?"
)
_TAG_START = re.compile(r"<(?=/?[a-zA-Z])")
# Elements whose content is text for the tokenizer, whatever stands in it.
_RAW_TEXT = frozenset(("script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"))
_SHADOW_ROOT = re.compile(r"<template\b[^<>]*\bshadowroot(?:mode)?\b[^<>]*>", re.IGNORECASE)
_TEMPLATE = re.compile(r"<(/?)template\b[^<>]*>", re.IGNORECASE)
# How many elements deep one of these goes when it is filled as it must be: table, tbody, tr, td.
_WEIGHT = {"table": 4, "ul": 2, "ol": 2, "dl": 2, "menu": 2, "select": 2, "object": 2, "marquee": 2}
# Elements that hold nothing, or that the next of their kind closes: they do not nest.
_FLAT = frozenset(
    (
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
        "p", "li", "dt", "dd", "tr", "td", "th", "option", "path",
    )
) | _RAW_TEXT  # fmt: skip


class _Levels(dict[str, int]):
    """How many elements deep a tag goes, by its name as it is written; each spelling is looked at once."""

    def __missing__(self, name: str) -> int:
        small = name.lower()
        levels = 0 if small in _FLAT else _WEIGHT.get(small, 1)
        if len(self) < _MAX_SPELLINGS:
            self[name] = levels
        return levels


_LEVELS = _Levels()
_MAX_SPELLINGS = 1_000
_META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([a-zA-Z0-9_:.-]{2,40})", re.IGNORECASE)
_XML_CHARSET = re.compile(rb"^\s*<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([a-zA-Z0-9_.-]{2,40})", re.IGNORECASE)
_HEADER_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([a-zA-Z0-9_:.-]{2,40})", re.IGNORECASE)
_DEFAULT = "cp1252"
_LAX_1252 = {chr(code): bytes((code,)) for code in range(0x80, 0xA0)}  # what Python does not know to be there
_TWICE = re.compile("â[\x80€][\x93\x94\x98-\x9d\xa6“”˜™š›œ\u0153]")
_MAX_FAULTS = 0.25
"""Bytes of a page in UTF-8 that are none, for each of its characters beyond ASCII. One comment in another charset is a
few in a hundred; a page in another charset has several for each one that is UTF-8 by chance, in any language."""


def decode(data: bytes, content_type: str | None = None) -> str:
    """Return the text of a page; what fits its charset nowhere becomes U+FFFD. Never fails.

    Order: byte order mark; UTF-8 where the bytes are that, whatever the page declares, for text in another charset is
    never so by chance; the header's charset; the page's own ``<meta>`` (first 4 kB, WHATWG "prescan a byte stream").
    Of several declared the first counts that all bytes fit. Where none is declared, or one that is only the default of
    its editor, the words are asked (``charset``); windows-1252 where they are Western European.
    """
    if found := byte_order_mark(data):
        mark, name = found
        return data[len(mark) :].decode(name, "replace")
    if not data.isascii() and (text := _decode_utf_8(data)) is not None:
        has_sign = b"\xc3\xa2" in data  # "â", with which each begins: bytes are searched faster than their text
        return _TWICE.sub(_decoded_once, text) if has_sign else text
    declared = [codec for label in _declared_charsets(data, content_type) if (codec := codec_of(label))]
    declared = [codec for codec in declared if not codec.startswith("utf")]
    if not data.isascii() and set(declared) <= {_DEFAULT} and (codec := guess_codec(data)):
        return data.decode(codec, "replace")
    for codec in declared:
        try:
            return data.decode(codec)
        except (UnicodeError, ValueError):
            continue
    return data.decode(declared[0] if declared else _DEFAULT, "replace")


def _decode_utf_8(data: bytes) -> str | None:
    """Return the text of bytes that are UTF-8 but for a few, ``None`` for bytes in another charset.

    A page may end inside a character.
    """
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    text = codecs.getincrementaldecoder("utf-8")("replace").decode(data)
    faults = text.count("\ufffd")
    beyond_ascii = len(text) - len(text.encode("ascii", "ignore")) - faults
    return text if beyond_ascii and faults <= _MAX_FAULTS * beyond_ascii else None


def _decoded_once(match: re.Match[str]) -> str:
    """Return the quotation mark, dash or dots whose UTF-8 was taken for windows-1252: "â€™"."""
    data = b"".join(_LAX_1252.get(char) or char.encode("windows-1252") for char in match[0])
    return data.decode("utf-8", "replace")


def _declared_charsets(data: bytes, content_type: str | None) -> list[str]:
    """Return the charset labels of the header, the XML declaration and the ``<meta>``, as far as there are any."""
    header = _HEADER_CHARSET.search(content_type or "")
    inside = (_XML_CHARSET.search(data[:200]), _META_CHARSET.search(data[:4096]))
    names = [match[1].decode("ascii", "replace") for match in inside if match]
    return [header[1], *names] if header else names


def parse(html: str) -> Node:
    """Return the root element of a page.

    Raises:
        ExtractError: the page is empty, far too large, or no parser can make anything of it.

    """
    import lxml.etree  # lazy: with selectolax 25 ms that plain text does without
    from selectolax.lexbor import LexborHTMLParser

    if len(html) > MAX_CHARACTERS:
        raise ExtractError("This page is too large to be an article.")
    html = html.replace("\x00", "")
    if is_cut(html) or is_deep(html):
        html = limit_depth(limit_tags(without_false_tags(html)))
    if _SHADOW_ROOT.search(html):
        html = open_shadow_roots(html)
    if html.count("<option") + html.count("<OPTION") > _MAX_OPTIONS:
        html = _OPTION.sub("", html)
    html = _LONG_TAG.sub(_without_attributes, html)
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
    """Return the one parser for all pages: making it takes as long as parsing an entry of a feed.

    All its elements are of one class. lxml.html's own parser gives those of forms others, which nobody here asks for,
    and calls Python for each element that is looked at.
    """
    import lxml.etree
    import lxml.html

    parser = lxml.etree.HTMLParser(encoding="utf-8", huge_tree=True)
    one_class = lxml.etree.ElementDefaultClassLookup(element=lxml.html.HtmlElement, comment=lxml.html.HtmlComment)
    parser.set_element_class_lookup(one_class)
    return parser


def _without_attributes(tag: re.Match[str]) -> str:
    """Return a tag without its attributes if they are too many: parsers compare each with all before it."""
    too_many = tag[0].count("=") > MAX_ATTRIBUTES or tag[0].count(" ") > 4 * MAX_ATTRIBUTES
    return f"<{tag[1]}>" if too_many else tag[0]


def is_cut(html: str) -> bool:
    """Return whether ``parse`` reads only the first part of a page because it has too many tags."""
    return html.count("<") > MAX_TAGS and without_false_tags(html).count("<") > MAX_TAGS


def without_false_tags(html: str) -> str:
    """Return ``html`` in which what looks like a tag is one, so that tags can be counted.

    Comments, scripts and styles are emptied; in structured data, attributes and other raw text ``<`` is written as
    JSON and HTML escape it. What the page says stays the same.
    """
    return "".join(_tags_and_text(html))


def _tags_and_text(html: str) -> Iterator[str]:
    place = 0
    while tag := _WHOLE_TAG.search(html, place):
        yield html[place : tag.start()]
        place = tag.end()
        name = (tag["name"] or "").lower()
        if not name:
            continue  # a comment
        yield "<" + tag[0][1:].replace("<", "&lt;")
        if name in _RAW_TEXT and tag[0][1] != "/":
            end = _end_of(name).search(html, place)
            stop = end.start() if end else len(html)
            yield _raw_text(html[place:stop], name, tag[0].lower())
            place = stop
    yield html[place:]


@cache
def _end_of(name: str) -> re.Pattern[str]:
    """Return what ends an element of raw text."""
    return re.compile(rf"</(?i:{name})(?=[\s/>])")


def _raw_text(text: str, name: str, tag: str) -> str:
    """Return the content of an element of raw text without anything that looks like a tag."""
    if name == "script" and "json" in tag:
        return _TAG_START.sub(r"\\u003c", text)
    return "" if name in ("script", "style") else text.replace("<", "&lt;")


def open_shadow_roots(html: str) -> str:
    """Return ``html`` with declarative shadow roots as plain elements: a browser shows what is in them.

    HTML, "The template element", ``shadowrootmode``; other templates stay what they are: not shown.
    """
    parts: list[str] = []
    is_open: list[bool] = []  # for each template around this place, whether it is a shadow root
    place = 0
    for tag in _TEMPLATE.finditer(html):
        if not tag[1]:
            is_open.append(_SHADOW_ROOT.match(tag[0]) is not None)
            is_shadow = is_open[-1]
        else:
            is_shadow = is_open.pop() if is_open else False
        if is_shadow:
            parts += (html[place : tag.start()], f"<{tag[1]}div>")
            place = tag.end()
    return "".join((*parts, html[place:]))


def limit_tags(html: str) -> str:
    """Return ``html`` up to its ``MAX_TAGS``-th tag; the same object where it has fewer."""
    if not is_cut(html):
        return html
    place = -1
    for _ in range(MAX_TAGS + 1):
        place = html.find("<", place + 1)
    return html[:place]


def limit_depth(html: str, limit: int = MAX_DEPTH) -> str:
    """Return ``html`` with the tags that lie deeper than ``limit`` taken out; their text stays."""
    return "".join(_shallow(html, limit)) if is_deep(html, limit) else html


def is_deep(html: str, limit: int = MAX_DEPTH) -> bool:
    """Return whether elements nest deeper than ``limit``, if everything that looks like a tag is one."""
    if 4 * (html.count("<") - html.count("</")) <= limit:
        return False  # too few tags are opened, whatever they weigh
    depth = 0
    for slash, name in _TAG.findall(html):
        weight = _LEVELS[name]
        if not slash:
            depth += weight
            if depth > limit:
                return True
        elif depth > weight:
            depth -= weight
        else:
            depth = 0
    return False


def _shallow(html: str, limit: int) -> Iterator[str]:
    """Yield the text of ``html`` part by part, without the tags deeper than ``limit``."""
    depth = 0
    done = 0
    for match in _TAG.finditer(html):
        weight = _LEVELS[match[2]]
        if not weight or match.start() < done:
            continue
        closing = bool(match[1])
        too_deep = depth > limit if closing else depth + weight > limit
        depth = max(0, depth - weight) if closing else depth + weight
        if too_deep:
            yield html[done : match.start()]
            end = html.find(">", match.end())
            done = len(html) if end < 0 else end + 1
    yield html[done:]


def classes(node: Node) -> str:
    """Return what an author names an element by (class, id, two data attributes), lower case, one string."""
    get = node.get
    return f"{get('class') or ''} {get('id') or ''} {get('data-component') or ''} {get('data-testid') or ''}".lower()


def text_of(node: Node) -> str:
    """Return all text below ``node``, white space folded."""
    return " ".join("".join(node.itertext()).split())


def beginning_of(node: Node, limit: int) -> str:
    """Return the text below ``node``, white space folded; of a long one a beginning longer than ``limit``."""
    parts: list[str] = []
    length = 0
    for part in node.itertext():
        parts.append(part)
        length += sum(map(len, part.split()))
        if length > limit:
            break
    return " ".join("".join(parts).split())


def spaced_text_of(node: Node) -> str:
    """Return all text below ``node`` with a blank wherever an element begins or ends."""
    return " ".join(" ".join(node.itertext()).split())


def drop(node: Node) -> None:
    """Remove ``node`` from its tree; the text after it stays."""
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
