"""Which articles a query's tree matches, as a set of ids.

Each part of a query is one question an index answers alone; sets join the answers. That is steadier than one
large statement: no mixture of parts makes SQLite look up a hundred thousand rows one by one. The user's words
reach SQLite only as parameters, and the search engine only inside quotation marks.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Iterable, Sequence
from functools import lru_cache

import msgspec

from pullquote.cache.core.names import normalize
from pullquote.cache.core.query import FIELDS, All, Any, Field, Node, Not, Time, Words
from pullquote.cache.core.tags import line_tags
from pullquote.cache.store import entities
from pullquote.cache.store.conversions import json_list, seconds, sql

_STATES = {
    "unread": "id FROM article WHERE read = 0",
    "read": "id FROM article WHERE read = 1",
    "starred": "id FROM article WHERE starred = 1",
    "tagged": "id FROM article WHERE own_tags IS NOT NULL",
    "later": "id FROM article WHERE queued IS NOT NULL",
    "muted": "id FROM article WHERE muted = 1",
    "sample": "id FROM article WHERE sample = 1",
    "followed": "article FROM mention WHERE entity IN (SELECT id FROM entity WHERE followed = 1)",
}
_CONTENTS = {
    "quote": "id FROM article WHERE quotes > 0",
    "release": "id FROM article WHERE releases > 0",
    "picture": "id FROM article WHERE picture = 1",
}
_LISTED = "IN (SELECT value FROM json_each(?))"
_ids = msgspec.json.Decoder(list[int])

Everything = Callable[[], Iterable[int]]


def matching(conn: sqlite3.Connection, node: Node, everything: Everything) -> set[int]:
    """Return the ids of the articles that match; ``everything`` gives all ids, asked for only where needed."""
    match node:
        case All(nodes):
            return _all(conn, nodes, everything)
        case Any(nodes):
            if text := expression(node):
                return _search(conn, text)
            return set().union(*(matching(conn, part, everything) for part in nodes))
        case Not(part):
            return set(everything()) - matching(conn, part, everything)
        case Words():
            return _search(conn, text) if (text := expression(node)) else _literal(conn, node.text)
        case Time(name, when):
            sign = ">=" if name == "since" else "<"
            return _set(conn, f"id FROM article WHERE moment {sign} ?", seconds(when))
        case Field(name, value):
            return _field(conn, name, value)


def expression(node: Node) -> str | None:
    """Return the search engine's expression for a node that is words and nothing else, else ``None``."""
    match node:
        case Words(text, prefix):
            if not _indexed(text):
                return None
            quoted = '"' + text.replace('"', '""') + '"'
            return quoted + " *" if prefix else quoted
        case Any(nodes):
            texts = [expression(part) for part in nodes]
            return " OR ".join(f"({text})" for text in texts) if all(texts) else None
        case _:
            return None


def id_list(conn: sqlite3.Connection, query: str, *parameters: object) -> list[int]:
    """Run ``SELECT`` + ``query`` for its only column. It comes as one JSON list: that takes a third of the time."""
    inner, _, rest = query.partition(" FROM ")
    whole = sql("SELECT json_group_array(x) FROM (SELECT {} AS x FROM {})", inner, rest)
    row = conn.execute(whole, parameters).fetchone()
    return _ids.decode(row[0])


def _set(conn: sqlite3.Connection, query: str, *parameters: object) -> set[int]:
    return set(id_list(conn, query, *parameters))


def _all(conn: sqlite3.Connection, nodes: Sequence[Node], everything: Everything) -> set[int]:
    """Intersect what is asked for, the words as one search, then take away what is not wanted."""
    texts = [text for node in nodes if (text := expression(node))]
    found = _search(conn, " AND ".join(f"({text})" for text in texts)) if texts else None
    for node in nodes:
        if isinstance(node, Not) or expression(node):
            continue
        if found is not None and not found:
            return found
        part = matching(conn, node, everything)
        found = part if found is None else found & part
    if found is None:
        found = set(everything())
    for node in nodes:
        if isinstance(node, Not) and found:
            found -= matching(conn, node.node, everything)
    return found


def _search(conn: sqlite3.Connection, text: str) -> set[int]:
    return _set(conn, "rowid FROM search WHERE search MATCH ?", text)


def _literal(conn: sqlite3.Connection, text: str) -> set[int]:
    """Match signs the search engine does not index (``★``, ``++``) in the title, as they stand."""
    return _set(conn, "id FROM article WHERE instr(lower(title), lower(?)) > 0", text)


def _field(conn: sqlite3.Connection, name: str, value: str) -> set[int]:
    if name == "is":
        return _set(conn, _STATES[value])
    if name == "has":
        return _set(conn, _CONTENTS[value])
    if FIELDS[name].takes == "entity":
        found: Collection[int] = entities.find(conn, value, FIELDS[name].types)
        return _set(conn, f"article FROM mention WHERE entity {_LISTED}", json_list(found))
    if name == "tag":
        texts = [text for text, tags in _tag_lines(conn) if any(_begins(normalize(value), tag) for tag in tags)]
        return _set(conn, f"id FROM article WHERE own_tags {_LISTED}", json_list(texts))
    if name == "keyword":
        return _set(conn, f"article FROM tagged WHERE tag {_LISTED}", json_list(_keyed(conn, "tag", value)))
    if name == "outlet":
        return _set(conn, f"id FROM article WHERE outlet {_LISTED}", json_list(_keyed(conn, "outlet", value)))
    return _set(conn, f"id FROM article WHERE feed {_LISTED}", json_list(_feeds(conn, name, value)))


def _tag_lines(conn: sqlite3.Connection) -> list[tuple[str, list[str]]]:
    """Return the sets of own tags that articles have, as they are kept and as they are compared."""
    rows = conn.execute("SELECT DISTINCT own_tags FROM article WHERE own_tags IS NOT NULL")
    return [(text, [normalize(tag) for tag in line_tags(text)]) for (text,) in rows]


def _begins(key: str, name: str) -> bool:
    """Return whether a word of a name begins with ``key``."""
    return f" {key}" in f" {name}"


def _keyed(conn: sqlite3.Connection, table: str, value: str) -> list[int]:
    """Return the outlets or keywords a word of whose name begins with ``value``."""
    rows = conn.execute(sql("SELECT id FROM {} WHERE instr(' ' || key, ' ' || ?) > 0", table), (normalize(value),))
    return [row[0] for row in rows]


def _feeds(conn: sqlite3.Connection, name: str, value: str) -> list[int]:
    """Return the feeds by id or a part of the title or address, or by the folder they are in."""
    rows = conn.execute("SELECT id, name, title, url, folder FROM feed WHERE removed IS NULL").fetchall()
    key = normalize(value)
    if name == "folder":
        return [row[0] for row in rows if f" {key}" in f" {normalize(row[4])}"]
    if value.isdecimal() and any(str(row[0]) == value for row in rows):
        return [int(value)]
    return [row[0] for row in rows if f" {key}" in f" {normalize(row[1] or row[2])}" or value.lower() in row[3].lower()]


@lru_cache(256)
def _indexed(text: str) -> bool:
    """Return whether the search engine sees a word in ``text``; it knows fewer letters than Python does."""
    if text.isascii():
        return any(char.isalnum() for char in text)
    conn = sqlite3.connect(":memory:")
    try:
        conn.execute("CREATE VIRTUAL TABLE t USING fts5 (x, tokenize = 'unicode61 remove_diacritics 2')")
        conn.execute("INSERT INTO t VALUES (?)", (text,))
        conn.execute("CREATE VIRTUAL TABLE v USING fts5vocab (t, row)")
        return conn.execute("SELECT 1 FROM v").fetchone() is not None
    finally:
        conn.close()
