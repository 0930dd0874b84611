"""The quote book: what the user highlighted, the quotes they kept, the articles they noted, the newest first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from textual.widgets.option_list import Option

from pullquote.cache.core.clippings import Clipping
from pullquote.cache.core.sanitize import clean_address, clean_line
from pullquote.tui.actions import Pane, key_of
from pullquote.tui.render.clipping_rows import clipping_prompt
from pullquote.tui.render.rows import counted_prompt
from pullquote.tui.screens.page import Go, Page, Place
from pullquote.tui.services.messages import Said
from pullquote.tui.services.programs.handoff import cited_clipping, copied, save_clippings
from pullquote.tui.services.prompt.suggestions import queries
from pullquote.tui.widgets.prompt import asks

if TYPE_CHECKING:
    from pullquote.tui.services.library.access import LibraryAccess

AT_ONCE = 100
"""Entries shown at first; each "more" adds as many."""
MORE = "more"
_NAME = "quote-book.md"
"""What the file is called that the quote book is saved to, unless the user calls it otherwise."""


class QuoteBookScreen(Page):
    """Lists the quote book; Enter opens the article at the passage."""

    PANE = Pane.BOOK

    def __init__(self, access: LibraryAccess, line: str = "", row: str | None = None) -> None:
        super().__init__(access, "Quote book")
        self._line = line
        self._limit = AT_ONCE
        self._row_wanted = row
        self._clippings: dict[str, Clipping] = {}
        self._more = False
        self._loaded = False

    def load(self) -> None:
        """Ask the library for the entries."""
        line, limit = self._line, self._limit
        self.access.look_up(
            self,
            lambda: self.library.clippings.clippings(line, limit=limit + 1),
            self._found,
            failed=self._refused,
        )

    def _refused(self, said: Said) -> None:
        """Show why there is no answer, over no entries: those of another search would pass for it."""
        self._found(())
        self.on_said(said)

    def _found(self, clippings: Sequence[Clipping]) -> None:
        self._loaded, self._more = True, len(clippings) > self._limit
        before = len(self._clippings)
        self._clippings = {str(clipping.id): clipping for clipping in clippings[: self._limit]}
        if self.rows.chosen == MORE and before < len(self._clippings):
            self._row_wanted = [*self._clippings][before]
        self.head.title = "Quote book" + (f": {clean_line(self._line)}" if self._line else "")
        self.head.note = f"{len(self._clippings)}{'+' if self._more else ''}"
        self.fill()

    def fill(self) -> None:
        """Set the entries for the present width."""
        if not self._loaded:
            return
        width, words = self.rows.room, self._line.casefold().split()
        rows = [
            Option(clipping_prompt(clipping, width, self.icons, self.style_of, words=words), id=key)
            for key, clipping in self._clippings.items()
        ]
        if self._more:
            rows.append(Option(counted_prompt(f"Show {AT_ONCE} more", "", width, self.style_of), id=MORE))
        if not rows and self._line:
            rows = self.words("", "Nothing in the quote book answers that.", "Esc shows all of it.")
        elif not rows:
            rows = self.words("", "Your quote book is empty.", "", *self._ways())
        self.set_rows(rows)

    def _ways(self) -> list[str]:
        """Return how something comes into the quote book."""
        keys = self.settings.keys
        ways = [
            ("select", "in an article selects a passage; Enter highlights it."),
            ("keep_quote", f"keeps the quote in focus; {key_of('next_quote', keys)} goes to one."),
            ("note", "writes a note to a mark, a quote or the article."),
        ]
        return [f"{key_of(action, keys)} {does}" for action, does in ways]

    def possible(self) -> set[str]:
        """Return what can be done: with no entry in focus, only what finds some."""
        able = {"back", "search", "help"}
        if self._clippings:
            able |= {"open", "next_page", "copy", "export", "book_note", "book_remove"}
        return able

    @property
    def clipping(self) -> Clipping | None:
        """The entry in focus."""
        return self._clippings.get(self.rows.chosen or "")

    @property
    def subject(self) -> int | None:
        """The article of the entry in focus."""
        return self.clipping.article if self.clipping else None

    @property
    def place(self) -> Place:
        """What is shown, and the entry in focus."""
        return Place(page=self.PANE, row=self.rows.chosen, line=self._line)

    async def action_open(self) -> None:
        """Open the article at the passage, or show more entries."""
        clipping = self.clipping
        if self.rows.chosen == MORE:
            self._limit += AT_ONCE
            self.load()
        elif clipping is not None and clipping.article is not None:
            within = None if clipping.kind == "article" else clipping.id
            self.dismiss(Go(article=clipping.article, clipping=within))
        elif clipping is not None:
            browse = key_of("browse", self.settings.keys)
            self.say(f"The library no longer has this article; {browse} opens its page in the browser.")

    def action_clear(self) -> None:
        """Clear the search, then go back."""
        if self._line:
            self._ask("")
        else:
            self.action_back()

    def _ask(self, line: str) -> None:
        self._line, self._limit = line, AT_ONCE
        self.rows.highlighted = None
        self.load()

    @asks
    async def action_search(self) -> None:
        """Ask for words to find in what was marked and noted, or for a query about its articles."""
        answer = await self.prompt.ask(
            "Find in the quote book",
            value=self._line,
            placeholder="words, person:ritter, since:30d",
            suggester=queries(self.library, self.icons),
        )
        if answer is not None:
            self._ask(answer.line)

    # What is made of an entry

    def _write(self, change: Callable[[], object], sentence: str) -> None:
        def done(_: object) -> None:
            self.say(sentence)
            self.load()

        self.access.write(self, change, done)

    @asks
    async def action_book_note(self) -> None:
        """Ask for the note of the entry."""
        if (clipping := self.clipping) is None:
            return
        before = clean_line(clipping.note, None)
        answer = await self.prompt.ask("Your note", value=before, placeholder="a thought of your own")
        if answer is not None and answer.line != before:
            note, undo = answer.line, self.access.key("undo")
            self._write(
                lambda: self.library.clippings.note(clipping.id, note),
                f"Noted: {undo} undoes" if note else f"The note is gone: {undo} brings it back",
            )

    def action_book_remove(self) -> None:
        """Take the entry out of the quote book; the next one has the focus then."""
        if (clipping := self.clipping) is None:
            return
        keys = [*self._clippings]
        at = keys.index(str(clipping.id))
        self._row_wanted = next(iter(keys[at + 1 : at + 2] or keys[max(0, at - 1) : at]), None)
        undo = self.access.key("undo")
        self._write(
            lambda: self.library.clippings.remove([clipping.id]), f"Out of the quote book: {undo} brings it back"
        )

    # Taking along

    def action_copy(self) -> None:
        """Copy the words with speaker, outlet, title, day and address."""
        if clipping := self.clipping:
            self.app.copy_to_clipboard(cited_clipping(clipping))
            self.say(copied(clipping.speaker) if clipping.kind == "quotation" else "Copied with its source")

    def action_browse(self) -> None:
        """Open the article in the browser."""
        if clipping := self.clipping:
            self.open_link(clean_address(clipping.address))

    @asks
    async def action_export(self) -> None:
        """Ask where to save what is shown; the ending of the file says how."""
        if not self._clippings:
            self.say("There is nothing here to save.")
            return
        path = await self.prompt.ask_path(
            "Save to (.md .org .csl .bib)", value=str(Path.cwd() / _NAME), icons=self.icons, name=_NAME
        )
        if path is not None:
            line, book = self._line, self.library.clippings
            self.access.look_up(self, lambda: save_clippings(book.clippings(line), path), self.say, group="save")
