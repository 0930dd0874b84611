"""A command that draws on the terminal has it for as long as it runs; then the app stands as it stood."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from .conftest import IN_CONTROL, Terminal

BEGINNING = "By Clara Jensen"
TEXT = "Showrunner Priya Raman on the quiet"
DRAWS = """
import sys, termios, tty
text = sys.stdin.read()
terminal = open("/dev/tty")
before = termios.tcgetattr(terminal)
tty.setraw(terminal)
print(f"\\x1b[?1049h\\x1b[?1000hHAS {len(text) > 500} {sys.stdout.isatty()}", flush=True)
key = terminal.read(1)
print("\\x1b[?1049l", end="", flush=True)
if key == "q":
    termios.tcsetattr(terminal, termios.TCSANOW, before)
sys.exit(key != "q")
"""
"""Reads its text from the pipe and its keys from the terminal, as a pager does; crashes on any key but q."""


@pytest.fixture
def article(start: Callable[..., Terminal], hermetic: Path, sample_edition: Path, tmp_path: Path) -> Terminal:
    """The app with an article open and read on."""
    shutil.copytree(sample_edition, hermetic / "library")
    (tmp_path / "draws.py").write_text(DRAWS)
    (tmp_path / "draws").write_text(f"#!/bin/sh\nexec '{sys.executable}' '{tmp_path}/draws.py'\n")
    (tmp_path / "draws").chmod(0o755)
    command = (*IN_CONTROL, sys.executable, "-m", "pullquote.tui")
    terminal = start(command=command, columns=80, lines=24, SHELL="/bin/sh", PATH=f"{tmp_path}:/usr/bin:/bin")
    terminal.until(lambda text: "of 6 unread" in text and BEGINNING in text)
    terminal.press(b"\r")
    terminal.until(lambda text: BEGINNING in text and "of 6 unread" not in text)
    terminal.press(b" ")
    terminal.until(lambda text: BEGINNING not in text and "q Back" in text)
    return terminal


def pipe(terminal: Terminal, command: str) -> None:
    terminal.press(b"|")
    terminal.until(lambda text: "Pipe to" in text)
    terminal.received = b""
    terminal.press(command.encode() + b"\r")


def back(terminal: Terminal, said: str) -> None:
    """Wait for the app, where it was; it takes keys again."""
    terminal.until(lambda text: said in text and BEGINNING not in text and "q Back" in text)
    terminal.press(b"q")
    terminal.until(lambda text: "of 6 unread" in text)
    terminal.press(b"Q")
    assert terminal.ended() == 0
    assert terminal.restored()


def test_a_command_with_the_sign_has_the_terminal_and_gives_it_back(article: Terminal) -> None:
    pipe(article, "!draws")
    article.until_received(b"HAS True True")
    before = article.received.partition(b"HAS")[0]
    assert b"\x1b[?1049l" in before
    assert b"\x1b[?1003l" in before
    article.press(b"q")
    back(article, "Back from !draws")


def test_one_that_crashes_leaves_no_modes_behind(article: Terminal) -> None:
    pipe(article, "!draws")
    article.until_received(b"HAS True True")
    article.press(b"x")
    back(article, "!draws: exit status 1")


def test_an_interrupt_is_for_the_command(article: Terminal) -> None:
    pipe(article, "!printf be%sn gu; sleep 300")
    article.until(lambda text: article.left() and "begun" in text)
    article.press(b"\x03")
    back(article, "Back from !printf")


def test_a_command_that_is_not_there_is_said(article: Terminal) -> None:
    pipe(article, "!no-such-command")
    back(article, "no such command")


@pytest.mark.skipif(shutil.which("less") is None, reason="less is not installed")
def test_less_shows_the_article(article: Terminal) -> None:
    pipe(article, "less")
    article.until(lambda text: TEXT in text)
    article.press(b"\x03/ferry\r")
    article.press(b"q")
    back(article, "Back from less")


@pytest.mark.skipif(shutil.which("vim") is None, reason="vim is not installed")
def test_vim_shows_the_article(article: Terminal) -> None:
    pipe(article, "vim -u NONE -")
    article.until(lambda text: TEXT in text)
    article.press(b":q!\r")
    back(article, "Back from vim")


def test_what_a_command_says_is_read_on_a_page(article: Terminal) -> None:
    pipe(article, "seq 100; sleep 300")
    article.until(lambda text: "Running: 100 lines" in text and "x Stop" in text)
    article.press(b"/")
    article.until(lambda text: "Find" in text)
    article.press(b"98\r")
    article.until(lambda text: "1 line has it" in text and "\n 98" in text)
    article.press(b"x")
    article.until(lambda text: "Stopped: 100 lines" in text)
    article.press(b"q")
    back(article, "q Back")


@pytest.mark.parametrize(("key", "said"), [(b"q", "Back from w3m"), (b"x", "w3m: exit status 1")])
def test_a_text_browser_has_the_terminal_and_gives_it_back(
    start: Callable[..., Terminal], hermetic: Path, sample_edition: Path, tmp_path: Path, key: bytes, said: str
) -> None:
    shutil.copytree(sample_edition, hermetic / "library")
    (tmp_path / "w3m.py").write_text(DRAWS.replace("sys.stdin.read()", "sys.argv[1] * 100"))
    (tmp_path / "w3m").write_text(f"#!/bin/sh\nexec '{sys.executable}' '{tmp_path}/w3m.py' \"$@\"\n")
    (tmp_path / "w3m").chmod(0o755)
    command = (*IN_CONTROL, sys.executable, "-m", "pullquote.tui")
    variables = {"PATH": f"{tmp_path}:/usr/bin:/bin", "BROWSER": "", "DISPLAY": "", "WAYLAND_DISPLAY": ""}
    terminal = start(command=command, columns=80, lines=24, **variables)
    terminal.until(lambda text: "of 6 unread" in text and BEGINNING in text)
    terminal.press(b"\r")
    terminal.until(lambda text: BEGINNING in text and "of 6 unread" not in text)
    terminal.press(b" ")
    terminal.until(lambda text: BEGINNING not in text and "q Back" in text)
    terminal.press(b"o")
    terminal.until_received(b"HAS True True")
    terminal.press(key)
    back(terminal, said)
