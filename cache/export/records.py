"""What a catalogue says of a name, in words: its facts, who plays whom, its works, and whom to credit for them.

The page of a name, the panel beside an article and ``pullquote about`` say it by these words. All of them are cleaned.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from pullquote.cache.core.about import About
from pullquote.cache.core.article import EntityType
from pullquote.cache.core.catalogue import Credit, Episode, KeptRecord, Record, RecordKind, Season, Told, Work
from pullquote.cache.core.catalogue.services import SERVICES
from pullquote.cache.core.counts import counted
from pullquote.cache.core.names import name_key
from pullquote.cache.core.results import EntityRow
from pullquote.cache.core.sanitize import clean_address, clean_line, clean_name
from pullquote.cache.core.times.words import date_words

SEASONS_SHOWN = 3
SPELLINGS_SHOWN = 6
ON_SCREEN: Final = ("actor", "voice")
"""The parts of those a cast lists."""
_UNSAID: Final = ("actor", "member", "artist")
"""Roles that the heading of their list says."""
_CHANNEL: Final[dict[RecordKind, str]] = {
    "show": "Network", "film": "Studio", "franchise": "Studio", "album": "Label", "group": "Label",
}  # fmt: skip
_RUN: Final[dict[RecordKind, str]] = {
    "show": "On air", "film": "Released", "album": "Released", "group": "Active", "franchise": "Years",
}  # fmt: skip
_STATES: Final = {"coming": "to come", "running": "running", "ended": "ended"}


Row = Credit | Work
"""Somebody's part in a work, or a work of somebody's."""


class Fact(Struct, frozen=True):
    """One fact of a record: a short ``label``, and what it says in one line or several."""

    label: str
    lines: tuple[str, ...]


class Listed(Struct, frozen=True):
    """A part of a record that lists somebody or something: ``heading``, then credits or works in their order.

    ``record`` is whose it is; where each row is of another record, ``pages`` are their addresses.
    """

    heading: str
    record: Record
    rows: tuple[Row, ...]
    pages: tuple[str, ...] = ()


def years(told: Told | Record, dash: str = "–") -> str:
    """Return the years of a run: ``2024``, ``2016–2018``, and ``2024–`` for one that goes on; empty if unknown."""
    first, last = (told.begun or "")[:4], (told.ended or "")[:4]
    if not first or told.kind in ("film", "album") or first == last:
        return clean_line(first, 4)
    return clean_line(f"{first}{dash}{last}" if last or told.state != "ended" else first, 12)


def briefly(told: Told, today: date, dash: str = "–") -> list[str]:
    """Return the few words that tell what a name is, the most telling first; none of a person, whose part says it."""
    if told.kind == "person":
        return []
    coming = _coming(told, today)
    words = [clean_name(told.channel or told.country or ""), years(told, dash)]
    if coming:
        day = coming.date or ""
        when = date_words(day, year=day[:4] != f"{today.year}")
        words.append(clean_line(f"next S{coming.season}E{coming.number}, {when}", 32))
    if told.seasons:
        words.append(counted(len(told.seasons), "season"))
    return [word for word in words if word]


def at_length(told: Told, today: date) -> list[str]:
    """Return what ``briefly`` says as one says it where there is room."""
    if told.kind == "person":
        return []
    words = [_beside(told.channel, told.country), _run(told)]
    if told.seasons:
        words.append(counted(len(told.seasons), "season"))
    if coming := _coming(told, today):
        day = clean_line(date_words(coming.date or ""), 20)
        words.append(f"next: {day}, S{coming.season}E{coming.number}")
    return [word for word in words if word]


def facts(record: Record, today: date, dash: str = "–") -> list[Fact]:
    """Return what a record says of a name itself, without those it lists."""
    found = [
        Fact(_CHANNEL.get(record.kind, ""), (_beside(record.channel, record.country),) if record.channel else ()),
        *(_life(record) if record.kind == "person" else [Fact(_RUN.get(record.kind, ""), (_run(record),))]),
        Fact("Country", (clean_name(record.country or ""),) if not record.channel else ()),
        Fact("Seasons", _seasons(record.seasons, dash)),
        _next(record.next, today),
        Fact("Genres" if record.genres else "Language", (_genres(record),)),
        Fact("Also", (_spellings(record),)),
    ]
    kept = (Fact(fact.label, tuple(line for line in fact.lines if line)) for fact in found)
    return [fact for fact in kept if fact.lines]


def all_facts(records: Iterable[KeptRecord], today: date, dash: str = "–") -> list[tuple[KeptRecord, list[Fact]]]:
    """Return the facts of each record; what an earlier one says too is not said again."""
    seen: set[Fact] = set()
    told = []
    for kept in records:
        own = [fact for fact in facts(kept.record, today, dash) if fact not in seen]
        seen.update(own)
        told.append((kept, own))
    return told


def as_works(kept: KeptRecord) -> Record:
    """Return the record of a work as one of those it credits: the work is among its works, with their parts in it."""
    record = kept.record
    works = [
        Work(title=record.name, kind=record.kind, key=record.key, year=record.year, role=c.role, character=c.character)
        for c in record.credits
    ]
    return replace(record, works=tuple(works), credits=())


def played_in(kept: KeptRecord) -> Record:
    """Return the record of a work as one of its characters: the work is among its works, with who plays them."""
    record = kept.record
    who = " and ".join(dict.fromkeys(clean_name(credit.name) for credit in record.credits))
    words = f"{'voiced' if all(c.role == 'voice' for c in record.credits) else 'played'} by {who}"
    work = Work(title=record.name, kind=record.kind, key=record.key, year=record.year, role=words)
    return replace(record, works=(work,), credits=())


def lists_about(about: About) -> list[Listed]:
    """Return whom and what all records about a name list; of somebody without works of their own, where they play."""
    found = lists(about.records)
    of_character = about.name.type == "character"
    by_service: dict[str, list[tuple[Record, Row]]] = {}
    for kept in about.parts:
        record = played_in(kept) if of_character else as_works(kept)
        by_service.setdefault(record.provider, []).extend((record, row) for row in _joined(record.works).values())
    for rows in by_service.values():
        rows.sort(key=lambda pair: -(pair[0].year or 0))
        pages = tuple(address(record) for record, _ in rows)
        found.append(
            Listed("Appears in" if of_character else "Works", rows[0][0], tuple(row for _, row in rows), pages)
        )
    return found


def lists(records: Iterable[KeptRecord]) -> list[Listed]:
    """Return whom and what records list, works and albums by year, the newest first.

    Somebody with several parts is listed once, and whom an earlier record lists is left out.
    """
    found = []
    seen: set[tuple[str, str]] = set()
    for kept in records:
        for heading, rows in _parts(kept.record):
            fresh = {key: row for key, row in _joined(rows).items() if (heading, key) not in seen}
            seen.update((heading, key) for key in fresh)
            if fresh:
                found.append(Listed(heading, kept.record, tuple(fresh.values())))
    return found


def first_places(rows: Sequence[Row], known: Callable[[Row], bool], most: int) -> list[int]:
    """Return the places of ``most`` of the rows, in their order: of those that are ``known``, and the first others."""
    return sorted(sorted(range(len(rows)), key=lambda at: not known(rows[at]))[:most])


def known_here(row: Row, here: Mapping[tuple[EntityType, str], EntityRow]) -> EntityRow | None:
    """Return whom or what of the library a row names: who acts before whom they play; ``None`` for nobody."""
    if isinstance(row, Credit):
        found = here.get(("person", row.name)) or here.get(("group", row.name))
    else:
        found = here.get((row.kind, row.title))
    return found or (here.get(("character", row.character)) if row.character else None)


def part(row: Row) -> str:
    """Return the part somebody has in a work: ``as Mara Quill``, ``voice of Ned``, ``director``; empty if unsaid."""
    character = clean_name(row.character or "")
    if row.role in ON_SCREEN and character:
        return f"{'voice of' if row.role == 'voice' else 'as'} {character}"
    return clean_line(row.role, 40) if row.role not in _UNSAID else ""


def beside(row: Row) -> str:
    """Return who or what a row is, with the part: ``Ines Holloway as Mara Quill``, ``Dara Finch, creator``."""
    return title_of(row) + joint(row) + part(row)


def joint(row: Row) -> str:
    """Return what stands between a name and its part."""
    words = part(row)
    return "" if not words else " " if row.role == "actor" and row.character else ", "


def title_of(row: Row) -> str:
    """Return who or what a row of a record is."""
    return clean_name(row.name if isinstance(row, Credit) else row.title)


def address(record: Record) -> str:
    """Return the page of a record, which its service wants linked; empty where that is no address of the web."""
    return clean_address(record.url) or ""


def shown_address(record: Record) -> str:
    """Return the page of a record as it is written for eyes, without what every address begins with."""
    return address(record).partition("://")[2].removeprefix("www.").removesuffix("/")


def credit_of(record: Record) -> str:
    """Return the words that credit a service, with its licence."""
    return SERVICES[record.provider].credit.rstrip(".")


def credit_words(kept: KeptRecord) -> str:
    """Return the words that credit a source, with its licence, and as of which day it is."""
    day = date_words(kept.fetched.date().isoformat())
    return f"{credit_of(kept.record)}, as of {day}"


def _beside(name: str | None, more: str | None) -> str:
    lead, note = clean_name(name or ""), clean_name(more or "")
    return f"{lead} ({note})" if lead and note else lead or note


def _life(record: Record) -> list[Fact]:
    return [
        Fact(label, (clean_line(date_words(day or ""), 20),))
        for label, day in (("Born", record.begun), ("Died", record.ended))
    ]


def _run(record: Record | Told) -> str:
    begun, ended = (clean_line(date_words(day or ""), 20) for day in (record.begun, record.ended))
    state = _STATES.get(record.state, "")
    if record.kind in ("film", "album"):
        return begun or state
    if not begun:
        return f"until {ended}" if ended else state
    if record.state == "coming":
        return f"from {begun}"
    if ended:
        return f"{begun} to {ended}" if record.state != "running" else f"since {begun}"
    return f"since {begun}" if record.state != "ended" else f"from {begun}, ended"


def _genres(record: Record) -> str:
    language = clean_name(record.language or "")
    words = clean_line(", ".join(record.genres), 120)
    return f"{words}, in {language}" if words and language else words or language


def _seasons(seasons: Sequence[Season], dash: str) -> tuple[str, ...]:
    """Return how many seasons there are, then the last few, a line each."""
    if not seasons:
        return ()
    latest = sorted(seasons, key=lambda season: season.number)[-SEASONS_SHOWN:]
    lines = []
    for season in latest:
        episodes = counted(season.episodes, "episode") if season.episodes else ""
        parts = [part for part in (episodes, _span(season.premiered, season.ended, dash)) if part]
        lines.append(f"{season.number}: {', '.join(parts)}" if parts else "")
    if not any(lines):
        return (str(len(seasons)),)
    return (*((str(len(seasons)),) if len(seasons) > len(latest) else ()), *lines)


def _span(begun: str | None, ended: str | None, dash: str) -> str:
    """Return from when till when: ``14 Feb – 4 Apr 2024``; the year once, where both have one."""
    if not begun or not ended or begun == ended:
        day = clean_line(date_words(begun or ended or ""), 20)
        return f"from {day}" if begun and not ended else day
    same = begun[:4] == ended[:4] and len(begun) == len(ended) == 10
    return clean_line(f"{date_words(begun, year=not same)} {dash} {date_words(ended)}", 40)


def _next(episode: Episode | None, today: date) -> Fact:
    if episode is None:
        return Fact("Next", ())
    # It was to come when the service was asked; that may be a while ago.
    return Fact("Next" if not episode.date or _is_coming(episode, today) else "Latest", (_episode(episode),))


def _coming(told: Told, today: date) -> Episode | None:
    return told.next if told.next and _is_coming(told.next, today) else None


def _is_coming(episode: Episode, today: date) -> bool:
    day = episode.date or ""
    return bool(day) and day >= today.isoformat()[: len(day)]


def _episode(episode: Episode) -> str:
    day, name = clean_line(date_words(episode.date or ""), 20), clean_line(episode.name, 80)
    words = f"season {episode.season}, episode {episode.number}"
    return ", ".join(part for part in (day, words, f"“{name}”" if name else "") if part)


def _spellings(record: Record) -> str:
    """Return the other names of a record, those of its own spelling left out, as far as they are few."""
    own = name_key(record.name)
    others = list(dict.fromkeys(clean_name(aka) for aka in record.aka if aka and name_key(aka) != own))
    return ", ".join(others[:SPELLINGS_SHOWN]) + (", …" if len(others) > SPELLINGS_SHOWN else "")


def _parts(record: Record) -> Iterable[tuple[str, Sequence[Row]]]:
    """Yield the lists of a record with their headings."""
    people = record.credits
    yield "Artist", [credit for credit in people if credit.role == "artist"]
    yield "Members", [credit for credit in people if credit.role == "member"]
    yield "Made by", [credit for credit in people if credit.role not in (*ON_SCREEN, "artist", "member")]
    yield "Cast", [credit for credit in people if credit.role in ON_SCREEN]
    newest = sorted(record.works, key=lambda work: -(work.year or 0))
    yield "Albums", [work for work in newest if work.kind == "album"]
    yield "Songs", [work for work in newest if work.kind == "song"]
    yield "Works", [work for work in newest if work.kind not in ("album", "song")]


def _joined(rows: Sequence[Row]) -> dict[str, Row]:
    """Return rows by what tells them apart; several parts of one are one row with both characters, or both roles."""
    joined: dict[str, Row] = {}
    for row in rows:
        key = name_key(row.name) if isinstance(row, Credit) else f"{name_key(row.title, row.kind)} {row.year}"
        first = joined.get(key)
        if first is None:
            joined[key] = row
        elif row.character and row.character != first.character:
            joined[key] = replace(first, character=_both(first.character, row.character), role=_acted(first, row))
        elif not row.character and not first.character and row.role != first.role:
            joined[key] = replace(first, role=_both(first.role, row.role))
    return joined


def _both(first: str | None, second: str) -> str:
    return f"{first}, {second}" if first else second


def _acted(first: Row, second: Row) -> str:
    return first.role if first.role in ON_SCREEN else second.role
