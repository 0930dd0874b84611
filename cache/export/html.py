"""An article as one clean HTML file that is also well-formed XML, so that an EPUB can hold it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from html import escape

from pullquote.cache.core.article import (
    Article,
    Block,
    BlockQuote,
    Embed,
    Heading,
    Image,
    ListBlock,
    Paragraph,
    Picture,
    PullQuote,
    Rule,
    Span,
    Table,
    Veiled,
)
from pullquote.cache.core.sanitize import clean_text
from pullquote.cache.export.attribution import attribution_of, quoted
from pullquote.cache.export.enclosures import facts_of as enclosure_facts
from pullquote.cache.export.markdown import facts_of
from pullquote.cache.export.text import byline

_TAGS = {"emphasis": "em", "strong": "strong", "cite": "cite", "code": "code"}
_STYLE = (
    "body{max-width:38em;margin:2em auto;padding:0 1em;font:1.1em/1.6 Georgia,serif}"
    "figure{margin:1.5em 0}img{max-width:100%}figcaption,.byline,footer{font-size:.85em;color:#555}"
    ".pullquote{margin:1.5em 0;padding-left:1em;border-left:4px solid #a33;font-size:1.25em}"
    ".pullquote footer{font-size:.7em}table{border-collapse:collapse}td,th{border:1px solid #ccc;padding:.2em .5em}"
)
PictureAddress = Callable[[str], str | None]


def article_html(article: Article) -> str:
    """Return the article as a whole HTML page that ends in one line feed.

    A data block in its head holds the metadata as JSON, so that an export can be read back.
    """
    language = f' lang="{escape(article.language)}"' if article.language else ""
    canonical = f'<link rel="canonical" href="{escape(article.url)}" />\n' if article.url and not article.veiled else ""
    author = "".join(f'<meta name="author" content="{escape(name)}" />\n' for name in article.byline)
    when = (
        f'<meta property="article:published_time" content="{article.published.isoformat()}" />\n'
        if article.published
        else ""
    )
    site = f'<meta property="og:site_name" content="{escape(article.outlet)}" />\n' if article.outlet else ""
    words = ", ".join(dict.fromkeys((*article.tags, *article.keywords)))
    keywords = f'<meta name="keywords" content="{escape(words)}" />\n' if words else ""
    return clean_text(
        f'<!DOCTYPE html>\n<html{language}>\n<head>\n<meta charset="utf-8" />\n<title>{escape(article.title)}</title>\n'
        f"{author}{when}{site}{keywords}{canonical}{_data(article)}<style>{_STYLE}</style>\n</head>\n<body>\n{article_body(article)}</body>\n</html>\n"
    )


def _data(article: Article) -> str:
    """Return the metadata as a data block (HTML, "the script element"), safe as HTML and as XML."""
    text = json.dumps(facts_of(article), ensure_ascii=False)
    for sign in "<>&":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return f'<script type="application/json" id="pullquote">{text}</script>\n'


def article_body(article: Article, picture: PictureAddress = lambda address: address) -> str:
    """Return the article as an ``<article>`` of well-formed XHTML.

    ``picture`` turns the address of a picture into the one to write, or into ``None`` to leave it out.
    """
    parts = [f"<h1>{escape(article.title)}</h1>"]
    if article.dek:
        parts.append(f'<p class="dek">{escape(article.dek)}</p>')
    if line := byline(article):
        parts.append(f'<p class="byline">{escape(line)}</p>')
    if article.tags:
        parts.append(f'<p class="tags">Tags: {escape(", ".join(article.tags))}</p>')
    if article.lead_image and not any(isinstance(block, Image) for block in article.blocks):
        parts.extend(_figure(article.lead_image, picture, kind="lead"))
    for block in article.blocks:
        parts.extend(_block(block, picture))
    for file in article.enclosures:
        words = escape(", ".join(enclosure_facts(file)))
        parts.append(f'<p class="enclosure">Enclosed: <a href="{escape(file.url)}">{words}</a></p>')
    for word, references in (("Next", article.next), ("Related", article.related)):
        for reference in references:
            title = escape(reference.title)
            linked = f'<a href="{escape(reference.url)}">{title}</a>' if reference.url else title
            parts.append(f'<p class="{word.lower()}">{word}: {linked}</p>')
    if article.source:
        parts.append(f'<p class="source">Source: {escape(article.source.name)}</p>')
    return clean_text("<article>\n" + "\n".join(parts) + "\n</article>\n")


def inline(text: str, spans: tuple[Span, ...]) -> str:
    """Return ``text`` with its spans as elements; a span that crosses another ends where the outer one does."""
    opening: dict[int, list[str]] = {}
    closing: dict[int, list[str]] = {}
    limits: list[int] = []
    for span in sorted(spans, key=lambda s: (s.start, -s.end)):
        limits = [limit for limit in limits if limit > span.start]
        end = min([span.end, len(text), *limits])
        if span.start >= end:
            continue
        limits.append(end)
        tag = _TAGS.get(span.kind)
        opening.setdefault(span.start, []).append(f"<{tag}>" if tag else f'<a href="{escape(span.href or "")}">')
        closing.setdefault(end, []).insert(0, f"</{tag}>" if tag else "</a>")
    out, last = "", 0
    for at in sorted({*opening, *closing, len(text)}):
        out += escape(text[last:at], quote=False)
        out += "".join(closing.get(at, ())) + "".join(opening.get(at, ()))
        last = at
    return out.replace("\n", "<br />\n")


def _block(block: Block, picture: PictureAddress) -> Iterator[str]:
    match block:
        case Heading():
            yield f"<h{block.level}>{inline(block.text, block.spans)}</h{block.level}>"
        case Paragraph():
            yield f"<p>{inline(block.text, block.spans)}</p>"
        case PullQuote():
            footer = _signature(block)
            said = inline(block.text, block.spans)
            own = ' data-marks="own"' if quoted(block.text) == block.text else ""
            said = said if own else f"“{said}”"
            kind = "pullquote repeats" if block.repeats else "pullquote"
            yield f'<blockquote class="{kind}"{own}><p>{said}</p>{footer}</blockquote>'
        case BlockQuote():
            yield f"<blockquote><p>{inline(block.text, block.spans)}</p>{_signature(block)}</blockquote>"
        case ListBlock():
            yield _list(block)
        case Image():
            yield from _figure(block, picture)
        case Embed():
            words = escape(block.text or block.provider).replace("\n", "<br />\n")
            said = f'<a href="{escape(block.url)}">{words}</a>' if block.url else f"<p>{words}</p>"
            yield f'<figure class="embed" data-provider="{escape(block.provider)}">{said}</figure>'
        case Table():
            rows = (
                "".join(f"<{tag}>{escape(cell)}</{tag}>" for cell in row)
                for number, row in enumerate(block.rows)
                for tag in ["th" if block.head and not number else "td"]
            )
            yield f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"
        case Rule():
            yield "<hr />"
        case Veiled():
            if block.text:
                yield f'<p class="veiled"><em>{escape(block.text)}</em></p>'


def _signature(block: PullQuote | BlockQuote) -> str:
    """Return the footer of a quotation; the page's own signature says apart whom and which outlet it names."""
    by = attribution_of(block)
    named = ""
    if block.signature:
        known = (("speaker", block.speaker), ("via", block.via))
        named = ' class="signature"' + "".join(f' data-{name}="{escape(value)}"' for name, value in known if value)
    return f"<footer{named}>— {escape(by)}</footer>" if by else ""


def _list(block: ListBlock) -> str:
    """Return a list, with the lists within its entries."""
    parts: list[str] = []
    around: list[tuple[int, str]] = []  # the levels and tags of the lists that are open
    for number, item in zip(block.numbers, block.items, strict=True):
        tag = "ul" if number is None else "ol"
        while around and (around[-1][0] > item.level or (around[-1][0] == item.level and around[-1][1] != tag)):
            parts.append(f"</li></{around.pop()[1]}>")
        if around and around[-1][0] == item.level:
            parts.append("</li>")
        else:
            parts.append(f"<{tag}>")
            around.append((item.level, tag))
        value = "" if item.number is None else f' value="{item.number}"'
        parts.append(f"<li{value}>{inline(item.text, item.spans)}")
    parts.extend(f"</li></{tag}>" for _, tag in reversed(around))
    return "".join(parts)


def _figure(image: Image | Picture, picture: PictureAddress, kind: str = "") -> Iterator[str]:
    address = picture(image.url) if image.url else None
    shown = f'<img src="{escape(address)}" alt="{escape(image.alt or "")}" />' if address else ""
    caption = image.caption or ("" if shown else image.alt)
    credit = f'<span class="credit">{escape(image.credit)}</span>' if image.credit else ""
    words = " ".join(part for part in (escape(caption) if caption else "", credit) if part)
    said = f"<figcaption>{words}</figcaption>" if words else ""
    named = f' class="{kind}"' if kind else ""
    unseen = f' data-alt="{escape(image.alt)}"' if image.alt and not image.url else ""
    if shown or said:
        yield f"<figure{named}{unseen}>{shown}{said}</figure>"
