"""`pullquote refresh`."""

from __future__ import annotations

import asyncio
import sys

import click

from pullquote.cache.errors import Offline
from pullquote.cache.model import Progress, Stage
from pullquote.cache.sanitize import clean_line
from pullquote.tui.commands.options import Options, shared, terminal_columns
from pullquote.tui.commands.output import cell

PARTLY = 3


@click.command(
    help="""Fetch feeds, then the full pages of new articles, into the library. A feed is asked only when it is due,
    unless it is named or --force is given. FEED is a number from `pullquote feeds list`, or part of a title.

    \b
    Examples:
      pullquote refresh
      pullquote refresh variety --force
      pullquote refresh --folder Film
      pullquote refresh --quiet              for cron or a systemd timer"""
)
@click.argument("feeds", nargs=-1, metavar="[FEED]...")
@click.option("--force", is_flag=True, help="Ask even if a feed is not due.")
@click.option("--folder", help="Only the feeds of this folder.")
@click.option("--no-pages", is_flag=True, help="Feeds only; leave the full pages for later.")
@shared
def refresh(options: Options, feeds: tuple[str, ...], force: bool, folder: str | None, no_pages: bool) -> int:
    """Refresh the library; 3 when some feeds failed."""
    if options.offline:
        raise Offline("A refresh needs the network. Leave out --offline.")
    last = asyncio.run(_run(options, feeds, force, folder, pages=not no_pages))
    return PARTLY if last and last.failed else 0


async def _run(
    options: Options, feeds: tuple[str, ...], force: bool, folder: str | None, *, pages: bool
) -> Progress | None:
    last: Progress | None = None
    with options.open_library(write=True) as library:
        chosen = [library.find_feed(feed).id for feed in feeds] if feeds else None
        drawn = Line(options)
        async for event in library.refresh(feeds=chosen, folder=folder, force=force, pages=pages):
            last = event
            drawn.show(event)
        drawn.clear()
        if last is None or not last.total:
            options.say(
                "No feeds were due."
                if library.feeds()
                else "There are no feeds yet. `pullquote feeds add URL` adds one."
            )
        else:
            options.say(summary(last))
    return last


def summary(event: Progress) -> str:
    """Give the one sentence that ends a refresh."""
    feeds = f"{event.done} {'feed' if event.done == 1 else 'feeds'} checked"
    pages = f", {event.pages_done} full pages" if event.pages_done else ""
    failed = f", {event.failed} failed (`pullquote feeds list` says why)" if event.failed else ""
    return f"{feeds}, {event.new} new articles{pages}{failed}."


class Line:
    """The progress line: drawn on a terminal only, on stderr, in place. ``things`` are what ``done`` counts."""

    def __init__(self, options: Options, things: str = "feeds") -> None:
        self.things = things
        self.live = sys.stderr.isatty() and not options.quiet
        self.verbose = options.verbose
        self.quiet = options.quiet

    def show(self, event: Progress) -> None:
        """Draw where the refresh stands; a failure gets a line of its own."""
        if event.stage is Stage.FAILED and not self.quiet:
            self.clear()
            click.echo(clean_line(f"{event.title}: {event.message}"), err=True)
        elif self.verbose and event.title:
            self.clear()
            click.echo(clean_line(f"{event.title}: {event.message or event.stage.value}"), err=True)
        if self.live:
            sys.stderr.write("\r" + cell(self.text(event), terminal_columns() - 1))
            sys.stderr.flush()

    def text(self, event: Progress) -> str:
        """Give the line: a bar, counts, and the time that is left."""
        done, total = event.done + event.pages_done, max(1, event.total + event.pages_total)
        filled = 20 * done // total
        left = f", {event.seconds_left:.0f} s left" if event.seconds_left else ""
        pages = f", {event.pages_done}/{event.pages_total} pages" if event.pages_total else ""
        new = f", {event.new} new" if self.things == "feeds" else ""
        return f"[{'#' * filled}{'.' * (20 - filled)}] {event.done}/{event.total} {self.things}{pages}{new}{left}"

    def clear(self) -> None:
        """Wipe the line."""
        if self.live:
            sys.stderr.write("\r" + " " * (terminal_columns() - 1) + "\r")
            sys.stderr.flush()
