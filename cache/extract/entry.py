"""A feed entry as a ``Document``: the publisher's own HTML and the feed's own facts."""

from __future__ import annotations

from pullquote.cache.core.article import Document, Hint, Image, Paragraph, Picture, body_text
from pullquote.cache.core.feed import Entry
from pullquote.cache.core.sanitize import clean_address, clean_line, clean_name
from pullquote.cache.extract.html import classify
from pullquote.cache.extract.html.blocks import Flow
from pullquote.cache.extract.html.inline import plain
from pullquote.cache.extract.html.main_text import All
from pullquote.cache.extract.html.tree import parse, text_of

_DEK = 400


def read_entry(entry: Entry, *, outlet: str | None) -> Document:
    """Return the article as the feed tells it; without content, the summary is the text.

    ``outlet`` is the feed's title. Never fails: an entry without any text is a headline.
    """
    title = clean_line(entry.title) or None
    source = entry.content or entry.summary
    base = clean_address(entry.content_base) or clean_address(entry.link)
    body = _body(source, base, title)
    text = body_text(body.blocks)
    dek = _summary(entry.summary) if entry.content else None
    if dek and (dek in text or text.startswith(dek.rstrip("… .[]")[:80])):
        dek = None
    picture = clean_address(entry.image)
    if picture is None:
        picture = next(
            (url for e in entry.enclosures if (e.type or "").startswith("image/") and (url := clean_address(e.url))),
            None,
        )
    lead = next((block for block in body.blocks if isinstance(block, Image)), None)
    return Document(
        url=clean_address(entry.link),
        outlet=clean_name(outlet or "") or None,
        title=title,
        dek=dek,
        byline=tuple(name for raw in entry.authors if (name := clean_name(raw))),
        published=entry.published,
        updated=entry.updated,
        language=entry.language,
        lead_image=Picture(picture)
        if picture
        else Picture(lead.url, lead.alt, lead.caption, lead.credit)
        if lead
        else None,
        blocks=body.blocks,
        next=body.next,
        related=body.related,
        source=body.source,
        tags=tuple(dict.fromkeys(name for raw in entry.categories if (name := clean_name(raw)))),
        facts=body.facts,
        hints=tuple(Hint(name, None, "tag") for raw in entry.categories if (name := clean_name(raw))),
    )


def _body(source: str, base: str | None, title: str | None) -> classify.Body:
    if not source.strip():
        return classify.Body()
    if "<" not in source and "&" not in source:
        paragraphs = (plain(part) for part in source.replace("\r\n", "\n").split("\n\n"))
        return classify.Body(blocks=tuple(Paragraph(rich.text, rich.spans) for rich in paragraphs if rich.text))
    root = parse(f"<html><body><article>{source}</article></body></html>")
    holder = root.find(".//article")
    holder = holder if holder is not None else root
    pieces = Flow(base).walk(holder)
    return classify.judge(pieces, All("\n".join(piece.text for piece in pieces)), title=title, dek=None, base=base)


def _summary(summary: str) -> str | None:
    if not summary.strip():
        return None
    text = (
        text_of(parse(f"<html><body><p>{summary}</p></body></html>")) if "<" in summary or "&" in summary else summary
    )
    return clean_line(text, _DEK) or None
