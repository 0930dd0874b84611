"""A second, independent reading of a page, and which of the two is believed: the one that has the text.

What was read is compared with trafilatura's answer as it stands, with the longest run of paragraphs, and with the
data of the page. Where it is a small part of one of these, that one is read instead: too much text can be skipped
by a reader, and none can not.
"""

from __future__ import annotations

from collections import Counter
from html import escape

from msgspec import Struct

from pullquote.cache.extract.html.inline import INLINE_TAGS, SKIPPED_TAGS
from pullquote.cache.extract.html.main_text import MainText, is_beside
from pullquote.cache.extract.html.page_data import MIN_ARTICLE, article_body, find_data_article
from pullquote.cache.extract.html.tree import Node, parse, text_of

SMALL_PART = 1 / 3
"""Of another reading; what is less has lost the article."""

_MUCH = 2_500  # characters: a page that shows so much of an article does not keep the rest of it as data
_NOTHING = 200  # characters; a headline, a caption, a notice
_SAME = 0.6  # share of what is shown that is in the data too: then both are the same article
_MIN_PARAGRAPH = 80  # characters
_MAX_LINKED = 0.3  # share of a paragraph that is link text


class Fuller(Struct):
    """The element to read instead, and what the data that it was made of says of it."""

    node: Node
    byline: tuple[str, ...] = ()
    published: str | None = None
    picture: str | None = None


class Reading(Struct):
    """Another reading of a page: the element to read, and how long its text is."""

    node: Node
    length: int


def find_fuller_reading(
    root: Node, source: str, *, shown: str, main_text: MainText, title: str | None
) -> Fuller | None:
    """Return what to read instead where ``shown`` is only a small part of the page's article, else ``None``.

    ``shown`` is the text that was read of ``root``; ``source`` is the page before its scripts were removed.
    """
    length = len(shown)
    if length < max(_NOTHING, len(main_text.text) / 2):  # else two readings agree, and a third does not count
        run = longest_run(root)
        if run is None and length < _NOTHING:
            run = longest_run(root, anywhere=True)
        if run is not None and length < SMALL_PART * run.length:
            return Fuller(run.node)
        if _NOTHING + length < SMALL_PART * len(main_text.text) and (run is None or length < run.length / 2):
            return Fuller(_paragraphs_of(main_text.text))
    return _data(root, source, shown, title)


def _data(root: Node, source: str, shown: str, title: str | None) -> Fuller | None:
    """Return the article in the page's data, if it is the one shown and much longer."""
    found = article_body(root, title) if '"articleBody"' in source else None
    if found is None and len(shown) < _MUCH:
        found = find_data_article(source, root, title)
    if found is None or found.length < 2 * len(shown) + MIN_ARTICLE // 2:
        return None
    article = parse(f"<html><body><article>{found.html}</article></body></html>")
    if len(shown) > _NOTHING and MainText(text_of(article)).share_of(shown) < _SAME:
        return None
    return Fuller(article, found.byline, found.published, found.picture)


def _paragraphs_of(text: str) -> Node:
    lines = (f"<p>{escape(line, quote=False)}</p>" for line in text.split("\n") if line.strip())
    return parse(f"<html><body><article>{''.join(lines)}</article></body></html>")


def longest_run(root: Node, *, anywhere: bool = False) -> Reading | None:
    """Return the element with the most text in paragraphs of its own, or of its children where each has a box.

    ``None`` where there is no paragraph of some length. ``anywhere`` takes it also from what is beside an article by
    its tag or name.
    """
    own: Counter[Node] = Counter()
    near: Counter[Node] = Counter()
    beside: dict[Node, bool] = {}
    for node in root.iter():
        if not isinstance(node.tag, str) or node.tag in INLINE_TAGS or node.tag in SKIPPED_TAGS:
            continue
        length, linked = _own_text(node)
        if length < _MIN_PARAGRAPH or linked > _MAX_LINKED * length:
            continue
        parent = node.getparent() if node.tag == "p" else node
        if parent is None or (not anywhere and is_beside(parent, beside)):
            continue
        own[parent] += length
        near[parent] += length
        if (above := parent.getparent()) is not None:
            near[above] += length
    if not near:
        return None
    best, length = own.most_common(1)[0]
    wide, wide_length = near.most_common(1)[0]
    if wide_length > length and wide.tag not in ("html", "body"):
        return Reading(wide, wide_length)
    return Reading(best, length)


def _own_text(node: Node) -> tuple[int, int]:
    """Return how long the running text right in an element is, and how much of it is link text."""
    length = len(node.text or "")
    linked = 0
    for child in node:
        length += len(child.tail or "")
        if child.tag in INLINE_TAGS:
            words = len(text_of(child))
            length += words
            linked += words if child.tag == "a" or child.find(".//a") is not None else 0
    return length, linked
