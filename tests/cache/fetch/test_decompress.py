"""Bodies that are packed to cost time rather than room (H37, H41)."""

from __future__ import annotations

import asyncio
import gzip
import os
import threading

import pytest

from pullquote.cache.core.errors import FetchError, TooLarge
from pullquote.cache.fetch.client import FEED_CAP, HttpClient, HttpRequest
from pullquote.cache.fetch.decompress import MOST_STREAMS, decompress, layers_of
from pullquote.cache.fetch.shorten import Bound

EMPTY = gzip.compress(b"", mtime=0)


def empty_blocks(size: int) -> bytes:
    """Return gzip that says nothing for ``size`` bytes: blocks with a code table each and no text (RFC 1951 3.2.7)."""
    bits = [0, 0, 1]

    def put(value: int, width: int) -> None:
        bits.extend(value >> at & 1 for at in range(width))

    put(0, 5)  # 257 symbols
    put(0, 5)  # one distance
    put(14, 4)  # lengths of 18 code lengths
    for symbol in (16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1):
        put(1 if symbol in (18, 1) else 0, 3)
    for zeros in (138, 118):
        put(1, 1)
        put(zeros - 11, 7)
    put(0, 3)  # the end of a block and the distance have a code of one bit; this is the end of this block
    block = bits * 8
    packed = bytes(sum(block[8 * at + bit] << bit for bit in range(8)) for at in range(len(block) // 8))
    return EMPTY[:10] + packed * (size // len(packed))


def test_h37_thousands_of_empty_members_are_not_worked_through():
    with pytest.raises(FetchError, match="too many parts"):
        decompress(gzip.compress(EMPTY * 400_000), ("gzip", "gzip"), Bound(FEED_CAP))
    with pytest.raises(FetchError, match="too many parts"):
        decompress(EMPTY * 400_000, ("gzip",), Bound(FEED_CAP))
    assert decompress(gzip.compress(b"word") * (MOST_STREAMS - 1), ("gzip",), Bound(FEED_CAP)) == b"word" * (
        MOST_STREAMS - 1
    )


@pytest.mark.parametrize("inner", ["gzip", "deflate"])
def test_h41_what_goes_into_a_layer_is_bounded_as_what_comes_out(inner):
    nothing = b"\0\0\0\xff\xff" * ((12 << 20) // 5)  # stored blocks that hold nothing
    body = gzip.compress((EMPTY[:10] if inner == "gzip" else b"\x78\x9c") + nothing)
    assert len(body) < 50_000
    with pytest.raises(FetchError, match="larger packed"):
        decompress(body, ("gzip", inner), Bound(FEED_CAP))


def test_h37_what_takes_the_processor_too_long_is_given_up(monkeypatch):
    monkeypatch.setattr("pullquote.cache.fetch.decompress.MOST_SECONDS", 0.05)
    with pytest.raises(FetchError, match="too long to unpack"):
        decompress(gzip.compress(empty_blocks(FEED_CAP)), ("gzip", "gzip"), Bound(FEED_CAP))


def test_h37_nothing_is_unpacked_for_nobody():
    with pytest.raises(FetchError, match="too long"):
        decompress(gzip.compress(b"word" * 100_000), ("gzip",), Bound(FEED_CAP), lambda: True)


def test_h41_a_body_of_the_cap_comes_whole_however_little_it_can_be_packed():
    body = os.urandom(FEED_CAP)
    assert decompress(gzip.compress(gzip.compress(body)), ("gzip", "gzip"), Bound(FEED_CAP)) == body
    with pytest.raises(TooLarge):
        decompress(gzip.compress(body + b"x"), ("gzip",), Bound(FEED_CAP))


@pytest.mark.parametrize("encoding", ["br", "zstd", "gzip, br", "zstd, gzip", "gzip, gzip, gzip", "gzip," * 20_000])
def test_h36_only_what_can_be_bounded_is_undone(encoding):
    with pytest.raises(FetchError, match="not asked for"):
        layers_of(encoding)


@pytest.mark.parametrize("declared", ["gzip, gzip", None])
async def test_h37_another_request_comes_while_a_body_is_unpacked(loopback, other_host, reply, declared):
    body = empty_blocks(FEED_CAP)
    sent = threading.Event()

    def pieces():
        yield gzip.compress(body) if declared else body[: FEED_CAP - 10]
        sent.set()

    loopback.on("/slow", reply(headers={"Content-Encoding": declared} if declared else {}, pieces=pieces))
    other_host.on("/quick", reply(body=b"here"))
    async with HttpClient() as client, HttpClient() as other:
        slow = asyncio.create_task(client.get(HttpRequest(loopback.url + "/slow", cap=FEED_CAP, private=True)))
        meanwhile = 0
        while not slow.done():
            answer = await other.get(HttpRequest(other_host.url + "/quick", private=True))
            meanwhile += sent.is_set() and answer.body == b"here" and not slow.done()
        with pytest.raises(FetchError):
            await slow
    assert meanwhile >= 5


async def test_h40_a_body_in_chunks_of_one_byte_is_given_up_and_holds_nobody_up(loopback, other_host, reply):
    loopback.on(
        "/crumbs",
        reply(headers={"Transfer-Encoding": "chunked"}, pieces=lambda: (b"1\r\nx\r\n" * 4_096 for _ in range(10_000))),
    )
    other_host.on("/quick", reply(body=b"here"))
    async with HttpClient() as client, HttpClient() as other:
        slow = asyncio.create_task(client.get(HttpRequest(loopback.url + "/crumbs", private=True)))
        meanwhile = 0
        while not slow.done():
            await other.get(HttpRequest(other_host.url + "/quick", private=True))
            meanwhile += 1
        with pytest.raises(FetchError, match="in crumbs"):
            await slow
    assert meanwhile >= 5
