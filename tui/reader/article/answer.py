"""What the library has of one article, and what is said above it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from pullquote.cache.core.article import Article, Origin
from pullquote.cache.core.results import Headline
from pullquote.cache.core.sanitize import clean_line
from pullquote.tui.render.icons import Icons
from pullquote.tui.render.layout import Passage
from pullquote.tui.render.own_marks import NO_MARKS, OwnMarks
from pullquote.tui.render.story_rows import story_lines
from pullquote.tui.render.veil_lines import NOTHING_VEILED, VeiledParts
from pullquote.tui.services.library.own_marks import own_marks_of

if TYPE_CHECKING:
    from pullquote.tui.reader.article.what_changed import WhatChanged
    from pullquote.tui.services.library.access import LibraryAccess


class Found(Struct, frozen=True):
    """An article of the library: ``position`` is how far it was read, 0 to 1; ``origin`` where one was asked for.

    ``marks`` are the user's tags and the reading list in words, ``story`` is where else the news is, what is new, and
    what has changed; ``veiled`` is what of it is veiled, ``own`` what of the quote book stands in it. ``called`` says
    which of its texts it is, where another was asked for.
    """

    article: Article
    position: float | None = None
    origin: Origin | None = None
    marks: str = ""
    story: tuple[str | Passage, ...] = ()
    veiled: VeiledParts = NOTHING_VEILED
    own: OwnMarks = NO_MARKS
    called: str = ""


class ArticleAnswers:
    """Asks the library for an article, which takes about a millisecond. Methods raise ``LibraryError``, ``NotFound``.

    ``changes`` are what is known of how it changed.
    """

    def __init__(self, access: LibraryAccess, changes: WhatChanged, icons: Icons) -> None:
        self._access = access
        self._library = access.library
        self._changes = changes
        self._dot = icons.dot

    def find(self, number: int, position: float | None = None) -> Found:
        """Return an article; ``position`` is how far it was read, where that is known better than by the library."""
        if position is None:
            position = self._library.place(number)
        article, veiled = self._access.veils.article(number)
        story, (marks, own) = self.story_of(number, article, None), self.marks_of(number, article)
        return Found(article, position, marks=marks, story=story, veiled=veiled, own=own)

    def story_of(self, number: int, article: Article, origin: Origin | None) -> tuple[str | Passage, ...]:
        """Return what is said above the text of an article that came from ``origin``."""
        stories, changed = self._library.stories, self._changes.passages(number)
        lines = story_lines(article, stories.others(number), stories.new_in(number))
        why = self._library.why_in_part(number) if origin != "page" else None
        part = [] if why is None else [self._in_part(article, why)]
        return *changed, *lines, *part

    def _in_part(self, article: Article, why: str) -> str:
        """Return what is said above a text that is not whole: ``why`` its page did not come, what gets at the rest."""
        if not article.url:
            return "This is all the feed says, and it names no page with more."
        reason = f" {clean_line(why)}" if why else ""
        asks, opens = self._access.key("full_text"), self._access.key("browse")
        return f"This is only what the feed says.{reason} {asks} asks for the page, {opens} opens it."

    def marks_of(self, number: int, article: Article) -> tuple[str, OwnMarks]:
        """Return what the user made of an article, in words, and what of the quote book stands in it."""
        headlines = self._library.headlines([number])
        marked = any(headline.marked for headline in headlines)  # of most articles nothing more is asked
        own = own_marks_of(self._library, article) if marked else NO_MARKS
        return "".join(self._in_words(headline) for headline in headlines), own

    def _in_words(self, headline: Headline) -> str:
        """Return what the user made of an article, as it stands above it: ``reading list · oscars, to review``."""
        parts = ["reading list"] if headline.queued else []
        parts += [", ".join(map(clean_line, headline.tags))] if headline.tags else []
        return f" {self._dot} ".join(parts)

    def other_text(self, number: int, shown: Origin | None) -> Found | str:
        """Return the text of an article that is not shown; a sentence where there is no other.

        For a thread: it is fetched if it must be.
        """
        origins = self._library.origins(number)
        if "page" not in origins and len(origins) < 2:
            library: Any = self._library
            asyncio.run(library.fetch_page(number))
            if self._library.origins(number)[0] != "page":
                return "The page has no more than this."
            return self._text_from(number, "page")
        others: list[Origin] = [origin for origin in origins if origin != (shown or origins[0])]
        if not others:
            return "This is the full text."
        return self._text_from(number, others[0])

    def _text_from(self, number: int, origin: Origin) -> Found:
        article, veiled = self._access.veils.article(number, origin)
        called = "The feed's own text"
        if origin == "page":
            called = "The full text" if self._library.why_in_part(number) is None else "What the page shows"
        return Found(article, origin=origin, veiled=veiled, called=called)
