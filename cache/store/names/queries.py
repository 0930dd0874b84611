"""Names asked for: one of them, those that begin so, those that are written about most, and the articles about one.

``entities`` says which names are one; here is what lists, pages and the query language ask of them.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Collection, Iterator, Sequence

import msgspec

from pullquote.cache.core.article import ENTITY_TYPES, EntityType
from pullquote.cache.core.errors import NotFound
from pullquote.cache.core.names import name_key, normalize
from pullquote.cache.core.progress import seen_of
from pullquote.cache.core.results import EntityRow
from pullquote.cache.core.sanitize import clean_name
from pullquote.cache.store.file.conversions import json_list, moment, sql
from pullquote.cache.store.names.entities import in_library, resolved, spellings_of
from pullquote.cache.store.texts import bodies

_COLUMNS = "e.id, e.name, e.type, e.articles, e.mentions, e.quotes, e.followed, e.last, e.seen_season, e.seen_episode"
_MANY = 2_000
"""Names of which more are found by going through all, those most written about first, than by their words."""
_OFTEN_WITH = (
    "SELECT e.id FROM entity e WHERE e.type = ?1 AND e.hidden = 0 AND e.merged IS NULL AND ("
    "EXISTS (SELECT 1 FROM alias a WHERE a.entity = e.id AND instr(' ' || a.key, ' ' || ?2) > 0) OR "
    "EXISTS (SELECT 1 FROM entity f CROSS JOIN alias a ON a.entity = f.id "
    "WHERE f.merged = e.id AND instr(' ' || a.key, ' ' || ?2) > 0)) "
    "ORDER BY e.articles DESC, e.mentions DESC, e.id LIMIT ?3"
)
_FAR = 4
"""How far the newest of all articles are looked through for a name's: so many times as far as they should reach."""
_FIRST_READ = 200
_NEWEST_ABOUT = (
    "SELECT a.id FROM article a WHERE a.moment >= "
    "ifnull((SELECT moment FROM article ORDER BY moment DESC, id DESC LIMIT 1 OFFSET ?2), -(1 << 62)) "
    "AND EXISTS (SELECT 1 FROM mention m WHERE m.entity = ?1 AND m.article = a.id) "
    "ORDER BY a.moment DESC, a.id DESC LIMIT ?3"
)


def names(
    conn: sqlite3.Connection, types: Collection[EntityType], *, limit: int | None = None, hidden: bool = False
) -> list[EntityRow]:
    """List entities of ``types`` by how many articles name them, the most first; all types where none is given."""
    where = ["e.type = ?", "e.merged IS NULL", "(e.articles > 0 OR e.followed = 1)"]
    if not hidden:
        where.append("e.hidden = 0")
    query = sql(
        "SELECT {} FROM entity e WHERE {} ORDER BY e.articles DESC, e.mentions DESC, e.id LIMIT ?",
        _COLUMNS,
        " AND ".join(where),
    )
    most = -1 if limit is None else limit
    # Type by type, as they lie in the index: no more are read than are listed.
    rows = [row for kind in types or ENTITY_TYPES for row in conn.execute(query, (kind, most))]
    return _named(conn, sorted(rows, key=lambda row: (-row[3], -row[4], row[0]))[:limit])


def names_among(
    conn: sqlite3.Connection, types: Collection[EntityType], articles: Sequence[int], *, limit: int | None = None
) -> list[EntityRow]:
    """List entities of ``types`` named in ``articles``; all counts are of those articles."""
    wanted = json_list(types) if types else None
    rows = conn.execute(
        "SELECT e.id, e.name, e.type, n, times, quoted, e.followed, "
        "(SELECT max(a.moment) FROM article a WHERE a.id = newest), e.seen_season, e.seen_episode "
        "FROM (SELECT m.entity, count(*) AS n, "
        "sum(m.count) AS times, sum(m.quotes) AS quoted, max(m.article) AS newest "
        "FROM json_each(?) j CROSS JOIN mention m ON m.article = j.value GROUP BY m.entity) "
        "CROSS JOIN entity e ON e.id = entity WHERE e.hidden = 0 "
        "AND (?2 IS NULL OR e.type IN (SELECT value FROM json_each(?2))) "
        "ORDER BY n DESC, times DESC, e.id LIMIT ?3",
        (json_list(articles), wanted, -1 if limit is None else limit),
    ).fetchall()
    return _named(conn, rows)


def name(conn: sqlite3.Connection, entity: int) -> EntityRow:
    """Return one entity, following a merge. Raises ``NotFound``."""
    rows = conn.execute(sql("SELECT {} FROM entity e WHERE e.id = ?", _COLUMNS), (resolved(conn, entity),)).fetchall()
    if not rows:
        raise NotFound(f"The library knows no name {entity}. `pullquote people` and `pullquote works` list them.")
    return _named(conn, rows)[0]


def find(conn: sqlite3.Connection, text: str, types: Collection[EntityType] = ()) -> list[int]:
    """Find entities by a part of a name or alias that begins at a word; of merged ones, what they went into."""
    key = _without_article(normalize(clean_name(text)))
    return _found(conn, key, types)


def _found(conn: sqlite3.Connection, key: str, types: Collection[EntityType] = (), most: int = -1) -> list[int]:
    """Return the entities with a name that has ``key`` from a word on: so many that have its first word."""
    first, more, _ = key.partition(" ")
    rows = conn.execute(
        "SELECT DISTINCT e.id FROM alias_word w CROSS JOIN alias a ON a.entity = w.entity "
        "CROSS JOIN entity f ON f.id = w.entity CROSS JOIN entity e ON e.id = ifnull(f.merged, f.id) "
        "WHERE w.word >= ?1 AND w.word <= ?2 AND instr(' ' || a.key, ' ' || ?3) > 0 "
        "AND (?4 IS NULL OR e.type IN (SELECT value FROM json_each(?4))) LIMIT ?5",
        (first, first if more else f"{first}\U0010ffff", key, json_list(types) if types else None, most),
    )
    return [row[0] for row in rows]


def completing(conn: sqlite3.Connection, text: str, limit: int, *, without: Collection[int] = ()) -> list[EntityRow]:
    """Return the entities most written about that ``find`` finds, but those ``without``."""
    key = _without_article(normalize(clean_name(text)))
    found = _found(conn, key, most=_MANY + 1)
    if len(found) > _MANY:  # so many that they are met soon among those that are written about most
        more = limit + len(without)
        found = [row[0] for kind in ENTITY_TYPES for row in conn.execute(_OFTEN_WITH, (kind, key, more))]
    return listed(conn, [number for number in found if number not in without], limit)


def _without_article(key: str) -> str:
    """Return the key of a name without the article before it, so that either form finds it."""
    for lead in ("the ", "a ", "an "):
        key = key.removeprefix(lead) or key
    return key


def listed(conn: sqlite3.Connection, ids: Sequence[int], limit: int | None = None) -> list[EntityRow]:
    """Return the entities of ``ids`` by how many articles name them, hidden ones left out."""
    rows = conn.execute(
        sql(
            "SELECT {} FROM json_each(?) j JOIN entity e ON e.id = j.value WHERE e.hidden = 0 "
            "ORDER BY e.articles DESC, e.mentions DESC, e.id LIMIT ?",
            _COLUMNS,
        ),
        (json_list(ids), -1 if limit is None else limit),
    ).fetchall()
    return _named(conn, rows)


def find_one(conn: sqlite3.Connection, text: str, *, without: Collection[int] = ()) -> EntityRow:
    """Return the entity meant by an id or a name. Raises ``NotFound``.

    The whole name comes before the name but for its article, that before another way it is written, that before whole
    words of a name, and beginnings of words come last; of several the one that more articles name. Those ``without``
    which the library is searched are found by the whole name only.
    """
    text = clean_name(text)
    if text.isdecimal() and len(text) < 18:
        return name(conn, int(text))
    candidates = listed(conn, find(conn, text)) if text else []
    if not candidates:
        raise NotFound(f"No name in the library is like “{text}”. `pullquote people` and `pullquote works` list them.")
    key = normalize(text)
    bare = _without_article(key)
    written = _written_so(conn, {key, bare})

    def rank(found: EntityRow) -> int:
        name = normalize(found.name)
        ways = (name == key, _without_article(name) == bare, found.id in written, f" {bare} " in f" {name} ", True)
        return ways.index(True)

    able = [found for found in candidates if rank(found) == 0 or found.id not in without]
    if not able:
        raise NotFound(f"No name in the library is like “{text}”. `pullquote people` and `pullquote works` list them.")
    return min(able, key=rank)


def _written_so(conn: sqlite3.Connection, keys: Collection[str]) -> set[int]:
    """Return the entities one of whose names has one of these keys; of merged ones, what they went into."""
    rows = conn.execute(
        "SELECT ifnull(e.merged, e.id) FROM json_each(?) j CROSS JOIN alias a ON a.key = j.value "
        "JOIN entity e ON e.id = a.entity",
        (json_list(sorted(keys)),),
    )
    return {row[0] for row in rows}


def songs_and_albums(conn: sqlite3.Connection, entity: int, limit: int) -> list[EntityRow]:
    """Return the songs that articles say are on an album, or the albums they say a song is on, those said most first.

    ``limit`` is how many of the newest articles are read. Works of other types have none.
    """
    kind = conn.execute("SELECT type FROM entity WHERE id = ?", (entity,)).fetchone()
    if kind is None or kind[0] not in ("album", "song"):
        return []
    found: Counter[int] = Counter()
    for article in articles_about(conn, entity, limit):
        for song, album in _on_albums(conn, article):
            if entity in (song, album):
                found[album if entity == song else song] += 1
    return _named(
        conn,
        [
            conn.execute(sql("SELECT {} FROM entity e WHERE e.id = ?", _COLUMNS), (number,)).fetchone()
            for number, _ in found.most_common()
        ],
    )


def _on_albums(conn: sqlite3.Connection, article: int) -> Iterator[tuple[int, int]]:
    """Yield each song of an article with the album the article says it is on."""
    row = conn.execute(
        sql("SELECT b.data, a.entities FROM article a JOIN body b ON {} WHERE a.id = ?", bodies.SHOWN_BODY),
        (article,),
    ).fetchone()
    if row is None:
        return
    named = in_library(conn, bodies.unpack(row[0]), msgspec.json.decode(row[1], type=list[int])).entities
    albums = {name_key(name, "album"): one.id for one in named if one.type == "album" for name in (one.name, *one.aka)}
    for song in named:
        album = albums.get(name_key(song.facts.get("album", ""), "album"))
        if song.type == "song" and song.id is not None and album is not None:
            yield song.id, album


def articles_about(conn: sqlite3.Connection, entity: int, limit: int) -> list[int]:
    """Return the newest articles that name an entity.

    Of a name that many articles have, the newest of all articles are asked whether they name it. Where that finds too
    few, or the name is rarer, all that name it are sorted.
    """
    entity = resolved(conn, entity)
    row = conn.execute("SELECT articles FROM entity WHERE id = ?", (entity,)).fetchone()
    named = row[0] if row else 0
    newest = conn.execute("SELECT max(id) FROM article").fetchone()[0] or 0
    far = _FAR * limit * newest // max(named, 1)
    if limit < far < named:
        rows = conn.execute(_NEWEST_ABOUT, (entity, far, limit)).fetchall()
        if len(rows) == limit:
            return [row[0] for row in rows]
    rows = conn.execute(
        "SELECT a.id FROM mention m JOIN article a ON a.id = m.article WHERE m.entity = ? "
        "ORDER BY a.moment DESC, a.id DESC LIMIT ?",
        (entity, limit),
    ).fetchall()
    return [row[0] for row in rows]


def every_about(conn: sqlite3.Connection, entity: int) -> Iterator[int]:
    """Yield all articles that name an entity, the newest first, read as they are taken: first few, then more."""
    given, most = 0, _FIRST_READ
    while True:
        found = articles_about(conn, entity, most)
        yield from found[given:]
        if len(found) < most:
            return
        given, most = len(found), most * _FAR


def _named(
    conn: sqlite3.Connection,
    rows: Sequence[tuple[int, str, EntityType, int, int, int, int, int | None, int | None, int | None]],
) -> list[EntityRow]:
    others = spellings_of(conn, [row[0] for row in rows]) if len(rows) <= 2_000 else spellings_of(conn, None)
    return [
        EntityRow(
            id=number,
            name=name,
            type=kind,
            aka=tuple(other for other in others.get(number, ()) if other != name),
            articles=articles,
            mentions=mentions,
            quotes=quotes,
            followed=bool(followed),
            last=moment(last),
            seen=seen_of(season, episode),
        )
        for number, name, kind, articles, mentions, quotes, followed, last, season, episode in rows
    ]
