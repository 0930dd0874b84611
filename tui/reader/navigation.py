"""From the main screen to its pages and back: quotes, feeds, an entity, the palette, the first start."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from pullquote.tui.actions import Pane
from pullquote.tui.reader.article_pane import WantedQuote
from pullquote.tui.services.performing import perform

if TYPE_CHECKING:
    from pullquote.tui.reader.screen import ReaderScreen
    from pullquote.tui.screens.page import Go
    from pullquote.tui.screens.quotes import QuotesQuery

SAMPLES_GONE = "samples.gone"
"""What is remembered once a user has removed the sample edition: it does not come back unasked."""


class Navigation:
    """Opens pages over the main screen, and shows there what was chosen on them."""

    def __init__(self, screen: ReaderScreen) -> None:
        self._screen = screen
        self._quotes_query: QuotesQuery | None = None

    def show_entity(self, name: int) -> None:
        """Show the page of an entity."""
        from pullquote.tui.screens.entity import EntityScreen

        self._screen.app.push_screen(EntityScreen(self._screen.access, name), self._go_on)

    def show_quotes(self) -> None:
        """Show every quote in the library."""
        from pullquote.tui.screens.quotes import QuotesQuery, QuotesScreen

        self._quotes_query = self._quotes_query or QuotesQuery()
        self._screen.app.push_screen(QuotesScreen(self._screen.access, self._quotes_query), self._go_on)

    def show_feeds(self, first: str = "") -> None:
        """Show the feeds; ``first`` is the id of an action to do there at once."""
        from pullquote.tui.screens.feeds import FeedsScreen

        self._screen.app.push_screen(
            FeedsScreen(self._screen.access, self._screen.refresher, self._screen.list.reload, first), self._go_on
        )

    def _go_on(self, go: Go | None) -> None:
        """Go where a page sends the user; what it may have changed is shown."""
        self._screen.list.forget()
        self._screen.article.check()
        if go is None:
            self._screen.list.check_for_new()
        elif go.article is not None:
            quote = None if go.block is None else WantedQuote(go.block, go.text)
            self._screen.list.move_to(go.article)
            self._screen.open_article(go.article, quote=quote)
        elif go.section is not None:
            self._screen.show_list(self._screen.list.current_query.in_section(*go.section))

    def show_palette(self) -> None:
        """Find an action, a theme, a section or a name."""
        from pullquote.tui.screens.palette import PaletteScreen, places_of

        places = partial(places_of, self._screen.library)
        self._screen.app.push_screen(
            PaletteScreen(self._screen.active_pane, self._screen.settings.keys, places), self._run_chosen
        )

    async def _run_chosen(self, chosen: str | None) -> None:
        """Do what was chosen in the palette, as its key would, or go there."""
        kind, _, where = (chosen or "").partition(" ")
        if kind == "name" and where:
            self.show_entity(int(where))
        elif kind == "theme" and where:
            self._screen.use_theme(where)
        elif kind == "section" and "\t" in where:
            query, _, title = where.partition("\t")
            self._screen.show_list(self._screen.list.current_query.in_section(query, title))
        elif chosen:
            await perform(chosen, self._screen, self._screen.keys_at[1])

    # The first start

    def welcome(self) -> None:
        """Open on the sample edition, and offer what else there is to begin with."""
        from pullquote.tui.screens.welcome import WelcomeScreen

        def shown(_: int) -> None:
            self._screen.list.reload()
            self._screen.app.push_screen(WelcomeScreen(offline=self._screen.library.offline), self._begin)

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
            self.show_feeds("feeds_import")
        elif choice == "add":
            self.show_feeds("feed_add")
        else:
            self._screen.go(Pane.LIST)

    def offer_starter_feeds(self) -> None:
        """Offer the starter feeds, all or some."""
        from pullquote.tui.screens.starter_feeds import offer_starter_feeds

        offer_starter_feeds(
            self._screen, self._screen.access, self._screen.icons, lambda: self._screen.news.refresh(None)
        )
