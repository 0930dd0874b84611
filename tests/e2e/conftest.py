"""The real program in a real terminal: a pty, its bytes read by an emulated screen."""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pyte
import pytest

from ..waiting import WAIT

MODULE = (sys.executable, "-m", "pullquote.tui")
IN_CONTROL = (
    sys.executable,
    "-c",
    "import fcntl, os, sys, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0); os.execvp(sys.argv[1], sys.argv[1:])",
)
"""Before a command: the terminal controls its session, as a window's does, so that keys can stop and interrupt it."""


class Terminal:
    """A program on a pty and the screen it draws."""

    def __init__(self, command: list[str], environment: dict[str, str], columns: int = 120, lines: int = 40) -> None:
        self.screen = pyte.Screen(columns or 80, lines or 24)
        self._stream = pyte.ByteStream(self.screen)
        self.received = b""
        self._master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
        self.before = termios.tcgetattr(slave)
        self._slave = slave
        self.process = subprocess.Popen(
            command,
            stdin=slave,
            stdout=slave,
            stderr=slave,
            cwd=environment.get("HOME"),  # what it saves lands there, not in the checkout
            env=environment,
            start_new_session=True,
        )

    def read(self, seconds: float = 0.1) -> None:
        """Take in what the program writes within ``seconds``, and all it has written by then."""
        end = time.monotonic() + seconds
        while select.select([self._master], [], [], max(0.0, end - time.monotonic()))[0]:
            try:
                data = os.read(self._master, 65536)
            except OSError:
                return
            self.received += data
            self.draw(data)

    def draw(self, data: bytes) -> None:
        """Put bytes of the program on the screen."""
        self._stream.feed(_known(data))

    def drawn(self, data: bytes) -> str:
        """Return what ``data`` draws on an empty screen of this size."""
        screen = pyte.Screen(self.screen.columns, self.screen.lines)
        pyte.ByteStream(screen).feed(_known(data))
        return "\n".join(screen.display)

    def text(self) -> str:
        return "\n".join(self.screen.display)

    def until(self, condition: Callable[[str], bool]) -> str:
        end = time.monotonic() + WAIT
        while time.monotonic() < end:
            self.read(0.05)
            if condition(self.text()):
                return self.text()
            if self.process.poll() is not None:
                self.read(0)
                break
        raise AssertionError(f"the screen never came to the expected state:\n{self.text()}")

    def press(self, keys: bytes) -> None:
        os.write(self._master, keys)

    def ended(self) -> int:
        end = time.monotonic() + WAIT
        while self.process.poll() is None and time.monotonic() < end:
            self.read(0.05)
        self.read(0)
        code = self.process.poll()
        assert code is not None, "the program did not end"
        return code

    def restored(self) -> bool:
        """Return whether the terminal is as it was: cooked mode, main screen, cursor, no mouse."""
        modes = termios.tcgetattr(self._slave)
        cooked = modes[3] & termios.ICANON == self.before[3] & termios.ICANON and modes[3] & termios.ECHO
        return bool(cooked and self.left())

    def left(self) -> bool:
        """Return whether the app's screen, its cursor and its mouse are off; the shell has the modes of keys."""
        out = self.received
        back = out.rfind(b"\x1b[?1049l") > out.rfind(b"\x1b[?1049h")
        cursor = out.rfind(b"\x1b[?25h") > out.rfind(b"\x1b[?25l")
        mouse = out.rfind(b"\x1b[?1003l") >= out.rfind(b"\x1b[?1003h")  # it may never have been on
        return back and cursor and mouse

    def resize(self, columns: int, lines: int) -> None:
        """Change the size of the window."""
        self.screen.resize(lines, columns)
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
        self.process.send_signal(signal.SIGWINCH)

    def until_received(self, data: bytes) -> None:
        """Wait for bytes that draw nothing."""
        self.until(lambda _: data in self.received)

    def stall(self) -> None:
        """Read nothing while keys are pressed one by one: far more frames than fit on the way."""
        for _ in range(150):
            with contextlib.suppress(BlockingIOError):
                self.press(b"k")
                self.press(b"j")
            time.sleep(0.02)

    def hang_up(self) -> None:
        """Close the terminal, as a window that is killed does."""
        os.close(self._slave)
        os.close(self._master)
        self._master = self._slave = -1

    def close(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        if self._master >= 0:
            self.hang_up()


def _known(data: bytes) -> bytes:
    """Leave out what the emulator does not know: private modes, their answers, commands for programs."""
    data = re.sub(rb"\x1b_[^\x1b]*\x1b\\|\x1b\[16t", b"", data)
    return re.sub(rb"\x1b\[[<>=?][0-9;]*\$?[a-zA-Z]", b"", data)


@pytest.fixture
def start(hermetic: Path) -> Iterator[Callable[..., Terminal]]:
    opened: list[Terminal] = []

    def run(
        *arguments: str, command: Sequence[str] = MODULE, columns: int = 120, lines: int = 40,
        kind: type[Terminal] = Terminal, **variables: str,
    ) -> Terminal:  # fmt: skip
        environment = {**os.environ, "TERM": "xterm-256color", "TEXTUAL_ANIMATIONS": "none", "COLORTERM": "truecolor"}
        environment.update(variables)
        environment["PYTHONPATH"] = os.pathsep.join(path for path in sys.path if path)
        terminal = kind([*command, *arguments], environment, columns, lines)
        opened.append(terminal)
        return terminal

    yield run
    for terminal in opened:
        terminal.close()
