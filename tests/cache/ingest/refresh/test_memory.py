"""What a refresh by the real program may grow to: the whole process tree, harm beside no harm (H41, C7)."""

from __future__ import annotations

import contextlib
import os
import socket
import threading
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from pullquote.cache.library import Library

MB = 1024
SIZE = 300 << 20
FEED = (
    b"<rss version='2.0'><channel><title>Harbour Weekly</title><item><guid isPermaLink='false'>1</guid>"
    b"<title>The lighthouse opens</title><description>Nora Vance returns.</description></item></channel></rss>"
)


def bomb() -> bytes:
    """Return a feed that begins well and goes on for 300 MB, packed with gzip."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    return packer.compress(FEED) + b"".join(packer.compress(b" " * (1 << 20)) for _ in range(300)) + packer.flush()


@contextlib.contextmanager
def pouring(piece: bytes) -> Iterator[tuple[str, list[int]]]:
    """Serve an answer whose header has no end; yield its address and how many bytes each connection took."""
    taken: list[int] = []

    def pour(link: socket.socket) -> None:
        place = len(taken)
        taken.append(0)
        with link, contextlib.suppress(OSError):
            link.sendall(b"HTTP/1.1 200 OK\r\nX-First: ")
            while taken[place] < SIZE:
                link.sendall(piece)
                taken[place] += len(piece)

    def serve() -> None:
        with contextlib.suppress(OSError):
            while True:
                threading.Thread(target=pour, args=(server.accept()[0],), daemon=True).start()

    with socket.create_server(("127.0.0.3", 0)) as server:
        threading.Thread(target=serve, daemon=True).start()
        yield f"http://127.0.0.3:{server.getsockname()[1]}/feed", taken
        server.shutdown(socket.SHUT_RDWR)


@pytest.fixture
def grown(hermetic, loopback, reply, program):
    """Refresh a sound feed, then it and a harmful one; return by how many KiB the tree's peak grew."""
    config = Path(os.environ["PULLQUOTE_CONFIG"])
    config.parent.mkdir(parents=True)
    config.write_text("[refresh]\nspacing = 0\nper_host = 4\npages = false\npictures = false\n")

    def go(url: str) -> int:
        with Library.open() as library:
            library.feeds.add(loopback.on("/sound", reply(body=FEED)))
        before = program("refresh", "--force")
        assert before.code == 0, before.err
        with Library.open() as library:
            library.feeds.add(url)
        loopback.on("/sound", reply(body=FEED.replace(b"opens", b"closes")))
        after = program("refresh", "--force")
        assert after.code == 3, after.err
        with Library.open() as library:
            error = next(feed.error for feed in library.feeds.listed() if feed.error)
        print(f"\n{before.memory // MB} MB, then {after.memory // MB} MB: {error}", end="")
        return after.memory - before.memory

    return go


def test_h41_c07_a_bomb_of_300_mb_costs_the_whole_tree_under_40_mb(loopback, reply, grown):
    rise = grown(loopback.on("/bomb", reply(200, {"Content-Encoding": "gzip"}, bomb())))
    assert rise <= 40 * MB


@pytest.mark.slow
@pytest.mark.parametrize("piece", [b"x" * 65_536, b"X-More: " + b"y" * 80 + b"\r\n"], ids=["one", "many"])
def test_h41_a_header_without_end_costs_the_whole_tree_under_40_mb(grown, piece):
    with pouring(piece) as (url, taken):
        rise = grown(url)
        assert taken
        assert max(taken) < SIZE
    assert rise <= 40 * MB
