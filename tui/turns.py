"""Keys one after the other, however quickly they come: each finds what the one before it has made of the app.

Textual (8.2.8) hands a key to what has the focus and takes the next at once. A key behind one that closes a dialog is
then handed to that dialog, and is lost; a letter behind the Enter of a line still comes into the line that was entered.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

from textual import events
from textual.app import App
from textual.dom import DOMNode
from textual.message_pump import MessagePump

LONGEST = 2.0
"""Seconds the next key waits at most: something may not end before another key has come."""
_LOOK = 0.02
"""Seconds between two looks whether another screen has come."""
_ROUNDS = 3
"""How often all that a key passed is waited for: what it sets off, such as the choice of a row, goes the same way."""

Typed = events.Key | events.Paste


class Turns:
    """Has keys wait as long as the one before is at work."""

    def __init__(self, app: App[Any], act: Callable[[Typed], Awaitable[None]]) -> None:
        """``act`` is awaited, in the app's own task, with each key that had to wait, when it is its turn."""
        self._app = app
        self._act = act
        self._waiting: deque[Typed] = deque()
        self._turn: asyncio.Task[None] | None = None

    @property
    def busy(self) -> bool:
        """Whether a key is at work or waits."""
        return self._turn is not None or bool(self._waiting)

    def keep(self, event: Typed) -> bool:
        """Return whether a key has to wait; Ctrl-C never does."""
        if not self.busy or getattr(event, "key", "") == "ctrl+c":
            return False
        self._waiting.append(event)
        return True

    def follow(self, target: DOMNode) -> None:
        """Have the next key wait until what was handed to ``target`` has passed it and all that stands above it."""
        self.wait_for(self._passed(target))

    def wait_for(self, work: Coroutine[Any, Any, object]) -> None:
        """Have the next key wait until ``work`` is done, and no longer than ``LONGEST``."""
        self._turn = asyncio.create_task(self._take_turn(work))

    async def _take_turn(self, work: Coroutine[Any, Any, object]) -> None:
        try:
            await asyncio.wait_for(work, LONGEST)
        except TimeoutError:
            pass  # its work goes on, and the next key comes beside it
        finally:
            self._turn = None
            if self._waiting:
                self._app.call_later(self._go_on)

    async def _go_on(self) -> None:
        while self._waiting and self._turn is None:
            await self._act(self._waiting.popleft())

    async def _passed(self, target: DOMNode) -> None:
        screen = self._app.screen
        way = [node for node in target.ancestors_with_self if isinstance(node, MessagePump)]
        for _ in range(_ROUNDS):
            for node in way:
                await self._reached(node, lambda: self._app.screen is not screen)
        if self._app.screen is not screen:  # which is told what the one that has closed was answered
            await self._reached(self._app.screen, lambda: False)

    async def _reached(self, node: MessagePump, is_idle: Callable[[], bool]) -> None:
        """Wait until ``node`` has handled what waits there now; not where it is closed, or waiting has become idle."""
        handled = asyncio.Event()
        if is_idle() or not node.call_later(handled.set):
            return
        while not handled.is_set() and not is_idle():
            try:
                await asyncio.wait_for(handled.wait(), _LOOK)
            except TimeoutError:
                continue
