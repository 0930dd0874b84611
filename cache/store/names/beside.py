"""What the library's articles have beside a name: people and works they name too, networks and years right beside it.

Bounded: the newest articles alone are asked, and the text of fewer of them is read.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator

import msgspec
from msgspec import Struct

from pullquote.cache.core.article import WORK_TYPES, Article, EntityType, Mention, block_text
from pullquote.cache.core.errors import LibraryDamaged
from pullquote.cache.core.names import name_key
from pullquote.cache.store.file.conversions import json_list, sql
from pullquote.cache.store.names import entities
from pullquote.cache.store.names import queries as name_queries
from pullquote.cache.store.texts import bodies

ARTICLES = 60
"""Newest articles of a name whose other names are asked for."""
TEXTS = 8
"""Newest articles of a name whose text is read."""
_NAMES = 400
_FIRST_RUNS = (None, "film", "series", "season 1", "album")
"""What a dated release may be of that says when the whole began; a later season does not."""
_YEAR = r"((?:19|20)\d\d)"
_KINDS = (
    r"(?:\w+\s+)?(?:films?|movies?|pictures?|series|shows?|dramas?|comed(?:y|ies)|sitcoms?|thrillers?|albums?|"
    r"remakes?|revivals?)"
)
_BEFORE = re.compile(_YEAR + r"(?:['’]s|\s+" + _KINDS + r",?)\s+[“\"‘']?(?:the\s+)?$", re.I)
_AFTER = re.compile(
    r"^[”\"’']?(?:\s*[(\[](?:[^()\[\]]{0,24}\W)?" + _YEAR + r"\b|,?\s+(?:an?|the)\s+" + _YEAR + r"\s+" + _KINDS + ")",
    re.I,
)


class Surroundings(Struct, frozen=True, kw_only=True):
    """What stands beside a name: ``names`` of people, groups and works; ``channels`` and ``years`` right beside it."""

    names: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    years: tuple[int, ...] = ()


class BesideRow(Struct, frozen=True, kw_only=True):
    """An entity that articles name beside another, or that other itself: ``together`` are those articles."""

    id: int
    name: str
    type: EntityType
    aka: tuple[str, ...]
    articles: int
    quotes: int
    fixed: bool
    hidden: bool
    together: frozenset[int]


def surroundings(conn: sqlite3.Connection, entity: int) -> Surroundings:
    """Return what the newest articles about an entity have beside it."""
    kinds = ("person", "group", *WORK_TYPES)
    rows = [row for row in beside(conn, entity) if row.id != entity and row.type in kinds and not row.hidden]
    names = dict.fromkeys(name for row in rows for name in (row.name, *row.aka) if name == row.name or " " in name)
    channels: dict[str, None] = {}
    years: dict[int, None] = {}
    for article in _texts(conn, entity):
        channels |= dict.fromkeys(_channels(article, entity))
        years |= dict.fromkeys(_years(article, entity))
    return Surroundings(names=tuple(names), channels=tuple(channels), years=tuple(years))


def acts(conn: sqlite3.Connection, entity: int) -> tuple[str, ...]:
    """Return the people and groups that articles name beside an entity, those named most first."""
    return tuple(row.name for row in beside(conn, entity) if row.type in ("group", "person") and not row.hidden)


def beside(conn: sqlite3.Connection, entity: int) -> list[BesideRow]:
    """Return what the newest articles about an entity name, itself too, that named most first."""
    articles = name_queries.articles_about(conn, entity, ARTICLES)
    rows = conn.execute(
        "SELECT e.id, e.name, e.type, e.articles, e.quotes, e.fixed, e.hidden, json_group_array(m.article) "
        "FROM json_each(?) j CROSS JOIN mention m ON m.article = j.value JOIN entity e ON e.id = m.entity "
        "GROUP BY e.id ORDER BY count(*) DESC, e.id LIMIT ?",
        (json_list(articles), _NAMES),
    ).fetchall()
    spelled = entities.spellings_of(conn, [row[0] for row in rows])
    return [
        BesideRow(
            id=number,
            name=name,
            type=kind,
            aka=tuple(other for other in spelled.get(number, ()) if other != name),
            articles=count,
            quotes=quotes,
            fixed=bool(fixed),
            hidden=bool(hidden),
            together=frozenset(msgspec.json.decode(together, type=list[int])),
        )
        for number, name, kind, count, quotes, fixed, hidden, together in rows
    ]


def _texts(conn: sqlite3.Connection, entity: int) -> Iterator[Article]:
    """Yield the newest articles about an entity as they are shown, with the library's ids."""
    for number in name_queries.articles_about(conn, entity, TEXTS):
        row = conn.execute(
            sql("SELECT b.data, a.entities FROM article a JOIN body b ON {} WHERE a.id = ?", bodies.SHOWN_BODY),
            (number,),
        ).fetchone()
        if row is not None:
            try:
                article = bodies.unpack(row[0])
            except LibraryDamaged:
                continue
            yield entities.in_library(conn, article, msgspec.json.decode(row[1], type=list[int]))


def _channels(article: Article, entity: int) -> Iterator[str]:
    """Yield the organizations named in a paragraph that names the entity."""
    blocks = {mention.block for mention in _mentions(article, entity)}
    at = {mention.entity for mention in article.mentions if mention.block in blocks}
    for number in sorted(at):
        if article.entities[number].type == "organization":
            yield from (article.entities[number].name, *article.entities[number].aka)


def _years(article: Article, entity: int) -> Iterator[int]:
    """Yield the years that stand at a name as that of its release, and those of dates that say when it began."""
    names: set[str] = set()
    for one in article.entities:
        if one.id == entity:
            names |= {name_key(name) for name in (one.name, *one.aka)}
    for mention in _mentions(article, entity):
        text = _text(article, mention.block)
        for found in (_BEFORE.search(text, 0, mention.start), _AFTER.search(text[mention.end : mention.end + 60])):
            if found:
                yield int(next(year for year in found.groups() if year))
    for release in article.releases:
        if release.date and release.what in _FIRST_RUNS and name_key(release.title) in names:
            yield int(release.date[:4])


def _mentions(article: Article, entity: int) -> list[Mention]:
    return [mention for mention in article.mentions if article.entities[mention.entity].id == entity]


def _text(article: Article, block: int) -> str:
    return block_text(article.blocks[block]) if 0 <= block < len(article.blocks) else article.title
