"""What an article says that the earlier ones of its story have not said: which paragraphs, which quotations. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

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
from pullquote.cache.core.headline_words import words_of
from pullquote.cache.core.names import normalize

_LEAST_WORDS = 7
"""Telling words a paragraph has at least that may be new: "Read more about it here." is none."""
_NEW_SHARE = 0.6
"""How many of its words were not said before, of a paragraph that is new."""
_SAID_SHARE = 0.34
"""How many of its words were not said before, of a quotation that is new."""
_LEAST_QUOTE = 4
_MOST_READ = 40_000
"""Characters that are read of one article."""


class New(Struct, frozen=True):
    """What is new: ``paragraphs`` are counted from 1 as a reader counts them, ``blocks`` are theirs in the article.

    ``quotes`` are indices of the article's quotes.
    """

    paragraphs: tuple[int, ...] = ()
    blocks: tuple[int, ...] = ()
    quotes: tuple[int, ...] = ()

    def __bool__(self) -> bool:
        """Return whether anything is new."""
        return bool(self.paragraphs or self.quotes)


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


def in_words(new: New, speakers: Sequence[str | None]) -> str:
    """Say what is new: ``paragraphs 3 and 5, a quotation of Ada Quill``; empty where nothing is.

    ``speakers`` are those of the article's quotes.
    """
    parts: list[str] = []
    if new.paragraphs:
        parts.append(f"paragraph{'s' if len(new.paragraphs) > 1 else ''} {_runs(new.paragraphs)}")
    if new.quotes:
        named = list(dict.fromkeys(name for place in new.quotes if (name := speakers[place])))
        many = "a quotation" if len(new.quotes) == 1 else f"{len(new.quotes)} quotations"
        shown = named if len(named) <= 3 else [*named[:2], "others"]
        parts.append(f"{many} of {_listed(shown)}" if shown else many)
    return ", ".join(parts)


def _runs(numbers: Sequence[int]) -> str:
    """Return numbers as people write them: ``3``, ``2 to 4``, ``1, 3 and 5 to 7``."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return _listed([str(run[0]) if len(run) == 1 else f"{run[0]} {'to' if len(run) > 2 else 'and'} {run[-1]}"
                    for run in runs])  # fmt: skip


def _listed(parts: Sequence[str]) -> str:
    if len(parts) < 2:
        return "".join(parts)
    joined = [part for part in parts if " and " in part]
    return f"{', '.join(parts[:-1])}{',' if joined else ''} and {parts[-1]}"
