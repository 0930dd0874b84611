"""The program as a script runs it, with the environment of the test."""

from __future__ import annotations

import os
import subprocess
import sys

from .waiting import WAIT

PROGRAM = (sys.executable, "-m", "pullquote.tui")


def ended(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Return what the program printed, and how it ended."""
    return subprocess.run(
        [*PROGRAM, *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=WAIT,
        env=os.environ,
        check=False,
    )


def run(*arguments: str, code: int = 0) -> subprocess.CompletedProcess[str]:
    """Return what the program printed; it must have ended with ``code``."""
    done = ended(*arguments)
    assert done.returncode == code, done.stderr
    return done
