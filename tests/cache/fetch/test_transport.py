"""Requests as they go over the wire, and which connection they take: against servers that see every byte."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable

import pytest

from pullquote.cache.core.errors import ConnectionLost, FetchError, TlsUnusable
from pullquote.cache.fetch import transport
from pullquote.cache.fetch.client import HttpClient, HttpRequest
from pullquote.cache.fetch.transport import tls_context

from ...waiting import WAIT

ANSWER = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
Answer = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@contextlib.asynccontextmanager
async def serving(answer: Answer, ended: list[asyncio.Event] | None = None) -> AsyncIterator[str]:
    ended = [] if ended is None else ended

    async def one(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        ended.append(end := asyncio.Event())
        with contextlib.suppress(asyncio.IncompleteReadError, ConnectionError):
            await answer(reader, writer)
        writer.close()
        with contextlib.suppress(ConnectionError):
            await writer.wait_closed()
        end.set()

    async with await asyncio.start_server(one, "127.0.0.1", limit=1 << 22) as server:
        yield f"127.0.0.1:{server.sockets[0].getsockname()[1]}"
        await asyncio.wait_for(asyncio.gather(*(end.wait() for end in ended)), WAIT)


async def test_a_request_is_sent_as_one_head_in_the_order_it_was_given():
    heads: list[bytes] = []

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        heads.append(await reader.readuntil(b"\r\n\r\n"))
        writer.write(ANSWER)

    async with serving(answer) as place, HttpClient(user_agent="me") as client:
        given = {"headers": {"If-None-Match": '"ä"'}, "login": ("ada", "ö"), "accept": "text/html"}
        assert (await client.get(HttpRequest(f"http://{place}/a b?c", private=True, **given))).body == b"ok"
    assert heads == [
        b"GET /a%20b?c HTTP/1.1\r\nHost: " + place.encode() + b"\r\nAccept: text/html\r\nAccept-Encoding: gzip\r\n"
        b'User-Agent: me\r\nIf-None-Match: "\xe4"\r\nAuthorization: Basic YWRhOsO2\r\n\r\n'
    ]


async def test_a_connection_is_used_again_until_the_server_hangs_up():
    connections = 0

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal connections
        connections += 1
        for _ in range(2):
            await reader.readuntil(b"\r\n\r\n")
            writer.write(ANSWER)
            await writer.drain()

    ended: list[asyncio.Event] = []
    async with serving(answer, ended) as place, HttpClient() as client:
        for number in range(4):
            assert (await client.get(HttpRequest(f"http://{place}/", private=True))).body == b"ok"
            if number % 2:
                await asyncio.wait_for(ended[-1].wait(), WAIT)
    assert connections == 2


async def test_a_large_body_reaches_a_slow_server_whole():
    body, taken = bytes(range(256)) * (1 << 14), bytearray()

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        assert f"Content-Length: {len(body)}".encode() in head
        while len(taken) < len(body):
            taken.extend(await reader.read(1 << 18))
            await asyncio.sleep(0.001)
        writer.write(ANSWER)

    async with serving(answer) as place, HttpClient() as client:
        request = HttpRequest(f"http://{place}/", private=True, method="POST", body=body)
        assert (await client.get(request)).body == b"ok"
    assert taken == body


async def test_a_large_answer_comes_whole_to_a_slow_reader():
    body = bytes(range(256)) * (1 << 13)

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(body) + body)
        await writer.drain()

    async with serving(answer) as place, HttpClient() as client:
        assert (await client.get(HttpRequest(f"http://{place}/", private=True))).body == body


async def test_an_answer_cut_short_is_lost():
    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(ANSWER[:-1])

    async with serving(answer) as place, HttpClient() as client:
        with pytest.raises(ConnectionLost, match="broke off"):
            await client.get(HttpRequest(f"http://{place}/", private=True))


@pytest.mark.parametrize("says", [ANSWER, b""])
async def test_a_server_that_speaks_no_tls_is_told_so(says):
    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(1)
        writer.write(says)

    async with serving(answer) as place, HttpClient() as client:
        with pytest.raises(FetchError, match="agree on a secure connection"):
            await client.get(HttpRequest(f"https://{place}/", private=True))


async def test_http_alone_reads_no_certificates(loopback, reply, monkeypatch):
    def unusable(_ca_file: str | None = None) -> None:
        raise TlsUnusable("No certificates.")

    monkeypatch.setattr(transport, "tls_context", unusable)
    loopback.on("/", reply(body=b"page"))
    async with HttpClient() as client:
        assert (await client.get(HttpRequest(loopback.url + "/", private=True))).body == b"page"
        with pytest.raises(TlsUnusable):
            await client.get(HttpRequest("https://127.0.0.1:9/", private=True))


@pytest.mark.parametrize("name", ["SSL_CERT_FILE", "SSL_CERT_DIR"])
def test_authorities_of_the_environment_take_the_place_of_others(name, monkeypatch, tmp_path):
    for other in ("SSL_CERT_FILE", "SSL_CERT_DIR"):
        monkeypatch.delenv(other, raising=False)
    monkeypatch.setenv(name, str(tmp_path))
    tls_context.cache_clear()
    if name == "SSL_CERT_FILE":
        with pytest.raises(TlsUnusable, match=r"\$SSL_CERT_FILE"):
            tls_context()
    else:
        assert tls_context().get_ca_certs() == []
    tls_context.cache_clear()


async def test_a_request_that_takes_too_long_leaves_nothing_open():
    asked, ended = asyncio.Event(), asyncio.Event()

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        asked.set()
        with contextlib.suppress(ConnectionError):
            await reader.read()
        ended.set()

    async with serving(answer) as place, HttpClient() as client:
        task = asyncio.create_task(client.get(HttpRequest(f"http://{place}/", private=True)))
        await asyncio.wait_for(asked.wait(), WAIT)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        await asyncio.wait_for(ended.wait(), WAIT)
