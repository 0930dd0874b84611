"""Round-ups: articles of many short items, each under a heading that links to where its news is from.

Elsewhere a linked heading points to another story. Here the article's own text stands under each of them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct

from pullquote.cache.core.article import Span
from pullquote.cache.core.urls import absolute_url
from pullquote.cache.extract.html import boilerplate
from pullquote.cache.extract.html.blocks import RawBlock
from pullquote.cache.extract.html.boilerplate import BOILERPLATE_BOXES, Box, BoxKind
from pullquote.cache.extract.html.inline import RichText, comparison_key
from pullquote.cache.extract.html.main_text import MIN_SHARE
from pullquote.cache.extract.html.tree import Node, text_of

_LINKED = 0.9
_MIN_ITEMS = 3
_MIN_WORDS = 8
"""Words of a text under a heading; fewer are a date or a kicker."""
_LOOK_AHEAD = 4
_MIN_IN_ITEMS = 0.5
"""Share of the main text that stands in items where each has a box of its own; of teasers it is little."""
_MAX_EACH = 2.5
"""Blocks of text an item has where headings and texts stand side by side; between pointers to others are more."""
_LEVELS = 4
_NUMBER = re.compile(r"(?:no\.? ?|#)?(\d{1,3})[.):]\s|#(\d{1,3})\b", re.IGNORECASE)


class _Item(Struct, frozen=True, eq=False):
    """A linked heading with the element that holds it and its text, and the link where that is a card around it."""

    heading: RawBlock
    holder: Node
    card: Box | None


def free_item_headings(
    raw_blocks: Sequence[RawBlock], *, base: str | None, all_own: bool = False, title: str = ""
) -> set[int]:
    """Take the headings of a round-up out of the cards they are; return their places among ``raw_blocks``.

    ``all_own`` says that no other story has its text here, as in a feed's entry: then one linked heading with a text
    below it is enough, but for the article's own ``title``, in the form in which titles are compared, over all text.
    """
    items: dict[int, _Item] = {}
    for place, raw in enumerate(raw_blocks):
        if raw.kind == "heading" and (item := _item_at(raw_blocks, place)):
            items[place] = item
    numbered = _numbered(raw_blocks)
    if all_own:
        begun = next((place for place, raw in enumerate(raw_blocks) if len(raw.text.split()) >= _MIN_WORDS), 0)
        own = [place for place, item in items.items() if item.card is None]
        return numbered.union(at for at in own if at > begun or comparison_key(raw_blocks[at].text) != title)
    if not _is_roundup(raw_blocks, items):
        return numbered
    cards = {item.card for item in items.values() if item.card is not None}
    for raw in raw_blocks:
        if not cards.isdisjoint(raw.boxes):
            raw.boxes = tuple(box for box in raw.boxes if box not in cards)
    for item in items.values():
        href = absolute_url(item.card.node.get("href"), base) if item.card is not None else None
        if href is not None:
            rich = item.heading.rich
            item.heading.rich = RichText(rich.text, (Span(0, len(rich.text), "link", href), *rich.spans))
    return numbered.union(items)


def _numbered(raw_blocks: Sequence[RawBlock]) -> set[int]:
    """Return the places of headings that count items with a text up or down: "3. The Long Way Round"."""
    found: dict[int, int] = {}
    for place, raw in enumerate(raw_blocks):
        is_free = raw.kind == "heading" and all(box.kind not in BOILERPLATE_BOXES for box in raw.boxes)
        if is_free and (number := _NUMBER.match(raw.text)):
            found[place] = int(number[1] or number[2])
    steps = [abs(after - before) == 1 for before, after in pairwise(found.values())]
    with_text = sum(_text_below(raw_blocks, place, None) is not None for place in found)
    return set(found) if sum(steps) >= _MIN_ITEMS - 1 and 2 * with_text >= len(found) else set()


def _item_at(raw_blocks: Sequence[RawBlock], place: int) -> _Item | None:
    """Return the item that begins with the heading at ``place``, ``None`` if it is no linked one over main text."""
    raw = raw_blocks[place]
    card = next((box for box in raw.boxes if box.kind is BoxKind.RELATED and box.node.tag == "a"), None)
    if card is None and raw.linked < _LINKED:
        return None
    if any(box.kind in BOILERPLATE_BOXES and box is not card for box in raw.boxes):
        return None
    if boilerplate.match_line(raw.text) is not None:
        return None
    text = _text_below(raw_blocks, place, card)
    holder = _holder(raw.node)
    if text is None or holder is None or holder not in (text.node, *list(text.node.iterancestors())[:_LEVELS]):
        return None
    return _Item(raw, holder, card)


def _text_below(raw_blocks: Sequence[RawBlock], place: int, card: Box | None) -> RawBlock | None:
    """Return the first main text under a heading, passing over pictures and lines of a few words."""
    for other in raw_blocks[place + 1 : place + 1 + _LOOK_AHEAD]:
        if other.kind == "heading":
            return None
        if other.kind == "image" or (card is not None and card in other.boxes):
            continue
        words = len(other.text.split())
        if words >= _MIN_WORDS:
            is_teaser = other.text.endswith(("…", "...")) or other.linked >= 0.5
            return other if other.share >= MIN_SHARE and not is_teaser else None
    return None


def _holder(heading: Node) -> Node:
    """Return the first element around a heading that holds other words too."""
    words = text_of(heading)
    element = heading.getparent()
    for _ in range(_LEVELS):
        if element is None or len(text_of(element)) > len(words) + 1:
            break
        element = element.getparent()
    return element


def _is_roundup(raw_blocks: Sequence[RawBlock], items: dict[int, _Item]) -> bool:
    """Return whether the main text is rather what the items say than what stands around pointers to others."""
    if len(items) < 2:
        return False
    texts = [raw for raw in raw_blocks if raw.kind in ("text", "item") and raw.share >= MIN_SHARE]
    holders = Counter(item.holder for item in items.values())
    if len(holders) == len(items) and len({(holder.tag, holder.get("class")) for holder in holders}) == 1:
        inside = [raw for raw in texts if any(node in holders for node in (raw.node, *raw.node.iterancestors()))]
        return _words(inside) >= _MIN_IN_ITEMS * _words(texts)
    return len(items) >= _MIN_ITEMS and len(holders) == 1 and len(texts) <= _MAX_EACH * len(items)


def _words(raw_blocks: Sequence[RawBlock]) -> int:
    return sum(len(raw.text.split()) for raw in raw_blocks)
