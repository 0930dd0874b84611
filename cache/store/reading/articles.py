"""Articles read back: one as it is shown, where its texts came from, and which one a reference means."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Mapping, Sequence

import msgspec
from msgspec.structs import replace

from pullquote.cache.core.article import Article, Origin, as_named_now
from pullquote.cache.core.errors import NotFound
from pullquote.cache.core.sanitize import clean_line
from pullquote.cache.core.tags import line_tags
from pullquote.cache.store.file.conversions import sql
from pullquote.cache.store.names import entities
from pullquote.cache.store.texts import bodies


def last(conn: sqlite3.Connection) -> int:
    """Return the article that came last into the library, 0 where none has."""
    return int(conn.execute("SELECT ifnull(max(id), 0) FROM article").fetchone()[0])


def article(conn: sqlite3.Connection, number: int, origin: Origin | None = None) -> Article:
    """Return an article as it is shown, or its text from one ``origin``; names as the library has them.

    Raises ``NotFound``.
    """
    row = conn.execute("SELECT shown, entities FROM article WHERE id = ?", (number,)).fetchone()
    if row is None:
        raise _missing(number)
    current = bodies.ORIGINS[row[0]]
    data = bodies.load(conn, number, origin or current)
    if data is None:
        raise NotFound(
            f"Article {number} has no text from the {origin}." if origin else f"Article {number} has lost its text."
        )
    value = bodies.unpack(data)
    if origin is None or origin == current:
        return in_library(conn, number, value, msgspec.json.decode(row[1], type=list[int | None]))
    return in_library(conn, number, value)


def in_library(
    conn: sqlite3.Connection, number: int, value: Article, ids: Sequence[int | None] | None = None
) -> Article:
    """Return what an article says with its id, its tags, and names as the library has them.

    ``ids`` are those of its names; by default they are looked up.
    """
    row = conn.execute("SELECT own_tags FROM article WHERE id = ?", (number,)).fetchone()
    value = replace(as_named_now(value), id=number, tags=line_tags(row[0] if row else None))
    if ids is None:
        ids = [entities.lookup(conn, entity) for entity in value.entities]
    return entities.in_library(conn, value, ids)


def is_there(conn: sqlite3.Connection, number: int) -> bool:
    """Return whether an article is in the library."""
    return conn.execute("SELECT 1 FROM article WHERE id = ?", (number,)).fetchone() is not None


def why_in_part(conn: sqlite3.Connection, article: int) -> str | None:
    """Return why the page of an article that is here in part did not come, empty where it was not asked for.

    ``None`` where the article is here whole, or gone.
    """
    row = conn.execute(
        "SELECT page_error FROM article WHERE id = ? AND complete = 0 AND sample = 0", (article,)
    ).fetchone()
    return (row[0] or "") if row else None


def origins(conn: sqlite3.Connection, number: int) -> tuple[Origin, ...]:
    """List where the texts of an article came from, the shown one first. Raises ``NotFound``."""
    row = conn.execute("SELECT shown FROM article WHERE id = ?", (number,)).fetchone()
    if row is None:
        raise _missing(number)
    shown = bodies.ORIGINS[row[0]]
    return tuple(sorted(bodies.origins(conn, number), key=lambda origin: origin != shown))


def find(
    conn: sqlite3.Connection, reference: str, told: Callable[[Mapping[int, str]], Mapping[int, str]] = dict
) -> int:
    """Return the article that an id, an address or the beginning of a title means. Raises ``NotFound``.

    ``told`` returns the titles of articles as an error may tell them.
    """
    text = clean_line(reference)
    if text.isdecimal() and len(text) < 18:
        row = conn.execute("SELECT id FROM article WHERE id = ?", (int(text),)).fetchone()
        if row:
            return int(row[0])
    for key in address_keys([text] if "://" in text else []):
        row = conn.execute("SELECT max(article) FROM address WHERE hash = ?", (key,)).fetchone()
        if row[0]:
            return int(row[0])
    if text:
        found = _titled(conn, text)
        whole = [row for row in found if row[1].casefold() == text.casefold()]
        if len(found) == 1 or len(whole) == 1:
            return int((whole or found)[0][0])
        if found:
            titles = "”, “".join(told(dict(found)).values())
            raise NotFound(
                f"More than one article begins with “{text}”: “{titles}”. Write more of the title, or the id."
            )
    raise NotFound(f"No article in the library answers to “{text}”. `pullquote list` shows ids and titles.")


def _titled(conn: sqlite3.Connection, text: str) -> list[tuple[int, str]]:
    """Return up to three of the newest articles whose title begins with ``text``: by search, else one by one."""
    begins = "substr(title, 1, ?1) = ?2 COLLATE NOCASE ORDER BY moment DESC LIMIT 3"
    quoted = text.replace('"', '""')
    within = "+id IN (SELECT rowid FROM search WHERE search MATCH ?3)"
    found = conn.execute(
        sql("SELECT id, title FROM article WHERE {} AND {}", within, begins),
        (len(text), text, f'title : ^ "{quoted}" *'),
    ).fetchall()
    return found or conn.execute(sql("SELECT id, title FROM article WHERE {}", begins), (len(text), text)).fetchall()


def address_keys(urls: Collection[str | None]) -> list[int]:
    """Return the keys of addresses, each once; those without one are left out."""
    if not urls:
        return []
    from pullquote.cache.core.urls import address_key  # lazy: a list of headlines looks no address up

    return [key for key in dict.fromkeys(map(address_key, dict.fromkeys(urls))) if key is not None]


def _missing(number: int) -> NotFound:
    return NotFound(f"There is no article {number} in the library. `pullquote list` shows ids and titles.")
