"""The feeds: how each does, adding by site, folders, pausing, subscription lists in and out."""

from __future__ import annotations

import asyncio
from asyncio import CancelledError
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from textual.widgets.option_list import Option

from pullquote.cache.core.counts import counted
from pullquote.cache.core.errors import FetchError, PullquoteError
from pullquote.cache.core.feed import Candidate, Feed, Imported, feeds_by_folder
from pullquote.cache.core.mail import mail_address
from pullquote.cache.core.sanitize import clean_address, clean_line
from pullquote.tui.actions import Pane, key_of
from pullquote.tui.render.page_rows import feed_prompt, folder_prompt
from pullquote.tui.render.rows import counted_prompt
from pullquote.tui.screens.feed_settings import FeedSettings
from pullquote.tui.screens.page import Go, Page, Place
from pullquote.tui.screens.starter_feeds import offer_starter_feeds
from pullquote.tui.services.background import Stoppable
from pullquote.tui.services.messages import Said
from pullquote.tui.services.programs.handoff import save_new_file
from pullquote.tui.services.prompt.suggestions import folders
from pullquote.tui.services.refresh.refresher import under_way
from pullquote.tui.services.words.accounts import stays_as_it_was, stays_subscribed
from pullquote.tui.services.words.queries import phrase
from pullquote.tui.widgets.prompt import asks

if TYPE_CHECKING:
    from pullquote.cache.core.servers.sync import Account
    from pullquote.tui.services.library.access import LibraryAccess
    from pullquote.tui.services.refresh.refresher import Refresher

LOOK_EVERY = 0.5
_ORDERS: dict[str, tuple[str, Callable[[Feed], tuple[object, ...]]]] = {
    "folder": ("by folder", lambda feed: (feed.folder.casefold(), feed.title.casefold())),
    "trouble": ("trouble first", lambda feed: (not feed.error, not feed.suspended, -feed.failures)),
    "unread": ("most unread first", lambda feed: (-feed.unread, feed.title.casefold())),
    "title": ("by title", lambda feed: (feed.title.casefold(),)),
}
_BEGIN = (("starter", "Take starter feeds"), ("feed_add", "Add a site"), ("feeds_import", "Import an OPML file"))


class FeedsScreen(Page):
    """Lists the feeds; Enter shows the articles of one. A refresh goes on after the page has closed.

    ``articles_changed`` is called when the articles of a feed went or came back; ``first`` is the id of an action to do
    at once.
    """

    PANE = Pane.FEEDS

    def __init__(
        self, access: LibraryAccess, refresher: Refresher, articles_changed: Callable[[], None], first: str = ""
    ) -> None:
        super().__init__(access, "Feeds")
        self._refresher = refresher
        self._articles_changed = articles_changed
        self._first = first
        self._feeds: Sequence[Feed] | None = None
        self._shown: Sequence[Feed] = ()
        self._words = ""
        self._order = "folder"
        self._search: Stoppable | None = None
        self._by_folder = False
        self._folded: set[str] = set()
        self._seen = -1
        self._failure = refresher.failure

    def on_mount(self) -> None:
        """Follow the refresh, and do at once what the page was opened for."""
        self._order = self.access.read_now(self, lambda: self.library.recall("feeds.order"), None) or self._order
        folded = self.access.read_now(self, lambda: self.library.recall("feeds.folded"), None)
        self._folded = set(filter(None, (folded or "").split("\n")))
        self.set_interval(LOOK_EVERY, self._watch)
        if self._first:
            self.call_after_refresh(self.run_chosen, self._first)

    def on_unmount(self) -> None:
        """Stop looking for feeds: nobody is left to hear of them."""
        super().on_unmount()
        if self._search is not None:
            self._search.stop()

    def load(self) -> None:
        """Ask the library for the feeds."""
        self.access.look_up(self, self.library.feeds.listed, self._found)

    def _watch(self) -> None:
        """Show how far the refresh is, and what it has changed."""
        self.status.standing, self.status.progress = self._refresher.standing, self._refresher.done
        if self._refresher.failure != self._failure:
            self._failure = self._refresher.failure
            self.say(self._failure)
        try:
            seen = self.library.changes()
        except PullquoteError as error:
            self.say(str(error), failed=True)
            return
        if seen != self._seen:
            self._seen = seen
            self.load()

    def _found(self, feeds: Sequence[Feed]) -> None:
        self._feeds = feeds
        self.fill()

    def fill(self) -> None:
        """Set the feeds for the present width."""
        if self._feeds is None:
            return
        order = self._order if self._order in _ORDERS else "folder"
        wanted = self._words.casefold()
        fitting = [f for f in self._feeds if wanted in f"{f.title}\n{f.url}\n{f.folder}".casefold()]
        self._shown = sorted(fitting, key=_ORDERS[order][1])
        self._by_folder = order == "folder" and not wanted and any(feed.folder for feed in self._shown)
        troubled = sum(bool(feed.error) for feed in self._feeds)
        self.head.title = "Feeds, " + _ORDERS[order][0] + (f": {clean_line(self._words)}" if self._words else "")
        self.head.note = f"{len(self._shown)}" + (f", {troubled} in trouble" if troubled else "")
        width = self.rows.room
        rows = self._folder_rows(width) if self._by_folder else [self._row(feed, width) for feed in self._shown]
        if not rows and self._words:
            rows = self.words("", "No feed is called that.", "Esc shows all feeds.")
        elif not rows:
            rows = self.words("", "No feeds yet. How do you want to begin?", "")
            rows += [Option(counted_prompt(label, "", width, self.style_of), id=row) for row, label in _BEGIN]
        # The first feed and not the folder above it: most keys are for feeds.
        first = next((row.id for row in rows if row.id and row.id.startswith("feed ")), None)
        self.set_rows(rows, None if self.rows.chosen else first)

    def _row(self, feed: Feed, width: int) -> Option:
        return Option(feed_prompt(feed, width, self.icons, self.style_of), id=f"feed {feed.id}")

    def _folder_rows(self, width: int) -> list[Option]:
        """Return the folders with their sums, and below each its feeds unless it is folded."""
        rows: list[Option] = []
        for folder, members in feeds_by_folder(self._shown):
            folded = folder in self._folded
            if folder:
                prompt = folder_prompt(folder, members, width, self.icons, self.style_of, folded=folded)
                rows.append(Option(prompt, id=f"folder {folder}"))
            if not folded:
                rows += [self._row(msgspec.structs.replace(feed, folder=""), width) for feed in members]
        return rows

    def possible(self) -> set[str] | None:
        """Return what can be done: without feeds, only what brings some."""
        return None if self._shown else {"open", "back", "help", "feed_add", "feeds_import"}

    @property
    def feed(self) -> Feed | None:
        """The feed in focus."""
        kind, _, number = (self.rows.chosen or "").partition(" ")
        if kind != "feed":
            return None
        return next((feed for feed in self._shown if feed.id == int(number)), None)

    @property
    def folder(self) -> str | None:
        """The folder in focus; ``None`` on a feed."""
        kind, _, name = (self.rows.chosen or "").partition(" ")
        return name if kind == "folder" else None

    def action_feed_fold(self) -> None:
        """Fold the folder in focus, or that of the feed in focus; again, unfold it."""
        folder = self.feed.folder if self.feed else self.folder
        if not self._by_folder or not folder:
            self.say("Folders fold where the feeds stand by folder: S changes the order, f puts a feed into one.")
            return
        self._folded ^= {folder}
        self.access.remember(self, "feeds.folded", "\n".join(sorted(self._folded)))
        self.rows.put_focus(f"folder {folder}")
        self.fill()

    async def action_open(self) -> None:
        """Show the articles of the feed, or of all feeds of the folder."""
        if feed := self.feed:
            self.dismiss(Go(section=(f"feed:{feed.id}", feed.title)))
        elif (folder := self.folder) is not None:
            self.dismiss(Go(section=(f"folder:{phrase(folder)}", folder)))
        elif self.rows.chosen == "starter":
            self._offer_starter_feeds()
        elif self.rows.chosen:
            await self.run_chosen(self.rows.chosen)

    @property
    def place(self) -> Place:
        """Which feeds are shown, and the one in focus."""
        return Place(page=self.PANE, row=self.rows.chosen, words=self._words)

    def restore(self, place: Place) -> None:
        """Show what a place shows."""
        super().restore(place)
        self._words = place.words

    def action_clear(self) -> None:
        """Stop looking for feeds, else clear the search, else go back."""
        if self._search is not None:
            self._search.stop()
        elif self._words:
            self._words = ""
            self.fill()
        else:
            self.action_back()

    def action_sort(self) -> None:
        """Change to the next order and keep it."""
        orders = list(_ORDERS)
        at = orders.index(self._order) if self._order in orders else 0
        self._order = orders[(at + 1) % len(orders)]
        self.rows.highlighted = None
        self.fill()
        self.access.remember(self, "feeds.order", self._order)

    @asks
    async def action_search(self) -> None:
        """Ask for a part of a title."""
        answer = await self.prompt.ask(
            "Find a feed", value=self._words, placeholder="a part of its title, address or folder"
        )
        if answer is not None:
            self._words = answer.line
            self.rows.highlighted = None
            self.fill()

    # Adding

    @asks
    async def action_feed_add(self) -> None:
        """Ask for the address of a site or a feed."""
        answer = await self.prompt.ask("Add", placeholder="site.example or https://site.example/feed")
        if answer is not None and answer.line:
            self._find(answer.line)

    def _find(self, source: str) -> None:
        def trying(address: str) -> None:
            self.post_message(Said(f"Esc stops. Asking {clean_line(address)}"))

        def find() -> Sequence[Candidate] | PullquoteError | None:
            try:
                return search.run(self.library.feeds.search(source, trying=trying))
            except PullquoteError as error:
                return error
            except CancelledError:
                return None

        def found(answer: Sequence[Candidate] | PullquoteError | None) -> None:
            self._search = None
            if answer is None:
                self.say("Stopped: no feed was added.")
            elif isinstance(answer, PullquoteError):
                self._not_found(source, answer)
            else:
                self._choose(source, answer)

        if self._search is not None:
            self._search.stop()
        self._search = search = Stoppable()
        self.say(f"Looking for feeds at {clean_line(source, 80)}")
        self.access.look_up(self, find, found, group="find feeds")

    def _offer_starter_feeds(self) -> None:
        offer_starter_feeds(self, self.access, self.icons, lambda: self._refresh(None))

    def _not_found(self, source: str, error: PullquoteError) -> None:
        self.say(str(error), failed=True)
        address = clean_address(source)
        if address is None or not isinstance(error, FetchError):
            return
        from pullquote.tui.screens.pickers import ChooseScreen

        def chosen(answer: str | None) -> None:
            if answer == "yes":
                self._subscribe(Candidate(address), source)

        answers = [("no", "No"), ("yes", "Add this address as it is; it is asked again later")]
        self.app.push_screen(ChooseScreen(f"{error} Add it all the same?", answers), chosen)

    def _choose(self, source: str, found: Sequence[Candidate]) -> None:
        if not found:
            self.say(f"No feed was found at {clean_line(source, 80)}.", failed=True)
        elif len(found) == 1:
            self._subscribe(found[0], source)
        else:
            from pullquote.tui.screens.pickers import Choice, PickScreen, among

            listed = among([Choice(c.url, c.title or c.url, c.url if c.title else c.type) for c in found])

            def chosen(address: str | None) -> None:
                candidate = next((candidate for candidate in found if candidate.url == address), None)
                if candidate is not None:
                    self._subscribe(candidate, source)

            self.app.push_screen(PickScreen(f"{len(found)} feeds found; which one?", listed, self.icons), chosen)

    def _subscribe(self, candidate: Candidate, typed: str) -> None:
        there = {feed.url for feed in self._feeds or ()}

        def done(feed: Feed) -> None:
            self._words = ""
            self.load()
            if feed.url in there:
                self.say(f"{feed.title} is there already.")
            elif self.library.offline:
                self.say(f"Added {feed.title}; without --offline, r fetches its articles.")
            else:
                self.say(f"Added {feed.title}")
                self._refresh([feed.id])

        self.access.write(self, lambda: self.library.feeds.add(candidate.url, title=candidate.title, typed=typed), done)

    # Changing

    def action_feed_remove(self) -> None:
        """Ask, then unsubscribe; starred articles stay."""
        from pullquote.tui.screens.pickers import ChooseScreen

        feed = self.feed
        if feed is None:
            return

        def done(stays: Account | None) -> None:
            self.load()
            self._articles_changed()
            told = f"No longer subscribed to {feed.title}. {self.access.key('undo')} takes it back."
            self.say(told if stays is None else f"{told} {stays_subscribed(stays)}")

        def chosen(answer: str | None) -> None:
            if answer == "yes":
                self.access.write(self, lambda: self.library.feeds.remove(feed.id), done)

        answers = [("no", "No"), ("yes", "Yes, unsubscribe; starred articles stay")]
        question = f"Remove {feed.title} and its {counted(feed.entries, 'article')}?"
        self.app.push_screen(ChooseScreen(question, answers), chosen)

    def undone(self) -> None:
        """Show the feeds as they are again, in the main screen their articles."""
        super().undone()
        self._articles_changed()

    @asks
    async def action_feed_rename(self) -> None:
        """Ask what to call the feed."""
        if feed := self.feed:
            answer = await self.prompt.ask("Call it", value=feed.title)
            if answer is not None and answer.line:
                self._change(feed.id, f"Called {clean_line(answer.line, 80)}", title=answer.line)

    @asks
    async def action_feed_folder(self) -> None:
        """Ask for a folder."""
        if feed := self.feed:
            answer = await self.prompt.ask(
                "Folder", value=feed.folder, placeholder="none", suggester=folders(self.library, self.icons)
            )
            if answer is not None:
                words = f"Folder: {clean_line(answer.line)}" if answer.line else "In no folder"
                self._change(feed.id, words, folder=answer.line)

    def action_feed_pause(self) -> None:
        """Pause the feed, or ask a paused one again."""
        if feed := self.feed:
            paused = not feed.suspended
            words = f"{feed.title} is paused" if paused else f"{feed.title} is asked again from the next refresh on"
            self._change(feed.id, words, suspended=paused)

    def action_feed_settings(self) -> None:
        """Show what holds for the feed and where that comes from, and change it."""
        if feed := self.feed:
            FeedSettings(self, self.access, self.prompt, self.load).show(feed)

    def _change(self, feed: int, words: str, **changes: object) -> None:
        def change() -> Account | None:
            self.library.feeds.update(feed, **changes)
            return self.library.feeds.unchanged_at(feed) if changes.keys() & {"title", "folder"} else None

        def done(stays: Account | None) -> None:
            self.load()
            self.say(words if stays is None else f"{words}. {stays_as_it_was(stays)}")

        self.access.write(self, change, done)

    # News

    def action_refresh_feed(self) -> None:
        """Ask the feed in focus for news."""
        if feed := self.feed:
            self._refresh([feed.id])

    def action_refresh_all(self) -> None:
        """Ask all feeds for news; again, stop."""
        if self._refresher.running:
            self._refresher.stop()
        elif self._feeds:
            self._refresh(None)
        else:
            self._offer_starter_feeds()

    def _refresh(self, feeds: list[int] | None) -> None:
        if not self._refresher.start(feeds):
            self.say(under_way(self.library.settings.keys))

    # Taking along

    def action_browse(self) -> None:
        """Open the feed's site in the browser."""
        if feed := self.feed:
            self.open_link(clean_address(feed.site or feed.url))

    def action_copy(self) -> None:
        """Copy the feed's address."""
        if feed := self.feed:
            self.app.copy_to_clipboard(clean_address(feed.url) or mail_address(feed.url) or "")
            self.say("Copied the address of the feed")

    @asks
    async def action_feeds_import(self) -> None:
        """Ask for an OPML file, again where the one that was typed cannot be read."""
        typed = str(Path.home()) + "/"
        while (path := await self.prompt.ask_path("Import OPML from", value=typed, icons=self.icons)) is not None:
            try:
                data = await asyncio.to_thread(path.read_bytes)
            except OSError as error:
                self.say(f"Cannot read {path}: {error.strerror}.", failed=True)
                typed = str(path)
            else:
                self._import(data)
                return

    @asks
    async def action_export(self) -> None:
        """Ask where to write the feeds as OPML."""
        name = "feeds.opml"
        path = await self.prompt.ask_path("Save as OPML to", value=str(Path.cwd() / name), icons=self.icons, name=name)
        if path is not None:
            self._export(path)

    def _import(self, data: bytes) -> None:
        feeds = self.library.feeds
        self.access.write(self, lambda: feeds.import_opml(data), lambda found: self._ask_private(data, found))

    def _ask_private(self, data: bytes, result: Imported) -> None:
        """Ask about each feed of a list that is inside a private network; nobody typed its address."""
        from pullquote.tui.screens.pickers import ChooseScreen

        allowed: list[str] = []

        def ask(at: int) -> None:
            if at == len(result.private):
                finish()
                return
            feed, left = result.private[at], len(result.private) - at - 1
            answers = [("no", "No, leave it out"), ("yes", "Yes, it is mine")]
            if left:
                answers += [("none", f"No, and leave out the {left} others"), ("all", f"Yes, and the {left} others")]

            def chosen(answer: str | None) -> None:
                if answer in ("yes", "all"):
                    allowed.append(feed.url)
                if answer == "all":
                    allowed.extend(other.url for other in result.private[at + 1 :])
                ask(at + 1 if answer in ("yes", "no") else len(result.private))

            name = clean_line(feed.title, 80) or "A feed"
            question = f"{name} is inside a private network: {feed.url}. Follow it?"
            self.app.push_screen(ChooseScreen(question, answers), chosen)

        def finish() -> None:
            if not allowed:
                self._imported(result)
                return

            def done(again: Imported) -> None:
                self._imported(msgspec.structs.replace(result, added=result.added + again.added, private=again.private))

            self.access.write(self, lambda: self.library.feeds.import_opml(data, allowed=allowed), done)

        ask(0)

    def _imported(self, result: Imported) -> None:
        self.load()
        words = f"{counted(result.added, 'feed')} added" if result.added else "No feed added"
        words += f", {result.known} there already" if result.known else ""
        if result.skipped:
            line, reason = result.skipped[0]
            words += f", {len(result.skipped)} left out (line {line}: {reason})"
        if result.private:
            words += f", {len(result.private)} inside a private network left out"
        if not result.added:
            self.say(words)
        elif self.library.offline or not self._refresher.start(None):
            asks = key_of("refresh_all", self.library.settings.keys)
            self.say(f"{words}; {'without --offline, ' if self.library.offline else ''}{asks} fetches their news")
        else:
            self.say(f"{words}; their news is on the way")

    def _export(self, path: Path) -> None:
        self.access.look_up(
            self,
            lambda: save_new_file(path, self.library.feeds.export_opml()),
            lambda _: self.say(f"Saved {path}"),
            group="save",
        )
