"""JSON Feed 1.0 and 1.1 (https://www.jsonfeed.org/version/1.1/), parsed by ourselves."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from pullquote.cache.core.article import Enclosure
from pullquote.cache.core.errors import FeedError
from pullquote.cache.core.feed import Entry, ParsedFeed
from pullquote.cache.core.sanitize import ADDRESS_LENGTH, clean_address, clean_line
from pullquote.cache.core.times.dates import read_date
from pullquote.cache.feeds.fields import (
    address,
    author_names,
    distinct,
    entry_key,
    html_text,
    newest,
    plain_name,
    plain_title,
    seconds_of,
    unique_keys,
)
from pullquote.cache.feeds.xml_text import decoded_utf8

Values = Mapping[str, Any]

_DEEPEST = 500
_STRING = re.compile(rb'"(?:[^"\\]|\\.)*+"?', re.DOTALL)  # the end may be missing: that keeps it linear
_LAST_COMMA = re.compile(r'("(?:[^"\\]|\\.)*+")|,(?=\s*[\]}])', re.DOTALL)
_STRAY_ESCAPE = re.compile(r"\\(?![\"\\/bfnrtu])")
_NO_BRACKETS = bytes(set(range(256)) - set(b"[]{}"))


def read_json_feed(data: bytes, *, url: str | None, most: int) -> ParsedFeed:
    """Read a JSON Feed; a missing ``version`` is forgiven where there are items. Raises ``FeedError``."""
    if _depth(data) > _DEEPEST:  # the parser's own bound differs between versions of Python
        raise FeedError("This feed is nested too deeply to be read.")
    feed = _value(data)
    if not isinstance(feed, dict) or not ("jsonfeed" in _text(feed, "version") or isinstance(feed.get("items"), list)):
        raise FeedError("This is JSON, but not a JSON Feed: it has no list of items.")
    language = clean_line(_text(feed, "language"), 40) or None
    authors = _authors(feed)
    raw = [item for item in feed.get("items") or () if isinstance(item, dict)] if _has_items(feed) else []
    kept = newest(raw, most, _published)
    return ParsedFeed(
        title=plain_title(_text(feed, "title")),
        site=address(feed.get("home_page_url"), url),
        description=plain_title(_text(feed, "description")),
        language=language,
        icon=address(feed.get("icon") or feed.get("favicon"), url),
        format="json",
        address=clean_address(_text(feed, "feed_url")),
        entries=unique_keys(_entry(item, url, language, authors) for item in kept),
        older=len(raw) - len(kept),
    )


def _value(data: bytes) -> Any:
    """Return the value of a JSON text; line breaks inside strings, commas at an end and stray signs are forgiven."""
    encoding = json.detect_encoding(data)
    text = decoded_utf8(data) if encoding.startswith("utf-8") else data.decode(encoding, "replace")
    text = text.lstrip("\ufeff").strip("\0 \t\r\n")
    decoder = json.JSONDecoder(strict=False, parse_int=_number)
    for attempt in (text, _STRAY_ESCAPE.sub(r"\\\\", _LAST_COMMA.sub(r"\1", text))):
        try:
            return decoder.raw_decode(attempt)[0]
        except ValueError as problem:
            error = problem
    raise FeedError("This is not a feed: it begins like JSON but is not valid JSON.") from error


def _number(digits: str) -> int | str:
    return int(digits) if len(digits) < 100 else digits


def _depth(data: bytes) -> int:
    """Return how deeply the arrays and objects of a JSON text are nested, at most one more than ``_DEEPEST``."""
    depth = deepest = 0
    for sign in _STRING.sub(b"", data).translate(None, _NO_BRACKETS):
        depth += 1 if sign in b"[{" else -1
        deepest = max(deepest, depth)
        if depth > _DEEPEST:
            break
    return deepest


def _entry(item: Values, url: str | None, language: str | None, authors: tuple[str, ...]) -> Entry:
    title = plain_title(_text(item, "title"))
    identity = clean_line(_identity(item), ADDRESS_LENGTH) or None
    link = address(item.get("url"), url) or address(item.get("external_url"), url)
    content = _text(item, "content_html")
    if not content and (text := _text(item, "content_text")):
        content = "".join(f"<p>{html.escape(part.strip(), quote=False)}</p>" for part in text.split("\n\n"))
    content = html_text(content)
    summary = html_text(html.escape(_text(item, "summary"), quote=False))
    published, updated = (_date(item, name, language) for name in ("date_published", "date_modified"))
    if not link and identity and identity.startswith(("http://", "https://")):
        link = address(identity, url)
    return Entry(
        key=entry_key(identity, link, title, _text(item, "date_published"), content or summary),
        id=identity,
        title=title,
        link=link,
        authors=_authors(item) or authors,
        published=published or updated,
        updated=updated if published and updated != published else None,
        content=content or summary,
        content_base=link or url,
        summary=summary if content else "",
        categories=distinct(plain_name(tag) for tag in _items(item, "tags") if isinstance(tag, str)),
        enclosures=_enclosures(item, url),
        image=address(item.get("image") or item.get("banner_image"), url),
        language=clean_line(_text(item, "language"), 40) or language,
    )


def _identity(item: Values) -> str:
    value = item.get("id")
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return str(value)


def _authors(item: Values) -> tuple[str, ...]:
    several = item.get("authors")
    people = [*(several if isinstance(several, list) else [several]), item.get("author")]
    names = [_text(one, "name") if isinstance(one, dict) else one for one in people]
    return distinct(
        plain_name(name) for text in names if isinstance(text, str) for name in author_names(plain_title(text))
    )


def _enclosures(item: Values, url: str | None) -> tuple[Enclosure, ...]:
    found: list[Enclosure] = []
    for part in _items(item, "attachments"):
        if isinstance(part, dict) and (href := address(part.get("url"), url)):
            size = part.get("size_in_bytes")
            length = int(size) if isinstance(size, int | float) and 0 <= size < 2**53 else None
            kind = clean_line(_text(part, "mime_type"), 100) or None
            found.append(Enclosure(href, kind, length, seconds_of(part.get("duration_in_seconds"))))
    return tuple(found)


def _has_items(feed: Values) -> bool:
    return isinstance(feed.get("items"), list)


def _published(item: Values) -> datetime | None:
    return _date(item, "date_published", None)


def _date(item: Values, name: str, language: str | None) -> datetime | None:
    value = item.get(name)
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = str(value)  # seconds since 1970
    return read_date(value, language=language) if isinstance(value, str) else None


def _items(item: Values, name: str) -> list[Any]:
    values = item.get(name)
    return values if isinstance(values, list) else []


def _text(item: Values, name: str) -> str:
    value = item.get(name)
    return value if isinstance(value, str) else ""
