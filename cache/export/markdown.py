"""An article as Markdown (CommonMark 0.31) with YAML front matter."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any, cast

import msgspec
from msgspec.structs import replace

from pullquote.cache.core.article import (
    DEK_BLOCK,
    SCHEMA,
    TITLE_BLOCK,
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
    SpanKind,
    Table,
    Veiled,
    document_of,
)
from pullquote.cache.core.clippings import Place
from pullquote.cache.core.sanitize import clean_text
from pullquote.cache.export.attribution import attribution_of, quoted
from pullquote.cache.export.enclosures import facts_of as enclosure_facts

_UNESCAPED_HASH = re.compile(r"(?<!\\)((?:\\\\)*)#$")
_SPECIAL = re.compile(r"([\\`*_\[\]<>|]|&(?=#?\w+;))")
_LEADING = re.compile(r"^(\s*)(#{1,6}(?=\s|$)|[-+](?=\s|$)|>|~~~|=+\s*$|-+\s*$|(\d{1,9})([.)])(?=\s|$))")
_LABEL = re.compile(r"^(Next|Related|Source|Enclosed):")
_MARK = cast("SpanKind", "mark")  # of this module alone: no text of an article has it
_MARKS = {"emphasis": "*", "strong": "**", "mark": "=="}
_NO_HEAD = "<!-- table without a head -->"
_APART = "<!-- -->"  # an empty comment keeps two lists, or two runs of emphasis, apart


def article_markdown(article: Article, marks: Sequence[Place] = ()) -> str:
    """Return the article as Markdown that ends in one line feed; its facts stand in the front matter.

    ``marks`` are passages that are set between ``==``, as Obsidian and others read it.
    """
    marks = _joined(marks)
    title = _marked_text(article.title, TITLE_BLOCK, marks)
    return clean_text("\n\n".join((_front_matter(article), f"# {title}", *_parts(article, marks)))) + "\n"


def part_markdown(article: Article, head: str) -> str:
    """Return the article as a part of a longer text: no front matter, its headings a level down.

    ``head`` are the lines below its headline, as Markdown.
    """
    blocks = tuple(
        replace(block, level=min(block.level + 1, 6)) if isinstance(block, Heading) else block
        for block in article.blocks
    )
    parts = (f"## {escape(article.title)}", head, *_parts(replace(article, blocks=blocks), ()))
    return clean_text("\n\n".join(filter(None, parts))) + "\n"


def _parts(article: Article, marks: Sequence[Place]) -> Iterator[str]:
    """Yield what stands below the headline of an article, with its ``marks``."""
    if article.dek:
        yield f"*{_marked_text(article.dek, DEK_BLOCK, marks)}*"
    for place, block in enumerate(article.blocks):
        ranges = [(mark.start, mark.stop) for mark in marks if mark.block == place]
        block = _marked(block, ranges) if ranges else block
        if isinstance(block, ListBlock) and place and isinstance(article.blocks[place - 1], ListBlock):
            yield _APART
        yield from _block(block, ranges)
    for file in article.enclosures:
        yield f"Enclosed: {link(', '.join(enclosure_facts(file)), file.url)}"
    for word, references in (("Next", article.next), ("Related", article.related)):
        for reference in references:
            yield f"{word}: {link(reference.title, reference.url)}"
    if article.source:
        yield f"Source: {escape(article.source.name)}"


def _joined(marks: Iterable[Place]) -> list[Place]:
    """Return passages in order, those that overlap or meet as one."""
    joined: list[Place] = []
    for mark in sorted(marks, key=lambda mark: (mark.block, mark.start)):
        last = joined[-1] if joined else None
        if last and last.block == mark.block and mark.start <= last.stop:
            joined[-1] = Place(last.block, last.start, max(last.stop, mark.stop))
        else:
            joined.append(mark)
    return joined


def _marked_text(text: str, block: int, marks: Sequence[Place]) -> str:
    spans = (Span(mark.start, mark.stop, _MARK) for mark in marks if mark.block == block)
    return inline(text, tuple(spans)).replace("\\\n", " ") if marks else escape(text)


def _marked(block: Block, ranges: Sequence[tuple[int, int]]) -> Block:
    """Return a block with spans for the passages that are marked in its text (``block_text``)."""
    match block:
        case Heading() | Paragraph() | PullQuote() | BlockQuote():
            return replace(block, spans=_with_marks(block.spans, ranges))
        case ListBlock():
            items, at = [], 0
            for item in block.items:
                length = len(item.text)
                within = [
                    (max(start, at) - at, min(stop, at + length) - at)
                    for start, stop in ranges
                    if start < at + length and at < stop
                ]
                items.append(replace(item, spans=_with_marks(item.spans, within)))
                at += length + 1
            return replace(block, items=tuple(items))
    return block


def _with_marks(spans: tuple[Span, ...], ranges: Iterable[tuple[int, int]]) -> tuple[Span, ...]:
    """Return spans with those of marks, which are parted where they would cross another."""
    marks = []
    for start, stop in ranges:
        borders = {
            at
            for span in spans
            for at in (span.start, span.end)
            if start < at < stop and not start <= span.start < span.end <= stop
        }
        marks += [Span(*part, _MARK) for part in pairwise([start, *sorted(borders), stop])]
    return (*marks, *spans)


def escape(text: str) -> str:
    """Return ``text`` escaped, so that Markdown shows it as it is."""
    return _lead(_SPECIAL.sub(r"\\\1", text))


def _lead(text: str) -> str:
    """Escape what would begin a heading, a list or a quotation at the start of a line."""
    lines = []
    for line in text.split("\n"):
        if found := _LEADING.match(line):
            at = found.start(4) if found[4] else found.start(2)
            line = f"{line[:at]}\\{line[at:]}"
        lines.append(line)
    return "\n".join(lines)


def inline(text: str, spans: tuple[Span, ...]) -> str:
    """Return ``text`` with its spans as Markdown; spans that cross are closed where the inner one must end.

    Emphasis is written with stars and the title of a work (``cite``) with underscores, or as HTML
    where CommonMark reads no underscores: inside a word.
    """
    opened: dict[int, list[str]] = {}
    closed: dict[int, list[str]] = {}
    open_until: list[int] = []
    code: list[tuple[int, int]] = []
    for span in sorted(spans, key=lambda s: (s.start, -s.end)):
        start, end = _trim(text, span.start, span.end)
        open_until = [limit for limit in open_until if limit > start]
        end = min([end, *open_until])
        if start >= end or any(start < b and a < end for a, b in code):
            continue
        if span.kind == "code" and any(start < at < end for at in (*opened, *closed)):
            continue
        open_until.append(end)
        if span.kind == "code":
            code.append((start, end))
            continue
        before, after = _signs(text, span, start, end)
        opened.setdefault(start, []).append(before)
        closed.setdefault(end, []).insert(0, after)
    out, last = "", 0
    borders = {*opened, *closed, len(text), *(at for run in code for at in run)}
    for at in sorted(borders):
        out += _fenced(text[last:at]) if (last, at) in code else _SPECIAL.sub(r"\\\1", text[last:at])
        ends, begins = "".join(closed.get(at, ())), "".join(opened.get(at, ()))
        out += ends + (_APART if ends[-1:] and ends[-1:] == begins[:1] else "") + begins
        last = at
    return _lead(out).replace("\n", "\\\n")


def _signs(text: str, span: Span, start: int, end: int) -> tuple[str, str]:
    """Return what stands before and after a span."""
    if span.kind == "link":
        return "[", f"](<{span.href}>)"
    if span.kind == "cite":
        inside_word = text[:start][-1:].isalnum() or text[end : end + 1].isalnum()
        return ("<cite>", "</cite>") if inside_word else ("_", "_")
    mark = _MARKS[span.kind]
    return mark, mark


def _fenced(code: str) -> str:
    """Return a run of code between more backticks than it holds in a row."""
    fence = "`" * (max((len(run) for run in re.findall(r"`+", code)), default=0) + 1)
    pad = " " if code[:1] == "`" or code[-1:] == "`" else ""
    return f"{fence}{pad}{code}{pad}{fence}"


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Keep white space outside a span: CommonMark does not open emphasis before a blank."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _front_matter(article: Article) -> str:
    """Return the facts as YAML whose values are JSON, which YAML 1.2 includes."""
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in facts_of(article).items()]
    return "\n".join(["---", *lines, "---"])


def _block(block: Block, ranges: Sequence[tuple[int, int]]) -> Iterator[str]:
    """Yield a block; ``ranges`` of its text are marked where it has no spans that say so."""
    match block:
        case Heading():
            # A sign at the end would be read as the closing sequence of the heading (CommonMark 4.2).
            words = _UNESCAPED_HASH.sub(r"\1\\#", inline(block.text, block.spans))
            yield f"{'#' * block.level} {words}"
        case Paragraph():
            yield _LABEL.sub(r"\1\\:", inline(block.text, block.spans))
        case PullQuote():
            yield _pull_quote(block)
        case BlockQuote():
            notes = ["quotation"] if quoted(block.text) == block.text or block.signature else []
            yield _quotation(inline(block.text, block.spans), block, notes)
        case ListBlock():
            yield _list(block)
        case Image():
            caption = _between(block.caption, ranges) if block.caption else ""
            alt = escape(block.alt or "") if caption else _with_signs(block.alt or "", ranges)
            title = f' "{_quotable(caption)}"' if caption else ""
            credit = f"\\\nCredit: {escape(block.credit)}" if block.credit else ""
            if block.url or block.alt or block.caption or block.credit:
                yield f"![{alt}](<{block.url or ''}>{title}){credit}"
        case Embed():
            words = _with_signs(block.text, ranges) if block.text else escape(block.provider)
            words = words.replace("\\\n", "\n").replace("\n", "\\\n")
            yield f"<!-- embed: {block.provider} -->\n{_link(words, block.url) if block.url else words}"
        case Table():
            yield _table(block, ranges)
        case Rule():
            yield "* * *"
        case Veiled():
            if block.text:
                yield f"*{escape(block.text)}*"


def _list(block: ListBlock) -> str:
    """Return a list; what stands within an entry is indented as far as its words (CommonMark 0.31, section 5.2)."""
    lines: list[str] = []
    around: list[tuple[int, int]] = []  # the level of each entry that the next may stand in, and where its words begin
    for number, item in zip(block.numbers, block.items, strict=True):
        while around and around[-1][0] >= item.level:
            around.pop()
        sign = " " * (around[-1][1] if around else 0) + ("- " if number is None else f"{number}. ")
        lines.append(_hang(inline(item.text, item.spans), sign))
        around.append((item.level, len(sign)))
    return "\n".join(lines)


def _pull_quote(block: PullQuote) -> str:
    """Return a pull quote in quotation marks; a comment says what the words alone cannot tell."""
    said = inline(block.text, block.spans)
    own = quoted(block.text) == block.text
    notes = [word for word, told in (("own marks", own), ("repeats", block.repeats)) if told]
    if notes or block.signature:
        notes = [f"pull quote: {', '.join(notes)}".rstrip(": ")]
    return _quotation(said if own else f"“{said}”", block, notes)


def _quotation(text: str, block: PullQuote | BlockQuote, notes: list[str]) -> str:
    """Return a quotation with whose it is below it, and before it a comment if ``notes`` has any."""
    if block.signature:
        notes.append(f"signed {_comment({'speaker': block.speaker, 'via': block.via})}")
    by = attribution_of(block)
    note = f"<!-- {', '.join(notes)} -->\n" if notes else ""
    return note + _indent(f"{text}\n\n— {escape(by)}" if by else text, "> ")


def _comment(facts: dict[str, str | None]) -> str:
    """Return facts as JSON that ends no comment."""
    known = {key: value for key, value in facts.items() if value}
    return json.dumps(known, ensure_ascii=False).replace(">", "\\u003e").replace("--", "-\\u002d")


def _quotable(text: str) -> str:
    """Return ``text`` as the title of a picture: between quotation marks (CommonMark 0.31, 6.3)."""
    return _SPECIAL.sub(r"\\\1", text.replace("\n", " ")).replace('"', '\\"')


def link(words: str, address: str | None) -> str:
    """Return words that lead to an address, escaped; the words alone where there is none."""
    return _link(escape(words), address) if address else escape(words)


def _link(words: str, address: str | None) -> str:
    return f"[{words}](<{address}>)"


def _indent(text: str, sign: str) -> str:
    return "\n".join((sign + line).rstrip() for line in text.split("\n"))


def _hang(text: str, sign: str) -> str:
    return sign + text.replace("\n", "\n" + " " * len(sign))


def _with_signs(text: str, ranges: Sequence[tuple[int, int]]) -> str:
    """Return text as Markdown with marks on its ranges."""
    return inline(text, tuple(Span(*part, _MARK) for part in ranges)) if ranges else escape(text)


def _in_line(text: str) -> str:
    return text.replace("\\\n", " ").replace("\n", " ")


def _between(text: str, ranges: Iterable[tuple[int, int]]) -> str:
    """Return plain text with signs around its ranges, for a place that holds no markup."""
    sign = _MARKS["mark"]
    for start, stop in sorted(ranges, reverse=True):
        text = f"{text[:start]}{sign}{text[start:stop]}{sign}{text[stop:]}"
    return text


def _cells(block: Table, ranges: Sequence[tuple[int, int]]) -> Iterator[list[str]]:
    """Yield the rows of a table as Markdown; ``ranges`` are of its text, in which a sign parts any two cells."""
    at = 0
    for row in block.rows:
        cells = []
        for cell in row:
            end = at + len(cell)
            cells.append(
                _with_signs(cell, [(max(a, at) - at, min(b, end) - at) for a, b in ranges if a < end and at < b])
            )
            at = end + 1
        yield cells
        at += not row  # an empty row has its line feed, and no cell


def _table(block: Table, ranges: Sequence[tuple[int, int]]) -> str:
    """Return a table (GitHub Flavored Markdown, "Tables"), which must have a head: without one, it is left empty."""
    width = max((len(row) for row in block.rows), default=0)
    head, note = ([], "") if block.head else ([[""] * width], f"{_NO_HEAD}\n")
    rows = [
        "| " + " | ".join((*map(_in_line, row), *[""] * (width - len(row)))) + " |"
        for row in (*head, *_cells(block, ranges))
    ]
    return note + "\n".join([*rows[:1], "|" + " --- |" * width, *rows[1:]])


_FIRST = ("title", "dek", "url", "outlet", "byline", "published", "updated", "language", "keywords", "tags", "facts")


def facts_of(article: Article) -> dict[str, Any]:
    """Return the known metadata of an article as JSON values, without its blocks; ``schema`` is the last key.

    What a reader looks for first comes first. An export with these facts can be read back.
    """
    known = msgspec.to_builtins(document_of(article)) | {"tags": list(article.tags)}
    if article.veiled:  # the address often repeats the headline
        known |= {"url": None, "canonical_url": None}
    del known["blocks"]
    order = (*_FIRST, *(name for name in known if name not in _FIRST))
    # Tags without keywords would be read back as an older export, in which the outlet's keywords were called tags.
    stated = {name for name, value in known.items() if value} | ({"keywords"} if article.tags else set())
    return {name: _bare(known[name]) for name in order if name in stated} | {"schema": SCHEMA}


def _bare(value: Any) -> Any:
    """Return a value without keys whose value is ``None``, at any depth."""
    if isinstance(value, dict):
        return {key: _bare(inner) for key, inner in value.items() if inner is not None}
    return [_bare(inner) for inner in value] if isinstance(value, list) else value
