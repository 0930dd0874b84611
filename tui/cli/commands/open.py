"""`pullquote open`, and `pullquote` alone on a terminal."""

from __future__ import annotations

import click

from pullquote.tui.cli.commands.options import shared
from pullquote.tui.cli.open_app import opened
from pullquote.tui.cli.options import Options


@click.command(
    help="""Open the app, on one article if you name it: by number, address, headline, path, or `-` for a page or
    text on stdin. In a pipe the article is printed as text.

    \b
    Examples:
      pullquote open
      pullquote open 42
      curl -s https://site.example/story | pullquote open -"""
)
@click.argument("reference", required=False)
@shared
def open(options: Options, reference: str | None = None) -> None:  # noqa: A001
    """Open the app."""
    opened(options, reference)
