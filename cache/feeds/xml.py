"""RSS, RDF, Atom and CDF: what the parsers of XML find, as entries that are clean and comparable (P4, P7)."""

from __future__ import annotations

import calendar
import html
import re
import time
import warnings
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from msgspec.structs import replace

from pullquote.cache.core.article import Enclosure
from pullquote.cache.core.article_images import is_tracker
from pullquote.cache.core.errors import FeedError
from pullquote.cache.core.feed import Entry, ParsedFeed
from pullquote.cache.core.sanitize import ADDRESS_LENGTH, clean_line
from pullquote.cache.core.times.dates import read_date
from pullquote.cache.core.times.words import WEEKDAYS
from pullquote.cache.core.urls import site_of
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
    without_outlet,
    without_sign_off,
)
from pullquote.cache.feeds.rss_fast import read_plain_rss
from pullquote.cache.feeds.xml_text import feed_documents

Values = Mapping[str, Any]

WIDE_ENOUGH = 400
"""Pixels a picture should have from side to side."""

_PERIODS = {"hourly": 3_600, "daily": 86_400, "weekly": 604_800, "monthly": 2_592_000, "yearly": 31_536_000}
_SKIP_HOURS = re.compile(r"<skipHours>(.{0,4000}?)</skipHours>", re.IGNORECASE | re.DOTALL)
_SKIP_DAYS = re.compile(r"<skipDays>(.{0,4000}?)</skipDays>", re.IGNORECASE | re.DOTALL)
_HOUR = re.compile(r"<hour>\s*(\d{1,2})\s*</hour>", re.IGNORECASE)
_DAY = re.compile(r"<day>\s*([a-z]{6,9})\s*</day>", re.IGNORECASE)
_NOUGHT = datetime(1970, 1, 1, tzinfo=UTC)
_PICTURE = re.compile(r"\.(?:jpe?g|png|gif|webp|avif)(?:[?#]|$)", re.IGNORECASE)


def read_xml_feed(data: bytes, *, url: str | None, content_type: str | None, most: int) -> ParsedFeed:
    """Read an XML feed; see ``feeds.parse_feed``. ``format`` is empty where it is none that feedparser knows."""
    text, *others = feed_documents(data, content_type)
    channel, found, version = _parsed(text)
    for other in others:
        found = [*found, *_parsed(other)[1]]
    kept = newest(found, most, _dated)
    return replace(feed_of(text, url, channel, kept, version), older=len(found) - len(kept))


def _parsed(text: str) -> tuple[Values, Sequence[Values], str]:
    """Return channel, entries and format of a document: the quick reader's where it is sure, else feedparser's."""
    plain = read_plain_rss(text)
    return (plain[0], plain[1], "rss20") if plain else parse_any(text)


def _dated(raw: Values) -> datetime | None:
    return _date(raw, "published", None) or _date(raw, "updated", None)


def feed_of(text: str, url: str | None, channel: Values, found: Sequence[Values], version: str) -> ParsedFeed:
    """Return what a parser found in the text of a feed, cleaned; the values have feedparser's keys."""
    language = clean_line(str(channel.get("language") or ""), 40) or None
    base = _base(channel, url)
    authors = _authors(channel) if version.startswith("atom") else ()
    entries = [_entry(entry, (base, url), language, authors) for entry in found]
    return ParsedFeed(
        title=plain_title(_text(channel.get("title"))),
        site=_link(channel, url) or _permalink(channel, url),
        description=plain_title(_text(channel.get("subtitle"))),
        language=language,
        icon=address(_icon(channel), base),
        ttl=_wait(channel),
        skip_hours=_skip_hours(text),
        skip_days=_skip_days(text),
        format=clean_line(version, 40),
        address=_self(channel, url),
        entries=unique_keys(entries),
    )


def parse_any(text: str) -> tuple[Values, Sequence[Values], str]:
    """Return the channel, its entries and the format's name from feedparser's parsers. Raises ``FeedError``."""
    from pullquote.cache.feeds import xml_parsers  # lazy: 70 ms

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return xml_parsers.parse_any(text)
    except RecursionError as error:
        raise FeedError("This feed is nested too deeply to be read.") from error
    except MemoryError:
        raise
    except Exception as error:
        raise FeedError(f"This feed cannot be read: {type(error).__name__} while parsing it.") from error


def _base(channel: Values, url: str | None) -> str | None:
    """Return what relative addresses are relative to: the feed's address, or its site where that is another host.

    A feed that is served from elsewhere was written for its site.
    """
    site = _link(channel, url)
    return site if url and site and site_of(site) != site_of(url) else url


def _entry(raw: Values, bases: tuple[str | None, str | None], language: str | None, authors: tuple[str, ...]) -> Entry:
    """Return an entry; ``language`` and ``authors`` are the channel's, for an entry without its own.

    Of the two ``bases`` relative addresses are resolved against the first, and a link once more against the second.
    """
    base, second = bases
    source = raw.get("source")
    source = source if isinstance(source, Mapping) else {}
    outlet = plain_name(_text(source.get("title")))
    title = without_outlet(plain_title(_text(raw.get("title"))), outlet)
    identity = clean_line(_text(raw.get("id")), ADDRESS_LENGTH) or None
    link = _link(raw, base) or _permalink(raw, base) or _elsewhere(raw, base)
    other = link if second == base else _link(raw, second) or _permalink(raw, second) or _elsewhere(raw, second)
    content, content_base = _content(raw)
    summary, summary_base = _summary(raw)
    content, summary = without_sign_off(content, link), without_sign_off(summary, link)
    if not content:
        content, summary, content_base = summary, "", summary_base
    elif summary == content:
        summary = ""
    updated = _date(raw, "updated", language)
    published = _date(raw, "published", language) or _date(raw, "created", language)
    when = _stated(raw, "published") or _stated(raw, "updated")
    image, caption = _image(raw, base)
    return Entry(
        key=entry_key(identity, link, title, when, content),
        id=identity,
        title=title,
        link=link,
        other_link=None if other == link else other,
        authors=_authors(raw) or _authors(source) or authors,
        published=published or updated,
        updated=updated if published and updated != published else None,
        content=content,
        content_base=address(content_base, base) if content_base else base,
        summary=summary,
        categories=distinct(plain_name(_text(tag.get("label") or tag.get("term"))) for tag in _list(raw, "tags")),
        enclosures=_enclosures(raw, base),
        image=image,
        caption=caption,
        language=clean_line(_text(raw.get("language")) or _marked_language(raw), 40) or language,
        outlet=outlet,
    )


def _marked_language(raw: Values) -> str:
    """Return the language an entry's text is marked with (``xml:lang``): its own, or the channel's."""
    details = (*_list(raw, "content"), raw.get("summary_detail"), raw.get("title_detail"))
    found = (_text(detail.get("language")) for detail in details if isinstance(detail, Mapping))
    return next(filter(None, found), "")


def _link(raw: Values, base: str | None) -> str | None:
    """Return the http(s) link for people: of several alternates the first that is stated to be HTML, else the first.

    Before all goes the link a feed had before it was sent through a counter of clicks.
    """
    for name in ("feedburner_origlink", "pheedo_origlink"):
        if (original := address(raw.get(name), None)) and original.startswith("http"):
            return original
    found = [
        (str(link.get("stated_type") or ""), href)
        for link in _list(raw, "links")
        if (link.get("rel") or "alternate") == "alternate" and (href := address(link.get("href"), base))
    ]
    found.sort(key=lambda one: 0 if "html" in one[0].lower() else 1 if not one[0] else 2)
    return found[0][1] if found else address(raw.get("link"), base)


def _permalink(raw: Values, base: str | None) -> str | None:
    """Return the link that an id claims to be; a mere number or word is none, unless the feed says that it is one."""
    identity = _text(raw.get("id")).strip()
    says_so = raw.get("permalink") == "true" or bool(raw.get("id_base"))
    if raw.get("permalink") == "false" or not (says_so or identity.lower().startswith(("http://", "https://", "/"))):
        return None
    return address(identity, address(raw.get("id_base"), base) or base)


def _elsewhere(raw: Values, base: str | None) -> str | None:
    """Return where the text of an entry stands that does not hold it (RFC 4287 4.1.3.2)."""
    parts = _list(raw, "content")
    found = (address(part.get("src"), address(part.get("base"), base) or base) for part in parts)
    return next(filter(None, found), None)


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


def _summary(raw: Values) -> tuple[str, str | None]:
    """Return the entry's short text as HTML, and the address its links are relative to."""
    detail = raw.get("summary_detail") or {}
    text = _text(raw.get("summary"))
    if not text.strip():
        text, detail = _text(raw.get("media_description") or raw.get("subtitle")), {}
    return html_text(_as_html(text, str(detail.get("type") or ""))), detail.get("base") or None


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
    is_nought = moment == _NOUGHT or text.lstrip("-").startswith("000")  # the nought of PHP: -0001-11-30
    if not 1900 <= moment.year <= 2100 or is_nought or text.isdecimal():
        return False
    stated = [int(year) for year in re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", text)]
    return not stated or any(abs(moment.year - year) <= 1 for year in stated)


def _authors(raw: Values) -> tuple[str, ...]:
    """Return who wrote it; beside a creator, who is a name (Dublin Core), an author is only an address (RSS 2.0)."""
    found = [
        (bool(one.get("creator")), _text(one.get("name")) or _text(one.get("email"))) for one in _list(raw, "authors")
    ]
    named = any(text for is_creator, text in found if is_creator)
    names = [text for is_creator, text in found if is_creator or not (named and "@" in text)]
    if not any(names):
        names = [_text(raw.get("author"))]
    return distinct(plain_name(name) for text in names for name in author_names(plain_title(text)))


def _enclosures(raw: Values, url: str | None) -> tuple[Enclosure, ...]:
    found: dict[str, Enclosure] = {}
    for part in (*_list(raw, "enclosures"), *_list(raw, "media_content")):
        href = address(part.get("href") or part.get("url"), url)
        if href and href not in found and not _is_tracker(part):
            kind = clean_line(_text(part.get("type")), 100) or None
            size = _text(part.get("length") or part.get("filesize"))
            length = int(size) if size.isascii() and size.isdigit() and len(size) < 16 else None
            found[href] = Enclosure(href, kind, length or None, seconds_of(part.get("duration")))
    if len(found) == 1 and (seconds := seconds_of(raw.get("itunes_duration"))):
        return tuple(replace(file, seconds=seconds) for file in found.values())
    return tuple(found.values())


def _image(raw: Values, url: str | None) -> tuple[str | None, str]:
    """Return the entry's picture and its caption: media RSS, a picture enclosure, the podcast's own.

    Of one that comes in several sizes, the first that is ``WIDE_ENOUGH``, else the widest; one of no stated width is.
    """
    pictures = [part for part in (*_list(raw, "media_content"), *_list(raw, "enclosures")) if _is_picture(part)]
    if pictures:
        part = max(pictures, key=_width)  # the first of those that are as wide
        return address(part.get("url") or part.get("href"), url), plain_title(_text(part.get("description")))
    for part in _list(raw, "media_thumbnail"):
        if not _is_tracker(part):
            return address(part.get("url"), url), ""
    return address(_icon(raw), url), ""


def _is_picture(part: Values) -> bool:
    href = part.get("url") or part.get("href")
    kind = str(part.get("type") or "") or ("image/" if part.get("medium") == "image" else "")
    if not isinstance(href, str) or _is_tracker(part):
        return False
    return kind.startswith("image/") or (not kind and bool(_PICTURE.search(href)))


def _width(part: Values) -> int:
    width = _text(part.get("width"))
    return min(int(width[:6]), WIDE_ENOUGH) if width.isascii() and width.isdigit() else WIDE_ENOUGH


def _is_tracker(part: Values) -> bool:
    """Return whether a medium is stated to be a picture of one pixel."""
    if str(part.get("type") or part.get("medium") or "").startswith(("video", "audio")):
        return False  # whose size is often written as nought
    href = _text(part.get("url") or part.get("href"))
    return is_tracker(href, width=part.get("width"), height=part.get("height"))


def _icon(raw: Values) -> object:
    image = raw.get("image")
    href = image.get("href") if isinstance(image, Mapping) else None
    return href or raw.get("picture") or raw.get("icon") or raw.get("logo")


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


def _skip_hours(text: str) -> tuple[int, ...]:
    found = _SKIP_HOURS.search(text[:100_000])
    hours = {int(hour) % 24 for hour in _HOUR.findall(found[1]) if int(hour) <= 24} if found else set()
    return tuple(sorted(hours))


def _skip_days(text: str) -> tuple[str, ...]:
    found = _SKIP_DAYS.search(text[:100_000])
    days = {day.capitalize() for day in _DAY.findall(found[1])} if found else set()
    return tuple(day for day in WEEKDAYS if day in days)


def _list(raw: Values, name: str) -> Iterable[Values]:
    values = raw.get(name)
    return [value for value in values if isinstance(value, Mapping)] if isinstance(values, list) else []


def _stated(raw: Values, name: str) -> str:
    """Return a field as it stands: feedparser's ``get`` puts ``published`` where ``updated`` is missing."""
    return _text(raw.get(name)) if name in set(raw) else ""


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
