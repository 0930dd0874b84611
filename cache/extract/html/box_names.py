"""Boxes of a page whose names are not to be believed, and blocks that are in a box no name tells of.

A box that holds a large part of the article is no boilerplate, whatever it is called.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container

from pullquote.cache.extract.html import boilerplate
from pullquote.cache.extract.html.blocks import RawBlock
from pullquote.cache.extract.html.boilerplate import BOILERPLATE_BOXES, Box, BoxKind
from pullquote.cache.extract.html.inline import count_words
from pullquote.cache.extract.html.main_text import MIN_SHARE
from pullquote.cache.extract.html.tree import Node, beginning_of, text_of

_MAX_LINKED = 0.5  # share of a block that is link text
_LEFT_OUT = BOILERPLATE_BOXES | {BoxKind.CAPTION}
# What holds buttons or labels by its name, and no sentences of its own.
_WORDLESS_BOXES = frozenset((BoxKind.SHARE, BoxKind.TAGS, BoxKind.SOURCE))
_LINKED_BOXES = frozenset((BoxKind.AD, BoxKind.RELATED))
_MAX_BOXED = 0.25  # share of the main text
_MAX_POINTER = 0.2  # share of a box that is link text: a teaser has its headline in it
_MIN_PROSE = 20  # words
_FEW = 2  # a kind of box with less than half of what another holds does not hold the article
_SPONSORED = frozenset(("td", "section", "div", "aside"))
_MAX_SPONSOR = 1_200  # characters
_MAX_PAID = 8  # blocks
_MAX_POINTED = 40  # characters of a label
_MIN_TITLE = 5  # words
_MAX_CARD = 400  # characters
_MAX_KICKER = 40  # characters before the headline of a card


def ignore_boxes_of_text(raw_blocks: list[RawBlock]) -> None:
    """Forget what a box is called where it holds the article.

    A box that holds a quarter of the article does; so do all boxes that together hold half of it, and one with
    sentences in it that by its name has buttons, labels or links.
    """
    if not any(raw.boxes for raw in raw_blocks):
        return
    _ignore_large_boxes(raw_blocks)
    links: dict[Node, float] = {}  # the share of link text in each box
    kinds = _kinds_of_text(raw_blocks)
    boxed: Counter[str] = Counter()  # by their text: what is said again and again is said once
    free: Counter[str] = Counter()
    for raw in raw_blocks:
        if raw.share < MIN_SHARE or raw.linked >= _MAX_LINKED:
            continue
        if not any(_links_of(box, links) > _MAX_POINTER for box in raw.boxes):
            is_boxed = any(box.kind in kinds for box in raw.boxes)
            (boxed if is_boxed else free)[raw.text] += 1
    is_all_boxed = sum(len(text.split()) for text in boxed) > sum(len(text.split()) for text in free)
    worn = {_worn(box) for raw in raw_blocks if is_all_boxed and raw.text in boxed for box in raw.boxes}
    inside = _inside(raw_blocks, free)
    for place, raw in enumerate(raw_blocks):
        if not raw.boxes:
            continue
        is_text = is_all_boxed and raw.text in boxed
        is_prose = _is_prose(raw)
        has_sentences = is_prose and raw.share >= MIN_SHARE and boxed[raw.text] <= 1
        raw.boxes = tuple(
            box
            for box in raw.boxes
            if not (box.kind in kinds and (is_text or (is_prose and box.node is raw.node and _worn(box) in worn)))
            and not (has_sentences and (_is_wordless(box, links) or (place in inside and _is_plain_note(box))))
        )
        if place in inside and raw.boxes and (is_prose or raw.kind == "heading"):
            boxes = tuple(box for box in raw.boxes if not _is_plain_aside(box, links))
            raw.share = max(raw.share, MIN_SHARE) if len(boxes) < len(raw.boxes) and is_prose else raw.share
            raw.boxes = boxes


def _kinds_of_text(raw_blocks: list[RawBlock]) -> frozenset[BoxKind]:
    """Return the kinds of boxes of which one may hold the article: those that hold the most of the main text."""
    words: Counter[BoxKind] = Counter()
    for raw in raw_blocks:
        if raw.share >= MIN_SHARE and raw.linked < _MAX_LINKED:
            words.update(dict.fromkeys({box.kind for box in raw.boxes}, len(raw.text.split())))
    return frozenset(kind for kind in _LEFT_OUT if words[kind] * _FEW > max(words.values(), default=0))


def mark_sponsors(raw_blocks: list[RawBlock]) -> None:
    """Mark what is paid for: the small element that begins with a line which says so, or all up to the next rule."""
    for place, raw in enumerate(raw_blocks):
        if raw.kind not in ("text", "heading") or not boilerplate.is_sponsor_line(raw.text):
            continue
        boxes = (node for node in (raw.node, *raw.node.iterancestors()) if node.tag in _SPONSORED)
        around = next((node for node in boxes if len(beginning_of(node, _MAX_SPONSOR)) > len(raw.text)), None)
        words = beginning_of(around, _MAX_SPONSOR) if around is not None else ""
        if 0 < len(words) <= _MAX_SPONSOR and words.startswith(raw.text.split("\n")[0]):
            paid = [other for other in raw_blocks[place:] if around in (other.node, *other.node.iterancestors())]
        elif place and raw_blocks[place - 1].kind == "rule":
            behind = raw_blocks[place : place + _MAX_PAID]
            paid = behind[: next((at for at, other in enumerate(behind) if other.kind == "rule"), 0)]
        else:
            continue
        for other in paid:
            other.boxes = (*other.boxes, Box(BoxKind.AD, other.node))


def mark_pointers(raw_blocks: list[RawBlock]) -> None:
    """Mark the paragraphs that are one label, again and again, and the linked title of another story each."""
    labelled: dict[str, list[RawBlock]] = {}
    for raw in raw_blocks:
        links = [span for span in raw.rich.spans if span.kind == "link"] if raw.kind == "text" and raw.linked else []
        if len(links) != 1 or raw.text[links[0].end :].strip() or raw.text.endswith((".", "…")):
            continue
        label, title = raw.text[: links[0].start].strip(), raw.text[links[0].start :]
        if label.endswith((":", "|", "»", ">")) and len(label) <= _MAX_POINTED and len(title.split()) >= _MIN_TITLE:
            labelled.setdefault(label, []).append(raw)
    for blocks in labelled.values():
        for raw in blocks if len(blocks) > 1 else ():
            raw.boxes = (*raw.boxes, Box(BoxKind.RELATED, raw.node))


def _ignore_large_boxes(raw_blocks: list[RawBlock]) -> None:
    """Forget what a box is called that holds a quarter of the article."""
    words: Counter[Node] = Counter()
    total = 0
    for raw in raw_blocks:
        if raw.share >= MIN_SHARE:
            count = len(raw.text.split())
            total += count
            for box in raw.boxes:
                words[box.node] += count
    for raw in raw_blocks:
        if raw.boxes:
            raw.boxes = tuple(box for box in raw.boxes if words[box.node] <= _MAX_BOXED * total)


def _inside(raw_blocks: list[RawBlock], texts: Container[str]) -> range:
    """Return the places between the first and the last of the blocks with one of these texts."""
    places = [place for place, raw in enumerate(raw_blocks) if raw.kind == "text" and raw.text in texts]
    return range(places[0] + 1, places[-1]) if places else range(0)


def _is_wordless(box: Box, links: dict[Node, float]) -> bool:
    """Return whether a box has no sentences of its own: buttons, labels, or links, which it then must have."""
    return box.kind in _WORDLESS_BOXES or (box.kind in _LINKED_BOXES and _links_of(box, links) == 0)


def _is_plain_aside(box: Box, links: dict[Node, float]) -> bool:
    """Return whether an ``aside`` is words for their own sake: few links, nothing to press, no picture of a person."""
    if box.kind is not BoxKind.ASIDE or box.node.tag != "aside":
        return False
    asks = any(box.node.find(f".//{tag}") is not None for tag in ("form", "input", "button", "iframe", "img", "time"))
    return not asks and _share_of_links(box.node, links) <= _MAX_POINTER


def _links_of(box: Box, links: dict[Node, float]) -> float:
    """Return the share of link text, 0 to 1, in a box of links to other stories; 0 for any other box."""
    if box.kind not in _LINKED_BOXES:
        return 0.0
    return _share_of_links(box.node, links)


def _share_of_links(node: Node, links: dict[Node, float]) -> float:
    """Return the share of the text of an element, 0 to 1, that is link text. ``links`` are those known."""
    if node not in links:
        links[node] = sum(len(text_of(link)) for link in node.iter("a")) / max(1, len(text_of(node)))
    return links[node]


def mark_teasers(raw_blocks: list[RawBlock], items: Container[int]) -> None:
    """Mark the words under and over a linked headline as the teaser of another story, but for the ``items`` of a list.

    Such words are cut off ("…") below it, a word or two ("review") above it, or short and in one card with it.
    """
    _mark_cards(raw_blocks, items)
    for place, raw in enumerate(raw_blocks):
        if raw.kind != "heading" or raw.linked < 0.9:
            continue
        for other in raw_blocks[place + 1 : place + 6]:
            if other.kind != "text":
                break
            if other.text.endswith(("…", "...")):
                other.boxes = (*other.boxes, Box(BoxKind.META, other.node))
                break
        for other in reversed(raw_blocks[max(0, place - 2) : place]):
            if other.kind == "text" and len(other.text.split()) <= 2 and other.text.islower():
                other.boxes = (*other.boxes, Box(BoxKind.META, other.node))


def _mark_cards(raw_blocks: list[RawBlock], items: Container[int]) -> None:
    """Mark what stands in an ``article`` or a list item with a linked headline, if all beside it are short too."""
    cards: dict[Node, bool] = {}  # whether each begins with its headline and is no longer than a teaser
    for place, raw in enumerate(raw_blocks):
        if raw.kind != "heading" or raw.linked < 0.9 or place in items or "#" in (raw.rich.first_link or ""):
            continue
        card = next((node for node in raw.node.iterancestors() if node.tag in ("article", "li", "main", "body")), None)
        if card is not None and card.tag in ("article", "li") and card not in cards:
            words = beginning_of(card, _MAX_CARD)
            cards[card] = len(words) <= _MAX_CARD and 0 <= words.find(raw.text) <= _MAX_KICKER
    lists = {card.getparent() for card, is_teaser in cards.items() if not is_teaser}
    boxes = {card: Box(BoxKind.RELATED, card) for card in cards if card.getparent() not in lists}
    if not boxes:
        return
    for raw in raw_blocks:
        around = (raw.node, *raw.node.iterancestors())
        raw.boxes = (*raw.boxes, *(boxes[node] for node in around if node in boxes))
    _ignore_large_boxes(raw_blocks)  # a short article links its own headline, too


def _is_prose(raw: RawBlock) -> bool:
    """Return whether a block can be a paragraph of the main text by its length and its words."""
    if raw.kind != "text" or raw.linked >= _MAX_LINKED:
        return False
    return count_words(raw.text) >= _MIN_PROSE and boilerplate.match_line(raw.text, linked=raw.linked) is None


def _worn(box: Box) -> tuple[str, str | None]:
    """Return by what a box is known again: its tag and its class."""
    return box.node.tag, box.node.get("class")


def _is_plain_note(box: Box) -> bool:
    """Return whether a box for notes asks for nothing: no link, no field, no button."""
    if box.kind is not BoxKind.NOTE:
        return False
    return all(box.node.find(f".//{tag}") is None for tag in ("a", "form", "input", "button"))
