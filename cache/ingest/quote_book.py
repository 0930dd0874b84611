"""The quote book, as the app and the command line use it (``Library.clippings``)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pullquote.cache.store.database import Database

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pullquote.cache.core.article import Article
    from pullquote.cache.core.clippings import Clipping, Place


class QuoteBook:
    """What the user highlighted, kept and noted. What changes something is one step that undo takes back.

    Methods raise ``LibraryError``, and ``NotFound`` for an article or a clipping that is not there.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def highlight(self, article: int, places: Sequence[Place], note: str = "") -> list[Clipping]:
        """Highlight a passage, which may go over several blocks; return its clippings, one a block.

        What overlaps a highlight that is there becomes one with it.
        """
        raise NotImplementedError

    def keep_quote(self, article: int, number: int, note: str = "") -> Clipping:
        """Keep a quote of an article by its number among ``Article.quotes``."""
        raise NotImplementedError

    def note(self, clipping: int, text: str) -> Clipping:
        """Write the note of a clipping, empty for none."""
        raise NotImplementedError

    def note_article(self, article: int, text: str) -> Clipping | None:
        """Write the note to an article as a whole; ``None`` where the empty text took it away."""
        raise NotImplementedError

    def remove(self, clippings: Sequence[int]) -> int:
        """Take clippings out of the quote book; return how many were there."""
        raise NotImplementedError

    def clippings(self, query: str = "", *, limit: int | None = None) -> list[Clipping]:
        """List the quote book, the newest first; with a query, what has its words or is of articles that answer it."""
        raise NotImplementedError

    def of(self, article: int) -> list[Clipping]:
        """Return the clippings of an article in the order of its text."""
        raise NotImplementedError

    def places(self, article: Article) -> list[tuple[Clipping, Place]]:
        """Return where in the text of an article, as it is shown now, its clippings stand.

        They are found by their words and what is around them; those that are not found are left out, and stay.
        """
        raise NotImplementedError
