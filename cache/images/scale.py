"""Scale a cached image to the few pixels a terminal shows of it. Runs in a worker process only.

A module of its own, because it imports Pillow, which only workers that scale need. Pillow gets the four formats that
are kept, and nothing whose header states more than ``MOST_PIXELS``; an image that ends too early or breaks a decoder
counts as none (C14). A JPEG is turned as its camera was held; orientation in the other formats is not looked for.
"""

from __future__ import annotations

import io
from pathlib import Path

from pullquote.cache.core.errors import FetchError
from pullquote.cache.core.results import Scaled

MOST_SCALED = 256 * 256
"""Pixels of a scaled picture."""

# What undoes each orientation, as the numbers of Pillow's ``Transpose``: flips, turns, and the two diagonals.
_TURNS = {2: 0, 3: 3, 4: 1, 5: 5, 6: 4, 7: 6, 8: 2}


def scale(path: str, width: int, height: int) -> Scaled:
    """Scale the picture in a file to exactly ``width`` by ``height`` pixels. ``FetchError`` if it cannot be shown."""
    from pullquote.cache.images.header import MOST_PIXELS, read_header

    if width < 1 or height < 1 or width * height > MOST_SCALED:
        raise FetchError(f"A picture is not scaled to {width} by {height} pixels.")
    try:
        data = Path(path).read_bytes()
    except OSError as error:
        raise FetchError("This picture is not here any more.") from error
    facts = read_header(data)
    from PIL import Image  # lazy: 15 ms

    stored = (height, width) if facts.orientation >= 5 else (width, height)
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    try:
        with Image.open(io.BytesIO(data), formats=(facts.format.upper(),)) as picture:
            picture.draft("RGB", (2 * stored[0], 2 * stored[1]))
            whole = picture.convert("RGBA" if picture.has_transparency_data else "RGB")
        small = whole.resize(stored, Image.Resampling.HAMMING, reducing_gap=2.0)
        if facts.orientation > 1:
            small = small.transpose(Image.Transpose(_TURNS[facts.orientation]))
        return Scaled(width, height, small.convert("RGBA").tobytes())
    except MemoryError:
        raise
    except Exception as error:
        raise FetchError("This picture is damaged.") from error
