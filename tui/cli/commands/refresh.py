"""`pullquote refresh`."""

from __future__ import annotations

from typing import Any

import click

from pullquote.tui.cli.commands.completion import feeds as complete_feeds
from pullquote.tui.cli.commands.completion import folders
from pullquote.tui.cli.commands.options import GIVEN, global_options, own_options
from pullquote.tui.cli.options import Options
from pullquote.tui.cli.refreshing import refreshed


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
@click.argument("feeds", nargs=-1, type=GIVEN, metavar="[FEED]...", shell_complete=complete_feeds)
@own_options("refresh", complete={"folder": folders})
@global_options
def refresh(options: Options, feeds: tuple[str, ...], **chosen: Any) -> int:
    """Refresh the library; 3 when feeds or pages failed, there is no network, or an article could not be made ready."""
    return refreshed(options, feeds, **chosen)
