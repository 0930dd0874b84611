"""Editions, as the app and the command line use them (``Library.editions``)."""

from __future__ import annotations

from array import array
from collections.abc import AsyncIterator, Callable, Collection, Sequence
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from msgspec.structs import replace

from pullquote.cache.core.edition import (
    LONGEST_MINUTES,
    Edition,
    EditionEntry,
    EditionRelease,
)
from pullquote.cache.core.edition.choice import choose, why
from pullquote.cache.core.edition.quotes import pull_quotes
from pullquote.cache.core.errors import Offline
from pullquote.cache.core.mute import unmuted_query
from pullquote.cache.core.query import both
from pullquote.cache.core.sanitize import clean_line, clean_name
from pullquote.cache.core.times.words import MONTHS
from pullquote.cache.store import editions
from pullquote.cache.store.database import Database
from pullquote.cache.store.file.conversions import now
from pullquote.cache.store.guard import veils
from pullquote.cache.store.quotations import quotes
from pullquote.cache.store.reading import headlines, newest, search
from pullquote.cache.store.stories import rows as story_rows

if TYPE_CHECKING:
    import sqlite3

    from pullquote.cache.core.calendar import Event
    from pullquote.cache.core.feed import Lacking, RefreshEvent
    from pullquote.cache.core.results import Headline, QuoteRow
    from pullquote.cache.core.settings import Settings

MOST_RELEASES = 12
_ALWAYS = datetime.max.replace(tzinfo=UTC)
_GONE = "This article was removed."
_AWAY = ("cancelled", "delayed")


class Editions:
    """Finite issues chosen from what is unread. Methods raise ``LibraryError``, and ``QueryError`` for a query.

    Kept editions are no part of a backup: one can be made anew at any time.
    """

    def __init__(self, database: Database, settings: Callable[[], Settings], *, offline: bool = False) -> None:
        self._database = database
        self._settings = settings
        self._offline = offline
        self._grouping = story_rows.Grouping()

    def choose(self, minutes: int, query: str = "", *, moment: datetime | None = None) -> Edition:
        """Return the edition of so many minutes from the unread articles that answer a query, now or at ``moment``.

        The same library and moment give the same edition; nothing is kept. What came into the library after
        ``moment`` is left out. A moment without a time zone is one of the reader's. An edition without entries is
        one for which nothing was found: ``waiting`` says what there is.
        """
        made = (moment or now()).astimezone() if moment is None or moment.tzinfo is None else moment
        made = made.replace(microsecond=0)
        minutes = min(max(minutes, 1), LONGEST_MINUTES)
        with self._database.reading() as conn:
            found = editions.candidates(conn, self._unread(conn, query), made)
            placed = choose(found, minutes, made)
            chosen = [one.candidate.article for one in placed]
            rows = {row.id: row for row in self._headlines(conn, chosen)}
            follows = editions.follows(conn, chosen, spoilers=self._database.spoilers)
            entries = tuple(
                EditionEntry(
                    article=one.candidate.article,
                    title=rows[one.candidate.article].title,
                    outlet=rows[one.candidate.article].outlet,
                    minutes=one.candidate.minutes,
                    why=why(one.candidate, [clean_name(name) for name in follows.get(one.candidate.article, ())], made),
                    section=one.section,
                    others=editions.other_outlets(conn, one.candidate.article),
                )
                for one in placed
            )
            told = self._quotes(conn, chosen)
        subjects = {name for one in placed for name in one.candidate.subjects}
        return Edition(
            made=made,
            minutes=minutes,
            query=clean_line(query),
            title=f"Pullquote, {made.day} {MONTHS[made.month - 1]} {made.year}",
            entries=entries,
            quotes=pull_quotes(told, {number: place for place, number in enumerate(chosen)}),
            releases=self._releases(made, subjects) if entries else (),
        )

    def waiting(self, query: str = "") -> tuple[int, int]:
        """Return how many unread stories answer a query, whenever they came, and the minutes of the shortest (or 0)."""
        with self._database.reading() as conn:
            found = editions.candidates(conn, self._unread(conn, query), _ALWAYS)
        return len(found), min((one.minutes for one in found if one.minutes), default=0)

    def keep(self, edition: Edition) -> Edition:
        """Keep an edition to be read on; return it with its number. The last ten are kept."""
        with self._database.write() as conn:
            return editions.keep(conn, edition)

    def latest(self) -> tuple[Edition, int] | None:
        """Return the edition that was kept last, and the number of the entry it was read up to; ``None`` for none.

        It is as ``current`` returns it.
        """
        with self._database.reading() as conn:
            found = editions.latest(conn)
        return None if found is None else (self.current(found[0]), found[1])

    def current(self, edition: Edition) -> Edition:
        """Return an edition with its headlines and quotations as they may be shown now, and what was removed as gone.

        Entries keep their places.
        """
        with self._database.reading() as conn:
            rows = {row.id: row for row in self._headlines(conn, [entry.article for entry in edition.entries])}
            entries = tuple(
                _as_it_is(entry, rows[entry.article])
                if entry.article in rows
                else replace(entry, title=_GONE, minutes=0, gone=True)
                for entry in edition.entries
            )
            shown = self._quotes(conn, [quote.article for quote in edition.quotes])
        said = {(row.article, row.text) for row in shown}
        told = tuple(quote for quote in edition.quotes if (quote.article, quote.text) in said)
        return replace(edition, entries=entries, quotes=told)

    def keep_place(self, edition: int, place: int) -> None:
        """Keep up to which entry an edition was read."""
        with self._database.write() as conn:
            editions.keep_place(conn, edition, place)

    def make_ready(self, edition: Edition) -> AsyncIterator[RefreshEvent]:
        """Fetch what the articles of an edition lack to be read without a network; yield each event as it happens.

        Pages that come may change what the edition of that moment is: choose it again. Raises ``Offline``.
        """
        if self._offline:
            raise Offline("Fetching what an edition lacks needs the network, and --offline was given.")
        from pullquote.cache.ingest.context import RefreshOptions  # lazy: the network
        from pullquote.cache.ingest.refresh.round import refresh

        options = RefreshOptions(articles=[entry.article for entry in edition.entries])
        return refresh(self._database, self._settings(), options)

    def lacking(self, edition: Edition) -> tuple[Lacking, ...]:
        """Return the articles of an edition that cannot be read whole without a network, each with why."""
        from pullquote.cache.ingest.parts.offline import offline_status  # lazy: the image cache

        with self._database.reading() as conn:
            numbers = [entry.article for entry in edition.entries]
            return offline_status(conn, self._settings(), numbers, spoilers=self._database.spoilers).lacking

    def _unread(self, conn: sqlite3.Connection, query: str) -> Sequence[int]:
        """Return the unread articles that answer a query, without muted ones, the newest first, one of each story.

        A story is only where its newest article that says something is unread, whether or not that answers too.
        """
        unread = both("is:unread", unmuted_query(self._settings().list.mute))
        every = self._grouping.parted(conn, search.ids(conn, unread), story_rows.Listed(unread=True))[0]
        if not query.strip():
            return every
        story = self._grouping.groups(conn).story
        untold = {story.get(number) for number in every} | {None}
        found = search.ids(conn, both(unread, query))
        told = array("q", (number for number in found if story.get(number) in untold))
        return self._grouping.parted(conn, told, story_rows.Listed())[0]

    def _headlines(self, conn: sqlite3.Connection, numbers: Sequence[int]) -> list[Headline]:
        return veils.headlines(conn, headlines.headlines(conn, numbers), spoilers=self._database.spoilers)

    def _quotes(self, conn: sqlite3.Connection, numbers: Collection[int]) -> list[QuoteRow]:
        found = quotes.quotes(conn, among=numbers) if numbers else []
        return veils.quotes(conn, found, spoilers=self._database.spoilers)

    def _releases(self, made: datetime, subjects: Collection[int]) -> tuple[EditionRelease, ...]:
        """Return what comes out within a week: of all there is, what is followed or told of here goes first."""
        from pullquote.cache.store.calendar import Calendar  # lazy: an edition that is kept needs none

        first = made.date()
        events = Calendar(self._database, newest.Newest()).events(first, first + timedelta(days=6))
        dated = [event for event in events if event.days and event.days.length == 1 and event.state not in _AWAY]

        def place(event: Event) -> tuple[bool, bool, int]:
            return not event.work.followed, event.work.entity not in subjects, -len(event.sources)

        chosen = sorted(dated, key=place)[:MOST_RELEASES]
        return tuple(
            EditionRelease(date=event.date or "", title=clean_name(event.title), what=_what(event) or None)
            for event in dated
            if event in chosen
        )


def _as_it_is(entry: EditionEntry, row: Headline) -> EditionEntry:
    return replace(entry, title=row.title, minutes=entry.minutes or max(1, row.minutes), gone=False)


def _what(event: Event) -> str:
    """Return what of a work comes out; never the title of an episode, which may tell something."""
    parts = {"streaming": "streaming", "disc": "on disc"}
    return parts.get(event.part.partition(" ")[0]) or clean_line(event.what or "", 60)
