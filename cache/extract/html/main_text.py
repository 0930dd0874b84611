"""Which text is the article: trafilatura's answer, and the element that holds it.

trafilatura (Barbaresi, ACL 2021) decides which text is body text. It gives text without structure, so
the answer is used as a measure: a piece of the page is body text as far as its words are in it.
"""

from __future__ import annotations

import re
from copy import copy
from functools import lru_cache
from typing import Any

from pullquote.cache.extract.html.tree import Node

ENOUGH = 0.9
HUGE = 30_000
HUGE_TEXT = 1_500_000
NESTED_TABLES = 6
_NO_TEXT = (
    "noscript", "iframe", "nav", "footer", "aside", "figure", "picture", "video", "audio", "canvas", "button", "input",
    "select", "textarea", "object", "embed", "map", "img", "link", "svg", "menu", "dialog", "source", "track",
)  # fmt: skip
_WORD = re.compile(r"\w+")
_RUN = 3


class Taken:
    """The text the extractor took, ready to be compared with."""

    def __init__(self, text: str) -> None:
        self.text = text
        words = _WORD.findall(text.lower())
        self.words = len(words)
        self._runs = {tuple(words[i : i + _RUN]) for i in range(len(words) - _RUN + 1)}
        self._lines = {" ".join(_WORD.findall(line.lower())) for line in text.split("\n")}

    def share(self, text: str) -> float:
        """Return the share of a piece's words, 0 to 1, that were taken."""
        if len(text) > 2_000 and text in self.text:
            return 1.0
        words = _WORD.findall(text.lower())
        if not words:
            return 0.0
        if len(words) <= _RUN:
            return 1.0 if " ".join(words) in self._lines else 0.0
        runs = [tuple(words[i : i + _RUN]) for i in range(len(words) - _RUN + 1)]
        return sum(run in self._runs for run in runs) / len(runs)


class All(Taken):
    """All of the text: a feed's entry, of which every word is the publisher's."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.words = int(bool(text.strip()))

    def share(self, text: str) -> float:
        """Return 1 for whatever has a word in it."""
        return float(any(map(str.isalnum, text)))


@lru_cache(maxsize=2)
def _options(fast: bool) -> Any:
    from trafilatura.settings import DEFAULT_CONFIG, Extractor

    return Extractor(
        config=DEFAULT_CONFIG,
        output_format="txt",
        fast=fast,
        comments=False,
        tables=True,
        formatting=False,
        links=False,
    )


def take(root: Node) -> Taken:
    """Ask trafilatura which text of the page is the article's. ``root`` is left as it is.

    It copies and searches the page several times over, so what it would throw away is taken out before.
    """
    import lxml.etree

    bare = copy(root)
    lxml.etree.strip_elements(bare, lxml.etree.Comment, *_NO_TEXT, with_tail=False)
    if is_huge(bare) or bare.find("." + "//table" * NESTED_TABLES) is not None:
        return Taken("\n".join(_prose_of(bare)))
    return _ask(bare, fast=False)


def is_huge(root: Node) -> bool:
    """Return whether a page is too large for libraries whose time grows faster than the page."""
    return sum(1 for _ in root.iter()) > HUGE or sum(map(len, root.itertext())) > HUGE_TEXT


def _prose_of(root: Node) -> list[str]:
    """Return the paragraphs of some length, which is what the article of a huge page is taken to be."""
    texts = (" ".join("".join(p.itertext()).split()) for p in root.iter("p", "pre"))
    found = [text for text in texts if len(text) > 60]
    return found or [text for _, text in _long_texts(root)]


def _ask(root: Node, *, fast: bool) -> Taken:
    import trafilatura
    from trafilatura.xml import xmltotxt

    try:
        document = trafilatura.bare_extraction(root, include_comments=False, options=_options(fast))
    except (ValueError, TypeError, AttributeError, IndexError, KeyError, RecursionError):
        document = None  # it has its own ideas of what may go wrong; without its answer the walk decides alone
    body = getattr(document, "body", None)
    return Taken(xmltotxt(body, False) if body is not None else "")


def container(root: Node, taken: Taken) -> Node:
    """Return the smallest element that holds nearly all of the text that was taken, or the body."""
    body = root.find(".//body")
    body = body if body is not None else root
    lines = {" ".join(line.split()) for line in taken.text.split("\n")}
    whole = " ".join(taken.text.split())
    weights: dict[Node, int] = {}
    total = 0
    seen: set[str] = set()
    for node, text in _long_texts(body):
        if text in seen or not (text in lines or text in whole):
            continue
        seen.add(text)
        total += len(text)
        place = node
        while place is not None:
            weights[place] = weights.get(place, 0) + len(text)
            if place is body:
                break
            place = place.getparent()
    if not total:
        return body
    best = body
    while True:
        heavy = next((child for child in best if weights.get(child, 0) >= ENOUGH * total), None)
        if heavy is None:
            break
        best = heavy
    while best.tag in ("p", "span", "strong", "em", "b", "i", "a", "font", "li", "blockquote") and best is not body:
        best = best.getparent()
    return _with_siblings(best, body)


def _long_texts(body: Node) -> list[tuple[Node, str]]:
    """Return every text node of some length with the element it stands in."""
    out: list[tuple[Node, str]] = []
    for node in body.iter():
        if not isinstance(node.tag, str):
            if node.tail and len(node.tail) > 20 and (parent := node.getparent()) is not None:
                out.append((parent, " ".join(node.tail.split())))
            continue
        if node.tag not in ("script", "style", "noscript") and node.text and len(node.text) > 20:
            out.append((node, " ".join(node.text.split())))
        if node.tail and len(node.tail) > 20 and (parent := node.getparent()) is not None:
            out.append((parent, " ".join(node.tail.split())))
    return [(node, text) for node, text in out if len(text) > 20]


def _with_siblings(best: Node, body: Node) -> Node:
    """Return the parent where the article is spread over several elements alike, of which one was found."""
    name = best.get("class")
    if best is body or not name or best.tag in ("main", "body"):
        return best
    above = list(best.iterancestors())[:4]
    twins = [
        node
        for node in body.iter(best.tag)
        if node is not best and node.get("class") == name and _prose(node) >= 2 and not _is_beside(node)
    ]
    for twin in twins:
        shared = next((ancestor for ancestor in twin.iterancestors() if ancestor in above), None)
        if shared is not None and shared is not body and shared.tag != "html":
            return shared
    return best


def _prose(node: Node) -> int:
    """Count the paragraphs of some length that stand directly in an element."""
    return sum(child.tag == "p" and len("".join(child.itertext())) > 120 for child in node)


def _is_beside(node: Node) -> bool:
    return any(ancestor.tag in ("aside", "nav", "footer") for ancestor in node.iterancestors())
