"""The start of the main screen: the first frame has the list alone, and what else is shown follows when that stands."""

from __future__ import annotations

import gc
from collections.abc import Callable
from contextlib import ExitStack
from typing import TYPE_CHECKING

from textual.widget import Widget

if TYPE_CHECKING:
    from pullquote.tui.reader.panes import Panes
    from pullquote.tui.reader.screen import ReaderScreen
    from pullquote.tui.reader.ways.navigation import Navigation

GO_ON_AFTER = 1.0
"""Seconds after the start at which marking that was left is gone on with."""
LOOK_EVERY = 2.0
"""Seconds between two looks at whether another program has changed the library."""


class Start:
    """Shows the list at once, then puts the other panes into ``main``; with ``article``, that is open from the first.

    ``go_on_marking`` goes on with marking that the last program left.
    """

    def __init__(
        self,
        screen: ReaderScreen,
        panes: Panes,
        navigation: Navigation,
        main: Widget,
        *,
        article: int | None,
        go_on_marking: Callable[[], None],
    ) -> None:
        self._screen = screen
        self._panes = panes
        self._navigation = navigation
        self._main = main
        self._article = article
        self._go_on_marking = go_on_marking
        self._held = ExitStack()

    async def begin(self) -> None:
        """Ask for the list at once, so that the first frame has it; the other panes follow when it stands."""
        screen = self._screen
        self._panes.fit(screen.app.size)
        self._panes.show_active()
        screen.list.show_first(self._article)
        if self._article is not None:
            await self.furnish()
            screen.open_article(self._article)
        screen.set_interval(LOOK_EVERY, screen.list.check_for_new)
        screen.set_interval(LOOK_EVERY, screen.news.count_followed)

    def furnish_next(self, then: Callable[[], None]) -> None:
        """Furnish after the first frame, as soon as that stands, ``then`` go on; no frame is painted in between."""
        if not self._panes.furnished:
            self._held.enter_context(self._screen.app.batch_update())
        self._screen.call_next(self._furnish_and, then)

    def furnish_first(self, then: Callable[[], None]) -> None:
        """Furnish, ``then`` do what was asked for before the panes were there."""
        self._screen.call_later(self._furnish_and, then)

    async def _furnish_and(self, then: Callable[[], None]) -> None:
        await self.furnish()
        then()

    async def furnish(self) -> None:
        """Put the article and the entities in their places, unless they are there; the list came first."""
        screen = self._screen
        if self._panes.furnished or not self._main.is_attached:
            return  # there, or the app ends before its first frame
        self._panes.furnished = True
        with self._held:
            await self._main.mount(screen.article, screen.entities)
            if self._article is None:
                if (headline := screen.list.selected) is not None:
                    screen.article.open(headline.id)
                self._navigation.restore()
        screen.news.look_by_itself()
        screen.news.count_followed()
        screen.settle_guards()
        screen.access.keep_copying(screen)
        if screen.library.read_only:
            screen.say(screen.library.refusal, failed=True)
        else:
            screen.set_timer(GO_ON_AFTER, self._go_on_with_what_is_left)
        if not gc.isenabled():
            # Exclude start-up objects from garbage collection: a full collection would delay key presses. Where others
            # collect already, the process is not the app's alone: objects of an app that has ended must go.
            gc.freeze()
            gc.enable()

    def _go_on_with_what_is_left(self) -> None:
        screen = self._screen
        if screen.access.read_now(screen, screen.library.marking.is_left, False):
            self._go_on_marking()
