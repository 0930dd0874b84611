"""`pullquote search`."""

from __future__ import annotations

import click

from pullquote.tui.cli.articles import hits
from pullquote.tui.cli.commands.options import exit_code, shared
from pullquote.tui.cli.commands.query import QUERY_HELP, QueryCommand, joined, query
from pullquote.tui.cli.options import Options
from pullquote.tui.cli.output import NOTHING_MATCHED


@click.command(
    cls=QueryCommand,
    help=f"""Search the text of every article in the library, best match first. Nothing is asked of the network.
    {QUERY_HELP}
    \b
    Examples:
      pullquote search carousel
      pullquote search '"walk away" person:rosenberg'
      pullquote search finale --jsonl | jq -r '.title + ": " + .snippet'""",
)
@query
@click.option("-n", "--limit", type=click.IntRange(min=1), default=200, show_default=True, metavar="N")
@click.option("--explain", is_flag=True, help="Say how the query was read, and do not search.")
@exit_code
@shared
def search(options: Options, query: tuple[str, ...], limit: int, explain: bool, exit_code: bool) -> int:
    """Search the library."""
    if explain:
        with options.open_library() as library:
            click.echo(library.explain(joined(query)))
        return 0
    count = hits(options, joined(query), limit=limit)
    return NOTHING_MATCHED if exit_code and not count else 0
