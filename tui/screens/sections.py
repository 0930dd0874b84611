"""Sections: everything, unread, starred, the reading list, what is followed, watched topics, tags, outlets, feeds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct
from textual.content import Content

from pullquote.cache.core.errors import QueryError
from pullquote.cache.core.feed import Feed, feeds_by_folder
from pullquote.cache.core.mute import all_muted, unmuted_query
from pullquote.cache.core.query import both
from pullquote.tui.render.icons import Icons
from pullquote.tui.render.rows import counted_prompt, plain
from pullquote.tui.screens.dialog import KEYS_BESIDE_A_FIELD, Dialog
from pullquote.tui.services.background import ask_in_thread
from pullquote.tui.services.messages import Said
from pullquote.tui.services.prompt.matching import ranked
from pullquote.tui.services.words.queries import field_of, phrase

if TYPE_CHECKING:
    from pullquote.cache.library import Library

FOLLOWED = "is:followed"
FIXED = (
    ("All articles", ""),
    ("Unread", "is:unread"),
    ("Starred", "is:starred"),
    ("Reading list", "is:later"),
    ("With quotes", "has:quote"),
    ("With release dates", "has:release"),
    ("Followed", FOLLOWED),
)
OUTLETS_SHOWN = FOLLOWED_SHOWN = 200


class Section(Struct, frozen=True):
    """A section: its title and query, how many articles answer in words, how far it stands in below another."""

    title: str
    query: str
    count: str = ""
    indent: int = 0


Groups = Sequence[tuple[str, Sequence[Section]]]
"""The sections by what they are; the first group has no heading."""


class SectionsScreen(Dialog[tuple[str, str]], inherit_bindings=False):
    """Return the query and the title of the section that was chosen."""

    BINDINGS = KEYS_BESIDE_A_FIELD
    TITLE_TEXT = "Sections"
    FIELD = "a part of the name"

    def __init__(self, library: Library, icons: Icons) -> None:
        super().__init__()
        self._library = library
        self._icons = icons
        self._failure = ""
        self._muted = all_muted(library.settings.list.mute)
        self._groups: Groups = [("", [Section(title, query) for title, query in FIXED])]

    def on_mount(self) -> None:
        """Count; the fixed sections are there at once, outlets and feeds follow."""
        ask_in_thread(self, self._count, self._found, group="sections", failed=self._not_counted)

    def fill(self) -> None:
        """List the sections as far as they are known; what was typed leaves those that answer, the best first."""
        if self.typed:
            every = [(label, section) for label, members in self._groups for section in members]
            for label, section in ranked(self.typed, every, lambda one: (one[1].title, "")):
                self._add(label, section, 0)
        else:
            for label, members in self._groups:
                if label and members:
                    self.add_row(Content.assemble("\n", plain(label, self.style_of("group"))))
                for section in members:
                    self._add(label, section, section.indent)
        if self._failure:
            self.add_row(plain(self._failure, self.style_of("group")))

    def _add(self, label: str, section: Section, indent: int) -> None:
        """Add a section of a group; a feed that is followed is in two of them."""
        prompt = counted_prompt(section.title, section.count, self.room, self.style_of, indent=indent)
        self.add_row(prompt, f"{label}\t{section.query}\t{section.title}", (section.query, section.title))

    def _count(self) -> Groups:
        """Return the fixed sections and the groups of others, each with how many articles answer."""
        library = self._library
        fixed = [Section(title, query, str(library.count(query))) for title, query in FIXED if query != FOLLOWED]
        if muted := library.count(self._muted):
            fixed.append(Section("Muted", self._muted, str(muted)))
        fixed += self._followed()
        topics = {
            topic.query: Section(topic.title, topic.query, self._unread_of(topic.query))
            for topic in library.following.topics()
            if topic.watched and not topic.followed
        }
        outlets = [
            Section(outlet, f"outlet:{phrase(outlet)}", f"{unread} of {count}")
            for outlet, count, unread in library.outlets()[:OUTLETS_SHOWN]
        ]
        tags = [
            Section(tag.name, f"tag:{phrase(tag.name)}", f"{tag.unread} of {tag.articles}") for tag in library.tags()
        ]
        feeds = list(_by_folder(library.feeds.listed()))
        return [("", fixed), ("Watched", list(topics.values())), ("Tags", tags), ("Outlets", outlets), ("Feeds", feeds)]

    def _followed(self) -> Iterator[Section]:
        """Return the section of what is followed, and each name and query below it, the most unread first."""
        library = self._library
        things = library.following.things()
        shown = both(FOLLOWED, unmuted_query(library.settings.list.mute))
        yield Section("Followed", FOLLOWED, f"{library.following.unread()} of {library.count(shown)}")
        for one in things[:FOLLOWED_SHOWN]:
            query = one.query if one.type == "query" else field_of(one.type) + phrase(one.title)
            yield Section(one.title, query, f"{one.unread} of {one.articles}", indent=2)
        if len(things) > FOLLOWED_SHOWN:
            yield Section(f"and {len(things) - FOLLOWED_SHOWN:,} more", FOLLOWED, indent=2)

    def _unread_of(self, query: str) -> str:
        """Return how many articles of a topic are unread; what is wrong with one that cannot be read, kept long ago."""
        try:
            return f"{self._library.count(both('is:unread', query))} of {self._library.count(query)}"
        except QueryError as error:
            return f"there is no {error.term}"

    def _found(self, groups: Groups) -> None:
        self._groups = groups
        self.fill_again()

    def _not_counted(self, said: Said) -> None:
        self._failure = said.text
        self.fill_again()


def _by_folder(feeds: Sequence[Feed]) -> Iterator[Section]:
    """Return the folders with their sums, the feeds of each below it, and then the feeds in none."""
    for folder, members in feeds_by_folder(feeds):
        if folder:
            query = f"folder:{phrase(folder)}"
            yield Section(folder, query, f"{sum(f.unread for f in members)} of {sum(f.entries for f in members)}")
        for feed in members:
            count = f"{feed.unread} of {feed.entries}"
            yield Section(feed.title or feed.url, f"feed:{feed.id}", count, indent=2 if folder else 0)
