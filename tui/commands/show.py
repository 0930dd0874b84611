"""`pullquote show`."""

from __future__ import annotations

import sys

import click

from pullquote.cache.model import Article
from pullquote.tui.commands.forms import article_form, parted, text_options
from pullquote.tui.commands.options import Options, shared
from pullquote.tui.commands.output import write


@click.command(
    help="""Print articles as text. REFERENCE is a number from `pullquote list`, an address, or the beginning of a
    headline; `-` reads references from stdin, one a line.

    \b
    Examples:
      pullquote show 42
      pullquote show 42 | fold -s -w 60 | less
      pullquote show 42 --json | jq '.quotes[].speaker'
      pullquote list is:unread --fields id | pullquote show -"""
)
@click.argument("references", nargs=-1, required=True, metavar="REFERENCE...")
@text_options
@shared
def show(options: Options, references: tuple[str, ...], links: str, ascii_only: bool) -> None:
    """Print articles."""
    if options.fields == ("help",):
        write("".join(f"{name}\n" for name in Article.__struct_fields__))
        return
    with options.open_library() as library:
        wanted = [library.find(reference) for reference in _references(references)]
        for number, article in enumerate(wanted):
            text = article_form(library.article(article), options, links=links, ascii_only=ascii_only)
            write(parted(number, text, options.format or "text"))


def _references(given: tuple[str, ...]) -> list[str]:
    found: list[str] = []
    for reference in given:
        if reference == "-":
            found += [line.split("\t")[0].strip() for line in sys.stdin if line.strip()]
        else:
            found.append(reference)
    return found
