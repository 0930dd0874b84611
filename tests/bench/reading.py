"""Time the reading of pages in one process: ``python tests/bench/reading.py FOLDER [--set entertainment]``.

FOLDER holds ``truth.jsonl`` (one object a page: ``html`` is the path, ``sets`` its sets) and the pages, gzipped.
Imports are paid before; every page is read ``--rounds`` times and its best time counts. trafilatura alone,
with the settings its makers give it, is timed beside it, page by page.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import time
from collections.abc import Callable
from pathlib import Path

import trafilatura

from pullquote.cache.core.errors import ExtractError
from pullquote.cache.extract import read


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--set", default="entertainment")
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--cpu", action="store_true", help="processor time, for a machine that has other work")
    given = parser.parse_args()
    clock = time.process_time if given.cpu else time.perf_counter
    lines = (given.folder / "truth.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [row for row in map(json.loads, lines) if given.set in row["sets"]]
    pages = [gzip.decompress((given.folder / row["html"]).read_bytes()) for row in rows]

    def ours(page: bytes) -> None:
        try:
            read(page)
        except ExtractError:
            return

    def theirs(page: bytes) -> None:
        trafilatura.bare_extraction(page, with_metadata=True)

    tools: tuple[tuple[str, Callable[[bytes], None]], ...] = (("Pullquote", ours), ("trafilatura", theirs))
    times: dict[str, list[float]] = {name: [] for name, _ in tools}
    for _, work in tools:
        work(pages[0])
    for page in pages:
        for name, work in tools:
            times[name].append(min(_timed(work, page, clock) for _ in range(given.rounds)))
    kind = "processor" if given.cpu else "wall"
    print(f"{len(pages)} pages, load {os.getloadavg()[0]:.1f}, milliseconds of {kind} time")
    for name, found in times.items():
        found.sort()
        p95 = found[int(0.95 * (len(found) - 1))]
        print(f"{name:12} median {found[len(found) // 2]:.0f}  p95 {p95:.0f}  max {found[-1]:.0f}")


def _timed(work: Callable[[bytes], None], page: bytes, clock: Callable[[], float]) -> float:
    start = clock()
    work(page)
    return 1000 * (clock() - start)


if __name__ == "__main__":
    main()
