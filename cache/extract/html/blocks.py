"""An element and all below it as a flat list of raw blocks, in reading order.

A raw block is one block before it is known whether the article holds it: its text with spans, its kind by
markup alone, and the named boxes it stands in. ``classify`` then tells the article from the boilerplate.
"""

from __future__ import annotations

import re
from typing import Literal, TypeAlias

from msgspec import Struct

from pullquote.cache.core.article import Block, Image
from pullquote.cache.core.urls import absolute_url
from pullquote.cache.extract.html import embeds, figures, lists, reviews, signatures, tables
from pullquote.cache.extract.html.appeals import find_appeals
from pullquote.cache.extract.html.boilerplate import (
    BoilerplateLine,
    Box,
    BoxKind,
    LineKind,
    box_kind_of,
    match_line,
)
from pullquote.cache.extract.html.captions import caption_below
from pullquote.cache.extract.html.inline import (
    INLINE_TAGS,
    SCREEN_READER_ONLY,
    SKIPPED_TAGS,
    RichText,
    RichTextBuilder,
    is_hidden,
    reading_of,
    rich_text_of,
    span_kind_of,
)
from pullquote.cache.extract.html.tree import Node, classes, text_of

RawKind: TypeAlias = Literal["text", "heading", "item", "quote", "pullquote", "table", "image", "embed", "rule"]

MAX_BLOCKS = 5_000
MAX_PARAGRAPH = 200_000
"""Characters; nobody writes such a paragraph, and each link in it costs."""

_HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
_SECTION_TAGS = ("h1", "h2", "h3", "h4", "h5", "figure", "blockquote", "iframe", "table")
_BOX_TAGS = frozenset(("div", "aside", "section", "p", "figure"))
_PULL_QUOTE = re.compile(r"pull[-_ ]?(?:ed)?[-_ ]?quote|pq[-_]|quote[-_]?pull", re.IGNORECASE)
_MIN_TEASER = 8  # words
_FOOTNOTE = re.compile(r"(?:^|[ _-])(?:foot|side|margin)-?note(?:$|[ _-](?:text|body|content))", re.IGNORECASE)


class RawBlock(Struct, eq=False):
    """One block in reading order, not yet classified.

    ``boxes`` are the named boxes around it, outermost first; ``group`` is the same number for the items
    of one list, of which ``ordered``, ``level`` and ``number`` say what ``Item`` and ``ListBlock`` do; ``level`` is
    also that of a heading; ``block`` is what a picture, an embed or a table is already; ``signature`` says whose
    words a quotation is. ``share`` is filled in later: the share of its words, 0 to 1, that are main text.
    """

    kind: RawKind
    node: Node
    boxes: tuple[Box, ...]
    rich: RichText = RichText("")
    level: int = 0
    group: int = 0
    ordered: bool = False
    number: int | None = None
    block: Block | None = None
    signature: str | None = None
    share: float = 0.0

    @property
    def text(self) -> str:
        """The text of the block."""
        return self.rich.text

    @property
    def linked(self) -> float:
        """The share of the text that is link text, 0 to 1."""
        return self.rich.linked


class BlockWalker:
    """Walks one element. ``blocks`` is what it found; ``truncated`` says that there was more."""

    def __init__(self, base: str | None) -> None:
        self.base = base
        self.blocks: list[RawBlock] = []
        self.truncated = False
        self._builder = RichTextBuilder(base)
        self._boxes: tuple[Box, ...] = ()
        self._groups = 0
        self._node: Node = None  # the element that the paragraph being gathered belongs to
        self._appeals: frozenset[Node] = frozenset()
        self._notes: list[Node] = []  # footnotes that follow this paragraph

    def walk(self, root: Node) -> list[RawBlock]:
        """Return the raw blocks of ``root``."""
        self._node = root
        self._appeals = find_appeals(root)
        self._walk_children(root)
        self._end_paragraph(root)
        return self.blocks

    def _add(self, kind: RawKind, node: Node, rich: RichText | None = None, *, block: Block | None = None) -> RawBlock:
        raw = RawBlock(kind, node, self._boxes, rich or RichText(""), block=block)
        self.blocks.append(raw)
        return raw

    def _end_paragraph(self, node: Node) -> None:
        """End the paragraph being gathered; the next one belongs to ``node``."""
        if self._builder:
            rich = self._builder.build()
            if rich.text:
                self._add_paragraph(self._node if self._node is not None else node, rich)
        notes, self._notes = self._notes, []
        for note in notes:
            self._add("text", note, rich_text_of(note, self.base))
        self._node = node

    def _add_paragraph(self, node: Node, rich: RichText) -> None:
        """Add a paragraph; what signs the quotation or is the caption of the picture above it goes there instead."""
        above = self.blocks[-1] if self.blocks else None
        if above is not None and isinstance(above.block, Image) and above.boxes == self._boxes:
            captioned = caption_below(above.block, above.node, node, rich)
            if captioned is not None:
                above.block = captioned
                return
        if above is not None and above.signature is None and _is_quotation(above):
            above.signature = signatures.signature_below(node, rich, above.node, above.text)
            if above.signature is not None:
                above.kind = "pullquote" if above.kind == "text" else above.kind
                return
        said, signature = signatures.split_signed_text(rich)
        if signature is not None and signatures.is_whole_quotation(said.text):
            self._add("pullquote", node, said).signature = signature
            return
        self._add("text", node, rich)

    def _add_text(self, text: str | None) -> None:
        if text and len(text) > MAX_PARAGRAPH:
            self.truncated = True
            text = text[:MAX_PARAGRAPH]
        self._builder.add(text)

    def _walk_children(self, node: Node) -> None:
        self._add_text(node.text)
        for child in node:
            if len(self.blocks) >= MAX_BLOCKS or len(self._builder) > MAX_PARAGRAPH:
                self.truncated = True
                return
            if isinstance(child.tag, str):
                self._walk_element(child)
            self._add_text(child.tail)

    def _walk_element(self, node: Node) -> None:
        tag = node.tag.lower()
        if tag in SKIPPED_TAGS:
            return
        if tag == "br":
            if self._builder.ends_in_line_break():
                self._end_paragraph(self._node)
            else:
                self._builder.line_break()
            return
        if tag in INLINE_TAGS and not (tag == "q" and self._is_set_off(node)):
            self._walk_inline(node, tag)
            return
        self._walk_block(node, tag)

    def _walk_inline(self, node: Node, tag: str) -> None:
        if (node.get("class") and SCREEN_READER_ONLY.search(classes(node))) or is_hidden(node):
            return
        if tag == "a":
            self._walk_link(node)
            return
        if rating := reviews.rating_label(node):
            self._builder.add(f" {rating} ")
            return
        if tag == "span" and self._builder and _is_footnote(node):
            self._notes.append(node)  # it stands inside a sentence only in the markup
            return
        if tag == "q":
            self._builder.add("“")
            self._walk_children(node)
            self._builder.add("”")
            return
        if tag == "rt":
            self._builder.add(reading_of(node))
            return
        kind = span_kind_of(tag, node.get("style"))
        if kind:
            self._builder.open_span(kind)
        if self._builder and box_kind_of(node) is BoxKind.AD and _is_noise(node):
            return  # between two words of a sentence
        entered = tag in ("span", "small", "label") and self._enter_box(node)
        self._walk_children(node)
        if entered:
            self._leave_box(node)
        if kind:
            self._builder.close_span()

    def _walk_link(self, node: Node) -> None:
        """Walk a link; one that holds a heading, or a picture and words, is a card that leads elsewhere."""
        href = absolute_url(node.get("href"), self.base)
        if href and _is_card(node):
            self._end_paragraph(node)
            self._boxes = (*self._boxes, Box(BoxKind.RELATED, node))
            self._walk_children(node)
            self._leave_box(node)
            return
        if href:
            self._builder.open_span("link", href)
        self._walk_children(node)
        if href:
            self._builder.close_span()

    def _enter_box(self, node: Node) -> bool:
        """Enter an element if it is a named box, and return whether it is; text gathered before stands outside."""
        kind = box_kind_of(node) or (BoxKind.NOTE if node in self._appeals else None)
        if kind is None:
            return False
        self._end_paragraph(node)
        self._boxes = (*self._boxes, Box(kind, node))
        return True

    def _leave_box(self, node: Node) -> None:
        self._end_paragraph(node)
        self._boxes = self._boxes[:-1]
        self._node = node.getparent()

    def _walk_block(self, node: Node, tag: str) -> None:
        outer = self._node
        self._end_paragraph(node)
        if tag == "p" and not node.attrib:  # most of a text: nothing could make it anything but words
            self._walk_children(node)
            self._end_paragraph(outer)
            return
        if SCREEN_READER_ONLY.search(classes(node)):
            return
        boxes = self._boxes
        self._enter_box(node)
        if is_hidden(node):
            self._boxes = (*self._boxes, Box(BoxKind.HIDDEN, node))
        if rating := reviews.rating_label(node):
            self._add("text", node, RichText(rating))
        elif not self._add_special(node, tag):
            self._walk_children(node)
        self._end_paragraph(outer)
        self._boxes = boxes

    def _add_special(self, node: Node, tag: str) -> bool:
        """Add an element that is a block of its own kind; ``False`` if it is only a container."""
        if (level := _HEADINGS.get(tag)) is not None:
            return self._add_heading(node, level)
        if tag == "hr":
            self._add("rule", node)
            return True
        if tag in _BOX_TAGS and signatures.is_signed_box(node, tag):
            return self._add_quote(node, tag, is_box=True)
        if embed := embeds.embed_of(node, tag, self.base):
            self._add("embed", node, block=embed)
            return True
        if tag in ("iframe", "video", "audio", "embed"):
            return True
        if tag in ("img", "amp-img", "picture", "figure", "noscript"):
            return self._add_figure(node, tag)
        if tag in lists.LISTS:
            return self._add_list(node, ordered=tag == "ol")
        if tag in ("blockquote", "q"):
            return self._add_quote(node, tag)
        if tables.is_table(node, tag):
            return self._add_table(node)
        if tag == "pre":
            self._add_preformatted(node)
            return True
        if _PULL_QUOTE.search(node.get("class") or "") and tag in _BOX_TAGS:
            signs = signatures.is_signature_name(node) and bool(self.blocks) and _is_quotation(self.blocks[-1])
            return not signs and self._add_quote(node, tag)
        return False

    def _add_heading(self, node: Node, level: int) -> bool:
        rich = rich_text_of(node, self.base)
        if not rich.text:
            return not node.xpath(".//img")
        self._add("heading", node, RichText(rich.text.replace("\n", " "), rich.spans)).level = level
        return True

    def _add_figure(self, node: Node, tag: str) -> bool:
        if tag == "noscript":
            return self._add_noscript(node)
        if tag == "figure" and any(node.find(f".//{inner}") is not None for inner in ("blockquote", "table", "figure")):
            return False
        if tag == "figure" and (inner := embeds.embed_inside(node, self.base)):
            self._add("embed", node, block=inner)
            return True
        if tag == "figure" and any(_is_card(link) and _is_wordy(link) for link in node.iter("a")):
            return False  # a card with a picture, which leads elsewhere
        images = figures.find_images(node, tag, self.base)
        for image, source in images:
            self._add("image", source, block=image)
        return tag != "figure" or bool(images)

    def _add_noscript(self, node: Node) -> bool:
        """Add the pictures that a script would have loaded, unless the picture beside ``noscript`` is shown itself."""
        copies = [image for image in node.iter("img") if figures.image_address(image, self.base)]
        if copies and not figures.has_live_copy(node, copies, self.base):
            for image in copies:
                self._add_figure(image, "img")
        return True

    def _add_list(self, node: Node, *, ordered: bool) -> bool:
        items = [child for child in node if child.tag == "li"]
        if not items or any(_is_section(item) for item in items[:MAX_BLOCKS]):
            return False
        self._groups += 1
        self._add_items(node, self._groups, 0, ordered=ordered)
        return True

    def _add_items(self, node: Node, group: int, level: int, *, ordered: bool) -> None:
        """Add the items of a list, each followed by those of the lists within it, ``level`` deep in the outermost."""
        items = [child for child in node if child.tag == "li"]
        numbers = iter(lists.numbers_of(node, items, level) if node.tag == "ol" else [None] * len(items))
        for child in node:
            if len(self.blocks) >= MAX_BLOCKS:
                self.truncated = True
                break
            if child.tag == "li":
                item = RawBlock("item", child, self._boxes, level=level, group=group, ordered=ordered)
                item.number = next(numbers)
                if level == 0 or lists.is_shown(child):
                    self._add_item(item)
            elif child.tag in lists.LISTS:
                self._add_items(child, group, min(level + 1, lists.DEEPEST), ordered=ordered)
            elif isinstance(child.tag, str):
                self._walk_element(child)

    def _add_item(self, item: RawBlock) -> None:
        """Add an item, its pictures before it and the items of the lists within it behind it."""
        node = item.node
        if item.level == 0:
            for image in node.iter("img", "amp-img"):
                self._add_figure(image, "img")
        boxes = self._boxes
        if (kind := box_kind_of(node)) is not None:
            self._boxes = item.boxes = (*boxes, Box(kind, node))
        nested = list(lists.lists_within(node))
        item.rich = rich_text_of(node, self.base, nested.__contains__ if nested else None)
        if item.rich.text:
            self.blocks.append(item)
        for within in nested:
            self._add_items(within, item.group, min(item.level + 1, lists.DEEPEST), ordered=item.ordered)
        self._boxes = boxes

    def _add_quote(self, node: Node, tag: str, *, is_box: bool = False) -> bool:
        parent = node.getparent()
        is_pull = is_box or bool(_PULL_QUOTE.search(classes(node))) or tag == "q"
        if tag == "blockquote" and parent is not None and not is_pull:
            is_pull = bool(_PULL_QUOTE.search(classes(parent)))
        if not is_pull and (node.find(".//p/img") is not None or node.find(".//figure") is not None):
            return False
        if not is_pull and len(node.findall(".//p")) > 12:
            return False  # a whole article set as a quotation
        rich, signature = signatures.split_signature(node, self.base)
        if rich.text:
            self._add("pullquote" if is_pull else "quote", node, rich).signature = signature
        return True

    def _add_table(self, node: Node) -> bool:
        """Add a table of words and figures with its caption before it; one that lays out a page is a container."""
        table = tables.read_table(node, self.base)
        if table is None:
            return False
        caption = tables.caption_of(node)
        if caption is not None:
            self._add("text", caption, rich_text_of(caption, self.base))
        self._add("table", node, RichText("\n".join("\t".join(row) for row in table.rows)), block=table)
        return True

    def _add_preformatted(self, node: Node) -> None:
        builder = RichTextBuilder(self.base)
        builder.add_lines("".join(node.itertext()).strip("\n"))
        rich = builder.build()
        if rich.text:
            self._add("text", node, rich)

    def _is_set_off(self, node: Node) -> bool:
        """Return whether a ``<q>`` stands by itself, as a pull quote does, and not inside a sentence."""
        parent = node.getparent()
        around = (parent.text or "") + "".join(child.tail or "" for child in parent)
        others = any(isinstance(child.tag, str) and child is not node and child.tag in INLINE_TAGS for child in parent)
        if not around.strip() and not others:
            return True
        return parent.tag != "p" and not (node.tail or "").strip() and not self._builder


def _is_quotation(raw: RawBlock) -> bool:
    """Return whether a block is set off as a quotation, or is a paragraph that is nothing else."""
    return raw.kind in ("quote", "pullquote") or (raw.kind == "text" and signatures.is_whole_quotation(raw.text))


def _is_footnote(node: Node) -> bool:
    """Return whether an inline element holds a note of some words, and not only the sign that calls it."""
    return bool(_FOOTNOTE.search(node.get("class") or "")) and len("".join(node.itertext()).split()) > 3


def _is_noise(node: Node) -> bool:
    """Return whether an element holds nothing but the label of an advertisement."""
    words = text_of(node)
    return not words or match_line(words) == BoilerplateLine(LineKind.NOISE, "")


def _is_wordy(link: Node) -> bool:
    """Return whether a link says more than the words that open a picture."""
    return len("".join(link.itertext()).split()) >= _MIN_TEASER


def _is_card(link: Node) -> bool:
    """Return whether a link is a teaser of another story and not a word of this one."""
    if len(link) == 0 or link.find(".//figcaption") is not None:
        return False
    if any(link.find(f".//{tag}") is not None for tag in ("h2", "h3", "h4", "h5")):
        return True
    return link.find(".//img") is not None and len("".join(link.itertext()).split()) >= 4


def _is_section(item: Node) -> bool:
    """Return whether a list item is a section of an article and not one line of a list."""
    if len(item.findall(".//p")) > 1:
        return True
    return any(item.find(f".//{tag}") is not None for tag in _SECTION_TAGS)
