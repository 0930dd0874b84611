"""`pullquote quotes`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from pullquote.cache.core.article import SCREEN_TYPES, WORK_TYPES, EntityType
from pullquote.cache.core.errors import UsageError
from pullquote.cache.core.query import both, split_off
from pullquote.cache.core.results import QuoteRow
from pullquote.cache.core.sanitize import clean_line, clean_text
from pullquote.cache.export import tables
from pullquote.cache.export.attribution import attribution, quoted
from pullquote.cache.export.text import wrap
from pullquote.tui.cli.commands.completion import names
from pullquote.tui.cli.commands.options import GIVEN, Number, exit_code, global_options, since_last
from pullquote.tui.cli.commands.query import QUERY_HELP, QueryCommand, joined, query
from pullquote.tui.cli.options import Options
from pullquote.tui.cli.output import print_rows, say_nothing, write
from pullquote.tui.cli.since_last import arrived, keep

if TYPE_CHECKING:
    from pullquote.cache.core.following.arrivals import Arrived
    from pullquote.cache.library import Library

_ABOUT: dict[str, tuple[EntityType, ...]] = {"about": (), "work": WORK_TYPES, "show": SCREEN_TYPES}
"""The options that say what a quotation is about, with the types of names each looks for; none is all."""


@click.command(
    cls=QueryCommand,
    help=f"""List what people said, newest first: the words, the speaker, the outlet they were said to, the article.
    {QUERY_HELP}
    \b
    Examples:
      pullquote quotes --person ritter
      pullquote quotes --work "Jessica Jones" since:30d
      pullquote quotes by:ritter about:jones since:30d     as in the app
      pullquote quotes --fields text,speaker | shuf -n 1
      pullquote quotes is:followed --since-last            what was said since this was last asked
      pullquote quotes --person raman --cite bibtex >> film.bib""",
)
@query
@click.option("--person", type=GIVEN, metavar="NAME", shell_complete=names, help="Only what NAME said.")
@click.option("--about", type=GIVEN, metavar="NAME", shell_complete=names, help="Only what was said about NAME.")
@click.option(
    "--work", type=GIVEN, metavar="NAME", shell_complete=names, help="Only what was said about the work NAME."
)
@click.option(
    "--show", type=GIVEN, metavar="NAME", shell_complete=names, help="Only what was said about the show or film NAME."
)
@click.option("-n", "--limit", type=Number(1), metavar="N", help="At most N quotations.")
@click.option(
    "--cite",
    type=click.Choice(["text", "md", "bibtex", "csl"]),
    help="Print them as citations in this form; bibtex and csl: each article once.",
)
@since_last
@exit_code
@global_options
def quotes(
    options: Options,
    query: tuple[str, ...],
    person: str | None,
    limit: int | None,
    cite: str | None,
    since_last: bool,
    **about: str | None,
) -> int | None:
    """List quotations; ``about`` are the values of ``--about``, ``--work`` and ``--show``."""
    words, by = split_off(joined(query), "by")
    words, said_about = split_off(words, "about")
    given = [(name, _ABOUT[option]) for option, name in about.items() if name is not None]
    given += [(said_about, ())] if said_about else []
    if len(given) > 1:
        raise UsageError("Give one of --about, --work and --show.")
    if by and person:
        raise UsageError("Give one of --person and by:.")
    person = person or by
    name, types = given[0] if given else (None, ())
    with options.open_library() as library:
        came = _arrived(library, options, words, (person, name, *types)) if since_last else None
        every = library.quotes(
            words,
            speaker=person,
            about=name,
            types=types,
            limit=None if came else limit,
            among=came.ids if came else None,
        )
        said = every[:limit]
        if cite:
            from pullquote.cache.export import citations  # lazy: only --cite needs them

            write(citations.written(said, cite))
            count = None
        else:
            count = print_rows(said, tables.SAYINGS, options, line=lambda quote_row: _line(quote_row, options))
        printed, left = ({one.article for one in part} for part in (said, every[len(said) :]))
        keep(library, came, options, len(said), given=printed, left=left)
    if not said and count != 1 and not since_last:  # one row is the list of fields
        asked = [words, *(value for value in (person, name) if value)]
        say_nothing(options, "quotation", " ".join(filter(None, asked)))
    return count


def _arrived(library: Library, options: Options, words: str, asked: Sequence[str | None]) -> Arrived | None:
    """Return the articles with quotations that came since these were last asked for."""
    return arrived(library, options, "quotes", words, *(part or "" for part in asked), of=both("has:quote", words))


def _line(quote_row: QuoteRow, options: Options) -> str:
    width = options.line_width()
    outlets = ", ".join(filter(None, (quote_row.outlet, *quote_row.other_outlets)))
    where = " · ".join(part for part in (quote_row.title, outlets) if part)
    by = attribution(quote_row.speaker, quote_row.via)
    lines = [
        wrap(clean_text(quoted(quote_row.text)), width),
        wrap(clean_line(f"— {by}" if by else "—"), width, "    "),
        wrap(clean_line(f"{quote_row.article}: {where}"), width, "    "),
    ]
    return "\n".join(lines) + "\n"
