"""`pullquote search`."""

from __future__ import annotations

import click

from pullquote.cache.export import rows
from pullquote.cache.model import Hit
from pullquote.cache.sanitize import clean_line
from pullquote.tui.commands import listing
from pullquote.tui.commands.options import Options, shared
from pullquote.tui.commands.output import NOTHING_MATCHED, exit_code, print_rows
from pullquote.tui.commands.query import QUERY_HELP, QueryCommand, joined, query


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
    with options.open_library() as library:
        if explain:
            click.echo(library.explain(joined(query)))
            return 0
        hits = library.search(joined(query), limit=limit)
        count = print_rows(hits, rows.HITS, options, line=lambda hit: _line(hit, options))
    return NOTHING_MATCHED if exit_code and not count else 0


def _line(hit: Hit, options: Options) -> str:
    return f"{listing.line(hit.headline, options)}\n          {clean_line(hit.snippet)}"
