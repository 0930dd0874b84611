"""A copy of what the user made: subscriptions, read marks, stars, kept articles, corrections, the app's memory.

The copy is a small SQLite file whose tables are parts of the library's own, so that the same reading serves a
sound library, a damaged one as far as it can be read, and an older copy for what cannot.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from msgspec import Struct

from pullquote.cache.core.errors import LibraryDamaged, LibraryError
from pullquote.cache.store import article_text, articles, entities, migrate, user_state
from pullquote.cache.store.conversions import moment, now, sql

if TYPE_CHECKING:
    from pullquote.cache.store.database import Database

EVERY = timedelta(days=7)
KEPT = 2

_MADE = "e.followed OR e.hidden OR e.fixed OR e.merged IS NOT NULL OR e.id IN (SELECT merged FROM library.entity)"
_KEPT = f"(a.starred = 1 OR {article_text.ADDED_BY_USER})"
_PARTS = {
    part: sql(template, kept=_KEPT, made=_MADE, bodies=article_text.bodies_of("a.id"))
    for part, template in {
        "feed": "SELECT * FROM library.feed",
        "feed_history": "SELECT * FROM library.feed_history",
        "memory": "SELECT * FROM library.memory",
        "seen": "SELECT e.feed, e.key, ifnull(a.read, e.read OR e.hash <> x'') AS read, "
        "CASE WHEN {kept} THEN a.id END AS article "
        "FROM library.entry e LEFT JOIN library.article a ON a.id = e.article",
        "article": "SELECT a.* FROM library.article a WHERE {kept}",
        "body": "SELECT b.* FROM library.article a JOIN library.body b ON {bodies} WHERE {kept}",
        "entity": "SELECT e.* FROM library.entity e WHERE {made}",
        "alias": "SELECT a.* FROM library.alias a JOIN library.entity e ON e.id = a.entity WHERE {made}",
    }.items()
}
_FEED = (
    "id, url, title, name, site, folder, added, removed, interval, full_text, user_agent, keep_days, private, suspended"
)
_ENTITY = "id, name, type, score, followed, hidden, fixed, merged"


class Restored(Struct, frozen=True, kw_only=True):
    """How many came back: subscriptions, remembered entries, whole articles, corrected or followed names."""

    feeds: int = 0
    entries: int = 0
    articles: int = 0
    names: int = 0


def due(path: Path) -> bool:
    """Return whether the library at ``path`` should be copied: the last copy is a week old, or there is none."""
    made = [when for file in migrate.backups(path) if (when := made_at(file))]
    return not made or abs(now() - made[-1]) >= EVERY


def made_at(file: Path) -> datetime | None:
    """Read from its name when a copy was made."""
    digits = file.stem.removeprefix("state-")
    return moment(int(digits)) if digits.isdecimal() and len(digits) < 12 else None


def save(path: Path) -> Path:
    """Copy the user's state of the library at ``path``; the last ``KEPT`` copies stay. Raises ``sqlite3.Error``."""
    target = migrate.backup_folder(path) / f"state-{int(now().timestamp())}.db"
    copy(path, target, None)
    for old in migrate.backups(path)[:-KEPT]:
        old.unlink(missing_ok=True)
    return target


def save_if_due(database: Database) -> None:
    """Copy the user's state if the last copy is a week old and there is something to copy. Never raises."""
    with contextlib.suppress(sqlite3.Error, OSError, LibraryError):
        if due(database.path):
            with database.reading() as conn:
                row = conn.execute(
                    "SELECT EXISTS (SELECT 1 FROM feed) OR "
                    "EXISTS (SELECT 1 FROM article WHERE starred = 1 OR shown = 2)"
                ).fetchone()
            if row[0]:
                save(database.path)


def copy(library: Path, target: Path, fallback: Path | None) -> list[str]:
    """Copy the state of ``library`` into ``target``; parts that cannot be read come from ``fallback``.

    Returns the names of the parts that could not be read. Without a ``fallback`` the first such part raises.
    """
    draft = target.with_name(f".{target.name}.{os.getpid()}")
    draft.unlink(missing_ok=True)
    os.close(os.open(draft, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600))
    lost: list[str] = []
    try:
        with contextlib.closing(sqlite3.connect(draft, isolation_level=None)) as conn:
            conn.execute("PRAGMA trusted_schema = OFF")
            conn.execute("PRAGMA synchronous = NORMAL")
            for part, query in _PARTS.items():
                try:
                    _copy_part(conn, part, query, library)
                except sqlite3.DatabaseError:
                    if fallback is None:
                        raise
                    lost.append(part)
                    conn.execute(f"DROP TABLE IF EXISTS main.{part}")
                    with contextlib.suppress(sqlite3.DatabaseError):
                        _copy_part(conn, part, sql("SELECT * FROM library.{}", part), fallback)
        draft.replace(target)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    return lost


def restore(conn: sqlite3.Connection, source: Path) -> Restored:
    """Bring the state in ``source`` into an empty library, inside the caller's transaction."""
    with _attached(source) as copied:
        feeds = _feeds(conn, copied)
        names = _names(conn, copied)  # before the articles, so that corrections apply to their entities
        kept = _articles(conn, copied)
        entries = _entries(conn, copied, kept)
        if _has(copied, "memory"):
            conn.executemany(
                "INSERT OR REPLACE INTO memory VALUES (?, ?)", copied.execute("SELECT key, value FROM memory")
            )
    return Restored(feeds=feeds, entries=entries, articles=len(kept), names=names)


def _copy_part(conn: sqlite3.Connection, part: str, query: str, library: Path) -> None:
    conn.execute("ATTACH ? AS library", (f"file:{quote(os.fspath(library.absolute()))}?mode=ro",))
    try:
        conn.execute(f"CREATE TABLE main.{part} AS {query}")
    finally:
        with contextlib.suppress(sqlite3.Error):
            if conn.in_transaction:
                conn.execute("ROLLBACK")
            conn.execute("DETACH library")


def _feeds(conn: sqlite3.Connection, copied: sqlite3.Connection) -> int:
    """Bring subscriptions back, to be asked again at once: their entries are gone."""
    if not _has(copied, "feed"):
        return 0
    rows = copied.execute(sql("SELECT {} FROM feed", _FEED)).fetchall()
    places = ", ".join("?" for _ in _FEED.split(","))
    conn.executemany(sql("INSERT OR IGNORE INTO feed ({}) VALUES ({})", _FEED, places), rows)
    if _has(copied, "feed_history"):
        conn.executemany(
            "INSERT INTO feed_history SELECT ?1, ?2, ?3 WHERE EXISTS (SELECT 1 FROM feed WHERE id = ?1)",
            copied.execute("SELECT feed, url, until FROM feed_history").fetchall(),
        )
    return sum(row[7] is None for row in rows)


def _articles(conn: sqlite3.Connection, copied: sqlite3.Connection) -> dict[int, int]:
    """Bring starred and added articles back whole; return old ids with new ones."""
    kept: dict[int, int] = {}
    if not (_has(copied, "article") and _has(copied, "body")):
        return kept
    rows = copied.execute("SELECT id, added, shown, moment, read, starred, place FROM article ORDER BY id").fetchall()
    for number, added, shown, when, read, starred, place in rows:
        texts = article_text.stored_texts(copied, number)
        shown_origin = article_text.ORIGINS[shown]
        for text in sorted(texts, key=lambda text: text.origin == shown_origin):  # the shown one last, so that it stays
            with contextlib.suppress(LibraryDamaged):
                kept[number] = articles.put(
                    conn, text.unpacked(), origin=text.origin, when=moment(added), complete=text.complete
                )
        if number in kept:
            conn.execute(
                "UPDATE article SET moment = ?, starred = ?, place = ? WHERE id = ?",
                (when, starred, place, kept[number]),
            )
            user_state.set_read(conn, [kept[number]], bool(read))
    return kept


def _entries(conn: sqlite3.Connection, copied: sqlite3.Connection, kept: dict[int, int]) -> int:
    """Remember every entry that was there: unread ones come back with the next refresh, read ones as read."""
    if not _has(copied, "seen"):
        return 0
    feeds = {row[0] for row in conn.execute("SELECT id FROM feed")}
    rows = [
        (feed, key, kept.get(article), read)
        for feed, key, article, read in copied.execute("SELECT feed, key, article, read FROM seen")
        if feed in feeds
    ]
    conn.executemany("INSERT OR IGNORE INTO entry (feed, key, article, hash, read) VALUES (?, ?, ?, x'', ?)", rows)
    conn.execute(
        sql(
            "UPDATE article SET feed = (SELECT min(feed) FROM entry WHERE article = article.id) WHERE {}",
            article_text.FROM_A_FEED,
        )
    )
    return len(rows)


def _names(conn: sqlite3.Connection, copied: sqlite3.Connection) -> int:
    """Bring followed, hidden, corrected and merged names back."""
    if not (_has(copied, "entity") and _has(copied, "alias")):
        return 0
    new: dict[int, int] = {}
    rows = copied.execute(sql("SELECT {} FROM entity", _ENTITY)).fetchall()
    for row in rows:
        new[row[0]] = entities.revive(
            conn,
            name=row[1],
            kind=row[2],
            marks=(row[4], row[5], row[6]),
            spellings=copied.execute("SELECT key, type, name, main FROM alias WHERE entity = ?", (row[0],)).fetchall(),
        )
    for row in rows:
        if row[7] in new and new[row[7]] != new[row[0]]:
            user_state.join_names(conn, new[row[7]], new[row[0]])
    return len(rows)


@contextlib.contextmanager
def _attached(source: Path) -> Iterator[sqlite3.Connection]:
    with contextlib.closing(sqlite3.connect(f"file:{quote(os.fspath(source.absolute()))}?mode=ro", uri=True)) as conn:
        yield conn


def _has(conn: sqlite3.Connection, table: str) -> bool:
    return (
        conn.execute("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?", (table,)).fetchone() is not None
    )
