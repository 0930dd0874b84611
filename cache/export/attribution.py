"""Quotation marks, speaker and outlet of a quote, alike on the screen, in every export and in a citation."""

from __future__ import annotations

import re

from pullquote.cache.core.article import BlockQuote, PullQuote

OPENING = "“‘\"«„'‹「『《〈"
CLOSING = "”’\"»“'›」』》〉"
_BEGINNING = rf"[^\w\s{OPENING}]{{0,3}}\s?[{OPENING}]"
"""An opening mark, also behind a sign such as a microphone or a note; compiled on use."""


def attribution(speaker: str | None, via: str | None) -> str:
    """Return ``Ada Quill, to The Lantern``, the known half of it, or an empty text."""
    if speaker and via:
        return f"{speaker}, to {via}"
    return speaker or (f"to {via}" if via else "")


def attribution_of(block: PullQuote | BlockQuote) -> str:
    """Return whose words a quotation is: its signature as the page has it, else speaker and outlet."""
    return block.signature or attribution(block.speaker, block.via)


def within_marks(text: str) -> tuple[int, int]:
    """Return the start and end of the words of a quotation, without quotation marks of its own."""
    opening = re.match(_BEGINNING, text)
    start = opening.end() if opening else 0
    end = len(text) - 1 if len(text) > start + 1 and text[-1] in CLOSING else len(text)
    return start, end


def quoted(text: str) -> str:
    """Return ``text`` in quotation marks, unchanged if it has its own."""
    start, end = within_marks(text)
    return text if start and end < len(text) else f"“{text}”"
