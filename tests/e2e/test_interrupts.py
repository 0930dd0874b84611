"""Ctrl-C while the app starts: exit code 130, no traceback, and the terminal as it was."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ..interrupting import COUNTING, moments


@pytest.mark.slow
@pytest.mark.parametrize("framed", [False, True])
def test_the_app_ends_in_good_order_at_any_moment_of_its_start(
    hermetic: Path,
    sample_edition: Path,
    tmp_path: Path,
    start: Callable[..., Any],
    monkeypatch: pytest.MonkeyPatch,
    framed: bool,
) -> None:
    shutil.copytree(sample_edition, hermetic / "library")
    config = hermetic / "config" / "config.toml"
    config.parent.mkdir(exist_ok=True)
    config.write_text(f"reading.first_frame = {str(framed).lower()}\n")
    told = tmp_path / "told"
    (tmp_path / "sitecustomize.py").write_text(COUNTING)
    monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])
    monkeypatch.setenv("INTERRUPT_TOLD", str(told))
    whole = start(INTERRUPT_AT="0")
    whole.until(lambda text: "Harbour Lights" in text)
    whole.press(b"Q")
    assert whole.ended() == 0
    total = int(told.read_text())
    seen = 0
    for moment in moments(total, 24):
        told.unlink(missing_ok=True)
        terminal, leaving = start(INTERRUPT_AT=str(moment)), False
        while terminal.process.poll() is None and not told.exists():
            terminal.read(0.05)
            if "Harbour Lights" in terminal.text() and not told.exists():
                terminal.press(b"Q")
                leaving = True
        code = terminal.ended()
        if leaving or not told.exists():  # it had started, and was on its way out by then
            continue
        seen += 1
        assert code == 130, (moment, code, terminal.received)
        assert b"Traceback" not in terminal.received, (moment, terminal.received)
        assert b"Interrupt" not in terminal.received, (moment, terminal.received)
        if b"\x1b[?1049h" in terminal.received:
            assert terminal.restored(), moment
    assert seen > (4 if framed else 15)  # a list that stands before the app does is left sooner
