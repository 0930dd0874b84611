"""The QUERY argument: its help, its completion, and its words as the shell splits them."""

from __future__ import annotations

import re

import click

from pullquote.tui.cli.articles import joined as join_words
from pullquote.tui.cli.commands.completion import query_words

QUERY_HELP = """
    \b
    A QUERY is words, "a phrase", word*, -word, OR, and fields:
      is:unread is:read is:starred is:followed   show:NAME person:NAME name:NAME
      outlet:NAME feed:NAME folder:NAME tag:NAME  has:quote has:release has:picture
      since:7d since:2024-01 before:2024-01-01
"""

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
