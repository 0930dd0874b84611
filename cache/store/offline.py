"""Which unread articles lack their full text, and which images each has: read for the offline status."""

from __future__ import annotations

import sqlite3
from typing import Any

from msgspec import Struct

from pullquote.cache.core.article_images import ImagesWanted, figures_of
from pullquote.cache.core.errors import LibraryDamaged
from pullquote.cache.store import article_text
from pullquote.cache.store.conversions import sql


class Unread(Struct, frozen=True):
    """An unread article: whether its full text is here, why its page did not come, which pictures it has."""

    article: int
    title: str
    complete: bool
    problem: str | None = None
    pictures: ImagesWanted = ImagesWanted()


def incomplete(conn: sqlite3.Connection) -> list[int]:
    """List the unread articles whose full text is not here; the sample edition is left out."""
    rows = conn.execute("SELECT id FROM article WHERE read = 0 AND sample = 0 AND complete = 0")
    return [row[0] for row in rows]


def unread(conn: sqlite3.Connection) -> list[Unread]:
    """List the unread articles, the newest first, each with its pictures; the sample edition is left out.

    Of a feed that is to have no pictures, none are missed. Reads every text: about a second for ten thousand articles.
    """
    rows = conn.execute(
        sql(
            "SELECT a.id, a.title, a.complete, a.page_error, a.lead, a.moment, a.feed, b.data, f.pictures "
            "FROM article a LEFT JOIN feed f ON f.id = a.feed LEFT JOIN body b ON {} "
            "WHERE a.read = 0 AND a.sample = 0 ORDER BY a.moment DESC, a.id DESC",
            article_text.SHOWN_BODY,
        )
    )
    return [_unread(row) for row in rows]


def _unread(row: tuple[Any, ...]) -> Unread:
    number, title, complete, problem, lead, when, feed, data, pictures = row
    wanted = pictures is None or bool(pictures)
    try:
        figures = figures_of(lead, article_text.images(data)) if wanted and data is not None else ()
    except LibraryDamaged as error:
        return Unread(number, title, complete=False, problem=str(error))
    return Unread(number, title, bool(complete), problem, ImagesWanted(lead if wanted else None, figures, when, feed))
