"""The numbers of the list: how many of it are unread, and how many have arrived since it was asked for."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from msgspec import Struct
from textual.widget import Widget

from pullquote.cache.core.errors import PullquoteError
from pullquote.cache.core.results import Headline
from pullquote.tui.actions import key_of
from pullquote.tui.reader.list.place import arrived_in
from pullquote.tui.reader.list.query import ListQuery
from pullquote.tui.services.messages import failure
from pullquote.tui.widgets.headline_list import HeadlineList
from pullquote.tui.widgets.pane_header import PaneHeader

if TYPE_CHECKING:
    from pullquote.tui.reader.list.answer import ListAnswers
    from pullquote.tui.services.library.access import LibraryAccess

COUNTING = "counting"
"""What the header says until all of a long list is known."""
_FEW = 64
"""Articles that are looked at one by one to count what became of them."""
_SHARE = 10
"""How much longer than a look for what is new took nothing is looked for again."""


class _Look(Struct, frozen=True):
    """What a look for what is new found, and how many seconds it ``took``.

    Whether the list has articles, how many arrived and are unread, and the headlines near the screen.
    """

    took: float
    any_there: bool
    arrived: int
    unread: int
    rows: Sequence[Headline]


class ListCounts:
    """Counts the unread among the rows of a list and what has arrived, for the header above it."""

    def __init__(
        self, access: LibraryAccess, answers: ListAnswers, headlines: HeadlineList, header: PaneHeader
    ) -> None:
        self._access = access
        self._answers = answers
        self._headlines = headlines
        self._header = header
        self.unread = self.arrived = 0
        self._seen_changes, self._look_from = -1, 0.0
        self._is_ahead = False
        """Whether the unread were counted after the rows were read: what those lack may be counted already."""

    def show(self, query: ListQuery, unread: int) -> None:
        """Show in the header how many are unread, and how many have arrived."""
        total = len(self._headlines.ids)
        self.unread = min(unread, total)  # more may have arrived between the two questions the library was asked
        if total and not query.search:
            self._header.note = self._note(f"{self.unread} of {total}")

    def _note(self, of_total: str) -> Sequence[str]:
        """Return the counts in the forms that the header chooses from, the longest first."""
        if not self.arrived:
            return f"{of_total} unread", of_total
        new = f"{self.arrived} new"
        return f"{of_total} unread, {self.words}", f"{of_total} unread, {new}", f"{of_total}, {new}", new

    @property
    def words(self) -> str:
        """How many articles have arrived, with the key that shows them."""
        key = key_of("take_in", self._access.library.settings.keys)
        return f"{self.arrived} new: {key} shows {'them' if self.arrived > 1 else 'it'}"

    # What arrives

    def note_changes(self) -> None:
        """Note what the library has before it is asked: what changes meanwhile is looked for again."""
        self._is_ahead = False
        with suppress(PullquoteError):  # `look` says so soon enough
            self._seen_changes = self._access.library.changes()

    def look_at_once(self) -> None:
        """Let the next look be one whether or not the library says that something has changed."""
        self._seen_changes, self._look_from = -1, 0.0

    def look(self, owner: Widget, query: ListQuery, then: Callable[[bool], object]) -> None:
        """Look whether somebody changed the library, and count anew.

        ``then`` is called where so, and gets whether there are articles now where there were none.
        """
        try:
            changes = self._access.library.changes()
        except PullquoteError as error:
            owner.post_message(failure(error))
            return
        if changes == self._seen_changes or query.search or time.monotonic() < self._look_from:
            return
        self._seen_changes = changes
        shown, near = self._headlines.ids, self._headlines.near

        def look() -> _Look:
            began = time.monotonic()
            ids, unread = self._answers.now(query, shown)
            took, rows = time.monotonic() - began, self._access.veils.headlines(near.ids)
            return _Look(took, bool(ids), len(arrived_in(ids, shown)), unread, rows)

        def found(answer: _Look) -> None:
            if self._headlines.ids is not shown:
                self._seen_changes = -1  # another list meanwhile: what is new in it is found by the next look
                return
            self._look_from = time.monotonic() + _SHARE * answer.took
            if answer.any_there and not shown:
                then(True)
                return
            self.arrived, self._is_ahead = answer.arrived, False
            self._headlines.renew(near, answer.rows)
            self.show(query, answer.unread)
            then(False)

        self._access.look_up(owner, look, found, group="new")

    # What becomes of the rows

    def count_again(self, owner: Widget, query: ListQuery, more: int | None) -> None:
        """Count the unread after a change by which there are so many ``more``; ``None`` where that is not known."""
        if more is not None and not self._is_ahead:
            self.show(query, self.unread + more)
            return
        shown, self._is_ahead = self._headlines.ids, True

        def found(unread: int) -> None:
            if self._headlines.ids is shown:
                self.show(query, unread)

        self._access.look_up(owner, lambda: self._answers.now(query, shown)[1], found, group="unread count")

    def more_unread(self, owner: Widget, articles: Sequence[int] | None) -> int | None:
        """Return how many more of the list are unread than when its rows were read, because some articles changed.

        ``None`` where that is not known of each of them, or none is named, for rows are others now: all of the list is
        to be counted.
        """
        if not articles or len(articles) > _FEW or self._headlines.under:
            return None
        here = [number for number in articles if number in self._headlines.ids]
        before = [known for number in here if (known := self._headlines.known(number))]
        if len(before) < len(here):
            return None
        nothing: Sequence[Headline] = ()
        now = self._access.read_now(owner, lambda: self._access.library.headlines(here), nothing)
        return sum(row.read for row in before) - sum(row.read for row in now) if len(now) == len(here) else None
