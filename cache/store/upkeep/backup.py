"""What the user made, brought back when the library's file is damaged, and the weekly copy of it.

The truth is the last copy with all journals since it was begun (``journal``): together they are whole, so a file that
is known to be damaged is not asked. Only where they are not whole is the damaged file read as far as it can be.
"""

from __future__ import annotations

import contextlib
import sqlite3
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from pullquote.cache.core.article import Entity
from pullquote.cache.core.errors import LibraryDamaged, LibraryError
from pullquote.cache.store import migrate
from pullquote.cache.store.file.conversions import moment, now, sql
from pullquote.cache.store.names import entities, joining
from pullquote.cache.store.quotations import clippings
from pullquote.cache.store.safety import journal, state_copy
from pullquote.cache.store.texts import bodies
from pullquote.cache.store.user import marks as user_state
from pullquote.cache.store.writing import keeping

if TYPE_CHECKING:
    from pullquote.cache.store.database import Database

EVERY = timedelta(days=7)


class Restored(Struct, frozen=True, kw_only=True):
    """How many came back.

    Accounts, subscriptions, read marks, whole articles, names with marks, entries of the quote book.
    """

    accounts: int = 0
    feeds: int = 0
    entries: int = 0
    articles: int = 0
    names: int = 0
    clippings: int = 0


class Gathered(Struct, frozen=True):
    """Where a gathered state came from: the time of the copy, if there is one; whether it and its journal are whole.

    ``journaled``: lines of the journal are in it. ``lost`` are the parts that could not be read whole from the damaged
    library, where that was asked.
    """

    copied: datetime | None
    whole: bool
    journaled: bool = False
    lost: tuple[str, ...] = ()


def due(path: Path) -> bool:
    """Return whether the library at ``path`` should be copied: the last copy is a week old, or there is none."""
    copies = [pair.copy for pair in journal.marks(path) if pair.copy]
    try:  # by the file's own time: the one in its name may be ahead of a clock that was put back
        return not copies or abs(now().timestamp() - copies[-1].stat().st_mtime) >= EVERY.total_seconds()
    except OSError:
        return True


def made_at(file: Path) -> datetime | None:
    """Read from its name when a copy was made."""
    return moment(journal.stamp_of(file))


def save_if_due(database: Database, seconds: float) -> bool:
    """Copy the user's state if the last copy is a week old and there is something to copy, for so many seconds.

    Return whether nothing is left to copy: the next call goes on. Never raises.
    """
    with contextlib.suppress(sqlite3.Error, OSError, LibraryError):
        if not database.copy_on(seconds):
            return False
        if due(database.path):
            with database.reading() as conn:
                row = conn.execute(
                    sql(
                        "SELECT EXISTS (SELECT 1 FROM feed) OR EXISTS (SELECT 1 FROM memory) OR "
                        "EXISTS (SELECT 1 FROM clipping) OR EXISTS (SELECT 1 FROM ruling) OR "
                        "EXISTS (SELECT 1 FROM article WHERE {} OR {})",
                        bodies.chosen(),
                        bodies.ADDED_BY_USER,
                    )
                ).fetchone()
            if row[0]:
                from pullquote.cache.store.upkeep import leftovers  # lazy: as below, and once a week

                leftovers.forget(database.path)
                database.begin_copy()
                return database.copy_on(seconds)
    return True


def gather(path: Path, target: Path, damaged: Path | None) -> Gathered:
    """Write into ``target`` what the user made in the library at ``path``.

    It is the last copy that can be read with every journal since, or these alone. Where that is not whole, what can be
    read of the ``damaged`` file is laid over it: it is newer than any line around one that is missing. Raises
    ``OSError``, ``sqlite3.Error`` where ``target`` cannot be written.
    """
    pairs = journal.marks(path)
    copies = [pair.copy for pair in pairs if pair.copy] or migrate.backups(path)
    lost: list[str] = []
    with state_copy.draft(target) as conn:
        base = next((copy for copy in reversed(copies) if _overlaid(conn, copy)), None)
        begun = next((pair.stamp for pair in pairs if base is not None and pair.copy == base), None)
        since = [pair for pair in pairs if pair.stamp >= (begun or 0)]
        lines = [line for pair in since for line in _lines(pair.journal)]
        whole = begun is not None and None not in lines and _is_the_journal_of(damaged, pairs[-1])
        for line in lines:
            if line is not None:
                journal.replay(line, conn)
        if damaged is not None and not whole:
            from pullquote.cache.store.upkeep import leftovers  # lazy: 3 ms for tempfile, as in ``state_copy``

            with leftovers.workshop(target.parent, "salvage") as folder:
                lost = state_copy.salvage(conn, state_copy.padded(damaged, Path(folder)))
    journaled = any(line is not None for line in lines)
    return Gathered(made_at(base) if base else None, whole, journaled, tuple(lost))


def _overlaid(conn: sqlite3.Connection, copy: Path) -> bool:
    """Write the rows of a copy into another; return whether it could be read, and leave nothing of it otherwise."""
    conn.execute("BEGIN")
    try:
        state_copy.overlay(conn, copy)
    except (sqlite3.Error, UnicodeDecodeError):
        conn.execute("ROLLBACK")
        return False
    conn.execute("COMMIT")
    return True


def _lines(file: Path) -> list[journal.Line | None]:
    try:
        return [*journal.read(file)]
    except OSError:
        return [None]


def _is_the_journal_of(damaged: Path | None, newest: journal.Marks) -> bool:
    """Return whether a damaged library does not name another journal, or a longer one, than what is on the disk."""
    if damaged is None:
        return True
    with contextlib.suppress(sqlite3.Error, UnicodeDecodeError, OSError):
        with state_copy.opened(damaged) as conn:
            found = journal.recorded(conn)
        return found is None or (found[0] == newest.stamp and found[1] <= newest.journal.stat().st_size)
    return True


def restore(conn: sqlite3.Connection, source: Path) -> Restored:
    """Bring the state in ``source`` into an empty library, inside the caller's transaction."""
    with state_copy.opened(source) as copied:
        accounts = _accounts(conn, copied)
        feeds = _feeds(conn, copied)
        names = _names(conn, copied)  # before the articles, so that corrections apply to their entities
        _told(conn, copied)  # before the articles too: it says of which stories they are
        _rulings(conn, copied)  # and these, what of them is veiled
        kept = _articles(conn, copied)
        entries = _entries(conn, copied, kept, _removed(conn, copied))
        marked = _clippings(conn, copied, kept)
        conn.executemany("INSERT OR REPLACE INTO memory VALUES (?, ?)", copied.execute("SELECT key, value FROM memory"))
    return Restored(accounts=accounts, feeds=feeds, entries=entries, articles=len(kept), names=names, clippings=marked)


def _accounts(conn: sqlite3.Connection, copied: sqlite3.Connection) -> int:
    """Bring accounts back, to be read from their beginning; return how many."""
    columns = state_copy.PARTS["account"].names
    rows = copied.execute(sql("SELECT {} FROM account ORDER BY id", columns)).fetchall()
    conn.executemany(sql("INSERT OR IGNORE INTO account ({}) VALUES (?, ?, ?, ?, ?, ?)", columns), rows)
    return len(rows)


def _feeds(conn: sqlite3.Connection, copied: sqlite3.Connection) -> int:
    """Bring subscriptions back, to be asked again at once: their entries are gone. One without its account is local."""
    columns = state_copy.PARTS["feed"].names
    there = columns.replace(" account,", " CASE WHEN account IN (SELECT id FROM account) THEN account END,")
    places = ", ".join("?" for _ in columns.split(","))
    conn.executemany(
        sql("INSERT OR IGNORE INTO feed ({}) VALUES ({})", columns, places),
        copied.execute(sql("SELECT {} FROM feed", there)),
    )
    conn.executemany(
        "INSERT INTO feed_history SELECT ?1, ?2, ?3 WHERE EXISTS (SELECT 1 FROM feed WHERE id = ?1)",
        copied.execute("SELECT feed, url, until FROM feed_history"),
    )
    return int(conn.execute("SELECT count(*) FROM feed WHERE removed IS NULL").fetchone()[0])


def _told(conn: sqlite3.Connection, copied: sqlite3.Connection) -> int:
    """Bring back what was said of stories; return how much of it was not there."""
    return conn.executemany(
        "INSERT OR IGNORE INTO told (one, other, same) VALUES (?, ?, ?)",
        copied.execute("SELECT one, other, same FROM told").fetchall(),
    ).rowcount


def _rulings(conn: sqlite3.Connection, copied: sqlite3.Connection) -> int:
    """Bring back what was said of passages, that they spoil something or do not; return how much was not there."""
    return conn.executemany(
        "INSERT OR IGNORE INTO ruling (passage, spoils) VALUES (?, ?)",
        copied.execute("SELECT passage, spoils FROM ruling").fetchall(),
    ).rowcount


def _clippings(conn: sqlite3.Connection, copied: sqlite3.Connection, kept: dict[int, int]) -> int:
    """Bring the quote book back, each entry with the article it is of, if that came back too; return how many."""
    rows = copied.execute(sql("SELECT {} FROM clipping ORDER BY id", clippings.COLUMNS)).fetchall()
    for row in rows:
        clippings.put_row(conn, row, kept.get(row[clippings.ARTICLE]))
    return len(rows)


def _articles(conn: sqlite3.Connection, copied: sqlite3.Connection) -> dict[int, int]:
    """Bring articles back whole; return old ids with new ones."""
    kept: dict[int, int] = {}
    rows = copied.execute(
        "SELECT id, added, shown, moment, read, starred, place, own_tags, queued, muted FROM article ORDER BY id"
    ).fetchall()
    for number, added, shown, when, read, *marks in rows:
        texts = bodies.stored_texts(copied, number)
        # The shown one last, so that it stays.
        for text in sorted(texts, key=lambda text: bodies.origin_code(text.origin) == shown):
            with contextlib.suppress(LibraryDamaged):
                article = replace(text.unpacked(), id=kept.get(number))
                kept[number] = keeping.put(
                    conn, article, origin=text.origin, when=moment(added), complete=text.complete
                )
        if number in kept:
            conn.execute(
                "UPDATE article SET moment = ?, starred = max(starred, ?), place = ?, own_tags = ?, queued = ?, "
                "muted = ? WHERE id = ?",
                (when, *marks, kept[number]),
            )
            user_state.set_read(conn, [kept[number]], bool(read))
    return kept


def _removed(conn: sqlite3.Connection, copied: sqlite3.Connection) -> dict[int, int]:
    """Remember which articles were removed; return old ids with new ones, which are below those of articles to come."""
    new = {row[0]: -place for place, row in enumerate(copied.execute("SELECT id FROM removed ORDER BY id"), 1)}
    conn.executemany(
        "INSERT INTO removed (id, at, title, moment) VALUES (?, ?, ?, ?)",
        [(new[number], *rest) for number, *rest in copied.execute("SELECT id, at, title, moment FROM removed")],
    )
    conn.executemany(
        "INSERT OR IGNORE INTO removed_address (hash, article) VALUES (?, ?)",
        [(key, new[n]) for key, n in copied.execute("SELECT hash, article FROM removed_address") if n in new],
    )
    return new


def _entries(
    conn: sqlite3.Connection, copied: sqlite3.Connection, kept: dict[int, int], removed: dict[int, int]
) -> int:
    """Remember which entries were read, so that a refresh brings them back as read; return how many."""
    feeds = {row[0] for row in conn.execute("SELECT id FROM feed")}
    rows = [
        (feed, key, kept.get(article), read, removed.get(gone))
        for feed, key, article, read, gone in copied.execute("SELECT feed, key, article, read, removed FROM seen")
        if feed in feeds
    ]
    conn.executemany(
        "INSERT OR IGNORE INTO entry (feed, key, article, hash, read, removed) VALUES (?, ?, ?, x'', ?, ?)", rows
    )
    conn.execute(
        sql(
            "UPDATE article SET feed = (SELECT min(feed) FROM entry WHERE article = article.id) WHERE {}",
            bodies.FROM_A_FEED,
        )
    )
    return sum(bool(read) for *_, read, _ in rows)


def _names(conn: sqlite3.Connection, copied: sqlite3.Connection) -> int:
    """Bring followed, hidden, corrected and merged names back, and how far shows were seen."""
    new: dict[int, int] = {}
    rows = copied.execute(
        "SELECT id, name, type, followed, hidden, fixed, seen_season, seen_episode, guarded, merged FROM entity "
        "WHERE followed OR hidden OR fixed OR seen_season IS NOT NULL OR guarded IS NOT NULL OR merged IS NOT NULL "
        "OR id IN (SELECT merged FROM entity) ORDER BY id"
    ).fetchall()
    for number, name, kind, *marks, _ in rows:
        new[number] = entities.revive(
            conn,
            name=name,
            kind=kind,
            marks=(marks[0], marks[1], marks[2], marks[3], marks[4], marks[5]),
            spellings=copied.execute("SELECT key, type, name, main FROM alias WHERE entity = ?", (number,)).fetchall(),
        )
    said = {row[0] for row in rows if row[5]}  # who makes names one corrects the one that stands for both
    for number, *_, merged in rows:
        if merged not in new or new[merged] == new[number]:
            continue
        if merged in said:
            joining.join_names(conn, new[merged], new[number], fixed=False)
        else:  # a record's correction, which comes with the record again, and may then be refused
            conn.execute(
                "UPDATE entity SET followed = (SELECT followed FROM entity WHERE id = ?) WHERE id = ?",
                (new[merged], new[number]),
            )
    for number, name, kind, *verdict in copied.execute(
        "SELECT entity, name, type, provider, kind, key, is_it FROM verdict"
    ):
        if number not in new:  # a name that nothing else was said of
            new[number] = entities.settle(conn, Entity(name=name, type=kind))
        conn.execute("INSERT OR IGNORE INTO verdict VALUES (?, ?, ?, ?, ?)", (new[number], *verdict))
    return len(rows)


_SAME = (
    (
        "feed",
        "id",
        (
            "url, name, site, folder, removed, interval, full_text, user_agent, keep_days, private, suspended, "
            "pictures, list_order, mute"
        ),
    ),
    ("memory", "key", "value"),
    ("entity", "id", "type, followed, hidden, fixed, merged, seen_season, seen_episode, guarded"),
    ("article", "id", "starred, place, own_tags, queued, muted"),
)
"""Table, key, and the columns a mark stands in."""


def put_back_marks(conn: sqlite3.Connection, source: Path) -> int:
    """Set what the whole state in ``source`` has and the library, with the same ids, has not; return how many rows.

    Nothing is unset: what the library has beyond that stays.
    """
    put = 0
    with state_copy.opened(source) as copied:
        for table, key, columns in _SAME:
            places = ", ".join(f"?{number}" for number in range(2, len(columns.split(",")) + 2))
            statement = sql("UPDATE OR IGNORE {0} SET ({1}) = ({2}) WHERE {3} = ?1 AND ({1}) IS NOT ({2})", table,
                            columns, places, key)  # fmt: skip
            for row in copied.execute(sql("SELECT {}, {} FROM {}", key, columns, table)).fetchall():
                put += conn.execute(statement, row).rowcount
        for key, value in copied.execute("SELECT key, value FROM memory"):
            put += conn.execute("INSERT OR IGNORE INTO memory (key, value) VALUES (?, ?)", (key, value)).rowcount
        for row in copied.execute("SELECT entity, provider, kind, key, is_it FROM verdict"):
            put += conn.execute(
                "INSERT OR IGNORE INTO verdict SELECT ?1, ?2, ?3, ?4, ?5 "
                "WHERE EXISTS (SELECT 1 FROM entity WHERE id = ?1)",
                row,
            ).rowcount
        unread: list[int] = []
        for feed, key in copied.execute("SELECT feed, key FROM seen WHERE read"):
            row = conn.execute(
                "SELECT e.read, a.id, a.read FROM entry e LEFT JOIN article a ON a.id = e.article "
                "WHERE e.feed = ? AND e.key = ?",
                (feed, key),
            ).fetchone()
            if row is None:
                put += conn.execute(
                    "INSERT INTO entry (feed, key, hash, read) SELECT ?1, ?2, x'', 1 "
                    "WHERE EXISTS (SELECT 1 FROM feed WHERE id = ?1)",
                    (feed, key),
                ).rowcount
            elif row[1] is not None and not row[2]:
                unread.append(row[1])
        put += max(0, _told(conn, copied)) + max(0, _rulings(conn, copied))
        there = {row[0] for row in conn.execute("SELECT id FROM clipping")}
        for row in copied.execute(sql("SELECT {} FROM clipping ORDER BY id", clippings.COLUMNS)).fetchall():
            if row[0] not in there:
                put += bool(clippings.put_row(conn, row, row[clippings.ARTICLE]))
        return put + len(user_state.set_read(conn, unread, True)) + _put_back_removed(conn, copied)


def _put_back_removed(conn: sqlite3.Connection, copied: sqlite3.Connection) -> int:
    """Remember removed articles that only the copy knows of; return how many they are."""
    put = 0
    for number, *rest in copied.execute("SELECT id, at, title, moment FROM removed").fetchall():
        put += conn.execute(
            "INSERT OR IGNORE INTO removed (id, at, title, moment) SELECT ?1, ?2, ?3, ?4 "
            "WHERE NOT EXISTS (SELECT 1 FROM article WHERE id = ?1)",
            (number, *rest),
        ).rowcount
    known = "EXISTS (SELECT 1 FROM removed WHERE id = ?2)"
    for row in copied.execute("SELECT hash, article FROM removed_address"):
        conn.execute(sql("INSERT OR IGNORE INTO removed_address (hash, article) SELECT ?1, ?2 WHERE {}", known), row)
    for number, gone, feed, key in copied.execute("SELECT 0, removed, feed, key FROM seen WHERE removed IS NOT NULL"):
        conn.execute(
            sql("UPDATE entry SET removed = ?2 WHERE feed = ?3 AND key = ?4 AND article IS NULL AND {}", known),
            (number, gone, feed, key),
        )
    return put
