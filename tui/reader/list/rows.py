"""The rows that show an answer: of a long list first the beginning, then all of it, then where its days begin."""

from __future__ import annotations

from array import array
from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.widget import Widget

from pullquote.cache.core.errors import PullquoteError
from pullquote.tui.reader.list.answer import MOST_FOUND, NEAR, Answer, ListAnswers, empty_words
from pullquote.tui.reader.list.counts import COUNTING, ListCounts
from pullquote.tui.reader.list.query import ListQuery
from pullquote.tui.render.day_headings import Days
from pullquote.tui.services.messages import failure
from pullquote.tui.widgets.headline_list import HeadlineList
from pullquote.tui.widgets.pane_header import PaneHeader

if TYPE_CHECKING:
    from pullquote.tui.services.library.access import LibraryAccess

DAYS_AFTER = 0.2
"""Seconds until the rest is looked up: after the article beside the list has come."""


class ListRows:
    """Shows answers in ``headlines`` and in the ``header`` above them; ``answered`` is called whenever it has.

    What it still has to ask is asked for ``owner``, in the groups ``list`` and ``days`` of its workers.
    """

    def __init__(
        self,
        owner: Widget,
        access: LibraryAccess,
        answers: ListAnswers,
        headlines: HeadlineList,
        header: PaneHeader,
        answered: Callable[[], object],
    ) -> None:
        self._owner = owner
        self._access = access
        self._answers = answers
        self._headlines = headlines
        self._header = header
        self._answered = answered
        self.counts = ListCounts(access, answers, headlines, header)
        self.query = ListQuery()
        """What the rows that are shown answer: until another answer is there, that of before."""

    def show(self, query: ListQuery, answer: Answer) -> None:
        """Show an answer; where that is only the beginning of a list, ask for the rest."""
        self.counts.arrived, self.query = 0, query
        self._headlines.set_empty(empty_words(query, answer.complaint, self._access.library.settings.keys))
        self._header.title = query.title
        self._header.note = found_words(len(answer.ids)) if query.search else ""
        self._headlines.complete = None
        self._headlines.set_ids(answer.ids, answer.focus, answer.days)
        if answer.whole:
            self.counts.show(query, answer.unread)
            self.part_later(query, answer.ids)
        else:
            self._header.note = COUNTING
            self.ask_rest()
        self._answered()

    # All of a long list

    @property
    def are_partly(self) -> bool:
        """Whether there are only the first rows of what answers so far."""
        return self._headlines.complete is not None

    def have_all(self) -> None:
        """Have all of the list now, where only the first rows of it are known so far."""
        if self._headlines.complete is not None:
            self._headlines.complete()

    def ask_rest(self) -> None:
        """Ask for all of a list of which the first rows are shown; who needs all of it at once does not wait."""
        query, focus = self.query, self._focus
        self._headlines.complete = lambda: self._complete(query)
        self._access.look_up(
            self._owner,
            lambda: self._answers.answer(query, focus),
            lambda answer: self._show_rest(query, answer),
            group="list",
        )

    @property
    def _focus(self) -> int | None:
        headline = self._headlines.headline()
        return headline.id if headline else None

    def _complete(self, query: ListQuery) -> None:
        try:
            self._show_rest(query, self._answers.answer(query, self._focus))
        except PullquoteError as error:
            self._headlines.complete = None
            self._owner.post_message(failure(error))

    def _show_rest(self, query: ListQuery, answer: Answer) -> None:
        if self.are_partly:
            self._headlines.complete = None
            self._headlines.extend(answer.ids, answer.days)
            self.counts.show(query, answer.unread)
            self.part_later(query, answer.ids)
            self._answered()

    # Days

    def part_later(self, query: ListQuery, ids: array[int]) -> None:
        """Part a long list by day, where it is so parted, once there is time for it."""
        if len(ids) > NEAR and self._answers.is_parted(query):
            self._owner.set_timer(DAYS_AFTER, lambda: self.part(ids))

    def part(self, ids: array[int]) -> None:
        """Part the whole list by day, unless it is another meanwhile."""

        def part(days: Days) -> None:
            if ids is self._headlines.ids:
                self._headlines.part(days)

        if ids is self._headlines.ids:
            under = self._headlines.under
            self._access.look_up(self._owner, lambda: self._answers.days(ids, under), part, group="days")


def found_words(total: int) -> str:
    """Return how many a search has found, in the words of the header."""
    return f"best {total}" if total == MOST_FOUND else f"{total} found"
