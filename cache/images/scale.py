"""Scale a cached image to the few pixels a terminal shows of it. Runs in a worker process only.

A module of its own, because it imports Pillow, which only workers that scale need. Pillow gets the four formats that
are kept, and nothing whose header states more than ``MOST_PIXELS``; an image that ends too early or breaks a decoder
counts as none (C14). A JPEG is turned as its camera was held; orientation in the other formats is not looked for.
"""

from __future__ import annotations

import contextlib
import io
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from pullquote.cache.core.errors import FetchError
from pullquote.cache.core.results import Scaled
from pullquote.cache.images.header import MOST_PIXELS, read_header

if TYPE_CHECKING:
    from PIL import Image

MOST_SCALED = 256 * 256
"""Pixels of a scaled picture."""
MOST_ENCODED = 1 << 20
"""Pixels of a picture in a file."""
MOST_BYTES = 3 << 17
"""Bytes of a picture in a file."""

_OCTREE = 2
"""Pillow's ``Quantize.FASTOCTREE``, which takes transparent pictures too."""
# What undoes each orientation, as the numbers of Pillow's ``Transpose``: flips, turns, and the two diagonals.
_TURNS = {2: 0, 3: 3, 4: 1, 5: 5, 6: 4, 7: 6, 8: 2}


def scale(path: str, width: int, height: int) -> Scaled:
    """Scale the picture in a file to exactly ``width`` by ``height`` pixels. ``FetchError`` if it cannot be shown."""
    if width < 1 or height < 1 or width * height > MOST_SCALED:
        raise FetchError(f"A picture is not scaled to {width} by {height} pixels.")
    with _damaged_otherwise():
        return Scaled(width, height, _scaled(path, width, height).convert("RGBA").tobytes())


def encode(path: str, width: int, height: int) -> Scaled:
    """Return the picture in a file as a PNG of about ``width`` by ``height`` pixels and at most ``MOST_BYTES``.

    Where all its colours take more room it has 256 of them, and after that fewer pixels. Raises as ``scale`` does.
    """
    if width < 1 or height < 1:
        raise FetchError(f"A picture is not scaled to {width} by {height} pixels.")
    fewer = max(1.0, (width * height / MOST_ENCODED) ** 0.5)
    with _damaged_otherwise():
        picture = _scaled(path, max(1, int(width / fewer)), max(1, int(height / fewer)))
        data = _png(picture)
        while len(data) > MOST_BYTES and min(picture.size) > 1:
            few = picture.quantize(256, method=_OCTREE)
            if len(data := _png(few)) > MOST_BYTES:
                picture = picture.resize((max(1, picture.width // 2), max(1, picture.height // 2)))
                data = _png(picture)
        return Scaled(*picture.size, data)


def _png(picture: Image.Image) -> bytes:
    file = io.BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()


@contextlib.contextmanager
def _damaged_otherwise() -> Iterator[None]:
    """Count whatever a decoder raises as a damaged picture."""
    try:
        yield
    except (MemoryError, FetchError):
        raise
    except Exception as error:
        raise FetchError("This picture is damaged.") from error


def _scaled(path: str, width: int, height: int) -> Image.Image:
    """Return the picture in a file in exactly so many pixels, the right way up."""
    try:
        data = Path(path).read_bytes()
    except OSError as error:
        raise FetchError("This picture is not here any more.") from error
    facts = read_header(data)
    from PIL import Image  # lazy: 15 ms

    stored = (height, width) if facts.orientation >= 5 else (width, height)
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    with Image.open(io.BytesIO(data), formats=(facts.format.upper(),)) as picture:
        picture.draft("RGB", (2 * stored[0], 2 * stored[1]))
        whole = picture.convert("RGBA" if picture.has_transparency_data else "RGB")
    small = whole.resize(stored, Image.Resampling.HAMMING, reducing_gap=2.0)
    if facts.orientation > 1:
        small = small.transpose(Image.Transpose(_TURNS[facts.orientation]))
    return small
