"""When an article was published, in the outlet's own time.

Asked in this order: JSON-LD, the meta elements made for it, microdata and ``<time pubdate>``, other meta
elements, what the page prints, the address, and htmldate's quick search. Many pages state the moment in
UTC only; the offset is then read off another statement of the same moment, or off the printed date, so
that the article's day is the day its readers saw.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from pullquote.cache.core.dates import parse_date
from pullquote.cache.extract.html.main_text import is_huge
from pullquote.cache.extract.html.tree import Node, classes, spaced
from pullquote.cache.extract.metadata import jsonld

_SURE = (
    "article:published_time", "og:article:published_time", "article:published", "article.published", "datepublished",
    "parsely-pub-date", "sailthru.date", "dc.date.issued", "dcterms.created", "rnews:datepublished", "bt:pubdate",
    "cxenseparse:recs:publishtime", "og:pubdate", "originalpublicationdate", "og:published_time", "article:post_date",
    "article_date_original", "citation_publication_date",
)  # fmt: skip
_LIKELY = (
    "publish-date", "pubdate", "pub_date", "publication_date", "publishdate", "published_time", "dcterms.date",
    "dc.date", "dc:date", "date", "ptime", "sort_date", "displaydate",
)  # fmt: skip
_NAMED = re.compile(
    r"publish|pub-?date|timestamp|date-?line|(?:^|[ _-])(?:date|time|posted|entry-date|post-date|article-date|"
    r"updated)(?:$|[ _-])"
)
_ELSEWHERE = re.compile(r"comment|related|recirc|sidebar|footer|most-?|latest|trending|widget|teaser|promo|card")
_HALF_DAYS = 14 * 60


def find_published(
    root: Node, metas: dict[str, list[str]], article: dict[str, Any], url: str | None
) -> datetime | None:
    """Return the moment of publication, aware; a day without a time is midnight UTC."""
    statements: list[str] = [
        *jsonld.strings(article.get("datePublished"), "@value"),
        *jsonld.strings(article.get("dateCreated"), "@value"),
        *(value for name in _SURE for value in metas.get(name, ())),
        *_marked(root),
        *(value for name in _LIKELY for value in metas.get(name, ())),
    ]
    for text in statements:
        if (moment := parse_date(text)) is not None:
            return _in_outlet_time(moment, statements, root)
    printed = next((moment for text in _printed(root) if (moment := parse_date(text))), None)
    return printed or _from_address(url) or _by_htmldate(root, url)


def _marked(root: Node) -> list[str]:
    """Return what microdata and ``pubdate`` mark as the date of publication."""
    found = root.xpath(".//*[contains(@itemprop, 'datePublished') or contains(@itemprop, 'dateCreated') or @pubdate]")
    return [el.get("datetime") or el.get("content") or el.get("title") or spaced(el)[:120] for el in found[:4]]


def _printed(root: Node) -> Iterator[str]:
    """Return dates as the page shows them: ``time`` elements, then elements named for a date."""
    for element in root.iter("time"):
        if not _is_elsewhere(element):
            yield element.get("datetime") or spaced(element)[:120]
    for element in root.iter("span", "div", "p", "abbr", "li", "small", "h6", "h5", "em"):
        if element.get("class") or element.get("id"):
            name = classes(element)
            if _NAMED.search(name) and not _is_elsewhere(element):
                yield (element.get("title") or "") + " " + spaced(element)[:160]


def _is_elsewhere(element: Node) -> bool:
    """Return whether an element stands among comments or other stories."""
    place = element
    for _ in range(5):
        if place is None or place.tag in ("article", "main", "body"):
            return False
        if place.tag in ("aside", "footer", "nav") or _ELSEWHERE.search(classes(place)):
            return True
        place = place.getparent()
    return False


def _in_outlet_time(moment: datetime, statements: list[str], root: Node) -> datetime:
    """Return the same moment in the outlet's own offset, where the page tells it."""
    if moment.utcoffset() or not (moment.hour or moment.minute):
        return moment
    for text in (*statements, *(element.get("datetime") or "" for element in root.iter("time"))):
        other = parse_date(text)
        if other is None:
            continue
        if other.utcoffset() and abs((other - moment).total_seconds()) < 3_600:
            return moment.astimezone(other.tzinfo)
        if (shifted := _shifted(moment, other, text)) is not None:
            return shifted
    for element in root.iter("time", "span", "div", "p", "li", "abbr", "small"):
        if element.tag != "time" and not (
            (element.get("class") or element.get("id")) and _NAMED.search(classes(element))
        ):
            continue
        text = spaced(element)
        printed = parse_date(text) if 6 <= len(text) <= 200 else None
        if printed is None or abs((printed.date() - moment.date()).days) > 1 or _is_elsewhere(element):
            continue
        return _shifted(moment, printed, text) or _on_day(moment, printed)
    return moment


def _shifted(moment: datetime, local: datetime, text: str) -> datetime | None:
    """Read an offset off a clock time written without one: 01:19 UTC and "8:19 PM" the day before."""
    if not re.search(r"\d[:.]\d\d", text) or re.search(r"Z\b|UTC|GMT|[+-]\d\d:?\d\d$", text) or local.utcoffset():
        return None
    gap = (local.replace(tzinfo=UTC) - moment).total_seconds() / 60
    minutes = round(gap / 30) * 30
    if not minutes or abs(gap - minutes) > 5 or abs(minutes) > _HALF_DAYS:
        return None
    return moment.astimezone(timezone(timedelta(minutes=minutes)))


def _on_day(moment: datetime, printed: datetime) -> datetime:
    """Return the moment in a whole-hour offset that puts it on the printed day."""
    days = (printed.date() - moment.date()).days
    clock = moment.hour * 60 + moment.minute
    if days < 0:
        minutes = -max(300, (clock // 60 + 1) * 60)
    elif days > 0:
        minutes = max(60, ((24 * 60 - clock) // 60 + 1) * 60)
    else:
        return moment
    return moment.astimezone(timezone(timedelta(minutes=minutes))) if abs(minutes) <= _HALF_DAYS else moment


def _from_address(url: str | None) -> datetime | None:
    match = re.search(r"/((?:19|20)\d\d)[/-](\d{1,2})[/-](\d{1,2})(?:/|-|$)", url or "")
    return parse_date(f"{match[1]}-{match[2]}-{match[3]}") if match else None


def _by_htmldate(root: Node, url: str | None) -> datetime | None:
    """Ask htmldate, without its extensive search: that takes seconds and finds what is rarely right."""
    from htmldate import find_date

    if is_huge(root):
        return None
    try:
        found = find_date(root, extensive_search=False, original_date=True, url=url)
    except (ValueError, TypeError, AttributeError, IndexError, KeyError, OverflowError, RecursionError):
        return None
    return parse_date(found)
