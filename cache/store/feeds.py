"""Subscriptions, and the state that decides when each is fetched again. Every function takes a connection first."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection
from datetime import datetime
from typing import Any

from msgspec import Struct

from pullquote.cache.core.errors import NotFound, UsageError
from pullquote.cache.core.feed import Feed, FeedState, Fingerprint, HostState, KnownEntry, MailHead
from pullquote.cache.core.mail import comes_by_mail, mail_address
from pullquote.cache.core.order import Order
from pullquote.cache.core.query import LENGTH
from pullquote.cache.core.sanitize import clean_address, clean_line
from pullquote.cache.core.urls import same_origin
from pullquote.cache.store.file import conversions
from pullquote.cache.store.file.conversions import json_list, moment, seconds, sql
from pullquote.cache.store.texts import bodies
from pullquote.cache.store.writing import keeping

_TIMES = (
    "checked", "next_check", "fresh_until", "asked_fully", "unchanged_since", "failing_since", "moved_since",
)  # fmt: skip
_FLAGS = ("suspended", "full_text", "private")
_SAME = (
    "url", "etag", "last_modified", "body_hash", "same_bodies", "failures", "status", "error", "moved_to", "moved_seen",
    "ttl", "folder", "interval", "user_agent", "keep_days",
)  # fmt: skip
CHANGEABLE = {
    word: word
    for word in (
        "folder", "url", "site", "interval", "full_text", "user_agent", "keep_days", "suspended", "private", "pictures",
        "mute",
    )
} | {"title": "name", "order": "list_order"}  # fmt: skip
"""What may be changed of a feed, and the column it stands in."""


def feeds(conn: sqlite3.Connection) -> list[Feed]:
    """List the subscriptions by folder and title, with their counts."""
    rows = conn.execute("SELECT * FROM feed WHERE removed IS NULL")
    found = [_feed(_row(rows, row)) for row in rows.fetchall()]
    return sorted(found, key=lambda feed: (feed.folder.casefold(), feed.title.casefold(), feed.id))


def feed(conn: sqlite3.Connection, number: int) -> Feed:
    """Return one subscription. Raises ``NotFound``."""
    rows = conn.execute("SELECT * FROM feed WHERE id = ? AND removed IS NULL", (number,))
    if (row := rows.fetchone()) is None:
        raise NotFound(f"There is no feed {number}. `pullquote feeds list` shows them.")
    return _feed(_row(rows, row))


class NewFeed(Struct, frozen=True):
    """A feed to subscribe to: its address, its name, the address of its outlet, the folder it goes into.

    ``private`` lets the host and port of ``url`` be inside a private network: a user typed it.
    """

    url: str
    title: str = ""
    site: str | None = None
    folder: str = ""
    private: bool = False


def add(conn: sqlite3.Connection, wanted: NewFeed, now: datetime) -> Feed:
    """Subscribe to a feed; one that is there already is returned as it is, one that was removed comes back.

    Raises ``UsageError`` where the address is neither an http(s) address nor that of a feed that comes by mail.
    """
    if (address := clean_address(wanted.url) or mail_address(wanted.url)) is None:
        raise UsageError(
            f"“{clean_line(wanted.url, 200)}” is not an address of a feed. An address begins with https:// or http://."
        )
    title, folder = clean_line(wanted.title, 200), clean_line(wanted.folder, 200)
    row = conn.execute("SELECT id, removed FROM feed WHERE url = ?", (address,)).fetchone()
    if row is None:
        cursor = conn.execute(
            "INSERT INTO feed (url, name, site, folder, private, added) VALUES (?, ?, ?, ?, ?, ?)",
            (address, title, clean_address(wanted.site), folder, int(wanted.private), seconds(now)),
        )
        if comes_by_mail(address):  # a page or a picture of a mail tells its sender that it was read
            conn.execute("UPDATE feed SET full_text = 0, pictures = 0 WHERE id = ?", (cursor.lastrowid,))
        return feed(conn, int(cursor.lastrowid or 0))
    if row[1] is not None:
        conn.execute(
            "UPDATE feed SET removed = NULL, added = ?, next_check = NULL, etag = NULL, last_modified = NULL, "
            "body_hash = NULL, failures = 0, error = NULL, suspended = 0, "
            "name = ifnull(nullif(?2, ''), name), folder = ifnull(nullif(?3, ''), folder) WHERE id = ?4",
            (seconds(now), title, folder, row[0]),
        )
    if wanted.private:
        conn.execute("UPDATE feed SET private = 1 WHERE id = ?", (row[0],))
    return feed(conn, int(row[0]))


def update(conn: sqlite3.Connection, number: int, **changes: Any) -> Feed:
    """Change what a user may change of a feed: its title, folder, url and the settings of its own (``CHANGEABLE``).

    A new address forgets the validators of the old one, and on another host or port it is not ``private`` unless that
    is said too.
    Raises ``NotFound``, ``UsageError``.
    """
    if unknown := set(changes) - set(CHANGEABLE):
        raise UsageError(
            f"A feed has no {', '.join(sorted(unknown))} to change. Known: {', '.join(sorted(CHANGEABLE))}."
        )
    before = feed(conn, number)
    values = dict(_column(key, value) for key, value in changes.items())
    if "url" in values:
        values["url"] = _free_address(conn, number, values["url"])
    if values.get("url") == before.url:
        del values["url"]
    if "url" in values:
        values |= {"etag": None, "last_modified": None, "body_hash": None, "next_check": None, "moved_to": None}
        if not same_origin(before.url, values["url"]):
            values.setdefault("private", 0)
        _remember_address(conn, number, before.url, None)
    if values.get("suspended") == 0:
        values |= {"failures": 0, "failing_since": None, "next_check": None}
    if values:
        conn.execute(
            sql("UPDATE feed SET {} WHERE id = ?", ", ".join(f"{key} = ?" for key in values)),
            (*values.values(), number),
        )
    return feed(conn, number)


def _column(key: str, value: Any) -> tuple[str, Any]:
    """Return the column of what a user changes, and the value as it is kept there."""
    match key:
        case "title":
            return "name", clean_line(value or "", 200)
        case "folder":
            return key, clean_line(value or "", 200)
        case "site":
            return key, clean_address(value)
        case "full_text" | "suspended" | "private":
            return key, int(bool(value))
        case "pictures":
            return key, None if value is None else int(value)
        case "order":
            return "list_order", value
        case "mute":
            return key, clean_line(value or "", LENGTH)
        case _:
            return key, value


def remove(conn: sqlite3.Connection, number: int) -> int:
    """Unsubscribe; return how many articles went with it.

    Starred, tagged and queued articles and those that another feed carries stay. What was read is remembered, should
    the feed come back.
    """
    feed(conn, number)
    other = (
        "SELECT e.feed FROM entry e JOIN feed f ON f.id = e.feed "
        "WHERE e.article = article.id AND e.feed <> ?1 AND f.removed IS NULL LIMIT 1"
    )
    conn.execute(sql("UPDATE article SET feed = ({}) WHERE feed = ?1", other), (number,))
    going = [
        row[0]
        for row in conn.execute(
            sql(
                "SELECT a.id FROM article a JOIN entry e ON e.article = a.id "
                "WHERE e.feed = ? AND a.feed IS NULL AND NOT {}",
                bodies.chosen("a."),
            ),
            (number,),
        )
    ]
    keeping.delete(conn, going)
    conn.execute("UPDATE entry SET hash = x'' WHERE feed = ? AND article IS NULL", (number,))
    conn.execute("UPDATE feed SET removed = ? WHERE id = ?", (seconds(conversions.now()), number))
    return len(going)


def states(
    conn: sqlite3.Connection, *, feeds: Collection[int] | None = None, folder: str | None = None
) -> list[FeedState]:
    """Return what asking each feed depends on; of ``feeds`` or of a ``folder`` only, where given.

    Feeds of an account are not among them: their server asks them.
    """
    rows = conn.execute(
        "SELECT * FROM feed WHERE removed IS NULL AND account IS NULL "
        "AND (?1 IS NULL OR id IN (SELECT value FROM json_each(?1))) AND (?2 IS NULL OR folder = ?2) ORDER BY id",
        (None if feeds is None else json_list(feeds), folder),
    )
    return [_state(_row(rows, row)) for row in rows.fetchall()]


def save_state(conn: sqlite3.Connection, before: FeedState, after: FeedState) -> None:
    """Keep what was learned by asking a feed whose state was ``before``: what differs in ``after``.

    What somebody has changed since ``before`` stays as it is now. Of a feed that was removed, or has another address,
    nothing is kept: it was not what answered. A new address is kept with the history of old ones. ``title`` is what
    the feed calls itself; a name the user gave stays.
    """
    found = states(conn, feeds=[before.feed])
    if not found or (present := found[0]).url != before.url:
        return
    learned = {
        key
        for key in (*_SAME, *_TIMES, *_FLAGS)
        if getattr(after, key) != (old := getattr(before, key)) and getattr(present, key) == old
    }
    if "url" in learned and conn.execute("SELECT 1 FROM feed WHERE url = ?", (after.url,)).fetchone():
        learned.remove("url")
    values: dict[str, Any] = {key: getattr(after, key) for key in learned}
    values |= {key: seconds(values[key]) for key in learned.intersection(_TIMES)}
    values |= {key: int(values[key]) for key in learned.intersection(_FLAGS)}
    values["skip_hours"] = ",".join(map(str, after.skip_hours))
    values["skip_days"] = ",".join(after.skip_days)
    title = clean_line(after.title, 200)
    if title and after.title != before.title:
        values["title"] = title
    if "url" in learned:
        _remember_address(conn, before.feed, before.url, after.checked)
    conn.execute(
        sql("UPDATE feed SET {} WHERE id = ?", ", ".join(f"{key} = ?" for key in values)),
        (*values.values(), before.feed),
    )


def history(conn: sqlite3.Connection, number: int) -> list[tuple[str, datetime]]:
    """List the addresses a feed had before, each with the time it left it, the newest last."""
    rows = conn.execute("SELECT url, until FROM feed_history WHERE feed = ? ORDER BY until, rowid", (number,))
    return [(url, moment(until)) for url, until in rows]


def hosts(conn: sqlite3.Connection) -> dict[str, HostState]:
    """Return the hosts that asked us to wait."""
    return {
        host: HostState(host=host, not_before=moment(until), strikes=strikes)
        for host, until, strikes in conn.execute("SELECT host, not_before, strikes FROM host")
    }


def save_host(conn: sqlite3.Connection, host: HostState) -> None:
    """Keep until when a host must not be asked."""
    conn.execute(
        "INSERT INTO host (host, not_before, strikes) VALUES (?, ?, ?) "
        "ON CONFLICT (host) DO UPDATE SET not_before = excluded.not_before, strikes = excluded.strikes",
        (host.host, seconds(host.not_before), host.strikes),
    )


def known_entries(conn: sqlite3.Connection, feed: int) -> tuple[KnownEntry, ...]:
    """Return what is kept of a feed's entries, pruned ones too: what is new or changed, and which article it is."""
    rows = conn.execute(
        "SELECT e.key, e.hash, e.article, e.fingerprint, a.title, a.url, iif(a.dated, a.moment, NULL) "
        "FROM entry e LEFT JOIN article a ON a.id = e.article AND e.fingerprint = x'' WHERE e.feed = ?",
        (feed,),
    )
    return tuple(
        KnownEntry(key, hash_, article, conversions.fingerprint(packed), title or "", url, date)
        for key, hash_, article, packed, title, url, date in rows
    )


def mails_known(conn: sqlite3.Connection, heads: Collection[MailHead]) -> tuple[set[str], set[MailHead]]:
    """Return the feeds of mails that were removed, by address, and those of the mails that are in the library."""
    addresses = json_list({head.feed for head in heads})
    removed = conn.execute(
        "SELECT url FROM feed WHERE removed IS NOT NULL AND url IN (SELECT value FROM json_each(?))", (addresses,)
    )
    gone = {row[0] for row in removed}
    there = conn.execute(
        "SELECT f.url, e.key FROM feed f JOIN entry e ON e.feed = f.id "
        "WHERE e.hash <> x'' AND f.url IN (SELECT value FROM json_each(?)) "
        "AND e.key IN (SELECT value FROM json_each(?))",
        (addresses, json_list({head.key for head in heads})),
    )
    known = set(there.fetchall())
    return gone, {head for head in heads if (head.feed, head.key) in known}


def of_mail(conn: sqlite3.Connection, head: MailHead, now: datetime) -> int | None:
    """Return the feed a mail is of, made where there is none, and note that one came; ``None`` where it was removed."""
    row = conn.execute("SELECT id, removed FROM feed WHERE url = ?", (head.feed,)).fetchone()
    if row is not None and row[1] is not None:
        return None
    number = row[0] if row else add(conn, NewFeed(head.feed, site=head.site), now).id
    conn.execute(
        "UPDATE feed SET checked = ?, title = iif(title = '', ?, title) WHERE id = ?",
        (seconds(now), clean_line(head.title, 200), number),
    )
    return int(number)


def save_fingerprint(conn: sqlite3.Connection, feed: int, key: str, fingerprint: Fingerprint) -> None:
    """Keep what tells an entry of a feed from others now."""
    conn.execute(
        "UPDATE entry SET fingerprint = ? WHERE feed = ? AND key = ?",
        (conversions.packed_fingerprint(fingerprint), feed, key),
    )


def _free_address(conn: sqlite3.Connection, number: int, url: str) -> str:
    before = conn.execute("SELECT url FROM feed WHERE id = ?", (number,)).fetchone()
    if before and comes_by_mail(before[0]) and url != before[0]:
        raise UsageError("This feed comes by mail, from its sender: it has no other address.")
    if (address := clean_address(url) or mail_address(url)) is None:
        raise UsageError(f"“{clean_line(str(url), 200)}” is not an address of a feed.")
    if conn.execute("SELECT 1 FROM feed WHERE url = ? AND id <> ?", (address, number)).fetchone():
        raise UsageError(f"There is a feed with the address {address} already.")
    return address


def _remember_address(conn: sqlite3.Connection, number: int, url: str, when: datetime | None) -> None:
    conn.execute(
        "INSERT INTO feed_history (feed, url, until) VALUES (?, ?, ?)",
        (number, url, seconds(when) if when else seconds(conversions.now())),
    )


def _row(cursor: sqlite3.Cursor, row: tuple[Any, ...]) -> dict[str, Any]:
    return {column[0]: value for column, value in zip(cursor.description, row, strict=True)}


def _feed(row: dict[str, Any]) -> Feed:
    return Feed(
        id=row["id"],
        url=row["url"],
        title=row["name"] or row["title"] or row["url"],
        site=row["site"],
        folder=row["folder"],
        added=moment(row["added"]),
        checked=moment(row["checked"]),
        next_check=moment(row["next_check"]),
        error=row["error"],
        failures=row["failures"],
        failing_since=moment(row["failing_since"]),
        suspended=bool(row["suspended"]),
        entries=row["articles"],
        unread=row["unread"],
        interval=row["interval"],
        full_text=bool(row["full_text"]),
        user_agent=row["user_agent"],
        keep_days=row["keep_days"],
        pictures=None if row["pictures"] is None else bool(row["pictures"]),
        order=Order(row["list_order"]) if row["list_order"] in [*Order] else None,
        mute=row["mute"],
    )


def _state(row: dict[str, Any]) -> FeedState:
    values: dict[str, Any] = {key: row[key] for key in _SAME}
    values |= {key: moment(row[key]) for key in _TIMES}
    values |= {key: bool(row[key]) for key in _FLAGS}
    return FeedState(
        feed=row["id"],
        pictures=None if row["pictures"] is None else bool(row["pictures"]),
        title=row["name"] or row["title"],
        skip_hours=tuple(int(hour) for hour in row["skip_hours"].split(",") if hour),
        skip_days=tuple(day for day in row["skip_days"].split(",") if day),
        **values,
    )
