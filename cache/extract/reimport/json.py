"""Articles that Pullquote exported, read back: the public object as JSON, and what all forms share.

An export declares itself (``"schema": 1``) and holds its facts as JSON, so nothing is guessed here. It is
untrusted all the same: anybody can write such a file, so every string passes ``sanitize``.
"""

from __future__ import annotations

import re
from typing import Any

import msgspec
from msgspec import structs

from pullquote.cache.core.article import (
    SCHEMA,
    Article,
    Block,
    BlockQuote,
    Document,
    Embed,
    Heading,
    Image,
    Item,
    ListBlock,
    Paragraph,
    Picture,
    PullQuote,
    Reference,
    Rule,
    Source,
    Span,
    Table,
    Veiled,
    document_of,
)
from pullquote.cache.core.errors import ExtractError
from pullquote.cache.core.sanitize import clean_address, clean_line, clean_name, clean_text
from pullquote.cache.extract.html import lists
from pullquote.cache.extract.html.inline import RawSpan, clean_rich_text

MAX_BLOCKS = 5_000
_MAX_LINE = 1_000
_OBJECT = re.compile(r'\s*\{[^{}]{0,2000}?"schema"\s*:\s*\d')
_FACTS: dict[str, Any] = {field.name: field.type for field in structs.fields(Document) if field.name != "blocks"}


def read_json_export(text: str) -> Document | None:
    """Return the article of a text that is the public object (one line of JSONL too), ``None`` for any other text.

    Raises:
        ExtractError: it says that it is one, and is not; or it holds several.

    """
    if not _OBJECT.match(text[:4_000].lstrip("\ufeff")):
        return None
    try:
        article = msgspec.json.decode(text.lstrip("\ufeff"), type=Article)
    except (msgspec.DecodeError, RecursionError, ValueError) as error:
        lines = [line for line in text.splitlines()[:3] if line.strip()]
        if len(lines) > 1 and all(_OBJECT.match(line) for line in lines):
            raise ExtractError("This file holds several articles; give them one at a time, a line each.") from error
        why = str(error).rstrip(".")
        raise ExtractError(
            f"This says that it is a Pullquote article, but it is not a sound one: {clean_line(why, 200)}."
        ) from error
    if article.schema != SCHEMA:
        raise ExtractError(f"This article is of schema {article.schema}; this Pullquote reads schema {SCHEMA}.")
    document = clean_document(document_of(_with_keywords(article, text)))
    if not document.blocks and document.title in (None, "", "Untitled"):
        raise ExtractError("There is no article in this JSON: it has neither title nor text.")
    return document


def _with_keywords(article: Article, text: str) -> Article:
    """Return an article whose keywords an older Pullquote wrote as its tags with them as keywords."""
    older = "keywords" not in msgspec.json.decode(text.lstrip("\ufeff"), type=dict[str, msgspec.Raw])
    return structs.replace(article, keywords=article.tags) if older else article


def document_from_facts(facts: dict[str, Any], blocks: tuple[Block, ...]) -> Document:
    """Return the document that facts and blocks make; a fact of the wrong type is left out."""
    known: dict[str, Any] = {}
    if "keywords" not in facts and "tags" in facts:  # an older Pullquote called them so
        facts = {**facts, "keywords": facts["tags"]}
    for name, value in facts.items():
        if name in _FACTS:
            try:
                known[name] = msgspec.convert(value, type=_FACTS[name])
            except (msgspec.ValidationError, RecursionError, ValueError):
                continue
    return clean_document(Document(**known, blocks=blocks))


def clean_document(document: Document) -> Document:
    """Return a document in which every string has passed ``sanitize`` and every span lies in its text."""
    picture = document.lead_image
    source = document.source
    return Document(
        url=clean_address(document.url),
        canonical_url=clean_address(document.canonical_url),
        outlet=_name(document.outlet),
        title=_line(document.title),
        dek=_line(document.dek),
        byline=tuple(name for raw in document.byline if (name := clean_name(raw))),
        published=document.published,
        updated=document.updated,
        language=_name(document.language),
        lead_image=Picture(clean_address(picture.url), *_words(picture)) if picture else None,
        blocks=tuple(done for block in document.blocks[:MAX_BLOCKS] if (done := _block(block)) is not None),
        next=_references(document.next),
        related=_references(document.related),
        source=Source(credit, clean_address(source.url)) if source and (credit := _name(source.name)) else None,
        keywords=tuple(word for raw in document.keywords if (word := clean_name(raw))),
        facts={clean_line(key, 200): clean_line(value) for key, value in document.facts.items()},
        hints=tuple(
            structs.replace(hint, name=name, type=_name(hint.type), origin=clean_name(hint.origin))
            for hint in document.hints
            if (name := clean_name(hint.name))
        ),
        notice=_line(document.notice),
        enclosures=tuple(
            structs.replace(file, url=url, type=_name(file.type))
            for file in document.enclosures
            if (url := clean_address(file.url))
        ),
    )


def _item(item: Item) -> Item | None:
    text, spans = _rich(item.text, item.spans)
    number = item.number if item.number is not None and 0 <= item.number <= lists.MOST else None
    return Item(text, spans, min(max(item.level, 0), lists.DEEPEST), number) if text else None


def _block(block: Block) -> Block | None:
    """Return a block with clean strings, ``None`` if nothing is left of it."""
    match block:
        case Heading():
            text, spans = _rich(block.text.replace("\n", " "), block.spans)
            return Heading(text, min(6, max(2, block.level)), spans) if text else None
        case Paragraph():
            text, spans = _rich(block.text, block.spans)
            return structs.replace(block, text=text, spans=spans) if text else None
        case PullQuote() | BlockQuote():
            text, spans = _rich(block.text, block.spans)
            named = {"speaker": _name(block.speaker), "via": _name(block.via), "signature": _line(block.signature)}
            return structs.replace(block, text=text, spans=spans, **named) if text else None
        case ListBlock():
            items = tuple(found for item in block.items if (found := _item(item)) is not None)
            return ListBlock(items, block.ordered) if items else None
        case Image():
            image = Image(clean_address(block.url), *_words(block))
            return image if image.url or image.alt or image.caption else None
        case Embed():
            words = clean_text(block.text or "", 2_000).strip() or None
            return Embed(clean_name(block.provider) or "page", clean_address(block.url), words)
        case Table():
            rows = tuple(tuple(clean_line(cell, 2_000) for cell in row) for row in block.rows)
            return Table(rows, block.head) if any(map(any, rows)) else None
        case Veiled():
            text = clean_line(block.text)
            return Veiled(text) if text else None
        case Rule():
            return block


def _rich(text: str, spans: tuple[Span, ...]) -> tuple[str, tuple[Span, ...]]:
    """Return a clean text with the spans that lie in it moved along."""
    end = len(text)
    raw: list[RawSpan] = [
        (
            min(max(s.start, 0), end),
            min(max(s.end, 0), end),
            s.kind,
            clean_address(s.href) if s.kind == "link" else None,
        )
        for s in spans
    ]
    rich = clean_rich_text(text, [span for span in raw if span[0] < span[1]])
    return rich.text, rich.spans


def _words(picture: Image | Picture) -> tuple[str | None, str | None, str | None]:
    return _line(picture.alt), _line(picture.caption), _line(picture.credit)


def _references(references: tuple[Reference, ...]) -> tuple[Reference, ...]:
    return tuple(
        Reference(title, clean_address(r.url), _line(r.alt)) for r in references if (title := clean_line(r.title))
    )


def _line(text: str | None) -> str | None:
    return clean_line(text or "", _MAX_LINE) or None


def _name(text: str | None) -> str | None:
    return clean_name(text or "") or None
