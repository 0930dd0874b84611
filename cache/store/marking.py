"""Many articles marked read or unread in pieces: whoever waits to write goes between them, and a kill loses none.

What is to be marked is written down with the first piece, so that what is left is marked later, by any process. All
pieces are one step that undo takes back; taking it back ends what is left.
"""

from __future__ import annotations

import sqlite3
import zlib
from itertools import islice

import msgspec
from msgspec import Struct

from pullquote.cache.core.id_set import IdSet
from pullquote.cache.store import steps, user_state
from pullquote.cache.store.query_sql import id_list

AT_ONCE = 2_000
"""Articles that are marked in one transaction."""
_PLAN, _DONE = "marking", "marked"
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


def begin(conn: sqlite3.Connection, ids: list[int], read: bool) -> int:
    """Mark the first of many articles, and write down the rest; return how many were marked.

    What was left of others that were being marked is marked no more.
    """
    changed = user_state.set_read(conn, ids[:AT_ONCE], read)
    step = steps.keep(conn, "mark", _SAY[read].format(len(changed)), _data(changed, read))
    plan = zlib.compress(msgspec.json.encode(Plan(step, read, ids)), 1)
    for key, value in ((_PLAN, plan), (_DONE, f"{step} {AT_ONCE} {len(changed)}")):
        conn.execute("INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)", (key, value))
    return len(changed)


def left(conn: sqlite3.Connection) -> Plan | None:
    """Return what is being marked and is not all marked yet; ``None`` where that is nothing."""
    row = conn.execute("SELECT value FROM meta WHERE key = ?", (_PLAN,)).fetchone()
    try:
        return msgspec.json.decode(zlib.decompress(row[0]), type=Plan) if row else None
    except (TypeError, zlib.error, msgspec.MsgspecError):
        return None


def go_on(conn: sqlite3.Connection, plan: Plan) -> int | None:
    """Mark some more of what ``left`` returned; return how many, ``None`` where it is done or taken back."""
    row = conn.execute("SELECT value FROM meta WHERE key = ?", (_DONE,)).fetchone()
    step, done, total = map(int, str(row[0]).split()) if row else (0, 0, 0)
    if step != plan.step or not (some := list(islice(plan.ids, done, done + AT_ONCE))):
        if step == plan.step:
            forget(conn, step)
        return None
    changed = user_state.set_read(conn, some, plan.read)
    total += len(changed)
    steps.extend(conn, step, _SAY[plan.read].format(total), _data(changed, plan.read))
    conn.execute("UPDATE meta SET value = ? WHERE key = ?", (f"{step} {done + len(some)} {total}", _DONE))
    return len(changed)


def forget(conn: sqlite3.Connection, step: int) -> None:
    """Mark no more of what a step has begun."""
    row = conn.execute("SELECT value FROM meta WHERE key = ?", (_DONE,)).fetchone()
    if row and str(row[0]).split()[0] == str(step):
        conn.execute("DELETE FROM meta WHERE key IN (?, ?)", (_PLAN, _DONE))


def _data(changed: list[int], read: bool) -> dict[str, object]:
    return {"table": "article", "column": "read", "was": int(not read), "ids": changed}
