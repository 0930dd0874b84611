"""What a person says of stories: that an article is other news, or the same as another. One step each, remembered.

It is kept in ``told`` by what outlasts an article's row, and stands above whatever is found by itself, then and later.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from itertools import product
from typing import Any

from pullquote.cache.core.errors import NotFound, UsageError
from pullquote.cache.store.file.conversions import json_list
from pullquote.cache.store.stories import grouping
from pullquote.cache.store.stories import rows as story_rows
from pullquote.cache.store.user import steps


def part(conn: sqlite3.Connection, article: int) -> int:
    """Part an article from its story, whose news it is not; return how many the others are, 0 for none.

    It may find another story at once.
    """
    story = story_rows.story_of(conn, article)
    if story is None:
        return 0
    before = _members(conn, [story])
    others = [number for number in before if number != article]
    told = _tell(conn, [article], others, same=False)
    grouping.take_out(conn, article, story)
    known = set(before)
    grouping.place_again(conn, article)
    found = story_rows.story_of(conn, article)
    if found is not None:
        was_alone = conn.execute("SELECT value FROM meta WHERE key = 'story'").fetchone()[0] == found
        for number in _members(conn, [found]):
            if number not in known:
                before[number] = None if was_alone else found
    title = _title(conn, article)
    steps.keep(conn, "story", f"One story with the others again: “{title}”.", {"told": told, "was": [*before.items()]})
    return len(others)


def join(conn: sqlite3.Connection, article: int, other: int) -> int:
    """Join the stories of two articles; return how many are in it then, 0 if they were in one before.

    Raises ``NotFound``, and ``UsageError`` for one that is not understood yet.
    """
    for number in (article, other):
        row = conn.execute(
            "SELECT a.title, n.article FROM article a LEFT JOIN news n ON n.article = a.id WHERE a.id = ?", (number,)
        ).fetchone()
        if row is None:
            raise NotFound(f"There is no article {number} in the library. `pullquote list` shows ids and titles.")
        if row[1] is None:
            raise UsageError(f"“{row[0]}” is not understood yet: open it first, then say which story it belongs to.")
    one, two = story_rows.story_of(conn, article), story_rows.story_of(conn, other)
    if article == other or (one is not None and one == two):
        return 0
    before = _members(conn, [story for story in (one, two) if story is not None])
    before |= {number: None for number, story in ((article, one), (other, two)) if story is None}
    first = [number for number, story in before.items() if number == article or (one and story == one)]
    second = [number for number in before if number not in first]
    told = _untell(conn, first, second) + _tell(conn, [article], [other], same=True)
    grouping.unite(conn, [article, other])
    title = _title(conn, article)
    steps.keep(conn, "story", f"Two stories again: “{title}”.", {"told": told, "was": [*before.items()]})
    return len(before)


def take_back(conn: sqlite3.Connection, data: Mapping[str, Any]) -> None:
    """Take back what ``part`` or ``join`` did: what was said, and the stories as they were."""
    for one, other, was in data["told"]:
        if was is None:
            conn.execute("DELETE FROM told WHERE one = ? AND other = ?", (one, other))
        else:
            conn.execute("INSERT OR REPLACE INTO told (one, other, same) VALUES (?, ?, ?)", (one, other, was))
    grouping.put_as_before(conn, dict(data["was"]))


def _members(conn: sqlite3.Connection, numbers: Sequence[int]) -> dict[int, int | None]:
    """Return the articles of stories, each with its story."""
    rows = conn.execute(
        "SELECT article, story FROM news WHERE story IN (SELECT value FROM json_each(?))", (json_list(numbers),)
    )
    return dict(rows.fetchall())


Told = list[tuple[int, int, int | None]]
"""Two marks, the smaller first, and what was said of them before: ``None`` for nothing."""


def _tell(conn: sqlite3.Connection, first: Iterable[int], second: Iterable[int], *, same: bool) -> Told:
    """Keep of each two articles whether they are the same; return what was said before."""
    was: Told = []
    for one, other in _pairs(conn, first, second):
        row = conn.execute("SELECT same FROM told WHERE one = ? AND other = ?", (one, other)).fetchone()
        was.append((one, other, row[0] if row else None))
        conn.execute("INSERT OR REPLACE INTO told (one, other, same) VALUES (?, ?, ?)", (one, other, int(same)))
    return was


def _untell(conn: sqlite3.Connection, first: Iterable[int], second: Iterable[int]) -> Told:
    """Forget what was said of each two articles; return it."""
    was: Told = []
    for one, other in _pairs(conn, first, second):
        gone = conn.execute("DELETE FROM told WHERE one = ? AND other = ? RETURNING same", (one, other)).fetchall()
        was += [(one, other, row[0]) for row in gone]
    return was


def _pairs(conn: sqlite3.Connection, first: Iterable[int], second: Iterable[int]) -> list[tuple[int, int]]:
    ours = [mark for number in first for mark in grouping.marks(conn, number)]
    theirs = [mark for number in second for mark in grouping.marks(conn, number)]
    return list(dict.fromkeys((min(pair), max(pair)) for pair in product(ours, theirs) if pair[0] != pair[1]))


def _title(conn: sqlite3.Connection, article: int) -> str:
    row = conn.execute("SELECT title FROM article WHERE id = ?", (article,)).fetchone()
    return str(row[0]) if row else ""
