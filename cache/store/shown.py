"""What the library keeps beside an article's text, all of it made from the text that is shown."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import datetime

from pullquote.cache.core.article import Article
from pullquote.cache.core.names import fold
from pullquote.cache.core.sanitize import clean_name
from pullquote.cache.store import article_text, entities
from pullquote.cache.store.conversions import seconds

AHEAD = 24 * 3600
"""Seconds an article may be dated ahead of its first sight and be believed."""
COLUMNS = "words, minutes, quotes, releases, picture, byline, tags, lead, rules"
MARKS = ", ".join("?" * len(COLUMNS.split(",")))


def columns(value: Article) -> tuple[object, ...]:
    """Give the ``COLUMNS`` of an article's row."""
    lead = value.lead_image.url if value.lead_image else None
    return (
        value.words,
        value.minutes,
        len(value.quotes),
        len(value.releases),
        int(lead is not None),
        _lines(value.byline),
        _lines(value.tags),
        lead,
        value.rules,
    )


def describe(conn: sqlite3.Connection, number: int, value: Article, origin: int, when: datetime) -> None:
    """Write into the row of an article what its text, now shown, says; then what ``derive`` writes.

    ``origin`` is the code of where the text came from, ``when`` the time it was kept.
    """
    conn.execute(
        "UPDATE article SET title = ?, outlet = ifnull(?, outlet), url = ifnull(ifnull(?, url), ?), shown = ?, "  # noqa: S608
        f"({COLUMNS}) = ({MARKS}) WHERE id = ?",
        (
            value.title,
            outlet(conn, value.outlet),
            value.url,
            value.canonical_url,
            origin,
            *columns(value),
            number,
        ),
    )
    if value.published and seconds(value.published) <= seconds(when) + AHEAD:
        conn.execute(
            "UPDATE article SET moment = ?, dated = 1 WHERE id = ? AND dated = 0", (seconds(value.published), number)
        )
    derive(conn, number, value)


def derive(conn: sqlite3.Connection, number: int, value: Article) -> None:
    """Write beside the row of an article the index and what can be asked for: names, quotes, releases, tags."""
    article_text.index(conn, number, value)
    entities.link(conn, number, value)
    speakers = {name: _speaker(conn, name) for name in dict.fromkeys(quote.speaker for quote in value.quotes)}
    conn.executemany(
        "INSERT INTO quote (article, place, speaker) VALUES (?, ?, ?)",
        [(number, place, speakers[quote.speaker]) for place, quote in enumerate(value.quotes)],
    )
    conn.executemany(
        "INSERT INTO release (article, place, title, what, date, precision, text) VALUES (?, ?, ?, ?, ?, ?, ?)",
        [
            (number, place, clean_name(found.title), found.what, found.date, found.precision, found.text)
            for place, found in enumerate(value.releases)
        ],
    )
    for tag in value.tags:
        conn.execute("INSERT OR IGNORE INTO tagged (tag, article) VALUES (?, ?)", (_tag(conn, tag), number))


def forget(conn: sqlite3.Connection, number: int, value: Article) -> None:
    """Take back what ``derive`` wrote."""
    article_text.unindex(conn, number, value)
    entities.unlink(conn, number)
    for table in ("quote", "release", "tagged"):
        conn.execute(f"DELETE FROM {table} WHERE article = ?", (number,))  # noqa: S608 -- our own tables


def _lines(names: Sequence[str]) -> str | None:
    """Give names as one text, one a line; ``None`` for none."""
    return "\n".join(filter(None, map(clean_name, names))) or None


def outlet(conn: sqlite3.Connection, name: str | None) -> int | None:
    """Give the row of an outlet, made if it is new."""
    return _word(conn, "outlet", clean_name(name)) if name else None


def _speaker(conn: sqlite3.Connection, name: str | None) -> int | None:
    return _word(conn, "speaker", clean_name(name)) if name else None


def _tag(conn: sqlite3.Connection, name: str) -> int | None:
    return _word(conn, "tag", clean_name(name))


def _word(conn: sqlite3.Connection, table: str, name: str) -> int | None:
    """Give the row of an outlet, speaker or tag by its name, made if it is new; ``None`` for an empty name."""
    if not (key := fold(name)):
        return None
    row = conn.execute(f"SELECT id FROM {table} WHERE key = ?", (key,)).fetchone()  # noqa: S608 -- our own tables
    if row is None:
        row = conn.execute(
            f"INSERT INTO {table} (name, key) VALUES (?, ?) RETURNING id",  # noqa: S608 -- our own tables
            (name, key),
        ).fetchone()
    return int(row[0])
