"""A page of HTML as a ``Document``: text, structure, metadata, and what it points to."""

from __future__ import annotations

from pathlib import Path

from msgspec import structs

from pullquote.cache.core.article import (
    Block,
    Document,
    Heading,
    Image,
    Paragraph,
    Picture,
    block_text,
    body_text,
    count_words,
)
from pullquote.cache.core.errors import ExtractError
from pullquote.cache.core.sanitize import clean_address
from pullquote.cache.core.times.dates import parse_date
from pullquote.cache.core.urls import absolute_url
from pullquote.cache.extract.compare import wall_of, why_empty
from pullquote.cache.extract.html.blocks import BlockWalker
from pullquote.cache.extract.html.classify import ArticleBody, classify_blocks
from pullquote.cache.extract.html.elsewhere import address_elsewhere
from pullquote.cache.extract.html.figures import picture_under_headline, with_caption
from pullquote.cache.extract.html.following import drop_following_articles
from pullquote.cache.extract.html.inline import comparison_key
from pullquote.cache.extract.html.main_text import MainText, WholeText, find_container, find_main_text
from pullquote.cache.extract.html.neighbours import with_neighbours
from pullquote.cache.extract.html.pager import SEVERAL_PAGES, take_pager
from pullquote.cache.extract.html.second_reading import find_fuller_reading
from pullquote.cache.extract.html.surroundings import drop_surroundings
from pullquote.cache.extract.html.tree import Node, decode, is_cut, parse, spaced_text_of
from pullquote.cache.extract.html.trim import repeats_opening, trim_blocks
from pullquote.cache.extract.html.wrappers import unwrap_prose
from pullquote.cache.extract.metadata.authors import join_bylines
from pullquote.cache.extract.metadata.page_metadata import PageMetadata, base_address, read_metadata
from pullquote.cache.extract.metadata.under_headline import dek_under_headline
from pullquote.cache.extract.reimport.html import read_html_export
from pullquote.cache.extract.site_rules import apply_rules

_SHORT = 60  # characters; where trafilatura finds nothing, such lines are what is left of the page around the text
_LITTLE = 30  # words; a page that leads on says so in fewer: "You are being redirected"
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
    unwrap_prose(root)
    base = base_address(root, url)
    metadata = read_metadata(root, url=url, base=base)
    next_page = take_pager(root, (url, metadata.canonical_url), base)
    ruled = apply_rules(root, rules, url=url or metadata.canonical_url, base=base)
    next_page = (ruled and ruled.next_page) or next_page
    if next_page:
        metadata = structs.replace(metadata, notice=SEVERAL_PAGES.format(next_page))
    metadata = ruled.override(metadata) if ruled else metadata
    drop_following_articles(root, metadata.title)
    drop_surroundings(root, text)
    walker = BlockWalker(base)
    main_text = MainText("")
    if ruled is not None and ruled.body is not None:
        body = _whole(ruled.body, walker, metadata)
    else:
        main_text = find_main_text(root)
        container = find_container(root, main_text)
        container, main_text = with_neighbours(container, main_text, dek=metadata.dek, byline=metadata.byline)
        raw_blocks = walker.walk(container)
        body = classify_blocks(raw_blocks, main_text, title=metadata.title, dek=metadata.dek, base=base)
        shown = body_text(body.blocks)
        fuller = find_fuller_reading(root, text, shown=shown, main_text=main_text, title=metadata.title)
        if fuller is not None:
            walker = BlockWalker(base)
            other = _whole(fuller.node, walker, metadata)
            body = other if len(body_text(other.blocks)) > len(shown) else body
            metadata = structs.replace(
                metadata,
                byline=metadata.byline or join_bylines(fuller.byline, outlet=metadata.outlet),
                published=metadata.published or parse_date(fuller.published),
                lead_image=metadata.lead_image or _picture(fuller.picture, base),
            )
    blocks, byline, published = trim_blocks(
        body.blocks, title=metadata.title, byline=metadata.byline, published=metadata.published
    )
    if metadata.lead_image:
        lead_image: Picture | None = with_caption(metadata.lead_image, root, base)
    else:
        lead_image = picture_under_headline(root, base)
        if any(isinstance(block, Image) and lead_image and block.url == lead_image.url for block in blocks):
            lead_image = None
    has_text = ruled is not None or not main_text.is_empty or any(len(block_text(block)) > _SHORT for block in blocks)
    is_shown = any(isinstance(block, Image) and block.caption for block in blocks)
    shown = body_text(blocks) if has_text else ""
    wall = None if is_shown and not shown else _find_wall(root, shown, text, metadata)
    says_little = wall or count_words(shown) < _LITTLE
    elsewhere = address_elsewhere(root, (url, clean_address(url)), base) if says_little else None
    if not blocks and not metadata.title and not elsewhere:
        raise ExtractError(f"This page holds no article. {wall}")
    dek, text_blocks = _take_dek(root, metadata, blocks, shown)
    return Document(
        url=clean_address(url),
        canonical_url=metadata.canonical_url,
        outlet=metadata.outlet,
        title=metadata.title,
        dek=dek,
        byline=byline,
        published=published,
        updated=metadata.updated,
        language=metadata.language,
        lead_image=lead_image,
        blocks=text_blocks,
        next=body.next,
        related=body.related,
        source=body.source,
        keywords=metadata.tags,
        facts={"Rating": metadata.rating, **body.facts} if metadata.rating else body.facts,
        hints=metadata.hints,
        next_page=next_page,
        elsewhere=elsewhere,
        notice=_CUT if walker.truncated or is_cut(text) else (ruled and ruled.notice) or wall or metadata.notice,
    )


def _picture(address: str | None, base: str | None) -> Picture | None:
    url = absolute_url(address, base)
    return Picture(url) if url else None


def _take_dek(
    root: Node, metadata: PageMetadata, blocks: tuple[Block, ...], words: str
) -> tuple[str | None, tuple[Block, ...]]:
    """Return the dek of a page, and its blocks without it.

    ``words`` are those of the text, empty where it has none. What the page shows under its headline and surely is a
    dek goes before the one it states; of what may as well begin the text only what the text does not have is one.
    """
    stated = None if repeats_opening(metadata.dek, blocks) else metadata.dek
    shown = dek_under_headline(root, metadata.title, surely=True)
    key = comparison_key(shown or "")
    first = next((place for place, block in enumerate(blocks) if isinstance(block, Paragraph | Heading)), None)
    if shown and first is not None and comparison_key(block_text(blocks[first])) == key:
        rest = (*blocks[:first], *blocks[first + 1 :])
        if count_words(body_text(rest)) >= _LITTLE:
            return shown, rest
    shown = shown or dek_under_headline(root, metadata.title)
    is_apart = bool(shown) and comparison_key(shown or "") not in comparison_key(words)
    return (stated or shown if is_apart else stated), blocks


def _find_wall(root: Node, shown: str, source: str, metadata: PageMetadata) -> str | None:
    """Return why a page shows no article, ``None`` if ``shown``, what was read of it, is one."""
    if shown:
        return wall_of(metadata.title or "", shown)
    for script in root.iter("script"):
        script.text = None
    words = f"{spaced_text_of(root)} {metadata.notice or ''}"
    return why_empty(words, has_scripts="<script" in source)


def _whole(element: Node, walker: BlockWalker, metadata: PageMetadata) -> ArticleBody:
    """Return an element of which all is article but what is boilerplate by its words or its box."""
    raw_blocks = walker.walk(element)
    main_text = WholeText("\n".join(raw.text for raw in raw_blocks))
    return classify_blocks(raw_blocks, main_text, title=metadata.title, dek=metadata.dek, base=walker.base)
