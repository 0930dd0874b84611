"""What of the quote book stands in an article, as the reading view and the prompts for notes want it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pullquote.cache.core.errors import NotFound
from pullquote.tui.render.own_marks import NO_MARKS, OwnMarks

if TYPE_CHECKING:
    from pullquote.cache.core.article import Article, Quote
    from pullquote.cache.core.clippings import Clipping
    from pullquote.cache.core.results import QuoteRow
    from pullquote.cache.library import Library


def own_marks_of(library: Library, article: Article) -> OwnMarks:
    """Return where the clippings of an article stand in the text that is shown, and its note."""
    if article.id is None or not (note_and_more := library.clippings.of(article.id)):
        return NO_MARKS
    note = next((clipping.note for clipping in note_and_more if clipping.kind == "article"), "")
    return OwnMarks(tuple(library.clippings.places(article)), note)


def kept_quotes(library: Library) -> dict[tuple[int, str], Clipping]:
    """Return the quotes that were kept, by their article and their words as lists of quotes have them."""
    return {
        (one.article, one.text): one
        for one in library.clippings.clippings()
        if one.kind == "quotation" and one.article is not None
    }


def quote_at(library: Library, row: QuoteRow) -> Quote:
    """Return the quote of an article that a row of a list stands for. Raises ``NotFound``."""
    for quote in library.article(row.article).quotes:
        if (quote.block, quote.alone) == (row.block, row.text):
            return quote
    raise NotFound("This quote is not in its article any more.")


def article_note(library: Library, article: int) -> str:
    """Return the note to an article as a whole, empty for none."""
    return next((one.note for one in library.clippings.of(article) if one.kind == "article"), "")
