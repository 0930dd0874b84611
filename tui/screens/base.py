"""What every part of the reader's screen shares: the library, the panes, one queue for writing."""

from __future__ import annotations

import asyncio
from array import array
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from textual import work
from textual.screen import Screen
from textual.worker import Worker, WorkerState

from pullquote.cache.errors import PullquoteError
from pullquote.cache.model import Article, Headline, Order, Origin
from pullquote.tui.actions import Pane
from pullquote.tui.messages import Said
from pullquote.tui.signs import signs
from pullquote.tui.widgets.headline_list import HeadlineList
from pullquote.tui.widgets.pane_head import PaneHead
from pullquote.tui.widgets.people_panel import NameList, PeoplePanel
from pullquote.tui.widgets.reading_view import ReadingView
from pullquote.tui.widgets.status_bar import KeyBar, StatusBar

if TYPE_CHECKING:
    from pullquote.cache.library import Library
    from pullquote.tui.widgets.query_bar import QueryBar

T = TypeVar("T")


class ReaderScreen(Screen[None]):
    """The parts of the screen by name, and the two ways to the library: ``look_up`` and ``write``."""

    def __init__(self, library: Library, classes: str = "") -> None:
        super().__init__(classes=classes)
        self.library = library
        self.settings = library.settings
        self.signs = signs(self.settings.reading.signs, linear=self.settings.reading.linear)
        self.at = Pane.LIST
        self.section = ""
        self.section_title = "All articles"
        self.query_text = ""
        self.searched = ""
        self.order = Order(self.settings.list.order)
        self._request = 0
        self._fresh: array[int] | None = None
        self._seen_changes = -1
        self._stop_refresh: Callable[[], object] | None = None
        self._shown_origin: Origin | None = None
        self._writing = asyncio.Lock()

        self._recall()

        reading = self.settings.reading
        measure = int(library.recall("app.measure") or reading.width)
        self.headlines = HeadlineList(library.headlines, signs=self.signs)
        self.reading = ReadingView(signs=self.signs, measure=measure, promote=reading.promote)
        self.people = PeoplePanel(signs=self.signs)
        self.list_head = PaneHead(self.section_title, signs=self.signs)
        self.article_head = PaneHead("", signs=self.signs)
        self.people_head = PaneHead("In this article", signs=self.signs)
        self._query_bar: QueryBar | None = None
        self.status = StatusBar(signs=self.signs)
        self.key_bar = KeyBar()

    def _recall(self) -> None:
        """Take up the section and the order of the last time."""
        section, _, title = (self.library.recall("list.section") or "").partition("\t")
        if title:
            self.section, self.section_title = section, title
        order = self.library.recall("list.order")
        if order in list(Order):
            self.order = Order(order)

    async def ask(
        self,
        purpose: str,
        label: str,
        *,
        value: str = "",
        placeholder: str = "",
        explain: Callable[[str], str] | None = None,
    ) -> None:
        """Ask a person for a line of text; ``QueryBar.Answered`` brings it.

        The line to type in is made when it is first wanted.
        """
        if self._query_bar is None:
            from pullquote.tui.widgets.query_bar import QueryBar

            self._query_bar = QueryBar()
            await self.mount(self._query_bar, before=self.status)
        self._query_bar.ask(purpose, label, value=value, placeholder=placeholder, explain=explain)

    def say(self, text: str, *, failed: bool = False) -> None:
        """Show a sentence in the status line."""
        self.status.say(text, failed=failed)

    def on_said(self, message: Said) -> None:
        """Show what a widget or a worker has to say."""
        self.say(message.text, failed=message.failed)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Say so when something in the background failed in a way nobody foresaw; reading goes on."""
        if event.state is WorkerState.ERROR:
            error = event.worker.error
            self.say(f"Something failed in the background ({type(error).__name__}: {error}).", failed=True)

    def show_note(self) -> None:
        """Show where the reader is; the screen that has the articles knows."""
        raise NotImplementedError

    def keep_place(self) -> None:
        """Remember how far the article was read; the screen that has the articles knows."""
        raise NotImplementedError

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
        return next(iter(self.library.headlines([self.subject])), None)

    def subject_article(self) -> Article | None:
        """Give the article that keys are about."""
        shown = self.reading.article
        if self.subject is None or (shown and shown.id == self.subject):
            return shown if self.subject is not None else None
        return self.library.article(self.subject)

    @property
    def filter_query(self) -> str:
        """What the list answers: the section and the filter within it."""
        return f"{self.section} {self.query_text}".strip()

    @work(group="writing", exit_on_error=False)
    async def write(self, change: Callable[[], T], then: Callable[[T], None] | None = None) -> None:
        """Change the library in a thread, one change after another; ``then`` runs on the screen."""
        async with self._writing:
            try:
                result = await asyncio.to_thread(change)
            except PullquoteError as error:
                self.say(str(error), failed=True)
                return
        if then is not None and self.is_attached:
            then(result)

    def pane_widget(self, pane: Pane) -> HeadlineList | ReadingView | NameList:
        """Give the widget that takes the keys of a pane."""
        if pane is Pane.LIST:
            return self.headlines
        return self.reading if pane is Pane.ARTICLE else self.people.query_one(NameList)
