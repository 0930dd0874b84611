"""Accounts, what their servers know, and the marks that wait to be sent. Every function takes a connection first.

A mark of an article that came by an account is put into the outbox by the library itself (triggers), in the transaction
that makes it, whoever makes it: the user, undo, a rule. What a server said is written under ``as_server``, which puts
nothing there.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from msgspec import Struct

from pullquote.cache.core.errors import NotFound, UsageError
from pullquote.cache.core.sanitize import clean_address, clean_line
from pullquote.cache.core.servers.sync import Account, Dialect, Mark, MarkName, RemoteFeed
from pullquote.cache.store.file.conversions import json_list, moment, now, seconds, sql
from pullquote.cache.store.reading import articles
from pullquote.cache.store.user import marks as user_state

_ACCOUNT = (
    "SELECT a.id, a.dialect, a.url, a.user, a.name, a.added, a.tried, a.synced, a.error, a.cursor, a.since, "
    "(SELECT count(*) FROM outbox o WHERE o.account = a.id), "
    "(SELECT count(*) FROM feed f WHERE f.account = a.id AND f.removed IS NULL) FROM account a"
)
MARKS: tuple[MarkName, ...] = ("read", "starred")


class SyncedFeed(Struct, frozen=True):
    """A feed of an account: here and as its server last had it. ``remote`` is ``None`` where the server has it not."""

    id: int
    url: str
    remote: str | None
    name: str
    folder: str
    remote_name: str
    remote_folder: str
    removed: bool


class KnownRemote(Struct, frozen=True):
    """An entry of an account that is known here, and what its server said of it last."""

    id: str
    article: int | None
    read: bool
    starred: bool


class Written(Struct, frozen=True):
    """An entry of an account by its id there: when it is dated, and the digest of its texts, empty where unknown."""

    id: str
    dated: datetime
    digest: bytes


@contextlib.contextmanager
def as_server(conn: sqlite3.Connection) -> Iterator[None]:
    """Write what a server said: marks that are made in this block wait for nobody. Within one transaction."""
    conn.execute("UPDATE meta SET value = 1 WHERE key = 'syncing'")
    try:
        yield
    finally:
        conn.execute("UPDATE meta SET value = 0 WHERE key = 'syncing'")


# Accounts


def accounts(conn: sqlite3.Connection) -> list[Account]:
    """List the accounts in the order they were added."""
    return [_account(row) for row in conn.execute(f"{_ACCOUNT} ORDER BY a.id")]


def account(conn: sqlite3.Connection, number: int) -> Account:
    """Return an account. Raises ``NotFound``."""
    row = conn.execute(f"{_ACCOUNT} WHERE a.id = ?", (number,)).fetchone()
    if row is None:
        raise NotFound(f"There is no account {number}. `pullquote sync status` shows them.")
    return _account(row)


def add(conn: sqlite3.Connection, dialect: Dialect, url: str, user: str, name: str, when: datetime) -> Account:
    """Add an account, and return it; one that is there already is returned as it is. Raises ``UsageError``."""
    if (address := clean_address(url)) is None:
        raise UsageError(f"“{clean_line(url, 200)}” is not an address. It begins with https:// or http://.")
    conn.execute(
        "INSERT INTO account (dialect, url, user, name, added) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
        (dialect, address, clean_line(user, 200), clean_line(name, 200), seconds(when)),
    )
    row = conn.execute(
        "SELECT id FROM account WHERE dialect = ? AND url = ? AND user = ?", (dialect, address, clean_line(user, 200))
    ).fetchone()
    return account(conn, row[0])


def remove(conn: sqlite3.Connection, number: int, *, keep: bool, when: datetime) -> Account:
    """Remove an account, and return it as it was. Its feeds are removed too; with ``keep`` they become local ones.

    Articles stay either way, with all that was marked. Raises ``NotFound``.
    """
    gone = account(conn, number)
    conn.execute(
        "UPDATE feed SET removed = CASE WHEN ?2 THEN removed ELSE ifnull(removed, ?3) END, account = NULL, "
        "remote = NULL, remote_name = NULL, remote_folder = NULL, next_check = NULL WHERE account = ?1",
        (number, int(keep), seconds(when)),
    )
    conn.execute("DELETE FROM account WHERE id = ?", (number,))
    return gone


def tried(conn: sqlite3.Connection, number: int, when: datetime, error: str | None) -> None:
    """Note that an account was tried, and why that failed; without ``error`` all is well."""
    conn.execute(
        "UPDATE account SET tried = ?2, error = ?3, synced = CASE WHEN ?3 IS NULL THEN ?2 ELSE synced END "
        "WHERE id = ?1",
        (number, seconds(when), clean_line(error) if error else None),
    )


def keep_cursor(conn: sqlite3.Connection, number: int, cursor: str) -> None:
    """Note how far the entries of an account have been read."""
    conn.execute("UPDATE account SET cursor = ? WHERE id = ?", (cursor, number))


def keep_since(conn: sqlite3.Connection, number: int, since: str) -> None:
    """Note up to when the marks of an account have been read."""
    conn.execute("UPDATE account SET since = ? WHERE id = ?", (since, number))


def accounts_of(conn: sqlite3.Connection, feeds: Collection[int]) -> set[int]:
    """Return the accounts that feeds belong to."""
    rows = conn.execute(
        "SELECT DISTINCT account FROM feed WHERE account IS NOT NULL AND id IN (SELECT value FROM json_each(?))",
        (json_list(feeds),),
    )
    return {row[0] for row in rows}


def join(conn: sqlite3.Connection, feed: int, number: int) -> None:
    """Let a local feed be one of an account: the next sync subscribes to it there. Raises ``NotFound``."""
    account(conn, number)
    conn.execute("UPDATE feed SET account = ? WHERE id = ? AND account IS NULL", (number, feed))


# Feeds


def feeds(conn: sqlite3.Connection, number: int) -> list[SyncedFeed]:
    """List the feeds of an account, those that were removed here too."""
    rows = conn.execute(
        "SELECT id, url, remote, ifnull(nullif(name, ''), title), folder, ifnull(remote_name, ''), "
        "ifnull(remote_folder, ''), removed IS NOT NULL FROM feed WHERE account = ? ORDER BY id",
        (number,),
    )
    return [SyncedFeed(*row) for row in rows]


def keep_feed(conn: sqlite3.Connection, number: int, remote: RemoteFeed, when: datetime) -> int:
    """Keep a subscription as the server has it, and return the feed it is here.

    It is the one with its id, else one of the same address that waits to be subscribed to there or was local till now,
    also one that was given up then: the server has it, so it is back. A feed of another account is another feed. What
    was changed here and is not sent yet stays.
    """
    row = conn.execute("SELECT id FROM feed WHERE account = ? AND remote = ?", (number, remote.id)).fetchone()
    url = clean_address(remote.url) or f"{account(conn, number).url}#{number}-{remote.id}"
    if row is None:
        row = conn.execute(
            "SELECT id FROM feed WHERE url = ? AND (account IS NULL OR (account = ? AND remote IS NULL))", (url, number)
        ).fetchone()
        if row is not None:
            conn.execute("UPDATE feed SET removed = NULL WHERE id = ?", row)
    title, folder, site = clean_line(remote.title, 200), clean_line(remote.folder, 200), clean_address(remote.site)
    if row is None:
        if conn.execute("SELECT 1 FROM feed WHERE url = ?", (url,)).fetchone():
            url = f"{url}#{number}-{remote.id}"
        cursor = conn.execute(
            "INSERT INTO feed (url, title, site, folder, added, account, remote, remote_name, remote_folder) "
            "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?2, ?4)",
            (url, title, site, folder, seconds(when), number, remote.id),
        )
        return int(cursor.lastrowid or 0)
    conn.execute(
        "UPDATE feed SET account = ?2, remote = ?3, title = ?4, site = ifnull(?6, site), "
        "name = CASE WHEN name IN ('', ifnull(remote_name, '')) THEN '' ELSE name END, "
        "folder = CASE WHEN remote_folder IS NULL OR folder = remote_folder THEN ?5 ELSE folder END, "
        "remote_name = ?4, remote_folder = ?5 WHERE id = ?1",
        (row[0], number, remote.id, title, folder, site),
    )
    return int(row[0])


def forget_feed(conn: sqlite3.Connection, number: int, feed: int, when: datetime) -> None:
    """Note that a server has a subscription no more: it is given up here too, its articles stay.

    They are the library's own from now on: that the server lists them no more takes no mark from them.
    """
    conn.execute(
        "DELETE FROM remote WHERE account = ?1 AND article IN "
        "(SELECT article FROM entry WHERE feed = ?2 UNION SELECT id FROM article WHERE feed = ?2)",
        (number, feed),
    )
    conn.execute(
        "UPDATE feed SET removed = ifnull(removed, ?2), account = NULL, remote = NULL, remote_name = NULL, "
        "remote_folder = NULL WHERE id = ?1",
        (feed, seconds(when)),
    )


# Entries and marks


def known(conn: sqlite3.Connection, number: int, ids: Collection[str]) -> dict[str, KnownRemote]:
    """Return what is known of entries, by their ids there; the others are left out."""
    rows = conn.execute(
        "SELECT r.id, r.article, r.read, r.starred FROM json_each(?2) j "
        "CROSS JOIN remote r ON r.account = ?1 AND r.id = j.value",  # CROSS: else all of the account are read
        (number, json_list(ids)),
    )
    return {row[0]: KnownRemote(row[0], row[1], bool(row[2]), bool(row[3])) for row in rows}


def marked(conn: sqlite3.Connection, number: int, name: MarkName, value: bool) -> set[str]:
    """Return the entries of an account that its server has said are, or are not, marked so."""
    rows = conn.execute(sql("SELECT id FROM remote WHERE account = ? AND {} = ?", name), (number, int(value)))
    return {row[0] for row in rows}


def keep_entry(
    conn: sqlite3.Connection, number: int, entry: str, article: int | None, *, read: bool, starred: bool
) -> None:
    """Note an entry with what its server says of it, and mark its article so. Within ``as_server``."""
    conn.execute(
        "INSERT INTO remote (account, id, article, read, starred) VALUES (?1, ?2, ?3, ?4, ?5) "
        "ON CONFLICT DO UPDATE SET article = ifnull(?3, article), read = ?4, starred = ?5",
        (number, entry, article, int(read), int(starred)),
    )


def written_since(conn: sqlite3.Connection, number: int, since: datetime, keys: str) -> list[Written]:
    """Return the entries of an account that are dated after ``since`` and have an article, the newest first.

    ``keys`` is what the keys of its entries begin with here.
    """
    rows = conn.execute(
        "SELECT r.id, a.moment, ifnull(e.hash, x'') FROM article a "
        "CROSS JOIN remote r ON r.article = a.id AND r.account = ?1 "  # CROSS: the newest, not all of the account
        "LEFT JOIN entry e ON e.article = a.id AND e.key = ?3 || r.id "
        "WHERE a.moment > ?2 ORDER BY a.moment DESC, a.id DESC",
        (number, seconds(since), keys),
    )
    return [Written(row[0], moment(row[1]), row[2]) for row in rows]


def note_digest(conn: sqlite3.Connection, feed: int, key: str, article: int, digest: bytes) -> bool:
    """Note the digest of an entry's texts where none is known; return whether the one that is known is another."""
    row = conn.execute("SELECT hash FROM entry WHERE feed = ? AND key = ?", (feed, key)).fetchone()
    if row is None:
        conn.execute("INSERT INTO entry (feed, key, article, hash) VALUES (?, ?, ?, ?)", (feed, key, article, digest))
    return row is not None and row[0] != digest


def lead_back(conn: sqlite3.Connection, article: int, entries: Iterable[tuple[int, str, int, int]]) -> None:
    """Let an article that came back be again what servers have: account, entry, read, starred as it was there.

    What its servers have said since holds, but for marks that wait.
    """
    for number, entry, read, starred in entries:
        conn.execute(
            "INSERT INTO remote (account, id, article, read, starred) SELECT ?1, ?2, ?3, ?4, ?5 "
            "WHERE EXISTS (SELECT 1 FROM account WHERE id = ?1) ON CONFLICT DO UPDATE SET article = ?3",
            (number, entry, article, read, starred),
        )
        here = {mark.name for mark in waiting(conn, number, [entry])}
        for one in known(conn, number, [entry]).values():
            said: dict[MarkName, bool] = {"read": one.read, "starred": one.starred}
            with as_server(conn):
                write_marks(conn, number, {entry: {name: said[name] for name in MARKS if name not in here}})


def article_of(conn: sqlite3.Connection, feed: int, url: str | None, title: str) -> int | None:
    """Return the article with this address that a feed brought before it was an account's; by title of several."""
    found: list[tuple[int, str]] = []
    for key in articles.address_keys([url]):
        found += conn.execute(
            "SELECT a.id, a.title FROM address d JOIN article a ON a.id = d.article WHERE d.hash = ? AND a.feed = ? "
            "AND NOT EXISTS (SELECT 1 FROM remote WHERE article = a.id)",
            (key, feed),
        ).fetchall()
    if len(found) > 1:
        found = [row for row in found if row[1] == title]
    return found[0][0] if found else None


def remembered_read(conn: sqlite3.Connection, feed: int, key: str) -> bool:
    """Return whether an entry that has no article here was read when it had one."""
    row = conn.execute("SELECT read FROM entry WHERE feed = ? AND key = ? AND article IS NULL", (feed, key)).fetchone()
    return bool(row and row[0])


def leave_out(conn: sqlite3.Connection, feed: int, key: str) -> None:
    """Note an entry of a feed that was removed here and that its server goes on with."""
    conn.execute("INSERT INTO entry (feed, key, hash) VALUES (?, ?, x'') ON CONFLICT DO NOTHING", (feed, key))


def left_out(conn: sqlite3.Connection, number: int, keys: str) -> set[str]:
    """Return the entries of an account that were left out, as long as their feed is not back, by their ids there.

    ``keys`` is what the keys of its entries begin with here.
    """
    rows = conn.execute(
        "SELECT substr(e.key, ?2) FROM feed f JOIN entry e ON e.feed = f.id WHERE f.account = ?1 "
        "AND f.removed IS NOT NULL AND e.article IS NULL AND substr(e.key, 1, ?2 - 1) = ?3",
        (number, len(keys) + 1, keys),
    )
    return {row[0] for row in rows}


def offer(conn: sqlite3.Connection, number: int, entry: str) -> None:
    """Put into the outbox what an article that was here before its account is marked with, and its server has not."""
    conn.execute(
        "INSERT INTO outbox (account, id, mark, value, made) "
        "SELECT r.account, r.id, m.value, 1, ?3 FROM remote r JOIN article a ON a.id = r.article, json_each(?4) m "
        "WHERE r.account = ?1 AND r.id = ?2 AND CASE m.value WHEN 'read' THEN a.read AND NOT r.read "
        "ELSE a.starred AND NOT r.starred END ON CONFLICT DO NOTHING",
        (number, entry, seconds(now()), json_list(MARKS)),
    )


def waiting(conn: sqlite3.Connection, number: int, ids: Collection[str] | None = None) -> list[Mark]:
    """Return the marks that wait, of all entries or of some, in the order they were made."""
    rows = conn.execute(
        "SELECT id, mark, value, made FROM outbox WHERE account = ?1 "
        "AND (?2 IS NULL OR id IN (SELECT value FROM json_each(?2))) ORDER BY made, id, mark",
        (number, None if ids is None else json_list(ids)),
    )
    return [Mark(row[0], row[1], bool(row[2]), moment(row[3])) for row in rows]


def unconfirmed(conn: sqlite3.Connection, number: int) -> list[str]:
    """Return the entries with marks that were sent and that the server has not shown to have."""
    rows = conn.execute("SELECT DISTINCT id FROM outbox WHERE account = ? AND sent IS NOT NULL ORDER BY id", (number,))
    return [row[0] for row in rows]


def sent(conn: sqlite3.Connection, number: int, marks: Iterable[Mark], when: datetime) -> None:
    """Note that marks were sent, unless they were changed meanwhile; the server has yet to show that it has them."""
    conn.executemany(
        "UPDATE outbox SET sent = ? WHERE account = ? AND id = ? AND mark = ? AND value = ?",
        [(seconds(when), number, mark.id, mark.name, int(mark.value)) for mark in marks],
    )


def confirm(conn: sqlite3.Connection, number: int, entry: str, name: MarkName, value: bool) -> int:
    """Let a mark wait no more, if it has this value still; return whether there was one."""
    return conn.execute(
        "DELETE FROM outbox WHERE account = ? AND id = ? AND mark = ? AND value = ?", (number, entry, name, int(value))
    ).rowcount


def write_marks(conn: sqlite3.Connection, number: int, said: Mapping[str, Mapping[MarkName, bool]]) -> int:
    """Write what a server says of entries, and mark their articles so; return how many marks changed here.

    Within ``as_server``.
    """
    there = known(conn, number, said)
    changed = 0
    for name in MARKS:
        conn.executemany(
            sql("UPDATE remote SET {0} = ?3 WHERE account = ?1 AND id = ?2", name),
            [(number, entry, int(marks[name])) for entry, marks in said.items() if name in marks],
        )
        for value in (True, False):
            numbers = [
                article
                for entry, marks in said.items()
                if marks.get(name) is value and entry in there and (article := there[entry].article) is not None
            ]
            if name == "read":
                changed += len(user_state.set_read(conn, numbers, value))
            else:
                changed += conn.execute(
                    "UPDATE article SET starred = ?1 WHERE starred <> ?1 AND id IN (SELECT value FROM json_each(?2))",
                    (int(value), json_list(numbers)),
                ).rowcount
            _tell_others(conn, number, numbers, name, value)
    return changed


def _tell_others(conn: sqlite3.Connection, number: int, numbers: list[int], name: MarkName, value: bool) -> None:
    """Put what one server said of articles into the outbox of the other accounts that have them marked otherwise."""
    conn.execute(
        sql(
            "INSERT INTO outbox (account, id, mark, value, made) SELECT account, id, ?2, ?3, ?4 FROM remote "
            "WHERE article IN (SELECT value FROM json_each(?5)) AND account <> ?1 AND {} <> ?3 "
            "ON CONFLICT DO UPDATE SET value = excluded.value, made = excluded.made, sent = NULL",
            name,
        ),
        (number, name, int(value), seconds(now()), json_list(numbers)),
    )


def let_go(conn: sqlite3.Connection, number: int, ids: Collection[str]) -> None:
    """Forget entries that the server has no more: their articles stay as they are, and their marks wait no longer."""
    conn.executemany("DELETE FROM remote WHERE account = ? AND id = ?", [(number, entry) for entry in ids])


def _account(row: Sequence[Any]) -> Account:
    number, dialect, url, user, name, added, tried_, synced, error, cursor, since, count, feed_count = row
    return Account(
        id=number,
        dialect=dialect,
        url=url,
        user=user,
        name=name,
        added=moment(added),
        tried=moment(tried_),
        synced=moment(synced),
        error=error,
        cursor=cursor,
        since=since,
        waiting=count,
        feeds=feed_count,
    )
