"""Plain text as a ``Document``: what a page says after somebody saved it as text.

Paragraphs are parted by blank lines; lines that were only wrapped are joined again. The first line is
the headline. Lines that are no sentences are what the page showed beside its text: the words of
pictures, the NEXT line, the source, and at the end the story the page wanted read next.
"""

from __future__ import annotations

import re
from collections import Counter

from pullquote.cache.core.article import (
    Block,
    Document,
    Heading,
    Image,
    Item,
    ListBlock,
    Paragraph,
    Picture,
    PullQuote,
    Reference,
    Rule,
    Source,
    SpanKind,
)
from pullquote.cache.core.dates import parse_date
from pullquote.cache.core.errors import ExtractError
from pullquote.cache.core.sanitize import clean_address, clean_line, clean_text
from pullquote.cache.extract.html import boilerplate
from pullquote.cache.extract.html.boilerplate import Sort
from pullquote.cache.extract.html.inline import Rich, cut, finish
from pullquote.cache.extract.metadata.authors import join_bylines
from pullquote.cache.extract.reimport import markdown as own_markdown
from pullquote.cache.extract.text.lines import Part, is_headline, is_picture_line, is_sentence, only_quotation, words_in
from pullquote.cache.extract.text.markdown import is_markdown, read_parts

_BULLET = re.compile(r"^\s{0,4}(?:[-*•–·◦]|(?P<number>\d{1,3})[.)])\s+(?=\S)")
_RULE = re.compile(r"^\s*(?:[-*_=~#•]\s*){3,}$")
_BYLINE = re.compile(r"^(?:written |posted |words |story |reported )?by:?\s+(?P<names>\S.{2,100})$", re.IGNORECASE)
_LABEL = re.compile(
    r"^(?P<label>title|headline|author|by|date|published|url|link|source url|url source|"
    r"published time)\s*:\s*(?P<value>\S.*)$",
    re.I,
)
_SENTENCE_END = re.compile(r"[.!?…][\"”’')]*$")
_WRAPPED = 100
_HEADER_LINES = 8


LONGEST = 1_000_000
MOST_PARTS = 5_000
_CUT = "This text is extraordinarily long; only its first part is shown."


def read_text(text: str, *, url: str | None = None, markdown: bool | None = None) -> Document:
    """Return the article of a plain text; ``markdown`` says that it is Markdown, ``None`` looks.

    Raises:
        ExtractError: there is no text.

    """
    text = clean_text(re.sub(r"\r\n?", "\n", text))
    notice = _CUT if len(text) > LONGEST else None
    text = text[:LONGEST]
    if not text.strip():
        raise ExtractError("This is empty: there is nothing to read.")
    if (article := own_markdown.read(text)) is not None:
        return article
    parts = read_parts(text) if markdown or (markdown is None and is_markdown(text)) else _split(text)
    reading = _Reading(parts[:MOST_PARTS], url)
    return reading.document(notice or (_CUT if len(parts) > MOST_PARTS else None))


def _split(text: str) -> list[Part]:
    """Part a text into paragraphs, joining wrapped lines and gathering lists."""
    chunks = [chunk for chunk in re.split(r"\n[ \t]*\n\s*", text.strip("\n")) if chunk.strip()]
    if len(chunks) < 3 and text.strip().count("\n") >= 3:
        lines = [line for line in text.split("\n") if line.strip()]
        if sum(len(line) for line in lines) / len(lines) > _WRAPPED or not _is_wrapped(lines[1:]):
            chunks = lines
    out: list[Part] = []
    for chunk in chunks:
        out.extend(_parts_of(chunk))
    return out


def _parts_of(chunk: str) -> list[Part]:
    lines = [line.rstrip() for line in chunk.split("\n") if line.strip()]
    if len(lines) == 1 and _RULE.match(lines[0]):
        return [Part("block", block=Rule())]
    if len(lines) > 1 and all(_BULLET.match(line) for line in lines):
        first = _BULLET.match(lines[0])
        items = [find_italics(_BULLET.sub("", line)) for line in lines]
        ordered = bool(first and first["number"])
        return [Part("block", block=ListBlock(tuple(Item(r.text, r.spans) for r in items if r.text), ordered))]
    if len(lines) == 1:
        return [Part("text", find_italics(lines[0]))]
    if _is_wrapped(lines):
        return [Part("text", find_italics(" ".join(line.strip() for line in lines)))]
    if min(len(line) for line in lines) > 60:
        return [Part("text", find_italics(line)) for line in lines]
    return [Part("text", find_italics("\n".join(line.strip() for line in lines)))]


def _is_wrapped(lines: list[str]) -> bool:
    """Return whether lines were broken to fit a width: all but the last nearly fill it."""
    lengths = [len(line) for line in lines]
    widest = max(lengths)
    if not 50 <= widest <= _WRAPPED or len(lengths) < 2:
        return False
    if sum(bool(_SENTENCE_END.search(line)) for line in lines[:-1]) > 0.6 * (len(lines) - 1):
        return False
    full = sum(length >= widest * 0.7 for length in lengths[:-1])
    return full >= 0.75 * (len(lengths) - 1)


class _Reading:
    """The parts of one text being put in their places."""

    def __init__(self, parts: list[Part], url: str | None) -> None:
        self.parts = parts
        self.url = clean_address(url)
        self.title: str | None = None
        self.dek: str | None = None
        self.byline: tuple[str, ...] = ()
        self.published = parse_date(None)
        self.blocks: list[Block] = []
        self.next: list[Reference] = []
        self.related: list[Reference] = []
        self.source: Source | None = None
        self.facts: dict[str, str] = {}
        self._counts: Counter[str] = Counter()

    def document(self, notice: str | None) -> Document:
        """Return the document."""
        self._header()
        self._tail()
        for place, part in enumerate(self.parts):
            self._place(part, place)
        lead = next((block for block in self.blocks if isinstance(block, Image) and block.url), None)
        if self.title is None and not self.blocks:
            raise ExtractError("There is no article in this text.")
        return Document(
            url=self.url,
            title=self.title,
            dek=self.dek,
            byline=self.byline,
            published=self.published,
            lead_image=Picture(lead.url, lead.alt, lead.caption, lead.credit) if lead else None,
            blocks=tuple(self.blocks),
            next=tuple(self.next),
            related=tuple(self.related),
            source=self.source,
            facts=self.facts,
            notice=notice,
        )

    def _header(self) -> None:
        """Take headline, byline, date and dek off the top."""
        parts = self.parts
        self._labels()
        if parts and self.title is None and parts[0].kind != "block" and len(parts[0].text) <= 300:
            first, _, rest = parts[0].text.partition("\n")
            if parts[0].kind == "heading" or not (is_sentence(first) and len(first) > 160):
                self.title = clean_line(first)
                parts[0].rich = cut(parts[0].rich, len(first), len(parts[0].text)) if rest else Rich("")
        elif parts and self.title and _same(parts[0].text, self.title):
            parts[0].rich = Rich("")
        self.parts = parts = [part for part in parts if part.kind == "block" or part.text]
        place = 0
        while place < min(len(parts), 5) and not self.blocks:
            text = parts[place].text
            if parts[place].kind == "text" and len(text) < 140 and self._byline_or_date(text):
                del parts[place]
                continue
            if parts[place].kind == "text" and is_sentence(text) and len(text) > 200:
                break
            place += 1

    def _labels(self) -> None:
        """Take "Title: …", "Author: …" lines off the top, as some programs write them."""
        while self.parts and self.parts[0].kind == "text":
            lines = self.parts[0].text.split("\n")
            matches = [_LABEL.match(line) for line in lines[:_HEADER_LINES]]
            if not matches or not all(matches):
                return
            for match in matches:
                if match:
                    self._label(match["label"].lower(), match["value"])
            del self.parts[0]

    def _label(self, label: str, value: str) -> None:
        if label in ("title", "headline"):
            self.title = clean_line(value)
        elif label in ("author", "by"):
            self.byline = join_bylines([value])
        elif label in ("date", "published", "published time"):
            self.published = parse_date(value)
        else:
            self.url = self.url or clean_address(value)

    def _byline_or_date(self, text: str) -> bool:
        """Take a line that only says who or when; ``False`` if it says more."""
        taken = False
        for line in text.split("\n"):
            match = _BYLINE.match(line.strip())
            names = join_bylines([match["names"]]) if match else ()
            moment = parse_date(line) if len(line.split()) <= 12 and re.search(r"(?:19|20)\d\d", line) else None
            if names:
                self.byline = self.byline or names
            if moment and (names or not is_sentence(line)):
                self.published = self.published or moment
            if not names and not (moment and not is_sentence(line)):
                return taken
            taken = True
        return taken

    def _tail(self) -> None:
        """Take the related story off the end: headlines, with their picture lines, after the last sentence."""
        parts = self.parts
        last = max(
            (i for i, part in enumerate(parts) if part.kind == "text" and self._ends_article(part.text)), default=None
        )
        if last is None:
            return
        tail = parts[last + 1 :]
        if not any(part.kind == "text" and self._is_more(part.text) for part in tail) and not self._has_source(last):
            return
        alt: str | None = None
        keep: list[Part] = []
        for part in [line for lines in tail for line in _single_lines(lines)]:
            if part.kind != "text" or boilerplate.recognise(part.text, late=True) is not None:
                keep.append(part)
            elif is_headline(part.text):
                self.related.append(Reference(clean_line(part.text), _first_link(part.rich), alt))
                alt = None
            else:
                alt = clean_line(part.text)
        self.parts = [*parts[: last + 1], *keep]

    def _ends_article(self, text: str) -> bool:
        line = boilerplate.recognise(text, late=True)
        return is_sentence(text) if line is None else line.sort is Sort.SOURCE

    def _is_more(self, text: str) -> bool:
        line = boilerplate.recognise(text, late=True)
        return line is not None and line.sort is Sort.MORE

    def _has_source(self, place: int) -> bool:
        line = boilerplate.recognise(self.parts[place].text, late=True)
        return line is not None and line.sort is Sort.SOURCE

    def _place(self, part: Part, place: int) -> None:
        """Put one part where it belongs."""
        if part.kind == "block":
            if part.block is not None:
                self.blocks.append(part.block)
            return
        rich = part.rich
        if not rich.text or (self.title and _same(rich.text, self.title)):
            return
        line = boilerplate.recognise(rich.text, linked=_linked(rich), late=place >= len(self.parts) - 4)
        if line is not None:
            self._furniture(line, rich)
        elif part.kind == "heading":
            self.blocks.append(Heading(rich.text.replace("\n", " "), min(6, max(2, part.level)), rich.spans))
        elif only_quotation(rich.text):
            self.blocks.append(PullQuote(rich.text, rich.spans))
        elif "\n" not in rich.text and not is_sentence(rich.text) and not rich.spans:
            self._fragment(rich, place)
        else:
            self.blocks.append(Paragraph(rich.text, rich.spans))

    def _words_beside(self, text: str) -> set[str]:
        """Return the words of the article but for those that only this line has."""
        if not self._counts:
            self._counts.update(word for part in self.parts for word in words_in(part.text))
            self._counts.update(words_in(self.title or ""))
        here = Counter(words_in(text))
        return {word for word in here if self._counts[word] > here[word]}

    def _furniture(self, line: boilerplate.Line, rich: Rich) -> None:
        href = _first_link(rich)
        if line.sort is Sort.NEXT:
            self.next.append(Reference(clean_line(line.rest), href))
        elif line.sort is Sort.RELATED:
            self.related.append(Reference(clean_line(line.rest), href))
        elif line.sort is Sort.SOURCE:
            self.source = self.source or Source(clean_line(line.rest), href)
        elif line.sort is Sort.RATING:
            label, colon, value = rich.text.partition(":")
            self.facts[clean_line(label) if colon else "Rating"] = clean_line(value if colon else rich.text)

    def _fragment(self, rich: Rich, place: int) -> None:
        """Put a line that is no sentence: the words of a picture, or a heading."""
        begun = any(isinstance(block, Paragraph | PullQuote) for block in self.blocks)
        following = self.parts[place + 1].text if place + 1 < len(self.parts) else ""
        if is_picture_line(rich.text, self._words_beside(rich.text), before_text=not begun):
            self.blocks.append(Image(alt=clean_line(rich.text, 500)))
        elif begun and len(rich.text.split()) <= 14 and is_sentence(following):
            self.blocks.append(Heading(rich.text, 2, rich.spans))
        else:
            self.blocks.append(Paragraph(rich.text, rich.spans))


def _single_lines(part: Part) -> list[Part]:
    """Return a part of several lines as one part for each."""
    if part.kind != "text" or "\n" not in part.text:
        return [part]
    out: list[Part] = []
    start = 0
    for line in part.text.split("\n"):
        out.append(Part("text", cut(part.rich, start, start + len(line))))
        start += len(line) + 1
    return out


def _first_link(rich: Rich) -> str | None:
    return next((span.href for span in rich.spans if span.kind == "link" and span.href), None)


def _linked(rich: Rich) -> float:
    return sum(s.end - s.start for s in rich.spans if s.kind == "link") / len(rich.text) if rich.text else 0.0


def _same(one: str, other: str) -> bool:
    return re.findall(r"\w+", one.lower()) == re.findall(r"\w+", other.lower())


_CAPITALIZED = r"(?:[A-Z0-9À-Þ][\w'’:!?.&-]*|&)"
_SMALL = r"(?:a|an|and|at|by|for|from|in|of|on|or|the|to|with|vs\.?)"
_TITLE = rf"{_CAPITALIZED}(?: (?:{_SMALL} ){{0,2}}{_CAPITALIZED})*"
_BETWEEN = re.compile(rf"(?:(?<=\u00a0)|^)(?P<run>{_TITLE})(?=[,;:.!?]?\u00a0)")
_BEFORE_PART = re.compile(rf"(?<![\w'’])(?P<run>{_TITLE})(?=\u00a0(?:season|series|episode|part|chapter)s?\b)")
# Two runs that stood in italics side by side lost the sign between them: "Iron FistThe Defenders".
_BORDER = re.compile(r"(?<=[a-zß-ÿ]{2})(?=[A-Z][a-z])")
_CLOSING = re.compile(rf"(?<=\u00a0)(?P<run>{_TITLE})(?=[,;:.!?]|$)")


_LONGEST_PARAGRAPH = 20_000


def find_italics(text: str) -> Rich:
    """Return a paragraph with emphasis spans where its no-break spaces tell of italics, plain blanks after."""
    marks: list[tuple[int, int, SpanKind, str | None]] = []
    if "\u00a0" in text and len(text) <= _LONGEST_PARAGRAPH:
        for match in (*_BETWEEN.finditer(text), *_BEFORE_PART.finditer(text), *_CLOSING.finditer(text)):
            start, end = match.span("run")
            while end > start and text[end - 1] in ".:":
                end -= 1
            borders = [border.start() for border in _BORDER.finditer(text, start, end)]
            if match.re is _CLOSING and not borders:
                continue
            for a, b in zip([start, *borders], [*borders, end], strict=True):
                marks.append((a, b, "emphasis", None))
    return finish(text.replace("\u00a0", " "), marks)
