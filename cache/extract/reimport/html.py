"""The page that Pullquote exports, read back block by block: its own classes say what each block is."""

from __future__ import annotations

import json
from collections.abc import Iterator

from pullquote.cache.core.article import (
    Block,
    BlockQuote,
    Document,
    Embed,
    Heading,
    Image,
    Item,
    ListBlock,
    Paragraph,
    PullQuote,
    Rule,
    Table,
)
from pullquote.cache.core.urls import absolute_url
from pullquote.cache.extract.html import lists
from pullquote.cache.extract.html.inline import rich_text_of
from pullquote.cache.extract.html.tree import Node, drop, text_of
from pullquote.cache.extract.reimport.json import document_from_facts
from pullquote.cache.extract.reimport.markdown import split_attribution, strip_quotation_marks

_AROUND_ARTICLE = frozenset(("dek", "byline", "tags", "enclosure", "next", "related", "source"))


def read_html_export(root: Node) -> Document | None:
    """Return the article of an exported page, ``None`` for any other page."""
    data = root.find(".//script[@id='pullquote']")
    article = root.find(".//article")
    if data is None or article is None:
        return None
    try:
        facts = json.loads(data.text or "")
    except (ValueError, RecursionError):
        return None
    if not isinstance(facts, dict) or facts.get("schema") != 1:
        return None
    return document_from_facts(facts, tuple(block for node in article if (block := _block(node)) is not None))


def _block(node: Node) -> Block | None:
    """Return the block an element stands for, ``None`` for what only frames the article."""
    tag: str = node.tag
    kind = str(node.get("class") or "").split()
    if tag in ("h2", "h3", "h4", "h5", "h6"):
        rich = rich_text_of(node, None)
        return Heading(rich.text, int(tag[1]), rich.spans)
    if tag == "p" and not _AROUND_ARTICLE.intersection(kind):
        rich = rich_text_of(node, None)
        return Paragraph(rich.text, rich.spans)
    if tag == "blockquote":
        return _quotation(node, kind)
    if tag in ("ul", "ol"):
        return ListBlock(tuple(_items(node, 0)), tag == "ol")
    if tag == "figure" and "lead" not in kind:
        return _embed(node) if "embed" in kind else _image(node)
    if tag == "table":
        cells = (tuple(text_of(cell) for cell in row if cell.tag in ("td", "th")) for row in node.iter("tr"))
        return Table(tuple(cells), head=node.find(".//th") is not None)
    return Rule() if tag == "hr" else None


def _items(node: Node, level: int) -> Iterator[Item]:
    """Yield the entries of a list, each followed by those of the lists within it."""
    for item in node.iterchildren("li"):
        nested = [child for child in item if child.tag in lists.LISTS]
        rich = rich_text_of(item, None, nested.__contains__)
        yield Item(rich.text, rich.spans, level, lists.number_of(item.get("value")))
        for within in nested:
            yield from _items(within, min(level + 1, lists.DEEPEST))


def _quotation(node: Node, kind: list[str]) -> Block:
    footer = node.find("./footer")
    speaker, via, signature = _signer(footer) if footer is not None else (None, None, None)
    if footer is not None:
        drop(footer)
    rich = rich_text_of(node, None)
    if "pullquote" not in kind:
        return BlockQuote(rich.text, rich.spans, speaker, via, signature)
    if node.get("data-marks") != "own":
        rich = strip_quotation_marks(rich)
    return PullQuote(rich.text, rich.spans, speaker, via, "repeats" in kind, signature)


def _signer(footer: Node) -> tuple[str | None, str | None, str | None]:
    """Return speaker, outlet and signature as the footer of a quotation names them."""
    by = text_of(footer).removeprefix("— ")
    if footer.get("class") == "signature":
        return footer.get("data-speaker"), footer.get("data-via"), by
    return *split_attribution(by), None


def _embed(node: Node) -> Embed:
    link = node.find(".//a")
    provider = node.get("data-provider") or "page"
    words = rich_text_of(node, None).text
    url = absolute_url(link.get("href"), None) if link is not None else None
    return Embed(provider, url, words if words != provider else None)


def _image(node: Node) -> Image:
    picture, caption = node.find(".//img"), node.find(".//figcaption")
    credit = None
    if caption is not None and (maker := caption.find("./span[@class='credit']")) is not None:
        credit = text_of(maker)
        drop(maker)
    words = text_of(caption) if caption is not None else None
    if picture is not None:
        return Image(absolute_url(picture.get("src"), None), picture.get("alt") or None, words or None, credit)
    alt = node.get("data-alt")
    return Image(None, alt, words if words and words != alt else None, credit)
