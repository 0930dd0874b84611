"""The headline as a reader sees it."""

from __future__ import annotations

import re
from typing import Any

from pullquote.cache.core.sanitize import clean_line
from pullquote.cache.extract.html.tree import Node, classes, text_of
from pullquote.cache.extract.metadata import jsonld

_SEPARATOR = re.compile(r"\s+(?:[|·•»«/:]|[-–—]{1,2}|\|\|)\s+|\s*[|»]\s*")
_WORD = re.compile(r"\w+")
_CLASS = re.compile(r"(?:head-?line|(?:article|post|entry|story|page|content)-?_*(?:title|heading|header))(?:$|[ _-])")
_FAR_TOO_LONG = 4_000


def find_title(root: Node, metas: dict[str, list[str]], article: dict[str, Any], outlet: str | None) -> str | None:
    """Return the headline.

    An ``h1`` (or what is named a headline) that shares most of its words with what the page calls itself
    (``og:title``, JSON-LD, ``title``) wins; else ``og:title``, JSON-LD and ``title``, in this order,
    without the outlet's name.
    """
    declared = [
        *(metas.get("og:title") or [])[:1],
        *jsonld.strings(article.get("headline"))[:1],
        *(metas.get("twitter:title") or [])[:1],
        *(metas.get("parsely-title") or [])[:1],
        *(metas.get("dc.title") or [])[:1],
        *jsonld.strings(article.get("name"))[:1],
        *[
            text_of(title)
            for title in root.iter("title")
            if title.getparent() is None or title.getparent().tag != "svg"
        ][:1],
    ]
    declared = [text for raw in declared if (text := without_outlet(clean_line(raw), outlet))]
    shown = _shown(root)
    exact = {tuple(_words(other)) for other in declared}
    for text in shown:
        if len(_words(text)) >= 3 and tuple(_words(text)) in exact:
            return text
    for text in shown:
        if any(_agree(text, other) for other in declared):
            return next((other for other in declared if _is_prefixed(text, other)), text)
    only = [text_of(h) for h in root.iter("h1")]
    if len(only) == 1 and declared and 4 <= len(only[0].split()) <= 40 and not _is_outlet(only[0], outlet):
        return clean_line(only[0])
    if declared:
        return declared[0]
    return shown[0] if shown else None


def _shown(root: Node) -> list[str]:
    """Return what the page shows as headlines, the surest first."""
    found: list[str] = []
    marked = [h for h in root.iter("h1", "h2", "h3") if "headline" in (h.get("itemprop") or "").lower().split()]
    firsts = list(root.iter("h1"))
    named = [h for h in root.iter("h2", "h3", "h4", "div", "span", "p") if _CLASS.search(classes(h))][:8]
    for heading in (*[h for h in marked if h.tag == "h1"], *firsts, *marked, *named):
        raw = " ".join(_shown_text(heading).split())
        text = clean_line(raw) if len(raw) <= _FAR_TOO_LONG else ""  # a heading left open holds the whole page
        if text and len(text) <= 400 and text not in found:
            found.append(text)
    return found[:12]


def _shown_text(heading: Node) -> str:
    """Return the text of a heading with a blank where inner blocks meet."""
    return (
        " ".join(heading.itertext())
        if heading.find(".//br") is not None or heading.find(".//div") is not None
        else "".join(heading.itertext())
    )


def _agree(shown: str, declared: str) -> bool:
    """Return whether two headlines are of the same story: most words of the shorter are in the longer."""
    ours, theirs = set(_words(shown)), set(_words(declared))
    if not ours or not theirs:
        return False
    common = len(ours & theirs)
    shorter = min(len(ours), len(theirs))
    if shorter < 3:
        return ours == theirs or (common == shorter and len(ours) >= len(theirs) / 2)
    return common / shorter >= 0.5 and len(ours) >= 0.3 * len(theirs)


def _is_prefixed(shown: str, declared: str) -> bool:
    """Return whether a shown headline is the declared one with its section before it ("News" + headline)."""
    ours, theirs = _words(shown), _words(declared)
    if ours[:1] in (["the"], ["an"]):
        return False
    return 0 < len(ours) - len(theirs) <= 2 and len(theirs) >= 4 and ours[-len(theirs) :] == theirs and ":" not in shown


def _is_outlet(text: str, outlet: str | None) -> bool:
    return bool(outlet) and "".join(_words(outlet or "")) in "".join(_words(text)) and len(text.split()) <= 6


def _words(text: str) -> list[str]:
    return [word for word in _WORD.findall(text.lower().replace("’", "").replace("'", "")) if len(word) > 1]


def without_outlet(title: str, outlet: str | None) -> str:
    """Take the outlet's name, and a section before it, off the end (or the start) of a title."""
    if title.count(" > ") >= 2:
        title = title.rpartition(" > ")[2]  # the way to the page, which some write into its title
    parts = _SEPARATOR.split(title)
    if len(parts) < 2:
        return title
    name = "".join(_words(outlet or ""))
    last, first = "".join(_words(parts[-1])), "".join(_words(parts[0]))
    if name and (last == name or (len(last) > 3 and (last in name or name in last) and len(parts[-1]) < 40)):
        return title[: title.rindex(parts[-1])].rstrip(" |·•»«/:–—-")
    if name and first.startswith(name) and ">" in parts[0]:
        return title[title.index(parts[0]) + len(parts[0]) :].lstrip(" |·•»«/:–—-")
    if name and first == name:
        return title[title.index(parts[0]) + len(parts[0]) :].lstrip(" |·•»«/:–—-")
    if "|" in title and len(parts[-1].split()) <= 4 and len(parts[0].split()) >= 4:
        return title[: title.rindex("|")].rstrip(" |")
    return title
