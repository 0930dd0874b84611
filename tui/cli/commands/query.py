"""The QUERY argument: its help, its completion, its words as the shell splits them, and the articles they mean."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from pullquote.cache.core.errors import NotFound, UsageError
from pullquote.cache.core.order import Order
from pullquote.cache.core.query import FIELDS, is_bare
from pullquote.tui.cli.articles import joined as join_words
from pullquote.tui.cli.articles import named
from pullquote.tui.cli.commands.completion import query_words

if TYPE_CHECKING:
    from pullquote.cache.library import Library


def _help() -> str:
    """Return the paragraph on queries that stands in the help of each command with one."""
    lines: list[str] = []
    for takes in ("choice", "entity", "name", "time"):
        fields = [field for field in FIELDS.values() if field.takes == takes and not field.of_quotes]
        lines += textwrap.wrap(" ".join(word for field in fields for word in field.written), 70)
    rest = "".join(f"      {line}\n" for line in lines)
    return f"""
    \b
    A QUERY is words, "a phrase", word*, -word, OR, and fields:
{rest}"""


QUERY_HELP = _help()

query = click.argument("query", nargs=-1, shell_complete=query_words)

_WITHOUT = "\ue000"
_FLAGS = re.compile(r"-([qvh]+|n\d*)$")


class QueryCommand(click.Command):
    """A command with a QUERY, in which ``-word`` is a word to leave out and not an option."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Mark every ``-word``, so that the option parser takes it for an argument; ``joined`` removes the mark."""
        marked = [
            f"{_WITHOUT}{arg}" if len(arg) > 2 and arg[0] == "-" != arg[1] and not _FLAGS.match(arg) else arg
            for arg in args
        ]
        return super().parse_args(ctx, marked)


def joined(parts: tuple[str, ...]) -> str:
    """Join the words of a query, without the marks of ``parse_args``."""
    return join_words(part.removeprefix(_WITHOUT) for part in parts)


def references(library: Library, words: Sequence[str]) -> list[int] | None:
    """Return the articles that numbers and addresses name, each once; ``None`` for words that are a query.

    ``-`` reads more of them from stdin, one a line, as `pullquote list` prints them. Raises ``NotFound``.
    """
    if not words or not are_named(words):
        return None
    return list(dict.fromkeys(library.find(word) for word in named(words)))


def asks_nothing(library: Library, query: str) -> bool:
    """Return whether a query is none, blanks, quotation marks or signs nobody sees. Raises ``QueryError``."""
    return not query.strip(' "') or library.is_everything(query)


def articles(library: Library, words: Sequence[str], *, by_headline: bool = False) -> list[int]:
    """Return the articles that words mean: ``references``, else all that answer the query they are.

    ``by_headline``: words may also be beginnings of headlines, each by itself. The oldest come first, each once. Raises
    ``NotFound``, ``QueryError``, and ``UsageError`` for words that as a query ask for nothing (none, blanks, signs
    nobody sees), and so would mean all articles.
    """
    found = references(library, words)
    if found is not None:
        return found
    query = joined(tuple(words))
    if asks_nothing(library, query):
        raise UsageError("Name articles by number, or a query: `pullquote list is:unread` shows what one finds.")
    if by_headline:
        try:
            return list(dict.fromkeys(library.find(word) for word in words))
        except NotFound:
            if is_bare(query):
                raise
    return library.ids(query, order=Order.OLDEST).tolist()


def are_named(words: Sequence[str]) -> bool:
    """Return whether words are numbers and addresses of articles, and no query."""
    return all(word.isdecimal() or "://" in word or word == "-" for word in words)
