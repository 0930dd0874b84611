"""Asking for news while reading goes on: feeds, and the full text of one article."""

from __future__ import annotations

import asyncio
from abc import abstractmethod
from typing import Any

from textual import work

from pullquote.cache.core.article import Origin
from pullquote.cache.core.errors import PullquoteError
from pullquote.cache.core.feed import Stage
from pullquote.tui.messages import ArticleRead, Said
from pullquote.tui.reader.article_actions import Taking
from pullquote.tui.services.refresher import Refresher


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
        """Refresh all feeds, stop while that runs, or offer the starter feeds where there are none."""
        if self.refresher.running:
            self.refresher.stop()
        elif (feeds := self.ask_now(self.library.feeds, None)) is not None:
            self.start_refresh(None) if feeds else self.offer_starter()

    def start_refresh(self, feeds: list[int] | None) -> None:
        """Refresh these feeds, or all; one refresh at a time."""
        if self.refresher.start(feeds):
            self.status.standing = self.refresher.standing
        else:
            self.say("A refresh is under way; R stops it.")

    def on_refresher_progressed(self, message: Refresher.Progressed) -> None:
        """Show how far a refresh is."""
        self._show_refresh(message)
        if message.progress.stage is Stage.DONE:
            self.say(self.refresher.standing)

    def on_refresher_finished(self, message: Refresher.Finished) -> None:
        """Announce what arrived, or why nothing did."""
        self._show_refresh(message)
        if message.stopped:
            self.say("Refresh stopped; what has arrived is kept.")
        elif message.error:
            self.say(message.error, failed=True)
        self._seen_changes = -1
        self.watch_library()

    def _show_refresh(self, message: Refresher.Progressed | Refresher.Finished) -> None:
        self.refresher.follow(message)
        self.status.standing, self.status.progress = self.refresher.standing, self.refresher.done

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
