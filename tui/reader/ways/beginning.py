"""The first start: the sample edition, and what else there is to begin with."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from pullquote.tui.actions import Pane

if TYPE_CHECKING:
    from pullquote.tui.reader.screen import ReaderScreen

SAMPLES_GONE = "samples.gone"
"""What is remembered once a user has removed the sample edition: it does not come back unasked."""


class Beginning:
    """Shows what a library without feeds opens on; ``show_feeds`` shows the feeds, and does an action there."""

    def __init__(self, screen: ReaderScreen, show_feeds: Callable[[str], None]) -> None:
        self._screen = screen
        self._show_feeds = show_feeds

    def welcome(self) -> None:
        """Open on the sample edition, and offer what else there is to begin with.

        Who has an account on a server has begun: its articles are on their way.
        """
        from pullquote.tui.screens.welcome import WelcomeScreen

        library = self._screen.library
        if self._screen.access.read_now(self._screen, lambda: bool(library.accounts.listed()), False):
            return

        def shown(_: int) -> None:
            self._screen.list.reload()
            self._screen.app.push_screen(
                WelcomeScreen(offline=self._screen.library.offline, keymap=self._screen.settings.keys), self._begin
            )

        if self._screen.access.read_now(self._screen, lambda: self._screen.library.recall(SAMPLES_GONE), None):
            shown(0)
        else:
            self._screen.access.write(self._screen, self._screen.library.samples, shown)

    def _begin(self, choice: str | None) -> None:
        """Begin with what was chosen."""
        if choice == "samples" and not self._screen.access.read_now(self._screen, self._screen.library.count, 1):
            self._screen.access.write(self._screen, self._screen.library.samples, lambda _: self._screen.list.reload())
        elif choice == "starter":
            self.offer_starter_feeds()
        elif choice == "import":
            self._show_feeds("feeds_import")
        elif choice == "add":
            self._show_feeds("feed_add")
        else:
            self._screen.go(Pane.LIST)

    def offer_starter_feeds(self) -> None:
        """Offer the starter feeds, all or some."""
        from pullquote.tui.screens.starter_feeds import offer_starter_feeds

        offer_starter_feeds(
            self._screen, self._screen.access, self._screen.icons, lambda: self._screen.news.refresh(None)
        )
