"""Rules at work: which articles each finds, and what becomes of them. All look before any of them acts."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Sequence

from msgspec import Struct

from pullquote.cache.core.query import All, Any, Node, Not, parse
from pullquote.cache.core.rules import Rule, RuleOutcome
from pullquote.cache.core.tags import TagChange
from pullquote.cache.store.file.connection import settle
from pullquote.cache.store.file.conversions import json_list
from pullquote.cache.store.guard import veils
from pullquote.cache.store.reading.query_sql import matching
from pullquote.cache.store.user import marks

_COLUMNS = {"read": "read", "star": "starred", "mute": "muted"}
"""The column of an article that an action sets to 1."""


class Noticed(Struct, frozen=True):
    """A new article the user wants to be told of, and the rule that says so."""

    rule: str
    article: int
    title: str
    url: str | None


class _Found(Struct, frozen=True):
    """The articles that answer a rule's query, the oldest first."""

    rule: Rule
    ids: tuple[int, ...]


def run_on_new(
    conn: sqlite3.Connection, rules: Sequence[Rule], new: Collection[int], *, spoilers: bool = False
) -> list[Noticed]:
    """Run rules on articles that are ``new``, once and for all; return those to tell of.

    Headlines that would spoil something are softened, but where ``spoilers`` are wanted.
    """
    if not rules or not new:
        return []
    settle(conn)  # their words must be in the search index
    found = _find(conn, rules, new, min(new) - 1)
    _act(conn, found)
    told = {number for one in found if one.rule.notify for number in one.ids}
    known = conn.execute(
        "SELECT id, title, url FROM article WHERE id IN (SELECT value FROM json_each(?))", (json_list(sorted(told)),)
    ).fetchall()
    titles = veils.titles(conn, {row[0]: row[1] for row in known}, spoilers=spoilers)
    addresses = {row[0]: row[2] for row in known}
    return [
        Noticed(one.rule.title, number, titles[number], addresses[number])
        for one in found
        if one.rule.notify
        for number in sorted(one.ids)
    ]


def of_plain_text(rules: Sequence[Rule]) -> list[Rule]:
    """Return the rules that can be run on an article that is not understood: that leave nothing out.

    What such an article does not have yet would count as what is left out (``-person:…``).
    """
    return [rule for rule in rules if not _leaves_out(parse(rule.query))]


def _leaves_out(node: Node) -> bool:
    match node:
        case Not():
            return True
        case All() | Any():
            return any(map(_leaves_out, node.nodes))
    return False


def run(conn: sqlite3.Connection, rules: Sequence[Rule]) -> list[RuleOutcome]:
    """Run rules on every article, one step that undo takes back; return what each did."""
    found = _find(conn, rules)
    outcomes = [_outcome(conn, one) for one in found]
    marks.remember_change(conn, _act(conn, found), "as before the rules")
    return outcomes


def look(conn: sqlite3.Connection, rules: Sequence[Rule]) -> list[RuleOutcome]:
    """Return what ``run`` would do."""
    return [_outcome(conn, one) for one in _find(conn, rules)]


def _find(
    conn: sqlite3.Connection, rules: Sequence[Rule], among: Collection[int] | None = None, after: int = 0
) -> list[_Found]:
    """Return what the rules find, all of them ``among`` some articles, which have ids above ``after``."""

    def everything() -> Collection[int]:
        return among if among is not None else [row[0] for row in conn.execute("SELECT id FROM article")]

    found = []
    for rule in rules:
        ids = matching(conn, parse(rule.query), everything, after)
        rows = conn.execute(
            "SELECT a.id FROM json_each(?) j CROSS JOIN article a ON a.id = j.value ORDER BY a.moment, a.id",
            (json_list(ids if among is None else ids.intersection(among)),),
        )
        found.append(_Found(rule, tuple(row[0] for row in rows)))
    return found


def _act(conn: sqlite3.Connection, found: Sequence[_Found]) -> marks.Was:
    """Do what the rules say; return what stood there before."""
    was: marks.Was = {}
    for one in found:
        wanted = {column: dict.fromkeys(one.ids, 1) for flag, column in _COLUMNS.items() if getattr(one.rule, flag)}
        changes = [marks.change_articles(conn, wanted)]
        if one.rule.tag:
            changes.append(marks.change_tags(conn, one.ids, TagChange(one.rule.tag)))
        if one.rule.later:
            changes.append(marks.change_queue(conn, one.ids, queued=True))
        for change in changes:
            for column, rows in change.items():
                was[column] = rows | was.get(column, {})  # the first value is what undo brings back
    return was


def _outcome(conn: sqlite3.Connection, found: _Found) -> RuleOutcome:
    """Return what a rule changes of what it found."""
    rule, change = found.rule, TagChange(found.rule.tag)
    rows = conn.execute(
        "SELECT read, starred, muted, queued, own_tags FROM article WHERE id IN (SELECT value FROM json_each(?))",
        (json_list(found.ids),),
    )
    changed = sum(
        (rule.read and not read)
        or (rule.star and not starred)
        or (rule.mute and not muted)
        or (rule.later and queued is None)
        or marks.tags_after(tags, change) != tags
        for read, starred, muted, queued, tags in rows
    )
    return RuleOutcome(rule, len(found.ids), changed)
