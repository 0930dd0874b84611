"""Every quote in the library: by person, show or outlet, with a search among the words."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from msgspec import Struct
from textual import work
from textual.binding import BindingType
from textual.widgets.option_list import Option

from pullquote.cache.core.article import WORK_TYPES
from pullquote.cache.core.errors import NotFound, PullquoteError
from pullquote.cache.core.results import Saying
from pullquote.cache.core.sanitize import clean_address, clean_line
from pullquote.cache.export.citations import citation
from pullquote.tui.actions import Pane
from pullquote.tui.keymap import bindings
from pullquote.tui.messages import Said
from pullquote.tui.render.page_rows import saying_prompt
from pullquote.tui.render.rows import counted_prompt
from pullquote.tui.screens.page import Go, Page
from pullquote.tui.services.completion import parted, phrase
from pullquote.tui.widgets.row_list import MOVES, RowList

if TYPE_CHECKING:
    from pullquote.cache.library import Library
    from pullquote.tui.screens.pick import Choice
    from pullquote.tui.services.library_access import LibraryAccess

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


class Asked(Struct):
    """What the page shows, kept while the reader runs: the filter, the words, how many, and the row in focus."""

    line: str = ""
    words: str = ""
    limit: int = AT_ONCE
    focus: str | None = None


class QuoteRows(RowList):
    """The quotes."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(Pane.QUOTES, MOVES)


class QuotesPage(Page):
    """Lists quotes; Enter opens the article at the quote."""

    PANE = Pane.QUOTES
    ROWS = QuoteRows

    def __init__(self, access: LibraryAccess, asked: Asked | None = None) -> None:
        super().__init__(access, "Quotes")
        self.asked = asked or Asked()
        self._sayings: Sequence[Saying] = ()
        self._more = False
        self._loaded = False

    def load(self) -> None:
        """Ask the library for the quotes."""
        line, words, limit = self.asked.line, self.asked.words, self.asked.limit
        self.look_up(lambda: find_quotes(self.library, line, words, limit + 1), self._found)

    def _found(self, sayings: Sequence[Saying]) -> None:
        self._loaded = True
        self._more = len(sayings) > self.asked.limit
        self._sayings = sayings[: self.asked.limit]
        shown = [part for part in (self.asked.line, f"“{self.asked.words}”" if self.asked.words else "") if part]
        self.head.title = "Quotes" + (": " + ", ".join(map(clean_line, shown)) if shown else "")
        self.head.note = f"{len(self._sayings)}{'+' if self._more else ''}"
        self.fill()

    def fill(self) -> None:
        """Set the quotes for the present width."""
        if not self._loaded:
            return
        width = self.rows.room
        words = self.asked.words.casefold().split()
        rows = [
            Option(saying_prompt(saying, width, self.signs, self.style_of, words=words), id=str(number))
            for number, saying in enumerate(self._sayings)
        ]
        if self._more:
            rows.append(Option(counted_prompt(f"Show {AT_ONCE} more", "", width, self.style_of), id=MORE))
        if not rows and (self.asked.line or self.asked.words):
            rows = self.words("", "No quote answers that.", "Esc shows all quotes.")
        elif not rows:
            rows = self.words("", "No quotes yet.", "They come with the articles: R in the reader fetches news.")
        self.set_rows(rows, self.asked.focus)

    def possible(self) -> set[str]:
        """Return what can be done: with no quote in focus, only what finds some."""
        always = {"back", "search", "filter", "help", "sections"}
        return always | {"open", "next_page", "copy", "export", "name_page"} if self._sayings else always

    @property
    def saying(self) -> Saying | None:
        """The quote in focus."""
        row = self.rows.chosen
        return self._sayings[int(row)] if row and row.isdecimal() and int(row) < len(self._sayings) else None

    async def action_open(self) -> None:
        """Open the article at the quote, or show more quotes."""
        if self.rows.chosen == MORE:
            self.asked.focus = str(len(self._sayings))
            self.asked.limit += AT_ONCE
            self.load()
        elif saying := self.saying:
            self.asked.focus = self.rows.chosen
            self.dismiss(Go(article=saying.article, block=saying.block, text=saying.text))

    def action_back(self) -> None:
        """Back to the reader; the focus is kept for the next time."""
        self.asked.focus = self.rows.chosen
        super().action_back()

    def action_clear(self) -> None:
        """Clear the search, then the filter, then go back."""
        if self.asked.words:
            self._ask(self.asked.line, "")
        elif self.asked.line:
            self._ask("", "")
        else:
            self.action_back()

    def _ask(self, line: str, words: str) -> None:
        self.asked.line, self.asked.words, self.asked.limit, self.asked.focus = line, words, AT_ONCE, None
        self.rows.highlighted = None
        self.load()

    # Finding

    async def action_search(self) -> None:
        """Ask for words to find in the quotes."""
        await self.ask("words", "Find in the quotes", value=self.asked.words, placeholder="words somebody said")

    async def action_filter(self) -> None:
        """Ask for a query; ``by:`` is who said it."""
        from pullquote.tui.services.suggestions import queries

        await self.ask(
            "filter",
            "Quotes",
            value=self.asked.line,
            placeholder='by:"Krysten Ritter" show:"Jessica Jones" since:30d',
            explain=lambda line: explain(self.library, line),
            offering=queries(self.library, self.signs, sayings=True),
        )

    def answered(self, purpose: str, value: str) -> None:
        """Show what answers."""
        if purpose == "words":
            self._ask(self.asked.line, value)
        elif purpose == "filter":
            self._ask(value, self.asked.words)
        elif purpose.startswith("save "):
            self._save(purpose.removeprefix("save "), Path(value).expanduser())

    def action_sections(self) -> None:
        """Choose quotes by person, show or outlet."""
        from pullquote.tui.screens.choose import ChooseScreen

        answers = [("by", "By a person"), ("show", "About a show or film"), ("outlet", "From an outlet"), ("", "All")]

        def chosen(field: str | None) -> None:
            if field == "":
                self._ask("", "")
            elif field:
                self._pick(field)

        self.app.push_screen(ChooseScreen("Quotes", answers), chosen)

    def _pick(self, field: str) -> None:
        from pullquote.tui.screens.pick import PickScreen

        titles = {"by": "Who said it", "show": "About which show or film", "outlet": "From which outlet"}

        def chosen(value: str | None) -> None:
            if value:
                self._ask(f"{field}:{phrase(value)}", "")

        find = {"by": self._speakers, "show": self._works, "outlet": self._outlets}[field]
        self.app.push_screen(PickScreen(titles[field], find, self.signs), chosen)

    def _speakers(self, typed: str) -> Sequence[Choice]:
        from pullquote.tui.screens.pick import Choice

        names = self.library.complete_names(typed, 100) if typed else self.library.names((), limit=500)
        found = sorted((name for name in names if name.quotes), key=lambda name: -name.quotes)
        return [Choice(n.name, n.name, f"{n.quotes} quote{'s' if n.quotes != 1 else ''}") for n in found[:50]]

    def _works(self, typed: str) -> Sequence[Choice]:
        from pullquote.tui.screens.pick import Choice

        names = self.library.complete_names(typed, 100) if typed else self.library.names(WORK_TYPES, limit=50)
        return [Choice(n.name, n.name, f"{n.type}, {n.articles} articles") for n in names if n.type in WORK_TYPES][:50]

    def _outlets(self, typed: str) -> Sequence[Choice]:
        from pullquote.tui.screens.pick import Choice

        wanted = typed.casefold()
        found = [(name, count) for name, count, _ in self.library.outlets() if wanted in name.casefold()]
        return [Choice(name, name, f"{count} articles") for name, count in found[:50]]

    # Taking along

    def action_copy(self) -> None:
        """Copy the quote with speaker, outlet, title, day and address."""
        if saying := self.saying:
            self.app.copy_to_clipboard(citation(saying).rstrip("\n"))
            self.say("Copied the quote" + (f" by {saying.speaker}" if saying.speaker else ""))

    def action_browse(self) -> None:
        """Open the article in the browser."""
        if saying := self.saying:
            self.open_link(clean_address(saying.url))

    async def action_save(self) -> None:
        """Ask where to save the quotes as text."""
        await self._ask_path("text")

    def action_export(self) -> None:
        """Ask for a format, then where to."""
        from pullquote.tui.screens.choose import ChooseScreen

        async def chosen(form: str | None) -> None:
            if form:
                await self._ask_path(form)

        answers = [(form, label) for form, (label, _) in FORMS.items()]
        self.app.push_screen(ChooseScreen("Save these quotes as", answers), chosen)

    async def _ask_path(self, form: str) -> None:
        if not self._sayings:
            self.say("There is no quote here.")
            return
        label, ending = FORMS[form]
        await self.ask(f"save {form}", f"Save as {label} to", value=str(Path.cwd() / f"quotes{ending}"))

    @work(thread=True, group="save", exit_on_error=False)
    def _save(self, form: str, path: Path) -> None:
        try:
            sayings = find_quotes(self.library, self.asked.line, self.asked.words, None)
            with path.open("x", encoding="utf-8") as file:
                file.write(cited(sayings, form))
        except FileExistsError:
            self.post_message(Said(f"{path} is there already; choose another name.", failed=True))
        except OSError as error:
            self.post_message(Said(f"Cannot write {path}: {error.strerror}.", failed=True))
        except PullquoteError as error:
            self.post_message(Said(str(error), failed=True))
        else:
            self.post_message(Said(f"Saved {len(sayings)} quotes to {path}"))

    def action_name_page(self) -> None:
        """Open the page of who said it."""
        saying = self.saying
        if saying is None or not saying.speaker:
            self.say("Nobody is named as the speaker of this quote.")
            return
        from pullquote.tui.screens.entity import NamePage, named

        speaker = saying.speaker
        self.look_up(
            lambda: named(self.library, speaker),
            lambda name: self.app.push_screen(NamePage(self.access, name), self.follow_on),
        )


def split_line(line: str) -> tuple[str, str | None]:
    """Part a line into the query of the library and the speaker named by ``by:``."""
    words = parted(line)
    speakers = [word[3:].strip('"') for word in words if word.casefold().startswith("by:")]
    rest = " ".join(word for word in words if not word.casefold().startswith("by:"))
    return rest, (speakers[-1] or None) if speakers else None


def explain(library: Library, line: str) -> str:
    """Return in words what a line asks for."""
    query, speaker = split_line(line)
    said = f"said by {speaker}" if speaker else ""
    return ", ".join(part for part in (said, library.explain(query) if query else "") if part)


def find_quotes(library: Library, line: str, words: str, limit: int | None) -> list[Saying]:
    """Return the quotes that answer a line and hold all ``words``, whatever their case, the newest first."""
    query, speaker = split_line(line)
    wanted = words.casefold().split()
    if not wanted:
        return library.quotes(query, speaker=speaker, limit=limit)
    # The library's own index finds the articles that hold the words; which of their quotes do is seen here.
    narrowed = " ".join([query, *(phrase(word) if word.isalnum() else "" for word in wanted)])
    try:
        found = library.quotes(narrowed if all(map(str.isalnum, wanted)) else query, speaker=speaker, limit=SEARCHED)
    except NotFound:
        return []
    return [saying for saying in found if all(word in saying.text.casefold() for word in wanted)][:limit]


def cited(sayings: Sequence[Saying], form: str) -> str:
    """Return quotes as the text of a file: citations in one form, CSL-JSON as one list."""
    from pullquote.cache.export import citations

    if form == "csl":
        return "[\n" + ",\n".join(citations.citation_csl(saying).strip() for saying in sayings) + "\n]\n"
    if form == "bibtex":
        return "\n".join(citations.citation_bibtex(saying) for saying in sayings)
    one = citations.citation_markdown if form == "markdown" else citations.citation
    return "\n".join(one(saying) for saying in sayings)
