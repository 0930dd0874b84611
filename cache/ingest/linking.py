"""Linking names of the library to records of a catalogue, and what the records correct then.

Here the library's rows and the pure decisions of ``cache/catalogue`` meet. Everything works inside the caller's
transaction and asks nobody: records that are kept are decided on again when new articles have come.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from typing import Final

from pullquote.cache.catalogue.agreement import Wanted, agree
from pullquote.cache.catalogue.corrections import Beside, corrections
from pullquote.cache.core.catalogue import KeptRecord, Outcome, Provider
from pullquote.cache.core.names import name_key
from pullquote.cache.core.results import EntityRow
from pullquote.cache.store import beside, catalogue, entities, verdicts
from pullquote.cache.store import corrections as changes
from pullquote.cache.store.conversions import json_list

_NAMES_AT_ONCE: Final = 200
"""Names that are decided on again after new articles came, those named most first."""


def wanted(conn: sqlite3.Connection, name: int) -> Wanted | None:
    """Return what the library knows of a name that a record is looked for; ``None`` where it is not listed any more."""
    row = conn.execute(
        "SELECT id, name, type FROM entity WHERE id = ? AND hidden = 0", (entities.resolved(conn, name),)
    ).fetchone()
    if row is None:
        return None
    number, written, kind = row
    found = beside.surroundings(conn, number)
    return Wanted(
        name=written,
        type=kind,
        aka=tuple(entities.spellings(conn, number)[1:]),
        beside=found.names,
        channels=found.channels,
        years=found.years,
    )


def settle(conn: sqlite3.Connection, name: int, provider: Provider, records: Sequence[int]) -> Outcome:
    """Link a name to that of a service's kept records that agrees, and let it correct; return what came of it.

    ``records`` are all that the service answered for the name. What the user refused is never linked, and what the user
    chose stays. Those that are only called so are kept as candidates to choose from.
    """
    name = entities.resolved(conn, name)
    said = verdicts.verdicts(conn, name)
    kept = [one for one in catalogue.kept(conn, records) if said.get(verdicts.key_of(one), True)]
    chosen = next((one for one in kept if said.get(verdicts.key_of(one))), None)
    if chosen is not None:
        _link(conn, name, chosen, "chosen by you")
        return "linked"
    asked = wanted(conn, name)
    kept = [one for one in kept if asked is not None and not _is_anothers(conn, name, asked, one)]
    agreed = agree(asked, [one.record for one in kept]) if asked is not None else None
    if agreed is None:
        return "missing"
    verdicts.offer(conn, name, provider, [kept[at].id for at in agreed.named])
    if agreed.index is None:
        return "open" if agreed.open else "missing"
    _link(conn, name, kept[agreed.index], agreed.why)
    return "linked"


def correct(conn: sqlite3.Connection, name: int) -> int:
    """Let the records of a name correct what articles name beside it; return how many names changed.

    A record that is asked for anew may know more of the cast; an article that has come may name more of it.
    """
    name = entities.resolved(conn, name)
    done = 0
    for one in catalogue.records_of(conn, name):
        if one.record.kind in ("show", "film"):
            rows = _beside(conn, name, one)
            for change in corrections(one.record, rows):
                done += changes.correct(conn, change.id, one.id, change.name, change.type)
    return done


def settle_new(conn: sqlite3.Connection, articles: Iterable[int]) -> int:
    """Decide again on names that new articles name, by the records that are kept; return how many changed.

    A name that was open may agree now, and who is named beside one that is linked may be misspelt.
    """
    numbers = json_list(dict.fromkeys(articles))
    rows = conn.execute(
        "SELECT DISTINCT e.id, EXISTS (SELECT 1 FROM link l WHERE l.entity = e.id) FROM json_each(?) j "
        "CROSS JOIN mention m ON m.article = j.value JOIN entity e ON e.id = m.entity "
        "WHERE EXISTS (SELECT 1 FROM link l WHERE l.entity = e.id) "
        "OR EXISTS (SELECT 1 FROM candidate c WHERE c.entity = e.id) ORDER BY e.articles DESC, e.id LIMIT ?",
        (numbers, _NAMES_AT_ONCE),
    ).fetchall()
    done = 0
    for name, linked in rows:
        if linked:
            done += correct(conn, name)
            continue
        offered: dict[Provider, list[int]] = {}
        for one in verdicts.candidates(conn, name):
            offered.setdefault(one.record.provider, []).append(one.id)
        done += sum(settle(conn, name, provider, records) == "linked" for provider, records in offered.items())
    return done


def choose(conn: sqlite3.Connection, name: int, record: int) -> KeptRecord:
    """Let the user say which record tells of a name: one step. Raises ``NotFound``."""
    kept = verdicts.choose(conn, name, record)
    _correct_by(conn, entities.resolved(conn, name), kept)
    return kept


def _link(conn: sqlite3.Connection, name: int, kept: KeptRecord, why: str) -> None:
    """Link a name to a record, in the place of another of its service, and let it correct."""
    for one in catalogue.records_of(conn, name):
        if one.record.provider == kept.record.provider and one.id != kept.id:
            verdicts.unlink(conn, name, one.id)
    catalogue.link(conn, name, kept.id, why)
    _correct_by(conn, name, kept)


def _correct_by(conn: sqlite3.Connection, name: int, kept: KeptRecord) -> None:
    """Let a record correct the name it tells of, and those beside it."""
    changes.add_spellings(conn, name, kept.id, kept.record.aka, kept.record.kind)
    row = entities.name(conn, name)
    if row.type != kept.record.kind or (row.type == "person" and _is_misspelt_name(row, kept)):
        changes.correct(conn, name, kept.id, _right_name(row, kept), kept.record.kind)
    correct(conn, name)


def _right_name(row: EntityRow, kept: KeptRecord) -> str:
    """Return the name as it is to be: the record's for a person, else the library's own, whose spelling outlets use."""
    return kept.record.name if kept.record.kind == "person" else row.name


def _is_misspelt_name(row: EntityRow, kept: KeptRecord) -> bool:
    """Return whether a record has another name for a person, and not one among others."""
    return name_key(row.name) not in map(name_key, (kept.record.name, *kept.record.aka))


def _is_anothers(conn: sqlite3.Connection, name: int, asked: Wanted, one: KeptRecord) -> bool:
    """Return whether a record of another type is that of another name of the library: the film beside the show."""
    if one.record.kind == asked.type:
        return False
    return (
        conn.execute(
            "SELECT 1 FROM alias a JOIN entity e ON e.id = a.entity WHERE a.key = ? AND a.type = ? AND a.main = 1 "
            "AND e.id <> ? AND e.merged IS NULL AND e.type = a.type AND e.articles > 0",
            (name_key(asked.name, one.record.kind), one.record.kind, name),
        ).fetchone()
        is not None
    )


def _beside(conn: sqlite3.Connection, name: int, kept: KeptRecord) -> list[Beside]:
    """Return what articles name beside a name, and who of it is settled: by the user, or by a record of its own."""
    rows = beside.beside(conn, name)
    linked = {
        row[0]
        for row in conn.execute(
            "SELECT entity FROM link WHERE entity IN (SELECT value FROM json_each(?))",
            (json_list([row.id for row in rows]),),
        )
    }
    key = verdicts.key_of(kept)
    return [
        Beside(
            id=row.id,
            name=row.name,
            type=row.type,
            together=row.together,
            aka=row.aka,
            articles=row.articles,
            quotes=row.quotes,
            settled=row.fixed or row.hidden or row.id in linked or not verdicts.verdicts(conn, row.id).get(key, True),
        )
        for row in rows
    ]
