"""Which pictures of an article are worth having before it is read: its lead picture, then the figures of its text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from urllib.parse import parse_qsl, urlsplit

from msgspec import Struct

from pullquote.cache.core.article import Article, Image

MOST_FIGURES = 12
"""Figures of one article that are fetched ahead, the first ones."""

# What publishing systems add to one picture's name for each of its sizes: -1024x576, @2x, -scaled.
_SIZE = re.compile(r"(?:[-_]\d{2,5}x\d{2,5}|@\dx|-scaled)+(?=\.\w+\Z|\Z)")


_LENGTH = re.compile(r"\s*\+?(\d{1,9}(?:\.\d{1,9})?)\s*(?:px|pt)?\s*", re.ASCII | re.IGNORECASE)
_STYLE = re.compile(r"\s*(?:max-)?(width|height)\s*:([^;!]{1,40})", re.IGNORECASE)
_SIDES = {"w": "width", "h": "height", "width": "width", "height": "height"}


def is_tracker(url: str, *, width: object = None, height: object = None, style: str = "") -> bool:
    """Return whether a picture is stated to be of one pixel or none: it is there to be asked for, not to be seen.

    Stated by the attributes ``width`` and ``height`` (text or numbers), by a CSS ``style``, or in the query of its
    address; one side alone is enough in attributes.
    """
    sides = [side for side in (_length(width), _length(height)) if side is not None]
    if sides and max(sides) <= 1:
        return True
    styled = {found[1].lower(): _length(found[2]) for part in style[:2_000].split(";") if (found := _STYLE.match(part))}
    return _is_dot(styled) or _is_dot(_in_query(url))


def _in_query(url: str) -> dict[str, float | None]:
    query = url.partition("#")[0].partition("?")[2]
    try:
        named = parse_qsl(query, max_num_fields=100) if query else []
    except ValueError:
        return {}
    return {side: _length(value) for name, value in named if (side := _SIDES.get(name.lower()))}


def _is_dot(sides: Mapping[str, float | None]) -> bool:
    return len(sides) == 2 and all(side is not None and side <= 1 for side in sides.values())


def _length(value: object) -> float | None:
    """Return a length in pixels, ``None`` for what is none: a percentage, a word, nothing."""
    found = _LENGTH.fullmatch(str(value)[:40]) if value is not None else None
    return float(found[1]) if found else None


class ImagesWanted(Struct, frozen=True):
    """The pictures of one article: its ``lead``, its ``figures``, when it appeared (unix seconds), and its feed."""

    lead: str | None = None
    figures: tuple[str, ...] = ()
    when: float = 0.0
    feed: int | None = None

    @property
    def addresses(self) -> tuple[str, ...]:
        """All of them, the lead picture first."""
        return (self.lead, *self.figures) if self.lead else self.figures


def images_wanted(article: Article, *, when: float, feed: int | None) -> ImagesWanted:
    """Return the pictures of an article that appeared ``when``."""
    lead = article.lead_image.url if article.lead_image else None
    if lead and is_tracker(lead):
        lead = None
    images = (block.url for block in article.blocks if isinstance(block, Image))
    return ImagesWanted(lead, figures_of(lead, images), when, feed)


def figures_of(lead: str | None, images: Iterable[str | None]) -> tuple[str, ...]:
    """Return the addresses of an article's figures that should be here, at most ``MOST_FIGURES``, from its ``images``.

    The first that shows the lead picture, in whatever size, is left out, as is what is never shown: SVG (C14), and
    addresses that are not of the web.
    """
    found = list(dict.fromkeys(url for url in images if url and _is_fetchable(url)))
    if lead and (same := next((url for url in found if picture_name(url) == picture_name(lead)), None)):
        found.remove(same)
    return tuple(found[:MOST_FIGURES])


def in_order(wanted: Iterable[ImagesWanted]) -> tuple[Mapping[str, int | None], Mapping[str, int | None]]:
    """Return the lead pictures and the figures of many articles, each of the newest first, with the feed of each."""
    newest = sorted(wanted, key=lambda one: one.when, reverse=True)
    leads: dict[str, int | None] = {}
    figures: dict[str, int | None] = {}
    for one in newest:
        if one.lead:
            leads.setdefault(one.lead, one.feed)
    for one in newest:
        for url in one.figures:
            if url not in leads:
                figures.setdefault(url, one.feed)
    return leads, figures


def picture_name(url: str) -> str:
    """Return what an address calls its picture, whatever its size."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    return _SIZE.sub("", parts.path.rpartition("/")[2]) or url


def _is_fetchable(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and not parts.path.lower().endswith(".svg") and not is_tracker(url)
