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
    """Settles what is veiled, piece by piece in a thread; no key waits, and the panes show what came of it."""

    def __init__(self, screen: ReaderScreen) -> None:
        self._screen = screen

    def settle(self, said: str = "") -> None:
        """Make veils anew if they are not those for what is guarded now; ``said`` is said once that is done.

        In a library that is only read articles are judged when they are shown.
        """
        screen = self._screen
        if screen.library.read_only:
            return

        def asked(settled: bool) -> None:
            if not settled:
                self._begin(said)
            elif said:
                self._show(said)

        screen.access.look_up(screen, screen.library.guard.is_settled, asked, group="guards")

    def _show(self, said: str) -> None:
        """Show the list and the article as they are to be shown now, and say a sentence."""
        self._screen.list.forget()
        self._screen.article.check()
        if said:
            self._screen.say(said)

    def _begin(self, said: str) -> None:
        screen, began = self._screen, time.monotonic()
        last = [began + TOLD_AFTER - TOLD_EVERY]

        def told(done: int, total: int) -> None:
            if (now := time.monotonic()) - last[0] >= TOLD_EVERY:
                last[0] = now
                screen.post_message(Said(f"Looking for spoilers: {done:,} of {total:,} articles"))

        def ended(changed: bool) -> None:
            told_of = last[0] > began + TOLD_AFTER - TOLD_EVERY
            if changed or said:
                self._show(said or ("What would spoil what you guard is veiled." if told_of else ""))

        screen.access.settle_veils(screen, told, ended)
