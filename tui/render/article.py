"""Composition: an article into the passages the layout sets.

Here is decided what an article looks like: what stands in the head, how a pull quote is set off, what
an embed says of itself. Every text passes ``sanitize`` once more; where that changes a text, its spans
no longer fit and are left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace
from rich.cells import cell_len

from pullquote.cache.core.article import (
    DEK_BLOCK,
    TITLE_BLOCK,
    WORK_TYPES,
    Article,
    Block,
    BlockQuote,
    Embed,
    Enclosure,
    Heading,
    Image,
    ListBlock,
    Paragraph,
    Picture,
    PullQuote,
    Quote,
    Rule,
    Span,
    Table,
    Veiled,
)
from pullquote.cache.core.counts import listed
from pullquote.cache.core.sanitize import clean_address, clean_line, clean_name, clean_text
from pullquote.cache.core.spoilers import FIRST_REFERENCE
from pullquote.cache.core.times.words import MONTHS
from pullquote.cache.core.urls import site_of, told_address
from pullquote.cache.export.attribution import CLOSING, OPENING, attribution, attribution_of, within_marks
from pullquote.cache.export.enclosures import facts_of
from pullquote.tui.render.icons import Icons
from pullquote.tui.render.image_layout import LEAD, Frame, pictures_of
from pullquote.tui.render.issue import minutes
from pullquote.tui.render.layout import NOWHERE, Passage, Run, set_table
from pullquote.tui.render.quotations import Quotations
from pullquote.tui.render.veil_lines import HEAD, NOTHING_VEILED, VeiledParts, VeilRun, veil_line

EMBED = -8
"""The block of an embed's line: its words are not the block's text as the model counts it."""
TABLE = -6
"""The block of a line of a table: cells of several rows, so that offsets in the block's text do not apply."""
PROMOTED = -7
"""The block of a quotation set off by us."""
_AS_THEY_ARE = Quotations()


class LinkTarget(Struct, frozen=True):
    """A numbered link of an article: what it says and where it leads."""

    number: int
    text: str
    address: str


class Composition(Struct, frozen=True):
    """An article ready to be set: its passages and its links in reading order.

    ``promoted`` is the index of the quotation that was set off although the outlet marked none; its
    passage has the block ``PROMOTED``.
    """

    passages: tuple[Passage, ...]
    links: tuple[LinkTarget, ...]
    promoted: int | None = None


def compose(
    article: Article,
    icons: Icons,
    width: int,
    *,
    numbered: bool = False,
    quotations: Quotations = _AS_THEY_ARE,
    frames: Mapping[int, Frame] | None = None,
    veiled: VeiledParts = NOTHING_VEILED,
) -> Composition:
    """Return the passages of ``article``.

    ``width`` matters to tables and rules only; ``numbered`` numbers the links; ``quotations`` says how
    quotations are set; ``frames`` is room for the pictures that are shown, by their places; ``veiled`` is what of it is
    veiled, or was.
    """
    return _Composer(article, icons, width, numbered, quotations, frames or {}, veiled).compose()


def written_date(when: datetime | None) -> str:
    """Return a date as an article's head has it: ``12 June 2016``."""
    return f"{when.day}\u00a0{MONTHS[when.month - 1]}\u00a0{when.year}" if when else ""


class _Composer:
    """Walks one article once."""

    def __init__(
        self, article: Article, icons: Icons, width: int, numbered: bool, quotations: Quotations,
        frames: Mapping[int, Frame], veiled: VeiledParts,
    ) -> None:  # fmt: skip
        self.article = article
        self.veiled = veiled
        self.runs = {run.parts[0]: run for run in veiled.runs}
        self.frames = frames
        self.icons = icons
        self.width = width
        self.numbered = numbered
        self.links: list[LinkTarget] = []
        self.marks: dict[int, list[tuple[int, int, str]]] = {}
        for mention in article.mentions:
            if 0 <= mention.entity < len(article.entities):
                kind = article.entities[mention.entity].type
                role = "work" if kind in WORK_TYPES else "name"
                self.marks.setdefault(mention.block, []).append((mention.start, mention.end, role))
        self.quotations = quotations
        for quote in article.quotes if quotations.tints_running(article) else ():
            if quote.kind == "inline":
                self.marks.setdefault(quote.block, []).append((*self._with_marks(quote), "said"))

    def compose(self) -> Composition:
        promoted = self.quotations.promoted(self.article)
        passages = list(self._head())
        for index, block in enumerate(self.article.blocks):
            if promoted and promoted.before == index:
                quote = self.article.quotes[promoted.quote]
                passages.extend(self._set_off(PROMOTED, quote.alone, attribution(quote.speaker, quote.via)))
            if run := self.runs.get(index):
                passages.append(veil_line(self.article, self.veiled, run, self.icons))
            passages.extend(self._block(index, block))
        passages.extend(self._end())
        return Composition(tuple(passages), tuple(self.links), promoted.quote if promoted else None)

    def _head(self) -> Iterator[Passage]:
        article = self.article
        if article.outlet:
            yield Passage(clean_name(article.outlet).upper(), "kicker", gap=0)
        head = next((run for run in self.veiled.runs if run.parts[0] in HEAD), None)
        yield self._title(head)
        if head:
            yield veil_line(article, self.veiled, head, self.icons)
        if article.dek:
            yield self._set(article.dek, DEK_BLOCK, "dek", gap=1, balanced=True)
        dot = f" {self.icons.dot} "
        by, facts = _by(article.byline), [written_date(article.published)]
        facts.append(minutes(article.minutes).replace(" ", "\u00a0") if article.minutes else "")
        when = dot.join(fact for fact in facts if fact)
        if by and when:
            # A dot between the two must not end a line; parted by a line feed, the text is as long as with the dot.
            wide = cell_len(by) + cell_len(dot) + cell_len(when)
            by += (dot if wide <= self.width else "\n".center(len(dot))) + when
        if line := by or when:
            yield Passage(line, "byline", gap=1)
        if article.notice:
            yield Passage(clean_line(article.notice), "notice", first=f"{self.icons.arrow} ", rest="  ", gap=1)
        yield Passage(self.icons.rule * min(8, self.width), "rule", gap=0)
        if (lead := article.lead_image) and LEAD in pictures_of(article):
            # The words stand there with or without the picture, so that a place in the text stays the same place.
            said = {block.caption for block in article.blocks if isinstance(block, Image)}
            yield from self._image(
                LEAD, replace(lead, alt=None, caption=None if lead.caption in said else lead.caption)
            )

        for number, file in enumerate(article.enclosures):
            yield self._enclosure(file, gap=0 if number else 1)

    def _title(self, head: VeilRun | None) -> Passage:
        title = self.article.title
        if head is None or TITLE_BLOCK not in head.parts or head in self.veiled.opened:
            return self._set(title, TITLE_BLOCK, "title", gap=0, balanced=True)
        sign = f"{self.icons.veiled} "
        return self._set(title, NOWHERE, "title", first=sign, rest=" " * len(sign), gap=0, balanced=True)

    def _enclosure(self, file: Enclosure, gap: int) -> Passage:
        words = clean_line(f" {self.icons.dot} ".join(facts_of(file)), 200)
        address = clean_address(file.url)
        runs = (Run(0, len(words), "link", address),) if address else ()
        text = words + (self._number(words, address) if address else "")
        return Passage(text, "embed", runs, f"{self.icons.embed} ", "  ", "figure", block=EMBED, gap=gap)

    def _block(self, index: int, block: Block) -> Iterator[Passage]:
        match block:
            case Heading():
                yield self._set(
                    block.text,
                    index,
                    "heading" if block.level <= 2 else "subheading",
                    block.spans,
                    gap=2,
                    balanced=True,
                )
            case Paragraph():
                yield self._set(block.text, index, "body", block.spans)
            case PullQuote():
                yield from self._pull_quote(index, block)
            case BlockQuote():
                yield from self._block_quote(index, block)
            case ListBlock():
                yield from self._list(index, block)
            case Table():
                yield from self._table(block)
            case Image():
                yield from self._image(index, block)
            case Embed():
                yield self._embed(block)
            case Rule():
                yield self._ornament()
            case Veiled():
                if block.text and not self.veiled.runs:
                    yield Passage(
                        clean_line(block.text), "notice", first=f"{self.icons.arrow} ", rest="  ", block=index
                    )

    def _ornament(self) -> Passage:
        ornament = self.icons.ornament
        return Passage(ornament, "rule", first=" " * max(0, (self.width - cell_len(ornament)) // 2))

    def _block_quote(self, index: int, block: BlockQuote) -> Iterator[Passage]:
        bar = f"  {self.icons.thin_bar} "
        yield self._set(block.text, index, "quoted", block.spans, first=bar, rest=bar, lead_role="thin_bar")
        if by := clean_line(attribution_of(block)):
            yield Passage(f"{self.icons.dash} {by}", "speaker", first=bar, rest=bar + "  ", lead_role="thin_bar", gap=0)

    def _pull_quote(self, index: int, block: PullQuote) -> Iterator[Passage]:
        quote = next((q for q in self.article.quotes if q.block == index), None)
        by = attribution_of(block)
        if quote and not block.signature and not block.speaker:
            by = attribution(quote.speaker, block.via or quote.via)
        yield from self._set_off(index, block.text, by, block.spans)

    def _set_off(self, block: int, given: str, by: str, spans: Sequence[Span] = ()) -> Iterator[Passage]:
        """Set a pull quote off with a bar and hanging quotation marks; then ``by``: who said it and to whom."""
        icons = self.icons
        text, spans = _checked(given, spans)
        start, end = within_marks(text)
        runs = tuple(Run(max(0, s - start), e - start, r) for s, e, r in self._roles(block, text, spans) if r != "said")
        bar, blank = f" {icons.bar}  ", f" {icons.bar}   "
        role = "pullquote" if self.quotations.tinted != "none" else "strong"
        yield Passage(
            text[start:end] + icons.close_quote, role, runs, bar + icons.open_quote, blank, "bar",
            block=block, origin=start, gap=2, balanced=True,
        )  # fmt: skip
        if said_by := clean_line(by):
            yield Passage(f"{icons.dash} {said_by}", "speaker", first=blank, rest=blank + "  ", lead_role="bar", gap=0)
        yield Passage("", "gap", gap=0)

    def _list(self, index: int, block: ListBlock) -> Iterator[Passage]:
        origin = 0
        numbers = block.numbers
        wide = max((len(str(number)) for number in numbers if number is not None), default=1)
        for place, (number, item) in enumerate(zip(numbers, block.items, strict=True)):
            sign = self.icons.bullet if number is None else f"{number:>{wide}}."
            first = f"{'    ' * item.level}  {sign} "
            yield self._set(
                item.text, index, "body", item.spans, first=first, rest=" " * len(first), lead_role="bullet",
                origin=origin, gap=0 if place else 1,
            )  # fmt: skip
            origin += len(item.text) + 1

    def _table(self, block: Table) -> Iterator[Passage]:
        rows = tuple(tuple(clean_line(cell) for cell in row) for row in block.rows)
        head = block.head
        lines = set_table(rows, self.width - 2, head=block.head)
        wide = max(map(cell_len, lines), default=0)
        for number, line in enumerate(lines):
            gap = 0 if number else 1
            if not line:
                head = False
                yield Passage(self.icons.rule * wide, "rule", first="  ", gap=gap)
            else:
                role = "table_head" if head else "table"
                yield Passage(line.replace(" ", "\u00a0"), role, first="  ", block=TABLE, gap=gap)

    def _image(self, index: int, block: Image | Picture) -> Iterator[Passage]:
        room = self.frames.get(index)
        if room:
            yield Passage("", "picture", picture=room)
        words = block.caption or block.alt
        if not words:
            return
        first = f"{self.icons.picture} "
        credit = f" ({clean_name(block.credit)})" if block.credit else ""
        text, _ = _checked(words, ())
        at = NOWHERE if index == LEAD else index
        runs = tuple(Run(s, e, r) for s, e, r in self._roles(at, text, ()))
        yield Passage(text + credit, "caption", runs, first, "  ", "figure", block=at, gap=0 if room else 1)

    def _embed(self, block: Embed) -> Passage:
        address = clean_address(block.url)
        what = f"{clean_name(block.provider_name)} embed"
        words = f": {clean_line(block.text, 300)}" if block.text else ""
        text = what + words + (f" ({site_of(address)})" if address else "")
        if address:
            text += self._number(clean_line(block.text or what, 120), address)
        return Passage(text, "embed", first=f"{self.icons.embed} ", rest="  ", lead_role="figure", block=EMBED)

    def _end(self) -> Iterator[Passage]:
        article = self.article
        dot = f" {self.icons.dot} "
        if article.source:
            yield Passage(f"Source: {clean_name(article.source.name)}", "meta", gap=2)
        if article.facts:
            facts = dot.join(f"{clean_name(k)}: {clean_line(v, 120)}" for k, v in article.facts.items())
            yield Passage(facts, "meta", gap=1)
        if tail := next((run for run in self.veiled.runs if run.parts[0] <= FIRST_REFERENCE), None):
            yield veil_line(article, self.veiled, tail, self.icons)
        for label, references in (("Next", article.next), ("Related", article.related)):
            for number, reference in enumerate(references):
                if not number:
                    yield Passage(label, "subheading", gap=2)
                title = clean_line(reference.title)
                address = clean_address(reference.url)
                text = title + (self._number(title, address) if address else "")
                yield Passage(text, "reference", first=f"{self.icons.arrow} ", rest="  ", lead_role="figure", gap=0)
        yield self._ornament()
        address = clean_address(article.canonical_url or article.url)
        if address := told_address(address, veiled=article.veiled):
            yield Passage(address, "meta", gap=1)

    def _set(
        self,
        given: str,
        block: int,
        role: str,
        spans: Sequence[Span] = (),
        *,
        first: str = "",
        rest: str = "",
        lead_role: str = "lead",
        origin: int = 0,
        gap: int = 1,
        balanced: bool = False,
    ) -> Passage:
        """Set one text with its spans, its mentions and its numbered links."""
        text, spans = _checked(given, spans)
        roles = self._roles(block, text, spans, origin)
        inserts: list[tuple[int, int]] = []
        links = [(s, address) for s in spans if s.kind == "link" and (address := clean_address(s.href))]
        if links:
            text, inserts = self._number_links(text, links)
        passage = Passage(
            text,
            role,
            (),
            first,
            rest,
            lead_role,
            block,
            origin,
            tuple((p + origin, n) for p, n in inserts),
            gap,
            balanced,
        )
        led = {(span.start, span.end): address for span, address in links}
        runs = [
            Run(passage.at(s + origin), passage.at(e + origin), r, led.get((s, e), "") if r == "link" else "")
            for s, e, r in roles
        ]
        runs += [Run(passage.at(p + origin), passage.at(p + origin) + n, "number") for p, n in inserts]
        return Passage(text, role, tuple(runs), first, rest, lead_role, block, origin, passage.inserts, gap, balanced)

    def _number_links(self, text: str, links: Sequence[tuple[Span, str]]) -> tuple[str, list[tuple[int, int]]]:
        inserts: list[tuple[int, int]] = []
        out, last = "", 0
        for span, address in sorted(links, key=lambda link: link[0].end):
            number = self._number(text[span.start : span.end], address)
            if number:
                out += text[last : span.end] + number
                inserts.append((span.end, len(number)))
                last = span.end
        return out + text[last:], inserts

    def _number(self, text: str, address: str) -> str:
        """Count a link; return its number as it is shown, or nothing while links are not numbered."""
        self.links.append(LinkTarget(len(self.links) + 1, clean_line(text, 120), address))
        return f"[{len(self.links)}]" if self.numbered else ""

    def _roles(self, block: int, text: str, spans: Sequence[Span], origin: int = 0) -> list[tuple[int, int, str]]:
        """Return the roles on ``text``, offsets from its beginning, the outer before the inner."""
        marks = [
            (start - origin, end - origin, role)
            for start, end, role in self.marks.get(block, ())
            if origin <= start < end <= origin + len(text)
        ]
        marks += [(span.start, span.end, span.kind) for span in spans]
        return sorted(marks, key=lambda mark: (mark[0], -mark[1]))

    def _with_marks(self, quote: Quote) -> tuple[int, int]:
        """Return the place of an inline quotation with the marks around it."""
        blocks = self.article.blocks
        text = getattr(blocks[quote.block], "text", "") if 0 <= quote.block < len(blocks) else ""
        start, end = quote.start, quote.end
        if 0 < start <= len(text) and text[start - 1] in OPENING:
            start -= 1
        if 0 <= end < len(text) and text[end] in CLOSING:
            end += 1
        return start, end


def _by(byline: Sequence[str]) -> str:
    names = [name for name in map(clean_name, byline) if name]
    return f"By {listed(names)}" if names else ""


def _checked(text: str, spans: Sequence[Span]) -> tuple[str, Sequence[Span]]:
    """Return the text safe to show, and its spans if they still fit it; tabs become blanks."""
    clean = clean_text(text).replace("\t", " ")
    if len(clean) != len(text):
        return clean, ()
    return clean, [span for span in spans if 0 <= span.start < span.end <= len(clean)]
