"""A loopback origin of many feeds, for benchmarks: made-up items, entity tags, latency, feeds that hang.

    python tests/bench/origin.py --feeds 200 --items 30 --latency 0.05 --hang 20

prints its port, then serves until its stdin closes. ``GET /counts`` answers with what was asked of it.
"""

from __future__ import annotations

import argparse
import asyncio
import hashlib
import json
import random
import sys

WORDS = (
    "harbour lights season actor told reel weekly about the quiet storm film director said premiere critics audience "
    "studio returns with new episodes and a lighthouse nobody had seen before while the showrunner kept writing "
    "through winter until every line sounded like somebody who had waited too long to say it out loud"
).split()
FIRST = ("Imogen", "Priya", "Tomas", "Rosa", "Daniel", "Grace", "Joseph", "Lena", "Olivia", "Victor")
LAST = ("Vale", "Raman", "Okafor", "Castellanos", "Whitlock", "Mbeki", "Park", "Hartmann", "Grant", "Hale")


def story(random_: random.Random, words: int) -> str:
    """Return made-up HTML of about ``words`` words, with a title in italics and a quotation."""
    name = f"{random_.choice(FIRST)} {random_.choice(LAST)}"
    paragraphs = [f"<p><em>Harbour Lights</em> returns, said {name}.</p>"]
    while words > 0:
        text = " ".join(random_.choices(WORDS, k=60))
        paragraphs.append(f"<p>{text.capitalize()}. “{' '.join(random_.choices(WORDS, k=14))},” {name} said.</p>")
        words -= 80
    return "".join(paragraphs)


def feed(number: int, items: int, words: int) -> bytes:
    """Return feed ``number`` as RSS 2.0."""
    random_ = random.Random(number)
    out = [f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Feed {number}</title>']
    for item in range(items):
        title = " ".join(random_.choices(WORDS, k=8)).title()
        body = story(random_, words)
        out.append(
            f"<item><title>{title}</title><link>http://site{number}.example/{item}</link><guid>{number}-{item}</guid>"
            f"<pubDate>Fri, {1 + item % 28:02} Nov 2026 0{item % 10}:00:00 GMT</pubDate>"
            f"<description><![CDATA[{body}]]></description></item>"
        )
    return ("".join(out) + "</channel></rss>").encode()


class Origin:
    """Answers requests and counts them."""

    def __init__(self, feeds: int, items: int, words: int, latency: float, hang: int, drip: bool = False) -> None:
        self.bodies = [feed(number, items, words) for number in range(feeds)]
        self.tags = [f'"{hashlib.sha256(body).hexdigest()[:16]}"' for body in self.bodies]
        self.latency = latency
        self.hang = hang
        self.drip = drip
        self.counts = {"requests": 0, "conditional": 0, "not modified": 0}

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer the requests of one connection."""
        try:
            while (line := await reader.readline()) and line.strip():
                path = line.split()[1].decode()
                headers = {}
                while (header := await reader.readline()).strip():
                    name, _, value = header.decode("latin-1").partition(":")
                    headers[name.lower()] = value.strip()
                await self.one(path, headers, writer)
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass
        finally:
            writer.close()

    async def one(self, path: str, headers: dict[str, str], writer: asyncio.StreamWriter) -> None:
        """Answer one request."""
        if path == "/counts":
            body = json.dumps(self.counts).encode()
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body))
        elif path == "/robots.txt":
            writer.write(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")
        else:
            number = int(path.strip("/"))
            self.counts["requests"] += 1
            if number < self.hang:
                if self.drip:
                    writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\n\r\n")
                for byte in self.bodies[number]:
                    writer.write(bytes([byte]) if self.drip else b"")
                    await writer.drain()
                    await asyncio.sleep(1)
            await asyncio.sleep(self.latency)
            asked = headers.get("if-none-match")
            self.counts["conditional"] += bool(asked)
            tag = self.tags[number]
            if asked == tag:
                self.counts["not modified"] += 1
                writer.write(f"HTTP/1.1 304 Not Modified\r\nETag: {tag}\r\n\r\n".encode())
            else:
                head = (
                    f"HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\nETag: {tag}\r\n"
                    f"Content-Length: {len(self.bodies[number])}\r\n\r\n"
                )
                writer.write(head.encode() + self.bodies[number])
        await writer.drain()


async def serve(origin: Origin) -> None:
    """Serve on a free port of the loopback address until stdin closes."""
    server = await asyncio.start_server(origin.answer, "127.0.0.1", 0, backlog=1024)
    print(server.sockets[0].getsockname()[1], flush=True)
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)
    server.close()


def main() -> None:
    """Read the arguments and serve."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--feeds", type=int, default=200)
    parser.add_argument("--items", type=int, default=30)
    parser.add_argument("--words", type=int, default=160, help="words an item")
    parser.add_argument("--latency", type=float, default=0.05, help="seconds before every answer")
    parser.add_argument("--hang", type=int, default=0, help="this many feeds never answer")
    parser.add_argument("--drip", action="store_true", help="these send a byte a second instead of nothing")
    given = parser.parse_args()
    asyncio.run(serve(Origin(given.feeds, given.items, given.words, given.latency, given.hang, given.drip)))


if __name__ == "__main__":
    main()
