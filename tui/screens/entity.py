"""The page of a name: what it is, release dates, what was said, every article by time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from msgspec import Struct
from textual.binding import BindingType
from textual.content import Content
from textual.widgets.option_list import Option

from pullquote.cache.core.article import WORK_TYPES
from pullquote.cache.core.results import DatedRelease, Headline, Name, Saying
from pullquote.cache.core.sanitize import clean_address
from pullquote.tui.actions import Pane
from pullquote.tui.keymap import bindings
from pullquote.tui.render.page_rows import heading, name_head, release_prompt, saying_prompt
from pullquote.tui.render.rows import counted_prompt, headline_card, headline_row
from pullquote.tui.screens.entity_editor import EntityEditor
from pullquote.tui.screens.page import Go, Page
from pullquote.tui.services.completion import field_of, phrase
from pullquote.tui.services.handoff import copied
from pullquote.tui.widgets.headline_list import WIDE
from pullquote.tui.widgets.row_list import MOVES, RowList

if TYPE_CHECKING:
    from pullquote.cache.library import Library
    from pullquote.tui.services.library_access import LibraryAccess

ARTICLES_SHOWN = 200
QUOTES_SHOWN = 5
QUOTES_MORE = 50
DATES_SHOWN = 20


class About(Struct, frozen=True):
    """All the page shows of a name."""

    name: Name
    articles: Sequence[Headline]
    sayings: Sequence[Saying]
    dates: Sequence[DatedRelease]


class NameRows(RowList):
    """What there is about a name."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(Pane.NAME, MOVES)


class NamePage(Page):
    """Shows one name; Enter opens an article, there at the quote."""

    PANE = Pane.NAME
    ROWS = NameRows

    def __init__(self, access: LibraryAccess, name: int) -> None:
        super().__init__(access, "")
        self._number = name
        self._quotes = QUOTES_SHOWN
        self._about: About | None = None
        self._editor = EntityEditor(self, access, self.signs, self._shown_name, self._name_changed)

    def load(self) -> None:
        """Ask the library for all about the name."""
        name, quotes = self._number, self._quotes
        self.access.look_up(self, lambda: about(self.library, name, quotes + 1), self._found)

    def _found(self, found: About) -> None:
        self._about = found
        self.head.title = found.name.name
        self.head.note = found.name.type
        self.fill()

    def fill(self) -> None:
        """Set the page for the present width."""
        found = self._about
        if found is None:
            return
        width, signs, style = self.rows.room, self.signs, self.style_of
        rows = [Option(name_head(found.name, width, signs, style), disabled=True)]
        if found.dates:
            rows.append(Option(heading("Dates", width, signs, style), disabled=True))
            rows += [
                Option(release_prompt(release, width, signs, style), id=f"date {number}")
                for number, release in enumerate(found.dates)
            ]
        if found.sayings:
            label = "Said about it" if found.name.type in WORK_TYPES else "Said"
            rows.append(Option(heading(label, width, signs, style), disabled=True))
            rows += [
                Option(saying_prompt(saying, width, signs, style), id=f"quote {number}")
                for number, saying in enumerate(found.sayings[: self._quotes])
            ]
            if len(found.sayings) > self._quotes:
                rows.append(Option(counted_prompt(f"Show {QUOTES_MORE} more quotes", "", width, style), id="more"))
        rows.append(Option(heading("Articles", width, signs, style), disabled=True))
        rows += [Option(self._article(headline, width), id=f"article {headline.id}") for headline in found.articles]
        rows.append(Option(counted_prompt("All of them as a list", "", width, style), id="list"))
        self.set_rows(rows)

    def _article(self, headline: Headline, width: int) -> Content:
        if width >= WIDE:
            return headline_row(headline, width, self.signs, self.style_of)
        return Content("\n").join(line for line in headline_card(headline, width, self.signs, self.style_of) if line)

    def _shown_name(self) -> Name | None:
        return self._about.name if self._about else None

    def _name_changed(self, name: int | None) -> None:
        """Show the name as it is now; a hidden one has no page, but U can still take that back."""
        if name is not None:
            self._number = name
        self.load()

    def _saying(self) -> Saying | None:
        kind, _, number = (self.rows.chosen or "").partition(" ")
        return self._about.sayings[int(number)] if self._about and kind == "quote" else None

    def _headline(self) -> Headline | None:
        kind, _, number = (self.rows.chosen or "").partition(" ")
        if self._about is None or kind != "article":
            return None
        return next((headline for headline in self._about.articles if headline.id == int(number)), None)

    async def action_open(self) -> None:
        """Open the article in focus, at the quote; or show more."""
        found, row = self._about, self.rows.chosen or ""
        if found is None:
            return
        kind, _, number = row.partition(" ")
        if saying := self._saying():
            self.dismiss(Go(article=saying.article, block=saying.block, text=saying.text))
        elif kind == "date":
            self.dismiss(Go(article=found.dates[int(number)].article))
        elif kind == "article":
            self.dismiss(Go(article=int(number)))
        elif row == "more":
            self._quotes += QUOTES_MORE
            self.load()
        elif row == "list":
            self.dismiss(Go(section=(field_of(found.name) + phrase(found.name.name), found.name.name)))

    def action_copy(self) -> None:
        """Copy the quote in focus with its source, the link of the article, or the name."""
        if saying := self._saying():
            from pullquote.cache.export.citations import citation

            self.app.copy_to_clipboard(citation(saying).rstrip("\n"))
            self.say(copied(saying.speaker))
        elif (headline := self._headline()) and (address := clean_address(headline.url)):
            self.app.copy_to_clipboard(address)
            self.say("Copied the link")
        elif self._about:
            self.app.copy_to_clipboard(self._about.name.name)
            self.say("Copied the name")

    def action_browse(self) -> None:
        """Open the article in focus in the browser."""
        saying, headline = self._saying(), self._headline()
        if address := (saying.url if saying else headline.url if headline else None):
            self.open_link(clean_address(address))

    def action_follow(self) -> None:
        """Follow the name."""
        self._editor.follow(True)

    def action_unfollow(self) -> None:
        """Stop following the name."""
        self._editor.follow(False)

    def action_fix_type(self) -> None:
        """Ask what the name is."""
        self._editor.correct_type()

    def action_merge_name(self) -> None:
        """Ask which name this one is the same as."""
        self._editor.merge()

    def action_hide_name(self) -> None:
        """Never list the name again."""
        self._editor.hide()


def about(library: Library, number: int, quotes: int) -> About:
    """Return all about a name: its newest articles and quotes, its dates by time. Raises ``NotFound``."""
    name = library.name(number)
    known = {spelling.casefold() for spelling in (name.name, *name.aka)}
    query = field_of(name) + phrase(name.name)
    dates: list[DatedRelease] = []
    if name.type in WORK_TYPES:
        sayings = library.quotes(query, limit=quotes)
        dates = [release for release in library.releases(query) if release.title.casefold() in known][:DATES_SHOWN]
    else:
        sayings = library.quotes(speaker=name.name, limit=quotes) if name.quotes else []
    return About(name, library.about(number, limit=ARTICLES_SHOWN), sayings, dates)


def named(library: Library, text: str) -> int:
    """Return the name that is spelled ``text``, else the likeliest. Raises ``NotFound``."""
    wanted = text.casefold()
    exact = (n.id for n in library.complete_names(text, 20) if wanted in (n.name.casefold(), *map(str.casefold, n.aka)))
    return next(exact, None) or library.find_name(text).id
