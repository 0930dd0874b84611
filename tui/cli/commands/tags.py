"""`pullquote tag` and `pullquote later`: own tags and the reading list, one article or all that answer a query."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from pullquote.cache.core.counts import counted
from pullquote.cache.core.errors import UsageError
from pullquote.cache.core.order import Order
from pullquote.cache.core.tags import TagChange, parse_tags
from pullquote.tui.cli.articles import headlines
from pullquote.tui.cli.commands.completion import tagged_articles
from pullquote.tui.cli.commands.options import global_options
from pullquote.tui.cli.commands.query import QueryCommand, articles, joined
from pullquote.tui.cli.options import Options
from pullquote.tui.cli.output import name_cell, print_rows, say_nothing

if TYPE_CHECKING:
    from pullquote.cache.core.results import OwnTag

_ARTICLES = """ARTICLES are numbers or addresses, `-` for some on stdin, else a query: all that answer it."""


@click.command(
    cls=QueryCommand,
    help=f"""Give articles tags of your own, or take some away; without arguments, list the tags. TAGS are parted by
    commas, `-tag` takes one away. {_ARTICLES}

    \b
    Examples:
      pullquote tag                                   your tags
      pullquote tag oscars,"to review" 42 43
      pullquote tag oscars outlet:variety since:7d
      pullquote tag -oscars tag:oscars                no article has it any more
      pullquote list tag:oscars""",
    short_help="Tag articles, or list your tags.",
)
@click.argument("words", nargs=-1, metavar="[TAGS ARTICLES...]", shell_complete=tagged_articles)
@global_options
def tag(options: Options, words: tuple[str, ...]) -> None:
    """Tag articles, or list the tags."""
    if not words:
        _list_tags(options)
        return
    change = parse_tags(joined(words[:1]))
    if not change:
        raise UsageError("Name a tag, or -tag for one to take away: `pullquote tag oscars,-gossip 42`.")
    with options.open_library(write=True) as library:
        found = articles(library, words[1:])
        count = library.tag(found, change)
    if not found:
        say_nothing(options, "article", joined(words[1:]))
        return
    options.say(_said(change, count, len(found)))


@click.command(
    cls=QueryCommand,
    help=f"""Put articles on the reading list, or take them off; without arguments, print the list in its order.
    {_ARTICLES}

    \b
    Examples:
      pullquote later                                 the list, what came first at the top
      pullquote later 42
      pullquote later is:starred is:unread
      pullquote list --fields id,title | fzf -m | pullquote later -
      pullquote later --remove is:read""",
    short_help="Put articles on the reading list, or print it.",
)
@click.argument("words", nargs=-1, metavar="[ARTICLES...]", shell_complete=tagged_articles)
@click.option("--remove", is_flag=True, help="Take them off the list.")
@global_options
def later(options: Options, words: tuple[str, ...], remove: bool) -> None:
    """Put articles on the reading list, or print it."""
    if not words:
        if remove:
            raise UsageError("Name the articles to take off: `pullquote later --remove is:read`.")
        headlines(options, "is:later", order=Order.QUEUE.value, with_muted=True)
        return
    with options.open_library(write=True) as library:
        found = articles(library, words)
        count = library.queue(found, not remove)
    if not found:
        say_nothing(options, "article", joined(words))
        return
    there = len(found) - count
    done = "taken off the reading list" if remove else "put on the reading list"
    rest = f"{counted(there, 'article')} {'not on it' if remove else 'on it already'}"
    undo = " `pullquote undo` takes it back." if count else ""
    options.say(f"{counted(count, 'article')} {done}{f', {rest}' if there else ''}.{undo}")


def _said(change: TagChange, count: int, found: int) -> str:
    if not count:
        return f"{counted(found, 'article')} {'is' if found == 1 else 'are'} tagged so already."
    done = [f"tagged {', '.join(change.add)}"] if change.add else []
    done += [f"no longer tagged {', '.join(change.remove)}"] if change.remove else []
    return f"{counted(count, 'article')} {' and '.join(done)}. `pullquote undo` takes it back."


def _list_tags(options: Options) -> None:
    from pullquote.cache.export import tables  # lazy: tagging prints no rows

    with options.open_library() as library:
        if not print_rows(library.tags(), tables.TAGS, options, line=_line):
            options.say("There are no tags yet. `pullquote tag oscars 42` tags article 42.")


def _line(found: OwnTag) -> str:
    rest = f" {found.unread:>5} unread of {found.articles}"
    return name_cell(found.name, 32, rest) + rest
