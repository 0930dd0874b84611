"""The programs that are measured: how each is found, filled with the same articles, and driven.

What Debian has is found in the path (``apt-get install newsboat newsraft sfeed``); what PyPI has is in an environment
of its own beside the libraries, which ``install`` makes.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from html import escape
from pathlib import Path
from typing import NamedTuple

from pullquote.cache.core.article import body_text
from pullquote.cache.library import Library

from .figures import OURS

PULLQUOTE = [sys.executable, "-m", "pullquote.tui"]
PYPI = {
    "reader": ["reader"],
    # lazyfeed does not start with the newest of what it asks for.
    "lazyfeed": ["lazyfeed", "textual<2", "pydantic-settings<2.8", "selectolax<0.4"],
}
NEWSBOAT = """
reload-threads 32
auto-reload no
refresh-on-startup no
bind-key j down
bind-key k up
"""
BARE = """
from textual.app import App
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip, Segment
class Rows(ScrollView, can_focus=True):
    BINDINGS = [("j", "down")]
    cursor = 0
    def on_mount(self):
        self.virtual_size = Size(80, 100000)
    def render_line(self, y):
        row = y + round(self.scroll_y)
        return Strip([Segment(f"{'>' if row == self.cursor else ' '} Headline {row} of a bare list")])
    def action_down(self):
        self.cursor += 1
        if self.cursor >= self.scroll_y + self.size.height:
            self.scroll_to(y=self.cursor - self.size.height + 1, animate=False, immediate=True)
        else:
            self.refresh()
class Bare(App):
    ENABLE_COMMAND_PALETTE = False
    def compose(self):
        yield Rows()
Bare().run()
"""


class Item(NamedTuple):
    """An article as every reader keeps it."""

    number: int
    title: str
    url: str
    author: str
    published: int
    html: str


@dataclass(frozen=True)
class Program:
    """A reader in a terminal.

    ``fill`` puts articles into a folder of the program's own, ``None`` where it uses Pullquote's library or none.
    ``begin`` is what stands on the screen before the list does, and ``enter`` the keys that lead from there to the list
    of all articles. ``moved`` is what a first ``j`` brings to the screen, "" where any change is its doing. ``opens``
    opens an article, "" where that is left to another program; ``search`` is the key, what the prompt says and what
    stands above the results.
    """

    name: str
    version: Callable[[], str | None]
    fill: Callable[[Path, Iterator[Item]], None] | None
    command: Callable[[Path], list[str]]
    environment: Callable[[Path], Mapping[str, str]] = field(default=lambda _: {})
    begin: str = ""
    moved: str = ""
    enter: bytes = b""
    opens: bytes = b""
    back: bytes = b"q"
    leaves: bytes = b"q"
    search: tuple[bytes, str, str] | None = None


def items(library: Path) -> Iterator[Item]:
    """Yield the articles of a library that ``seed.py`` filled, the newest first."""
    with Library.open(library, read_only=True) as opened:
        for number in opened.ids():
            article = opened.article(number)
            html = "".join(f"<p>{escape(text)}</p>" for text in body_text(article.blocks).split("\n") if text.strip())
            published = int((article.published or datetime.now(UTC)).timestamp())
            yield Item(number, article.title, article.url or "", ", ".join(article.byline), published, html)


def fill_newsboat(home: Path, articles: Iterator[Item]) -> None:
    """Fill newsboat's cache, whose tables it makes itself."""
    feeds = [f"http://127.0.0.1:1/{n}" for n in range(200)]
    (home / "urls").write_text("\n".join(['"query:All articles:age >= 0"', *feeds, ""]))
    (home / "config").write_text(NEWSBOAT)
    subprocess.run([*newsboat(home), "-x", "print-unread"], check=True, capture_output=True)
    with contextlib.closing(sqlite3.connect(home / "cache.db")) as conn, conn:
        has = {row[1] for row in conn.execute("PRAGMA table_info(rss_item)")}
        more = {"enclosure_url": "", "enclosure_type": "", "flags": "", "base": "", "content_mime_type": "text/html",
                "enclosure_description": "", "enclosure_description_mime_type": ""}  # fmt: skip
        names = ["guid", "title", "author", "url", "feedurl", "pubDate", "content", "unread", *(set(more) & has)]
        conn.executemany(
            "INSERT OR REPLACE INTO rss_feed (rssurl, url, title) VALUES (?1, ?1, ?2)",
            [(feed, f"Feed {n}") for n, feed in enumerate(feeds)],
        )
        conn.executemany(
            f"INSERT INTO rss_item ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})",
            (
                (str(one.number), one.title, one.author, one.url, feeds[one.number % 200], one.published, one.html,
                 int(one.number % 3 == 0), *(more[name] for name in names[8:]))
                for one in articles
            ),
        )  # fmt: skip


def newsboat(home: Path) -> list[str]:
    """Return newsboat's command for a folder."""
    return ["newsboat", "-u", str(home / "urls"), "-c", str(home / "cache.db"), "-C", str(home / "config")]


def fill_sfeed(home: Path, articles: Iterator[Item]) -> None:
    """Fill one file of sfeed, which has no list of all feeds."""
    (home / "feeds").mkdir(exist_ok=True)
    with (home / "feeds" / "All articles").open("w", encoding="utf-8") as file:
        for one in articles:
            text = one.html.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n")
            file.write(f"{one.published}\t{one.title}\t{one.url}\t{text}\thtml\t{one.number}\t{one.author}\t\t\n")


def fill_lazyfeed(home: Path, articles: Iterator[Item]) -> None:
    """Fill lazyfeed's database, whose tables it makes itself at its first start."""
    folder = home / "lazyfeed"
    folder.mkdir(exist_ok=True)
    (folder / "config.toml").write_text('sort_order = "descending"\n')
    code = (
        "import sys; from sqlalchemy import create_engine; from lazyfeed.db import init_db; "
        "init_db(create_engine('sqlite:///' + sys.argv[1]))"
    )
    python = pypi(home.parent) / "lazyfeed" / "bin" / "python"
    environment = {**os.environ, "XDG_CONFIG_HOME": str(home)}
    subprocess.run([python, "-c", code, str(folder / "lazyfeed.db")], check=True, env=environment)
    with contextlib.closing(sqlite3.connect(folder / "lazyfeed.db")) as conn, conn:
        now = datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")
        feed = (1, "http://127.0.0.1:1/0", "A", now, now)
        conn.execute("INSERT INTO feed (id, url, title, created_at, last_updated_at) VALUES (?, ?, ?, ?, ?)", feed)
        conn.executemany(
            "INSERT INTO item (title, url, author, description, is_read, is_saved, feed_id, raw_content, content, "
            "published_at, last_updated_at) VALUES (?, ?, ?, '', 0, 0, 1, ?, ?, ?, ?)",
            (
                (one.title, one.url, one.author, one.html, one.html,
                 datetime.fromtimestamp(one.published, UTC).strftime("%Y-%m-%d %H:%M:%S.%f"), now)
                for one in articles
            ),
        )  # fmt: skip


def pypi(home: Path) -> Path:
    """Return the folder of the environments that ``install`` makes."""
    return home / "environments"


def install(home: Path, python: str) -> None:
    """Make an environment for each program of PyPI. ``python`` is what makes them: both ask for 3.12 or newer."""
    for name, wanted in PYPI.items():
        folder = pypi(home) / name
        if not (folder / "bin" / "python").exists():
            subprocess.run([python, "-m", "venv", folder], check=True)
        subprocess.run([folder / "bin" / "pip", "install", "--quiet", *wanted], check=True)


def newest_python() -> str:
    """Return the newest Python of the path."""
    names = (f"python3.{minor}" for minor in range(30, 10, -1))
    return next((found for name in names if (found := shutil.which(name))), sys.executable)


def packaged(home: Path, name: str) -> str | None:
    """Return the version of a program of PyPI, ``None`` where it is not installed."""
    python = pypi(home) / name / "bin" / "python"
    if not python.exists():
        return None
    code = f"import importlib.metadata as m; print(m.version({name!r}))"
    return subprocess.run([python, "-c", code], capture_output=True, text=True, check=False).stdout.strip() or None


def said(*command: str) -> str | None:
    """Return the version a program of the path tells, ``None`` where there is no such program."""
    if shutil.which(command[0]) is None:
        return None
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    found = re.search(r"\d+(\.\d+)+", done.stdout + done.stderr)
    return found.group() if found else "?"


def debian(package: str, command: str) -> str | None:
    """Return the version of a package for a program that does not tell it."""
    if shutil.which(command) is None:
        return None
    if shutil.which("dpkg-query") is None:
        return "?"
    done = subprocess.run(
        ["dpkg-query", "-W", "-f", "${Version}", package], capture_output=True, text=True, check=False
    )
    return done.stdout.split("-")[0] or "?"


def pullquote(library: Path) -> list[str]:
    """Return the command of the program under test, with settings of nobody."""
    (library / "none.toml").touch()
    return [*PULLQUOTE, "--library", str(library), "--config", str(library / "none.toml")]


def programs(home: Path) -> list[Program]:
    """Return every program that draws in a terminal; ``home`` is the folder of the bench's libraries."""
    return [
        Program(
            OURS,
            version=lambda: said(*PULLQUOTE, "--version"),
            fill=None,
            command=lambda folder: [*pullquote(folder), "open"],
            environment=lambda folder: {"PULLQUOTE_CACHE": str(folder / "cache")},
            moved="2 of ",
            leaves=b"Q",
            search=(b"/", "\n Search ", "Search: "),
            opens=b"\r",
        ),
        Program(
            "bare Textual",
            version=lambda: said(sys.executable, "-c", "import textual; print(textual.__version__)"),
            fill=None,
            command=lambda _: [sys.executable, "-c", BARE],
            moved="> Headline 1 ",
            leaves=b"\x11",
        ),
        Program(
            "newsboat",
            version=lambda: said("newsboat", "--version"),
            fill=fill_newsboat,
            command=newsboat,
            begin="All articles",
            enter=b"\r",
            opens=b"\r",
            leaves=b"Q",
            search=(b"/", "Search for: ", "Search "),
        ),
        Program(
            "sfeed_curses",
            version=lambda: debian("sfeed", "sfeed_curses"),
            fill=fill_sfeed,
            command=lambda folder: ["sfeed_curses", str(folder / "feeds" / "All articles")],
            environment=lambda _: {"SFEED_AUTOCMD": "l"},
        ),
        Program(
            "lazyfeed",
            version=lambda: packaged(home, "lazyfeed"),
            fill=fill_lazyfeed,
            command=lambda folder: [str(pypi(home) / "lazyfeed" / "bin" / "lazyfeed")],
            environment=lambda folder: {"XDG_CONFIG_HOME": str(folder)},
            leaves=b"\x1b",
        ),
    ]
