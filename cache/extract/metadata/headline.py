"""The headline of a page: what it shows as such, not what was written for a search engine."""

from __future__ import annotations

import re
from itertools import islice
from typing import Any

from pullquote.cache.core.sanitize import clean_line
from pullquote.cache.extract.html.tree import Node, classes, text_of
from pullquote.cache.extract.metadata import jsonld

_SEPARATOR = re.compile(r"\s+(?:[|·•»«/:]|[-–—]{1,2}|\|\|)\s+|\s*[|»]\s*")
_WORD = re.compile(r"\w+")
_HEADLINE_CLASS = re.compile(
    r"(?:head-?line|(?:article|post|entry|story|page|content)-?_*(?:title|heading|header))(?:$|[ _-])"
)
_MAX_HEADLINE = 4_000


def find_headline(root: Node, metas: dict[str, list[str]], article: dict[str, Any], outlet: str | None) -> str | None:
    """Return the headline.

    An ``h1`` (or what is named a headline) that shares most of its words with what the page calls itself
    (``og:title``, JSON-LD, ``title``) wins; else ``og:title``, JSON-LD and ``title``, in this order,
    without the outlet's name.
    """
    declared = _declared_titles(root, metas, article, outlet)
    visible = _visible_headlines(root)
    exact = {tuple(_words(other)) for other in declared}
    for text in visible:
        if len(_words(text)) >= 3 and tuple(_words(text)) in exact:
            return text
    for text in visible:
        if any(_is_same_story(text, other) for other in declared):
            return next((other for other in declared if _has_section_before(text, other)), text)
    if not declared:
        return visible[0] if visible else None
    headings = [text_of(heading) for heading in root.iter("h1")]
    if len(headings) == 1 and 4 <= len(headings[0].split()) <= 40 and not _is_outlet_name(headings[0], outlet):
        return clean_line(headings[0])
    return declared[0]


def _declared_titles(root: Node, metas: dict[str, list[str]], article: dict[str, Any], outlet: str | None) -> list[str]:
    """Return what the page calls itself, without the outlet's name, the most trustworthy first."""
    titles = (title for title in root.iter("title") if title.getparent() is None or title.getparent().tag != "svg")
    raw = [
        *metas.get("og:title", ())[:1],
        *jsonld.strings(article.get("headline"))[:1],
        *metas.get("twitter:title", ())[:1],
        *metas.get("parsely-title", ())[:1],
        *metas.get("dc.title", ())[:1],
        *jsonld.strings(article.get("name"))[:1],
        *(text_of(title) for title in islice(titles, 1)),
    ]
    return [title for text in raw if (title := _without_outlet(clean_line(text), outlet))]


def _visible_headlines(root: Node) -> list[str]:
    """Return what the page shows as headlines, the surest first."""
    found: list[str] = []
    marked = [h for h in root.iter("h1", "h2", "h3") if "headline" in (h.get("itemprop") or "").lower().split()]
    firsts = list(root.iter("h1"))
    named = [h for h in root.iter("h2", "h3", "h4", "div", "span", "p") if _HEADLINE_CLASS.search(classes(h))][:8]
    for heading in (*[h for h in marked if h.tag == "h1"], *firsts, *marked, *named):
        raw = " ".join(_heading_text(heading).split())
        text = clean_line(raw) if len(raw) <= _MAX_HEADLINE else ""  # a heading left open contains the whole page
        if text and len(text) <= 400 and text not in found:
            found.append(text)
    return found[:12]


def _heading_text(heading: Node) -> str:
    """Return the text of a heading with a blank where inner blocks meet."""
    has_blocks = heading.find(".//br") is not None or heading.find(".//div") is not None
    return (" " if has_blocks else "").join(heading.itertext())


def _is_same_story(visible: str, declared: str) -> bool:
    """Return whether two headlines are of the same story: most words of the shorter are in the longer."""
    first, second = set(_words(visible)), set(_words(declared))
    if not first or not second:
        return False
    common = len(first & second)
    shorter = min(len(first), len(second))
    if shorter < 3:
        return first == second or (common == shorter and len(first) >= len(second) / 2)
    return common / shorter >= 0.5 and len(first) >= 0.3 * len(second)


def _has_section_before(visible: str, declared: str) -> bool:
    """Return whether a visible headline is the declared one with its section before it ("News" + headline)."""
    long, short = _words(visible), _words(declared)
    if long[:1] in (["the"], ["an"]) or ":" in visible:
        return False
    return 0 < len(long) - len(short) <= 2 and len(short) >= 4 and long[-len(short) :] == short


def _is_outlet_name(text: str, outlet: str | None) -> bool:
    """Return whether a heading is little more than the outlet's name."""
    return bool(outlet) and "".join(_words(outlet or "")) in "".join(_words(text)) and len(text.split()) <= 6


def _words(text: str) -> list[str]:
    return [word for word in _WORD.findall(text.lower().replace("’", "").replace("'", "")) if len(word) > 1]


def _without_outlet(title: str, outlet: str | None) -> str:
    """Return a title without the outlet's name, and a section before it, at its end or its start."""
    if title.count(" > ") >= 2:
        title = title.rpartition(" > ")[2]  # breadcrumbs before the headline
    parts = _SEPARATOR.split(title)
    if len(parts) < 2:
        return title
    name = "".join(_words(outlet or ""))
    last, first = "".join(_words(parts[-1])), "".join(_words(parts[0]))
    if name and (last == name or (len(last) > 3 and (last in name or name in last) and len(parts[-1]) < 40)):
        return title[: title.rindex(parts[-1])].rstrip(" |·•»«/:–—-")
    if name and (first == name or (first.startswith(name) and ">" in parts[0])):
        return title[title.index(parts[0]) + len(parts[0]) :].lstrip(" |·•»«/:–—-")
    if "|" in title and len(parts[-1].split()) <= 4 and len(parts[0].split()) >= 4:
        return title[: title.rindex("|")].rstrip(" |")
    return title
