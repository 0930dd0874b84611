"""How far a person has seen a show: read from what they type, written in words, compared, and moved on.

A place is a season and an episode of it, with all that came before; a season without an episode is seen whole.
Specials (season 0) are outside of it: they are not counted, and never beyond anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from pullquote.cache.core.errors import UsageError
from pullquote.cache.core.sanitize import clean_line

if TYPE_CHECKING:
    from pullquote.cache.core.catalogue import Episode, Season

LAST_SEASON: Final = 9_999
"""The season that stands for everything, whatever comes. Shows count seasons by years at most."""
LAST_EPISODE: Final = 99_999
HOW_WRITTEN: Final = "s2e5, 2x05, season 2, all or none"
"""What ``read_seen`` takes, for a sentence or an empty line."""

_ALL = frozenset({"all", "all of it", "everything"})
_NONE = frozenset({"none", "nothing", "not begun", ""})
_FORMS = (
    r"(?:all of )?(?:s|season|series)\s*(\d+)(?:\s*[,.:]?\s*(?:e|ep|episode)\.?\s*(\d+))?",
    r"(\d+)\s*[x×]\s*(\d+)",
)


class Seen(Struct, frozen=True):
    """A place in a show: all before ``season``, and of it up to ``episode``; all of it where that is ``None``."""

    season: int
    episode: int | None = None

    def __lt__(self, other: Seen) -> bool:
        return self._rank < other._rank

    def __le__(self, other: Seen) -> bool:
        return self._rank <= other._rank

    def __gt__(self, other: Seen) -> bool:
        return self._rank > other._rank

    def __ge__(self, other: Seen) -> bool:
        return self._rank >= other._rank

    @property
    def _rank(self) -> tuple[int, int]:
        return self.season, LAST_EPISODE + 1 if self.episode is None else self.episode

    @property
    def is_all(self) -> bool:
        """Whether it is everything, whatever comes."""
        return self.season >= LAST_SEASON

    @property
    def code(self) -> str:
        """The place as scripts have it, and as ``read_seen`` reads it: ``s2e5``, ``s2``, ``all``."""
        if self.is_all:
            return "all"
        return f"s{self.season}" if self.episode is None else f"s{self.season}e{self.episode}"

    def __str__(self) -> str:
        """Return the place in words: "season 2, episode 5", "all of season 2", "all of it"."""
        if self.is_all:
            return "all of it"
        return (
            f"all of season {self.season}" if self.episode is None else f"season {self.season}, episode {self.episode}"
        )


EVERYTHING: Final = Seen(LAST_SEASON)
"""All of a show, whatever comes."""


def seen_of(season: int | None, episode: int | None) -> Seen | None:
    """Return the place that a season and an episode are; ``None`` where there is no season: nothing was said."""
    return None if season is None else Seen(season, episode)


def read_seen(text: str) -> Seen | None:
    """Read a place as people write it (``HOW_WRITTEN``), in any case; ``None`` for "none". Raises ``UsageError``."""
    words = " ".join(text.casefold().split())
    if words in _NONE:
        return None
    if words in _ALL:
        return EVERYTHING
    for form in _FORMS:
        if found := re.fullmatch(form, words, re.ASCII):
            place = place_in(*found.groups())
            if place is not None:
                return place
    raise UsageError(f"“{clean_line(text, 40)}” is no place in a show. Write it as {HOW_WRITTEN}.")


def place_in(season: object, episode: object = None) -> Seen | None:
    """Return the place that two numbers are, ``None`` where they are none: a special, or out of any bounds.

    They may be text, as lists from elsewhere have them; without an episode it is the whole season.
    """
    numbers = [_number(season), None if episode is None else _number(episode)]
    if not 1 <= (numbers[0] or 0) < LAST_SEASON or (episode is not None and not 1 <= (numbers[1] or 0) <= LAST_EPISODE):
        return None
    return Seen(numbers[0] or 0, numbers[1])


def _number(value: object) -> int | None:
    text = str(value).strip() if isinstance(value, str | int) and not isinstance(value, bool) else ""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None


def is_beyond(seen: Seen | None, season: int, episode: int | None = None) -> bool:
    """Return whether an episode comes after what was seen; without an episode, whether any of the season does.

    Of somebody who has said nothing (``None``), nothing is known to be beyond; nor is a special ever.
    """
    return seen is not None and season > 0 and Seen(season, episode) > seen


def next_after(seen: Seen | None, seasons: Iterable[Season] = (), episodes: Iterable[Episode] = ()) -> Seen | None:
    """Return the place one episode on, ``None`` where no further episode is known; nothing seen goes to the first.

    ``seasons`` and ``episodes`` are what a catalogue knows: after the last episode of a season comes the first of the
    next one. A season of which it does not know the length goes on, and so does a show of which nothing is known.
    """
    lengths = _lengths(seasons, episodes)
    if seen is None:
        return Seen(1, 1)
    if seen.is_all:
        return None
    length = lengths.get(seen.season)
    if seen.episode is not None and (length is None or seen.episode < length):
        return Seen(seen.season, seen.episode + 1)
    following = min((number for number in lengths if number > seen.season), default=None)
    if following is None and lengths:
        return None
    return Seen(following or seen.season + 1, 1)


def last_out(seasons: Iterable[Season], episodes: Iterable[Episode], today: str) -> Seen:
    """Return the last place that is out by ``today`` (an ISO day), as far as a catalogue knows; else everything.

    Of a show that goes on, "all" is what there is, so that what comes is not taken for seen.
    """
    out = [Seen(e.season, e.number) for e in episodes if e.season > 0 and e.number > 0 and e.date and e.date <= today]
    whole = [Seen(s.number) for s in seasons if s.number > 0 and s.ended and s.ended <= today]
    return max([*out, *whole], default=EVERYTHING)


def _lengths(seasons: Iterable[Season], episodes: Iterable[Episode]) -> dict[int, int | None]:
    """Return how many episodes each season has; ``None`` where that is not known."""
    lengths: dict[int, int | None] = {season.number: season.episodes for season in seasons if season.number > 0}
    for episode in episodes:
        if episode.season > 0:  # fewer may be listed than there will be, and more than were announced
            lengths[episode.season] = max(lengths.get(episode.season) or 0, episode.number)
    return lengths


class WatchedShow(Struct, frozen=True, kw_only=True):
    """A show in a list of what somebody watched: its title, how far, and the year that tells it from others."""

    title: str
    seen: Seen
    year: int | None = None


class Watched(Struct, frozen=True, kw_only=True):
    """What was read of a list of what somebody watched.

    ``format`` says whose list it is, in words; ``episodes`` counts the rows that were taken. ``left_out`` are (reason,
    how many rows), ``unplaced`` the titles of shows of which it does not say how far they were watched.
    """

    format: str
    shows: tuple[WatchedShow, ...] = ()
    episodes: int = 0
    left_out: tuple[tuple[str, int], ...] = ()
    unplaced: tuple[str, ...] = ()


class SeenChange(Struct, frozen=True, kw_only=True):
    """What a list did, or would do, to one show here: where it stood, and where the list says."""

    name: str
    was: Seen | None
    seen: Seen


class ImportedSeen(Struct, frozen=True, kw_only=True):
    """What came of a list of what somebody watched.

    ``set`` are shows that are further now, ``known`` counts those that stood there already, ``kept`` are those that
    would have been set back. ``new`` are titles that no show here had before, ``unclear`` those of several shows.
    """

    watched: Watched
    set: tuple[SeenChange, ...] = ()
    known: int = 0
    kept: tuple[SeenChange, ...] = ()
    new: tuple[str, ...] = ()
    unclear: tuple[str, ...] = ()
