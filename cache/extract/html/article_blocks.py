"""The blocks of an article made of its raw blocks: lists, pull quotes and block quotes; doubles are left out."""

from __future__ import annotations

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
    for index, raw in enumerate(raw_blocks):
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
