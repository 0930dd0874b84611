"""What an article says that the earlier ones of its story have not said: which paragraphs, which quotations. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from msgspec import Struct

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
from pullquote.cache.core.names import normalize
from pullquote.cache.core.stories.headline_words import words_of
from pullquote.cache.core.stories.new_here import New

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


class Told(Struct, frozen=True):
    """The words of an article: all of them, those of its paragraphs and of its quotations by where those stand.

    A paragraph has its number, from 1, and its place in ``blocks``; a quotation its place in ``quotes`` and itself.
    ``is_whole`` is false where only a part of the text could be read.
    """

    words: frozenset[str]
    paragraphs: tuple[tuple[int, int, tuple[str, ...]], ...] = ()
    quotes: tuple[tuple[int, str, tuple[str, ...]], ...] = ()
    is_whole: bool = True


def told_by(article: Article, title: str = "") -> Told:
    """Return the words of an article and of the headline above it."""
    paragraphs: list[tuple[int, int, tuple[str, ...]]] = []
    said = {*words_of(_plain(title)), *words_of(_plain(article.dek or ""))}
    for place, block in enumerate(article.blocks):
        if isinstance(block, Image):
            continue
        words = words_of(_plain(block_text(block)))
        said.update(words)
        if isinstance(block, Heading) or (isinstance(block, PullQuote) and block.repeats):
            continue
        if isinstance(block, Paragraph | PullQuote | BlockQuote | ListBlock):
            paragraphs.append((len(paragraphs) + 1, place, words))
    quotes = [
        (place, " ".join(words), words)
        for place, quote in enumerate(article.quotes)
        if len(quote.text.split()) >= _LEAST_QUOTE
        for words in (words_of(_plain(quote.text)),)
    ]
    return Told(frozenset(said), tuple(paragraphs), tuple(quotes))


def new_in(article: Article, said: Collection[str]) -> New:
    """Return what an article says beyond the words that were ``said`` before (``words_in``)."""
    return new_beyond(told_by(article), said)


def new_beyond(told: Told, said: Collection[str]) -> New:
    """Return what an article tells beyond the words that were ``said`` before."""
    found = [
        (number, place)
        for number, place, words in told.paragraphs
        if len(words) >= _LEAST_WORDS and _unsaid(words, said) >= _NEW_SHARE
    ]
    quoted = {text: place for place, text, words in reversed(told.quotes) if _unsaid(words, said) >= _SAID_SHARE}
    return New(tuple(number for number, _ in found), tuple(place for _, place in found), tuple(sorted(quoted.values())))


def _unsaid(words: Collection[str], said: Collection[str]) -> float:
    """Return how many of words, from 0 to 1, were not said; 0 for none."""
    return sum(word not in said for word in words) / len(words) if words else 0.0


def _plain(text: str) -> str:
    return normalize.__wrapped__(text[:_MOST_READ])  # without its memory, which is for names
