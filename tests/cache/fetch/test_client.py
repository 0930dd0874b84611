"""The client against a real server: identity, redirects, limits, and where it may not go (H30 to H45, C7, C8)."""

from __future__ import annotations

import asyncio
import contextlib
import gzip
import socket
import ssl
import subprocess
import sys
import threading
import zlib
from pathlib import Path

import msgspec
import pytest

from pullquote.cache.core.errors import (
    FetchError,
    FetchTimeout,
    ForbiddenAddress,
    HttpStatus,
    NetworkDown,
    TlsUnusable,
    TooLarge,
)
from pullquote.cache.fetch.client import ACCEPT_FEED, USER_AGENT, HttpClient, HttpRequest, Limits, Redirect
from pullquote.cache.fetch.guard import is_public, looks_private
from pullquote.cache.fetch.shorten import LONGEST
from pullquote.cache.fetch.transport import tls_context

from ...waiting import WAIT, soon


async def test_h30_five_redirects_are_followed_and_a_sixth_is_not(loopback, reply):
    for number in range(6):
        loopback.on(f"/{number}", reply(302, {"Location": f"/{number + 1}"}))
    loopback.on("/6", reply(body=b"end"))
    async with HttpClient() as client:
        answer = await client.get(HttpRequest(loopback.url + "/1", private=True))
        assert answer.body == b"end"
        assert answer.moves[-1] == Redirect(302, loopback.url + "/6")
        with pytest.raises(FetchError, match="more than 5 times"):
            await client.get(HttpRequest(loopback.url + "/0", private=True))


async def test_a_connection_that_answered_304_is_used_again():
    connections, ended = 0, asyncio.Event()

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal connections
        connections += 1
        with contextlib.suppress(asyncio.IncompleteReadError):
            while await reader.readuntil(b"\r\n\r\n"):
                writer.write(b"HTTP/1.1 304 Not Modified\r\nContent-Length: 99999999\r\nContent-Encoding: gzip\r\n\r\n")
        writer.close()
        await writer.wait_closed()
        ended.set()

    async with await asyncio.start_server(answer, "127.0.0.1") as server:
        request = HttpRequest(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/", private=True)
        async with HttpClient() as client:
            answers = [await client.get(request) for _ in range(3)]
        await asyncio.wait_for(ended.wait(), WAIT)
    assert [(one.status, one.body) for one in answers] == [(304, b"")] * 3
    assert connections == 1


async def test_h30_a_redirect_is_the_answer_where_none_is_followed(loopback, other_host, reply):
    loopback.on("/a", reply(302, {"Location": other_host.url + "/b"}))
    async with HttpClient() as client:
        answer = await client.get(HttpRequest(loopback.url + "/a", private=True, follow=False))
    assert (answer.status, answer.moves, other_host.requests) == (302, (), [])


async def test_h30_a_loop_is_reported(loopback, reply):
    loopback.on("/a", reply(301, {"Location": "/b"}))
    loopback.on("/b", reply(301, {"Location": "/a"}))
    async with HttpClient() as client:
        with pytest.raises(FetchError, match="in circles"):
            await client.get(HttpRequest(loopback.url + "/a", private=True))
    assert loopback.paths() == ["/a", "/b"]


@pytest.mark.parametrize("headers", [{}, {"Location": ""}])
async def test_h30_a_redirect_that_leads_nowhere_is_reported(loopback, reply, headers):
    loopback.on("/lost", reply(301, headers))
    async with HttpClient() as client:
        with pytest.raises(FetchError, match=r"without saying where to \(status 301\)"):
            await client.get(HttpRequest(loopback.url + "/lost", private=True))
        answer = await client.get(HttpRequest(loopback.url + "/lost", private=True, follow=False))
    assert answer.status == 301


async def test_h32_a_login_and_a_cookie_never_go_to_another_origin(loopback, other_host, reply):
    loopback.on("/here", reply(302, {"Location": "/there", "Set-Cookie": "id=1"}))
    loopback.on("/there", reply(302, {"Location": other_host.url + "/far", "Set-Cookie": "id=2; Domain=127.0.0.1"}))
    async with HttpClient() as client:
        with pytest.raises(ForbiddenAddress):
            await client.get(HttpRequest(loopback.url + "/here", private=True, login=("reader", "secret")))
    assert [seen["Authorization"] is not None for seen in loopback.requests] == [True, True]
    assert other_host.requests == []
    assert all(seen["Cookie"] is None for seen in loopback.requests)


async def test_h32_a_login_is_dropped_on_the_way_to_another_port(loopback, reply):
    from pullquote.cache.fetch import client as http

    asked: list[tuple[str, object]] = []

    class Watching(HttpClient):
        async def _one(self, request):
            url = request.url
            asked.append((url, request.login))
            if url.endswith("/start"):
                return http.HttpResponse(url=url, status=302, headers={"location": "http://elsewhere.example/next"})
            return http.HttpResponse(url=url, status=200, headers={}, body=b"")

    async with Watching() as client:
        await client.get(HttpRequest(loopback.url + "/start", login=("reader", "secret")))
    assert asked == [(loopback.url + "/start", ("reader", "secret")), ("http://elsewhere.example/next", None)]


async def test_h32_a_header_that_is_no_condition_never_goes_to_another_origin():
    from pullquote.cache.fetch import client as http

    asked: list[dict[str, str]] = []

    class Watching(HttpClient):
        async def _one(self, request):
            asked.append(dict(request.headers))
            to = {"location": "http://elsewhere.example/"} if len(asked) == 1 else {}
            return http.HttpResponse(url=request.url, status=302 if to else 200, headers=to)

    headers = {"Authorization": "Bearer secret", "X-Auth-Token": "secret", "If-None-Match": '"1"'}
    async with Watching() as client:
        await client.get(HttpRequest("http://home.example/", headers=headers))
    assert asked == [headers, {"If-None-Match": '"1"'}]


async def test_a_body_is_sent_as_it_is_and_what_the_server_says_is_read_whatever_its_status(loopback, reply):
    loopback.on("/made", reply(201, body=b"{}"), reply(422, body=b"why"), reply(204))
    headers = {"Content-Type": "application/json"}
    request = HttpRequest(loopback.url + "/made", private=True, method="POST", body=b'{"a":1}', headers=headers)
    async with HttpClient() as client:
        answers = [await client.get(request), await client.get(request)]
        answers.append(await client.get(HttpRequest(loopback.url + "/made", private=True, method="DELETE")))
    assert [(one.status, one.body) for one in answers] == [(201, b"{}"), (422, b"why"), (204, b"")]
    assert [(seen.method, seen.body) for seen in loopback.requests] == [
        ("POST", b'{"a":1}'),
        ("POST", b'{"a":1}'),
        ("DELETE", b""),
    ]
    first = loopback.requests[0]
    assert (first["Content-Type"], first["Content-Length"]) == ("application/json", "7")


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_h30_a_body_is_never_sent_on_by_a_redirect(loopback, other_host, reply, status):
    loopback.on("/a", reply(status, {"Location": other_host.url + "/b"}))
    async with HttpClient() as client:
        answer = await client.get(HttpRequest(loopback.url + "/a", private=True, method="POST", body=b"secret"))
    assert (answer.status, answer.moves, other_host.requests) == (status, (), [])


async def test_h41_what_answers_a_body_has_the_same_cap(loopback, reply):
    loopback.on("/large", reply(500, body=b"x" * 2000))
    async with HttpClient() as client:
        with pytest.raises(TooLarge):
            await client.get(HttpRequest(loopback.url + "/large", private=True, method="POST", body=b"a", cap=1000))


async def test_h34_h36_every_request_says_who_asks_and_what_for(loopback, reply):
    loopback.on("/feed", reply(302, {"Location": "/next"}))
    loopback.on("/next", reply())
    async with HttpClient() as client:
        await client.get(HttpRequest(loopback.url + "/feed", accept=ACCEPT_FEED, private=True))
    for seen in loopback.requests:
        assert seen["User-Agent"] == USER_AGENT
        assert "Mozilla" not in USER_AGENT
        assert USER_AGENT.startswith("Pullquote/")
        assert "(+https://" in USER_AGENT
        assert "application/atom+xml" in (seen["Accept"] or "")
        assert (seen["Accept"] or "").endswith("*/*;q=0.1")
        assert seen["Accept-Encoding"] == "gzip"


async def test_h35_no_cookie_no_referer_no_fragment_nothing_added(loopback, reply):
    loopback.on("/feed?a=1", reply(200, {"Set-Cookie": "id=1; Path=/"}))
    async with HttpClient() as client:
        for _ in range(2):
            await client.get(HttpRequest(loopback.url + "/feed?a=1#part", private=True))
    assert loopback.paths() == ["/feed?a=1", "/feed?a=1"]
    names = {name.lower() for seen in loopback.requests for name, _ in seen.headers}
    assert names == {"host", "accept", "accept-encoding", "user-agent"}


async def test_h37_gzip_is_undone_once_declared_or_not(loopback, reply):
    body = b"<rss/>" * 100
    loopback.on("/declared", reply.gzipped(body))
    loopback.on("/silent", reply(body=gzip.compress(body)))
    loopback.on("/members", reply(200, {"Content-Encoding": "x-gzip"}, gzip.compress(b"one ") + gzip.compress(b"two")))
    loopback.on("/deflate", reply(200, {"Content-Encoding": "deflate"}, zlib.compress(body)))
    loopback.on("/raw", reply(200, {"Content-Encoding": "deflate"}, zlib.compress(body)[2:-4]))
    inner = gzip.compress(body)
    loopback.on("/inner", reply.gzipped(inner))
    async with HttpClient() as client:

        async def get(path):
            return (await client.get(HttpRequest(loopback.url + path, private=True))).body

        assert await get("/declared") == body
        assert await get("/silent") == body
        assert await get("/members") == b"one two"
        assert await get("/deflate") == body
        assert await get("/raw") == body
        assert await get("/inner") == inner


async def test_h37_a_cut_or_unasked_encoding_is_an_error(loopback, reply):
    loopback.on("/cut", reply(200, {"Content-Encoding": "gzip"}, gzip.compress(b"word " * 9_000)[:-20]))
    loopback.on("/br", reply(200, {"Content-Encoding": "br"}, b"\x8b"))
    async with HttpClient() as client:
        with pytest.raises(FetchError, match="cut short"):
            await client.get(HttpRequest(loopback.url + "/cut", private=True))
        with pytest.raises(FetchError, match="not asked for"):
            await client.get(HttpRequest(loopback.url + "/br", private=True))


async def test_h40_a_byte_a_moment_does_not_outlast_the_total(loopback, reply):
    loopback.on("/drip", reply(body=b"x" * 1_000, drip=0.05))
    loopback.on("/silent", reply(delay=10 * WAIT))
    async with HttpClient(limits=Limits(read=0.4, total=0.7)) as client:
        with pytest.raises(FetchTimeout, match="took longer"):
            await client.get(HttpRequest(loopback.url + "/drip", private=True))
        with pytest.raises(FetchTimeout):
            await client.get(HttpRequest(loopback.url + "/silent", private=True))


def test_h40_the_limits_are_those_of_the_rules():
    assert Limits() == Limits(connect=10.0, read=15.0, total=60.0, redirects=5)


_BOMB = """
import asyncio, resource, sys
from pullquote.cache.core.errors import FetchError
from pullquote.cache.fetch.client import HttpClient, HttpRequest
async def main():
    async with HttpClient() as client:
        await client.get(HttpRequest(sys.argv[1] + "/warm", private=True))
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        for path in sys.argv[2:]:
            try:
                await client.get(HttpRequest(sys.argv[1] + path, cap=10 << 20, shorten="feed" in path, private=True))
                print("let through", path)
            except FetchError as error:
                print(type(error).__name__)
        print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)
asyncio.run(main())
"""


def test_h41_c7_four_bombs_of_300_mb_cost_under_40_mb(loopback, reply):
    def zeros():
        packer = zlib.compressobj(9, zlib.DEFLATED, 31)
        return b"".join(packer.compress(bytes(1 << 20)) for _ in range(300)) + packer.flush()

    bomb = zeros()
    loopback.on("/warm", reply(body=b"x" * 200_000))
    loopback.on("/gzip", reply(200, {"Content-Encoding": "gzip"}, bomb))
    loopback.on("/twice", reply(200, {"Content-Encoding": "gzip, gzip"}, gzip.compress(bomb)))
    loopback.on("/br", reply(200, {"Content-Encoding": "br"}, b"\x5b\xff\xff\x01" * 100))
    loopback.on("/zstd", reply(200, {"Content-Encoding": "zstd"}, b"\x28\xb5\x2f\xfd" * 100))
    paths = ["/gzip", "/twice", "/br", "/zstd"]
    ran = subprocess.run(
        [sys.executable, "-c", _path_first(_BOMB), loopback.url, *paths], capture_output=True, text=True, check=True
    )
    *kinds, rise = ran.stdout.split()
    assert kinds == ["TooLarge", "TooLarge", "FetchError", "FetchError"]
    assert int(rise) <= 40


def test_h41_a_feed_whose_texts_are_cut_costs_under_40_mb(loopback, reply):
    loopback.on("/warm", reply(body=b"x" * 200_000))
    texts = {"blanks": b" ", "tags": b"<p>w</p>", "sections": b"<![CDATA[w]]>", "in-one": b"<![CDATA[", "json": b'"w",'}
    for name, text in texts.items():
        packer = zlib.compressobj(1, zlib.DEFLATED, 31)
        body = packer.compress(b"[" if name == "json" else b"<rss><content>")
        body += b"".join(packer.compress(text * ((1 << 20) // len(text))) for _ in range(60)) + packer.flush()
        loopback.on(f"/feed-{name}", reply(200, {"Content-Encoding": "gzip"}, body))
    paths = [f"/feed-{name}" for name in texts]
    ran = subprocess.run(
        [sys.executable, "-c", _path_first(_BOMB), loopback.url, *paths], capture_output=True, text=True, check=True
    )
    assert int(ran.stdout.split()[-1]) <= 40


@pytest.mark.parametrize("piece", [b"x" * 65_536, b"X-More: " + b"y" * 80 + b"\r\n"], ids=["one", "many"])
def test_h41_an_endless_header_costs_under_40_mb(loopback, reply, piece):
    loopback.on("/warm", reply(body=b"x" * 200_000))
    sent = 0

    def pour():
        nonlocal sent
        link, _ = server.accept()
        with link, contextlib.suppress(OSError):
            link.sendall(b"HTTP/1.1 200 OK\r\nX-First: ")
            while sent < 300 << 20:
                link.sendall(piece)
                sent += len(piece)

    with socket.create_server(("127.0.0.3", 0)) as server:
        port = server.getsockname()[1]
        thread = threading.Thread(target=pour, daemon=True)
        thread.start()
        program = _path_first(_BOMB).replace("sys.argv[1] + path", f'"http://127.0.0.3:{port}" + path')
        command = [sys.executable, "-c", program, loopback.url, "/endless"]
        ran = subprocess.run(command, capture_output=True, text=True, check=True, timeout=WAIT)
        thread.join(10)
    kind, rise = ran.stdout.split()
    assert kind in ("FetchError", "ConnectionLost", "TooLarge")
    assert int(rise) <= 40
    assert sent < 300 << 20


async def test_h41_an_endless_body_is_cut_at_the_cap(loopback, reply):
    def endless():
        while True:
            yield b"x" * 65_536

    loopback.on("/endless", reply(pieces=endless))
    async with HttpClient() as client:
        with pytest.raises(TooLarge):
            await client.get(HttpRequest(loopback.url + "/endless", cap=1 << 20, private=True))


async def test_h42_a_length_over_the_cap_is_not_read_and_a_short_body_is_an_error(loopback, reply):
    loopback.on("/large", reply(body=b"x", length=10**12))
    loopback.on("/short", reply(body=b"<rss/>", length=500))
    async with HttpClient() as client:
        with pytest.raises(TooLarge):
            await client.get(HttpRequest(loopback.url + "/large", private=True))
        with pytest.raises(FetchError, match="broke off"):
            await client.get(HttpRequest(loopback.url + "/short", private=True))


@pytest.mark.parametrize("address", ["file:///etc/passwd", "ftp://host.example/x", "javascript:alert(1)", "//x", "x"])
async def test_h43_only_http_is_asked(address):
    async with HttpClient() as client:
        with pytest.raises(ForbiddenAddress):
            await client.get(HttpRequest(address, private=True))


@pytest.mark.parametrize("to", ["file:///etc/passwd", "ftp://host.example/x", "gopher://x/", "data:text/html,x"])
async def test_h43_nor_does_a_redirect_lead_elsewhere(loopback, reply, to):
    loopback.on("/a", reply(302, {"Location": to}))
    async with HttpClient() as client:
        with pytest.raises(ForbiddenAddress):
            await client.get(HttpRequest(loopback.url + "/a", private=True))


async def test_h43_a_name_and_password_in_a_redirect_are_dropped_and_never_shown(loopback, reply):
    loopback.on("/a", reply(302, {"Location": f"http://me:hidden@127.0.0.1:{loopback.port}/b"}))
    async with HttpClient() as client:
        answer = await client.get(HttpRequest(loopback.url + "/a", private=True))
        assert "hidden" not in answer.url
        with pytest.raises(HttpStatus) as caught:
            answer.expect_ok()
    assert "hidden" not in str(caught.value)
    assert loopback.requests[-1]["Authorization"] is None


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "localhost",
        "2130706433",
        "0x7f.1",
        "0177.0.0.1",
        "127.1",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "0.0.0.0",
        "169.254.169.254",
    ],
)
async def test_h44_c8_no_spelling_of_a_private_address_is_reached(loopback, host):
    async with HttpClient(limits=Limits(connect=2, total=4)) as client:
        with pytest.raises(FetchError) as caught:
            await client.get(HttpRequest(f"http://{host}:{loopback.port}/"))
    assert isinstance(caught.value, ForbiddenAddress | NetworkDown)
    assert loopback.requests == []


async def test_h44_c8_a_public_name_that_leads_inside_is_refused_at_every_hop(loopback, other_host, reply):
    loopback.on("/typed", reply(302, {"Location": other_host.url + "/inside"}))
    async with HttpClient() as client:
        with pytest.raises(ForbiddenAddress):
            await client.get(HttpRequest(loopback.url + "/typed", private=True))
    assert other_host.requests == []


async def test_h44_c8_a_name_that_changes_its_address_reaches_nothing(loopback):
    asked: list[str] = []

    async def rebinding(host, port):
        asked.append(host)
        return ["93.184.215.14"] if len(asked) == 1 else ["127.0.0.1"]

    async with HttpClient(resolve=rebinding, limits=Limits(connect=0.2, total=1)) as client:
        for _ in range(2):
            with pytest.raises(FetchError):
                await client.get(HttpRequest(f"http://rebind.example:{loopback.port}/"))
    assert asked == ["rebind.example"] * 2
    assert loopback.requests == []


async def test_h44_c8_a_connection_to_a_typed_address_is_not_lent_to_others(loopback, reply):
    loopback.on("/", reply(body=b"mine"))
    async with HttpClient() as client:
        assert (await client.get(HttpRequest(loopback.url + "/", private=True))).body == b"mine"
        with pytest.raises(ForbiddenAddress):
            await client.get(HttpRequest(loopback.url + "/"))
    assert len(loopback.requests) == 1


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.215.14", True),
        ("2606:2800:21f:cb07:6820:80da:af6b:8b2c", True),
        ("10.1.2.3", False),
        ("100.64.0.1", False),
        ("192.168.0.1", False),
        ("fe80::1%eth0", False),
        ("fc00::1", False),
        ("::ffff:10.0.0.1", False),
        ("2002:7f00:1::", False),
        ("64:ff9b::7f00:1", False),
        ("64:ff9b::5db8:d70e", True),
        ("224.0.0.1", False),
        ("::", False),
        ("nonsense", False),
        ("0.1.2.3", False),
        ("192.0.0.1", False),
        ("192.0.0.9", False),
        ("192.0.0.170", False),
        ("192.0.2.1", False),
        ("192.88.99.1", False),
        ("198.18.0.1", False),
        ("198.51.100.1", False),
        ("203.0.113.1", False),
        ("240.0.0.1", False),
        ("255.255.255.255", False),
        ("192.0.1.1", True),
        ("172.32.0.1", True),
        ("::127.0.0.1", False),
        ("::93.184.215.14", False),
        ("::ffff:93.184.215.14", True),
        ("::ffff:0:127.0.0.1", False),
        ("::ffff:0:93.184.215.14", False),
        ("64:ff9b:1::7f00:1", False),
        ("64:ff9b:1::5db8:d70e", False),
        ("64:ff9b::c058:6301", False),
        ("2002:5db8:d70e::1", True),
        ("2002:c0a8:1::1", False),
        ("2001:0:5db8:d70e:0:ffff:3f57:fffe", False),
        ("2001:0:7f00:1:0:ffff:a247:28f1", False),
        ("2001:0:5db8:d70e:0:ffff:a247:28f1", True),
        ("2606:2800:21f:cb07:0:5efe:10.0.0.1", False),
        ("2606:2800:21f:cb07:200:5efe:127.0.0.1", False),
        ("2606:2800:21f:cb07:0:5efe:93.184.215.14", True),
        ("2001:2::1", False),
        ("2001:10::1", False),
        ("2001:db8::1", False),
        ("3fff::1", False),
        ("5f00::1", False),
        ("100::1", False),
        ("100:0:0:1::1", False),
        ("fec0::1", False),
        ("ff02::1", False),
        ("::1", False),
        ("4000::1", False),
    ],
)
def test_h44_c8_public_means_public(address, public):
    assert is_public(address) is public


@pytest.mark.parametrize(
    ("host", "private"),
    [
        ("127.0.0.1", True),
        ("127.0.0.1.", True),
        ("0x7f.1", True),
        ("2130706433", True),
        ("017700000001", True),
        ("0x7f000001", True),
        ("\uff11\uff12\uff17.0.0.1", True),
        ("127\u30020\uff0e0.1", True),
        ("[::1]", True),
        ("fe80::1%eth0", True),
        ("nas", True),
        ("nas.local.", True),
        ("router.home.arpa", True),
        ("LOCALHOST", True),
        ("x.localhost", True),
        ("1.2.3.4.5", True),
        ("outlet.0x7f", True),
        ("", True),
        ("93.184.215.14", False),
        ("outlet.example", False),
        ("home.arpa.example", False),
        ("127.0.0.1.outlet.example", False),
    ],
)
def test_h44_c8_a_private_host_is_known_by_its_spelling(host, private):
    assert looks_private(host) is private


async def test_h44_c8_a_typed_name_is_private_where_it_leads_inside_now():
    where: dict[str, list[str]] = {"wiki.example": ["10.0.0.1"], "both.example": ["10.0.0.1", "93.184.215.14"]}

    async def told(host, port):
        return where.get(host, [])

    async with HttpClient(resolve=told) as client:
        names = ("wiki.example", "both.example", "nobody.example", "nas.local")
        assert [await client.is_private(f"http://{name}/") for name in names] == [True, False, False, True]
    async with HttpClient(resolve=told, proxy="http://127.0.0.1:1") as client:
        assert not await client.is_private("http://wiki.example/")


def test_h45_certificates_are_verified_and_a_private_authority_may_be_named(tmp_path):
    context = tls_context()
    assert context.verify_mode is ssl.CERT_REQUIRED
    assert context.check_hostname
    wrong = tmp_path / "authority.pem"
    wrong.write_text("nothing")
    with pytest.raises(TlsUnusable, match=r"authority\.pem"):
        tls_context(str(wrong))


async def test_h45_a_certificate_nobody_vouches_for_is_refused_until_its_authority_is_named(secure, reply):
    secure.on("/", reply(body=b"safe"))
    async with HttpClient() as client:
        with pytest.raises(FetchError, match="could not prove who it is"):
            await client.get(HttpRequest(secure.url + "/", private=True))
    assert secure.requests == []
    authority = Path(__file__).parents[2] / "data" / "tls" / "server.pem"
    async with HttpClient(ca_file=str(authority)) as client:
        assert (await client.get(HttpRequest(secure.url + "/", private=True))).body == b"safe"


async def test_a_status_comes_back_with_its_headers_and_a_sentence(loopback, reply):
    loopback.on("/gone", reply(410, {"X-Odd": "caf\xe9"}))
    async with HttpClient() as client:
        answer = await client.get(HttpRequest(loopback.url + "/gone", private=True))
    assert answer.headers["x-odd"] == "caf\xe9"
    with pytest.raises(HttpStatus, match="gone for good") as caught:
        answer.expect_ok()
    assert caught.value.status == 410


async def test_a_name_that_is_not_there_is_the_networks_failure():
    async with HttpClient() as client:
        with pytest.raises(NetworkDown):
            await client.get(HttpRequest("http://nobody.invalid/"))


async def test_h46_a_cancelled_request_leaves_no_task_behind(loopback, reply):
    loopback.on("/slow", reply(delay=10 * WAIT))
    async with HttpClient() as client:
        task = asyncio.create_task(client.get(HttpRequest(loopback.url + "/slow", private=True)))
        await soon(lambda: loopback.requests)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
    assert asyncio.all_tasks() == {asyncio.current_task()}


def _path_first(program: str) -> str:
    return f"import sys; sys.path[:] = {[p for p in sys.path if p]!r}\n" + program


async def test_a_redirect_keeps_bytes_that_are_no_utf_8(loopback, reply):
    loopback.on("/a", reply(301, {"Location": "/caf\xe9"}))
    loopback.on("/caf%E9", reply(body=b"end"))
    async with HttpClient() as client:
        assert (await client.get(HttpRequest(loopback.url + "/a", private=True))).body == b"end"


async def test_an_answer_that_a_proxy_changed_is_a_200(loopback, reply):
    loopback.on("/a", reply(203, body=b"words"))
    async with HttpClient() as client:
        answer = await client.get(HttpRequest(loopback.url + "/a", private=True))
    assert (answer.status, answer.body) == (200, b"words")


LONG = "The reel turns and turns again. " * 130_000


@pytest.mark.parametrize("packed", [False, True], ids=["plain", "gzip"])
@pytest.mark.parametrize(
    "feed",
    [
        f"<rss><item><title>1</title></item><item><a>{LONG}</a></item><item><title>3</title></item></rss>",
        (
            f"<feed><entry><title>1</title><content type='xhtml'><div>{'<p>The reel turns.</p>' * 200_000}</div>"
            "</content></entry><entry><title>3</title></entry></feed>"
        ),
        f"<rss><item><title>1</title><a><![CDATA[<p>{LONG}<p>{LONG}]]></a></item><item><title>3</title></item></rss>",
        f'{{"items": [{{"title": "1"}}, {{"text": "<a href=\\"x\\">{LONG}"}}, {{"title": "3"}}]}}',
    ],
    ids=["escaped", "elements", "section", "json"],
)
async def test_h41_one_long_text_is_cut_and_the_rest_of_its_feed_is_read(loopback, reply, feed, packed):
    body = feed.encode()
    answer = reply(200, {"Content-Encoding": "gzip"}, gzip.compress(body, 1)) if packed else reply(body=body)
    loopback.on("/feed", answer)
    async with HttpClient() as client:
        request = HttpRequest(loopback.url + "/feed", cap=3 << 20, private=True)
        got = (await client.get(msgspec.structs.replace(request, shorten=True))).body
        with pytest.raises(TooLarge):
            await client.get(request)
    assert len(got) < 2 * LONGEST
    assert got.endswith(body[-18:])
    assert got.startswith(body[:2_000])


async def test_h41_a_feed_of_many_texts_is_still_too_large(loopback, reply):
    loopback.on("/feed", reply(body=b"<rss>" + b"<a>words</a>" * (1 << 18) + b"</rss>"))
    loopback.on("/endless", reply(pieces=lambda: iter([b"<rss><a>", *[b"x" * (1 << 20)] * 60])))
    async with HttpClient() as client:
        for path in ("/feed", "/endless"):
            with pytest.raises(TooLarge):
                await client.get(HttpRequest(loopback.url + path, cap=2 << 20, shorten=True, private=True))
