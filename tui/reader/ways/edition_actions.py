"""Editions by key: one is asked for, made, shown, and what it lacks fetched; ``EditionReading`` reads it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from pullquote.cache.core.query import both
from pullquote.tui.screens.edition import EditionScreen
from pullquote.tui.screens.edition_dialog import ask
from pullquote.tui.services.library.editions import Wish, make
from pullquote.tui.services.refresh.edition_fetch import EditionFetch

if TYPE_CHECKING:
    from pullquote.cache.core.edition import Edition
    from pullquote.tui.reader.screen import ReaderScreen
    from pullquote.tui.reader.ways.edition_reading import EditionReading
    from pullquote.tui.render.issue import Issue
    from pullquote.tui.screens.page import Go


class EditionActions:
    """Makes editions for a screen.

    ``go_on`` goes where their page sends the reader, ``resume`` goes on with one that is read already.
    """

    def __init__(
        self, screen: ReaderScreen, go_on: Callable[[Go | None], None], resume: Callable[[Edition, int], None]
    ) -> None:
        self._screen = screen
        self._go_on = go_on
        self._resume = resume
        self._fetch = EditionFetch(screen.library, screen)

    def page(self, reading: EditionReading | None = None) -> EditionScreen:
        """Return the page of the edition that was kept last, or of the one that is read where that is not kept."""
        if reading is None:
            return EditionScreen(self._screen.access, self._fetch)
        return EditionScreen(self._screen.access, self._fetch, reading.edition, reading.place)

    def stop(self) -> None:
        """Stop what is fetched in a thread."""
        self._fetch.stop()

    def ask(self) -> None:
        """Ask for an edition of what the list shows, or go on with the one that is read."""
        query = self._screen.list.current_query
        ask(self._screen, self._screen.access, both(query.section, query.filter, query.search), self._wished)

    def make(self, minutes: int, query: str) -> None:
        """Make an edition and show its cover."""
        self._wished(Wish(minutes, query), None)

    def _wished(self, wish: Wish, running: Issue | None) -> None:
        screen = self._screen

        def show(edition: Edition) -> None:
            screen.app.push_screen(EditionScreen(screen.access, self._fetch, edition), self._go_on)

        if not wish.resume:
            make(screen, screen.access, wish, show)
        elif running is not None and running.at is not None:
            self._resume(running.edition, running.at)
