"""Asking for news while reading goes on: feeds, and the full text of one article."""

from __future__ import annotations

import asyncio
from abc import abstractmethod
from contextlib import aclosing
from typing import Any

from textual import work

from pullquote.cache.core.article import Origin
from pullquote.cache.core.errors import PullquoteError
from pullquote.cache.core.feed import Progress, Stage
from pullquote.tui.messages import ArticleRead, Refreshing, Said
from pullquote.tui.reader.article_actions import Taking


class News(Taking):
    """The part of the reader that brings new articles in.

    A refresh runs in a thread with an event loop of its own, so that nothing it does can delay a key.
    """

    def action_refresh_feed(self) -> None:
        """Ask the feed of the article for news."""
        headline = self.subject_headline
        if headline is None or headline.feed is None:
            self.say("This article came from no feed; R asks all feeds.")
        else:
            self.start_refresh([headline.feed])

    def action_refresh_all(self) -> None:
        """Ask all feeds for news, stop while that runs, or offer the starter feeds where there are none."""
        if self._stop_refresh is not None:
            self.stop_refresh()
        elif (feeds := self.ask_now(self.library.feeds, None)) is not None:
            self.start_refresh(None) if feeds else self.offer_starter()

    @property
    def refresh_under_way(self) -> bool:
        """Whether feeds are being asked now."""
        return self._stop_refresh is not None

    def start_refresh(self, feeds: list[int] | None) -> None:
        """Ask these feeds for news, or all; one refresh at a time."""
        if self._stop_refresh is not None:
            self.say("A refresh is under way; R stops it.")
            return
        self._stop_refresh = lambda: None
        self.status.standing = "Asking for news"
        self._refresh(feeds)

    def stop_refresh(self) -> None:
        """Stop the refresh that is under way; what it has brought is kept."""
        if self._stop_refresh is not None:
            self._stop_refresh()

    @work(thread=True, group="refresh", exclusive=True, exit_on_error=False)
    def _refresh(self, feeds: list[int] | None) -> None:
        stopped = False
        try:
            asyncio.run(self._follow_refresh(feeds))
        except asyncio.CancelledError:
            stopped = True
        except PullquoteError as error:
            self.post_message(Said(str(error), failed=True))
        finally:
            self.post_message(Refreshing(None, stopped=stopped))

    async def _follow_refresh(self, feeds: list[int] | None) -> None:
        loop, task = asyncio.get_running_loop(), asyncio.current_task()
        if task is not None:
            self._stop_refresh = lambda: loop.call_soon_threadsafe(task.cancel)
        events: Any = self.library.refresh(feeds=feeds, force=feeds is not None)
        async with aclosing(events):
            async for progress in events:
                self.post_message(Refreshing(progress))

    def on_refreshing(self, message: Refreshing) -> None:
        """Show how far a refresh is; at its end, announce what arrived."""
        progress = message.progress
        if progress is None:
            self._stop_refresh = None
            self.status.progress = None
            self.status.standing = ""
            if message.stopped:
                self.say("Refresh stopped; what has arrived is kept.")
            self._seen_changes = -1
            self.watch_library()
            return
        self.status.progress = _part_done(progress)
        self.status.standing = _in_words(progress)
        if progress.stage is Stage.DONE:
            self.say(_in_words(progress))

    @abstractmethod
    def offer_starter(self) -> None:
        """Offer the starter feeds; the screen that opens pages knows how."""

    # One article

    def action_full_text(self) -> None:
        """Fetch the full text now, or change between the full text and the feed's own."""
        if self.subject is not None:
            self.say("Looking for the full text")
            self._full_text(self.subject, self._shown_origin)

    @work(thread=True, group="full text", exclusive=True, exit_on_error=False)
    def _full_text(self, article: int, shown: Origin | None) -> None:
        library: Any = self.library
        origin: Origin
        try:
            origins = self.library.origins(article)
            if "page" in origins or len(origins) > 1:
                others: list[Origin] = [each for each in origins if each != (shown or origins[0])]
                if not others:
                    self.post_message(Said("This is the full text."))
                    return
                found, origin = self.library.article(article, origin=others[0]), others[0]
            else:
                found, origin = asyncio.run(library.fetch_page(article)), "page"
        except PullquoteError as error:
            self.post_message(Said(str(error), failed=True))
            return
        self.post_message(ArticleRead(found, None, (), origin=origin))
        self.post_message(Said("The full text" if origin == "page" else "The feed's own text"))


def _part_done(progress: Progress) -> float | None:
    total = progress.total + progress.pages_total
    return min(1.0, (progress.done + progress.pages_done) / total) if total else None


def _in_words(progress: Progress) -> str:
    if progress.stage is Stage.DONE:
        words = f"{progress.new} new" if progress.new else "Nothing new"
        return words + (f", {progress.failed} feeds failed" if progress.failed else "")
    if progress.stage is Stage.WAITING:
        return "Another refresh is under way (R stops waiting)"
    parts = [f"{progress.done} of {progress.total} feeds"]
    if progress.pages_total:
        parts.append(f"{progress.pages_done} of {progress.pages_total} pages")
    if progress.new:
        parts.append(f"{progress.new} new")
    if progress.seconds_left is not None and progress.seconds_left >= 1:
        parts.append(f"{round(progress.seconds_left)} s left")
    return ", ".join(parts) + " (R stops)"
