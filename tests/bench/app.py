"""The app in a real terminal beside a bare Textual list: ``python tests/bench/app.py LIBRARY... [--rounds 7]``.

    for n in 1000 10000 100000; do python tests/bench/seed.py /tmp/library$n $n; done
    python tests/bench/app.py /tmp/library1000 /tmp/library10000 /tmp/library100000

The library ``new`` stands for no library at all, ``empty`` for one with a feed and no article. A program runs on a
pseudo-terminal, its bytes are read by an emulated screen, and a moment counts when the bytes arrived that put the
text there. The bare app is a line list without styles, keys or a library; both run in the same rounds. Prints
medians in milliseconds, memory in MiB, and ratios to the bare app.
"""

from __future__ import annotations

import argparse
import collections
import contextlib
import fcntl
import itertools
import os
import pty
import queue
import re
import shutil
import signal
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pyte

from pullquote.cache.core.article import Article, body_text
from pullquote.cache.library import Library

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
SCREEN = (120, 40)
KEYS = 40
REPEAT = 1 / 30
"""Seconds between two of a key that is held."""
WAIT = 60.0
sys.setswitchinterval(0.0005)  # so that bytes are stamped when they come
PROGRAM = [sys.executable, "-m", "pullquote.tui"]
_UNREAD_BY_EMULATOR = re.compile(rb"\x1b\[[<>=?][0-9;]*\$?[a-zA-Z]")
_PLAIN = re.compile(r"\s+")


class Terminal:
    """A program on a pty and the screen it draws; every wait gives the milliseconds since the last key or the start."""

    def __init__(self, command: list[str]) -> None:
        self.screen = pyte.Screen(*SCREEN)
        self._stream = pyte.ByteStream(self.screen)
        self._arrived: queue.SimpleQueue[tuple[float, bytes]] = queue.SimpleQueue()
        self._master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", SCREEN[1], SCREEN[0], 0, 0))
        environment = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor", "TEXTUAL_ANIMATIONS": "none"}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        self._since = time.perf_counter()
        self._process = subprocess.Popen(
            command, stdin=slave, stdout=slave, stderr=slave, env=environment, start_new_session=True
        )
        os.close(slave)
        threading.Thread(target=self._read, daemon=True).start()

    def text(self) -> str:
        return "\n".join(self.screen.display)

    def press(self, keys: bytes) -> None:
        self._since = time.perf_counter()
        os.write(self._master, keys)

    def until(self, condition: Callable[[str], bool]) -> float:
        """Wait for a state of the screen; give the milliseconds it took to come."""
        arrived = time.perf_counter()
        while not condition(self.text()):
            if (when := self._take(WAIT)) is None:
                raise TimeoutError(f"the screen never came to the expected state:\n{self.text()}")
            arrived = when
        return 1000 * (arrived - self._since)

    def rest(self, quiet: float = 0.12) -> None:
        """Wait until nothing was written for ``quiet`` seconds."""
        while self._take(quiet) is not None:
            pass

    def pause(self, seconds: float) -> None:
        """Draw what comes for so long."""
        until = time.perf_counter() + seconds
        while (left := until - time.perf_counter()) > 0:
            self._take(left)

    def _take(self, seconds: float) -> float | None:
        """Draw the next bytes; give when they arrived, or ``None`` where nothing came for so long."""
        try:
            arrived, data = self._arrived.get(timeout=seconds)
        except queue.Empty:
            return None
        self._stream.feed(_UNREAD_BY_EMULATOR.sub(b"", data))
        return arrived

    def _read(self) -> None:
        """Read what comes when it comes: the emulated screen is slow, and a pty holds 4 kB."""
        while True:
            try:
                data = os.read(self._master, 1 << 20)
            except OSError:
                return
            self._arrived.put((time.perf_counter(), data))

    def leave(self, keys: bytes) -> float:
        """Give the milliseconds until the program has ended after these keys."""
        self.press(keys)
        self._process.wait(WAIT)
        return 1000 * (time.perf_counter() - self._since)

    def end(self, keys: bytes) -> float:
        """End the program and give its peak memory in MiB."""
        os.write(self._master, keys)
        while self._take(2.0) is not None:
            pass
        os.kill(self._process.pid, signal.SIGKILL)  # one that has ended is still there to be waited for
        _, _, usage = os.wait4(self._process.pid, 0)
        self._process.returncode = 0
        os.close(self._master)
        return usage.ru_maxrss / 1024


Found = collections.defaultdict[str, list[float]]


def bare(found: Found, start_only: bool) -> None:
    """Run the bare app once."""
    terminal = Terminal([sys.executable, "-c", BARE])
    found["start"].append(terminal.until(lambda text: "Headline 0 of" in text))
    terminal.rest()
    if not start_only:
        found["key, list"] += keys(terminal, b"j", KEYS // 2)
        found["key, list, held"] += keys(terminal, b"j", KEYS // 2, held=True)
    found["memory"].append(terminal.end(b"\x11"))


def keys(terminal: Terminal, key: bytes, times: int, *, held: bool = False) -> list[float]:
    """Press a key again and again: after the screen has come to rest, or as a key that is held repeats."""
    taken = []
    for _ in range(times):
        before = terminal.text()
        terminal.press(key)
        taken.append(terminal.until(lambda text, before=before: text != before))  # type: ignore[misc]
        terminal.pause(max(0.0, REPEAT - taken[-1] / 1000)) if held else terminal.rest()
    return taken


class Expected:
    """What of a library must come to the screen."""

    def __init__(self, folder: Path) -> None:
        with Library.open(folder, read_only=True) as library:
            ids = library.ids()
            self.total = len(ids)
            articles = [library.article(number) for number in ids[: KEYS + 40]]
            self.title = [words(article.title, 14) for article in articles]
            self.body = [words(body_text(article.blocks), 24) for article in articles]
            self.searches = searches(articles)


def words(text: str, length: int) -> str:
    """Return the beginning of a text, short enough to stand on one line, without its last, cut word."""
    return " ".join(_PLAIN.split(text)[:4])[:length].rsplit(" ", 1)[0]


def searches(articles: list[Article]) -> dict[str, str]:
    """Return a frequent word, a rare one and a phrase."""
    counted = collections.Counter(
        word for article in articles for word in article.text.lower().split() if word.isalpha() and len(word) > 2
    )
    ordered = [word for word, _ in counted.most_common()]
    first = articles[0].text.split()
    pair = next(f"{a} {b}" for a, b in itertools.pairwise(first) if a.isalpha() and b.isalpha())
    return {"frequent": ordered[0], "common": ordered[len(ordered) // 50], "rare": ordered[-1], "phrase": f'"{pair}"'}


def ours(folder: Path, expected: Expected, found: Found, start_only: bool) -> None:
    """Run the reader once over a library of articles."""
    (folder / "none.toml").touch()
    forget(folder)
    terminal = Terminal([*PROGRAM, "--library", str(folder), "--config", str(folder / "none.toml"), "open"])
    found["start"].append(terminal.until(lambda text: expected.title[0] in text))
    found["first story"].append(terminal.until(lambda text: expected.body[0] in text))
    terminal.rest(0.5)
    if not start_only:
        work(terminal, expected, found)
    found["memory"].append(terminal.end(b"Q"))


def work(terminal: Terminal, expected: Expected, found: Found) -> None:
    """Press keys in the list and in an article, open, go back and search."""
    found["key, list"] += keys(terminal, b"j", KEYS // 2)
    found["key, list, held"] += keys(terminal, b"j", KEYS // 2, held=True)
    terminal.rest()
    for step in range(6):
        at = KEYS + 1 + 2 * step
        terminal.press(b"j")
        terminal.until(lambda text, at=at: f"{at + 1} of {expected.total}" in text)  # type: ignore[misc]
        beside = expected.body[at] in terminal.text()
        terminal.press(b"\r")  # at once, before the article is shown beside the list; where it is, nothing is opened
        opened = terminal.until(lambda text, at=at: expected.body[at] in text)  # type: ignore[misc]
        found["open"] += [opened] if not beside else []
        terminal.rest()
        if step == 0:
            found["key, article"] += keys(terminal, b"j", 15) + keys(terminal, b"k", 15)
        terminal.press(b"J")
        found["next article"].append(
            terminal.until(lambda text, at=at: expected.body[at + 1] in text)  # type: ignore[misc]
        )
        terminal.rest()
        terminal.press(b"q")
        found["back"].append(terminal.until(lambda text: "━ All articles" in text))
        terminal.rest()
    for kind, query in expected.searches.items():
        terminal.press(b"/")
        terminal.until(lambda text: "\n Search " in text)
        terminal.rest()
        terminal.press(query.encode())
        terminal.rest(0.4)
        terminal.press(b"\r")
        found[f"search, {kind}"].append(
            terminal.until(
                lambda text, start=query[:6]: f"Search: {start}" in text and (" found" in text or " best " in text)
            )  # type: ignore[misc]
        )
        terminal.rest()
        terminal.press(b"\x1b")
        terminal.until(lambda text: "━ All articles" in text)
        terminal.rest()


def refreshing(folder: Path, expected: Expected, feeds: int, found: Found) -> None:
    """Press keys in the list and in an article for as long as a refresh of many feeds runs."""
    config = folder / "refresh.toml"
    config.write_text("[refresh]\nspacing = 0\nper_host = 8\nparallel = 8\npages = false\npictures = false\n")
    options = ["--library", str(folder), "--config", str(config)]
    origin = subprocess.Popen(
        [sys.executable, str(Path(__file__).parent / "origin.py"), "--feeds", str(feeds)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert origin.stdout is not None
    port = origin.stdout.readline().strip()
    outlines = "".join(f'<outline type="rss" xmlUrl="http://127.0.0.1:{port}/{n}"/>' for n in range(feeds))
    opml = f'<opml version="2.0"><body>{outlines}</body></opml>'
    subprocess.run([*PROGRAM, *options, "-q", "feeds", "import", "-"], input=opml.encode(), check=True)
    forget(folder)
    terminal = Terminal([*PROGRAM, *options, "open"])
    terminal.until(lambda text: expected.body[0] in text)
    terminal.rest(0.5)
    terminal.press(b"R")
    terminal.until(lambda text: "feeds" in text and "R stops" in text)
    start = time.perf_counter()
    while "R stops" in terminal.text():
        for what, moves in (("list", b"jjjj"), ("article", b"jjjj")):
            for move in moves:
                before = pane(terminal, what)
                terminal.press(bytes([move]))
                taken = terminal.until(lambda _, what=what, before=before: pane(terminal, what) != before)  # type: ignore[misc]
                found[f"key, {what}, refreshing"].append(taken)
                terminal.pause(0.1)
            terminal.press(b"\r" if what == "list" else b"q")
            terminal.pause(0.3)
    found["refresh"].append(1000 * (time.perf_counter() - start))
    found["memory, refreshing"].append(terminal.end(b"Q"))
    origin.communicate("")


def looking_up(folder: Path, expected: Expected, found: Found) -> None:
    """Press keys in the list and in an article, before and while stand-ins of services are asked about names."""
    root = Path(__file__).parents[2]
    services = subprocess.Popen(
        [sys.executable, "-u", "-m", "tests.cache.catalogue.stand_in"], cwd=root, stdout=subprocess.PIPE, text=True
    )
    assert services.stdout is not None
    config = folder / "catalogue.toml"
    config.write_text("".join(services.stdout.readline() for _ in range(4)))
    forget(folder)
    terminal = Terminal([*PROGRAM, "--library", str(folder), "--config", str(config), "open"])
    terminal.until(lambda text: expected.body[0] in text)
    terminal.rest(0.5)
    for when in ("before", "asking"):
        if when == "asking":
            terminal.press(b":catalogue_update\r")
            terminal.until(lambda text: "names asked about" in text)
        for what in ("list", "article") * 4:
            for move in b"jjjj":
                before = pane(terminal, what)
                terminal.press(bytes([move]))
                taken = terminal.until(lambda _, what=what, before=before: pane(terminal, what) != before)  # type: ignore[misc]
                found[f"key, {what}, {when}"].append(taken)
                terminal.pause(0.1)
            terminal.press(b"\r" if what == "list" else b"q")
            terminal.pause(0.3)
        print(f"{when}: {terminal.screen.display[-2].strip()}")
    found["leaving, asking"].append(terminal.leave(b"Q"))
    services.terminate()
    services.wait()


def pane(terminal: Terminal, name: str) -> str:
    """Return what stands in the list or in the article, without the lines that a refresh writes into."""
    cut = slice(0, 34) if name == "list" else slice(36, 92)
    return "\n".join(line[cut] for line in terminal.screen.display[1:-2])


def unused(kind: str, found: Found) -> None:
    """Run the reader once where there is no library yet, or one without an article."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        if kind == "empty":
            with Library.open(home) as library:
                library.add_feed("https://feed.example/rss")
        (home / "none.toml").touch()
        terminal = Terminal([*PROGRAM, "--library", folder, "--config", str(home / "none.toml"), "open"])
        sign = "No articles" if kind == "empty" else "●"
        found["start"].append(terminal.until(lambda text: sign in text))
        terminal.rest(0.5)
        found["memory"].append(terminal.end(b"Q"))


def forget(folder: Path) -> None:
    """Start where a new reader would: no place in the list, no article begun, nothing read."""
    with Library.open(folder) as library:
        library.remember("list.cursor", "")
        library.remember("list.section", "")
        while library.undo():
            pass


def show(name: str, found: Found, floor: Found) -> None:
    """Print the figures of one library."""
    print(f"\n{name}")
    for what, taken in found.items():
        unit = "MiB" if what.startswith("memory") else "ms"
        line = f"  {what:18} {statistics.median(taken):8.1f} {unit}"
        if what.startswith("key"):
            ordered = sorted(taken)
            line += f"   p95 {ordered[len(ordered) * 95 // 100]:6.1f}"
        elif len(taken) > 2:
            line += f"   best {min(taken):6.1f}"
        if what in floor and found is not floor:
            line += f"   {statistics.median(taken) / statistics.median(floor[what]):5.2f} x bare"
        print(line)


@contextlib.contextmanager
def copied(libraries: list[str]) -> Iterator[dict[str, tuple[Path, Expected]]]:
    """Work on copies: what is measured marks and remembers."""
    with tempfile.TemporaryDirectory() as folder:
        copies = {}
        for name in libraries:
            if name not in ("new", "empty"):
                copy = Path(folder) / Path(name).name
                shutil.copytree(name, copy)
                copies[name] = (copy, Expected(copy))
        yield copies


def main() -> None:
    """Run the rounds and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("libraries", nargs="+", metavar="LIBRARY")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--start-only", action="store_true", help="only start, first story and memory")
    parser.add_argument("--refresh", type=int, metavar="FEEDS", help="also press keys while so many feeds are asked")
    parser.add_argument("--catalogue", action="store_true", help="also press keys while services are asked about names")
    given = parser.parse_args()
    floor: Found = collections.defaultdict(list)
    tables: dict[str, Found] = {name: collections.defaultdict(list) for name in given.libraries}
    with copied(given.libraries) as copies:
        for turn in range(given.rounds + 1):
            if turn == 1:  # the first round compiled and warmed; it does not count
                floor.clear()
                for table in tables.values():
                    table.clear()
            bare(floor, given.start_only)
            for name, table in tables.items():
                ours(*copies[name], table, given.start_only) if name in copies else unused(name, table)
        for name in copies if given.refresh else ():
            refreshing(*copies[name], given.refresh, tables[name])
        for name in copies if given.catalogue else ():
            looking_up(*copies[name], tables[name])
    print(f"median of {given.rounds} interleaved rounds, {SCREEN[0]}x{SCREEN[1]}")
    show("bare Textual", floor, floor)
    for name, table in tables.items():
        show(name, table, floor)


if __name__ == "__main__":
    main()
