"""A quotation's marks, who said it and to which outlet: the same on the screen, in every export and in a citation."""

from __future__ import annotations

import re

OPENING = "“‘\"«„'"
CLOSING = "”’\"»“'"
_BEGINNING = re.compile(rf"[^\w\s{OPENING}]{{0,3}}\s?[{OPENING}]")
"""An opening mark, also behind a sign such as a microphone or a note."""


def attribution(speaker: str | None, via: str | None) -> str:
    """Give ``Ada Quill, to The Lantern``, or what of it is known; nothing where neither is."""
    if speaker and via:
        return f"{speaker}, to {via}"
    return speaker or (f"to {via}" if via else "")


def within_marks(text: str) -> tuple[int, int]:
    """Give where the words of a quotation begin and end: behind and before the marks it brings, if it brings any."""
    opening = _BEGINNING.match(text)
    start = opening.end() if opening else 0
    end = len(text) - 1 if len(text) > start + 1 and text[-1] in CLOSING else len(text)
    return start, end


def quoted(text: str) -> str:
    """Give ``text`` in quotation marks, unless it brings its own."""
    start, end = within_marks(text)
    return text if start and end < len(text) else f"“{text}”"
