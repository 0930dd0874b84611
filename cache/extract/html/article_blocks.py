"""The blocks of an article made of its raw blocks: lists, pull quotes and block quotes; doubles are left out."""

from __future__ import annotations

from typing import Any

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
    Rule,
    Span,
)
from pullquote.cache.extract.html.blocks import RawBlock
from pullquote.cache.extract.html.inline import comparison_key


def make_blocks(raw_blocks: list[RawBlock]) -> list[Block]:
    """Return the blocks of an article: items gathered into lists, doubles left out, no heading or rule at an end."""
    running = ""  # the text that pull quotes are compared with
    if any(raw.kind in ("pullquote", "quote") for raw in raw_blocks):
        running = comparison_key(" ".join(raw.text for raw in raw_blocks if raw.kind in ("text", "item")))
    out: list[Block] = []
    paragraphs: set[str] = set()
    items: list[Item] = []
    defined = 0
    for index, raw in enumerate(raw_blocks):
        if index < defined:
            continue
        if _is_term(raw) and len(terms := _definitions(raw_blocks, index)) > 1:
            out.append(_glossary(terms))
            defined = index + len(terms)
            continue
        if raw.kind == "item":
            items.append(Item(raw.rich.text, raw.rich.spans, raw.level, raw.number))
            following = raw_blocks[index + 1] if index + 1 < len(raw_blocks) else None
            if following is None or following.kind != "item" or following.group != raw.group:
                out.append(ListBlock(tuple(items), raw.ordered))
                items = []
            continue
        block = _make_block(raw, running)
        if block is None or _is_double(block, out):
            continue
        if isinstance(block, Paragraph) and len(block.text) > 80:
            if block.text in paragraphs:
                continue
            paragraphs.add(block.text)
        out.append(block)
    while out and isinstance(out[-1], Heading | Rule):
        out.pop()
    while out and isinstance(out[0], Rule):
        out.pop(0)
    return out


def _definitions(raw_blocks: list[RawBlock], start: int) -> list[RawBlock]:
    """Return the terms and definitions of one ``dl`` from a term on; none where one of them is more than a paragraph.

    They may stand in boxes of their own, one for each term (HTML, 4.4.9).
    """
    found: list[RawBlock] = []
    before, around = None, _list_around(_part_of(raw_blocks[start]))
    for raw in raw_blocks[start:]:
        part = _part_of(raw)
        if _list_around(raw.node if part is None else part) is not around:
            break
        if part is None or part is before or raw.kind != "text" or not raw.text:
            return []
        found.append(raw)
        before = part
    return found if before is not None and before.tag == "dd" else []


def _part_of(raw: RawBlock) -> Any:
    """Return the term or the definition that a block is, or is the paragraph of; ``None`` for none."""
    return next(
        (node for node in (raw.node, raw.node.getparent()) if node is not None and node.tag in ("dt", "dd")), None
    )


def _is_term(raw: RawBlock) -> bool:
    part = _part_of(raw)
    return part is not None and part.tag == "dt"


def _list_around(node: Any) -> Any:
    return next((parent for parent in node.iterancestors() if parent.tag == "dl"), None)


def _glossary(raw_blocks: list[RawBlock]) -> ListBlock:
    """Return terms as the entries of a list, in bold, each with its definitions as a list within it."""
    return ListBlock(tuple(map(_entry, raw_blocks)))


def _entry(raw: RawBlock) -> Item:
    if _part_of(raw).tag == "dd":
        return Item(raw.text, raw.rich.spans, 1)
    plain = tuple(span for span in raw.rich.spans if span.kind != "strong")
    return Item(raw.text, (Span(0, len(raw.text), "strong"), *plain))


def _is_double(block: Block, before: list[Block]) -> bool:
    """Return whether a picture or an embed was shown a few blocks before."""
    if isinstance(block, Image):
        return any(isinstance(other, Image) and other.url == block.url for other in before[-6:])
    if isinstance(block, Embed) and block.url:
        return any(isinstance(other, Embed) and other.url == block.url for other in before[-4:])
    return False


def _make_block(raw: RawBlock, running: str) -> Block | None:
    """Return one block; ``running`` is the article's text, which a pull quote may repeat."""
    rich = raw.rich
    if raw.block is not None:
        return raw.block
    if raw.kind == "rule":
        return Rule()
    if not rich.text:
        return None
    if raw.kind == "heading":
        return Heading(rich.text, min(6, max(2, raw.level)), rich.spans)
    if raw.kind not in ("pullquote", "quote"):
        return Paragraph(rich.text, rich.spans)
    key = comparison_key(rich.text)
    if raw.kind == "pullquote":
        return PullQuote(rich.text, rich.spans, repeats=bool(key) and key in running, signature=raw.signature)
    if len(key) > 20 and key in running:
        return PullQuote(rich.text, rich.spans, repeats=True, signature=raw.signature)
    return BlockQuote(rich.text, rich.spans, signature=raw.signature)
