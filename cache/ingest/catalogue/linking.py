"""Linking names of the library to records of a catalogue, and what the records correct then.

Here the library's rows and the pure decisions of ``cache/catalogue`` meet. Everything works inside the caller's
transaction and asks nobody: records that are kept are decided on again when new articles have come.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Final

from pullquote.cache.catalogue.addresses import record_at
from pullquote.cache.catalogue.agreement import Wanted, agree
from pullquote.cache.catalogue.corrections import Beside, corrections, may_correct
from pullquote.cache.core.catalogue import RECORD_KINDS, KeptRecord, Outcome, Record, RecordKind
from pullquote.cache.core.errors import UsageError
from pullquote.cache.core.names import name_key
from pullquote.cache.core.sanitize import clean_line
from pullquote.cache.store.catalogue import corrections as changes
from pullquote.cache.store.catalogue import records as catalogue
from pullquote.cache.store.catalogue import verdicts
from pullquote.cache.store.file.conversions import json_list
from pullquote.cache.store.names import beside, entities
from pullquote.cache.store.names import queries as name_queries

_NAMES_AT_ONCE: Final = 200
"""Names that are decided on again after new articles came, those named most first."""
_OPEN: Final = "several may be meant, or nothing but the name agrees"


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


def settle(
    conn: sqlite3.Connection, name: int, asked: Wanted, answered: Sequence[Record], keep: Callable[[Record], int]
) -> tuple[Outcome, str]:
    """Link a name to that of a service's records that agrees, and let it correct; return what came of it, and why.

    ``answered`` are all that the service has for the name. What the user refused is never linked, and what the user
    chose stays. The linked one is kept, and those that are called so: the user may choose another. ``keep`` keeps a
    record and returns its id.
    """
    name = entities.resolved(conn, name)
    said = verdicts.verdicts(conn, name)
    records = [one for one in answered if said.get(verdicts.key_of(one), True)]
    chosen = next((one for one in records if said.get(verdicts.key_of(one))), None)
    if chosen is not None:
        _link(conn, name, keep(chosen), chosen, verdicts.CHOSEN)
        return "linked", verdicts.CHOSEN
    records = [one for one in records if not _is_anothers(conn, name, asked, one)]
    agreed = agree(asked, records)
    kept = {at: keep(records[at]) for at in agreed.named}
    if kept:
        verdicts.offer(conn, name, records[agreed.named[0]].provider, kept.values())
    if agreed.index is not None:
        _link(conn, name, kept[agreed.index], records[agreed.index], agreed.why)
        return "linked", agreed.why
    return ("open", _OPEN) if agreed.open else ("missing", agreed.why)


def correct(conn: sqlite3.Connection, name: int, people: Collection[str] | None = None) -> int:
    """Let the records of a name correct what articles name beside it; return how many names changed.

    A record that is asked for anew may know more of the cast; an article that has come may name more of it: ``people``
    are those it names, and nothing is looked at where none of them could be corrected.
    """
    name = entities.resolved(conn, name)
    done = 0
    for one in catalogue.records_of(conn, name):
        if one.record.kind in ("show", "film") and (people is None or may_correct(one.record, people)):
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
    people = _people_beside(conn, numbers, [name for name, linked in rows if linked])
    done = 0
    for name, linked in rows:
        if linked:
            done += correct(conn, name, people.get(name, ()))
            continue
        asked = wanted(conn, name)
        offered = verdicts.candidates(conn, name) if asked is not None else []
        for provider in dict.fromkeys(one.record.provider for one in offered):
            kept = {verdicts.key_of(one.record): one for one in offered if one.record.provider == provider}
            if asked is not None and _settle_kept(conn, name, asked, kept) == "linked":
                done += 1
                break
    return done


def _people_beside(conn: sqlite3.Connection, articles: str, names: Collection[int]) -> dict[int, set[str]]:
    """Return the people that articles (JSON) name beside each of these names."""
    found: dict[int, set[str]] = {}
    rows = conn.execute(
        "SELECT m.entity, e.name FROM json_each(?1) j CROSS JOIN mention m ON m.article = j.value "
        "AND m.entity IN (SELECT value FROM json_each(?2)) CROSS JOIN mention n ON n.article = m.article "
        "JOIN entity e ON e.id = n.entity WHERE e.type = 'person'",
        (articles, json_list(names)),
    )
    for number, name in rows:
        found.setdefault(number, set()).add(name)
    return found


def _settle_kept(
    conn: sqlite3.Connection, name: int, asked: Wanted, kept: Mapping[verdicts.Key, KeptRecord]
) -> Outcome:
    """Decide among records that are kept already."""
    records = [one.record for one in kept.values()]
    return settle(conn, name, asked, records, lambda record: kept[verdicts.key_of(record)].id)[0]


def choose(conn: sqlite3.Connection, name: int, record: int) -> KeptRecord:
    """Let the user say which record tells of a name: one step. Raises ``NotFound``."""
    kept = verdicts.choose(conn, name, record)
    _correct_by(conn, entities.resolved(conn, name), kept.id, kept.record)
    return kept


def choose_at(conn: sqlite3.Connection, name: int, text: str) -> KeptRecord | None:
    """Let the user say by an address or an id which record tells of a name: one step.

    Return it; ``None`` where it is not kept yet. Raises ``NotFound``, ``UsageError`` for what is no record.
    """
    row = name_queries.name(conn, name)
    kinds: list[RecordKind] = [kind for kind in RECORD_KINDS if kind == row.type]
    key = record_at(text, kinds[0] if kinds else "show")
    if key is None:
        raise UsageError(
            f"“{clean_line(text, 80)}” is no record of a catalogue. Give the address of its page at TVmaze, Wikidata, "
            "MusicBrainz or TMDB, or an id such as tvmaze:7."
        )
    kept = catalogue.find(conn, *key)
    if kept is not None:
        return choose(conn, name, kept.id)
    verdicts.choose_unknown(conn, name, key)
    return None


def _link(conn: sqlite3.Connection, name: int, number: int, record: Record, why: str) -> None:
    """Link a name to a record, in the place of another of its service, and let it correct."""
    for one in catalogue.records_of(conn, name):
        if one.record.provider == record.provider and one.id != number:
            verdicts.unlink(conn, name, one.id)
    catalogue.link(conn, name, number, why)
    _correct_by(conn, name, number, record)


def _correct_by(conn: sqlite3.Connection, name: int, number: int, record: Record) -> None:
    """Let a record correct the name it tells of, and those beside it."""
    changes.add_spellings(conn, name, number, record.aka, record.kind)
    row = name_queries.name(conn, name)
    misspelt = record.kind == "person" and name_key(row.name) not in map(name_key, (record.name, *record.aka))
    if misspelt or row.type != record.kind:
        # Of a work, the library's own name stays: outlets write it so.
        changes.correct(conn, name, number, record.name if misspelt else row.name, record.kind)
    correct(conn, name)


def _is_anothers(conn: sqlite3.Connection, name: int, asked: Wanted, record: Record) -> bool:
    """Return whether a record of another type is that of another name of the library: the film beside the show."""
    if record.kind == asked.type:
        return False
    return (
        conn.execute(
            "SELECT 1 FROM alias a JOIN entity e ON e.id = a.entity WHERE a.key = ? AND a.type = ? AND a.main = 1 "
            "AND e.id <> ? AND e.merged IS NULL AND e.type = a.type AND e.articles > 0",
            (name_key(asked.name, record.kind), record.kind, name),
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
    refused = verdicts.refused_for(conn, verdicts.key_of(kept.record))
    return [
        Beside(
            id=row.id,
            name=row.name,
            type=row.type,
            together=row.together,
            aka=row.aka,
            articles=row.articles,
            quotes=row.quotes,
            settled=row.fixed or row.hidden or row.id in linked or row.id in refused,
        )
        for row in rows
    ]
