"""Which raw blocks of a page are the article, and what the others are.

A block belongs to the article if trafilatura took its words for main text, or if it stands among such blocks
and nothing speaks against it. Boilerplate is known by its words or by the box it stands in; a box that holds
a large part of the article is none, whatever its name.
"""

from __future__ import annotations

import re
from collections import Counter

from msgspec import Struct, field

from pullquote.cache.core.article import (
    Block,
    Image,
    Reference,
    Source,
)
from pullquote.cache.core.sanitize import clean_line
from pullquote.cache.extract.html import boilerplate, reviews, tables
from pullquote.cache.extract.html.article_blocks import make_blocks
from pullquote.cache.extract.html.blocks import RawBlock
from pullquote.cache.extract.html.boilerplate import BOILERPLATE_BOXES, Box, BoxKind, LineKind
from pullquote.cache.extract.html.box_names import ignore_boxes_of_text, mark_pointers, mark_sponsors, mark_teasers
from pullquote.cache.extract.html.captions import with_words_of_box
from pullquote.cache.extract.html.facts import Facts, is_rating
from pullquote.cache.extract.html.inline import RichText, comparison_key, count_words, slice_rich_text
from pullquote.cache.extract.html.main_text import MIN_SHARE, MainText
from pullquote.cache.extract.html.reach import find_reach, is_footnote, verdict_box
from pullquote.cache.extract.html.related import (
    ReferenceList,
    is_offer,
    is_related_aside,
    references_in_box,
    references_in_line,
)
from pullquote.cache.extract.html.roundup import free_item_headings
from pullquote.cache.extract.html.tree import Node, classes

# What may stand before a last picture.
_BEFORE_PICTURE = frozenset((LineKind.NOTE, LineKind.NOISE, LineKind.CREDIT, LineKind.SOURCE))
_APPENDED_KINDS = frozenset((LineKind.SOURCE, LineKind.CREDIT, LineKind.NEXT, LineKind.RELATED))
_MIN_SENTENCE = 12  # words
_MIN_APART = 6  # words
_MIN_LINKED_SENTENCE = 15  # words
_MAX_LINKED = 0.5
_LEVELS_APART = 4  # elements
_LEVELS_SOLD = 2  # elements from a picture up to the one that offers what it shows
_SENTENCE_ENDS = (".", "!", "?", "…", "”", '"', "。", "！", "？", "؟", "।")
_QUESTION_ENDS = ("?", "？", "؟")
_MAX_ANSWER_LINKED = 0.3
_ASKING = ("a", "form", "input", "button", "iframe", "img", "time", "h1")
_DEK = re.compile(
    r"(?:^|[ _-])(?:dek|deck|stand-?first|sub-?title|sub-?head(?:line)?|summary|strap-?line|excerpt)(?:$|[ _-])"
)
_REACH = 5  # elements from a table or a verdict up to the one that holds the text
_MIN_TABLE_SHARE = 0.3
_MAX_TITLE = 0.9  # of an item that says more than the title of another story may be a link
_MAX_TABLE_LINKED = 0.85  # of a chart each title may be a link; of a table of contents everything is


class ArticleBody(Struct, kw_only=True):
    """What the raw blocks of a page are: the article's blocks, and what else they tell."""

    blocks: tuple[Block, ...] = ()
    next: tuple[Reference, ...] = ()
    related: tuple[Reference, ...] = ()
    source: Source | None = None
    facts: dict[str, str] = field(default_factory=dict)


def classify_blocks(
    raw_blocks: list[RawBlock], main_text: MainText, *, title: str | None, dek: str | None, base: str | None = None
) -> ArticleBody:
    """Return what the raw blocks of a page are. ``base`` resolves the addresses of related stories."""
    return _Classifier(raw_blocks, main_text, title=title, dek=dek, base=base).classify()


class _Classifier:
    """The raw blocks of one page, and what is known of them so far."""

    def __init__(
        self, raw_blocks: list[RawBlock], main_text: MainText, *, title: str | None, dek: str | None, base: str | None
    ) -> None:
        self.base = base
        self.raw_blocks = raw_blocks
        self.main_text = main_text
        self.title = comparison_key(title or "")
        self.dek = comparison_key(dek or "")
        self.next = ReferenceList()
        self.related = ReferenceList()
        self.source: Source | None = None
        self.facts = Facts(raw_blocks)
        self.body: list[RawBlock] = []
        self._good_parents: Counter[Node] = Counter()  # how many blocks of main text stand right in an element
        self._good_names: set[tuple[str, str]] = set()  # tag and class of those elements
        self._plain_boxes: dict[Node, bool] = {}  # whether a box among the paragraphs holds words and nothing to press
        self._other_parents: set[Node] = set()  # elements that hold sentences which are no main text
        self._shops: set[Node] = set()  # elements that offer something for a price
        self._seen_boxes: set[Node] = set()
        self._item_headings: set[int] = set()  # places of the linked headings of a round-up
        self._side = 0  # the group of items right under the name of a side of a review
        self._labels: list[RawBlock] = []  # in the box of a verdict, and not known yet over what
        self._rates_items = False  # each of several parts has a rating of its own
        self._answer: Node | None = None  # the element of the last answer that only its question tells
        self._own_lists: set[int] = set()  # groups of items of which some say more than a link does
        self._tables: set[Node] = set()  # tables that are the article's, if they stand in it

    def classify(self) -> ArticleBody:
        """Classify every block in turn."""
        self._measure()
        ignore_boxes_of_text(self.raw_blocks)
        self._item_headings = free_item_headings(
            self.raw_blocks, base=self.base, all_own=self.main_text.is_all, title=self.title
        )
        mark_teasers(self.raw_blocks, self._item_headings)
        mark_sponsors(self.raw_blocks)
        mark_pointers(self.raw_blocks)
        self._find_tables()
        if self.main_text.is_all:
            self._own_lists = {raw.group for raw in self.raw_blocks if raw.kind == "item" and raw.linked < _MAX_TITLE}
        first, last = find_reach(self.raw_blocks, title=self.title, items=self._item_headings, tables=self._tables)
        self._rates_items = self._count_ratings(first, last) > 1
        self._learn_parents()
        ended = False
        in_more_list = False
        for place, raw in enumerate(self.raw_blocks):
            if self._captions_table(place):
                self.body.append(raw)
                continue
            box = self._boilerplate_box(raw)
            if box is not None:
                ended = ended or (place > last and box.kind is not BoxKind.AD)
                self._add_from_box(box, raw)
                continue
            if (verdict := verdict_box(raw)) is not None:
                self._add_verdict(place, verdict, inside=first <= place <= last)
                continue
            if raw.kind in ("image", "embed", "rule"):
                is_sold = not self._shops.isdisjoint(list(raw.node.iterancestors())[:_LEVELS_SOLD])
                if (place <= last or (raw.kind != "rule" and not ended)) and not is_sold:
                    self.body.append(raw)
                continue
            if place in self._item_headings and first <= place <= last:
                self.body.append(raw)
                continue
            kind = self._file_line(raw, late=place >= last - 4)
            ended = ended or (place > last and kind not in _BEFORE_PICTURE)
            if kind is None and in_more_list and raw.linked > 0.6:
                self.related.extend(references_in_line(raw))
                continue
            in_more_list = kind is LineKind.MORE or (in_more_list and kind is LineKind.RELATED)
            inside = kind is None and first <= place <= last and not self._repeats_headline(raw, place, first)
            if inside and (self._is_body(raw) or self._is_of_review(raw) or self._is_answer(place)):
                self._add_body(raw)
        return ArticleBody(
            blocks=tuple(make_blocks(self.body)),
            next=self.next.as_tuple(),
            related=self.related.as_tuple(),
            source=self.source,
            facts=self.facts.found,
        )

    def _measure(self) -> None:
        """Set for each block the share of its words that are main text."""
        for raw in self.raw_blocks:
            if not raw.text:
                continue
            if not self.main_text.is_empty:
                raw.share = self.main_text.share_of(raw.text)
            elif raw.linked < 0.5:
                raw.share = 1.0  # no main text was found at all: what is no link is taken for it

    def _find_tables(self) -> None:
        """Note the tables of words and figures. trafilatura passes over those in figures."""
        for raw in self.raw_blocks:
            if raw.kind == "table" and not any(box.kind in BOILERPLATE_BOXES for box in raw.boxes):
                is_chart = len(raw.text.split("\n")) > 1 and tables.link_share(raw.node) < _MAX_TABLE_LINKED
                if raw.share > _MIN_TABLE_SHARE or (is_chart and not tables.is_beside_text(raw.node)):
                    self._tables.add(raw.node)

    def _captions_table(self, place: int) -> bool:
        """Return whether a block says what the table of the article right beside it is about."""
        raw = self.raw_blocks[place]
        if raw.kind != "text" or raw.node.tag not in ("caption", "figcaption"):
            return False
        around = raw.node.getparent()
        beside = self.raw_blocks[max(0, place - 1) : place + 2]
        return any(
            other.node in self._tables and around in (other.node, *list(other.node.iterancestors())[:3])
            for other in beside
        )

    def _learn_parents(self) -> None:
        """Note which elements hold main text, and which hold other sentences."""
        for raw in self.raw_blocks:
            if raw.kind != "text":
                continue
            parent = raw.node.getparent()
            if raw.share >= MIN_SHARE:
                self._good_parents[parent] += 1
                if parent is not None and parent.get("class"):
                    self._good_names.add((parent.tag, parent.get("class")))
            elif count_words(raw.text) > _MIN_SENTENCE:
                self._other_parents.add(parent)
            elif is_offer(raw.text):
                self._other_parents.add(parent)
                self._shops.add(parent)

    def _boilerplate_box(self, raw: RawBlock) -> Box | None:
        """Return the box that makes a block boilerplate, if it stands in one."""
        for box in raw.boxes:
            if box.kind in BOILERPLATE_BOXES:
                return box
            is_quotation = raw.kind == "pullquote" or raw.signature is not None
            if box.kind in (BoxKind.ASIDE, BoxKind.HIDDEN) and not is_quotation and raw.share < MIN_SHARE:
                return box
            if box.kind is BoxKind.CAPTION and raw.kind in ("text", "item"):
                return box
        return None

    def _add_from_box(self, box: Box, raw: RawBlock) -> None:
        """Keep what a block of a boilerplate box tells: a fact, the source, related stories."""
        kind, node = box.kind, box.node
        above = self.body[-1] if self.body else None
        if kind is BoxKind.CAPTION and above is not None and isinstance(above.block, Image):
            above.block = with_words_of_box(above.block, raw.text, classes(node))
        if kind is BoxKind.SOURCE and self.source is None:
            self._file_line(raw, late=True)
            if self.source is None and node not in self._seen_boxes and len(raw.text) < 100:
                self.source = _source(raw, raw.text)
        elif node not in self._seen_boxes and (
            kind is BoxKind.RELATED or (kind is BoxKind.ASIDE and is_related_aside(node))
        ):
            self.related.extend(references_in_box(node, raw, self.base))
        elif kind in (BoxKind.ASIDE, BoxKind.HIDDEN):
            self._file_line(raw, late=True)
        self._seen_boxes.add(node)

    def _file_line(self, raw: RawBlock, *, late: bool) -> LineKind | None:
        """Keep what a line of boilerplate tells and return its kind; ``None`` if the block is no such line."""
        if raw.kind in ("table", "quote") or not raw.text:
            return None
        line = boilerplate.match_line(raw.text, linked=raw.linked, late=late)
        if line is not None and line.kind is LineKind.RELATED and raw.kind == "item" and raw.group in self._own_lists:
            return None
        if line is None:
            self._cut_appended_line(raw)
            self._cut_last_line(raw)
            return None
        if line.kind is LineKind.NEXT:
            self.next.extend(references_in_line(raw, line.rest))
        elif line.kind is LineKind.RELATED:
            self.related.extend(references_in_line(raw, line.rest))
        elif line.kind is LineKind.SOURCE:
            self.source = self.source or _source(raw, line.rest)
        elif line.kind is LineKind.RATING and (self._rates_items or not self.facts.add_line(raw)):
            return None
        return line.kind

    def _cut_appended_line(self, raw: RawBlock) -> None:
        """Cut off a pointer to another story that ends a paragraph."""
        place = boilerplate.find_appended_line(raw.text)
        if place is None:
            return
        tail = slice_rich_text(raw.rich, place, len(raw.text))
        line = boilerplate.match_line(tail.text, linked=1.0, late=True)
        if line is not None:
            target = self.next if line.kind is LineKind.NEXT else self.related
            target.extend(references_in_line(raw, line.rest, spans=tail.spans))
            raw.rich = slice_rich_text(raw.rich, 0, place)

    def _cut_last_line(self, raw: RawBlock) -> None:
        """Cut off the last of several lines if it is a pointer, a source or a credit."""
        if "\n" not in raw.text:
            return
        place = raw.text.rindex("\n") + 1
        line = boilerplate.match_line(raw.text[place:], late=True)
        if line is None or line.kind not in _APPENDED_KINDS:
            return
        tail = slice_rich_text(raw.rich, place, len(raw.text))
        if line.kind is LineKind.SOURCE:
            self.source = self.source or _source(raw, line.rest)
        elif line.kind is LineKind.NEXT:
            self.next.extend(references_in_line(raw, line.rest, spans=tail.spans))
        elif line.kind is LineKind.RELATED:
            self.related.extend(references_in_line(raw, line.rest, spans=tail.spans))
        raw.rich = slice_rich_text(raw.rich, 0, place)

    def _count_ratings(self, first: int, last: int) -> int:
        """Return how many parts of the article, parted by headings, are rated; one that rates its items has several."""
        parts: set[int] = set()
        part = 0
        for raw in self.raw_blocks[first : last + 1]:
            part += raw.kind == "heading"
            if is_rating(raw):
                parts.add(part)
        return len(parts)

    def _add_verdict(self, place: int, box: Box, *, inside: bool) -> None:
        """Keep what a block in the box of a verdict says: a fact, or words of the article."""
        raw = self.raw_blocks[place]
        labels, self._labels = self._labels, []
        if not raw.text or (raw.kind == "text" and self.facts.add(place, rates_items=self._rates_items)):
            return
        if not inside or not reviews.is_review_box(box.node) or raw.linked >= _MAX_TABLE_LINKED:
            return
        if raw.kind in ("heading", "text") and reviews.is_label(raw.text, whole=True):
            self._labels = [*labels, raw]  # over facts it is nothing to read
            return
        self.body += labels
        self._add_body(raw)

    def _is_of_review(self, raw: RawBlock) -> bool:
        """Return whether an item stands in a list of pros or cons, by the names around it or by what is over it."""
        if raw.kind != "item" or raw.linked >= 0.5 or not self.body:
            return False
        above = self.body[-1]
        if above.kind in ("heading", "text") and reviews.is_side(above.text):
            self._side = raw.group
        return raw.group == self._side or reviews.side_of(raw.node) is not None

    def _add_body(self, raw: RawBlock) -> None:
        """Add a block to the article; a list that only its name tells from the other side gets that as its label."""
        above = self.body[-1] if self.body else None
        if raw.kind == "item" and (above is None or above.group != raw.group) and (side := reviews.side_of(raw.node)):
            is_labelled = above is not None and above.kind in ("heading", "text") and reviews.is_label(above.text)
            if not is_labelled:
                self.body.append(RawBlock("heading", raw.node, raw.boxes, RichText(side.value), level=3))
        self.body.append(raw)

    def _repeats_headline(self, raw: RawBlock, place: int, first: int) -> bool:
        """Return whether a block only repeats the headline or the dek."""
        early = place <= first + 2 and raw.kind == "heading"
        if raw.kind == "text" and place <= first + _REACH and self.dek and _DEK.search(_names(raw)):
            return comparison_key(raw.text) == self.dek
        if not early and len(raw.text) > 4 * len(self.title):
            return False
        key = comparison_key(raw.text)
        with_kicker = early and key.endswith(self.title)
        with_more = raw.kind == "heading" and raw.level == 1 and self.title in key
        if self.title and (key == self.title or with_kicker or with_more):
            return True
        return early and (key == self.dek or raw.level == 1)

    def _is_body(self, raw: RawBlock) -> bool:
        """Return whether a block between first and last belongs to the article."""
        if raw.share >= MIN_SHARE:
            return True
        if is_footnote(raw):
            return raw.linked < 0.8
        words = len(raw.text.split())
        if raw.kind in ("pullquote", "quote"):
            return words >= 3 and raw.linked < 0.8
        parent = raw.node.getparent()
        if raw.kind == "heading":
            # In a box whose text is not the article's, the heading is not either.
            boxed = parent in self._other_parents and not self._is_good(parent)
            return raw.linked < 0.9 and words <= 40 and not boxed
        if raw.kind == "text":
            if raw.linked >= _MAX_LINKED:
                return self._is_linked_paragraph(raw)
            return self._is_good(parent) or self._is_set_apart(raw) or self._is_loose_sentence(raw)
        if raw.kind == "item":
            return raw.linked < _MAX_LINKED and self._is_good(parent.getparent() if parent is not None else None)
        return raw.node in self._tables

    def _is_loose_sentence(self, raw: RawBlock) -> bool:
        """Return whether a block is a sentence right in the element that holds the paragraphs, in none of its own."""
        is_sentence = count_words(raw.text) >= _MIN_SENTENCE and raw.text.endswith(_SENTENCE_ENDS)
        return is_sentence and not raw.boxes and self._good_parents[raw.node] > 0

    def _is_linked_paragraph(self, raw: RawBlock) -> bool:
        """Return whether a block is a sentence among the paragraphs that happens to be a link from end to end."""
        is_sentence = count_words(raw.text) >= _MIN_LINKED_SENTENCE and raw.text.endswith(_SENTENCE_ENDS[:3])
        parent = raw.node.getparent()
        return is_sentence and raw.node.tag == "p" and not raw.boxes and self._good_parents[parent] > 1

    def _is_answer(self, place: int) -> bool:
        """Return whether a paragraph stands right under a question of the article, or goes on from its answer."""
        raw, above = self.raw_blocks[place], self.raw_blocks[place - 1]
        if raw.kind not in ("text", "item") or raw.boxes or raw.linked >= _MAX_ANSWER_LINKED or place == 0:
            return False
        if not self.body or self.body[-1] is not above:
            return False
        around = raw.node.getparent()
        if above.kind in ("heading", "text") and above.text.rstrip().endswith(_QUESTION_ENDS):
            is_answer = count_words(raw.text) >= _MIN_APART and raw.text.endswith((*_SENTENCE_ENDS, ":"))
            asks = any(around.find(f".//{tag}") is not None for tag in ("form", "input", "button", "iframe"))
            self._answer = around if is_answer and not asks else None
        return self._answer is not None and self._answer in (around, around.getparent())

    def _is_set_apart(self, raw: RawBlock) -> bool:
        """Return whether a sentence stands among the paragraphs in a box that holds no link and nothing to press."""
        if raw.boxes or count_words(raw.text) < _MIN_APART or not raw.text.endswith(_SENTENCE_ENDS):
            return False
        box = raw.node
        for around in [raw.node, *raw.node.iterancestors()][1 : _LEVELS_APART + 1]:
            if self._good_parents[around] > 1:
                if box not in self._plain_boxes:
                    asks = any(box.find(f".//{tag}") is not None for tag in _ASKING)
                    self._plain_boxes[box] = box.tag in ("div", "section") and not asks
                return self._plain_boxes[box]
            box = around
        return False

    def _is_good(self, node: Node) -> bool:
        """Return whether an element holds main text, or is named like one that does."""
        if self._good_parents[node] > 0:
            return True
        return node is not None and bool(node.get("class")) and (node.tag, node.get("class")) in self._good_names


def _names(raw: RawBlock) -> str:
    """Return how the element of a block and the one around it are named."""
    return f"{classes(raw.node)} {classes(raw.node.getparent())}"


def _source(raw: RawBlock, name: str) -> Source | None:
    """Return the source a line credits, ``None`` if the credit is a picture's."""
    words = clean_line(name, 120)
    if not words or re.match(r"(?:image|photo|picture)s? (?:source|credit|via|by)\b", words, re.I):
        return None
    return Source(words, raw.rich.first_link)
