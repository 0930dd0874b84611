"""`pullquote list`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from pullquote.cache.export import rows
from pullquote.cache.model import Headline
from pullquote.tui.commands.options import Options, shared, terminal_columns
from pullquote.tui.commands.output import NOTHING_MATCHED, age, cell, exit_code, print_rows, strong
from pullquote.tui.commands.query import QUERY_HELP, QueryCommand, joined, query

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pullquote.cache.library import Library

_CHUNK = 500
_WATCH_SECONDS = 0.5


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
    from pullquote.cache.library import Order

    with options.open_library() as library:
        ids = library.ids(joined(query), order=Order(order or library.settings.list.order))
        chosen = ids if limit is None else ids[:limit]
        count = print_rows(_headlines(library, chosen), rows.HEADLINES, options, line=lambda h: line(h, options))
        if watch:
            _watch(library, joined(query), max(library.ids(), default=0), options)
        if not count and not query:
            options.say("The library is empty. `pullquote feeds add URL` subscribes to a site.")
    return NOTHING_MATCHED if exit_code and not count else 0


def _watch(library: Library, wanted: str, last: int, options: Options) -> None:
    """Print articles that come after the number ``last``, oldest first, until interrupted."""
    import sys
    import time

    seen = library.changes()
    while True:
        sys.stdout.flush()
        time.sleep(_WATCH_SECONDS)
        if (now := library.changes()) != seen:
            seen = now
            new = sorted(number for number in library.ids(wanted) if number > last)
            last = max([last, *new])
            print_rows(_headlines(library, new), rows.HEADLINES, options, line=lambda h: line(h, options))


def _headlines(library: Library, ids: Sequence[int]) -> Iterator[Headline]:
    """Read headlines a few hundred at a time, so that the first is printed at once."""
    for start in range(0, len(ids), _CHUNK):
        yield from library.headlines(ids[start : start + _CHUNK])


def line(headline: Headline, options: Options) -> str:
    """Draw a headline for a person: number, unread and star signs, age, outlet, title."""
    signs = (" " if headline.read else "N") + ("*" if headline.starred else " ")
    head = f"{headline.id:>6} {signs} {age(headline.when):>4}  {cell(headline.outlet or '', 18)}  "
    room = max(20, terminal_columns() - len(head))
    return head + strong(cell(headline.title, room).rstrip(), options, when=not headline.read)
