"""What lists show of articles: headlines, and the release dates they state."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Sequence

from pullquote.cache.core.results import DatedRelease, Headline
from pullquote.cache.core.tags import line_tags
from pullquote.cache.store.file.conversions import json_list, moment

_HEADLINE = (
    "SELECT a.id, a.title, o.name, a.moment, a.url, a.minutes, a.words, a.read, a.starred, a.sample, a.complete, "
    "e.name, f.name, a.feed, a.quotes, a.byline, a.tags, a.lead, "
    "a.own_tags, a.queued, a.muted, ifnull(a.place, 0), n.story, "
    "CASE WHEN n.story THEN (SELECT count(*) - 1 FROM news s WHERE s.story = n.story) ELSE 0 END, "
    "EXISTS (SELECT 1 FROM clipping c WHERE c.article = a.id) "
    "FROM json_each(?) j CROSS JOIN article a ON a.id = j.value "  # CROSS: in the order of the list
    "LEFT JOIN outlet o ON o.id = a.outlet LEFT JOIN entity e ON e.id = a.first LEFT JOIN entity f ON f.id = a.second "
    "LEFT JOIN news n ON n.article = a.id"
)


def headlines(conn: sqlite3.Connection, ids: Sequence[int]) -> list[Headline]:
    """Return the rows of the list for ``ids``, in their order; ids that are gone are left out."""
    return [
        Headline(
            id=row[0],
            title=row[1],
            outlet=row[2],
            when=moment(row[3]),
            url=row[4],
            minutes=row[5],
            words=row[6],
            read=bool(row[7]),
            starred=bool(row[8]),
            sample=bool(row[9]),
            complete=bool(row[10]),
            names=tuple(name for name in (row[11], row[12]) if name),
            feed=row[13],
            quotes=row[14],
            byline=tuple(row[15].split("\n")) if row[15] else (),
            keywords=line_tags(row[16]),
            picture=row[17],
            tags=line_tags(row[18]),
            queued=row[19] is not None,
            muted=bool(row[20]),
            position=row[21],
            story=row[22],
            others=row[23],
            marked=bool(row[24]),
        )
        for row in conn.execute(_HEADLINE, (json_list(ids),))
    ]


def releases(
    conn: sqlite3.Connection, ids: Sequence[int], *, without: Collection[tuple[int, int]] = ()
) -> list[DatedRelease]:
    """Return the release dates stated by ``ids``: the dated ones by date, then those without a date.

    ``without`` are some to leave out, by their articles and their places in them.
    """
    rows = conn.execute(
        "SELECT r.article, r.title, r.what, r.date, r.precision, r.text, iif(a.dated, a.moment, NULL), "
        "r.place FROM json_each(?) j JOIN release r ON r.article = j.value JOIN article a ON a.id = r.article "
        "ORDER BY r.date IS NULL, r.date, a.moment DESC, r.article, r.place",
        (json_list(ids),),
    )
    return [
        DatedRelease(
            article=row[0], title=row[1], what=row[2], date=row[3], precision=row[4], text=row[5], stated=moment(row[6])
        )
        for row in rows
        if (row[0], row[7]) not in without
    ]
