"""Names as words of the query language. Apart from ``completion``, because the command line has no Textual."""

from __future__ import annotations

from pullquote.cache.core.article import SCREEN_TYPES, EntityType


def field_of(kind: EntityType) -> str:
    """Return the field that finds articles about a name of a type: the type's own, but for those easily mistaken."""
    if kind in SCREEN_TYPES:
        return "show:"
    return "name:" if kind in ("character", "organization") else f"{kind}:"


def phrase(text: str) -> str:
    """Return a text as one phrase of the query language."""
    return '"' + text.replace('"', " ") + '"'
