"""`pullquote releases`."""

from __future__ import annotations

import sys
from datetime import UTC, datetime

import click

from pullquote.cache.core.results import DatedRelease
from pullquote.cache.export import tables
from pullquote.tui.cli.commands.options import exit_code, global_options
from pullquote.tui.cli.commands.query import QueryCommand, joined, query
from pullquote.tui.cli.options import Options
from pullquote.tui.cli.output import cell, print_rows, say_nothing


@click.command(
    cls=QueryCommand,
    help="""List release dates the articles state, the next one first.

    \b
    Examples:
      pullquote releases
      pullquote releases is:followed --json
      pullquote releases --ical > releases.ics""",
)
@query
@click.option("--ical", is_flag=True, help="Write a calendar (iCalendar) of the days and months.")
@exit_code
@global_options
def releases(options: Options, query: tuple[str, ...], ical: bool) -> int | None:
    """List release dates."""
    with options.open_library() as library:
        found = library.releases(joined(query))
        if ical:
            from pullquote.cache.export.ical import calendar  # lazy: icalendar, 50 ms; only --ical needs it

            sys.stdout.write(calendar(found, now=datetime.now(UTC)).decode("utf-8").replace("\r\n", "\n"))
            return None
        count = print_rows(found, tables.RELEASES, options, line=_line)
    if not count:
        say_nothing(options, "release date", joined(query))
    return count


def _line(release: DatedRelease) -> str:
    return f"{cell(release.date or '', 12)} {cell(release.title, 36)} {release.what or ''}"
