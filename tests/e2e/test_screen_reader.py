"""The terminal's cursor stands where the focus is, for what reads the screen aloud, into Braille, or magnifies it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from .conftest import Terminal


def opened(start: Callable[..., Terminal], hermetic: Path, *, linear: bool) -> Terminal:
    (hermetic / "config").mkdir(exist_ok=True)
    (hermetic / "config" / "config.toml").write_text(f"[reading]\nlinear = {str(linear).lower()}\n")
    terminal = start(columns=80, lines=24)
    terminal.until(lambda text: "Welcome to Pullquote" in text)
    return terminal


def line(terminal: Terminal) -> str:
    """Return the line the cursor stands on."""
    return str(terminal.screen.display[terminal.screen.cursor.y])


@pytest.mark.parametrize("linear", [True, False])
def test_the_cursor_follows_the_focus(start: Callable[..., Terminal], hermetic: Path, linear: bool) -> None:
    terminal = opened(start, hermetic, linear=linear)
    terminal.until(lambda _: "Read the sample edition" in line(terminal))
    terminal.press(b"j")
    terminal.until(lambda _: "Take starter feeds" in line(terminal))
    terminal.press(b"k\r")
    terminal.until(lambda _: "Harbour Lights" in line(terminal))
    terminal.press(b"j")
    terminal.until(lambda _: "Cartographer" in line(terminal))
    terminal.press(b"/harb")
    terminal.until(lambda _: "Search harb" in line(terminal) and terminal.screen.cursor.x == len(" Search harb"))
    shown, hidden = (terminal.received.rfind(f"\x1b[?25{mode}".encode()) for mode in "hl")
    assert (shown > hidden) is linear
