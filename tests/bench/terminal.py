"""A program on a pseudo-terminal, the screen it draws, and what the kernel says it took (Linux)."""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import queue
import re
import signal
import struct
import subprocess
import sys
import termios
import threading
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import pyte

SCREEN = (120, 40)
WAIT = 90.0
"""Seconds until what is waited for has not come."""
_UNREAD_BY_EMULATOR = re.compile(rb"\x1b\[[<>=?][0-9;]*\$?[a-zA-Z]|\x1b\[[0-9;]*t|\x1b[()][0-9A-B]")
sys.setswitchinterval(0.0005)  # so that bytes are stamped when they come


class Terminal:
    """A program on a pty and the screen it draws; every wait gives the milliseconds since the last key or the start.

    ``environment`` is added to this process's own. What is written is read by a thread as it comes, because the
    emulated screen is slow and a pty holds 4 kB.
    """

    def __init__(self, command: list[str], environment: Mapping[str, str] | None = None) -> None:
        self.screen = pyte.Screen(*SCREEN)
        self._stream = pyte.ByteStream(self.screen)
        self._arrived: queue.SimpleQueue[tuple[float, bytes]] = queue.SimpleQueue()
        self._master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", SCREEN[1], SCREEN[0], 0, 0))
        around = {**surroundings(), "TERM": "xterm-256color", "COLORTERM": "truecolor", "TEXTUAL_ANIMATIONS": "none"}
        self.begun = self._since = time.perf_counter()
        self._process = subprocess.Popen(
            command, stdin=slave, stdout=slave, stderr=slave, env=around | dict(environment or {}),
            start_new_session=True,
        )  # fmt: skip
        os.close(slave)
        threading.Thread(target=self._read, daemon=True).start()

    def text(self) -> str:
        """Return what stands on the screen, a line each."""
        return "\n".join(self.screen.display)

    def looks(self) -> tuple[str, ...]:
        """Return the text, and how each line is drawn in two of its columns: what a moved cursor changes."""
        lines = self.screen.buffer
        drawn = (lines[y][x] for y in range(SCREEN[1]) for x in (2, 30))
        return self.text(), *(f"{cell.fg} {cell.bg} {cell.reverse} {cell.bold}" for cell in drawn)

    def press(self, keys: bytes) -> None:
        """Type something."""
        self._since = time.perf_counter()
        os.write(self._master, keys)

    def until(self, condition: Callable[[str], bool], wait: float = WAIT) -> float:
        """Wait for a text on the screen; return the milliseconds it took to come."""
        return self.until_seen(lambda: condition(self.text()), wait)

    def until_seen(self, condition: Callable[[], bool], wait: float = WAIT) -> float:
        """Wait for any state of the screen; give the milliseconds it took to come.

        Raises:
            TimeoutError: It did not come within ``wait`` seconds.
        """
        arrived = time.perf_counter()
        last = arrived + wait
        while not condition():
            if (when := self._take(max(0.0, last - time.perf_counter()))) is None:
                raise TimeoutError(f"the screen never came to the expected state:\n{self.text()}")
            arrived = when
        return max(0.0, 1000 * (arrived - self._since))

    def since_start(self, milliseconds: float) -> float:
        """Return milliseconds since the last key as milliseconds since the start."""
        return milliseconds + 1000 * (self._since - self.begun)

    def rest(self, quiet: float = 0.12) -> None:
        """Wait until nothing was written for ``quiet`` seconds."""
        while self._take(quiet) is not None:
            pass

    def pause(self, seconds: float) -> None:
        """Draw what comes for so long."""
        until = time.perf_counter() + seconds
        while (left := until - time.perf_counter()) > 0:
            self._take(left)

    def processor(self) -> float:
        """Return the milliseconds of the processor that the program and its children have taken so far."""
        return sum(map(_processor, family(self._process.pid)))

    def leave(self, keys: bytes) -> float:
        """Return the milliseconds until the program has ended after these keys."""
        self.press(keys)
        self._process.wait(WAIT)
        return 1000 * (time.perf_counter() - self._since)

    def end(self, keys: bytes) -> float:
        """End the program, by force where it stays; return its peak memory in MiB, that of its children added."""
        memory = sum(map(_peak, family(self._process.pid)))
        with contextlib.suppress(OSError):
            os.write(self._master, keys)
        while self._take(1.0) is not None:
            pass
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        os.close(self._master)
        return memory

    def _take(self, seconds: float) -> float | None:
        """Draw the next bytes; return when they arrived, or ``None`` where nothing came for so long."""
        try:
            arrived, data = self._arrived.get(timeout=seconds) if seconds > 0 else self._arrived.get_nowait()
        except queue.Empty:
            return None
        self._stream.feed(_UNREAD_BY_EMULATOR.sub(b"", data))
        return arrived

    def _read(self) -> None:
        while True:
            try:
                data = os.read(self._master, 1 << 20)
            except OSError:
                return
            self._arrived.put((time.perf_counter(), data))


def surroundings() -> dict[str, str]:
    """Return the environment of what is measured: this one's, but compiled Python is kept, as for every user."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def family(pid: int) -> list[int]:
    """Return a process and all its living descendants."""
    found, todo = [], [pid]
    while todo:
        one = todo.pop()
        with contextlib.suppress(OSError):
            for thread in Path(f"/proc/{one}/task").iterdir():
                todo += map(int, (thread / "children").read_text().split())
            found.append(one)
    return found


def resident(pid: int) -> float:
    """Return the memory a process and its descendants hold now, in MiB."""
    pages = 0
    for one in family(pid):
        with contextlib.suppress(OSError):
            pages += int(Path(f"/proc/{one}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def _peak(pid: int) -> float:
    """Return the most memory a process has held, in MiB: of its own program, not of the one that started it."""
    with contextlib.suppress(OSError):
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / 1024
    return 0.0


def _processor(pid: int) -> float:
    spent = 0
    with contextlib.suppress(OSError):
        for thread in Path(f"/proc/{pid}/task").iterdir():
            spent += int((thread / "schedstat").read_text().split()[0])
    return spent / 1e6
