"""Where the pictures of an article stand, and how many cells each takes.

A cell shows two pixels, one above the other, and is taken to be twice as high as it is wide.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from pullquote.cache.core.article import Article, Image
from pullquote.cache.core.article_images import picture_name

LEAD = -10
"""The place of the lead picture; every other picture has the place of its block."""
SMALLEST = 32
"""Pixels a picture has on each side to be worth showing; smaller ones are signs and counters."""
SHARE = 0.5
"""The part of the window's height that a picture takes at most."""
LEAST_COLUMNS, LEAST_ROWS = 8, 3


class Frame(Struct, frozen=True):
    """Room for a picture: its address, and its size in cells."""

    url: str
    columns: int
    rows: int


def pictures_of(article: Article) -> Mapping[int, tuple[str, ...]]:
    """Return the addresses under which the picture of each place may be here, the best first.

    The lead picture has a place of its own unless a figure of the body shows the same.
    """
    found = {i: (block.url,) for i, block in enumerate(article.blocks) if isinstance(block, Image) and block.url}
    lead = article.lead_image.url if article.lead_image else None
    if not lead:
        return found
    same = next((place for place, (url,) in found.items() if picture_name(url) == picture_name(lead)), LEAD)
    if same == LEAD:
        return {LEAD: (lead,), **found}
    return {**found, same: tuple(dict.fromkeys((*found[same], lead)))}


def frame(url: str, size: tuple[int, int], columns: int, window: int) -> Frame | None:
    """Return the room for a picture of ``size`` pixels in a column and a window of so many cells; ``None`` for none.

    A picture keeps its proportions and is never enlarged.
    """
    width, height = size
    if min(width, height) < SMALLEST:
        return None
    most = int(window * SHARE)
    across = min(columns, width)
    down = max(1, round(across * height / width / 2))
    if down > most:
        across, down = round(most * 2 * width / height), most
    return Frame(url, across, down) if across >= LEAST_COLUMNS and down >= LEAST_ROWS else None
