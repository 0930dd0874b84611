"""A whole evening with the installed program in a shell, at three widths: what it shows on every return is compared.

Set ``PULLQUOTE_EVENING`` to a folder to keep every screen of the walk there.
"""

from __future__ import annotations

import os
import re
import shlex
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from .conftest import Terminal
from .loopback import Site, rss, served

PROMPT = "evening$"
PEOPLE = ("Priya Raman", "Anna Brook", "Tom Vance")
PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>
<meta property="og:title" content="{title}"><meta property="og:site_name" content="Loopback Weekly">
<meta property="article:published_time" content="2026-10-{day:02}T09:30:00Z"></head><body><main><article>
<h1>{title}</h1><p>The drama <em>Harbour Lights</em> returns next year, showrunner {person} told Reel Weekly.</p>
{before}<blockquote class="pullquote"><p>“On day {day} the sea kept its own hours, and we kept ours.”</p>
<cite>{person}</cite></blockquote>{after}</article></main></body></html>"""
PARAGRAPH = (
    "<p>On day {} of the shoot a storm took the roof off set number {}. The crew kept the footage and wrote it in, "
    "and scene {} now opens with it. {person} said she would not have planned it so, nor would she undo it.</p>"
)
DAYS = range(20, 8, -1)
BROKEN = {"/gone": (404, "text/html"), "/ill": (500, "text/html"), "/odd": (200, "text/html")}


def _title(day: int) -> str:
    return f"Harbour Lights, day {day} of the winter shoot"


def _page(day: int) -> str:
    person = PEOPLE[day % len(PEOPLE)]
    told = [PARAGRAPH.format(number, number + 20, number + 40, person=person) for number in range(2, 14)]
    return PAGE.format(
        title=_title(day), day=day, person=person, before="".join(told[:6]), after="".join(told[6:])
    )  # fmt: skip


def _feed(origin: str) -> str:
    return rss(origin, ((day, _title(day), f"In short: day {day}.") for day in DAYS), "Oct 2026")


@contextmanager
def _site() -> Iterator[str]:
    """Serve a feed, its pages and three feeds that fail."""

    class Pages(Site):
        def do_GET(self) -> None:
            day = self.path.strip("/").removesuffix(".html")
            code, kind, text = 404, "text/html", ""
            if self.path == "/feed":
                code, kind, text = 200, "application/rss+xml", _feed(origin)
            elif day.isdecimal() and int(day) in DAYS:
                code, text = 200, _page(int(day))
            elif self.path in BROKEN:
                code, kind = BROKEN[self.path]
            self.answer(code, kind, text.encode())

    with served(Pages) as origin:
        yield origin


class Walk:
    """A shell in a terminal, with every screen of the way kept."""

    def __init__(self, terminal: Terminal, folder: Path) -> None:
        self.terminal = terminal
        self._file = folder / f"evening-{terminal.screen.columns}.txt"
        self._file.parent.mkdir(parents=True, exist_ok=True)
        self._file.write_text("", encoding="utf-8")

    def go(self, name: str, keys: str | bytes, *wanted: str | Callable[[str], bool]) -> str:
        """Press ``keys`` and return the screen once it shows all that is ``wanted`` and stands still."""

        def arrived(text: str) -> bool:
            words = " ".join(text.split())  # on a narrow screen a sentence is broken anywhere
            return all(want(text) if callable(want) else want in text or want in words for want in wanted)

        self.terminal.press(keys.encode() if isinstance(keys, str) else keys)
        try:
            text = self.terminal.until(arrived)
        except AssertionError as error:
            raise AssertionError(f"{name}: {error}") from error
        with self._file.open("a", encoding="utf-8") as file:
            file.write(f"=== {name} ({keys!r})\n{text}\n")
        return text

    def back(self, name: str, keys: str | bytes, before: str) -> None:
        """Press ``keys`` and see the screen ``before`` again, the line of the status left out."""
        wanted = _place(before)
        self.go(name, keys, lambda text: _place(text) == wanted)


def _place(screen: str) -> list[str]:
    """Return what a screen shows: the page, the headlines, the text and the row or line of each.

    Left out are the two lines of news and keys, what is unread, and which quotation would be copied.
    """
    text = re.sub(r"\d+ of \d+ unread|[●▐━─]", " ", "\n".join(screen.split("\n")[:-2]))
    return [" ".join(line.split()) for line in text.split("\n")]


def _selected(words: str) -> Callable[[str], bool]:
    """Return whether the row under the cursor has these words."""
    return lambda text: any(line.startswith("▌") and words in line for line in text.split("\n"))


def _shell(folder: Path) -> list[str]:
    """Return an interactive shell in which ``pullquote`` is this program."""
    program = shlex.join([sys.executable, "-m", "pullquote.tui"])
    startup = folder / "shellrc"
    lines = (
        "bind 'set enable-bracketed-paste off'",
        f"PS1='{PROMPT} '",
        f"alias pullquote={shlex.quote(program)}",
        f"cd {shlex.quote(str(folder))}",
    )
    startup.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return ["bash", "--noprofile", "--rcfile", str(startup), "-i"]


def _refresh_has_ended(text: str) -> bool:
    """Return whether every page is there, and nothing is said of what a refresh is about."""
    return not any(words in text for words in ("in part", "Finishing", "pages", "R stops"))


@pytest.mark.slow
@pytest.mark.parametrize(("columns", "lines"), [(40, 24), (80, 24), (120, 40)])
def test_an_evening(start: Callable[..., Terminal], hermetic: Path, columns: int, lines: int, tmp_path: Path) -> None:
    with _site() as origin:
        feeds = "".join(f'<outline text="{path}" xmlUrl="{origin}{path}"/>' for path in BROKEN)
        (hermetic / "feeds.opml").write_text(f"<opml version='2.0'><body>{feeds}</body></opml>", encoding="utf-8")
        terminal = start(command=_shell(hermetic), columns=columns, lines=lines)
        walk = Walk(terminal, Path(os.environ.get("PULLQUOTE_EVENING", tmp_path)))
        walk.go("a shell", "", PROMPT)

        # The first start: a feed by its address; it is asked at once.
        walk.go("start", "pullquote\r", "Welcome to Pullquote", "Add a site")
        walk.go("add a site", "jj\r", "No feeds yet")
        walk.go("its feed", f"{origin}/feed\r", "Loopback Weekly", "12 unread")
        walk.go("out of feeds", "q", "new: a shows them")
        walk.go("no samples", "X", "of 12 unread", _refresh_has_ended)

        # Three feeds of a list that fail: they are asked at once, the app says so, and nothing is lost.
        walk.go("the feeds", "g5", "━ Feeds")
        walk.go("a list of feeds", "I", "OPML")
        walk.go("its path", "feeds.opml\r", "private network")
        walk.go("all of them mine", "jjj\r", "/gone", "/ill", "/odd")
        walk.go("out of feeds again", "q", "of 12 unread")
        walk.go("they have been asked", "", "3 feeds failed: g 5 says why")

    # From here on there is no network. An article is read, and its place is kept on every way out and back.
    walk.go("the third headline", "jj", _selected("day 18"))
    walk.go("read", "\r", "Harbour Lights returns next year")
    walk.go("a page on", " ", lambda text: "LOOPBACK WEEKLY" not in text)
    reading = walk.go("the next quote", "]", "On day 18 the sea kept")

    walk.go("help", "?", "q or Esc closes")
    walk.back("help closed", "\x1b", reading)
    walk.go("every quote", "g4", "━ Quotes")
    walk.go("the sixth quote in its article", "5j\r", "On day 15 the sea kept", "of the shoot")
    quotes = walk.go("back to the quotes", "q", "━ Quotes", "On day 15")
    walk.go("the same quote", "\r", "On day 15 the sea kept", "of the shoot")
    walk.back("back to the quotes again", "q", quotes)
    walk.back("back to the article", "q", reading)
    walk.go("the feeds", "g5", "━ Feeds", "/gone")
    walk.back("back from the feeds", "q", reading)

    # Stopped and continued.
    walk.go("stopped", b"\x1a", "Stopped", PROMPT)
    walk.back("continued", "fg\r", reading)

    # Another size, and the same again.
    terminal.resize(columns - 10, lines - 4)
    walk.go("smaller", "", "━ Harbour Lights", lambda text: "q Back" in text.split("\n")[-1])
    terminal.resize(columns, lines)
    walk.back("as before", "", reading)

    # The people of the article: a page of one, an article from there, and back.
    walk.go("the people", "g3", "━ In this article")
    people = walk.go("a person", "j", "person · 4 articles")
    walk.go("a question", "P", "Look names up", "nothing else")
    walk.go("a page of one", "n\r", "━ Priya Raman", "No service is asked")
    walk.back("back to the people", "q", people)
    walk.go("back to the text", "q", "━ Harbour Lights", "On day 18 the sea kept")

    # A filter, an article of it, and back to all.
    walk.go("the headlines", "g1", _selected("day 18"))
    walk.go("a filter", "F", "is:unread person:ritter")
    walk.go("its answer", "person:raman\r", "━ person:raman", _selected("day 18"))
    walk.go("another article of it", "j\r", "━ Harbour Lights")
    walk.go("back to the filter", "q", "━ person:raman", _selected("day 15"))
    walk.go("back to all", "q", "━ All articles", _selected("day 15"))

    # Tagged, removed, and both taken back.
    walk.go("tags", "T", "Tags")
    walk.go("tagged", "winter\r", "winter")
    walk.go("removed", "D", "U brings it back", lambda text: not _selected("day 15")(text))
    walk.go("brought back", "U", _selected("day 15"))
    walk.go("no tag", "U", lambda text: "winter" not in text.split("\n")[-2])

    # Left and started again, from the middle of an article.
    walk.go("the article again", "\r", "━ Harbour Lights", "On day 15")
    walk.go("the beginning", "gg", "LOOPBACK WEEKLY", "returns next year")
    reading = walk.go("on in the article", " ", lambda text: "LOOPBACK WEEKLY" not in text)
    walk.go("left", "Q", PROMPT)
    walk.back("started again", "pullquote\r", reading)
    walk.go("left for good", "Q", PROMPT)
    terminal.press(b"exit\r")
    assert terminal.ended() == 0
    assert terminal.restored()
