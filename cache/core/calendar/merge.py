"""Statements of one work, merged into events: what belongs together, which date holds, what moved.

One article that states two dates for the same thing tells of two releases (cinemas, then streaming); two articles that
do tell of one, whose date moved or is disputed. What looks back ("Title (2019)") never moves what is to come.
"""

from __future__ import annotations

import re
from bisect import insort
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from msgspec.structs import replace

from pullquote.cache.core.calendar import FACTS, NO_DAYS, Days, Event, State, Statement, Subject

WHOLE = ""
"""The part that is the work itself: a film in cinemas, an album, the run of a show of which no season is named."""
_OWN = frozenset(("festival premiere", "trailer", "teaser", "soundtrack", "finale"))
"""What of a work comes out on a day of its own."""
_SEVERAL = frozenset(("festival premiere", "trailer", "teaser"))
"""What of a work there are several of: another day is another one."""
_CUES = (
    ("disc", re.compile(r"\b(?:dvd|blu-?ray|4k|vinyl|on disc|home video)\b", re.IGNORECASE)),
    ("streaming", re.compile(r"\b(?:stream\w*|digital\w*|on demand|vod|pvod)\b", re.IGNORECASE)),
)
"""Words in the clause of a date by which a film comes out again."""
_CLAUSES = re.compile(r"[;:]|,\s(?!\d{4})|\b(?:and|but|before|then|after|followed by|while)\b", re.IGNORECASE)
_SEASON = re.compile(r"\bseason\s+(\d{1,3})\b", re.IGNORECASE)
_ORDINAL = re.compile(
    r"\b(first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)(?:\s+and\s+final)?\s+season\b", re.IGNORECASE
)
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_NEVER = datetime.min.replace(tzinfo=UTC)
_Part = str


def merge(work: Subject, statements: Iterable[Statement]) -> list[Event]:
    """Return the events of a work, those with a date first and by it; each has a part of its own."""
    ordered = sorted(statements, key=_when)
    dated = [one for one in ordered if one.days is not None]
    facts = [one for one in ordered if one.days is None and one.what in FACTS]
    by_part: dict[_Part, list[Statement]] = defaultdict(list)
    loose: list[Statement] = []
    for one in dated:
        part = _part(work, one)
        if part == WHOLE and work.type != "film":
            loose.append(one)
        else:
            by_part[part].append(one)
    for one in loose:
        part = _season_of(one, by_part) or WHOLE
        insort(by_part[part], one, key=_when)
    tracks = [
        (_suffixed(part, suffix), track) for part, found in by_part.items() for suffix, track in _tracks(part, found)
    ]
    events = [_event(work, part, track, _meant(facts, part, track)) for part, track in tracks]
    told = {id(one) for event in events for one in event.said}
    mere: dict[str, list[Statement]] = defaultdict(list)
    for one in facts:
        if id(one) not in told and one.what:
            mere[one.what].append(one)
    events += [
        Event(work=work, part=fact, what=fact, state=_state(fact), said=tuple(reversed(found)))
        for fact, found in mere.items()
    ]
    return sorted(_named_apart(events), key=lambda event: (event.days is None, event.days or NO_DAYS, event.part))


def _when(one: Statement) -> tuple[datetime, int, bool]:
    return one.stated or _NEVER, one.article or 0, one.what == "delayed"


def _state(what: str | None) -> State:
    match what:
        case "renewed" | "cancelled" | "delayed":
            return what
    return ""


def _suffixed(part: _Part, suffix: str) -> _Part:
    return f"{part} {suffix}".strip() if suffix else part


# What of a work a statement is about


def _part(work: Subject, one: Statement) -> _Part:
    if one.what in _OWN:
        return one.what or WHOLE
    if one.what in FACTS:
        return _season_in(one.text) or WHOLE
    if one.what and one.what != "film":
        return one.what
    if one.what == "film" or work.type == "film":
        clause = _clause(one)
        return next((part for part, cue in _CUES if cue.search(clause)), WHOLE)
    return WHOLE


def _season_in(text: str) -> _Part | None:
    """Return "season 2" where a sentence names one season, by number or "second season"."""
    numbers = {int(number) for number in _SEASON.findall(text)}
    numbers |= {_ORDINALS.index(word.lower()) + 1 for word in _ORDINAL.findall(text)}
    return f"season {numbers.pop()}" if len(numbers) == 1 else None


def _clause(one: Statement) -> str:
    """Return the clause of a sentence that names the day of a statement; "" where that is not seen."""
    days = one.days
    if days is None or days.length > 1:
        return one.text
    for clause in _CLAUSES.split(one.text):
        if re.search(rf"\b{days.first.day}\b", clause) and days.first.strftime("%b") in clause:
            return clause
    return ""


def _season_of(one: Statement, by_part: dict[_Part, list[Statement]]) -> _Part | None:
    """Return the one season that a statement without one must mean: by its date, or as the one that is delayed."""
    days, when = one.days, one.stated
    if days is None:
        return None
    seasons = {part: said for part, said in by_part.items() if part.startswith("season ") and "episode" not in part}
    near = [part for part, said in seasons.items() if any(other.days and other.days.meets(days) for other in said)]
    if len(near) == 1:
        return near[0]
    if one.what not in FACTS or when is None:
        return None
    awaited = [
        part for part, said in seasons.items() if any(other.days and other.days.last >= when.date() for other in said)
    ]
    return awaited[0] if len(awaited) == 1 else None


# Which of its releases


class _Track:
    """One release: what is said of it, the oldest first, and the dates that are."""

    def __init__(self) -> None:
        self.said: list[Statement] = []
        self.dates: dict[Days, None] = {}

    def add(self, one: Statement, days: Days) -> None:
        self.said.append(one)
        self.dates[days] = None

    def has(self, days: Days) -> bool:
        """Return whether a date is that of the release, or may be."""
        return days in self.dates or any(other.meets(days) for other in self.dates)

    def is_awaited(self, when: datetime | None) -> bool:
        """Return whether the release was still to come at a moment."""
        return when is None or any(days.last >= when.date() for days in self.dates)


def _tracks(part: _Part, said: Sequence[Statement]) -> list[tuple[str, list[Statement]]]:
    """Part the statements on one part of a work, the oldest first, into releases; each has a suffix for its part.

    The first release has none, a further one that an article states beside it a number, one that is only looked back
    on its year.
    """
    running: list[_Track] = []
    past: dict[int, list[Statement]] = defaultdict(list)
    together: dict[object, list[Statement]] = {}
    for one in said:
        together.setdefault(one.article if one.article is not None else (one.source, one.date), []).append(one)
    for stated in together.values():
        taken: list[_Track] = []
        others: list[tuple[Statement, Days]] = []
        for one in stated:
            if (days := one.days) is None:
                continue
            track = next((track for track in running if track.has(days)), None)
            if track is None:
                others.append((one, days))
            else:
                track.add(one, days)
                taken.append(track)
        # A delay is of what the article says beside it: "due on 5 March, it now comes on 12 March".
        for one, days in sorted(others, key=lambda other: other[0].what == "delayed"):
            track = next((track for track in running if track.has(days)), None)
            if track is None and part not in _SEVERAL:
                track = _moved_track(one, running, taken)
            if track is None and one.is_past:
                past[days.last.year].append(one)
                continue
            if track is None:
                track = _Track()
                running.append(track)
            track.add(one, days)
            taken.append(track)
    found = [track.said for track in running]
    if part != WHOLE and part not in _SEVERAL and past:  # it comes out once: its date may only be remembered otherwise
        found = found or [[]]
        found[0] = sorted([*found[0], *(one for stated in past.values() for one in stated)], key=_when)
        past.clear()
    numbered = [("" if number == 1 else str(number), track) for number, track in enumerate(found, 1)]
    return numbered + [(f"of {year}", track) for year, track in sorted(past.items())]


def _moved_track(one: Statement, running: Sequence[_Track], taken: Sequence[_Track]) -> _Track | None:
    """Return the release to which a statement gives another date: one that was still to come, and its only one."""
    if one.is_past:
        return None
    if taken:
        return taken[0] if one.what == "delayed" else None
    return next((track for track in running if track.is_awaited(one.stated)), None)


# What holds


def _event(work: Subject, part: _Part, track: Sequence[Statement], facts: Sequence[Statement]) -> Event:
    newest = track[::-1]
    looking_on = [one for one in newest if not one.is_past] or newest
    held = _held(looking_on)
    fact = next((one for one in reversed(facts) if _when(one) > _when(newest[0])), None)
    was, mover = _move(looking_on, held)
    return Event(
        work=work,
        part=part,
        what=_what(newest),
        date=held.date,
        precision=held.precision,
        state=_state(fact.what) if fact else "",
        said=tuple(sorted((*newest, *facts), key=_when, reverse=True) if facts else newest),
        was=was,
        mover=mover,
    )


def _held(newest: Sequence[Statement]) -> Statement:
    """Return the statement whose date holds: the newest, or one before it that it agrees with and that is exacter."""
    held = newest[0]
    for one in newest[1:]:
        if one.days is None or held.days is None or not one.days.meets(held.days):
            break
        if one.days.length < held.days.length:
            held = one
    return held


def _move(newest: Sequence[Statement], held: Statement) -> tuple[Statement | None, Statement | None]:
    """Return who had stated the date before, and who first stated the one that holds, where one gave way to the other.

    Where the old date was stated again after the new one, neither has given way. A service moves a date only where it
    had another one itself: that it and an article say different things is no news.
    """
    if held.days is None:
        return None, None
    agreeing = [one for one in newest if one.days is not None and one.days.meets(held.days)]
    others = [one for one in newest if one.days is not None and not one.days.meets(held.days)]
    services = {one.source for one in others if one.article is None}
    movers = [one for one in agreeing if one.article is not None or one.source in services]
    if not movers:
        return None, None
    mover = movers[-1]
    others = [one for one in others if one.article is not None or one.source == mover.source]
    if not others:
        return (None, mover) if mover.what == "delayed" else (None, None)
    if _when(others[0]) > _when(agreeing[-1]):
        return None, None
    return _held(others), mover


def _what(newest: Sequence[Statement]) -> str | None:
    """Return what comes out, in the fullest words there are for it: "season 2" before "film" before nothing."""
    named = [one.what for one in newest if one.what and one.what not in FACTS]
    return next((what for what in named if what != "film"), named[0] if named else None)


def _meant(facts: Sequence[Statement], part: _Part, track: Sequence[Statement]) -> list[Statement]:
    """Return the facts, the oldest first, that are about a release: stated after a date of it, before that day.

    What states the date in the same breath says that it comes out all the same; so does who states it later, but then
    the fact had been about it.
    """
    if part in _OWN or "episode" in part:
        return []
    articles = {one.article for one in track if one.article is not None}
    return [
        fact
        for fact in facts
        if fact.what in ("cancelled", "delayed")
        and _season_in(fact.text) in (None, part)
        and fact.article not in articles
        and fact.stated is not None
        and any(
            _when(one) < _when(fact) and one.days is not None and one.days.last >= fact.stated.date() for one in track
        )
    ]


def _named_apart(events: Sequence[Event]) -> list[Event]:
    """Return events each with a part of its own: it is what the oldest statement called it, so that it stays so.

    "Saltgate returns in March" is the run of the show, before anybody says that this is its second season.
    """
    used: set[str] = set()
    named = []
    for event in sorted(events, key=lambda event: _when(event.said[-1])):
        oldest = event.said[-1]
        first = WHOLE if event.part.startswith("season ") and _is_bare(oldest) else event.part
        part = first if first not in used else event.part
        number = 2
        while part in used:
            part, number = f"{event.part} {number}", number + 1
        used.add(part)
        named.append(replace(event, part=part))
    return named


def _is_bare(one: Statement) -> bool:
    return one.what is None or (one.what in FACTS and not _season_in(one.text))
