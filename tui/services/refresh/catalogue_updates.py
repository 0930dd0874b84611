"""Bringing the catalogue up to date beside reading: one update at a time, in a thread with a loop of its own."""

from __future__ import annotations

import asyncio
from contextlib import aclosing, suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from textual.app import App
from textual.message import Message

from pullquote.cache.core.catalogue import CatalogueEvent, CatalogueStage
from pullquote.cache.core.errors import LibraryLocked, PullquoteError
from pullquote.tui.services.background import Stoppable
from pullquote.tui.services.refresh.followed_news import moved_since

if TYPE_CHECKING:
    from pullquote.cache.library import Library


class CatalogueUpdates:
    """Asks services about names in a thread, so that nothing it does can delay a key; ``app`` gets the messages.

    What is asked for while an update runs follows it: names that are wanted first, then all that are due.
    """

    class Progressed(Message):
        """Something of an update has happened; ``quiet``: nobody asked for it."""

        def __init__(self, progress: CatalogueEvent, *, quiet: bool) -> None:
            super().__init__()
            self.progress, self.quiet = progress, quiet

    class Finished(Message):
        """An update has ended: ``last`` is its last event, ``error`` why it did not end by itself.

        ``quiet``: nobody asked for it. ``stopped``: it was told to end. ``news``: which followed dates moved.
        """

        def __init__(
            self, last: CatalogueEvent | None, *, error: str, quiet: bool, stopped: bool, news: str = ""
        ) -> None:
            super().__init__()
            self.last, self.error, self.quiet, self.stopped, self.news = last, error, quiet, stopped, news

    def __init__(self, library: Library, app: App[Any]) -> None:
        self._library = library
        self._app = app
        self._asking: Stoppable | None = None
        self._wanted: list[int] = []
        self._all: bool | None = None
        """Whether an update of all follows, and whether that is a quiet one."""
        self._quiet = True

    @property
    def running(self) -> bool:
        """Whether services are being asked now."""
        return self._asking is not None

    def ask_about(self, name: int) -> None:
        """Ask about a name quietly, now or after what is asked for already."""
        if name not in self._wanted:
            self._wanted.append(name)
        self._go_on()

    def ask_about_all(self, *, quiet: bool) -> None:
        """Ask about all names that are due, now or after what is asked for already."""
        self._all = quiet and self._all is not False
        if not quiet:
            self._quiet = False  # what is under way is shown too
        self._go_on()

    def stop(self) -> None:
        """End the update within moments, and what was to follow it; what was stored stays."""
        self._wanted, self._all = [], None
        if self._asking is not None:
            self._asking.stop()

    def _go_on(self) -> None:
        if self.running or not (self._wanted or self._all is not None):
            return
        names: list[int] | None = None
        if self._wanted:
            names, self._wanted, self._quiet = self._wanted, [], True
        else:
            self._quiet, self._all = bool(self._all), None
        self._asking = asking = Stoppable()
        self._app.run_worker(
            lambda: self._run(names, asking), thread=True, group="catalogue", exclusive=False, exit_on_error=False
        )

    def _finished(self, last: CatalogueEvent | None, *, error: str, stopped: bool, news: str) -> None:
        self._asking = None
        self._app.post_message(self.Finished(last, error=error, quiet=self._quiet, stopped=stopped, news=news))
        self._go_on()

    def _progressed(self, progress: CatalogueEvent) -> None:
        self._app.post_message(self.Progressed(progress, quiet=self._quiet))

    def _run(self, names: list[int] | None, asking: Stoppable) -> None:
        last: list[CatalogueEvent] = []
        stopped, error, news = False, "", ""
        begun = datetime.now(UTC)
        try:
            asking.run(self._update(names, last))
        except asyncio.CancelledError:
            stopped = True
        except LibraryLocked as locked:
            error = "" if self._quiet else str(locked)  # another window asks, and keeps what it is told
        except PullquoteError as failed:
            error = str(failed)
        finally:
            if last:
                with suppress(PullquoteError):  # what has come is kept all the same
                    news = moved_since(self._library, begun)
            self._app.call_later(self._finished, last[-1] if last else None, error=error, stopped=stopped, news=news)

    async def _update(self, names: list[int] | None, last: list[CatalogueEvent]) -> None:
        if names is not None:
            names = await asyncio.to_thread(self._library.catalogue.due, names)
            if not names:
                return
        events: Any = self._library.catalogue.update(names)
        async with aclosing(events):
            async for event in events:
                last[:] = [event]
                self._app.call_later(self._progressed, event)


def in_words(progress: CatalogueEvent) -> str:
    """Return how far an update is, as the status line shows it."""
    if progress.stage is CatalogueStage.DONE or not progress.total:
        return progress.message
    return f"{progress.done} of {progress.total} names asked about, {progress.linked} found"
