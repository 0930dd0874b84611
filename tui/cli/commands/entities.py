"""`pullquote people` and `pullquote shows`."""

from __future__ import annotations

from collections.abc import Collection

import click

from pullquote.cache.core.article import WORK_TYPES, EntityType
from pullquote.cache.core.results import EntityRow
from pullquote.cache.export import tables
from pullquote.tui.cli.commands.options import Number, exit_code, global_options
from pullquote.tui.cli.commands.query import QueryCommand, joined, query
from pullquote.tui.cli.options import Options
from pullquote.tui.cli.output import cell, print_rows, strong

PERSON: tuple[EntityType, ...] = ("person",)
_limit = click.option("-n", "--limit", type=Number(1), metavar="N", help="At most N names.")


@click.command(
    cls=QueryCommand,
    help="""List people, the most written about first. A QUERY restricts the articles that count.

    \b
    Examples:
      pullquote people since:7d -n 20
      pullquote people 'show:"Jessica Jones"'
      pullquote people --fields name,quotes --plain""",
)
@query
@_limit
@exit_code
@global_options
def people(options: Options, query: tuple[str, ...], limit: int | None) -> int:
    """List people."""
    return _names(options, PERSON, query, limit)


@click.command(
    cls=QueryCommand,
    help="""List shows, films and franchises, the most written about first. A QUERY restricts the articles that count.

    \b
    Examples:
      pullquote shows since:7d
      pullquote shows person:ritter --json""",
)
@query
@_limit
@exit_code
@global_options
def shows(options: Options, query: tuple[str, ...], limit: int | None) -> int:
    """List shows, films and franchises."""
    return _names(options, WORK_TYPES, query, limit)


def _names(options: Options, types: Collection[EntityType], query: tuple[str, ...], limit: int | None) -> int:
    with options.open_library() as library:
        found = library.names(types, joined(query), limit=limit)
        return print_rows(found, tables.NAMES, options, line=lambda name: _line(name, options))


def _line(name: EntityRow, options: Options) -> str:
    follow = "+" if name.followed else " "
    kind = "" if name.type == "person" else f"  {name.type}"
    said = f", {name.quotes} quoted" if name.quotes else ""
    articles = "article" if name.articles == 1 else "articles"
    return f"{follow} {strong(cell(name.name, 32), options)} {name.articles:>4} {articles}{said}{kind}"
