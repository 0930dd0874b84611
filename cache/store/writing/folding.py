"""Articles whose page shows that they are there already: two feeds lead to one page by addresses of their own."""

from __future__ import annotations

import sqlite3

from pullquote.cache.core.article import Article
from pullquote.cache.core.names import normalize
from pullquote.cache.store.file.conversions import sql
from pullquote.cache.store.reading.articles import address_keys
from pullquote.cache.store.texts import bodies
from pullquote.cache.store.writing import keeping

_NEAR = 12 * 3_600
"""Seconds between the dates of two entries of one article, at most: a column has the same headline each day."""
_UNTOUCHED = sql(
    "SELECT title, moment FROM article WHERE id = ? AND read = 0 AND NOT {} "
    "AND NOT EXISTS (SELECT 1 FROM remote WHERE article = article.id)",
    bodies.chosen(),
)


def same_as(conn: sqlite3.Connection, article: int, page: Article) -> int | None:
    """Return another article that ``page``, which was fetched for ``article``, shows to be the same; else ``None``.

    The same is what has an address of the page, its headline, and a date near to that of ``article``. One that the user
    has read or marked is beside any other, and so is one of an account, whose server has marks of its own for it.
    """
    mine = conn.execute(_UNTOUCHED, (article,)).fetchone()
    if mine is None:
        return None
    titles = {normalize(mine[0]), normalize(page.title)}
    for key in address_keys((page.canonical_url, page.url)):
        rows = conn.execute(
            "SELECT a.id, a.title, a.moment FROM address d JOIN article a ON a.id = d.article "
            "WHERE d.hash = ? AND a.id <> ? ORDER BY a.id",
            (key, article),
        )
        for number, title, moment in rows:
            if normalize(title) in titles and abs(moment - mine[1]) < _NEAR:
                return int(number)
    return None


def fold(conn: sqlite3.Connection, article: int, page: Article) -> int:
    """Let an article go that is the ``same_as`` another, to which its entries lead then; return which one stays."""
    other = same_as(conn, article, page)
    if other is None:
        return article
    conn.execute("UPDATE entry SET article = ? WHERE article = ?", (other, article))
    conn.execute("UPDATE OR IGNORE address SET article = ? WHERE article = ?", (other, article))
    keeping.delete(conn, [article])
    return other
