"""`pullquote people`, `groups`, `works` and `shows`."""

from __future__ import annotations

from collections.abc import Collection

import click

from pullquote.cache.core.article import SCREEN_TYPES, WORK_TYPES, EntityType
from pullquote.cache.core.results import EntityRow
from pullquote.cache.export import tables
from pullquote.tui.cli.commands.options import Number, exit_code, global_options, since_last
from pullquote.tui.cli.commands.query import QueryCommand, joined, query
from pullquote.tui.cli.options import Options
from pullquote.tui.cli.output import name_cell, print_rows, say_nothing, strong
from pullquote.tui.cli.since_last import arrived, keep

PERSON: tuple[EntityType, ...] = ("person",)
GROUP: tuple[EntityType, ...] = ("group",)
_limit = click.option("-n", "--limit", type=Number(1), metavar="N", help="At most N names.")


@click.command(
    cls=QueryCommand,
    help="""List people, the most written about first. A QUERY restricts the articles that count.

    \b
    Examples:
      pullquote people since:7d -n 20
      pullquote people 'show:"Jessica Jones"'
      pullquote people --since-last -n 20          in what came since this was last asked
      pullquote people --fields name,quotes --plain""",
)
@query
@_limit
@since_last
@exit_code
@global_options
def people(options: Options, query: tuple[str, ...], limit: int | None, since_last: bool) -> int:
    """List people."""
    return _names(options, PERSON, query, limit, "person", since_last)


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
@since_last
@exit_code
@global_options
def shows(options: Options, query: tuple[str, ...], limit: int | None, since_last: bool) -> int:
    """List shows, films and franchises."""
    return _names(options, SCREEN_TYPES, query, limit, "show or film", since_last)


@click.command(
    cls=QueryCommand,
    help="""List bands and other acts, the most written about first. A QUERY restricts the articles that count.

    \b
    Examples:
      pullquote groups since:30d
      pullquote groups 'album:"Low Tide"' --json""",
)
@query
@_limit
@since_last
@exit_code
@global_options
def groups(options: Options, query: tuple[str, ...], limit: int | None, since_last: bool) -> int:
    """List bands and other acts."""
    return _names(options, GROUP, query, limit, "group", since_last)


@click.command(
    cls=QueryCommand,
    help="""List works of every kind, the most written about first: shows, films, franchises, albums, songs, books,
    plays, games and podcasts. A QUERY restricts the articles that count.

    \b
    Examples:
      pullquote works since:7d
      pullquote works --type album --type song person:reyes
      pullquote works --type book --json""",
)
@query
@click.option(
    "--type", "types", type=click.Choice(WORK_TYPES), multiple=True, help="Only works of this type; may be repeated."
)
@_limit
@since_last
@exit_code
@global_options
def works(
    options: Options, query: tuple[str, ...], types: tuple[EntityType, ...], limit: int | None, since_last: bool
) -> int:
    """List works of every kind."""
    return _names(options, types or WORK_TYPES, query, limit, " or ".join(types) or "work", since_last)


def _names(
    options: Options,
    types: Collection[EntityType],
    query: tuple[str, ...],
    limit: int | None,
    what: str,
    since_last: bool,
) -> int:
    asked = joined(query)
    with options.open_library() as library:
        command = str(click.get_current_context().info_name)
        came = arrived(library, options, command, asked, *sorted(types)) if since_last else None
        found = library.names.listed(types, asked, limit=limit, among=came.ids if came else None)
        count = print_rows(found, tables.NAMES, options, line=lambda name: _line(name, options))
        keep(library, came, options, count)
    if not count and not since_last:
        say_nothing(options, what, asked)
    return count


def _line(name: EntityRow, options: Options) -> str:
    follow = "+" if name.followed else " "
    kind = "" if name.type in ("person", "group") else f"  {name.type}"
    said = f", {name.quotes} quoted" if name.quotes else ""
    articles = "article" if name.articles == 1 else "articles"
    rest = f" {name.articles:>4} {articles}{said}{kind}"
    return f"{follow} {strong(name_cell(name.name, 32, follow + ' ' + rest), options)}{rest}"
