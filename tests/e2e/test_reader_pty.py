"""The real program in a real terminal: a pty, its bytes read by an emulated screen."""

from __future__ import annotations

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

from pullquote.cache.library import Library
from pullquote.cache.model import Article, Paragraph, PullQuote
from pullquote.cache.settings import Settings

WAIT = 30.0
HOSTILE = "\x1b]0;PWNED\x07\x1b[31m\x9b2J\u202e[/red][LIVE]"


class Terminal:
    """A program on a pty and the screen it draws."""

    def __init__(self, command: list[str], environment: dict[str, str], columns: int = 120, lines: int = 40) -> None:
        self.screen = pyte.Screen(columns, lines)
        self._stream = pyte.ByteStream(self.screen)
        self.received = b""
        self._master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
        self.before = termios.tcgetattr(slave)
        self._slave = slave
        self.process = subprocess.Popen(
            command, stdin=slave, stdout=slave, stderr=slave, env=environment, start_new_session=True
        )

    def read(self, seconds: float = 0.1) -> None:
        """Take in what the program writes for ``seconds``."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            if not select.select([self._master], [], [], left)[0]:
                return
            try:
                data = os.read(self._master, 65536)
            except OSError:
                return
            self.received += data
            # The emulator knows neither private modes with other introducers nor their answers.
            self._stream.feed(re.sub(rb"\x1b\[[<>=?][0-9;]*[a-zA-Z$]*[a-zA-Z]", b"", data))

    def text(self) -> str:
        return "\n".join(self.screen.display)

    def until(self, condition: Callable[[str], bool]) -> str:
        end = time.monotonic() + WAIT
        while time.monotonic() < end:
            self.read(0.05)
            if condition(self.text()):
                return self.text()
        raise AssertionError(f"the screen never came to the expected state:\n{self.text()}")

    def press(self, keys: bytes) -> None:
        os.write(self._master, keys)

    def ended(self) -> int:
        end = time.monotonic() + WAIT
        while self.process.poll() is None and time.monotonic() < end:
            self.read(0.05)
        self.read(0.2)
        code = self.process.poll()
        assert code is not None, "the program did not end"
        return code

    def restored(self) -> bool:
        """Say whether the terminal is as it was: cooked mode, main screen, cursor, no mouse."""
        out = self.received
        modes = termios.tcgetattr(self._slave)
        cooked = modes[3] & termios.ICANON == self.before[3] & termios.ICANON and modes[3] & termios.ECHO
        back = out.rfind(b"\x1b[?1049l") > out.rfind(b"\x1b[?1049h")
        cursor = out.rfind(b"\x1b[?25h") > out.rfind(b"\x1b[?25l")
        mouse = out.rfind(b"\x1b[?1003l") > out.rfind(b"\x1b[?1003h")
        return bool(cooked and back and cursor and mouse)

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


@pytest.fixture
def start(hermetic: Path) -> Iterator[Callable[..., Terminal]]:
    opened: list[Terminal] = []

    def run(
        *arguments: str, command: Sequence[str] = ("-m", "pullquote.tui"), columns: int = 120, lines: int = 40
    ) -> Terminal:
        environment = {**os.environ, "TERM": "xterm-256color", "TEXTUAL_ANIMATIONS": "none", "COLORTERM": "truecolor"}
        environment["PYTHONPATH"] = os.pathsep.join(path for path in sys.path if path)
        terminal = Terminal([sys.executable, *command, *arguments], environment, columns, lines)
        opened.append(terminal)
        return terminal

    yield run
    for terminal in opened:
        terminal.close()


def test_list_article_people_back_and_quit(start: Callable[..., Terminal]) -> None:
    terminal = start()
    terminal.until(lambda text: "Welcome to Pullquote" in text)
    terminal.press(b"\r")
    terminal.until(lambda text: "6 of 6 unread" in text and "In this article" in text and "Sample edition" in text)
    terminal.press(b"\r")
    terminal.until(lambda text: "5 of 6 unread" in text and "━ Article" in text)
    terminal.press(b"3")
    terminal.until(lambda text: "━ In this article" in text)
    terminal.press(b"q")
    terminal.until(lambda text: "━ Article" in text)
    terminal.press(b"q")
    terminal.until(lambda text: "━ All articles" in text)
    terminal.press(b"q")
    assert terminal.ended() == 0
    assert terminal.restored()


def test_a_hostile_article_sends_no_escape_of_its_own(start: Callable[..., Terminal], hermetic: Path) -> None:
    with Library.open(hermetic / "library", settings=Settings()) as library:
        library.keep(
            Article(
                title=f"Nasty {HOSTILE}",
                outlet=HOSTILE,
                byline=(HOSTILE,),
                blocks=(Paragraph(f"{HOSTILE} words"), PullQuote(HOSTILE, speaker=HOSTILE, via=HOSTILE)),
                text="words",
            )
        )
    terminal = start(columns=80, lines=24)
    terminal.until(lambda text: "Nasty" in text and "[LIVE]" in text)
    for keys in (b"\r", b"]", b"u", b"\x1b", b"t", b"\x1b", b"q", b"/", b"nasty\r"):
        terminal.press(keys)
        terminal.read(0.4)
    terminal.until(lambda text: "Search: nasty" in text)
    terminal.press(b"Q")
    assert terminal.ended() == 0
    out = terminal.received
    assert b"PWNED\x07" not in out
    assert b"\x1b]0;" not in out
    assert "\u202e".encode() not in out
    assert "\x9b".encode() not in out
    assert b"\x1bP" not in out.replace(b"\x1bP+q", b"")
    assert b"\x1b_" not in out
    assert b"\x1b^" not in out
    assert "[/red]" in terminal.received.decode(errors="replace")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_signal_restores_the_terminal(start: Callable[..., Terminal], number: signal.Signals) -> None:
    terminal = start(columns=80, lines=24)
    terminal.until(lambda text: "Welcome to Pullquote" in text)
    terminal.process.send_signal(number)
    terminal.ended()
    assert terminal.restored()


def test_a_terminal_that_goes_away_without_a_signal_ends_the_program(start: Callable[..., Terminal]) -> None:
    terminal = start(columns=80, lines=24)
    terminal.until(lambda text: "Welcome to Pullquote" in text)
    terminal.hang_up()
    assert terminal.process.wait(timeout=WAIT) is not None


CRASH = """
from pathlib import Path
from pullquote.cache.library import Library
from pullquote.tui.app import Reader

class Crashing(Reader):
    def on_mount(self):
        self.set_timer(0.8, lambda: 1 / 0)

with Library.open() as library:
    library.samples()
    Crashing(library).run()
"""


def test_a_crash_restores_the_terminal(start: Callable[..., Terminal]) -> None:
    terminal = start(command=["-c", CRASH], columns=80, lines=24)
    terminal.ended()
    assert b"\x1b[?1049h" in terminal.received
    assert b"ZeroDivisionError" in terminal.received
    assert terminal.restored()
