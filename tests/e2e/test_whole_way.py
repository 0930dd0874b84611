"""The whole way, by the real program: a feed is added, fetched, the server stops, and everything reads offline."""

import functools
import gzip
import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from .. import program
from .loopback import Site, served

SHARED = Path(__file__).parents[3] / "shared" / "corpus"

STORY = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>
<meta property="og:title" content="{title}"><meta property="og:site_name" content="Loopback Weekly">
<meta property="article:published_time" content="2026-11-20T09:30:00Z"></head><body><nav>Home</nav><main><article>
<h1>{title}</h1><p>The drama <em>Harbour Lights</em> returns next year, showrunner Priya Raman told Reel Weekly.</p>
<p>“I kept coming back to the quiet, because the first year was a storm and somebody has to walk out in the morning,”
Raman said. The second season has eight episodes and a new lighthouse, and it was filmed over one long winter.</p>
<p>Filming ended in September after a storm took the roof off the set. The crew kept the footage and wrote it in.</p>
</article></main></body></html>"""


class Pages(Site):
    """Serves what ``pages`` holds and nothing else."""

    pages: dict[str, tuple[str, bytes]]

    def do_GET(self) -> None:
        kind, body = self.pages.get(self.path, ("text/plain", b""))
        self.answer(200 if body else 404, kind, body)


@contextmanager
def serving(make: Callable[[str], dict[str, tuple[str, bytes]]]) -> Iterator[str]:
    """Serve the pages ``make`` gives for an origin, until the end of the block."""
    pages: dict[str, tuple[str, bytes]] = {}
    with served(type("Handler", (Pages,), {"pages": pages})) as origin:
        pages.update(make(origin))
        yield origin


def run(*arguments: str, code: int = 0) -> str:
    """Run the program; its exit code must be ``code``."""
    return program.run(*arguments, code=code).stdout


def made_up(origin: str) -> dict[str, tuple[str, bytes]]:
    """A site of three stories; the feed gives only a teaser of each."""
    titles = [f"Harbour Lights Story Number {number}" for number in range(1, 4)]
    items = "".join(
        f"<item><title>{title}</title><link>{origin}/{n}.html</link><guid>{n}</guid>"
        f"<description>Teaser {n}.</description><pubDate>Fri, 20 Nov 2026 0{n}:30:00 GMT</pubDate></item>"
        for n, title in enumerate(titles, 1)
    )
    feed = f'<rss version="2.0"><channel><title>Loopback</title><link>{origin}/</link>{items}</channel></rss>'
    pages = {f"/{n}.html": ("text/html", STORY.format(title=title).encode()) for n, title in enumerate(titles, 1)}
    return {"/feed.xml": ("application/rss+xml", feed.encode()), **pages}


def real(origin: str, count: int) -> dict[str, tuple[str, bytes]]:
    """A real feed whose first links lead to real pages."""
    feed = (SHARED / "feeds" / "codehollow" / "Rss20TheMirror.xml").read_text(encoding="utf-8-sig")
    entertainment = [
        record
        for record in map(json.loads, (SHARED / "pages" / "truth.jsonl").read_text(encoding="utf-8").splitlines())
        if "entertainment" in record["sets"] and record.get("body")
    ]
    pages = {
        f"/page/{n}.html": ("text/html", gzip.decompress((SHARED / "pages" / record["html"]).read_bytes()))
        for n, record in enumerate(entertainment[:count])
    }
    numbers = iter(range(count))

    def lead(match: re.Match[str]) -> str:
        number = next(numbers, None)
        return match[0] if number is None else f"<link>{origin}/page/{number}.html</link>"

    head, *items = feed.split("<item>")
    items = [re.sub(r"<link>[^<]*</link>", lead, item, count=1) for item in items[:count]]
    body = head + "".join("<item>" + item for item in items)
    if "</rss>" not in body:
        body += "</channel></rss>"
    return {"/feed.xml": ("application/rss+xml", body.encode()), **pages}


def read_everything_offline(expected: int) -> list[dict[str, object]]:
    """Read each article through ``show``, as JSON and as text, with no connection allowed."""
    numbers = run("--offline", "list", "--fields", "id").split()
    assert len(numbers) == expected
    articles = []
    for number in numbers:
        articles.append(json.loads(run("--offline", "show", number, "--json")))
        text = run("--offline", "show", number)
        assert "\x1b" not in text
        assert len(text.split()) > 50, text
    return articles


@pytest.fixture(autouse=True)
def no_waiting(hermetic: Path) -> None:
    """Let the requests to our own loopback site follow each other at once."""
    config = hermetic / "config" / "config.toml"
    config.parent.mkdir(parents=True)
    config.write_text("[refresh]\nspacing = 0\nper_host = 4\n", encoding="utf-8")


@pytest.mark.slow
def test_a_made_up_site_is_kept_whole_and_read_offline() -> None:
    with serving(made_up) as origin:
        run("feeds", "add", f"{origin}/feed.xml")
        run("refresh")
    articles = read_everything_offline(3)
    assert all("Raman said" in str(article["text"]) for article in articles)
    assert {quote["speaker"] for article in articles for quote in article["quotes"]} == {"Priya Raman"}  # type: ignore[attr-defined]
    assert "Harbour Lights" in run("--offline", "shows", "--fields", "name").splitlines()


def test_the_feeds_own_text_is_kept_when_the_page_fails() -> None:
    def without_pages(origin: str) -> dict[str, tuple[str, bytes]]:
        return {"/feed.xml": made_up(origin)["/feed.xml"]}

    with serving(without_pages) as origin:
        run("feeds", "add", f"{origin}/feed.xml")
        run("refresh", code=3)
    assert "Teaser 1." in run("--offline", "show", "Harbour Lights Story Number 1")


@pytest.mark.slow
def test_a_refresh_with_the_server_gone_keeps_everything() -> None:
    with serving(made_up) as origin:
        run("feeds", "add", f"{origin}/feed.xml")
        run("refresh")
    run("refresh", "--force", code=3)
    read_everything_offline(3)


@pytest.mark.slow
@pytest.mark.skipif(not SHARED.is_dir(), reason="the corpus is not beside the checkout")
def test_a_real_feed_and_real_pages_are_read_offline() -> None:
    with serving(functools.partial(real, count=12)) as origin:
        run("feeds", "add", f"{origin}/feed.xml")
        run("refresh")
    articles = read_everything_offline(12)
    assert sum(bool(article["entities"]) for article in articles) >= 10
