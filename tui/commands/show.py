"""`pullquote show`."""

from __future__ import annotations

import click
import msgspec

from pullquote.cache.errors import UsageError
from pullquote.cache.model import Article
from pullquote.tui.commands.options import Options, shared
from pullquote.tui.commands.output import write

links = click.option(
    "--links",
    type=click.Choice(["none", "inline", "end"]),
    default="none",
    show_default=True,
    help="Leave addresses out, write them in place, or number them at the end.",
)
ascii_only = click.option("--ascii", "ascii_only", is_flag=True, help="Fold everything to ASCII.")


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
@links
@ascii_only
@shared
def show(options: Options, references: tuple[str, ...], links: str, ascii_only: bool) -> None:
    """Print articles."""
    with options.open_library() as library:
        wanted = [library.find(reference) for reference in _references(references)]
        for count, number in enumerate(wanted):
            print_article(library.article(number), options, links=links, ascii_only=ascii_only, first=not count)


def print_article(article: Article, options: Options, *, links: str, ascii_only: bool, first: bool = True) -> None:
    """Print one article in the format asked for; articles of text are parted by a form feed's worth of blank lines."""
    match options.format or "text":
        case "json":
            write(msgspec.json.format(msgspec.json.encode(article), indent=2).decode() + "\n")
        case "jsonl":
            write(msgspec.json.encode(article).decode() + "\n")
        case "md":
            from pullquote.cache.export.markdown import article_markdown

            write(("" if first else "\n") + article_markdown(article))
        case "text":
            from pullquote.cache.export.text import article_text

            text = article_text(article, width=options.line_width(), links=links, ascii_only=ascii_only)  # type: ignore[arg-type]
            write(("" if first else "\n\n") + text)
        case other:
            raise UsageError(f"An article has no {other} form. Choose text, md, json or jsonl.")


def _references(given: tuple[str, ...]) -> list[str]:
    found: list[str] = []
    for reference in given:
        if reference == "-":
            found += [line.split("\t")[0].strip() for line in click.get_text_stream("stdin") if line.strip()]
        else:
            found.append(reference)
    return found
