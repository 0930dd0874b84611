"""Marks a user sets on articles: read, starred, tags, the reading list, places. ``undo`` takes each step back."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Mapping, Sequence

from pullquote.cache.core.names import normalize
from pullquote.cache.core.results import OwnTag
from pullquote.cache.core.tags import TagChange, line_tags, tag_lines
from pullquote.cache.store.file.conversions import json_list, sql
from pullquote.cache.store.user import steps

Value = int | str | None
"""What may stand in a column of an article that a user changes."""
Was = dict[str, dict[int, Value]]
"""What stood in columns of articles before they were changed."""
_TAKEN_BACK = {
    ("read", True): "unread again",
    ("read", False): "read again",
    ("starred", True): "no longer starred",
    ("starred", False): "starred again",
    ("followed", True): "no longer followed",
    ("followed", False): "followed again",
}


def mark_read(conn: sqlite3.Connection, articles: Sequence[int], read: bool, *, step: bool = True) -> int:
    """Mark articles read or unread; return how many changed. Without ``step``, undo passes it by."""
    if not step:
        return len(set_read(conn, articles, read))
    return set_mark(conn, "article", "read", articles, read)


def star(conn: sqlite3.Connection, articles: Sequence[int], starred: bool) -> int:
    """Star articles, or take the star away; return how many changed."""
    return set_mark(conn, "article", "starred", articles, starred)


def tag(conn: sqlite3.Connection, articles: Sequence[int], change: TagChange) -> int:
    """Add a person's own tags to articles, or take them away; return how many articles changed."""
    changed = change_tags(conn, articles, change)
    remember_change(conn, changed, "tagged as before")
    return len(changed["own_tags"])


def change_tags(conn: sqlite3.Connection, articles: Sequence[int], change: TagChange) -> Was:
    """Tag articles as ``tag`` does, without a step for undo: a tag the library has keeps its spelling there."""
    spelled = {normalize(known.name): known.name for known in own_tags(conn)}
    change = TagChange(tuple(spelled.get(normalize(name), name) for name in change.add), change.remove)
    rows = conn.execute(
        "SELECT id, own_tags FROM article WHERE id IN (SELECT value FROM json_each(?))", (json_list(articles),)
    )
    return change_articles(conn, {"own_tags": {number: tags_after(text, change) for number, text in rows}})


def tags_after(text: str | None, change: TagChange) -> str | None:
    """Return what stands in ``own_tags`` after a change."""
    return tag_lines(change.applied(line_tags(text)))


def own_tags(conn: sqlite3.Connection) -> list[OwnTag]:
    """List a person's own tags by name."""
    found: dict[str, OwnTag] = {}
    for text, count, unread in conn.execute(
        "SELECT own_tags, count(*), sum(1 - read) FROM article WHERE own_tags IS NOT NULL GROUP BY own_tags"
    ):
        for name in line_tags(text):
            known = found.get(normalize(name), OwnTag(name))
            found[normalize(name)] = OwnTag(known.name, known.articles + count, known.unread + unread)
    return [found[key] for key in sorted(found)]


def queue(conn: sqlite3.Connection, articles: Sequence[int], queued: bool) -> int:
    """Put articles at the end of the reading list in this order, or take them off; return how many changed."""
    changed = change_queue(conn, articles, queued=queued)
    remember_change(conn, changed, "no longer on the reading list" if queued else "on the reading list again")
    return len(changed["queued"])


def change_queue(conn: sqlite3.Connection, articles: Sequence[int], *, queued: bool) -> Was:
    """Change the reading list as ``queue`` does, without a step for undo."""
    there = {
        row[0]
        for row in conn.execute(
            "SELECT id FROM article WHERE (queued IS NULL) = ? AND id IN (SELECT value FROM json_each(?))",
            (int(queued), json_list(articles)),
        )
    }
    last = conn.execute("SELECT ifnull(max(queued), 0) FROM article").fetchone()[0]
    changing = filter(there.__contains__, dict.fromkeys(articles))
    after = {number: last + place if queued else None for place, number in enumerate(changing, 1)}
    return change_articles(conn, {"queued": after})


def change_articles(conn: sqlite3.Connection, values: Mapping[str, Mapping[int, Value]]) -> Was:
    """Set columns of articles where they differ; return what stood there."""
    was: Was = {}
    for column, after in values.items():
        found = conn.execute(
            sql("SELECT id, {} FROM article WHERE id IN (SELECT value FROM json_each(?))", column), (json_list(after),)
        ).fetchall()
        was[column] = {number: value for number, value in found if value != after[number]}
        if column == "read":  # counted by feeds and outlets
            for read in (False, True):
                set_read(conn, [number for number in was[column] if after[number] == read], read)
        else:
            conn.executemany(
                sql("UPDATE article SET {} = ? WHERE id = ?", column),
                [(after[number], number) for number in was[column]],
            )
    return was


def remember_change(conn: sqlite3.Connection, was: Was, words: str) -> None:
    """Keep a change of articles as one step; ``words`` say what they are again when it is taken back."""
    numbers = {number for rows in was.values() for number in rows}
    if numbers:
        sentence = _said(conn, "article", sorted(numbers), words)
        steps.keep(conn, "articles", sentence, {column: [*rows.items()] for column, rows in was.items() if rows})


def set_read(conn: sqlite3.Connection, articles: Sequence[int], read: bool) -> list[int]:
    """Set the read mark where it differs, and what feeds and outlets count by it; return the ids that changed."""
    rows = conn.execute(
        "UPDATE article SET read = ?1 WHERE read <> ?1 AND id IN (SELECT value FROM json_each(?2)) "
        "RETURNING id, feed, outlet",
        (int(read), json_list(articles)),
    ).fetchall()
    for table, column in (("feed", 1), ("outlet", 2)):
        counts = Counter(row[column] for row in rows)
        conn.executemany(
            sql("UPDATE {} SET unread = unread + ? WHERE id = ?", table),
            [(-count if read else count, number) for number, count in counts.items() if number is not None],
        )
    return sorted(row[0] for row in rows)


def keep_place(conn: sqlite3.Connection, article: int, place: float) -> None:
    """Keep how far an article was read, 0 to 1."""
    conn.execute("UPDATE article SET place = ? WHERE id = ?", (min(max(place, 0.0), 1.0), article))


def place(conn: sqlite3.Connection, article: int) -> float | None:
    """Return how far an article was read, ``None`` where it was not begun."""
    row = conn.execute("SELECT place FROM article WHERE id = ?", (article,)).fetchone()
    return row[0] if row else None


def set_mark(conn: sqlite3.Connection, table: str, column: str, ids: Sequence[int], value: bool) -> int:
    """Set a mark where it is not set already, and remember exactly those rows."""
    if column == "read":
        changed = set_read(conn, ids, value)
    else:
        rows = conn.execute(
            sql(
                "UPDATE {0} SET {1} = ?1 WHERE {1} <> ?1 AND id IN (SELECT value FROM json_each(?2)) RETURNING id",
                table,
                column,
            ),
            (int(value), json_list(ids)),
        )
        changed = sorted(row[0] for row in rows)
    if not changed:
        return 0
    sentence = _said(conn, table, changed, _TAKEN_BACK[column, value])
    steps.keep(conn, "mark", sentence, kept_of_mark(table, column, changed, value))
    return len(changed)


def kept_of_mark(table: str, column: str, changed: Sequence[int], value: bool) -> dict[str, object]:
    """Return what a step of the kind ``mark`` keeps: the rows of a table whose mark was changed, and what it was."""
    return {"table": table, "column": column, "was": int(not value), "ids": changed}


def _said(conn: sqlite3.Connection, table: str, ids: Sequence[int], words: str) -> str:
    """Return a sentence that says of rows of articles or names what they are; a title, which may be cut, is last."""
    if len(ids) == 1:
        title = "title" if table == "article" else "name"
        what = conn.execute(sql("SELECT {} FROM {} WHERE id = ?", title, table), (ids[0],)).fetchone()[0]
        return f"{words[:1].upper()}{words[1:]}: “{what}”."
    return f"{len(ids):,} {'articles' if table == 'article' else 'names'} are {words}."
