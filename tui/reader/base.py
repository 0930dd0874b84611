"""What every part of the reader's screen shares: the panes, and which article keys are about."""

from __future__ import annotations

import os
from abc import abstractmethod
from array import array
from collections.abc import Sequence
from typing import TYPE_CHECKING

from pullquote.cache.core.article import Article, Origin
from pullquote.cache.core.results import Headline, Order
from pullquote.tui.actions import Pane
from pullquote.tui.screens.base import Working
from pullquote.tui.services.images import Gallery
from pullquote.tui.services.refresher import Refresher
from pullquote.tui.services.saved_queries import muted, without_muted
from pullquote.tui.widgets.article_view import ReadingView
from pullquote.tui.widgets.entity_list import NameList, PeoplePanel
from pullquote.tui.widgets.headline_list import HeadlineList
from pullquote.tui.widgets.pane_header import PaneHead

if TYPE_CHECKING:
    from pullquote.tui.services.library_access import LibraryAccess

_WITHOUT_LINKS = frozenset({"linux", "dumb"})
"""Terminals that may show the address of a hyperlink in the midst of the text."""


class ReaderScreen(Working[None]):
    """The parts of the screen by name, and what keys are about."""

    def __init__(self, access: LibraryAccess, classes: str = "") -> None:
        super().__init__(access, classes=classes)
        library = self.library
        self.refresher = Refresher(library, self)
        self.at = Pane.LIST
        self.section = ""
        self.section_title = "All articles"
        self.query_text = ""
        self.searched = ""
        self.order = Order(self.settings.list.order)
        self._request = 0
        self._fresh: array[int] | None = None
        self._seen_changes = -1
        self._shown_origin: Origin | None = None

        self._recall()

        reading = self.settings.reading
        measure = int(library.recall("app.measure") or reading.width)
        self.headlines = HeadlineList(library.headlines, signs=self.signs)
        self.gallery = Gallery(library)
        pictures = {"on": True, "off": False}.get(library.recall("app.pictures") or "", reading.pictures)
        self.reading = ReadingView(
            signs=self.signs,
            measure=measure,
            promote=reading.promote,
            gallery=self.gallery,
            pictures=pictures,
            hyperlinks=reading.hyperlinks and os.environ.get("TERM") not in _WITHOUT_LINKS,
        )
        self.people = PeoplePanel(signs=self.signs)
        self.list_head = PaneHead(self.section_title, signs=self.signs)
        self.article_head = PaneHead("", signs=self.signs)
        self.people_head = PaneHead("In this article", signs=self.signs)

    def _recall(self) -> None:
        """Take up the section and the order of the last time."""
        section, _, title = (self.library.recall("list.section") or "").partition("\t")
        if title:
            self.section, self.section_title = section, title
        order = self.library.recall("list.order")
        if order in list(Order):
            self.order = Order(order)

    @abstractmethod
    def show_note(self) -> None:
        """Show where the reader is; the screen that has the articles knows."""

    @abstractmethod
    def keep_place(self) -> None:
        """Remember how far the article was read; the screen that has the articles knows."""

    @property
    def subject(self) -> int | None:
        """The article that keys are about: the one under the cursor, or the one being read."""
        if self.at is Pane.LIST:
            headline = self.headlines.headline()
            return headline.id if headline else None
        return self.reading.article.id if self.reading.article else None

    @property
    def subject_headline(self) -> Headline | None:
        """The row of the article that keys are about, as the library has it now."""
        if self.subject is None:
            return None
        headline = self.headlines.headline()
        if headline and headline.id == self.subject:
            return headline
        wanted = [self.subject]
        found: Sequence[Headline] = self.ask_now(lambda: self.library.headlines(wanted), ())
        return found[0] if found else None

    def subject_article(self) -> Article | None:
        """Return the article that keys are about."""
        shown = self.reading.article
        if self.subject is None or (shown and shown.id == self.subject):
            return shown if self.subject is not None else None
        return self.library.article(self.subject)

    @property
    def filter_query(self) -> str:
        """What the list answers: the section and the filter within it, but for what is muted."""
        mute = self.settings.list.mute
        rest = without_muted(mute) if self.section != muted(mute) or not self.section else ""
        return " ".join(filter(None, (self.section, self.query_text, rest)))

    def pane_widget(self, pane: Pane) -> HeadlineList | ReadingView | NameList:
        """Return the widget that takes the keys of a pane."""
        if pane is Pane.LIST:
            return self.headlines
        return self.reading if pane is Pane.ARTICLE else self.people.query_one(NameList)
