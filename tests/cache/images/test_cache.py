"""Pictures looked at by their headers alone (C14)."""

from __future__ import annotations

import os
import struct
import subprocess
import sys
import time

import pytest

from pullquote.cache.core.errors import FetchError
from pullquote.cache.images.cache import ImageCache
from pullquote.cache.images.header import ImageHeader, read_header


def png(width, height):
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + b"IHDR" + struct.pack(">II", width, height) + bytes(20)


def gif(width, height):
    return b"GIF89a" + struct.pack("<HH", width, height) + bytes(20)


def jpeg(width, height):
    exif = b"\xff\xe1" + struct.pack(">H", 12) + b"Exif" + bytes(6)
    frame = b"\xff\xc2" + struct.pack(">HBHH", 17, 8, height, width) + bytes(20)
    return b"\xff\xd8" + exif + b"\xff" + frame


def webp(kind, body):
    return b"RIFF" + struct.pack("<I", 100) + b"WEBP" + kind + struct.pack("<I", 50) + body + bytes(30)


def three(number):
    return (number - 1).to_bytes(3, "little")


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (png(640, 480), "png"),
        (gif(640, 480), "gif"),
        (jpeg(640, 480), "jpeg"),
        (webp(b"VP8X", bytes(4) + three(640) + three(480)), "webp"),
        (webp(b"VP8L", b"\x2f" + struct.pack("<I", 639 | 479 << 14)), "webp"),
        (webp(b"VP8 ", bytes(3) + b"\x9d\x01\x2a" + struct.pack("<HH", 640, 480)), "webp"),
    ],
)
def test_sizes_of_each_format(data, kind):
    assert read_header(data) == ImageHeader(kind, 640, 480)


@pytest.mark.parametrize(
    "data", [png(60_000, 60_000), png(2**32 - 1, 1), gif(65_535, 65_535), jpeg(6_000, 4_001), png(0, 5)]
)
def test_c14_a_picture_that_unfolds_too_large_is_refused(data):
    with pytest.raises(FetchError, match=r"too large|damaged"):
        read_header(data)


@pytest.mark.parametrize(
    "data",
    [b"", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"BM" + bytes(60), b"\xff\xd8\xff\xe0", b"\x89PNG", bytes(99)],
)
def test_c14_other_formats_are_refused(data):
    with pytest.raises(FetchError, match="not a picture"):
        read_header(data)


def test_a_jpeg_of_rubbish_ends():
    with pytest.raises(FetchError):
        read_header(b"\xff\xd8" + b"\xff\xe0\x00\x00" * 50_000)


@pytest.fixture
def small(tmp_path):
    return ImageCache(tmp_path / "pictures", 1_000)


def test_h39_a_picture_is_wanted_once(small):
    assert small.wants("https://x.example/a")
    small.keep("https://x.example/a", gif(2, 3))
    assert not small.wants("https://x.example/a")
    assert small.find("https://x.example/a").read_bytes() == gif(2, 3)
    assert small.find("https://x.example/b") is None


def test_h39_one_that_could_not_be_had_is_left_alone_for_a_day(small):
    path = small.keep("https://x.example/a", b"")
    assert small.find("https://x.example/a") is None
    assert not small.wants("https://x.example/a")
    os.utime(path, (0, time.time() - 90_000))
    assert small.wants("https://x.example/a")


def test_the_least_recently_read_go_when_room_runs_out(small):
    for number in range(12):
        path = small.keep(f"https://x.example/{number}", bytes([65]) * 100)
        os.utime(path, (number, number))
    assert small.find("https://x.example/0") is not None
    assert small.tidy() == 3
    left = [number for number in range(12) if small.find(f"https://x.example/{number}")]
    assert left == [0, 4, 5, 6, 7, 8, 9, 10, 11]
    assert small.tidy() == 0


def test_c11_c16_names_are_ours_and_files_are_private(small, tmp_path):
    path = small.keep("https://x.example/../../etc/passwd\x00%2e%2e", b"x")
    assert path.parent == tmp_path / "pictures"
    assert path.name.isalnum()
    assert path.stat().st_mode & 0o077 == 0
    assert path.parent.stat().st_mode & 0o077 == 0


def test_a_picture_that_does_not_fit_leaves_no_part_of_it(tmp_path):
    code = (
        "import resource, sys; from pathlib import Path\n"
        "from pullquote.cache.core.errors import FetchError\n"
        "from pullquote.cache.images.cache import ImageCache\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))\n"
        "try: ImageCache(Path(sys.argv[1]), 1 << 20).keep('https://a.example/1.png', bytes(100_000))\n"
        "except FetchError as error: print(error)\n"
    )
    done = subprocess.run([sys.executable, "-c", code, tmp_path], capture_output=True, text=True, check=True)
    assert done.stdout.startswith(f"The picture cannot be kept in {tmp_path}: ")
    assert not [*tmp_path.iterdir()]
