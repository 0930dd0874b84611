"""Quotes across the library. Their words stand in the articles; the tables say which articles to read."""

from __future__ import annotations

import sqlite3
from array import array

from pullquote.cache.core.names import normalize
from pullquote.cache.core.results import QuoteRow
from pullquote.cache.core.sanitize import clean_name
from pullquote.cache.store import article_text, search
from pullquote.cache.store.conversions import json_list, moment, sql

_QUOTED = sql(
    "SELECT a.title, o.name, a.url, iif(a.dated, a.moment, NULL), b.data FROM article a JOIN body b ON {} "
    "LEFT JOIN outlet o ON o.id = a.outlet WHERE a.id = ?",
    article_text.SHOWN_BODY,
)


def quotes(
    conn: sqlite3.Connection, query: str = "", *, speaker: str | None = None, limit: int | None = None
) -> list[QuoteRow]:
    """List the quotes of matching articles, the newest article first, in the order of the text.

    ``speaker`` is a part of a speaker's name that begins at a word.
    """
    chosen = search.ids(conn, f"has:quote {query}")
    speakers: list[int] | None = None
    if speaker is not None:
        rows = conn.execute(
            "SELECT id FROM speaker WHERE instr(' ' || key, ' ' || ?) > 0", (normalize(clean_name(speaker)),)
        )
        speakers = [row[0] for row in rows]
        quoted = {
            row[0]
            for row in conn.execute(
                "SELECT DISTINCT article FROM quote WHERE speaker IN (SELECT value FROM json_each(?))",
                (json_list(speakers),),
            )
        }
        chosen = array("q", [number for number in chosen if number in quoted])
    found: list[QuoteRow] = []
    for number in chosen:
        if limit is not None and len(found) >= limit:
            break
        found += _of_article(conn, number, set(speakers) if speakers is not None else None)
    return found[:limit]


def _of_article(conn: sqlite3.Connection, article: int, speakers: set[int] | None) -> list[QuoteRow]:
    row = conn.execute(
        _QUOTED,
        (article,),
    ).fetchone()
    if row is None:
        return []
    places = dict(conn.execute("SELECT place, speaker FROM quote WHERE article = ?", (article,)))
    return [
        QuoteRow(
            article=article,
            text=quote.text,
            speaker=quote.speaker,
            via=quote.via,
            kind=quote.kind,
            title=row[0],
            outlet=row[1],
            url=row[2],
            published=moment(row[3]),
            block=quote.block,
        )
        for place, quote in enumerate(article_text.quote_rows(row[4]).quotes)
        if place in places and (speakers is None or places[place] in speakers)
    ]
