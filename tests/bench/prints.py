"""What commands in a pipe take as whole processes, beside a Python that reads the same article from SQLite."""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

from pullquote.cache.library import Library

from .figures import OURS, Table
from .measures import Expected
from .programs import PULLQUOTE, pullquote
from .terminal import surroundings

CODE = """
import sqlite3, sys, zlib
conn = sqlite3.connect(f"file:{sys.argv[1]}?mode=ro", uri=True)
data, = conn.execute("SELECT data FROM body WHERE id >= ? * 4 ORDER BY id LIMIT 1", (int(sys.argv[2]),)).fetchone()
sys.stdout.buffer.write(data)
"""
FLOOR = "Python + SQLite"


def commands(library: Path) -> dict[str, list[str]]:
    """Return the commands that are measured, by what they do."""
    ours = pullquote(library)
    with Library.open(library, read_only=True) as opened:
        ids = opened.ids()
        middle = str(ids[len(ids) // 2])
    words = Expected(library).searches
    return {
        "print one article": [*ours, "show", middle],
        "list of 20": [*ours, "list", "-n", "20"],
        "search, rare word": [*ours, "search", words["rare word"]],
        "search, frequent word": [*ours, "search", words["frequent word"]],
        "search, phrase": [*ours, "search", f'"{words["phrase"]}"'],
        "20 quotes": [*ours, "quotes", "-n", "20"],
        "20 people": [*ours, "people", "-n", "20"],
        "the version": [*PULLQUOTE, "--version"],
        "floor": [sys.executable, "-c", CODE, str(library / "library.db"), middle],
    }


def round_of(chosen: Mapping[str, list[str]], table: Table) -> None:
    """Run each command once; the floor stands in every line, because every line is compared with it."""
    floor = once(chosen["floor"])
    for what, command in chosen.items():
        if what != "floor":
            wall, processor = once(command)
            for name, taken in ((OURS, (wall, processor)), (FLOOR, floor)):
                table.add(what, "ms", name, taken[:1])
                table.add(f"{what}, processor", "ms", name, taken[1:])


def once(command: list[str]) -> tuple[float, float]:
    """Run a command; return milliseconds of wall and of processor time."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True, env=surroundings())
    wall = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return 1000 * wall, 1000 * spent
