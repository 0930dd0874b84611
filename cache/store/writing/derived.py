"""Data derived from the text an article shows: its columns, search index, names, quotes, releases, tags, news.

Apart from ``articles``, because it may be made anew at any time without touching what was stored.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import datetime

from msgspec import Struct

from pullquote.cache.core.article import Article, Origin
from pullquote.cache.core.names import name_key, normalize
from pullquote.cache.core.sanitize import clean_name
from pullquote.cache.store.file.conversions import seconds, sql
from pullquote.cache.store.names import entities
from pullquote.cache.store.texts import bodies

AHEAD = 24 * 3600
"""Seconds an article may be dated ahead of its first sight and be believed."""
COLUMNS = "words, minutes, quotes, releases, picture, byline, tags, lead, rules"
PLACES = ", ".join("?" * len(COLUMNS.split(",")))


_DESCRIBE = sql(
    "UPDATE article SET title = ?, outlet = ifnull(?, outlet), url = ifnull(ifnull(?, url), ?), shown = ?, "
    "({columns}) = ({places}) WHERE id = ?",
    columns=COLUMNS,
    places=PLACES,
)


def columns(value: Article) -> tuple[object, ...]:
    """Return the ``COLUMNS`` of an article's row."""
    lead = value.lead_image.url if value.lead_image else None
    return (
        value.words,
        value.minutes,
        len(value.quotes),
        len(value.releases),
        int(lead is not None),
        _lines(value.byline),
        _lines(value.keywords),
        lead,
        value.rules,
    )


class Shown(Struct, frozen=True):
    """A text that an article shows: what it says, where from, when it was stored; ``news`` as for ``derive``."""

    value: Article
    origin: Origin
    stored: datetime
    news: bytes = b""


def describe(conn: sqlite3.Connection, number: int, shown: Shown, *, understood: bool = True) -> None:
    """Write into the row of an article what its text, now shown, says; then what ``derive`` writes."""
    value = shown.value
    conn.execute(
        _DESCRIBE,
        (
            value.title,
            outlet(conn, value.outlet),
            value.url,
            value.canonical_url,
            bodies.origin_code(shown.origin),
            *columns(value),
            number,
        ),
    )
    if value.published and seconds(value.published) <= seconds(shown.stored) + AHEAD:
        conn.execute(
            "UPDATE article SET moment = ?, dated = 1 WHERE id = ? AND dated = 0", (seconds(value.published), number)
        )
    derive(conn, number, value, understood=understood, news=shown.news)


def derive(
    conn: sqlite3.Connection, number: int, value: Article, *, understood: bool = True, news: bytes = b""
) -> None:
    """Write beside the row of an article the index and what can be asked for: names, quotes, releases, tags.

    One that is not ``understood`` yet belongs to no story: who is named in it, and who said what, decides that.
    ``news`` is what its text tells of its news, if that is known (``stories.grouping.packed``).
    """
    bodies.index(conn, number, value)
    entities.link(conn, number, value)
    if value.quotes:
        speakers = {name: _speaker(conn, name) for name in dict.fromkeys(quote.speaker for quote in value.quotes)}
        conn.executemany(
            "INSERT INTO quote (article, place, speaker) VALUES (?, ?, ?)",
            [(number, place, speakers[quote.speaker]) for place, quote in enumerate(value.quotes)],
        )
    if value.releases:
        conn.executemany(
            "INSERT INTO release (article, place, title, what, date, precision, text, key) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (number, place, title, found.what, found.date, found.precision, found.text, name_key(title))
                for place, found in enumerate(value.releases)
                for title in (clean_name(found.title),)
            ],
        )
    for tag in value.keywords:
        conn.execute("INSERT OR IGNORE INTO tagged (tag, article) VALUES (?, ?)", (_tag(conn, tag), number))
    from pullquote.cache.store.guard import veils
    from pullquote.cache.store.stories import grouping  # lazy: their rules; who only reads needs none

    if understood:
        grouping.keep(conn, number, value, news)
    veils.keep(conn, number, value)


def forget(conn: sqlite3.Connection, number: int, value: Article) -> None:
    """Take back what ``derive`` wrote."""
    bodies.unindex(conn, number, value)
    entities.unlink(conn, number)
    for table in ("quote", "release", "tagged", "veil"):
        conn.execute(sql("DELETE FROM {} WHERE article = ?", table), (number,))
    from pullquote.cache.store.stories import grouping  # lazy: as above

    grouping.forget(conn, number)


def _lines(names: Sequence[str]) -> str | None:
    """Return names as one text, one a line; ``None`` for none."""
    return "\n".join(filter(None, map(clean_name, names))) or None


def outlet(conn: sqlite3.Connection, name: str | None) -> int | None:
    """Return the row of an outlet, made if it is new."""
    return _word(conn, "outlet", clean_name(name)) if name else None


def _speaker(conn: sqlite3.Connection, name: str | None) -> int | None:
    return _word(conn, "speaker", clean_name(name)) if name else None


def _tag(conn: sqlite3.Connection, name: str) -> int | None:
    return _word(conn, "tag", clean_name(name))


def _word(conn: sqlite3.Connection, table: str, name: str) -> int | None:
    """Return the row of an outlet, speaker or tag by its name, made if it is new; ``None`` for an empty name."""
    if not (key := normalize(name)):
        return None
    row = conn.execute(sql("SELECT id FROM {} WHERE key = ?", table), (key,)).fetchone()
    if row is None:
        row = conn.execute(sql("INSERT INTO {} (name, key) VALUES (?, ?) RETURNING id", table), (name, key)).fetchone()
    return int(row[0])
