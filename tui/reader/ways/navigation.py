"""From the main screen to its pages and back: quotes, feeds, an entity, the palette, editions."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from functools import cached_property, partial
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from pullquote.tui.actions import Pane
from pullquote.tui.reader.article.pane import WantedQuote
from pullquote.tui.reader.ways.origins import Origin, Standing
from pullquote.tui.services.performing import perform

if TYPE_CHECKING:
    from pullquote.cache.core.edition import Edition
    from pullquote.tui.reader.screen import ReaderScreen
    from pullquote.tui.reader.ways.beginning import Beginning
    from pullquote.tui.reader.ways.edition_actions import EditionActions
    from pullquote.tui.reader.ways.edition_reading import EditionReading
    from pullquote.tui.screens.calendar import CalendarQuery
    from pullquote.tui.screens.page import Go, Page, Place
    from pullquote.tui.screens.quotes import QuotesQuery

OPEN_PAGES = "app.pages"
"""Where the library remembers the pages that are open."""
OPEN_PANE = "app.pane"
"""Where it remembers the pane that had the keys."""
OPEN_EDITION = "app.edition"
"""Where it remembers from where the edition that is read was opened; empty while none is."""


class Navigation:
    """Opens pages over the main screen, and shows there what was chosen on them."""

    def __init__(self, screen: ReaderScreen) -> None:
        self._screen = screen
        self._quotes_query: QuotesQuery | None = None
        self._calendar_query: CalendarQuery | None = None
        self._origins: list[Origin] = []
        self._relisted = 0
        self._edition: EditionReading | None = None
        self._unkept: EditionReading | None = None
        """The edition read last: a library opened for reading only cannot keep one."""

    def show_entity(self, name: int) -> None:
        """Show the page of an entity."""
        from pullquote.tui.screens.entity import EntityScreen

        self._screen.app.push_screen(EntityScreen(self._screen.access, name), self._go_on)

    def show_name(self) -> None:
        """Show the page of the name in focus, else of the first of the article."""
        name = self._screen.entities.focused or self._screen.entities.first
        if name is None:
            there = self._screen.access.key("go_people")
            self._screen.say(f"There is no name here: {there} goes to the works and people.")
        else:
            self.show_entity(name.id)

    def show_guards(self) -> None:
        """List what is guarded, and show the page of the name that is chosen."""
        from pullquote.tui.screens.guard_editor import list_guards

        list_guards(self._screen, self._screen.access, self._screen.icons, self.show_entity)

    def show(self, page: Pane) -> None:
        """Show one of the pages there is one of: quotes, calendar, quote book or feeds."""
        self._screen.app.push_screen(self.page(page), self._go_on)

    def show_feeds(self, first: str = "") -> None:
        """Show the feeds; ``first`` is the id of an action to do there at once."""
        self._screen.app.push_screen(self._feeds(first), self._go_on)

    def _feeds(self, first: str = "") -> Page:
        from pullquote.tui.screens.feeds import FeedsScreen

        return FeedsScreen(self._screen.access, self._screen.refresher, self._screen.list.reload, first)

    def page(self, pane: Pane) -> Page:
        """Make one of the pages there is one of, as it was when it was left: quotes, calendar, quote book or feeds."""
        match pane:
            case Pane.QUOTES:
                from pullquote.tui.screens.quotes import QuotesQuery, QuotesScreen

                self._quotes_query = self._quotes_query or QuotesQuery()
                return QuotesScreen(self._screen.access, self._quotes_query)
            case Pane.CALENDAR:
                from pullquote.tui.screens.calendar import CalendarQuery, CalendarScreen

                self._calendar_query = self._calendar_query or CalendarQuery()
                return CalendarScreen(self._screen.access, self._calendar_query)
            case Pane.BOOK:
                from pullquote.tui.screens.quote_book import QuoteBookScreen

                return QuoteBookScreen(self._screen.access)
            case _:
                return self._feeds()

    def _go_on(self, go: Go | None) -> None:
        """Go where a page sends the user; what it may have changed is shown."""
        self._screen.list.forget()
        self._screen.article.check()
        relisted, self._relisted = self._relisted, self._screen.access.relisted
        if relisted != self._relisted:
            self._screen.list.reload()
        elif go is None:
            self._screen.list.check_for_new()
        if go is None:
            return
        if go.to is not None:
            self._screen.go(go.to)
            return
        self._origins.append(Origin(go.origin, self._standing, go.article is not None))
        if go.entry is not None:
            quote = None if go.block is None else WantedQuote(go.block, go.text)
            self._read_edition(*go.entry, quote)
        elif go.article is not None:
            quote = None if go.block is None else WantedQuote(go.block, go.text)
            self._screen.list.move_to(go.article)
            self._screen.open_article(go.article, quote=quote)
            if go.clipping is not None:
                self._screen.focus_mark(go.article, go.clipping)
        elif go.section is not None:
            query = self._screen.list.current_query.in_section(*go.section)
            self._origins[-1] = replace(self._origins[-1], query=query)
            self._edition = None
            self._screen.show_list(query)

    # Back

    @property
    def _standing(self) -> Standing:
        screen = self._screen
        selected, shown = screen.list.selected, screen.article.article
        return Standing(
            screen.list.current_query,
            selected.id if selected else None,
            shown.id if shown else None,
            screen.active_pane,
            self._edition,
        )

    def left_article(self) -> None:
        """Forget the pages from which articles were opened: the reader has gone to the list."""
        while self._origins and self._origins[-1].article:
            self._origins.pop()
        if self._edition is not None:
            self._edition = None
            self._screen.news.show_place(self.place)

    def go_back(self) -> bool:
        """Go back to the page from which the article or the list was opened; return whether there was one.

        Behind it the main screen is as it was. A list that was filtered since is not left before that is cleared, one
        that is another by now is not come from there.
        """
        query = self._screen.list.current_query
        if self._screen.active_pane is Pane.LIST:
            while self._origins and not self._origins[-1].holds(query):
                self._origins.pop()
            if not self._origins or not self._origins[-1].is_shown_by(query):
                return False
        elif not self._origins or not self._origins[-1].article:
            return False
        origin = self._origins.pop()
        self._stand(origin.before)
        self.open(origin.pages)
        return True

    def _stand(self, before: Standing) -> None:
        """Show the main screen as it was."""
        screen = self._screen
        if screen.list.current_query != before.query:
            screen.list.show(before.query, before.focus)
        elif before.focus is not None:
            screen.list.move_to(before.focus)
        screen.go(before.pane)
        if before.article is not None:
            screen.article.open(before.article)
        self._edition = before.edition
        screen.news.show_place(self.place)

    def open(self, places: Sequence[Place]) -> None:
        """Show pages, each over the one before."""
        below: Page | None = None
        for place in places:
            page = self._page(place)
            if page is not None:
                page.restore(place)
                self._screen.app.push_screen(page, below.follow_on if below else self._go_on)
                below = page

    def _page(self, place: Place) -> Page | None:
        match place.page:
            case Pane.QUOTES:
                from pullquote.tui.screens.quotes import QuotesQuery

                self._quotes_query = QuotesQuery(place.line, place.words, max(place.limit, QuotesQuery().limit))
                return self.page(Pane.QUOTES)
            case Pane.BOOK:
                from pullquote.tui.screens.quote_book import QuoteBookScreen

                return QuoteBookScreen(self._screen.access, place.line)
            case Pane.CALENDAR:
                self._calendar_query = None
                return self.page(Pane.CALENDAR)
            case Pane.FEEDS:
                return self.page(Pane.FEEDS)
            case Pane.NAME:
                from pullquote.tui.screens.entity import EntityScreen

                return EntityScreen(self._screen.access, place.name)
            case Pane.EDITION:
                return self._editions.page(None if place.name else self._unkept)
        return None

    def save(self) -> None:
        """Remember which pages are open for the next start."""
        pages: Sequence[Place] = ()
        if len(self._screen.app.screen_stack) > 1:
            from pullquote.tui.screens.page import places_of

            pages = places_of(self._screen.app)
        kept = msgspec.json.encode(pages).decode() if pages else ""
        self._screen.access.remember_place(self._screen, OPEN_PAGES, kept)
        self._screen.access.remember_place(self._screen, OPEN_PANE, self._screen.active_pane)
        self._screen.access.remember_place(self._screen, OPEN_EDITION, self._kept_edition())

    def restore(self) -> None:
        """Go to the pane, and open the pages, that were open when the reader was left."""
        recall = self._screen.library.recall
        nothing: tuple[str | None, str | None, str | None] = (None, None, None)
        kept, pane, edition = self._screen.access.read_now(
            self._screen, lambda: (recall(OPEN_PAGES), recall(OPEN_PANE), recall(OPEN_EDITION)), nothing
        )
        if edition and self._restore_edition(edition):
            pass
        elif pane == Pane.ARTICLE and self._screen.list.selected is not None:
            self._screen.go(Pane.ARTICLE)
        if kept:
            from pullquote.tui.screens.page import Place

            with suppress(msgspec.DecodeError):
                self.open(msgspec.json.decode(kept, type=tuple[Place, ...]))

    # An edition

    @property
    def place(self) -> str:
        """Where the reader is, for the status line: in the list, or in an edition, of which the article says more."""
        return "Edition" if self._edition is not None else self._screen.list.position

    @cached_property
    def _editions(self) -> EditionActions:
        from pullquote.tui.reader.ways.edition_actions import EditionActions

        return EditionActions(self._screen, self._go_on, self._resume_edition)

    def stop(self) -> None:
        """Stop what is fetched in a thread."""
        if "_editions" in vars(self):
            self._editions.stop()

    def ask_edition(self) -> None:
        """Ask for an edition of what the list shows, or go on with the one that is read."""
        self._editions.ask()

    def make_edition(self, minutes: int, query: str) -> None:
        """Make an edition and show its cover."""
        self._editions.make(minutes, query)

    def _resume_edition(self, edition: Edition, place: int) -> None:
        """Go on with an edition; behind it lies its page."""
        from pullquote.tui.screens.edition import place_of

        if self._edition is None or self._edition.edition.id != edition.id:
            self._origins.append(Origin((place_of(edition),), self._standing, article=True))
        self._read_edition(edition, place)

    def _read_edition(self, edition: Edition, place: int, quote: WantedQuote | None = None) -> None:
        from pullquote.tui.reader.ways.edition_reading import EditionReading

        self._screen.article.save_position()
        self._edition = self._unkept = EditionReading(self._screen, edition, place)
        self._edition.open(quote=quote)
        self._screen.news.show_place(self.place)

    def step_edition(self, step: int) -> bool:
        """Go so many articles on in the edition that is read, to its cover or its end; return whether one is read."""
        if self._edition is None or self._screen.active_pane is Pane.LIST:
            return False
        while self._origins and not self._origins[-1].is_edition:
            self._origins.pop()  # pages that lay over it: what was opened from them is left behind
        from pullquote.tui.reader.ways.edition_reading import COVER

        place = self._edition.step(step)
        if self._origins and (place is None or place == COVER):
            from pullquote.tui.screens.edition import without_row

            self._screen.article.save_position()
            origin = self._origins.pop()
            self._stand(origin.before)
            self.open((*origin.pages[:-1], without_row(origin.pages[-1], ended=place is None)))
        return True

    def _kept_edition(self) -> str:
        """Return from where the edition that is read was opened, to be kept; "" where none is."""
        origin = next((one for one in reversed(self._origins) if one.is_edition), None)
        if self._edition is None or origin is None or not self._edition.edition.id:
            return ""
        from pullquote.tui.reader.ways.edition_reading import KeptReading

        was = origin.before
        kept = KeptReading(self._edition.edition.id, origin.pages, was.query, was.focus, was.article, was.pane)
        return msgspec.json.encode(kept).decode()

    def _restore_edition(self, kept: str) -> bool:
        """Open the article at which an edition was left; return whether there is one."""
        from pullquote.tui.reader.ways.edition_reading import EditionReading, KeptReading

        screen = self._screen
        with suppress(msgspec.DecodeError):
            was = msgspec.json.decode(kept, type=KeptReading)
            latest = screen.access.read_now(screen, screen.library.editions.latest, None)
            if latest is None or latest[0].id != was.edition:
                return False
            reading = EditionReading(screen, *latest)
            if reading.open(read=True):
                before = Standing(was.query, was.focus, was.article, was.pane)
                self._origins.append(Origin(was.pages, before, article=True))
                self._edition = reading
                screen.news.show_place(self.place)
                return True
        return False

    def show_palette(self) -> None:
        """Find an action, a theme, a section or a name."""
        from pullquote.tui.screens.palette import PaletteScreen, places_of

        settings = self._screen.settings
        places = partial(places_of, self._screen.library)
        self._screen.app.push_screen(
            PaletteScreen(self._screen.active_pane, settings.keys, settings.macros, places), self._run_chosen
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

    # The first start, and leaving

    def welcome(self) -> None:
        """Open on the sample edition, and offer what else there is to begin with."""
        self._beginning.welcome()

    def offer_starter_feeds(self) -> None:
        """Offer the starter feeds, all or some."""
        self._beginning.offer_starter_feeds()

    @property
    def _beginning(self) -> Beginning:
        from pullquote.tui.reader.ways.beginning import Beginning

        return Beginning(self._screen, self.show_feeds)

    def ask_to_leave(self) -> None:
        """Leave, if that is meant."""
        from pullquote.tui.screens.pickers import ChooseScreen

        def chosen(answer: str | None) -> None:
            if answer == "yes":
                self._screen.leave()

        choices = [("yes", "Yes, leave"), ("no", "No, stay")]
        self._screen.app.push_screen(ChooseScreen("Leave Pullquote?", choices), chosen)
