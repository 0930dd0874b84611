"""Running text with its spans: emphasis, strong, cite, code and links, as code-point offsets.

``RichTextBuilder`` folds white space as a browser does: a run of it becomes one blank, also across the
border of an inline element, where the blank stands once, before the element's start or end. A ``<br>`` is
a line feed. ``rich_text_of`` builds all text below one element: a heading, an item, a cell, a quotation.
"""

from __future__ import annotations

import heapq
import re
from collections.abc import Callable, Sequence
from typing import TypeAlias

from msgspec import Struct

from pullquote.cache.core.article import Span, SpanKind
from pullquote.cache.core.sanitize import clean_text
from pullquote.cache.core.urls import absolute_url
from pullquote.cache.extract.html.tree import Node, classes

Skip: TypeAlias = Callable[[Node], bool]
RawSpan: TypeAlias = tuple[int, int, SpanKind, str | None]
"""Start, end, kind and link target of a span in text that is not clean yet."""

MAX_SPANS = 2_000

# What HTML calls white space, and the blanks publishers paste: all are shown as one blank.
_OTHER_SPACE = r"\t\r\n\f\x0b\x85\u2028\u2029\u1680\u00a0\u2000-\u200a\u202f\u205f\u3000"
_SPACE = re.compile(f"[{_OTHER_SPACE}][ {_OTHER_SPACE}]*| [ {_OTHER_SPACE}]+")
"""White space that is not one blank already, as most of it is."""
_OTHER = re.compile(f"[{_OTHER_SPACE}]")
_WORD = re.compile(r"\w+")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
_SPAN_KINDS: dict[str, SpanKind] = {
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

SKIPPED_TAGS = frozenset(
    (
        "script", "style", "template", "nav", "svg", "canvas", "select", "textarea", "button", "input", "dialog",
        "datalist", "object", "map", "head", "title", "link", "meta", "base", "iframe-placeholder", "math", "amp-ad",
        "amp-analytics", "amp-sidebar", "amp-consent", "gpt-ad",
    )
)  # fmt: skip
INLINE_TAGS = frozenset(
    (
        "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i",
        "ins", "kbd", "label", "mark", "q", "ruby", "rb", "rt", "rp", "s", "samp", "small", "span", "strike", "strong",
        "sub", "sup", "time", "tt", "u", "var", "wbr", "nobr",
    )
)  # fmt: skip
_MEDIA_TAGS = frozenset(("noscript", "iframe", "video", "audio"))
UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
"""A letter of the scripts that do not part words by blanks."""
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
SCREEN_READER_ONLY = re.compile(r"\b(?:sr-only|screen-reader(?:-text|-only)?|visually-?hidden|a11y-hidden|u-hidden)\b")


class RichText(Struct, frozen=True):
    """A text and its spans, clean and trimmed."""

    text: str
    spans: tuple[Span, ...] = ()

    @property
    def linked(self) -> float:
        """The share of the text that is link text, 0 to 1."""
        if not self.text:
            return 0.0
        return sum(span.end - span.start for span in self.spans if span.kind == "link") / len(self.text)

    @property
    def first_link(self) -> str | None:
        """The address of the first link, ``None`` without any."""
        return next((span.href for span in self.spans if span.kind == "link" and span.href), None)


class RichTextBuilder:
    """Text and spans being gathered. ``add`` adds source text, ``open_span`` and ``close_span`` bracket a span."""

    def __init__(self, base: str | None = None) -> None:
        self.base = base
        self._parts: list[str] = []
        self._length = 0
        self._blank = True  # the text so far ends in white space (or is empty)
        self._open: list[tuple[SpanKind, str | None, int]] = []
        self._spans: list[RawSpan] = []

    def add(self, text: str | None) -> None:
        """Add source text, folding white space against what is there already."""
        if not text:
            return
        if "  " in text or _OTHER.search(text):  # told far sooner than every single blank is looked behind
            text = _SPACE.sub(" ", text)
        if self._blank and text[0] == " ":
            text = text[1:]
        if text:
            self._parts.append(text)
            self._length += len(text)
            self._blank = text[-1] == " "

    def add_lines(self, text: str) -> None:
        """Add source text whose line feeds are to stay."""
        for number, line in enumerate(text.split("\n")):
            if number:
                self.line_break()
            self.add(line)

    def line_break(self) -> None:
        """Add a line feed, as ``<br>`` does."""
        self._parts.append("\n")
        self._length += 1
        self._blank = True

    def start_line(self) -> None:
        """Begin a new line, unless the text is empty or a new line has begun."""
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

    def open_span(self, kind: SpanKind, href: str | None = None) -> None:
        """Begin a span here."""
        self._open.append((kind, href, self._length))

    def close_span(self) -> None:
        """End the span begun last."""
        kind, href, start = self._open.pop()
        if self._length > start and len(self._spans) <= MAX_SPANS:
            self._spans.append((start, self._length, kind, href))

    def build(self) -> RichText:
        """Return the text gathered and begin anew; spans still open continue in the next text."""
        raw = "".join(self._parts)
        for kind, href, start in self._open:
            if self._length > start:
                self._spans.append((start, self._length, kind, href))
        rich = clean_rich_text(raw, self._spans)
        self._parts, self._length, self._blank, self._spans = [], 0, True, []
        self._open = [(kind, href, 0) for kind, href, _ in self._open]
        return rich

    def __bool__(self) -> bool:
        return self._length > 0

    def __len__(self) -> int:
        return self._length

    def link_target(self, href: str | None) -> str | None:
        """Return a link target as an absolute clean http(s) address; ``None`` too once there are too many spans."""
        if len(self._spans) > MAX_SPANS:
            return None
        return absolute_url(href, self.base)


def rich_text_of(node: Node, base: str | None, skip: Skip | None = None) -> RichText:
    """Return everything below ``node`` as one text; the borders of inner blocks become line feeds.

    Elements for which ``skip`` is true are left out.
    """
    builder = RichTextBuilder(base)
    _add_children(node, builder, skip)
    return builder.build()


def _add_children(node: Node, builder: RichTextBuilder, skip: Skip | None) -> None:
    builder.add(node.text)
    for child in node:
        if isinstance(child.tag, str) and not is_left_out(child, skip):
            _add_element(child, builder, skip)
        builder.add(child.tail)


def is_left_out(node: Node, skip: Skip | None = None) -> bool:
    """Return whether an element adds nothing to running text: no text, hidden, or what ``skip`` leaves out."""
    tag = node.tag
    if tag in SKIPPED_TAGS or tag in _MEDIA_TAGS:
        return True
    if skip is not None and skip(node):
        return True
    if tag == "a" and _is_link_to_itself(node):
        return True
    if node.get("class") and SCREEN_READER_ONLY.search(classes(node)):
        return True
    return is_hidden(node)


def _is_link_to_itself(node: Node) -> bool:
    """Return whether a link is only the sign by which a heading is linked to: "#", "¶" or its own fragment."""
    _, sign, fragment = (node.get("href") or "").rpartition("#")
    if not sign or not fragment or len(node):
        return False
    return (node.text or "").strip() in ("#", "¶", "§", "🔗", f"#{fragment}")


def _add_element(node: Node, builder: RichTextBuilder, skip: Skip | None) -> None:
    tag = node.tag
    if tag == "br":
        builder.line_break()
        return
    if tag == "rt":
        builder.add(reading_of(node))
        return
    href = builder.link_target(node.get("href")) if tag == "a" else None
    kind: SpanKind | None = "link" if href else span_kind_of(tag, node.get("style"))
    if kind:
        builder.open_span(kind, href)
    is_block = tag not in INLINE_TAGS
    if is_block:
        builder.start_line()
    _add_children(node, builder, skip)
    if is_block:
        builder.start_line()
    if kind:
        builder.close_span()


def reading_of(node: Node) -> str:
    """Return how the letters before an ``<rt>`` are read, in brackets where the page has none of its own (``rp``)."""
    reading = " ".join("".join(node.itertext()).split())
    parent = node.getparent()
    has_brackets = parent is not None and any(child.tag == "rp" for child in parent)
    return reading if has_brackets or not reading else f"（{reading}）"


def is_hidden(node: Node) -> bool:
    """Return whether the page itself hides an element."""
    if node.get("hidden") is not None:
        return True
    style = node.get("style")
    return bool(style) and bool(_HIDDEN.search(style))


def span_kind_of(tag: str, style: str | None) -> SpanKind | None:
    """Return the span an inline element stands for, by its tag or, for ``span`` and ``font``, its style."""
    if kind := _SPAN_KINDS.get(tag):
        return kind
    if style and tag in ("span", "font"):
        if _ITALIC.search(style):
            return "emphasis"
        if _BOLD.search(style):
            return "strong"
    return None


def without_invisible(text: str) -> str:
    """Return a text without what is within words and no letter: soft hyphens, joiners, blanks of no width."""
    return text if text.isascii() else _INVISIBLE.sub("", text)


def words_of(text: str) -> list[str]:
    """Return the words of a text in lower case; what is invisible divides none."""
    return _WORD.findall(without_invisible(text).lower())


def count_words(text: str) -> int:
    """Return how many words a text has; where blanks do not part them, two letters count for one."""
    return len(text.split()) if text.isascii() else len(text.split()) + len(UNSPACED.findall(text)) // 2


def comparison_key(text: str) -> str:
    """Return the words of a text in lower case, one blank between them, so that texts can be compared by them."""
    return " ".join(words_of(text))


def clean_rich_text(raw: str, spans: list[RawSpan]) -> RichText:
    """Return a gathered text clean and trimmed, its spans moved along with every removed character."""
    if "\n" not in raw and clean_text(raw) == raw:
        text = raw.strip()
        shift, end = len(raw) - len(raw.lstrip()), len(text)
        moved: list[RawSpan] = [
            (min(max(start - shift, 0), end), min(max(stop - shift, 0), end), kind, href)
            for start, stop, kind, href in spans
        ]
        return RichText(text, _tidy_spans(text, moved))
    keep = _kept_characters(raw)
    first, last = 0, len(raw)
    while first < last and (not keep[first] or raw[first].isspace()):
        first += 1
    while last > first and (not keep[last - 1] or raw[last - 1].isspace()):
        last -= 1
    new_offset = [0] * (len(raw) + 1)
    out: list[str] = []
    for index, char in enumerate(raw):
        new_offset[index] = len(out)
        if first <= index < last and keep[index]:
            out.append(char)
    new_offset[len(raw)] = len(out)
    text = "".join(out)
    return RichText(text, _tidy_spans(text, [(new_offset[a], new_offset[b], kind, href) for a, b, kind, href in spans]))


def _kept_characters(raw: str) -> list[bool]:
    """Return for each character whether it stays: no blank beside a line feed, and nothing that cleaning removes."""
    keep = [True] * len(raw)
    for match in re.finditer(r" *\n *", raw):
        for index in range(*match.span()):
            keep[index] = raw[index] != " "
    cleaned = clean_text(raw)
    if cleaned != raw:
        place = 0
        for index, char in enumerate(raw):  # cleaning only removes, so the cleaned text is found again in order
            if place < len(cleaned) and cleaned[place] == char:
                place += 1
            else:
                keep[index] = False
    return keep


def slice_rich_text(rich: RichText, start: int, end: int) -> RichText:
    """Return the part ``start:end`` of a text, trimmed, with the spans that reach into it."""
    start, end = _trim(rich.text, start, end)
    text = rich.text[start:end]
    spans: list[RawSpan] = [
        (max(span.start, start) - start, min(span.end, end) - start, span.kind, span.href)
        for span in rich.spans
        if span.start < end and span.end > start
    ]
    return RichText(text, _tidy_spans(text, spans))


def _tidy_spans(text: str, spans: Sequence[RawSpan]) -> tuple[Span, ...]:
    """Return spans trimmed to the words they hold, neighbours of one kind joined; sorted, none empty or crossing."""
    trimmed: list[RawSpan] = []
    for first, after, kind, href in spans:
        start, end = _trim(text, first, after)
        if start < end and (kind != "link" or href is not None):
            trimmed.append((start, end, kind, href))
    joined: list[Span] = []
    latest: dict[tuple[SpanKind, str | None], int] = {}
    for start, end, kind, href in sorted(trimmed, key=lambda span: (span[0], -span[1], span[2], span[3] or "")):
        index = latest.get((kind, href))
        if index is not None:
            before = joined[index]
            if before.end >= end:
                continue
            if _continues(text, before.end, start):
                joined[index] = Span(before.start, end, kind, href)
                continue
        latest[kind, href] = len(joined)
        joined.append(Span(start, end, kind, href))
    return tuple(_without_crossings(text, joined))


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _without_crossings(text: str, spans: list[Span]) -> list[Span]:
    """Return spans of which each lies beside or inside the others: one that crosses is split at the border."""
    waiting = [(_order(span), span) for span in spans]
    heapq.heapify(waiting)
    out: list[Span] = []
    limits: list[int] = []  # the ends of the spans around this one
    while waiting:
        _, span = heapq.heappop(waiting)
        limits = [limit for limit in limits if limit > span.start]
        limit = min([span.end, *limits])
        if limit == span.end:
            limits.append(limit)
            out.append(span)
            continue
        for part in ((limit, span.end), (span.start, limit)):
            start, end = _trim(text, *part)
            if start < end:
                half = Span(start, end, span.kind, span.href)
                heapq.heappush(waiting, (_order(half), half))
    return out


def _order(span: Span) -> tuple[int, int, str, str]:
    return span.start, -span.end, span.kind, span.href or ""


def _continues(text: str, end: int, start: int) -> bool:
    """Return whether a span that begins at ``start`` only goes on with the one that ended at ``end``.

    Two titles set one against the other (``<em>One</em><em>Two</em>``) stay two: their border is all
    that is left of the comma between them.
    """
    return start < end or (start == end and not (text[end - 1].islower() and text[start].isupper()))
