"""The main screen: the list, the article and its entities, and the keys that act on them.

Three panes own what they show; this screen owns which of them has the keys. State goes down by call, events come up as
messages, and no pane knows another.

Textual looks for ``action_…`` and ``on_…`` on the screen: each stands here in a line or two, under what it is about.
What it does is in the part that it calls (in ``keys``, in ``ways``, ``news``, a pane).
"""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any

from textual import events, work
from textual.app import ComposeResult
from textual.reactive import Reactive
from textual.screen import Screen
from textual.widget import Widget
from textual.worker import Worker, WorkerState

from pullquote.cache.core.article import Article
from pullquote.tui.actions import Pane
from pullquote.tui.reader.article.pane import ArticlePane, WantedQuote
from pullquote.tui.reader.entity_pane import EntityPane
from pullquote.tui.reader.keys.parts import KeyParts
from pullquote.tui.reader.list.pane import ArticleListPane
from pullquote.tui.reader.list.query import ListQuery, about
from pullquote.tui.reader.news import News
from pullquote.tui.reader.panes import AT, BREAKPOINTS, ONE_PANE, PEOPLE_KEY, WITH_PEOPLE, Panes
from pullquote.tui.reader.read_marks import ReadMarks
from pullquote.tui.reader.start import Start
from pullquote.tui.reader.ways.navigation import Navigation
from pullquote.tui.reader.ways.onward import Onward
from pullquote.tui.render.icons import icons_for
from pullquote.tui.services.messages import NO_ARTICLE, Said, failure
from pullquote.tui.services.refresh.refresher import Refresher
from pullquote.tui.widgets.compositor import ScreenCompositor
from pullquote.tui.widgets.containers import Frame, Row
from pullquote.tui.widgets.entity_list import EntityList
from pullquote.tui.widgets.headline_list import HeadlineList
from pullquote.tui.widgets.prompt import Prompt
from pullquote.tui.widgets.status_bar import KeyBar, StatusBar

if TYPE_CHECKING:
    from pullquote.tui.first_frame import FirstFrame
    from pullquote.tui.screens.page import Page
    from pullquote.tui.services.library.access import LibraryAccess
    from pullquote.tui.widgets.article_view import ArticleView
    from pullquote.tui.widgets.selection_keys import SelectionKeys


class ReaderScreen(Screen[None]):
    """Three panes where there is room for three, two where there is room for two, else one at a time."""

    HORIZONTAL_BREAKPOINTS = BREAKPOINTS
    AUTO_FOCUS = "HeadlineList"
    focused: Reactive[Widget | None] = Reactive(None, repaint=False)
    """As Textual has it, but a change paints the two widgets it is about and not the whole screen."""

    def __init__(self, access: LibraryAccess, article: int | None = None, width: int = 80) -> None:
        library = access.library
        if library.settings.reading.linear:
            self.HORIZONTAL_BREAKPOINTS = ONE_PANE
        # With the right classes from the beginning, nothing has to be styled twice before the first frame.
        people = "" if library.recall(PEOPLE_KEY) == "off" else WITH_PEOPLE
        super().__init__(classes=f"{AT[Pane.LIST]} {self.layout_at(width)} {people}")
        self._compositor = ScreenCompositor()
        self.access = access
        self.library = library
        self.settings = library.settings
        self.icons = icons_for(self.settings.reading)
        self.list = ArticleListPane(access, self.icons)
        self.article = ArticlePane(access, self.icons)
        self.entities = EntityPane(access, self.icons)
        self.prompt = Prompt()
        self.status = StatusBar(icons=self.icons)
        self.key_bar = KeyBar()
        self.refresher = Refresher(library, self)
        self.news = News(self, access, self.refresher, self.status)
        # Through the links in .dev this module has a second path, and for pyright a second class; the parts know one.
        itself: Any = self
        self._parts = KeyParts(itself, self._entity_changed)
        self._panes = Panes(itself)
        self._navigation = Navigation(itself)
        self._onward = Onward(itself, self._navigation)
        self._read_marks = ReadMarks(itself, self._mark_opened)
        self._main = Row(id="main")
        self.start = Start(
            itself, self._panes, self._navigation, self._main,
            article=article, go_on_marking=self._go_on_marking,
        )  # fmt: skip
        self.next_frame: FirstFrame | None = None
        """What the next start will show first, once the user has left."""

    def layout_at(self, width: int) -> str:
        """Return the class of the screen at a width."""
        return [name for least, name in self.HORIZONTAL_BREAKPOINTS or ONE_PANE if width >= least][-1]

    # The panes come

    def compose(self) -> ComposeResult:
        """Lay out what the first frame shows: the list, and room for the rest."""
        with Frame(id="panes"):
            yield self.list
            yield self._main
        yield self.prompt
        yield self.status
        yield self.key_bar

    async def on_mount(self) -> None:
        """Ask for the list at once, so that the first frame has it; the other panes follow when it stands."""
        await self.start.begin()

    def on_unmount(self) -> None:
        """Stop what runs in threads."""
        self.refresher.stop()
        self._navigation.stop()

    # Which pane has the keys

    def go(self, pane: Pane) -> None:
        """Focus a pane, and show it."""
        if not self._panes.furnished:
            self.start.furnish_first(partial(self.go, pane))
            return
        if pane is Pane.LIST:
            self._navigation.left_article()
        self._panes.go(pane)

    @property
    def active_pane(self) -> Pane:
        """The pane that has the keys."""
        return self._panes.active

    @property
    def keys_at(self) -> tuple[Pane, Widget]:
        """Where keys go that are pressed now: to the pane in focus, else to the active one."""
        return self._panes.keys_at

    @property
    def selection(self) -> SelectionKeys | None:
        """What takes the keys of the article while words of it are selected; ``None`` while none are."""
        return self._parts.selection

    def on_resize(self, event: events.Resize) -> None:
        """Show the pane that has the keys when panes had to go."""
        self._panes.resize(event)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Follow the mouse: a pane that got the focus by a click has the keys."""
        self._panes.follow(event.widget)

    def action_go_list(self) -> None:
        """To the headlines."""
        self.go(Pane.LIST)

    def action_go_article(self) -> None:
        """To the article."""
        self.go(Pane.ARTICLE)

    def action_go_people(self) -> None:
        """To the works and people."""
        self.go(Pane.PEOPLE)

    def action_next_pane(self) -> None:
        """To the next pane that is shown or can be."""
        self._panes.cycle(1)

    def action_previous_pane(self) -> None:
        """To the previous pane."""
        self._panes.cycle(-1)

    def action_back(self) -> None:
        """Out of zen, from the people to the article, from there to where it was opened: the list, or a page."""
        if self._panes.leave_zen():
            return
        if self.active_pane is Pane.PEOPLE:
            self.entities.leave()
            self.go(Pane.ARTICLE)
        else:
            self.article.save_position()
            if not self._navigation.go_back():
                self.go(Pane.LIST)

    def action_people(self) -> None:
        """Show or hide the works and people; where there is no room for them beside the article, go there and back."""
        self._panes.toggle_people()

    def action_zen(self) -> None:
        """Only the article."""
        self._panes.toggle_zen()

    # What is said

    def say(self, text: str, *, failed: bool = False) -> None:
        """Show a sentence in the status line."""
        self.status.say(text, failed=failed)

    def on_said(self, message: Said) -> None:
        """Show what a pane or a worker has to say."""
        self.say(message.text, failed=message.failed)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Show that a background worker failed unexpectedly; reading goes on."""
        if event.state is WorkerState.ERROR and isinstance(event.worker.error, Exception):
            self.on_said(failure(event.worker.error))

    # What comes up from the panes

    def on_article_list_pane_highlighted(self, message: ArticleListPane.Highlighted) -> None:
        """Show where the cursor stands, and the article beside it once it rests."""
        self.news.show_place(self._navigation.place)
        self.news.show_standing(self.list.standing)
        if self._panes.furnished and self.active_pane is Pane.LIST:
            self.article.light_searched(self.list.current_query.words)
            self.article.preview(message.headline.id if message.headline else None)

    def on_headline_list_opened(self, message: HeadlineList.Opened) -> None:
        """Open an article: it gets the keys, and is read."""
        self.open_article(message.headline.id, read=message.headline.read)

    def on_article_list_pane_answered(self) -> None:
        """Show what is to be said of the list, unless a refresh has to say something."""
        self.news.show_standing(self.list.standing)

    def on_article_list_pane_unread_found(self, message: ArticleListPane.UnreadFound) -> None:
        """Go on to an unread article that was far away."""
        self._onward.go_to(message.headline.id, read=message.headline.read)

    def on_article_pane_shown(self, message: ArticlePane.Shown) -> None:
        """Show the entities of the article that is shown."""
        self.entities.show(message.article)
        self._parts.shown(message.article)
        self._panes.show_keys()

    def on_article_pane_position_kept(self, message: ArticlePane.PositionKept) -> None:
        """Show in the list how far an article was read."""
        self.list.keys_widget.forget([message.article])

    def on_article_pane_end_seen(self) -> None:
        """Mark the article read, where the settings say that its end does."""
        self._read_marks.check_end()

    def on_article_view_end_reached(self) -> None:
        """Open the next unread article."""
        self.action_next_unread()

    def on_entity_list_focused(self, message: EntityList.Focused) -> None:
        """Light up the entity in focus in the text."""
        self.article.light_entity(message.entity)
        self._panes.show_keys()

    def on_entity_list_chosen(self, message: EntityList.Chosen) -> None:
        """List the articles about an entity."""
        article = self.article.article
        self.go(Pane.LIST)
        query = self.list.current_query.in_section().filtered(about(message.entity))
        self.list.show(query, article.id if article else None)

    # The article that keys are about

    @property
    def subject(self) -> int | None:
        """The article that keys are about: the one under the cursor, or the one being read."""
        if self.active_pane is Pane.LIST:
            return self.list.selected.id if self.list.selected else None
        return self.article.article.id if self.article.article else None

    def _subject_article(self) -> Article | None:
        """Return the article that keys are about; where there is none, that is said."""
        shown, subject = self.article.article, self.subject
        if subject is None:
            self.say(NO_ARTICLE)
            return None
        if shown is not None and shown.id == subject:
            return shown
        return self.access.read_now(self, lambda: self.library.article(subject), None)

    def open_article(
        self, article: int, *, read: bool = False, quote: WantedQuote | None = None, step: bool = True
    ) -> None:
        """Open an article: it gets the keys, with ``quote`` in focus, and is marked read.

        Without ``step``, undo passes that mark by.
        """
        if not self._panes.furnished:
            self.start.furnish_first(partial(self.open_article, article, read=read, quote=quote, step=step))
            return
        self.go(Pane.ARTICLE)
        self.article.light_searched("" if quote else self.list.current_query.words)
        self.article.open(article, quote)
        self.article.tell_searched()
        self.article.note_end()
        self.article.note_looked_at()
        self._read_marks.opened(article, read=read, step=step)

    def _mark_opened(self, article: int, step: bool) -> None:
        self._parts.marks.opened(article, step=step)

    def _go_on_marking(self) -> None:
        self._parts.marks.go_on()

    def action_open(self) -> None:
        """Open the article under the cursor, at once: a key pressed right after is for the article."""
        if headline := self.list.selected:
            self.open_article(headline.id, read=headline.read)

    # Onward

    def action_next_unread(self, count: int = 1) -> None:
        """Go to the next unread article, or the next match."""
        self._onward.step(count)

    def action_previous_match(self, count: int = 1) -> None:
        """Go to the previous unread article, or the previous match."""
        self._onward.step(-count)

    def action_previous_unread(self, count: int = 1) -> None:
        """Go to the previous unread article."""
        self._onward.unread(-count)

    def action_next_article(self, count: int = 1) -> None:
        """Open the next article; in the list, scroll the article beside it."""
        self._onward.neighbour(count)

    def action_previous_article(self, count: int = 1) -> None:
        """Open the previous article; in the list, scroll the article beside it."""
        self._onward.neighbour(-count)

    def action_next_quote(self, count: int = 1) -> None:
        """To the next pull quote."""
        self.article.step_quote(count, every=False)

    def action_previous_quote(self, count: int = 1) -> None:
        """To the previous pull quote."""
        self.article.step_quote(-count, every=False)

    def action_next_saying(self, count: int = 1) -> None:
        """To the next quotation of any kind."""
        self.article.step_quote(count, every=True)

    def action_previous_saying(self, count: int = 1) -> None:
        """To the previous quotation of any kind."""
        self.article.step_quote(-count, every=True)

    def action_story(self, count: int = 1) -> None:
        """Show the other outlets with the same news, or open the next of them."""
        self._parts.stories.toggle(count)

    def action_part_story(self) -> None:
        """Part the article, which is other news, from its story."""
        self._parts.stories.part()

    def action_join_story(self) -> None:
        """Ask of which article this one is the same news."""
        self._parts.stories.join()

    def action_changes(self) -> None:
        """Show what changed in the article, or put that away."""
        self.article.toggle_changes()

    def settle_guards(self, said: str = "") -> None:
        """Veil anew, in the background, where what is guarded has changed; then say a sentence."""
        from pullquote.tui.reader.guard_settling import GuardSettling

        itself: Any = self
        GuardSettling(itself).settle(said)

    def action_veil(self) -> None:
        """Open what is veiled, or veil it again."""
        self._parts.veils.toggle()

    def action_spoiler(self) -> None:
        """Take what is veiled for no spoiler, or a passage for one."""
        self._parts.veils.rule()

    def on_article_view_veil_clicked(self, message: ArticleView.VeilClicked) -> None:
        """Open what is veiled where it was clicked, or veil it again."""
        self._parts.veils.toggle_runs([message.run])

    def action_full_text(self) -> None:
        """Fetch the full text now, or change between the full text and the feed's own."""
        if self.subject is not None:
            self.article.toggle_source()

    def action_pictures(self) -> None:
        """Show the pictures of articles, or only their captions."""
        self.article.toggle_pictures()

    def action_picture_size(self) -> None:
        """Show the pictures of articles in the next of their sizes."""
        self.article.next_picture_size()

    def action_wider(self, count: int = 1) -> None:
        """Set the article wider; elsewhere, make the pane larger."""
        self._panes.widen(count)

    def action_narrower(self, count: int = 1) -> None:
        """Set the article narrower; elsewhere, make the pane smaller."""
        self._panes.widen(-count)

    # Sections, filter, search, order

    def show_list(self, query: ListQuery, focus: int | None = None) -> None:
        """Focus the list, and show what answers another query."""
        self.go(Pane.LIST)
        self.list.show(query, focus)

    def show_section(self, section: str, title: str) -> None:
        """Focus the list, and show a section, then and at the next start."""
        self.go(Pane.LIST)
        self.list.enter_section(section, title)

    def action_sections(self) -> None:
        """Pick a section."""
        self._parts.queries.pick_section()

    def action_filter(self) -> None:
        """Ask for a query."""
        self._parts.queries.filter()

    def action_search(self) -> None:
        """Ask for words to find, in the library or in the article that is being read."""
        self._parts.queries.find_in_article() if self.active_pane is Pane.ARTICLE else self._parts.queries.search()

    def on_prompt_settled(self, message: Prompt.Settled) -> None:
        """Show what a search finds while it is typed."""
        self._parts.queries.follow(message.line)

    def action_clear(self) -> None:
        """Stop reading aloud; else clear the find, then the quote in focus; leave zen; clear what the list shows."""
        if self._parts.stop_speaking():
            return
        if self.active_pane is not Pane.LIST and self._parts.unfocus():
            return
        if self.active_pane is Pane.LIST:
            self.list.clear()
        elif not self.article.unlight() and not self._panes.leave_zen() and self.list.size:
            self.list.clear()  # a list out of sight is not changed by a key nobody sees the effect of

    def action_sort(self) -> None:
        """Change to the next order."""
        self.list.order_next()

    def action_take_in(self) -> None:
        """Take what has arrived into the list; the cursor stays on its article."""
        self.list.reload()
        self.news.taken_in()

    def action_watch(self) -> None:
        """Keep what the list is filtered or searched by as a section; in such a section, let it go."""
        self._parts.queries.watch()

    # Marks

    def action_toggle_read(self, count: int = 1) -> None:
        """Mark the article read or unread, or as many from it on."""
        self._parts.marks.toggle_read(count)

    def action_star(self, count: int = 1) -> None:
        """Star the article, or take the star away, or as many from it on."""
        self._parts.marks.star(count)

    def action_all_read(self) -> None:
        """Mark every article of the list read."""
        self._parts.marks.all_read()

    def action_tags(self, count: int = 1) -> None:
        """Ask for the tags of the article."""
        self._parts.tags.tag(count)

    def action_tag_all(self) -> None:
        """Ask for the tags of every headline in view."""
        self._parts.tags.tag_all()

    def action_later(self, count: int = 1) -> None:
        """Put the article on the reading list, or take it off."""
        self._parts.tags.toggle_later(count)

    def action_select(self) -> None:
        """Select words of the article."""
        self._parts.passages.select()

    def on_selection_keys_changed(self, message: SelectionKeys.Changed) -> None:
        """Show how much is selected, and the keys there are for it."""
        self._parts.passages.tell(message.told)
        self._panes.show_keys()

    def on_selection_keys_taken(self, message: SelectionKeys.Taken) -> None:
        """Highlight or copy what was selected."""
        self._parts.passages.take(message)

    def on_article_view_pointed(self, message: ArticleView.Pointed) -> None:
        """Select up to the word that was clicked."""
        self._parts.passages.select_to(message.block, message.offset)

    def action_next_mark(self, count: int = 1) -> None:
        """To the next mark of the user's own."""
        self._parts.passages.step(count)

    def action_previous_mark(self, count: int = 1) -> None:
        """To the previous mark."""
        self._parts.passages.step(-count)

    def focus_mark(self, article: int, clipping: int) -> None:
        """Go to an entry of the quote book in its article, once that is shown."""
        self._parts.passages.focus_in(article, clipping)

    def action_keep_quote(self) -> None:
        """Keep the quote in focus in the quote book, or take out what is in focus and in it."""
        self._parts.passages.keep()

    def action_note(self) -> None:
        """Ask for the note to what is in focus, else to the article."""
        self._parts.passages.note()

    def action_remove(self, count: int = 1) -> None:
        """Remove the article, or as many from it on, and go to the next one."""
        self._parts.marks.remove(count)

    def action_undo(self) -> None:
        """Take back what was done last, here or elsewhere."""
        self._parts.marks.undo()

    def action_forget_samples(self) -> None:
        """Remove the sample articles."""
        self._parts.marks.forget_samples()

    # To other programs

    def on_article_view_link_clicked(self, message: ArticleView.LinkClicked) -> None:
        """Open a link that was clicked."""
        self._parts.article.open_link(message.address)

    def action_browse(self) -> None:
        """Open the article in the browser."""
        if article := self._subject_article():
            self._parts.article.browse(article)

    def action_copy(self) -> None:
        """Copy the quote in focus with who said it, else the link."""
        if article := self._subject_article():
            self._parts.article.copy(article, self.article.quote if self.active_pane is not Pane.LIST else None)

    def action_links(self) -> None:
        """Offer the links, numbered."""
        self._parts.article.pick_link(self.article)

    def action_save(self) -> None:
        """Ask where to save the article as text."""
        if article := self._subject_article():
            self._parts.article.save(article, "text")

    def action_export(self) -> None:
        """Ask for a format, then where to."""
        if article := self._subject_article():
            self._parts.article.export(article)

    def action_save_to(self) -> None:
        """Save the article to the user's own server."""
        if article := self._subject_article():
            self._parts.article.save_to(article)

    def action_pipe(self) -> None:
        """Ask for a command to hand the article to."""
        if article := self._subject_article():
            self._parts.article.pipe(article)

    def action_speak(self) -> None:
        """Read the article that is shown aloud, or stop."""
        self._parts.article.speak(self.article.keys_widget)

    def action_next_paragraph(self, count: int = 1) -> None:
        """To the next paragraph."""
        self._parts.article.step_paragraph(self.article.keys_widget, count)

    def action_previous_paragraph(self, count: int = 1) -> None:
        """To the previous paragraph."""
        self._parts.article.step_paragraph(self.article.keys_widget, -count)

    def action_enclosure(self) -> None:
        """Play the audio or video of the article."""
        if article := self._subject_article():
            self._parts.article.play(article)

    # Entities

    def _entity_changed(self, _entity: int | None) -> None:
        """Show the entities as they are after a correction, here and in the headlines."""
        self.list.forget()
        self.article.check()

    def action_follow(self) -> None:
        """Follow the name in focus; in the list, what that is filtered or searched by."""
        self._parts.queries.keep_followed(True) if self.active_pane is Pane.LIST else self._parts.editor.follow(True)

    def action_unfollow(self) -> None:
        """Stop following the name in focus; in the list, what that is filtered or searched by."""
        self._parts.queries.keep_followed(False) if self.active_pane is Pane.LIST else self._parts.editor.follow(False)

    def action_fix_type(self) -> None:
        """Ask what the name in focus is."""
        self._parts.editor.correct_type()

    def action_merge_name(self) -> None:
        """Ask which name the one in focus is the same as."""
        self._parts.editor.merge()

    def action_hide_name(self) -> None:
        """Never list the name in focus again."""
        self._parts.editor.hide()

    def action_catalogue_record(self) -> None:
        """Ask which record of a catalogue is the name in focus."""
        self._parts.records.ask()

    def action_guard(self) -> None:
        """Guard the name in focus against spoilers, or let it go."""
        self._parts.guard.toggle()

    def action_guards(self) -> None:
        """List what is guarded; the page of the name that is chosen opens."""
        self._navigation.show_guards()

    def action_seen(self) -> None:
        """Ask how far the show in focus was seen."""
        self._parts.seen.ask()

    def action_seen_next(self, count: int = 1) -> None:
        """Move the show in focus one episode on, or so many."""
        self._parts.seen.advance(count)

    def action_name_page(self) -> None:
        """Show the page of the name in focus, else of the first of the article."""
        self._navigation.show_name()

    # Pages and back

    def page(self, pane: Pane) -> Page:
        """Make a page of the library, as it was when it was left."""
        return self._navigation.page(pane)

    def action_quotes(self) -> None:
        """Show every quote in the library."""
        self._navigation.show(Pane.QUOTES)

    def action_quote_book(self) -> None:
        """Show the quote book."""
        self._navigation.show(Pane.BOOK)

    def action_releases(self) -> None:
        """Show what comes out, and when."""
        self._navigation.show(Pane.CALENDAR)

    def action_edition(self) -> None:
        """Ask for an edition of what the list shows, or go on with the one that is read."""
        self._navigation.ask_edition()

    def make_edition(self, minutes: int, query: str) -> None:
        """Make an edition and show its cover."""
        self._navigation.make_edition(minutes, query)

    def action_feeds(self) -> None:
        """Show the feeds."""
        self._navigation.show(Pane.FEEDS)

    def action_palette(self) -> None:
        """Find an action, a section or a name."""
        self._navigation.show_palette()

    def on_article_list_pane_found_empty(self) -> None:
        """Open on the sample edition, and offer what else there is to begin with."""
        self._navigation.welcome()

    # News

    def action_refresh_feed(self) -> None:
        """Ask the feed of the article for news."""
        self.news.refresh_feed_of(self.list.row(self.subject) if self.subject is not None else None)

    def action_refresh_all(self) -> None:
        """Refresh all feeds, stop while that runs, or offer the starter feeds where there are none."""
        self.news.refresh_all(self._navigation.offer_starter_feeds)

    def on_refresher_started(self) -> None:
        """Show that a refresh has begun."""
        self.news.show_standing()

    def on_refresher_progressed(self, message: Refresher.Progressed) -> None:
        """Show how far a refresh is; what is on the screen is understood before all else."""
        self.news.show_progress(message.progress)
        if message.progress.understood < message.progress.to_understand:
            self.library.pending.prefer(self.list.on_screen)

    def on_refresher_finished(self, message: Refresher.Finished) -> None:
        """Announce what arrived, or why nothing did."""
        self.news.show_end(message)
        self.list.check_now()

    # The app

    def action_help(self) -> None:
        """Show all keys."""
        from pullquote.tui.screens.help import HelpScreen

        self.app.push_screen(HelpScreen(self.settings.keys, self.settings.macros))

    def action_theme(self) -> None:
        """Change to the next theme and keep it."""
        from pullquote.styles.themes import after

        self.use_theme(after(self.app.theme))

    def use_theme(self, name: str) -> None:
        """Change to a theme and keep it."""
        self.app.theme = name
        self.access.remember(self, "app.theme", name)
        self.say(f"Theme: {name}")

    def action_list_rows(self) -> None:
        """Change how many lines a headline takes."""
        self.list.next_rows()

    def action_days(self) -> None:
        """Part the list by day, or no longer."""
        self.list.toggle_days()

    def action_quit(self) -> None:
        """Out of a search, a filter, a section, a page the list was opened from; else leave."""
        if self._navigation.go_back() or self.list.clear():
            return
        if self.settings.reading.confirm_quit:
            self._navigation.ask_to_leave()
        else:
            self.leave()

    def action_quit_now(self) -> None:
        """Leave from anywhere, at once."""
        self.leave()

    def leave(self, code: int = 0) -> None:
        """Remember where the user is, then end with this exit code."""
        self.refresher.stop()
        self._navigation.stop()
        self.save_positions()
        self._exit_when_settled(code)

    def save_positions(self) -> None:
        """Remember the position in the list and in the article, and the pages that are open."""
        self.article.save_position()
        self.list.save_position()
        self._navigation.save()

    @work(group="leave", exit_on_error=False)
    async def _exit_when_settled(self, code: int) -> None:
        itself: Any = self
        try:
            await self.access.settled()
            with suppress(OSError, ImportError):  # no file can be opened any more: the next start does without it
                from pullquote.tui.reader.ways.next_frame import next_frame  # lazy: not needed to start

                self.next_frame = next_frame(itself)
        finally:
            self.app.exit(return_code=code)
