"""Close, stall and shrink the terminal of the app at random moments, and count what is still alive afterwards.

    python -m tests.bench.terminals [--tries 60] [--seed 1] [--load 4]

Prints a line for each try: what the app was doing, what was done to its terminal, seconds until it and its workers had
ended. A try fails where any of them is alive ``LIMIT`` seconds afterwards, or where a terminal without size is
written to. Beside it run ``--load`` busy processes.
"""

from __future__ import annotations

import argparse
import contextlib
import fcntl
import os
import pty
import random
import select
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import termios
import threading
import time
from pathlib import Path

from ..load import busy

LIMIT = 3.0
"""Seconds in which the app has to end."""
LINES, COLUMNS = 40, 120
MOMENTS = {
    "start": [],
    "painting": [b"\r", b"g1", b"g3", b"g2", b"?", b"\x1b"],
    "scrolling": [b"\r", b"j", b"j", b" ", b"j", b"G", b"gg"],
    "searching": [b"/", b"s", b"e", b"a", b"\x7f", b"n"],
    "refreshing": [b"R", b"j", b"k"],
}
FATES = ("close", "stall, close", "TERM, close", "stall, TERM", "no size", "shell, close")
FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>Slow</title>
<item><title>One</title><link>http://127.0.0.1/1</link><description>words</description></item></channel></rss>"""


class SlowServer:
    """Answers the first request for a feed, then takes requests and says nothing."""

    def __init__(self) -> None:
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = self._socket.getsockname()[1]
        self.slow = False
        self._held: list[socket.socket] = []
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            link, _ = self._socket.accept()
            if self.slow:
                self._held.append(link)
                continue
            with link:
                link.recv(65536)
                head = f"HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\nContent-Length: {len(FEED)}\r\n\r\n"
                link.sendall((head + FEED).encode())


def environment(home: Path) -> dict[str, str]:
    """Return the environment of a user of their own."""
    folders = {f"PULLQUOTE_{name}": str(home / name.lower()) for name in ("LIBRARY", "CACHE")}
    folders["PULLQUOTE_CONFIG"] = str(home / "config.toml")
    return {**os.environ, **folders, "HOME": str(home), "TERM": "xterm-256color", "COLORTERM": "truecolor"}


class Window:
    """The app in a terminal window."""

    def __init__(self, home: Path, *, shell: bool = False, lines: int = LINES) -> None:
        self.master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", lines, COLUMNS, 0, 0))
        command = [sys.executable, "-m", "pullquote.tui"]
        if shell:
            command = ["sh", "-c", f'"{sys.executable}" -m pullquote.tui; exit $?']
        self.process = subprocess.Popen(
            command, stdin=slave, stdout=slave, stderr=slave, env=environment(home), start_new_session=True, cwd=home,
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
        )  # fmt: skip
        os.close(slave)
        os.set_blocking(self.master, False)
        self.received = b""

    def read(self, seconds: float) -> int:
        """Read for so long; return how many bytes came."""
        end, count = time.monotonic() + seconds, 0
        while (left := end - time.monotonic()) > 0:
            if select.select([self.master], [], [], left)[0]:
                try:
                    data = os.read(self.master, 65536)
                except OSError:
                    break
                count += len(data)
                self.received += data
        return count

    def until(self, *words: bytes) -> None:
        """Read until the terminal has been sent all the words."""
        end = time.monotonic() + 120
        while not all(word in self.received for word in words):
            self.read(0.05)
            if time.monotonic() > end or self.process.poll() is not None:
                raise SystemExit(f"the app never showed {words}")

    def press(self, keys: bytes) -> None:
        """Press keys, as far as the terminal takes them."""
        with contextlib.suppress(OSError):
            os.write(self.master, keys)

    def resize(self, lines: int, columns: int) -> None:
        """Change the size of the window."""
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))

    def tree(self) -> set[int]:
        """Return the processes that run in it: the app, its workers and its shell."""
        found, new = set(), {self.process.pid}
        while new:
            found |= new
            new = {child for pid in new for child in _children(pid)} - found
        return found


def _children(pid: int) -> set[int]:
    with contextlib.suppress(OSError):
        return {int(n) for task in Path(f"/proc/{pid}/task").iterdir() for n in (task / "children").read_text().split()}
    return set()


def _alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except OSError:
        return False


def one_try(home: Path, moment: str, fate: str, rng: random.Random) -> tuple[float | None, str]:
    """Return seconds until everything had ended, ``None`` where something was alive at the limit, and a remark."""
    sizeless = fate == "no size" and moment == "start"
    window = Window(home, shell=fate.startswith("shell"), lines=0 if sizeless else LINES)
    remark = ""
    if moment == "start":
        window.read(rng.uniform(0, 2))
    else:
        window.until(b"In this article")
        for _ in range(rng.randrange(4, 40)):
            window.press(rng.choice(MOMENTS[moment]))
            window.read(rng.uniform(0, 0.08))
        if moment == "refreshing":
            window.press(b"\x1bR")
            window.read(rng.uniform(0, 0.5))
    tree = window.tree()
    if fate.startswith("stall"):
        for _ in range(60):  # more frames than a terminal that does not read takes in
            window.press(rng.choice(MOMENTS["painting"]))
            time.sleep(0.01)
    if fate == "no size":
        window.resize(0, rng.choice((0, 80)))
        window.read(1.0)
        count = window.read(1.0)
        remark = f"{count} bytes a second without size"
        if count > 1_000:
            remark += ", NOT silent"
        window.resize(30, 90)
        window.read(0.3)
    tree |= window.tree()
    if "TERM" in fate or fate == "no size":
        with contextlib.suppress(OSError):
            os.kill(window.process.pid, signal.SIGTERM)
        if fate == "TERM, close":
            time.sleep(rng.uniform(0, 0.05))
    began = time.monotonic()
    if "close" in fate:
        os.close(window.master)
        window.master = -1
    took = None
    while time.monotonic() < began + LIMIT:
        if window.master >= 0 and not fate.startswith("stall"):
            window.read(0.01)
        window.process.poll()
        if not any(map(_alive, tree)):
            took = time.monotonic() - began
            break
        time.sleep(0.01)
    if fate == "stall, TERM":
        window.read(0.5)
        back = window.received.rpartition(b"\x1b[?1049h")[2]
        whole = all(code in back for code in (b"\x1b[?1049l", b"\x1b[?25h", b"\x1b[?1003l"))
        remark = "terminal restored" if whole or b"\x1b[?1049h" not in window.received else "NOT RESTORED"
    for pid in filter(_alive, tree):
        os.kill(pid, signal.SIGKILL)
    window.process.wait()
    if window.master >= 0:
        os.close(window.master)
    return took, remark


def main() -> None:
    """Run the tries and print what came of them."""
    parser = argparse.ArgumentParser(description="Close, stall and shrink the terminal of the app at random moments.")
    parser.add_argument("--tries", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--load", type=int, default=4)
    options = parser.parse_args()
    rng, failed = random.Random(options.seed), 0
    server = SlowServer()
    with tempfile.TemporaryDirectory() as folder, busy(options.load):
        home = Path(folder)
        for words in (["feeds", "add", f"http://127.0.0.1:{server.port}/feed"], ["refresh"]):
            done = subprocess.run(
                [sys.executable, "-m", "pullquote.tui", *words], env=environment(home), check=False, capture_output=True
            )
            if done.returncode not in (0, 3):  # the article of the feed leads nowhere
                sys.exit(done.stderr.decode())
        server.slow = True
        for number in range(1, options.tries + 1):
            moment, fate = rng.choice(list(MOMENTS)), rng.choice(FATES)
            took, remark = one_try(home, moment, fate, rng)
            failed += took is None or "NOT" in remark
            ended = f"{took:5.2f} s" if took is not None else "ALIVE  "
            print(f"{number:3}  {moment:10}  {fate:13} {ended}  {remark}", flush=True)
    print(f"{failed} of {options.tries} failed (seed {options.seed}, {options.load} busy processes)")
    sys.exit(bool(failed))


if __name__ == "__main__":
    main()
