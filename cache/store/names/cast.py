"""Names that linked records teach: who is in a work and as whom, each only for articles that name the work."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

import msgspec
from msgspec import Struct

from pullquote.cache.core.catalogue import Credit
from pullquote.cache.core.names import name_key
from pullquote.cache.core.results import KnownEntity
from pullquote.cache.core.sanitize import clean_name

_WORKS = 1_000
"""Works whose cast is taught: those that articles named last."""
_CREDITS = 40
"""Credits of each that count."""
_SEEN = 2
"""How often such a name counts as seen: as often as one of a single word must have been."""
_SHORTEST = 4
"""Letters of the shortest character of one word."""


class _Cast(Struct, frozen=True):
    """The credits of a record, read without the rest of it."""

    name: str
    credits: tuple[Credit, ...] = ()


def cast_names(conn: sqlite3.Connection) -> list[KnownEntity]:
    """List people and characters of linked shows and films, as names of these (``KnownEntity.of``).

    Who stands in more than one work is listed for each.
    """
    rows = conn.execute(
        "SELECT e.name, r.data FROM link l JOIN entity f ON f.id = l.entity "
        "JOIN entity e ON e.id = ifnull(f.merged, f.id) JOIN record r ON r.id = l.record "
        "WHERE r.kind IN ('show', 'film') AND e.hidden = 0 "
        "ORDER BY e.last DESC, e.id DESC LIMIT ?",
        (_WORKS,),
    )
    found: dict[KnownEntity, None] = {}
    for title, data in rows:
        try:
            cast = msgspec.msgpack.decode(data, type=_Cast)
        except msgspec.MsgspecError:
            continue
        found |= dict.fromkeys(_of_work(title, cast))
    return list(found)


def _of_work(title: str, cast: _Cast) -> Iterator[KnownEntity]:
    people = {name_key(credit.name) for credit in cast.credits}
    titles = {name_key(title), name_key(cast.name)}
    for credit in cast.credits[:_CREDITS]:
        name, character = clean_name(credit.name), clean_name(credit.character or "")
        if " " in name and credit.role != "artist":
            yield KnownEntity(name=name, type="person", articles=_SEEN, of=(title,))
        key = name_key(character)
        if key not in people and key not in titles and (" " in key or len(key) >= _SHORTEST):
            yield KnownEntity(name=character, type="character", articles=_SEEN, of=(title,))
