"""How the quotations of an article are set: which are in colour, and which one is set off by us.

Colour that fills a page marks nothing: in an interview only what is set off keeps it.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from pullquote.cache.core.article import Article, PullQuote

SHORTEST, LONGEST = 60, 280
"""Letters of a quotation that is worth setting off, at least and at most."""
A_PAGE = 600
"""Letters a text needs for quotations to fill a page of it."""
MOST_IN_COLOUR = 0.5
"""The part of an article that may be quotations in running text for them to be in colour."""


class Quotations(Struct, frozen=True):
    """What a user wants: ``tinted``, all quotations, those set off or none; ``promote``: set off the best one."""

    tinted: Literal["all", "pull", "none"] = "all"
    promote: bool = False

    def tints_running(self, article: Article) -> bool:
        """Return whether quotations in the running text of ``article`` are in colour."""
        if self.tinted != "all":
            return False
        if len(article.text) < A_PAGE:
            return True
        said = sum(quote.end - quote.start for quote in article.quotes if quote.kind == "inline")
        return said <= MOST_IN_COLOUR * len(article.text)

    def promoted(self, article: Article) -> int | None:
        """Return the index of the quotation to set off, ``None`` for none."""
        return best_quote(article) if self.promote else None


def best_quote(article: Article) -> int | None:
    """Return the index of the quotation worth setting off, ``None`` where the outlet has set one off itself.

    It must have a speaker, be a sentence's length, stand in the body, and not be a whole paragraph.
    """
    if any(isinstance(block, PullQuote) for block in article.blocks):
        return None
    worth = [
        (min(len(quote.text), LONGEST), -index)
        for index, quote in enumerate(article.quotes)
        if quote.kind == "inline" and quote.speaker and SHORTEST <= len(quote.text) <= LONGEST
    ]
    return -max(worth)[1] if worth else None
