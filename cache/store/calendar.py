"""What comes out, read by the days that are looked at: releases of articles, days of records, merged to events.

An index by date finds the works of a window; all that is said of these, and of no others, is read. So a calendar costs
what stands in the window, however large the library is.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

import msgspec
from msgspec import Struct

from pullquote.cache.core.article import WORK_TYPES, EntityType
from pullquote.cache.core.calendar import NO_DAYS, Event, Statement, Subject, days_of, precision_of, vague_dates
from pullquote.cache.core.calendar.merge import merge
from pullquote.cache.core.catalogue import PROVIDER_NAMES
from pullquote.cache.core.names import name_key
from pullquote.cache.core.sanitize import clean_name
from pullquote.cache.store.calendar_query import CalendarQuery
from pullquote.cache.store.database import Database
from pullquote.cache.store.file.conversions import json_list, moment, seconds, sql
from pullquote.cache.store.guard import veils
from pullquote.cache.store.guard.unseen import Unseen
from pullquote.cache.store.reading.newest import Newest

FACTS_STAND = timedelta(days=30)
"""How long a fact without a date is news."""
FACTS_READ = 300
"""Facts without a date that are looked at, the newest first."""
_LISTED = "IN (SELECT value FROM json_each(?))"
_FIRST, _LAST = date(1000, 1, 1), date(9998, 12, 31)


class Span(NamedTuple):
    """The days that are looked at, the ``last`` included; open at an end that is ``None``."""

    first: date | None = None
    last: date | None = None

    def holds(self, event: Event) -> bool:
        """Return whether an event stands here: by its last day, until which it may still come."""
        days = event.days
        if days is None:
            return False
        return (self.first or date.min) <= days.last <= (self.last or date.max)


class Calendar:
    """What comes out, as articles and catalogues state it (``Library.calendar``). Nothing is asked for."""

    def __init__(self, database: Database, newest: Newest) -> None:
        self._database = database
        self._newest = newest

    def events(
        self,
        first: date | None = None,
        last: date | None = None,
        query: str = "",
        *,
        facts_since: datetime | None = None,
        words: Collection[str] = (),
    ) -> list[Event]:
        """Return what comes out from ``first`` to ``last``, by date; followed works before others of the same day.

        A month, a season or a year stands at its last day. ``query`` is as ``calendar_query`` reads it. With
        ``facts_since``, renewals, cancellations and delays without a date that were stated since then stand at the
        end, the newest first. Works are left out where one of ``words``, casefolded, stands in nothing that is said
        of them. Raises ``QueryError``.
        """
        span = Span(first, last)
        with self._database.reading() as conn:
            reader = _Reader(conn, self._asked(conn, query), words, spoilers=self._database.spoilers)
            keys, records = reader.in_span(span)
            if facts_since is not None:
                keys |= reader.with_facts(facts_since)
            found = reader.events(keys, records)
            dated = filter(span.holds, found)
            facts = (event for event in found if event.date is None) if facts_since is not None else ()
            return [*_in_order(dated), *_newest_facts(facts, facts_since)]

    def facts(self, query: str = "") -> list[Event]:
        """Return all renewals, cancellations and delays without a date, the newest first."""
        with self._database.reading() as conn:
            reader = _Reader(conn, self._asked(conn, query), spoilers=self._database.spoilers)
            found = (event for event in reader.events(reader.with_facts(None), ()) if event.date is None)
            return _newest_facts(found, None)

    def next_day(self, day: date) -> date | None:
        """Return the first day behind ``day`` for which something is stated; ``None`` where there is none."""
        year_ends = date(day.year, 12, 31)
        vague = json_list(vague_dates(day + timedelta(days=1), year_ends))
        with self._database.reading() as conn:
            rows = [
                row
                for table in ("release", "airing")
                for row in conn.execute(
                    sql(
                        "SELECT min(date) FROM {0} WHERE date > ?1 AND date <= ?2 AND length(date) = 10 "
                        "UNION ALL SELECT date FROM {0} WHERE date {1} "
                        "UNION ALL SELECT DISTINCT date FROM {0} WHERE date >= ?4 AND length(date) < 10",
                        table,
                        "IN (SELECT value FROM json_each(?3))",
                    ),
                    (day.isoformat(), _LAST.isoformat(), vague, f"{day.year + 1:04}"),
                )
            ]
        found = [days.last for (written,) in rows if (days := days_of(written)) is not None]
        return min((last for last in found if last > day), default=None)

    def last_day(self, day: date) -> date | None:
        """Return the last day before ``day`` for which something is stated; ``None`` where there is none."""
        with self._database.reading() as conn:
            rows = [
                conn.execute(
                    sql("SELECT max(date) FROM {} WHERE date < ? AND length(date) = 10", table), (day.isoformat(),)
                ).fetchone()
                for table in ("release", "airing")
            ]
        return max((days.last for (written,) in rows if (days := days_of(written)) is not None), default=None)

    def moved(self, since: datetime) -> list[Event]:
        """Return what moved to another date by what came into the library since a moment, the newest first.

        Each has who said so (``mover``) and who had stated the date before (``was``).
        """
        with self._database.reading() as conn:
            reader = _Reader(conn, spoilers=self._database.spoilers)
            found = reader.events(*reader.heard(since))
        moved = [event for event in found if event.mover and event.mover.heard and event.mover.heard >= since]
        return sorted(moved, key=lambda event: (event.work.followed, event.mover and event.mover.heard), reverse=True)

    def _asked(self, conn: sqlite3.Connection, query: str) -> CalendarQuery | None:
        return CalendarQuery(conn, query, lambda: self._newest.ids(conn)) if query.strip() else None


_NEVER = datetime.min.replace(tzinfo=UTC)


def _in_order(events: Iterable[Event]) -> list[Event]:
    def place(event: Event) -> tuple[date, int, bool, str, str]:
        days = event.days or NO_DAYS
        return days.last, days.length, not event.work.followed, event.work.key, event.part

    return sorted(events, key=place)


def _newest_facts(events: Iterable[Event], since: datetime | None) -> list[Event]:
    news = [
        event
        for event in events
        if since is None or (event.said[0].stated is not None and event.said[0].stated >= since)
    ]
    return sorted(news, key=lambda event: (event.work.followed, event.said[0].stated or _NEVER), reverse=True)


class _Reader:
    """Reads what is said of works, of those alone that may answer what is ``asked`` and have all ``words``."""

    def __init__(
        self,
        conn: sqlite3.Connection,
        asked: CalendarQuery | None = None,
        words: Collection[str] = (),
        *,
        spoilers: bool = False,
    ) -> None:
        self._conn = conn
        self._spoilers = spoilers
        self._asked = asked
        self._words = words

    # Which works

    def in_span(self, span: Span) -> tuple[set[str], set[int]]:
        """Return the works, by the keys of their titles and by records, of which a day of a span is stated."""
        first, last = span.first or _FIRST, span.last or _LAST
        # Vague dates do not stand in the order of their days: "2027" is before all of them, "2027-fall" behind.
        vague = {
            *(vague_dates(first, min(last, date(first.year, 12, 31))) if span.first else ()),
            *(vague_dates(max(first, date(last.year - 1, 1, 1)), last) if span.last else ()),
        }
        where = sql("(date BETWEEN ? AND ? OR date {})", _LISTED)
        given = (first.isoformat(), f"{last.isoformat()}", json_list(sorted(vague)))
        titles = self._conn.execute(sql("SELECT DISTINCT key FROM release WHERE {}", where), given)
        records = self._conn.execute(sql("SELECT DISTINCT record FROM airing WHERE {}", where), given)
        return {row[0] for row in titles}, {row[0] for row in records}

    def with_facts(self, since: datetime | None) -> set[str]:
        """Return the keys of works of which a fact without a date is stated."""
        limit, moment_of = (-1, 0) if since is None else (FACTS_READ, seconds(since))
        rows = self._conn.execute(
            "SELECT DISTINCT key FROM (SELECT r.key, a.moment FROM release r INDEXED BY release_fact "
            "JOIN article a ON a.id = r.article WHERE r.date IS NULL ORDER BY r.article DESC LIMIT ?) "
            "WHERE moment >= ?",
            (limit, moment_of),
        )
        return {row[0] for row in rows}

    def heard(self, since: datetime) -> tuple[set[str], set[int]]:
        """Return the works of which articles that came since a moment, or records that changed, state a day."""
        when = seconds(since)
        row = self._conn.execute("SELECT id FROM article WHERE added < ? ORDER BY id DESC LIMIT 1", (when,)).fetchone()
        titles = self._conn.execute(
            "SELECT DISTINCT key FROM release WHERE article > ? AND date IS NOT NULL", (row[0] if row else 0,)
        )
        records = self._conn.execute("SELECT DISTINCT record FROM airing WHERE since >= ? AND was IS NOT NULL", (when,))
        return {row[0] for row in titles}, {row[0] for row in records}

    # What is said of them

    def events(self, keys: Collection[str], records: Collection[int]) -> list[Event]:
        """Return all events of works that answer what is asked, hidden ones left out."""
        works = self._works_of(keys, records)
        wanted, written = self._wanted(works, keys)
        said: dict[int | str, list[Statement]] = defaultdict(list)
        titles: dict[str, str] = {}
        for key, title, statement in self._stated(written):
            entity = works.meant(self._conn, key, statement)
            if entity is None or entity in wanted:
                titles.setdefault(key, title)
                said[key if entity is None else entity].append(statement)
        for number, statement in self._recorded(wanted, records):
            said[number].append(statement)
        found: list[Event] = []
        for work, statements in said.items():
            subject = Subject(key=work, title=titles[work]) if isinstance(work, str) else works.subjects[work]
            if subject is not None and self._has_words(subject, statements):
                found += merge(subject, statements)
        return [event for event in found if self._asked is None or self._asked.is_answered_by(event)]

    def _has_words(self, work: Subject, statements: Iterable[Statement]) -> bool:
        """Return whether what is said of a work has every word: most of the time goes into merging what does not."""
        if not self._words:
            return True
        said = (f"{one.source}\n{one.text}\n{one.what}\n{one.name}" for one in statements)
        text = "\n".join((work.title, *said)).casefold()
        return all(word in text for word in self._words)

    def _wanted(self, works: _Works, keys: Collection[str]) -> tuple[set[int], set[str]]:
        """Return the works that may answer, and the keys of all titles of which something is to be read."""
        if self._asked is None:
            return {*works.subjects}, {*keys, *works.keys}
        forms: dict[int, set[str]] = defaultdict(set)
        for key, owners in works.owners.items():
            for number in owners:
                forms[number].add(key)
        may = self._asked.may_be_answered_by
        wanted = {number for number, work in works.subjects.items() if work is not None and may(work, forms[number])}
        loose = {key for key in keys if key not in works.owners and may(None, {key})}
        return wanted, loose.union(*(forms[number] for number in wanted))

    def _works_of(self, keys: Collection[str], records: Collection[int]) -> _Works:
        """Return the names of the library that titles and records are of, with every form of each."""
        linked = self._conn.execute(
            sql(
                "SELECT DISTINCT ifnull(e.merged, e.id) FROM link l JOIN entity e ON e.id = l.entity WHERE l.record {}",
                _LISTED,
            ),
            (json_list(records),),
        )
        titled = self._conn.execute(
            sql(
                "SELECT DISTINCT ifnull(e.merged, e.id) FROM alias a JOIN entity e ON e.id = a.entity "
                "WHERE a.key {} AND a.type {}",
                _LISTED,
                _LISTED,
            ),
            (json_list(keys), json_list(WORK_TYPES)),
        )
        wanted = {row[0] for row in (*linked, *titled)}
        rows = self._conn.execute(
            "SELECT e.id, e.name, e.type, e.followed, e.hidden, e.articles, a.key, a.main FROM json_each(?1) j "
            "JOIN entity e ON e.id = j.value JOIN entity f ON f.id = e.id OR f.merged = e.id "
            "JOIN alias a ON a.entity = f.id WHERE e.type IN (SELECT value FROM json_each(?2))",
            (json_list(wanted), json_list(WORK_TYPES)),
        ).fetchall()
        subjects: dict[int, Subject | None] = {}
        owners: dict[str, dict[int, tuple[bool, int, EntityType]]] = defaultdict(dict)
        for number, name, kind, followed, hidden, articles, key, main in rows:
            subjects[number] = (
                None
                if hidden
                else Subject(
                    key=name_key(name, kind),
                    title=clean_name(name),
                    entity=number,
                    type=kind,
                    followed=bool(followed),
                )
            )
            best = owners[key].get(number, (False, articles, kind))
            owners[key][number] = (best[0] or bool(main), articles, kind)
        return _Works(subjects, owners)

    def _stated(self, keys: Collection[str]) -> Iterator[tuple[str, str, Statement]]:
        """Yield what articles say of titles: the key, the title as written, the statement."""
        rows = self._conn.execute(
            "SELECT r.key, r.title, r.what, r.date, r.precision, r.text, r.article, iif(a.dated, a.moment, NULL), "
            "a.added, o.name, a.url, r.place FROM json_each(?) j CROSS JOIN release r ON r.key = j.value "
            "JOIN article a ON a.id = r.article LEFT JOIN outlet o ON o.id = a.outlet "
            "ORDER BY a.moment DESC, r.article, r.place",
            (json_list(sorted(keys)),),
        ).fetchall()
        hidden = veils.hidden_releases(self._conn, {row[6] for row in rows}, spoilers=self._spoilers)
        for key, title, what, day, precision, text, article, when, added, outlet, url, place in rows:
            if (article, place) in hidden:
                continue
            yield (
                key,
                title,
                Statement(
                    source=outlet or "",
                    what=what,
                    date=day,
                    precision=precision,
                    text=text,
                    stated=moment(when),
                    heard=moment(added),
                    article=article,
                    url=url,
                ),
            )

    def _recorded(self, works: Collection[int], records: Collection[int]) -> Iterator[tuple[int, Statement]]:
        """Yield what records say of works: all of their seasons, and the episodes of ``records``."""
        rows = self._conn.execute(
            "SELECT DISTINCT j.value, r.id, r.provider, r.data, g.episode, g.season, g.name, g.date, g.since, g.was, "
            "g.was_since FROM json_each(?1) j JOIN entity f ON f.id = j.value OR f.merged = j.value "
            "JOIN link l ON l.entity = f.id JOIN record r ON r.id = l.record JOIN airing g ON g.record = r.id "
            "AND (g.episode = 0 OR r.id IN (SELECT value FROM json_each(?2)))",
            (json_list(works), json_list(records)),
        )
        pages: dict[int, str | None] = {}
        unseen = Unseen(self._conn, spoilers=self._spoilers)
        for entity, number, provider, data, episode, season, name, day, since, was, was_since in rows:
            if number not in pages:
                pages[number] = _page(data)
            for stated, when in ((day, since), (was, was_since)):
                if stated:
                    yield (
                        entity,
                        Statement(
                            source=PROVIDER_NAMES[provider],
                            what=_what(episode, season),
                            date=stated,
                            precision=precision_of(stated),
                            stated=moment(when),
                            heard=moment(when),
                            url=pages[number],
                            name=unseen.title(entity, season, episode, name),
                        ),
                    )


class _Works(NamedTuple):
    """Names that works are found under: each with its subject, ``None`` for a hidden one, and who has a key.

    ``owners`` has, for each key, the names with it: whether it is their own name, their articles, their type.
    """

    subjects: dict[int, Subject | None]
    owners: dict[str, dict[int, tuple[bool, int, EntityType]]]

    @property
    def keys(self) -> set[str]:
        """Every form of the names."""
        return {*self.owners}

    def meant(self, conn: sqlite3.Connection, key: str, said: Statement) -> int | None:
        """Return the name that an article means by a title: one it names, else by what comes out; ``None`` for none."""
        owners = self.owners.get(key, {})
        if len(owners) <= 1:
            return next(iter(owners), None)
        named = {
            row[0]
            for row in conn.execute(
                sql("SELECT entity FROM mention WHERE article = ? AND entity {}", _LISTED),
                (said.article, json_list(owners)),
            )
        }
        wanted = "film" if said.what == "film" else "show"

        def fit(number: int) -> tuple[bool, bool, bool, int, int]:
            own, articles, kind = owners[number]
            return number in named, own, kind == wanted, articles, -number

        return max(owners, key=fit)


class _Page(Struct):
    """Of a record as it is kept, the address of its page."""

    url: str = ""


def _page(data: bytes) -> str | None:
    try:
        return msgspec.msgpack.decode(data, type=_Page).url or None
    except msgspec.MsgspecError:
        return None


def _what(episode: int, season: int) -> str | None:
    if episode:
        return f"season {season} episode {episode}"
    return f"season {season}" if season else None
