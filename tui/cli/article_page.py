"""An article as it is shown on a terminal: its headline bold, what is about it dim, quotes behind a bar.

The words are those of ``cache.export.text``, which writes them plain for pipes and files.
"""

from __future__ import annotations

from msgspec import Struct

from pullquote.cache.core.article import Article
from pullquote.cache.core.sanitize import clean_text
from pullquote.cache.export import TextStyle
from pullquote.cache.export.text import INDENT, Part, article_parts, fold_ascii

_BOLD, _DIM, _ACCENT = "1", "2", "33"
"""Parameters of SGR (ECMA-48, 8.3.117); the accent is yellow."""
_ROLES = {"headline": _BOLD, "heading": _BOLD, "head": _DIM, "aside": _DIM}
_SIGNATURE = INDENT + "—"


class Look(Struct, frozen=True):
    """What a terminal takes: whether it has colours, and the sign of the bar of a quote."""

    colored: bool
    bar: str


def article_page(article: Article, style: TextStyle, look: Look) -> str:
    """Return the article for a terminal; it ends in one line feed."""
    parts = article_parts(article, width=style.width, links=style.links)
    return "\n\n".join(_shown(part, style, look) for part in parts) + "\n"


def _shown(part: Part, style: TextStyle, look: Look) -> str:
    """Return a part, each of its lines by itself: a pager that goes back to a line then knows its looks."""
    lines = clean_text(part.text).split("\n")
    if part.role == "quote":
        return "\n".join(_quoted(lines, style, look))
    return "\n".join(_painted(_folded(line, style), _ROLES.get(part.role, ""), look) for line in lines)


def _quoted(lines: list[str], style: TextStyle, look: Look) -> list[str]:
    """Return the lines of a quote behind a bar, dim from the dash before who said it."""
    signed = next((at for at, line in enumerate(lines) if at and line.startswith(_SIGNATURE)), len(lines))
    return [
        f"  {_painted('|' if style.ascii_only else look.bar, _ACCENT, look)} "
        + _painted(_folded(line.removeprefix(INDENT), style), _DIM if at >= signed else "", look)
        for at, line in enumerate(lines)
    ]


def _folded(line: str, style: TextStyle) -> str:
    return fold_ascii(line) if style.ascii_only else line


def _painted(line: str, how: str, look: Look) -> str:
    return f"\x1b[{how}m{line}\x1b[0m" if how and line and look.colored else line
