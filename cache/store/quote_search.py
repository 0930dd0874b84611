"""What of the quote book answers a query: by its own words, or because its article does."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from pullquote.cache.core.clippings import Clipping
from pullquote.cache.core.names import normalize
from pullquote.cache.core.query import Any, Node, Not, Words, parse
from pullquote.cache.store import clippings, search


def found(conn: sqlite3.Connection, query: str) -> list[Clipping]:
    """List what answers a query, the newest first. Raises ``QueryError``.

    Its words may stand in the passage, the note, the headline, or the names of speaker, outlet and authors; or its
    article may answer the whole query.
    """
    tree = parse(query)
    of_articles = frozenset(search.ids(conn, query))
    return [one for one in clippings.every(conn) if one.article in of_articles or _has(one, tree.nodes)]


def _has(one: Clipping, nodes: Iterable[Node]) -> bool:
    parts = (one.text, one.note, one.title, one.speaker, one.via, one.outlet, *one.byline)
    words = f" {normalize(' '.join(filter(None, parts)))} "
    return all(_answers(words, node) for node in nodes)


def _answers(words: str, node: Node) -> bool:
    match node:
        case Words(text, prefix):
            wanted = normalize(text)
            return bool(wanted) and f" {wanted}{'' if prefix else ' '}" in words
        case Any(nodes):
            return any(_answers(words, part) for part in nodes)
        case Not(part):
            return isinstance(part, Words | Any) and not _answers(words, part)
    return False  # a field asks for something that only an article has
