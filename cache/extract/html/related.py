"""Other stories a page points to, as titles with addresses."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import islice

from pullquote.cache.core.article import Reference, Span
from pullquote.cache.core.sanitize import clean_line
from pullquote.cache.extract.html.blocks import Piece
from pullquote.cache.extract.html.inline import absolute
from pullquote.cache.extract.html.tree import Node, text_of

MOST = 30
_SMALL = re.compile(
    r"^(?:read (?:more|article|now|full story)|more|see more|view all|watch|click here|\d+ comments?|comments?|"
    r"(?:e-?mail|print|share|tweet|save|digg|suggest|order|bookmark|rate|report|discuss|comment on)\b.{0,30}"
    r"\b(?:this|story|article|page|reprints?|it|abuse|forum)\b.{0,12}|"
    r"(?:click here to )?(?:get|download) the .{0,30}\bapp|will you support .{3,60})\W*$",
    re.I,
)


_RELATED_START = re.compile(
    r"^\W*(?:related|recommended|more |read (?:more|next|also)|see also|also read|most (?:read|popular))", re.I
)


class References:
    """References being gathered: in order, each once, at most ``MOST``."""

    def __init__(self) -> None:
        self._found: dict[str, Reference] = {}

    def extend(self, references: Iterable[Reference]) -> None:
        """Add references that are not there yet, by address or, without one, by title."""
        for reference in references:
            if len(self._found) < MOST and reference.title:
                self._found.setdefault(reference.url or reference.title, reference)

    def done(self) -> tuple[Reference, ...]:
        """Return all of them."""
        return tuple(self._found.values())


def from_piece(piece: Piece, title: str | None = None, *, spans: Sequence[Span] | None = None) -> list[Reference]:
    """Return the story a line points to; of several links in it, each that is a title of its own."""
    links = [s for s in (spans if spans is not None else piece.rich.spans) if s.kind == "link" and s.href]
    text = clean_line(title if title is not None else piece.text, 300)
    if _SMALL.match(text):
        return []
    if len(links) <= 1 or spans is not None:
        return [Reference(text, links[0].href if links else None)] if text else []
    several = [
        Reference(words, link.href)
        for link in links
        if len((words := clean_line(piece.text[link.start : link.end], 300)).split()) >= 3
    ]
    return several if len({r.url for r in several}) > 1 else [Reference(text, links[0].href)]


def is_related_aside(node: Node) -> bool:
    """Return whether an ``aside`` announces itself as a pointer to other stories."""
    return bool(_RELATED_START.match(text_of(node)[:60])) and node.find(".//a") is not None


def from_box(node: Node, piece: Piece, base: str | None = None) -> list[Reference]:
    """Return the stories a related box lists: one for each address, by its longest link text."""
    titles: dict[str, str] = {}
    for link in islice(node.iter("a"), 10 * MOST):
        url = absolute(link.get("href"), base)
        words = clean_line(text_of(link), 300)
        if url is None or _SMALL.match(words):
            continue
        if len(words) > len(titles.get(url, "")):
            titles[url] = words
    found = [Reference(words, url) for url, words in titles.items() if len(words.split()) >= 3]
    if found or not piece.text:
        return found
    words = clean_line(piece.text, 300)
    return [Reference(words)] if len(words.split()) >= 4 else []
