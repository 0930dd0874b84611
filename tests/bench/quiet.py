"""What a refresh writes when nothing has changed: ``python tests/bench/quiet.py [--feeds 200]`` (D15; Linux).

Prints the bytes written to files by a first refresh and by a second one that is answered 304 throughout, as the
kernel counts them for this process (``wchar`` of proc(5)), the log and its return into the file included.
"""

from __future__ import annotations

import argparse
import asyncio
import subprocess
import sys
import tempfile
from pathlib import Path

from pullquote.cache.core.settings import Refresh, Settings
from pullquote.cache.library import Library

HERE = Path(__file__).parent


def written() -> int:
    """Return the bytes this process has written so far."""
    lines = Path("/proc/self/io").read_text().splitlines()
    return int(next(line for line in lines if line.startswith("wchar:")).split()[1])


async def refresh(library: Library) -> str:
    """Refresh all feeds; return the last message."""
    message = ""
    async for event in library.refresh(force=True):
        message = event.message
    return message


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--feeds", type=int, default=200)
    parser.add_argument("--items", type=int, default=5)
    given = parser.parse_args()
    command = [sys.executable, str(HERE / "origin.py"), "--feeds", str(given.feeds), "--items", str(given.items)]
    origin = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert origin.stdout is not None
    port = int(origin.stdout.readline())
    settings = Settings(refresh=Refresh(spacing=0, per_host=32, parallel=32, pages=False, pictures=False))
    with tempfile.TemporaryDirectory() as folder:
        with Library.open(Path(folder), settings=settings) as library:
            for number in range(given.feeds):
                library.feeds.add(f"http://127.0.0.1:{port}/{number}")
        for word in ("cold", "again", "again"):
            before = written()
            with Library.open(Path(folder), settings=settings) as library:
                message = asyncio.run(refresh(library))
            print(f"{given.feeds} feeds {word:6} {(written() - before) / 2**10:10,.0f} KiB written   {message}")
    origin.communicate("")


if __name__ == "__main__":
    main()
