"""Markdown as parts: the constructs people save articles with (CommonMark's common half).

Headings, paragraphs, emphasis, links, pictures, quotations, lists, rules, code, and YAML front matter
with title, author and date. What is not one of these stays as text.

Not markdown-it-py: by CommonMark an indented paragraph of a saved text is code and its front matter a rule
and a heading, and the tokens would have to be turned into spans here all the same. The inline signs are not
those of ``reimport.markdown`` either: there every sign that is text is escaped, here a lone star is a star.
"""

from __future__ import annotations

import re

from pullquote.cache.core.article import BlockQuote, Image, Paragraph, Rule
from pullquote.cache.core.sanitize import clean_line
from pullquote.cache.core.urls import absolute_url
from pullquote.cache.extract.html.inline import RichText, RichTextBuilder
from pullquote.cache.extract.html.lists import Levels, list_of, number_of
from pullquote.cache.extract.html.signatures import split_signed_text
from pullquote.cache.extract.text.lines import TextPart

_HEADING_SIGN = re.compile(r"^#{1,6} +\S", re.M)
_FRONT_MATTER_SIGN = re.compile(r"\A---\n(?:[\w-]+:.*\n)+---\n")
_OTHER_SIGNS = (
    re.compile(r"!?\[[^\]\n]{1,300}\]\([^)\s]{1,2000}(?: \"[^\"\n]*\")?\)"),
    re.compile(r"(?<![\w*])\*\*[^\s*][^*\n]{0,200}\*\*(?![\w*])"),
    re.compile(r"^> +\S", re.M),
    re.compile(r"^\S.*\n(?:={4,}|-{4,})$", re.M),
)
_FRONT_MATTER = re.compile(r"\A---\n((?:[^\n]*\n){1,60}?)---\n")
_LABEL = re.compile(r"^(?:title|author|date|published|url)\s*:\s*\S", re.I)
_HEADING = re.compile(r"^(#{1,6}) +(.*?)\s*#*$")
_SETEXT = re.compile(r"^(?:(=+)|(-+))\s*$")
_RULE = re.compile(r"^ {0,3}(?:(?:\* *){3,}|(?:- *){3,}|(?:_ *){3,})$")
_BULLET = re.compile(r"^ {0,24}(?:[-*+]|(\d{1,9})[.)])\s+")
_IMAGE = re.compile(r"^!\[([^\]]*)\]\(<?([^)\s>]+)>?(?:\s+[\"']([^\"')]*)[\"'])?\)\s*$")
_INLINE = re.compile(
    r"\\(?P<escaped>[\\`*_{}\[\]()#+.!|<>~-])"
    r"|!\[(?P<alt>[^\]\n]*)\]\([^)\s]*(?:\s+\"[^\"]*\")?\)"
    r"|\[(?P<label>[^\]\n]{1,500})\]\(<?(?P<href>(?:[^()\s>]|\([^()\s>]*\))+)>?(?:\s+[\"'][^\"']*[\"'])?\)"
    r"|<(?P<auto>https?://[^>\s]+)>"
    r"|(?P<code>`+)(?P<inside>.+?)(?P=code)"
    r"|(?P<strong>\*\*|__)(?=\S)(?P<bold>.+?)(?<=\S)(?P=strong)"
    r"|(?P<star>\*)(?=[^\s*])(?P<slanted>[^*]+?)(?<=\S)\*"
    r"|(?<!\w)_(?=\S)(?P<under>[^_]+?)(?<=\S)_(?!\w)",
    re.S,
)
_MAX_PARAGRAPH = 20_000
_MAX_DEPTH = 6


def is_markdown(text: str) -> bool:
    """Return whether a text was written as Markdown: front matter, two headings, or two different signs."""
    head = text[:20_000]
    headings = len(_HEADING_SIGN.findall(head))
    if headings >= 2 or _FRONT_MATTER_SIGN.search(head):
        return True
    return headings + sum(bool(sign.search(head)) for sign in _OTHER_SIGNS) >= 2


def parse_markdown(text: str) -> list[TextPart]:
    """Return the parts of a Markdown text."""
    parts: list[TextPart] = []
    if front := _FRONT_MATTER.match(text):
        labels = [line for line in front[1].split("\n") if _LABEL.match(line)]
        if labels:
            unquoted = (re.sub(r":\s*[\"']?(.*?)[\"']?\s*$", r": \1", line) for line in labels)
            parts.append(TextPart("text", RichText("\n".join(unquoted))))
        text = text[front.end() :]
    lines = text.split("\n")
    start = 0
    while start < len(lines):
        part, start = _read_part(lines, start)
        if part is not None:
            parts.append(part)
    return parts


def _read_part(lines: list[str], start: int) -> tuple[TextPart | None, int]:
    """Return the part that begins at line ``start``, if there is one, and the number of the line after it."""
    line = lines[start]
    if not line.strip():
        return None, start + 1
    if heading := _HEADING.match(line):
        return TextPart("heading", _rich_text(heading[2]), level=len(heading[1])), start + 1
    if _RULE.match(line):
        return TextPart("block", block=Rule()), start + 1
    if line.startswith(("```", "~~~")):
        return _read_code(lines, start)
    if image := _IMAGE.match(line.strip()):
        alt, caption = clean_line(image[1], 500) or None, clean_line(image[3] or "") or None
        return TextPart("block", block=Image(absolute_url(image[2], None), alt, caption)), start + 1
    if line.startswith(">"):
        return _read_quotation(lines, start)
    if _BULLET.match(line):
        return _read_list(lines, start)
    return _read_paragraph(lines, start)


def _read_code(lines: list[str], start: int) -> tuple[TextPart | None, int]:
    end = start + 1
    while end < len(lines) and not lines[end].startswith(lines[start][:3]):
        end += 1
    text = "\n".join(lines[start + 1 : end]).strip("\n")
    return TextPart("block", block=Paragraph(text)) if text.strip() else None, end + 1


def _read_quotation(lines: list[str], start: int) -> tuple[TextPart | None, int]:
    end = start + 1
    while end < len(lines) and lines[end].strip():
        end += 1
    rich = _rich_text("\n".join(re.sub(r"^> ?", "", line) for line in lines[start:end]))
    said, signature = split_signed_text(rich)
    return TextPart("block", block=BlockQuote(said.text, said.spans, signature=signature)) if said.text else None, end


def _read_list(lines: list[str], start: int) -> tuple[TextPart | None, int]:
    texts: list[str] = []
    places: list[tuple[int, int | None]] = []
    levels = Levels()
    end = start
    while end < len(lines):
        line = lines[end]
        if match := _BULLET.match(line):
            texts.append(line[match.end() :])
            places.append((levels.level_of(line, match.end()), number_of(match[1])))
        elif line.strip() and texts and (line.startswith("  ") or lines[end - 1].strip()):
            texts[-1] += " " + line.strip()
        elif line.strip() or end + 1 == len(lines) or not _BULLET.match(lines[end + 1]):
            break  # only one blank line may stand between two items
        end += 1
    found = list_of((_rich_text(text), *place) for text, place in zip(texts, places, strict=True))
    return TextPart("block", block=found) if found else None, end


def _read_paragraph(lines: list[str], start: int) -> tuple[TextPart | None, int]:
    """Return the paragraph that begins at line ``start``, or the heading that it is if its last line underlines it."""
    end = start + 1
    while end < len(lines) and lines[end].strip():
        if underline := _SETEXT.match(lines[end]):
            level = 1 if underline[1] else 2
            return TextPart("heading", _rich_text(" ".join(lines[start:end])), level=level), end + 1
        if _HEADING.match(lines[end]) or lines[end].startswith((">", "```")) or _BULLET.match(lines[end]):
            break
        end += 1
    # A line feed is a blank, but for one after two blanks or a backslash: that one breaks the line.
    text = re.sub(r"(?: {2,}|\\)\n", "\x0c", "\n".join(lines[start:end])).replace("\n", " ").replace("\x0c", "\n")
    rich = _rich_text(text)
    return TextPart("text", rich) if rich.text else None, end


def _rich_text(text: str) -> RichText:
    """Return inline Markdown as text with spans."""
    builder = RichTextBuilder()
    _add_inline(text, builder, 0)
    return builder.build()


def _add_inline(text: str, builder: RichTextBuilder, depth: int) -> None:
    end = 0
    if depth < _MAX_DEPTH and len(text) <= _MAX_PARAGRAPH:
        for match in _INLINE.finditer(text):
            builder.add_lines(text[end : match.start()])
            end = match.end()
            _add_match(match, builder, depth + 1)
    builder.add_lines(text[end:])


def _add_match(match: re.Match[str], builder: RichTextBuilder, depth: int) -> None:
    """Add what one inline construct stands for; a picture inside a sentence stands for nothing."""
    if match["escaped"]:
        builder.add(match["escaped"])
    elif match["label"]:
        href = absolute_url(match["href"], None)
        if href:
            builder.open_span("link", href)
        _add_inline(match["label"], builder, depth)
        if href:
            builder.close_span()
    elif match["auto"]:
        builder.open_span("link", absolute_url(match["auto"], None))
        builder.add(match["auto"])
        builder.close_span()
    elif match["inside"]:
        builder.open_span("code")
        builder.add(match["inside"])
        builder.close_span()
    elif match["bold"]:
        builder.open_span("strong")
        _add_inline(match["bold"], builder, depth)
        builder.close_span()
    elif inner := match["slanted"] or match["under"]:
        builder.open_span("emphasis")
        _add_inline(inner, builder, depth)
        builder.close_span()
