"""An edition: a finite issue for a journey, chosen from what is unread, read from cover to end.

``choice`` chooses its articles, ``quotes`` its pull quotes of the day.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final

from msgspec import Struct

USUAL_MINUTES: Final = 45
LONGEST_MINUTES: Final = 600


class EditionEntry(Struct, frozen=True, kw_only=True):
    """An article of an edition: its number in the library, how long it reads, and why it was chosen, in a few words.

    ``others`` are the outlets that have the same story. ``section`` is the heading it stands under in the contents.
    One that is ``gone`` was removed since: it is passed by, and takes no minutes.
    """

    article: int
    title: str
    outlet: str | None = None
    minutes: int = 1
    why: str = ""
    section: str = ""
    others: tuple[str, ...] = ()
    gone: bool = False


class EditionQuote(Struct, frozen=True, kw_only=True):
    """A pull quote of the day: the words, who said them, and the article of the edition they stand in."""

    article: int
    text: str
    speaker: str | None = None
    via: str | None = None


class EditionRelease(Struct, frozen=True, kw_only=True):
    """Something that comes out in the week of an edition."""

    date: str
    title: str
    what: str | None = None


class Edition(Struct, frozen=True, kw_only=True):
    """An issue: made at ``made`` for ``minutes`` of reading from what answered ``query``; ``entries`` in reading order.

    ``id`` is its number in the library, 0 for one that is not kept.
    """

    id: int = 0
    made: datetime
    minutes: int
    query: str = ""
    title: str = ""
    entries: tuple[EditionEntry, ...] = ()
    quotes: tuple[EditionQuote, ...] = ()
    releases: tuple[EditionRelease, ...] = ()

    @property
    def length(self) -> int:
        """Minutes that all of its entries take."""
        return sum(entry.minutes for entry in self.entries)

    def left(self, place: int) -> int:
        """Return the minutes from the entry at ``place`` on, counted from 0, to the end."""
        return sum(entry.minutes for entry in self.entries[place:])
