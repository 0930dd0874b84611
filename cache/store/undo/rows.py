"""An article as the rows it is, held so that it can be put back as it was.

Ids are never used again, so that each row finds its place free. What is derived from the texts is made anew.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Container
from typing import Any

import msgspec
from msgspec import Struct

from pullquote.cache.core.errors import LibraryDamaged
from pullquote.cache.store import sync
from pullquote.cache.store.file.conversions import sql
from pullquote.cache.store.texts import bodies, earlier
from pullquote.cache.store.writing import keeping


class Text(Struct, frozen=True, array_like=True):
    """A row of ``body``."""

    id: int
    stored: int
    complete: int
    words: int
    data: bytes


class Waiting(Struct, frozen=True, array_like=True):
    """A row of ``pending`` without its number."""

    feed: int
    key: str
    new: int
    complete: int
    data: bytes


class Remote(Struct, frozen=True, array_like=True):
    """A row of ``remote``: the entry of an account that an article is."""

    account: int
    id: str
    read: int
    starred: int


class Rows(Struct, frozen=True):
    """An article: its row by column, its texts, the hashes of its addresses, what it said before it changed.

    ``waiting`` are its entries that are not understood yet, ``remote`` those that servers have of it.
    """

    row: dict[str, int | float | str | None]
    texts: tuple[Text, ...]
    addresses: tuple[int, ...]
    earlier: earlier.Row | None = None
    waiting: tuple[Waiting, ...] = ()
    remote: tuple[Remote, ...] = ()

    @property
    def id(self) -> int:
        """The id of the article."""
        return int(self.row["id"] or 0)

    @property
    def size(self) -> int:
        """Bytes of its texts."""
        return sum(len(text.data) for text in self.texts) + sum(len(entry.data) for entry in self.waiting)


def held(conn: sqlite3.Connection, number: int) -> Rows | None:
    """Return an article as its rows; ``None`` where there is none."""
    rows = conn.execute("SELECT * FROM article WHERE id = ?", (number,))
    if (found := rows.fetchone()) is None:
        return None
    values = dict(zip((column[0] for column in rows.description), found, strict=True))
    texts = tuple(Text(*row) for row in bodies.raw_rows(conn, number))
    addresses = conn.execute("SELECT hash FROM address WHERE article = ?", (number,))
    waiting = conn.execute("SELECT feed, key, new, complete, data FROM pending WHERE article = ?", (number,))
    remote = conn.execute("SELECT account, id, read, starred FROM remote WHERE article = ?", (number,))
    return Rows(
        values,
        texts,
        tuple(row[0] for row in addresses),
        earlier.row(conn, number),
        tuple(Waiting(*row) for row in waiting),
        tuple(Remote(*row) for row in remote),
    )


def pack(article: Rows) -> bytes:
    """Return an article as bytes, for ``unpack``."""
    return msgspec.msgpack.encode(article)


def unpack(data: bytes) -> Rows:
    """Return the article that was packed. Raises ``LibraryDamaged``."""
    try:
        return msgspec.msgpack.decode(data, type=Rows)
    except msgspec.MsgspecError as error:
        raise LibraryDamaged(
            "A removed article in the library is damaged. `pullquote doctor` looks the library over."
        ) from error


def is_sound(data: object) -> bool:
    """Return whether bytes are an article that can be put back."""
    try:
        return isinstance(data, bytes) and all(bodies.is_sound(text.data) for text in unpack(data).texts)
    except LibraryDamaged:
        return False


def put_back(conn: sqlite3.Connection, article: Rows) -> None:
    """Put an article back, with all that is derived from its text."""
    number = article.id
    known = {row[1] for row in conn.execute("PRAGMA table_info(article)")} - {"below"}  # its story may be another now
    values: dict[str, Any] = {column: value for column, value in article.row.items() if column in known}
    conn.execute(
        sql("INSERT INTO article ({}) VALUES ({})", ", ".join(values), ", ".join("?" * len(values))),
        tuple(values.values()),
    )
    bodies.put_raw_rows(conn, [(text.id, text.stored, text.complete, text.words, text.data) for text in article.texts])
    conn.executemany("INSERT INTO address (hash, article) VALUES (?, ?)", [(key, number) for key in article.addresses])
    conn.executemany(
        "INSERT INTO pending (article, feed, key, new, complete, data) SELECT ?1, ?2, ?3, ?4, ?5, ?6 "
        "WHERE EXISTS (SELECT 1 FROM feed WHERE id = ?2) ON CONFLICT DO NOTHING",
        [(number, *msgspec.structs.astuple(one)) for one in article.waiting],
    )
    keeping.describe_again(conn, number)
    sync.lead_back(conn, number, [msgspec.structs.astuple(one) for one in article.remote])
    from pullquote.cache.store.quotations import clippings  # lazy: as in articles

    clippings.lead_back(conn, number, article.addresses, str(article.row["title"]), shared=False)
    if article.earlier is not None:
        earlier.put(conn, number, article.earlier)


def came_again(conn: sqlite3.Connection, article: Rows, going: Container[int]) -> bool:
    """Return whether another article than those ``going`` back with it has one of its addresses by now."""
    there = "SELECT article FROM address WHERE hash = ?"
    return any(row[0] not in going for key in article.addresses for row in conn.execute(there, (key,)))
