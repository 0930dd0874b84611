"""What of an edition is still in the library, where the reader is in it, and both in words; pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from msgspec import Struct

from pullquote.cache.core.counts import counted
from pullquote.cache.core.edition import Edition, EditionEntry
from pullquote.cache.core.results import Headline, QuoteRow


class Issue(Struct, frozen=True):
    """An edition with the ``headlines`` of its articles as the library shows them now, by their numbers.

    Articles that are gone have none: they are passed by and not counted. ``place`` is the entry that is read, counted
    from 0; behind the last, all is read. ``quotes`` are its pull quotes that may be shown; ``lacking`` are the articles
    that cannot be read whole without a network.
    """

    edition: Edition
    headlines: Mapping[int, Headline]
    place: int = 0
    quotes: Sequence[QuoteRow] = ()
    lacking: Collection[int] = ()

    @property
    def here(self) -> list[int]:
        """The places of the entries that are still here."""
        return [place for place, entry in enumerate(self.edition.entries) if entry.article in self.headlines]

    def entry(self, place: int) -> EditionEntry:
        """Return the entry at a place."""
        return self.edition.entries[place]

    def headline(self, place: int) -> Headline:
        """Return the headline of the entry at a place that is ``here``."""
        return self.headlines[self.edition.entries[place].article]

    @property
    def at(self) -> int | None:
        """The place to read on from: the first entry from ``place`` on that is here; ``None`` behind the last."""
        return next((place for place in self.here if place >= self.place), None)

    @property
    def is_begun(self) -> bool:
        """Whether it is read to somewhere between its cover and its end."""
        return self.at is not None and self.at > min(self.here)

    def step(self, step: int) -> int | None:
        """Return the place so many entries on, or back; -1 is the cover, ``None`` is behind the last."""
        here = self.here
        number = sum(place < self.place for place in here) + step
        if number < 0:
            return -1
        return here[number] if number < len(here) else None

    @property
    def length(self) -> int:
        """Minutes that all of it takes that is here."""
        return sum(self.edition.entries[place].minutes for place in self.here)

    @property
    def whole(self) -> int:
        """How many of its articles can be read whole without a network."""
        return sum(
            entry.article in self.headlines and entry.article not in self.lacking for entry in self.edition.entries
        )

    def words(self, place: int) -> tuple[str, str]:
        """Return where a place is, at length and in short: ``3 of 14, 31 min left``, ``3 of 14``."""
        here = self.here
        number = f"{sum(other <= place for other in here)} of {len(here)}"
        left = sum(self.edition.entries[other].minutes for other in here if other >= place)
        return f"{number}, {minutes(left)} left", number


def minutes(count: int) -> str:
    """Return minutes of reading in short: ``46 min``, ``2 h 10 min``."""
    hours, rest = divmod(count, 60)
    if not hours or count < 90:
        return f"{count} min"
    return f"{hours} h {rest} min" if rest else f"{hours} h"


def about(count: int) -> str:
    """Return many minutes as people say them: ``about 9 hours``, ``about 20 minutes``."""
    if count < 90:
        return f"about {counted(count, 'minute')}"
    return f"about {counted(round(count / 60), 'hour')}"
