"""Taking back what the user did: the last step first, wherever it was done, after a restart too."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Mapping
from functools import partial
from typing import Any

import msgspec
from msgspec.structs import replace

from pullquote.cache.core.results import Partly, Undone
from pullquote.cache.store.catalogue import verdicts
from pullquote.cache.store.file.conversions import json_list, sql
from pullquote.cache.store.guard import veils
from pullquote.cache.store.names import joining, progress
from pullquote.cache.store.reading import articles
from pullquote.cache.store.stories import marks as story_marks
from pullquote.cache.store.undo import feeds as feed_undo
from pullquote.cache.store.undo import removed
from pullquote.cache.store.user import marking, marks, memory, steps
from pullquote.cache.store.writing import keeping

_COLUMNS = ("read", "starred", "own_tags", "queued", "muted")


def undo(conn: sqlite3.Connection, *, spoilers: bool = False, step: int | None = None) -> Undone | Partly | None:
    """Take the last step back, or the one that was taken back ``Partly``; ``None`` where there is none.

    Its sentence tells a headline as its veils let it be shown, but where ``spoilers`` are wanted. A step of which
    nothing is left to take back, as of articles that were pruned since, is passed by. One that was done in pieces is
    taken back in those.
    """
    while (row := steps.last(conn, step)) is not None:
        number, whole, kind, sentence, packed = row
        conn.execute("DELETE FROM undo WHERE id = ?", (number,))
        marking.forget(conn, whole)
        data = msgspec.json.decode(zlib.decompress(packed))
        if number != whole:
            marks.set_read(conn, data["ids"], bool(data["was"]))
            return Partly(whole, len(data["ids"]))
        back = _of_stories if kind == "story" else partial(_take_back, kind=kind)
        told = {} if spoilers else _softened(conn, kind, data)
        done = back(conn, sentence=sentence, data=data)
        if done is not None:
            return done if spoilers else _as_told(done, told | _softened(conn, kind, data))
    return None


def _softened(conn: sqlite3.Connection, kind: str, data: Any) -> dict[str, str]:
    """Return the softened headlines of the article a step was about, by its own: one that is alone is named."""
    match kind:
        case "mark" if data["table"] != "article":
            return {}
        case "mark" | "remove" | "add":
            numbers = data["ids"]
        case "articles":
            numbers = {row[0] for rows in data.values() for row in rows}
        case "story":
            numbers = {row[0] for row in data["was"]}
        case _:
            return {}
    if kind != "story" and len(numbers) != 1:
        return {}
    rows = conn.execute(
        "SELECT id, title FROM article WHERE id IN (SELECT value FROM json_each(?))", (json_list([*numbers]),)
    )
    known = dict(rows.fetchall())
    shown = veils.titles(conn, known)
    return {title: shown[number] for number, title in known.items() if shown[number] != title}


def _as_told(done: Undone, told: Mapping[str, str]) -> Undone:
    sentence = done.sentence
    for title, shown in told.items():
        sentence = sentence.replace(title, shown)
    return replace(done, sentence=sentence)


def _of_stories(conn: sqlite3.Connection, sentence: str, data: Any) -> Undone:
    story_marks.take_back(conn, data)
    return Undone(sentence, relisted=True)


def _take_back(conn: sqlite3.Connection, kind: str, sentence: str, data: Any) -> Undone | None:
    match kind:
        case "mark" if data["column"] == "read":
            marks.set_read(conn, data["ids"], bool(data["was"]))
        case "mark":
            conn.execute(
                sql(
                    "UPDATE {} SET {} = ? WHERE id IN (SELECT value FROM json_each(?))", data["table"], data["column"]
                ),  # both written by user_state
                (data["was"], json_list(data["ids"])),
            )
        case "articles":
            changed = {column: dict(rows) for column, rows in data.items() if column in _COLUMNS}
            marks.change_articles(conn, changed)
        case "remove":
            came = removed.put_back(conn, data["ids"])
            return Undone(sentence, tuple(came), relisted=True) if came else None
        case "add":
            if not any(articles.is_there(conn, number) for number in data["ids"]):
                return None
            keeping.delete(conn, data["ids"])
            return Undone(sentence, relisted=True)
        case "type" | "merge" | "seen" | "hide" | "catalogue" | "guard":
            _take_back_of_names(conn, kind, data)
        case "clippings":
            from pullquote.cache.store.quotations import clippings  # lazy: few steps are of the quote book

            clippings.take_back(conn, data)
        case "ruling":
            veils.put_rulings(conn, data)
        case "feed":
            feed_undo.put_back(conn, data)
            return Undone(sentence, relisted=True)
        case "feeds added":
            said = feed_undo.unsubscribe(conn, data)
            return Undone(said, relisted=True) if said else None
        case "feed changed":
            return Undone(sentence) if feed_undo.change_back(conn, data) else None
        case "memory":
            memory.remember(conn, data["key"], data["was"])
    return Undone(sentence)


def _take_back_of_names(conn: sqlite3.Connection, kind: str, data: Any) -> None:
    match kind:
        case "type":
            conn.execute(
                "UPDATE entity SET type = ?, fixed = ? WHERE id = ?", (data["type"], data["fixed"], data["name"])
            )
        case "merge":
            _part(conn, data)
        case "seen":
            progress.put_back(conn, data)
        case "hide":
            joining.set_hidden(conn, data["name"], 0)
        case "guard":
            veils.put_guard(conn, *data)
        case "catalogue":
            verdicts.take_back(conn, data)


def _part(conn: sqlite3.Connection, data: dict[str, Any]) -> None:
    """Take a merge back, and the marks that it set."""
    into, other, mentions, [members] = data["into"], data["other"], _rows(data["mentions"]), _rows([data["members"]])
    joining.part_names(conn, into, other, mentions, members)
    for number, was in ((into, data["into_was"]), (other, data["other_was"])):
        followed, fixed, *rest = _rows([was])[0]
        conn.execute("UPDATE entity SET followed = ?, fixed = ? WHERE id = ?", (followed, fixed, number))
        if seen := rest[:2]:  # a step of an earlier version has none
            progress.put_back(conn, [(number, *seen)])
        for guarded in rest[2:]:
            veils.put_guard(conn, number, guarded)


def _rows(value: object) -> list[list[int]]:
    return [list(row) for row in value] if isinstance(value, list) else []
