"""The QUERY argument: its help, its completion, and its words as the shell splits them."""

from __future__ import annotations

import re
import textwrap

import click

from pullquote.cache.core.query import FIELDS
from pullquote.tui.cli.articles import joined as join_words
from pullquote.tui.cli.commands.completion import query_words


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
