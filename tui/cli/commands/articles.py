"""`pullquote list`."""

from __future__ import annotations

import click

from pullquote.tui.cli.articles import headlines
from pullquote.tui.cli.commands.options import exit_code, shared
from pullquote.tui.cli.commands.query import QUERY_HELP, QueryCommand, joined, query
from pullquote.tui.cli.options import Options
from pullquote.tui.cli.output import NOTHING_MATCHED


@click.command(
    "list",
    cls=QueryCommand,
    help=f"""List articles, newest first: aligned on a terminal, one row of tab-separated fields in a pipe.
    {QUERY_HELP}
    \b
    Examples:
      pullquote list is:unread
      pullquote list 'show:"Jessica Jones"' since:30d
      pullquote list | cut -f3                      addresses
      pullquote list --jsonl | jq -r .title
      pullquote list --fields id,title,outlet""",
)
@query
@click.option("-n", "--limit", type=click.IntRange(min=0), help="At most N articles.", metavar="N")
@click.option("--order", type=click.Choice(["newest", "oldest", "unread", "outlet", "shortest", "longest"]))
@click.option("--watch", is_flag=True, help="Go on printing articles as they come, until Ctrl-C.")
@exit_code
@shared
def list(
    options: Options,
    query: tuple[str, ...],
    limit: int | None = None,
    order: str | None = None,
    watch: bool = False,
    exit_code: bool = False,
) -> int:
    """List articles."""
    count = headlines(options, joined(query), limit=limit, order=order, watch=watch)
    return NOTHING_MATCHED if exit_code and not count else 0
