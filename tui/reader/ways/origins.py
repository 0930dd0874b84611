"""From where an article or a list was opened, to which the reader goes back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from pullquote.tui.actions import Pane
from pullquote.tui.reader.list.query import ListQuery

if TYPE_CHECKING:
    from pullquote.tui.reader.ways.edition_reading import EditionReading
    from pullquote.tui.screens.page import Place


class Standing(Struct, frozen=True):
    """Where the reader is on the main screen: what the list shows, the article in focus there, the one shown.

    ``edition`` is the one that is read there.
    """

    query: ListQuery
    focus: int | None
    article: int | None
    pane: Pane
    edition: EditionReading | None = None


class Origin(Struct, frozen=True):
    """The ``pages`` from which an ``article``, or the list of a ``query``, was opened, and what was ``before``."""

    pages: tuple[Place, ...]
    before: Standing
    article: bool
    query: ListQuery | None = None

    def holds(self, query: ListQuery) -> bool:
        """Return whether what was opened is still what is shown, or what is shown is within it."""
        return self.query is None or self.query.section == query.section

    def is_shown_by(self, query: ListQuery) -> bool:
        """Return whether the list is as it was opened, without a filter or a search on top."""
        return self.query is None or not (query.filter or query.search)

    @property
    def is_edition(self) -> bool:
        """Whether an article was opened to read an edition."""
        return self.article and bool(self.pages) and self.pages[-1].page is Pane.EDITION
