"""Subscriptions made, changed and given up by the user, each a step that can be taken back.

With a feed that is given up go its articles, what was read, starred, begun. What goes is kept in the step, as the rows
it was (``rows``).
"""

from __future__ import annotations

import contextlib
import json
import sqlite3
from collections.abc import Collection, Iterator, Sequence
from typing import Any

import msgspec
from msgspec import Struct

from pullquote.cache.core.counts import counted
from pullquote.cache.core.feed import Feed
from pullquote.cache.store import feeds
from pullquote.cache.store.file.conversions import now, seconds, sql
from pullquote.cache.store.texts import bodies
from pullquote.cache.store.undo import rows as article_rows
from pullquote.cache.store.undo.rows import Rows
from pullquote.cache.store.user import steps

KEPT = 7 * 86_400
"""Seconds a removed feed can be taken back, with its articles."""
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


class Removed(Struct, frozen=True):
    """The changes of removing a feed: its entries as they were, the articles that were its own, those that went."""

    feed: int
    entries: tuple[Entry, ...]
    owned: tuple[int, ...]
    gone: tuple[Rows, ...]


@contextlib.contextmanager
def adding(conn: sqlite3.Connection) -> Iterator[None]:
    """Make one step of all feeds that are added within."""
    before = _subscribed(conn)
    yield
    if added := sorted(_subscribed(conn) - before):
        steps.keep(conn, "feeds added", "", {"feeds": added})


def _subscribed(conn: sqlite3.Connection) -> set[int]:
    return {row[0] for row in conn.execute("SELECT id FROM feed WHERE removed IS NULL")}


def unsubscribe(conn: sqlite3.Connection, data: dict[str, list[int]]) -> str | None:
    """Take ``adding`` back and say so; ``None`` where none of its feeds is left."""
    going = [feeds.feed(conn, number) for number in data["feeds"] if number in _subscribed(conn)]
    gone = sum(feeds.remove(conn, feed.id) for feed in going)
    if not going:
        return None
    what = going[0].title if len(going) == 1 else counted(len(going), "feed")
    went = f"; {counted(gone, 'article')} went with {'it' if len(going) == 1 else 'them'}" if gone else ""
    return f"No longer subscribed to {what}{went}."


def change(conn: sqlite3.Connection, number: int, **changes: Any) -> Feed:
    """Change what a user may change of a feed (``feeds.update``). Raises ``NotFound``, ``UsageError``."""
    was = _as_set(conn, number, changes)
    changed = feeds.update(conn, number, **changes)
    now_set = _as_set(conn, number, changes)
    if was != now_set:
        different = {key: value for key, value in was.items() if value != now_set[key]}
        steps.keep(conn, "feed changed", _changed_back(changed, different), {"feed": number, "was": different})
    return changed


def _as_set(conn: sqlite3.Connection, number: int, changes: Collection[str]) -> dict[str, Any]:
    """Return what the user has set of a feed, by the words of ``feeds.update``."""
    columns = {key: feeds.CHANGEABLE[key] for key in changes if key in feeds.CHANGEABLE}
    if not columns:
        return {}
    row = conn.execute(sql("SELECT {} FROM feed WHERE id = ?", ", ".join(columns.values())), (number,)).fetchone()
    return dict(zip(columns, row, strict=True)) if row else {}


def _changed_back(feed: Feed, was: dict[str, Any]) -> str:
    """Return the sentence for taking a change of a feed, as it is now, back to what it ``was``."""
    match was:
        case {"title": str(title), **rest} if title and not rest:
            return f"{feed.title} is called {title} again."
        case {"folder": str(folder), **rest} if not rest:
            return f"{feed.title} is in {f'the folder {folder}' if folder else 'no folder'} again."
        case {"suspended": suspended, **rest} if not rest:
            return f"{feed.title} is {'paused' if suspended else 'asked'} again."
    return f"{feed.title} is set as it was before."


def change_back(conn: sqlite3.Connection, data: dict[str, Any]) -> bool:
    """Take ``change`` back; return whether the feed is there."""
    if data["feed"] not in _subscribed(conn):
        return False
    feeds.update(conn, data["feed"], **data["was"])
    return True


def remove(conn: sqlite3.Connection, number: int) -> None:
    """Unsubscribe as ``feeds.remove`` does. Raises ``NotFound``."""
    title = feeds.feed(conn, number).title
    owned = tuple(row[0] for row in conn.execute("SELECT id FROM article WHERE feed = ?", (number,)))
    carried = [
        row[0]
        for row in conn.execute(
            sql(
                "SELECT DISTINCT a.id FROM article a JOIN entry e ON e.article = a.id WHERE e.feed = ? AND NOT {}",
                bodies.chosen("a."),
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
    gone = tuple(article for article in held if article.id not in stayed)
    many = counted(count, "article")
    back = ""
    if gone:
        back = f", with its {many}"
    elif count:
        back = f"; its {many} come with the next refresh"
    data = msgspec.to_builtins(Removed(number, entries, owned, gone))
    steps.keep(conn, "feed", f"Subscribed to {title} again{back}.", data)
    # The articles of feeds removed long ago take room; the subscription can be made again at any time.
    conn.execute("DELETE FROM undo WHERE kind = 'feed' AND at < ?", (seconds(now()) - KEPT,))


def put_back(conn: sqlite3.Connection, data: object) -> None:
    """Bring back what ``remove`` took away, but what has come again in the meantime."""
    removed = msgspec.convert(data, Removed)
    conn.execute("UPDATE feed SET removed = NULL WHERE id = ?", (removed.feed,))
    going = {article.id for article in removed.gone}
    for article in removed.gone:
        if not article_rows.came_again(conn, article, going):
            article_rows.put_back(conn, article)
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


def _held(conn: sqlite3.Connection, numbers: Sequence[int]) -> list[Rows]:
    """Return articles as they are kept; none of them where their texts are too large to be kept twice."""
    found: list[Rows] = []
    room = ROOM
    for number in numbers:
        if (article := article_rows.held(conn, number)) is not None:
            room -= article.size
            if room < 0:
                return []
            found.append(article)
    return found
