"""Making veils anew where what is guarded has changed: at the start, and when the setting is another."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from pullquote.tui.services.messages import Said

if TYPE_CHECKING:
    from pullquote.tui.reader.screen import ReaderScreen

TOLD_AFTER, TOLD_EVERY = 0.5, 0.25
"""Seconds after which is said how far it is, and how often then."""


class GuardSettling:
    """Settles what is veiled, in a thread and one after another; no key waits, and the panes show what came of it."""

    def __init__(self, screen: ReaderScreen) -> None:
        self._screen = screen

    def settle(self, said: str = "") -> None:
        """Make veils anew if they are not those for what is guarded now; ``said`` is said once that is done.

        In a library that is only read articles are judged when they are shown.
        """
        screen = self._screen
        if screen.library.read_only:
            return
        screen.access.look_up(
            screen, lambda: self._is_settled(said), lambda done: None if done else self._begin(said), group="guards"
        )

    def _is_settled(self, said: str) -> bool:
        settled = self._screen.library.guard.is_settled()
        if settled and said:
            self._screen.post_message(Said(said))
        return settled

    def _begin(self, said: str) -> None:
        screen, began = self._screen, time.monotonic()
        last = [began + TOLD_AFTER - TOLD_EVERY]

        def told(done: int, total: int) -> None:
            if (now := time.monotonic()) - last[0] >= TOLD_EVERY:
                last[0] = now
                screen.post_message(Said(f"Looking for spoilers: {done:,} of {total:,} articles"))

        def ended(changed: bool) -> None:
            if changed:
                screen.list.forget()
                screen.article.check()
            if said or last[0] > began + TOLD_AFTER - TOLD_EVERY:
                screen.say(said or "What would spoil what you guard is veiled.")

        screen.access.write(screen, lambda: screen.library.guard.settle(told), ended)
