"""Paragraphs of an article in elements of their own beside the main one: an opening before it, a last one after it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pullquote.cache.extract.html.boilerplate import box_kind_of, match_line
from pullquote.cache.extract.html.inline import SKIPPED_TAGS, comparison_key, is_hidden, words_of
from pullquote.cache.extract.html.main_text import MainText
from pullquote.cache.extract.html.tree import Node, text_of

_MIN_LENGTH = 60  # characters; what is shorter beside an article is a label, a date or a caption
_MAX_LINKED = 0.3  # share of link text
_MAX_LEVELS = 4
_MAX_SIBLINGS = 40  # on each side of the main element and of each around it
_MAIN = 0.5  # share of a paragraph from which on it is main text by trafilatura too
_NAME_WORDS = 3  # at the beginning of a text
_TOP = frozenset(("body", "html", "main"))
_CONTAINERS = frozenset(("p", "div", "section"))
_PASSED_OVER = frozenset(("figure", "picture", "img", "hr", "br", "iframe", "video", "ins", "amp-ad"))
_NO_NEIGHBOUR = (
    "script", "h1", "form", "input", "button", "table", "ul", "ol", "nav", "aside", "figure", "iframe", "blockquote",
    "footer", "header", "time", "address",
)  # fmt: skip
_SENTENCE = re.compile(r"[.!?…。！？।؟]\W*$")


def with_neighbours(
    container: Node, main_text: MainText, *, dek: str | None, byline: tuple[str, ...]
) -> tuple[Node, MainText]:
    """Return the element that holds ``container`` and the paragraphs beside it, and the main text with these.

    The ``dek`` is shown by itself, and what begins with a name of the ``byline`` is about the author.
    """
    if main_text.is_empty:
        return container, main_text
    known = comparison_key(dek or "")
    names = {word for name in byline for word in words_of(name) if len(word) > 2}
    widest = container
    texts: list[str] = []
    place = container
    for _ in range(_MAX_LEVELS):
        parent = place.getparent()
        if parent is None or place.tag in _TOP:
            break
        before, is_top = _before(place)
        before = [text for text in before if comparison_key(text) not in known or main_text.share_of(text) > _MAIN]
        after = [text for text in _after(place) if names.isdisjoint(words_of(text)[:_NAME_WORDS])]
        if before or after:
            widest = parent
            texts = [*before, *texts, *after]
        if is_top:
            break
        place = parent
    if not texts:
        return container, main_text
    return widest, MainText("\n".join((main_text.text, *texts)))


def _before(place: Node) -> tuple[list[str], bool]:
    """Return the paragraphs between the headline and an element, and whether the headline stands there."""
    texts: list[str] = []
    for _, node in zip(range(_MAX_SIBLINGS), place.itersiblings(preceding=True), strict=False):
        if not isinstance(node.tag, str):
            continue
        if node.tag in ("h1", "header") or node.find(".//h1") is not None:
            return texts, True
        texts[:0] = _paragraphs(node)
    return texts, False


def _after(place: Node) -> list[str]:
    """Return the paragraphs that follow an element, up to the first thing that is neither text nor picture."""
    texts: list[str] = []
    for _, node in zip(range(_MAX_SIBLINGS), place.itersiblings(), strict=False):
        if not isinstance(node.tag, str) or node.tag in _PASSED_OVER or node.tag in SKIPPED_TAGS or not text_of(node):
            continue
        found = list(_paragraphs(node))
        if not found:
            break
        texts += found
    return texts


def _paragraphs(node: Node) -> Iterator[str]:
    """Yield the paragraphs of an element that holds nothing else."""
    if node.tag not in _CONTAINERS or any(node.find(f".//{tag}") is not None for tag in _NO_NEIGHBOUR):
        return
    if box_kind_of(node) is not None or is_hidden(node):
        return
    inner = [child for child in node.iter("p", "div", "section") if child is not node]
    if any(box_kind_of(child) is not None or is_hidden(child) for child in inner):
        return
    paragraphs = [
        part for part in node.iter(*_CONTAINERS) if all(part.find(f".//{tag}") is None for tag in _CONTAINERS)
    ]
    texts = [text for part in paragraphs if (text := text_of(part))]
    whole = text_of(node)
    linked = sum(len(text_of(link)) for link in node.iter("a"))
    if linked > _MAX_LINKED * len(whole) or sum(map(len, texts)) < 0.9 * len(whole):
        return
    for text in texts:
        if len(text) < _MIN_LENGTH or not _SENTENCE.search(text) or match_line(text, late=True) is not None:
            return
    yield from texts
