"""Piped commands as whole processes, beside an interpreter that only imports sqlite3.

    python tests/bench/seed.py /tmp/library 100000
    python tests/bench/pipes.py /tmp/library --rounds 15

Prints the median of each and its ratio to the bare interpreter of the same rounds.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import time
from pathlib import Path

PROGRAM = [sys.executable, "-m", "pullquote.tui"]


def once(command: list[str]) -> float:
    """Run a command and give its wall milliseconds."""
    start = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    return 1000 * (time.perf_counter() - start)


def main() -> None:
    """Run the rounds and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("library", type=Path)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--rare", default="", help="a rare word; by default one of the middle article's")
    parser.add_argument("--frequent", default="the", help="a frequent word")
    given = parser.parse_args()
    ours = [*PROGRAM, "--library", str(given.library)]
    count = subprocess.run([*ours, "list", "--fields", "id"], capture_output=True, text=True, check=True).stdout.split()
    middle = count[len(count) // 2]
    title = subprocess.run([*ours, "show", middle], capture_output=True, text=True, check=True).stdout.split("\n")[0]
    rare = given.rare or max(title.split(), key=len)
    commands = {
        "python -c 'import sqlite3'": [sys.executable, "-c", "import sqlite3"],
        f"show {middle}": [*ours, "show", middle],
        f"search {rare} (rare)": [*ours, "search", rare],
        f"search {given.frequent} (frequent)": [*ours, "search", given.frequent],
        "list -n 20": [*ours, "list", "-n", "20"],
        "quotes -n 20": [*ours, "quotes", "-n", "20"],
        "people -n 20": [*ours, "people", "-n", "20"],
        "--version": [*PROGRAM, "--version"],
    }
    times: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(given.rounds):
        for name, command in commands.items():
            times[name].append(once(command))
    base = statistics.median(next(iter(times.values())))
    print(f"{len(count)} articles, median of {given.rounds} interleaved rounds")
    for name, found in times.items():
        print(f"{name:40} {statistics.median(found):7.1f} ms  {statistics.median(found) / base:5.2f} x")


if __name__ == "__main__":
    main()
