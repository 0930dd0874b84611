"""The Markdown that Pullquote exports, read back: front matter of JSON values, then one block after another.

The inline grammar is the part of CommonMark 0.31 that ``export`` writes: each sign that is text is
escaped, so each that is not opens or closes something, and the parser needs one step a sign.

Not markdown-it-py, though it reads the same from most exports: its tokens would have to be turned into spans
here all the same, ``_`` and ``<cite>`` apart from ``*``, and it would be one more dependency (so far only
Textual brings it) and 30 ms more to import, for some 50 lines less.
"""

from __future__ import annotations

import json
import re
from typing import Any

from pullquote.cache.core.article import (
    Block,
    BlockQuote,
    Document,
    Embed,
    Heading,
    Image,
    ListBlock,
    Paragraph,
    PullQuote,
    Rule,
    SpanKind,
    Table,
)
from pullquote.cache.core.sanitize import clean_address, unescape
from pullquote.cache.extract.html.inline import RawSpan, RichText, clean_rich_text, slice_rich_text
from pullquote.cache.extract.html.lists import Levels, list_of, number_of
from pullquote.cache.extract.reimport.json import document_from_facts

_FRONT_MATTER = re.compile(r"\ufeff?---\n(?P<facts>.*?)\n---(?:\n|$)", re.S)
_FACT_LINE = re.compile(r"(?P<key>[a-z_]+): (?P<value>.+)")
_COMMENT = re.compile(r"<!--(?P<words>.*?)-->\n?", re.S)
_CODE_SPAN = re.compile(r"(?P<fence>`+)(?P<code>.+?)(?<!`)(?P=fence)(?!`)", re.S)
_CITE_TAG = re.compile(r"</?cite>")
_LINK_END = re.compile(r"\]\(<(?P<href>[^<>\n]*)>\)")
_IMAGE = re.compile(
    r"!\[(?P<alt>(?:\\.|[^\]\\])*)\]\(<(?P<url>[^<>\n]*)>(?: \"(?P<title>(?:\\.|[^\"\\])*)\")?\)"
    r"(?:\\\nCredit: (?P<credit>.*))?$",
    re.S,
)
_ITEM = re.compile(r" *+(?:-|(?P<number>\d{1,9})\.) ")
_AFTER_ARTICLE = re.compile(r"(?:Next|Related|Source): |Enclosed: \[[^\n]*\]\(<[^<>\n]*>\)$")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_LINE_BREAK = re.compile(r"\\\n[ \t]*")
_ENTITY = re.compile(r"&#?\w+;")
_ATTRIBUTION = re.compile(r"(?:(?P<speaker>.+?), )?(?:to|via) (?P<via>.+)", re.S)


def read_markdown_export(text: str) -> Document | None:
    """Return the article of an exported Markdown file, ``None`` for any other text."""
    text = text.replace("\r\n", "\n")
    front = _FRONT_MATTER.match(text)
    facts = _facts(front["facts"]) if front else {}
    if front is None or facts.get("schema") != 1:
        return None
    chunks = [chunk for chunk in re.split(r"\n{2,}", text[front.end() :].strip("\n")) if chunk.strip()]
    if chunks and chunks[0].startswith("# "):
        facts.setdefault("title", _rich_text(chunks.pop(0)[2:]).text)
        chunks = chunks[1:] if chunks and facts.get("dek") and _rich_text(chunks[0]).text == facts["dek"] else chunks
    while chunks and _AFTER_ARTICLE.match(chunks[-1]):
        chunks.pop()
    return document_from_facts(facts, tuple(block for chunk in chunks if (block := _block(chunk)) is not None))


def _facts(front: str) -> dict[str, Any]:
    """Return the facts of a front matter; a value that is no JSON is text."""
    facts: dict[str, Any] = {}
    for line in front.split("\n"):
        if match := _FACT_LINE.fullmatch(line.rstrip()):
            try:
                facts[match["key"]] = json.loads(match["value"])
            except (ValueError, RecursionError):
                facts[match["key"]] = match["value"].strip("'\"")
    return facts


def _block(chunk: str) -> Block | None:
    """Return the block that lines without a blank one between them are, ``None`` for a comment alone."""
    note = ""
    if comment := _COMMENT.match(chunk):
        note, chunk = comment["words"].strip(), chunk[comment.end() :]
    if not chunk.strip():
        return None
    if note.startswith("embed:"):
        return _embed(note.removeprefix("embed:").strip(), chunk)
    if heading := re.match(r"(#{1,6}) (?=\S)", chunk):
        rich = _rich_text(chunk[heading.end() :])
        return Heading(rich.text, len(heading[1]), rich.spans)
    if chunk.strip() == "* * *":
        return Rule()
    if chunk.startswith(">"):
        return _quotation(chunk, note)
    if image := _IMAGE.match(chunk):
        words = (_plain_text(image[name] or "") or None for name in ("alt", "title", "credit"))
        return Image(clean_address(image["url"]), *words)
    if re.fullmatch(r"\|.*\|", chunk.split("\n")[0]) and "\n|" in chunk:
        return _table(chunk, has_head=note != "table without a head")
    if _ITEM.match(chunk):
        return _list(chunk)
    rich = _rich_text(chunk)
    return Paragraph(rich.text, rich.spans) if rich.text else None


def _embed(provider: str, chunk: str) -> Embed:
    rich = _rich_text(chunk)
    url = next((span.href for span in rich.spans if span.kind == "link"), None)
    return Embed(provider, url, rich.text if rich.text != provider else None)


def _quotation(chunk: str, note: str) -> Block:
    """Return a quotation; one in quotation marks is a pull quote unless a comment says otherwise."""
    inner = "\n".join(re.sub(r"^> ?", "", line) for line in chunk.split("\n"))
    said, _, by = inner.partition("\n\n")
    rich = _rich_text(said)
    note, _, signer = note.partition("signed ")
    named = _facts(f"signed: {signer}").get("signed")
    signed_by = named if isinstance(named, dict) else {}
    if signer and note.startswith("quotation"):
        return BlockQuote(rich.text, rich.spans, **_signature(by, signed_by))
    marked = rich.text[:1] in "“\"‘«„'" and rich.text[-1:] in "”\"’»“'"
    if note.strip(" ,") == "quotation" or not (marked or by.startswith("— ")):
        rich = _rich_text(inner.replace("\n\n", "\\\n\\\n"))
        return BlockQuote(rich.text, rich.spans)
    if "own marks" not in note:
        rich = strip_quotation_marks(rich)
    if signer:
        return PullQuote(rich.text, rich.spans, repeats="repeats" in note, **_signature(by, signed_by))
    speaker, via = split_attribution(_rich_text(by.removeprefix("— ")).text)
    return PullQuote(rich.text, rich.spans, speaker, via, "repeats" in note)


def _signature(by: str, named: dict[str, Any]) -> dict[str, str | None]:
    """Return what signs a quotation, and the speaker and outlet its comment names."""
    known = {key: value if isinstance(value := named.get(key), str) else None for key in ("speaker", "via")}
    return {"signature": _rich_text(by.removeprefix("— ")).text, **known}


def strip_quotation_marks(rich: RichText) -> RichText:
    """Return a text without the quotation marks an export put around it."""
    return slice_rich_text(rich, 1, len(rich.text) - 1) if rich.text[:1] == "“" and rich.text[-1:] == "”" else rich


def split_attribution(by: str) -> tuple[str | None, str | None]:
    """Return speaker and outlet of "Speaker, to Outlet" (or "via"), as far as they are named."""
    match = _ATTRIBUTION.fullmatch(by)
    return (match["speaker"], match["via"]) if match else (by or None, None)


def _table(chunk: str, *, has_head: bool) -> Table:
    lines = chunk.split("\n")
    lines = [*lines[: int(has_head)], *lines[2:]]
    cells = (tuple(_plain_text(cell.strip()) for cell in re.split(r"(?<!\\)\|", line)[1:-1]) for line in lines)
    return Table(tuple(cells), head=has_head)


def _list(chunk: str) -> ListBlock | None:
    """Return a list; an entry that begins where the words of the one before do stands within that."""
    texts: list[str] = []
    places: list[tuple[int, int | None]] = []
    levels = Levels()
    for line in chunk.split("\n"):
        if match := _ITEM.match(line):
            texts.append(line[match.end() :])
            places.append((levels.level_of(line, match.end()), number_of(match["number"])))
        elif texts:
            texts[-1] += "\n" + line.strip()
    return list_of(((_rich_text(text), *place) for text, place in zip(texts, places, strict=True)), exact=True)


def _plain_text(text: str) -> str:
    return _rich_text(text).text


def _rich_text(text: str) -> RichText:
    """Return inline Markdown as text with spans."""
    return _InlineParser(text).read()


class _InlineParser:
    """One text being read: what was read so far, and where each kind of span was opened."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.out: list[str] = []
        self.length = 0
        self.open: dict[str, int] = {}
        self.links: list[int] = []
        self.spans: list[RawSpan] = []

    def read(self) -> RichText:
        """Return the whole text with its spans."""
        place = 0
        while place < len(self.text):
            place = self._step(place)
        return clean_rich_text("".join(self.out), self.spans)

    def _add(self, text: str) -> None:
        self.out.append(text)
        self.length += len(text)

    def _toggle(self, kind: SpanKind) -> None:
        if kind in self.open:
            self.spans.append((self.open.pop(kind), self.length, kind, None))
        else:
            self.open[kind] = self.length

    def _step(self, place: int) -> int:
        """Read the sign at ``place``; return the place after it."""
        match self.text[place]:
            case "\\":
                return self._step_backslash(place)
            case "\n":
                self._add(" ")
            case "`" if code := _CODE_SPAN.match(self.text, place):
                return self._step_code(code)
            case "<" if cite := _CITE_TAG.match(self.text, place):
                self._toggle("cite")
                return cite.end()
            case "<" if comment := _COMMENT.match(self.text, place):
                return comment.end()
            case "[":
                self.links.append(self.length)
            case "]" if self.links and (end := _LINK_END.match(self.text, place)):
                self.spans.append((self.links.pop(), self.length, "link", clean_address(end["href"])))
                return end.end()
            case "*":
                return self._step_star(place)
            case "_":
                self._toggle("cite")
            case "&" if entity := _ENTITY.match(self.text, place):
                self._add(unescape(entity[0]))
                return entity.end()
            case sign:
                self._add(sign)
        return place + 1

    def _step_backslash(self, place: int) -> int:
        """Read a line break or an escaped sign; a backslash before anything else is one."""
        if line_break := _LINE_BREAK.match(self.text, place):
            self._add("\n")
            return line_break.end()
        escaped = _ESCAPED.match(self.text, place)
        self._add(escaped[1] if escaped else "\\")
        return escaped.end() if escaped else place + 1

    def _step_star(self, place: int) -> int:
        is_double = self.text.startswith("**", place) and not self._closes_emphasis(place)
        self._toggle("strong" if is_double else "emphasis")
        return place + (2 if is_double else 1)

    def _closes_emphasis(self, place: int) -> bool:
        """Return whether of three stars in a row the first alone closes the emphasis that was opened last."""
        if not self.text.startswith("***", place) or "emphasis" not in self.open or "strong" not in self.open:
            return False
        return self.open["emphasis"] > self.open["strong"]

    def _step_code(self, found: re.Match[str]) -> int:
        code = found["code"]
        if code[:1] == code[-1:] == " " and "`" in (code[1:2], code[-2:-1]):
            code = code[1:-1]
        start = self.length
        self._add(code)
        self.spans.append((start, self.length, "code", None))
        return found.end()
