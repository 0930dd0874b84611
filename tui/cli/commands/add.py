"""`pullquote add`."""

from __future__ import annotations

import asyncio
import sys

import click

from pullquote.cache.core.errors import PullquoteError
from pullquote.tui.cli.commands.options import shared
from pullquote.tui.cli.options import Options

PARTLY = 3


@click.command(
    help="""Keep articles that came from no feed. SOURCE is an address, a saved page, a text file, or `-` for stdin.
    Prints the number and headline of each.

    \b
    Examples:
      pullquote add https://site.example/story
      pullquote add saved.html notes.txt
      xclip -o | pullquote add -"""
)
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@click.option("--url", help="The address a file or stdin came from.")
@shared
def add(options: Options, sources: tuple[str, ...], url: str | None) -> int:
    """Keep pages, files and texts."""
    return asyncio.run(_run(options, sources, url))


async def _run(options: Options, sources: tuple[str, ...], url: str | None) -> int:
    failed = code = 0
    with options.open_library(write=True) as library:
        for source in sources:
            try:
                data = sys.stdin.buffer.read() if source == "-" else None
                number = await library.add(source, data=data, url=url)
            except PullquoteError as error:
                failed += 1
                click.echo(f"pullquote: {error}", err=True)
                code = error.exit_code
            else:
                click.echo(f"{number}\t{library.headlines([number])[0].title}")
    if not failed:
        return 0
    return PARTLY if failed < len(sources) else code
