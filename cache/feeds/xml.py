"""RSS, RDF, Atom and CDF through ``feedparser``, with the cleaning it leaves to its callers (P4, P5, P7)."""

from __future__ import annotations

import calendar
import contextlib
import html
import io
import re
import time
import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from pullquote.cache.core.article_images import is_tracker
from pullquote.cache.core.calendar_words import WEEKDAYS
from pullquote.cache.core.dates import read_date
from pullquote.cache.core.errors import FeedError
from pullquote.cache.core.feed import Enclosure, Entry, ParsedFeed
from pullquote.cache.core.sanitize import ADDRESS_LENGTH, clean_line
from pullquote.cache.feeds.fields import address, distinct, entry_key, html_text, plain_name, plain_title, unique_keys
from pullquote.cache.feeds.rss_fast import read_plain_rss

Values = Mapping[str, Any]

_PERIODS = {"hourly": 3_600, "daily": 86_400, "weekly": 604_800, "monthly": 2_592_000, "yearly": 31_536_000}
_SKIP_HOURS = re.compile(rb"<skipHours>(.{0,4000}?)</skipHours>", re.IGNORECASE | re.DOTALL)
_SKIP_DAYS = re.compile(rb"<skipDays>(.{0,4000}?)</skipDays>", re.IGNORECASE | re.DOTALL)
_HOUR = re.compile(rb"<hour>\s*(\d{1,2})\s*</hour>", re.IGNORECASE)
_DAY = re.compile(rb"<day>\s*([a-z]{6,9})\s*</day>", re.IGNORECASE)
_NOUGHT = datetime(1970, 1, 1, tzinfo=UTC)
_PICTURE = re.compile(r"\.(?:jpe?g|png|gif|webp|avif)(?:[?#]|$)", re.IGNORECASE)


def read_xml_feed(data: bytes, *, url: str | None, content_type: str | None, most: int) -> ParsedFeed:
    """Read an XML feed; see ``feeds.parse_feed``. ``format`` is empty where feedparser knew none."""
    if plain := read_plain_rss(data, url=url, content_type=content_type, most=most):
        return _feed(data, url, *plain, "rss20")
    channel, found, version = _parse(data, url, content_type)
    return _feed(data, url, channel, found[:most], version)


def _feed(data: bytes, url: str | None, channel: Values, found: Sequence[Values], version: str) -> ParsedFeed:
    language = clean_line(str(channel.get("language") or ""), 40) or None
    entries = [_entry(entry, url, language) for entry in found]
    return ParsedFeed(
        title=plain_title(_text(channel.get("title"))),
        site=_link(channel, url),
        description=plain_title(_text(channel.get("subtitle"))),
        language=language,
        icon=address(_icon(channel), url),
        ttl=_wait(channel),
        skip_hours=_skip_hours(data),
        skip_days=_skip_days(data),
        format=clean_line(version, 40),
        address=_self(channel, url),
        entries=unique_keys(entries),
    )


def _parse(data: bytes, url: str | None, content_type: str | None) -> tuple[Values, Sequence[Values], str]:
    """Return the channel, its entries and the format's name from feedparser."""
    import feedparser  # lazy: 70 ms

    headers = {}
    if content_type:
        headers["content-type"] = content_type
    if url:
        headers["content-location"] = url
    try:
        with warnings.catch_warnings(), _ids_as_written():
            warnings.simplefilter("ignore")
            result: Values = feedparser.parse(
                io.BytesIO(data), response_headers=headers, sanitize_html=False, resolve_relative_uris=False
            )
    except RecursionError as error:
        raise FeedError("This feed is nested too deeply to be read.") from error
    except MemoryError:
        raise
    except Exception as error:
        raise FeedError(f"This feed cannot be read: {type(error).__name__} while parsing it.") from error
    return result.get("feed") or {}, result.get("entries") or (), str(result.get("version") or "")


@contextlib.contextmanager
def _ids_as_written() -> Iterator[None]:
    """Keep feedparser from resolving ids against the feed's address: an entry's key survives the feed's move (P4)."""
    from feedparser.mixin import _FeedParserMixin

    usual: set[str] = _FeedParserMixin.can_be_relative_uri
    _FeedParserMixin.can_be_relative_uri = usual - {"id"}
    try:
        yield
    finally:
        _FeedParserMixin.can_be_relative_uri = usual


def _entry(raw: Values, url: str | None, language: str | None) -> Entry:
    title = plain_title(_text(raw.get("title")))
    identity = clean_line(_text(raw.get("id")), ADDRESS_LENGTH) or None
    link = _link(raw, url)
    content, content_base = _content(raw)
    summary = _summary(raw)
    if not content:
        content, summary = summary, ""
    elif summary == content:
        summary = ""
    updated = _date(raw, "updated", language)
    published = _date(raw, "published", language) or _date(raw, "created", language)
    when = _stated(raw, "published") or _stated(raw, "updated")
    return Entry(
        key=entry_key(identity, link, title, when, content),
        id=identity,
        title=title,
        link=link,
        authors=_authors(raw),
        published=published or updated,
        updated=updated if published and updated != published else None,
        content=content,
        content_base=address(content_base, url) if content_base else url,
        summary=summary,
        categories=distinct(plain_name(_text(tag.get("label") or tag.get("term"))) for tag in _list(raw, "tags")),
        enclosures=_enclosures(raw, url),
        image=_image(raw, url),
        language=clean_line(_text(raw.get("language")), 40) or language,
    )


def _link(raw: Values, url: str | None) -> str | None:
    """Return the first alternate http(s) link, else what feedparser calls the link (P7)."""
    for link in _list(raw, "links"):
        if (link.get("rel") or "alternate") == "alternate" and (found := address(link.get("href"), url)):
            return found
    base = (raw.get("title_detail") or {}).get("base")  # an id that stands for the link comes as it was written
    return address(raw.get("link"), base or url)


def _self(channel: Values, url: str | None) -> str | None:
    """Return the address the feed names as its own."""
    found = (address(link.get("href"), url) for link in _list(channel, "links") if link.get("rel") == "self")
    return next((one for one in found if one and one.startswith("http")), None)


def _content(raw: Values) -> tuple[str, str | None]:
    """Return the entry's own HTML and the address its links are relative to; HTML is taken before text."""
    parts = [part for part in _list(raw, "content") if _text(part.get("value")).strip()]
    parts.sort(key=lambda part: "html" not in str(part.get("type") or ""))
    for part in parts:
        kind = str(part.get("type") or "")
        if kind.startswith(("image/", "video/", "audio/", "application/octet")):
            continue
        return html_text(_as_html(_text(part.get("value")), kind)), part.get("base") or None
    return "", None


def _summary(raw: Values) -> str:
    detail = raw.get("summary_detail") or {}
    text = _text(raw.get("summary"))
    if not text.strip():
        text, detail = _text(raw.get("media_description") or raw.get("description")), {}
    return html_text(_as_html(text, str(detail.get("type") or "")))


def _as_html(text: str, kind: str) -> str:
    """Return plain text as HTML; a text that only claims to be plain and holds elements is left alone."""
    if kind == "text/plain" and not re.search(r"</?[a-zA-Z][^<>]{0,200}>|&[a-zA-Z#][a-zA-Z0-9]{1,8};", text):
        text = html.escape(text, quote=False)
        return "".join(f"<p>{part.strip()}</p>" for part in re.split(r"\n\s*\n", text) if part.strip())
    return text


def _date(raw: Values, name: str, language: str | None) -> datetime | None:
    """Return a date in the offset it was written in; feedparser's reading where it is none that we know (P7)."""
    text = _stated(raw, name).strip()
    if not text:
        return None
    parsed = raw.get(f"{name}_parsed")
    theirs = _utc(parsed) if isinstance(parsed, time.struct_time) else None
    return read_date(text, language=language) or (theirs if theirs and _is_likely(theirs, text) else None)


def _utc(parsed: time.struct_time) -> datetime | None:
    try:
        return datetime.fromtimestamp(calendar.timegm(parsed), UTC)
    except (ValueError, OverflowError, OSError):
        return None


def _is_likely(moment: datetime, text: str) -> bool:
    """Return whether feedparser's reading of a date can be right: its year is the one in the text, or near ours.

    It takes day and year for each other, and numbers without signs between them for years of long ago.
    """
    if not 1900 <= moment.year <= 2100 or moment == _NOUGHT or text.isdecimal():
        return False
    stated = [int(year) for year in re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", text)]
    return not stated or any(abs(moment.year - year) <= 1 for year in stated)


def _authors(raw: Values) -> tuple[str, ...]:
    names = [_text(author.get("name")) or _text(author.get("email")) for author in _list(raw, "authors")]
    if not any(names):
        names = [_text(raw.get("author"))]
    return distinct(plain_name(name) for name in names)


def _enclosures(raw: Values, url: str | None) -> tuple[Enclosure, ...]:
    found: dict[str, Enclosure] = {}
    for part in (*_list(raw, "enclosures"), *_list(raw, "media_content")):
        href = address(part.get("href") or part.get("url"), url)
        if href and href not in found and not _is_tracker(part):
            kind = clean_line(_text(part.get("type")), 100) or None
            size = _text(part.get("length") or part.get("filesize"))
            found[href] = Enclosure(href, kind, int(size) if size.isascii() and size.isdigit() else None)
    return tuple(found.values())


def _image(raw: Values, url: str | None) -> str | None:
    """Return the entry's picture: media RSS, a picture enclosure, the podcast's own."""
    for part in (*_list(raw, "media_content"), *_list(raw, "enclosures")):
        href = part.get("url") or part.get("href")
        kind = str(part.get("type") or "") or ("image/" if part.get("medium") == "image" else "")
        if _is_tracker(part):
            continue
        if isinstance(href, str) and (kind.startswith("image/") or (not kind and _PICTURE.search(href))):
            return address(href, url)
    for part in _list(raw, "media_thumbnail"):
        if not _is_tracker(part):
            return address(part.get("url"), url)
    return address(_icon(raw), url)


def _is_tracker(part: Values) -> bool:
    """Return whether a medium is stated to be a picture of one pixel."""
    if str(part.get("type") or part.get("medium") or "").startswith(("video", "audio")):
        return False  # whose size is often written as nought
    href = _text(part.get("url") or part.get("href"))
    return is_tracker(href, width=part.get("width"), height=part.get("height"))


def _icon(raw: Values) -> object:
    image = raw.get("image")
    return (image.get("href") if isinstance(image, Mapping) else None) or raw.get("icon") or raw.get("logo")


def _wait(channel: Values) -> int | None:
    """Return the wait the feed asks for in seconds: ``ttl`` (minutes), else the syndication module (H14)."""
    ttl = _text(channel.get("ttl")).strip()
    if ttl.isascii() and ttl.isdigit():
        return min(int(ttl[:9]), 525_600) * 60 or None
    period = _PERIODS.get(_text(channel.get("sy_updateperiod")).strip().lower())
    if period is None:
        return None
    often = _text(channel.get("sy_updatefrequency")).strip()
    return period // (int(often[:6]) if often.isascii() and often.isdigit() and int(often[:6]) else 1)


def _skip_hours(data: bytes) -> tuple[int, ...]:
    found = _SKIP_HOURS.search(data[:100_000])
    hours = {int(hour) % 24 for hour in _HOUR.findall(found[1]) if int(hour) <= 24} if found else set()
    return tuple(sorted(hours))


def _skip_days(data: bytes) -> tuple[str, ...]:
    found = _SKIP_DAYS.search(data[:100_000])
    days = {day.decode("ascii").capitalize() for day in _DAY.findall(found[1])} if found else set()
    return tuple(day for day in WEEKDAYS if day in days)


def _list(raw: Values, name: str) -> Iterable[Values]:
    values = raw.get(name)
    return [value for value in values if isinstance(value, Mapping)] if isinstance(values, list) else []


def _stated(raw: Values, name: str) -> str:
    """Return a field as it stands: feedparser's ``get`` puts ``published`` where ``updated`` is missing."""
    return _text(raw.get(name)) if name in set(raw) else ""


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
