"""Other stories a page points to, as titles with addresses."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import islice

from pullquote.cache.core.article import Reference, Span
from pullquote.cache.core.sanitize import clean_line
from pullquote.cache.core.urls import absolute_url
from pullquote.cache.extract.html.blocks import RawBlock
from pullquote.cache.extract.html.labels import find_label, without_label
from pullquote.cache.extract.html.tree import Node, text_of

MAX_REFERENCES = 30

# What a link says that is no title: a button, a count of comments, an offer to share.
_NO_TITLE = re.compile(
    r"^(?:read (?:more|article|now|full story)|more|see more|view all|watch|click here|\d+ comments?|comments?|"
    r"(?:e-?mail|print|share|tweet|save|digg|suggest|order|bookmark|rate|report|discuss|comment on)\b.{0,30}"
    r"\b(?:this|story|article|page|reprints?|it|abuse|forum)\b.{0,12}|"
    r"(?:click here to )?(?:get|download) the .{0,30}\bapp|will you support .{3,60}|(?:talk to|contact) (?:sales|us)|"
    r"\W*(?:try|get|start|book|request|sign up)\b.{0,40}\b(?:(?:for )?free|trial|demo|started|today)|"
    r"\W*prev(?:ious)?\W+next|view pdf.{0,30}|(?:see|view|read|show) all\b.{0,40}"
    r"\b(?:reviews|posts|articles|stories|content|comments|results)|(?:shoot|drop|send) us\b.{0,30}|"
    r"(?:chat with|talk to|contact|ask) (?:an?|us|our)\b.{0,30}|"
    r"\W*(?:get|take|claim|grab|download|join|use)\b[^>»›→]{0,40}[>»›→])\W*$",
    re.I,
)
_PRICE = r"[$£€]\s?\d[\d.,]*+"
_PRICE_ALONE = re.compile(rf"(?:(?:from|now|was|sale|only) )?{_PRICE}(?:\s*(?:was|from|–|-)?\s*{_PRICE})?", re.I)
_MAX_OFFER = 8  # words
_OFFER = re.compile(
    r"^\W*(?:(?:buy|shop|order)(?: (?:it|them|yours|tickets|online))? (?:now|at|on|from|here)\b|"
    r"(?:check|see|view|compare)(?: the| our| all)?(?: best| latest| current| lowest)? prices?\b|"
    rf"{_PRICE}(?:\s*{_PRICE})?\s+(?:at|on|from|bei|chez)\b|\d[.,]\d out of 5\b)|{_PRICE}\s+{_PRICE}$",
    re.I,
)
_LABEL = re.compile(
    r"^\W*(?:related|recommended|more|most|also|you)\b.{0,20}"
    r"\b(?:stories|articles|news|posts|reading|coverage|content|topics|videos|like|enjoy|read|popular)\W*$|:$",
    re.I,
)
_NO_STORY = re.compile(
    r"/(?:authors?|contributors?|staff|profiles?|autor(?:en|es)?)/[^/?#]+/?(?:[?#]|$)|/cdn-cgi/l/email-protection", re.I
)
_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0eff]")
_RELATED_START = re.compile(
    r"^\W*(?:related|recommended|more |read (?:more|next|also)|see also|also read|most (?:read|popular))", re.I
)


class ReferenceList:
    """References being gathered: in order, each once, at most ``MAX_REFERENCES``."""

    def __init__(self) -> None:
        self._found: dict[str, Reference] = {}

    def extend(self, references: Iterable[Reference]) -> None:
        """Add references that are not there yet, by address or, without one, by title."""
        for reference in references:
            if len(self._found) < MAX_REFERENCES and reference.title:
                self._found.setdefault(reference.url or reference.title, reference)

    def as_tuple(self) -> tuple[Reference, ...]:
        """Return the references, in the order in which they were added."""
        return tuple(self._found.values())


def references_in_line(
    raw: RawBlock, title: str | None = None, *, spans: Sequence[Span] | None = None
) -> list[Reference]:
    """Return the story a line points to; of several links in it, each that is a title of its own.

    ``title`` is the line without its label; ``spans`` are the spans of a line that is only a part of ``raw``.
    """
    links = [s for s in (raw.rich.spans if spans is None else spans) if s.kind == "link" and s.href]
    text = without_label(clean_line(raw.text if title is None else title, 300))
    if _is_no_story(text, links[0].href if len(links) == 1 else None, linked=bool(links)):
        return []
    if not links:
        return [Reference(text)] if text else []
    if len(links) == 1 or spans is not None:
        return [Reference(text, links[0].href)] if text else []
    several = [
        Reference(words, link.href)
        for link in links
        if _is_title(words := without_label(clean_line(raw.text[link.start : link.end], 300)))
        and not _is_no_story(words, link.href)
    ]
    return several if len({reference.url for reference in several}) > 1 else [Reference(text, links[0].href)]


def is_offer(text: str) -> bool:
    """Return whether a line is nothing but a price, or where to buy something."""
    return len(text.split()) <= _MAX_OFFER and bool(_OFFER.search(text) or _PRICE_ALONE.fullmatch(text.strip()))


def is_related_aside(node: Node) -> bool:
    """Return whether an ``aside`` announces itself as a pointer to other stories."""
    start = text_of(node)[:60]
    return (_RELATED_START.match(start) is not None or find_label(start) is not None) and node.find(".//a") is not None


def references_in_box(node: Node, raw: RawBlock, base: str | None = None) -> list[Reference]:
    """Return the stories a related box lists: one for each address, by its longest link text."""
    titles: dict[str, str] = {}
    for link in islice(node.iter("a"), 10 * MAX_REFERENCES):
        url = absolute_url(link.get("href"), base)
        words = without_label(clean_line(text_of(link), 300))
        if url is None or _is_no_story(words, url):
            continue
        if len(words) > len(titles.get(url, "")):
            titles[url] = words
    found = [Reference(words, url) for url, words in titles.items() if _is_title(words)]
    if found or not raw.text:
        return found
    words = without_label(clean_line(raw.text, 300))
    return [Reference(words)] if len(words.split()) >= 4 else []


def _is_no_story(words: str, url: str | None, *, linked: bool = True) -> bool:
    """Return whether a line is a button, an offer of a shop, a way to a person or, without a link, a label."""
    return bool(
        _NO_TITLE.match(words)
        or _OFFER.search(words)
        or (url is not None and _NO_STORY.search(url))
        or (not linked and _LABEL.search(words))
    )


def _is_title(words: str) -> bool:
    """Return whether the text of a link is long enough for a title: three words, or letters of a script without."""
    return len(words.split()) >= 3 or len(_UNSPACED.findall(words)) >= 6
