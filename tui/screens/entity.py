"""The page of a name: what it is, release dates, songs of an album, what was said by and about it, its articles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets.option_list import Option

from pullquote.cache.core.about import About
from pullquote.cache.core.counts import counted
from pullquote.cache.core.results import EntityRow, Headline, QuoteRow
from pullquote.cache.core.sanitize import clean_address, clean_name
from pullquote.cache.core.spoilers import Guard
from pullquote.tui.actions import Pane, key_of
from pullquote.tui.render.page_rows import heading, name_head, quote_prompt, release_prompt
from pullquote.tui.render.rows import RowLook, counted_prompt, headline_card, headline_row
from pullquote.tui.screens.catalogue_editor import CatalogueEditor
from pullquote.tui.screens.catalogue_section import CatalogueSection
from pullquote.tui.screens.entity_editor import EntityEditor
from pullquote.tui.screens.guard_editor import GuardEditor, list_guards
from pullquote.tui.screens.page import Go, Page, Place, quote_keys
from pullquote.tui.screens.seen_editor import SeenEditor
from pullquote.tui.services.library.about import about, lacking
from pullquote.tui.services.messages import NameWanted
from pullquote.tui.services.programs.handoff import copied
from pullquote.tui.services.words.guarding import covers
from pullquote.tui.services.words.queries import field_of, phrase
from pullquote.tui.widgets.headline_list import WIDE

if TYPE_CHECKING:
    from pullquote.tui.services.library.access import LibraryAccess

QUOTES_SHOWN = 5
QUOTES_MORE = 50


class EntityScreen(Page):
    """Shows one name; Enter opens an article, there at the quote."""

    PANE = Pane.NAME

    def __init__(self, access: LibraryAccess, name: int) -> None:
        super().__init__(access, "")
        self._number = name
        self._quotes = QUOTES_SHOWN
        self._about: About | None = None
        self._restored = False
        self._row_look = RowLook(self.icons)
        self._catalogue = CatalogueSection(self.icons, self.style_of)
        self._editor = EntityEditor(self, access, self.icons, self._shown_name, self._name_changed)
        self._records_editor = CatalogueEditor(self, access, self.icons, self._shown_name, self._name_changed)
        self._guard = GuardEditor(self, access, self._shown_name, self._name_changed)
        self._guarded: Guard | None = None
        self._seen = SeenEditor(self, access, self.prompt, self.icons, self._shown_name, self._name_changed)

    def load(self) -> None:
        """Ask the library for all about the name."""
        name, quotes = self._number, self._quotes

        def look() -> tuple[About, Guard | None]:
            found = about(self.library, name, quotes + 1)
            return found, self.library.guard.of([found.name]).get(found.name.id)

        self.access.look_up(self, look, lambda answer: self._found(*answer))

    def _found(self, found: About, guarded: Guard | None) -> None:
        self._guarded = guarded
        if self._about is None:
            self.post_message(NameWanted(found.name.id, followed=found.name.followed, asks=not self._restored))
        self._about = found
        self.head.title = found.name.name
        self.head.note = found.name.type
        self.fill()

    def fill(self) -> None:
        """Set the page for the present width."""
        found = self._about
        if found is None:
            return
        width, icons, style = self.rows.room, self.icons, self.style_of
        guarded = covers(self._guarded) if self._guarded else ""
        rows = [Option(name_head(found.name, width, icons, style, guarded), disabled=True)]
        if found.dates:
            rows.append(Option(heading("Dates", width, icons, style), disabled=True))
            rows += [
                Option(release_prompt(release, width, icons, style), id=f"date {number}")
                for number, release in enumerate(found.dates)
            ]
        rows += self._catalogue.rows(found, width)
        if found.music:
            label = "Songs" if found.name.type == "album" else "On the album"
            rows.append(Option(heading(label, width, icons, style), disabled=True))
            rows += [
                Option(
                    counted_prompt(other.name, counted(other.articles, "article"), width, style), id=f"name {other.id}"
                )
                for other in found.music
            ]
        about_label = "Said about them" if found.name.type in ("person", "group") else "Said about it"
        for label, kind, quote_rows in (("Said", "said", found.said), (about_label, "about", found.about)):
            if quote_rows:
                rows.append(Option(heading(label, width, icons, style), disabled=True))
            rows += [
                Option(quote_prompt(quote_row, width, icons, style), id=f"{kind} {key}")
                for key, quote_row in zip(quote_keys(quote_rows[: self._quotes]), quote_rows, strict=False)
            ]
            if len(quote_rows) > self._quotes:
                more = counted_prompt(f"Show {QUOTES_MORE} more quotes", "", width, style)
                rows.append(Option(more, id=f"more {kind}"))
        rows.append(Option(heading("Articles", width, icons, style), disabled=True))
        rows += [Option(self._article(headline, width), id=f"article {headline.id}") for headline in found.articles]
        rows.append(Option(counted_prompt("All of them as a list", "", width, style), id="list"))
        self.set_rows(rows + self._hint(found))

    def _hint(self, found: About) -> list[Option]:
        """Return a row that says what catalogues could add, on a page with little on it; none to who said no."""
        use = self.settings.catalogue.use
        if use == "off" or found.dates or found.said or found.about or found.music:
            return []
        words = lacking(found, use)
        return self.words("", words) if words else []

    def _article(self, headline: Headline, width: int) -> Content:
        if width >= WIDE:
            return headline_row(headline, width, self._row_look, self.style_of)
        return Content("\n").join(
            line for line in headline_card(headline, width, self._row_look, self.style_of) if line
        )

    def _shown_name(self) -> EntityRow | None:
        return self._about.name if self._about else None

    def _name_changed(self, name: int | None) -> None:
        """Show the name as it is now; a hidden one has no page, but U can still take that back."""
        if name is not None:
            self._number = name
        self.load()

    def _quote_row(self) -> QuoteRow | None:
        kind, _, key = (self.rows.chosen or "").partition(" ")
        if self._about is None or kind not in ("said", "about"):
            return None
        quote_rows = self._about.said if kind == "said" else self._about.about
        return dict(zip(quote_keys(quote_rows), quote_rows, strict=True)).get(key)

    @property
    def place(self) -> Place:
        """Which name is shown, with how many quotes, and the row in focus."""
        return Place(page=self.PANE, row=self.rows.chosen, name=self._number, limit=self._quotes)

    def restore(self, place: Place) -> None:
        """Show what a place shows."""
        super().restore(place)
        self._restored = True
        self._quotes = max(place.limit, QUOTES_SHOWN)

    def _headline(self) -> Headline | None:
        kind, _, number = (self.rows.chosen or "").partition(" ")
        if self._about is None or kind != "article":
            return None
        return next((headline for headline in self._about.articles if headline.id == int(number)), None)

    @property
    def subject(self) -> int | None:
        """The article in focus, or that of the quote or the date in focus."""
        kind, _, number = (self.rows.chosen or "").partition(" ")
        if quote_row := self._quote_row():
            return quote_row.article
        if kind == "date" and self._about is not None:
            return self._about.dates[int(number)].article
        return int(number) if kind == "article" else None

    async def action_open(self) -> None:
        """Open the article in focus, at the quote; or show more."""
        found, row = self._about, self.rows.chosen or ""
        if found is None:
            return
        kind, _, number = row.partition(" ")
        if quote_row := self._quote_row():
            self.dismiss(Go(article=quote_row.article, block=quote_row.block, text=quote_row.text))
        elif kind == "date":
            self.dismiss(Go(article=found.dates[int(number)].article))
        elif kind == "article":
            self.dismiss(Go(article=int(number)))
        elif kind == "name":
            self.app.push_screen(EntityScreen(self.access, int(number)), self.follow_on)
        elif kind == "more":
            self._quotes += QUOTES_MORE
            self.load()
        elif name := self._catalogue.leads_to(row):
            self.app.push_screen(EntityScreen(self.access, name), self.follow_on)
        elif unknown := self._catalogue.unknown(row):
            self.say(f"No article here names {clean_name(unknown)}. {self._opens_source()}")
        elif focus := self._catalogue.unfold(row):
            self._row_wanted = focus
            self.fill()
        elif source := self._catalogue.address(row):
            self.open_link(source)
        elif row == "list":
            self.dismiss(Go(section=(field_of(found.name.type) + phrase(found.name.name), found.name.name)))

    def action_copy(self) -> None:
        """Copy the quote in focus with its source, the link of the article, or the name."""
        if quote_row := self._quote_row():
            from pullquote.cache.export.citations import citation

            self.app.copy_to_clipboard(citation(quote_row).rstrip("\n"))
            self.say(copied(quote_row.speaker))
        elif (headline := self._headline()) and (address := clean_address(headline.url)):
            self.app.copy_to_clipboard(address)
            self.say("Copied the link")
        elif source := self._catalogue.address(self.rows.chosen or ""):
            self.app.copy_to_clipboard(source)
            self.say("Copied the link")
        elif self._about:
            self.app.copy_to_clipboard(self._about.name.name)
            self.say("Copied the name")

    def action_browse(self) -> None:
        """Open the article in focus, or the page of the catalogue in focus, in the browser."""
        quote_row, headline = self._quote_row(), self._headline()
        address = quote_row.url if quote_row else headline.url if headline else None
        if address := address or self._catalogue.address(self.rows.chosen or ""):
            self.open_link(clean_address(address))

    def _opens_source(self) -> str:
        return f"{key_of('browse', self.settings.keys)} opens the page of the source."

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

    def action_catalogue_record(self) -> None:
        """Ask which record of a catalogue is the name."""
        self._records_editor.ask()

    def action_guard(self) -> None:
        """Guard the name against spoilers, or let it go."""
        self._guard.toggle()

    def action_guards(self) -> None:
        """List what is guarded; the page of the name that is chosen opens over this one."""

        def show(name: int) -> None:
            self.app.push_screen(EntityScreen(self.access, name), self.follow_on)

        list_guards(self, self.access, self.icons, show)

    def action_seen(self) -> None:
        """Ask how far the show was seen."""
        self._seen.ask()

    def action_seen_next(self, count: int = 1) -> None:
        """Move the show one episode on, or so many."""
        self._seen.advance(count)
