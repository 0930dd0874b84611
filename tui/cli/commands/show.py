"""`pullquote show`."""

from __future__ import annotations

import click

from pullquote.tui.cli.commands.options import shared, text_options
from pullquote.tui.cli.options import Options
from pullquote.tui.cli.shown import shown


@click.command(
    help="""Print articles as text. REFERENCE is a number from `pullquote list`, an address, or the beginning of a
    headline; `-` reads references from stdin, one a line.

    \b
    Examples:
      pullquote show 42
      pullquote show 42 | fold -s -w 60 | less
      pullquote show 42 --json | jq '.quotes[].speaker'
      pullquote list is:unread --fields id | pullquote show -"""
)
@click.argument("references", nargs=-1, required=True, metavar="REFERENCE...")
@text_options
@shared
def show(options: Options, references: tuple[str, ...], links: str, ascii_only: bool) -> None:
    """Print articles."""
    shown(options, references, links=links, ascii_only=ascii_only)
