"""Editions in the library: what may be in one, and those that are kept. Every function takes a connection first."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime

import msgspec
from msgspec.structs import replace

from pullquote.cache.core.edition import Edition
from pullquote.cache.core.edition.choice import Candidate
from pullquote.cache.store.file.conversions import id_list, json_list, seconds, sql
from pullquote.cache.store.guard import veils
from pullquote.cache.store.reading import search
from pullquote.cache.store.reading.query_sql import FOLLOWED_NAMES
from pullquote.cache.store.stories import rows as story_rows
from pullquote.cache.store.user import topics

MOST_KEPT = 10
"""Editions that are kept: the last ones."""
_CANDIDATE = (
    "SELECT a.id, a.moment, a.minutes, a.words, a.complete, a.outlet, a.queued IS NOT NULL, a.starred, a.first, "
    "a.second, e.type, f.type, n.story FROM json_each(?) j CROSS JOIN article a ON a.id = j.value "
    "LEFT JOIN entity e ON e.id = a.first LEFT JOIN entity f ON f.id = a.second "
    "LEFT JOIN news n ON n.article = a.id WHERE a.added <= ?"
)
_OUTLETS = (
    "SELECT n.story, count(DISTINCT a.outlet) FROM json_each(?) j CROSS JOIN news n ON n.story = j.value "
    "JOIN article a ON a.id = n.article WHERE a.muted = 0 GROUP BY n.story"
)


def candidates(conn: sqlite3.Connection, numbers: Sequence[int], moment: datetime) -> list[Candidate]:
    """Return articles, one of each story, as an edition is chosen from, but for those that came after ``moment``."""
    rows = conn.execute(_CANDIDATE, (json_list(numbers), seconds(moment))).fetchall()
    stories = {row[12] for row in rows if row[12] is not None}
    outlets = dict(conn.execute(_OUTLETS, (json_list(stories),)).fetchall()) if stories else {}
    names = _followed_names(conn)
    naming = _naming(conn, names)
    asked = set[int]().union(*(found for _, found in _followed_queries(conn)))
    return [
        Candidate(
            article=row[0],
            when=row[1],
            minutes=row[2],
            words=row[3],
            complete=bool(row[4]),
            outlet=row[5],
            outlets=max(1, outlets.get(row[12], 1)),
            follows=2 if row[0] in asked or row[8] in names or row[9] in names else int(row[0] in naming),
            queued=bool(row[6]),
            starred=bool(row[7]),
            subjects=tuple(number for number in row[8:10] if number is not None),
            kinds=tuple(kind for kind in row[10:12] if kind is not None),
        )
        for row in rows
    ]


def follows(conn: sqlite3.Connection, numbers: Collection[int], *, spoilers: bool = False) -> dict[int, list[str]]:
    """Return what each of these articles is about that the reader follows: names, the most told of first, then queries.

    Names of which only what is veiled speaks are left out, unless ``spoilers`` are wanted.
    """
    hidden = {} if spoilers else _veiled_names(conn, numbers)
    found: dict[int, list[str]] = defaultdict(list)
    rows = conn.execute(
        sql(
            "SELECT m.article, e.id, e.name FROM json_each(?) j CROSS JOIN mention m ON m.article = j.value "
            "CROSS JOIN entity e ON e.id = m.entity WHERE +m.entity IN (SELECT id FROM {}) "
            "ORDER BY m.count DESC, e.id",
            FOLLOWED_NAMES,
        ),
        (json_list(numbers),),
    )
    for article, number, name in rows:
        if number not in hidden.get(article, ()):
            found[article].append(name)
    for title, matching in _followed_queries(conn):
        for article in matching.intersection(numbers):
            found[article].append(title)
    return found


def keep(conn: sqlite3.Connection, edition: Edition) -> Edition:
    """Keep an edition to be read from its cover on, and no more than ``MOST_KEPT``; return it with its number."""
    cursor = conn.execute(
        "INSERT INTO edition (made, place, data) VALUES (?, 0, ?)",
        (seconds(edition.made), msgspec.msgpack.encode(replace(edition, id=0))),
    )
    number = int(cursor.lastrowid or 0)
    conn.execute("DELETE FROM edition WHERE id NOT IN (SELECT id FROM edition ORDER BY id DESC LIMIT ?)", (MOST_KEPT,))
    return replace(edition, id=number)


def latest(conn: sqlite3.Connection) -> tuple[Edition, int] | None:
    """Return the edition that was kept last and can be read, as it was kept, and how far it was read."""
    for number, place, data in conn.execute("SELECT id, place, data FROM edition ORDER BY id DESC"):
        try:
            edition = msgspec.msgpack.decode(data, type=Edition)
        except msgspec.MsgspecError:
            continue
        return replace(edition, id=number), min(max(place, 0), len(edition.entries))
    return None


def keep_place(conn: sqlite3.Connection, edition: int, place: int) -> None:
    """Keep up to which entry an edition was read; nothing where it is kept no more."""
    conn.execute("UPDATE edition SET place = ? WHERE id = ?", (max(0, place), edition))


def other_outlets(conn: sqlite3.Connection, article: int) -> tuple[str, ...]:
    """Return the other outlets that have the story of an article, the earliest first, each once."""
    numbers = story_rows.members(conn, article)
    rows = conn.execute(
        "SELECT a.id, o.name FROM json_each(?) j CROSS JOIN article a ON a.id = j.value "
        "JOIN outlet o ON o.id = a.outlet",
        (json_list([article, *numbers]),),
    ).fetchall()
    own = {name for number, name in rows if number == article}
    return tuple(dict.fromkeys(name for _, name in rows if name not in own))


def _followed_names(conn: sqlite3.Connection) -> frozenset[int]:
    return frozenset(row[0] for row in conn.execute(sql("SELECT id FROM {}", FOLLOWED_NAMES)))


def _naming(conn: sqlite3.Connection, names: Collection[int]) -> set[int]:
    """Return the articles that name one of these."""
    of_them = "m.article FROM json_each(?) j CROSS JOIN mention m ON m.entity = j.value"
    return set(id_list(conn, of_them, json_list(names)))


def _followed_queries(conn: sqlite3.Connection) -> list[tuple[str, set[int]]]:
    """Return the queries that are followed, each by its title, with what answers it."""
    return [(topic.title, {*search.ids(conn, topic.query)}) for topic, _ in topics.followed(conn)]


def _veiled_names(conn: sqlite3.Connection, numbers: Collection[int]) -> dict[int, set[int]]:
    """Return the names of which only the veiled parts of each of these articles speak."""
    found: dict[int, set[int]] = {}
    for article, veiled in veils.of(conn, numbers).items():
        row = conn.execute("SELECT entities FROM article WHERE id = ?", (article,)).fetchone()
        ids = msgspec.json.decode(row[0], type=list[int | None]) if row else []
        found[article] = {number for place in veiled.names if place < len(ids) and (number := ids[place]) is not None}
    return found
