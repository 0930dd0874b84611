"""The list stands before the app has come: no cell of it changes until keys do, and nothing typed is lost."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import sqlite3
import sys
import termios
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pyte
import pytest

from pullquote.cache.core.article import Article, Paragraph
from pullquote.cache.core.settings import Settings
from pullquote.cache.library import Library

from ..waiting import WAIT
from .conftest import IN_CONTROL, Terminal, _known

ENTER, LEAVE, MOUSE = b"\x1b[?1049h", b"\x1b[?1049l", b"\x1b[?1003h"
CLEARING = (
    b"\x1b[2J",
    b"\x1b[J",
    b"\x1b[0J",
    b"\x1b[1J",
    b"\x1b[3J",
    b"\x1bc",
    b"\x1b[!p",
    b"\x1b[?47h",
    b"\x1b[?1047h",
)
GATED = """
import runpy, sys
class Gate:
    def find_spec(self, name, path=None, target=None):
        if name == "textual":
            sys.meta_path.remove(self)
            with open({gate!r}) as told:
                exec(told.read())
sys.meta_path.insert(0, Gate())
runpy.run_module("pullquote.tui", run_name="__main__", alter_sys=True)
"""
"""The program, waiting at the import of Textual for what it is to do then."""
AGES = [timedelta(minutes=m, seconds=30) for m in (0, 7, 40)] + [timedelta(hours=h, minutes=20) for h in (1, 11, 23)]
AGES += [timedelta(days=d, hours=1) for d in (1, 2, 6, 8, 30, 400)]
"""From now on: they hold for as long as a test takes, but for the first."""
SIZES = [(40, 20), (80, 24), (120, 40), (160, 30), (220, 50)]


def article(number: int, when: datetime) -> Article:
    """Return an article with a title that no other begins like."""
    text = f"Word {number} of the harbour was passed from hand to hand. " * 20
    return Article(
        url=f"https://harbour.example/{number}", outlet="The Harbour", published=when,
        title=f"Tide {number} “turns” in the harbour — 潮", blocks=(Paragraph(text),), text=text, words=200, minutes=1,
    )  # fmt: skip


@pytest.fixture
def kept(hermetic: Path) -> Path:
    """A library of articles of all ages."""
    now = datetime.now(UTC)
    with Library.open(hermetic / "library", settings=Settings()) as library:
        for number, age in enumerate(AGES):
            library.keep(article(number, now - age), when=now - age)
    return hermetic


Start = Callable[..., Terminal]


def leave(start: Start, keys: bytes = b"", **size: Any) -> Terminal:
    """Open the app, press keys, and leave."""
    terminal = start(**size)
    terminal.until(lambda text: MOUSE in terminal.received and "Tide 0" in text and "1 of 12" in text)
    if keys:
        terminal.press(keys)
        terminal.read(1.0)
    terminal.press(b"Q")
    assert terminal.ended() == 0
    return terminal


@pytest.fixture
def gated(start: Start, tmp_path: Path) -> Callable[..., tuple[Terminal, Callable[[str], object]]]:
    """Starts the program and gives what lets it go on, from the import of Textual."""
    gate = tmp_path / "gate"

    def run(*arguments: str, **options: Any) -> tuple[Terminal, Callable[[str], object]]:
        if not gate.exists():
            os.mkfifo(gate)
        code = GATED.format(gate=str(gate))
        terminal = start(*arguments, command=(*IN_CONTROL, sys.executable, "-c", code), **options)
        return terminal, gate.write_text

    return run


Gated = Callable[..., tuple[Terminal, Callable[[str], object]]]


def painted(terminal: Terminal) -> bool:
    """Return whether the frame came before the app: that has the mouse told of at once."""
    end = terminal.received.find(MOUSE)
    return b"Tide" in terminal.received[: end if end >= 0 else None]


def cells(screen: pyte.Screen) -> dict[tuple[int, int], Any]:
    """Return every cell of the list: as wide as the line above it, down to its last line with a word."""
    width = len(screen.display[0].rstrip())
    last = max(y for y, line in enumerate(screen.display) if line[:width].strip())
    return {(y, x): screen.buffer[y][x] for y in range(last + 1) for x in range(width)}


def steps(received: bytes) -> Iterator[bytes]:
    """Yield the bytes of a terminal, cut before each escape sequence."""
    first, *rest = received.split(b"\x1b")
    yield first
    for part in rest:
        yield b"\x1b" + part


@pytest.mark.parametrize(("columns", "lines"), SIZES)
def test_no_cell_of_a_headline_changes_from_the_first_frame_on(
    start: Start, kept: Path, columns: int, lines: int
) -> None:
    leave(start, columns=columns, lines=lines)
    terminal = start(columns=columns, lines=lines)
    terminal.until(lambda text: MOUSE in terminal.received and "1 of 12" in text)
    terminal.read(1.0)
    assert painted(terminal)
    received = terminal.received
    assert received.count(ENTER) == 1
    assert not [code for code in CLEARING if code in received]
    screen = pyte.Screen(columns, lines)
    stream = pyte.ByteStream(screen)
    app = received.index(MOUSE)
    stream.feed(_known(received[:app]))
    before = cells(screen)
    assert sum("Tide" in line for line in screen.display) >= min(12, (lines - 5) // 4)
    for part in steps(_known(received[app:])):
        stream.feed(part)
        changed = {place for place, cell in before.items() if screen.buffer[place[0]][place[1]] != cell}
        assert not changed, screen.display[min(changed)[0]]
    terminal.press(b"Q")
    assert terminal.ended() == 0
    assert terminal.restored()


def test_keys_typed_before_the_app_has_come_are_not_lost(kept: Path, start: Start, gated: Gated) -> None:
    leave(start)
    terminal, go_on = gated()
    terminal.until(lambda text: "Tide 3" in text)
    shown = terminal.text()
    terminal.press(b"jj\r")
    terminal.read(0.3)
    assert terminal.text() == shown  # nothing is echoed
    go_on("")
    terminal.until(lambda text: "Word 2 of the harbour" in text and "3 of 12" in text)
    terminal.press(b"q")
    terminal.until(lambda text: "━ All articles" in text)  # it was opened, with the keys in it
    terminal.press(b"Q")
    assert terminal.ended() == 0
    assert terminal.restored()


@pytest.mark.parametrize(
    ("end", "code"),
    [
        ("raise ImportError('no such thing here')", 1),
        ("raise OSError(5, 'Input/output error', '/a/file')", 1),
        ("from pullquote.cache.core.errors import LibraryError; raise LibraryError('It is locked by another.')", 6),
        ("raise KeyboardInterrupt", 130),
        ("raise SystemExit(3)", 3),
    ],
)
def test_what_goes_wrong_before_the_app_has_come_is_said_on_the_terminal_as_it_was(
    kept: Path, start: Start, gated: Gated, end: str, code: int
) -> None:
    leave(start)
    terminal, go_on = gated()
    terminal.until(lambda text: "Tide 3" in text)
    terminal.press(b"jj")
    go_on(end)
    assert terminal.ended() == code
    assert is_back(terminal)
    said = terminal.received.partition(LEAVE)[2].decode()
    for words in ("no such thing here", "/a/file: Input/output error", "It is locked by another."):
        assert (words in said) == (words.partition(":")[0] in end or words in end)


def is_back(terminal: Terminal) -> bool:
    """Return whether the terminal is as it was before the frame."""
    modes = termios.tcgetattr(terminal._slave)
    return terminal.received.count(LEAVE) == 1 and b"\x1b[?25h" in terminal.received and modes == terminal.before


@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGTERM, -15), (signal.SIGHUP, -1), (signal.SIGINT, 130)], ids=["TERM", "HUP", "INT"]
)
def test_a_signal_restores_the_terminal_before_the_app_has_come(
    kept: Path, start: Start, gated: Gated, number: int, code: int
) -> None:
    leave(start)
    terminal, _ = gated()
    terminal.until(lambda text: "Tide 3" in text)
    terminal.process.send_signal(number)
    assert terminal.ended() == code
    assert is_back(terminal)


def test_ctrl_c_ends_it_and_the_keys_that_stop_a_job_wait_for_the_app(kept: Path, start: Start, gated: Gated) -> None:
    leave(start)
    terminal, _ = gated()
    terminal.until(lambda text: "Tide 3" in text)
    terminal.press(b"\x1a\x1c")
    terminal.read(0.3)
    assert terminal.process.poll() is None
    terminal.press(b"\x03")
    assert terminal.ended() == 130
    assert is_back(terminal)


def starred(kept: Path) -> None:
    with Library.open(kept / "library", settings=Settings()) as library:
        library.star(list(library.ids())[:1])


def configured(kept: Path) -> None:
    (kept / "config").mkdir(exist_ok=True)
    (kept / "config" / "config.toml").write_text('list.mute = "nothing"\n')


def frame(kept: Path) -> Path:
    return kept / "cache" / "first-frame"


def tampered(kept: Path) -> None:
    frame(kept).write_bytes(frame(kept).read_bytes().replace(b"Tide", b"T\x1b[2J"))


def shared(kept: Path) -> None:
    frame(kept).chmod(0o644)


def linked(kept: Path) -> None:
    frame(kept).rename(kept / "elsewhere")
    frame(kept).symlink_to(kept / "elsewhere")


def cut(kept: Path) -> None:
    frame(kept).write_bytes(frame(kept).read_bytes()[:900])


def none(kept: Path) -> None:
    return None


def damaged(kept: Path) -> None:
    (kept / "library" / "library.db").write_bytes(b"no library" * 1000)


def gone(kept: Path) -> None:
    shutil.rmtree(kept / "library")


@pytest.mark.parametrize(
    ("change", "arguments", "options"),
    [
        (starred, (), {}),
        (configured, (), {}),
        (tampered, (), {}),
        (shared, (), {}),
        (linked, (), {}),
        (cut, (), {}),
        (damaged, (), {}),
        (gone, (), {}),
        (none, (), {"columns": 121}),
        (none, (), {"lines": 39}),
        (none, (), {"TERM": "xterm"}),
        (none, (), {"NO_COLOR": "1"}),
        (none, (), {"PULLQUOTE_SPOILERS": "1"}),
        (none, ("--offline",), {}),
        (none, ("--spoilers",), {}),
        (none, ("open", "1"), {}),
        (none, ("list",), {}),
        (none, ("--help",), {}),
    ],
    ids=lambda value: value.__name__ if callable(value) else " ".join(map(str, value)) or "-",
)
def test_a_frame_that_may_not_hold_is_not_drawn(
    kept: Path, start: Start, change: Callable[[Path], None], arguments: tuple[str, ...], options: dict[str, Any]
) -> None:
    leave(start)
    assert frame(kept).stat().st_mode & 0o777 == 0o600
    change(kept)
    terminal = start(*arguments, **options)
    end = time.monotonic() + 60
    while MOUSE not in terminal.received and terminal.process.poll() is None and time.monotonic() < end:
        terminal.read(0.05)
    terminal.read(0.1)
    assert ENTER not in terminal.received.partition(MOUSE)[0].replace(ENTER + b"\x1b[?1000h", b"")


def test_what_is_painted_is_as_it_was_before_another_program_only_read(kept: Path, start: Start) -> None:
    leave(start)
    reading = start("list", "--format", "text")
    assert reading.ended() == 0
    terminal = start()
    terminal.until_received(MOUSE)
    assert painted(terminal)


@pytest.mark.parametrize(
    "keys", [b"\r", b"/tide\r", b"Fsince:3d\r", b'"'], ids=["an article", "a search", "a time", "a page"]
)
def test_a_start_that_opens_on_something_else_has_no_frame(kept: Path, start: Start, keys: bytes) -> None:
    leave(start)
    leave(start, keys)
    assert not frame(kept).exists()


@pytest.mark.parametrize("line", ["reading.first_frame = false", "reading.linear = true"])
def test_no_frame_is_kept_where_none_is_wanted(kept: Path, start: Start, line: str) -> None:
    leave(start)
    (kept / "config").mkdir()
    (kept / "config" / "config.toml").write_text(f"{line}\n")
    leave(start)
    assert not frame(kept).exists()


def test_a_library_that_another_program_has_locked_is_opened_behind_the_frame(kept: Path, start: Start) -> None:
    leave(start)
    with contextlib.closing(sqlite3.connect(kept / "library" / "library.db", isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        terminal = start()
        terminal.until_received(b"Tide")
        assert painted(terminal)
        terminal.until(lambda text: MOUSE in terminal.received and "1 of 12" in text)
        other.execute("ROLLBACK")
    terminal.press(b"Q")
    assert terminal.ended() == 0
    assert terminal.restored()


def test_the_first_start_of_all_has_nothing_to_draw_before_the_app(hermetic: Path, start: Start) -> None:
    terminal = start()
    terminal.until(lambda text: "●" in text and "sample" in text.lower())
    assert terminal.received.startswith(ENTER + b"\x1b[?1000h")
    terminal.process.terminate()
    assert terminal.ended() == 128 + signal.SIGTERM
    assert terminal.restored()


def test_a_window_that_was_closed_leaves_a_frame(kept: Path, start: Start) -> None:
    terminal = start()
    terminal.until(lambda text: MOUSE in terminal.received and "1 of 12" in text)
    terminal.hang_up()
    terminal.process.wait(WAIT)
    assert frame(kept).exists()
    again = start()
    again.until_received(MOUSE)
    assert painted(again)


def test_the_shell_is_given_back_as_it_was_by_an_app_that_was_stopped_and_continued(kept: Path, start: Start) -> None:
    leave(start)
    terminal = start(command=(*IN_CONTROL, "/bin/sh", "-i"), PS1="ready$ ", ENV="", columns=120)
    terminal.until(lambda text: "ready$" in text)
    modes = termios.tcgetattr(terminal._slave)
    terminal.press(f"{sys.executable} -m pullquote.tui\n".encode())
    terminal.until(lambda text: MOUSE in terminal.received and "1 of 12" in text)
    assert painted(terminal)
    terminal.press(b"\x1a")
    terminal.until_received(LEAVE)
    terminal.press(b"fg\n")
    terminal.until(lambda text: terminal.received.count(ENTER) == 2 and "1 of 12" in text)
    terminal.press(b"Q")
    terminal.until(lambda _: terminal.received.count(LEAVE) == 2)
    terminal.press(b"echo $((40 + 2))\n")
    terminal.until(lambda text: "42" in text)
    now = termios.tcgetattr(terminal._slave)
    assert now[3] & termios.ECHO == modes[3] & termios.ECHO
    terminal.press(b"exit\n")
