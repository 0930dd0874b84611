"""Where nothing can be drawn, a sentence says what to do instead."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from .conftest import MODULE, Terminal


@pytest.mark.parametrize("term", ["dumb", "unknown", ""])
def test_a_terminal_that_cannot_be_drawn_on_is_refused(start: Callable[..., Terminal], term: str) -> None:
    terminal = start(TERM=term)
    assert terminal.ended() == 2
    said = " ".join(terminal.received.decode().split())
    assert "TERM is" in said
    assert "`pullquote list`" in said
    assert b"\x1b" not in terminal.received


def test_without_a_terminal_the_app_is_refused(hermetic: Path) -> None:
    ended = subprocess.run(
        [*MODULE, "open"], check=False, capture_output=True, text=True, stdin=subprocess.DEVNULL, start_new_session=True
    )
    assert ended.returncode == 2
    assert ended.stderr.count("\n") == 1
    assert "needs a terminal" in ended.stderr
    assert "`pullquote list`" in ended.stderr


def test_keys_that_come_from_nowhere_are_said(hermetic: Path, start: Callable[..., Terminal]) -> None:
    command = [
        sys.executable,
        "-c",
        "import os, sys; os.dup2(os.open(os.devnull, 0), 0); os.execvp(sys.argv[1], sys.argv[1:])",
    ]
    terminal = start("open", command=[*command, *MODULE])
    assert terminal.ended() == 2
    assert "takes keys from a terminal" in " ".join(terminal.received.decode().split())
