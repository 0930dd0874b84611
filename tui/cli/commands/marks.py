"""`pullquote star`, `unstar`, `read`, `unread`, `remove`, `undo`."""

from __future__ import annotations

import sys
from collections.abc import Callable

import click

from pullquote.cache.core.counts import counted
from pullquote.cache.core.sanitize import clean_line
from pullquote.cache.export.rows import DONE
from pullquote.cache.library import Library
from pullquote.tui.cli.articles import named_line
from pullquote.tui.cli.commands.completion import query_words
from pullquote.tui.cli.commands.options import GIVEN, agreed, global_options
from pullquote.tui.cli.commands.query import QueryCommand, are_named, articles, joined
from pullquote.tui.cli.options import Options
from pullquote.tui.cli.output import print_rows, say_nothing

_Mark = Callable[[Library, list[int]], int]


def _marking(name: str, meaning: str, done: str, state: str, mark: _Mark) -> click.Command:
    """Make a command that marks articles; ``state`` is what those are that are so already."""

    @click.command(
        name,
        cls=QueryCommand,
        help=f"""{meaning} ARTICLES are numbers, addresses or beginnings of headlines, `-` for some on stdin, or a
        query with a field in it: all that answer it.

        \b
        Examples:
          pullquote {name} 42 43
          pullquote {name} outlet:variety since:7d
          pullquote list --fields id,title | fzf -m | pullquote {name} -""",
        short_help=meaning,
    )
    @click.argument("words", nargs=-1, required=True, type=GIVEN, metavar="ARTICLES...", shell_complete=query_words)
    @global_options
    def command(options: Options, words: tuple[str, ...]) -> None:
        with options.open_library(write=True) as library:
            found = articles(library, words, by_headline=True)
            count = mark(library, found)
        if not found:
            say_nothing(options, "article", joined(words))
            return
        already = f", {counted(there, 'article')} {state} already" if (there := len(found) - count) else ""
        undo = " `pullquote undo` takes it back." if count else ""
        options.say(f"{counted(count, 'article')} {done}{already}.{undo}")

    return command


star = _marking(
    "star", "Star articles; prune never removes them.", "starred", "starred", lambda lib, ids: lib.star(ids)
)
unstar = _marking(
    "unstar", "Take the star from articles.", "unstarred", "without a star", lambda lib, ids: lib.star(ids, False)
)
read = _marking("read", "Mark articles read.", "marked read", "read", lambda lib, ids: lib.mark_read(ids))
unread = _marking(
    "unread", "Mark articles unread.", "marked unread", "unread", lambda lib, ids: lib.mark_read(ids, False)
)


@click.command(
    cls=QueryCommand,
    help="""Remove articles: no feed brings them in again, `pullquote add` does. ARTICLES are numbers or addresses, `-`
    for some on stdin, else a query: all that answer it. `pullquote undo` brings them back whole, up to 30 days later;
    `prune` then lets them go for good. On a terminal it asks first; elsewhere a query needs --yes.

    \b
    Examples:
      pullquote remove 42 43
      pullquote remove outlet:tmz before:30d --dry-run     what would go
      pullquote remove outlet:tmz before:30d --yes""",
    short_help="Remove articles.",
)
@click.argument("words", nargs=-1, required=True, metavar="ARTICLES...", shell_complete=query_words)
@click.option("--dry-run", is_flag=True, help="Only print which would go.")
@click.option("--yes", "-y", is_flag=True, help="Do not ask.")
@global_options
def remove(options: Options, words: tuple[str, ...], dry_run: bool, yes: bool) -> int:
    """Remove articles."""
    with options.open_library(write=not dry_run) as library:
        found = articles(library, words)
        if not found:
            say_nothing(options, "article", joined(words))
        elif dry_run:
            headlines = library.headlines(found)
            print_rows(headlines, DONE, options, line=named_line)
            options.say(f"{counted(len(found), 'article')} would be removed.")
        elif not yes and not _agreed(library, words, found):
            options.say("Nothing was removed.")
            return 1
        else:
            count = library.remove(found)
            options.say(f"{counted(count, 'article')} removed. `pullquote undo` brings {_it(count)} back.")
    return 0


def _agreed(library: Library, words: tuple[str, ...], found: list[int]) -> bool:
    """Ask on a terminal. In a script, who names articles means them; a query may find more than was thought of."""
    if not sys.stdin.isatty() and are_named(words):
        return True
    return agreed(f"Remove {_what(library, found)}?", "pullquote remove QUERY --yes")


def _what(library: Library, found: list[int]) -> str:
    return f"“{clean_line(library.headlines(found)[0].title)}”" if len(found) == 1 else counted(len(found), "article")


def _it(count: int) -> str:
    return "it" if count == 1 else "them"


@click.command(
    help="""Take back what was done last, here or in the app: a mark, a tag, a removal, a correction of a name, a feed
    that was added, changed or removed. Call it again to go further back.

    \b
    Example:
      pullquote star 42 && pullquote undo"""
)
@global_options
def undo(options: Options) -> None:
    """Take back what was done last."""
    with options.open_library(write=True) as library:
        options.say(library.undo() or "There is nothing to take back.")
