"""A page of HTML as a ``Document``: text, structure, facts about it, and what it points to."""

from __future__ import annotations

from pullquote.cache.errors import ExtractError
from pullquote.cache.extract import edges, judge, metadata, which
from pullquote.cache.extract.decode import decode
from pullquote.cache.extract.flow import Flow
from pullquote.cache.extract.tree import parse
from pullquote.cache.model import Document
from pullquote.cache.sanitize import clean_address

_CUT = "This page is extraordinarily long; only its first part is shown."


def read_page(html: bytes | str, *, url: str | None = None, content_type: str | None = None) -> Document:
    """Give the article of an HTML page.

    ``url`` is where the page came from: relative addresses are resolved against it. ``content_type`` is
    the header's value, whose charset wins over the page's own.

    Raises:
        ExtractError: the page is empty, too large, or holds no text at all.

    """
    text = decode(html, content_type) if isinstance(html, bytes) else html
    if not text.strip():
        raise ExtractError("This page is empty.")
    root = parse(text)
    base = metadata.base_address(root, url)
    facts = metadata.read(root, url=url, base=base)
    taken = which.take(root)
    holder = which.container(root, taken)
    flow = Flow(base)
    pieces = flow.walk(holder)
    body = judge.judge(pieces, taken, title=facts.title, dek=facts.dek, base=base)
    blocks, byline = edges.trim(body.blocks, byline=facts.byline, published=facts.published)
    if not blocks and not facts.title:
        raise ExtractError("This page holds no article: no text was found in it.")
    return Document(
        url=clean_address(url),
        canonical_url=facts.canonical_url,
        outlet=facts.outlet,
        title=facts.title,
        dek=None if edges.is_told(facts.dek, blocks) else facts.dek,
        byline=byline,
        published=facts.published,
        updated=facts.updated,
        language=facts.language,
        lead_image=facts.lead_image,
        blocks=blocks,
        next=body.next,
        related=body.related,
        source=body.source,
        tags=facts.tags,
        facts=body.facts,
        hints=facts.hints,
        notice=_CUT if flow.cut else facts.notice,
    )
