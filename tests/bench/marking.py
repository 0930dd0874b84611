"""Mark and list while a real refresh of 200 feeds writes: ``python tests/bench/marking.py LIBRARY`` (D4).

LIBRARY is one that ``seed.py`` filled; its copy is used. Prints milliseconds of wall time.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from pullquote.cache.library import Library

HERE = Path(__file__).parent
CONFIG = "[refresh]\nspacing = 0\nper_host = 32\nparallel = 32\npages = false\npictures = false\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("library", type=Path)
    parser.add_argument("--feeds", type=int, default=200)
    parser.add_argument("--items", type=int, default=30)
    parser.add_argument("--pause", type=float, default=0.05, help="seconds between two marks")
    given = parser.parse_args()
    command = [sys.executable, str(HERE / "origin.py"), "--feeds", str(given.feeds), "--items", str(given.items)]
    origin = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert origin.stdout is not None
    port = int(origin.stdout.readline())
    with tempfile.TemporaryDirectory() as name:
        shutil.copy(given.library / "library.db", name)
        config = Path(name, "config.toml")
        config.write_text(CONFIG)
        with Library.open(Path(name)) as library:
            for feed in library.feeds.listed():
                library.feeds.update(feed.id, suspended=True)
            for number in range(given.feeds):
                library.feeds.add(f"http://127.0.0.1:{port}/{number}")
            environment = os.environ | {"PULLQUOTE_LIBRARY": name, "PULLQUOTE_CONFIG": str(config)}
            refresh = [sys.executable, "-m", "pullquote.tui", "--quiet", "refresh"]
            process = subprocess.Popen(refresh, env=environment)
            before = library.count()
            marks, lists = timed(library, process, given.pause)
            print(f"{library.count() - before:,} articles came meanwhile")
    for word, taken in (("mark one read", sorted(marks)), ("list unread", sorted(lists))):
        print(
            f"{word:14} p50 {taken[len(taken) // 2]:6.1f}  p95 {taken[len(taken) * 95 // 100]:6.1f}  "
            f"max {taken[-1]:6.1f} ms  ({len(taken)} times)"
        )
    origin.communicate("")


def timed(library: Library, process: subprocess.Popen[bytes], pause: float) -> tuple[list[float], list[float]]:
    """Mark and list until ``process`` ends; return the milliseconds each took."""
    marks: list[float] = []
    lists: list[float] = []
    unread = library.ids("is:unread")
    while process.poll() is None:
        began = time.perf_counter()
        library.mark_read(unread[:1], read=len(marks) % 2 == 0)
        middle = time.perf_counter()
        library.headlines(library.ids("is:unread")[:200])
        marks.append((middle - began) * 1000)
        lists.append((time.perf_counter() - middle) * 1000)
        time.sleep(pause)
    return marks, lists


if __name__ == "__main__":
    main()
