"""Plain RSS 2.0, parsed without ``feedparser`` at a tenth of its cost.

Answers only where the result is certain to be the same as feedparser's: well-formed, one channel, and no element,
attribute, address or date outside the short lists below. Everything else gives ``None`` and is left to feedparser,
whose keys the values have.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from pullquote.cache.core.times.words import SHORT_MONTHS, SHORT_WEEKDAYS

if TYPE_CHECKING:
    from lxml.etree import _Element

Raw = dict[str, Any]

_UNSURE = re.compile(r"<!DOCTYPE|<!ENTITY|xml:base|xml:lang")
_C1 = re.compile("[\x80-\x9f]")
_ADDRESS = re.compile(r"https?://[A-Za-z0-9.-]+(?::\d+)?(?:/[\w/.~%=?&+,!@:-]*[\w/~%=+-])?/?(?:#[\w/-]+)?", re.ASCII)
_RFC_822 = re.compile(
    rf"(?:{'|'.join(SHORT_WEEKDAYS)}), (?:0?[1-9]|[12]\d|3[01]) (?:{'|'.join(SHORT_MONTHS)}) "
    r"(?:19[89]|20\d)\d (?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d (?:GMT|[+-](?:0\d|1[0-4])[0-5]\d)"
)
_DC = "{http://purl.org/dc/elements/1.1/}"
_ATOM = "{http://www.w3.org/2005/Atom}"
_MEDIA = "{http://search.yahoo.com/mrss/}"
_SYNDICATION = "{http://purl.org/rss/1.0/modules/syndication/}"
_WFW = "{http://wellformedweb.org/CommentAPI/}"
_SLASH = "{http://purl.org/rss/1.0/modules/slash/}"
_PASSED_OVER = frozenset(
    {"comments", _WFW + "commentRss", _SLASH + "comments", "{com-wordpress:feed-additions:1}post-id"}
)
_PASSED_OVER_IN_CHANNEL = frozenset(
    {
        "lastBuildDate", "pubDate", "generator", "copyright", "docs", "managingEditor", "webMaster", "category",
        "rating", "{com-wordpress:feed-additions:1}site",
    }
)  # fmt: skip
_KEPT_IN_CHANNEL = {
    "language": "language",
    "ttl": "ttl",
    _SYNDICATION + "updatePeriod": "sy_updateperiod",
    _SYNDICATION + "updateFrequency": "sy_updatefrequency",
}
_OF_PICTURE = frozenset({"url", "title", "link", "width", "height", "description"})


class _Unsure(Exception):
    """The feed holds something that is left to feedparser."""


def read_plain_rss(text: str) -> tuple[Raw, list[Raw]] | None:
    """Return the channel and the items under feedparser's keys, or ``None`` where it should read them."""
    if not text.startswith("<rss") or _UNSURE.search(text):
        return None
    import lxml.etree as etree  # lazy: 20 ms, and a feed of another format does without

    parser = etree.XMLParser(recover=False, resolve_entities=False, no_network=True)
    try:
        root = etree.fromstring(text.encode(), parser)
        if root.tag != "rss" or root.get("version") != "2.0" or len(root) != 1 or root[0].tag != "channel":
            return None
        if root[0].attrib:
            return None
        return _channel(root[0]), [_item(element) for element in root[0] if element.tag == "item"]
    except (_Unsure, etree.XMLSyntaxError, ValueError):
        return None


def _channel(channel: _Element) -> Raw:
    raw: Raw = {"links": []}
    for element in channel:
        tag = element.tag
        if tag == "item":
            continue
        if tag == "image":
            _once(raw, "image", {})
            _picture(element, raw["image"])
        elif tag == _ATOM + "link":
            raw["links"].append(
                {"rel": (element.get("rel") or "alternate").lower(), "href": _address(element.get("href"))}
            )
        elif tag == "title":
            _once(raw, "title", _text(element))
        elif tag == "description":
            _once(raw, "subtitle", _text(element))
        elif tag == "link":
            _once(raw, "link", _address(_text(element)))
            raw["links"].append({"rel": "alternate", "href": raw["link"]})
        elif tag in _KEPT_IN_CHANNEL:
            _once(raw, _KEPT_IN_CHANNEL[tag], _text(element))
        elif tag in _PASSED_OVER_IN_CHANNEL:
            _text(element, "domain")
        else:
            raise _Unsure
    return raw


def _picture(image: _Element, raw: Raw) -> None:
    for element in image:
        if element.tag not in _OF_PICTURE:
            raise _Unsure
        text = _text(element)
        if element.tag == "url":
            _once(raw, "href", _address(text))


def _item(item: _Element) -> Raw:
    if item.attrib:
        raise _Unsure
    raw: Raw = {"links": [], "enclosures": []}
    for element in item:
        tag = element.tag
        if reader := _FIELDS.get(tag):
            reader(raw, element)
        elif tag in _PASSED_OVER:
            _text(element)
        else:
            raise _Unsure
    if "content" in raw:
        raw.setdefault("summary", raw["content"][0]["value"])
    return raw


def _title(raw: Raw, element: _Element) -> None:
    _once(raw, "title", _text(element))


def _link(raw: Raw, element: _Element) -> None:
    _once(raw, "link", _address(_text(element)))
    raw["links"].append({"rel": "alternate", "href": raw["link"]})


def _guid(raw: Raw, element: _Element) -> None:
    """Read an id, kept as written (P4)."""
    _once(raw, "id", _text(element, "isPermaLink"))
    raw["permalink"] = element.get("isPermaLink", "").lower()


def _description(raw: Raw, element: _Element) -> None:
    _once(raw, "summary", _text(element))
    raw["summary_detail"] = {"type": "text/html"}


def _content(raw: Raw, element: _Element) -> None:
    _once(raw, "content", [{"type": "text/html", "value": _text(element), "base": ""}])


def _published(raw: Raw, element: _Element) -> None:
    text = _text(element)
    if not _RFC_822.fullmatch(text):
        raise _Unsure
    _once(raw, "published", text)


def _creator(raw: Raw, element: _Element) -> None:
    text = _text(element)
    if re.search(r"[@()<>&]", text):
        raise _Unsure
    raw.setdefault("authors", []).append({"name": text} if text else {})
    raw["author"] = text


def _category(raw: Raw, element: _Element) -> None:
    raw.setdefault("tags", []).append({"term": _text(element, "domain")})


def _enclosure(raw: Raw, element: _Element) -> None:
    _text(element, "url", "type", "length")
    values = {"href": element.get("url"), "type": (element.get("type") or "").lower(), "length": element.get("length")}
    raw["enclosures"].append(values)


def _media(key: str) -> Callable[[Raw, _Element], None]:
    def read(raw: Raw, element: _Element) -> None:
        if len(element) or (element.text or "").strip():
            raise _Unsure
        values = {str(name).lower(): value for name, value in element.attrib.items()}
        if "type" in values:
            values["type"] = str(values["type"]).lower()
        raw.setdefault(key, []).append(values)

    return read


_FIELDS: dict[str, Callable[[Raw, _Element], None]] = {
    "title": _title,
    "link": _link,
    "guid": _guid,
    "description": _description,
    "{http://purl.org/rss/1.0/modules/content/}encoded": _content,
    "pubDate": _published,
    _DC + "creator": _creator,
    "category": _category,
    "enclosure": _enclosure,
    _MEDIA + "content": _media("media_content"),
    _MEDIA + "thumbnail": _media("media_thumbnail"),
}


def _once(raw: Raw, key: str, value: object) -> None:
    """Set what may be there once; a second one is a matter of feedparser's rules."""
    if key in raw:
        raise _Unsure
    raw[key] = value


def _text(element: _Element, *attributes: str) -> str:
    """Return an element's text; children, other attributes and text that may be twice encoded are not for us."""
    if len(element) or any(name not in attributes for name in element.attrib):
        raise _Unsure
    text = (element.text or "").strip()
    if not text.isascii():
        if _C1.search(text):
            raise _Unsure
        try:
            text.encode("iso-8859-1").decode("utf-8")
        except UnicodeError:
            return text
        raise _Unsure
    return text


def _address(text: str | None) -> str:
    if not text or not _ADDRESS.fullmatch(text):
        raise _Unsure
    return text
