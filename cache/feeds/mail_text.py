"""The plain text of a mail as HTML: its paragraphs, flowed or broken by hand, headings, quotations, lists, links.

Headings are lines with a rule right under them, or with number signs as in Markdown, in which many newsletters are
written. Words between stars or low lines are emphasis, as titles are there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from itertools import groupby

from pullquote.cache.core.emphasis import EMPHASIS

_LINK = re.compile(r"<?(https?://[^\s<>\"]{3,2000})>?")
_LIST_ITEM = re.compile(r"\s{0,6}(?:[*•·–-]|(?P<number>\d{1,3})[.)])\s+(?=\S)")
_NUMBER_SIGNS = re.compile(r"(#{1,6})\s+(?=\S)")
_NAMED_LINK = re.compile(r"\[([^\[\]\n]{1,300})\]\((https?://[^\s()<>\"]{3,2000})\)|" + _LINK.pattern)
_STRONG = re.compile(r"(?<![\w*])\*\*(?=[^\s*])([^*\n]{1,200})(?<=\S)\*\*(?![\w*])")
_NO_HEADING = re.compile(r"[.,;:!]$|https?://")
_RULE = re.compile(r"\s*(?:[-=_*~#]\s?){4,}\s*")
_ENDS_LINK = ".,;:!?)]}’”'"
_MOST_QUOTED = 20
"""How deep quotations nest; deeper ones are as deep."""
_LONGEST_HEADING = 80
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
    groups = [(kind, list(group)) for kind, group in groupby(lines, key=_kind_of)]
    groups = [part for kind, group in groups for part in _split_at_signs(kind, group)]
    for (kind, paragraph), (below, _) in zip(groups, [*groups[1:], ("", [])], strict=True):
        if kind != "text":
            continue
        if signs := _NUMBER_SIGNS.match(paragraph[0]):
            yield f"<h{len(signs[1])}>{_linked(paragraph[0][signs.end() :].strip())}</h{len(signs[1])}>"
        elif below == "rule" and _is_heading(paragraph):
            yield f"<h2>{_linked(paragraph[0].strip())}</h2>"
        elif _is_list(paragraph):
            yield _listed(paragraph)
        elif flowed:
            yield from (f"<p>{_linked(line.strip())}</p>" for line in paragraph)
        else:
            yield f"<p>{_joined(paragraph, width)}</p>"


def _kind_of(line: str) -> str:
    """Return what a line is: ``text``, ``rule`` or ``blank``."""
    if not line.strip():
        return "blank"
    return "rule" if _RULE.fullmatch(line) else "text"


def _split_at_signs(kind: str, lines: list[str]) -> Iterator[tuple[str, list[str]]]:
    """Yield lines apart where one is a heading by its number signs."""
    for _, group in groupby(enumerate(lines), key=lambda pair: pair[0] if _NUMBER_SIGNS.match(pair[1]) else -1):
        yield kind, [line for _, line in group]


def _is_heading(paragraph: list[str]) -> bool:
    """Return whether a paragraph with a rule right under it is the heading of what follows."""
    text = paragraph[0].strip()
    return len(paragraph) == 1 and len(text) <= _LONGEST_HEADING and not _NO_HEADING.search(text)


def _is_list(paragraph: list[str]) -> bool:
    """Return whether lines are the items of a list; one number alone begins a paragraph."""
    marks = [_LIST_ITEM.match(line) for line in paragraph]
    if marks[0] is None or (marks[0]["number"] and sum(mark is not None for mark in marks) == 1):
        return False
    return all(mark or line.startswith((" ", "\t")) for mark, line in zip(marks, paragraph, strict=True))


def _listed(lines: list[str]) -> str:
    """Return lines as a list, numbered from where they are."""
    first = _LIST_ITEM.match(lines[0])
    number = first["number"] if first else None
    items = "".join(f"<li>{_linked(item)}</li>" for item in _items(lines))
    return f'<ol start="{int(number)}">{items}</ol>' if number else f"<ul>{items}</ul>"


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
        out.append(line.strip())
        if after:
            fits = len(line.rstrip()) + 1 + len(after.split(None, 1)[0]) < width
            out.append("\n" if fits else " ")
    return _linked("".join(out)).replace("\n", "<br>")


def _linked(text: str) -> str:
    """Return a text as HTML, its addresses as links, and what is marked in it as emphasis."""
    out: list[str] = []
    at = 0
    for link in _NAMED_LINK.finditer(text):
        out.append(_emphasized(text[at : link.start()]))
        if link[1]:
            out.append(f'<a href="{escape(link[2])}">{_emphasized(link[1])}</a>')
            at = link.end()
            continue
        address = link[3].rstrip(_ENDS_LINK)
        out.append(f'<a href="{escape(address)}">{escape(address)}</a>')
        at = link.end() if link[0].startswith("<") else link.start(3) + len(address)
    out.append(_emphasized(text[at:]))
    return "".join(out)


def _emphasized(text: str) -> str:
    return EMPHASIS.sub(r"<em>\2</em>", _STRONG.sub(r"<strong>\1</strong>", escape(text, quote=False)))
