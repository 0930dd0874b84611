"""A first evening with the installed program, key by key, in a real terminal."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from pullquote.cache.core.settings import Settings
from pullquote.cache.library import Library

from .conftest import MODULE, Terminal
from .loopback import Site, rss, served

QUOTE = "Nobody told the sea that we had only nine days"
PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>
<meta property="og:title" content="{title}"><meta property="og:site_name" content="Loopback Weekly">
<meta property="article:published_time" content="2026-11-{day:02}T09:30:00Z"></head><body><main><article>
<h1>{title}</h1><p>The drama <em>Harbour Lights</em> returns next year, showrunner Priya Raman told Reel Weekly.</p>
{before}<blockquote class="pullquote"><p>“{quote}, and it kept its own hours.”</p><cite>Priya Raman</cite></blockquote>
{after}</article></main></body></html>"""
DAYS = (
    "<p>On day {} of the shoot a storm took the roof off set number {}. The crew kept the footage and wrote it in, "
    "and scene {} now opens with it. Raman said she would not have planned it so, nor would she undo it.</p>"
)
STORIES = {20: "Harbour Lights comes back with a storm", 19: "A lamp for the lighthouse", 12: "The winter shoot"}


def _page(day: int) -> str:
    days = [DAYS.format(number, number + 20, number + 40) for number in range(2, 20)]
    return PAGE.format(
        title=STORIES[day], day=day, before="".join(days[:9]), after="".join(days[9:]),
        quote=QUOTE if day == 20 else "It was cold",
    )  # fmt: skip


def _feed(origin: str) -> str:
    return rss(origin, ((day, title, f"In short: {title}.") for day, title in STORIES.items()), "Nov 2026")


@contextmanager
def _site() -> Iterator[str]:
    class Pages(Site):
        def do_GET(self) -> None:
            day = self.path.strip("/").removesuffix(".html")
            known = day.isdecimal() and int(day) in STORIES
            text = _feed(origin) if self.path == "/feed" else _page(int(day)) if known else ""
            kind = "application/rss+xml" if self.path == "/feed" else "text/html"
            self.answer(200 if text else 404, kind, text.encode())

    with served(Pages) as origin:
        yield origin


@pytest.fixture
def program(start: Callable[..., Terminal]) -> Callable[[], Terminal]:
    """Start the program as it was installed, where it was."""
    installed = Path(sys.executable).with_name("pullquote")
    command = (str(installed),) if installed.exists() else MODULE
    return lambda: start(command=command, columns=120, lines=40)


def _top(text: str) -> str:
    """Return the line of the article that stands at the top of its pane."""
    return text.split("\n")[1][36:92].strip()


@pytest.mark.slow
def test_a_first_evening(program: Callable[[], Terminal], hermetic: Path) -> None:
    with _site() as origin:
        # The first start: what to begin with.
        terminal = program()
        terminal.until(lambda text: "Welcome to Pullquote" in text and "Add a site" in text)

        # Add a feed; it is asked at once.
        terminal.press(b"jj\r")
        terminal.until(lambda text: "No feeds yet" in text and "site.example" in text)
        terminal.press(f"{origin}/feed\r".encode())
        terminal.until(lambda text: "Loopback Weekly" in text and "3 unread" in text)
        terminal.press(b"q")
        terminal.until(lambda text: "━ All articles" in text and "3 new: a shows them" in text)

        # The sample edition goes, the news stays, parted by day.
        terminal.press(b"X")
        terminal.until(
            lambda text: "3 of 3 unread" in text and len(re.findall(r"^ \S.*? ─{3,}", text, re.MULTILINE)) == 3
        )

        # Refresh: asked again, nothing is new, nothing is lost.
        terminal.press(b"R")
        text = terminal.until(lambda text: "Nothing new" in text or "No feed is due" in text)
        assert "3 of 3 unread" in text

    # From here on there is no network at all. Filter.
    terminal.press(b"F")
    terminal.until(lambda text: "is:unread person:ritter" in text)
    terminal.press(b"storm is:unread\r")
    terminal.until(lambda text: re.search(r"━ storm is:unread ━+ \d of \d unread", text) is not None)

    # Read.
    terminal.press(b"gg\r")
    terminal.until(lambda text: "━ Article" in text and "Priya Raman told Reel Weekly" in text)

    # The next pull quote comes into view.
    assert QUOTE[:20] not in terminal.text()
    terminal.press(b"]")
    text = terminal.until(lambda text: "Nobody told the sea" in text)
    assert "Priya Raman" in text

    # Follow a person.
    terminal.press(b"g3")
    terminal.until(lambda text: "━ In this article" in text)
    while not re.search(r"person · .*\d article", shown := terminal.text()):
        terminal.press(b"j")
        terminal.until(lambda text, shown=shown: text != shown)
    terminal.press(b"+")
    terminal.until(lambda text: "Following Priya Raman" in text and "Priya Raman ✓" in text)
    terminal.until(lambda text: "Look names up on the internet?" in text)
    terminal.press(b"\r")
    terminal.until(lambda text: "Look names up" not in text)

    # Undo.
    terminal.press(b"U")
    terminal.until(lambda text: "No longer followed" in text and "Priya Raman ✓" not in text)

    # Search the library.
    terminal.press(b"g1\x1b")
    terminal.until(lambda text: "━ All articles" in text)
    terminal.press(b"/")
    terminal.until(lambda text: 'words, "a phrase"' in text)
    terminal.press(b"comes back\r")
    text = terminal.until(lambda text: "━ Search: comes back" in text and "1 found" in text)
    before = _top(text)
    assert re.match(r"On day|took|number|and scene|not have", before)

    # Clear the search, quit, and start again at the same place.
    terminal.press(b"q")
    terminal.until(lambda text: "━ All articles" in text)
    terminal.press(b"q")
    assert terminal.ended() == 0
    assert terminal.restored()
    terminal = program()
    text = terminal.until(
        lambda text: "━ All articles" in text and "Nobody told the sea" in text and _top(text) == before
    )
    assert re.search(r"▌.*Harbour Lights comes back", text)
    assert "2 of 3 unread" in text
    terminal.press(b"q")
    assert terminal.ended() == 0
    with Library.open(hermetic / "library", settings=Settings()) as library:
        assert library.count("is:followed") == 0
        assert library.count("is:read") == 1
