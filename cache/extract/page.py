"""A page of HTML as a ``Document``: text, structure, facts about it, and what it points to."""

from __future__ import annotations

from pathlib import Path

from pullquote.cache.core.article import Document
from pullquote.cache.core.errors import ExtractError
from pullquote.cache.core.sanitize import clean_address
from pullquote.cache.extract import site_rules
from pullquote.cache.extract.html import classify, main_text, trim
from pullquote.cache.extract.html.blocks import Flow
from pullquote.cache.extract.html.tree import decode, is_cut, parse
from pullquote.cache.extract.metadata import page_metadata
from pullquote.cache.extract.reimport import html as own_html

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
    if (article := own_html.read(root)) is not None:
        return article
    base = page_metadata.base_address(root, url)
    facts = page_metadata.read(root, url=url, base=base)
    own = site_rules.apply(root, rules, url=url or facts.canonical_url, base=base)
    facts = own.improve(facts) if own else facts
    flow = Flow(base)
    if own is not None and own.body is not None:
        pieces = flow.walk(own.body)
        taken = main_text.Taken("\n".join(piece.text for piece in pieces))
    else:
        taken = main_text.take(root)
        pieces = flow.walk(main_text.container(root, taken))
    body = classify.judge(pieces, taken, title=facts.title, dek=facts.dek, base=base)
    blocks, byline = trim.trim(body.blocks, byline=facts.byline, published=facts.published)
    if not blocks and not facts.title:
        raise ExtractError("This page holds no article: no text was found in it.")
    return Document(
        url=clean_address(url),
        canonical_url=facts.canonical_url,
        outlet=facts.outlet,
        title=facts.title,
        dek=None if trim.is_told(facts.dek, blocks) else facts.dek,
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
        facts={"Rating": facts.rating, **body.facts} if facts.rating else body.facts,
        hints=facts.hints,
        notice=_CUT if flow.cut or is_cut(text) else facts.notice,
    )
