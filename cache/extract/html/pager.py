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
_ENDS_IN_NUMBER = re.compile(r"(?<!\d)\d{1,2}/?(?:\.[a-zA-Z]{2,5})?(?:#.*)?$")
_MAX_PART = 80  # characters at the end of an address
_HELD = ("img", "picture", "figure", "video", "audio", "iframe", "h1", "table", "blockquote")
_MIN_STEM = 8  # characters; a shorter address is a site's front page
_MAX_LINKS = 3_000
_MAX_CLIMB = 6
_MAX_OTHER_TEXT = 40  # characters beside the links: "Pages:", "Page 1 of 3", "You are reading"


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
        may_be = is_numbered or "next" in (link.get("rel") or "") or _may_be_page(href, names)
        url = absolute_url(href, base) if may_be else None
        step = _step(link, url, places) if url else None
        if step is None:
            continue
        if step == 1:
            following = following or url
        if link.tag == "a":
            steps[link] = step
    if {1, -1} & set(steps.values()):
        own_links = (link for link in islice(root.iter("a"), _MAX_LINKS) if _leads_to(link, addresses, base))
        known = {*steps, *own_links}
        for link in steps:
            _drop_around(link, known)
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
    parts = urlsplit(address)
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
    return 1 if is_next and _NEXT_PAGE.search(url) else None


def _drop_around(link: Node, known: set[Node]) -> None:
    """Remove the largest block around a link that holds little but links to pages of the article."""
    box: Node = None
    for place in islice(link.iterancestors(), _MAX_CLIMB):
        links = list(place.iter("a"))
        words = len(text_of(place)) - sum(len(text_of(other)) for other in links)
        is_held = next(place.iter(*_HELD), None) is not None
        if place.tag in ("body", "html") or is_held or words > _MAX_OTHER_TEXT or not known.issuperset(links):
            break
        if place.tag not in INLINE_TAGS:
            box = place
    if box is not None and box.getparent() is not None:
        drop(box)
