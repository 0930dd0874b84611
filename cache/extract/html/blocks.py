"""The walk: an element and all below it, as a flat list of pieces in reading order.

A piece is one block before anybody has judged it: its text with spans, its kind by markup alone, and
the boxes it stands in. Judging (body or furniture) is ``furniture``'s and ``page``'s business.
"""

from __future__ import annotations

import re
from typing import Literal

from pullquote.cache.core.article import Block
from pullquote.cache.extract.html import embeds, figures
from pullquote.cache.extract.html.boilerplate import Box, Mark, box_of
from pullquote.cache.extract.html.inline import (
    INLINE,
    SCREEN_READER,
    SKIP,
    Rich,
    Run,
    absolute,
    is_hidden,
    mark_of,
    rich_of,
)
from pullquote.cache.extract.html.tree import Node, classes

Kind = Literal["text", "heading", "item", "quote", "pullquote", "table", "image", "embed", "rule"]

_HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
_LIST_BREAKERS = ["p", "h1", "h2", "h3", "h4", "h5", "figure", "blockquote", "iframe", "table"]
_PULL = re.compile(r"pull[-_ ]?(?:ed)?[-_ ]?quote|pq[-_]|quote[-_]?pull", re.IGNORECASE)
_FOOTNOTE = re.compile(r"(?:^|[ _-])(?:foot|side|margin)-?note(?:$|[ _-](?:text|body|content))", re.IGNORECASE)
_VERSE = re.compile(r"\b(?:poem|verse|lyrics|stanza)\b", re.IGNORECASE)


MOST_PIECES = 5_000
LONGEST_RUN = 200_000  # characters in one paragraph: nobody wrote that, and each link in it costs


class Piece:
    """One block in reading order, not yet judged.

    ``boxes`` are the named boxes around it, outermost first; ``group`` is the same number for the items
    of one list; ``kept`` is filled in later: whether the text extractor took it for body text.
    """

    __slots__ = ("block", "boxes", "group", "kept", "kind", "level", "node", "ordered", "rich")

    def __init__(self, kind: Kind, node: Node, boxes: tuple[Mark, ...], rich: Rich | None = None) -> None:
        self.kind: Kind = kind
        self.node = node
        self.boxes = boxes
        self.rich = rich or Rich("")
        self.level = 0
        self.group = 0
        self.ordered = False
        self.block: Block | None = None
        self.kept = 0.0

    @property
    def text(self) -> str:
        """The text of the piece."""
        return self.rich.text

    @property
    def linked(self) -> float:
        """The share of the text that is link text, 0 to 1."""
        if not self.rich.text:
            return 0.0
        return sum(s.end - s.start for s in self.rich.spans if s.kind == "link") / len(self.rich.text)


class Flow:
    """Walk one element. ``pieces`` is what it found; ``cut`` says that there was more."""

    def __init__(self, base: str | None) -> None:
        self.base = base
        self.pieces: list[Piece] = []
        self.cut = False
        self._run = Run(base)
        self._boxes: tuple[Mark, ...] = ()
        self._groups = 0
        self._node: Node = None
        self._notes: list[Node] = []

    def walk(self, root: Node) -> list[Piece]:
        """Return the pieces of ``root``."""
        self._node = root
        self._children(root)
        self._flush(root)
        return self.pieces

    def _flush(self, node: Node) -> None:
        """End the paragraph being gathered."""
        if self._run:
            rich = self._run.take()
            if rich.text:
                self.pieces.append(Piece("text", self._node if self._node is not None else node, self._boxes, rich))
        notes, self._notes = self._notes, []
        for note in notes:
            self.pieces.append(Piece("text", note, self._boxes, rich_of(note, self.base)))
        self._node = node

    def _add(self, text: str | None) -> None:
        if text and len(text) > LONGEST_RUN:
            self.cut = True
            text = text[:LONGEST_RUN]
        self._run.add(text)

    def _children(self, node: Node) -> None:
        self._add(node.text)
        for child in node:
            if len(self.pieces) >= MOST_PIECES or len(self._run) > LONGEST_RUN:
                self.cut = True
                return
            if isinstance(child.tag, str):
                self._element(child)
            self._add(child.tail)

    def _element(self, node: Node) -> None:
        tag = node.tag.lower()
        if tag in SKIP:
            return
        if tag == "br":
            if self._run.ends_in_line_break():
                self._flush(self._node)
            else:
                self._run.line_break()
            return
        if tag in INLINE and not (tag == "q" and self._is_set_off(node)):
            self._inline(node, tag)
            return
        self._block(node, tag)

    def _inline(self, node: Node, tag: str) -> None:
        if (node.get("class") and SCREEN_READER.search(classes(node))) or is_hidden(node):
            return
        if tag == "a":
            self._link(node)
            return
        if tag == "span" and self._run and _is_footnote(node):
            self._notes.append(node)  # it stands inside a sentence only in the markup
            return
        if tag == "q":
            self._run.add("“")
            self._children(node)
            self._run.add("”")
            return
        mark = mark_of(tag, node.get("style"))
        if mark:
            self._run.open(mark)
        box = self._enter(node) if tag in ("span", "small", "label") else None
        self._children(node)
        if box:
            self._leave(node)
        if mark:
            self._run.close()

    def _link(self, node: Node) -> None:
        """Take a link; one that holds a heading, or a picture and words, is a card that leads elsewhere."""
        href = absolute(node.get("href"), self.base)
        if href and _is_card(node):
            self._flush(node)
            self._boxes = (*self._boxes, Mark(Box.RELATED, node))
            self._children(node)
            self._leave(node)
            return
        if href:
            self._run.open("link", href)
        self._children(node)
        if href:
            self._run.close()

    def _enter(self, node: Node) -> Box | None:
        """Enter a named box; what was gathered before it stands outside."""
        box = box_of(node)
        if box is not None:
            self._flush(node)
            self._boxes = (*self._boxes, Mark(box, node))
        return box

    def _leave(self, node: Node) -> None:
        self._flush(node)
        self._boxes = self._boxes[:-1]
        self._node = node.getparent()

    def _block(self, node: Node, tag: str) -> None:
        outer = self._node
        self._flush(node)
        if SCREEN_READER.search(classes(node)):
            return
        box = self._enter(node)
        if is_hidden(node):
            self._boxes = (*self._boxes, Mark(Box.HIDDEN, node))
        if not self._special(node, tag):
            self._children(node)
        self._flush(outer)
        if is_hidden(node):
            self._boxes = self._boxes[:-1]
        if box is not None:
            self._boxes = self._boxes[:-1]

    def _special(self, node: Node, tag: str) -> bool:
        """Take an element that is a block of its own kind; ``False`` if it is only a container."""
        if (level := _HEADINGS.get(tag)) is not None:
            return self._heading(node, level)
        if tag == "hr":
            self.pieces.append(Piece("rule", node, self._boxes))
            return True
        if embed := embeds.embed_of(node, tag, self.base):
            piece = Piece("embed", node, self._boxes)
            piece.block = embed
            self.pieces.append(piece)
            return True
        if tag in ("iframe", "video", "audio", "embed"):
            return True
        if tag in ("img", "amp-img", "picture", "figure", "noscript"):
            return self._figure(node, tag)
        if tag in ("ul", "ol", "menu"):
            return self._list(node, tag == "ol")
        if tag in ("blockquote", "q"):
            return self._quote(node, tag)
        if tag == "table":
            return self._table(node)
        if tag == "pre":
            self._verse(node)
            return True
        if _PULL.search(node.get("class") or "") and tag in ("div", "aside", "section", "p", "figure"):
            return self._quote(node, tag)
        return False

    def _heading(self, node: Node, level: int) -> bool:
        rich = rich_of(node, self.base)
        figures_inside = node.xpath(".//img")
        if figures_inside and not rich.text:
            return False
        if rich.text:
            piece = Piece("heading", node, self._boxes, Rich(rich.text.replace("\n", " "), rich.spans))
            piece.level = level
            self.pieces.append(piece)
        return True

    def _figure(self, node: Node, tag: str) -> bool:
        if tag == "noscript":
            return self._noscript(node)
        if tag == "figure" and (node.find(".//blockquote") is not None or node.find(".//table") is not None):
            return False
        if tag == "figure" and (inner := embeds.embed_inside(node, self.base)):
            piece = Piece("embed", node, self._boxes)
            piece.block = inner
            self.pieces.append(piece)
            return True
        images = figures.images_of(node, tag, self.base)
        for image, place in images:
            piece = Piece("image", place, self._boxes)
            piece.block = image
            self.pieces.append(piece)
        return tag != "figure" or bool(images)

    def _noscript(self, node: Node) -> bool:
        """Take the picture that a script would have loaded, if ``noscript`` holds one."""
        before = node.getprevious()
        if before is not None and before.tag in ("img", "picture") and self.pieces and self.pieces[-1].kind == "image":
            return True
        if self.pieces and self.pieces[-1].kind == "image" and node.getparent() is self.pieces[-1].node.getparent():
            return True
        for image in node.iter("img"):
            self._figure(image, "img")
        return True

    def _list(self, node: Node, ordered: bool) -> bool:
        items = [child for child in node if child.tag == "li"]
        if not items or any(_is_rich_item(item) for item in items[:MOST_PIECES]):
            return False
        self._groups += 1
        group = self._groups
        for child in node:
            if len(self.pieces) >= MOST_PIECES:
                self.cut = True
                break
            if child.tag != "li":
                if isinstance(child.tag, str):
                    self._element(child)
                continue
            for image in child.iter("img", "amp-img"):
                self._figure(image, "img")
            box = box_of(child)
            boxes = (*self._boxes, Mark(box, child)) if box is not None else self._boxes
            rich = rich_of(child, self.base)
            if rich.text:
                piece = Piece("item", child, boxes, rich)
                piece.group, piece.ordered = group, ordered
                self.pieces.append(piece)
        return True

    def _quote(self, node: Node, tag: str) -> bool:
        name = classes(node)
        outer = node.getparent()
        pull = bool(_PULL.search(name)) or tag == "q"
        if tag == "blockquote" and outer is not None and not pull:
            pull = bool(_PULL.search(classes(outer)))
        if not pull and (node.find(".//p/img") is not None or node.find(".//figure") is not None):
            return False
        if not pull and len(node.findall(".//p")) > 12:
            return False  # a whole article set as a quotation
        rich = rich_of(node, self.base, skip=_attribution if pull else None)
        if rich.text:
            self.pieces.append(Piece("pullquote" if pull else "quote", node, self._boxes, rich))
        return True

    def _table(self, node: Node) -> bool:
        if node.find(".//table") is not None or len(node.findall(".//p")) > 3 * len(node.findall(".//tr")):
            return False
        if node.find(".//figure") is not None or node.find(".//iframe") is not None or node.find(".//img") is not None:
            return False
        rows: list[tuple[str, ...]] = []
        for row in node.iter("tr"):
            cells = tuple(
                rich_of(cell, self.base).text.replace("\n", " ").replace("\t", " ")
                for cell in row
                if cell.tag in ("td", "th")
            )
            if any(cells):
                rows.append(cells)
        if not rows or max(len(row) for row in rows) < 2:
            return False
        piece = Piece("table", node, self._boxes, Rich("\n".join("\t".join(row) for row in rows)))
        piece.block = figures.table(rows)
        self.pieces.append(piece)
        return True

    def _verse(self, node: Node) -> None:
        run = Run(self.base)
        for number, line in enumerate("".join(node.itertext()).strip("\n").split("\n")):
            if number:
                run.line_break()
            run.add(line)
        rich = run.take()
        if rich.text:
            self.pieces.append(Piece("text", node, self._boxes, rich))

    def _is_set_off(self, node: Node) -> bool:
        """Return whether a ``<q>`` stands by itself, as a pull quote does, and not inside a sentence."""
        parent = node.getparent()
        around = (parent.text or "") + "".join(child.tail or "" for child in parent)
        others = any(isinstance(child.tag, str) and child is not node and child.tag in INLINE for child in parent)
        if not around.strip() and not others:
            return True
        return parent.tag != "p" and not (node.tail or "").strip() and not self._run


_attribution = re.compile(
    r"attribution|\bsource|[-_](?:source|cite|author|credit)\b|^cite |^footer |^figcaption |share|tweet|social"
)


def _is_footnote(node: Node) -> bool:
    """Return whether an inline element holds a note of some words, and not only the sign that calls it."""
    return bool(_FOOTNOTE.search(node.get("class") or "")) and len("".join(node.itertext()).split()) > 3


def _is_card(link: Node) -> bool:
    """Return whether a link is a teaser of another story and not a word of this one."""
    if len(link) == 0 or link.find(".//figcaption") is not None:
        return False
    if any(link.find(f".//{tag}") is not None for tag in ("h2", "h3", "h4", "h5")):
        return True
    return link.find(".//img") is not None and len("".join(link.itertext()).split()) >= 4


def _is_rich_item(item: Node) -> bool:
    """Return whether a list item is a section of an article and not one line of a list."""
    if len(item.findall(".//p")) > 1:
        return True
    return any(item.find(f".//{tag}") is not None for tag in _LIST_BREAKERS if tag != "p")
