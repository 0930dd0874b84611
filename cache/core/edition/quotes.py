"""Which quotations of an edition are its pull quotes of the day: pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from pullquote.cache.core.edition import EditionQuote
from pullquote.cache.core.names import normalize
from pullquote.cache.core.results import QuoteRow

MOST_QUOTES: Final = 6
_KINDS: Final = {"pull": 3.0, "block": 1.5, "inline": 1.0}
_LEAST, _BEST, _MOST = 30, 160, 320
"""Characters of a quotation that is long enough, long enough to be good, and too long."""


def pull_quotes(rows: Sequence[QuoteRow], places: dict[int, int], most: int = MOST_QUOTES) -> tuple[EditionQuote, ...]:
    """Return the best quotations of known speakers, each speaker and each article once, the best first.

    ``places`` are the places in the edition of the articles whose quotations ``rows`` are.
    """
    ranked = sorted(
        (row for row in rows if row.speaker and _LEAST <= len(row.text) <= _MOST and row.article in places),
        key=lambda row: (-_worth(row), places[row.article], row.block, row.text),
    )
    found: list[EditionQuote] = []
    used: set[str | int] = set()
    for row in ranked:
        keys: set[str | int] = {normalize(row.speaker or ""), row.article}
        if len(found) < most and not used & keys:
            used |= keys
            found.append(EditionQuote(article=row.article, text=row.text, speaker=row.speaker, via=row.via))
    return tuple(found)


def _worth(row: QuoteRow) -> float:
    """Return how good a quotation is: set apart by its page, told by several outlets, neither curt nor long-winded."""
    length = len(row.text)
    fit = min(1, length / 70) if length <= _BEST else 1 - 0.5 * (length - _BEST) / (_MOST - _BEST)
    whole = 1.2 if row.text.rstrip()[-1:] in ".!?…" and row.text[:1].isupper() else 1
    return round(_KINDS.get(row.kind, 1) * fit * whole + 0.3 * min(len(row.other_outlets), 3), 6)
