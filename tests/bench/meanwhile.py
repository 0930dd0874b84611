"""Keys in Pullquote's list and article while it works beside them: during a refresh, and while services are asked."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from pullquote.cache.library import Library

from .figures import OURS, Table
from .measures import Expected, forget
from .programs import PULLQUOTE
from .refreshes import CONFIG, Asked
from .terminal import Terminal

ROOT = Path(__file__).parents[2]


def refreshing(library: Path, expected: Expected, asked: Asked, table: Table) -> None:
    """Press keys for as long as a refresh of feeds that are new to the library runs; works on a copy."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copy(library / "library.db", folder)
        forget(folder)  # before the feeds are added, which it would take back
        with Library.open(folder) as opened, opened.database.write() as conn:
            conn.execute("UPDATE feed SET suspended = 1")  # those of the made-up articles are nowhere
        (folder / "config.toml").write_text(CONFIG.format(jobs=asked.jobs))
        options = ["--library", name, "--config", str(folder / "config.toml")]
        outlines = "".join(f'<outline type="rss" xmlUrl="{url}"/>' for url in asked.urls())
        opml = f'<opml version="2.0"><body>{outlines}</body></opml>'
        feeds = [*PULLQUOTE, *options, "-q", "feeds", "import", "--allow-private", "-"]
        subprocess.run(feeds, input=opml.encode(), check=True)
        terminal = _opened(options, expected)
        terminal.press(b"R")
        terminal.until(lambda text: f"of {asked.feeds} feeds" in text and "R stops" in text)
        start = time.perf_counter()
        while _is_refreshing(terminal):
            _walk(terminal, "refreshing", table)
        table.add("refresh", "s", OURS, [time.perf_counter() - start])
        table.add("memory", "MiB", OURS, [terminal.end(b"Q")])


def asking(library: Path, expected: Expected, table: Table) -> None:
    """Press keys before and while stand-ins of services are asked about names; works on a copy."""
    services = subprocess.Popen(
        [sys.executable, "-u", "-m", "tests.cache.catalogue.stand_in"], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    assert services.stdout is not None
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copy(library / "library.db", folder)
        forget(folder)
        (folder / "config.toml").write_text("".join(services.stdout.readline() for _ in range(4)))
        terminal = _opened(["--library", name, "--config", str(folder / "config.toml")], expected)
        for _ in range(4):
            _walk(terminal, "before", table)
        terminal.press(b":catalogue_update\r")
        terminal.until(lambda text: "names asked about" in text)
        for _ in range(4):
            _walk(terminal, "asking", table)
        table.add("leaving, asking", "ms", OURS, [terminal.leave(b"Q")])
        terminal.end(b"")
    services.terminate()
    services.wait()


def _opened(options: list[str], expected: Expected) -> Terminal:
    terminal = Terminal([*PULLQUOTE, *options, "open"])
    terminal.until(expected.opened)
    terminal.rest(0.5)
    return terminal


def _is_refreshing(terminal: Terminal) -> bool:
    """Return whether the status line says that a refresh can be stopped; a sentence may stand before that for long."""
    try:
        terminal.until(lambda text: "R stops" in text, wait=8.0)
    except TimeoutError:
        return False
    return True


def _walk(terminal: Terminal, when: str, table: Table) -> None:
    """Press four keys in the list and four in the article."""
    for what in ("list", "article"):
        for move in b"jjjj":
            before = _pane(terminal, what)
            terminal.press(bytes([move]))
            taken = terminal.until_seen(lambda what=what, before=before: _pane(terminal, what) != before)  # type: ignore[misc]
            table.add(f"key in the {what}, {when}", "ms", OURS, [taken], keys=True)
            terminal.pause(0.1)
        terminal.press(b"\r" if what == "list" else b"q")
        terminal.pause(0.3)


def _pane(terminal: Terminal, name: str) -> str:
    """Return what stands in the list or in the article, without the lines that a refresh writes into."""
    cut = slice(0, 34) if name == "list" else slice(36, 92)
    return "\n".join(line[cut] for line in terminal.screen.display[1:-2])
