"""Who gets in at `pullquote serve`: only a request with the token, to a name of ours, from our own page."""

from __future__ import annotations

import http.client
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from ...waiting import WAIT

pytest.importorskip("textual_serve", reason="the extra `serve` is not installed")
SOCKET = {
    "Connection": "Upgrade",
    "Upgrade": "websocket",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
}


def started(*arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "pullquote.tui", "serve", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.fixture
def address(hermetic: Path) -> Iterator[str]:
    server = started("--port", "0")
    try:
        assert server.stdout is not None
        yield server.stdout.readline().strip()
    finally:
        server.send_signal(signal.SIGINT)
        _, said = server.communicate(timeout=WAIT)
    assert server.returncode == 0
    assert [line for line in said.splitlines()[1:] if not line.startswith("Closing ")] == []


def ask(address: str, path: str = "", **headers: str) -> tuple[int, str, http.client.HTTPMessage]:
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=WAIT)
    connection.request("GET", path or parts.path, headers={k.replace("_", "-"): v for k, v in headers.items()})
    answer = connection.getresponse()
    body = "" if answer.status == 101 else answer.read().decode()
    connection.close()
    return answer.status, body, answer.headers


def opened(address: str) -> socket.socket:
    """Return the socket of a window of its own."""
    parts = urlsplit(address)
    window = socket.create_connection((parts.hostname or "", parts.port), timeout=WAIT)
    lines = [f"GET {parts.path}ws HTTP/1.1", f"Host: {parts.netloc}", f"Origin: http://{parts.netloc}"]
    lines += [f"{name}: {value}" for name, value in SOCKET.items()]
    window.sendall("\r\n".join([*lines, "", ""]).encode())
    head = b""
    while not head.endswith(b"\r\n\r\n"):
        head += window.recv(1)
    assert head.startswith(b"HTTP/1.1 101")
    return window


def test_the_address_is_on_loopback_and_lets_in(address: str) -> None:
    assert urlsplit(address).hostname == "127.0.0.1"
    status, body, headers = ask(address)
    assert status == 200
    assert address in body
    assert headers["Referrer-Policy"] == "no-referrer"
    assert "default-src 'self'" in headers["Content-Security-Policy"]
    assert ask(address, f"{urlsplit(address).path}static/js/textual.js")[0] == 200
    assert ask(address, f"{urlsplit(address).path}nowhere")[:2] == (404, "Not Found.\n")


@pytest.mark.parametrize("path", ["/", "/ws", "/static/js/textual.js", "/x/ws", "/%00/", "//", "/{short}/", "/{long}/"])
@pytest.mark.parametrize("socket", [False, True], ids=["page", "socket"])
def test_without_the_token_nothing_is_answered_but_a_sentence(address: str, path: str, socket: bool) -> None:
    token = urlsplit(address).path.strip("/")
    path = path.format(short=token[:-1], long=token + "x")
    origin = {"Origin": address.partition("/" + token)[0]}
    status, body, _ = ask(address, path, **({**SOCKET, **origin} if socket else {}))
    assert status == 403
    assert body == "This address does not let you in: open the one that `pullquote serve` printed.\n"
    assert token not in body


def test_a_name_that_somebody_else_leads_here_is_refused(address: str) -> None:
    assert ask(address, Host="rebound.example")[0] == 403
    assert ask(address, Host=f"localhost:{urlsplit(address).port}")[0] == 200


def test_a_socket_is_opened_by_our_own_page_only(address: str) -> None:
    path, here = f"{urlsplit(address).path}ws", address.removesuffix(urlsplit(address).path)
    assert ask(address, path, **SOCKET)[0] == 403
    assert ask(address, path, **SOCKET, Origin="https://evil.example")[0] == 403
    assert ask(address, path, **SOCKET, Origin="null")[0] == 403
    assert ask(address, path, **SOCKET, Origin="http://[no-address")[0] == 403
    assert ask(address, path, **SOCKET, Origin=here)[0] == 101


def test_a_port_that_is_taken_is_said(address: str) -> None:
    second = started("--port", str(urlsplit(address).port))
    _, said = second.communicate(timeout=WAIT)
    assert second.returncode == 1
    assert said.count("\n") == 1
    assert "--port" in said


def test_another_host_is_warned_of(hermetic: Path) -> None:
    server = started("--port", "0", "--host", "0.0.0.0")
    try:
        assert server.stdout is not None
        here = server.stdout.readline().strip()
        assert here.startswith("http://127.0.0.1:"), "an address that can be opened"
        assert ask(here)[0] == 200
    finally:
        server.terminate()
        _, said = server.communicate(timeout=WAIT)
    assert "Warning: 0.0.0.0 can be reached from other machines" in said


@pytest.mark.parametrize("host", ["nowhere.invalid", "192.0.2.1"])
def test_a_host_that_is_not_this_machine_is_said(hermetic: Path, host: str) -> None:
    server = started("--host", host)
    _, said = server.communicate(timeout=WAIT)
    assert server.returncode == 1
    assert "--host" in said.splitlines()[-1]
    assert "--port" not in said


def test_what_is_no_http_is_refused_without_a_word(address: str) -> None:
    with socket.create_connection((urlsplit(address).hostname, urlsplit(address).port), timeout=WAIT) as plain:
        plain.sendall(b"\x16\x03\x01 no HTTP at all\r\n\r\n")
        assert plain.recv(100).startswith(b"HTTP/1.")


def test_a_window_is_closed_before_the_server_ends(hermetic: Path) -> None:
    server = started("--port", "0")
    try:
        assert server.stdout is not None
        address = server.stdout.readline().strip()
        with opened(address) as window:
            assert window.recv(1), "the app has begun"
            server.send_signal(signal.SIGINT)
            last = b""
            while data := window.recv(65536):
                last = (last + data)[-200:]
        assert b"\x88" in last, "the window is told that it is closed (RFC 6455 section 5.5.1)"
    except BaseException:
        server.kill()  # a second signal to a server that is ending would end it otherwise than the first
        raise
    finally:
        _, said = server.communicate(timeout=WAIT)
    assert server.returncode == 0
    assert said.splitlines()[1:] == ["Closing 1 window in the browser …"]


def test_each_start_has_another_token(address: str) -> None:
    second = started("--port", "0")
    try:
        assert second.stdout is not None
        other = second.stdout.readline().strip()
    finally:
        second.terminate()
        second.communicate(timeout=WAIT)
    assert urlsplit(other).path != urlsplit(address).path
    assert len(urlsplit(other).path) > 30
