"""Fetching what an edition lacks to be read without a network: one at a time, while its reader reads on."""

from __future__ import annotations

import asyncio
from contextlib import aclosing
from typing import TYPE_CHECKING, Any

from textual.dom import DOMNode

from pullquote.cache.core.counts import counted
from pullquote.cache.core.errors import PullquoteError
from pullquote.cache.core.feed import RefreshEvent
from pullquote.tui.services.background import Stoppable
from pullquote.tui.services.refresh.refresher import failure_of

if TYPE_CHECKING:
    from pullquote.cache.core.edition import Edition
    from pullquote.cache.library import Library


class EditionFetch:
    """Fetches in a thread with an event loop of its own; ``owner`` outlives every page that looks at it.

    ``standing`` and ``done`` (0 to 1, ``None`` where unknown) say how far it is, ``failure`` why it ended early.
    """

    def __init__(self, library: Library, owner: DOMNode) -> None:
        self._library = library
        self._owner = owner
        self._asking: Stoppable | None = None
        self.standing = self.failure = ""
        self.done: float | None = None

    @property
    def running(self) -> bool:
        """Whether something is being fetched now."""
        return self._asking is not None

    def start(self, edition: Edition) -> None:
        """Fetch what an edition lacks, unless something is being fetched."""
        if self.running:
            return
        self._asking = asking = Stoppable()
        self.standing, self.failure, self.done = "Fetching what the edition lacks", "", None
        self._owner.run_worker(
            lambda: self._run(edition, asking), thread=True, group="edition fetch", exclusive=True, exit_on_error=False
        )

    def stop(self) -> None:
        """Stop; what has come is kept."""
        if self._asking is not None:
            self._asking.stop()

    def _run(self, edition: Edition, asking: Stoppable) -> None:
        try:
            asking.run(self._fetch(edition))
        except asyncio.CancelledError:
            pass
        except PullquoteError as error:
            self.failure = str(error)
        finally:
            self.standing, self.done, self._asking = "", None, None

    async def _fetch(self, edition: Edition) -> None:
        events: Any = self._library.editions.make_ready(edition)
        async with aclosing(events):
            async for event in events:
                self.standing, self.done = in_words(event), part_done(event)
                self.failure = failure_of(event) or self.failure


def in_words(event: RefreshEvent) -> str:
    """Return how far fetching is: ``3 of 5 pages, 2 of 9 pictures``."""
    parts = [f"{event.pages_done} of {counted(event.pages_total, 'page')}"] if event.pages_total else []
    parts += [f"{event.pictures_done} of {counted(event.pictures_total, 'picture')}"] if event.pictures_total else []
    return ", ".join(parts) or "Fetching what the edition lacks"


def part_done(event: RefreshEvent) -> float | None:
    """Return which part of it is fetched, 0 to 1; ``None`` while it is not known how much there is."""
    total = event.pages_total + event.pictures_total
    return min(1.0, (event.pages_done + event.pictures_done) / total) if total else None
