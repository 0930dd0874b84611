"""Kept pictures are measured by their header and scaled in a worker; what is damaged or a bomb is no picture (C14)."""

from __future__ import annotations

import io
import os
import struct
import subprocess
import sys
import zlib
from pathlib import Path

import pytest
from PIL import Image, ImageOps

from pullquote.cache.core.errors import FetchError, PullquoteError
from pullquote.cache.core.settings import Settings
from pullquote.cache.images.cache import image_cache
from pullquote.cache.images.header import ImageHeader, read_header
from pullquote.cache.images.scale import MOST_BYTES, MOST_ENCODED, encode, scale
from pullquote.cache.workers.thumbnails import Thumbnailer

from ...waiting import WAIT

URL = "https://img.example/a.jpg"


def encoded(kind: str, size: tuple[int, int] = (200, 100), color: object = (200, 30, 60)) -> bytes:
    file = io.BytesIO()
    mode = "RGBA" if isinstance(color, tuple) and len(color) == 4 else "RGB"
    Image.new(mode, size, color).save(file, kind)  # type: ignore[arg-type]
    return file.getvalue()


def bomb(width: int, height: int) -> bytes:
    """A PNG whose header promises far more than there is."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP"])
async def test_every_format_is_measured_and_scaled(kind: str) -> None:
    image_cache(Settings()).keep(URL, encoded(kind))
    thumbnailer = Thumbnailer(Settings())
    try:
        assert thumbnailer.measure(URL) == (200, 100)
        small = await thumbnailer.scale(URL, 20, 10)
    finally:
        thumbnailer.close()
    assert (small.width, small.height, len(small.pixels)) == (20, 10, 20 * 10 * 4)
    red, green, blue, opacity = small.pixels[:4]
    assert opacity == 255
    assert abs(red - 200) + abs(green - 30) + abs(blue - 60) < 40


@pytest.mark.parametrize("orientation", range(1, 9))
async def test_a_jpeg_is_shown_as_its_camera_was_held(orientation: int) -> None:
    picture = Image.new("RGB", (200, 100), (200, 30, 60))
    picture.paste((20, 160, 60), (0, 0, 100, 50))
    picture.paste((20, 30, 200), (100, 0, 200, 50))
    noted = Image.Exif()
    noted[274] = orientation
    file = io.BytesIO()
    picture.save(file, "JPEG", quality=95, exif=noted)
    right = ImageOps.exif_transpose(Image.open(file)).convert("RGBA")
    image_cache(Settings()).keep(URL, file.getvalue())
    thumbnailer = Thumbnailer(Settings())
    try:
        assert thumbnailer.measure(URL) == right.size
        small = await thumbnailer.scale(URL, right.width // 10, right.height // 10)
    finally:
        thumbnailer.close()
    expected = right.resize((small.width, small.height)).tobytes()
    assert max(abs(ours - theirs) for ours, theirs in zip(small.pixels, expected, strict=True)) < 48


@pytest.mark.parametrize(
    "exif",
    [
        b"",
        b"II\x2a\0",
        b"II\x2a\0\xff\xff\xff\xff",
        b"MM\0\x2a\0\0\0\x08\xff\xff\x01\x12",
        b"MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x09\0\0",
        b"MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x02\0\0\0\x01\0\x06\0\0",
        b"\0" * 40,
    ],
    ids=["nothing", "short", "far away", "cut", "no such orientation", "not a number", "zeros"],
)
def test_a_camera_that_notes_nonsense_changes_nothing(exif: bytes) -> None:
    body = b"Exif\0\0" + exif
    data = encoded("JPEG")
    noted = data[:2] + b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body + data[2:]
    assert read_header(noted) == ImageHeader("jpeg", 200, 100)


def test_what_lets_the_ground_through_stays_so(tmp_path: Path) -> None:
    file = tmp_path / "a"
    file.write_bytes(encoded("PNG", color=(10, 20, 30, 0)))
    assert scale(str(file), 4, 4).pixels[3::4] == b"\0" * 16


@pytest.mark.parametrize(
    "data",
    [
        encoded("JPEG")[:-300],
        encoded("PNG")[:60],
        bomb(50_000, 50_000),
        bomb(4000, 4000),
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"%PDF-1.7",
        b"",
    ],
    ids=["cut jpeg", "cut png", "bomb", "empty promise", "svg", "pdf", "nothing"],
)
def test_what_is_damaged_is_no_picture(tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "a"
    file.write_bytes(data)
    with pytest.raises(FetchError):
        scale(str(file), 20, 10)


async def test_what_is_not_here_has_no_size() -> None:
    thumbnailer = Thumbnailer(Settings())
    assert thumbnailer.measure(URL) is None
    with pytest.raises(PullquoteError):
        await thumbnailer.scale(URL, 20, 10)
    image_cache(Settings()).keep(URL, bomb(50_000, 50_000))
    assert thumbnailer.measure(URL) is None


async def test_a_worker_that_is_let_go_leaves_nothing() -> None:
    image_cache(Settings()).keep(URL, encoded("JPEG"))
    thumbnailer = Thumbnailer(Settings())
    await thumbnailer.scale(URL, 20, 10)
    assert thumbnailer._workers is not None
    (process,) = [worker._process.pid for worker in thumbnailer._workers._all]
    thumbnailer.close()
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)
    assert (await thumbnailer.scale(URL, 10, 10)).width == 10
    thumbnailer.close()


def test_the_decoder_is_loaded_by_workers_only() -> None:
    code = (
        "import sys, pullquote.cache.workers.thumbnails, pullquote.cache.workers.pool, pullquote.tui.app\n"
        "import pullquote.cache.images.scale\n"
        "print('PIL' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=WAIT)
    assert done.stdout == "False\n"


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP"])
async def test_a_picture_is_encoded_as_a_file_of_its_pixels(kind: str) -> None:
    image_cache(Settings()).keep(URL, encoded(kind))
    thumbnailer = Thumbnailer(Settings())
    try:
        made = Image.open(io.BytesIO(await thumbnailer.encode(URL, 150, 75)))
    finally:
        thumbnailer.close()
    assert (made.format, made.size) == ("PNG", (150, 75))
    red, green, blue = made.convert("RGB").getpixel((70, 30))  # type: ignore[misc]
    assert abs(red - 200) + abs(green - 30) + abs(blue - 60) < 40


def test_an_encoded_picture_is_bounded_whatever_it_shows(tmp_path: Path) -> None:
    file = tmp_path / "noise.png"
    Image.effect_noise((3000, 2000), 150).convert("RGB").save(file)
    for size in ((500, 300), (3000, 2000), (100_000, 100_000), (1, 90_000)):
        made = encode(str(file), *size)
        assert len(made.pixels) <= MOST_BYTES
        assert Image.open(io.BytesIO(made.pixels)).size == (made.width, made.height)
        assert made.width * made.height <= MOST_ENCODED + 2000
