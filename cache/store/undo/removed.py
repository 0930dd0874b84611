"""Articles a user removed: kept for a while so that undo brings them back whole, and never brought in by a feed again.

A removed article leaves its id, its title and its addresses behind, and its entries point there: by these every feed
that carries it is told, now and later. Its rows are let go after ``KEPT`` seconds, by ``prune`` or the next removal.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import datetime

from pullquote.cache.core.article import Article, Origin
from pullquote.cache.core.names import normalize
from pullquote.cache.store.file.conversions import json_list, now, packed_fingerprint, seconds
from pullquote.cache.store.reading import articles
from pullquote.cache.store.undo import rows as article_rows
from pullquote.cache.store.user import steps
from pullquote.cache.store.writing import keeping
from pullquote.cache.store.writing.keeping import FeedEntry, Packed

KEPT = 30 * 86_400
"""Seconds a removed article can be brought back."""
_FROM_ANOTHER = "NOT EXISTS (SELECT 1 FROM entry WHERE removed = r.id AND feed = ?2)"
_WITH_ADDRESS = (
    "SELECT r.id, r.title, r.moment FROM removed_address d JOIN removed r ON r.id = d.article WHERE d.hash = ?1 "
)


def remove(conn: sqlite3.Connection, numbers: Sequence[int]) -> int:
    """Remove articles, so that no feed brings them again; return how many were there."""
    let_go(conn, now())
    there = "SELECT id, title FROM article WHERE id IN (SELECT value FROM json_each(?))"
    titles = dict(conn.execute(there, (json_list(numbers),)).fetchall())
    gone = take_out(conn, [number for number in dict.fromkeys(numbers) if number in titles])
    if gone:
        back = f"Back again: “{titles[gone[0]]}”." if len(gone) == 1 else f"{len(gone):,} articles are back."
        steps.keep(conn, "remove", back, {"ids": gone})
    return len(gone)


def add(conn: sqlite3.Connection, article: Article, *, place: str = "") -> int:
    """Keep an article the user hands over; return its id. Taken back, it goes, unless it was there or removed.

    ``place`` is where it was read from: what has no address is known by it (``keeping.put``).
    """
    newest = conn.execute(
        "SELECT max(ifnull((SELECT max(id) FROM article), 0), ifnull((SELECT max(id) FROM removed), 0))"
    ).fetchone()[0]
    number = keep_or_bring_back(conn, keeping.packed(article, place=place), origin="file", when=now())
    if number > newest:
        title = conn.execute("SELECT title FROM article WHERE id = ?", (number,)).fetchone()[0]
        steps.keep(conn, "add", f"Not kept any more: “{title}”.", {"ids": [number]})
    return number


def take_out(conn: sqlite3.Connection, numbers: Sequence[int]) -> list[int]:
    """Remove articles, which is no step; return the ids of those that were there."""
    gone = []
    for number in numbers:
        if (rows := article_rows.held(conn, number)) is None:
            continue
        title, date = rows.row["title"], rows.row["moment"] if rows.row["dated"] else None
        conn.execute(
            "INSERT INTO removed (id, at, title, moment, data) VALUES (?, ?, ?, ?, ?)",
            (number, seconds(now()), title, date, article_rows.pack(rows)),
        )
        conn.executemany(
            "INSERT INTO removed_address (hash, article) VALUES (?, ?)", [(key, number) for key in rows.addresses]
        )
        conn.execute("UPDATE entry SET removed = ?1 WHERE article = ?1", (number,))
        keeping.delete(conn, [number])
        gone.append(number)
    return gone


def put_back(conn: sqlite3.Connection, numbers: Sequence[int]) -> list[int]:
    """Bring removed articles back; return the ids of those that came: not those gone for good, nor those added again.

    They stand in the order of ``numbers``. A feed is asked for them anew: what it sent meanwhile was left out.
    """
    there = "SELECT id, data FROM removed WHERE data IS NOT NULL AND id IN (SELECT value FROM json_each(?)) ORDER BY id"
    came = set()
    for number, data in conn.execute(there, (json_list(numbers),)).fetchall():
        rows = article_rows.unpack(data)
        article_rows.put_back(conn, rows)
        _let_in(conn, number, number)
        came.add(number)
    return [number for number in numbers if number in came]


def keeps_out(conn: sqlite3.Connection, source: FeedEntry, article: Article) -> bool:
    """Return whether an entry is an article that the user removed; then it is noted as seen, and not to be kept."""
    number = _removed_as(conn, source, article)
    if number is None:
        return False
    conn.execute(
        "INSERT INTO entry (feed, key, hash, fingerprint, removed) VALUES (?1, ?2, ?3, ?4, ?5) "
        "ON CONFLICT (feed, key) DO UPDATE SET hash = ?3, fingerprint = ?4, removed = ?5",
        (source.feed, source.entry.key, source.hash, packed_fingerprint(source.fingerprint), number),
    )
    return True


def keep_or_bring_back(conn: sqlite3.Connection, ready: Packed, *, origin: Origin, when: datetime) -> int:
    """Keep an article the user hands over and return its id; one that was removed comes back with its marks first."""
    title, date = ready.article.title, keeping.stated_date(ready.article, None)
    removed = (_same(_with(conn, key), title, date) for key in ready.found_by())
    before = next((number for number in removed if number is not None), None)
    if before is not None:
        put_back(conn, [before])
    number = keeping.put(conn, ready, origin=origin, when=when, complete=True)
    if before is not None:
        _let_in(conn, before, number)
    return number


def let_go(conn: sqlite3.Connection, when: datetime) -> int:
    """Forget what would bring back articles removed long before ``when``; return how many that were."""
    before = seconds(when) - KEPT
    gone = conn.execute("UPDATE removed SET data = NULL WHERE data IS NOT NULL AND at < ?", (before,)).rowcount
    if gone:
        conn.execute("DELETE FROM undo WHERE kind = 'remove' AND at < ?", (before,))
    return gone


def overdue(conn: sqlite3.Connection, when: datetime) -> int:
    """Return how many articles ``let_go`` would give up."""
    query = "SELECT count(*) FROM removed WHERE data IS NOT NULL AND at < ?"
    return int(conn.execute(query, (seconds(when) - KEPT,)).fetchone()[0])


def _let_in(conn: sqlite3.Connection, number: int, article: int) -> None:
    """Forget that the article ``number`` was removed; its entries are those of ``article`` and are read again."""
    conn.execute(
        "UPDATE entry SET article = ?, hash = x'', read = 0, removed = NULL WHERE removed = ?", (article, number)
    )
    conn.execute("DELETE FROM removed WHERE id = ?", (number,))


def _removed_as(conn: sqlite3.Connection, source: FeedEntry, article: Article) -> int | None:
    """Return the removed article that an entry is: the one it was, or one of another feed, as ``keeping.put`` tells.

    An article of the library that it is comes first.
    """
    row = conn.execute(
        "SELECT article, removed FROM entry WHERE feed = ? AND key = ?", (source.feed, source.entry.key)
    ).fetchone()
    if row is not None and (row[0] is not None or row[1] is not None):
        return None if row[0] is not None else int(row[1])
    if conn.execute("SELECT 1 FROM removed_address LIMIT 1").fetchone() is None:
        return None
    date = keeping.stated_date(article, source.entry)
    for key in articles.address_keys((article.canonical_url, article.url, source.entry.link)):
        found = _with(conn, key, source.feed)
        shared = source.shared or conn.execute("SELECT 1 FROM address WHERE hash = ?", (key,)).fetchone() is not None
        if (number := _same(found, article.title, date, shared=shared)) is not None:
            return number
    return None


def _with(conn: sqlite3.Connection, key: int, feed: int | None = None) -> list[tuple[int, str, int | None]]:
    """Return the removed articles with an address, but for those that came by ``feed``."""
    return conn.execute(f"{_WITH_ADDRESS} AND {_FROM_ANOTHER} ORDER BY r.id", (key, feed)).fetchall()


def _same(
    found: Sequence[tuple[int, str, int | None]], title: str, date: int | None, *, shared: bool = False
) -> int | None:
    """Return the one that is there, or the one of the same title, and the same date if both have one."""
    if len(found) == 1 and not shared:
        return found[0][0]
    wanted = normalize(title)
    named = (n for n, other, when in found if normalize(other) == wanted and (when == date or None in (when, date)))
    return next(named, None)
