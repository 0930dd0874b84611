"""Which articles make an edition, in which order, under which headings, and why: pure.

An edition is packed by worth: what the reader follows, put by or starred, how many outlets have the story, how new it
is. Each article that is taken makes the next of the same outlet, of the same names, of the same kind and of the same
length worth less, so that an issue is about many things. The same candidates and moment give the same edition.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from heapq import heapify, heappop, heappush
from math import exp2, log2
from typing import Final

from msgspec import Struct

from pullquote.cache.core.article import WORK_TYPES, EntityType
from pullquote.cache.core.counts import counted
from pullquote.cache.core.times.words import MONTHS, WEEKDAYS

LEAD: Final = "Lead story"
FOLLOWED: Final = "What you follow"
MORE: Final = "More"
_HEADINGS: Final[dict[str, str]] = {
    "show": "Television",
    "film": "Films",
    "franchise": "Films",
    "album": "Music",
    "song": "Music",
    "group": "Music",
    "book": "Books",
    "play": "Stage",
    "game": "Games",
    "podcast": "Podcasts",
    "person": "People",
    "character": "People",
    "organization": "Business",
}
_FOLLOWS: Final = (0.0, 0.8, 1.8)
"""What following is worth, by ``Candidate.follows``."""
_DAY: Final = 86_400
_HALVED: Final = 3.0
"""Days in which news is worth half."""
_SHORT, _LONG = 2, 7
"""Minutes up to which a piece is short, and from which it is long."""
_SHARE: Final = 0.4
"""The part of an edition that one article, and pieces of one length, may take before they count for less."""
_SLIGHT: Final = 90
"""Words below which an article is hardly more than its headline."""
_LEADS: Final = 150
"""Words a lead story should have."""


class Candidate(Struct, frozen=True, kw_only=True, gc=False):
    """An article that may be in an edition, one of each story.

    ``when`` is its date in unix seconds, ``outlet`` and ``subjects`` (who or what it is about) are numbers in the
    library. ``outlets`` is how many have its story; ``follows`` is 2 where it is about what the reader follows, 1
    where it names that, else 0.
    """

    article: int
    when: int
    minutes: int
    words: int
    complete: bool = True
    outlet: int | None = None
    outlets: int = 1
    follows: int = 0
    queued: bool = False
    starred: bool = False
    subjects: tuple[int, ...] = ()
    kinds: tuple[EntityType, ...] = ()

    @property
    def heading(self) -> str:
        """The section it belongs to by what it is about: a work before a person."""
        kinds = [kind for kind in self.kinds if kind in WORK_TYPES] or self.kinds
        return _HEADINGS[kinds[0]] if kinds else MORE


class Placed(Struct, frozen=True):
    """A candidate that was chosen, under the heading of its section."""

    candidate: Candidate
    section: str


def most_minutes(minutes: int) -> int:
    """Return how long an edition of so many minutes may be at most: a tenth more."""
    return minutes + minutes // 10


def choose(candidates: Iterable[Candidate], minutes: int, moment: datetime) -> list[Placed]:
    """Return an edition of about so many minutes, in the order in which it is read.

    It is at most a tenth longer. An article that would take more than its share is left out, unless there is not
    enough else. What has no words is no reading.
    """
    now = int(moment.timestamp())
    pool = _best([(worth(one, now), one) for one in candidates if one.words > 0 and one.minutes > 0], minutes)
    chosen = _Issue(minutes)
    share = max(round(minutes * _SHARE), 8)
    chosen.fill([one for one in pool if one[1].minutes <= share])
    if chosen.used < minutes * 0.95:
        chosen.fill([one for one in pool if one[1].minutes > share])
    chosen.round_off(pool, share)
    return _in_order(chosen.taken)


def worth(one: Candidate, now: int) -> float:
    """Return what an article is worth by itself at a time in unix seconds."""
    interest = 1 + _FOLLOWS[one.follows] + 0.5 * log2(min(max(one.outlets, 1), 16))
    interest += 1.2 * one.queued + 0.6 * one.starred
    fresh = 0.1 + 0.9 * exp2(-max(0, now - one.when) / _DAY / _HALVED)
    if one.queued:
        fresh = max(fresh, 0.7)  # it was put by to be read later
    interest *= fresh * (1 if one.complete else 0.4) * (0.5 if one.words < _SLIGHT else 1)
    return round(interest, 6)


_Valued = tuple[float, Candidate]


def _place(valued: _Valued) -> tuple[float, int, int]:
    return -valued[0], -valued[1].when, valued[1].article


def _length(one: Candidate) -> int:
    return (one.minutes > _SHORT) + (one.minutes >= _LONG)


def _best(valued: list[_Valued], minutes: int) -> list[_Valued]:
    """Return those that may come into question, the best first: enough of each length and outlet to choose among."""
    valued.sort(key=_place)
    of_length: Counter[int] = Counter()
    of_outlet: Counter[tuple[int, int | None]] = Counter()
    found: list[_Valued] = []
    for one in valued:
        length = _length(one[1])
        key = (length, one[1].outlet)
        if of_length[length] < max(800, 4 * minutes) and of_outlet[key] < max(60, 2 * minutes):
            of_length[length] += 1
            of_outlet[key] += 1
            found.append(one)
    return found


class _Issue:
    """An edition while it is filled: what was taken, with its worth, and how much of what it has already."""

    def __init__(self, minutes: int) -> None:
        self.minutes = minutes
        self.used = 0
        self.taken: list[_Valued] = []
        self._outlets: Counter[int | None] = Counter()
        self._subjects: Counter[int] = Counter()
        self._headings: Counter[str] = Counter()
        self._lengths: Counter[int] = Counter()

    def fill(self, pool: Sequence[_Valued]) -> None:
        """Take the best that still fits, again and again.

        What is there already only makes things worth less, so that one whose worth is brought up to date and is still
        the best is the best of all.
        """
        heap = [(*_place((self._worth(valued), valued[1])), len(self.taken), valued) for valued in pool]
        heapify(heap)
        while heap:
            *_, looked, valued = heappop(heap)
            if valued[1].minutes > self.minutes - self.used:
                continue
            if looked < len(self.taken):
                heappush(heap, (*_place((self._worth(valued), valued[1])), len(self.taken), valued))
            else:
                self._take(valued)

    def round_off(self, pool: Sequence[_Valued], share: int) -> None:
        """Bring the length nearer to what was asked: by a longer article in another's place, or one more."""
        here = {valued[1].article for valued in self.taken}
        best: dict[int, _Valued] = {}
        for valued in pool:
            if valued[1].article not in here and (valued[1].minutes <= share or not self.taken):
                best.setdefault(valued[1].minutes, valued)
        missing = self.minutes - self.used
        tries: list[tuple[int, int, float, int]] = []  # how far off, what goes (-1: nothing), what is lost, what comes
        for length, valued in best.items():
            off = abs(missing - length)
            if off < missing and self.used + length <= most_minutes(self.minutes):
                tries.append((off, -1, -valued[0], length))
            for number, old in enumerate(self.taken):
                more = length - old[1].minutes
                if 0 < more <= missing:
                    tries.append((missing - more, number, old[0] - valued[0], length))
        if missing <= 0 or not tries:
            return
        _, number, _, length = min(tries, key=lambda one: (one[0], one[2], one[1], one[3]))
        if number >= 0:
            self.used -= self.taken.pop(number)[1].minutes
        self._take(best[length])

    def _take(self, valued: _Valued) -> None:
        one = valued[1]
        self.taken.append(valued)
        self.used += one.minutes
        self._outlets[one.outlet] += 1
        self._headings[one.heading] += 1
        self._lengths[_length(one)] += one.minutes
        self._subjects.update(one.subjects)

    def _worth(self, valued: _Valued) -> float:
        """Return what an article would add: less for each that is of its outlet, about its names, as long."""
        value, one = valued
        value *= 0.75 ** self._outlets[one.outlet] if one.outlet is not None else 1
        value *= 0.6 ** max((self._subjects[name] for name in one.subjects), default=0)
        value *= 0.92 ** self._headings[one.heading]
        over = self._lengths[_length(one)] / self.minutes - _SHARE
        return round(value / (1 + 4 * over), 6) if over > 0 else round(value, 6)


def _in_order(taken: Sequence[_Valued]) -> list[Placed]:
    """Return what was taken as an issue has it: the lead story, sections, short pieces between long ones."""
    if not taken:
        return []
    ranked = sorted(taken, key=_place)
    lead = next((valued for valued in ranked if valued[1].words >= _LEADS), ranked[0])
    sections: dict[str, list[_Valued]] = {}
    for valued in ranked:
        if valued is not lead:
            sections.setdefault(FOLLOWED if valued[1].follows else valued[1].heading, []).append(valued)
    for name in [name for name, found in sections.items() if len(found) == 1 and name not in (MORE, FOLLOWED)]:
        sections.setdefault(MORE, []).extend(sections.pop(name))
    if len(sections) == 1 and MORE in sections:
        sections[MORE].sort(key=_place)

    def place(name: str) -> tuple[bool, bool, float, str]:
        return name != FOLLOWED, name == MORE, -sum(valued[0] for valued in sections[name]), name

    placed = [Placed(lead[1], LEAD)]
    for name in sorted(sections, key=place):
        rest = sorted(sections[name], key=_place)
        while rest:
            after_long = placed[-1].candidate.minutes > (_SHORT + _LONG) // 2
            fitting = (number for number, valued in enumerate(rest) if valued[1].minutes <= (_SHORT + _LONG) // 2)
            placed.append(Placed(rest.pop(next(fitting, 0) if after_long else 0)[1], name))
    return placed


def why(one: Candidate, followed: Sequence[str], moment: datetime) -> str:
    """Return in a few words why an article was chosen; ``followed`` is what it is about that the reader follows.

    ``moment`` is when, in the reader's time zone.
    """
    reasons: list[str] = []
    if followed:
        reasons.append(f"You follow {' and '.join(followed[:2])}")
    if one.queued:
        reasons.append("On your reading list")
    if one.starred:
        reasons.append("You starred it")
    if one.outlets > 1:
        reasons.append(counted(one.outlets, "outlet"))
    if age := _age(one.when, moment):
        reasons.append(age)
    if not reasons and one.minutes >= _LONG:
        reasons.append("A long read")
    if not reasons:
        when = datetime.fromtimestamp(one.when, UTC).astimezone(moment.tzinfo)
        reasons.append(f"Unread since {when.day} {MONTHS[when.month - 1]}")
    first, *rest = reasons[:2]
    return ", ".join((first, *(f"{words[0].lower()}{words[1:]}" for words in rest)))


def _age(when: int, moment: datetime) -> str:
    """Return that an article is new, or of which day of this week it is; empty for an older one."""
    day = datetime.fromtimestamp(when, UTC).astimezone(moment.tzinfo).date()
    days = (moment.date() - day) // timedelta(days=1)
    if days <= 0:
        return "New today"
    return {1: "From yesterday"}.get(days, f"From {WEEKDAYS[day.weekday()]}" if days < 7 else "")
