"""Which names services are asked about, and what came of asking."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable
from datetime import datetime

from msgspec import Struct

from pullquote.cache.core.article import EntityType
from pullquote.cache.core.catalogue import Asked, Outcome, Provider
from pullquote.cache.store.file.conversions import json_list, moment, seconds, sql

SCORE_FLOOR = 0.8
"""How sure an article must be of a name before anybody is asked about it."""
MOST_ARTICLES = 500
"""Articles, opened ones first, whose names are asked about."""


class Due(Struct, frozen=True, kw_only=True):
    """A name that services may be asked about: ``lookups`` is what came of it, ``expires`` when its record does."""

    entity: int
    name: str
    type: EntityType
    lookups: dict[Provider, Asked] = {}
    expires: dict[Provider, datetime] = {}


def names_to_ask(
    conn: sqlite3.Connection, types: Collection[EntityType], *, since: datetime, per_article: int
) -> list[Due]:
    """List the names of ``types`` that services may be asked about, the most wanted first.

    Followed ones come first; then those of articles that were opened, starred or put on the reading list; then those of
    articles that came ``since`` then, each the newest first. Of an article, the ``per_article`` names it mentions most
    count. Names that are hidden, that articles are not sure of, or that only the sample edition has are left out.
    """
    articles = [
        row[0]
        for row in conn.execute(
            "SELECT id FROM article WHERE sample = 0 AND (read = 1 OR starred = 1 OR queued IS NOT NULL OR place > 0 "
            "OR moment >= ?) ORDER BY max(read, starred, queued IS NOT NULL, ifnull(place, 0) > 0) DESC, "
            "moment DESC, id DESC LIMIT ?",
            (seconds(since), MOST_ARTICLES),
        )
    ]
    rows = conn.execute(
        "SELECT id, name, type FROM (SELECT e.id, e.name, e.type, j.key AS place, row_number() OVER "
        "(PARTITION BY m.article ORDER BY m.count DESC, e.id) AS rank FROM json_each(?1) j "
        "JOIN mention m ON m.article = j.value JOIN entity e ON e.id = m.entity "
        "WHERE e.merged IS NULL AND e.hidden = 0 AND (e.score >= ?2 OR e.fixed = 1) "
        "AND e.type IN (SELECT value FROM json_each(?3))) WHERE rank <= ?4 ORDER BY place, rank",
        (json_list(articles), SCORE_FLOOR, json_list(types), per_article),
    )
    followed = conn.execute(
        "SELECT id, name, type FROM entity WHERE followed = 1 AND merged IS NULL AND hidden = 0 "
        "AND type IN (SELECT value FROM json_each(?)) ORDER BY articles DESC, id",
        (json_list(types),),
    )
    return with_lookups(conn, dict.fromkeys((*followed, *rows)))


def names_asked_for(conn: sqlite3.Connection, entities: Iterable[int]) -> list[Due]:
    """List the names a user asks about, in that order; those that are gone are left out."""
    found = []
    for entity in dict.fromkeys(entities):
        row = conn.execute("SELECT id, name, type FROM entity WHERE id = ?", (entity,)).fetchone()
        found += [row] if row else []
    return with_lookups(conn, found)


def with_lookups(conn: sqlite3.Connection, names: Iterable[tuple[int, str, EntityType]]) -> list[Due]:
    """Return names with what came of asking about them."""
    listed = list(names)
    ids = json_list(entity for entity, _, _ in listed)
    lookups: dict[int, dict[Provider, Asked]] = {}
    for entity, asked in _lookups(conn, "l.entity IN (SELECT value FROM json_each(?))", ids):
        lookups.setdefault(entity, {})[asked.provider] = asked
    expires: dict[int, dict[Provider, datetime]] = {}
    for entity, provider, until in conn.execute(
        "SELECT l.entity, r.provider, max(r.expires) FROM link l JOIN record r ON r.id = l.record "
        "WHERE l.entity IN (SELECT value FROM json_each(?)) GROUP BY 1, 2",
        (ids,),
    ):
        expires.setdefault(entity, {})[provider] = moment(until)
    return [
        Due(entity=entity, name=name, type=type_, lookups=lookups.get(entity, {}), expires=expires.get(entity, {}))
        for entity, name, type_ in listed
    ]


def note(conn: sqlite3.Connection, entity: int, asked: Asked) -> None:
    """Keep what came of asking a service about a name, in the place of what came of it before."""
    conn.execute(
        "INSERT OR REPLACE INTO lookup (entity, provider, outcome, asked, again, tries) VALUES (?, ?, ?, ?, ?, ?)",
        (entity, asked.provider, asked.outcome, seconds(asked.asked), seconds(asked.again), asked.tries),
    )


def is_there(conn: sqlite3.Connection, entity: int) -> bool:
    """Return whether a name is still one of its own, and not hidden."""
    row = conn.execute("SELECT 1 FROM entity WHERE id = ? AND merged IS NULL AND hidden = 0", (entity,)).fetchone()
    return row is not None


def asked_with(conn: sqlite3.Connection, outcome: Outcome, limit: int) -> list[Asked]:
    """List the names of which asking came to ``outcome``, the latest first."""
    rows = _lookups(conn, "l.outcome = ? ORDER BY l.asked DESC LIMIT ?", outcome, limit)
    return [asked for _, asked in rows]


def counts(conn: sqlite3.Connection) -> tuple[dict[str, int], dict[str, int], datetime | None, int]:
    """Return records by service, names by what came of asking, when a service was last asked, bytes of records."""
    records = dict(conn.execute("SELECT provider, count(*) FROM record GROUP BY 1 ORDER BY 1"))
    names = dict(
        conn.execute(
            "SELECT outcome, count(*) FROM (SELECT CASE WHEN max(outcome = 'failed') THEN 'failed' "
            "WHEN max(outcome = 'open') THEN 'open' ELSE 'missing' END AS outcome FROM lookup l "
            "WHERE NOT EXISTS (SELECT 1 FROM link k WHERE k.entity = l.entity) GROUP BY entity) GROUP BY 1"
        )
    )
    names["linked"] = conn.execute("SELECT count(DISTINCT entity) FROM link").fetchone()[0]
    last = conn.execute("SELECT max(asked) FROM lookup").fetchone()[0]
    size = conn.execute("SELECT ifnull(sum(length(data)), 0) FROM record").fetchone()[0]
    return records, names, moment(last), size


def _lookups(conn: sqlite3.Connection, where: str, *values: object) -> Iterable[tuple[int, Asked]]:
    rows = conn.execute(
        sql(
            "SELECT l.entity, e.name, l.provider, l.outcome, l.asked, l.again, l.tries "
            "FROM lookup l JOIN entity e ON e.id = l.entity WHERE {}",
            where,
        ),
        values,
    ).fetchall()
    for entity, name, provider, outcome, asked, again, tries in rows:
        yield (
            entity,
            Asked(
                name=name,
                provider=provider,
                outcome=outcome,
                asked=moment(asked),
                again=moment(again),
                tries=tries,
            ),
        )
