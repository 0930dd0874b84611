"""From the reader to its pages and back: quotes, feeds, a name, the first start."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pullquote.cache.core.article import Article
from pullquote.cache.core.results import Name
from pullquote.cache.core.sanitize import clean_line
from pullquote.tui.actions import Pane
from pullquote.tui.messages import Empty
from pullquote.tui.reader.marking import SAMPLES_GONE
from pullquote.tui.reader.panes import Panes
from pullquote.tui.screens.entity_editor import Fixing
from pullquote.tui.services.completion import phrase
from pullquote.tui.services.watched import REMEMBERED, Topic, remembered, watched

if TYPE_CHECKING:
    from pullquote.tui.screens.page import Go
    from pullquote.tui.screens.palette import Place
    from pullquote.tui.screens.quotes import Asked
    from pullquote.tui.services.library_access import LibraryAccess


NAMES_KNOWN = 2_000
"""Names the palette can go to, the most written about."""


class Going(Panes, Fixing[None]):
    """The part of the reader that opens pages and goes where they send it."""

    def __init__(self, access: LibraryAccess, width: int) -> None:
        super().__init__(access, width)
        self._quotes_asked: Asked | None = None
        self._wanted_quote: tuple[int, int, str] | None = None

    def action_quotes(self) -> None:
        """Show every quote in the library."""
        from pullquote.tui.screens.quotes import Asked, QuotesPage

        self._quotes_asked = self._quotes_asked or Asked()
        self.app.push_screen(QuotesPage(self.access, self._quotes_asked), self.go_on)

    def action_feeds(self) -> None:
        """Show the feeds."""
        self.show_feeds()

    def show_feeds(self, first: str = "") -> None:
        """Show the feeds; ``first`` is the id of an action to do there at once."""
        from pullquote.tui.screens.feeds import FeedsPage

        self.app.push_screen(FeedsPage(self.access, self.refresher, self, first), self.go_on)

    def action_name_page(self) -> None:
        """Show the page of the name in focus, else of the first of the article."""
        name = self.name_in_focus() or self.people.known(0)
        if name is None:
            self.say("There is no name here: 3 goes to the shows and people.")
        else:
            self.show_name(name.id)

    def show_name(self, name: int) -> None:
        """Show the page of a name."""
        from pullquote.tui.screens.entity import NamePage

        self.app.push_screen(NamePage(self.access, name), self.go_on)

    def go_on(self, go: Go | None) -> None:
        """Go where a page sends the reader; what it may have changed is shown."""
        self.headlines.forget()
        self.update_counts()
        self.refresh_names()
        if go is None:
            self.watch_library()
        elif go.article is not None:
            self._go_to_article(go.article, go.block, go.text)
        elif go.section is not None:
            self.show_section(*go.section)
        if go is not None and go.refresh is not None:
            self.start_refresh(list(go.refresh) or None)

    def _go_to_article(self, article: int, block: int | None, text: str) -> None:
        if block is not None:
            self._wanted_quote = (article, block, text)
        if article in self.headlines.ids:
            self.headlines.move_to(self.headlines.ids.index(article))
        self.open_article(article)
        self.show_wanted_quote(self.reading.article)

    def show_wanted_quote(self, article: Article | None) -> None:
        """Put the quote in focus for which the article was opened."""
        if article is None or self._wanted_quote is None or self._wanted_quote[0] != article.id:
            return
        _, block, text = self._wanted_quote
        self._wanted_quote = None
        for index, quote in enumerate(article.quotes):
            if quote.block == block and quote.text == text:
                self.call_after_refresh(self.reading.focus_quote, index)
                return

    # Places

    def places(self) -> list[Place]:
        """Return where the palette can go: sections, feeds, outlets, names; called in a thread."""
        from pullquote.tui.screens.palette import Place
        from pullquote.tui.screens.sections import FIXED, OUTLETS_SHOWN

        library = self.library
        found = [Place(f"section {query}\t{title}", title, "section") for title, query in FIXED]
        found += [Place(f"section {query}\t{title}", title, "watched") for title, query in watched(library)]
        found += [Place(f"section feed:{feed.id}\t{feed.title}", feed.title, "feed") for feed in library.feeds()]
        outlets = [outlet for outlet, _, _ in library.outlets()[:OUTLETS_SHOWN]]
        found += [Place(f"section outlet:{phrase(outlet)}\t{outlet}", outlet, "outlet") for outlet in outlets]
        found += [Place(f"name {name.id}", name.name, name.type) for name in library.names((), limit=NAMES_KNOWN)]
        return found

    def go_to_place(self, value: str) -> bool:
        """Go to a place of the palette; return whether ``value`` is one."""
        kind, _, where = value.partition(" ")
        if kind == "name" and where:
            self.show_name(int(where))
        elif kind == "section" and "\t" in where:
            query, _, title = where.partition("\t")
            self.show_section(query, title)
        else:
            return False
        return True

    def show_section(self, query: str, title: str) -> None:
        """Show the articles of a section."""
        self.section, self.section_title = query, title
        self.query_text = self.searched = ""
        self.show_list()
        self.relist()

    def action_watch(self) -> None:
        """Keep what the list is filtered or searched by as a section; in such a section, let it go."""
        words = clean_line(self.searched or self.query_text)
        topics: Sequence[Topic] = self.ask_now(lambda: watched(self.library), ())
        here = (self.section_title, self.section)
        if self.library.read_only:
            self.say("The library is open for reading only.", failed=True)
        elif words:
            topic = (f"{self.section_title}: {words}" if self.section else words, f"{self.section} {words}".strip())
            self.keep(REMEMBERED, remembered([*(other for other in topics if other != topic), topic]))
            self.enter(topic[1], topic[0])
            self._show_again(filtered="")
            self.say(f"Watched: {topic[0]}. t lists it, w lets it go.")
        elif here in topics:
            self.keep(REMEMBERED, remembered([topic for topic in topics if topic != here]))
            self.enter()
            self._show_again(filtered=here[1])
            self.say(f"Not watched any more: {here[0]}. w takes it back.")
        else:
            self.say("Filter with F or search with / first; w then keeps that as a section.")

    def _show_again(self, *, filtered: str) -> None:
        """Show the same list under its new name, the cursor where it is."""
        headline = self.headlines.headline()
        self.query_text, self.searched = filtered, ""
        self.relist(headline.id if headline else None)

    # Names

    def name_in_focus(self) -> Name | None:
        """Return the name in focus in the panel."""
        return self.people.known()

    def names_changed(self, name: int | None) -> None:
        """Show the names of the article as the library has them now."""
        self.headlines.forget()
        self.refresh_names()

    # The first start

    def on_empty(self, message: Empty) -> None:
        """Open on the sample edition, and offer what else there is to begin with."""
        from pullquote.tui.screens.welcome import WelcomeScreen

        def shown(_: int) -> None:
            self.relist()
            self.app.push_screen(WelcomeScreen(offline=self.library.offline), self.begin)

        if self.ask_now(lambda: self.library.recall(SAMPLES_GONE), None):
            shown(0)
        else:
            self.write(self.library.samples, shown)

    def begin(self, choice: str | None) -> None:
        """Begin with what was chosen."""
        if choice == "samples" and not self.ask_now(self.library.count, 1):
            self.write(self.library.samples, lambda _: self.relist())
        elif choice == "starter":
            self.offer_starter()
        elif choice == "import":
            self.show_feeds("feeds_import")
        elif choice == "add":
            self.show_feeds("feed_add")
        else:
            self.go(Pane.LIST)

    def offer_starter(self) -> None:
        """Offer the starter feeds, all or some."""
        from pullquote.tui.screens.starter_feeds import StarterScreen, subscribe

        found = self.library.feeds_in(self.library.starter_feeds())

        def chosen(addresses: list[str] | None) -> None:
            if addresses:
                self.write(lambda: subscribe(self.library, found, addresses), self.subscribed)

        self.app.push_screen(StarterScreen(found, self.signs), chosen)

    def subscribed(self, count: int) -> None:
        """Ask new feeds for news at once, where that can be done."""
        if self.library.offline:
            self.say(f"{count} feeds added; without --offline, R fetches their news.")
        else:
            self.start_refresh(None)
