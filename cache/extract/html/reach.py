"""Where an article begins and ends among the raw blocks of its page.

The first and the last block that are main text are sure. Others go with them: a heading over the first part, a
paragraph beside them that trafilatura passed over, a table, a verdict or notes right behind.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from itertools import islice

from pullquote.cache.extract.html import boilerplate, reviews
from pullquote.cache.extract.html.blocks import RawBlock
from pullquote.cache.extract.html.boilerplate import BOILERPLATE_BOXES, Box, BoxKind
from pullquote.cache.extract.html.facts import is_rating
from pullquote.cache.extract.html.inline import comparison_key, count_words
from pullquote.cache.extract.html.main_text import MIN_SHARE
from pullquote.cache.extract.html.tree import Node, classes

_MAX_BEHIND_END = 0.6  # share of the main text
_MIN_SENTENCE = 12  # words
_MAX_LABEL = 8  # words of what may stand over the first part of an article: a clock, a name
_REACH = 5  # elements from a table or a verdict up to the one that holds the text; blocks before a first part
_LEVELS = 4  # elements from a note up to the one named for notes
_FOOTNOTES = re.compile(r"(?:^|[ _-])foot-?notes?(?:$|[ _-])")


def find_reach(
    raw_blocks: Sequence[RawBlock], *, title: str, items: Collection[int], tables: Collection[Node]
) -> tuple[int, int]:
    """Return the places of the first and the last block of the article; all of them where nothing is sure.

    ``title`` is the headline's ``comparison_key``, ``items`` the places of headings that are the article's whatever
    they link to, ``tables`` those that are.
    """
    sure = [
        place
        for place, raw in enumerate(raw_blocks)
        if raw.share >= MIN_SHARE and not any(box.kind in BOILERPLATE_BOXES for box in raw.boxes)
    ]
    sure = _before_end_line(raw_blocks, sure)
    while len(sure) > 1 and _stands_behind(raw_blocks[sure[-1]]):
        sure.pop()
    if not sure:
        return 0, len(raw_blocks) - 1
    alike = _Alike(raw_blocks, sure)
    first = _with_heading_before(raw_blocks, alike.before(min([sure[0], *items])), title)
    last = _with_rest_behind(raw_blocks, alike.behind(sure[-1]), sure, tables)
    return _behind_headline(raw_blocks, first, title), last


def is_footnote(raw: RawBlock) -> bool:
    """Return whether a block stands in the notes at the foot of the text."""
    if raw.kind not in ("text", "item"):
        return False
    around = (raw.node, *islice(raw.node.iterancestors(), _LEVELS))
    return any(node.get("role") == "doc-endnotes" or _FOOTNOTES.search(classes(node)) for node in around)


def verdict_box(raw: RawBlock) -> Box | None:
    """Return the box of a verdict or of facts that a block stands in, ``None`` if there is none."""
    return next((box for box in raw.boxes if box.kind is BoxKind.VERDICT), None)


class _Alike:
    """Paragraphs right before or behind the sure ones, in the same element or in one beside it that is named alike."""

    def __init__(self, raw_blocks: Sequence[RawBlock], sure: Sequence[int]) -> None:
        self.raw_blocks = raw_blocks
        self._parents = {raw_blocks[place].node.getparent() for place in sure if raw_blocks[place].kind == "text"}
        self._looks = {_place(node) for node in self._parents if node is not None and node.get("class")}

    def before(self, first: int) -> int:
        """Return the place of the first paragraph that leads on to ``first`` without a break."""
        for place in range(first - 1, -1, -1):
            if not self._goes_on(self.raw_blocks[place]):
                break
            first = place
        return first

    def behind(self, last: int) -> int:
        """Return the place of the last paragraph that goes on from ``last``; pictures may stand between."""
        for place in range(last + 1, len(self.raw_blocks)):
            if self.raw_blocks[place].kind != "text":
                continue
            if not self._goes_on(self.raw_blocks[place]):
                break
            last = place
        return last

    def _goes_on(self, raw: RawBlock) -> bool:
        if raw.kind != "text" or raw.boxes or raw.linked > 0 or count_words(raw.text) <= _MIN_SENTENCE:
            return False
        node = raw.node.getparent()
        if self._parents.isdisjoint((node, raw.node)) and (node is None or _place(node) not in self._looks):
            return False
        return boilerplate.match_line(raw.text, linked=raw.linked, late=True) is None


def _place(node: Node) -> tuple[Node, str, str | None]:
    """Return where an element stands and how it is named."""
    return node.getparent(), node.tag, node.get("class")


def _before_end_line(raw_blocks: Sequence[RawBlock], sure: list[int]) -> list[int]:
    """Return the places before the line that ends an article ("Filed under"), if little is after it."""
    for place, raw in enumerate(raw_blocks):
        if sure and raw.text and place > sure[0] and boilerplate.is_end_line(raw.text):
            words = {at: len(raw_blocks[at].text.split()) for at in sure}
            after = sum(count for at, count in words.items() if at > place)
            if after <= _MAX_BEHIND_END * sum(words.values()):
                return [at for at in sure if at < place]
    return sure


def _stands_behind(raw: RawBlock) -> bool:
    """Return whether a last block is a heading or a line of boilerplate: then the article ends before it."""
    if raw.kind == "heading":
        return True
    return raw.kind == "text" and boilerplate.match_line(raw.text, linked=raw.linked, late=True) is not None


def _with_heading_before(raw_blocks: Sequence[RawBlock], first: int, title: str) -> int:
    """Return the place of the heading over the first part, if it is set as those over later parts are."""
    for place in range(first - 1, max(-1, first - _REACH), -1):
        raw = raw_blocks[place]
        if raw.kind == "heading":
            below = (other for other in raw_blocks[first:] if other.kind == "heading" and not other.boxes)
            is_part = not raw.boxes and comparison_key(raw.text) != title and any(_look(raw) == _look(o) for o in below)
            return place if is_part else first
        if len(raw.text.split()) > _MAX_LABEL:
            break
    return first


def _look(raw: RawBlock) -> tuple[str, str | None, str, str | None]:
    """Return how a heading is set: its tag and class, and those of the element around it."""
    around = raw.node.getparent()
    return raw.node.tag, raw.node.get("class"), around.tag, around.get("class")


def _behind_headline(raw_blocks: Sequence[RawBlock], first: int, title: str) -> int:
    """Return the place of the headline where only labels and links stand between ``first`` and it."""
    for place, raw in enumerate(raw_blocks[first : first + _REACH], first):
        if raw.kind == "heading" and raw.level == 1 and title and comparison_key(raw.text) == title:
            return place
        if raw.kind not in ("text", "item") or len(raw.text.split()) > _MAX_LABEL:
            break
    return first


def _with_rest_behind(raw_blocks: Sequence[RawBlock], last: int, sure: list[int], tables: Collection[Node]) -> int:
    """Return the place of the last table, verdict, rating or note that follows right behind the text, else ``last``."""
    parents = {raw_blocks[place].node.getparent() for place in sure}
    for place in range(last + 1, len(raw_blocks)):
        raw = raw_blocks[place]
        is_rest = raw.node in tables or _is_short_review(raw) or is_rating(raw) or is_footnote(raw)
        if is_rest and not parents.isdisjoint(list(raw.node.iterancestors())[:_REACH]):
            last = place
        elif place - last > 2 or raw.kind not in ("heading", "image", "text") or len(raw.text.split()) > 20:
            break
    return last


def _is_short_review(raw: RawBlock) -> bool:
    """Return whether a block is part of a verdict, or of a list of pros or cons."""
    if any(box.kind in BOILERPLATE_BOXES for box in raw.boxes):
        return False
    verdict = verdict_box(raw)
    if verdict is not None and reviews.is_review_box(verdict.node):
        return True
    return raw.kind == "item" and reviews.side_of(raw.node) is not None
