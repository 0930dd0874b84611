"""The reader's one screen: the headlines, the article, the shows and people."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.binding import BindingType
from textual.timer import Timer
from textual.worker import get_current_worker

from pullquote.cache.core.article import Article
from pullquote.cache.core.errors import PullquoteError
from pullquote.cache.core.results import Name
from pullquote.tui.actions import Pane
from pullquote.tui.keymap import bindings
from pullquote.tui.messages import ArticleRead, Highlighted, NameFocused, Opened, ReadOn, Said, Scrolled
from pullquote.tui.reader.navigation import Going

if TYPE_CHECKING:
    from pullquote.tui.services.library_access import LibraryAccess
    from pullquote.tui.widgets.prompt import QueryBar

PREVIEW_AFTER = 0.05
"""Seconds the cursor rests before the article beside it is shown."""
LOOK_EVERY = 2.0
TITLE_LINES = 3
"""Lines after which the headline has scrolled away and stands above the pane instead."""


class LibraryScreen(Going):
    """The whole reader: which article is shown, how far it was read, what comes next."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(Pane.ANYWHERE)

    def __init__(self, access: LibraryAccess, article: int | None = None, width: int = 80) -> None:
        super().__init__(access, width)
        self._first_article = article
        self._preview: Timer | None = None
        self._reading_request = 0
        self._kept_place = 0.0

    async def on_mount(self) -> None:
        """Ask for the list at once, so that the first frame has it; the other panes follow when it stands."""
        self._show_where()
        self.relist(self._first_article, first_time=True)
        if self._first_article is not None:
            await self.furnish()
            self.open_article(self._first_article)
        self.set_interval(LOOK_EVERY, self.watch_library)

    def furnished(self) -> None:
        """Show the article under the cursor in the pane that has come."""
        headline = self.headlines.headline()
        if self._first_article is None and headline is not None:
            self._read(headline.id)

    def on_unmount(self) -> None:
        """Stop what runs in threads."""
        self.refresher.stop()

    def on_query_bar_cancelled(self, message: QueryBar.Cancelled) -> None:
        """Focus the active pane again."""
        self.pane_widget(self.at).focus()

    def on_query_bar_answered(self, message: QueryBar.Answered) -> None:
        """Focus the active pane again."""
        self.pane_widget(self.at).focus()

    # The article

    def on_highlighted(self, message: Highlighted) -> None:
        """Show the article beside the cursor once the cursor rests."""
        self.show_note()
        if self._preview is not None:
            self._preview.stop()
            self._preview = None
        headline = message.headline
        if not self._furnished:
            return
        if headline is None:
            self._show_article(None, None, ())
        elif self.at is Pane.LIST and (self.reading.article is None or self.reading.article.id != headline.id):
            article = headline.id
            self._preview = self.set_timer(PREVIEW_AFTER, lambda: self._show_beside(article))

    def _show_beside(self, article: int) -> None:
        """Show an article beside the list, unless it was opened meanwhile."""
        if self.at is Pane.LIST:
            self._read(article)

    def on_opened(self, message: Opened) -> None:
        """Open an article: it gets the keys, and is read."""
        self.open_article(message.headline.id, read=message.headline.read)

    def open_article(self, article: int, *, read: bool = False) -> None:
        """Open an article and focus it."""
        if self._preview is not None:
            self._preview.stop()
        shown = self.reading.article
        self.go(Pane.ARTICLE)
        if shown is None or shown.id != article:
            self._read(article)
        if not read and self.settings.reading.mark_read and not self.library.read_only:
            self.mark_read_quietly(article)

    def _read(self, article: int) -> None:
        """Show an article. Looking it up takes a millisecond; only its pictures are looked for in a thread."""
        self.keep_place()
        self._reading_request += 1
        found = self.ask_now(lambda: self._looked_up(article), None)
        if found is not None and self._furnished and self.reading.knows_pictures_of(found.article):
            self._show_read(found)
        elif found is not None:
            self._look_ahead(found, self._reading_request)

    def _looked_up(self, article: int) -> ArticleRead:
        found = self.library.article(article)
        return ArticleRead(found, self.library.place(article), self._names_of(found))

    @work(thread=True, exclusive=True, group="read", exit_on_error=False)
    def _look_ahead(self, found: ArticleRead, request: int) -> None:
        self.reading.look_ahead(found.article)
        if not get_current_worker().is_cancelled and request == self._reading_request:
            self.post_message(found)

    def _names_of(self, article: Article) -> Sequence[Name]:
        return [self.library.name(entity.id) for entity in article.entities if entity.id is not None]

    async def on_article_read(self, message: ArticleRead) -> None:
        """Show an article that came out of the library."""
        await self.furnish()
        self._show_read(message)

    def _show_read(self, message: ArticleRead) -> None:
        shown = self.reading.article
        names, place = message.names, message.place
        if shown is not None and shown.id == message.article.id and message.origin is not None:
            names, place = self.ask_now(lambda: self._names_of(message.article), ()), self.reading.place
        self._show_article(message.article, place, names)
        self._shown_origin = message.origin
        self.show_wanted_quote(message.article)

    def _show_article(self, article: Article | None, place: float | None, names: Sequence[Name]) -> None:
        self._kept_place = place or 0.0
        self.reading.show(article, place)
        self.people.show(article, names)
        count = len(article.entities) if article else 0
        self.people_head.note = str(count) if count else ""
        self.show_keys()
        self.show_note()

    def refresh_names(self) -> None:
        """Show what the library knows of the article's names now; a correction changes the article too."""
        article = self.reading.article
        if article is None or article.id is None:
            return
        number, origin = article.id, self._shown_origin

        def found(answer: tuple[Article, Sequence[Name]]) -> None:
            again, names = answer
            if self.reading.article is not article:
                return
            if again.entities == article.entities:
                self.people.show(article, names)
            else:
                self._show_article(again, self.reading.place, names)

        def look() -> tuple[Article, Sequence[Name]]:
            again = self.library.article(number, origin=origin)
            return again, self._names_of(again)

        self.look_up(look, found)

    def keep_place(self) -> None:
        """Remember how far the article was read."""
        article = self.reading.article
        if article is None or article.id is None or self.library.read_only:
            return
        number, place = article.id, self.reading.place
        if self.reading.at_end:
            place = 0.0
        if place != self._kept_place:
            self._kept_place = place
            self.write(lambda: self.library.keep_place(number, place))

    def on_scrolled(self, message: Scrolled) -> None:
        """Show how much has been read."""
        self.show_note()

    def show_note(self) -> None:
        """Show how much has been read, and where in the list the cursor stands."""
        article = self.reading.article
        self.article_head.note = f"{self.reading.progress} %" if article else ""
        self.article_head.title = article.title if article and self.reading.scroll_y >= TITLE_LINES else "Article"
        total = len(self.headlines.ids)
        self.status.note = f"{self.headlines.cursor + 1} of {total}" if total else ""

    def on_name_focused(self, message: NameFocused) -> None:
        """Light up the name in focus in the text."""
        self.reading.light_name(message.entity)
        self.show_keys()

    # Onward

    def on_read_on(self, message: ReadOn) -> None:
        """Open the next unread article."""
        self.action_next_unread()

    def action_next_unread(self) -> None:
        """Go to the next unread article, or the next match."""
        self._step_unread(1)

    def action_previous_match(self) -> None:
        """Go to the previous unread article, or the previous match."""
        self._step_unread(-1)

    def action_previous_unread(self) -> None:
        """Go to the previous unread article."""
        self._step_unread(-1, matches=False)

    def _step_unread(self, step: int, *, matches: bool = True) -> None:
        if matches and self.at is not Pane.LIST and self.reading.finding:
            self.reading.step_match(step)
            number, found = self.reading.match_count
            self.say(f"Match {number} of {found}")
            return
        if matches and self.searched and self.at is Pane.LIST:
            self.headlines.move_to(self.headlines.cursor + step)
            return
        index = self.headlines.find_unread(step)
        if index is not None:
            self._move_and_open(index)
        else:
            self._find_far(self.headlines.ids, self.headlines.cursor, step, f"{self.filter_query} is:unread")

    @work(thread=True, exclusive=True, group="unread", exit_on_error=False)
    def _find_far(self, ids: array[int], cursor: int, step: int, query: str) -> None:
        """Look for the next unread article among all there are."""
        try:
            unread = set(self.library.ids(query))
        except PullquoteError as error:
            self.post_message(Said(str(error), failed=True))
            return
        rows = range(cursor + 1, len(ids)) if step > 0 else range(cursor - 1, -1, -1)
        found = next((row for row in rows if ids[row] in unread), None)
        if not get_current_worker().is_cancelled:
            self.app.call_from_thread(self._far_found, ids, found, step)

    def _far_found(self, ids: array[int], row: int | None, step: int) -> None:
        if row is None:
            self.say("No unread article below." if step > 0 else "No unread article above.")
        elif ids is self.headlines.ids:
            self._move_and_open(row)

    def action_next_article(self) -> None:
        """Open the next article; in the list, scroll the article beside it."""
        self._neighbour(1)

    def action_previous_article(self) -> None:
        """Open the previous article; in the list, scroll the article beside it."""
        self._neighbour(-1)

    def _neighbour(self, step: int) -> None:
        if self.at is Pane.LIST:
            self.reading.action_half_down() if step > 0 else self.reading.action_half_up()
        else:
            self._move_and_open(self.headlines.cursor + step)

    def _move_and_open(self, index: int) -> None:
        self.headlines.move_to(index)
        headline = self.headlines.headline()
        if self.at is not Pane.LIST and headline is not None:
            self.open_article(headline.id, read=headline.read)

    def action_next_quote(self) -> None:
        """To the next pull quote."""
        self.reading.step_quote(1, every=False)

    def action_previous_quote(self) -> None:
        """To the previous pull quote."""
        self.reading.step_quote(-1, every=False)

    def action_next_saying(self) -> None:
        """To the next quotation of any kind."""
        self.reading.step_quote(1, every=True)

    def action_previous_saying(self) -> None:
        """To the previous quotation of any kind."""
        self.reading.step_quote(-1, every=True)

    def action_wider(self) -> None:
        """Set the article wider."""
        self._set_measure(min(120, self.reading.measure + 4))

    def action_narrower(self) -> None:
        """Set the article narrower."""
        self._set_measure(max(40, self.reading.measure - 4))

    def _set_measure(self, measure: int) -> None:
        self.reading.measure = measure
        self.keep("app.measure", str(measure))
        self.say(f"Column: {measure} wide")

    # The reader

    def action_help(self) -> None:
        """Show all keys."""
        from pullquote.tui.screens.help import HelpScreen

        self.app.push_screen(HelpScreen(self.settings.keys))

    def action_palette(self) -> None:
        """Find an action, a section or a name."""
        from pullquote.tui.screens.palette import PaletteScreen

        self.app.push_screen(PaletteScreen(self.at, self.settings.keys, self.places), self.run_chosen)

    async def run_chosen(self, action: str | None) -> None:
        """Do what was chosen in the palette, as its key would, or go there."""
        if action and not self.go_to_place(action):
            widget = self.pane_widget(self.at)
            target = widget if hasattr(widget, f"action_{action}") else self
            await self.app.run_action(action, default_namespace=target)

    def action_theme(self) -> None:
        """Change to the next theme and keep it."""
        from pullquote.styles.themes import NAMES

        at = NAMES.index(self.app.theme) if self.app.theme in NAMES else -1
        name = self.app.theme = NAMES[(at + 1) % len(NAMES)]
        self.keep("app.theme", name)
        self.say(f"Theme: {name}")

    def action_redraw(self) -> None:
        """Draw the screen anew."""
        self.refresh(layout=True)

    def action_quit(self) -> None:
        """Leave, remembering where the reader was."""
        self.leave()

    def action_quit_now(self) -> None:
        """Leave from anywhere."""
        self.leave()

    def leave(self) -> None:
        """Remember the place in the list and in the article, then end."""
        headline = self.headlines.headline()
        self.keep_place()
        if headline is not None:
            self.keep("list.cursor", str(headline.id))
        self._exit_when_settled()

    @work(group="leave", exit_on_error=False)
    async def _exit_when_settled(self) -> None:
        await self.access.settled()
        self.app.exit()
