"""The authors of an article, and names out of a byline: "By Jane Doe and John Roe, Staff Writers" is two people."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from itertools import islice
from typing import Any

from pullquote.cache.core.sanitize import clean_name
from pullquote.cache.extract.html.tree import Node, spaced_text_of, text_of
from pullquote.cache.extract.metadata import jsonld

MAX_CHARACTERS = 1_000
"""What is longer is no byline, and looking for addresses in it takes the square of its length in time."""
MAX_BYLINES = 100

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
_BYLINE_CLASS = re.compile(
    r"by-?_*line|(?:^|[ _-])(?:authors?|writers?|contributors?|post-?author|entry-?author|article-?author|"
    r"author-?name|authorname|post_author)(?:$|[ _-])"
)
_NOT_BYLINE_CLASS = re.compile(
    r"bio|about|avatar|image|photo|social|related|comment|widget|footer|sidebar|more-from|share|follow"
)
_BY_NAME = re.compile(r"^(?:Written )?[Bb][Yy]:?\s+([A-Z][\w.'’-]+(?:\s+[A-Z][\w.'’-]+){1,3})\W*$")
_AUTHOR_ADDRESS = re.compile(r"author|/by/|staff|people|profile|contributor|writer|/users?/|bio")
_AGENCY = re.compile(
    r"(?:the )?(?:associated press|reuters|afp|ap|press association|bang showbiz|pa media|staff reports?|"
    r"wire services?|condé nast|guest author|contributor)",
    re.I,
)
_LABEL = re.compile(
    r"^\W*(?:(?:(?:posted|published|written|reported|reviewed|words|text|story|article|interview|review|report|"
    r"photos?|created|contributed|as told to)\s+)?by\b|words|author|written)\s*:?\s*",
    re.IGNORECASE,
)
_SPLIT = re.compile(r"\s*(?:;|\||•|·|\n|\s/\s|\s[–—-]\s|,?\s+(?:and|&|with|y|et|und)\s+|,)\s*", re.IGNORECASE)
_ROLE = re.compile(
    r"\b(?:staff|writer|editor|editorial|reporter|correspondent|contributor|contributing|critic|columnist|producer|"
    r"journalist|freelancer?|intern|"
    r"senior|associate|assistant|deputy|executive|chief|managing|manager|director|author|blogger|desk|bureau|team|"
    r"press|newsroom|photographer|"
    r"video|digital|entertainment|showbiz|celebrity|culture|features?|film|tv|music|media|updated|published|posted|"
    r"min read|minutes?|hours?|ago|"
    r"today|yesterday|am|pm|est|edt|pst|gmt|bst|follow|share|email|twitter|subscribe|read|comments?|writers|"
    r"editors|reporters|correspondents|contributors|critics|producers|journalists|views?|for|"
    r"guest|special|the|on|at|in|of)\b",
    re.IGNORECASE,
)
_STRONG_ROLE = re.compile(
    r"staff|senior|contributing|contributor|reporter|correspondent|editor|writer|editorial|freelance|columnist|"
    r"critic|updated|published|special",
    re.IGNORECASE,
)
_DATE_AFTER_NAME = re.compile(
    r"\s+(?:on|at)\s+(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|"
    r"dec)[a-z]*\.?\s+\d|\d).*$",
    re.IGNORECASE | re.DOTALL,
)
_PLACE = re.compile(r"\bfor\s+[A-Z]|\.(?:com|net|org|co\.uk|tv)\b", re.IGNORECASE)
_NOISE = re.compile(r"https?://|www\.|@[\w.]+|<[^>]*>|\S+@\S+\.\S+|[\[\]{}<>]|\(.*?\)|&[a-z]+;")
_DATE = re.compile(
    r"\d{4}|\d{1,2}[:/]\d{2}|\b(?:jan|feb|mar|apr|jun|jul|aug|sep|oct|nov|dec|may)[a-z]*\.? \d", re.IGNORECASE
)
_MONTH = re.compile(r"(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]{0,6}\.?", re.IGNORECASE)
_SUFFIX = re.compile(r"^(?:jr|sr|ii|iii|iv|phd|ph\.d|m\.?d|esq)\.?$", re.IGNORECASE)


def find_authors(
    root: Node, metas: dict[str, list[str]], things: list[dict[str, Any]], article: dict[str, Any], outlet: str | None
) -> tuple[str, ...]:
    """Return the names of the authors, in order; the outlet's own name only if nobody else is named.

    They are looked for in structured data, meta elements, microdata, ``rel=author``, the visible byline and
    links to authors' pages, in this order; the first place that names a person wins.
    """
    fallback: tuple[str, ...] = ()
    sources: tuple[Callable[[], list[str]], ...] = (
        lambda: _from_jsonld(article, things),
        lambda: _from_metas(metas),
        lambda: _from_microdata(root),
        lambda: _from_rel_author(root),
        lambda: _from_visible_bylines(root),
        lambda: _from_author_pages(root),
    )
    for find in sources:
        names = join_bylines(find())
        people = tuple(name for name in names if not _is_no_person(name, outlet))
        if people:
            return people
        fallback = fallback or names
    return fallback


def _is_no_person(name: str, outlet: str | None) -> bool:
    """Return whether a name is an agency's, the outlet's or a role."""
    if _AGENCY.fullmatch(name.strip()) or name.lower() in ("admin", "editor", "staff", "editorial"):
        return True
    short = re.sub(r"\W+|\b(?:staff|editors?|the|com|media)\b", "", name.lower())
    own = re.sub(r"\W+|\b(?:the|com)\b", "", (outlet or "").lower())
    return not short or (bool(own) and (short == own or (len(short) > 3 and short in own)))


def _from_metas(metas: dict[str, list[str]]) -> list[str]:
    """Return what meta elements name as author, without addresses."""
    values = (value for name in _METAS for value in metas.get(name, ())[:12])
    return [value for value in values if not value.strip().lower().startswith("http")][:12]


def _from_jsonld(article: dict[str, Any], things: list[dict[str, Any]]) -> list[str]:
    """Return the authors in the article's JSON-LD, which may refer to other objects by their ``@id``."""
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
        if inner:
            out.append(inner[0].get("content") or spaced_text_of(inner[0]))
        else:
            out.append(spaced_text_of(element))
    return [text for text in out if text and len(text) < 120][:6]


def _from_rel_author(root: Node) -> list[str]:
    out: list[str] = []
    for link in root.iter("a"):
        rel = (link.get("rel") or "").lower().split()
        if "author" in rel and (text := text_of(link)) and len(text) < 80:
            out.append(text)
    return list(dict.fromkeys(out))[:4]


def _text_with_line_breaks(element: Node) -> str:
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


def _from_author_pages(root: Node) -> list[str]:
    """Return the first link to an author's page whose text can be a name."""
    for link in root.iter("a"):
        if re.search(r"/(?:authors?|contributors?|staff|writers?|by|profile)/[\w.%-]{4,}", link.get("href") or ""):
            text = text_of(link)
            if 2 <= len(text.split()) <= 4 and join_bylines([text]):
                return [text]
    return []


def _from_visible_bylines(root: Node) -> list[str]:
    """Return the names in the first element that is named a byline or reads like one."""
    for element in root.iter(
        "span", "div", "p", "a", "address", "h3", "h4", "h5", "h6", "li", "cite", "em", "strong", "small"
    ):
        name = f"{element.get('class') or ''} {element.get('id') or ''} {element.get('rel') or ''}".lower()
        if name.isspace() or not _BYLINE_CLASS.search(name) or _NOT_BYLINE_CLASS.search(name):
            continue
        if names := _names_in_byline(element):
            return names
    for element in root.iter("p", "span", "div", "strong", "em"):
        text = (element.text or "").strip()
        if len(text) < 60 and (match := _BY_NAME.match(text)):
            return [match[1]]
    return []


def _names_in_byline(element: Node) -> list[str]:
    """Return the texts of links to authors' pages in a byline, else the part of its text that names somebody."""
    links = [text_of(link) for link in element.iter("a") if _AUTHOR_ADDRESS.search(link.get("href") or "")]
    links = [text for text in links if 2 <= len(text.split()) <= 5]
    if links:
        return list(dict.fromkeys(links))[:4]
    text = _text_with_line_breaks(element)
    if not 4 < len(text) < 120:
        return []
    match = re.search(r"\bby:?\s+(.{3,100})$", text, re.I)
    candidate = match[1] if match else text
    candidate = re.split(r"\s[|•·]\s|\d|\b(?:on|posted|published|updated|for|in|at)\b\s", candidate)[0]
    return [candidate] if 1 < len(candidate.split()) <= 12 and join_bylines([candidate]) else []


def split_byline(text: str | None, *, outlet: str | None = None) -> tuple[str, ...]:
    """Return the names in one byline, in order. Roles, dates, handles and the outlet's own name are no names."""
    if not text or len(text) > MAX_CHARACTERS:
        return ()
    text = _DATE_AFTER_NAME.sub("", _LABEL.sub("", _NOISE.sub(" ", text).strip()))
    out: list[str] = []
    for part in _SPLIT.split(text):
        name = clean_name(_LABEL.sub("", part or "")).strip(" .,:;-–—|'\"*•")
        if _SUFFIX.match(name) and out:
            out[-1] = f"{out[-1]} {name}"
            continue
        name = _without_role(name)
        if is_name(name) and not (outlet and name.lower() == outlet.lower() and out):
            out.append(name)
    return tuple(dict.fromkeys(out))


def is_name(name: str) -> bool:
    """Return whether a string can be somebody's name: short, with a letter, no date, not only a role."""
    words = name.split()
    if not 1 <= len(words) <= 6 or len(name) > 60 or not re.search(r"[^\W\d_]{2}", name):
        return False
    if _MONTH.fullmatch(name) or _PLACE.search(name) or _DATE.search(name) or re.search(r"\d{2}", name):
        return False
    return not all(_ROLE.fullmatch(word.strip(".,'’")) for word in words)


def _without_role(name: str) -> str:
    """Return a name without the role at its end ("Jane Doe Staff Writer"); a name of roles alone stays."""
    words = name.split()
    named = next((i for i, word in enumerate(words) if i >= 2 and _STRONG_ROLE.fullmatch(word.strip(".,"))), len(words))
    words = words[:named]
    keep = len(words)
    while keep > 2 and _ROLE.fullmatch(words[keep - 1].strip(".,")):
        keep -= 1
    return " ".join(words[:keep]) if keep >= 2 else name


def join_bylines(texts: Iterable[str | None], *, outlet: str | None = None) -> tuple[str, ...]:
    """Return the names of several bylines, each name once, whatever its capitals."""
    out: dict[str, str] = {}
    for text in islice(texts, MAX_BYLINES):
        for name in split_byline(text, outlet=outlet):
            out.setdefault(name.casefold(), name.title() if name.isupper() and len(name) > 4 else name)
    return tuple(out.values())
