"""The words of a query as the shell hands them over, put together again."""

from __future__ import annotations

from collections.abc import Iterable


def joined(parts: Iterable[str]) -> str:
    """Join the words of a query; a word the shell unquoted around blanks is quoted again."""
    return " ".join(map(_requote, parts))


def _requote(part: str) -> str:
    if not any(c.isspace() for c in part) or '"' in part:
        return part
    field, colon, value = part.partition(":")
    if colon and field.lstrip("-").isalpha() and value:
        return f'{field}:"{value}"'
    return part
