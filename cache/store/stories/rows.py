"""Lists by story: one row for the same news, and what stands under it. Reads only."""

from __future__ import annotations

import contextlib
import sqlite3
from array import array
from collections.abc import Callable, Collection, Sequence
from itertools import chain

import msgspec
from msgspec import Struct

from pullquote.cache.core.id_set import IdSet, without
from pullquote.cache.core.stories.new_here import New
from pullquote.cache.store.file.conversions import id_list, json_list, sql
from pullquote.cache.store.texts import pending

_numbers = msgspec.json.Decoder(list[int]).decode

_MEMBERS = "FROM news WHERE story IS NOT NULL"
_OF_THESE = sql("SELECT article, story, adds {} AND article IN (SELECT value FROM json_each(?))", _MEMBERS)
_MUTED = "SELECT id FROM article WHERE muted = 1"
_BELOW = "a.id FROM article a WHERE a.below = 1 {} ORDER BY a.moment DESC, a.id DESC"
_UNREAD = "AND +a.read = 0"
"""`+`: the articles below are the fewer."""
_MANY_BELOW = 20_000
_OTHERS = (
    "SELECT n.article FROM news n JOIN article a ON a.id = n.article WHERE a.muted = 0 AND n.story IN "
    "(SELECT m.story FROM json_each(?) j CROSS JOIN news m ON m.article = j.value JOIN article b ON b.id = m.article "
    "WHERE b.muted = 0) ORDER BY a.moment DESC, a.id DESC"
)
_BELOW_AMONG = "SELECT id FROM article WHERE id IN (SELECT value FROM json_each(?)) AND +below = 1"
_SAYING = (
    "SELECT n.article, n.story FROM news n JOIN article a ON a.id = n.article "
    "WHERE n.story IN (SELECT value FROM json_each(?)) AND n.adds = 1 AND a.muted = 0"
)
_FEW = 5_000
"""Articles of a list whose stories are looked up one by one; of a longer one, all stories are read."""


class Groups(Struct, frozen=True):
    """Which article is in which story, all of them or those of a list; ``repeats`` say nothing that is new."""

    story: dict[int, int]
    repeats: frozenset[int]

    def below(self, ids: Sequence[int], *, ranked: bool = False) -> list[int]:
        """Return the articles of a list that another of it stands for: the first that says something new.

        ``ranked``: the first, whatever it says.
        """
        first: dict[int, int] = {}
        grouped = list(filter(self.story.__contains__, ids))
        for number in grouped:
            story = self.story[number]
            if story not in first or (not ranked and number not in self.repeats and first[story] in self.repeats):
                first[story] = number
        shown = set(first.values())
        return [number for number in grouped if number not in shown]

    def meant(self, ids: Sequence[int]) -> IdSet:
        """Return articles and all that are in their stories."""
        there = IdSet(ids)
        wanted = {story for number, story in self.story.items() if number in there}
        return IdSet(chain(ids, (number for number, story in self.story.items() if story in wanted)))


class Listed(Struct, frozen=True):
    """What a list is of, as far as it matters which row stands for a story.

    ``whole``: it has every article there is, the newest first. ``unread``: only unread ones, so that a story whose
    head was read has no row. ``ranked``: the best match stands for its story.
    """

    whole: bool = False
    unread: bool = False
    ranked: bool = False


class _Parted(Struct, frozen=True):
    """A list as it was parted last."""

    state: tuple[int, Listed]
    ids: array[int]
    rows: array[int]
    hidden: Sequence[int]


class Grouping:
    """The stories of the library, read again only when one has changed. Usable from any thread."""

    def __init__(self) -> None:
        self._kept: tuple[int, Groups] = (-1, Groups({}, frozenset()))
        self._last: _Parted | None = None

    def parted(self, conn: sqlite3.Connection, ids: array[int], of: Listed) -> tuple[array[int], Sequence[int]]:
        """Return a list with one row for each story, and the articles left out of it. Not to be changed.

        The same list as before is not parted again.
        """
        state, last = (_state(conn), of), self._last
        if last is None or last.state != state or last.ids != ids:
            hidden = self._hidden(conn, ids, of)
            last = _Parted(state, ids, without(ids, hidden), hidden)
            if hidden:
                self._last = last
        return last.rows, last.hidden

    def _hidden(self, conn: sqlite3.Connection, ids: array[int], of: Listed) -> Sequence[int]:
        """Return what is left out of a list: kept beside the articles for all that there are and for unread ones."""
        if of.whole and of.unread:
            return id_list(conn, sql(_BELOW, _UNREAD))
        if of.whole:
            return id_list(conn, sql(_BELOW, ""))
        if of.unread:
            below = set(id_list(conn, sql(_BELOW, _UNREAD)))
            return list(filter(below.__contains__, ids))
        groups = self.groups(conn) if len(ids) > _FEW else _read_of(conn, ids)
        return groups.below(ids, ranked=of.ranked)

    def groups(self, conn: sqlite3.Connection) -> Groups:
        """Return which article is in which story."""
        state = _state(conn)
        kept = self._kept
        if kept[0] != state:
            kept = self._kept = (state, _read(conn))
        return kept[1]


def first_rows(
    conn: sqlite3.Connection, ids: array[int], of: Listed, answering: Callable[[Collection[int]], Collection[int]]
) -> array[int]:
    """Return the first articles of a list with one row for each story, as they stand in the whole of it.

    ``answering`` returns those of some articles that are in the list.
    """
    if of.whole or of.unread:
        below = {row[0] for row in conn.execute(_BELOW_AMONG, (json_list(ids),))}
        return array("q", (number for number in ids if number not in below))
    groups = _read_of(conn, ids)
    rows = without(ids, groups.below(ids))
    silent = {groups.story[number]: number for number in rows if number in groups.repeats and number in groups.story}
    if not silent:
        return rows
    later = dict(conn.execute(_SAYING, (json_list(silent),)).fetchall())  # one of their stories that says something new
    gone = {silent[later[number]] for number in answering(later.keys() - set(ids))}
    return without(rows, [number for number in rows if number in gone])


def unread_below(conn: sqlite3.Connection) -> int:
    """Count the unread articles that have no row of their own in a list of all."""
    return int(conn.execute(sql("SELECT count(*) FROM article a WHERE a.below = 1 {}", _UNREAD)).fetchone()[0])


def are_many_below(conn: sqlite3.Connection) -> bool:
    """Return whether so many articles have no row of their own that a list of all is not made in a moment."""
    some = "SELECT count(*) FROM (SELECT 1 FROM article WHERE below = 1 LIMIT ?)"
    return int(conn.execute(some, (_MANY_BELOW,)).fetchone()[0]) == _MANY_BELOW


def whole(conn: sqlite3.Connection, ids: Sequence[int]) -> list[int]:
    """Return articles with all that are in their stories, each once."""
    return list(dict.fromkeys((*ids, *(row[0] for row in conn.execute(_OTHERS, (json_list(ids),))))))


def _state(conn: sqlite3.Connection) -> int:
    """Return how often stories have changed."""
    return int(conn.execute("SELECT value FROM meta WHERE key = 'stories'").fetchone()[0])


def _read(conn: sqlite3.Connection) -> Groups:
    """Read every story, from the index alone."""
    members, stories, adds = conn.execute(
        sql("SELECT json_group_array(article), json_group_array(story), json_group_array(adds) {}", _MEMBERS)
    ).fetchone()
    numbers = _numbers(members)
    of = dict(zip(numbers, _numbers(stories), strict=True))
    repeats = frozenset(number for number, new in zip(numbers, _numbers(adds), strict=True) if not new)
    for (muted,) in conn.execute(_MUTED):
        of.pop(muted, None)
    return Groups(of, repeats)


def _read_of(conn: sqlite3.Connection, ids: Sequence[int]) -> Groups:
    """Read the stories of a few articles."""
    rows = conn.execute(_OF_THESE, (json_list(ids),)).fetchall()
    muted = {row[0] for row in conn.execute(_MUTED)} if rows else ()
    of = {article: story for article, story, _ in rows if article not in muted}
    return Groups(of, frozenset(article for article, _, adds in rows if not adds))


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


def missing(conn: sqlite3.Connection, since: int, limit: int) -> list[int]:
    """Return articles dated after ``since`` of which it is not known what tells their news, the newest first.

    They came before stories were found, or what was kept of them cannot be used.
    """
    rows = conn.execute(
        sql(
            "SELECT a.id FROM article a LEFT JOIN news n ON n.article = a.id WHERE a.moment >= ? "
            "AND (n.article IS NULL OR n.data = x'') AND NOT {} ORDER BY a.moment DESC LIMIT ?",
            pending.condition("a."),
        ),
        (since, limit),
    )
    return [row[0] for row in rows]
