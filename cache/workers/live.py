"""Which worker processes live now, for a program that must end at once.

In a module of its own, so that whoever ends the program loads nothing for it.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import subprocess

_live: set[subprocess.Popen[bytes]] = set()


def born(process: subprocess.Popen[bytes]) -> None:
    """Count a process among those to be ended with the program."""
    _live.add(process)


def gone(process: subprocess.Popen[bytes]) -> None:
    """Forget a process that has been ended."""
    _live.discard(process)


def kill_all() -> None:
    """Kill every worker of this process, from any thread; none is waited for."""
    for process in tuple(_live):
        with contextlib.suppress(OSError):
            process.kill()
