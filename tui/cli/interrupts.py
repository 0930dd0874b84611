"""Ctrl-C (SIGINT): imported before everything else, so that it ends the program in good order from its first moments.

It ends a command at once with exit code 130. No ``KeyboardInterrupt`` is raised, because that can come up where Python
only prints it (a destructor, the end of the interpreter) or where a library makes another error of it. Nothing is lost:
a library is sound whenever its process ends. What has something to put in order says so with ``run`` or ``raised``.
"""

from __future__ import annotations

# Importing ``signal``, ``contextlib`` or ``typing`` takes thousands of calls, and in some of them (callbacks of weak
# references) Python swallows an interrupt. This is the built-in part of ``signal``; the rest waits.
import _signal as signal  # type: ignore[import-not-found] # pyright: ignore[reportMissingImports]
import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine
    from typing import Any, TypeVar

    T = TypeVar("T")

INTERRUPTED: int = 128 + signal.SIGINT
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

        with _Answered(cancel):
            return await work

    try:
        answer = asyncio.run(cancellable())
    except asyncio.CancelledError:
        raise KeyboardInterrupt from None
    if interrupted:  # too late to cancel anything
        raise KeyboardInterrupt
    return answer


def raised() -> _Answered:
    """Let Ctrl-C raise ``KeyboardInterrupt``, where a terminal's modes must be put back."""
    return _Answered(signal.default_int_handler)


def left_to_others() -> _Answered:
    """Let Ctrl-C be for the program that has the terminal, and for it alone."""
    return _Answered(lambda *_: None)  # not ignored: that would be handed down to the program


class _Answered:
    """Ctrl-C answered by another handler for a while; not where it is ignored."""

    def __init__(self, handler: Callable[..., object]) -> None:
        self._handler = handler

    def __enter__(self) -> None:
        self._ours = signal.getsignal(signal.SIGINT) is _leave
        if self._ours:
            signal.signal(signal.SIGINT, self._handler)

    def __exit__(self, *_: object) -> None:
        if self._ours:
            signal.signal(signal.SIGINT, _leave)


def _leave(*_: object) -> None:
    os._exit(INTERRUPTED)
