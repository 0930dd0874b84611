"""Which articles a query's tree matches, as a set of ids.

Each part of a query is one question an index answers alone; sets join the answers. That is steadier than one
large statement: no mixture of parts makes SQLite look up a hundred thousand rows one by one. The user's words
reach SQLite only as parameters, and the search engine only inside quotation marks.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Iterable, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache

from pullquote.cache.core.mute import muted_query
from pullquote.cache.core.names import normalize
from pullquote.cache.core.query import FIELDS, All, Any, Field, Node, Not, Time, Words, parse
from pullquote.cache.core.tags import line_tags
from pullquote.cache.store.file.conversions import id_list, json_list, seconds, sql

_STATES = {
    "unread": "id FROM article WHERE read = 0",
    "read": "id FROM article WHERE read = 1",
    "starred": "id FROM article WHERE starred = 1",
    "tagged": "id FROM article WHERE own_tags IS NOT NULL",
    "later": "id FROM article WHERE queued IS NOT NULL",
    "sample": "id FROM article WHERE sample = 1",
    "changed": "article FROM earlier WHERE article > 0",
}
FOLLOWED_NAMES = "entity WHERE followed = 1"
"""SQL: the names that are followed."""
_CONTENTS = {
    "quote": "id FROM article WHERE quotes > 0",
    "release": "id FROM article WHERE releases > 0",
    "picture": "id FROM article WHERE picture = 1",
    "highlight": "article FROM clipping WHERE article IS NOT NULL AND kind <> 'article'",
    "note": "article FROM clipping WHERE article IS NOT NULL AND note <> ''",
}
_FEW, _PART = 2_000, 50
"""Articles of which each is asked what else is asked for, in a large library one in so many; of more, all are."""
_LISTED = "IN (SELECT value FROM json_each(?))"
Everything = Callable[[], Iterable[int]]


def matching(
    conn: sqlite3.Connection,
    node: Node,
    everything: Everything,
    after: int = 0,
    *,
    among: AbstractSet[int] | None = None,
) -> set[int]:
    """Return the ids of the articles that match; ``everything`` gives all ids, asked for only where needed.

    ``after`` leaves out all ids up to one, so that what is asked of a few new articles is not asked of all; ``among``
    are the only ones that are asked.
    """
    return _Question(conn, everything, after, among=among).matching(node)


def is_wide(node: Node) -> bool:
    """Return whether a part of a query may be answered by a great part of all articles: no word, no name."""
    match node:
        case Not() | Time():
            return True
        case Field(name):
            return name in ("is", "has")
    return False


def is_anything_muted(conn: sqlite3.Connection) -> bool:
    """Return whether ``is:muted`` may find something: a rule or a feed mutes."""
    return bool(
        conn.execute(
            "SELECT EXISTS (SELECT 1 FROM article WHERE muted = 1) "
            "OR EXISTS (SELECT 1 FROM feed WHERE mute <> '' AND removed IS NULL)"
        ).fetchone()[0]
    )


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


class _Question:
    """Answers the parts of one query: which of the articles with ids above ``after``, or ``among`` some, match."""

    def __init__(
        self,
        conn: sqlite3.Connection,
        everything: Everything,
        after: int,
        *,
        among: AbstractSet[int] | None = None,
        inner: bool = False,
    ) -> None:
        self._conn = conn
        self._everything = everything if among is None else lambda: among
        self._after = after
        self._among = among
        self._inner = inner

    def matching(self, node: Node) -> set[int]:
        match node:
            case All(nodes):
                return self._all(nodes)
            case Any(nodes):
                if text := expression(node):
                    return self._search(text)
                return set().union(*map(self.matching, nodes))
            case Not(part):
                return set(self._everything()) - self.matching(part)
            case Words():
                return self._search(text) if (text := expression(node)) else self._literal(node.text)
            case Time(name, when):
                sign = ">=" if name == "since" else "<"
                return self._set(f"id FROM article WHERE moment {sign} ?", seconds(when))
            case Field(name, value):
                return self._field(name, value)

    def _set(self, query: str, *parameters: object) -> set[int]:
        """Return the ids that a query gives; all have one condition, and their only column is an article's id."""
        column = query.partition(" FROM ")[0]
        if self._after:
            query, parameters = sql("{} AND {} > ?", query, column), (*parameters, self._after)
        if self._among is not None:  # `+` keeps SQLite to the few, and the search from one search an id
            query = query if column == "rowid" else query.replace(" WHERE ", " WHERE +", 1)
            column = "+rowid" if column == "rowid" else column
            query, parameters = sql("{} AND {} {}", query, column, _LISTED), (*parameters, json_list(self._among))
            if column == "+rowid":
                ends = min(self._among, default=0), max(self._among, default=0)
                query, parameters = sql("{} AND rowid BETWEEN ? AND ?", query), (*parameters, *ends)
        return set(id_list(self._conn, query, *parameters))

    def _of_few(self, found: AbstractSet[int] | None) -> _Question:
        """Return the question to ask next where so many are left: of few, nothing is asked of all articles."""
        if found is None or (len(found) > _FEW and len(found) * _PART > self._last()):
            return self
        return _Question(self._conn, self._everything, self._after, among=found, inner=self._inner)

    def _last(self) -> int:
        """Return the highest id there is: about as many as there are articles, and known at once."""
        return int(self._conn.execute("SELECT ifnull(max(id), 0) FROM article").fetchone()[0])

    def _all(self, nodes: Sequence[Node]) -> set[int]:
        """Intersect what is asked for, the words as one search, then take away what is not wanted."""
        texts = [text for node in nodes if (text := expression(node))]
        found = self._search(" AND ".join(f"({text})" for text in texts)) if texts else None
        for node in sorted(nodes, key=is_wide):
            if isinstance(node, Not) or expression(node):
                continue
            if found is not None and not found:
                return found
            part = self._of_few(found).matching(node)
            found = part if found is None else found & part
        if found is None:
            found = set(self._everything())
        for node in nodes:
            if isinstance(node, Not) and found:
                found -= self._of_few(found).matching(node.node)
        return found

    def _search(self, text: str) -> set[int]:
        return self._set("rowid FROM search WHERE search MATCH ?", text)

    def _literal(self, text: str) -> set[int]:
        """Match signs the search engine does not index (``★``, ``++``) in the title, as they stand."""
        return self._set("id FROM article WHERE instr(lower(title), lower(?)) > 0", text)

    def _field(self, name: str, value: str) -> set[int]:
        if name == "is":
            special = {"muted": self._muted, "followed": self._followed}.get(value)
            return special() if special else self._set(_STATES[value])
        if name == "has":
            return self._set(_CONTENTS[value])
        if FIELDS[name].takes == "entity":
            from pullquote.cache.store.names import (
                queries as name_queries,  # lazy, here and below: few lists ask for names
            )

            found: Collection[int] = name_queries.find(self._conn, value, FIELDS[name].types)
            return self._set(f"article FROM mention WHERE entity {_LISTED}", json_list(found))
        match name:
            case "tag":
                return self._set(f"id FROM article WHERE own_tags {_LISTED}", json_list(_tagged(self._conn, value)))
            case "keyword":
                keywords = _keyed(self._conn, "tag", value)
                return self._set(f"article FROM tagged WHERE tag {_LISTED}", json_list(keywords))
            case "outlet":
                outlets = _keyed(self._conn, "outlet", value)
                return self._set(f"id FROM article WHERE outlet {_LISTED}", json_list(outlets))
        return self._set(f"id FROM article WHERE feed {_LISTED}", json_list(_feeds(self._conn, name, value)))

    def _followed(self) -> set[int]:
        """Return what names a followed name, and what answers a followed query; in such a query, the first alone."""
        found = self._set(sql("article FROM mention WHERE entity IN (SELECT id FROM {})", FOLLOWED_NAMES))
        if not self._inner:
            inner = _Question(self._conn, self._everything, self._after, among=self._among, inner=True)
            from pullquote.cache.store.user import topics

            for _, tree in topics.followed(self._conn):
                found |= inner.matching(tree)
        return found

    def _muted(self) -> set[int]:
        """Return what a rule has muted, and what a feed's own mute filter finds in it."""
        found = self._set("id FROM article WHERE muted = 1")
        rows = self._conn.execute("SELECT id, mute FROM feed WHERE mute <> '' AND removed IS NULL").fetchall()
        for feed, mute in rows:
            if terms := muted_query(mute):
                found |= self._set("id FROM article WHERE feed = ?", feed) & self.matching(parse(terms))
        return found


def _tagged(conn: sqlite3.Connection, value: str) -> list[str]:
    """Return the sets of own tags, as articles have them, with one of which a word begins with ``value``."""
    rows = conn.execute("SELECT DISTINCT own_tags FROM article WHERE own_tags IS NOT NULL")
    key = normalize(value)
    return [text for (text,) in rows if any(f" {key}" in f" {normalize(tag)}" for tag in line_tags(text))]


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
