"""A page of HTML as a ``Document``: text, structure, metadata, and what it points to."""

from __future__ import annotations

from pathlib import Path

from msgspec import structs

from pullquote.cache.core.article import Document
from pullquote.cache.core.errors import ExtractError
from pullquote.cache.core.sanitize import clean_address
from pullquote.cache.extract.html.blocks import BlockWalker
from pullquote.cache.extract.html.classify import classify_blocks
from pullquote.cache.extract.html.main_text import MainText, find_container, find_main_text
from pullquote.cache.extract.html.pager import take_pager
from pullquote.cache.extract.html.tree import decode, is_cut, parse
from pullquote.cache.extract.html.trim import repeats_opening, trim_blocks
from pullquote.cache.extract.metadata.page_metadata import base_address, read_metadata
from pullquote.cache.extract.reimport.html import read_html_export
from pullquote.cache.extract.site_rules import apply_rules

_SEVERAL_PAGES = "This article goes on over several pages; the next is {}"
_CUT = "This page is extraordinarily long; only its first part is shown."


def read_page(
    html: bytes | str, *, url: str | None = None, content_type: str | None = None, rules: Path | None = None
) -> Document:
    """Return the article of an HTML page.

    ``url`` is where the page came from: relative addresses are resolved against it. ``content_type`` is
    the header's value, whose charset wins over the page's own. ``rules`` is a folder of site rules.

    Raises:
        ExtractError: the page is empty, too large, or holds no text at all.

    """
    text = decode(html, content_type) if isinstance(html, bytes) else html
    if not text.strip():
        raise ExtractError("This page is empty.")
    try:
        return _read(text, url, rules)
    except RecursionError as error:
        raise ExtractError("This page is nested too deeply to be read.") from error


def _read(text: str, url: str | None, rules: Path | None) -> Document:
    root = parse(text)
    if (article := read_html_export(root)) is not None:
        return article
    base = base_address(root, url)
    metadata = read_metadata(root, url=url, base=base)
    if next_page := take_pager(root, (url, metadata.canonical_url), base):
        metadata = structs.replace(metadata, notice=_SEVERAL_PAGES.format(next_page))
    ruled = apply_rules(root, rules, url=url or metadata.canonical_url, base=base)
    metadata = ruled.override(metadata) if ruled else metadata
    walker = BlockWalker(base)
    if ruled is not None and ruled.body is not None:
        raw_blocks = walker.walk(ruled.body)
        main_text = MainText("\n".join(raw.text for raw in raw_blocks))
    else:
        main_text = find_main_text(root)
        raw_blocks = walker.walk(find_container(root, main_text))
    body = classify_blocks(raw_blocks, main_text, title=metadata.title, dek=metadata.dek, base=base)
    blocks, byline = trim_blocks(body.blocks, byline=metadata.byline, published=metadata.published)
    if not blocks and not metadata.title:
        raise ExtractError("This page holds no article: no text was found in it.")
    return Document(
        url=clean_address(url),
        canonical_url=metadata.canonical_url,
        outlet=metadata.outlet,
        title=metadata.title,
        dek=None if repeats_opening(metadata.dek, blocks) else metadata.dek,
        byline=byline,
        published=metadata.published,
        updated=metadata.updated,
        language=metadata.language,
        lead_image=metadata.lead_image,
        blocks=blocks,
        next=body.next,
        related=body.related,
        source=body.source,
        tags=metadata.tags,
        facts={"Rating": metadata.rating, **body.facts} if metadata.rating else body.facts,
        hints=metadata.hints,
        notice=_CUT if walker.truncated or is_cut(text) else metadata.notice,
    )
