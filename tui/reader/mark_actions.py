"""What is marked, removed and taken back from the main screen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from pullquote.cache.core.counts import counted
from pullquote.cache.core.errors import PullquoteError
from pullquote.cache.core.results import Headline, Undone
from pullquote.cache.core.sanitize import clean_line
from pullquote.tui.actions import Pane
from pullquote.tui.reader.beginning import SAMPLES_GONE
from pullquote.tui.services.messages import NOTHING_LEFT

if TYPE_CHECKING:
    from pullquote.tui.reader.screen import ReaderScreen


class MarkActions:
    """Marks and removes the article that keys are about, and takes back what was done last."""

    def __init__(self, screen: ReaderScreen) -> None:
        self._screen = screen
        self._went_on: tuple[int, int | None] | None = None

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
        """Mark every article of the list read."""
        screen, ids = self._screen, self._screen.list.whole_stories(self._screen.list.ids)

        def done(changed: int) -> None:
            screen.list.forget()
            undo = screen.access.key("undo")
            went = f"{changed} marked as read: {undo} takes it back"
            screen.say(went if changed else "All of these were read already")

        screen.access.write(screen.list, lambda: screen.library.mark_read(ids, True), done)

    def remove(self, count: int) -> None:
        """Remove the article, and as many from it on, and go to the next one."""
        screen = self._screen
        if (article := screen.subject) is None:
            screen.say("There is no article here.")
        elif screen.library.read_only:
            screen.say("The library is open for reading only.", failed=True)
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
        self._screen.access.take_back(self._screen, self._show_undone)

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
