"""Removing a feed so that it can be taken back: the subscription, its articles, what was read, starred, begun.

What goes is kept in the step that undo takes back, as the rows it was: ids are never used again, so that each
row finds its place free. Everything that is derived from the texts is made anew.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Container, Sequence
from typing import Any

import msgspec
from msgspec import Struct

from pullquote.cache.core.counts import counted
from pullquote.cache.store import article_text, articles, feeds
from pullquote.cache.store.conversions import sql

ROOM = 64 * 1024 * 1024
"""Bytes of texts kept with one removed feed; the articles of a larger one come back with its next refresh alone."""


class Entry(Struct, frozen=True, array_like=True):
    """A row of ``entry``."""

    feed: int
    key: str
    article: int | None
    hash: bytes
    read: int
    fingerprint: bytes = b""


class Text(Struct, frozen=True, array_like=True):
    """A row of ``body``."""

    id: int
    stored: int
    complete: int
    words: int
    data: bytes


class Gone(Struct, frozen=True):
    """An article that went: its row by column, its texts, the hashes of its addresses."""

    row: dict[str, int | float | str | None]
    texts: tuple[Text, ...]
    addresses: tuple[int, ...]


class Removed(Struct, frozen=True):
    """The changes of removing a feed: its entries as they were, the articles that were its own, those that went."""

    feed: int
    entries: tuple[Entry, ...]
    owned: tuple[int, ...]
    gone: tuple[Gone, ...]


def remove(conn: sqlite3.Connection, number: int) -> tuple[str, object]:
    """Unsubscribe as ``feeds.remove`` does; return the sentence for undoing it, and the data ``put_back`` needs.

    Raises ``NotFound``.
    """
    title = feeds.feed(conn, number).title
    owned = tuple(row[0] for row in conn.execute("SELECT id FROM article WHERE feed = ?", (number,)))
    carried = [
        row[0]
        for row in conn.execute(
            sql(
                "SELECT DISTINCT a.id FROM article a JOIN entry e ON e.article = a.id WHERE e.feed = ? AND NOT {}",
                article_text.chosen("a."),
            ),
            (number,),
        )
    ]
    entries = tuple(
        Entry(*row)
        for row in conn.execute(
            "SELECT feed, key, article, hash, read, fingerprint FROM entry WHERE feed = ?1 OR article IN "
            "(SELECT article FROM entry WHERE feed = ?1)",
            (number,),
        )
    )
    held = _held(conn, carried)
    count = feeds.remove(conn, number)
    there = "SELECT id FROM article WHERE id IN (SELECT value FROM json_each(?))"
    stayed = {row[0] for row in conn.execute(there, (json.dumps(carried),))}
    gone = tuple(article for article in held if article.row["id"] not in stayed)
    many = counted(count, "article")
    back = ""
    if gone:
        back = f", with its {many}"
    elif count:
        back = f"; its {many} come with the next refresh"
    return f"Subscribed to {title} again{back}.", msgspec.to_builtins(Removed(number, entries, owned, gone))


def put_back(conn: sqlite3.Connection, data: object) -> None:
    """Bring back what ``remove`` took away, but what has come again in the meantime."""
    removed = msgspec.convert(data, Removed)
    conn.execute("UPDATE feed SET removed = NULL WHERE id = ?", (removed.feed,))
    for article in removed.gone:
        _revive(conn, article, going={other.row["id"] for other in removed.gone})
    conn.executemany(
        "UPDATE article SET feed = ?1 WHERE id = ?2 AND feed IS NOT ?1", [(removed.feed, own) for own in removed.owned]
    )
    conn.executemany(
        "INSERT INTO entry (feed, key, article, hash, read, fingerprint) "
        "VALUES (?1, ?2, (SELECT id FROM article WHERE id = ?3), ?4, ?5, ?6) ON CONFLICT (feed, key) "
        "DO UPDATE SET article = excluded.article, hash = excluded.hash, read = excluded.read, "
        "fingerprint = excluded.fingerprint WHERE entry.article IS NULL",
        [(one.feed, one.key, one.article, one.hash, one.read, one.fingerprint) for one in removed.entries],
    )


def _held(conn: sqlite3.Connection, numbers: Sequence[int]) -> list[Gone]:
    """Return articles as they are kept; none of them where their texts are too large to be kept twice."""
    held: list[Gone] = []
    room = ROOM
    for number in numbers:
        rows = conn.execute("SELECT * FROM article WHERE id = ?", (number,))
        values = dict(zip((column[0] for column in rows.description), rows.fetchone(), strict=True))
        kept = tuple(Text(*row) for row in article_text.raw_rows(conn, number))
        room -= sum(len(text.data) for text in kept)
        if room < 0:
            return []
        addresses = conn.execute("SELECT hash FROM address WHERE article = ?", (number,))
        held.append(Gone(values, kept, tuple(row[0] for row in addresses)))
    return held


def _revive(conn: sqlite3.Connection, article: Gone, going: Container[Any]) -> None:
    """Put an article back, unless one of its addresses has come again by another than those ``going`` back with it."""
    there = "SELECT article FROM address WHERE hash = ?"
    if any(row[0] not in going for key in article.addresses for row in conn.execute(there, (key,))):
        return
    number = article.row["id"]
    known = {row[1] for row in conn.execute("PRAGMA table_info(article)")}
    values: dict[str, Any] = {column: value for column, value in article.row.items() if column in known}
    conn.execute(
        sql("INSERT INTO article ({}) VALUES ({})", ", ".join(values), ", ".join("?" * len(values))),
        tuple(values.values()),
    )
    article_text.put_raw_rows(
        conn, [(text.id, text.stored, text.complete, text.words, text.data) for text in article.texts]
    )
    conn.executemany("INSERT INTO address (hash, article) VALUES (?, ?)", [(key, number) for key in article.addresses])
    articles.describe_again(conn, int(number or 0))
