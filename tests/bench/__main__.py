"""Measure Pullquote beside other readers: ``python -m tests.bench [TABLE...]``, on Linux.

    sudo apt-get install newsboat newsraft sfeed     # what there is of them
    python -m tests.bench --install                   # lemon24/reader and lazyfeed, into environments of their own
    python -m tests.bench                             # every table, or some:
                                                      # start keys search refresh print refreshing asking
    python -m tests.bench start --sizes 1000 --rounds 9 --json start.json --markdown start.md

Libraries are made once and kept in ``--home``; every program is filled with the same articles. Programs take turns
round by round, after one round that does not count. A table says medians with the least and the most of the rounds, of
single keys p50 and p95, and the ratio to Pullquote. Everything is on this machine: the feeds are a loopback server's. A
program that is not installed, or has no such command, is named and left out.
"""

from __future__ import annotations

import argparse
import contextlib
import functools
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from . import meanwhile, measures, prints, refreshes
from .figures import OURS, Table, as_json, as_markdown
from .programs import Program, install, items, newest_python, programs
from .refreshes import Asked

TABLES = ("start", "keys", "search", "refresh", "print", "refreshing", "asking")
Turn = Callable[[], None]


def main() -> int:
    """Read the arguments, run the tables, print them."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.bench", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("tables", nargs="*", metavar="TABLE", help=f"{', '.join(TABLES)}; all of them by default")
    parser.add_argument("--home", type=Path, default=Path(tempfile.gettempdir()) / "pullquote-bench")
    parser.add_argument("--sizes", default="1000,100000", help="articles of the libraries for start, keys and search")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only", default="", metavar="PROGRAMS", help="these programs, by commas")
    parser.add_argument("--slow", type=int, default=20, help="seconds after which a program has one round only")
    parser.add_argument("--feeds", type=int, default=200)
    parser.add_argument("--items", type=int, default=30, help="entries a feed")
    parser.add_argument("--jobs", type=int, default=32, help="requests under way at once, for all that can be told")
    parser.add_argument("--hang", type=int, default=0, help="so many feeds never answer; only Pullquote is asked then")
    parser.add_argument("--drip", action="store_true", help="these send a byte a second")
    parser.add_argument("--json", type=Path, metavar="FILE")
    parser.add_argument("--markdown", type=Path, metavar="FILE")
    parser.add_argument("--install", action="store_true", help="install what PyPI has, and stop")
    parser.add_argument("--python", default=newest_python(), help="the Python that --install makes environments with")
    given = parser.parse_args()
    given.home.mkdir(parents=True, exist_ok=True)
    if given.install:
        install(given.home, given.python)
        return 0
    if unknown := set(given.tables) - set(TABLES):
        parser.error(f"no such table: {', '.join(sorted(unknown))}")
    sizes = sorted(map(int, given.sizes.split(",")))
    asked = refreshes.Asked(0, given.feeds, given.items, given.jobs)
    hanging = ["--hang", str(given.hang), *(["--drip"] if given.drip else [])] if given.hang else []
    bench = Bench(given.home, given.rounds, given.slow, set(filter(None, given.only.split(","))))
    for name in given.tables or TABLES:
        if name == "refresh":
            bench.refresh(asked, hanging)
        elif name == "print":
            bench.print(sizes[-1])
        elif name == "refreshing":
            bench.refreshing(sizes[-1], asked)
        elif name == "asking":
            bench.asking(sizes[-1])
        else:
            for size in sizes:
                bench.terminals(name, size)
    head = bench.head()
    text = as_markdown(bench.tables, head)
    print(text)
    if given.markdown:
        given.markdown.write_text(text, encoding="utf-8")
    if given.json:
        given.json.write_text(as_json(bench.tables, {"about": head}), encoding="utf-8")
    return 0


class Bench:
    """Runs tables and keeps them. ``only`` are the programs that take part; where it is empty, all that are there."""

    def __init__(self, home: Path, rounds: int, slow: float, only: set[str]) -> None:
        self.home, self.rounds, self.slow, self.only = home, rounds, slow, only
        self.tables: list[Table] = []
        self.versions: dict[str, str] = {}
        self.missing: dict[str, None] = {}

    def terminals(self, name: str, size: int) -> None:
        """Measure starts, keys or searches over so many articles."""
        measure = {"start": measures.start, "keys": measures.key, "search": measures.search}[name]
        expected = measures.Expected(self.library(size))
        table = Table(f"{name}, {size:,} articles")
        turns = {
            one.name: functools.partial(measure, one, self.filled(one, size), expected, table)
            for one in programs(self.home)
            if self.takes_part(one.name, one.version) and not (name == "search" and one.search is None)
        }
        self.take_turns(table, turns)

    def refresh(self, asked: Asked, hanging: list[str]) -> None:
        """Measure refreshes; ``hanging`` are options of the origin for feeds that never answer."""
        table = Table(f"refresh of {asked.feeds} feeds × {asked.items} entries")
        with self.origin(asked, hanging) as ready:
            turns = {
                one.name: functools.partial(refreshes.refresh, one, ready, table)
                for one in refreshes.refreshers(self.home)
                if (one.name == OURS or not hanging) and self.takes_part(one.name, one.version)
            }
            self.take_turns(table, turns, warm=False)

    def refreshing(self, size: int, asked: Asked) -> None:
        """Measure Pullquote's keys during a refresh into a library of so many articles."""
        library, table = self.library(size), Table(f"keys during a refresh of {asked.feeds} feeds, {size:,} articles")
        with self.origin(asked, []) as ready:
            turn = functools.partial(meanwhile.refreshing, library, measures.Expected(library), ready, table)
            self.take_turns(table, {OURS: turn}, warm=False)

    def asking(self, size: int) -> None:
        """Measure Pullquote's keys while services are asked about names."""
        library, table = self.library(size), Table(f"keys while services are asked, {size:,} articles")
        turn = functools.partial(meanwhile.asking, library, measures.Expected(library), table)
        self.take_turns(table, {OURS: turn}, warm=False)

    @contextlib.contextmanager
    def origin(self, asked: Asked, more: list[str]) -> Iterator[Asked]:
        """Serve the feeds meanwhile; yield what is asked with the port."""
        with refreshes.origin(["--feeds", str(asked.feeds), "--items", str(asked.items), *more]) as port:
            yield asked._replace(port=port)

    def print(self, size: int) -> None:
        """Measure commands in a pipe beside a Python that reads the same from SQLite."""
        table = Table(f"commands in a pipe, {size:,} articles", base=prints.FLOOR)
        library = self.library(size)
        self.take_turns(table, {"commands": functools.partial(prints.round_of, prints.commands(library), table)})

    def take_turns(self, table: Table, turns: dict[str, Turn], *, warm: bool = True) -> None:
        """Run the rounds of a table, the programs in turn; one that fails is named and takes no further part.

        The first round warms and does not count, but for a program that took so long in it that it has no other.
        """
        self.tables.append(table)
        once: dict[str, Turn] = {}
        for number in range(self.rounds + warm):
            for name, turn in list(turns.items()):
                began = time.perf_counter()
                try:
                    turn()
                except (TimeoutError, RuntimeError, subprocess.SubprocessError) as error:
                    del turns[name]
                    table.notes.append(f"{name} stopped: {str(error).splitlines()[0]}")
                    print(f"{table.title}: {name}: {error}", file=sys.stderr)
                took = time.perf_counter() - began
                print(f"{table.title}: round {number}, {name}, {took:.1f} s", file=sys.stderr, flush=True)
                if warm and number == 0 and took > self.slow and name in turns:
                    once[name] = turns.pop(name)
            if warm and number == 0:
                table.clear(keep=once)
        if once:
            table.notes.append(f"One round: {', '.join(once)}.")

    def takes_part(self, name: str, version: Callable[[], str | None]) -> bool:
        """Return whether a program is wanted and installed; note its version, or that it is missing."""
        if self.only and name not in self.only:
            return False
        if (found := version()) is None:
            self.missing[name] = None
            return False
        self.versions[name] = found
        return True

    def library(self, size: int) -> Path:
        """Return a library of Pullquote's with so many articles, made where there is none."""
        folder = self.home / f"pullquote-{size}"
        if not (folder / "library.db").exists():
            making = folder.with_suffix(".making")
            shutil.rmtree(making, ignore_errors=True)
            subprocess.run([sys.executable, Path(__file__).parent / "seed.py", making, str(size)], check=True)
            making.rename(folder)
        return folder

    def filled(self, program: Program, size: int) -> Path:
        """Return a program's folder with the same articles, made where there is none."""
        library = self.library(size)
        if program.fill is None:
            return library
        folder = self.home / f"{program.name}-{size}".replace(" ", "-")
        if not folder.exists():
            making = folder.with_suffix(".making")
            shutil.rmtree(making, ignore_errors=True)
            making.mkdir()
            program.fill(making, items(library))
            making.rename(folder)
        return folder

    def head(self) -> str:
        """Return what a reader of the tables must know."""
        who = ", ".join(f"{name} {version}" for name, version in self.versions.items())
        machine = f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}, Python {platform.python_version()}"
        how = f"{self.rounds} rounds, programs in turn. Median (least–most) · ratio to the first one; keys p50 / p95."
        lines = [f"{datetime.now(UTC):%Y-%m-%d %H:%M}, {machine}; {how}"]
        lines += [f"Measured: {who}."] if who else []
        lines += [f"Not installed, left out: {', '.join(self.missing)}."] if self.missing else []
        return "\n\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
