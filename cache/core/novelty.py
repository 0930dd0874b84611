"""What an article says that the earlier ones of its story have not said: which paragraphs, which quotations. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from pullquote.cache.core.article import (
    Article,
    BlockQuote,
    Heading,
    Image,
    ListBlock,
    Paragraph,
    PullQuote,
    block_text,
)
from pullquote.cache.core.headline_words import words_of
from pullquote.cache.core.names import normalize
from pullquote.cache.core.new_here import New

_LEAST_WORDS = 7
"""Telling words a paragraph has at least that may be new: "Read more about it here." is none."""
_NEW_SHARE = 0.6
"""How many of its words were not said before, of a paragraph that is new."""
_SAID_SHARE = 0.34
"""How many of its words were not said before, of a quotation that is new."""
_LEAST_QUOTE = 4
_MOST_READ = 40_000
"""Characters that are read of one article."""


def words_in(texts: Iterable[str]) -> set[str]:
    """Return the stems of the words of texts that tell something."""
    found: set[str] = set()
    for text in texts:
        found.update(words_of(_plain(text)))
    return found


def new_in(article: Article, said: set[str]) -> New:
    """Return what an article says beyond the words that were ``said`` before (``words_in``)."""
    paragraphs: list[tuple[int, int]] = []
    count = 0
    quoted = [
        place
        for place, quote in enumerate(article.quotes)
        if len(quote.text.split()) >= _LEAST_QUOTE and _unsaid(quote.text, said, 1) >= _SAID_SHARE
    ]
    for place, block in enumerate(article.blocks):
        if isinstance(block, Heading | Image) or (isinstance(block, PullQuote) and block.repeats):
            continue
        if not isinstance(block, Paragraph | PullQuote | BlockQuote | ListBlock):
            continue
        count += 1
        if _unsaid(block_text(block), said, _LEAST_WORDS) >= _NEW_SHARE:
            paragraphs.append((count, place))
    distinct = {_plain(article.quotes[place].text): place for place in reversed(quoted)}
    numbers, blocks = tuple(number for number, _ in paragraphs), tuple(place for _, place in paragraphs)
    return New(numbers, blocks, tuple(sorted(distinct.values())))


def _unsaid(text: str, said: set[str], least: int) -> float:
    """Return how many of the words of a text, from 0 to 1, were not said; 0 where it has fewer than ``least``."""
    words = words_of(_plain(text))
    return sum(word not in said for word in words) / len(words) if len(words) >= max(least, 1) else 0.0


def _plain(text: str) -> str:
    return normalize.__wrapped__(text[:_MOST_READ])  # without its memory, which is for names
