"""Random keys over all screens, as ``monkey.py`` presses them: a short run each time, long ones by hand."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from ..waiting import WAIT

ROOT = Path(__file__).parents[2]


@pytest.mark.slow
@pytest.mark.parametrize("seed", [4, 1009])
def test_no_key_breaks_a_screen(seed: int) -> None:
    # A process of its own: it works in a folder, a shell and a network of its own.
    command = [sys.executable, "-m", "tests.tui.monkey", "--keys", "300", "--seed", str(seed)]
    played = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=2 * WAIT, check=False
    )
    assert played.returncode == 0, played.stdout[-4_000:] + played.stderr[-4_000:]
