"""What is new in an article of a story, as a value and in words; ``novelty`` finds it.

Apart from that, because who reads an article needs none of the rules.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from pullquote.cache.core.counts import listed


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


def in_words(new: New, speakers: Sequence[str | None]) -> str:
    """Return in words what is new: ``paragraphs 3 and 5, a quotation of Ada Quill``; empty where nothing is.

    ``speakers`` are those of the article's quotes.
    """
    parts: list[str] = []
    if new.paragraphs:
        parts.append(f"paragraph{'s' if len(new.paragraphs) > 1 else ''} {_runs(new.paragraphs)}")
    if new.quotes:
        named = list(dict.fromkeys(name for place in new.quotes if (name := speakers[place])))
        many = "a quotation" if len(new.quotes) == 1 else f"{len(new.quotes)} quotations"
        shown = named if len(named) <= 3 else [*named[:2], "others"]
        parts.append(f"{many} of {listed(shown, comma=any(' and ' in part for part in shown))}" if shown else many)
    return ", ".join(parts)


def _runs(numbers: Sequence[int]) -> str:
    """Return numbers as people write them: ``3``, ``2 to 4``, ``1, 3 and 5 to 7``."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    parts = [str(run[0]) if len(run) == 1 else f"{run[0]} {'to' if len(run) > 2 else 'and'} {run[-1]}" for run in runs]
    return _row(parts)


def _row(parts: Sequence[str]) -> str:
    return listed(parts, comma=any(" and " in part for part in parts))
