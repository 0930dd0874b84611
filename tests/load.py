"""The processor: used up by others, and bounded for one."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

CAP = 20
"""Seconds of processor time that what is linear comes nowhere near in these tests."""


@contextmanager
def busy(processes: int) -> Iterator[None]:
    """Use up processors meanwhile."""
    running = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(processes)]
    try:
        yield
    finally:
        for process in running:
            process.kill()
            process.wait()


def ends_within_the_cap(code: str) -> bool:
    """Run ``code`` in a process with ``CAP`` seconds of processor time; return whether it ended well."""
    program = (
        f"import resource, sys; resource.setrlimit(resource.RLIMIT_CPU, ({CAP}, {CAP}))\n"
        f"sys.path[:] = {[place for place in sys.path if place]!r}\n{code}"
    )
    return subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
