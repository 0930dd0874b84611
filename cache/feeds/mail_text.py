"""The plain text of a mail as HTML: its paragraphs, flowed or broken by hand, what it quotes, lists, and links."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from itertools import groupby

_LINK = re.compile(r"<?(https?://[^\s<>\"]{3,2000})>?")
_LIST_ITEM = re.compile(r"\s{0,6}(?:[*•·–-]|\d{1,3}[.)])\s+(?=\S)")
_RULE = re.compile(r"\s*(?:[-=_*~#]\s?){4,}\s*")
_ENDS_LINK = ".,;:!?)]}’”'"
_MOST_QUOTED = 20
"""How deep quotations nest; deeper ones are as deep."""
_WIDEST = 78
"""Characters of a line that a program broke (RFC 5322 2.1.1)."""


def html_of_plain(text: str, *, flowed: bool = False, joined: bool = False) -> str:
    """Return plain text as HTML.

    ``flowed`` text (RFC 3676) has its soft line ends marked by a blank, which is left out where ``joined`` (its
    ``DelSp``). In other text a line end was put there by a program where the next word would not have fit.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    marked = [_quoted(line, flowed=flowed) for line in lines]
    if flowed:
        marked = list(_unfolded(marked, joined=joined))
    parts: list[str] = []
    depth = 0
    for level, group in groupby(marked, key=lambda pair: pair[0]):
        parts.append("<blockquote>" * (level - depth) if level > depth else "</blockquote>" * (depth - level))
        depth = level
        parts += _paragraphs([line for _, line in group], flowed=flowed)
    parts.append("</blockquote>" * depth)
    return "\n".join(part for part in parts if part)


def _quoted(line: str, *, flowed: bool) -> tuple[int, str]:
    """Return how deep a line is quoted, and the line without the marks of that."""
    depth = at = 0
    while at < len(line) and depth < _MOST_QUOTED:
        if line[at] == ">":
            depth, at = depth + 1, at + 1
        elif not flowed and line[at] == " " and line[at + 1 : at + 2] == ">":
            at += 1
        else:
            break
    rest = line[at:]
    return depth, rest[1:] if rest.startswith(" ") and (flowed or depth) else rest


def _unfolded(lines: list[tuple[int, str]], *, joined: bool) -> Iterator[tuple[int, str]]:
    """Yield the lines of flowed text whole (RFC 3676 4.2); the line before a signature is never joined with it."""
    pieces: list[str] = []
    depth = 0
    for level, line in lines:
        if pieces and (level != depth or line == "-- "):
            yield depth, "".join(pieces)
            pieces = []
        depth = level
        if line.endswith(" ") and line != "-- ":
            pieces.append(line[:-1] if joined else line)
            continue
        yield depth, "".join((*pieces, line))
        pieces = []
    if pieces:
        yield depth, "".join(pieces)


def _paragraphs(lines: list[str], *, flowed: bool) -> Iterator[str]:
    width = min(_WIDEST, max((len(line.rstrip()) for line in lines), default=0))
    for is_text, group in groupby(lines, key=lambda line: bool(line.strip()) and not _RULE.fullmatch(line)):
        if not is_text:
            continue
        paragraph = list(group)
        if all(_LIST_ITEM.match(line) or line.startswith((" ", "\t")) for line in paragraph) and _LIST_ITEM.match(
            paragraph[0]
        ):
            yield "<ul>" + "".join(f"<li>{_linked(item)}</li>" for item in _items(paragraph)) + "</ul>"
        elif flowed:
            yield from (f"<p>{_linked(line.strip())}</p>" for line in paragraph)
        else:
            yield f"<p>{_joined(paragraph, width)}</p>"


def _items(lines: list[str]) -> Iterator[str]:
    item: list[str] = []
    for line in lines:
        if (mark := _LIST_ITEM.match(line)) and item:
            yield " ".join(item)
            item = []
        item.append((line[mark.end() :] if mark else line).strip())
    yield " ".join(item)


def _joined(lines: list[str], width: int) -> str:
    """Return lines as one paragraph, with those line ends that were put there by hand."""
    out: list[str] = []
    for line, after in zip(lines, [*lines[1:], ""], strict=True):
        text = line.strip()
        out.append(_linked(text))
        if after:
            fits = len(line.rstrip()) + 1 + len(after.split(None, 1)[0]) < width
            out.append("<br>" if fits else " ")
    return "".join(out)


def _linked(text: str) -> str:
    """Return a text as HTML, its addresses as links."""
    out: list[str] = []
    at = 0
    for link in _LINK.finditer(text):
        address = link[1].rstrip(_ENDS_LINK)
        out += (escape(text[at : link.start()], quote=False), f'<a href="{escape(address)}">{escape(address)}</a>')
        at = link.end() if link[0].startswith("<") else link.start(1) + len(address)
    out.append(escape(text[at:], quote=False))
    return "".join(out)
