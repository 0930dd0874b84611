"""Lists by story: one row for the same news, and what stands under it. Reads only."""

from __future__ import annotations

import contextlib
import sqlite3
from array import array
from collections.abc import Sequence
from itertools import chain

import msgspec
from msgspec import Struct

from pullquote.cache.core.id_set import IdSet, without
from pullquote.cache.core.stories.new_here import New

_GROUPED = (
    "SELECT n.article, n.story, n.adds FROM news n CROSS JOIN article a ON a.id = n.article "
    "WHERE n.story IS NOT NULL AND a.muted = 0 ORDER BY a.moment DESC, a.id DESC"
)
"""`CROSS`: those that are in a story are looked up, and not for every article whether it is."""


class Groups(Struct, frozen=True):
    """Which article is in which story.

    ``repeats`` say nothing that the earlier ones have not said; ``below`` are all but the head of each story: the
    newest of those that say something.
    """

    story: dict[int, int]
    repeats: frozenset[int]
    below: frozenset[int]

    def rows(self, ids: array[int], *, unread: bool = False, ranked: bool = False) -> array[int]:
        """Return a list with one article for each story, as ``parted`` does."""
        return self.parted(ids, unread=unread, ranked=ranked)[0]

    def parted(
        self, ids: array[int], *, unread: bool = False, ranked: bool = False
    ) -> tuple[array[int], Sequence[int]]:
        """Return a list with one article for each story, the first that says something new, and those left out of it.

        ``unread``: the list is of unread articles, and a story whose head was read has none. ``ranked``: the first is
        the best, whatever it says.
        """
        if not self.story:
            return ids, ()
        if unread:
            hidden = list(filter(self.below.__contains__, ids))
            return without(ids, hidden), hidden
        grouped = list(filter(self.story.__contains__, ids))
        if not grouped:
            return ids, ()
        first: dict[int, int] = {}
        for number in grouped:
            story = self.story[number]
            if story not in first or (not ranked and number not in self.repeats and first[story] in self.repeats):
                first[story] = number
        shown = set(first.values())
        hidden = [number for number in grouped if number not in shown]
        return without(ids, hidden), hidden

    def meant(self, ids: Sequence[int]) -> IdSet:
        """Return articles and all that are in their stories."""
        there = IdSet(ids)
        wanted = {story for number, story in self.story.items() if number in there}
        return IdSet(chain(ids, (number for number, story in self.story.items() if story in wanted)))

    def whole(self, ids: Sequence[int]) -> list[int]:
        """Return articles with all that are in their stories, each once."""
        wanted = {self.story[number] for number in ids if number in self.story}
        others = (number for number, story in self.story.items() if story in wanted) if wanted else ()
        return list(dict.fromkeys((*ids, *others)))


class _Parted(Struct, frozen=True):
    """A list as it was parted last."""

    groups: Groups
    how: tuple[bool, bool]
    ids: array[int]
    rows: array[int]
    hidden: Sequence[int]


class Grouping:
    """The stories of the library, read again only when one has changed. Usable from any thread."""

    def __init__(self) -> None:
        self._kept: tuple[int, Groups] = (-1, Groups({}, frozenset(), frozenset()))
        self._last: _Parted | None = None

    def parted(
        self, conn: sqlite3.Connection, ids: array[int], *, unread: bool = False, ranked: bool = False
    ) -> tuple[array[int], Sequence[int]]:
        """Return what ``Groups.parted`` does; the same list as before is not parted again. Not to be changed."""
        groups, last, how = self.groups(conn), self._last, (unread, ranked)
        if last is None or last.groups is not groups or last.how != how or last.ids != ids:
            rows, hidden = groups.parted(ids, unread=unread, ranked=ranked)
            last = _Parted(groups, how, ids, rows, hidden)
            if hidden:
                self._last = last
        return last.rows, last.hidden

    def groups(self, conn: sqlite3.Connection) -> Groups:
        """Return which article is in which story."""
        state = conn.execute("SELECT value FROM meta WHERE key = 'stories'").fetchone()[0]
        kept = self._kept
        if kept[0] != state:
            kept = self._kept = (state, _read(conn))
        return kept[1]


def _read(conn: sqlite3.Connection) -> Groups:
    of: dict[int, int] = {}
    heads: dict[int, int] = {}
    repeats: list[int] = []
    for article, story, adds in conn.execute(_GROUPED):  # row by row: all of them at once would take as much again
        of[article] = story
        if adds:
            heads.setdefault(story, article)
        else:
            repeats.append(article)
    for article in repeats:  # the newest of a story of which none says something
        heads.setdefault(of[article], article)
    return Groups(of, frozenset(repeats), frozenset(of).difference(heads.values()))


def story_of(conn: sqlite3.Connection, article: int) -> int | None:
    """Return the story an article is in; ``None`` for none."""
    row = conn.execute("SELECT story FROM news WHERE article = ?", (article,)).fetchone()
    return row[0] if row else None


def members(conn: sqlite3.Connection, article: int) -> list[int]:
    """Return all articles of the story of an article, that one too, the earliest first; none where it is in none."""
    rows = conn.execute(
        "SELECT n.article FROM news n JOIN article a ON a.id = n.article WHERE n.story = ? AND a.muted = 0 "
        "ORDER BY a.moment, a.id",
        (story_of(conn, article),),
    )
    return [row[0] for row in rows]


def new_here(conn: sqlite3.Connection, article: int) -> New | None:
    """Return what the shown text of an article says beyond the earlier ones of its story; ``None`` for the first."""
    row = conn.execute("SELECT fresh FROM news WHERE article = ? AND story IS NOT NULL", (article,)).fetchone()
    with contextlib.suppress(msgspec.MsgspecError):
        return msgspec.msgpack.decode(row[0], type=New) if row and row[0] else None
    return None
