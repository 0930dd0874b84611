"""The pane of the article: which one is shown, which of its texts, and how far it was read."""

from __future__ import annotations

import os
from functools import partial
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace
from textual.app import ComposeResult
from textual.message import Message
from textual.timer import Timer

from pullquote.cache.core.article import Article, Origin, Quote
from pullquote.cache.core.counts import counted, percent
from pullquote.tui.actions import key_of
from pullquote.tui.reader.article.answer import ArticleAnswers, Found
from pullquote.tui.reader.article.what_changed import WhatChanged
from pullquote.tui.render.article import LinkTarget
from pullquote.tui.render.highlights import places_of, places_of_query
from pullquote.tui.render.icons import Icons
from pullquote.tui.render.image_layout import SHARES
from pullquote.tui.render.layout import Passage
from pullquote.tui.render.own_marks import NO_MARKS, OwnMarks
from pullquote.tui.render.quotations import Quotations
from pullquote.tui.render.veil_lines import NOTHING_VEILED, VeiledParts
from pullquote.tui.services.images.store import ImageStore
from pullquote.tui.services.messages import Said
from pullquote.tui.widgets.article_view import ArticleLook, ArticleView
from pullquote.tui.widgets.containers import Column
from pullquote.tui.widgets.pane_header import PaneHeader

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pullquote.tui.services.library.access import LibraryAccess

PREVIEW_AFTER = 0.05
"""Seconds the cursor of the list rests before the article under it is shown."""
KEPT_WITHIN = 10.0
"""Seconds within which it is kept how far the reader has scrolled: more is not lost where the app is killed."""
TITLE_LINES = 3
"""Lines after which the headline has scrolled away and stands above the pane instead."""
NARROWEST, WIDEST, STEP = 40, 120, 4
"""Cells of the column, and by how many a key changes them."""
_WITHOUT_LINKS = frozenset({"linux", "dumb"})
"""Terminals that may show the address of a hyperlink in the midst of the text."""


class WantedQuote(Struct, frozen=True):
    """The quote an article is opened for: its block and its words as a list of quotes has them."""

    block: int
    text: str


class ArticlePane(Column):
    """Shows one article and keeps how far it was read. ``ArticleView.EndReached`` rises from it to the screen."""

    class Shown(Message):
        """Another article is on the screen, or the same with other entities; ``None`` for no article."""

        def __init__(self, article: Article | None) -> None:
            super().__init__()
            self.article = article

        def can_replace(self, message: Message) -> bool:
            """Only the latest matters."""
            return isinstance(message, ArticlePane.Shown)

    class PositionKept(Message):
        """How far an ``article`` was read is another in the library now."""

        def __init__(self, article: int) -> None:
            super().__init__()
            self.article = article

    class EndSeen(Message):
        """The end of the article is in view."""

    def __init__(self, access: LibraryAccess, icons: Icons) -> None:
        super().__init__(id="article-pane")
        self._access = access
        self._library = library = access.library
        reading = library.settings.reading
        look = ArticleLook(
            column_width=int(library.recall("app.measure") or reading.width),
            quotations=Quotations(reading.quotes, reading.promote),
            pictures={"on": True, "off": False}.get(library.recall("app.pictures") or "", reading.images != "none"),
            shown_as=reading.images if reading.images != "none" else "auto",
            hyperlinks=reading.hyperlinks and os.environ.get("TERM") not in _WITHOUT_LINKS,
        )
        self._view = ArticleView(look, icons=icons, image_store=ImageStore(library))
        self._picture_size = library.recall("app.picture_size") or "medium"
        self._view.size_pictures(self._picture_size if self._picture_size in SHARES else "medium")
        self._header = PaneHeader("", icons=icons)
        self._preview: Timer | None = None
        self._keeping: Timer | None = None
        self._previewed: int | None = None
        self._wanted_quote: WantedQuote | None = None
        self._origin: Origin | None = None
        self._searched = ""
        self._saved_position = 0.0
        self._icons = icons
        self._marks = ""
        self._positions: dict[int, float] = {}
        self._part: tuple[int, Sequence[str]] | None = None
        self._changes = WhatChanged(self, access, icons, self._check_changes)
        self._answers = ArticleAnswers(access, self._changes, icons)

    def compose(self) -> ComposeResult:
        """Make the header and the text below it."""
        yield self._header
        yield self._view

    @property
    def keys_widget(self) -> ArticleView:
        """The widget that takes the keys of the pane."""
        return self._view

    @property
    def article(self) -> Article | None:
        """The article that is shown."""
        return self._view.article

    @property
    def end_in_view(self) -> bool:
        """Whether the last line of the article is in view."""
        return self._view.size.height > 0 and self._view.virtual_size.height > 0 and self._view.at_end

    @property
    def quote(self) -> Quote | None:
        """The quote in focus."""
        return self._view.quote

    @property
    def links(self) -> Sequence[LinkTarget]:
        """The links of the article in reading order."""
        return self._view.links

    def show_active(self, active: bool) -> None:
        """Show whether the pane has the keys."""
        self._header.active = active

    # Which article

    def preview(self, article: int | None) -> None:
        """Show an article once the cursor of the list rests on it; nothing at once, where it is on none."""
        self._forget_preview()
        if article is None:
            self._show(None)
        elif self.article is None or self.article.id != article:
            self._previewed = article
            self._preview = self.set_timer(PREVIEW_AFTER, self._end_preview)

    def open(self, article: int, quote: WantedQuote | None = None) -> None:
        """Show an article now, with ``quote`` in focus."""
        self._forget_preview()
        self._wanted_quote = quote
        if self.article is None or self.article.id != article:
            self._read(article)
        else:
            self._focus_wanted_quote()

    def show_part(self, article: int, words: Sequence[str]) -> None:
        """Show above an article where in something larger it stands; in words, the longest first."""
        self._part = (article, words)
        self._show_progress()

    def clear(self) -> None:
        """Show no article."""
        self._forget_preview()
        self._changes.leave()
        self._show(None)

    def check(self) -> None:
        """Show what the library has of the article now: a correction changes its entities."""
        article, origin = self.article, self._origin
        if article is None or (number := article.id) is None:
            return

        def found(answer: tuple[Article, VeiledParts]) -> None:
            again, veiled = answer
            if self.article is not article:
                return
            if veiled != self._view.veiled:
                self._changes.forget()  # they were compared with what is veiled now
                self._show_unveiled(again, veiled)
                self._check_story(again)
                self._changes.compare(number)
            elif again.entities == article.entities:
                self._check_story(article)
                self._changes.compare(number, again=True)
                self.post_message(self.Shown(article))
            else:
                self._show_again(Found(again, origin=origin, veiled=veiled))

        self.check_marks()
        self._access.look_up(self, lambda: self._access.veils.article(number, origin), found, group="check")

    def _check_story(self, article: Article) -> None:
        """Show what is to be said of the article's story now."""
        number = article.id
        if number is None:
            return
        lines = self._story_now(number, article)
        if lines != self._view.story:
            self._view.show_again(article, lines)

    def _story_now(self, number: int, article: Article) -> Sequence[str | Passage]:
        origin = self._origin
        return self._access.read_now(self, lambda: self._answers.story_of(number, article, origin), self._view.story)

    def _forget_preview(self) -> None:
        if self._preview is not None:
            self._preview.stop()
        self._preview = self._previewed = None

    def _end_preview(self) -> None:
        """Show the article the cursor of the list rests on."""
        article = self._previewed
        self._forget_preview()
        if article is not None:
            self._read(article)

    def _read(self, article: int) -> None:
        """Show an article. Looking it up takes a millisecond; only its pictures are looked for in a thread."""
        self.save_position()
        self.workers.cancel_group(self, "read")
        self._changes.leave()
        found = self._access.read_now(self, lambda: self._answers.find(article, self._positions.get(article)), None)
        if found is None:
            return
        if not found.article.rules:
            self._understand(article)
        if self._view.knows_pictures_of(found.article):
            self._show(found)
        else:
            self._access.look_up(
                self, lambda: self._view.look_ahead(found.article), lambda _: self._show(found), group="read"
            )

    def _understand(self, number: int) -> None:
        """Have an article understood that came as a headline, and show it as it is then."""

        def then(_: bool) -> None:
            self.check_text(number)

        self._access.look_up(self, lambda: self._library.pending.understand(number), then, group="understand")

    def check_text(self, number: int) -> None:
        """Show an article as it is now, where it is on the screen and was only headline and plain text till now."""
        article = self.article
        if article is None or article.id != number or article.rules or self._origin is not None:
            return
        again = self._access.read_now(self, lambda: self._access.veils.article(number), None)
        if again is not None and again[0].rules:
            self._show_again(Found(again[0], veiled=again[1]))

    def _check_changes(self, number: int) -> None:
        """Show how an article changed, now that its two texts have been compared."""
        if (article := self.article) is not None and article.id == number:
            self._check_story(article)

    def toggle_changes(self) -> None:
        """Show above the text what changed in it, or put that away."""
        if (article := self.article) is None or (number := article.id) is None:
            return
        unfolded = self._changes.toggle(number)
        self._check_story(article)
        if not any(isinstance(line, Passage) for line in self._view.story):
            self._changes.fold()
            self.post_message(Said("Nothing has changed in this article since it came."))
        elif unfolded:
            self._view.go_to(0)

    def note_looked_at(self) -> None:
        """Count the text that is shown as seen, so that its next change is told from there."""
        article, changed = self.article, any(isinstance(line, Passage) for line in self._view.story)
        if changed and article is not None and (number := article.id) is not None and not self._library.read_only:
            self._access.write(self, lambda: self._library.changed.looked_at(number))

    def check_marks(self) -> None:
        """Show the user's tags of the article, and what of the quote book stands in it, as they are now."""
        if (article := self.article) is not None and (number := article.id) is not None:
            self._marks, own = self._marks_now(number, article)
            self._view.show_own(replace(own, focus=self._view.own.focus, selected=self._view.own.selected))
            self._show_progress()

    def _marks_now(self, number: int, article: Article) -> tuple[str, OwnMarks]:
        return self._access.read_now(
            self, lambda: self._answers.marks_of(number, article), (self._marks, self._view.own)
        )

    def _show_again(self, found: Found) -> None:
        """Show another text, or other names, of the article that is shown; nothing moves."""
        self._origin = found.origin
        story = self._view.story
        if (number := found.article.id) is not None:
            self._view.own = self._marks_now(number, found.article)[1]
            story = self._story_now(number, found.article)
        self._view.show_again(found.article, story, found.veiled)
        self._show_progress()
        self.post_message(self.Shown(found.article))

    def _show(self, found: Found | None) -> None:
        article, position = (found.article, found.position) if found else (None, None)
        self._origin = found.origin if found else None
        self._changes.keep(article.id if article is not None else None)
        self._saved_position = position or 0.0
        self._marks = found.marks if found else ""
        story, veiled = (found.story, found.veiled) if found else ((), NOTHING_VEILED)
        self._view.show(article, self._saved_position, story, veiled, found.own if found else NO_MARKS)
        if self._searched:
            self._view.find(places_of_query(self._searched))
        self._changes.compare(article.id if article is not None else None)
        self._show_progress()
        self.post_message(self.Shown(article))
        self._focus_wanted_quote()

    def _focus_wanted_quote(self) -> None:
        article, wanted = self.article, self._wanted_quote
        if article is None or wanted is None:
            return
        self._wanted_quote = None
        for index, quote in enumerate(article.quotes):
            if (quote.block, quote.alone) == (wanted.block, wanted.text):
                self._view.once_drawn(partial(self._view.focus_quote, index))
                return

    def note_end(self) -> None:
        """Count an article that is opened and in view whole as read to its end."""
        self._view.once_drawn(self._view.note_end)

    # Which text of it

    def toggle_source(self) -> None:
        """Fetch the full text now, or change between the full text and the feed's own."""
        if self._preview is not None:
            self._end_preview()
        article = self.article
        if article is None or (number := article.id) is None:
            return
        shown = self._origin

        def found(other: Found | str) -> None:
            if isinstance(other, str):
                self.post_message(Said(other))
            elif self.article is not None and self.article.id == number:
                self._show_again(other)
                self.post_message(Said(other.called))

        self.post_message(Said("Looking for the full text"))
        self._access.look_up(self, lambda: self._answers.other_text(number, shown), found, group="full text")

    # What of it is veiled

    @property
    def origin(self) -> Origin | None:
        """Where the text that is shown came from, where another was asked for than the one that is shown first."""
        return self._origin

    def show_opened(self) -> None:
        """Show the article with what of it is open now; what stands above that does not move."""
        article = self.article
        if article is None or (number := article.id) is None:
            return
        origin = self._origin
        shown = article, self._view.veiled
        again, veiled = self._access.read_now(self, lambda: self._access.veils.article(number, origin), shown)
        if veiled != self._view.veiled:
            self._show_unveiled(again, veiled)

    def _show_unveiled(self, article: Article, veiled: VeiledParts) -> None:
        if (number := article.id) is not None:
            self._view.own = self._marks_now(number, article)[1]
        self._view.show_unveiled(article, veiled)
        self._show_progress()
        self.post_message(self.Shown(article))

    # How far it was read

    def save_position(self) -> None:
        """Remember how far the article was read."""
        article = self.article
        if article is None or (number := article.id) is None or not self._access.keeps_place:
            return
        position = self._view.position
        if position != self._saved_position:
            self._saved_position = self._positions[number] = position
            self._access.write(
                self,
                lambda: self._library.keep_place(number, position),
                lambda _: self.post_message(self.PositionKept(number)),
            )

    def on_article_view_scrolled(self, message: ArticleView.Scrolled) -> None:
        """Show how much has been read, and keep it soon."""
        message.stop()
        self._show_progress()
        if self._keeping is None:
            self._keeping = self.set_timer(KEPT_WITHIN, self._keep_position)
        if self.end_in_view:
            self.post_message(self.EndSeen())

    def _keep_position(self) -> None:
        self._keeping = None
        self.save_position()

    def _show_progress(self) -> None:
        article = self.article
        scrolled = article is not None and self._view.scroll_y >= TITLE_LINES
        read = f"{percent(self._view.position)} %" if article else ""
        part = self._part[1] if self._part and article is not None and article.id == self._part[0] else ()
        self._header.note = (*(f"{words} {self._icons.dot} {read}" for words in part), *part, read) if part else read
        marks = filter(None, (self._marks, self._view.own.told))
        self._header.title = article.title if article and scrolled else f" {self._icons.dot} ".join(("Article", *marks))

    # What is lit up in it

    def light_entity(self, entity: int | None) -> None:
        """Light up every mention of an entity, by its index in the article."""
        self._view.light_name(entity)

    def step_quote(self, step: int, *, every: bool) -> None:
        """Focus the pull quote so many on or back; with ``every``, quotation of any kind."""
        number, total = self._view.step_quote(step, every=every)
        if number:
            self.post_message(Said(f"Quote {number} of {total}"))
        elif not total:
            self.post_message(Said("No quotes in this article."))
        else:
            end, onward = ("last", "next_saying") if step > 0 else ("first", "previous_saying")
            found, key = self._view.quote_count, key_of(onward, self._library.settings.keys)
            more = f"; {key} goes through all {found}" if found > total else ""
            self.post_message(Said(f"That was the {end} quote{more}."))

    def find(self, words: str) -> None:
        """Light up words in the text and go to the first."""
        if self._view.find(places_of(words)):
            self.step_match(1)
        else:
            self.post_message(Said(f"Not in this article: {words}"))

    def light_searched(self, query: str) -> None:
        """Light up what the list was searched for, in this article and those shown after it."""
        if query != self._searched:
            self._searched = query
            self._view.find(places_of_query(query))

    def tell_searched(self) -> None:
        """Show how often what was searched for stands in the article."""
        if found := self._view.match_count[1]:
            keymap = self._library.settings.keys
            onward, clears = key_of("next_unread", keymap), key_of("clear", keymap)
            said = f"{counted(found, 'place')} of what was searched for"
            self.post_message(Said(f"{said}; {onward} goes to the next, {clears} clears"))

    def step_match(self, step: int) -> bool:
        """Go so many places on or back of what was found; return whether anything is."""
        if not self._view.finding:
            return False
        self._view.step_match(step)
        number, found = self._view.match_count
        self.post_message(Said(f"Match {number} of {found}"))
        return True

    def unlight(self) -> bool:
        """Put away what was found, else the focus of a quote; return whether there was either."""
        if self._view.finding:
            self._view.find(None)
            self.post_message(Said(""))
            return True
        return self._view.forget_quote()

    def number_links(self, numbered: bool) -> None:
        """Show or hide the numbers behind links."""
        self._view.number_links(numbered)

    # How it is set

    def scroll_half(self, step: int) -> None:
        """Scroll so many half pages down, or up where ``step`` is negative."""
        self._view.action_half_down(step)

    def widen(self, step: int) -> None:
        """Set the column so many steps wider, or narrower, and keep that."""
        self.set_width(self._view.column_width + step * STEP)

    def set_width(self, cells: int) -> None:
        """Set the column to a width within bounds, and keep that."""
        column_width = self._view.column_width = max(NARROWEST, min(WIDEST, cells))
        self._access.remember(self, "app.measure", str(column_width))
        self.post_message(Said(f"Column: {column_width} wide"))

    def next_picture_size(self) -> None:
        """Show pictures in the next of their sizes, and keep that."""
        sizes = [*SHARES]
        at = sizes.index(self._picture_size) if self._picture_size in sizes else 0
        self._picture_size = sizes[(at + 1) % len(sizes)]
        self._view.size_pictures(self._picture_size)
        self._access.remember(self, "app.picture_size", self._picture_size)
        self.post_message(Said(f"Pictures: {self._picture_size}"))

    def toggle_pictures(self) -> None:
        """Show pictures, or only their captions, and keep that."""
        wanted = self._view.pictures = not self._view.pictures
        self._access.remember(self, "app.pictures", "on" if wanted else "off")
        if not wanted:
            self.post_message(Said("Pictures put away, captions stay"))
        elif self._view.can_show_pictures:
            self.post_message(Said("Pictures shown"))
        else:
            self.post_message(Said("Pictures need colours and Unicode signs; here their captions stand for them."))
