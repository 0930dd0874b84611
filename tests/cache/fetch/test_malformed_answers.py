"""Answers that are not as HTTP has them, from a server that sends bytes as they are written here (H37, H47)."""

from __future__ import annotations

import gzip
import socket
import threading
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress

import pytest

from pullquote.cache.core.errors import FetchError
from pullquote.cache.fetch.client import HttpClient, HttpRequest
from pullquote.cache.fetch.response_head import MOST_HEAD

BODY = b"<rss version='2.0'><channel><title>Caf\xc3\xa9</title></channel></rss>"
LENGTH = b"Content-Length: %d\r\n" % len(BODY)

Get = Callable[..., object]


class RawServer:
    """Answers every request with the same bytes, in the pieces given, and keeps the connection open."""

    def __init__(self) -> None:
        self.answers: list[list[bytes]] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}/"
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def _serve(self) -> None:
        while True:
            try:
                link, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._answer, args=(link,), daemon=True).start()

    def _answer(self, link: socket.socket) -> None:
        with link, suppress(OSError, IndexError):
            while link.recv(65_536):
                for piece in self.answers.pop(0):
                    link.sendall(piece)

    def close(self) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join()


@pytest.fixture
def server() -> Iterator[RawServer]:
    found = RawServer()
    yield found
    found.close()


@pytest.fixture
def get(server) -> Get:
    async def ask(*answers: bytes | list[bytes], client: HttpClient | None = None):
        server.answers = [[answer] if isinstance(answer, bytes) else answer for answer in answers]
        async with client or HttpClient() as asking:
            found = [await asking.get(HttpRequest(server.url, private=True, cap=1 << 20)) for _ in answers]
        return found[0] if len(found) == 1 else found

    return ask


@pytest.mark.parametrize(
    "lines",
    [
        b"PHP Notice  Undefined index in feed\r\n",
        b"PHP Warning:  Undefined variable $x in /srv/feed.php on line 3\r\n",
        b"<br />\r\n<b>Notice</b>:  Undefined index: x in <b>feed.php</b> on line <b>3</b><br />\r\n",
        b"no colon at all\r\n",
        b": no name\r\n",
        b"Bad Name: x\r\n",
        b"B\xc3\xa4d: x\r\n",
        b"X-Control: a\x00b\x0bc\rd\r\n",
        b"X-Folded: one\r\n two\r\n\tthree\r\n",
        b"a notice\r\n  that goes on\r\n",
        b"  goes on from nothing\r\n",
        b"\xff\xfe\r\n",
        b"X-Empty:\r\n",
    ],
)
async def test_h47_a_malformed_line_does_not_cost_the_answer(get, lines):
    for head in (
        b"HTTP/1.1 200 OK\r\n" + lines + b"Content-Type: text/xml\r\n" + LENGTH,
        b"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n" + lines + LENGTH,
        b"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n" + LENGTH + lines,
    ):
        answer = await get(head + b"\r\n" + BODY)
        assert (answer.status, answer.body, answer.headers["content-length"]) == (200, BODY, str(len(BODY)))
        assert answer.headers["content-type"].startswith("text/xml")


@pytest.mark.parametrize(
    "head",
    [
        b"PHP Notice:  x in y\nHTTP/1.1 200 OK\r\n" + LENGTH,
        b"<br />\n<b>Warning</b>: x\n\nHTTP/1.1 200 OK\r\n" + LENGTH,
        b"\r\n\r\nHTTP/1.1 200 OK\r\n" + LENGTH,
        b"HTTP/1.1 200\r\n" + LENGTH,
        b"HTTP/1.1  200  OK\r\n" + LENGTH,
        b"http/1.1 200 OK\r\n" + LENGTH,
        b"HTTP/2 200\r\n" + LENGTH,
        b"HTTP/1.1 200 O\x00K\r\n" + LENGTH,
        b"HTTP/1.1 200 OK\r\nContent-Length : %d\r\n" % len(BODY),
        b"HTTP/1.1 200 OK\nContent-Length: %d\n" % len(BODY),
        b"HTTP/1.1 200 OK\r\n" + LENGTH + LENGTH,
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: identity\r\n" + LENGTH,
        b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\nodd\r\n\r\nHTTP/1.1 200 OK\r\nodd\r\n" + LENGTH,
    ],
)
async def test_h47_nor_does_an_odd_head(get, head):
    whole = head + b"\r\n" + BODY
    assert (await get(whole)).body == BODY
    assert (await get([bytes([byte]) for byte in whole])).body == BODY


async def test_h47_a_length_that_is_no_number_is_no_length(server):
    for line in (b"Content-Length: 12 bytes", b"Content-Length:", b"Content-Length: -1"):
        link = b"HTTP/1.1 200 OK\r\n" + line + b"\r\nConnection: close\r\n\r\n" + BODY

        def once(listener=server._listener, link=link):
            connection, _ = listener.accept()
            with connection:
                connection.recv(65_536)
                connection.sendall(link)

        with socket.create_server(("127.0.0.1", 0)) as listener:
            thread = threading.Thread(target=once, args=(listener,))
            thread.start()
            async with HttpClient() as client:
                url = f"http://127.0.0.1:{listener.getsockname()[1]}/"
                assert (await client.get(HttpRequest(url, private=True))).body == BODY
            thread.join()


async def test_h47_chunks_said_twice_are_chunks(get):
    chunks = b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in (BODY[:9], BODY[9:])) + b"0\r\n\r\n"
    head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: Chunked\r\n\r\n"
    first, second = await get(head + chunks, b"HTTP/1.1 200 OK\r\nodd\r\n" + LENGTH + b"\r\n" + BODY)
    assert first.body == second.body == BODY


async def test_h47_a_body_is_left_as_it_is(get):
    body = b"HTTP/1.1 200 OK\r\nno header\r\n\r\n" * 40
    head = b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(body)
    assert [one.body for one in await get(head + body, [head, body], [head[:9], head[9:] + body])] == [body] * 3


@pytest.mark.parametrize(
    "answer",
    [
        b"\x15\x03\x01\x00\x02\x02\x46" * 3,
        b"HTTP/1.1 200 OK\r\n" + b"x" * (2 * MOST_HEAD),
        b"nothing\n\n" * MOST_HEAD,
        b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n12345",
    ],
    ids=["binary", "a head without end", "no head", "two lengths"],
)
async def test_h47_what_is_no_answer_is_an_error(get, answer):
    with pytest.raises(FetchError, match=r"did not speak HTTP|was lost"):
        await get(answer)


NOT_THERE = (
    "aws-chunked", "utf-8", "UTF-8", "none", "binary", "identity", "Identity, none", "8bit", "text/xml", "chunked",
    '"identity"', "gzip", "GZIP", "x-gzip", "gzip, aws-chunked", "deflate", "br", "zstd", "gzip, gzip", "gzip;q=1.0",
)  # fmt: skip
PLAIN = (BODY, b"\xef\xbb\xbf" + BODY, "<rss>é</rss>".encode("utf-16"), b"User-agent: *\n", b"<r>caf\xe9 \x0b</r>")


async def test_h37_an_encoding_that_is_not_there_is_not_undone(loopback, reply):
    async with HttpClient() as client:
        for named in NOT_THERE:
            for body in PLAIN:
                loopback.on("/", reply(200, {"Content-Encoding": named}, body))
                assert (await client.get(HttpRequest(loopback.url + "/", private=True))).body == body, named


async def test_h37_one_that_is_there_is_undone(loopback, reply):
    packed = gzip.compress(BODY)
    async with HttpClient() as client:
        for named, body in (
            ("aws-chunked, gzip", packed),
            ("gzip, utf-8", packed),
            ("none", packed),
            ("Gzip", packed),
            ("gzip, gzip", packed),
            ("gzip, gzip", gzip.compress(packed)),
            ("deflate", zlib.compress(BODY)),
            ("deflate", zlib.compress(BODY)[2:-4]),
        ):
            loopback.on("/", reply(200, {"Content-Encoding": named}, body))
            assert (await client.get(HttpRequest(loopback.url + "/", private=True))).body == BODY, named
