"""`pullquote follow` and `unfollow`: names and queries, and the list of what is followed."""

from __future__ import annotations

from collections.abc import Sequence

import click

from pullquote.cache.core.counts import counted
from pullquote.cache.core.errors import NotFound, UsageError
from pullquote.cache.core.following.followed import Followed
from pullquote.cache.core.following.topics import Topic, same
from pullquote.cache.core.names import normalize
from pullquote.cache.core.query import is_bare
from pullquote.cache.core.results import EntityRow
from pullquote.cache.core.sanitize import clean_line
from pullquote.cache.export import tables
from pullquote.cache.library import Library
from pullquote.tui.cli.commands.completion import followed_things, things_to_follow
from pullquote.tui.cli.commands.options import global_options
from pullquote.tui.cli.commands.query import QueryCommand, asks_nothing, joined
from pullquote.tui.cli.options import Options
from pullquote.tui.cli.output import cell, name_cell, print_rows, strong

_TYPE_WIDTH = 14


@click.command(
    cls=QueryCommand,
    help="""Follow works, people and groups by NAME, or one QUERY: with a field, "a phrase" or word* in it. Without
    either, list what is followed, with unread articles. `is:followed` finds them, and a refresh says what came.

    \b
    Examples:
      pullquote follow                                  what is followed
      pullquote follow "Krysten Ritter"
      pullquote follow outlet:variety has:release
      pullquote follow '"writers strike"'
      pullquote list is:followed --since-last           for cron""",
    short_help="Follow names or a query, or list what is followed.",
)
@click.argument("words", nargs=-1, metavar="[QUERY|NAME...]", shell_complete=things_to_follow)
@global_options
def follow(options: Options, words: tuple[str, ...]) -> None:
    """Follow names or a query, or list what is followed."""
    if not words:
        _list(options)
        return
    _check(words, "follow")
    with options.open_library(write=True) as library:
        found = _meant(library, words)
        if isinstance(found, str):
            done = library.following.follow(Topic(found, found))
            options.say(f"{'Following' if done else 'Followed already:'} the query {clean_line(found)}.")
            return
        library.names.follow([name.id for name in found])
    for name in found:
        options.say(f"Following {name.name} ({name.type}).")


@click.command(
    cls=QueryCommand,
    help="""Stop following works, people and groups, or a query; `pullquote undo` takes it back.

    \b
    Examples:
      pullquote unfollow "Krysten Ritter"
      pullquote unfollow outlet:variety has:release""",
    short_help="Stop following names or a query.",
)
@click.argument("words", nargs=-1, required=True, metavar="QUERY|NAME...", shell_complete=followed_things)
@global_options
def unfollow(options: Options, words: tuple[str, ...]) -> None:
    """Stop following names or a query."""
    _check(words, "unfollow")
    with options.open_library(write=True) as library:
        topic = library.following.topic(joined(words))
        if topic is not None and topic.followed:
            library.following.follow(topic, False)
            options.say(f"No longer following the query {clean_line(topic.title)}.")
            return
        found = _meant(library, words, to_follow=False)
        if isinstance(found, str):
            raise NotFound(f"The query {clean_line(found)} is not followed; `pullquote follow` lists what is.")
        library.names.follow([name.id for name in found], False)
    for name in found:
        options.say(f"No longer following {name.name} ({name.type}).")


def _check(words: Sequence[str], command: str) -> None:
    """Raise ``UsageError`` where one of the words is empty."""
    if not all(map(str.strip, words)):
        raise _nothing_named(command)


def _nothing_named(command: str) -> UsageError:
    """Return what is said of words that neither name anybody nor, as a query, ask for anything."""
    return UsageError(f'Write a name or a query: `pullquote {command} "Krysten Ritter"`.')


def _meant(library: Library, words: Sequence[str], *, to_follow: bool = True) -> str | list[EntityRow]:
    """Return the names that words are, or the query they are together: one with more to it than bare words.

    A name that looks like a query ("Star Crew:Picard") is a name where the library has it, and a query that asks for
    nothing but a name is that name. Raises ``NotFound``, ``UsageError``.
    """
    if named := _whole_names(library, words):
        return named
    query = same(joined(tuple(words)))
    if asks_nothing(library, query):
        raise _nothing_named("follow" if to_follow else "unfollow")
    if is_bare(query):
        return [_find(library, word, to_follow=to_follow) for word in words]
    name = library.following.name_meant(query)
    return query if name is None else [name]


def _whole_names(library: Library, words: Sequence[str]) -> list[EntityRow]:
    """Return the names that words are written out whole; none where one of them is no whole name."""
    found = []
    for word in words:
        key = normalize(word)
        known = library.names.complete(word, 20)
        whole = next((one for one in known if key in map(normalize, (one.name, *one.aka))), None)
        if whole is None or not key:
            return []
        found.append(whole)
    return found


def _find(library: Library, word: str, *, to_follow: bool) -> EntityRow:
    try:
        return library.names.find(word)
    except NotFound as error:
        if not to_follow:
            raise NotFound(f"“{clean_line(word, 60)}” is not followed; `pullquote follow` lists what is.") from error
        quoted = clean_line(word, 60).replace('"', "").replace("'", "")
        raise type(error)(f"{error} To follow the words themselves: `pullquote follow '\"{quoted}\"'`.") from error


def _list(options: Options) -> None:
    with options.open_library() as library:
        if not print_rows(library.following.things(), tables.FOLLOWED, options, line=lambda one: _line(one, options)):
            options.say(
                'Nothing is followed yet. `pullquote follow "Krysten Ritter"` follows a name, '
                "`pullquote follow outlet:variety has:release` a query."
            )


def _line(one: Followed, options: Options) -> str:
    rest = f" {cell(one.type, _TYPE_WIDTH)}{one.unread:>5} unread of {counted(one.articles, 'article')}"
    return strong(name_cell(one.title, 32, rest), options, when=one.unread > 0) + rest
