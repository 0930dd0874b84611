"""Threads beside the app's: a widget asks in one, and what waits for the network is run in one and can be stopped."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any, TypeVar

from textual.worker import get_current_worker

from pullquote.tui.services.messages import Said, failure

if TYPE_CHECKING:
    from textual.widget import Widget

T = TypeVar("T")


def ask_in_thread(
    owner: Widget,
    question: Callable[[], T],
    then: Callable[[T], Any],
    *,
    group: str,
    failed: Callable[[Said], Any] | None = None,
) -> None:
    """Ask in a thread and call ``then`` with the answer, unless ``owner`` asked the ``group`` again or is gone.

    ``failed`` gets what to say of an error; without it, ``owner`` posts that.
    """

    def ask() -> None:
        worker = get_current_worker()

        def hand_over(act: Callable[[], Any]) -> None:
            owner.call_later(lambda: act() if owner.is_attached and not worker.is_cancelled else None)

        try:
            answer = question()
        except Exception as error:  # noqa: BLE001 -- it would end the app, and nothing depends on the answer
            said = failure(error)
            hand_over(lambda: failed(said) if failed is not None else owner.post_message(said))
        else:
            hand_over(lambda: then(answer))

    owner.run_worker(ask, thread=True, exclusive=True, group=group, exit_on_error=False)


class Stoppable:
    """A coroutine that is run once, in a thread with an event loop of its own: nothing it does can delay a key."""

    def __init__(self) -> None:
        self._stopped = False
        self._under_way: tuple[asyncio.AbstractEventLoop, asyncio.Task[object] | None] | None = None

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        """Return what ``work`` returns; for a thread. Raises ``asyncio.CancelledError`` where it was stopped."""
        return asyncio.run(self._watched(work))

    async def _watched(self, work: Coroutine[Any, Any, T]) -> T:
        self._under_way = asyncio.get_running_loop(), asyncio.current_task()
        if self._stopped:
            work.close()
            raise asyncio.CancelledError
        return await work

    def stop(self) -> None:
        """End it from any thread, also before it has begun; nothing happens where it has ended."""
        self._stopped = True
        if self._under_way is not None and (task := self._under_way[1]) is not None:
            with contextlib.suppress(RuntimeError):  # its loop has closed
                self._under_way[0].call_soon_threadsafe(task.cancel)
