"""Marks a person makes: read, starred, followed; and taking them back."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable

from pullquote.tui.reader.list_pane import Listing

SAMPLES_GONE = "samples.gone"
"""What is remembered once a person has removed the sample edition: it does not come back unasked."""


class Marking(Listing):
    """The part of the reader that marks articles and names."""

    def action_toggle_read(self) -> None:
        """Mark the article read or unread."""
        if headline := self.subject_headline:
            read = not headline.read
            self._mark(
                [headline.id],
                lambda: self.library.mark_read([headline.id], read),
                "Marked as read" if read else "Marked as unread",
            )

    def action_star(self) -> None:
        """Star the article, or take the star away."""
        if headline := self.subject_headline:
            starred = not headline.starred
            self._mark(
                [headline.id],
                lambda: self.library.star([headline.id], starred),
                "Starred" if starred else "No longer starred",
            )

    def action_all_read(self) -> None:
        """Mark every article of the list read."""
        ids = list(self.headlines.ids)

        def done(changed: int) -> None:
            self.headlines.forget()
            self.update_counts()
            self.say(f"{changed} marked as read: U takes it back" if changed else "All of these were read already")

        self.write(lambda: self.library.mark_read(ids, True), done)

    def action_undo(self) -> None:
        """Take the last mark back."""

        def done(sentence: str | None) -> None:
            self.headlines.forget()
            self.update_counts()
            self.say(sentence or "Nothing to take back")
            self.refresh_names()

        self.write(self.library.undo, done)

    def mark_read_quietly(self, article: int) -> None:
        """Mark an article read because it was opened."""
        self.write(lambda: self.library.mark_read([article], True), lambda _: self._marked([article]))

    def _mark(self, ids: list[int], change: Callable[[], object], sentence: str) -> None:
        def done(_: object) -> None:
            self._marked(ids)
            self.say(sentence)

        self.write(change, done)

    def _marked(self, ids: list[int]) -> None:
        self.headlines.forget(ids)
        self.update_counts()

    def update_counts(self) -> None:
        """Count the unread again, in a thread."""
        if self.searched:
            return
        query = f"{self.filter_query} is:unread"

        def counted(unread: int) -> None:
            total = len(self.headlines.ids)
            self.list_head.note = f"{unread} of {total} unread" if total else ""

        self.look_up(lambda: self.library.count(query), counted, group="unread count")

    @abstractmethod
    def refresh_names(self) -> None:
        """Show what the library knows of the article's names now."""

    def action_forget_samples(self) -> None:
        """Remove the sample articles."""

        def forget() -> int:
            self.library.remember(SAMPLES_GONE, "1")
            return self.library.forget_samples()

        def done(gone: int) -> None:
            self.say(f"{gone} sample articles removed" if gone else "There are no sample articles")
            if gone:
                self.reading.show(None)
                self.people.show(None)
                self.relist()

        self.write(forget, done)
