"""When an article was published, in the outlet's own time.

Looked for in this order: JSON-LD, the meta elements made for it, microdata and ``<time pubdate>``, other
meta elements, what the page prints, the address, and htmldate's quick search. Many pages state the moment
in UTC only; the offset is then taken from another statement of the same moment, or from the printed date,
so that the article's day is the day its readers saw. A printed date in numbers is read in the order that
fits what else the page states, else in the order of its language or its country.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta, timezone
from typing import Any

from pullquote.cache.core.times.dates import WrittenDate, find_date, is_day_first, parse_date
from pullquote.cache.core.urls import site_of
from pullquote.cache.extract.html.main_text import is_huge
from pullquote.cache.extract.html.tree import Node, classes, spaced_text_of
from pullquote.cache.extract.metadata import jsonld

_PUBLISHED_METAS = (
    "article:published_time", "og:article:published_time", "article:published", "article.published", "datepublished",
    "parsely-pub-date", "sailthru.date", "dc.date.issued", "dcterms.created", "rnews:datepublished", "bt:pubdate",
    "cxenseparse:recs:publishtime", "og:pubdate", "originalpublicationdate", "og:published_time", "article:post_date",
    "article_date_original", "citation_publication_date",
)  # fmt: skip
_DATE_METAS = (
    "publish-date", "pubdate", "pub_date", "publication_date", "publishdate", "published_time", "dcterms.date",
    "dc.date", "dc:date", "date", "ptime", "sort_date", "displaydate", "published", "publish_date", "article_date",
    "release_date",
)  # fmt: skip
_DATE_CLASS = re.compile(
    r"publish|pub-?date|timestamp|date-?line|(?:^|[ _-])(?:date|time|posted|entry-date|post-date|article-date|"
    r"updated)(?:$|[ _-])"
)
_OTHER_CLASS = re.compile(r"comment|related|recirc|sidebar|footer|most-?|latest|trending|widget|teaser|promo|card")
_DATE_TAGS = ("span", "div", "p", "abbr", "li", "small", "h6", "h5", "em")
_DATE_LABEL = re.compile(r"\W*(?:(?:first|last) )?(?:published|posted|updated|modified|reviewed|date)\b", re.IGNORECASE)
_MAX_ABOVE = 3  # texts above the headline
_MAX_BEHIND = 60  # elements
_MAX_DATE_LINE = 60  # characters
_MAX_DATE_ALONE = 30
_BEFORE = 3  # a date before the headline counts as so much farther away: other stories' dates stand there, too
_MAX_OFFSET = 14 * 60  # minutes
_OFFSETS = frozenset((*range(-10 * 60, 14 * 60 + 1, 60), -570, -210, 210, 270, 330, 390, 570, 630))
"""Minutes east of Greenwich that outlets keep; in whole hours, and the half hours that there are."""
_DAY_FIRST_COUNTRIES = frozenset(
    "uk ie au nz in za de at ch fr be nl lu it es pt br ar mx cl co pl cz sk dk no se fi ru ua gr tr ro bg".split()
)


def find_published(
    root: Node,
    metas: dict[str, list[str]],
    article: dict[str, Any],
    url: str | None,
    lines: Callable[[], Iterable[str]] = tuple,
) -> datetime | None:
    """Return the moment of publication, aware; a day without a time is midnight UTC.

    ``lines`` gives those right under the headline, which are asked where no element is named for a date.
    """
    statements: list[str] = [
        *jsonld.strings(article.get("datePublished"), "@value"),
        *jsonld.strings(article.get("dateCreated"), "@value"),
        *(value for name in _PUBLISHED_METAS for value in metas.get(name, ())),
        *_marked_dates(root),
        *(value for name in _DATE_METAS for value in metas.get(name, ())),
    ]
    language = _order_of_dates(root, url)
    for text in statements:
        if (written := find_date(text, language=language)) is not None:
            return _in_outlet_time(written.moment, statements, root, language)
    printed = _first_date(_printed_dates(root), language) or _first_date(lines(), language)
    printed = printed or _first_date(_dates_near_headline(root), language)
    return printed or _from_address(url) or _by_htmldate(root, url)


def _first_date(texts: Iterable[str], language: str | None) -> datetime | None:
    return next((found.moment for text in texts if (found := find_date(text, language=language))), None)


def _order_of_dates(root: Node, url: str | None) -> str | None:
    """Return a language tag that says in which order the page writes day and month; ``None`` where nothing says it.

    English alone says nothing: then it is the outlet's country, by the end of its host name, that does.
    """
    language = (root.get("lang") or root.get("xml:lang") or "").strip()[:40] or None
    if is_day_first(language) is None and site_of(url).rpartition(".")[2] in _DAY_FIRST_COUNTRIES:
        return "en-GB"
    return language


def _marked_dates(root: Node) -> list[str]:
    """Return what microdata and ``pubdate`` mark as the date of publication."""
    found = root.xpath(".//*[contains(@itemprop, 'datePublished') or contains(@itemprop, 'dateCreated') or @pubdate]")
    return [el.get("datetime") or el.get("content") or el.get("title") or spaced_text_of(el)[:120] for el in found[:4]]


def _printed_dates(root: Node) -> Iterator[str]:
    """Yield dates as the page shows them: ``time``, then elements named for a date; nearest to the headline first."""
    headline = 0
    times: list[tuple[int, str]] = []
    named: list[tuple[int, str]] = []
    for place, element in enumerate(root.iter("h1", "time", *_DATE_TAGS)):
        if element.tag == "h1":
            headline = headline or place
        elif element.tag == "time":
            if not _is_beside_article(element):
                times.append((place, element.get("datetime") or spaced_text_of(element)[:120]))
        elif not element.get("class") and not element.get("id"):
            continue
        elif _DATE_CLASS.search(classes(element)) and not _is_beside_article(element):
            named.append((place, (element.get("title") or "") + " " + spaced_text_of(element)[:160]))
    for found in (times, named):
        gaps = ((place - headline, text) for place, text in found)
        yield from (text for _, text in sorted((max(gap, -_BEFORE * gap), text) for gap, text in gaps))


def _dates_near_headline(root: Node) -> Iterator[str]:
    """Yield short texts near the headline that are a date: right above it, or with a label ("Updated") behind it."""
    before: list[str] = []
    behind = -1
    for node in root.iter("h1", *_DATE_TAGS, "time"):
        if node.tag == "h1":
            yield from reversed(before[-_MAX_ABOVE:])
            behind = 0
        elif len(node) <= 1 and 6 <= len(text := spaced_text_of(node)) <= _MAX_DATE_LINE:
            if behind < 0:
                before.append(text if len(text) <= _MAX_DATE_ALONE else "")
            elif _DATE_LABEL.match(text) and not _is_beside_article(node):
                yield text
        behind += behind >= 0
        if behind > _MAX_BEHIND:
            return


def _is_beside_article(element: Node) -> bool:
    """Return whether an element stands among comments or other stories."""
    place = element
    for _ in range(5):
        if place is None or place.tag in ("article", "main", "body"):
            return False
        if place.tag in ("aside", "footer", "nav") or _OTHER_CLASS.search(classes(place)):
            return True
        place = place.getparent()
    return False


def _in_outlet_time(moment: datetime, statements: list[str], root: Node, language: str | None) -> datetime:
    """Return the same moment in the outlet's own offset, where the page shows it; ``statements`` are its dates."""
    if moment.utcoffset() or not (moment.hour or moment.minute):
        return moment
    for text in (*statements, *(element.get("datetime") or "" for element in root.iter("time"))):
        other = find_date(text, language=language, near=moment)
        if other and (local := _by_clock(moment, other)):
            return local
    return _in_printed_time(moment, root, language)


def _in_printed_time(moment: datetime, root: Node, language: str | None) -> datetime:
    """Return the same moment in the offset of the first date printed that is near it."""
    for element in root.iter("time", "span", "div", "p", "li", "abbr", "small"):
        is_named = (element.get("class") or element.get("id")) and _DATE_CLASS.search(classes(element))
        if element.tag != "time" and not is_named:
            continue
        text = spaced_text_of(element)
        printed = find_date(text, language=language, near=moment) if 6 <= len(text) <= 200 else None
        if printed is None or abs((printed.moment.date() - moment.date()).days) > 1 or _is_beside_article(element):
            continue
        return _by_clock(moment, printed) or _on_printed_day(moment, printed.moment)
    return moment


def _by_clock(moment: datetime, written: WrittenDate) -> datetime | None:
    """Return the moment by the clock of another statement of it, ``None`` where that states no offset of its own.

    It states one by its zone, or by the hour it shows: 01:19 UTC and "8:19 PM" the day before are five hours apart.
    """
    if not written.has_clock:
        return None
    gap = (written.moment - moment).total_seconds()
    if written.has_zone:
        return moment.astimezone(written.moment.tzinfo) if written.moment.utcoffset() and abs(gap) < 3_600 else None
    minutes = round(gap / 1_800) * 30
    if not minutes or minutes not in _OFFSETS or abs(gap / 60 - minutes) > 5:
        return None
    return moment.astimezone(timezone(timedelta(minutes=minutes)))


def _on_printed_day(moment: datetime, printed: datetime) -> datetime:
    """Return the moment in a whole-hour offset that puts it on the printed day."""
    days = (printed.date() - moment.date()).days
    clock = moment.hour * 60 + moment.minute
    if days < 0:
        minutes = -max(300, (clock // 60 + 1) * 60)
    elif days > 0:
        minutes = max(60, ((24 * 60 - clock) // 60 + 1) * 60)
    else:
        return moment
    return moment.astimezone(timezone(timedelta(minutes=minutes))) if abs(minutes) <= _MAX_OFFSET else moment


def _from_address(url: str | None) -> datetime | None:
    """Return the day in an address such as ``/2024/03/04/``, if it has one."""
    match = re.search(r"/((?:19|20)\d\d)[/-](\d{1,2})[/-](\d{1,2})(?:/|-|$)", url or "")
    return parse_date(f"{match[1]}-{match[2]}-{match[3]}") if match else None


def _by_htmldate(root: Node, url: str | None) -> datetime | None:
    """Return the date htmldate finds. Its extensive search is off: it takes seconds and is rarely right."""
    if is_huge(root):
        return None
    from htmldate import find_date  # lazy: 100 ms, and most pages state their date

    try:
        found = find_date(root, extensive_search=False, original_date=True, url=url)
    except (ValueError, TypeError, AttributeError, IndexError, KeyError, OverflowError, RecursionError):
        return None
    return parse_date(found)
