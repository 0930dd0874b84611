"""Quotes across the library. Their words stand in the articles; the tables say which articles to read."""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Collection, Iterable

import msgspec

from pullquote.cache.core.names import normalize
from pullquote.cache.core.query import both
from pullquote.cache.core.results import QuoteRow
from pullquote.cache.core.sanitize import clean_name
from pullquote.cache.core.subjects import quotes_about
from pullquote.cache.store import article_text, entities, search
from pullquote.cache.store.conversions import json_list, moment, sql

_QUOTED = sql(
    "SELECT a.title, o.name, a.url, iif(a.dated, a.moment, NULL), b.data, a.entities FROM article a JOIN body b ON {} "
    "LEFT JOIN outlet o ON o.id = a.outlet WHERE a.id = ?",
    article_text.SHOWN_BODY,
)
_ids = msgspec.json.Decoder(list[int])


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
    entities of which a quote must speak one (``core.subjects``).
    """
    chosen = search.ids(conn, both("has:quote", query))
    if among is not None:
        chosen = _among(chosen, ((number,) for number in among))
    speakers: set[int] | None = None
    if speaker is not None:
        speakers = _speakers(conn, speaker)
        query_of = "SELECT DISTINCT article FROM quote WHERE speaker IN (SELECT value FROM json_each(?))"
        chosen = _among(chosen, conn.execute(query_of, (json_list(speakers),)))
        if isinstance(speaker, int):
            chosen = _among(chosen, _naming(conn, (speaker,)))
    names: set[int] | None = None
    if about is not None:
        names = {entities.resolved(conn, name) for name in about}
        chosen = _among(chosen, _naming(conn, names))
    found: list[QuoteRow] = []
    for number in chosen:
        if limit is not None and len(found) >= limit:
            break
        found += _of_article(conn, number, speakers, names)
    return found[:limit]


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


def _among(chosen: array[int], rows: Iterable[tuple[int]]) -> array[int]:
    wanted = {row[0] for row in rows}
    return array("q", [number for number in chosen if number in wanted])


def _of_article(
    conn: sqlite3.Connection, article: int, speakers: set[int] | None, names: set[int] | None
) -> list[QuoteRow]:
    row = conn.execute(_QUOTED, (article,)).fetchone()
    if row is None:
        return []
    places = dict(conn.execute("SELECT place, speaker FROM quote WHERE article = ?", (article,)))
    if names is None:
        said = article_text.quote_rows(row[4]).quotes
    else:
        whole = entities.in_library(conn, article_text.unpack(row[4]), _ids.decode(row[5]))
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
