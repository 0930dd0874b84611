"""What is marked, removed and taken back from the main screen."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from pullquote.cache.core.counts import counted
from pullquote.cache.core.errors import PullquoteError
from pullquote.cache.core.results import Headline, Marked, Undone
from pullquote.cache.core.sanitize import clean_line
from pullquote.tui.actions import Pane
from pullquote.tui.reader.ways.beginning import SAMPLES_GONE
from pullquote.tui.services.messages import NO_ARTICLE, NOTHING_LEFT, Said

if TYPE_CHECKING:
    from pullquote.tui.reader.screen import ReaderScreen

TOLD_EVERY = 0.25
"""Seconds from one saying to the next of how far something is that takes long."""


class MarkActions:
    """Marks and removes the article that keys are about, and takes back what was done last."""

    def __init__(self, screen: ReaderScreen) -> None:
        self._screen = screen
        self._went_on: tuple[int, int | None] | None = None
        self._told = 0.0

    def opened(self, article: int, *, step: bool) -> None:
        """Mark an article read because it was opened; ``step``: undo takes that back."""
        library = self._screen.library
        self._mark([article], lambda: library.mark_read([article], True, step=step), "")

    def toggle_read(self, count: int) -> None:
        """Mark the article read or unread, and as many from it on."""
        if (headline := self._headline) is not None:
            library, read = self._screen.library, not headline.read
            ids = self._screen.list.from_on(headline.id, count)
            if read and self._screen.active_pane is Pane.LIST:
                ids = self._screen.list.whole_stories(ids)
            sentence = "Marked as read" if read else "Marked as unread"
            self._mark(ids, lambda: library.mark_read(ids, read), self._of_several(sentence, ids))

    def star(self, count: int) -> None:
        """Star the article, or take the star away, and as many from it on."""
        if (headline := self._headline) is not None:
            library, starred = self._screen.library, not headline.starred
            ids = self._screen.list.from_on(headline.id, count)
            sentence = "Starred" if starred else "No longer starred"
            self._mark(ids, lambda: library.star(ids, starred), self._of_several(sentence, ids))

    @property
    def _headline(self) -> Headline | None:
        """The headline of the article that keys are about."""
        article = self._screen.subject
        return self._screen.list.row(article) if article is not None else None

    def _mark(self, ids: Sequence[int], change: Callable[[], int], sentence: str) -> None:
        pane = self._screen.list

        def done(_: int) -> None:
            pane.forget(ids)
            if sentence:
                self._screen.say(sentence)

        self._screen.access.write(pane, change, done)

    def all_read(self) -> None:
        """Mark every article of the list read, with what its rows stand for."""
        self._screen.access.mark_read(self._screen.list, self._screen.list.ids, self._tell_marked, self._marked)

    def go_on(self) -> None:
        """Mark what was begun and is left, as the app ended meanwhile."""
        self._screen.access.go_on_marking(
            self._screen.list, self._tell_marked, lambda changed: self._marked(changed) if changed else None
        )

    def _tell_marked(self, marked: Marked) -> None:
        self._tell(f"Marking as read: {marked.done:,} of {marked.total:,} articles")

    def _tell(self, sentence: str) -> None:
        """Show how far something is, now and then."""
        if (now := time.monotonic()) - self._told >= TOLD_EVERY:
            self._told = now
            self._screen.post_message(Said(sentence))

    def _marked(self, changed: int | None) -> None:
        self._screen.list.forget()
        if changed is None:
            return  # taken back, which was said
        undo = self._screen.access.key("undo")
        went = f"{changed} marked as read: {undo} takes it back"
        self._screen.say(went if changed else "All of these were read already")

    def remove(self, count: int) -> None:
        """Remove the article, and as many from it on, and go to the next one."""
        screen = self._screen
        if (article := screen.subject) is None:
            screen.say(NO_ARTICLE)
        elif screen.library.read_only:
            screen.say(screen.library.refusal, failed=True)
        else:
            going = screen.list.from_on(article, count)
            if screen.active_pane is Pane.LIST:
                going = screen.list.whole_stories(going)  # a folded row goes with what it stands for
            following = self._remove(article, going)
            self._went_on = (article, following)
            if screen.active_pane is not Pane.LIST:
                self._go_on_to(following)

    def _remove(self, article: int, going: Sequence[int]) -> int | None:
        """Remove an article and those after it; return the one to go on to.

        They are out of the list at once, so that the next key is for the next article.
        """
        screen, pane = self._screen, self._screen.list
        title = headline.title if (headline := pane.row(article)) else ""
        what = (f"“{clean_line(title)}”", "it") if len(going) == 1 else (counted(len(going), "article"), "them")
        # The key first: a title is cut where it is too long.
        sentence = f"Removed, {screen.access.key('undo')} brings {what[1]} back: {what[0]}"

        def remove() -> int:
            try:
                return screen.library.remove(going)
            except PullquoteError:
                pane.call_later(pane.reload)
                raise

        def done(_: int) -> None:
            pane.forget([])
            screen.say(sentence)

        following = pane.take_out(going)
        screen.access.write(pane, remove, done)
        return following

    def _go_on_to(self, article: int | None) -> None:
        """Read on after a removal; that the next article is read by it is no step of its own."""
        screen = self._screen
        if article is None:
            screen.article.clear()
            screen.action_back()
        else:
            screen.list.move_to(article)
            headline = screen.list.selected
            screen.open_article(article, read=headline is not None and headline.read, step=False)

    def undo(self) -> None:
        """Take back what was done last, here or elsewhere."""
        access = self._screen.access
        access.take_back(self._screen, self._show_undone, lambda done: self._tell(f"Taking back: {done:,} articles"))

    def _show_undone(self, undone: Undone | None) -> None:
        """Show what was taken back; a removed article comes back to the cursor, or to who was reading it."""
        screen = self._screen
        screen.say(undone.sentence if undone else NOTHING_LEFT)
        back = undone.articles[0] if undone and undone.articles else None
        reading = screen.active_pane is not Pane.LIST
        if back is not None and reading and (back, screen.subject) == self._went_on:
            screen.article.open(back)
            screen.list.bring_in(back)
        elif back is not None and not reading:
            screen.list.bring_in(back)
        elif undone and undone.relisted:
            screen.list.reload()
        screen.list.forget()
        screen.article.check()

    def forget_samples(self) -> None:
        """Remove the sample articles."""
        screen, library = self._screen, self._screen.library

        def forget() -> int:
            library.remember(SAMPLES_GONE, "1")
            return library.forget_samples()

        def done(gone: int) -> None:
            undo = screen.access.key("undo")
            went = f"{counted(gone, 'sample article')} removed. {undo} brings them back."
            screen.say(went if gone else "There are no sample articles")
            if gone:
                screen.article.clear()
                screen.list.show(screen.list.current_query)

        screen.access.write(screen, forget, done)

    def _of_several(self, sentence: str, ids: Sequence[int]) -> str:
        undo = self._screen.access.key("undo")
        return sentence if len(ids) == 1 else f"{sentence}: {counted(len(ids), 'article')}. {undo} takes it back."
