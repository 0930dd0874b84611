"""Refresh against a loopback origin: cold, and again when nothing changed; printed beside other programs.

    python tests/bench/refresh.py --feeds 200 [--hang 20] [--rounds 3] [--reader PYTHON]

For each program: wall seconds of the first refresh and of the second, the ratio to ours, the origin's
counts, and the peak memory of the whole process tree. lemon24/reader takes part where PYTHON has it.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent
CONFIG = "[refresh]\nspacing = 0\nper_host = {jobs}\nparallel = {jobs}\npages = false\npictures = false\n"
OTHER = """
import sys
from reader import make_reader
reader = make_reader(sys.argv[1])
if sys.argv[2] == "add":
    for url in sys.stdin.read().split():
        reader.add_feed(url)
else:
    reader.update_feeds(workers=32)
"""


class Run(NamedTuple):
    """One finished command: wall and processor seconds, and peak memory of its tree in MiB."""

    wall: float
    cpu: float
    memory: float


def tree_memory(pid: int) -> float:
    """Return the resident memory of a process and all its descendants, in MiB."""
    pages, todo = 0, [pid]
    while todo:
        one = todo.pop()
        try:
            pages += int(Path(f"/proc/{one}/statm").read_text().split()[1])
            for thread in Path(f"/proc/{one}/task").iterdir():
                todo += map(int, (thread / "children").read_text().split())
        except OSError:
            continue
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def timed(command: list[str], environment: dict[str, str]) -> Run:
    """Run a command to its end."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    peak = 0.0
    ended = threading.Event()

    def watch() -> None:
        nonlocal peak
        while not ended.wait(0.05):
            peak = max(peak, tree_memory(process.pid))

    watcher = threading.Thread(target=watch)
    watcher.start()
    _, errors = process.communicate()
    wall = time.perf_counter() - start
    ended.set()
    watcher.join()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if process.returncode not in (0, 3):
        sys.exit(errors.decode()[-2000:])
    return Run(wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, peak)


def counts(port: int) -> dict[str, int]:
    """Ask the origin what it saw."""
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/counts") as answer:
        found: dict[str, int] = json.load(answer)
        return found


def ours(port: int, feeds: int, jobs: int) -> tuple[Run, Run]:
    """Refresh twice with Pullquote, in a library of its own."""
    with tempfile.TemporaryDirectory() as folder:
        config = Path(folder, "config.toml")
        config.write_text(CONFIG.format(jobs=jobs))
        environment = os.environ | {
            "PULLQUOTE_LIBRARY": folder,
            "PULLQUOTE_CONFIG": str(config),
            "PULLQUOTE_CACHE": str(Path(folder, "cache")),
        }
        program = [sys.executable, "-m", "pullquote.tui"]
        lines = "".join(f'<outline type="rss" xmlUrl="http://127.0.0.1:{port}/{n}"/>' for n in range(feeds))
        opml = f'<opml version="2.0"><body>{lines}</body></opml>'
        subprocess.run([*program, "-q", "feeds", "import", "-"], input=opml.encode(), env=environment, check=True)
        before = counts(port)
        refresh = [*program, "--quiet", "refresh", "--force"]
        cold = timed(refresh, environment)
        middle = counts(port)
        size = sum(path.stat().st_size for path in Path(folder).glob("library.db*"))
        warm = timed(refresh, environment)
        after = counts(port)
        grown = sum(path.stat().st_size for path in Path(folder).glob("library.db*")) - size
        for word, start, end in (("cold", before, middle), ("again", middle, after)):
            print(f"  pullquote {word}: " + ", ".join(f"{end[key] - start[key]} {key}" for key in end))
        print(f"  library {size / 2**20:.1f} MiB, grown by {grown / 2**10:.0f} KiB the second time")
    return cold, warm


def theirs(python: str, port: int, feeds: int) -> tuple[Run, Run]:
    """Refresh twice with lemon24/reader, 32 workers."""
    with tempfile.TemporaryDirectory() as folder:
        program = [python, "-c", OTHER, str(Path(folder, "reader.db"))]
        urls = "\n".join(f"http://127.0.0.1:{port}/{n}" for n in range(feeds))
        subprocess.run([*program, "add"], input=urls.encode(), check=True)
        return timed([*program, "update"], dict(os.environ)), timed([*program, "update"], dict(os.environ))


def main() -> None:
    """Run the rounds, the programs in turn, and print medians and ratios."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--feeds", type=int, default=200)
    parser.add_argument("--items", type=int, default=30)
    parser.add_argument("--hang", type=int, default=0)
    parser.add_argument("--drip", action="store_true", help="hanging feeds send a byte a second")
    parser.add_argument("--jobs", type=int, default=32, help="requests under way at once")
    parser.add_argument("--reader", default=sys.executable, metavar="PYTHON", help="a Python that has lemon24/reader")
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    arguments = ["--feeds", str(given.feeds), "--items", str(given.items), "--hang", str(given.hang)]
    arguments += ["--drip"] if given.drip else []
    origin = subprocess.Popen(
        [sys.executable, str(HERE / "origin.py"), *arguments], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert origin.stdout is not None
    port = int(origin.stdout.readline())
    programs = {"pullquote": lambda: ours(port, given.feeds, given.jobs)}
    if not given.hang and subprocess.run([given.reader, "-c", "import reader"], capture_output=True).returncode == 0:
        programs["reader"] = lambda: theirs(given.reader, port, given.feeds)
    results: dict[str, list[tuple[Run, Run]]] = {name: [] for name in programs}
    for _ in range(given.rounds):
        for name, program in programs.items():
            results[name].append(program())
    base = [statistics.median(pair[i].wall for pair in results["pullquote"]) for i in (0, 1)]
    print(f"\n{given.feeds} feeds of {given.items} items, {given.hang} hanging, medians of {given.rounds} rounds")
    for name, pairs in results.items():
        for index, word in enumerate(("cold", "again")):
            runs = [pair[index] for pair in pairs]
            wall, cpu = statistics.median(r.wall for r in runs), statistics.median(r.cpu for r in runs)
            memory = max(r.memory for r in runs)
            ratio = wall / base[index]
            print(f"{name:10} {word:6} {wall:7.2f} s  {cpu:7.2f} s cpu  {memory:6.0f} MiB  {ratio:5.2f} x ours")
    origin.communicate("")


if __name__ == "__main__":
    main()
