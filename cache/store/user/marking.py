"""Many articles marked read or unread in pieces: whoever waits to write goes between them, and a kill loses none.

What is to be marked is written down with the first piece, so that what is left is marked later, by any process. All
pieces are one step that undo takes back; taking it back ends what is left.
"""

from __future__ import annotations

import contextlib
import sqlite3
import zlib

import msgspec
from msgspec import Struct

from pullquote.cache.core.id_set import IdSet
from pullquote.cache.core.results import Marked
from pullquote.cache.store.file.conversions import id_list
from pullquote.cache.store.user import marks, steps

AT_ONCE = 2_000
"""Articles that are marked in one transaction."""
_PLAN, _DONE = "marking {}", "marked {}"
"""With the number of their step, where ``meta`` has what is to be marked, and how many are done and were changed."""
_SAY = {True: "{:,} articles are unread again.", False: "{:,} articles are read again."}


class Plan(Struct, frozen=True):
    """What is being marked: the step of undo, the mark, and all articles that lack it."""

    step: int
    read: bool
    ids: list[int]


def lacking(conn: sqlite3.Connection, there: IdSet, read: bool) -> list[int]:
    """Return those of some articles that are not marked so, the newest first."""
    without = "a.id FROM article a WHERE a.read = ? ORDER BY a.moment DESC, a.id DESC"
    return [number for number in id_list(conn, without, int(not read)) if number in there]


def begin(conn: sqlite3.Connection, ids: list[int], read: bool) -> Marked:
    """Mark the first of many articles, and write down the rest."""
    changed = marks.set_read(conn, ids[:AT_ONCE], read)
    step = steps.keep(
        conn, "mark", _SAY[read].format(len(changed)), marks.kept_of_mark("article", "read", changed, read)
    )
    plan = zlib.compress(msgspec.json.encode(Plan(step, read, ids)), 1)
    conn.execute("INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)", (_PLAN.format(step), plan))
    return _note(conn, Marked(min(AT_ONCE, len(ids)), len(ids), len(changed), step))


def left(conn: sqlite3.Connection, step: int | None = None) -> Plan | None:
    """Return what is being marked and is not all marked yet, by a step or first of all; ``None`` for nothing."""
    key = _PLAN.format("*" if step is None else step)
    rows = conn.execute(
        "SELECT value FROM meta WHERE key GLOB ? ORDER BY CAST(substr(key, ?) AS INTEGER)",
        (key, len(_PLAN.format("")) + 1),
    )
    for (packed,) in rows:
        with contextlib.suppress(TypeError, zlib.error, msgspec.MsgspecError):  # one that is damaged is passed by
            return msgspec.json.decode(zlib.decompress(packed), type=Plan)
    return None


def go_on(conn: sqlite3.Connection, plan: Plan) -> Marked | None:
    """Mark some more of what ``left`` returned; ``None`` where all is marked, or it was taken back."""
    row = conn.execute("SELECT value FROM meta WHERE key = ?", (_DONE.format(plan.step),)).fetchone()
    if row is None:
        return None
    done, total = map(int, str(row[0]).split())
    some = plan.ids[done : done + AT_ONCE]
    changed = marks.set_read(conn, some, plan.read)
    total += len(changed)
    steps.extend(
        conn, plan.step, _SAY[plan.read].format(total), marks.kept_of_mark("article", "read", changed, plan.read)
    )
    return _note(conn, Marked(done + len(some), len(plan.ids), total, plan.step))


def forget(conn: sqlite3.Connection, step: int) -> None:
    """Mark no more of what a step has begun."""
    conn.execute("DELETE FROM meta WHERE key IN (?, ?)", (_PLAN.format(step), _DONE.format(step)))


def _note(conn: sqlite3.Connection, marked: Marked) -> Marked:
    """Write down how far a step is; one that is done is forgotten."""
    if marked.step is not None and marked.done >= marked.total:
        forget(conn, marked.step)
    else:
        value = f"{marked.done} {marked.changed}"
        conn.execute("INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)", (_DONE.format(marked.step), value))
    return marked
