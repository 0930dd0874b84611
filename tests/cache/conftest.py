"""A real HTTP server on loopback whose answers are scripted, a clock that is set by hand, and a library to fill."""

from __future__ import annotations

import contextlib
import gzip
import ssl
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import NamedTuple

import msgspec
import pytest

from pullquote.cache.core.feed import FeedState
from pullquote.cache.core.settings import Network, Refresh, Settings
from pullquote.cache.store import feeds as feed_store
from pullquote.cache.store.database import Database

from ..waiting import WAIT

TLS = Path(__file__).parents[1] / "data" / "tls"


@dataclass
class Reply:
    """One scripted answer. ``drip`` seconds pass before each byte; ``length`` overrides Content-Length."""

    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    delay: float = 0.0
    drip: float = 0.0
    length: int | None = None
    pieces: Callable[[], Iterator[bytes]] | None = None

    @classmethod
    def gzipped(cls, body: bytes, **headers: str) -> Reply:
        return cls(headers={"Content-Encoding": "gzip", **headers}, body=gzip.compress(body))


@dataclass
class Seen:
    """A request as it arrived: header names as they were written."""

    path: str
    headers: list[tuple[str, str]]
    at: float
    method: str = "GET"
    body: bytes = b""

    def __getitem__(self, name: str) -> str | None:
        return next((value for key, value in self.headers if key.lower() == name.lower()), None)


Answering = Reply | Callable[[Seen], Reply]


class Loopback:
    """Answers paths with what ``on`` scripted, one after the other, the last one for ever; 404 otherwise."""

    def __init__(self, address: str = "127.0.0.1", tls: ssl.SSLContext | None = None) -> None:
        self.requests: list[Seen] = []
        self._scripts: dict[str, list[Answering]] = {}
        self._stop = threading.Event()
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002
                pass

            def do_GET(self) -> None:
                size = int(self.headers.get("Content-Length") or 0)
                body = self.rfile.read(size) if size else b""
                seen = Seen(self.path, list(self.headers.items()), time.monotonic(), self.command, body)
                outer.requests.append(seen)
                reply = outer._next(self.path)
                reply = reply(seen) if callable(reply) else reply
                with contextlib.suppress(OSError):
                    outer._send(self, reply)

            do_POST = do_PUT = do_PATCH = do_DELETE = do_GET

        class Server(ThreadingHTTPServer):
            daemon_threads = True
            request_queue_size = 256

            def handle_error(self, request: object, client_address: object) -> None:
                pass

        self._server = Server((address, 0), Handler)
        self.port = int(self._server.server_address[1])
        if tls:
            self._server.socket = tls.wrap_socket(self._server.socket, server_side=True, do_handshake_on_connect=False)
        self.url = f"{'https' if tls else 'http'}://{address}:{self.port}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)
        self._thread.start()

    def on(self, path: str, *answers: Answering) -> str:
        """Script a path; return its address."""
        self._scripts[path] = list(answers)
        return self.url + path

    def paths(self) -> list[str]:
        return [seen.path for seen in self.requests]

    def close(self) -> None:
        self._stop.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def _next(self, path: str) -> Answering:
        answers = self._scripts.get(path) or [Reply(404, body=b"nothing here")]
        return answers.pop(0) if len(answers) > 1 else answers[0]

    def _send(self, handler: BaseHTTPRequestHandler, reply: Reply) -> None:
        if self._stop.wait(reply.delay):
            return
        handler.send_response_only(reply.status)
        for name, value in reply.headers.items():
            handler.send_header(name, value)
        if reply.pieces:
            handler.send_header("Connection", "close")
        elif reply.status not in (204, 304):
            handler.send_header("Content-Length", str(len(reply.body) if reply.length is None else reply.length))
        handler.end_headers()
        if reply.pieces:
            for piece in reply.pieces():
                handler.wfile.write(piece)
        elif reply.drip:
            for byte in reply.body:
                if self._stop.wait(reply.drip):
                    return
                handler.wfile.write(bytes([byte]))
                handler.wfile.flush()
        else:
            handler.wfile.write(reply.body)
        if reply.pieces or (reply.length is not None and reply.length > len(reply.body)):
            handler.close_connection = True


class Tree:
    """Watches the memory of a process and all its descendants, as the kernel keeps it (``VmHWM`` of proc(5))."""

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self._ended = threading.Event()
        self._peak = 0
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def end(self) -> int:
        """Stop; return the largest sum seen of the peaks of processes alive at one time, in KiB."""
        self._ended.set()
        self._thread.join()
        return self._peak

    def _watch(self) -> None:
        while not self._ended.wait(0.01):
            self._peak = max(self._peak, self._sum())

    def _sum(self) -> int:
        found, todo = 0, [self._pid]
        while todo:
            folder = Path(f"/proc/{todo.pop()}")
            with contextlib.suppress(OSError):
                lines = (folder / "status").read_text().splitlines()
                found += sum(int(line.split()[1]) for line in lines if line.startswith("VmHWM:"))
                for thread in (folder / "task").iterdir():
                    todo += map(int, (thread / "children").read_text().split())
        return found


class Finished(NamedTuple):
    """A run of the program that has ended: exit code, both outputs, seconds, peak of its tree in KiB."""

    code: int
    out: bytes
    err: str
    seconds: float
    memory: int


def program(*arguments: str) -> Finished:
    """Run the real program to its end, under the folders the environment names."""
    began = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, "-m", "pullquote.tui", *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    tree = Tree(process.pid)
    out, err = process.communicate(timeout=WAIT)
    return Finished(process.returncode, out, err.decode(), time.monotonic() - began, tree.end())


@pytest.fixture(name="program")
def the_program() -> Callable[..., Finished]:
    """Return what runs the real program."""
    return program


class Clock:
    """A clock that stands still until it is told otherwise."""

    def __init__(self) -> None:
        self.now = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def pass_(self, **time: float) -> datetime:
        self.now += timedelta(**time)
        return self.now


class SmallLibrary:
    """A library file with feeds that a person typed, so that loopback may be asked."""

    def __init__(self, path: Path, clock: Clock) -> None:
        self.database = Database.open(path)
        self.clock = clock

    def add(self, url: str, *, private: bool = True, **changes: object) -> int:
        with self.database.write() as connection:
            feed = feed_store.add(connection, feed_store.NewFeed(url), self.clock())
            state = feed_store.states(connection, feeds=[feed.id])[0]
            feed_store.save_state(connection, state, msgspec.structs.replace(state, private=private, **changes))
        return feed.id

    def state(self, feed: int) -> FeedState:
        return feed_store.states(self.database.read(), feeds=[feed])[0]

    def titles(self) -> list[str]:
        return [row[0] for row in self.database.read().execute("SELECT title FROM article ORDER BY id")]


@pytest.fixture
def reply() -> type[Reply]:
    return Reply


@pytest.fixture
def loopback() -> Iterator[Loopback]:
    server = Loopback()
    yield server
    server.close()


@pytest.fixture
def other_host() -> Iterator[Loopback]:
    server = Loopback("127.0.0.2")
    yield server
    server.close()


@pytest.fixture
def secure() -> Iterator[Loopback]:
    """The same with TLS, under a certificate of its own that nobody vouches for."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(TLS / "server.pem", TLS / "server.key")
    server = Loopback(tls=context)
    yield server
    server.close()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def library(tmp_path: Path, clock: Clock) -> Iterator[SmallLibrary]:
    found = SmallLibrary(tmp_path / "library.db", clock)
    yield found
    found.database.close()


@pytest.fixture
def quick() -> Settings:
    """Settings for loopback: no spacing, short limits, no pages."""
    return Settings(
        refresh=Refresh(spacing=0.0, pages=False),
        network=Network(connect_timeout=2.0, read_timeout=2.0, total_timeout=4.0),
    )
