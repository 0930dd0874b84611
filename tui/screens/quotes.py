"""Every quote in the library: by person, show or outlet, with a search among the words."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from textual.widgets.option_list import Option

from pullquote.cache.core.article import WORK_TYPES
from pullquote.cache.core.clippings import Clipping
from pullquote.cache.core.counts import counted
from pullquote.cache.core.errors import NotFound
from pullquote.cache.core.query import both, split_off
from pullquote.cache.core.results import QuoteRow
from pullquote.cache.core.sanitize import clean_address, clean_line
from pullquote.cache.export.citations import citation
from pullquote.tui.actions import Pane
from pullquote.tui.render.page_rows import quote_prompt
from pullquote.tui.render.rows import counted_prompt
from pullquote.tui.screens.page import Go, Page, Place, quote_keys
from pullquote.tui.services.library.own_marks import kept_quotes, quote_at
from pullquote.tui.services.messages import Said
from pullquote.tui.services.programs.handoff import copied, save_new_file
from pullquote.tui.services.prompt.suggestions import queries
from pullquote.tui.services.words.queries import phrase
from pullquote.tui.widgets.prompt import asks

if TYPE_CHECKING:
    from pullquote.cache.library import Library
    from pullquote.tui.screens.pickers import Choice
    from pullquote.tui.services.library.access import LibraryAccess

AT_ONCE = 100
"""Quotes shown at first; each "more" adds as many."""
SEARCHED = 5_000
"""Quotes looked through for words, the newest first."""
MORE = "more"
FORMS = {
    "text": ("Text", ".txt"),
    "markdown": ("Markdown", ".md"),
    "bibtex": ("BibTeX", ".bib"),
    "csl": ("CSL-JSON", ".json"),
}


class QuotesQuery(Struct):
    """What the page shows, kept while the app runs: the filter, the words, how many, and the row in focus."""

    line: str = ""
    words: str = ""
    limit: int = AT_ONCE
    focus: str | None = None


class QuotesScreen(Page):
    """Lists quotes; Enter opens the article at the quote."""

    PANE = Pane.QUOTES

    def __init__(self, access: LibraryAccess, query: QuotesQuery | None = None) -> None:
        super().__init__(access, "Quotes")
        self.quotes_query = query or QuotesQuery()
        self._row_wanted = self.quotes_query.focus
        self._quote_rows: dict[str, QuoteRow] = {}
        self._kept: Mapping[tuple[int, str], Clipping] = {}
        self._more = False
        self._loaded = False

    def load(self) -> None:
        """Ask the library for the quotes."""
        line, words, limit = self.quotes_query.line, self.quotes_query.words, self.quotes_query.limit
        self.access.look_up(
            self,
            lambda: (find_quotes(self.library, line, words, limit + 1), kept_quotes(self.library)),
            self._found,
            failed=self._refused,
        )

    def _refused(self, said: Said) -> None:
        """Show why there is no answer, over no quotes: those of another filter would pass for it."""
        self._found(((), {}))
        self.on_said(said)

    def _found(self, found: tuple[Sequence[QuoteRow], Mapping[tuple[int, str], Clipping]]) -> None:
        quote_rows, self._kept = found
        self._loaded = True
        self._more = len(quote_rows) > self.quotes_query.limit
        quote_rows = quote_rows[: self.quotes_query.limit]
        before, self._quote_rows = len(self._quote_rows), dict(zip(quote_keys(quote_rows), quote_rows, strict=True))
        if self.rows.chosen == MORE and before < len(self._quote_rows):
            self._row_wanted = [*self._quote_rows][before]
        shown = [
            part
            for part in (self.quotes_query.line, f"“{self.quotes_query.words}”" if self.quotes_query.words else "")
            if part
        ]
        self.head.title = "Quotes" + (": " + ", ".join(map(clean_line, shown)) if shown else "")
        self.head.note = f"{len(self._quote_rows)}{'+' if self._more else ''}"
        self.fill()

    def fill(self) -> None:
        """Set the quotes for the present width."""
        if not self._loaded:
            return
        width = self.rows.room
        words = self.quotes_query.words.casefold().split()
        rows = [
            Option(
                quote_prompt(quote_row, width, self.icons, self.style_of, words=words, kept=self._in_book(quote_row)),
                id=key,
            )
            for key, quote_row in self._quote_rows.items()
        ]
        if self._more:
            rows.append(Option(counted_prompt(f"Show {AT_ONCE} more", "", width, self.style_of), id=MORE))
        if not rows and (self.quotes_query.line or self.quotes_query.words):
            rows = self.words("", "No quote answers that.", "Esc shows all quotes.")
        elif not rows:
            rows = self.words("", "No quotes yet.", "They come with the articles: R in the reader fetches news.")
        self.set_rows(rows)

    def possible(self) -> set[str]:
        """Return what can be done: with no quote in focus, only what finds some."""
        able = {"back", "search", "filter", "help", "sections"}
        if self._quote_rows:
            able |= {"open", "next_page", "copy", "export", "name_page", "keep_quote"}
        return able

    @property
    def quote_row(self) -> QuoteRow | None:
        """The quote in focus."""
        return self._quote_rows.get(self.rows.chosen or "")

    @property
    def subject(self) -> int | None:
        """The article of the quote in focus."""
        return self.quote_row.article if self.quote_row else None

    @property
    def place(self) -> Place:
        """Which quotes are shown, and the one in focus."""
        query = self.quotes_query
        return Place(page=self.PANE, row=self.rows.chosen, line=query.line, words=query.words, limit=query.limit)

    async def action_open(self) -> None:
        """Open the article at the quote, or show more quotes."""
        if self.rows.chosen == MORE:
            self.quotes_query.limit += AT_ONCE
            self.load()
        elif quote_row := self.quote_row:
            self.quotes_query.focus = self.rows.chosen
            self.dismiss(Go(article=quote_row.article, block=quote_row.block, text=quote_row.text))

    def action_back(self) -> None:
        """Back to the reader; the focus is kept for the next time."""
        self.quotes_query.focus = self.rows.chosen
        super().action_back()

    def action_clear(self) -> None:
        """Clear the search, then the filter, then go back."""
        if self.quotes_query.words:
            self._ask(self.quotes_query.line, "")
        elif self.quotes_query.line:
            self._ask("", "")
        else:
            self.action_back()

    def _ask(self, line: str, words: str) -> None:
        self.quotes_query.line, self.quotes_query.words, self.quotes_query.limit, self.quotes_query.focus = (
            line,
            words,
            AT_ONCE,
            None,
        )
        self.rows.highlighted = None
        self.load()

    # Finding

    @asks
    async def action_search(self) -> None:
        """Ask for words to find in the quotes."""
        answer = await self.prompt.ask(
            "Find in the quotes", value=self.quotes_query.words, placeholder="words somebody said"
        )
        if answer is not None:
            self._ask(self.quotes_query.line, answer.line)

    @asks
    async def action_filter(self) -> None:
        """Ask for a query; ``by:`` is who said it, ``about:`` of what."""
        answer = await self.prompt.ask(
            "Quotes",
            value=self.quotes_query.line,
            placeholder='by:"Krysten Ritter" about:"Jessica Jones" since:30d',
            explain=lambda line: explain(self.library, line),
            suggester=queries(self.library, self.icons, of_quotes=True),
        )
        if answer is not None:
            self._ask(answer.line, self.quotes_query.words)

    def action_sections(self) -> None:
        """Choose quotes by person, show or outlet."""
        from pullquote.tui.screens.pickers import Choice, PickScreen, among

        ways = among(
            [
                Choice("by", "By a person"),
                Choice("about", "About a show, film or other work"),
                Choice("outlet", "From an outlet"),
                Choice("", "All"),
            ]
        )

        def chosen(field: str | None) -> None:
            if field == "":
                self._ask("", "")
            elif field:
                self._pick(field)

        self.app.push_screen(PickScreen("Quotes", ways, self.icons), chosen)

    def _pick(self, field: str) -> None:
        from pullquote.tui.screens.pickers import PickScreen

        titles = {"by": "Who said it", "about": "About which show, film or other work", "outlet": "From which outlet"}

        def chosen(value: str | None) -> None:
            if value:
                self._ask(f"{field}:{phrase(value)}", "")

        find = {"by": self._speakers, "about": self._works, "outlet": self._outlets}[field]
        self.app.push_screen(PickScreen(titles[field], find, self.icons), chosen)

    def _speakers(self, typed: str) -> Sequence[Choice]:
        from pullquote.tui.screens.pickers import Choice, by_fit

        names = self.library.names.complete(typed, 100) if typed else self.library.names.listed((), limit=500)
        found = sorted((name for name in names if name.quotes), key=lambda name: -name.quotes)
        return by_fit(typed, [Choice(n.name, n.name, counted(n.quotes, "quote")) for n in found])[:50]

    def _works(self, typed: str) -> Sequence[Choice]:
        from pullquote.tui.screens.pickers import Choice, by_fit

        names = self.library.names.complete(typed, 100) if typed else self.library.names.listed(WORK_TYPES, limit=50)
        works = [
            Choice(n.name, n.name, f"{n.type}, {counted(n.articles, 'article')}") for n in names if n.type in WORK_TYPES
        ]
        return by_fit(typed, works)[:50]

    def _outlets(self, typed: str) -> Sequence[Choice]:
        from pullquote.tui.screens.pickers import Choice, among

        outlets = [Choice(name, name, counted(count, "article")) for name, count, _ in self.library.outlets()]
        return among(outlets)(typed)[:50]

    # The quote book

    def _in_book(self, quote_row: QuoteRow) -> Clipping | None:
        """Return what the quote book has of a quote."""
        return self._kept.get((quote_row.article, quote_row.text))

    def action_keep_quote(self) -> None:
        """Keep the quote in the quote book, or take it out."""
        if (quote_row := self.quote_row) is None:
            return
        book, kept, undo = self.library.clippings, self._in_book(quote_row), self.access.key("undo")
        if kept is not None:
            self._write(lambda: book.remove([kept.id]), f"Out of the quote book: {undo} brings it back")
        else:
            opens = self.access.key("quote_book")
            self._write(
                lambda: book.keep_quote(quote_row.article, quote_at(self.library, quote_row)),
                f"In the quote book: {opens} opens it",
            )

    @asks
    async def action_note(self) -> None:
        """Ask for the note to the quote, which is kept with it."""
        if (quote_row := self.quote_row) is None:
            return
        book, kept = self.library.clippings, self._in_book(quote_row)
        before = clean_line(kept.note, None) if kept else ""
        answer = await self.prompt.ask("Note to the quote", value=before, placeholder="a thought of your own")
        if answer is None or answer.line == before:
            return
        note, said = answer.line, f"Noted: {self.access.key('undo')} undoes"
        if kept is not None:
            self._write(lambda: book.note(kept.id, note), said if note else "The note is gone")
        else:
            self._write(lambda: book.keep_quote(quote_row.article, quote_at(self.library, quote_row), note), said)

    def _write(self, change: Callable[[], object], sentence: str) -> None:
        def done(_: object) -> None:
            self.say(sentence)
            self.load()

        self.access.write(self, change, done)

    # Taking along

    def action_copy(self) -> None:
        """Copy the quote with speaker, outlet, title, day and address."""
        if quote_row := self.quote_row:
            self.app.copy_to_clipboard(citation(quote_row).rstrip("\n"))
            self.say(copied(quote_row.speaker))

    def action_browse(self) -> None:
        """Open the article in the browser."""
        if quote_row := self.quote_row:
            self.open_link(clean_address(quote_row.url))

    def action_save(self) -> None:
        """Ask where to save the quotes as text."""
        self._save("text")

    def action_export(self) -> None:
        """Ask for a format, then where to."""
        from pullquote.tui.screens.pickers import Choice, PickScreen, among

        def chosen(form: str | None) -> None:
            if form:
                self._save(form)

        forms = among([Choice(form, label) for form, (label, _) in FORMS.items()])
        self.app.push_screen(PickScreen("Save these quotes as", forms, self.icons), chosen)

    @asks
    async def _save(self, form: str) -> None:
        if not self._quote_rows:
            self.say("There is no quote here.")
            return
        label, ending = FORMS[form]
        name, query = f"quotes{ending}", self.quotes_query
        path = await self.prompt.ask_path(
            f"Save as {label} to", value=str(Path.cwd() / name), icons=self.icons, name=name
        )
        if path is None:
            return

        def save() -> str:
            quote_rows = find_quotes(self.library, query.line, query.words, None)
            save_new_file(path, cited(quote_rows, form))
            return f"Saved {counted(len(quote_rows), 'quote')} to {path}"

        self.access.look_up(self, save, self.say, group="save")

    def action_name_page(self) -> None:
        """Open the page of who said it."""
        quote_row = self.quote_row
        if quote_row is None or not quote_row.speaker:
            self.say("Nobody is named as the speaker of this quote.")
            return
        from pullquote.tui.screens.entity import EntityScreen
        from pullquote.tui.services.library.about import named

        speaker = quote_row.speaker
        self.access.look_up(
            self,
            lambda: named(self.library, speaker),
            lambda name: self.app.push_screen(EntityScreen(self.access, name), self.follow_on),
        )


def explain(library: Library, line: str) -> str:
    """Return in words what a line asks for."""
    rest, speaker = split_off(line, "by")
    query, about = split_off(rest, "about")
    said = f"said by {speaker}" if speaker else ""
    said_about = f"said about {about}" if about else ""
    return ", ".join(part for part in (said, said_about, library.explain(query) if query else "") if part)


def find_quotes(library: Library, line: str, words: str, limit: int | None) -> list[QuoteRow]:
    """Return the quotes that answer a line and hold all ``words``, whatever their case, the newest first."""
    rest, speaker = split_off(line, "by")
    query, about = split_off(rest, "about")
    wanted = words.casefold().split()
    if not wanted:
        return library.quotes(query, speaker=speaker, about=about, limit=limit)
    # The library's own index finds the articles that hold the words; which of their quotes do is seen here.
    narrowed = both(query, *(phrase(word) for word in wanted if word.isalnum()))
    query = narrowed if all(map(str.isalnum, wanted)) else query
    try:
        found = library.quotes(query, speaker=speaker, about=about, limit=SEARCHED)
    except NotFound:
        return []
    return [quote_row for quote_row in found if all(word in quote_row.text.casefold() for word in wanted)][:limit]


def cited(quote_rows: Sequence[QuoteRow], form: str) -> str:
    """Return quotes as the text of a file: citations in one form, CSL-JSON as one list."""
    from pullquote.cache.export import citations

    return citations.written(quote_rows, "md" if form == "markdown" else form)
