"""The judgement: which pieces are the article, and what the others are.

A piece counts as body text if the extractor took it, or if it stands among pieces that were taken and
nothing speaks against it. Furniture is known by its words or by the box it stands in. A box that holds
a large part of the article is no furniture, whatever its name.
"""

from __future__ import annotations

import re
from collections import Counter

from msgspec import Struct, field

from pullquote.cache.core.article import (
    Block,
    BlockQuote,
    Embed,
    Heading,
    Image,
    Item,
    ListBlock,
    Paragraph,
    PullQuote,
    Reference,
    Rule,
    Source,
)
from pullquote.cache.core.sanitize import clean_line
from pullquote.cache.extract.html import boilerplate
from pullquote.cache.extract.html.blocks import Piece
from pullquote.cache.extract.html.boilerplate import Box, Mark, Sort
from pullquote.cache.extract.html.inline import Rich, cut
from pullquote.cache.extract.html.main_text import Taken
from pullquote.cache.extract.html.related import References, from_box, from_piece, is_related_aside
from pullquote.cache.extract.html.tree import Node

TAKEN = 0.6
_WORD = re.compile(r"\w+")
_FURNITURE = frozenset(
    (Box.RELATED, Box.NOTE, Box.AD, Box.SHARE, Box.TAGS, Box.COMMENTS, Box.META, Box.SOURCE, Box.VERDICT)
)
_BETWEEN = frozenset((Sort.NOTE, Sort.NOISE, Sort.CREDIT, Sort.SOURCE))  # what may stand before a last picture
_REST = 0.6
_SENTENCE = 12  # words


class Body(Struct, kw_only=True):
    """What became of the pieces."""

    blocks: tuple[Block, ...] = ()
    next: tuple[Reference, ...] = ()
    related: tuple[Reference, ...] = ()
    source: Source | None = None
    facts: dict[str, str] = field(default_factory=dict)


class _Court:
    """One page being judged."""

    def __init__(self, pieces: list[Piece], taken: Taken, title: str | None, dek: str | None, base: str | None) -> None:
        self.base = base
        self.pieces = pieces
        self.taken = taken
        self.title = _key(title or "")
        self.dek = _key(dek or "")
        self.next = References()
        self.related = References()
        self.source: Source | None = None
        self.facts: dict[str, str] = {}
        self.body: list[Piece] = []
        self._good_names: set[tuple[str, str]] = set()
        self._others: set[Node] = set()

    def run(self) -> Body:
        """Judge every piece in turn."""
        for piece in self.pieces:
            if piece.text:
                # Where the extractor found nothing at all, whatever is not a link is taken for text.
                piece.kept = self.taken.share(piece.text) if self.taken.words else float(piece.linked < 0.5)
        self._pardon_large_boxes()
        self._mark_teasers()
        first, last = self._range()
        good_parents = Counter(
            piece.node.getparent() for piece in self.pieces if piece.kind == "text" and piece.kept >= TAKEN
        )
        self._others = {
            piece.node.getparent()
            for piece in self.pieces
            if piece.kind == "text" and piece.kept < TAKEN and len(piece.text.split()) > _SENTENCE
        }
        self._good_names = {
            (node.tag, node.get("class")) for node in good_parents if node is not None and node.get("class")
        }
        seen_boxes: set[Node] = set()
        ended = False
        in_list_of_more = False
        for place, piece in enumerate(self.pieces):
            mark = self._furniture_box(piece)
            if mark is None and piece.kind in ("image", "embed", "rule"):
                if place <= last or (piece.kind != "rule" and not ended):
                    self.body.append(piece)
                continue
            if mark is not None:
                ended = ended or place > last
                self._from_box(mark.box, mark.node, piece, seen_boxes)
                continue
            sort = self._line(piece, late=place >= last - 4)
            ended = ended or (place > last and sort not in _BETWEEN)
            if sort is None and in_list_of_more and piece.linked > 0.6:
                self.related.extend(from_piece(piece))
                continue
            in_list_of_more = sort is Sort.MORE
            inside = sort is None and first <= place <= last and not self._is_heading_of_page(piece, place, first)
            if inside and self._is_body(piece, good_parents):
                self.body.append(piece)
        return self._assemble()

    def _pardon_large_boxes(self) -> None:
        """Forget the name of any box that holds a quarter of the article."""
        words: Counter[Node] = Counter()
        total = 0
        for piece in self.pieces:
            if piece.kept >= TAKEN:
                count = len(piece.text.split())
                total += count
                for mark in piece.boxes:
                    words[mark.node] += count
        for piece in self.pieces:
            if piece.boxes:
                piece.boxes = tuple(mark for mark in piece.boxes if words[mark.node] <= 0.25 * total)

    def _mark_teasers(self) -> None:
        """Mark the words under and over a linked headline as the teaser of another story.

        Such words are cut off ("…") below it, and a word or two ("review") above it.
        """
        for place, piece in enumerate(self.pieces):
            if piece.kind != "heading" or piece.linked < 0.9:
                continue
            for other in self.pieces[place + 1 : place + 6]:
                if other.kind != "text":
                    break
                if other.text.endswith(("…", "...")):
                    other.boxes = (*other.boxes, Mark(Box.META, other.node))
                    break
            for other in reversed(self.pieces[max(0, place - 2) : place]):
                if other.kind == "text" and len(other.text.split()) <= 2 and other.text.islower():
                    other.boxes = (*other.boxes, Mark(Box.META, other.node))

    def _range(self) -> tuple[int, int]:
        """Return the places of the first and the last piece that surely belong to the article."""
        sure = [
            place
            for place, piece in enumerate(self.pieces)
            if piece.kept >= TAKEN and not any(mark.box in _FURNITURE for mark in piece.boxes)
        ]
        sure = self._before_end(sure)
        while len(sure) > 1 and self._is_note(self.pieces[sure[-1]]):
            sure.pop()
        if not sure:
            return 0, len(self.pieces) - 1
        return sure[0], sure[-1]

    def _before_end(self, sure: list[int]) -> list[int]:
        """Return the places before the line that ends an article ("Filed under"), if little is after it."""
        words = [len(self.pieces[place].text.split()) for place in sure]
        for place, piece in enumerate(self.pieces):
            if sure and piece.text and place > sure[0] and boilerplate.is_end(piece.text):
                after = sum(count for at, count in zip(sure, words, strict=True) if at > place)
                if after <= _REST * sum(words):
                    return [at for at in sure if at < place]
        return sure

    def _is_note(self, piece: Piece) -> bool:
        """Return whether a last piece is a heading or a line of furniture: then the article ends before it."""
        if piece.kind == "heading":
            return True  # nothing of the article stands under it
        return piece.kind == "text" and boilerplate.recognise(piece.text, linked=piece.linked, late=True) is not None

    def _furniture_box(self, piece: Piece) -> Mark | None:
        """Return the box that makes a piece furniture, if it stands in one."""
        for mark in piece.boxes:
            if mark.box in _FURNITURE:
                return mark
            if mark.box in (Box.ASIDE, Box.HIDDEN) and piece.kind != "pullquote" and piece.kept < TAKEN:
                return mark
            if mark.box is Box.CAPTION and piece.kind in ("text", "item"):
                return mark
        return None

    def _from_box(self, box: Box, node: Node, piece: Piece, seen: set[Node]) -> None:
        if box is Box.VERDICT:
            self._fact(piece)
        elif box is Box.SOURCE and self.source is None:
            self._line(piece, late=True)
            if self.source is None and node not in seen and len(piece.text) < 100:
                self.source = _source(piece, piece.text)
        elif node not in seen and (box is Box.RELATED or (box is Box.ASIDE and is_related_aside(node))):
            self.related.extend(from_box(node, piece, self.base))
        elif box in (Box.ASIDE, Box.HIDDEN):
            self._line(piece, late=True)
        seen.add(node)

    def _line(self, piece: Piece, *, late: bool) -> Sort | None:
        """File a line of furniture where it belongs; ``None`` if the piece is no such line."""
        if piece.kind in ("table", "quote") or not piece.text:
            return None
        line = boilerplate.recognise(piece.text, linked=piece.linked, late=late)
        if line is None:
            self._cut_glued(piece)
            return None
        if line.sort is Sort.NEXT:
            self.next.extend(from_piece(piece, line.rest))
        elif line.sort is Sort.RELATED:
            self.related.extend(from_piece(piece, line.rest))
        elif line.sort is Sort.SOURCE:
            self.source = self.source or _source(piece, line.rest)
        elif line.sort is Sort.RATING:
            self._fact(piece)
        return line.sort

    def _cut_glued(self, piece: Piece) -> None:
        """Take off a related line or a source credit that ends a paragraph."""
        place = boilerplate.glued(piece.text)
        if place is not None:
            tail = cut(piece.rich, place, len(piece.text))
            line = boilerplate.recognise(tail.text, linked=1.0, late=True)
            if line is not None:
                target = self.next if line.sort is Sort.NEXT else self.related
                target.extend(from_piece(piece, line.rest, spans=tail.spans))
                piece.rich = cut(piece.rich, 0, place)
        if "\n" in piece.text:
            place = piece.text.rindex("\n") + 1
            line = boilerplate.recognise(piece.text[place:], late=True)
            if line is not None and line.sort in (Sort.SOURCE, Sort.CREDIT, Sort.NEXT, Sort.RELATED):
                tail = cut(piece.rich, place, len(piece.text))
                if line.sort is Sort.SOURCE:
                    self.source = self.source or _source(piece, line.rest)
                elif line.sort is Sort.NEXT:
                    self.next.extend(from_piece(piece, line.rest, spans=tail.spans))
                elif line.sort is Sort.RELATED:
                    self.related.extend(from_piece(piece, line.rest, spans=tail.spans))
                piece.rich = cut(piece.rich, 0, place)

    def _fact(self, piece: Piece) -> None:
        """Keep "Rating: 4/5" as a fact."""
        text = clean_line(piece.text, 200)
        label, colon, value = text.partition(":")
        if not colon and (place := _border(piece)):
            label, colon, value = text[:place], ":", text[place:]
        if colon and value.strip() and len(label) <= 40:
            self.facts.setdefault(label.strip(), value.strip())
        elif boilerplate.recognise(text) is not None:
            self.facts.setdefault("Rating", text)

    def _is_heading_of_page(self, piece: Piece, place: int, first: int) -> bool:
        """Return whether a piece only repeats the headline or the dek."""
        early = place <= first + 2 and piece.kind == "heading"
        if not early and len(piece.text) > 4 * len(self.title):
            return False
        key = _key(piece.text)
        if self.title and key == self.title:
            return True
        return early and (key == self.dek or piece.level == 1)

    def _is_body(self, piece: Piece, good_parents: Counter[Node]) -> bool:
        if piece.kept >= TAKEN:
            return True
        words = len(piece.text.split())
        if piece.kind in ("pullquote", "quote"):
            return words >= 3 and piece.linked < 0.8
        parent = piece.node.getparent()
        if piece.kind == "heading":
            # In a box whose text is not the article's, the heading is not either.
            boxed = parent in self._others and not good_parents[parent] and not self._is_good(parent)
            return piece.linked < 0.9 and words <= 40 and not boxed
        if piece.kind == "text":
            return piece.linked < 0.5 and (good_parents[parent] > 0 or self._is_good(parent))
        if piece.kind == "item":
            holder = parent.getparent() if parent is not None else None
            return piece.linked < 0.5 and (good_parents[holder] > 0 or self._is_good(holder))
        return piece.kind == "table" and piece.kept > 0.3

    def _is_good(self, node: Node) -> bool:
        """Return whether an element is named like one that holds paragraphs of the article."""
        return node is not None and bool(node.get("class")) and (node.tag, node.get("class")) in self._good_names

    def _assemble(self) -> Body:
        blocks = _blocks(self.body)
        return Body(
            blocks=tuple(blocks),
            next=self.next.done(),
            related=self.related.done(),
            source=self.source,
            facts=self.facts,
        )


def judge(pieces: list[Piece], taken: Taken, *, title: str | None, dek: str | None, base: str | None = None) -> Body:
    """Return what the pieces of a page are. ``base`` resolves the addresses of related stories."""
    return _Court(pieces, taken, title, dek, base).run()


def _source(piece: Piece, name: str) -> Source | None:
    words = clean_line(name, 120)
    if not words or re.match(r"(?:image|photo|picture)s? (?:source|credit|via|by)\b", words, re.I):
        return None
    href = next((s.href for s in piece.rich.spans if s.kind == "link" and s.href), None)
    return Source(words, href)


def _border(piece: Piece) -> int:
    """Return where the bold part of "**Platform** Wii U" or "Platform **Wii U**" meets the other, 0 for neither."""
    strong = [span for span in piece.rich.spans if span.kind == "strong"]
    if len(strong) != 1 or "\n" in piece.text:
        return 0
    place = strong[0].start if strong[0].end == len(piece.text) else strong[0].end if not strong[0].start else 0
    return place if any(char.isalpha() for char in piece.text[:place]) else 0


def _key(text: str) -> str:
    return " ".join(_WORD.findall(text.lower()))


def _blocks(pieces: list[Piece]) -> list[Block]:
    """Make blocks of the pieces that stay: items into lists, repeats marked, empty headings dropped."""
    quoted = any(piece.kind in ("pullquote", "quote") for piece in pieces)
    running = _key(" ".join(p.text for p in pieces if p.kind in ("text", "item"))) if quoted else ""
    out: list[Block] = []
    seen: set[str] = set()
    group = 0
    items: list[Item] = []
    for index, piece in enumerate(pieces):
        if piece.kind == "item":
            if piece.group != group:
                items = []
            group = piece.group
            items.append(Item(piece.rich.text, piece.rich.spans))
            following = pieces[index + 1] if index + 1 < len(pieces) else None
            if following is None or following.kind != "item" or following.group != group:
                out.append(ListBlock(tuple(items), piece.ordered))
                items = []
            continue
        block = _block(piece, running)
        if block is None:
            continue
        if isinstance(block, Paragraph) and len(block.text) > 80:
            if block.text in seen:
                continue
            seen.add(block.text)
        if isinstance(block, Image) and any(isinstance(b, Image) and b.url == block.url for b in out[-6:]):
            continue
        if (
            isinstance(block, Embed)
            and block.url
            and any(isinstance(b, Embed) and b.url == block.url for b in out[-4:])
        ):
            continue
        out.append(block)
    while out and isinstance(out[-1], Heading | Rule):
        out.pop()
    while out and isinstance(out[0], Rule):
        out.pop(0)
    return out


def _block(piece: Piece, running: str) -> Block | None:
    rich: Rich = piece.rich
    if piece.block is not None:
        return piece.block
    if piece.kind == "rule":
        return Rule()
    if not rich.text:
        return None
    if piece.kind == "heading":
        return Heading(rich.text, min(6, max(2, piece.level)), rich.spans)
    if piece.kind not in ("pullquote", "quote"):
        return Paragraph(rich.text, rich.spans)
    key = _key(rich.text)
    if piece.kind == "pullquote":
        return PullQuote(rich.text, rich.spans, repeats=bool(key) and key in running)
    if len(key) > 20 and key in running:
        return PullQuote(rich.text, rich.spans, repeats=True)
    return BlockQuote(rich.text, rich.spans)
