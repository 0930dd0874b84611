"""A feed entry as a ``Document``: the publisher's own HTML and the feed's metadata."""

from __future__ import annotations

from datetime import datetime

from pullquote.cache.core.article import Block, Document, Hint, Image, Picture, body_text
from pullquote.cache.core.feed import Entry
from pullquote.cache.core.sanitize import clean_address, clean_line, clean_name, first_words
from pullquote.cache.extract.entry_text import (
    dek_beside,
    enclosures_of,
    picture_beside,
    text_without_tags,
    without_way_on,
)
from pullquote.cache.extract.html.blocks import BlockWalker
from pullquote.cache.extract.html.classify import ArticleBody, classify_blocks
from pullquote.cache.extract.html.inline import count_words
from pullquote.cache.extract.html.main_text import WholeText
from pullquote.cache.extract.html.tree import parse, text_of
from pullquote.cache.extract.html.trim import trim_blocks
from pullquote.cache.extract.html.wrappers import unwrap_prose
from pullquote.cache.extract.text.plain import blocks_of_text

_MIN_ARTICLE = 20
_MIN_KEPT = 0.6


def document_of_entry(entry: Entry, *, outlet: str | None) -> Document:
    """Return the article as the feed holds it; without content, the summary is the text.

    ``outlet`` is the feed's title, for an entry of its own. Never fails: an entry without any text is a headline.
    """
    title = clean_line(entry.title) or None
    base = clean_address(entry.content_base) or clean_address(entry.link)
    body = _body(without_way_on(entry.content or entry.summary, entry.link), base, title)
    authors = tuple(name for raw in entry.authors if (name := clean_name(raw)))
    blocks, byline, published = _trimmed(body.blocks, title, authors, entry.published)
    title = title or first_words(body_text(blocks))
    tags = tuple(name for raw in entry.categories if (name := clean_name(raw)))
    return Document(
        url=clean_address(entry.link),
        outlet=clean_name(entry.outlet or outlet or "") or None,
        title=title,
        dek=_dek(entry, blocks),
        byline=byline,
        published=published,
        updated=entry.updated,
        language=entry.language,
        lead_image=_lead_image(entry, blocks),
        blocks=blocks,
        next=body.next,
        related=body.related,
        source=body.source,
        keywords=tuple(dict.fromkeys(tags)),
        facts=body.facts,
        hints=tuple(Hint(name, None, "tag") for name in tags),
        enclosures=enclosures_of(entry),
    )


def _trimmed(
    blocks: tuple[Block, ...], title: str | None, authors: tuple[str, ...], published: datetime | None
) -> tuple[tuple[Block, ...], tuple[str, ...], datetime | None]:
    """Return what ``trim_blocks`` does; a text of which it would leave little is no article, and stays as it is."""
    kept = trim_blocks(blocks, title=title, byline=authors, published=published)
    if kept[0] == blocks:
        return kept
    words = count_words(body_text(kept[0]))
    is_article = words >= _MIN_ARTICLE and words >= _MIN_KEPT * count_words(body_text(blocks))
    return kept if is_article else (blocks, authors, published)


def _body(source: str, base: str | None, title: str | None) -> ArticleBody:
    if not source.strip():
        return ArticleBody()
    if (text := text_without_tags(source)) is not None:
        return ArticleBody(blocks=blocks_of_text(text))
    root = parse(f"<html><body><article>{source}</article></body></html>")
    unwrap_prose(root)
    article = root.find(".//article")
    raw_blocks = BlockWalker(base).walk(article if article is not None else root)
    main_text = WholeText("\n".join(raw.text for raw in raw_blocks))
    return classify_blocks(raw_blocks, main_text, title=title, dek=None, base=base)


def _dek(entry: Entry, blocks: tuple[Block, ...]) -> str | None:
    """Return the summary of an entry that has content too, ``None`` if it only repeats what ``blocks`` say."""
    if not entry.content or not entry.summary.strip():
        return None
    summary = without_way_on(entry.summary, entry.link)
    if (text := text_without_tags(summary)) is None:
        text = text_of(parse(f"<html><body><p>{summary}</p></body></html>"))
    return dek_beside(text, body_text(blocks))


def _lead_image(entry: Entry, blocks: tuple[Block, ...]) -> Picture | None:
    """Return the picture an entry is given beside its text, else the first in the text."""
    if beside := picture_beside(entry):
        return beside
    image = next((block for block in blocks if isinstance(block, Image)), None)
    return Picture(image.url, image.alt, image.caption, image.credit) if image else None
