"""A refresh on the command line: what is drawn and said meanwhile, and what is said of it at the end."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from pullquote.cache.core.counts import counted
from pullquote.cache.core.errors import Offline, PullquoteError, UsageError
from pullquote.cache.core.feed import Feed, OfflineStatus, RefreshEvent, Stage
from pullquote.cache.core.following.followed import Standing
from pullquote.cache.core.mail import comes_by_mail
from pullquote.cache.core.sanitize import clean_line
from pullquote.tui.cli.interrupts import run
from pullquote.tui.cli.messages import draw, say
from pullquote.tui.cli.options import Options, terminal_columns
from pullquote.tui.cli.output import PARTLY, cell
from pullquote.tui.services.refresh.followed_news import news_since
from pullquote.tui.services.refresh.notify import Notices, tell

if TYPE_CHECKING:
    from pullquote.cache.library import Library


class _Chosen(Struct, frozen=True):
    """What is refreshed, how far, and whether the user's command is told."""

    feeds: tuple[str, ...]
    force: bool
    folder: str | None
    pages: bool
    ready: bool
    notify: bool


def refreshed(
    options: Options,
    feeds: Sequence[str],
    *,
    force: bool,
    folder: str | None,
    offline_ready: bool,
    no_pages: bool,
    notify: bool,
) -> int:
    """Refresh the library; 3 when feeds or pages failed, there is no network, or an article could not be made ready."""
    if offline_ready and no_pages:
        raise UsageError("Leave out --no-pages: --offline-ready fetches full pages.")
    if options.offline:
        raise Offline("A refresh needs the network. Leave out --offline.")
    chosen = _Chosen(tuple(feeds), force, folder, pages=not no_pages, ready=offline_ready, notify=notify)
    last, ready = run(_refresh(options, chosen))
    failed = last is not None and (last.failed or last.pages_failed or last.offline)
    return PARTLY if failed or (ready and ready.lacking) else 0


async def _refresh(options: Options, chosen: _Chosen) -> tuple[RefreshEvent | None, OfflineStatus | None]:
    """Refresh the library; return the last event, and with ``ready`` what can be read without a network then."""
    last: RefreshEvent | None = None
    found: OfflineStatus | None = None
    with options.open_library(write=True) as library:
        feeds = [library.feeds.find(feed).id for feed in chosen.feeds] if chosen.feeds else None
        before = library.following.standing()
        drawn = Line(options)
        if not library.guard.is_settled():
            library.guard.settle()  # a name may have been written into the settings by hand
        notices = Notices(library.settings.open.notify)
        if chosen.ready:
            options.say(f"{count(library.offline_status())} Fetching what is missing.")
        try:
            async for event in library.refresh(
                feeds=feeds, folder=chosen.folder, force=chosen.force, pages=chosen.pages, ready=chosen.ready
            ):
                last = event
                drawn.show(event)
                if event.stage is Stage.NOTICED:
                    drawn.clear()
                    _tell(notices, event, options)
        finally:
            drawn.clear()
        ended = last or RefreshEvent(stage=Stage.DONE)
        if not (ended.total or ended.pages_done) and (why := _why_none(library.feeds.listed())):
            options.say(why)
        elif not (ended.total and ended.offline):
            options.say(summary(ended))
        _tell_of_followed(options, library, before, notify=chosen.notify)
        if last is not None and last.total and (line := library.settings.refresh.command):
            _run_command(options, library, line, last)
        if chosen.ready:
            found = library.offline_status()
            options.say(count(found))
            for one in found.lacking:
                options.say(clean_line(f"{one.article} {one.title}: {one.why}"))
    return last, found


def _run_command(options: Options, library: Library, line: str, last: RefreshEvent) -> None:
    """Run the user's command after a refresh; what goes wrong with it is said, and leaves the exit code as it is."""
    from pullquote.tui.services.refresh.after_refresh import run_after_refresh  # lazy: few have one

    try:
        if said := run_after_refresh(line, last, lambda: library.count("is:unread")):
            options.say(said)
    except PullquoteError as error:
        say(str(error))


def _why_none(feeds: Sequence[Feed]) -> str:
    """Return why no feed is ever asked; empty where some are, at their time."""
    if not feeds:
        return "There are no feeds yet. `pullquote feeds add URL` adds one."
    if all(comes_by_mail(feed.url) for feed in feeds):
        return "All your feeds come by mail. `pullquote add --mailbox PATH` takes in what is new."
    return ""


def _tell_of_followed(options: Options, library: Library, before: Standing, *, notify: bool) -> None:
    """Print what came about what is followed; tell the user's command, and what is wrong with that."""
    if not (sentence := news_since(library, before)):
        return
    options.say(f"{sentence}.")
    if notify:
        try:
            tell(library.settings.open.notify, sentence)
        except PullquoteError as error:
            say(str(error))


def _tell(notices: Notices, event: RefreshEvent, options: Options) -> None:
    """Print what a rule tells of, and what is wrong with the command that should."""
    try:
        options.say(notices.take(event))
    except UsageError as error:
        options.say(str(error))


def count(found: OfflineStatus) -> str:
    """Return the sentence that says how many unread articles can be read without a network."""
    if not found.unread:
        return "There are no unread articles."
    are = "is" if found.unread == 1 else "are"
    unread = counted(found.unread, "unread article")
    return f"{found.complete} of {unread} {are} complete, with full text and pictures."


def summary(event: RefreshEvent) -> str:
    """Return the one sentence that ends a refresh: also one that only fetches what an earlier one left."""
    feeds = f"{counted(event.done, 'feed')} checked" if event.total else "No feeds were due"
    new = f", {counted(event.new, 'new article')}" if event.total or event.new else ""
    had = event.pages_done - event.pages_failed
    pages = f", {counted(had, 'full page')}" if had else ""
    failed = f", {event.failed} failed (`pullquote feeds list` says why)" if event.failed else ""
    refused = f", {counted(event.pages_failed, 'full page')} could not be had" if event.pages_failed else ""
    return f"{feeds}{new}{pages}{failed}{refused}."


class Line:
    """The progress line: drawn in place on stderr, only on a terminal.

    ``things`` names what ``done`` counts; empty where nothing but pages and pictures is counted.
    """

    def __init__(self, options: Options, things: str = "feeds") -> None:
        self.things = things
        self.live = sys.stderr.isatty() and not options.quiet
        self.verbose = options.verbose
        self.quiet = options.quiet

    def show(self, event: RefreshEvent) -> None:
        """Draw where the refresh stands; a failure, and what was only half done, gets a line of its own."""
        if event.stage in (Stage.FAILED, Stage.AS_TEXT, Stage.WAITING, Stage.CUT, Stage.UNKEPT) and not self.quiet:
            self.clear()
            say(clean_line(f"{event.title}: {event.message}"))
        elif self.verbose and event.title and event.stage is not Stage.NOTICED:
            self.clear()
            say(clean_line(f"{event.title}: {event.message or event.stage.value}"))
        if self.live:
            draw(cell(self.text(event), terminal_columns() - 1))

    def text(self, event: RefreshEvent) -> str:
        """Return the line: a bar, counts, and the time that is left."""
        done = event.done + event.pages_done + event.pictures_done + event.understood
        filled = 20 * done // max(1, event.total + event.pages_total + event.pictures_total + event.to_understand)
        parts = [
            f"{event.done}/{event.total} {self.things}" if event.total or self.things else "",
            f"{event.understood}/{event.to_understand} understood" if event.to_understand else "",
            f"{event.pages_done}/{event.pages_total} pages" if event.pages_total else "",
            f"{event.pictures_done}/{event.pictures_total} pictures" if event.pictures_total else "",
            f"{event.new} new" if self.things == "feeds" else "",
            f"{event.seconds_left:.0f} s left" if event.seconds_left else "",
        ]
        return f"[{'#' * filled}{'.' * (20 - filled)}] {', '.join(filter(None, parts))}"

    def clear(self) -> None:
        """Clear the line."""
        if self.live:
            draw(" " * (terminal_columns() - 1) + "\r")
