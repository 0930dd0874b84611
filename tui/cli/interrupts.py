"""Ctrl-C (SIGINT): imported before everything else, so that it ends the program in good order from its first moments.

It ends a command at once with exit code 130. No ``KeyboardInterrupt`` is raised, because that can come up where Python
only prints it (a destructor, the end of the interpreter) or where a library makes another error of it. Nothing is lost:
a library is sound whenever its process ends. What has something to put in order says so with ``run`` or ``raised``.
"""

from __future__ import annotations

import os
import signal
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable, Coroutine, Iterator

    T = TypeVar("T")

_AGAIN = 0.02
"""Seconds until what could not end yet is told again."""
INTERRUPTED = 128 + signal.SIGINT
"""Exit code of a command that was interrupted, as shells have it."""


def leave_at_once() -> None:
    """Let Ctrl-C end the program; not where it was started with SIGINT ignored, as ``nohup`` and ``&`` do."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, _leave)


def run(work: Coroutine[Any, Any, T]) -> T:
    """Return the answer of ``work``, run in an event loop of its own.

    Ctrl-C cancels it, and ``KeyboardInterrupt`` is raised once it has ended. A second Ctrl-C ends the program at once.
    """
    import asyncio  # lazy: 30 ms, which `show` and `list` do without

    interrupted = False

    async def cancellable() -> T:
        loop, task = asyncio.get_running_loop(), asyncio.current_task()

        def cancel(*_: object) -> None:
            nonlocal interrupted
            interrupted = True
            signal.signal(signal.SIGINT, _leave)
            if task:
                loop.call_soon_threadsafe(task.cancel)

        with _answered_by(cancel):
            return await work

    try:
        answer = asyncio.run(cancellable())
    except asyncio.CancelledError:
        raise KeyboardInterrupt from None
    if interrupted:  # too late to cancel anything
        raise KeyboardInterrupt
    return answer


@contextmanager
def told(end: Callable[[], bool]) -> Iterator[None]:
    """Let Ctrl-C call ``end`` in the event loop that runs, and again until it returns true: it ends what runs there.

    Where no event loop runs, before it and after it, Ctrl-C ends the program at once.
    """
    import asyncio  # lazy: 30 ms, which `show` and `list` do without

    def tell(*_: object) -> None:
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            _leave()
        else:
            loop.call_soon_threadsafe(again, loop)

    def again(loop: asyncio.AbstractEventLoop) -> None:
        if not end():
            loop.call_later(_AGAIN, again, loop)

    with _answered_by(tell):
        yield


@contextmanager
def raised() -> Iterator[None]:
    """Let Ctrl-C raise ``KeyboardInterrupt``, where a terminal's modes must be put back."""
    with _answered_by(signal.default_int_handler):
        yield


@contextmanager
def _answered_by(handler: Any) -> Iterator[None]:
    before = signal.getsignal(signal.SIGINT)
    if before is not _leave:
        yield
        return
    signal.signal(signal.SIGINT, handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _leave(*_: object) -> None:
    os._exit(INTERRUPTED)
