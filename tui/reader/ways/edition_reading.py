"""Reading an edition on the main screen: from one of its articles to the next, and where in it the reader is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from pullquote.tui.actions import Pane
from pullquote.tui.reader.list.query import ListQuery
from pullquote.tui.screens.page import Place
from pullquote.tui.services.library.editions import issue_of

if TYPE_CHECKING:
    from pullquote.cache.core.edition import Edition
    from pullquote.tui.reader.article.pane import WantedQuote
    from pullquote.tui.reader.screen import ReaderScreen

COVER = -1
"""The place before the first article."""


class KeptReading(Struct, frozen=True):
    """What is kept of an ``edition`` that is read when the reader is left: where it was opened from.

    That is ``pages``, and the main screen below them: what the list showed, its focus, the article, and the pane.
    """

    edition: int
    pages: tuple[Place, ...]
    query: ListQuery
    focus: int | None
    article: int | None
    pane: Pane


class EditionReading:
    """The ``edition`` that is read, and at which ``place``, counted from 0; behind the last it is over."""

    def __init__(self, screen: ReaderScreen, edition: Edition, place: int) -> None:
        self._screen = screen
        self.edition = edition
        self.place = place

    def open(self, *, quote: WantedQuote | None = None, read: bool = False) -> bool:
        """Open the article at the place, else the next that is still here; return whether there is one.

        With ``read``, it is not marked so again.
        """
        screen = self._screen
        issue = screen.access.read_now(screen, lambda: issue_of(screen.library, self.edition, self.place), None)
        if issue is None or (at := issue.at) is None:
            return False
        headline = issue.headline(at)
        self._keep(at)
        shown = screen.article.article
        if shown is not None and shown.id == headline.id and shown.words != headline.words:
            screen.article.clear()  # its page has come since it was shown beside the list
        screen.list.move_to(headline.id)
        screen.article.show_part(headline.id, issue.words(at))
        screen.open_article(headline.id, read=read or headline.read, quote=quote)
        return True

    def step(self, step: int) -> int | None:
        """Open the article so many on, or back; return where that is, ``COVER`` before the first, ``None`` at the end.

        Articles that are gone are passed by.
        """
        screen = self._screen
        issue = screen.access.read_now(screen, lambda: issue_of(screen.library, self.edition, self.place), None)
        if issue is None:
            return self.place  # the library cannot answer now, and that is said
        place = issue.step(step)
        if place is None or place == COVER:
            self._keep(len(self.edition.entries) if place is None else 0)
        else:
            self._keep(place)
            self.open()
        return place

    def _keep(self, place: int) -> None:
        """Keep how far it is read, where this window keeps places."""
        screen, number = self._screen, self.edition.id
        self.place = place
        if number and screen.access.keeps_place:
            screen.access.write(screen, lambda: screen.library.editions.keep_place(number, place))
