"""Choosing among the feeds of a list: all or some."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets.option_list import Option

from pullquote.cache.core.counts import counted
from pullquote.cache.core.feed import ListedFeed
from pullquote.cache.core.sanitize import clean_line
from pullquote.tui.actions import key_of
from pullquote.tui.render.icons import Icons
from pullquote.tui.render.rows import fit, plain
from pullquote.tui.screens.dialog import Dialog, Rows
from pullquote.tui.services.messages import Said

if TYPE_CHECKING:
    from textual.screen import Screen

    from pullquote.cache.library import Library
    from pullquote.tui.services.library.access import LibraryAccess


class StarterScreen(Dialog[list[str]]):
    """Return the addresses that were chosen; at first all are."""

    TITLE_TEXT = "Starter feeds: Space takes or leaves one, A all or none, Enter adds them"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space,x", "swap", show=False, priority=True),
        Binding("A", "swap_all", show=False),
        Binding("enter", "take", show=False, priority=True),
    ]

    def __init__(self, listed: Sequence[ListedFeed], icons: Icons) -> None:
        super().__init__()
        self._listed = listed
        self._icons = icons
        self._chosen = {feed.url for feed in listed}

    def fill(self) -> None:
        """List the feeds by folder."""
        folder = ""
        for feed in self._listed:
            if feed.folder != folder:
                folder = feed.folder
                self.add_row(Content.assemble("\n", plain(folder, self.style_of("group"))))
            self.add_row(self._prompt(feed), feed.url)

    def _prompt(self, feed: ListedFeed) -> Content:
        mark = "[x] " if feed.url in self._chosen else "[ ] "
        room = max(8, self.room - 4)
        return Content.assemble(
            (mark, self.style_of("key")),
            (fit(clean_line(feed.title or feed.url), room, self._icons.ellipsis), self.style_of("name")),
        )

    def _redraw(self) -> None:
        rows: Rows = self.rows
        kept = rows.highlighted
        for feed in self._listed:
            rows.replace_option_prompt(feed.url, self._prompt(feed))
        rows.highlighted = kept

    def choose(self, option: Option) -> None:
        """Take a feed that was clicked, or leave it."""
        self.action_swap()

    def action_swap(self) -> None:
        """Take the feed in focus, or leave it."""
        option: Option | None = self.rows.highlighted_option
        if option is not None and option.id:
            self._chosen ^= {option.id}
            self._redraw()

    def action_swap_all(self) -> None:
        """Take all, or none where all are taken."""
        everything = {feed.url for feed in self._listed}
        self._chosen = set() if self._chosen == everything else everything
        self._redraw()

    def action_take(self) -> None:
        """Close with what was chosen."""
        self.dismiss([feed.url for feed in self._listed if feed.url in self._chosen])


def offer_starter_feeds(owner: Screen[Any], access: LibraryAccess, icons: Icons, refresh: Callable[[], object]) -> None:
    """Offer the starter feeds over a screen, all or some; ``refresh`` asks new ones for news where that can be done."""
    library = access.library
    listed = library.feeds.starter_list()

    def subscribed(count: int) -> None:
        if library.offline:
            asks = key_of("refresh_all", library.settings.keys)
            owner.post_message(Said(f"{counted(count, 'feed')} added; without --offline, {asks} fetches their news."))
        else:
            refresh()

    def chosen(addresses: list[str] | None) -> None:
        if addresses:
            access.write(owner, lambda: subscribe(library, listed, addresses), subscribed)

    owner.app.push_screen(StarterScreen(listed, icons), chosen)


def subscribe(library: Library, listed: Sequence[ListedFeed], addresses: Collection[str]) -> int:
    """Subscribe to those of a list that were chosen; return how many they are."""
    wanted = [feed for feed in listed if feed.url in addresses]
    library.feeds.add_listed(wanted)
    return len(wanted)
