"""The Markdown that Pullquote exports, read back: front matter of JSON values, then one block after another.

The inline grammar is the part of CommonMark 0.31 that ``export`` writes: each sign that is text is
escaped, so each that is not opens or closes something.
"""

from __future__ import annotations

import json
import re
from html import unescape
from typing import Any

from pullquote.cache.core.article import (
    Block,
    BlockQuote,
    Document,
    Embed,
    Heading,
    Image,
    Item,
    ListBlock,
    Paragraph,
    PullQuote,
    Rule,
    SpanKind,
    Table,
)
from pullquote.cache.core.sanitize import clean_address
from pullquote.cache.extract.html.inline import Rich, cut, finish
from pullquote.cache.extract.reimport.json import facts_document

_FRONT = re.compile(r"\ufeff?---\n(?P<facts>.*?)\n---(?:\n|$)", re.S)
_FACT = re.compile(r"(?P<key>[a-z_]+): (?P<value>.+)")
_COMMENT = re.compile(r"<!--(?P<words>.*?)-->\n?", re.S)
_FENCED = re.compile(r"(?P<fence>`+)(?P<code>.+?)(?<!`)(?P=fence)(?!`)", re.S)
_CITE = re.compile(r"</?cite>")
_TARGET = re.compile(r"\]\(<(?P<href>[^<>\n]*)>\)")
_IMAGE = re.compile(
    r"!\[(?P<alt>(?:\\.|[^\]\\])*)\]\(<(?P<url>[^<>\n]*)>(?: \"(?P<title>(?:\\.|[^\"\\])*)\")?\)"
    r"(?:\\\nCredit: (?P<credit>.*))?$",
    re.S,
)
_ITEM = re.compile(r"(?:-|(?P<number>\d{1,9})\.) ")
_FRAME = re.compile(r"(?:Next|Related|Source): ")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_ENTITY = re.compile(r"&#?\w+;")
_BY = re.compile(r"(?:(?P<speaker>.+?), )?(?:to|via) (?P<via>.+)", re.S)


def read(text: str) -> Document | None:
    """Return the article of an exported Markdown file, ``None`` for any other text."""
    text = text.replace("\r\n", "\n")
    front = _FRONT.match(text)
    facts = _facts(front["facts"]) if front else {}
    if front is None or facts.get("schema") != 1:
        return None
    chunks = [chunk for chunk in re.split(r"\n{2,}", text[front.end() :].strip("\n")) if chunk.strip()]
    if chunks and chunks[0].startswith("# "):
        facts.setdefault("title", inline(chunks.pop(0)[2:]).text)
        chunks = chunks[1:] if chunks and facts.get("dek") and inline(chunks[0]).text == facts["dek"] else chunks
    while chunks and _FRAME.match(chunks[-1]):
        chunks.pop()
    return facts_document(facts, tuple(block for chunk in chunks if (block := _block(chunk)) is not None))


def _facts(front: str) -> dict[str, Any]:
    """Return the facts of a front matter; a value that is no JSON is taken as the text it is."""
    facts: dict[str, Any] = {}
    for line in front.split("\n"):
        if match := _FACT.fullmatch(line.rstrip()):
            try:
                facts[match["key"]] = json.loads(match["value"])
            except (ValueError, RecursionError):
                facts[match["key"]] = match["value"].strip("'\"")
    return facts


def _block(chunk: str) -> Block | None:
    note = ""
    if comment := _COMMENT.match(chunk):
        note, chunk = comment["words"].strip(), chunk[comment.end() :]
    if not chunk.strip():
        return None
    if note.startswith("embed:"):
        return _embed(note.removeprefix("embed:").strip(), chunk)
    if heading := re.match(r"(#{1,6}) (?=\S)", chunk):
        rich = inline(chunk[heading.end() :])
        return Heading(rich.text, len(heading[1]), rich.spans)
    if chunk.strip() == "* * *":
        return Rule()
    if chunk.startswith(">"):
        return _quotation(chunk, note)
    if image := _IMAGE.match(chunk):
        words = (_plain(image[name] or "") or None for name in ("alt", "title", "credit"))
        return Image(clean_address(image["url"]), *words)
    if re.fullmatch(r"\|.*\|", chunk.split("\n")[0]) and "\n|" in chunk:
        return _table(chunk)
    if _ITEM.match(chunk):
        return _list(chunk)
    rich = inline(chunk)
    return Paragraph(rich.text, rich.spans) if rich.text else None


def _embed(provider: str, chunk: str) -> Embed:
    rich = inline(chunk)
    url = next((span.href for span in rich.spans if span.kind == "link"), None)
    return Embed(provider, url, rich.text if rich.text != provider else None)


def _quotation(chunk: str, note: str) -> Block:
    """Return a quotation; one in quotation marks is a pull quote unless a comment says otherwise."""
    inner = "\n".join(re.sub(r"^> ?", "", line) for line in chunk.split("\n"))
    said, _, by = inner.partition("\n\n")
    rich = inline(said)
    marked = rich.text[:1] in "“\"‘«„'" and rich.text[-1:] in "”\"’»“'"
    if note == "quotation" or not (marked or by.startswith("— ")):
        rich = inline(inner.replace("\n\n", "\\\n\\\n"))
        return BlockQuote(rich.text, rich.spans)
    if "own marks" not in note:
        rich = without_marks(rich)
    speaker, via = attributed(inline(by.removeprefix("— ")).text)
    return PullQuote(rich.text, rich.spans, speaker, via, "repeats" in note)


def without_marks(rich: Rich) -> Rich:
    """Return a text without the quotation marks an export put around it."""
    return cut(rich, 1, len(rich.text) - 1) if rich.text[:1] == "“" and rich.text[-1:] == "”" else rich


def attributed(by: str) -> tuple[str | None, str | None]:
    """Return speaker and outlet of "Speaker, to Outlet" (or "via"), as far as they are named."""
    match = _BY.fullmatch(by)
    return (match["speaker"], match["via"]) if match else (by or None, None)


def _table(chunk: str) -> Table:
    lines = [line for number, line in enumerate(chunk.split("\n")) if number != 1]
    return Table(tuple(tuple(_plain(cell.strip()) for cell in re.split(r"(?<!\\)\|", line)[1:-1]) for line in lines))


def _list(chunk: str) -> ListBlock:
    items: list[str] = []
    first = _ITEM.match(chunk)
    for line in chunk.split("\n"):
        if match := _ITEM.match(line):
            items.append(line[match.end() :])
        elif items:
            items[-1] += "\n" + line.strip()
    rich = [inline(item) for item in items]
    return ListBlock(tuple(Item(r.text, r.spans) for r in rich if r.text), bool(first and first["number"]))


def _plain(text: str) -> str:
    return inline(text).text


def inline(text: str) -> Rich:
    """Return a run of exported Markdown as text with spans."""
    return _Inline(text).read()


class _Inline:
    """One run being read: what was read so far, and where each kind of span was opened."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.out: list[str] = []
        self.length = 0
        self.open: dict[str, int] = {}
        self.links: list[int] = []
        self.marks: list[tuple[int, int, SpanKind, str | None]] = []

    def read(self) -> Rich:
        """Read it all."""
        place = 0
        while place < len(self.text):
            place = self._step(place)
        return finish("".join(self.out), self.marks)

    def _add(self, text: str) -> None:
        self.out.append(text)
        self.length += len(text)

    def _toggle(self, kind: SpanKind) -> None:
        if kind in self.open:
            self.marks.append((self.open.pop(kind), self.length, kind, None))
        else:
            self.open[kind] = self.length

    def _step(self, place: int) -> int:
        """Read the sign at ``place``; return the place after it."""
        text, sign = self.text, self.text[place]
        if text.startswith("\\\n", place):
            self._add("\n")
            return re.compile(r"[ \t]*").match(text, place + 2).end()  # type: ignore[union-attr]
        if sign == "\n":
            self._add(" ")
        elif escaped := _ESCAPED.match(text, place):
            self._add(escaped[1])
            return escaped.end()
        elif sign == "`" and (fenced := _FENCED.match(text, place)):
            return self._code(fenced)
        elif sign == "<" and (cite := _CITE.match(text, place)):
            self._toggle("cite")
            return cite.end()
        elif sign == "<" and (comment := _COMMENT.match(text, place)):
            return comment.end()
        elif sign == "[":
            self.links.append(self.length)
        elif sign == "]" and self.links and (target := _TARGET.match(text, place)):
            self.marks.append((self.links.pop(), self.length, "link", clean_address(target["href"])))
            return target.end()
        elif sign == "*":
            double = text.startswith("**", place) and not (self._closes_one(place))
            self._toggle("strong" if double else "emphasis")
            return place + (2 if double else 1)
        elif sign == "_":
            self._toggle("cite")
        elif sign == "&" and (entity := _ENTITY.match(text, place)):
            self._add(unescape(entity[0]))
            return entity.end()
        else:
            self._add(sign)
        return place + 1

    def _closes_one(self, place: int) -> bool:
        """Return whether of three stars in a row the first alone closes the emphasis that was opened last."""
        if not self.text.startswith("***", place) or "emphasis" not in self.open or "strong" not in self.open:
            return False
        return self.open["emphasis"] > self.open["strong"]

    def _code(self, fenced: re.Match[str]) -> int:
        code = fenced["code"]
        if code[:1] == code[-1:] == " " and "`" in (code[1:2], code[-2:-1]):
            code = code[1:-1]
        start = self.length
        self._add(code)
        self.marks.append((start, self.length, "code", None))
        return fenced.end()
