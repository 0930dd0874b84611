"""Running text with its spans: emphasis, strong, cite, code and links, as code-point offsets.

``Run`` gathers text piece by piece and folds white space as a browser does: runs of it become one
blank, also across the border of an inline element, where the blank goes before the element's end or
start exactly once. A ``<br>`` is a line feed.
"""

from __future__ import annotations

import heapq
import re
from collections.abc import Sequence

from msgspec import Struct

from pullquote.cache.core.article import Span, SpanKind
from pullquote.cache.core.sanitize import clean_text
from pullquote.cache.core.urls import absolute as absolute

# What HTML calls white space, and the blanks publishers paste: all are shown as one blank.
_OTHER_SPACE = r"\t\r\n\f\x0b\x85\u2028\u2029\u1680\u00a0\u2000-\u200a\u202f\u205f\u3000"
_SPACE = re.compile(f"[{_OTHER_SPACE}][ {_OTHER_SPACE}]*| [ {_OTHER_SPACE}]+")
"""White space that is not one blank already, as most of it is."""
# Text that wears its emphasis as a no-break space at both ends carries no meaning beyond a blank.
_MARKS: dict[str, SpanKind] = {
    "em": "emphasis",
    "i": "emphasis",
    "var": "emphasis",
    "dfn": "emphasis",
    "strong": "strong",
    "b": "strong",
    "cite": "cite",
    "code": "code",
    "kbd": "code",
    "samp": "code",
    "tt": "code",
}
_ITALIC = re.compile(r"font-style\s*:\s*(?:italic|oblique)", re.IGNORECASE)
_BOLD = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)


MOST_SPANS = 2_000


class Rich(Struct, frozen=True):
    """A text and its spans, clean and trimmed."""

    text: str
    spans: tuple[Span, ...] = ()


class Run:
    """Text being gathered. ``open`` and ``close`` bracket a span, ``add`` adds source text."""

    def __init__(self, base: str | None = None) -> None:
        self.base = base
        self._parts: list[str] = []
        self._length = 0
        self._blank = True  # the text so far ends in white space (or is empty)
        self._open: list[tuple[SpanKind, str | None, int]] = []
        self._spans: list[tuple[int, int, SpanKind, str | None]] = []

    def add(self, text: str | None) -> None:
        """Add source text, folding white space against what is there already."""
        if not text:
            return
        text = _SPACE.sub(" ", text)
        if self._blank and text[0] == " ":
            text = text[1:]
        if text:
            self._parts.append(text)
            self._length += len(text)
            self._blank = text[-1] == " "

    def line_break(self) -> None:
        """Add a line feed, as ``<br>`` does."""
        self._parts.append("\n")
        self._length += 1
        self._blank = True

    def border(self) -> None:
        """Begin a new line unless there is nothing to part or one has begun."""
        if self._length and not self.ends_in_line_break():
            self.line_break()

    def ends_in_line_break(self) -> bool:
        """Return whether the last thing added, blanks apart, is a line feed."""
        for part in reversed(self._parts):
            if part == "\n":
                return True
            if part.strip(" "):
                return False
        return False

    def open(self, kind: SpanKind, href: str | None = None) -> None:
        """Begin a span here."""
        self._open.append((kind, href, self._length))

    def close(self) -> None:
        """End the span begun last."""
        kind, href, start = self._open.pop()
        if self._length > start and len(self._spans) <= MOST_SPANS:
            self._spans.append((start, self._length, kind, href))

    def take(self) -> Rich:
        """Return what was gathered and begin anew; spans still open continue in the next run."""
        raw = "".join(self._parts)
        for kind, href, start in self._open:
            if self._length > start:
                self._spans.append((start, self._length, kind, href))
        rich = finish(raw, self._spans)
        self._parts, self._length, self._blank, self._spans = [], 0, True, []
        self._open = [(kind, href, 0) for kind, href, _ in self._open]
        return rich

    def __bool__(self) -> bool:
        return self._length > 0

    def __len__(self) -> int:
        return self._length

    def address(self, href: str | None) -> str | None:
        """Return a link target as an absolute clean http(s) address, or ``None``."""
        if len(self._spans) > MOST_SPANS:
            return None
        return absolute(href, self.base)


def finish(raw: str, marks: list[tuple[int, int, SpanKind, str | None]]) -> Rich:
    """Clean a gathered text, trim it, and move its spans along with every removed character."""
    if "\n" not in raw and clean_text(raw) == raw:
        text = raw.strip()
        shift, end = len(raw) - len(raw.lstrip()), len(text)
        placed: list[tuple[int, int, SpanKind, str | None]] = [
            (min(max(a - shift, 0), end), min(max(b - shift, 0), end), kind, href) for a, b, kind, href in marks
        ]
        return Rich(text, _spans(text, placed))
    pieces = re.sub(r" *\n *", lambda m: m[0].replace(" ", "\x00"), raw) if "\n" in raw else raw
    keep = [True] * len(raw)
    if pieces is not raw:
        for index, char in enumerate(pieces):
            if char == "\x00":
                keep[index] = False
    cleaned = clean_text(raw)
    if cleaned != raw:
        _mark_dropped(raw, cleaned, keep)
    start, end = 0, len(raw)
    while start < end and (not keep[start] or raw[start].isspace()):
        start += 1
    while end > start and (not keep[end - 1] or raw[end - 1].isspace()):
        end -= 1
    place = [0] * (len(raw) + 1)
    out: list[str] = []
    for index, char in enumerate(raw):
        place[index] = len(out)
        if start <= index < end and keep[index]:
            out.append(char)
    place[len(raw)] = len(out)
    text = "".join(out)
    return Rich(text, _spans(text, [(place[a], place[b], kind, href) for a, b, kind, href in marks]))


def _mark_dropped(raw: str, cleaned: str, keep: list[bool]) -> None:
    """Mark in ``keep`` the characters that cleaning removed (it only ever removes or replaces one for one)."""
    place = 0
    for index, char in enumerate(raw):
        if place < len(cleaned) and cleaned[place] == char:
            place += 1
        else:
            keep[index] = False


def _spans(text: str, marks: Sequence[tuple[int, int, SpanKind, str | None]]) -> tuple[Span, ...]:
    """Trim marks to the words they hold, join neighbours of one kind, drop empty ones; sorted, none crossing."""
    trimmed: list[tuple[int, int, SpanKind, str | None]] = []
    for first, after, kind, href in marks:
        start, end = _trim(text, first, after)
        if start < end and (kind != "link" or href is not None):
            trimmed.append((start, end, kind, href))
    joined: list[Span] = []
    last: dict[tuple[SpanKind, str | None], int] = {}
    for start, end, kind, href in sorted(trimmed, key=lambda m: (m[0], -m[1], m[2], m[3] or "")):
        at = last.get((kind, href))
        if at is not None:
            before = joined[at]
            if before.end >= end:
                continue
            if _continues(text, before.end, start):
                joined[at] = Span(before.start, end, kind, href)
                continue
        last[kind, href] = len(joined)
        joined.append(Span(start, end, kind, href))
    return tuple(_nested(text, joined))


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _nested(text: str, spans: list[Span]) -> list[Span]:
    """Return spans of which each lies beside or inside the others: one that crosses is split at the border."""
    waiting = [(_order(span), span) for span in spans]
    heapq.heapify(waiting)
    out: list[Span] = []
    limits: list[int] = []
    while waiting:
        _, span = heapq.heappop(waiting)
        limits = [limit for limit in limits if limit > span.start]
        limit = min([span.end, *limits])
        if limit < span.end:
            start, end = _trim(text, limit, span.end)
            if start < end:
                rest = Span(start, end, span.kind, span.href)
                heapq.heappush(waiting, (_order(rest), rest))
            start, end = _trim(text, span.start, limit)
            if start >= end:
                continue
            rest = Span(start, end, span.kind, span.href)
            heapq.heappush(waiting, (_order(rest), rest))
            continue
        limits.append(span.end)
        out.append(span)
    return out


def _order(span: Span) -> tuple[int, int, str, str]:
    return span.start, -span.end, span.kind, span.href or ""


def _continues(text: str, end: int, start: int) -> bool:
    """Return whether a run that begins at ``start`` only goes on with the one that ended at ``end``.

    Two titles set one against the other (``<em>One</em><em>Two</em>``) stay two: their border is all
    that is left of the comma between them.
    """
    return start < end or (start == end and not (text[end - 1].islower() and text[start].isupper()))


def cut(rich: Rich, start: int, end: int) -> Rich:
    """Return the part ``start:end`` of a text, trimmed, with the spans that reach into it."""
    while start < end and rich.text[start].isspace():
        start += 1
    while end > start and rich.text[end - 1].isspace():
        end -= 1
    text = rich.text[start:end]
    marks: list[tuple[int, int, SpanKind, str | None]] = [
        (max(s.start, start) - start, min(s.end, end) - start, s.kind, s.href)
        for s in rich.spans
        if s.start < end and s.end > start
    ]
    return Rich(text, _spans(text, marks))


def mark_of(tag: str, style: str | None) -> SpanKind | None:
    """Return the span an inline element stands for, looking at its style for the two that matter."""
    if mark := _MARKS.get(tag):
        return mark
    if style and tag in ("span", "font"):
        if _ITALIC.search(style):
            return "emphasis"
        if _BOLD.search(style):
            return "strong"
    return None


def plain(text: str) -> Rich:
    """Return a text without spans, folded and clean, line feeds kept."""
    run = Run()
    for number, line in enumerate(text.split("\n")):
        if number:
            run.line_break()
        run.add(line)
    return run.take()
