"""Markdown as parts: the constructs people save articles with (CommonMark's common half).

Headings, paragraphs, emphasis, links, pictures, quotations, lists, rules, code, and YAML front matter
with title, author and date. What it does not know stays as text.
"""

from __future__ import annotations

import re

from pullquote.cache.core.article import BlockQuote, Image, Item, ListBlock, Paragraph, Rule
from pullquote.cache.core.sanitize import clean_line
from pullquote.cache.extract.html.inline import Rich, Run, absolute
from pullquote.cache.extract.text.lines import Part

_SIGNS = (
    re.compile(r"^#{1,6} +\S", re.M),
    re.compile(r"!?\[[^\]\n]{1,300}\]\([^)\s]{1,2000}(?: \"[^\"\n]*\")?\)"),
    re.compile(r"(?<![\w*])\*\*[^\s*][^*\n]{0,200}\*\*(?![\w*])"),
    re.compile(r"^> +\S", re.M),
    re.compile(r"\A---\n(?:[\w-]+:.*\n)+---\n"),
    re.compile(r"^\S.*\n(?:={4,}|-{4,})$", re.M),
)
_FRONT = re.compile(r"\A---\n((?:[^\n]*\n){1,60}?)---\n")
_HEADING = re.compile(r"^(#{1,6}) +(.*?)\s*#*$")
_SETEXT = re.compile(r"^(?:(=+)|(-+))\s*$")
_RULE = re.compile(r"^ {0,3}(?:(?:\* *){3,}|(?:- *){3,}|(?:_ *){3,})$")
_BULLET = re.compile(r"^ {0,5}(?:[-*+]|(\d{1,9})[.)])\s+")
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


_LONGEST = 20_000


def is_markdown(text: str) -> bool:
    """Return whether a text was written as Markdown: at least two of its signs, or a front matter."""
    head = text[:20_000]
    found = [bool(sign.search(head)) for sign in _SIGNS]
    return sum(found) >= 2 or found[4] or len(_SIGNS[0].findall(head)) >= 2


def read_parts(text: str) -> list[Part]:
    """Return the parts of a Markdown text."""
    out: list[Part] = []
    if front := _FRONT.match(text):
        labels = [
            line
            for line in front[1].split("\n")
            if re.match(r"^(?:title|author|date|published|url)\s*:\s*\S", line, re.I)
        ]
        if labels:
            lines = [re.sub(r":\s*[\"']?(.*?)[\"']?\s*$", r": \1", line) for line in labels]
            out.append(Part("text", Rich("\n".join(lines))))
        text = text[front.end() :]
    lines = text.split("\n")
    place = 0
    while place < len(lines):
        place = _block(lines, place, out)
    return out


def _block(lines: list[str], place: int, out: list[Part]) -> int:
    """Read one block beginning at ``place``; return the place after it."""
    line = lines[place]
    if not line.strip():
        return place + 1
    if heading := _HEADING.match(line):
        out.append(Part("heading", inline(heading[2]), level=len(heading[1])))
        return place + 1
    if _RULE.match(line):
        out.append(Part("block", block=Rule()))
        return place + 1
    if line.startswith(("```", "~~~")):
        return _code(lines, place, out)
    if image := _IMAGE.match(line.strip()):
        url = absolute(image[2], None)
        out.append(
            Part("block", block=Image(url, clean_line(image[1], 500) or None, clean_line(image[3] or "") or None))
        )
        return place + 1
    if line.startswith(">"):
        end = place
        while end < len(lines) and lines[end].strip() and (lines[end].startswith(">") or end > place):
            end += 1
        rich = inline("\n".join(re.sub(r"^> ?", "", part) for part in lines[place:end]))
        if rich.text:
            out.append(Part("block", block=BlockQuote(rich.text, rich.spans)))
        return end
    if _BULLET.match(line):
        return _list(lines, place, out)
    return _paragraph(lines, place, out)


def _code(lines: list[str], place: int, out: list[Part]) -> int:
    end = place + 1
    while end < len(lines) and not lines[end].startswith(lines[place][:3]):
        end += 1
    text = "\n".join(lines[place + 1 : end]).strip("\n")
    if text.strip():
        out.append(Part("block", block=Paragraph(text)))
    return end + 1


def _list(lines: list[str], place: int, out: list[Part]) -> int:
    first = _BULLET.match(lines[place])
    items: list[str] = []
    while place < len(lines):
        line = lines[place]
        if match := _BULLET.match(line):
            items.append(line[match.end() :])
        elif line.strip() and items and (line.startswith("  ") or lines[place - 1].strip()):
            items[-1] += " " + line.strip()
        elif not (not line.strip() and place + 1 < len(lines) and _BULLET.match(lines[place + 1])):
            break
        place += 1
    rich = [inline(item) for item in items]
    found = tuple(Item(r.text, r.spans) for r in rich if r.text)
    if found:
        out.append(Part("block", block=ListBlock(found, bool(first and first[1]))))
    return place


def _paragraph(lines: list[str], place: int, out: list[Part]) -> int:
    end = place
    while end < len(lines) and lines[end].strip():
        if end > place and (underline := _SETEXT.match(lines[end])):
            out.append(Part("heading", inline(" ".join(lines[place:end])), level=1 if underline[1] else 2))
            return end + 1
        if end > place and (
            _HEADING.match(lines[end]) or lines[end].startswith((">", "```")) or _BULLET.match(lines[end])
        ):
            break
        end += 1
    text = re.sub(r"(?: {2,}|\\)\n", "\x0c", "\n".join(lines[place:end])).replace("\n", " ").replace("\x0c", "\n")
    rich = inline(text)
    if rich.text:
        out.append(Part("text", rich))
    return end


def inline(text: str) -> Rich:
    """Return a line of Markdown as text with spans."""
    run = Run()
    _inline(text, run, 0)
    return run.take()


def _inline(text: str, run: Run, depth: int) -> None:
    place = 0
    for match in _INLINE.finditer(text) if depth < 6 and len(text) <= _LONGEST else ():
        _add(run, text[place : match.start()])
        place = match.end()
        _span(match, run, depth + 1)
    _add(run, text[place:])


def _span(match: re.Match[str], run: Run, depth: int) -> None:
    if match["escaped"]:
        run.add(match["escaped"])
    elif match["label"]:
        href = absolute(match["href"], None)
        if href:
            run.open("link", href)
        _inline(match["label"], run, depth)
        if href:
            run.close()
    elif match["auto"]:
        run.open("link", absolute(match["auto"], None))
        run.add(match["auto"])
        run.close()
    elif match["inside"]:
        run.open("code")
        run.add(match["inside"])
        run.close()
    elif match["bold"]:
        run.open("strong")
        _inline(match["bold"], run, depth)
        run.close()
    elif inner := match["slanted"] or match["under"]:
        run.open("emphasis")
        _inline(inner, run, depth)
        run.close()


def _add(run: Run, text: str) -> None:
    for number, line in enumerate(text.split("\n")):
        if number:
            run.line_break()
        run.add(line)
