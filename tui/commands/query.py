"""The QUERY argument and the help that goes with it."""

from __future__ import annotations

import click

from pullquote.tui.commands.complete import query_words

QUERY_HELP = """
    \b
    A QUERY is words, "a phrase", word*, -word, OR, and fields:
      is:unread is:read is:starred is:followed   show:NAME person:NAME name:NAME
      outlet:NAME feed:NAME folder:NAME tag:NAME  has:quote has:release has:picture
      since:7d since:2024-01 before:2024-01-01
"""

query = click.argument("query", nargs=-1, shell_complete=query_words)


def joined(parts: tuple[str, ...]) -> str:
    """Join the words of a query; a word the shell unquoted around blanks is quoted again."""
    return " ".join(_requote(part) for part in parts)


def _requote(part: str) -> str:
    if not any(c.isspace() for c in part) or '"' in part:
        return part
    field, colon, value = part.partition(":")
    if colon and field.lstrip("-").isalpha() and value:
        return f'{field}:"{value}"'
    return part
