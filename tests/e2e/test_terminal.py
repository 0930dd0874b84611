"""The terminal goes away, stops reading, has no size, is stopped and continued: the real program on a pty."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from pullquote.cache.core.settings import Settings
from pullquote.cache.library import Library

from .conftest import WAIT, Terminal

CONTROL = b"\x1b[?1004h"
"""The last of what is written before the first frame."""
BEGINNING = "By Clara Jensen"
"""What stands at the top of the article."""


def reading(start: Callable[..., Terminal], **how: object) -> Terminal:
    """Open the first article of the sample edition and read on in it, far enough to be remembered."""
    terminal = start(columns=80, lines=24, **how)
    terminal.until(lambda text: "Welcome to Pullquote" in text)
    terminal.press(b"\r")
    terminal.until(lambda text: "of 6 unread" in text and "Welcome" not in text)
    terminal.press(b"\r")
    terminal.until(lambda text: BEGINNING in text and "of 6 unread" not in text)
    terminal.press(b" ")
    terminal.until(lambda text: BEGINNING not in text)
    return terminal


def places(folder: Path) -> list[float]:
    """Return how far articles of the library were read."""
    with Library.open(folder, settings=Settings(), read_only=True) as library:
        found = [library.place(article) for article in library.ids("is:read")]
    return [place for place in found if place]


@pytest.mark.parametrize("stalled", [False, True], ids=["reads", "stalled"])
@pytest.mark.parametrize("way", ["TERM", "HUP", "closed"])
def test_the_program_ends_with_its_terminal_and_keeps_the_place(
    start: Callable[..., Terminal], hermetic: Path, way: str, stalled: bool
) -> None:
    terminal = reading(start)
    if stalled:
        terminal.stall()
    if way == "closed":
        terminal.hang_up()
    else:
        terminal.process.send_signal(signal.Signals[f"SIG{way}"])
    code = terminal.process.wait(timeout=WAIT)
    assert code == 128 + (signal.SIGTERM if way == "TERM" else signal.SIGHUP)
    assert len(places(hermetic / "library")) == 1
    if way != "closed":
        terminal.read()
        assert terminal.restored()


def test_a_terminal_that_reads_again_shows_what_is_so_now(start: Callable[..., Terminal]) -> None:
    terminal = reading(start)
    terminal.stall()
    terminal.press(b"?")
    terminal.until(lambda text: "Keys" in text)
    terminal.press(b"\x1b")
    terminal.until(lambda text: "Keys" not in text and "q Back" in text)
    terminal.press(b"Q")
    assert terminal.ended() == 0
    assert terminal.restored()


@pytest.mark.parametrize("columns", [0, 80])
def test_nothing_is_drawn_without_lines_until_there_are_some(start: Callable[..., Terminal], columns: int) -> None:
    terminal = start(columns=columns, lines=0)
    terminal.until_received(CONTROL)
    terminal.read(1.0)  # as long as it would take to write a megabyte
    assert len(terminal.received) < 1_000
    terminal.resize(90, 30)
    terminal.until(lambda text: "Welcome to Pullquote" in text)
    terminal.press(b"\r")
    terminal.until(lambda text: "of 6 unread" in text and "Welcome" not in text)
    terminal.resize(columns, 0)
    terminal.press(b"?")
    terminal.read(0.2)
    terminal.resize(80, 24)
    terminal.until(lambda text: "Keys" in text)


def test_a_terminal_without_size_has_that_of_the_environment(start: Callable[..., Terminal]) -> None:
    terminal = start(columns=0, lines=0, COLUMNS="80", LINES="24")
    terminal.until(lambda text: "Welcome to Pullquote" in text)


def threads(terminal: Terminal) -> int:
    return len([*Path(f"/proc/{terminal.process.pid}/task").iterdir()])


@pytest.mark.skipif(sys.platform != "linux", reason="counts threads in /proc")
def test_a_signal_to_continue_leaves_one_reader_of_keys(start: Callable[..., Terminal]) -> None:
    terminal = reading(start)
    terminal.until(lambda _: threads(terminal) > 2)
    before = threads(terminal)
    terminal.received = b""
    terminal.process.send_signal(signal.SIGCONT)
    terminal.until(lambda _: b"\x1b[?1049h" in terminal.received)
    terminal.press(b"/abcdefghij")
    terminal.until(lambda text: "Find in the article abcdefghij" in text)
    terminal.until(lambda _: threads(terminal) <= before + 1)
    terminal.press(b"\x1b")
    terminal.until(lambda text: "Find in the article" not in text)
    terminal.process.send_signal(signal.SIGTERM)
    assert terminal.ended() == 128 + signal.SIGTERM
    assert terminal.restored()


STANDS_STILL = """
import threading
from pullquote.cache.library import Library
from pullquote.tui.app import Reader
from pullquote.tui.services.terminal.ending import Ending

standing = threading.Event()

class Still(Reader):
    BINDINGS = [("f9", "stand_still", "")]
    def action_stand_still(self):
        self.set_timer(0.001, self.stand)
        for number in (1, 2):
            self._access.write(self, lambda number=number: (standing.wait(), library.star([number])))
    def stand(self):
        standing.set()
        self.bell()
        threading.Event().wait()

with Library.open() as library:
    with Ending(kill=library.kill_workers) as ending:
        reader = Still(library, ending=ending)
        reader.run()
"""


def test_a_main_thread_that_stands_still_ends_and_loses_nothing(start: Callable[..., Terminal], hermetic: Path) -> None:
    terminal = reading(start, command=[sys.executable, "-c", STANDS_STILL])
    terminal.press(b"\x1b[20~")
    terminal.until_received(b"\x07")
    terminal.process.send_signal(signal.SIGTERM)
    assert terminal.process.wait(timeout=WAIT) == 128 + signal.SIGTERM
    terminal.read()
    assert terminal.restored()
    assert len(places(hermetic / "library")) == 1
    with Library.open(hermetic / "library", settings=Settings(), read_only=True) as library:
        assert set(library.ids("is:starred")) == {1, 2}


def test_a_dialog_is_sent_once_and_what_it_covered_once_again(start: Callable[..., Terminal]) -> None:
    terminal = reading(start)
    whole = len(terminal.received)
    for keys, comes in ((b"?", True), (b"\x1b", False), (b":", True)):
        terminal.received = b""
        terminal.press(keys)
        terminal.until(lambda text, comes=comes: ("Keys:" in text or "star, export" in text) == comes)
        terminal.read(0.5)
        top = terminal.received.count(b"\x1b[1;1H")
        assert top <= 2, (keys, top, whole)


def test_on_a_slow_line_keys_are_not_drawn_one_by_one(start: Callable[..., Terminal]) -> None:
    terminal = reading(start)
    terminal.received = b""
    terminal.press(b"j")
    terminal.until(lambda _: bool(terminal.received))
    terminal.read(0.3)
    one, terminal.received = len(terminal.received), b""
    terminal.stall()
    terminal.press(b"?")
    terminal.until(lambda text: "Keys:" in text)
    assert len(terminal.received) < 20 * one  # of 300 keys
