"""How the quotations of an article are set: which are in colour, and which one is set off by us.

Colour that fills a page marks nothing: in an interview only what is set off keeps it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from msgspec import Struct

from pullquote.cache.core.article import Article, Block, Paragraph, PullQuote

SHORTEST, LONGEST = 60, 280
"""Letters of a quotation that is worth setting off, at least and at most."""
AWAY = 2
"""Blocks between a quotation that is set off and the one it is said in, at least."""
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

    def promoted(self, article: Article) -> SetOff | None:
        """Return the quotation to set off and where, ``None`` for none."""
        return best_quote(article) if self.promote else None


class SetOff(Struct, frozen=True):
    """A quotation, by its index, that is set off between two paragraphs, ``before`` the second of them."""

    quote: int
    before: int


def best_quote(article: Article) -> SetOff | None:
    """Return the quotation worth setting off, ``None`` where the outlet has set one off itself.

    It must have a speaker, be a sentence's length, stand in the body, not be a whole paragraph, and there must be a
    place for it away from its own words.
    """
    if any(isinstance(block, PullQuote) for block in article.blocks):
        return None
    worth = [
        (min(len(quote.text), LONGEST), -index)
        for index, quote in enumerate(article.quotes)
        if quote.kind == "inline" and quote.speaker and SHORTEST <= len(quote.text) <= LONGEST
    ]
    for _, index in sorted(worth, reverse=True):
        if (before := _place_away_from(article.quotes[-index].block, article.blocks)) is not None:
            return SetOff(-index, before)
    return None


def _place_away_from(said: int, blocks: Sequence[Block]) -> int | None:
    """Return before which block something may stand that is said in another: the nearest below, else above.

    What stands beside its own words only says them twice.
    """
    between = [
        at
        for at in range(1, len(blocks))
        if isinstance(blocks[at - 1], Paragraph) and isinstance(blocks[at], Paragraph)
    ]
    below = next((at for at in between if at - said - 1 >= AWAY), None)
    return below if below is not None else max((at for at in between if said - at >= AWAY), default=None)
