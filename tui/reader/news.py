"""Asking for news from the main screen, and what its status line says of a refresh."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from textual.screen import Screen

from pullquote.cache.core.counts import counted
from pullquote.cache.core.errors import PullquoteError, UsageError
from pullquote.cache.core.feed import RefreshEvent, Stage
from pullquote.cache.core.results import Headline
from pullquote.tui.actions import key_of
from pullquote.tui.services.messages import Said
from pullquote.tui.services.refresh.notify import Notices, tell
from pullquote.tui.services.refresh.pacing import Pacer
from pullquote.tui.services.refresh.refresher import Refresher, failure_of, in_words, under_way
from pullquote.tui.services.words.accounts import account_words
from pullquote.tui.widgets.status_bar import StatusBar

if TYPE_CHECKING:
    from pullquote.tui.services.library.access import LibraryAccess


LOOK_EVERY = 15.0
"""Seconds between two looks whether it is time to look for news."""


class News:
    """Starts and stops refreshes for a screen, and shows in its ``status`` how far one is and what it brought."""

    def __init__(self, owner: Screen[Any], access: LibraryAccess, refresher: Refresher, status: StatusBar) -> None:
        self._owner = owner
        self._access = access
        self._refresher = refresher
        self._status = status
        self._failed = 0
        self._otherwise = ""
        self._last: RefreshEvent | None = None
        self._pacer: Pacer | None = None
        self._notices = Notices(access.library.settings.open.notify)
        self._brought = self._followed_news = self._place = ""
        self._followed = 0
        self._accounts = ""
        self._counted = -1

    # By itself

    def look_by_itself(self) -> None:
        """Look for news now and then, if the settings say so; nothing moves, and no key waits.

        Accounts are synced now, and what a refresh that was ended left to be understood is understood, whatever the
        settings say.
        """
        if not self._read_only:
            self._access.look_up(self._owner, self._left_to_do, self._go_on, group="waiting")
        if self._access.library.settings.refresh.in_app and not (self._access.library.offline or self._read_only):
            self._access.look_up(self._owner, self._last_checked, self._begin_looking, group="pace")

    @property
    def _read_only(self) -> bool:
        return self._access.library.read_only

    def _left_to_do(self) -> bool:
        library = self._access.library
        return library.pending.count() > 0 or (not library.offline and bool(library.accounts.listed()))

    def _go_on(self, left: bool) -> None:
        """Sync accounts, and understand what came as headlines and was left so."""
        if left:
            self._refresher.start([], quiet=True)

    def _last_checked(self) -> float:
        checked = [feed.checked.timestamp() for feed in self._access.library.feeds.listed() if feed.checked is not None]
        return max(checked, default=0.0)

    def _begin_looking(self, last: float) -> None:
        self._pacer = Pacer(self._access.library.settings.refresh.in_app, last)
        self._owner.set_interval(LOOK_EVERY, self._look)

    def _look(self) -> None:
        """Ask the feeds that are due, if it is time for that."""
        if self._pacer is not None and self._pacer.due(time.time()) and self._refresher.start(None, quiet=True):
            self._pacer.asked(time.time())

    # What is followed

    def show_place(self, place: str | None = None) -> None:
        """Show where the reader is in the list, and before that how many unread articles are about what is followed."""
        if place is not None:
            self._place = place
        count = f"{self._followed:,} followed" if self._followed else ""
        self._status.note = ", ".join(filter(None, (count, self._place)))

    def count_followed(self) -> None:
        """Count the unread articles about what is followed, and marks that wait for accounts, if the library changed.

        Called every few seconds.
        """
        library = self._access.library
        try:
            changes = library.changes()
        except PullquoteError:  # the list says so
            return
        if changes != self._counted:
            self._counted = changes
            self._access.look_up(
                self._owner,
                lambda: (
                    library.following.unread(),
                    account_words(library.accounts.listed(), datetime.now().astimezone().date()),
                ),
                self._show_counts,
                group="followed count",
                failed=lambda _: None,
            )

    def _show_counts(self, found: tuple[int, str]) -> None:
        count, accounts = found
        if count != self._followed:
            self._followed = count
            self.show_place()
        if accounts != self._accounts:
            self._accounts = accounts
            self.show_standing()

    def taken_in(self) -> None:
        """Show no longer what came: it stands in the list."""
        self._followed_news = ""
        self.show_standing()

    def tell_of_moved(self, news: str, *, quiet: bool) -> None:
        """Show which followed dates services have moved, behind what a refresh has brought, until that is taken in."""
        before = self._followed_news
        self._tell_of_followed(news, quiet=quiet)
        self._followed_news = ". ".join(filter(None, (before, news)))
        self.show_standing()

    def _tell_of_followed(self, news: str, *, quiet: bool) -> None:
        """Show what has come about what is followed, until it is taken in; tell the user's command if ``quiet``."""
        self._followed_news = news
        self._status.say(". ".join(filter(None, (news, self._brought))))
        settings = self._access.library.settings
        if quiet and settings.refresh.notify:
            self._access.look_up(self._owner, lambda: tell(settings.open.notify, news), lambda _: None, group="notify")

    # As the user asks

    def refresh_feed_of(self, headline: Headline | None) -> None:
        """Ask the feed of an article for news."""
        if headline is None or headline.feed is None:
            asks = key_of("refresh_all", self._access.library.settings.keys)
            self._owner.post_message(Said(f"This article came from no feed; {asks} asks all feeds."))
        else:
            self.refresh([headline.feed])

    def refresh_all(self, otherwise: Callable[[], None]) -> None:
        """Ask all feeds for news, stop while that runs; do something else where there are none.

        A refresh that nobody asked for is not stopped by that, but shown as one that was asked for.
        """
        if self._refresher.running and self._refresher.quiet:
            self._refresher.quiet = False
            self.show_standing()
        elif self._refresher.running:
            self._refresher.stop()
        elif (found := self._access.read_now(self._owner, self._sources, None)) is not None:
            self.refresh(None) if found else otherwise()

    def _sources(self) -> bool:
        """Return whether there is anything to ask: a feed or an account."""
        library = self._access.library
        return bool(library.feeds.listed() or library.accounts.listed())

    def refresh(self, feeds: list[int] | None) -> None:
        """Ask these feeds, or all, for news; one refresh at a time."""
        if not self._refresher.start(feeds):
            self._owner.post_message(Said(under_way(self._access.library.settings.keys)))

    def show_standing(self, otherwise: str | None = None) -> None:
        """Show how far a refresh is, or what stands ``otherwise`` and how many feeds failed in the last one.

        What stood otherwise is kept for the next time. Of a refresh that nobody asked for only that it goes on is said.
        """
        if otherwise is not None:
            self._otherwise = otherwise
        quiet = self._refresher.quiet
        if self._refresher.running and not quiet:
            self._followed_news = ""
            self._status.standing, self._status.progress = self._refresher.standing, self._refresher.done
            return
        looking = "looking for news" if self._refresher.running else ""
        self._status.standing = ", ".join(
            filter(None, (self._followed_news, self._otherwise, self._accounts, self._left, looking))
        )
        self._status.progress = None

    @property
    def _left(self) -> str:
        """What the last refresh leaves to be looked at."""
        keymap = self._access.library.settings.keys
        return f"{counted(self._failed, 'feed')} failed: {key_of('feeds', keymap)} says why" if self._failed else ""

    def show_progress(self, progress: RefreshEvent) -> None:
        """Show what of a refresh has happened: a feed that fails at once, with the reason; what a rule tells of."""
        self._last = progress
        self._tell(progress)
        if self._refresher.quiet:
            if progress.stage is Stage.WAITING:
                self._refresher.stop()  # who asks for news already brings ours as well
            return
        self._failed = progress.failed
        self.show_standing()
        if sentence := failure_of(progress):
            self._status.say(sentence)

    def _tell(self, progress: RefreshEvent) -> None:
        """Show what a rule tells of as it comes; at the end of a refresh all of it, with what that has brought."""
        try:
            if said := self._notices.take(progress):
                self._status.say(said)
        except UsageError as error:
            self._status.say(str(error), failed=True)
        if progress.stage is Stage.DONE:
            told, self._notices = self._notices.in_words(), Notices(self._access.library.settings.open.notify)
            brought = "" if self._refresher.quiet else in_words(progress, self._access.library.settings.keys)
            self._brought = ". ".join(filter(None, (brought, told)))
            if self._brought:
                self._status.say(self._brought)

    def show_end(self, ended: Refresher.Finished) -> None:
        """Show that a refresh has ended, and why, where it did not end by itself."""
        last, self._last = self._last, None
        if self._pacer is not None:
            self._pacer.ended(time.time(), offline=bool(ended.error) or (last is not None and last.offline))
        if self._refresher.quiet and last is not None and last.total:
            self._failed = last.failed
        if ended.news:
            self._tell_of_followed(ended.news, quiet=self._refresher.quiet)
        self._brought = ""
        self.show_standing()
        if not ended.stopped and last is not None and last.total:
            self._run_command(last)
        if self._refresher.quiet:
            return
        if ended.stopped:
            self._status.say("Refresh stopped; what has arrived is kept.")
        elif ended.error:
            self._status.say(ended.error, failed=True)

    def _run_command(self, last: RefreshEvent) -> None:
        """Run the user's command after a refresh; what it says is shown, and what went wrong."""
        library = self._access.library
        if line := library.settings.refresh.command:
            from pullquote.tui.services.refresh.after_refresh import run_after_refresh  # lazy: few have one

            self._access.look_up(
                self._owner,
                lambda: run_after_refresh(line, last, lambda: library.count("is:unread")),
                lambda said: self._owner.post_message(Said(said)) if said else None,
                group="after refresh",
            )
