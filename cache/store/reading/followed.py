"""What is followed, names and queries alike: which articles, how many of them are unread, what has come of it."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection

from pullquote.cache.core.following.arrivals import came, following
from pullquote.cache.core.following.followed import Followed, News, Standing, divided
from pullquote.cache.core.query import All, both, parse
from pullquote.cache.store.file.conversions import id_list, json_list, now, sql
from pullquote.cache.store.reading import arrivals
from pullquote.cache.store.reading.query_sql import FOLLOWED_NAMES, matching
from pullquote.cache.store.user import topics

QUERY = "is:followed"


def standing(conn: sqlite3.Connection) -> Standing:
    """Return where things stand, to be asked before articles come."""
    moment = arrivals.moment(conn)
    found = _matching(conn, parse(QUERY))
    return Standing(
        now().replace(microsecond=0),  # as exactly as the library knows when something came
        following(found, None, moment),
        frozenset(id_list(conn, sql("id FROM {}", FOLLOWED_NAMES))),
        frozenset(topic.query for topic, _ in topics.followed(conn)),
        int(conn.execute("SELECT ifnull(max(id), 0) FROM entity").fetchone()[0]),
    )


def news(conn: sqlite3.Connection, before: Standing, unmuted: str) -> list[News]:
    """Return what has come about what was followed ``before`` already, most first.

    Left out is what came read, as what was there before does, and what the query ``unmuted`` leaves out.
    """
    moment = arrivals.moment(conn)
    after = min([before.mark.last, *(number - 1 for number in before.mark.waiting)])
    found = _matching(conn, parse(both(QUERY, "is:unread", unmuted)), after)
    new = came(found, before.mark, moment)
    if not new:
        return []
    of: dict[tuple[str, bool], set[int]] = {}
    rows = conn.execute(
        "SELECT e.id, e.name, m.article FROM json_each(?) j CROSS JOIN mention m ON m.article = j.value "
        "CROSS JOIN entity e ON e.id = m.entity WHERE e.followed = 1 ORDER BY e.articles DESC, e.id",
        (json_list(new),),
    )
    for number, name, article in rows:
        if number in before.names or number > before.last_name:
            of.setdefault((name, True), set()).add(article)
    for topic, tree in topics.followed(conn):
        if topic.query in before.queries:
            of.setdefault((topic.title, False), set()).update(_matching(conn, tree, min(new) - 1) & new)
    return divided(of)


def things(conn: sqlite3.Connection, unmuted: str) -> list[Followed]:
    """List the names and queries that are followed, those with the most unread articles first."""
    unread = _matching(conn, parse(both("is:unread", unmuted)))
    counts = dict(
        conn.execute(
            sql(
                "SELECT m.entity, count(*) FROM json_each(?) j CROSS JOIN mention m ON m.article = j.value "
                "WHERE +m.entity IN (SELECT id FROM {}) GROUP BY m.entity",  # `+`: by the article, and not by the name
                FOLLOWED_NAMES,
            ),
            (json_list(unread),),
        ).fetchall()
    )
    found = [
        Followed(title=name, type=kind, id=number, articles=articles, unread=counts.get(number, 0))
        for number, name, kind, articles in conn.execute(
            sql("SELECT id, name, type, articles FROM {} ORDER BY articles DESC, id", FOLLOWED_NAMES)
        )
    ]
    for topic, tree in topics.followed(conn):
        every = _matching(conn, All((*tree.nodes, *parse(unmuted).nodes)))
        found.append(
            Followed(
                title=topic.title, type="query", query=topic.query, articles=len(every), unread=len(every & unread)
            )
        )
    return sorted(found, key=lambda one: -one.unread)


def unread_count(conn: sqlite3.Connection, unmuted: str) -> int:
    """Count the unread articles about what is followed.

    Each is looked at, however much is written about what is followed: unread ones are few.
    """
    queries = list(topics.followed(conn))
    if not queries and conn.execute(sql("SELECT 1 FROM {} LIMIT 1", FOLLOWED_NAMES)).fetchone() is None:
        return 0
    unread = _matching(conn, parse(both("is:unread", unmuted)))
    about = sql(
        "value FROM json_each(?) j WHERE EXISTS "
        "(SELECT 1 FROM mention m WHERE m.article = j.value AND +m.entity IN (SELECT id FROM {}))",
        FOLLOWED_NAMES,
    )
    found = set(id_list(conn, about, json_list(unread)))
    for _, tree in queries:
        if len(found) == len(unread):
            break
        found |= _matching(conn, tree) & unread
    return len(found)


def by_queries(conn: sqlite3.Connection) -> set[int]:
    """Return the articles that answer a query that is followed."""
    return set[int]().union(*(_matching(conn, tree) for _, tree in topics.followed(conn)))


def _matching(conn: sqlite3.Connection, tree: All, after: int = 0) -> set[int]:
    def everything() -> Collection[int]:
        return id_list(conn, "id FROM article WHERE id > ?", after)

    return matching(conn, tree, everything, after)
