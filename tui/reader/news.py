"""Asking for news from the main screen, and what its status line says of a refresh."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from textual.screen import Screen

from pullquote.cache.core.counts import counted
from pullquote.cache.core.feed import RefreshEvent, Stage
from pullquote.cache.core.results import Headline
from pullquote.tui.actions import key_of
from pullquote.tui.services.messages import Said
from pullquote.tui.services.refresher import UNDER_WAY, Refresher, failure_of, in_words
from pullquote.tui.widgets.status_bar import StatusBar

if TYPE_CHECKING:
    from pullquote.tui.services.library_access import LibraryAccess


class News:
    """Starts and stops refreshes for a screen, and shows in its ``status`` how far one is and what it brought."""

    def __init__(self, owner: Screen[Any], access: LibraryAccess, refresher: Refresher, status: StatusBar) -> None:
        self._owner = owner
        self._access = access
        self._refresher = refresher
        self._status = status
        self._failed = 0

    def refresh_feed_of(self, headline: Headline | None) -> None:
        """Ask the feed of an article for news."""
        if headline is None or headline.feed is None:
            self._owner.post_message(Said("This article came from no feed; R asks all feeds."))
        else:
            self.refresh([headline.feed])

    def refresh_all(self, otherwise: Callable[[], None]) -> None:
        """Ask all feeds for news, stop while that runs; do something else where there are none."""
        if self._refresher.running:
            self._refresher.stop()
        elif (feeds := self._access.read_now(self._owner, self._access.library.feeds, None)) is not None:
            self.refresh(None) if feeds else otherwise()

    def refresh(self, feeds: list[int] | None) -> None:
        """Ask these feeds, or all, for news; one refresh at a time."""
        if not self._refresher.start(feeds):
            self._owner.post_message(Said(UNDER_WAY))

    def show_standing(self, otherwise: str = "") -> None:
        """Show how far a refresh is, or what stands ``otherwise`` and how many feeds failed in the last one."""
        running = self._refresher.running
        self._status.standing = (
            self._refresher.standing if running else ", ".join(filter(None, (otherwise, self._left)))
        )
        self._status.progress = self._refresher.done

    @property
    def _left(self) -> str:
        """What the last refresh leaves to be looked at."""
        keymap = self._access.library.settings.keys
        return f"{counted(self._failed, 'feed')} failed: {key_of('feeds', keymap)} says why" if self._failed else ""

    def show_progress(self, progress: RefreshEvent) -> None:
        """Show what of a refresh has happened: a feed that fails at once, with the reason."""
        self._failed = progress.failed
        self.show_standing()
        if sentence := failure_of(progress):
            self._status.say(sentence)
        elif progress.stage is Stage.DONE:
            self._status.say(in_words(progress))

    def show_end(self, ended: Refresher.Finished) -> None:
        """Show that a refresh has ended, and why, where it did not end by itself."""
        self.show_standing()
        if ended.stopped:
            self._status.say("Refresh stopped; what has arrived is kept.")
        elif ended.error:
            self._status.say(ended.error, failed=True)
