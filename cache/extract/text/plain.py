"""Plain text as a ``Document``: what a page says after somebody saved it as text.

Blank lines separate paragraphs; lines that were only wrapped are joined again. The first line is the
headline. Lines that are no sentences are what the page showed beside its text: the alternative text of
pictures, the NEXT line, the source, and at the end the story the page wanted read next.

Italics are found again by the no-break spaces they left. Publishers' editors write
``the&nbsp;<em>Title</em>&nbsp;finale``; saved as text, the emphasis is gone but its no-break spaces stay. A
run of capitalized words between two of them (or between one and the start of the paragraph, a comma
allowed) was in italics.
"""

from __future__ import annotations

import re
from collections import Counter
from datetime import datetime
from itertools import chain, pairwise, repeat

from msgspec import structs

from pullquote.cache.core.article import (
    Block,
    BlockQuote,
    Document,
    Heading,
    Image,
    Paragraph,
    Picture,
    PullQuote,
    Reference,
    Rule,
    Source,
)
from pullquote.cache.core.emphasis import EMPHASIS
from pullquote.cache.core.errors import ExtractError
from pullquote.cache.core.sanitize import clean_address, clean_line, clean_text
from pullquote.cache.core.times.dates import parse_date
from pullquote.cache.extract.html import boilerplate
from pullquote.cache.extract.html.boilerplate import BoilerplateLine, LineKind
from pullquote.cache.extract.html.inline import RawSpan, RichText, clean_rich_text, comparison_key, slice_rich_text
from pullquote.cache.extract.html.lists import Levels, list_of, number_of
from pullquote.cache.extract.html.signatures import dashed_signature, split_signed_text
from pullquote.cache.extract.metadata.authors import join_bylines
from pullquote.cache.extract.reimport.markdown import read_markdown_export
from pullquote.cache.extract.text.lines import TextPart, is_alt_text, is_headline, is_quotation, is_sentence, words_in
from pullquote.cache.extract.text.markdown import is_markdown, parse_markdown

_BULLET = re.compile(r"^\s{0,24}(?:[-*•–·◦]|(?P<number>\d{1,3})[.)])\s+(?=\S)")
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
_CAPITALIZED = r"(?:[A-Z0-9À-Þ][\w'’:!?.&-]*|&)"
_SMALL_WORD = r"(?:a|an|and|at|by|for|from|in|of|on|or|the|to|with|vs\.?)"
_TITLE = rf"{_CAPITALIZED}(?: (?:{_SMALL_WORD} ){{0,2}}{_CAPITALIZED})*"
_ITALICS_BETWEEN = re.compile(rf"(?:(?<=\u00a0)(?<![«‹]\u00a0)|^)(?P<title>{_TITLE})(?=[,;:.!?]?\u00a0)")
_ITALICS_BEFORE_NUMBER = re.compile(
    rf"(?<![\w'’])(?P<title>{_TITLE})(?=\u00a0(?:season|series|episode|part|chapter)s?\b)"
)
# Two titles that stood in italics side by side lost the comma between them: "Iron FistThe Defenders".
_TITLE_BORDER = re.compile(r"(?<=[a-zß-ÿ]{2})(?=[A-Z][a-z])")
_ITALICS_BEFORE_SIGN = re.compile(rf"(?<=\u00a0)(?P<title>{_TITLE})(?=[,;:.!?]|$)")
_LONGEST_LINE = 160
_LONGEST_DEK = 300
_SECTION = 2  # words
_MAX_PARAGRAPH = 20_000
MAX_CHARACTERS = 1_000_000
MAX_PARTS = 5_000
_CUT = "This text is extraordinarily long; only its first part is shown."


def read_text(text: str, *, url: str | None = None, markdown: bool | None = None) -> Document:
    """Return the article of a plain text or Markdown; ``markdown`` is ``None`` where the text has to tell which.

    Raises:
        ExtractError: there is no text.

    """
    text = clean_text(re.sub(r"\r\n?", "\n", text))
    notice = _CUT if len(text) > MAX_CHARACTERS else None
    text = text[:MAX_CHARACTERS]
    if not text.strip():
        raise ExtractError("This is empty: there is nothing to read.")
    if (article := read_markdown_export(text)) is not None:
        return article
    if markdown is None:
        markdown = is_markdown(text)
    parts = parse_markdown(text) if markdown else _split(text)
    if len(parts) > MAX_PARTS:
        notice = _CUT
    return _TextReader(parts[:MAX_PARTS], url).document(notice)


def blocks_of_text(text: str) -> tuple[Block, ...]:
    """Return the paragraphs and lists of a text without a headline of its own, such as a feed's entry may be."""
    parts = chain.from_iterable(map(_parts_of, _chunks(text)))
    return tuple(part.block or Paragraph(part.rich.text, part.rich.spans) for part in parts if part.block or part.text)


def _chunks(text: str) -> list[str]:
    """Return what blank lines part."""
    return [chunk for chunk in re.split(r"\n[ \t]*\n\s*", text.strip("\n")) if chunk.strip()]


def _split(text: str) -> list[TextPart]:
    """Return the paragraphs and lists of a text, wrapped lines joined."""
    chunks = _chunks(text)
    if len(chunks) < 3 and text.strip().count("\n") >= 3:
        lines = [line for line in text.split("\n") if line.strip()]
        if sum(len(line) for line in lines) / len(lines) > _WRAPPED or not _is_wrapped(lines[1:]):
            chunks = lines
    out: list[TextPart] = []
    for chunk in chunks:
        out.extend(_parts_of(chunk))
    return out


def _item(line: str, levels: Levels) -> tuple[RichText, int, int | None]:
    bullet = _BULLET.match(line)
    words, number = (bullet.end(), number_of(bullet["number"])) if bullet else (0, None)
    return find_italics(line[words:]), levels.level_of(line, words), number


def _parts_of(chunk: str) -> list[TextPart]:
    """Return what lines without a blank one between them are: a rule, a list, one paragraph or several."""
    lines = [line.rstrip() for line in chunk.split("\n") if line.strip()]
    if len(lines) == 1 and _RULE.match(lines[0]):
        return [TextPart("block", block=Rule())]
    if len(lines) > 1 and all(_BULLET.match(line) for line in lines):
        found = list_of(map(_item, lines, repeat(Levels())))
        return [TextPart("block", block=found)] if found else []
    if len(lines) == 1:
        return [TextPart("text", find_italics(lines[0]))]
    if _is_wrapped(lines):
        return [TextPart("text", find_italics(" ".join(line.strip() for line in lines)))]
    if min(len(line) for line in lines) > 60:
        return [TextPart("text", find_italics(line)) for line in lines]
    return [TextPart("text", find_italics("\n".join(line.strip() for line in lines)))]


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


class _TextReader:
    """The parts of one text, and the document they become."""

    def __init__(self, parts: list[TextPart], url: str | None) -> None:
        self.parts = parts
        self.url = clean_address(url)
        self.title: str | None = None
        self.dek: str | None = None
        self.byline: tuple[str, ...] = ()
        self.published: datetime | None = None
        self.blocks: list[Block] = []
        self.next: list[Reference] = []
        self.related: list[Reference] = []
        self.source: Source | None = None
        self.facts: dict[str, str] = {}
        self._word_counts: Counter[str] = Counter()

    def document(self, notice: str | None) -> Document:
        """Return the document."""
        self.parts = _with_head_in_lines(self.parts)
        self._take_header()
        self._take_tail()
        for index, part in enumerate(self.parts):
            self._add_part(part, index)
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

    def _take_header(self) -> None:
        """Take headline, byline and date off the top."""
        parts = self.parts
        self._take_labels()
        while len(parts) > 1 and _is_above_headline(parts[0], parts[1]):
            del parts[0]
        if parts and self.title is None and parts[0].kind != "block" and len(parts[0].text) <= 300:
            first = parts[0].text.partition("\n")[0]
            if parts[0].kind == "heading" or not (is_sentence(first) and len(first) > 160):
                self.title = clean_line(first)
                parts[0].rich = slice_rich_text(parts[0].rich, len(first), len(parts[0].text))
        elif parts and self.title and comparison_key(parts[0].text) == comparison_key(self.title):
            parts[0].rich = RichText("")
        self.parts = parts = [part for part in parts if part.kind == "block" or part.text]
        index = 0
        while index < min(len(parts), 5):
            text = parts[index].text
            if parts[index].kind == "text" and len(text) < 140 and self._take_byline_or_date(text):
                del parts[index]
                if index == 1 and parts[0].kind == "text" and len(parts[0].text) <= _LONGEST_DEK:
                    self.dek = clean_line(parts.pop(0).text)
                    index = 0
                continue
            if parts[index].kind == "text" and is_sentence(text) and len(text) > 200:
                break
            index += 1

    def _take_labels(self) -> None:
        """Take "Title: …", "Author: …" lines off the top, as some programs write them."""
        while self.parts and self.parts[0].kind == "text":
            lines = self.parts[0].text.split("\n")
            matches = [_LABEL.match(line) for line in lines[:_HEADER_LINES]]
            if not matches or not all(matches):
                return
            for match in matches:
                if match:
                    self._take_label(match["label"].lower(), match["value"])
            del self.parts[0]

    def _take_label(self, label: str, value: str) -> None:
        if label in ("title", "headline"):
            self.title = clean_line(value)
        elif label in ("author", "by"):
            self.byline = join_bylines([value])
        elif label in ("date", "published", "published time"):
            self.published = parse_date(value)
        else:
            self.url = self.url or clean_address(value)

    def _take_byline_or_date(self, text: str) -> bool:
        """Take a text that only names author or date; return ``False`` if its first line says more."""
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

    def _take_tail(self) -> None:
        """Take related stories off the end: headlines, each after its picture's text, behind the last sentence."""
        parts = self.parts
        ends = (index for index, part in enumerate(parts) if part.kind == "text" and _ends_article(part.text))
        last = max(ends, default=None)
        if last is None:
            return
        tail = parts[last + 1 :]
        announced = any(part.kind == "text" and _line_kind(part.text) is LineKind.MORE for part in tail)
        if not announced and _line_kind(parts[last].text) is not LineKind.SOURCE:
            return
        alt: str | None = None
        kept: list[TextPart] = []
        for part in [line for lines in tail for line in _single_lines(lines)]:
            if part.kind != "text" or _line_kind(part.text) is not None:
                kept.append(part)
            elif is_headline(part.text):
                self.related.append(Reference(clean_line(part.text), part.rich.first_link, alt))
                alt = None
            else:
                alt = clean_line(part.text)
        self.parts = [*parts[: last + 1], *kept]

    def _add_part(self, part: TextPart, index: int) -> None:
        """Add one part to the blocks, or to what the document knows besides."""
        if part.kind == "block":
            if part.block is not None:
                self.blocks.append(part.block)
            return
        rich = part.rich
        if not rich.text or (self.title and comparison_key(rich.text) == comparison_key(self.title)):
            return
        if self._add_signature(rich.text):
            return
        said, signature = split_signed_text(rich)
        line = boilerplate.match_line(rich.text, linked=rich.linked, late=index >= len(self.parts) - 4)
        if signature is not None and is_quotation(said.text):
            self.blocks.append(PullQuote(said.text, said.spans, signature=signature))
        elif line is not None:
            self._add_line(line, rich)
        elif part.kind == "heading":
            self.blocks.append(Heading(rich.text.replace("\n", " "), min(6, max(2, part.level)), rich.spans))
        elif is_quotation(rich.text):
            self.blocks.append(PullQuote(rich.text, rich.spans))
        elif "\n" not in rich.text and not is_sentence(rich.text) and not rich.spans:
            self._add_fragment(rich, index)
        else:
            self.blocks.append(Paragraph(rich.text, rich.spans))

    def _add_signature(self, text: str) -> bool:
        """Sign the quotation above with a line that is a dash and a name; report whether it is one."""
        above = self.blocks[-1] if self.blocks else None
        if not isinstance(above, PullQuote | BlockQuote) or above.signature:
            return False
        signature = dashed_signature(text, above.text)
        if signature is not None:
            self.blocks[-1] = structs.replace(above, signature=signature)
        return signature is not None

    def _words_elsewhere(self, text: str) -> set[str]:
        """Return the words of a line that the article uses elsewhere too."""
        if not self._word_counts:
            self._word_counts.update(word for part in self.parts for word in words_in(part.text))
            self._word_counts.update(words_in(self.title or ""))
        here = Counter(words_in(text))
        return {word for word in here if self._word_counts[word] > here[word]}

    def _add_line(self, line: BoilerplateLine, rich: RichText) -> None:
        """Keep what a line of boilerplate tells: a reference, the source or a rating."""
        href = rich.first_link
        if line.kind is LineKind.NEXT:
            self.next.append(Reference(clean_line(line.rest), href))
        elif line.kind is LineKind.RELATED:
            self.related.append(Reference(clean_line(line.rest), href))
        elif line.kind is LineKind.SOURCE:
            self.source = self.source or Source(clean_line(line.rest), href)
        elif line.kind is LineKind.RATING:
            label, colon, value = rich.text.partition(":")
            if not colon:
                label, value = "Rating", rich.text
            self.facts[clean_line(label)] = clean_line(value)

    def _add_fragment(self, rich: RichText, index: int) -> None:
        """Add a line that is no sentence: a picture's text, a heading, or a paragraph after all."""
        begun = any(isinstance(block, Paragraph | PullQuote) for block in self.blocks)
        following = self.parts[index + 1].text if index + 1 < len(self.parts) else ""
        if is_alt_text(rich.text, self._words_elsewhere(rich.text), before_text=not begun):
            self.blocks.append(Image(alt=clean_line(rich.text, 500)))
        elif begun and len(rich.text.split()) <= 14 and is_sentence(following):
            self.blocks.append(Heading(rich.text, 2, rich.spans))
        else:
            self.blocks.append(Paragraph(rich.text, rich.spans))


def _with_head_in_lines(parts: list[TextPart]) -> list[TextPart]:
    """Return the parts with those of several short lines parted that stand over the text, or name others below it.

    So a page is copied: section, headline, byline and date in lines without an empty one between them.
    """
    first = next((place for place, part in enumerate(parts) if _is_text(part)), len(parts))
    return [
        line
        for place, part in enumerate(parts)
        for line in (_single_lines(part) if place < first or _names_others(part) else [part])
    ]


def _is_text(part: TextPart) -> bool:
    """Return whether a part is no head: a block, or a paragraph of the text."""
    lines = part.text.split("\n")
    return part.kind != "text" or max(map(len, lines)) > _LONGEST_LINE or (len(lines) == 1 and is_sentence(part.text))


def _names_others(part: TextPart) -> bool:
    return part.kind == "text" and "\n" in part.text and _line_kind(part.text.partition("\n")[0]) is LineKind.MORE


def _is_above_headline(part: TextPart, below: TextPart) -> bool:
    """Return whether a first line is what a page has over its headline: a way to the text, the name of a section."""
    if part.kind != "text" or below.kind == "block" or part.rich.spans:
        return False
    if _line_kind(part.text) is LineKind.NOISE:
        return True
    is_section = len(part.text.split()) <= _SECTION and "\n" not in part.text and not _LABEL.match(below.text)
    return is_section and is_headline(below.text) and not is_sentence(below.text) and len(below.text) <= _LONGEST_LINE


def _line_kind(text: str) -> LineKind | None:
    """Return what line of boilerplate a part near the end is, or ``None``."""
    line = boilerplate.match_line(text, late=True)
    return line.kind if line is not None else None


def _ends_article(text: str) -> bool:
    """Return whether a part can be the last of an article: a sentence or the source."""
    kind = _line_kind(text)
    return kind is LineKind.SOURCE or (kind is None and is_sentence(text))


def _single_lines(part: TextPart) -> list[TextPart]:
    """Return a part of several lines as one part for each."""
    if part.kind != "text" or "\n" not in part.text:
        return [part]
    out: list[TextPart] = []
    start = 0
    for line in part.text.split("\n"):
        out.append(TextPart("text", slice_rich_text(part.rich, start, start + len(line))))
        start += len(line) + 1
    return out


def find_italics(text: str) -> RichText:
    """Return a paragraph with emphasis where stars or low lines mark it, or its no-break spaces tell of italics.

    The signs are taken out, and such spaces become plain blanks.
    """
    text, spans = _without_signs(text) if "_" in text or "*" in text else (text, [])
    if "\u00a0" in text and len(text) <= _MAX_PARAGRAPH:
        for pattern in (_ITALICS_BETWEEN, _ITALICS_BEFORE_NUMBER, _ITALICS_BEFORE_SIGN):
            for match in pattern.finditer(text):
                start, end = match.span("title")
                while end > start and text[end - 1] in ".:":
                    end -= 1
                borders = [border.start() for border in _TITLE_BORDER.finditer(text, start, end)]
                if pattern is _ITALICS_BEFORE_SIGN and not borders:
                    continue  # capitalized words with one no-break space may be any name
                spans.extend((first, last, "emphasis", None) for first, last in pairwise([start, *borders, end]))
    return clean_rich_text(text.replace("\u00a0", " "), spans)


def _without_signs(text: str) -> tuple[str, list[RawSpan]]:
    """Return a text without the signs around what is emphasized in it, and where that is."""
    out: list[str] = []
    spans: list[RawSpan] = []
    length = at = 0
    for match in EMPHASIS.finditer(text):
        before, inner = text[at : match.start()], match[2]
        out += (before, inner)
        length += len(before)
        spans.append((length, length + len(inner), "emphasis", None))
        length += len(inner)
        at = match.end()
    out.append(text[at:])
    return "".join(out), spans
