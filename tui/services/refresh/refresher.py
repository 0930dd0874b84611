"""One refresh at a time, whichever screen asks for it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from contextlib import aclosing, suppress
from typing import TYPE_CHECKING, Any

from textual.dom import DOMNode
from textual.message import Message

from pullquote.cache.core.counts import counted
from pullquote.cache.core.errors import PullquoteError
from pullquote.cache.core.feed import RefreshEvent, Stage
from pullquote.cache.core.following.followed import Standing
from pullquote.cache.core.sanitize import clean_line
from pullquote.tui.actions import key_of
from pullquote.tui.render.icons import icons_for
from pullquote.tui.services.background import Stoppable
from pullquote.tui.services.refresh.followed_news import news_since

if TYPE_CHECKING:
    from pullquote.cache.library import Library

TELL_EVERY = 0.1
"""Seconds from one showing to the next of how far a refresh is."""
_COUNTING = frozenset({Stage.FETCHED, Stage.STORED, Stage.UNCHANGED, Stage.UNDERSTOOD, Stage.PAGE, Stage.PICTURE})
"""What only says that a refresh is further than before."""


def under_way(keymap: Mapping[str, str]) -> str:
    """Return what is said where another refresh is asked for."""
    return f"A refresh is under way; {key_of('refresh_all', keymap)} stops it."


class Paced:
    """Passes events of a refresh on to ``then``: those that only count further not more often than eyes read them.

    Each draws the status line anew, and keys wait meanwhile. Belongs to one event loop.
    """

    def __init__(self, then: Callable[[RefreshEvent], object]) -> None:
        self._then = then
        self._held: RefreshEvent | None = None
        self._timer: asyncio.TimerHandle | None = None

    def tell(self, progress: RefreshEvent) -> None:
        """Pass an event on, or hold it until it is time; the next that only counts takes its place."""
        if progress.stage not in _COUNTING:
            self._pass_held()
            self._then(progress)
        elif self._timer is not None:
            self._held = progress
        else:
            self._then(progress)
            self._timer = asyncio.get_running_loop().call_later(TELL_EVERY, self._in_time)

    def end(self) -> None:
        """Pass on what is held: nothing else comes."""
        if self._timer is not None:
            self._timer.cancel()
        self._pass_held()

    def _in_time(self) -> None:
        self._timer = None
        if (held := self._held) is not None:
            self._held = None
            self.tell(held)

    def _pass_held(self) -> None:
        if (held := self._held) is not None:
            self._held = None
            self._then(held)


class Refresher:
    """Refreshes feeds in a thread with an event loop of its own, so that nothing it does can delay a key.

    ``standing`` and ``done`` (0 to 1, ``None`` where unknown) say how far it is, ``failure`` which feed failed last and
    why, ``quiet`` that nobody asked for it; ``owner`` gets the messages.
    """

    class Started(Message):
        """A refresh has begun."""

    class Progressed(Message):
        """Something of a refresh has happened."""

        def __init__(self, progress: RefreshEvent) -> None:
            super().__init__()
            self.progress = progress

    class Finished(Message):
        """A refresh has ended, by itself, because it was ``stopped``, or with an ``error`` to be shown.

        ``news`` is what it brought about what is followed, in words; empty for nothing.
        """

        def __init__(self, *, stopped: bool, error: str = "", news: str = "") -> None:
            super().__init__()
            self.stopped, self.error, self.news = stopped, error, news

    def __init__(self, library: Library, owner: DOMNode) -> None:
        self._library = library
        self._owner = owner
        self._asking: Stoppable | None = None
        self.standing = self.failure = ""
        self.quiet = False
        self.done: float | None = None

    @property
    def running(self) -> bool:
        """Whether feeds are being fetched now."""
        return self._asking is not None

    def start(self, feeds: list[int] | None, *, quiet: bool = False) -> bool:
        """Refresh these feeds, or all; return whether it began, which it does not while another one runs.

        With none, accounts are synced, and what an earlier refresh left to be understood is understood.
        """
        if self.running:
            return False
        self.quiet = quiet
        self._asking = asking = Stoppable()
        self.standing, self.failure = "Asking for news", ""
        self._owner.post_message(self.Started())
        self._owner.run_worker(
            lambda: self._run(feeds, asking), thread=True, group="refresh", exclusive=True, exit_on_error=False
        )
        return True

    def stop(self) -> None:
        """Stop the refresh that is running; what it has brought is kept."""
        if self._asking is not None:
            self._asking.stop()

    def _progressed(self, progress: RefreshEvent) -> None:
        settings = self._library.settings
        dot = icons_for(settings.reading).dot
        self.standing, self.done = in_words(progress, settings.keys, dot), _part_done(progress)
        self.failure = failure_of(progress) or self.failure
        self._owner.post_message(self.Progressed(progress))

    def _finished(self, *, stopped: bool, error: str, news: str) -> None:
        self._asking, self.standing, self.done = None, "", None
        self._owner.post_message(self.Finished(stopped=stopped, error=error, news=news))

    def _run(self, feeds: list[int] | None, asking: Stoppable) -> None:
        stopped, complaint, news = False, "", ""
        before: Standing | None = None
        try:
            before = self._library.following.standing()
            asking.run(self._refresh(feeds))
        except asyncio.CancelledError:
            stopped = True
        except PullquoteError as error:
            complaint = str(error)
        finally:
            if before is not None:
                with suppress(PullquoteError):  # what has come is kept all the same
                    news = news_since(self._library, before)
            self._owner.call_later(self._finished, stopped=stopped, error=complaint, news=news)

    async def _refresh(self, feeds: list[int] | None) -> None:
        paced = Paced(lambda progress: self._owner.call_later(self._progressed, progress))
        asked = self._library.refresh(feeds=feeds, force=feeds is not None) if feeds != [] else None
        events: Any = asked or self._library.catch_up()
        async with aclosing(events):
            async for progress in events:
                paced.tell(progress)
        paced.end()


def _part_done(progress: RefreshEvent) -> float | None:
    total = progress.total + progress.pages_total + progress.to_understand + progress.pictures_total
    done = progress.done + progress.pages_done + progress.understood + progress.pictures_done
    return min(1.0, done / total) if total else None


def failure_of(progress: RefreshEvent) -> str:
    """Return which feed has just failed, why, and how many have so far, or that pictures cannot be kept; else empty."""
    if progress.stage is Stage.UNKEPT:
        return f"{progress.title}: {clean_line(progress.message, 200)}"
    if progress.stage is not Stage.FAILED or progress.feed is None:
        return ""
    so_far = f" {progress.failed} feeds have failed so far." if progress.failed > 1 else ""
    return f"{clean_line(progress.title, 60)}: {clean_line(progress.message, 200)}{so_far}"


def in_words(progress: RefreshEvent, keymap: Mapping[str, str], dot: str = "·") -> str:
    """Return how far a refresh is, as the status line shows it, and the key that stops it.

    What is still going on comes first, what may be left out where it is narrow last; ``dot`` parts them.
    """
    stops = f"{key_of('refresh_all', keymap)} stops"
    failed = f"{counted(progress.failed, 'feed')} failed" if progress.failed else ""
    if progress.stage is Stage.DONE:
        if not (progress.total or progress.new or progress.pages_done):
            return f"No feed is due yet; {key_of('refresh_feed', keymap)} asks the feed of an article at once"
        return ", ".join(filter(None, (f"{progress.new} new" if progress.new else "Nothing new", failed)))
    if progress.stage is Stage.WAITING:
        return f"Another refresh is under way ({stops} waiting)"
    going_on = [
        f"{done}/{total} {what}"
        for done, total, what in (
            (progress.done, progress.total, "feeds"),
            (progress.pages_done, progress.pages_total, "pages"),
            (progress.understood, progress.to_understand, "understood"),
            (progress.pictures_done, progress.pictures_total, "pictures"),
        )
        if done < total
    ]
    left, new = _left(progress.seconds_left), f"{progress.new} new" if progress.new else ""
    return f" {dot} ".join(filter(None, (", ".join(going_on) or "Finishing", stops, left, new, failed)))


def _left(seconds: float | None) -> str:
    if seconds is None or seconds < 1:
        return ""
    return f"{round(seconds)} s left" if seconds < 90 else f"{round(seconds / 60)} min left"
