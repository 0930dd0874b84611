"""The links between the pages of one article: "Pages: 1 2 3", "Next page".

They are known by where they lead, whatever they say: to the page's own address with a number added to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from urllib.parse import urlsplit

from msgspec import Struct

from pullquote.cache.core.urls import absolute_url
from pullquote.cache.extract.html.inline import INLINE_TAGS
from pullquote.cache.extract.html.tree import Node, drop, text_of

_EXTENSION = re.compile(r"\.(?:[sx]?html?|php\d?|aspx?|jsp|cfm)$", re.IGNORECASE)
# What is added to an address for another page of it, with or without a word ("page", "seite", "pagina").
_PART = re.compile(r"[/?&;,](?:[a-z_-]{0,16}[/=_-])?0?(?P<number>\d{1,2})/?(?:\.[a-z]{2,5})?", re.IGNORECASE)
# The same with a sign that is also part of names: "-2" may be another article of the same name.
_NAME_PART = re.compile(r"[-_.](?:[a-z]{0,12}[-_])?0?(?P<number>\d{1,2})/?(?:\.[a-z]{2,5})?", re.IGNORECASE)
_NUMBERED = re.compile(
    r"(?P<stem>.{8,})(?:/|/(?:[a-z_-]{2,16}[/-])|[?&][a-z_]{1,10}=)(?P<number>\d{1,2})", re.IGNORECASE
)
_NO_PAGE = re.compile(r"comment|reply|share|cpage", re.IGNORECASE)
_NEXT_PAGE = re.compile(r"[?&/](?:page|p|pg|slide)[=/-]?\d+|/\d{1,2}/?(?:$|[?#])", re.IGNORECASE)
_NUMBER = re.compile(r"\W*(?:\w+\W+){0,2}?0?(\d{1,2})\W*")  # "2", "Page 2", "Seite 2 von"
# What a link to the next page says where its address does not: each page may have a name of its own.
_NEXT_WORDS = re.compile(
    r"\W*(?:(?:go |continue |on )?(?:to )?(?:the )?next page|nächste seite|(?:auf|zu) seite 2|page suivante|"
    r"(?:siguiente página|página siguiente)|(?:próxima página|página seguinte)|(?:pagina successiva|prossima pagina)|"
    r"volgende pagina|neste side|næste side|nästa sida|seuraava sivu|(?:następna|kolejna) strona|další str(?:ana|ánka)|"
    r"ďalšia str(?:ana|ánka)|következő oldal|pagina următoare|επόμενη σελίδα|следующая страница|наступна сторінка|"
    r"следваща страница|(?:sljedeća|sledeća|naslednja) stran(?:a|ica)?|sonraki sayfa|الصفحة التالية|"
    r"(?:ה?עמוד|ה?דף) הבא|次の?ページ(?:へ)?|下一[页頁]|다음 페이지|trang (?:sau|tiếp theo)|"
    r"halaman (?:berikutnya|selanjutnya)|หน้าถัดไป)\W*",
    re.IGNORECASE,
)
_MAX_SAID = 40  # characters
_MAX_PARTS = 3  # elements in a link: an arrow, a span
_ENDS_IN_NUMBER = re.compile(r"(?<!\d)\d{1,2}/?(?:\.[a-zA-Z]{2,5})?(?:#.*)?$")
_MAX_PART = 80  # characters at the end of an address
_HELD = ("img", "picture", "figure", "video", "audio", "iframe", "h1", "table", "blockquote")
_MIN_STEM = 8  # characters; a shorter address is a site's front page
_MAX_LINKS = 3_000
_MAX_PAGES = 200
_MAX_CLIMB = 6
_MAX_OTHER_TEXT = 40  # characters beside the links: "Pages:", "Page 1 of 3", "You are reading"


SEVERAL_PAGES = "This article goes on over several pages; the next is {}"
"""What a reader is told where the next page of an article is known."""


class _Place(Struct, frozen=True):
    """What an address may be: which page of an article, and the address without that."""

    stem: str
    number: int
    is_sure: bool  # the number was not read from the address


def take_pager(root: Node, own: tuple[str | None, ...], base: str | None) -> str | None:
    """Remove the links to the other pages of an article and return the address of the next, ``None`` on a last page.

    ``own`` are the addresses of the page: where it was fetched, and what it calls itself.
    """
    addresses = {_key(address): None for address in own if address}
    places = [place for key in addresses for place in _places(key)]
    is_numbered = any(place.number > 1 for place in places)
    names = [place.stem.rpartition("/")[2] for place in places]
    steps: dict[Node, int] = {}
    following: str | None = None
    for link in islice(root.iter("a", "link"), _MAX_LINKS):
        href = link.get("href") or ""
        is_said = "next" in (link.get("rel") or "") or _says_next(link)
        may_be = is_numbered or is_said or _may_be_page(href, names)
        url = absolute_url(href, base) if may_be else None
        step = _step(link, url, places) if url else None
        if step is None:
            continue
        if step == 1:
            following = following or url
        if link.tag == "a" and len(steps) < _MAX_PAGES:
            steps[link] = step
    if {1, -1} & set(steps.values()):
        own_links = (link for link in islice(root.iter("a"), _MAX_LINKS) if _leads_to(link, addresses, base))
        known = {*steps, *own_links}
        only_pages: dict[Node, bool] = {}
        for link in steps:
            _drop_around(link, known, only_pages)
    return following


def _may_be_page(href: str, names: list[str]) -> bool:
    """Return whether an address as written may be another page's: to make it whole takes a hundred times as long."""
    if not _ENDS_IN_NUMBER.search(href[-_MAX_PART:]):
        return False
    return any(name in href for name in names) or href[:1] in "?.&;" or "/" not in href.strip("/")


def _places(key: str) -> Iterator[_Place]:
    """Yield what an address may be: the first page of an article, or one with a number."""
    stem = _EXTENSION.sub("", key)
    if len(stem) >= _MIN_STEM and "/" in stem:
        yield _Place(stem, 1, True)
    if found := _NUMBERED.fullmatch(stem):
        yield _Place(found["stem"], int(found["number"]), False)


def _key(address: str) -> str:
    """Return an address without scheme, ``www.``, fragment, a last slash and what campaigns append."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    query = f"?{parts.query}" if parts.query and "utm_" not in parts.query else ""
    return f"{parts.netloc.lower().removeprefix('www.')}{parts.path.rstrip('/').removesuffix('/amp')}{query}"


def _leads_to(link: Node, addresses: Iterable[str], base: str | None) -> bool:
    """Return whether a link leads to the page itself or to a place on it."""
    href = link.get("href") or "#"
    url = absolute_url(href, base)
    return href.startswith("#") or (url is not None and _key(url) in addresses)


def _step(link: Node, url: str, places: list[_Place]) -> int | None:
    """Return how many pages a link leads on, ``None`` if to no other page of the article."""
    key = _key(url)
    is_next = "next" in (link.get("rel") or "").lower().split()
    if _NO_PAGE.search(url):
        return None
    for place in places:
        rest = key[len(place.stem) :] if key.startswith(place.stem) else None
        if rest is None:
            continue
        if not rest and place.number > 1:
            return 1 - place.number
        part = _PART.fullmatch(rest)
        found = part or _NAME_PART.fullmatch(rest)
        if found is None:
            continue
        number = int(found["number"])
        said = _NUMBER.fullmatch(text_of(link)[:40])
        if said and said[0].strip().isdigit():
            number = int(said[1])  # the address may count from nought
        is_told = is_next or (said is not None and int(said[1]) == number)
        if number != place.number and number > 0 and (is_told or (part is not None and place.is_sure)):
            return number - place.number
    if _says_next(link) and places and _host(key) == _host(places[0].stem):
        return 1
    return 1 if is_next and _NEXT_PAGE.search(url) else None


def _host(key: str) -> str:
    return key.partition("/")[0]


def _says_next(link: Node) -> bool:
    """Return whether the words of a link are "next page"."""
    if link.tag != "a" or len(link) > _MAX_PARTS:
        return False
    words = text_of(link) if len(link) else link.text or ""
    return len(words) <= _MAX_SAID and _NEXT_WORDS.fullmatch(words) is not None


def _drop_around(link: Node, known: set[Node], only_pages: dict[Node, bool]) -> None:
    """Remove the largest block around a link that holds little but links to pages of the article.

    ``only_pages`` is what is found of a block, so that the next link need not look again.
    """
    box: Node = None
    for place in islice(link.iterancestors(), _MAX_CLIMB):
        if place not in only_pages:
            only_pages[place] = _has_only_pages(place, known)
        if not only_pages[place]:
            break
        if place.tag not in INLINE_TAGS:
            box = place
    if box is not None and box.getparent() is not None:
        drop(box)


def _has_only_pages(place: Node, known: set[Node]) -> bool:
    """Return whether an element holds links of ``known`` and little else."""
    if place.tag in ("body", "html") or next(place.iter(*_HELD), None) is not None:
        return False
    links = list(place.iter("a"))
    words = len(text_of(place)) - sum(len(text_of(link)) for link in links)
    return words <= _MAX_OTHER_TEXT and known.issuperset(links)
