"""Where the pictures of an article stand, and how many cells each takes.

With half blocks a cell shows two pixels, one above the other, and is taken to be twice as high as it is wide.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil

from msgspec import Struct

from pullquote.cache.core.article import Article, Image
from pullquote.cache.core.article_images import picture_name
from pullquote.tui.render.placeholders import MOST_CELLS

LEAD = -10
"""The place of the lead picture; every other picture has the place of its block."""
SMALLEST = 32
"""Pixels a picture has on each side to be worth showing; smaller ones are signs and counters."""
SHARES = {"small": 0.25, "medium": 0.5, "large": 0.85}
"""The part of the window's height that a picture of each size takes at most."""
HALF_BLOCKS = (1, 2)
"""Width and height of a cell in pixels where half blocks show them."""
LEAST_COLUMNS, LEAST_ROWS = 8, 3


class Scale(Struct, frozen=True):
    """How large pictures are: at most this part of the window's height, in cells of so many pixels."""

    share: float = SHARES["medium"]
    cell: tuple[int, int] = HALF_BLOCKS


class Frame(Struct, frozen=True):
    """Room for a picture: its address, and its size in cells."""

    url: str
    columns: int
    rows: int


_USUAL = Scale()


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


def frame(url: str, size: tuple[int, int], columns: int, window: int, scale: Scale = _USUAL) -> Frame | None:
    """Return the room for a picture of ``size`` pixels in a column and a window of so many cells; ``None`` for none.

    A picture keeps its proportions and is never enlarged.
    """
    width, height = size
    if min(width, height) < SMALLEST:
        return None
    wide, high = scale.cell
    most = min(MOST_CELLS, int(window * scale.share))
    across = min(columns, MOST_CELLS, ceil(width / wide))
    down = max(1, round(across * wide * height / width / high))
    if down > most:
        across, down = round(most * high * width / height / wide), most
    return Frame(url, across, down) if across >= LEAST_COLUMNS and down >= LEAST_ROWS else None
