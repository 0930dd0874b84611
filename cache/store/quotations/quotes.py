"""Quotes across the library. Their words stand in the articles; the tables say which articles to read."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping

import msgspec
from msgspec.structs import replace

from pullquote.cache.core.names import normalize
from pullquote.cache.core.names.subjects import quotes_about
from pullquote.cache.core.query import both
from pullquote.cache.core.results import Elsewhere, QuoteRow
from pullquote.cache.core.sanitize import clean_name
from pullquote.cache.store.file.conversions import json_list, moment, sql
from pullquote.cache.store.names import entities
from pullquote.cache.store.names import queries as name_queries
from pullquote.cache.store.reading import search
from pullquote.cache.store.stories import rows as story_rows
from pullquote.cache.store.texts import bodies

_QUOTED = sql(
    "SELECT a.title, o.name, a.url, iif(a.dated, a.moment, NULL), b.data, a.entities FROM article a JOIN body b ON {} "
    "LEFT JOIN outlet o ON o.id = a.outlet WHERE a.id = ?",
    bodies.SHOWN_BODY,
)
_ids = msgspec.json.Decoder(list[int])
_LEAST_PART = 4
"""Words of a quotation that may be a part of another."""
_MOST_OF_STORY = 60
"""Articles of a story whose quotations are compared."""


def quotes(
    conn: sqlite3.Connection,
    query: str = "",
    *,
    speaker: str | int | None = None,
    about: Collection[int] | None = None,
    limit: int | None = None,
    among: Collection[int] | None = None,
) -> list[QuoteRow]:
    """List the quotes of matching articles, ``among`` some only, the newest first, in the order of the text.

    ``speaker`` is who said them: an entity, or a part of a speaker's name that begins at a word. ``about`` are the
    entities of which a quote must speak one (``core.names.subjects``).
    """
    speakers = None if speaker is None else _speakers(conn, speaker)
    names = None if about is None else {entities.resolved(conn, name) for name in about}
    wanted = both("has:quote", query)
    plain = among is None and search.is_walked(conn, wanted)
    alone = {speaker} if isinstance(speaker, int) else names
    chosen: Iterable[int]
    if plain and limit is not None and alone is not None and len(alone) == 1:  # of a name, no more than is shown
        chosen = _quoting(conn, wanted, name_queries.every_about(conn, next(iter(alone))), speakers)
    else:
        few = None if among is None else set(among)
        if speakers is not None:
            query_of = "SELECT DISTINCT article FROM quote WHERE speaker IN (SELECT value FROM json_each(?))"
            few = _both(few, conn.execute(query_of, (json_list(speakers),)))
        if isinstance(speaker, int):
            few = _both(few, _naming(conn, (speaker,)))
        chosen = search.newest_first(conn, wanted, among=few if names is None else _both(few, _naming(conn, names)))
    merged = _Merged(conn)
    for number in chosen:
        if limit is not None and len(merged.rows) >= limit:
            break
        merged.add(number, _of_article(conn, number, speakers, names))
    return merged.rows[:limit]


class _Merged:
    """Quotes of articles, those that another article of the same story has told once: with every outlet that has it."""

    def __init__(self, conn: sqlite3.Connection) -> None:
        self._conn = conn
        self.rows: list[QuoteRow] = []
        self._said: dict[int, dict[str, list[Elsewhere]]] = {}
        self._told: set[tuple[int, str]] = set()

    def add(self, article: int, rows: Iterable[QuoteRow]) -> None:
        """Add the quotes of an article, but for those an article before it in the list has."""
        story = story_rows.story_of(self._conn, article)
        if story is None:
            self.rows += rows
            return
        if story not in self._said:
            self._said[story] = _said_in(self._conn, story)
        for row in rows:
            key = _same(row.text, self._said[story])
            if (story, key) not in self._told:
                self._told.add((story, key))
                others = self._said[story].get(key, [])
                also = {one.article: one for one in others if one.article != article}
                self.rows.append(replace(row, also=tuple(also.values())))


def _said_in(conn: sqlite3.Connection, story: int) -> dict[str, list[Elsewhere]]:
    """Return what is said in a story, in comparable words, with the articles that have it.

    Of quotations of which one is a part of another, as some outlets cut them, the longest stands for all.
    """
    said: list[tuple[str, Elsewhere]] = []
    numbers = conn.execute("SELECT article FROM news WHERE story = ? ORDER BY article", (story,)).fetchall()
    for (number,) in numbers[:_MOST_OF_STORY]:
        row = conn.execute(_QUOTED, (number,)).fetchone()
        if row is not None:
            where = Elsewhere(article=number, outlet=row[1], url=row[2])
            said += [(normalize.__wrapped__(quote.alone), where) for quote in bodies.quote_rows(row[4]).quotes]
    found: dict[str, list[Elsewhere]] = {}
    for words, where in sorted(said, key=lambda one: -len(one[0])):
        found.setdefault(_same(words, found, plain=True), []).append(where)
    return found


def _same(text: str, said: Mapping[str, object], *, plain: bool = False) -> str:
    """Return which of what is ``said`` a quotation is, or a part of; its own words where it is none."""
    words = text if plain else normalize.__wrapped__(text)
    if words in said or len(words.split()) < _LEAST_PART:
        return words
    return next((whole for whole in said if f" {words} " in f" {whole} "), words)


def _speakers(conn: sqlite3.Connection, speaker: str | int) -> set[int]:
    """Return the speakers that are an entity under any of its names, or whose name has a word that begins so."""
    if isinstance(speaker, str):
        key = normalize(clean_name(speaker))
        rows = conn.execute("SELECT id FROM speaker WHERE instr(' ' || key, ' ' || ?) > 0", (key,))
        return {row[0] for row in rows}
    keys = [normalize(name) for name in entities.spellings(conn, speaker)]
    rows = conn.execute("SELECT id FROM speaker WHERE key IN (SELECT value FROM json_each(?))", (json_list(keys),))
    return {row[0] for row in rows}


def _naming(conn: sqlite3.Connection, names: Collection[int]) -> sqlite3.Cursor:
    query = "SELECT DISTINCT article FROM mention WHERE entity IN (SELECT value FROM json_each(?))"
    return conn.execute(query, (json_list(names),))


def _quoting(conn: sqlite3.Connection, query: str, articles: Iterable[int], speakers: set[int] | None) -> Iterator[int]:
    """Yield those of some articles that answer a query and quote one of the speakers; ``None`` for anybody."""
    said = "SELECT 1 FROM quote WHERE article = ?1 AND (?2 IS NULL OR speaker IN (SELECT value FROM json_each(?2)))"
    by = None if speakers is None else json_list(speakers)
    for number in articles:
        if conn.execute(said, (number, by)).fetchone():
            yield from search.newest_first(conn, query, among=(number,))


def _both(some: set[int] | None, rows: Iterable[tuple[int]]) -> set[int]:
    """Return what is among ``some``, all where that is ``None``, and in rows."""
    found = {row[0] for row in rows}
    return found if some is None else some & found


def _of_article(
    conn: sqlite3.Connection, article: int, speakers: set[int] | None, names: set[int] | None
) -> list[QuoteRow]:
    row = conn.execute(_QUOTED, (article,)).fetchone()
    if row is None:
        return []
    places = dict(conn.execute("SELECT place, speaker FROM quote WHERE article = ?", (article,)))
    if names is None:
        said = bodies.quote_rows(row[4]).quotes
    else:
        whole = entities.in_library(conn, bodies.unpack(row[4]), _ids.decode(row[5]))
        of = [place for place, entity in enumerate(whole.entities) if entity.id in names]
        spoken_of = set(quotes_about(whole, of))
        said = whole.quotes
        places = {place: by for place, by in places.items() if place in spoken_of}
    return [
        QuoteRow(
            article=article,
            text=quote.alone,
            speaker=quote.speaker,
            via=quote.via,
            kind=quote.kind,
            title=row[0],
            outlet=row[1],
            url=row[2],
            published=moment(row[3]),
            block=quote.block,
        )
        for place, quote in enumerate(said)
        if place in places and (speakers is None or places[place] in speakers)
    ]
