"""Italics that were lost on the way to plain text, read back from the no-break spaces they left.

Publishers' editors write ``the&nbsp;<em>Title</em>&nbsp;finale``; saved as text, the emphasis is gone
but its no-break spaces stay at the borders. A run of capitalised words between two of them (or between
one and the start of the paragraph, a comma allowed) was in italics.
"""

from __future__ import annotations

import re

from pullquote.cache.core.article import SpanKind
from pullquote.cache.extract.html.inline import Rich, finish

_WORD = r"(?:[A-Z0-9À-Þ][\w'’:!?.&-]*|&)"
_SMALL = r"(?:a|an|and|at|by|for|from|in|of|on|or|the|to|with|vs\.?)"
_TITLE = rf"{_WORD}(?: (?:{_SMALL} ){{0,2}}{_WORD})*"
_BETWEEN = re.compile(rf"(?:(?<=\u00a0)|^)(?P<run>{_TITLE})(?=[,;:.!?]?\u00a0)")
_BEFORE_PART = re.compile(rf"(?<![\w'’])(?P<run>{_TITLE})(?=\u00a0(?:season|series|episode|part|chapter)s?\b)")
# Two runs that stood in italics side by side lost the sign between them: "Iron FistThe Defenders".
_BORDER = re.compile(r"(?<=[a-zß-ÿ]{2})(?=[A-Z][a-z])")
_CLOSING = re.compile(rf"(?<=\u00a0)(?P<run>{_TITLE})(?=[,;:.!?]|$)")


_LONGEST = 20_000


def find_italics(text: str) -> Rich:
    """Return a paragraph with emphasis spans where its no-break spaces tell of italics, plain blanks after."""
    marks: list[tuple[int, int, SpanKind, str | None]] = []
    if "\u00a0" in text and len(text) <= _LONGEST:
        for match in (*_BETWEEN.finditer(text), *_BEFORE_PART.finditer(text), *_CLOSING.finditer(text)):
            start, end = match.span("run")
            while end > start and text[end - 1] in ".:":
                end -= 1
            borders = [border.start() for border in _BORDER.finditer(text, start, end)]
            if match.re is _CLOSING and not borders:
                continue
            for a, b in zip([start, *borders], [*borders, end], strict=True):
                marks.append((a, b, "emphasis", None))
    return finish(text.replace("\u00a0", " "), marks)
