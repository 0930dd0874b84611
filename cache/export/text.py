"""An article as plain text: what ``show`` prints and ``export`` writes.

Paragraphs stand on one line unless a width is given, so that ``fold``, ``fmt`` and ``grep`` work on
whole paragraphs. Two exports of an unchanged article are the same bytes.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import Literal

from msgspec import Struct

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
    Reference,
    Rule,
    Span,
    Table,
    Veiled,
)
from pullquote.cache.core.counts import listed
from pullquote.cache.core.sanitize import clean_line, clean_text
from pullquote.cache.core.urls import told_address
from pullquote.cache.export import LinkStyle
from pullquote.cache.export.attribution import attribution_of, quoted
from pullquote.cache.export.enclosures import facts_of

Role = Literal["headline", "head", "dek", "quote", "heading", "aside", "text"]
"""What a part of an article is: its headline; who wrote it, where, its address; the lead-in; words of somebody that are
set off; a heading; what is said beside the text (pictures, references); the text itself."""


class Part(Struct, frozen=True):
    """A part of an article, which a blank line separates from the next; quotes are indented by ``INDENT``."""

    text: str
    role: Role = "text"


INDENT = "    "
_ASCII = str.maketrans(
    {
        "“": '"',
        "”": '"',
        "„": '"',
        "«": '"',
        "»": '"',
        "‘": "'",
        "’": "'",
        "‚": "'",
        "–": "-",
        "—": "--",
        "…": "...",
        "•": "*",
        "·": "-",
        "\u00a0": " ",
        "×": "x",
        "ß": "ss",
        "æ": "ae",
        "Æ": "AE",
        "ø": "o",
        "Ø": "O",
        "ł": "l",
        "Ł": "L",
        "œ": "oe",
        "Œ": "OE",
    }
)


def article_text(article: Article, *, width: int = 0, links: LinkStyle = "none", ascii_only: bool = False) -> str:
    """Return the article as plain text that ends in one line feed.

    ``width`` is the longest line in cells, 0 for no wrapping. ``links`` leaves addresses out, writes
    them behind their words, or numbers them and lists them at the end. ``ascii_only`` folds everything
    to ASCII.
    """
    text = "\n\n".join(part.text for part in article_parts(article, width=width, links=links)) + "\n"
    text = clean_text(text)
    return fold_ascii(text) if ascii_only else text


def article_parts(article: Article, *, width: int = 0, links: LinkStyle = "none") -> Iterator[Part]:
    """Return the parts of an article, wrapped to ``width``; their text is not cleaned yet."""
    return _Writer(width, links).parts(article)


def byline(article: Article) -> str:
    """Return the line under a headline: who wrote it, where, and on the outlet's own day."""
    parts = []
    if article.byline:
        parts.append("By " + listed(article.byline))
    if article.outlet:
        parts.append(article.outlet)
    if article.published:
        parts.append(f"{article.published.day} {article.published:%B %Y}")
    return clean_line(" · ".join(parts))


def fold_ascii(text: str) -> str:
    """Fold ``text`` to ASCII: plain quotation marks and dashes, letters without accents, ``?`` for the rest."""
    plain = unicodedata.normalize("NFKD", text.translate(_ASCII))
    return "".join(c for c in plain if not unicodedata.combining(c)).encode("ascii", "replace").decode("ascii")


def wrap(text: str, width: int, indent: str = "", hang: str | None = None) -> str:
    """Wrap each line of ``text`` to ``width`` cells, counting wide characters as two; 0 leaves it alone.

    wcwidth wraps by cells, which Rich's table (the one of the app, because Textual draws by it) does not.
    """
    hang = indent if hang is None else hang
    lines: list[str] = []
    for line in text.split("\n"):
        if width <= 0:
            lines.append((indent if not lines else hang) + line)
            continue
        room = max(width - len(hang), 10)
        if line.isascii():
            import textwrap  # lazy: 1 ms, and a pipe wraps nothing

            wrapped = textwrap.wrap(line, room, break_long_words=False, break_on_hyphens=False)
        else:
            import wcwidth  # lazy: 30 ms, and most lines are ASCII

            wrapped = wcwidth.wrap(line, room, break_long_words=False, break_on_hyphens=False)
        for piece in wrapped or [""]:
            lines.append((indent if not lines else hang) + piece)
    return "\n".join(lines)


class _Writer:
    """Writes the parts of one article and gathers the addresses of its links."""

    def __init__(self, width: int, links: LinkStyle) -> None:
        self.width = width
        self.links = links
        self.addresses: list[str] = []

    def parts(self, article: Article) -> Iterator[Part]:
        """Yield the parts of the article, which a blank line separates."""
        yield Part(wrap(clean_line(article.title), self.width), "headline")
        tags = f"Tags: {', '.join(article.tags)}" if article.tags else ""
        address = told_address(article.url, veiled=article.veiled)
        head = [line for line in (byline(article), address, clean_line(tags)) if line]
        if head:
            yield Part("\n".join(wrap(line, self.width) for line in head), "head")
        if article.dek:
            yield Part(wrap(clean_line(article.dek), self.width), "dek")
        for name, value in article.facts.items():
            yield Part(wrap(clean_line(f"{name.capitalize()}: {value}"), self.width))
        if article.lead_image and not any(isinstance(block, Image) for block in article.blocks):
            yield from self.picture(article.lead_image)
        for block in article.blocks:
            yield from self.block(block)
        for file in article.enclosures:
            yield Part(wrap(f"[{clean_line(', '.join(facts_of(file)[:-1]))}: {file.url}]", self.width), "aside")
        if article.notice:
            yield Part(wrap(f"[{clean_line(article.notice)}]", self.width), "aside")
        yield from self.references("Next", article.next)
        yield from self.references("Related", article.related)
        if article.source:
            yield Part(wrap(f"Source: {article.source.name}", self.width), "aside")
        if self.addresses:
            listed = (f"[{number}] {address}" for number, address in enumerate(self.addresses, 1))
            yield Part("\n".join(listed), "aside")

    def block(self, block: Block) -> Iterator[Part]:
        """Yield a block as text; a pull quote that repeats the body yields nothing."""
        match block:
            case PullQuote():
                if not block.repeats:
                    yield Part(self.pull_quote(block), "quote")
            case Heading():
                yield Part(wrap(self.linked(block.text, block.spans).replace("\n", " "), self.width), "heading")
            case Paragraph():
                yield Part(wrap(self.linked(block.text, block.spans), self.width))
            case BlockQuote():
                quoted_text = wrap(self.linked(block.text, block.spans), self.width, INDENT)
                yield Part(self.signed(quoted_text, block), "quote")
            case ListBlock():
                yield Part("\n".join(self.items(block)))
            case Image():
                yield from self.picture(block)
            case Embed():
                said = ": ".join(part for part in (block.provider_name, block.text) if part)
                yield Part(wrap(f"[{said}{' ' + block.url if block.url else ''}]", self.width), "aside")
            case Table():
                yield Part("\n".join("\t".join(row) for row in block.rows))
            case Rule():
                yield Part("* * *")
            case Veiled():
                if block.text:
                    yield Part(wrap(f"[{clean_line(block.text)}]", self.width), "aside")

    def pull_quote(self, block: PullQuote) -> str:
        """Return the quote in quotation marks, indented, with who said it on a line below."""
        return self.signed(wrap(quoted(self.linked(block.text, block.spans)), self.width, INDENT), block)

    def signed(self, text: str, block: PullQuote | BlockQuote) -> str:
        """Return the text of a quotation with a line below it that says whose it is, as far as that is known."""
        by = attribution_of(block)
        return f"{text}\n{wrap('— ' + by, self.width, INDENT)}" if by else text

    def items(self, block: ListBlock) -> Iterator[str]:
        """Yield each item behind its bullet or number."""
        for number, item in zip(block.numbers, block.items, strict=True):
            sign = INDENT * item.level + ("- " if number is None else f"{number}. ")
            yield wrap(self.linked(item.text, item.spans), self.width, sign, " " * len(sign))

    def picture(self, image: Image | Picture) -> Iterator[Part]:
        """Yield the caption and credit of a picture, if it has words at all."""
        said = image.caption or image.alt
        if said:
            credit = f" ({image.credit})" if image.credit and image.credit not in said else ""
            yield Part(wrap(f"[Picture: {clean_line(said)}{credit}]", self.width), "aside")

    def references(self, word: str, references: tuple[Reference, ...]) -> Iterator[Part]:
        """Yield the links to other articles as one part, if there are any."""
        if references:
            listed = (
                wrap(f"{word}: {r.title}{f' <{r.url}>' if r.url and self.links != 'none' else ''}", self.width)
                for r in references
            )
            yield Part("\n".join(listed), "aside")

    def linked(self, text: str, spans: tuple[Span, ...]) -> str:
        """Return ``text`` with the addresses of its links as ``links`` asks for; numbered ones are kept for the end."""
        if self.links == "none":
            return text
        out, end = "", 0
        for span in sorted(spans, key=lambda s: s.end):
            if span.kind != "link" or not span.href or span.end < end:
                continue
            out += text[end : span.end]
            end = span.end
            if self.links == "inline":
                out += f" <{span.href}>"
            else:
                self.addresses.append(span.href)
                out += f" [{len(self.addresses)}]"
        return out + text[end:]
