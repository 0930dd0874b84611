"""What the library answers to the query of a list, and what the list says where that is nothing."""

from __future__ import annotations

from array import array
from collections.abc import Collection, Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace
from textual.content import Content

from pullquote.cache.core.errors import QueryError
from pullquote.cache.core.id_set import IdSet
from pullquote.cache.core.order import Order
from pullquote.cache.core.query import both
from pullquote.cache.core.sanitize import clean_line
from pullquote.tui.actions import key_of
from pullquote.tui.reader.list.place import held_in
from pullquote.tui.reader.list.query import READING_LIST, ListQuery
from pullquote.tui.services.prompt.completion import as_typed

if TYPE_CHECKING:
    from pullquote.cache.library import Library
    from pullquote.tui.reader.list.density import Density
    from pullquote.tui.render.day_headings import Days

MOST_FOUND = 200
"""Matches a search gives, the best first."""
FIRST = 128
"""Articles that are shown of a long list until all of it is known."""
NEAR = 256
"""Headlines on each side of the cursor whose days are known before the list is shown; the rest follows."""


class Answer(Struct, frozen=True):
    """What the library answers: ``unread`` counts the unread among ``ids``, ``focus`` is where the cursor goes.

    ``days`` tells where each day begins, as far as it is known near the focus. ``complaint`` is the sentence about a
    query that cannot be read.
    """

    ids: array[int]
    unread: int
    focus: int | None
    days: Days
    complaint: str = ""
    whole: bool = True
    """Whether ``ids`` are all that answer, and ``unread`` is counted; else the first of them."""


class ListAnswers:
    """Asks the library for a list without what is ``muted``, parted by day as ``density`` has it.

    ``by_story``: the same news from several outlets is one row.
    """

    def __init__(self, library: Library, density: Density) -> None:
        self._library = library
        self._density = density
        self.muted = library.settings.list.mute
        self.by_story = library.settings.list.stories

    def answer(
        self, query: ListQuery, focus: int | None, patience: float | None = None, before: Sequence[int] = ()
    ) -> Answer:
        """Ask the library; ``focus`` is held in the list where it was in the one ``before``."""
        try:
            return self._read(query, focus, patience, before)
        except QueryError as error:
            return refusal(str(error))

    def at_once(
        self, query: ListQuery, focus: int | None, patience: float | None = None, before: Sequence[int] = ()
    ) -> Answer:
        """Answer as ``answer`` does, with the first rows alone where all of them would take long."""
        first = None if before or query.search else self._first(query, focus)
        return first or self.answer(query, focus, patience, before)

    def _first(self, query: ListQuery, focus: int | None) -> Answer | None:
        """Return the first rows of a list, where all of it would take long; they stand so in the whole of it.

        ``None`` where that is not so, where ``focus`` is in none of them, or where the query cannot be read.
        """
        library, text, order = self._library, query.text(self.muted), query.sorted_by
        try:
            known = order is Order.NEWEST and library.is_everything(text)  # all ids are: the rows may take long
            if known and not (self.by_story and library.stories.are_many()):
                return None
            ids = library.first(text, order, FIRST)
        except QueryError:
            return None
        if ids and self.by_story:
            ids = library.stories.first_rows(ids, text, order)
        if not ids or (focus is not None and focus not in ids):
            return None
        return Answer(ids, 0, focus, self.days_near(ids, focus) if self.is_parted(query) else (), whole=False)

    def _read(self, query: ListQuery, focus: int | None, patience: float | None, before: Sequence[int]) -> Answer:
        library, text = self._library, query.text(self.muted)
        if query.search:
            words = both(as_typed(query.search), text)
            ids = array("q", library.best(words, limit=MOST_FOUND, patience=patience))
            if self.by_story:
                ids = library.stories.rows(ids, ranked=True)
            unread = len(ids)
        else:
            ids = library.ids(text, order=query.sorted_by)
            unread = library.count(both("is:unread", text))
            if self.by_story:
                ids, below = library.stories.parted(ids, text, query.sorted_by)
                unread -= below  # they stand under the rows of their stories
        if focus is not None and focus in before and focus not in ids and library.headlines([focus]):
            ids = held_in(ids, focus, before)
        elif focus is not None and self.by_story and focus not in ids:  # the row that stands for its story
            focus = next(iter(set(library.stories.of(focus)).intersection(ids)), focus)
        return Answer(ids, unread, focus, self.days_near(ids, focus) if self.is_parted(query) else ())

    def in_its_order(self, query: ListQuery) -> ListQuery:
        """Return a query with the order that its section has of its own."""
        if query.own_order or not query.section:
            return query
        if query.section == READING_LIST:
            return replace(query, own_order=Order.QUEUE)
        number = query.section.removeprefix("feed:")
        if number == query.section:
            return query
        feeds = self._library.feeds.listed()
        return replace(query, own_order=next((feed.order for feed in feeds if str(feed.id) == number), None))

    def far_unread(self, query: ListQuery, ids: Sequence[int], start: int, step: int) -> int | None:
        """Return the row of the unread article so many on from a row, or back; of fewer, that of the last there is."""
        unread = IdSet(self._library.ids(both(query.text(self.muted), "is:unread")))
        rows = range(start + 1, len(ids)) if step > 0 else range(start - 1, -1, -1)
        return next(reversed([*islice((row for row in rows if ids[row] in unread), abs(step))]), None)

    def is_parted(self, query: ListQuery) -> bool:
        """Return whether day headings part what answers a query."""
        return self._density.by_day and query.by_time

    def days(self, ids: array[int], under: Collection[int] = ()) -> Days:
        """Return where the days begin; those ``under`` a row belong to its day, whenever they came."""
        if not under:
            return self._library.days(ids)
        places = [place for place, number in enumerate(ids) if number not in under]
        days = self._library.days(array("q", (ids[place] for place in places)))
        return [(places[row], day) for row, day in days]

    def days_near(self, ids: array[int], focus: int | None) -> Days:
        """Return where the days begin near the article the cursor will stand on."""
        at = ids.index(focus) if focus is not None and focus in ids else 0
        start = max(0, at - NEAR)
        days = self._library.days(ids[start : at + NEAR])
        # Where a day of the middle begins is not known yet.
        return [(start + first, day) for first, day in days if first or not start]

    def now(self, query: ListQuery, shown: array[int]) -> tuple[array[int], int]:
        """Return the rows of a list as it is now, and how many of those ``shown`` are unread.

        What has arrived since it was asked for is not among them. A search has no rows but those.
        """
        library, text = self._library, query.text(self.muted)
        ids = shown
        if not query.search:
            every = library.ids(text, order=query.sorted_by)
            ids, below = library.stories.parted(every, text, query.sorted_by) if self.by_story else (every, 0)
            if ids == shown:
                return ids, library.count(both("is:unread", text)) - below
        there = IdSet(shown)
        return ids, sum(number in there for number in library.ids("is:unread"))


def refusal(complaint: str) -> Answer:
    """Return the answer to a query that cannot be read."""
    return Answer(array("q"), 0, None, (), complaint)


def empty_words(query: ListQuery, complaint: str, keymap: Mapping[str, str]) -> Content:
    """Return what an empty list says: why it is empty, and which keys help."""

    def key(action: str) -> str:
        return key_of(action, keymap)

    leaves = f"{key('clear')} {'clears the search' if query.search else 'shows all articles'}"
    if complaint:
        return Content(clean_line(f"{complaint} {key('search' if query.search else 'filter')} mends it, {leaves}."))
    if query.search:
        return Content(f"Nothing found for “{clean_line(query.search)}”. {leaves}.")
    if query.section == READING_LIST and not query.filter:
        return Content(f"Nothing on the reading list. {key('later')} puts an article on it; {leaves}.")
    if query.filter or query.section:
        return Content(f"No article answers {clean_line(both(query.section, query.filter))}. {leaves}.")
    return Content(
        f"No articles yet.\n\n{key('refresh_all')} fetches news once there are feeds; {key('help')} lists all keys."
    )
