"""From a query's tree to SQL with parameters, and the answers: ids, counts, ranked hits.

A person's words reach SQLite only as parameters, and the search engine only inside quotation marks.
"""

from __future__ import annotations

import json
import math
import sqlite3
from array import array
from collections.abc import Sequence
from functools import lru_cache

import msgspec

from pullquote.cache.model import Hit, Order
from pullquote.cache.store import articles, entities
from pullquote.cache.store.clock import now, seconds
from pullquote.cache.store.fold import fold
from pullquote.cache.store.query import NAME_FIELDS, All, Any, Field, Node, Not, Time, Words, parse
from pullquote.cache.store.snippets import Marker, snippet

_ORDERS = {
    Order.NEWEST: "a.moment DESC, a.id DESC",
    Order.OLDEST: "a.moment, a.id",
    Order.UNREAD_FIRST: "a.read, a.moment DESC, a.id DESC",
    Order.OUTLET: "(SELECT key FROM outlet WHERE id = a.outlet) NULLS LAST, a.moment DESC, a.id DESC",
    Order.SHORTEST: "a.words, a.moment DESC, a.id DESC",
    Order.LONGEST: "a.words DESC, a.moment, a.id",
}
_STATES = {
    "unread": "a.read = 0",
    "read": "a.read = 1",
    "starred": "a.starred = 1",
    "sample": "a.sample = 1",
    "followed": "a.id IN (SELECT article FROM mention WHERE entity IN (SELECT id FROM entity WHERE followed = 1))",
}
_CONTENTS = {"quote": "a.quotes > 0", "release": "a.releases > 0", "picture": "a.picture = 1"}
_RANKED = 1_000
_TITLED = 300
_ids = msgspec.json.Decoder(list[int])


class Condition:
    """SQL over ``article a`` with its parameters."""

    def __init__(self, sql: str, *parameters: object) -> None:
        self.sql = sql
        self.parameters = parameters


def ids(conn: sqlite3.Connection, query: str, order: Order = Order.NEWEST) -> array[int]:
    """Give the ids of all matching articles in order, as one JSON list: a third of the time of rows."""
    condition = compile_query(conn, parse(query))
    row = conn.execute(
        "SELECT json_group_array(id) FROM (SELECT a.id FROM article a "  # noqa: S608 -- no word of a person's
        f"WHERE {condition.sql} ORDER BY {_ORDERS[order]})",
        condition.parameters,
    ).fetchone()
    return array("q", _ids.decode(row[0]))


def count(conn: sqlite3.Connection, query: str) -> int:
    """Count the matching articles."""
    condition = compile_query(conn, parse(query))
    row = conn.execute(f"SELECT count(*) FROM article a WHERE {condition.sql}", condition.parameters).fetchone()  # noqa: S608
    return int(row[0])


def hits(conn: sqlite3.Connection, query: str, *, limit: int) -> list[Hit]:
    """Give the best matches, ranked by how well they match and how new they are, each with a snippet.

    Ranked are the newest matches and the newest whose title matches: ids follow time closely enough, and
    going through them from the end is a thousand times faster than ranking every match of a common word.
    A query without words gives its newest articles.
    """
    tree = parse(query)
    words = [node for node in tree.nodes if (text := _match(node)) is not None and text]
    if not words:
        chosen = list(ids(conn, query)[:limit])
    else:
        match = " AND ".join(f"({_match(node)})" for node in words)
        rest = compile_query(conn, All(tuple(node for node in tree.nodes if node not in words)))
        chosen = _ranked(conn, match, rest, limit)
    marker = Marker([part for node in words for part in _words(node)])
    return [Hit(headline, *snippet(conn, headline.id, marker)) for headline in articles.headlines(conn, chosen)]


def compile_query(conn: sqlite3.Connection, node: Node) -> Condition:
    """Give the SQL of a query's tree. Names, outlets, feeds and tags are looked up now."""
    match node:
        case All(nodes):
            return _all(conn, nodes)
        case Any(nodes):
            if text := _match(node):
                return _matching(text)
            return _join(" OR ", [compile_query(conn, part) for part in nodes])
        case Not(part):
            inner = compile_query(conn, part)
            return Condition(f"NOT ifnull({inner.sql}, 0)", *inner.parameters)
        case Words():
            return _matching(text) if (text := _match(node)) else _literal(node.text)
        case Time(name, when):
            return Condition(f"a.moment {'>=' if name == 'since' else '<'} ?", seconds(when))
        case Field(name, value):
            return _field(conn, name, value)


def explain(query: str) -> str:
    """Say in a sentence what a query asks for."""
    tree = parse(query)
    if not tree.nodes:
        return "All articles."
    return "Articles " + ", and ".join(_say(node) for node in tree.nodes) + "."


def _all(conn: sqlite3.Connection, nodes: Sequence[Node]) -> Condition:
    texts = [text for node in nodes if (text := _match(node))]
    others = [compile_query(conn, node) for node in nodes if not _match(node)]
    if texts:
        others.insert(0, _matching(" AND ".join(f"({text})" for text in texts)))
    return _join(" AND ", others) if others else Condition("1")


def _join(word: str, conditions: Sequence[Condition]) -> Condition:
    sql = word.join(condition.sql for condition in conditions)
    return Condition(f"({sql})", *(parameter for condition in conditions for parameter in condition.parameters))


def _matching(text: str) -> Condition:
    return Condition("a.id IN (SELECT rowid FROM search WHERE search MATCH ?)", text)


def _literal(text: str) -> Condition:
    """Match signs the search engine does not index (``★``, ``++``) in the title, as they stand."""
    return Condition("instr(lower(a.title), lower(?)) > 0", text)


def _match(node: Node) -> str | None:
    """Give the search engine's expression for a node that is words and nothing else, else ``None``."""
    match node:
        case Words(text, prefix):
            if not _indexed(text):
                return None
            quoted = '"' + text.replace('"', '""') + '"'
            return quoted + " *" if prefix else quoted
        case Any(nodes):
            texts = [_match(part) for part in nodes]
            return " OR ".join(f"({text})" for text in texts) if all(texts) else None
        case _:
            return None


@lru_cache(256)
def _indexed(text: str) -> bool:
    """Say whether the search engine sees a word in ``text``; it knows fewer letters than Python does."""
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


def _field(conn: sqlite3.Connection, name: str, value: str) -> Condition:
    if name == "is":
        return Condition(_STATES[value])
    if name == "has":
        return Condition(_CONTENTS[value])
    if name in NAME_FIELDS:
        found = entities.find(conn, value, NAME_FIELDS[name])
        return Condition(
            "a.id IN (SELECT article FROM mention WHERE entity IN (SELECT value FROM json_each(?)))", json.dumps(found)
        )
    if name == "tag":
        return Condition(
            "a.id IN (SELECT article FROM tagged WHERE tag IN (SELECT value FROM json_each(?)))",
            json.dumps(_keyed(conn, "tag", value)),
        )
    if name == "outlet":
        return Condition("a.outlet IN (SELECT value FROM json_each(?))", json.dumps(_keyed(conn, "outlet", value)))
    return Condition("a.feed IN (SELECT value FROM json_each(?))", json.dumps(_feeds(conn, name, value)))


def _keyed(conn: sqlite3.Connection, table: str, value: str) -> list[int]:
    """Give the outlets or tags a word of whose name begins with ``value``."""
    key = fold(value)
    rows = conn.execute(f"SELECT id FROM {table} WHERE instr(' ' || key, ' ' || ?) > 0", (key,))  # noqa: S608
    return [row[0] for row in rows]


def _feeds(conn: sqlite3.Connection, name: str, value: str) -> list[int]:
    """Give the feeds by id or a part of the title or address, or by the folder they are in."""
    rows = conn.execute("SELECT id, name, title, url, folder FROM feed WHERE removed IS NULL").fetchall()
    key = fold(value)
    if name == "folder":
        return [row[0] for row in rows if f" {key}" in f" {fold(row[4])}"]
    if value.isdecimal() and any(str(row[0]) == value for row in rows):
        return [int(value)]
    return [row[0] for row in rows if f" {key}" in f" {fold(row[1] or row[2])}" or value.lower() in row[3].lower()]


def _ranked(conn: sqlite3.Connection, match: str, rest: Condition, limit: int) -> list[int]:
    candidates: dict[int, float] = {}
    within = "" if rest.sql == "1" else f"AND +rowid IN (SELECT a.id FROM article a WHERE {rest.sql})"  # noqa: S608
    for text, most in ((match, max(_RANKED, limit)), (f"title : ({match})", max(_TITLED, limit))):
        rows = conn.execute(
            "SELECT rowid, bm25(search, 8.0, 3.0, 1.0) FROM search WHERE search MATCH ? "  # noqa: S608
            f"{within} ORDER BY rowid DESC LIMIT ?",
            (text, *rest.parameters, most),
        )
        for row, score in rows:
            candidates[row] = max(candidates.get(row, 0.0), -score)
    present = seconds(now())
    rows = conn.execute(
        "SELECT a.id, a.moment FROM json_each(?) j JOIN article a ON a.id = j.value", (json.dumps(list(candidates)),)
    )
    ranked = sorted((_weight(candidates[number], present - when), when, number) for number, when in rows)
    return [number for _, _, number in ranked[: -limit - 1 : -1]]


def _words(node: Node) -> tuple[Words, ...]:
    match node:
        case Words():
            return (node,)
        case Any(nodes):
            return tuple(part for inner in nodes for part in _words(inner))
        case _:
            return ()


def _weight(score: float, age: int) -> float:
    """Let a match of this week count twice as much as one of five weeks ago; ``age`` in seconds."""
    return (score + 1e-6) / (1 + math.log1p(max(age, 0) / 86_400 / 7))


def _say(node: Node) -> str:
    match node:
        case Words(text, prefix, phrase):
            return (
                f"with a word that begins with “{text}”"
                if prefix
                else f"with the {'phrase' if phrase else 'word'} “{text}”"
            )
        case Time(name, when):
            return f"{'since' if name == 'since' else 'before'} {when:%-d %B %Y}"
        case Not(part):
            return f"but not {_say(part)}"
        case Any(nodes) | All(nodes):
            return " or ".join(_say(part) for part in nodes)
        case Field("is", value):
            return {"followed": "about names you follow", "sample": "of the sample edition"}.get(
                value, f"that are {value}"
            )
        case Field("has", value):
            return f"with a {value}" if value != "release" else "with a release date"
        case Field("outlet", value):
            return f"from the outlet “{value}”"
        case Field("feed" | "folder" | "tag" as name, value):
            return f"in the {name} “{value}”" if name != "tag" else f"with the tag “{value}”"
        case Field(name, value):
            return f"about the {'show or film' if name == 'show' else name} “{value}”"
