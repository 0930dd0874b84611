"""From one article to the next: unread ones, neighbours, matches, and the parts of an edition."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pullquote.tui.actions import Pane

if TYPE_CHECKING:
    from pullquote.tui.reader.screen import ReaderScreen
    from pullquote.tui.reader.ways.navigation import Navigation


class Onward:
    """Steps from the article that keys are about to another, in the list or while one is read."""

    def __init__(self, screen: ReaderScreen, navigation: Navigation) -> None:
        self._screen = screen
        self._navigation = navigation

    def step(self, step: int) -> None:
        """Go so many matches on where something was searched for, else so many unread articles."""
        screen = self._screen
        if screen.active_pane is not Pane.LIST and screen.article.step_match(step):
            return
        if screen.active_pane is Pane.LIST and screen.list.current_query.search:
            screen.list.move(step)
        else:
            self.unread(step)

    def unread(self, step: int) -> None:
        """Go so many unread articles on; in an edition, so many of its articles."""
        if self._navigation.step_edition(step):
            return
        if headline := self._screen.list.next_unread(step):
            self.go_to(headline.id, read=headline.read)

    def neighbour(self, step: int) -> None:
        """Open the article so many on; in the list, scroll the article beside it."""
        screen = self._screen
        if screen.active_pane is Pane.LIST:
            screen.article.scroll_half(step)
            return
        if self._navigation.step_edition(step):
            return
        screen.list.move(step)
        if headline := screen.list.selected:
            self.go_to(headline.id, read=headline.read)

    def go_to(self, article: int, *, read: bool) -> None:
        """Open an article the cursor was moved to, unless the keys are in the list."""
        if self._screen.active_pane is not Pane.LIST:
            self._screen.open_article(article, read=read)
