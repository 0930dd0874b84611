"""Requests through a proxy that a person named: a real one, which forwards http and tunnels the rest (C8, H32)."""

from __future__ import annotations

import contextlib
import select
import socket
import threading
from base64 import b64encode
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from pullquote.cache.core.errors import FetchError, ForbiddenAddress, PullquoteError
from pullquote.cache.core.feed import Stage
from pullquote.cache.core.settings import Network, Refresh, Settings
from pullquote.cache.fetch.client import HttpClient, HttpRequest, client_factory
from pullquote.cache.ingest.context import RefreshTiming
from pullquote.cache.ingest.refresh.round import refresh

FEED = (
    b"<rss version='2.0'><channel><title>Harbour Weekly</title><item><guid isPermaLink='false'>1</guid>"
    b"<title>The lighthouse opens</title><description>Nora Vance returns.</description></item></channel></rss>"
)
AUTHORITY = Path(__file__).parents[2] / "data" / "tls" / "server.pem"


class Proxy:
    """Leads every name to one origin on loopback, and notes what was asked of it."""

    def __init__(self, origin: str, login: str | None = None) -> None:
        self.asked: list[str] = []
        self.headers: list[dict[str, str]] = []
        outer, target = self, urlsplit(origin)

        class Handler(BaseHTTPRequestHandler):
            def log_message(self, format: str, *args: object) -> None:  # noqa: A002
                pass

            def _admitted(self) -> bool:
                outer.asked.append(f"{self.command} {self.path}")
                outer.headers.append({name.lower(): value for name, value in self.headers.items()})
                wanted = login and f"Basic {b64encode(login.encode()).decode()}"
                if wanted and self.headers.get("Proxy-Authorization") != wanted:
                    self.send_error(407)
                    return False
                return True

            def do_GET(self) -> None:
                if self._admitted():
                    parts = urlsplit(self.path)
                    with socket.create_connection((target.hostname, target.port)) as link:
                        link.sendall(f"GET {parts.path} HTTP/1.0\r\nHost: {parts.netloc}\r\n\r\n".encode())
                        while data := link.recv(65_536):
                            self.wfile.write(data)

            def do_CONNECT(self) -> None:
                if not self._admitted():
                    return
                self.send_response_only(200)
                self.end_headers()
                with socket.create_connection((target.hostname, target.port)) as link, contextlib.suppress(OSError):
                    ends = {link: self.connection, self.connection: link}
                    while True:
                        for ready in select.select(list(ends), [], [], 10)[0]:
                            data = ready.recv(65_536)
                            if not data:
                                return
                            ends[ready].sendall(data)

        self._server = ThreadingHTTPServer(("127.0.0.4", 0), Handler)
        self._server.daemon_threads = True
        self.place = f"127.0.0.4:{self._server.server_address[1]}"
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@contextlib.contextmanager
def proxy(origin: str, login: str | None = None) -> Iterator[Proxy]:
    found = Proxy(origin, login)
    try:
        yield found
    finally:
        found.close()


async def no_names(host: str, port: int) -> list[str]:
    """Look up the proxy's own address and nothing else: names are the proxy's business."""
    assert host == "127.0.0.4"
    return [host]


async def test_a_feed_comes_through_the_proxy_of_the_settings(loopback, reply, library, clock):
    loopback.on("/feed", reply(body=FEED))
    library.add("http://outlet.example/feed", private=False)
    with proxy(loopback.url) as between:
        settings = Settings(
            refresh=Refresh(spacing=0, pages=False), network=Network(proxy=f"http://{between.place}", total_timeout=10)
        )
        pace = RefreshTiming(processes=1, resolve=no_names)
        events = [event async for event in refresh(library.database, settings, clock=clock, timing=pace)]
    assert [event.stage for event in events if event.stage is Stage.STORED]
    assert library.titles() == ["The lighthouse opens"]
    assert between.asked == ["GET http://outlet.example/feed"]
    assert loopback.requests[0]["Host"] == "outlet.example"


async def test_https_goes_through_a_tunnel_and_is_verified_behind_it(secure, reply):
    secure.on("/", reply(body=b"safe"))
    with proxy(secure.url) as between:
        network = Network(proxy=f"http://{between.place}", total_timeout=10)
        host, port = urlsplit(secure.url).hostname, urlsplit(secure.url).port
        async with client_factory(Settings(network=network))() as client:
            with pytest.raises(FetchError, match="could not prove who it is"):
                await client.get(HttpRequest(f"https://{host}:{port}/", private=True))
        network = Network(proxy=f"http://{between.place}", ca_file=str(AUTHORITY), total_timeout=10)
        async with client_factory(Settings(network=network))() as client:
            assert (await client.get(HttpRequest(f"https://{host}:{port}/", private=True))).body == b"safe"
    assert between.asked == [f"CONNECT {host}:{port}"] * 2
    assert "user-agent" not in between.headers[0]


async def test_a_name_and_password_of_the_proxy_go_to_the_proxy_alone(loopback, reply):
    loopback.on("/page", reply(body=b"page"))
    with proxy(loopback.url, login="ada:open sesame") as between:
        async with HttpClient(proxy=f"http://ada:open%20sesame@{between.place}") as client:
            assert (await client.get(HttpRequest("http://outlet.example/page"))).body == b"page"
        async with HttpClient(proxy=f"http://{between.place}") as client:
            assert (await client.get(HttpRequest("http://outlet.example/page"))).status == 407
            with pytest.raises(FetchError, match=r"^The proxy did not lead to outlet\.example: 407"):
                await client.get(HttpRequest("https://outlet.example/page"))
    assert loopback.requests[0]["Proxy-Authorization"] is None
    assert loopback.requests[0]["Authorization"] is None


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "0177.0.0.1", "127.1", "[::1]", "[::ffff:10.0.0.1]", "0.0.0.0",
     "169.254.169.254", "printer", "nas.local", "metadata.google.internal", "a.localhost."],
)  # fmt: skip
async def test_c08_a_proxy_is_no_way_into_a_private_network(loopback, reply, host):
    loopback.on("/away", reply(302, {"Location": f"http://{host}/inside"}))
    with proxy(loopback.url) as between:
        async with HttpClient(proxy=f"http://{between.place}") as client:
            with pytest.raises(ForbiddenAddress):
                await client.get(HttpRequest(f"http://{host}/"))
            assert between.asked == []
            with pytest.raises(ForbiddenAddress):
                await client.get(HttpRequest("http://outlet.example/away"))
    assert between.asked == ["GET http://outlet.example/away"]


@pytest.mark.parametrize("address", ["socks5://127.0.0.1:1", "not an address", "ftp://x", "http://"])
def test_what_is_no_http_proxy_is_a_sentence_without_what_stood_there(address):
    with pytest.raises(PullquoteError, match=r"network\.proxy in config\.toml") as caught:
        HttpClient(proxy=address)
    assert address not in str(caught.value) or address == "http://"
