"""What the list shows: sections, filter, search, order, what has arrived, the next unread."""

from __future__ import annotations

from abc import abstractmethod
from array import array
from contextlib import suppress
from typing import TYPE_CHECKING

from msgspec import Struct
from textual import work
from textual.content import Content
from textual.worker import get_current_worker

from pullquote.cache.core.article import WORK_TYPES, Entity
from pullquote.cache.core.errors import PullquoteError, TookTooLong
from pullquote.cache.core.results import Order
from pullquote.cache.core.sanitize import clean_line
from pullquote.tui.actions import Pane
from pullquote.tui.messages import Empty, Listed, NameChosen, Parted, Said
from pullquote.tui.reader.base import ReaderScreen
from pullquote.tui.render.day_headings import Days
from pullquote.tui.services.completion import as_typed

if TYPE_CHECKING:
    from pullquote.tui.widgets.prompt import QueryBar

_BY_TIME = (Order.NEWEST, Order.OLDEST)
MOST_FOUND = 200
"""Matches a search gives, the best first."""
A_MOMENT = 0.15
"""Seconds a search may take while the keys wait; one that takes longer is done in a thread."""
NEAR = 256
"""Headlines on each side of the cursor whose days are known before the list is shown; the rest follows."""
DAYS_AFTER = 0.2
"""Seconds until the rest is looked up: after the article beside the list has come."""


class Question(Struct, frozen=True):
    """What the library is asked for the list: the last ``request`` counts, ``focus`` is where the cursor goes."""

    request: int
    query: str
    searched: str
    order: Order
    title: str
    focus: int | None
    first_time: bool


class Listing(ReaderScreen):
    """The part of the reader that fills the list."""

    # Asking the library

    def relist(self, focus: int | None = None, *, first_time: bool = False) -> None:
        """Ask the library for the list again; the cursor stays on ``focus`` where it can.

        The first time it is asked here and now: no key waits yet, and the first frame has the headlines. So is a
        search, for a moment: then its matches come in the frame that puts the line away.
        """
        self._request += 1
        self._fresh = None
        title = f"Search: {self.searched}" if self.searched else self.section_title
        if self.query_text and not self.searched:
            title = f"{title}: {self.query_text}" if self.section else self.query_text
        asked = Question(self._request, self.filter_query, self.searched, self.order, title, focus, first_time)
        if not first_time and not self.searched:
            self._list(asked)
            return
        try:
            listed = self._answer(asked, patience=None if first_time else A_MOMENT)
        except TookTooLong:
            self._list(asked)
            return
        if listed is not None:
            self.on_listed(listed)

    @work(thread=True, exclusive=True, group="list", exit_on_error=False)
    def _list(self, asked: Question) -> None:
        listed = self._answer(asked)
        if listed is not None and not get_current_worker().is_cancelled:
            self.post_message(listed)

    def _answer(self, asked: Question, patience: float | None = None) -> Listed | None:
        library, query, focus = self.library, asked.query, asked.focus
        try:
            if asked.first_time and focus is None:
                recalled = library.recall("list.cursor")
                focus = int(recalled) if recalled and recalled.isdigit() else None
            if asked.first_time and not library.read_only and not library.count() and not library.feeds():
                self.post_message(Empty())
            if asked.searched:
                words = f"{as_typed(asked.searched)} {query}".strip()
                ids = array("q", library.best(words, limit=MOST_FOUND, patience=patience))
                unread = len(ids)
            else:
                ids = library.ids(query, order=asked.order)
                unread = library.count(f"is:unread {query}")
            days = self._days_near(ids, focus) if self._parted(asked.searched, asked.order) else ()
        except TookTooLong:
            raise
        except PullquoteError as error:
            self.post_message(Said(str(error), failed=True))
            return None
        return Listed(asked.request, ids, asked.title, unread, focus, days)

    def _parted(self, searched: str, order: Order) -> bool:
        """Return whether the list is parted by day: only one that is sorted by time can be."""
        return self.settings.list.by_day and not searched and order in _BY_TIME

    def _days_near(self, ids: array[int], focus: int | None) -> Days:
        """Return where the days begin near the article the cursor will stand on."""
        at = ids.index(focus) if focus is not None and focus in ids else 0
        start = max(0, at - NEAR)
        days = self.library.days(ids[start : at + NEAR])
        # Where a day of the middle begins is not known yet.
        return [(start + first, day) for first, day in days if first or not start]

    @work(thread=True, exclusive=True, group="days", exit_on_error=False)
    def _part(self, request: int, ids: array[int]) -> None:
        try:
            days = self.library.days(ids)
        except PullquoteError as error:
            self.post_message(Said(str(error), failed=True))
            return
        if not get_current_worker().is_cancelled:
            self.post_message(Parted(request, days))

    def on_parted(self, message: Parted) -> None:
        """Part the whole list by day, unless another has been asked for meanwhile."""
        if message.request == self._request:
            self.headlines.part(message.days)

    def on_listed(self, message: Listed) -> None:
        """Show an answer, unless a later question was asked meanwhile."""
        if message.request != self._request:
            return
        with suppress(PullquoteError):  # watch_library says so soon enough
            self._seen_changes = self.library.changes()
        self.headlines.set_empty(self._empty_words())
        self.list_head.title = message.title
        total = len(message.ids)
        if self.searched:
            self.list_head.note = f"best {total}" if total == MOST_FOUND else f"{total} found"
        else:
            self.list_head.note = f"{message.unread} of {total} unread" if total else ""
        self.headlines.set_ids(message.ids, message.focus, message.days)
        if total > NEAR and self._parted(self.searched, self.order):
            self.set_timer(DAYS_AFTER, lambda: self._part(message.request, message.ids))
        self._announce()

    def _empty_words(self) -> Content:
        if self.searched:
            return Content(f"Nothing found for “{clean_line(self.searched)}”. Esc clears the search.")
        if self.query_text or self.section:
            return Content(f"No article answers {clean_line(self.filter_query)}. Esc shows all articles.")
        return Content("No articles yet.\n\nR fetches news once there are feeds; ? lists all keys.")

    # What arrives meanwhile

    def watch_library(self) -> None:
        """Look whether somebody changed the library; called every few seconds."""
        try:
            changes = self.library.changes()
        except PullquoteError as error:
            self.say(str(error), failed=True)
            return
        if changes != self._seen_changes and not self.searched:
            self._seen_changes = changes
            self._look(self._request, self.filter_query, self.order)

    @work(thread=True, exclusive=True, group="look", exit_on_error=False)
    def _look(self, request: int, query: str, order: Order) -> None:
        try:
            ids = self.library.ids(query, order=order)
        except PullquoteError:
            return
        if not get_current_worker().is_cancelled:
            shown = self.headlines.ids
            arrived = len(set(ids).difference(shown)) if ids != shown else 0
            self.app.call_from_thread(self._arrived, request, ids, arrived)

    def _arrived(self, request: int, ids: array[int], arrived: int) -> None:
        if request != self._request:
            return
        if not self.headlines.ids and ids:
            self.relist()
            return
        self._fresh = ids if arrived else None
        self.headlines.forget()
        self._announce(arrived)

    def _announce(self, arrived: int = 0) -> None:
        if self.refresher.running:
            return
        samples = any(h.sample for h in (self.headlines.headline(),) if h)
        if arrived:
            self.status.standing = f"{arrived} new: a shows them"
        elif samples:
            self.status.standing = "Sample edition: X removes it, R fetches real news"
        else:
            self.status.standing = "" if self.order is Order.NEWEST else self.order.words.capitalize()

    def action_take_in(self) -> None:
        """Take what has arrived into the list; the cursor stays on its article."""
        headline = self.headlines.headline()
        self.relist(headline.id if headline else None)

    # Sections, filter, search, order

    def action_sections(self) -> None:
        """Pick a section."""
        from pullquote.tui.screens.sections import SectionsScreen

        def chosen(section: tuple[str, str] | None) -> None:
            if section is not None:
                self.enter(*section)
                self.query_text = self.searched = ""
                self.show_list()
                self.relist()

        self.app.push_screen(SectionsScreen(self.library, self.signs), chosen)

    def enter(self, section: str = "", title: str = "All articles") -> None:
        """Make a query the section of the list and remember it; what is shown of it, ``relist`` says."""
        self.section, self.section_title = section, title
        self.keep("list.section", f"{section}\t{title}" if section else "")

    @abstractmethod
    def show_list(self) -> None:
        """Focus the list; the screen that has the panes knows how."""

    @abstractmethod
    def open_article(self, article: int, *, read: bool = False) -> None:
        """Open an article and focus it; the screen that has the articles knows how."""

    def keep(self, key: str, value: str) -> None:
        """Remember something for the next start, in the background."""
        if not self.library.read_only:
            self.write(lambda: self.library.remember(key, value))

    async def action_filter(self) -> None:
        """Ask for a query."""
        from pullquote.tui.services.suggestions import queries

        await self.ask(
            "filter",
            "Filter",
            value=self.query_text,
            placeholder='is:unread person:ritter show:"Jessica Jones" since:7d',
            explain=self.library.explain,
            offering=queries(self.library, self.signs),
        )

    async def action_search(self) -> None:
        """Ask for words to find, in the library or in the article that is being read."""
        if self.at is Pane.ARTICLE:
            await self.ask("find", "Find in the article", placeholder="words")
        else:
            from pullquote.tui.services.suggestions import finds

            await self.ask(
                "search",
                "Search",
                value=self.searched,
                placeholder='words, "a phrase", person:ritter',
                offering=finds(self.library, self.signs, self.filter_query),
            )

    def on_query_bar_answered(self, message: QueryBar.Answered) -> None:
        """Answer what was typed."""
        value = message.value
        if message.purpose == "filter":
            self.query_text, self.searched = value, ""
            self.show_list()
            self.relist()
        elif message.purpose == "search":
            self.searched = value
            if message.article is None:
                self.show_list()
            else:
                self.open_article(message.article)
            self.relist(message.article)
        elif message.purpose == "find":
            self.reading.focus()
            found = self.reading.find(value)
            self.say(f"Match {self.reading.match_count[0]} of {found}" if found else f"Not in this article: {value}")

    def action_clear(self) -> None:
        """Clear the find, then the quote in focus, then search, filter and section."""
        if self.at is not Pane.LIST:
            if self.reading.finding:
                self.reading.find("")
                self.say("")
                return
            if self.reading.forget_quote():
                return
        if self.searched or self.query_text or self.section:
            headline = self.headlines.headline()
            if self.searched:
                self.searched = ""
            elif self.query_text:
                self.query_text = ""
            else:
                self.enter()
            self.relist(headline.id if headline else None)

    def action_sort(self) -> None:
        """Change to the next order."""
        orders = list(Order)
        self.order = orders[(orders.index(self.order) + 1) % len(orders)]
        headline = self.headlines.headline()
        self.say(f"Order: {self.order.words}")
        self.keep("list.order", self.order.value)
        self.relist(headline.id if headline else None)

    def on_name_chosen(self, message: NameChosen) -> None:
        """Filter the list by a name."""
        article = self.reading.article
        if article is not None:
            self.query_text, self.searched = query_for(article.entities[message.entity]), ""
            self.section, self.section_title = "", "All articles"
            self.show_list()
            self.relist(article.id)


def query_for(entity: Entity) -> str:
    """Return the query that finds the articles about an entity."""
    prefix = "show" if entity.type in WORK_TYPES else "person" if entity.type == "person" else "name"
    name = entity.name.replace('"', " ")
    return f'{prefix}:"{name}"'
