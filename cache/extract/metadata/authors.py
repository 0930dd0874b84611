"""Who wrote it: structured data, meta, microdata, ``rel=author``, the visible byline, in this order."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from pullquote.cache.extract.html.tree import Node, spaced, text_of
from pullquote.cache.extract.metadata import jsonld
from pullquote.cache.extract.metadata.bylines import join_bylines

_METAS = (
    "author",
    "article:author_name",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "dc:creator",
    "dcterms.creator",
    "byl",
    "article:author",
    "authors",
    "cxenseparse:author",
    "rbauthors",
    "citation_author",
)
_BYLINE = re.compile(
    r"by-?_*line|(?:^|[ _-])(?:authors?|writers?|contributors?|post-?author|entry-?author|article-?author|"
    r"author-?name|authorname|post_author)(?:$|[ _-])"
)
_NOT_BYLINE = re.compile(
    r"bio|about|avatar|image|photo|social|related|comment|widget|footer|sidebar|more-from|share|follow"
)


_AGENCY = re.compile(
    r"(?:the )?(?:associated press|reuters|afp|ap|press association|bang showbiz|pa media|staff reports?|"
    r"wire services?|condé nast|guest author|contributor)",
    re.I,
)


def find_authors(
    root: Node, metas: dict[str, list[str]], things: list[dict[str, Any]], article: dict[str, Any], outlet: str | None
) -> tuple[str, ...]:
    """Return the names of the authors, in order; the outlet's own name only if nobody else is named."""
    fallback: tuple[str, ...] = ()
    places: tuple[Callable[[], list[str]], ...] = (
        lambda: _from_jsonld(article, things),
        lambda: _from_metas(metas),
        lambda: _from_microdata(root),
        lambda: _from_links(root),
        lambda: _from_bylines(root),
        lambda: _from_addresses(root),
    )
    for ask in places:
        names = join_bylines(ask())
        people = tuple(name for name in names if not _is_outlet(name, outlet))
        if people:
            return people
        fallback = fallback or names
    return fallback


def _is_outlet(name: str, outlet: str | None) -> bool:
    if _AGENCY.fullmatch(name.strip()):
        return True
    short = re.sub(r"\W+|\b(?:staff|editors?|the|com|media)\b", "", name.lower())
    own = re.sub(r"\W+|\b(?:the|com)\b", "", (outlet or "").lower())
    return (
        not short
        or (bool(own) and (short == own or (len(short) > 3 and short in own)))
        or name.lower() in ("admin", "editor", "staff", "editorial")
    )


def _from_metas(metas: dict[str, list[str]]) -> list[str]:
    """Return what meta elements name as author, but for addresses."""
    values = (value for name in _METAS for value in metas.get(name, ())[:12])
    return [value for value in values if not value.strip().lower().startswith("http")][:12]


def _from_jsonld(article: dict[str, Any], things: list[dict[str, Any]]) -> list[str]:
    found = jsonld.strings(article.get("author")) or jsonld.strings(article.get("creator"))
    if found:
        return found
    references = article.get("author")
    wanted = {
        key
        for ref in (references if isinstance(references, list) else [references])
        if isinstance(ref, dict) and isinstance(key := ref.get("@id"), str)
    }
    named = (thing for thing in things if isinstance(key := thing.get("@id"), str) and key in wanted)
    return [name for thing in named for name in jsonld.strings(thing)]


def _from_microdata(root: Node) -> list[str]:
    out: list[str] = []
    for element in root.xpath(".//*[contains(@itemprop, 'author') or contains(@itemprop, 'creator')]"):
        if element.tag == "meta":
            out.append(element.get("content") or "")
            continue
        inner = element.xpath(".//*[contains(@itemprop, 'name')]")
        out.append((inner[0].get("content") or spaced(inner[0])) if inner else spaced(element))
    return [text for text in out if text and len(text) < 120][:6]


def _from_links(root: Node) -> list[str]:
    out: list[str] = []
    for link in root.iter("a"):
        rel = (link.get("rel") or "").lower().split()
        if "author" in rel and (text := text_of(link)) and len(text) < 80:
            out.append(text)
    if out:
        return list(dict.fromkeys(out))[:4]
    return []


def _lines(element: Node) -> str:
    """Return the text of an element with a line feed for every ``<br>``."""
    parts: list[str] = []
    for node in element.iter():
        if node.tag == "br":
            parts.append("\n")
        elif isinstance(node.tag, str):
            parts.append(node.text or "")
        if node is not element:
            parts.append(node.tail or "")
    return re.sub(r"[^\S\n]+", " ", " ".join(parts)).strip()


def _from_addresses(root: Node) -> list[str]:
    """Return the first link to an author's page whose text can be a name."""
    for link in root.iter("a"):
        if re.search(r"/(?:authors?|contributors?|staff|writers?|by|profile)/[\w.%-]{4,}", link.get("href") or ""):
            text = text_of(link)
            if 2 <= len(text.split()) <= 4 and join_bylines([text]):
                return [text]
    return []


def _from_bylines(root: Node) -> list[str]:
    """Read the first element named a byline that holds something like a name."""
    for element in root.iter(
        "span", "div", "p", "a", "address", "h3", "h4", "h5", "h6", "li", "cite", "em", "strong", "small"
    ):
        name = f"{element.get('class') or ''} {element.get('id') or ''} {element.get('rel') or ''}".lower()
        if name.isspace() or not _BYLINE.search(name) or _NOT_BYLINE.search(name):
            continue
        links = [
            text_of(a)
            for a in element.iter("a")
            if re.search(r"author|/by/|staff|people|profile|contributor|writer|/users?/|bio", a.get("href") or "")
        ]
        links = [text for text in links if 2 <= len(text.split()) <= 5]
        if links:
            return list(dict.fromkeys(links))[:4]
        text = _lines(element)
        if 4 < len(text) < 120:
            match = re.search(r"\bby:?\s+(.{3,100})$", text, re.I)
            candidate = match[1] if match else text
            candidate = re.split(r"\s[|•·]\s|\d|\b(?:on|posted|published|updated|for|in|at)\b\s", candidate)[0]
            if 1 < len(candidate.split()) <= 12 and join_bylines([candidate]):
                return [candidate]
    for element in root.iter("p", "span", "div", "strong", "em"):
        text = (element.text or "").strip()
        if len(text) < 60 and (
            match := re.match(r"^(?:Written )?[Bb][Yy]:?\s+([A-Z][\w.'’-]+(?:\s+[A-Z][\w.'’-]+){1,3})\W*$", text)
        ):
            return [match[1]]
    return []
