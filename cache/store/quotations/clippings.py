"""The quote book as rows: written, found, taken back, and led to their articles again.

A clipping whose article goes stays without one (``ON DELETE SET NULL``). When an article with its address comes, it is
of that one: ``keeping.put`` and what brings a removed article back ask for it (``lead_back``).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, Final

from pullquote.cache.core.article import TITLE_BLOCK, Article
from pullquote.cache.core.clippings import Anchor, Clipping, Place
from pullquote.cache.core.errors import NotFound
from pullquote.cache.core.names import normalize
from pullquote.cache.core.sanitize import clean_address, clean_line
from pullquote.cache.store.file.conversions import json_list, moment, seconds, sql
from pullquote.cache.store.user import steps

COLUMNS: Final = (
    "id, kind, made, changed, article, address, title, outlet, byline, published, text, before, after, block, start, "
    "stop, speaker, via, note"
)
"""The columns of a row, in the order of ``state_copy``; ``hash`` follows from the address."""
ARTICLE: Final = COLUMNS.split(", ").index("article")
"""Where in a row its article stands."""
_PUT = sql("INSERT OR REPLACE INTO clipping ({}, hash) VALUES ({})", COLUMNS, ", ".join("?" * (COLUMNS.count(",") + 2)))
Row = tuple[Any, ...]


def clipping(conn: sqlite3.Connection, number: int) -> Clipping:
    """Return a clipping. Raises ``NotFound``."""
    row = conn.execute(sql("SELECT {} FROM clipping WHERE id = ?", COLUMNS), (number,)).fetchone()
    if row is None:
        raise NotFound(f"The quote book has no entry {number}. `pullquote quotebook` lists it, each with its number.")
    return _of(row)


def of(conn: sqlite3.Connection, article: int) -> list[Clipping]:
    """Return the clippings of an article, the oldest first."""
    rows = conn.execute(sql("SELECT {} FROM clipping WHERE article = ? ORDER BY id", COLUMNS), (article,))
    return [_of(row) for row in rows]


def every(conn: sqlite3.Connection, *, limit: int | None = None) -> list[Clipping]:
    """Return the whole quote book, the newest first."""
    query = sql("SELECT {} FROM clipping ORDER BY made DESC, id DESC LIMIT ?", COLUMNS)
    return [_of(row) for row in conn.execute(query, (-1 if limit is None else limit,))]


def change(
    conn: sqlite3.Connection, sentence: str, *, put: Sequence[Clipping] = (), gone: Collection[int] = ()
) -> list[Clipping]:
    """Write clippings, new ones with the id 0, and take others away, in one step that undo takes back.

    Return those that were written, with their ids. ``sentence`` says what is so again once it was taken back.
    """
    numbers = {*gone, *(one.id for one in put if one.id)}
    was = conn.execute(
        sql("SELECT {} FROM clipping WHERE id IN (SELECT value FROM json_each(?))", COLUMNS), (json_list(numbers),)
    ).fetchall()
    conn.execute("DELETE FROM clipping WHERE id IN (SELECT value FROM json_each(?))", (json_list(gone),))
    written = [_of((_write(conn, row), *row[1:])) for row in map(_row, put)]
    steps.keep(conn, "clippings", sentence, {"was": was, "now": [one.id for one in written]})
    return written


def take_back(conn: sqlite3.Connection, data: Any) -> None:
    """Take ``change`` back: what it wrote is as it was before, of the article it is of by now."""
    was = {row[0]: row for row in data["was"]}
    there = dict(
        conn.execute(
            "SELECT id, article FROM clipping WHERE id IN (SELECT value FROM json_each(?))",
            (json_list({*was, *data["now"]}),),
        ).fetchall()
    )
    new = [number for number in data["now"] if number not in was]
    conn.execute("DELETE FROM clipping WHERE id IN (SELECT value FROM json_each(?))", (json_list(new),))
    for number, row in was.items():
        put_row(conn, row, there[number] if number in there else row[ARTICLE])


def put_row(conn: sqlite3.Connection, row: Sequence[Any], article: int | None) -> int:
    """Write a row as ``COLUMNS`` has it, of this article, or of the one with its address where that is not there."""
    values = list(row[: len(_NAMES)])
    there = article is not None and conn.execute("SELECT 1 FROM article WHERE id = ?", (article,)).fetchone()
    values[ARTICLE] = article if there else _with_address(conn, values[_ADDRESS], values[_TITLE])
    return _write(conn, tuple(values))


def lead_back(conn: sqlite3.Connection, article: int, keys: Collection[int], title: str, *, shared: bool) -> None:
    """Let clippings without an article be of this one, whose addresses have these keys, or which has none either.

    Those with its title are. Without one of its title, all with its address are, unless other articles may have that
    too (``shared``): a headline may have changed meanwhile.
    """
    if conn.execute("SELECT 1 FROM clipping LIMIT 1").fetchone() is None:
        return  # most libraries have none, and every new article asks
    alone = "SELECT id, title FROM clipping WHERE article IS NULL AND hash IN (SELECT value FROM json_each(?))"
    rows = conn.execute(alone, (json_list(keys),)).fetchall() if keys else []
    if not keys:
        rows = conn.execute("SELECT id, title FROM clipping WHERE article IS NULL AND hash IS NULL").fetchall()
    wanted = normalize(title)
    found = [number for number, other in rows if normalize(other) == wanted]
    if not found and keys and not shared:
        found = [number for number, _ in rows]
    if found:
        conn.execute(
            "UPDATE clipping SET article = ? WHERE id IN (SELECT value FROM json_each(?))", (article, json_list(found))
        )


def about(value: Article, when: int) -> Clipping:
    """Return an empty clipping of an article with what it says of itself, to be filled (``replace``)."""
    return Clipping(
        id=0,
        kind="article",
        made=moment(when),
        changed=moment(when),
        article=value.id,
        address=clean_address(value.url or value.canonical_url),
        title=clean_line(value.title),
        outlet=clean_line(value.outlet) if value.outlet else None,
        byline=tuple(map(clean_line, value.byline)),
        published=value.published,
        anchor=Anchor(text="", place=Place(TITLE_BLOCK, 0, 0)),
    )


_NAMES: Final = COLUMNS.split(", ")
_ADDRESS: Final = _NAMES.index("address")
_TITLE: Final = _NAMES.index("title")


def _row(one: Clipping) -> Row:
    anchor = one.anchor
    return (
        one.id or None,
        one.kind,
        seconds(one.made),
        seconds(one.changed),
        one.article,
        one.address,
        one.title,
        one.outlet,
        "\n".join(one.byline) or None,
        one.published.isoformat() if one.published else None,
        anchor.text,
        anchor.before,
        anchor.after,
        anchor.place.block,
        anchor.place.start,
        anchor.place.stop,
        one.speaker,
        one.via,
        one.note,
    )


def _of(row: Row) -> Clipping:
    number, kind, made, changed, article, address, title, outlet, byline, published = row[:10]
    text, before, after, block, start, stop, speaker, via, note = row[10:]
    return Clipping(
        id=number,
        kind=kind,
        made=moment(made),
        changed=moment(changed),
        article=article,
        address=address,
        title=title,
        outlet=outlet,
        byline=tuple(byline.split("\n")) if byline else (),
        published=_read_time(published),
        anchor=Anchor(text=text, before=before, after=after, place=Place(block, start, stop)),
        speaker=speaker,
        via=via,
        note=note,
    )


def _read_time(text: str | None) -> datetime | None:
    try:
        return datetime.fromisoformat(text) if text else None
    except ValueError:
        return None


def _write(conn: sqlite3.Connection, row: Row) -> int:
    return int(conn.execute(_PUT, (*row, _key(row[_ADDRESS]))).lastrowid or 0)


def _key(address: str | None) -> int | None:
    from pullquote.cache.core.urls import address_key  # lazy: who lists the quote book looks no address up

    return address_key(address) if address else None


def _with_address(conn: sqlite3.Connection, address: str | None, title: str) -> int | None:
    """Return the article with an address: the only one, or the one of the title."""
    rows = conn.execute(
        "SELECT a.id, a.title FROM address d JOIN article a ON a.id = d.article WHERE d.hash = ? ORDER BY a.id",
        (_key(address),),
    ).fetchall()
    if len(rows) == 1:
        return int(rows[0][0])
    return next((int(number) for number, other in rows if normalize(other) == normalize(title)), None)
