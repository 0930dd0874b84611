"""JSON-LD: what the page tells search engines about its article (schema.org).

Publishers' JSON is often not JSON: line feeds in strings, trailing commas, comments, HTML entities. These
few faults are mended; what still cannot be read is ignored.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from pullquote.cache.core.sanitize import unescape
from pullquote.cache.extract.html.tree import Node

ARTICLE = re.compile(
    r"Article|BlogPosting|Review$|ReportageNews|LiveBlogPosting|Report$|CreativeWork$|MediaNewsArticle|Recipe|"
    r"ImageGallery|VideoObject$|WebPage$|ItemPage"
)
_ORDER = (
    "NewsArticle",
    "Article",
    "BlogPosting",
    "Review",
    "LiveBlogPosting",
    "Recipe",
    "ImageGallery",
    "CreativeWork",
    "WebPage",
    "VideoObject",
)
MAX_OBJECTS = 400
MAX_CHARACTERS = 2_000_000
"""Of one script; a longer one is no description of an article."""


def objects(root: Node) -> list[dict[str, Any]]:
    """Return every object of every JSON-LD script, nested graphs flattened, at most ``MAX_OBJECTS``."""
    out: list[dict[str, Any]] = []
    for script in root.iter("script"):
        if "ld+json" in (script.get("type") or "").lower() and script.text and len(script.text) < MAX_CHARACTERS:
            out.extend(islice(_walk(_load(script.text)), MAX_OBJECTS - len(out)))
    return out


def _load(text: str) -> Any:
    text = text.strip()
    text = re.sub(r"^(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>)$", "", text).strip().rstrip(";")
    for attempt in (text, re.sub(r",\s*([}\]])", r"\1", text), unescape(text)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _walk(value: Any) -> Iterator[dict[str, Any]]:
    """Yield the top objects: the value itself, members of an array, of a ``@graph``, of ``mainEntity``."""
    queue: list[tuple[Any, int]] = [(value, 0)]
    while queue:
        thing, depth = queue.pop(0)
        if depth > 4:
            continue
        if isinstance(thing, list):
            queue.extend((member, depth + 1) for member in thing[:MAX_OBJECTS])
        elif isinstance(thing, dict):
            yield thing
            inner = (thing.get(key) for key in ("@graph", "mainEntity", "mainEntityOfPage"))
            queue.extend((value, depth + 1) for value in inner if isinstance(value, dict | list))


def types(thing: dict[str, Any]) -> list[str]:
    """Return the type names of an object without their namespace."""
    raw = thing.get("@type")
    found = raw if isinstance(raw, list) else [raw]
    return [name.rsplit("/", 1)[-1] for name in found if isinstance(name, str)]


def article(things: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the object that describes the article: of the most telling type, then the fullest; empty if none does."""

    def rank(thing: dict[str, Any]) -> tuple[int, int]:
        names = types(thing)
        place = min(
            (_ORDER.index(name) if name in _ORDER else 1 for name in names if ARTICLE.search(name)), default=len(_ORDER)
        )
        return (place, -sum(bool(thing.get(key)) for key in ("headline", "author", "datePublished", "image")))

    fitting = [thing for thing in things if any(ARTICLE.search(name) for name in types(thing))]
    return min(fitting, key=rank, default={})


def rating(things: list[dict[str, Any]]) -> str | None:
    """Return the rating of a review, "4/5", if the page has exactly one; else ``None``."""
    ratings = [found for thing in things if isinstance(found := thing.get("reviewRating"), dict)]
    if len(ratings) != 1:
        return None
    value, best = (str(ratings[0].get(key) or "").strip() for key in ("ratingValue", "bestRating"))
    if not re.fullmatch(r"[\w.,+½★-]{1,12}", value):
        return None
    return f"{value}/{best}" if re.fullmatch(r"\d{1,3}", best) and re.fullmatch(r"[\d.,½]+", value) else value


def strings(value: Any, key: str = "name") -> list[str]:
    """Return the strings of a value that may be a string, an object with a name, or a list of either."""
    out: list[str] = []
    queue = [value]
    while queue and len(out) < 100:
        thing = queue.pop(0)
        if isinstance(thing, str):
            out.append(unescape(thing))
        elif isinstance(thing, dict):
            inner = thing.get(key)
            queue[:0] = inner if isinstance(inner, list) else [inner]
        elif isinstance(thing, list):
            queue[:0] = thing[:100]
    return [text for text in out if text.strip()]


def first(value: Any, key: str = "name") -> str | None:
    """Return the first of ``strings``, or ``None``."""
    return next(iter(strings(value, key)), None)
