"""`pullquote show` in a real terminal: its looks, the pager, and the ways to do without either."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from ..waiting import WAIT
from .conftest import MODULE, Terminal

Start = Callable[..., Terminal]
HEADLINE = "Harbour Lights Season 2 Will Be"
LAST = "Next: Every Unanswered Question"
BAR = "  ┃ "

pytestmark = pytest.mark.skipif(not shutil.which("less"), reason="less is not installed")


@pytest.fixture(autouse=True)
def article(hermetic: Path, sample_edition: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A library whose article 1 is longer than any screen here."""
    shutil.copytree(sample_edition, hermetic / "library")
    for name in ("PAGER", "PULLQUOTE_PAGER", "LESS"):
        monkeypatch.delenv(name, raising=False)


def lines(terminal: Terminal) -> list[str]:
    return [line.rstrip() for line in terminal.text().splitlines()]


@pytest.mark.parametrize("columns", [40, 80, 120])
def test_it_is_read_in_a_pager_that_is_left_with_q(start: Start, columns: int) -> None:
    terminal = start("show", "1", columns=columns, lines=24)
    terminal.until(lambda text: HEADLINE in text and lines(terminal)[-1].startswith(":"))
    assert terminal.screen.buffer[0][0].bold
    terminal.press(b"G")
    terminal.until(lambda _: lines(terminal)[-1].startswith("(END)"))
    terminal.press(b"g")
    terminal.until(lambda text: HEADLINE in text)
    assert max(map(len, lines(terminal))) <= min(columns, 72)
    terminal.press(b"q")
    assert terminal.ended() == 0


def test_a_text_that_fits_the_screen_is_printed_without_a_wait(start: Start) -> None:
    terminal = start("show", "1", columns=100, lines=90)
    assert terminal.ended() == 0
    assert HEADLINE in terminal.text()
    assert LAST in terminal.text()
    assert f"{BAR}“I kept coming back to the quiet." in terminal.text()
    assert terminal.screen.buffer[0][0].bold


@pytest.mark.parametrize(
    ("arguments", "variables"),
    [
        (["--no-pager"], {}),
        ([], {"PAGER": "cat"}),
        ([], {"PULLQUOTE_PAGER": "", "PAGER": "less"}),
        ([], {"PAGER": "no-such-pager"}),
        ([], {"PAGER": "sh -c 'exit 127'"}),
    ],
    ids=["--no-pager", "cat", "empty", "absent", "127"],
)
def test_without_a_pager_it_is_printed(start: Start, arguments: list[str], variables: dict[str, str]) -> None:
    terminal = start("show", "1", *arguments, columns=80, lines=90, **variables)
    assert terminal.ended() == 0
    assert LAST in terminal.text()
    assert BAR in terminal.text()
    assert b"\x1b[1m" in terminal.received


@pytest.mark.parametrize(
    ("variables", "bar"), [({"NO_COLOR": "1"}, BAR), ({"TERM": "dumb"}, "  | ")], ids=["NO_COLOR", "dumb"]
)
def test_without_colours_the_bars_stay(start: Start, variables: dict[str, str], bar: str) -> None:
    terminal = start("show", "1", "--no-pager", columns=80, lines=90, **variables)
    assert terminal.ended() == 0
    assert bar in terminal.text()
    assert b"\x1b" not in terminal.received


def test_a_dumb_terminal_has_no_pager_unless_it_is_asked_for(start: Start) -> None:
    assert start("show", "1", lines=24, TERM="dumb").ended() == 0
    terminal = start("show", "1", "--pager", lines=24, TERM="dumb")
    terminal.until_received(b"not fully functional")
    terminal.press(b"\rq")
    assert terminal.ended() == 0


@pytest.mark.parametrize("form", ["--plain", "--json", "--format=md"])
def test_other_forms_are_what_they_are_in_a_pipe(start: Start, form: str) -> None:
    terminal = start("show", "1", form, columns=300, lines=90)
    assert terminal.ended() == 0
    piped = subprocess.run([*MODULE, "show", "1", form, "--width=80"], capture_output=True, timeout=WAIT, check=True)
    assert terminal.received.replace(b"\r\n", b"\n") == piped.stdout


def test_plain_in_a_pipe_is_the_text(start: Start) -> None:
    program = [sys.executable, "-m", "pullquote.tui", "show", "1"]
    text = subprocess.run(program, capture_output=True, timeout=WAIT, check=True).stdout
    assert subprocess.run([*program, "--plain"], capture_output=True, timeout=WAIT, check=True).stdout == text
    assert subprocess.run([*program, "--pager"], capture_output=True, timeout=WAIT, check=True).stdout == text


def test_signs_and_lines_of_the_settings_are_kept(start: Start, hermetic: Path) -> None:
    (hermetic / "config").mkdir()
    config = hermetic / "config" / "config.toml"
    config.write_text("[reading]\nsigns = 'ascii'\nwidth = 40\n")
    terminal = start("show", "1", "--no-pager", columns=100, lines=150)
    assert terminal.ended() == 0
    assert "  | “I kept coming back" in terminal.text()
    assert max(len(line) for line in lines(terminal) if "https:" not in line) <= 40
    config.write_text("[reading]\nlinear = true\n")
    terminal = start("show", "1", columns=100, lines=24)
    assert terminal.ended() == 0  # without a pager
    assert b"\x1b" not in terminal.received


def test_ctrl_c_is_the_pagers(start: Start) -> None:
    terminal = start(columns=80, lines=24, command=["setsid", "--ctty", "--wait", *MODULE, "show", "1"])
    terminal.until(lambda text: HEADLINE in text and lines(terminal)[-1].startswith(":"))
    terminal.press(b"\x03")
    terminal.until_received(b"\x07")
    terminal.until(lambda text: HEADLINE in text and lines(terminal)[-1].startswith(":"))
    terminal.press(b"G")
    terminal.until(lambda _: lines(terminal)[-1].startswith("(END)"))
    terminal.press(b"q")
    assert terminal.ended() == 0
