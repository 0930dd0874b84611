"""What the user says of names: followed, of another type, one with another, listed no more. ``undo`` takes it back."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Sequence

from pullquote.cache.core.article import EntityType, with_article
from pullquote.cache.core.errors import LibraryDamaged, NotFound
from pullquote.cache.core.names import name_key
from pullquote.cache.core.sanitize import clean_name
from pullquote.cache.store.file.conversions import id_list, json_list
from pullquote.cache.store.names import entities, progress
from pullquote.cache.store.texts import bodies
from pullquote.cache.store.user import marks, steps


def follow(conn: sqlite3.Connection, names: Sequence[int], followed: bool) -> int:
    """Follow names, or stop following them; return how many changed."""
    return marks.set_mark(conn, "entity", "followed", [entities.resolved(conn, name) for name in names], followed)


def fix_type(conn: sqlite3.Connection, name: int, kind: EntityType) -> None:
    """Set what a name is, for all articles and those to come. Raises ``NotFound``."""
    name = _known(conn, name)
    old, written = conn.execute("SELECT type, name FROM entity WHERE id = ?", (name,)).fetchone()
    row = conn.execute(
        "SELECT a.entity FROM alias a JOIN entity e ON e.id = a.entity "
        "WHERE a.key = ? AND a.type = ? AND a.main = 1 AND e.merged IS NULL AND e.id <> ?",
        (name_key(written, kind), kind, name),
    ).fetchone()
    if row is not None:  # an entity of that name and type exists: the two are one
        conn.execute("UPDATE entity SET fixed = 1 WHERE id = ?", (row[0],))
        merge_names(conn, row[0], name)
        return
    fixed = conn.execute("SELECT fixed FROM entity WHERE id = ?", (name,)).fetchone()[0]
    conn.execute("UPDATE entity SET type = ?, fixed = 1 WHERE id = ?", (kind, name))
    for other, main in conn.execute(
        "SELECT name, max(main) FROM alias WHERE entity = ? GROUP BY name", (name,)
    ).fetchall():
        conn.execute(
            "INSERT OR IGNORE INTO alias (key, type, entity, name, main) VALUES (?, ?, ?, ?, ?)",
            (name_key(other, kind), kind, name, other, main),
        )
    steps.keep(
        conn,
        "type",
        f"{written} is {with_article(old)} again.",
        {"name": name, "type": old, "fixed": fixed},
    )


def merge_names(conn: sqlite3.Connection, into: int, other: int) -> None:
    """Make two names one, for articles to come too: ``other`` is another way to write ``into``. Raises ``NotFound``."""
    into, other = _known(conn, into), _known(conn, other)
    if into == other:
        return
    query = "SELECT name, followed, fixed, seen_season, seen_episode, guarded FROM entity WHERE id = ?"
    one, two = (conn.execute(query, (name,)).fetchone() for name in (into, other))
    members = [row[0] for row in conn.execute("SELECT id FROM entity WHERE merged = ?", (other,))]
    mentions = join_names(conn, into, other)
    steps.keep(
        conn,
        "merge",
        f"{two[0]} and {one[0]} are two names again.",
        {
            "into": into,
            "other": other,
            "mentions": mentions,
            "members": members,
            "into_was": one[1:],
            "other_was": two[1:],
        },
    )


def join_names(conn: sqlite3.Connection, into: int, other: int, *, fixed: bool = True) -> list[tuple[int, int, int]]:
    """Move everything ``other`` has to ``into``; return its mentions as they were: article, count, quotes.

    ``fixed`` says that it is the user's correction.
    """
    mentions = conn.execute("SELECT article, count, quotes FROM mention WHERE entity = ?", (other,)).fetchall()
    conn.executemany(
        "INSERT INTO mention (entity, article, count, quotes) VALUES (?, ?, ?, ?) ON CONFLICT (entity, article) "
        "DO UPDATE SET count = count + excluded.count, quotes = quotes + excluded.quotes",
        [(into, *mention) for mention in mentions],
    )
    conn.execute("DELETE FROM mention WHERE entity = ?", (other,))
    conn.execute(
        "UPDATE entity SET fixed = max(fixed, ?), followed = max(followed, (SELECT followed FROM entity WHERE id = ?)) "
        "WHERE id = ?",
        (int(fixed), other, into),
    )
    conn.execute("UPDATE entity SET merged = ?, followed = 0 WHERE id = ?", (into, other))
    conn.execute(
        "UPDATE entity SET guarded = ifnull(guarded, (SELECT guarded FROM entity WHERE id = ?)) WHERE id = ?",
        (other, into),
    )
    progress.join(conn, into, other)
    conn.execute("UPDATE entity SET merged = ? WHERE merged = ?", (into, other))
    entities.choose_names(conn, [mention[0] for mention in mentions])
    return mentions


def part_names(
    conn: sqlite3.Connection,
    into: int,
    other: int,
    mentions: Sequence[Sequence[int]],
    members: Sequence[int],
    last: int | None = None,
) -> None:
    """Part names that ``join_names`` joined: each article's mentions return to the name they were counted for.

    ``members`` are the names that had gone into ``other`` before. ``last`` was the last article then: those that came
    since, or were understood anew, are looked into for whom they name; ``None`` leaves them.
    """
    listed = json_list(mention[0] for mention in mentions)
    there = {*id_list(conn, "id FROM article WHERE id IN (SELECT value FROM json_each(?))", listed)}
    mentions = [mention for mention in mentions if mention[0] in there]
    conn.execute("UPDATE entity SET merged = NULL WHERE id = ?", (other,))
    conn.execute(
        "UPDATE entity SET merged = ? WHERE id IN (SELECT value FROM json_each(?))", (other, json_list(members))
    )
    for article, count, quotes in mentions:
        conn.execute(
            "UPDATE mention SET count = count - ?, quotes = quotes - ? WHERE entity = ? AND article = ?",
            (count, quotes, into, article),
        )
        conn.execute("DELETE FROM mention WHERE entity = ? AND article = ? AND count <= 0", (into, article))
        conn.execute("INSERT OR IGNORE INTO mention VALUES (?, ?, ?, ?)", (other, article, count, quotes))
    entities.choose_names(conn, [mention[0] for mention in mentions])
    if last is not None:
        _name_meanwhile(conn, into, [other, *members], [mention[0] for mention in mentions], last)


def _name_meanwhile(conn: sqlite3.Connection, into: int, others: Sequence[int], then: Sequence[int], last: int) -> None:
    """Let articles that were understood while ``others`` were ``into`` name whom they name."""
    keys = set(
        conn.execute(
            "SELECT key, type FROM alias WHERE entity IN (SELECT value FROM json_each(?))", (json_list(others),)
        )
    )
    rows = conn.execute(
        "SELECT article FROM mention WHERE entity = ?1 AND article > ?2 UNION "
        "SELECT a.id FROM json_each(?3) j JOIN article a ON a.id = j.value WHERE NOT EXISTS (SELECT 1 FROM "
        "json_each(a.entities) e WHERE e.value IN (SELECT value FROM json_each(?4)))",
        (into, last, json_list(then), json_list(others)),
    ).fetchall()
    for (article,) in rows:
        name_again(conn, article, keys)


def hide_name(conn: sqlite3.Connection, name: int) -> None:
    """Never list this name again, in articles to come neither. Raises ``NotFound``."""
    name = _known(conn, name)
    row = conn.execute("SELECT name, hidden FROM entity WHERE id = ?", (name,)).fetchone()
    if row[1]:
        return
    set_hidden(conn, name, 1)
    steps.keep(conn, "hide", f"{row[0]} is listed again.", {"name": name})


def _known(conn: sqlite3.Connection, name: int) -> int:
    name = entities.resolved(conn, name)
    if conn.execute("SELECT 1 FROM entity WHERE id = ?", (name,)).fetchone() is None:
        raise NotFound(f"The library knows no name {name}. `pullquote people` and `pullquote works` list them.")
    return name


def set_hidden(conn: sqlite3.Connection, name: int, hidden: int) -> None:
    """List a name no more, or again."""
    conn.execute("UPDATE entity SET hidden = ? WHERE id = ?", (hidden, name))
    rows = conn.execute("SELECT article FROM mention WHERE entity = ?", (name,)).fetchall()
    entities.choose_names(conn, [row[0] for row in rows])


def name_again(conn: sqlite3.Connection, number: int, keys: Collection[tuple[str, EntityType]] | None = None) -> None:
    """Let the names in an article be those they lead to now; with ``keys``, only where it has a name of such a key.

    A text that cannot be read keeps the names it has.
    """
    data = bodies.shown(conn, number)
    try:
        value = bodies.unpack(data) if data else None
    except LibraryDamaged:
        return
    if value is None or (
        keys is not None
        and not any(
            (name_key(clean_name(name), one.type), one.type) in keys
            for one in value.entities
            for name in (one.name, *one.aka)
        )
    ):
        return
    conn.execute("DELETE FROM mention WHERE article = ?", (number,))
    entities.link(conn, number, value)
