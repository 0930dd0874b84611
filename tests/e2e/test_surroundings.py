"""The app in odd surroundings: it opens all the same, or says why not."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from .conftest import IN_CONTROL, MODULE


@pytest.fixture(autouse=True)
def place(hermetic: Path, sample_edition: Path) -> None:
    shutil.copytree(sample_edition, hermetic / "library")


@pytest.mark.parametrize("value", ["99999999999", "-4", "0", "wide", "9" * 5000])
@pytest.mark.parametrize("name", ["COLUMNS", "LINES"])
def test_no_variable_makes_the_terminal_larger_than_any(name: str, value: str, start: Callable[..., Any]) -> None:
    terminal = start(**{name: value})
    terminal.until(lambda text: "Harbour Lights" in text)
    terminal.press(b"Q")
    assert terminal.ended() == 0
    assert terminal.restored()


@pytest.mark.parametrize("files", ["-n 24", "-n 20", "-S -n 12"])
def test_few_open_files_are_enough_to_read_and_to_leave(files: str, start: Callable[..., Any]) -> None:
    terminal = start(command=["bash", "-c", f'ulimit {files}; exec "$@"', "bash", *MODULE])
    terminal.until(lambda text: "Harbour Lights" in text)
    terminal.press(b"Q")
    assert terminal.ended() == 0
    assert terminal.restored()


def test_keys_come_from_the_terminal_where_stdin_is_closed(start: Callable[..., Any]) -> None:
    terminal = start(command=[*IN_CONTROL, "sh", "-c", 'exec "$@" open <&-', "sh", *MODULE])
    terminal.until(lambda text: "Harbour Lights" in text)
    terminal.press(b"Q")
    assert terminal.ended() == 0
    assert terminal.restored()


def test_too_few_open_files_are_said_and_nothing_else(start: Callable[..., Any]) -> None:
    terminal = start(command=["bash", "-c", 'ulimit -n 12; exec "$@"', "bash", *MODULE])
    assert terminal.ended() == 1
    assert "Too many files are open" in terminal.text()
    assert "Error" not in terminal.text()
    assert b"\x1b[?1049h" not in terminal.received


_FEW_THREADS = """
import sys, threading
most, begin, begun = int(sys.argv.pop(1)), threading.Thread.start, []
def start(self):
    begun.append(self)
    if len(begun) > most:
        raise RuntimeError("can't start new thread")
    begin(self)
threading.Thread.start = start
from pullquote.tui.__main__ import main
main()
"""


@pytest.mark.parametrize("threads", range(5))
def test_where_no_thread_begins_it_is_said_and_nothing_else(threads: int, start: Callable[..., Any]) -> None:
    terminal = start(command=[MODULE[0], "-c", _FEW_THREADS, str(threads)])
    assert terminal.ended() == 1
    assert "The system lets no further process or thread begin" in terminal.text()
    assert "Error" not in terminal.text()
    assert "File " not in terminal.text()


def test_without_colours_the_terminal_is_sent_none(start: Callable[..., Any]) -> None:
    """Neither by the app nor by the first frame of the next start: ink and paper are the terminal's own."""
    for _ in range(2):
        terminal = start(NO_COLOR="1")
        terminal.until(lambda text: "Harbour Lights" in text and "Read on" in text)
        terminal.press(b"Q")
        assert terminal.ended() == 0
        sent = {number for look in re.findall(rb"\x1b\[([\d;]*)m", terminal.received) for number in look.split(b";")}
        assert sent <= {b"", b"0", b"1", b"2", b"3", b"4", b"7"}
        assert {b"1", b"7"} <= sent


@pytest.mark.parametrize("variables", [{"LC_ALL": "C"}, {"TERM": "vt100"}, {"LC_ALL": "en_US.ISO-8859-1"}], ids=str)
def test_a_terminal_without_unicode_gets_signs_of_ascii(start: Callable[..., Any], variables: dict[str, str]) -> None:
    terminal = start(**variables)
    terminal.until(lambda text: "Harbour Lights" in text and "Read on" in text)
    terminal.press(b"?")
    terminal.until(lambda text: "j, Down" in text and "+--" in text)
    assert not set("━─│╭●▌▣┃↓↑⌫⇧◉") & set(terminal.received.decode(errors="replace"))
    terminal.press(b"\x03")
    assert terminal.ended() == 0
