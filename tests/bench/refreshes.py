"""What a refresh of many feeds of a loopback origin takes, program by program; one call is one round."""

from __future__ import annotations

import contextlib
import json
import os
import resource
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from .figures import OURS, Table
from .programs import NEWSBOAT, PULLQUOTE, debian, newsboat, packaged, pypi, said
from .terminal import resident, surroundings

HERE = Path(__file__).parent
CONFIG = "[refresh]\nspacing = 0\nper_host = {jobs}\nparallel = {jobs}\npages = false\npictures = false\n"
READER = """
import sys
from reader import make_reader
reader = make_reader(sys.argv[1])
if sys.argv[2] == "add":
    for url in sys.stdin.read().split():
        reader.add_feed(url)
else:
    reader.update_feeds(scheduled=False, workers=int(sys.argv[3]))
"""
LOOK = 0.02
"""Seconds between two looks at what the library has."""


class Asked(NamedTuple):
    """What is asked of every program: so many feeds of so many entries, so many requests at once."""

    port: int
    feeds: int
    items: int
    jobs: int

    def urls(self) -> list[str]:
        return [f"http://127.0.0.1:{self.port}/{n}" for n in range(self.feeds)]

    def counts(self) -> dict[str, int]:
        """Ask the origin what was asked of it so far."""
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/counts") as answer:
            found: dict[str, int] = json.load(answer)
            return found


class Run(NamedTuple):
    """One finished command: wall and processor seconds, peak memory of its tree in MiB."""

    wall: float
    processor: float
    memory: float


@dataclass(frozen=True)
class Refresher:
    """A program that refreshes from a command: ``prepare`` makes a folder of its own, ``command`` refreshes it."""

    name: str
    version: Callable[[], str | None]
    prepare: Callable[[Path, Asked], None]
    command: Callable[[Path, Asked], list[str]]
    environment: Callable[[Path], Mapping[str, str]]


@contextlib.contextmanager
def origin(arguments: list[str]) -> Iterator[int]:
    """Serve made-up feeds on loopback meanwhile; yield the port."""
    command = [sys.executable, str(HERE / "origin.py"), *arguments]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    try:
        yield int(process.stdout.readline())
    finally:
        process.communicate("")


def timed(command: list[str], environment: Mapping[str, str]) -> Run:
    """Run a command to its end.

    Raises:
        RuntimeError: It failed; with the end of what it said.
    """
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    process = subprocess.Popen(
        command, env=surroundings() | dict(environment), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    peak = 0.0
    ended = threading.Event()

    def watch() -> None:
        nonlocal peak
        while not ended.wait(0.1):
            peak = max(peak, resident(process.pid))

    watcher = threading.Thread(target=watch)
    watcher.start()
    _, errors = process.communicate()
    wall = time.perf_counter() - start
    ended.set()
    watcher.join()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if process.returncode not in (0, 3):
        raise RuntimeError(f"{command[0]} failed: {errors.decode()[-800:]}")
    return Run(wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, peak)


class Watch:
    """Looks at a library's file while another process fills it.

    ``listed`` and ``understood`` are the seconds after which so many articles were in it, and after which nothing of
    them was left to understand; ``None`` where that never came.
    """

    def __init__(self, library: Path, expected: int) -> None:
        self.listed: float | None = None
        self.understood: float | None = None
        self._library, self._expected = library, expected
        self._ended = threading.Event()
        self._begun = time.perf_counter()
        self._thread = threading.Thread(target=self._look)

    def __enter__(self) -> Watch:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join()

    def _look(self) -> None:
        with contextlib.closing(sqlite3.connect(self._library, timeout=60)) as conn:
            conn.execute("PRAGMA query_only = 1")
            while True:
                last = self._ended.wait(LOOK)
                listed, pending = standing(conn)
                now = time.perf_counter() - self._begun
                if self.listed is None and listed >= self._expected:
                    self.listed = now
                if self.listed is not None and not pending and self.understood is None:
                    self.understood = now
                if last or self.understood is not None:
                    return


def standing(conn: sqlite3.Connection) -> tuple[int, int]:
    """Return how many articles a library lists, and how many of them are still to be understood."""
    listed = conn.execute("SELECT count(*) FROM article").fetchone()[0]
    if not conn.execute("SELECT 1 FROM sqlite_master WHERE name = 'pending'").fetchone():
        return listed, 0
    return listed, conn.execute("SELECT count(*) FROM pending").fetchone()[0]


def refresh(program: Refresher, asked: Asked, table: Table) -> None:
    """Measure a first refresh and one that is answered 304 throughout.

    A program that asks a second time without validators is given a third time, and where it does so again that counts.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        program.prepare(folder, asked)
        command, environment = program.command(folder, asked), program.environment(folder)
        if program.name == OURS:
            with Watch(folder / "library.db", asked.feeds * asked.items) as watch:
                cold = timed(command, environment)
            table.add("cold, headlines stored", "s", OURS, [watch.listed or cold.wall])
            table.add("cold, everything understood", "s", OURS, [max(watch.understood or 0, cold.wall)])
        else:
            cold = timed(command, environment)
            for what in ("cold, headlines stored", "cold, everything understood"):
                table.add(what, "s", program.name, [cold.wall])
        table.add("cold, processor", "s", program.name, [cold.processor])
        table.add("cold, memory", "MiB", program.name, [cold.memory])
        again, unchanged = _once_more(command, environment, asked)
        if unchanged < asked.feeds:
            again, unchanged = _once_more(command, environment, asked)
        table.add("again, nothing new", "s", program.name, [again.wall])
        table.add("again, processor", "s", program.name, [again.processor])
        table.add("again, answered 304", "feeds", program.name, [unchanged])


def _once_more(command: list[str], environment: Mapping[str, str], asked: Asked) -> tuple[Run, int]:
    """Refresh; return also how many feeds the origin answered with 304."""
    before = asked.counts()["not modified"]
    run = timed(command, environment)
    return run, asked.counts()["not modified"] - before


def _prepare_ours(folder: Path, asked: Asked) -> None:
    (folder / "config.toml").write_text(CONFIG.format(jobs=asked.jobs))
    lines = "".join(f'<outline type="rss" xmlUrl="{url}"/>' for url in asked.urls())
    opml = f'<opml version="2.0"><body>{lines}</body></opml>'
    command = [*PULLQUOTE, "-q", "feeds", "import", "--allow-private", "-"]
    subprocess.run(command, input=opml.encode(), env=os.environ | dict(_environment(folder)), check=True)


def _environment(folder: Path) -> Mapping[str, str]:
    return {
        "PULLQUOTE_LIBRARY": str(folder),
        "PULLQUOTE_CONFIG": str(folder / "config.toml"),
        "PULLQUOTE_CACHE": str(folder / "cache"),
    }


def _prepare_newsboat(folder: Path, asked: Asked) -> None:
    (folder / "urls").write_text("\n".join([*asked.urls(), ""]))
    (folder / "config").write_text(NEWSBOAT.replace("reload-threads 32", f"reload-threads {asked.jobs}"))


def _prepare_newsraft(folder: Path, asked: Asked) -> None:
    (folder / "feeds").write_text("\n".join([*asked.urls(), ""]))
    (folder / "config").touch()


def _prepare_sfeed(folder: Path, asked: Asked) -> None:
    (folder / "feeds").mkdir()
    feeds = "\n".join(f'  feed "{n}" "{url}"' for n, url in enumerate(asked.urls()))
    (folder / "sfeedrc").write_text(f'sfeedpath="{folder}/feeds"\nmaxjobs={asked.jobs}\nfeeds() {{\n{feeds}\n}}\n')


def refreshers(home: Path) -> list[Refresher]:
    """Return every program that refreshes from a command; ``home`` is the folder of the bench's libraries."""
    reader = pypi(home) / "reader" / "bin" / "python"

    def prepare_reader(folder: Path, asked: Asked) -> None:
        command = [reader, "-c", READER, str(folder / "reader.db"), "add"]
        subprocess.run(command, input="\n".join(asked.urls()).encode(), check=True)

    return [
        Refresher(
            OURS,
            lambda: said(*PULLQUOTE, "--version"),
            _prepare_ours,
            lambda _, __: [*PULLQUOTE, "--quiet", "refresh", "--force"],
            _environment,
        ),
        Refresher(
            "newsboat",
            lambda: said("newsboat", "--version"),
            _prepare_newsboat,
            lambda folder, _: [*newsboat(folder), "-x", "reload"],
            lambda _: {},
        ),
        Refresher(
            "newsraft",
            lambda: said("newsraft", "-v"),
            _prepare_newsraft,
            lambda folder, _: ["newsraft", "-f", str(folder / "feeds"), "-d", str(folder / "newsraft.db"),
                               "-c", str(folder / "config"), "-e", "reload-all"],
            lambda _: {},
        ),
        Refresher(
            "sfeed",
            lambda: debian("sfeed", "sfeed_update"),
            _prepare_sfeed,
            lambda folder, _: ["sfeed_update", str(folder / "sfeedrc")],
            lambda _: {},
        ),
        Refresher(
            "lemon24/reader",
            lambda: packaged(home, "reader"),
            prepare_reader,
            lambda folder, asked: [str(reader), "-c", READER, str(folder / "reader.db"), "update", str(asked.jobs)],
            lambda _: {},
        ),
    ]  # fmt: skip
