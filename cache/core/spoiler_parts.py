"""The parts of an article that are judged one by one, and their sentences. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from pullquote.cache.core.article import (
    DEK_BLOCK,
    TITLE_BLOCK,
    WORK_TYPES,
    Article,
    Block,
    BlockQuote,
    Heading,
    Image,
    Picture,
    PullQuote,
    block_text,
)
from pullquote.cache.core.spoiler_names import NameFinder, finder_of
from pullquote.cache.core.spoilers import LEAD_BLOCK

SENTENCES = re.compile(r"(?<=[.!?…])[\"'”’)\]]*\s+|\n")


class Part(Struct, frozen=True):
    """A part of an article: ``level`` of a heading, 0 for anything else."""

    number: int
    text: str
    level: int = 0
    picture: bool = False


def parts_of(article: Article) -> list[Part]:
    """Return the parts of an article in the order they are read, with all the words each has."""
    lead = article.lead_image
    return [
        Part(TITLE_BLOCK, article.title),
        *([Part(DEK_BLOCK, article.dek)] if article.dek else []),
        *([Part(LEAD_BLOCK, _said_by(lead), picture=True)] if lead else []),
        *(_part(number, block) for number, block in enumerate(article.blocks)),
    ]


def _part(number: int, block: Block) -> Part:
    match block:
        case Image():
            return Part(number, _said_by(block), picture=True)
        case Heading():
            return Part(number, block.text, block.level)
        case PullQuote() | BlockQuote() if block.signature:
            return Part(number, f"{block.text}\n{block.signature}")
        case _:
            return Part(number, block_text(block))


def _said_by(picture: Image | Picture) -> str:
    return ". ".join(text for text in (picture.caption, picture.alt) if text)


def others_of(article: Article, own: NameFinder) -> NameFinder | None:
    """Return what finds the other works that an article names."""
    names = [
        name
        for entity in article.entities
        if entity.type in WORK_TYPES
        for name in (entity.name, *entity.aka)
        if len(name) > 2 and not own.search(name)
    ]
    names += [name for name in _set_apart(article) if not own.search(name)]
    return finder_of(tuple(dict.fromkeys(names))) if names else None


def _set_apart(article: Article) -> Iterator[str]:
    """Yield what the text sets in italics as titles are."""
    for number, block in enumerate(article.blocks):
        if number > 400:
            return
        for span in getattr(block, "spans", ()):
            if span.kind in ("emphasis", "cite") and 3 <= span.end - span.start <= 60:
                name = block_text(block)[span.start : span.end].strip(" ,.:;’'“”\"")
                if name[:1].isupper() and sum(word[:1].isupper() for word in name.split()) * 2 > len(name.split()):
                    yield name


def sentences_of(text: str) -> list[str]:
    """Return the sentences of a text, each with what follows it, so that they add up to it."""
    ends = [match.end() for match in SENTENCES.finditer(text)]
    return [text[start:end] for start, end in zip([0, *ends], [*ends, len(text)], strict=True) if end > start]


def sentence_at(text: str, at: int) -> str:
    """Return the sentence in which a place of a text stands."""
    start = 0
    for sentence in sentences_of(text):
        if start <= at < start + len(sentence):
            return sentence
        start += len(sentence)
    return text
