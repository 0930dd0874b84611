"""Which unread articles lack their full text, and which images each has: read for the offline status."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection
from typing import Any

from msgspec import Struct

from pullquote.cache.core.article_images import ImagesWanted, figures_of
from pullquote.cache.core.errors import LibraryDamaged
from pullquote.cache.store.file.conversions import json_list, sql
from pullquote.cache.store.texts import bodies


class Unread(Struct, frozen=True):
    """An unread article: whether its full text is here, why its page did not come, which pictures it has."""

    article: int
    title: str
    complete: bool
    problem: str | None = None
    pictures: ImagesWanted = ImagesWanted()


_UNREAD, _AMONG = "a.read = 0", "a.id IN (SELECT value FROM json_each(?))"


def incomplete(conn: sqlite3.Connection, among: Collection[int] | None = None) -> list[int]:
    """List the unread articles whose full text is not here, or those of ``among``; the sample edition is left out."""
    which, given = _which(among)
    rows = conn.execute(sql("SELECT a.id FROM article a WHERE a.sample = 0 AND a.complete = 0 AND {}", which), given)
    return [row[0] for row in rows]


def unread(conn: sqlite3.Connection, among: Collection[int] | None = None) -> list[Unread]:
    """List the unread articles, the newest first, each with its pictures; the sample edition is left out.

    With ``among``, those articles, read or not. Of a feed that is to have no pictures, none are missed. Reads every
    text: about a second for ten thousand articles.
    """
    which, given = _which(among)
    rows = conn.execute(
        sql(
            "SELECT a.id, a.title, a.complete, a.page_error, a.lead, a.moment, a.feed, b.data, f.pictures "
            "FROM article a LEFT JOIN feed f ON f.id = a.feed LEFT JOIN body b ON {} "
            "WHERE {} AND a.sample = 0 ORDER BY a.moment DESC, a.id DESC",
            bodies.SHOWN_BODY,
            which,
        ),
        given,
    )
    return [_unread(row) for row in rows]


def _which(among: Collection[int] | None) -> tuple[str, tuple[str, ...]]:
    return (_UNREAD, ()) if among is None else (_AMONG, (json_list(among),))


def _unread(row: tuple[Any, ...]) -> Unread:
    number, title, complete, problem, lead, when, feed, data, pictures = row
    wanted = pictures is None or bool(pictures)
    try:
        figures = figures_of(lead, bodies.images(data)) if wanted and data is not None else ()
    except LibraryDamaged as error:
        return Unread(number, title, complete=False, problem=str(error))
    return Unread(number, title, bool(complete), problem, ImagesWanted(lead if wanted else None, figures, when, feed))
