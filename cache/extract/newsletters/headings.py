"""Headings that are none by name: in mails, what stands in larger letters than the text is the heading of what follows.

Programs that read mails know few styles, so that many newsletters are made of tables with styles on each cell.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from lxml.etree import SubElement

from pullquote.cache.extract.html.tree import Node, text_of

_SIZE = re.compile(r"font(?:-size)?\s*:(?:[^;]{0,40}?\s)?(\d{1,3}(?:\.\d{1,3})?)(px|pt)", re.IGNORECASE)
_PIXELS_A_POINT = 4 / 3
_LARGER = 1.2
"""Times the size of the text from which letters are a heading's."""
_MIN_TEXT = 12
_MOST_WORDS = 25
_LEVELS = 4
"""Elements around a block in which its size may be stated."""
_TURNED = ("p", "div", "center")


def mark_headings(blocks: list[Node]) -> None:
    """Turn short blocks in larger letters than most of the text into headings."""
    sizes = {node: size for node in blocks if (size := _size_of(node))}
    words = {node: len(text_of(node).split()) for node in sizes}
    weights: Counter[float] = Counter()
    for node, size in sizes.items():
        if words[node] >= _MIN_TEXT:
            weights[size] += words[node]
    if not weights:
        return
    usual = weights.most_common(1)[0][0]
    for node, size in sizes.items():
        if size >= usual * _LARGER and words[node] <= _MOST_WORDS:
            _turn(node)


def _turn(node: Node) -> None:
    """Make a block a heading; a cell holds one from then on."""
    if node.tag in _TURNED:
        node.tag = "h2"
    elif node.tag in ("td", "th"):
        children, text = list(node), node.text
        heading = SubElement(node, "h2")
        heading.text, node.text = text, None
        heading.extend(children)


def _size_of(node: Node) -> float | None:
    """Return the size of a block's letters in pixels, as the nearest style states it."""
    for element in (*_inner(node), node, *list(node.iterancestors())[:_LEVELS]):
        if stated := _SIZE.search((element.get("style") or "")[:2_000]):
            return float(stated[1]) * (_PIXELS_A_POINT if stated[2].lower() == "pt" else 1.0)
    return None


def _inner(node: Node) -> Iterator[Node]:
    """Yield the elements that each hold all words of a block, the innermost first."""
    chain: list[Node] = []
    element = node
    while len(element) == 1 and len(chain) < _LEVELS and not (element.text or "").strip():
        inner = element[0]
        if not isinstance(inner.tag, str) or (inner.tail or "").strip():
            break
        chain.append(inner)
        element = inner
    yield from reversed(chain)
