"""What is marked, removed and taken back from the main screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pullquote.cache.core.counts import counted
from pullquote.cache.core.results import Undone
from pullquote.tui.actions import Pane, key_of
from pullquote.tui.reader.navigation import SAMPLES_GONE
from pullquote.tui.services.messages import NOTHING_LEFT

if TYPE_CHECKING:
    from pullquote.tui.reader.screen import ReaderScreen


class MarkActions:
    """Marks and removes the article that keys are about, and takes back what was done last."""

    def __init__(self, screen: ReaderScreen) -> None:
        self._screen = screen
        self._went_on: tuple[int, int | None] | None = None

    def toggle_read(self, count: int) -> None:
        """Mark the article read or unread, and as many from it on."""
        if (article := self._screen.subject) is not None:
            self._screen.list.toggle_read(article, count)

    def star(self, count: int) -> None:
        """Star the article, or take the star away, and as many from it on."""
        if (article := self._screen.subject) is not None:
            self._screen.list.toggle_star(article, count)

    def remove(self, count: int) -> None:
        """Remove the article, and as many from it on, and go to the next one."""
        screen = self._screen
        if (article := screen.subject) is None:
            screen.say("There is no article here.")
        elif screen.library.read_only:
            screen.say("The library is open for reading only.", failed=True)
        else:
            following = screen.list.remove_article(article, count)
            self._went_on = (article, following)
            if screen.active_pane is not Pane.LIST:
                self._go_on_to(following)

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
            undo = key_of("undo", screen.settings.keys)
            went = f"{counted(gone, 'sample article')} removed. {undo} brings them back."
            screen.say(went if gone else "There are no sample articles")
            if gone:
                screen.article.clear()
                screen.list.show(screen.list.current_query)

        screen.access.write(screen, forget, done)
