"""What the user had before an article's text was replaced: one earlier text of an article, the last that was read.

Only where the text that is shown says something else, came the same way and is as complete: what has grown from a
feed's summary to the whole page, or shrunk to a summary, is no correction.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import TYPE_CHECKING

from msgspec import Struct

from pullquote.cache.core.article import Article, Origin
from pullquote.cache.core.errors import LibraryDamaged
from pullquote.cache.store.file.conversions import moment, sql
from pullquote.cache.store.texts import bodies
from pullquote.cache.store.texts.bodies import StoredText

if TYPE_CHECKING:
    from collections.abc import Callable

    from pullquote.cache.core.changes import Changed

LARGEST = 1_000_000
"""Bytes of an earlier text, deflated, beyond which none is kept."""
_COLUMNS = "origin, stored, seen, looked, data"


class Row(Struct, frozen=True, array_like=True):
    """A row of ``earlier`` without its article."""

    origin: int
    stored: int
    seen: int
    looked: int
    data: bytes


def row(conn: sqlite3.Connection, number: int) -> Row | None:
    """Return the row of an article, for ``put``; ``None`` where it has none."""
    found = conn.execute(sql("SELECT {} FROM earlier WHERE article = ?", _COLUMNS), (number,)).fetchone()
    return Row(*found) if found else None


def put(conn: sqlite3.Connection, number: int, kept: Row) -> None:
    """Write the row of an article."""
    conn.execute(
        sql("INSERT OR REPLACE INTO earlier (article, {}) VALUES (?, ?, ?, ?, ?, ?)", _COLUMNS),
        (number, kept.origin, kept.stored, kept.seen, kept.looked, kept.data),
    )


def forget(conn: sqlite3.Connection, *numbers: int) -> None:
    """Let articles have no earlier text."""
    conn.executemany("DELETE FROM earlier WHERE article = ?", [(number,) for number in numbers])


def shown(conn: sqlite3.Connection, number: int, origin: Origin) -> StoredText | None:
    """Return the text an article shows, if it is the one from ``origin``; asked before that is replaced."""
    code = conn.execute("SELECT shown FROM article WHERE id = ?", (number,)).fetchone()[0]
    if code != bodies.origin_code(origin):
        return None
    return next((text for text in bodies.stored_texts(conn, number) if text.origin == origin), None)


def note(conn: sqlite3.Connection, had: StoredText, article: Article, *, complete: bool) -> None:
    """Keep what the user ``had``, if ``article`` stands in its place now and says something else."""
    from pullquote.cache.core.changes import differ  # lazy: a piped list compares nothing

    number, code = had.article, bodies.origin_code(had.origin)
    now_shown, read = conn.execute("SELECT shown, read FROM article WHERE id = ?", (number,)).fetchone()
    if now_shown != code or had.complete != complete:
        return
    try:
        before = had.unpacked()
    except LibraryDamaged:
        return
    if not differ(before, article):
        return
    kept = row(conn, number)
    if kept is not None and kept.seen and not kept.looked and kept.origin == code:
        if not (was := _read(kept)) or not differ(was, article):
            forget(conn, number)
        return
    data = bodies.pack(Article(title=before.title, dek=before.dek, blocks=before.blocks, text=before.text))
    if len(data) > LARGEST:
        forget(conn, number)
        return
    seen = bool(read) or (kept is not None and bool(kept.looked))
    put(conn, number, Row(code, had.stored, int(seen), 0, data))


def text(conn: sqlite3.Connection, number: int) -> Article | None:
    """Return the earlier text of an article: headline, dek and blocks; ``None`` where it has not changed."""
    kept = row(conn, number)
    return _read(kept) if kept else None


def changed(
    conn: sqlite3.Connection,
    number: int,
    as_shown: Callable[[Article], Article] = lambda value: value,
    going: Callable[[], bool] = lambda: True,
    *,
    longest: int | None = None,
) -> Changed | None:
    """Return how the text an article shows differs from the one before; ``None`` where it has not changed.

    Both are compared ``as_shown``: what is veiled in them does not count. ``going`` is asked on the way whether the
    answer is still wanted. Texts of more than ``longest`` bytes, as they are kept, are not compared.
    """
    from pullquote.cache.core.changes import Changed, changes_between  # lazy: few articles have changed

    kept = row(conn, number)
    there = conn.execute("SELECT shown FROM article WHERE id = ?", (number,)).fetchone()
    if kept is None or there is None or there[0] != kept.origin:
        return None
    since, seen = moment(kept.stored), bool(kept.seen)
    data = bodies.load(conn, number, bodies.ORIGINS[kept.origin])
    if longest is not None and data and any(bodies.is_longer(text, longest) for text in (kept.data, data)):
        return Changed(since, seen, compared=False)
    if data is None or (before := _read(kept)) is None:
        return None
    changes = changes_between(as_shown(before), as_shown(bodies.unpack(data)), going)
    return Changed(since, seen, changes) if changes else None


def looked_at(conn: sqlite3.Connection, number: int) -> None:
    """Note that the user has seen the text of an article that has changed."""
    conn.execute("UPDATE earlier SET looked = 1 WHERE article = ? AND looked = 0", (number,))


def unsound(conn: sqlite3.Connection) -> list[int]:
    """Return the articles whose earlier text cannot be read."""
    return [
        number
        for number, origin, data in conn.execute("SELECT article, origin, data FROM earlier")
        if not 0 <= origin < len(bodies.ORIGINS) or not bodies.is_sound(data)
    ]


def _read(kept: Row) -> Article | None:
    try:
        return bodies.unpack(kept.data)
    except LibraryDamaged:
        return None
