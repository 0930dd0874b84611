"""`pullquote open`, `list`, `search` and `show`: articles in the app or on stdout."""

from __future__ import annotations

import click

from pullquote.cache.export import TextStyle
from pullquote.tui.cli.articles import headlines, hits, shown
from pullquote.tui.cli.commands.completion import files
from pullquote.tui.cli.commands.options import FILE, global_options, own_options, text_options
from pullquote.tui.cli.commands.query import QUERY_HELP, QueryCommand, joined, query
from pullquote.tui.cli.options import Options
from pullquote.tui.cli.output import write


@click.command(
    help="""Open the app, on one article if you name it: by number, address, headline, path, or `-` for a page or
    text on stdin. In a pipe the article is printed as text. An address or a path is added to the library, what came
    on stdin only with --keep, or when you star or tag it.

    \b
    Examples:
      pullquote open
      pullquote open 42
      pullquote open 42 --enclosure          play its audio or video
      curl -s https://site.example/story | pullquote open -"""
)
@click.argument("reference", required=False, type=FILE, shell_complete=files)
@click.option(
    "--enclosure",
    is_flag=True,
    help="Do not open the app: play the article's audio or video with open.enclosure, the first of several.",
)
@own_options("open")
@global_options
def open(options: Options, reference: str | None = None, enclosure: bool = False, keep: bool = False) -> int:
    """Open the app."""
    if enclosure:
        from pullquote.tui.cli.playing import played

        return played(options, reference)
    from pullquote.tui.cli.open_app import opened  # lazy: asyncio, which no other command here needs

    return opened(options, reference, keep=keep)


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
      pullquote list is:followed --since-last       what came since it was last asked, for cron
      pullquote list --fields id,title,outlet
      pullquote list --stories is:unread            the same news of several outlets once""",
)
@query
@own_options("list")
@global_options
def list(
    options: Options,
    query: tuple[str, ...],
    limit: int | None = None,
    order: str | None = None,
    **how: bool,
) -> int:
    """List articles; ``how`` are the values of ``--stories``, ``--watch``, ``--since-last`` and ``--all``."""
    return headlines(options, joined(query), limit=limit, order=order, **how)


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
@own_options("search")
@global_options
def search(options: Options, query: tuple[str, ...], limit: int, explain: bool, **how: bool) -> int | None:
    """Search the library; ``how`` are the values of ``--since-last`` and ``--all``."""
    if explain:
        with options.open_library() as library:
            write(library.explain(joined(query)) + "\n")
        return None
    return hits(options, joined(query), limit=limit, **how)


@click.command(
    help="""Print articles as text. REFERENCE is a number from `pullquote list`, an address, or the beginning of a
    headline; `-` reads references from stdin, one a line. One that is not there is said, and the others are printed.

    On a terminal the headline is bold, quotes stand behind a bar, and a text that is longer than the screen is read in
    a pager: $PULLQUOTE_PAGER, else $PAGER, else `less -R -F`. In a pipe, and with --plain, it is plain text. With
    --json, one REFERENCE is one object, several or `-` are one array; with --jsonl each is one line as it comes.

    \b
    Examples:
      pullquote show 42
      pullquote show 42 --no-pager
      pullquote show 42 | fold -s -w 60 | less
      pullquote show 42 --changes            what it says otherwise than before
      pullquote show 42 --json | jq '.quotes[].speaker'
      pullquote show 42 --format md --highlights
      pullquote list is:unread --fields id | pullquote show -"""
)
@click.argument("references", nargs=-1, required=True, type=FILE, metavar="REFERENCE...")
@click.option("--pager/--no-pager", default=None, help="Read in a pager, or print at once.")
@click.option("--changes", is_flag=True, help="What changed since the article came or was read; in JSON, one more key.")
@click.option("--highlights", is_flag=True, help="Mark your highlights ==so==, in Markdown.")
@text_options
@global_options
def show(
    options: Options,
    references: tuple[str, ...],
    style: TextStyle,
    pager: bool | None,
    changes: bool,
    highlights: bool,
) -> int:
    """Print articles, or what changed in them."""
    if changes:
        from pullquote.tui.cli.changes import shown_changes  # lazy: few ask for it

        shown_changes(options, references, style, pager=pager)
        return 0
    return shown(options, references, style, pager=pager, highlights=highlights)
