"""Format and size of an image from its header, so that no decoder is given one beyond the pixel cap (C14).

Only PNG, JPEG, GIF and WebP. No SVG.
"""

from __future__ import annotations

import struct

from msgspec import Struct

from pullquote.cache.core.errors import FetchError

MOST_PIXELS = 24_000_000
MOST_SIDE = 16_384


class ImageHeader(Struct, frozen=True):
    """The header of an image: ``format`` is png, jpeg, gif or webp; sizes in pixels, as it is to be shown.

    ``orientation`` is how a JPEG is stored, 1 to 8 (Exif 2.32, 4.6.5, tag 274): 1 as it is shown; from 5 on rows are
    stored as columns.
    """

    format: str
    width: int
    height: int
    orientation: int = 1


def read_header(data: bytes) -> ImageHeader:
    """Read the header of a picture. ``FetchError`` for any other format and for sizes beyond the caps."""
    facts = _png(data) or _gif(data) or _webp(data) or _jpeg(data)
    if facts is None:
        raise FetchError("This is not a picture that can be shown: neither PNG, JPEG, GIF nor WebP.")
    if facts.width < 1 or facts.height < 1:
        raise FetchError("This picture is damaged: it has no size.")
    if facts.width * facts.height > MOST_PIXELS or max(facts.width, facts.height) > MOST_SIDE:
        raise FetchError(f"This picture is too large to be shown: {facts.width} by {facts.height} pixels.")
    return facts


def _png(data: bytes) -> ImageHeader | None:
    if len(data) < 24 or not data.startswith(b"\x89PNG\r\n\x1a\n") or data[12:16] != b"IHDR":
        return None
    return ImageHeader("png", *struct.unpack(">II", data[16:24]))


def _gif(data: bytes) -> ImageHeader | None:
    if len(data) < 10 or data[:6] not in (b"GIF87a", b"GIF89a"):
        return None
    return ImageHeader("gif", *struct.unpack("<HH", data[6:10]))


def _webp(data: bytes) -> ImageHeader | None:
    if len(data) < 30 or data[:4] != b"RIFF" or data[8:12] != b"WEBP":
        return None
    kind = data[12:16]
    if kind == b"VP8X":
        width, height = (int.from_bytes(data[at : at + 3], "little") + 1 for at in (24, 27))
        return ImageHeader("webp", width, height)
    if kind == b"VP8L" and data[20] == 0x2F:
        bits = int.from_bytes(data[21:25], "little")
        return ImageHeader("webp", (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1)
    if kind == b"VP8 " and data[23:26] == b"\x9d\x01\x2a":
        width, height = struct.unpack("<HH", data[26:30])
        return ImageHeader("webp", width & 0x3FFF, height & 0x3FFF)
    return None


def _jpeg(data: bytes) -> ImageHeader | None:
    """Walk the segments of a JPEG to its frame header (ITU-T T.81, B.2.2), noting the orientation (Exif 2.32)."""
    if not data.startswith(b"\xff\xd8\xff"):
        return None
    at, orientation = 2, 1
    while at + 9 < len(data):
        if data[at] != 0xFF:
            return None
        kind = data[at + 1]
        if kind == 0xFF:
            at += 1
        elif kind in (0x01, *range(0xD0, 0xD9)):
            at += 2
        elif 0xC0 <= kind <= 0xCF and kind not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            if orientation >= 5:
                width, height = height, width
            return ImageHeader("jpeg", width, height, orientation)
        else:
            end = at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
            if kind == 0xE1 and data[at + 4 : at + 10] == b"Exif\0\0":
                orientation = _orientation(data[at + 10 : end])
            at = end
    return None


def _orientation(exif: bytes) -> int:
    """Return the orientation in the first directory of a TIFF header (TIFF 6.0, section 2); 1 where there is none."""
    order = {b"II\x2a\0": "<", b"MM\0\x2a": ">"}.get(exif[:4])
    if order is None or len(exif) < 8:
        return 1
    start = struct.unpack(order + "I", exif[4:8])[0] + 2
    entries = int.from_bytes(exif[start - 2 : start], "little" if order == "<" else "big")
    for at in range(start, min(start + 12 * entries, len(exif) - 11), 12):
        tag, kind, _, value = struct.unpack(order + "HHIH", exif[at : at + 10])
        if tag == 274 and kind == 3:
            return int(value) if 1 <= value <= 8 else 1
        if tag > 274:
            break
    return 1
