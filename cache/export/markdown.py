"""An article as Markdown (CommonMark 0.31) with YAML front matter."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from pullquote.cache.export.text import attribution, quoted
from pullquote.cache.model import (
    Article,
    Block,
    BlockQuote,
    Embed,
    Heading,
    Image,
    ListBlock,
    Paragraph,
    PullQuote,
    Rule,
    Span,
    Table,
)
from pullquote.cache.sanitize import clean_text

_SPECIAL = re.compile(r"([\\`*_\[\]<>|])")
_LEADING = re.compile(r"^(\s*)(#{1,6}(?=\s|$)|[-+](?=\s|$)|>|~~~|=+\s*$|-+\s*$|(\d{1,9})([.)])(?=\s|$))")
_MARKS = {"emphasis": "*", "cite": "*", "strong": "**"}


def article_markdown(article: Article) -> str:
    """Give the article as Markdown that ends in one line feed; its facts stand in the front matter."""
    parts = [_front_matter(article), f"# {escape(article.title)}"]
    if article.dek:
        parts.append(f"*{escape(article.dek)}*")
    for block in article.blocks:
        parts.extend(_block(block))
    for word, references in (("Next", article.next), ("Related", article.related)):
        parts.extend(
            f"{word}: {_link(escape(reference.title), reference.url) if reference.url else escape(reference.title)}"
            for reference in references
        )
    if article.source:
        parts.append(f"Source: {escape(article.source.name)}")
    return clean_text("\n\n".join(parts)) + "\n"


def escape(text: str) -> str:
    """Give ``text`` so that Markdown shows it as it is."""
    lines = []
    for line in _SPECIAL.sub(r"\\\1", text).split("\n"):
        if found := _LEADING.match(line):
            at = found.start(4) if found[4] else found.start(2)
            line = f"{line[:at]}\\{line[at:]}"
        lines.append(line)
    return "\n".join(lines)


def inline(text: str, spans: tuple[Span, ...]) -> str:
    """Give ``text`` with its spans as Markdown; spans that cross are closed where the inner one must end."""
    opened: dict[int, list[str]] = {}
    closed: dict[int, list[str]] = {}
    open_until: list[int] = []
    for span in sorted(spans, key=lambda s: (s.start, -s.end)):
        start, end = _trim(text, span.start, span.end)
        open_until = [limit for limit in open_until if limit > start]
        end = min([end, *open_until])
        if start >= end:
            continue
        open_until.append(end)
        before, after = ("[", f"](<{span.href}>)") if span.kind == "link" else (_MARKS.get(span.kind, ""),) * 2
        opened.setdefault(start, []).append(before)
        closed.setdefault(end, []).insert(0, after)
    out, last = "", 0
    for at in sorted({*opened, *closed, len(text)}):
        out += escape(text[last:at]) if last == 0 else _SPECIAL.sub(r"\\\1", text[last:at])
        out += "".join(closed.get(at, ())) + "".join(opened.get(at, ()))
        last = at
    return out.replace("\n", "\\\n")


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Keep white space outside a span: CommonMark does not open emphasis before a blank."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _front_matter(article: Article) -> str:
    """Give the facts as YAML whose values are JSON, which YAML 1.2 includes."""
    facts = {
        "title": article.title,
        "dek": article.dek,
        "url": article.url,
        "outlet": article.outlet,
        "byline": list(article.byline),
        "published": article.published.isoformat() if article.published else None,
        "updated": article.updated.isoformat() if article.updated else None,
        "language": article.language,
        "tags": list(article.tags),
        **({"facts": article.facts} if article.facts else {}),
    }
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in facts.items() if value]
    return "\n".join(["---", *lines, "---"])


def _block(block: Block) -> Iterator[str]:
    match block:
        case Heading():
            yield f"{'#' * block.level} {inline(block.text, block.spans)}"
        case Paragraph():
            yield inline(block.text, block.spans)
        case PullQuote():
            said = quoted(inline(block.text, block.spans))
            by = attribution(block.speaker, block.via)
            yield _indent(f"{said}\n\n— {escape(by)}" if by else said, "> ")
        case BlockQuote():
            yield _indent(inline(block.text, block.spans), "> ")
        case ListBlock():
            yield "\n".join(
                _hang(inline(item.text, item.spans), f"{number}. " if block.ordered else "- ")
                for number, item in enumerate(block.items, 1)
            )
        case Image():
            if block.url:
                title = f" {json.dumps(block.caption, ensure_ascii=False)}" if block.caption else ""
                yield f"![{escape(block.alt or block.caption or '')}](<{block.url}>{title})"
            elif block.alt or block.caption:
                yield f"*{escape(block.caption or block.alt or '')}*"
        case Embed():
            yield _link(escape(block.text or block.provider), block.url) if block.url else escape(block.text or "")
        case Table():
            yield _table(block)
        case Rule():
            yield "* * *"


def _link(words: str, address: str | None) -> str:
    return f"[{words}](<{address}>)"


def _indent(text: str, sign: str) -> str:
    return "\n".join((sign + line).rstrip() for line in text.split("\n"))


def _hang(text: str, sign: str) -> str:
    return sign + text.replace("\n", "\n" + " " * len(sign))


def _table(block: Table) -> str:
    width = max((len(row) for row in block.rows), default=0)
    rows = [
        "| " + " | ".join(escape(c).replace("\n", " ") for c in (*row, *[""] * (width - len(row)))) + " |"
        for row in block.rows
    ]
    return "\n".join([*rows[:1], "|" + " --- |" * width, *rows[1:]])
