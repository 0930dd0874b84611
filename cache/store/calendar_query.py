"""The query language asked of a calendar: what names a work asks for that work, all else for articles that tell of it.

So ``show:saltgate`` is not what else an article about that show dates, and ``is:followed`` is followed works and those
that an article about a followed person or group dates. What only a catalogue dates answers by the articles that name
the work.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable

from pullquote.cache.core.article import WORK_TYPES
from pullquote.cache.core.calendar import Event
from pullquote.cache.core.query import FIELDS, All, Any, Field, Node, Not, parse
from pullquote.cache.store import entities
from pullquote.cache.store.conversions import json_list, sql
from pullquote.cache.store.query_sql import matching

_Test = Callable[[Event], bool]


class CalendarQuery:
    """A query that events answer or do not. ``everything`` gives the ids of all articles, asked for where needed."""

    def __init__(self, conn: sqlite3.Connection, query: str, everything: Callable[[], Iterable[int]]) -> None:
        """Read a query. Raises ``QueryError``."""
        self._conn = conn
        self._tests: list[_Test] = []
        rest: list[Node] = []
        for node in parse(query).nodes:
            test = self._test(node)
            if test is None:
                rest.append(node)
            else:
                self._tests.append(test)
        self._articles = matching(conn, All(tuple(rest)), everything) if rest else None
        self._named: set[int] | None = None

    def is_answered_by(self, event: Event) -> bool:
        """Return whether an event answers the query."""
        return all(test(event) for test in self._tests) and self._is_told(event)

    def _is_told(self, event: Event) -> bool:
        if self._articles is None:
            return True
        stated = _articles(event)
        if stated:
            return not stated.isdisjoint(self._articles)
        if self._named is None:
            rows = self._conn.execute(
                "SELECT DISTINCT entity FROM mention WHERE article IN (SELECT value FROM json_each(?))",
                (json_list(self._articles),),
            )
            self._named = {row[0] for row in rows}
        return event.work.entity in self._named

    def _test(self, node: Node) -> _Test | None:
        """Return what a part of the query asks of a work; ``None`` where it asks something of articles."""
        match node:
            case Field("is", "followed"):
                about = self._about_people()
                return lambda event: event.work.followed or not about.isdisjoint(_articles(event))
            case Field(name, value) if FIELDS[name].takes == "entity" and {*FIELDS[name].types} <= {*WORK_TYPES}:
                wanted = {*entities.find(self._conn, value, FIELDS[name].types)} if FIELDS[name].types else None
                return None if wanted is None else lambda event: event.work.entity in wanted
            case Not(part):
                test = self._test(part)
                return None if test is None else lambda event: not test(event)
            case Any(nodes):
                tests = [self._test(part) for part in nodes]
                known = [test for test in tests if test is not None]
                return None if len(known) < len(tests) else lambda event: any(test(event) for test in known)
        return None

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
