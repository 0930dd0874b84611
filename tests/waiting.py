"""Waiting for what a test needs: no test waits a fixed time, and all have one limit."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import TypeVar

T = TypeVar("T")

WAIT = 180.0
"""Seconds after which a wait has failed: far more than a busy machine takes for anything here."""
TRIES = 5
"""How often something that has to be quick is done: on a busy machine a single try may be slow."""
STEP = 0.01
"""Seconds between two looks at whether it has come."""


def until(condition: Callable[[], T]) -> T:
    """Return the first true answer of ``condition``.

    Raises:
        AssertionError: None came within ``WAIT``.
    """
    end = time.monotonic() + WAIT
    while not (answer := condition()):
        assert time.monotonic() < end, "what was waited for did not come"
        time.sleep(STEP)
    return answer


async def soon(condition: Callable[[], T]) -> T:
    """Return the first true answer of ``condition``, letting other tasks of the loop go on; as ``until``."""
    end = time.monotonic() + WAIT
    while not (answer := condition()):
        assert time.monotonic() < end, "what was waited for did not come"
        await asyncio.sleep(STEP)
    return answer


async def shown(act: Callable[[], Awaitable[bool]]) -> bool:
    """Return whether one of ``TRIES`` of ``act`` comes out true: what is late on a busy machine only looks unspaced."""
    for _ in range(TRIES):
        if await act():
            return True
    return False
