"""`pullquote quotes`."""

from __future__ import annotations

import click

from pullquote.cache.core.results import QuoteRow
from pullquote.cache.core.sanitize import clean_line, clean_text
from pullquote.cache.export import tables
from pullquote.cache.export.attribution import attribution, quoted
from pullquote.cache.export.text import wrap
from pullquote.tui.cli.commands.completion import names
from pullquote.tui.cli.commands.options import Number, exit_code, global_options
from pullquote.tui.cli.commands.query import QUERY_HELP, QueryCommand, joined, query
from pullquote.tui.cli.options import Options
from pullquote.tui.cli.output import print_rows, write


@click.command(
    cls=QueryCommand,
    help=f"""List what people said, newest first: the words, the speaker, the outlet they were said to, the article.
    {QUERY_HELP}
    \b
    Examples:
      pullquote quotes --person ritter
      pullquote quotes --show "Jessica Jones" since:30d
      pullquote quotes --fields text,speaker | shuf -n 1
      pullquote quotes --person raman --cite bibtex >> film.bib""",
)
@query
@click.option("--person", metavar="NAME", shell_complete=names, help="Only what NAME said.")
@click.option("--show", metavar="NAME", shell_complete=names, help="Only from articles about the show or film NAME.")
@click.option("-n", "--limit", type=Number(1), metavar="N", help="At most N quotations.")
@click.option(
    "--cite", type=click.Choice(["text", "md", "bibtex", "csl"]), help="Print each as a citation in this form."
)
@exit_code
@global_options
def quotes(
    options: Options,
    query: tuple[str, ...],
    person: str | None,
    show: str | None,
    limit: int | None,
    cite: str | None,
) -> int | None:
    """List quotations."""
    wanted = joined((*query, f"show:{show}") if show else query)
    with options.open_library() as library:
        said = library.quotes(wanted, speaker=person, limit=limit)
        if cite:
            _cite(said, cite)
            return None
        return print_rows(said, tables.SAYINGS, options, line=lambda quote_row: _line(quote_row, options))


def _cite(said: list[QuoteRow], form: str) -> None:
    from pullquote.cache.export import citations  # lazy: only --cite needs them

    forms = {
        "text": citations.citation,
        "md": citations.citation_markdown,
        "bibtex": citations.citation_bibtex,
        "csl": citations.citation_csl,
    }
    between = "\n" if form in ("text", "md") else ""
    for number, quote_row in enumerate(said):
        write((between if number else "") + forms[form](quote_row))


def _line(quote_row: QuoteRow, options: Options) -> str:
    width = options.line_width()
    where = " · ".join(part for part in (quote_row.title, quote_row.outlet) if part)
    by = attribution(quote_row.speaker, quote_row.via)
    lines = [
        wrap(clean_text(quoted(quote_row.text)), width),
        wrap(clean_line(f"— {by}" if by else "—"), width, "    "),
        wrap(clean_line(f"{quote_row.article}: {where}"), width, "    "),
    ]
    return "\n".join(lines) + "\n"
