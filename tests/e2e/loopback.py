"""A web server on this machine, as long as a test needs it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread


class Site(BaseHTTPRequestHandler):
    """Answers quietly; what a site has is for its tests to say."""

    def answer(self, code: int, kind: str, body: bytes) -> None:
        """Answer a request."""
        self.send_response(code)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Stay quiet."""


@contextmanager
def served(site: type[Site]) -> Iterator[str]:
    """Serve a site until the end of the block, which is given its origin."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), site)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def rss(origin: str, stories: Iterable[tuple[int, str, str]], month: str) -> str:
    """Return the feed of "Loopback Weekly": of each story the day, whose number names its page, title and summary."""
    items = "".join(
        f"<item><title>{title}</title><link>{origin}/{day}.html</link><guid>story-{day}</guid>"
        f"<pubDate>{day} {month} 09:30:00 GMT</pubDate><description>{summary}</description></item>"
        for day, title, summary in stories
    )
    return f"<rss version='2.0'><channel><title>Loopback Weekly</title><link>{origin}</link>{items}</channel></rss>"
