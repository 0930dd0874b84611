"""Shows, people and other names across the library: one entity for all spellings, and the user's corrections.

Two names are the same entity when they have the same type and one is the other's name or an alias that
belongs to nobody else. A first or last name alone joins nobody. Corrections stand in the rows themselves
(``hidden``, ``fixed``, ``merged``, further rows of ``alias``), so they hold for articles to come.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence

import msgspec
from msgspec.structs import replace

from pullquote.cache.core.article import (
    ENTITY_TYPES,
    SPEAKER_TYPES,
    Article,
    Entity,
    EntityType,
    Mention,
    types_beside,
)
from pullquote.cache.core.errors import NotFound
from pullquote.cache.core.names import name_key, normalize
from pullquote.cache.core.progress import seen_of
from pullquote.cache.core.results import EntityRow, KnownEntity
from pullquote.cache.core.sanitize import clean_name
from pullquote.cache.store import article_text
from pullquote.cache.store.conversions import json_list, moment, sql

_ALIASES_EACH = 24
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


def settle(conn: sqlite3.Connection, entity: Entity) -> int:
    """Return the id of the library's entity for one an article names, made if it is new."""
    name = clean_name(entity.name)
    found = lookup(conn, entity)
    new = found is None
    if found is None:
        found = _insert(conn, name, entity)
        if _followed_beside(conn, name, entity.type):
            conn.execute("UPDATE entity SET followed = 1 WHERE id = ?", (found,))
    _add_aliases(conn, found, (name, *map(clean_name, entity.aka)), entity.type)
    if new:
        return found
    merged, score = conn.execute("SELECT merged, score FROM entity WHERE id = ?", (found,)).fetchone()
    if entity.score > score:
        conn.execute("UPDATE entity SET score = ? WHERE id = ?", (entity.score, found))
    return found if merged is None else int(merged)


def lookup(conn: sqlite3.Connection, entity: Entity) -> int | None:
    """Return the entity with this name, or the only one it can be by an alias; ``None`` if there is none."""
    key = name_key(clean_name(entity.name), entity.type)
    rows = conn.execute("SELECT entity, main FROM alias WHERE key = ? AND type = ?", (key, entity.type)).fetchall()
    named = [row[0] for row in rows if row[1]]
    if named:
        return int(min(named))
    if rows and _telling(key, entity.type) and len({resolved(conn, row[0]) for row in rows}) == 1:
        return int(rows[0][0])
    for other in entity.aka:
        key = name_key(clean_name(other), entity.type)
        if _telling(key, entity.type):
            query = "SELECT entity FROM alias WHERE key = ? AND type = ? AND main = 1"
            owners = {row[0] for row in conn.execute(query, (key, entity.type))}
            if len(owners) == 1 and " " in key:
                return int(owners.pop())
    return None


def resolved(conn: sqlite3.Connection, entity: int) -> int:
    """Follow merges: return the entity that stands for ``entity`` now."""
    row = conn.execute("SELECT merged FROM entity WHERE id = ?", (entity,)).fetchone()
    return int(row[0]) if row and row[0] is not None else entity


def link(conn: sqlite3.Connection, article: int, value: Article) -> None:
    """Write which entities an article names, how often, and how often they are quoted in it."""
    if not value.entities:  # every new headline
        none = "UPDATE article SET entities = '[]', first = NULL, second = NULL WHERE id = ? AND entities <> '[]'"
        conn.execute(none, (article,))
        return
    ids = [settle(conn, entity) for entity in value.entities]
    counts: dict[int, list[int]] = {}
    speakers = [normalize(quote.speaker) for quote in value.quotes if quote.speaker]
    for number, entity in zip(ids, value.entities, strict=True):
        count = counts.setdefault(number, [0, 0])
        count[0] += max(entity.mentions, 1)
        count[1] += _quoted(entity, speakers)
    conn.executemany(
        "INSERT INTO mention (entity, article, count, quotes) VALUES (?, ?, ?, ?)",
        [(number, article, *count) for number, count in counts.items()],
    )
    conn.execute(
        "UPDATE article SET entities = ?, first = ?, second = ? WHERE id = ?",
        (json_list(ids), *_foremost(conn, ids), article),
    )


def unlink(conn: sqlite3.Connection, article: int) -> None:
    """Forget which entities an article names; the names themselves stay."""
    conn.execute("DELETE FROM mention WHERE article = ?", (article,))


def choose_names(conn: sqlite3.Connection, articles: Iterable[int]) -> None:
    """Write the two entities that matter most to each article, leaving hidden ones out."""
    for article in articles:
        row = conn.execute("SELECT entities FROM article WHERE id = ?", (article,)).fetchone()
        ids = msgspec.json.decode(row[0], type=list[int]) if row else []
        conn.execute("UPDATE article SET first = ?, second = ? WHERE id = ?", (*_foremost(conn, ids), article))


def _foremost(conn: sqlite3.Connection, ids: Iterable[int]) -> tuple[int | None, int | None]:
    """Return the first two of an article's entities that are not hidden; what they were merged into stands for them."""
    names: list[int] = []
    for number in ids:
        found, hidden = conn.execute(
            "SELECT e.id, e.hidden FROM entity f JOIN entity e ON e.id = ifnull(f.merged, f.id) WHERE f.id = ?",
            (number,),
        ).fetchone()
        if found not in names and not hidden:
            names.append(found)
        if len(names) == 2:
            break
    first, second = (*names, None, None)[:2]
    return first, second


def in_library(conn: sqlite3.Connection, value: Article, ids: Sequence[int | None]) -> Article:
    """Return the article with the library's id, name and type of each entity; merged ones are one, hidden ones gone."""
    kept: list[Entity] = []
    at: dict[int, int] = {}
    moved: dict[int, int] = {}
    for index, entity in enumerate(value.entities):
        number = ids[index] if index < len(ids) else None
        row = None
        if number is not None:
            row = conn.execute(
                "SELECT e.id, e.name, e.type, e.hidden FROM entity e JOIN entity f ON e.id = ifnull(f.merged, f.id) "
                "WHERE f.id = ?",
                (number,),
            ).fetchone()
        if row is None:
            moved[index] = len(kept)
            kept.append(entity)
            continue
        number, name, kind, hidden = row
        if hidden:
            continue
        if number in at:
            first = kept[at[number]]
            aka = dict.fromkeys(other for other in (*first.aka, entity.name, *entity.aka) if other != first.name)
            kept[at[number]] = replace(first, mentions=first.mentions + entity.mentions, aka=tuple(aka))
        else:
            at[number] = len(kept)
            aka = dict.fromkeys(other for other in (entity.name, *entity.aka) if other != name)
            kept.append(replace(entity, id=number, name=name, type=kind, aka=tuple(aka)))
        moved[index] = at[number]
    mentions = tuple(
        Mention(moved[mention.entity], mention.block, mention.start, mention.end)
        for mention in value.mentions
        if mention.entity in moved
    )
    return replace(value, entities=tuple(kept), mentions=mentions)


def known_names(conn: sqlite3.Connection) -> list[KnownEntity]:
    """List the names the library is sure of, for ``annotate``: corrected, followed, linked, or with strong evidence."""
    rows = conn.execute(
        "SELECT id, name, type, articles, fixed, hidden FROM entity WHERE merged IS NULL AND "
        "(fixed = 1 OR followed = 1 OR hidden = 1 OR (score >= 0.8 AND articles >= 2) OR score >= 0.95 "
        "OR id IN (SELECT ifnull(e.merged, e.id) FROM entity e JOIN link l ON l.entity = e.id "
        "UNION SELECT e.merged FROM entity e JOIN correction c ON c.entity = e.id)) ORDER BY id"
    ).fetchall()
    others = _aliases(conn, None)
    return [
        KnownEntity(
            name=name,
            type=kind,
            aka=tuple(other for other in others.get(number, ()) if other != name),
            articles=articles,
            fixed=bool(fixed),
            hidden=bool(hidden),
        )
        for number, name, kind, articles, fixed, hidden in rows
    ]


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


def revive(
    conn: sqlite3.Connection,
    *,
    name: str,
    kind: EntityType,
    marks: tuple[int, int, int, int | None, int | None, int | None],
    spellings: Sequence[tuple[str, EntityType, str, int]],
) -> int:
    """Bring a name back from a copy with its marks and spellings (key, type, name, main).

    The marks are: followed, hidden, fixed, the season and the episode it was seen up to, guarded.
    """
    number = _insert(conn, name, Entity(name=name, type=kind))
    conn.executemany(
        "INSERT OR IGNORE INTO alias (entity, key, type, name, main) VALUES (?, ?, ?, ?, ?)",
        [(number, *spelling) for spelling in spellings],
    )
    conn.execute(
        "UPDATE entity SET followed = ?, hidden = ?, fixed = ?, seen_season = ?, seen_episode = ?, guarded = ? "
        "WHERE id = ?",
        (*marks, number),
    )
    return number


def spellings(conn: sqlite3.Connection, entity: int) -> list[str]:
    """Return every way a name is written, of those merged into it too; the name itself first."""
    return _aliases(conn, [entity]).get(entity, [])


def spellings_of(conn: sqlite3.Connection, ids: Collection[int]) -> dict[int, list[str]]:
    """Return every way each of these names is written, as ``spellings`` does."""
    return _aliases(conn, ids)


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
        sql("SELECT b.data, a.entities FROM article a JOIN body b ON {} WHERE a.id = ?", article_text.SHOWN_BODY),
        (article,),
    ).fetchone()
    if row is None:
        return
    named = in_library(conn, article_text.unpack(row[0]), msgspec.json.decode(row[1], type=list[int])).entities
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


def _quoted(entity: Entity, speakers: Sequence[str]) -> int:
    if entity.type not in SPEAKER_TYPES:
        return 0
    keys = {normalize(entity.name), *(normalize(other) for other in entity.aka)}
    return sum(speaker in keys for speaker in speakers)


def _telling(key: str, kind: EntityType) -> bool:
    """Return whether an alias is enough to know who is meant: a first or last name alone is not."""
    return kind not in ("person", "character") or " " in key


def _insert(conn: sqlite3.Connection, name: str, entity: Entity) -> int:
    cursor = conn.execute("INSERT INTO entity (name, type, score) VALUES (?, ?, ?)", (name, entity.type, entity.score))
    number = int(cursor.lastrowid or 0)
    conn.execute(
        "INSERT INTO alias (key, type, entity, name, main) VALUES (?, ?, ?, ?, 1)",
        (name_key(name, entity.type), entity.type, number, name),
    )
    return number


def _followed_beside(conn: sqlite3.Connection, name: str, kind: EntityType) -> bool:
    """Return whether a name is followed as another type: it stays so where newer rules know better what it is."""
    return any(
        conn.execute(
            "SELECT 1 FROM alias a JOIN entity e ON e.id = a.entity "
            "WHERE a.key = ? AND a.type = ? AND a.main = 1 AND e.followed = 1",
            (name_key(name, other), other),
        ).fetchone()
        for other in types_beside(kind)
        if other != kind
    )


def _add_aliases(conn: sqlite3.Connection, entity: int, names: Sequence[str], kind: EntityType) -> None:
    """Add the spellings that are new, up to ``_ALIASES_EACH`` a type."""
    if len({name_key(name, kind) for name in names}) == 1:
        return  # the name itself, by which it was found or made
    query = "SELECT key FROM alias WHERE entity = ? AND type = ?"
    known = {row[0] for row in conn.execute(query, (entity, kind))}
    for name in names:
        key = name_key(name, kind)
        if key not in known and len(known) < _ALIASES_EACH:
            known.add(key)
            conn.execute(
                "INSERT INTO alias (key, type, entity, name, main) VALUES (?, ?, ?, ?, 0)", (key, kind, entity, name)
            )


def _aliases(conn: sqlite3.Connection, ids: Collection[int] | None) -> dict[int, list[str]]:
    """Return the spellings of each entity, of those merged into it too; of every entity where ``ids`` is ``None``."""
    if ids is None:
        rows = conn.execute(
            "SELECT ifnull(e.merged, e.id), a.name, a.main FROM alias a JOIN entity e ON e.id = a.entity "
            "ORDER BY a.main DESC, a.name"
        )
    else:
        rows = conn.execute(
            "SELECT j.value, a.name, a.main FROM json_each(?1) j CROSS JOIN alias a ON a.entity = j.value UNION ALL "
            "SELECT j.value, a.name, a.main FROM json_each(?1) j CROSS JOIN entity e ON e.merged = j.value "
            "CROSS JOIN alias a ON a.entity = e.id ORDER BY 3 DESC, 2",
            (json_list(ids),),
        )
    spellings: dict[int, list[str]] = {}
    for number, other, _ in rows:
        known = spellings.setdefault(number, [])
        if other not in known:
            known.append(other)
    return spellings


def _named(
    conn: sqlite3.Connection,
    rows: Sequence[tuple[int, str, EntityType, int, int, int, int, int | None, int | None, int | None]],
) -> list[EntityRow]:
    others = _aliases(conn, [row[0] for row in rows]) if len(rows) <= 2_000 else _aliases(conn, None)
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
