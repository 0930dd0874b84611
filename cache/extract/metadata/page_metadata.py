"""Metadata of a page: headline, dek, byline, dates, outlet, language, lead image, tags, address.

Each value is looked for in several places, the most trustworthy first. The headline is what the page
shows (an ``h1`` that agrees with what the page calls itself elsewhere), not what was written for a
search engine. Names and dates come from the structured data first, because a visible byline mixes them
with roles. Meta elements are looked for in the whole document: a stray element in the head moves the rest
of them into the body.
"""

from __future__ import annotations

import re
from datetime import datetime
from functools import cache
from typing import Any

from msgspec import Struct

from pullquote.cache.core import urls
from pullquote.cache.core.article import Hint, Picture
from pullquote.cache.core.article_images import is_tracker
from pullquote.cache.core.outlets import is_spelling_of, outlet_name
from pullquote.cache.core.sanitize import clean_address, clean_line, clean_name
from pullquote.cache.core.times.dates import parse_date
from pullquote.cache.core.urls import absolute_url
from pullquote.cache.extract.html.tree import Node, classes, text_of
from pullquote.cache.extract.metadata import jsonld
from pullquote.cache.extract.metadata.authors import find_authors, join_bylines
from pullquote.cache.extract.metadata.headline import find_headline
from pullquote.cache.extract.metadata.published import find_published
from pullquote.cache.extract.metadata.tags import find_hints, find_tags
from pullquote.cache.extract.metadata.under_headline import lines_under_headline, names_in_line

_UPDATED = (
    "article:modified_time",
    "og:updated_time",
    "datemodified",
    "dcterms.modified",
    "lastmod",
    "last-modified",
    "utime",
)
_IMAGES = (
    "og:image", "og:image:url", "og:image:secure_url", "twitter:image", "twitter:image:src", "parsely-image-url",
    "sailthru.image.full", "thumbnail",
)  # fmt: skip
_OUTLETS = (
    "og:site_name",
    "application-name",
    "twitter:app:name:iphone",
    "al:ios:app_name",
    "dc.publisher",
    "publisher",
)
_SPELLED_IN = ("apple-mobile-web-app-title", "og:title", "twitter:title", "copyright")
_PARTED = r"\s+[-–—|·•:»]\s+|[|©]"
_SUBTITLE = re.compile(r"(?:^|[ _-])(?:dek|deck|stand-?first|sub-?title|sub-?headline)(?:$|[ _-])")
_MIN_SUBTITLE = 15  # characters
_SCRIPT = re.compile(r"[{;]\s*(?:var|return|function)\b|\bfunction\s*\(|\bvar \w+ ?=")
_DEFAULT_IMAGE = re.compile(r"(?:^|[-_])(?:opengraph|og|fb|share|social|facebook|twitter)[-_]?(?:image[-_])?default$")
_LOGO = re.compile(r"(?:^|[-_])(?:logo|favicon|icon)(?:[-_]?\d+(?:x\d+)?)?$")
_LOGO_WORDS = re.compile(
    r"(?:^|[-_])(?:logo|favicon|icon|site|fb|facebook|og|share|social|header|default|\d+x?\d*)(?=$|[-_])"
)
_NO_LETTER = re.compile(r"[\W_]")


class PageMetadata(Struct, kw_only=True):
    """What a page says about itself, clean."""

    title: str | None = None
    dek: str | None = None
    byline: tuple[str, ...] = ()
    published: datetime | None = None
    updated: datetime | None = None
    outlet: str | None = None
    language: str | None = None
    lead_image: Picture | None = None
    canonical_url: str | None = None
    tags: tuple[str, ...] = ()
    hints: tuple[Hint, ...] = ()
    notice: str | None = None
    rating: str | None = None


def read_metadata(root: Node, *, url: str | None, base: str | None) -> PageMetadata:
    """Return the metadata of a page; ``url`` is its address, ``base`` what relative addresses are resolved against."""
    metas = meta_values(root)
    things = jsonld.objects(root)
    article = jsonld.article(things)
    outlet = _outlet(metas, things, article)
    title = find_headline(root, metas, article, outlet)
    lines = cache(lambda: lines_under_headline(root, title))
    return PageMetadata(
        title=title,
        dek=_dek(root, metas, article, title),
        byline=find_authors(root, metas, things, article, outlet) or _byline_in(lines()),
        published=find_published(root, metas, article, url, lines),
        updated=_updated(metas, article),
        outlet=_as_people_name_it((outlet if outlet != title else None) or _host(url), root, metas),
        language=_language(root, metas, article),
        lead_image=_lead_image(root, metas, article, base, outlet),
        canonical_url=_canonical(root, metas, base),
        tags=find_tags(root, metas, article),
        hints=find_hints(root, metas, things, article, base),
        notice=_notice(article),
        rating=clean_line(jsonld.rating(things) or "") or None,
    )


def _byline_in(lines: tuple[str, ...]) -> tuple[str, ...]:
    """Return the name in the first of some lines that has one."""
    return join_bylines(next((names for line in lines if (names := names_in_line(line))), ()))


def meta_values(root: Node) -> dict[str, list[str]]:
    """Return every ``meta`` content by lower-case property, name, itemprop or http-equiv, in document order."""
    out: dict[str, list[str]] = {}
    for meta in root.iter("meta"):
        content = meta.get("content")
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or meta.get("http-equiv")
        if content and name:
            out.setdefault(name.strip().lower(), []).append(content)
    return out


def first_of(metas: dict[str, list[str]], names: tuple[str, ...]) -> str | None:
    """Return the first non-blank value among several meta names."""
    return next((value for name in names for value in metas.get(name, ()) if value.strip()), None)


def base_address(root: Node, url: str | None) -> str | None:
    """Return the address that relative ones are resolved against: ``<base>``, the page's own, its canonical."""
    declared = (element.get("href") for element in root.iter("base"))
    return urls.base_address(declared, url) or _canonical(root, meta_values(root), None)


def _canonical(root: Node, metas: dict[str, list[str]], base: str | None) -> str | None:
    for link in root.iter("link"):
        if "canonical" in (link.get("rel") or "").lower().split() and (url := absolute_url(link.get("href"), base)):
            return url
    return absolute_url(first_of(metas, ("og:url", "twitter:url", "parsely-link")), base)


def _shown_dek(root: Node, description: str) -> str | None:
    """Return the subtitle with which a description begins that goes on with the text, if the page shows it so."""
    for node in root.iter("h2", "h3", "p"):
        if _SUBTITLE.search(classes(node)) and len(shown := clean_line(text_of(node), 600)) > _MIN_SUBTITLE:
            return shown if len(shown) < len(description) and description.startswith(shown) else None
    return None


def _dek(root: Node, metas: dict[str, list[str]], article: dict[str, Any], title: str | None) -> str | None:
    for value in (
        first_of(metas, ("og:description",)),
        jsonld.first(article.get("description")),
        first_of(metas, ("description", "twitter:description", "dc.description")),
    ):
        text = clean_line(value or "", 600).rstrip("\\ ")
        if text and text != title and len(text) > 15 and not _SCRIPT.search(text):
            return _shown_dek(root, text) or text
    return None


def _updated(metas: dict[str, list[str]], article: dict[str, Any]) -> datetime | None:
    return parse_date(jsonld.first(article.get("dateModified"), "@value")) or next(
        (d for name in _UPDATED for v in metas.get(name, ()) if (d := parse_date(v))), None
    )


def _outlet(metas: dict[str, list[str]], things: list[dict[str, Any]], article: dict[str, Any]) -> str | None:
    names = [first_of(metas, _OUTLETS[:1]), jsonld.first(article.get("publisher"))]
    names += [
        jsonld.first(thing) for thing in things if {"NewsMediaOrganization", "WebSite"} & set(jsonld.types(thing))
    ]
    names.append(first_of(metas, _OUTLETS[1:]))
    return next((name for raw in names if raw and (name := _outlet_name(raw))), None)


def _outlet_name(raw: str) -> str | None:
    """Return an outlet's name without the slogan behind it; a handle and an address are no names."""
    name = clean_name(raw)
    if not name or name.startswith("@") or re.match(r"https?:|www\.", name):
        return None
    return re.split(r"\s+[|»]\s+", name)[0]


def _as_people_name_it(name: str | None, root: Node, metas: dict[str, list[str]]) -> str | None:
    """Return an outlet's name; one that is only its host as the page's titles spell it, else by rule."""
    if name is None:
        return None
    titles = [text_of(title) for title in root.iter("title")][:1]
    titles += [value for key in _SPELLED_IN for value in metas.get(key, ())[:1]]
    parts = (clean_name(part) for title in titles for part in re.split(_PARTED, title))
    return next((part for part in parts if is_spelling_of(part, name)), None) or outlet_name(name)


def _host(url: str | None) -> str | None:
    """Return the host without ``www`` where a page does not name its outlet."""
    match = re.match(r"https?://(?:www\d?\.|m\.|amp\.)?([^/:?#]+)", clean_address(url) or "")
    return match[1] if match else None


def _language(root: Node, metas: dict[str, list[str]], article: dict[str, Any]) -> str | None:
    html = root if root.tag == "html" else root.find(".//html")
    declared = html.get("lang") or html.get("xml:lang") if html is not None else None
    stated = article.get("inLanguage")
    for text in (
        declared,
        first_of(metas, ("og:locale", "language", "content-language", "dc.language")),
        *jsonld.strings(stated, "alternateName"),
        *jsonld.strings(stated),
    ):
        if match := re.match(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*+(?![A-Za-z])", (text or "").strip()):
            return match[0].replace("_", "-")
    return None


def _lead_image(
    root: Node, metas: dict[str, list[str]], article: dict[str, Any], base: str | None, outlet: str | None
) -> Picture | None:
    alt = clean_line(first_of(metas, ("og:image:alt", "twitter:image:alt")) or "", 500) or None
    width, height = (first_of(metas, (f"og:image:{side}",)) for side in ("width", "height"))
    named = [value for name in _IMAGES[:3] for value in metas.get(name, ())[:1]]
    candidates = [value for value in named if not is_tracker(value, width=width, height=height)]
    pictures = article.get("image")
    pictures = [one for one in (pictures if isinstance(pictures, list) else [pictures]) if not _is_dot(one)]
    candidates += jsonld.strings(pictures, "url")[:1] or jsonld.strings(pictures, "contentUrl")[:1]
    refused = set(named) - set(candidates)
    candidates += [value for name in _IMAGES[3:] for value in metas.get(name, ())[:1] if value not in refused]
    candidates += [link.get("href") or "" for link in root.iter("link") if "image_src" in (link.get("rel") or "")]
    for candidate in candidates:
        url = absolute_url(candidate.strip(), base)
        if url and not url.endswith("/") and not _is_logo(url, outlet) and not is_tracker(url):
            return Picture(url, alt)
    return None


def _is_dot(picture: Any) -> bool:
    """Return whether an ``ImageObject`` is stated to be of one pixel."""
    return isinstance(picture, dict) and is_tracker("", width=picture.get("width"), height=picture.get("height"))


def _is_logo(url: str, outlet: str | None) -> bool:
    """Return whether a picture stands in for a missing one: the outlet's logo, or a default."""
    name = re.sub(r"\.\w{3,4}$", "", url.split("?")[0].rpartition("/")[2]).lower()
    if _DEFAULT_IMAGE.search(name):
        return True
    if not _LOGO.search(name):
        return False
    owner = _NO_LETTER.sub("", _LOGO_WORDS.sub("", name))
    own = _NO_LETTER.sub("", re.sub(r"^the\s", "", (outlet or "").lower()))
    hosts = (_host(url) or "").replace("-", "").split(".")
    return not owner or own.startswith(owner) or bool(own and owner.startswith(own)) or owner in hosts


def _notice(article: dict[str, Any]) -> str | None:
    """Return a notice if the page declares that its text is for subscribers only."""
    if str(article.get("isAccessibleForFree")).lower() == "false":
        return "The outlet marks this article as for subscribers; the text may be cut short."
    return None
