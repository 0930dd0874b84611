"""What catalogues know of guarded shows beyond where the user is: the titles of those episodes are left out."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from msgspec.structs import replace

from pullquote.cache.core.catalogue import Episode, KeptRecord, Record, Told
from pullquote.cache.core.progress import Seen, is_beyond
from pullquote.cache.store.file.conversions import json_list
from pullquote.cache.store.guard import veils
from pullquote.cache.store.names import entities

T = TypeVar("T", Record, Told)


class Unseen:
    """The guarded names of a library, and which titles of episodes may not be told for them."""

    def __init__(self, conn: sqlite3.Connection, *, spoilers: bool = False) -> None:
        """Read what is guarded; nothing where ``spoilers`` are wanted."""
        self._conn = conn
        found = () if spoilers else veils.guards(conn)
        self._seen = {guard.id: guard.seen for guard in found if guard.id is not None}
        self._whole = {guard.name.casefold(): guard.seen for guard in found}

    def __bool__(self) -> bool:
        """Whether anything is guarded."""
        return bool(self._whole)

    def title(self, name: int, season: int, number: int, title: str) -> str:
        """Return the title of an episode of a show, empty where it lies beyond; a season of its own has number 0."""
        if name not in self._seen or not number:
            return title
        return "" if _is_beyond(self._seen[name], season, number) else title

    def records(self, name: int, kept: Sequence[KeptRecord]) -> list[KeptRecord]:
        """Return the records of a name without the titles that lie beyond."""
        name = entities.resolved(self._conn, name)
        if name not in self._seen:
            return [*kept]
        return [replace(one, record=_without(one.record, self._seen[name])) for one in kept]

    def told(self, all_told: Mapping[int, list[Told]]) -> dict[int, list[Told]]:
        """Return what is told in short of names without the titles that lie beyond."""
        return {
            name: [_without(one, self._seen[name]) for one in told] if name in self._seen else told
            for name, told in all_told.items()
        }

    def others(self, kept: Iterable[KeptRecord]) -> list[KeptRecord]:
        """Return records that are linked to any names, or to none yet, without the titles that lie beyond."""
        if not self:
            return [*kept]
        found = []
        for one in kept:
            rows = self._conn.execute(
                "SELECT ifnull(e.merged, e.id) FROM link l JOIN entity e ON e.id = l.entity WHERE l.record = ? "
                "AND ifnull(e.merged, e.id) IN (SELECT value FROM json_each(?))",
                (one.id, json_list(self._seen)),
            ).fetchall()
            places = [self._seen[number] for (number,) in rows]
            if one.record.name.casefold() in self._whole:
                places.append(self._whole[one.record.name.casefold()])
            record = one.record
            for seen in places:
                record = _without(record, seen)
            found.append(replace(one, record=record))
        return found


def _is_beyond(seen: Seen | None, season: int, number: int) -> bool:
    """Return whether an episode of a guarded show lies beyond; of one of which nothing was seen, all but specials."""
    return season > 0 if seen is None else is_beyond(seen, season, number)


def _without(record: T, seen: Seen | None) -> T:
    def shown(episode: Episode) -> Episode:
        return replace(episode, name="") if _is_beyond(seen, episode.season, episode.number) else episode

    coming = shown(record.next) if record.next else None
    if isinstance(record, Record):
        return replace(record, next=coming, episodes=tuple(map(shown, record.episodes)))
    return replace(record, next=coming)
