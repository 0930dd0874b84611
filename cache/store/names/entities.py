"""Shows, people and other names across the library: one entity for all spellings, and the user's corrections.

Two names are the same entity when they have the same type and one is the other's name or an alias that
belongs to nobody else. A first or last name alone joins nobody. Corrections stand in the rows themselves
(``hidden``, ``fixed``, ``merged``, further rows of ``alias``), so they hold for articles to come.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Sequence

import msgspec
from msgspec.structs import replace

from pullquote.cache.core.article import (
    SPEAKER_TYPES,
    Article,
    Entity,
    EntityType,
    Mention,
    types_beside,
)
from pullquote.cache.core.names import name_key, normalize
from pullquote.cache.core.results import KnownEntity
from pullquote.cache.core.sanitize import clean_name
from pullquote.cache.store.file.conversions import json_list

_ALIASES_EACH = 24


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
    others = spellings_of(conn, None)
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
    return spellings_of(conn, [entity]).get(entity, [])


def spellings_of(conn: sqlite3.Connection, ids: Collection[int] | None) -> dict[int, list[str]]:
    """Return every way each of these names is written, as ``spellings`` does; of all where ``ids`` is ``None``."""
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
