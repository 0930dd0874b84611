"""`pullquote prune`."""

from __future__ import annotations

import click

from pullquote.tui.cli.commands.options import shared
from pullquote.tui.cli.options import Options


@click.command(
    help="""Remove articles that were read and are older than `keep.days`. Starred articles and those about followed
    names stay, and what was removed does not come back as unread.

    \b
    Example:
      pullquote prune --dry-run"""
)
@click.option("--dry-run", is_flag=True, help="Only say what would go.")
@shared
def prune(options: Options, dry_run: bool) -> None:
    """Remove old articles."""
    with options.open_library(write=not dry_run) as library:
        gone = library.prune(dry_run=dry_run)
    options.say(f"{gone.articles} articles {'would be' if dry_run else 'were'} removed; {gone.kept} older ones stay.")
