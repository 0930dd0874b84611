"""Sections: everything, unread, starred, what is followed, watched topics, outlets, feeds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets import OptionList

from pullquote.cache.core.errors import QueryError
from pullquote.cache.core.mute import all_muted
from pullquote.cache.core.query import both
from pullquote.tui.render.icons import Icons
from pullquote.tui.render.rows import counted_prompt, plain
from pullquote.tui.screens.dialog import Dialog
from pullquote.tui.services.background import ask_in_thread
from pullquote.tui.services.messages import Said
from pullquote.tui.services.saved_queries import watched_topics

if TYPE_CHECKING:
    from pullquote.cache.library import Library

FIXED = (
    ("All articles", ""),
    ("Unread", "is:unread"),
    ("Starred", "is:starred"),
    ("Works and people you follow", "is:followed"),
    ("With quotes", "has:quote"),
    ("With release dates", "has:release"),
)
OUTLETS_SHOWN = 200
Row = tuple[str, str, str]
"""A section: its title, its query, how many articles answer."""


class SectionsScreen(Dialog[tuple[str, str]]):
    """Return the query and the title of the section that was chosen."""

    TITLE_TEXT = "Sections"

    def __init__(self, library: Library, icons: Icons) -> None:
        super().__init__()
        self._library = library
        self._icons = icons
        self._sections: list[tuple[str, str]] = []
        self._counted: Sequence[Row] = ()
        self._groups: Sequence[tuple[str, Sequence[Row]]] = ()
        self._failure = ""
        self._muted = all_muted(library.settings.list.mute)

    def on_mount(self) -> None:
        """Count; the fixed sections are there at once, outlets and feeds follow."""
        ask_in_thread(self, self._count, self._found, group="sections", failed=self._not_counted)

    def fill(self) -> None:
        """List the sections as far as they are known."""
        self._sections = []
        self._add(self._counted or [(title, query, "") for title, query in FIXED])
        for label, members in self._groups:
            if members:
                self.add_row(Content.assemble("\n", plain(label, self.style_of("group"))))
                self._add(members)
        if self._failure:
            self.add_row(plain(self._failure, self.style_of("group")))
        self.rows.highlighted = 0

    def _count(self) -> tuple[Sequence[Row], Sequence[tuple[str, Sequence[Row]]]]:
        """Return the fixed sections and the groups of others, each with how many articles answer."""
        library = self._library
        fixed = [(title, query, str(library.count(query))) for title, query in FIXED]
        if muted := library.count(self._muted):
            fixed.append(("Muted", self._muted, str(muted)))
        topics = [(title, query, self._unread_of(query)) for title, query in watched_topics(library)]
        outlets = [
            (outlet, f'outlet:"{outlet}"', f"{unread} of {count}")
            for outlet, count, unread in library.outlets()[:OUTLETS_SHOWN]
        ]
        feeds = [(feed.title or feed.url, f"feed:{feed.id}", str(feed.unread)) for feed in library.feeds()]
        return fixed, [("Watched", topics), ("Outlets", outlets), ("Feeds", feeds)]

    def _unread_of(self, query: str) -> str:
        """Return how many articles of a topic are unread; what is wrong with one that cannot be read, kept long ago."""
        try:
            return f"{self._library.count(both('is:unread', query))} of {self._library.count(query)}"
        except QueryError as error:
            return f"there is no {error.term}"

    def _found(self, found: tuple[Sequence[Row], Sequence[tuple[str, Sequence[Row]]]]) -> None:
        self._counted, self._groups = found
        self.fill_again()

    def _not_counted(self, said: Said) -> None:
        self._failure = said.text
        self.fill_again()

    def _add(self, members: Sequence[Row]) -> None:
        for title, query, count in members:
            self.add_row(counted_prompt(title, count, self.room, self.style_of), str(len(self._sections)))
            self._sections.append((query, title))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Close with the section."""
        if event.option.id is not None:
            self.dismiss(self._sections[int(event.option.id)])
