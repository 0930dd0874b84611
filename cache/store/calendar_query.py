"""The query language asked of a calendar: what names a work asks for that work, all else for articles that tell of it.

So ``show:saltgate`` is not what else an article about that show dates, and ``is:followed`` is followed works and those
that an article about a followed person or group dates. What only a catalogue dates answers by the articles that name
the work.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from collections.abc import Set as AbstractSet

from pullquote.cache.core.article import WORK_TYPES
from pullquote.cache.core.calendar import Event, Subject
from pullquote.cache.core.query import FIELDS, All, Any, Field, Node, Not, parse
from pullquote.cache.store.file.conversions import json_list, sql
from pullquote.cache.store.names import queries as name_queries
from pullquote.cache.store.reading.query_sql import matching

_Test = Callable[[Event], bool]
_Chance = Callable[[Subject | None, AbstractSet[str]], bool]
"""Whether events of a work may answer, by its name and the keys of its titles, before what is said of it is read."""


class CalendarQuery:
    """A query that events answer or do not. ``everything`` gives the ids of all articles, asked for where needed."""

    def __init__(self, conn: sqlite3.Connection, query: str, everything: Callable[[], Iterable[int]]) -> None:
        """Read a query. Raises ``QueryError``."""
        self._conn = conn
        self._tests: list[_Test] = []
        self._chances: list[_Chance] = []
        rest: list[Node] = []
        for node in parse(query).nodes:
            part = self._part(node)
            if part is None:
                rest.append(node)
            else:
                self._tests.append(part[0])
                self._chances.append(part[1])
        self._articles = matching(conn, All(tuple(rest)), everything) if rest else None
        self._named: set[int] = set()
        if self._articles is not None:
            rows = conn.execute(
                "SELECT DISTINCT entity FROM mention WHERE article IN (SELECT value FROM json_each(?))",
                (json_list(self._articles),),
            )
            self._named = named = {row[0] for row in rows}
            dated = self._dated(self._articles)
            self._chances.append(lambda work, keys: not dated.isdisjoint(keys) or _number(work) in named)

    def is_answered_by(self, event: Event) -> bool:
        """Return whether an event answers the query."""
        return all(test(event) for test in self._tests) and self._is_told(event)

    def may_be_answered_by(self, work: Subject | None, keys: AbstractSet[str]) -> bool:
        """Return whether an event of a work may answer the query: ``False`` where none does, whatever is said of it.

        ``work`` is ``None`` for a title that is no name of the library; ``keys`` are those of the work's titles.
        """
        return all(chance(work, keys) for chance in self._chances)

    def _is_told(self, event: Event) -> bool:
        if self._articles is None:
            return True
        stated = _articles(event)
        return not stated.isdisjoint(self._articles) if stated else event.work.entity in self._named

    def _part(self, node: Node) -> tuple[_Test, _Chance] | None:
        """Return what a part of the query asks of a work; ``None`` where it asks something of articles."""
        match node:
            case Field("is", "followed"):
                about = self._about_people()
                dated = self._dated(about)
                return (
                    lambda event: event.work.followed or not about.isdisjoint(_articles(event)),
                    lambda work, keys: (work is not None and work.followed) or not dated.isdisjoint(keys),
                )
            case Field(name, value) if FIELDS[name].takes == "entity" and {*FIELDS[name].types} <= {*WORK_TYPES}:
                if not FIELDS[name].types:
                    return None
                wanted = {*name_queries.find(self._conn, value, FIELDS[name].types)}
                return lambda event: event.work.entity in wanted, lambda work, _: _number(work) in wanted
            case Not(part):
                found = self._part(part)
                return None if found is None else ((lambda event: not found[0](event)), lambda *_: True)
            case Any(nodes):
                parts = [self._part(part) for part in nodes]
                known = [part for part in parts if part is not None]
                if len(known) < len(parts):
                    return None
                return (
                    lambda event: any(test(event) for test, _ in known),
                    lambda work, keys: any(chance(work, keys) for _, chance in known),
                )
        return None

    def _dated(self, articles: Iterable[int]) -> set[str]:
        """Return the keys of the titles that articles say something of."""
        rows = self._conn.execute(
            "SELECT DISTINCT r.key FROM json_each(?) j CROSS JOIN release r ON r.article = j.value",
            (json_list(articles),),
        )
        return {row[0] for row in rows}

    def _about_people(self) -> set[int]:
        """Return the articles that name a followed person, or another name that is no work."""
        rows = self._conn.execute(
            sql(
                "SELECT m.article FROM entity e JOIN mention m ON m.entity = e.id "
                "WHERE e.followed = 1 AND e.type NOT IN ({})",
                ", ".join(f"'{kind}'" for kind in WORK_TYPES),
            )
        )
        return {row[0] for row in rows}


def _articles(event: Event) -> set[int]:
    return {one.article for one in event.said if one.article is not None}


def _number(work: Subject | None) -> int | None:
    return None if work is None else work.entity
