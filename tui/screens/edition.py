"""The page of an edition: cover, contents by section, pull quotes and releases; behind its last article, its end."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace
from textual.widgets.option_list import Option

from pullquote.cache.core.edition import Edition
from pullquote.cache.core.results import QuoteRow
from pullquote.cache.core.sanitize import clean_address, clean_line
from pullquote.cache.core.times.words import MONTHS
from pullquote.tui.actions import Pane, key_of
from pullquote.tui.render.edition_rows import action_row, cover, end, entry_prompt, release_row
from pullquote.tui.render.issue import Issue, minutes
from pullquote.tui.render.page_rows import heading, quote_prompt
from pullquote.tui.screens.page import Go, Page, Place
from pullquote.tui.services.library.editions import EDITION_FORMS, Wish, file_name, issue_of, make, save
from pullquote.tui.services.messages import Said
from pullquote.tui.services.programs.handoff import copied
from pullquote.tui.services.refresh.edition_fetch import EditionFetch
from pullquote.tui.widgets.prompt import asks

if TYPE_CHECKING:
    from pullquote.tui.services.library.access import LibraryAccess

READ, AGAIN, BACK, OTHER, COVER = "read", "again", "back", "other", "cover"
"""The rows that do something."""
END = "end"
"""What a ``Place`` says in ``line`` of the end of an edition."""
LOOK_EVERY = 0.3
"""Seconds between two looks at how far fetching is."""
LEAST_COVER = 9
"""Lines a cover has at least."""


class EditionScreen(Page):
    """Shows an edition, the one kept last where none is handed over; Enter reads it from there."""

    PANE = Pane.EDITION

    def __init__(
        self, access: LibraryAccess, fetch: EditionFetch, edition: Edition | None = None, place: int = 0
    ) -> None:
        super().__init__(access, "Edition")
        self._fetch = fetch
        self._was_fetching = False
        self._edition = edition
        self._unkept_place = place
        self._issue: Issue | None = None
        self._at_end = False
        self._entries: dict[str, int] = {}
        self._quotes: dict[str, QuoteRow] = {}

    def on_mount(self) -> None:
        """Show the edition, and how far fetching what it lacks is."""
        super().on_mount()
        self.set_interval(LOOK_EVERY, self._show_fetch)

    def load(self) -> None:
        """Ask the library what of the edition is here, and how far it is read."""
        wanted, place, library = self._edition, self._unkept_place, self.library

        def find() -> Issue | None:
            kept = library.editions.latest()
            if wanted is None or (kept is not None and kept[0].id == wanted.id):
                return issue_of(library, *kept, offline=True) if kept else None
            return issue_of(library, wanted, place, offline=True)

        self.access.look_up(self, find, self._show, failed=self._refused)

    def _refused(self, said: Said) -> None:
        self._show(None)
        self.on_said(said)

    def _show(self, issue: Issue | None) -> None:
        self._issue = issue
        if issue is not None:
            self._edition = issue.edition
            made = issue.edition.made.astimezone()
            self.head.title = f"Edition of {made.day} {MONTHS[made.month - 1]}"
            self.head.note = f"{len(issue.here)} {self.icons.dot} {minutes(issue.length)}"
        self._show_fetch()
        self.fill()

    def _show_fetch(self) -> None:
        """Show how far fetching is, else how much of the edition is here whole; what has come is shown once it ends."""
        fetch, issue = self._fetch, self._issue
        key = key_of("edition_fetch", self.settings.keys)
        if fetch.running:
            self.status.standing, self.status.progress = f"{fetch.standing} ({key} stops)", fetch.done
        elif self._was_fetching:
            self.status.progress = None
            self.load()
            if fetch.failure:
                self.say(fetch.failure, failed=True)
        elif issue is not None and issue.here:
            much = f"{issue.whole} of {len(issue.here)} whole offline"
            lacks = issue.whole < len(issue.here)
            self.status.standing = f"{much}, {key} fetches what is missing" if lacks else much
        self._was_fetching = fetch.running

    def fill(self) -> None:
        """Set the cover and the contents for the present size, or the end."""
        issue = self._issue
        self._entries, self._quotes = {}, {}
        if issue is None or not issue.here:
            self.set_rows(self._nothing())
        elif self._at_end:
            self.set_rows(self._end_rows(issue))
        else:
            self.set_rows(self._contents(issue), focus=self.rows.chosen or READ)

    def on_resize(self) -> None:
        """Set the cover to the new height."""
        self.call_after_refresh(self.fill)

    @property
    def _room(self) -> tuple[int, int]:
        """Cells and lines a cover may take, so that the row below it is in view."""
        return self.rows.room, max(LEAST_COVER, (self.rows.size.height or self.app.size.height - 3) - 2)

    def _nothing(self) -> list[Option]:
        again = key_of("edition", self.settings.keys)
        if self._issue is None:
            return self.words("", "There is no edition yet.", f"{again} makes one of what is unread.")
        return self.words("", "Nothing of this edition is in the library any more.", f"{again} makes another.")

    def _contents(self, issue: Issue) -> list[Option]:
        width, icons, style = self.rows.room, self.icons, self.style_of
        at = issue.at
        if at is None:
            row = action_row("Read it again", "from the cover", width, icons, style)
        elif issue.is_begun:
            row = action_row(f"Go on: {issue.words(at)[0]}", issue.headline(at).title, width, icons, style)
        else:
            row = action_row("Begin", issue.headline(at).title, width, icons, style)
        rows = [Option(cover(issue, self._room, icons, style), disabled=True), Option(row, id=READ)]
        section = None
        for place in issue.here:
            entry = issue.entry(place)
            if entry.section != section:
                section = entry.section
                label = clean_line(section, 60) or "Contents"
                rows.append(Option(heading(label, width, icons, style), disabled=True))
            key = f"entry:{entry.article}"
            self._entries[key] = place
            rows.append(Option(entry_prompt(issue, place, width, icons, style), id=key))
        return [*rows, *self._quote_rows(issue), *self._release_rows(issue)]

    def _quote_rows(self, issue: Issue) -> list[Option]:
        width, icons, style = self.rows.room, self.icons, self.style_of
        self._quotes = {f"quote:{number}": one for number, one in enumerate(issue.quotes)}
        rows = [Option(quote_prompt(one, width, icons, style), id=key) for key, one in self._quotes.items()]
        return [Option(heading("Said today", width, icons, style), disabled=True), *rows] if rows else []

    def _release_rows(self, issue: Issue) -> list[Option]:
        width, icons, style = self.rows.room, self.icons, self.style_of
        rows = [Option(release_row(one, width, icons, style), disabled=True) for one in issue.edition.releases]
        return [Option(heading("Out this week", width, icons, style), disabled=True), *rows] if rows else []

    def _end_rows(self, issue: Issue) -> list[Option]:
        width, icons, style, keys = self.rows.room, self.icons, self.style_of, self.settings.keys
        offered = {
            BACK: ("Back to the headlines", f"{key_of('back', keys)} does too"),
            OTHER: ("Another edition", key_of("edition", keys)),
            COVER: ("Its cover and contents", ""),
            AGAIN: ("Keep it as a file", f"EPUB, Markdown, text: {key_of('export', keys)}"),
        }
        rows = [Option(end(issue, self._room, icons, style), disabled=True)]
        rows += [Option(action_row(*words, width, icons, style), id=key) for key, words in offered.items()]
        unread = [place for place in issue.here if not issue.headline(place).read]
        if unread:
            rows.append(Option(heading("Still unread", width, icons, style), disabled=True))
        for place in unread:
            key = f"entry:{issue.entry(place).article}"
            self._entries[key] = place
            rows.append(Option(entry_prompt(issue, place, width, icons, style), id=key))
        return rows

    def possible(self) -> set[str]:
        """Return what can be done: without an edition, only what makes one."""
        always = {"back", "help", "edition"}
        return always | {"open", "export", "copy", "edition_fetch"} if self._issue and self._issue.here else always

    @property
    def subject(self) -> int | None:
        """The article of the row in focus."""
        chosen = self.rows.chosen or ""
        if (quote_row := self._quotes.get(chosen)) is not None:
            return quote_row.article
        place = self._entries.get(chosen)
        return self._issue.entry(place).article if self._issue and place is not None else None

    @property
    def place(self) -> Place:
        """Which edition is shown, its cover or its end, and the row in focus."""
        number = self._edition.id if self._edition else 0
        return Place(page=self.PANE, row=self.rows.chosen, name=number, line=END if self._at_end else "")

    def restore(self, place: Place) -> None:
        """Show the cover or the end, as a place says."""
        super().restore(place)
        self._at_end = place.line == END

    # Going on

    async def action_open(self) -> None:
        """Read on, or from the article in focus; on a row that offers something else, do that."""
        chosen, issue = self.rows.chosen or "", self._issue
        if issue is None or not issue.here:
            return
        if (quote_row := self._quotes.get(chosen)) is not None:
            place = next(place for place in issue.here if issue.entry(place).article == quote_row.article)
            self._read(place, quote_row)
        elif chosen in self._entries:
            self._read(self._entries[chosen])
        elif chosen == READ:
            self._read(issue.here[0] if issue.at is None else issue.at)
        elif chosen == BACK:
            self.action_back()
        elif chosen == OTHER:
            self.action_edition()
        elif chosen == COVER:
            self._at_end = False
            self.rows.highlighted = None
            self.fill()
        elif chosen == AGAIN:
            self.action_export()

    def _read(self, place: int, quote_row: QuoteRow | None = None) -> None:
        """Read the edition from an entry on; ``quote_row`` is in focus there."""
        issue = self._issue
        if issue is not None:
            block, text = (quote_row.block, quote_row.text) if quote_row else (None, "")
            article = issue.entry(place).article
            self.dismiss(Go(article=article, block=block, text=text, entry=(issue.edition, place)))

    def action_edition(self) -> None:
        """Ask for another edition, or go on with this one."""
        from pullquote.tui.screens.edition_dialog import ask

        def wished(wish: Wish, running: Issue | None) -> None:
            if not wish.resume:
                make(self, self.access, wish, self.show_other)
            elif running is not None and running.at is not None:
                article = running.entry(running.at).article
                self.dismiss(Go(article=article, entry=(running.edition, running.at)))

        ask(self, self.access, self._edition.query if self._edition else "", wished)

    def show_other(self, edition: Edition) -> None:
        """Show another edition, from its cover on."""
        self._edition, self._unkept_place, self._at_end = edition, 0, False
        self.rows.highlighted = None
        self.load()

    # Taking along

    def action_browse(self) -> None:
        """Open the article in focus in the browser."""
        if (row := self._row) is not None:
            self.open_link(clean_address(row))

    def action_copy(self) -> None:
        """Copy the pull quote in focus with who said it, else the link of the article."""
        if (quote_row := self._quotes.get(self.rows.chosen or "")) is not None:
            from pullquote.cache.export.citations import citation  # lazy: not needed to show the page

            self.app.copy_to_clipboard(citation(quote_row).rstrip("\n"))
            self.say(copied(quote_row.speaker))
        elif (row := self._row) is not None and (address := clean_address(row)):
            self.app.copy_to_clipboard(address)
            self.say("Copied the link")
        else:
            self.say("Put the focus on an article or a quote.")

    @property
    def _row(self) -> str | None:
        """The address of the article in focus."""
        if self._issue is None or (number := self.subject) is None:
            return None
        return self._issue.headlines[number].url

    def action_export(self) -> None:
        """Ask for a format, then where to save the edition."""
        from pullquote.tui.screens.pickers import Choice, PickScreen, among

        if self._issue is None or not self._issue.here:
            self.say("There is no edition here to save.")
            return

        def chosen(form: str | None) -> None:
            if form:
                self._save(form)

        forms = among([Choice(form, label) for form, label in EDITION_FORMS.items()])
        self.app.push_screen(PickScreen("Save the edition as", forms, self.icons), chosen)

    @asks
    async def _save(self, form: str) -> None:
        if (edition := self._edition) is None:
            return
        name = file_name(edition, form)
        path = await self.prompt.ask_path("Save to", value=str(Path.cwd() / name), icons=self.icons, name=name)
        if path is not None:
            self.access.look_up(self, lambda: save(self.library, edition, form, path), self.say, group="save")

    def action_edition_fetch(self) -> None:
        """Fetch what is missing of the edition; again, stop."""
        issue = self._issue
        if self._fetch.running:
            self._fetch.stop()
        elif issue is None or not issue.here:
            self.say("There is no edition here to fetch anything for.")
        elif issue.whole == len(issue.here):
            self.say("All of it is here whole: it can be read without a network.")
        else:
            self._fetch.start(issue.edition)
            self._show_fetch()


def place_of(edition: Edition, *, ended: bool = False) -> Place:
    """Return the place of an edition's cover, or of its end."""
    return Place(page=Pane.EDITION, name=edition.id, line=END if ended else "")


def without_row(place: Place, *, ended: bool) -> Place:
    """Return the place of an edition's page with the focus where reading goes on, or at its end."""
    return replace(place, row=None, line=END if ended else "")
