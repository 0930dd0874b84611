"""`pullquote refresh`."""

from __future__ import annotations

import click

from pullquote.cache.core.errors import Offline, UsageError
from pullquote.tui.cli import refreshing
from pullquote.tui.cli.commands.completion import feeds as complete_feeds
from pullquote.tui.cli.commands.completion import folders
from pullquote.tui.cli.commands.options import global_options
from pullquote.tui.cli.interrupts import run
from pullquote.tui.cli.options import Options
from pullquote.tui.cli.output import PARTLY
from pullquote.tui.cli.refreshing import Chosen


@click.command(
    help="""Fetch feeds, then the full pages of new articles, into the library. A feed is asked only when it is due,
    unless it is named or --force is given. FEED is a number from `pullquote feeds list`, or part of a title.

    \b
    Examples:
      pullquote refresh
      pullquote refresh variety --force
      pullquote refresh --folder Film
      pullquote refresh --offline-ready      before the train leaves
      pullquote refresh --quiet              for cron or a systemd timer
      pullquote refresh --quiet --notify     and a notification of what came about what you follow"""
)
@click.argument("feeds", nargs=-1, metavar="[FEED]...", shell_complete=complete_feeds)
@click.option("--force", is_flag=True, help="Ask even if a feed is not due.")
@click.option("--folder", shell_complete=folders, help="Only the feeds of this folder.")
@click.option(
    "--offline-ready",
    is_flag=True,
    help="Fetch all that unread articles lack, full text and pictures, and say what could not be had.",
)
@click.option("--no-pages", is_flag=True, help="Feeds only; leave the full pages for later.")
@click.option(
    "--notify",
    is_flag=True,
    help="If something came about what you follow, start the command of open.notify once, with a sentence on it.",
)
@global_options
def refresh(
    options: Options,
    feeds: tuple[str, ...],
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
    chosen = Chosen(feeds, force, folder, pages=not no_pages, ready=offline_ready, notify=notify)
    last, ready = run(refreshing.refresh(options, chosen))
    failed = last is not None and (last.failed or last.pages_failed or last.offline)
    return PARTLY if failed or (ready and ready.lacking) else 0
