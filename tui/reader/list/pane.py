"""The pane of the list: which articles it shows and in what order, what has arrived, and the marks in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec import Struct
from textual.app import ComposeResult
from textual.message import Message

from pullquote.cache.core.errors import PullquoteError, TookTooLong
from pullquote.cache.core.order import Order
from pullquote.cache.core.query import counts_from_now
from pullquote.cache.core.results import Headline
from pullquote.tui.actions import key_of
from pullquote.tui.reader.list.answer import ListAnswers, empty_words, refusal
from pullquote.tui.reader.list.counts import COUNTING
from pullquote.tui.reader.list.density import Density
from pullquote.tui.reader.list.place import (
    CURSOR_KEY,
    ORDER_KEY,
    QUERY_KEY,
    encoded,
    recalled_cursor,
    recalled_query,
    without,
)
from pullquote.tui.reader.list.query import ALL, ListQuery
from pullquote.tui.reader.list.rows import ListRows, found_words
from pullquote.tui.reader.list.stories import shifted, toggled, unfolded_words
from pullquote.tui.render.day_headings import Days
from pullquote.tui.render.icons import Icons
from pullquote.tui.render.row_format import DateFormat
from pullquote.tui.services.background import ask_in_thread
from pullquote.tui.services.messages import Said, failure
from pullquote.tui.widgets.containers import Column
from pullquote.tui.widgets.headline_list import HeadlineList, Held
from pullquote.tui.widgets.pane_header import PaneHeader

if TYPE_CHECKING:
    from pullquote.tui.services.library.access import LibraryAccess

A_MOMENT = 0.15
"""Seconds a search may take while the keys wait; one that takes longer is done in a thread."""


class _BeforeSearch(Struct, frozen=True):
    """The list as it was before a search narrowed it: its query, place, counts and header."""

    query: ListQuery
    held: Held
    unread: int
    arrived: int


class ArticleListPane(Column):
    """Shows the headlines that answer ``current_query``, and where the user is among them.

    ``HeadlineList.Opened`` rises from it to the screen.
    """

    class Highlighted(Message):
        """The cursor stands on another headline, or on none."""

        def __init__(self, headline: Headline | None) -> None:
            super().__init__()
            self.headline = headline

        def can_replace(self, message: Message) -> bool:
            """Only the latest matters."""
            return isinstance(message, ArticleListPane.Highlighted)

    class Answered(Message):
        """The list, or what there is to say of it (``standing``), is another now."""

    class FoundEmpty(Message):
        """The library has no article and no feed: it was opened for the first time."""

    class UnreadFound(Message):
        """The cursor was put on an unread article far away."""

        def __init__(self, headline: Headline) -> None:
            super().__init__()
            self.headline = headline

    def __init__(self, access: LibraryAccess, icons: Icons) -> None:
        super().__init__(id="list-pane")
        self._access = access
        self._library = access.library
        self.current_query = recalled_query(access.library)
        self._density = Density(access)
        self._answers = ListAnswers(access.library, self._density)
        look = self._density.look(icons)
        self._headlines = HeadlineList(access.veils.headlines, icons=icons, rows=self._density.rows, look=look)
        self._header = PaneHeader(self.current_query.section_title, icons=icons)
        self._rows = ListRows(self, access, self._answers, self._headlines, self._header, self._say_answered)
        self._counts = self._rows.counts
        self._before_search: _BeforeSearch | None = None

    def compose(self) -> ComposeResult:
        """Make the header and the headlines below it."""
        yield self._header
        yield self._headlines

    @property
    def date_format(self) -> DateFormat:
        """How dates are written in it."""
        return self._headlines.date_format

    @property
    def header(self) -> PaneHeader:
        """The line above the headlines."""
        return self._header

    @property
    def keys_widget(self) -> HeadlineList:
        """The widget that takes the keys of the pane."""
        return self._headlines

    def on_headline_list_highlighted(self, message: HeadlineList.Highlighted) -> None:
        """Pass on where the cursor stands: Textual lets a message rise no further than to who caused it."""
        message.stop()
        self.post_message(self.Highlighted(message.headline))

    @property
    def query_text(self) -> str:
        """What the list answers, as one query."""
        return self.current_query.text(self.muted)

    @property
    def muted(self) -> str:
        """What is left out of every list."""
        return self._answers.muted

    @property
    def selected(self) -> Headline | None:
        """The headline under the cursor."""
        return self._headlines.headline()

    @property
    def ids(self) -> Sequence[int]:
        """The articles of the list, in its order; all of them, however few are known so far."""
        self._rows.have_all()
        return self._headlines.ids

    @property
    def is_empty(self) -> bool:
        """Whether no article answers."""
        return not self._headlines.ids

    @property
    def on_screen(self) -> Sequence[int]:
        """The articles whose rows are on the screen."""
        return self._headlines.on_screen

    @property
    def position(self) -> str:
        """Where the cursor stands: ``3 of 40``; empty for an empty list."""
        total = len(self._headlines.ids)
        of = "many" if self._rows.are_partly else f"{total}"
        return f"{self._headlines.cursor + 1} of {of}" if total else ""

    @property
    def standing(self) -> str:
        """What is to be said of the list as long as nothing else is."""
        if self._counts.arrived:
            return self._counts.words
        if self.selected is not None and self.selected.sample:
            keys = self._library.settings.keys
            removes, fetches = key_of("forget_samples", keys), key_of("refresh_all", keys)
            return f"Sample edition: {removes} removes it, {fetches} fetches real news"
        order = self.current_query.sorted_by
        return "" if order is Order.NEWEST else order.words.capitalize()

    def show_active(self, active: bool) -> None:
        """Show whether the pane has the keys."""
        self._header.active = active

    # Which articles

    def show(self, query: ListQuery, focus: int | None = None) -> None:
        """Show what answers another query, the cursor on the article ``focus``, else at the top.

        The list opens with it next time.
        """
        if self._before_search is not None:
            self.current_query, self._before_search = self._before_search.query, None
        if encoded(query) != encoded(self.current_query):
            self._access.remember_place(self, QUERY_KEY, encoded(query))
        self.current_query = self._in_its_order(query)
        self._ask(focus)

    def _in_its_order(self, query: ListQuery) -> ListQuery:
        """Return a query with the order that its section has of its own."""
        return self._access.read_now(self, lambda: self._answers.in_its_order(query), query)

    def narrow(self, line: str) -> None:
        """Show what a search for ``line`` finds, while it is typed; ``widen`` brings back what was shown before."""
        if not line.strip():
            self.widen()
            return
        if self._before_search is None:
            self._rows.have_all()
            held = self._headlines.hold()
            self._before_search = _BeforeSearch(self.current_query, held, self._counts.unread, self._counts.arrived)
        query = self._before_search.query.searched(line)
        if query == self.current_query:
            return
        self.current_query = query
        self._stop_looking()

        def refused(said: Said) -> None:
            self._rows.show(query, refusal(said.text))

        ask_in_thread(
            self,
            lambda: self._answers.answer(query, None),
            lambda answer: self._rows.show(query, answer),
            group="list",
            failed=refused,
        )

    def widen(self) -> None:
        """Show again what was shown before a search was typed, and where."""
        before, self._before_search = self._before_search, None
        if before is None:
            return
        self._stop_looking()
        self.current_query = query = before.query
        self._header.title, self._header.note = query.title, ""
        self._counts.arrived = before.arrived
        self._headlines.set_empty(empty_words(query, "", self._library.settings.keys))
        self._headlines.restore(before.held)
        if query.search:
            self._header.note = found_words(len(before.held.ids))
        self._counts.show(query, before.unread)
        self.post_message(self.Answered())
        self.check_now()

    def show_first(self, focus: int | None = None) -> None:
        """Show the list at the start, asked here and now: no key waits yet, and the first frame has the headlines."""
        library = self._library
        try:
            if focus is None:
                focus = recalled_cursor(library)
            if not library.read_only and not library.count() and not library.feeds.listed():
                self.post_message(self.FoundEmpty())
            self._counts.note_changes()
            self.current_query = self._in_its_order(self.current_query)
            patience = A_MOMENT if self.current_query.search else None
            query = self.current_query
            self._rows.show(query, self._answers.at_once(query, focus, patience))
        except TookTooLong:
            self._ask(focus)
        except PullquoteError as error:
            self.post_message(failure(error))

    def reload(self) -> None:
        """Show what answers now; the cursor stays on its article, which stays even where it answers no more."""
        self._ask(self._selected_id, self._headlines.ids)

    def mute(self, muted: str) -> None:
        """Leave other terms out of every list, and show what answers now."""
        self._answers.muted = muted
        self._ask(self._selected_id)

    def bring_in(self, article: int) -> None:
        """Show what answers now, the cursor on an article that has come back."""
        self._ask(article)

    @property
    def _selected_id(self) -> int | None:
        return self.selected.id if self.selected else None

    def _ask(self, focus: int | None, before: Sequence[int] = ()) -> None:
        """Ask in a thread; a search here for a moment: then its matches come in the frame that puts the line away."""
        query = self.current_query
        self._stop_looking()
        self._counts.note_changes()
        if query.search:
            try:
                self._rows.show(query, self._answers.answer(query, focus, A_MOMENT, before))
            except TookTooLong:
                pass
            except PullquoteError as error:
                self.post_message(failure(error))
                self._rows.show(query, refusal(str(error)))
                return
            else:
                return
        self._access.look_up(
            self,
            lambda: self._answers.at_once(query, focus, before=before),
            lambda answer: self._rows.show(query, answer),
            group="list",
        )

    def _say_answered(self) -> None:
        self.post_message(self.Answered())

    def _stop_looking(self) -> None:
        for group in ("list", "new", "days"):
            self.workers.cancel_group(self, group)

    # Section and order, kept for the next start

    def enter_section(self, section: str = "", title: str = ALL) -> None:
        """Show a section."""
        self.show(self.current_query.in_section(section, title))

    def rename(self, query: ListQuery) -> None:
        """Show the same list under another name, the cursor where it is."""
        self.show(query, self._selected_id)

    def clear(self) -> bool:
        """Clear the search, else the filter, else the section, and return whether there was one.

        The cursor stays on its article.
        """
        query = self.current_query
        there = bool(query.search or query.filter or query.section)
        if there:
            self.show(query.cleared(), self._selected_id)
        return there

    def order_next(self) -> None:
        """Change to the next order; the cursor stays on its article."""
        query = self.current_query.ordered_next()
        self.post_message(Said(f"Order: {query.sorted_by.words}"))
        if not query.own_order:
            self._access.remember(self, ORDER_KEY, query.order.value)
        self.show(query, self._selected_id)

    # How much of each article is shown

    def next_rows(self) -> None:
        """Let each headline take the next number of lines."""
        said = self._density.next_rows(self)
        self._headlines.set_rows(self._density.rows)
        self.post_message(Said(said))

    def toggle_days(self) -> None:
        """Part the list by day, or no longer."""
        self._density.toggle_days(self)
        self._rows.have_all()
        ids = self._headlines.ids
        if not self._density.by_day:
            self._headlines.part(())
            self.post_message(Said("No day headings."))
        elif self._answers.is_parted(self.current_query):
            self._rows.part(ids)
            self.post_message(Said("Day headings."))
        else:
            self.post_message(Said("Day headings, where the list is sorted by time."))

    def save_position(self) -> None:
        """Remember the article under the cursor for the next start."""
        if self.selected is not None:
            self._access.remember_place(self, CURSOR_KEY, str(self.selected.id))

    def stand_as_at_start(self) -> bool:
        """Show what the next start will show first, in an app that is about to end; return whether that is known.

        It is not where the list depends on the time, or is empty. Raises ``LibraryError``.
        """
        query = self._in_its_order(recalled_query(self._library))
        if query.search or counts_from_now(query.text(self.muted)):
            return False
        answer = self._answers.at_once(query, recalled_cursor(self._library))
        if not answer.ids:
            return False
        self._headlines.complete = None
        with self.prevent(HeadlineList.Highlighted):
            self._headlines.begin_anew(self._library.headlines, answer.ids, answer.focus, answer.days)
        self._header.title, self._counts.arrived = query.title, 0
        self.current_query = query
        if answer.whole:
            self._counts.show(query, answer.unread)
        else:
            self._header.note = COUNTING
        return True

    # What arrives meanwhile

    def check_for_new(self) -> None:
        """Look whether somebody changed the library, and how many articles have arrived; called every few seconds."""
        if not self._rows.are_partly:
            self._counts.look(
                self, self.current_query, lambda came: self.reload() if came else self.post_message(self.Answered())
            )

    def check_now(self) -> None:
        """Look as ``check_for_new`` does, whether or not the library says that something has changed."""
        self._counts.look_at_once()
        self.check_for_new()

    # The cursor

    def move(self, step: int) -> None:
        """Put the cursor so many headlines on."""
        self._headlines.move_to(self._headlines.cursor + step)

    def move_to(self, article: int) -> None:
        """Put the cursor on an article, where it is in the list."""
        if article in self.ids:
            self._headlines.move_to(self.ids.index(article))

    def next_unread(self, step: int) -> Headline | None:
        """Put the cursor on the unread article so many on, or back where ``step`` is negative, and return it.

        ``None`` where it is far; ``UnreadFound`` brings that one or the last there is, or a sentence says that there
        is none.
        """
        index = self._headlines.find_unread(step)
        if index is not None:
            self._headlines.move_to(index)
            return self.selected
        self._rows.have_all()
        ids, cursor, query = self._headlines.ids, self._headlines.cursor, self.current_query

        def found(row: int | None) -> None:
            if row is None:
                self.post_message(Said(f"No unread article {'below' if step > 0 else 'above'}."))
            elif ids is self._headlines.ids:
                self._headlines.move_to(row)
                if self.selected is not None:
                    self.post_message(self.UnreadFound(self.selected))

        self._access.look_up(self, lambda: self._answers.far_unread(query, ids, cursor, step), found, group="unread")
        return None

    # The articles of the list

    def row(self, article: int) -> Headline | None:
        """Return the headline of an article as the library has it now, in the list or not."""
        if self.selected is not None and self.selected.id == article:
            return self.selected
        found: Sequence[Headline] = self._access.read_now(self, lambda: self._library.headlines([article]), ())
        return found[0] if found else None

    def from_on(self, article: int, count: int) -> list[int]:
        """Return so many articles of the list from one on."""
        ids = self.ids
        if article not in ids:
            return [article]
        start = ids.index(article)
        return list(ids[start : start + count])

    # Stories

    def toggle_story(self) -> bool:
        """Show the other articles of the story under the cursor below it, or put them away.

        Return whether there was anything to show or put away.
        """
        if (headline := self.selected) is None:
            return False
        self._rows.have_all()
        unfolded = toggled(self._headlines, headline.id, self._access.read_now(
            self, lambda: self._library.stories.of(headline.id), []))  # fmt: skip
        if unfolded is None:
            return False
        ids, under, focus = unfolded
        self._headlines.unfold(ids, under, focus, shifted(self._headlines.days, self._headlines.ids, ids))
        shown = sum(above == focus for above in under.values())
        self.post_message(Said(unfolded_words(shown, key_of("story", self._library.settings.keys))))
        self.post_message(self.Answered())
        return True

    def whole_stories(self, ids: Sequence[int]) -> list[int]:
        """Return articles with those that their rows stand for: all of a story that is not shown one by one."""
        if not self._answers.by_story:
            return list(ids)
        open_heads = set(self._headlines.under.values())
        folded = [number for number in ids if number not in self._headlines.under and number not in open_heads]
        whole = self._access.read_now(self, lambda: self._library.stories.whole(folded), list(folded))
        return list(dict.fromkeys((*ids, *whole)))

    def take_out(self, going: Sequence[int]) -> int | None:
        """Show the list without these articles, and return the one to go on to."""
        self._rows.have_all()
        left, following = without(self._headlines.ids, going, self._headlines.cursor)
        if len(left) < len(self._headlines.ids):
            parted = self._answers.is_parted(self.current_query)
            days: Days = (
                self._access.read_now(self, lambda: self._answers.days_near(left, following), []) if parted else ()
            )
            self._headlines.set_ids(left, following, days)
            self._rows.part_later(self.current_query, left)
        return following

    def forget(self, articles: Sequence[int] | None = None) -> None:
        """Show these articles (all, if none are named) as the library has them now, and count the unread again."""
        more = self._counts.more_unread(self, articles)
        self._headlines.forget(articles)
        if not self._rows.are_partly:
            self._counts.count_again(self, self.current_query, more)
        elif self._rows.query == self.current_query:  # what is being counted may be of before
            self._rows.ask_rest()
