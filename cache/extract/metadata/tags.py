"""Names the page itself declares: tags, keywords, JSON-LD subjects, links to databases.

They are noisy (sections, advertising keys, sentences); only what cannot be a name is dropped here. What
they mean is for ``annotate`` to find out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, TypeAlias

from pullquote.cache.core.article import Hint
from pullquote.cache.core.sanitize import clean_name
from pullquote.cache.core.urls import absolute_url
from pullquote.cache.extract.html.tree import Node, text_of
from pullquote.cache.extract.metadata import jsonld

_Declared: TypeAlias = tuple[str, str | None, str]  # name, type, origin
MAX_TAGS = 40
MAX_HINTS = 120
_TAG_METAS = (
    "article:tag",
    "parsely-tags",
    "sailthru.tags",
    "news_keywords",
    "keywords",
    "og:video:tag",
    "cxenseparse:taxonomy",
    "mediator_theme",
    "topic",
    "topics",
)
_DATABASES: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"imdb\.com/title/tt"), "work"),
    (re.compile(r"imdb\.com/name/nm"), "person"),
    (re.compile(r"themoviedb\.org/movie/"), "film"),
    (re.compile(r"themoviedb\.org/tv/"), "show"),
    (re.compile(r"themoviedb\.org/person/"), "person"),
    (re.compile(r"tvmaze\.com/shows/"), "show"),
    (re.compile(r"tvmaze\.com/people/"), "person"),
    (re.compile(r"thetvdb\.com/series/"), "show"),
    (re.compile(r"rottentomatoes\.com/m/"), "film"),
    (re.compile(r"rottentomatoes\.com/tv/"), "show"),
    (re.compile(r"rottentomatoes\.com/celebrity/"), "person"),
    (re.compile(r"metacritic\.com/movie/"), "film"),
    (re.compile(r"metacritic\.com/tv/"), "show"),
    (re.compile(r"letterboxd\.com/film/"), "film"),
    (re.compile(r"justwatch\.com/\w+/movie/"), "film"),
    (re.compile(r"justwatch\.com/\w+/tv-show/"), "show"),
    (re.compile(r"\bnetflix\.com/title/"), "work"),
)
_NO_TAG = re.compile(r"[=<>{}]|https?:|^\w+:\w+|^[@_#$]|^\w+: \w+:")
_NO_NAME = re.compile(
    r"[:=<>{}]|^(?:\d+|article|news|home|section|page|post|story|content|web|type|tags?|uncategorized)$|https?:", re.I
)


def find_tags(root: Node, metas: dict[str, list[str]], article: dict[str, Any]) -> tuple[str, ...]:
    """Return the tags a publisher filed the article under, each once, at most ``MAX_TAGS``."""
    raw = [*_split(metas.get("article:tag", ())), *_split(jsonld.strings(article.get("keywords")))]
    if not raw:
        raw = [text_of(link) for link in _tag_links(root)]
    if not raw:
        raw = [tag for name in _TAG_METAS[1:] for tag in _split(metas.get(name, ()))]
    return _unique_tags(raw)[:MAX_TAGS]


def find_hints(
    root: Node, metas: dict[str, list[str]], things: list[dict[str, Any]], article: dict[str, Any], base: str | None
) -> tuple[Hint, ...]:
    """Return every declared name with its declared type and where it was declared; best origin first."""
    declared = [
        *_subjects(article),
        *_works(things),
        *_database_links(root, base),
        *((name, None, "keyword") for name in _split(jsonld.strings(article.get("keywords")))),
        *((name, None, "tag") for name in _split(metas.get("article:tag", ()))),
        *((text_of(link), None, "tag") for link in _tag_links(root)),
        *((name, None, "keyword") for meta in _TAG_METAS[1:] for name in _split(metas.get(meta, ()))),
    ]
    out: dict[tuple[str, str | None], Hint] = {}
    for name, kind, origin in declared:
        clean = clean_name(name)
        if 1 < len(clean) <= 80 and len(clean.split()) <= 9 and not _NO_NAME.search(clean) and len(out) < MAX_HINTS:
            out.setdefault((clean.casefold(), kind), Hint(clean, kind, origin))
    return tuple(out.values())


def _subjects(article: dict[str, Any]) -> Iterator[_Declared]:
    """Yield what JSON-LD says the article is about, mentions or reviews."""
    for key in ("about", "mentions", "itemReviewed"):
        values = article.get(key)
        for thing in values if isinstance(values, list) else [values]:
            kinds = [kind for kind in jsonld.types(thing) if kind != "Thing"] if isinstance(thing, dict) else []
            for name in jsonld.strings(thing)[:1]:
                yield name, kinds[0] if kinds else None, key


def _works(things: list[dict[str, Any]]) -> Iterator[_Declared]:
    """Yield the works that have an object of their own."""
    for thing in things:
        for kind in jsonld.types(thing):
            if kind in ("Movie", "TVSeries", "TVSeason", "TVEpisode", "MusicAlbum", "MusicGroup", "VideoGame"):
                yield from ((name, kind, "jsonld") for name in jsonld.strings(thing)[:1])


def _database_links(root: Node, base: str | None) -> Iterator[_Declared]:
    """Yield the names that link to a film, television or people database."""
    for link in root.iter("a"):
        href = link.get("href") or ""
        if ".com/" in href or ".org/" in href:
            for pattern, kind in _DATABASES:
                if pattern.search(href) and absolute_url(href, base):
                    yield text_of(link), kind, "database"


def _tag_links(root: Node) -> list[Node]:
    """Return the links that are marked as tags."""
    return [a for a in root.iter("a") if "tag" in (a.get("rel") or "").lower().split()][:MAX_TAGS]


def _split(values: Iterable[str]) -> list[str]:
    """Return the members of lists separated by commas, semicolons or bars."""
    return [part.strip() for value in values for part in re.split(r"\s*[,;|]\s*", value) if part.strip()]


def _unique_tags(names: Iterable[str]) -> tuple[str, ...]:
    """Return the names that can be a tag, clean, each once whatever its capitals."""
    out: dict[str, str] = {}
    for name in names:
        clean = clean_name(name)
        if clean and len(clean) <= 80 and not _NO_TAG.search(clean):
            out.setdefault(clean.casefold(), clean)
    return tuple(out.values())
