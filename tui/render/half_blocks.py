"""A picture as lines of half blocks: each cell has the colour of one pixel above, of another below."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from rich.color import Color, ColorType
from rich.color_triplet import ColorTriplet
from rich.segment import Segment
from rich.style import Style

from pullquote.cache.core.results import Scaled

Pixel = tuple[int, int, int]
UPPER = "▀"


def picture_line(picture: Scaled, row: int, background: Pixel) -> list[Segment]:
    """Return one line of a picture; what is not opaque lets ``background`` through."""
    above, below = (_pixels(picture, 2 * row + part, background) for part in (0, 1))
    return [
        Segment(UPPER * len(list(cells)), Style.from_color(_color(top), _color(bottom)))
        for (top, bottom), cells in groupby(zip(above, below, strict=True))
    ]


def _color(pixel: Pixel) -> Color:
    return Color("", ColorType.TRUECOLOR, triplet=ColorTriplet(*pixel))


def _pixels(picture: Scaled, row: int, background: Pixel) -> Iterator[Pixel]:
    start = row * picture.width * 4
    wide = picture.width * 4
    line = picture.pixels[start : start + wide].ljust(wide, b"\0")  # below its last row nothing stands before it
    for at in range(0, len(line), 4):
        red, green, blue, opacity = line[at : at + 4]
        if opacity == 255:
            yield red, green, blue
        else:
            under = 255 - opacity
            yield (
                (red * opacity + background[0] * under) // 255,
                (green * opacity + background[1] * under) // 255,
                (blue * opacity + background[2] * under) // 255,
            )
