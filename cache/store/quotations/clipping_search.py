"""What of the quote book answers a query: plain words by its own words, all else by its article."""

from __future__ import annotations

import sqlite3

from pullquote.cache.core.clippings import Clipping
from pullquote.cache.core.names import normalize
from pullquote.cache.core.query import All, Any, Node, Not, Words, parse
from pullquote.cache.store.file.conversions import id_list
from pullquote.cache.store.quotations import clippings
from pullquote.cache.store.reading.query_sql import matching


def found(conn: sqlite3.Connection, query: str) -> list[Clipping]:
    """List what answers a query, the newest first. Raises ``QueryError``.

    Words are looked for in the passage, the note, the headline, and the names of speaker, outlet and authors. What
    only an article has (``outlet:``, ``is:read``) is asked of its article; without one nothing is known of that.
    """
    tree, question = parse(query), _Question(conn)
    return [one for one in clippings.every(conn) if question.is_answered(one, tree)]


class _Question:
    """Asks clippings; what an article is asked is found once for all of them."""

    def __init__(self, conn: sqlite3.Connection) -> None:
        self._conn = conn
        self._articles: dict[Node, set[int]] = {}

    def is_answered(self, one: Clipping, tree: Node) -> bool:
        """Return whether a clipping answers."""
        parts = (one.text, one.note, one.title, one.speaker, one.via, one.outlet, *one.byline)
        return bool(self._answer(one.article, f" {normalize(' '.join(filter(None, parts)))} ", tree))

    def _answer(self, article: int | None, words: str, node: Node) -> bool | None:
        """Return whether that is so, ``None`` where it is not known."""
        match node:
            case Words(text, prefix):
                wanted = normalize(text)
                return bool(wanted) and f" {wanted}{'' if prefix else ' '}" in words
            case All(nodes):
                answers = [self._answer(article, words, part) for part in nodes]
                return False if False in answers else None if None in answers else True
            case Any(nodes):
                answers = [self._answer(article, words, part) for part in nodes]
                return True if True in answers else None if None in answers else False
            case Not(part):
                answer = self._answer(article, words, part)
                return None if answer is None else not answer
        return None if article is None else article in self._of(node)

    def _of(self, node: Node) -> set[int]:
        """Return the articles that answer something only an article is asked."""
        if node not in self._articles:
            self._articles[node] = matching(self._conn, node, lambda: id_list(self._conn, "id FROM article"))
        return self._articles[node]
