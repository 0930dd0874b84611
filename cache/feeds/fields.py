"""Shared by the parsers of all formats: fields of an entry made plain, safe and comparable."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import TypeVar
from urllib.parse import urljoin

import msgspec

from pullquote.cache.core.feed import Entry
from pullquote.cache.core.sanitize import (
    ADDRESS_LENGTH,
    clean_address,
    clean_line,
    clean_name,
    clean_text,
    mend_references,
    unescape,
)
from pullquote.cache.core.urls import address_key

T = TypeVar("T")
TEXT_LENGTH = 2_000_000
"""Code points kept of one entry's HTML."""

FULL_TEXT_WORDS = 200
"""A feed entry of so many words, that does not end in an ellipsis, is the whole article."""
_TRAILS_OFF = re.compile(
    r"(?:…|\.\.\.|\[…\]|\[\.\.\.\]|&hellip;|&#8230;|read more|continue reading|read the (?:full|rest)[^<]{0,60}|more)"
    r"(?:[\])»>→\s]|&raquo;|&rarr;|</?\w[^<>]{0,500}+>)*+$",
    re.IGNORECASE,
)
_ANY_TAG = re.compile(r"<[^<>]*+>")  # a tag ends before the next one begins: linear in any number of open ones
_TAGS = re.compile(
    r"</?(a|abbr|b|big|blockquote|br|center|cite|code|del|div|em|font|h[1-6]|i|img|ins|kbd|li|mark|nobr|ol|p|pre|q|s|"
    r"small|span|strike|strong|sub|sup|tt|u|ul|var|wbr)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_PARTS_WORDS = frozenset("blockquote br center div h1 h2 h3 h4 h5 h6 li ol p pre ul".split())
_ESCAPED_TAG = re.compile(r"&lt;(/?)([a-z][a-z0-9]{0,15})\b(?:(?!&lt;)[^<>]){0,2000}?&gt;", re.IGNORECASE)
_ESCAPED_REFERENCE = re.compile(
    r"&amp;(#(?:8\d{3}|x20[0-9a-f]{2}|160|3[49])|nbsp|[rl][sd]quo|[mn]dash|hellip);", re.IGNORECASE
)
_ABOUT_CODE = re.compile(
    r"\b(?:html5?|x?html|css|xml|rss|tags?|elements?|markup|attributes?|entit(?:y|ies)|syntax|snippets?)\b",
    re.IGNORECASE,
)
_MAIL = r"(?:mailto:)?[^\s<>()\[\],;]{1,64}@[^\s<>()\[\],;@]{1,255}"
_MAIL_AND_NAME = re.compile(rf"{_MAIL}\s*\(([^()]+)\)")
_BY = re.compile(r"by:?\s+(?=\w)", re.IGNORECASE)
_AND = re.compile(r"\s+(?:and|&)\s+")
_BETWEEN_NAMES = re.compile(rf"(?:\s*,)?(?:{_AND.pattern})|\s*,\s*")
_ROLE = re.compile(
    r"\b(?:editor|writer|reporter|critic|correspondent|columnist|producer|contributor|staff|agency|press|news|media|"
    r"service|bureau|desk|team|journalist|author|host|director|chief|university|college|inc|llc|ltd|jr|sr)\b",
    re.IGNORECASE,
)
"""Words of what stands behind the comma after a name, and is no other name."""
_BEFORE_OUTLET = re.compile(r"\s+[-–—|·•:]\s+$")
_HREF = re.compile(r"""\bhref\s*=\s*["']([^"'<>]+)""", re.IGNORECASE)
_SIGN_OFF = re.compile(
    r"<p(?:\s[^<>]{0,200})?>[^<>]{0,60}<a\s([^<>]+)>(?:(?!</?a\b|</p).){0,1000}</a>[^<>]{1,80}"
    r"<a\s([^<>]+)>[^<>]{0,200}</a>[^<>]{0,20}</p>\s*$",
    re.IGNORECASE | re.DOTALL,
)
_LONGEST = 10**7
"""Seconds something may play: four months."""
_NAMES_A_HOST = re.compile(r"www\.[^\s/.]+\.[^\s/]", re.IGNORECASE)
_SCHEME = re.compile(r"^[a-zA-Z][a-zA-Z0-9+.-]*:")


def plain_title(text: str) -> str:
    """Return a title as plain text: inline tags removed, entities decoded (twice, as feeds often escape twice)."""
    text = _without_section(text)
    for _ in range(2):
        text = _TAGS.sub(_between, text)
        if "&" not in text:
            break
        text = unescape(text)
    return clean_line(_TAGS.sub(_between, text))


def _between(tag: re.Match[str]) -> str:
    return " " if tag[1].lower() in _PARTS_WORDS else ""


def _without_section(text: str) -> str:
    """Return a text that was escaped together with the CDATA section around it, without that."""
    inner = text.strip()
    is_section = inner.startswith("<![CDATA[") and inner.endswith("]]>") and inner.find("<![CDATA[", 1) < 0
    return inner[len("<![CDATA[") : -len("]]>")] if is_section else text


def plain_name(text: str) -> str:
    """Return an author, category or outlet as plain text."""
    return clean_name(plain_title(text))


def without_outlet(title: str, outlet: str) -> str:
    """Return a title without the name of its outlet behind it: "Pier opens - The Post", of an entry of The Post."""
    if not outlet or not title.casefold().endswith(outlet.casefold()):
        return title
    found = _BEFORE_OUTLET.search(title, 0, len(title) - len(outlet))
    return title[: found.start()] if found and found.start() else title


def author_names(text: str) -> tuple[str, ...]:
    """Return the names in what a feed calls an author: ``ida@outlet.example (Ida Moor)``; an address may be all.

    A byline of several, "By Ida Moor and Tom Vale", is parted where each of its parts can be somebody's whole name.
    """
    if "@" not in text:
        written = text[found.end() :] if (found := _BY.match(text)) else text
        names = _BETWEEN_NAMES.split(written)
        is_several = len(names) > 1 and all(map(_is_whole_name, names)) and not any(map(_ROLE.search, names[1:]))
        return tuple(names) if is_several else (written,)
    if several := [name.strip() for name in _MAIL_AND_NAME.findall(text) if name.strip()]:
        return tuple(several)
    if not (mail := re.search(_MAIL, text)):
        return (text,)
    name = re.sub(rf"[<(\[]?\s*{_MAIL}\s*[>)\]]?", " ", text).strip(" \t\n,;:()<>-")
    return (name or mail[0].removeprefix("mailto:"),)


def _is_whole_name(name: str) -> bool:
    words = name.split()
    return 2 <= len(words) <= 4 and words[0][0].isupper() and words[-1][0].isupper()


def seconds_of(value: object) -> int | None:
    """Return how long something plays: a number of seconds, or ``1:02:30``; ``None`` where that is not said."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return int(value) if 0 < value < _LONGEST else None
    if not isinstance(value, str) or not re.fullmatch(r"\s*(?:\d{1,6}:){0,2}\d{1,7}(?:\.\d{1,9})?\s*", value, re.ASCII):
        return None
    seconds = 0
    for part in value.strip().partition(".")[0].split(":"):
        seconds = 60 * seconds + int(part)
    return seconds if 0 < seconds < _LONGEST else None


def without_sign_off(text: str, link: str | None) -> str:
    """Return an entry's HTML without the last line of a blog's: that the post at ``link`` appeared first on its site.

    It is told by where its two links lead, in whatever language it is written.
    """
    found = _SIGN_OFF.match(text, text.rfind("<p")) if link else None
    if not found or not link or not (post := _HREF.search(found[1])) or not (home := _HREF.search(found[2])):
        return text
    place = link.partition("://")[2]
    is_of_both = address_key(unescape(post[1])) == address_key(link) and place.startswith(
        home[1].partition("://")[2].rstrip("/") + "/"
    )
    return text[: found.start()].rstrip() if is_of_both else text


def html_text(text: str) -> str:
    """Return an entry's HTML without control characters, at most ``TEXT_LENGTH`` long; escaped twice, it is read."""
    text = _without_section(text)
    if "&lt;" in text or "&amp;" in text:
        text = _once_escaped(text)
    return clean_text(mend_references(text), TEXT_LENGTH)


def _once_escaped(text: str) -> str:
    """Return HTML whose tags or quotation marks were escaped twice as HTML; a text about code is left as it is.

    Tags were escaped twice where no tag is left, each escaped one has its other, and the text is nothing but what
    such tags hold, or never speaks of code.
    """
    if "<" in text:
        return text
    is_about_code = bool(_ABOUT_CODE.search(text))
    if not (tags := _ESCAPED_TAG.findall(text)):
        return text if is_about_code else _ESCAPED_REFERENCE.sub(r"&\1;", text)
    is_whole = _ESCAPED_TAG.match(text.lstrip()) and text.rstrip().endswith("&gt;")
    opening, closing = ([name for end, name in tags if bool(end) is is_end] for is_end in (False, True))
    if not closing or not set(closing) <= set(opening) or (is_about_code and not is_whole):
        return text
    return unescape(text)


def address(href: object, base: str | None) -> str | None:
    """Return a link as a safe absolute address; line breaks in it are left out, blanks are percent-encoded.

    Without ``base`` a relative link stays relative, cleaned; every scheme but http(s) gives ``None``.
    """
    if not isinstance(href, str) or not (text := re.sub(r"\s*[\t\n\r]\s*", "", href.strip())):
        return None
    text = re.sub(r"\s", "%20", re.sub(r"^(https?:)?//\s+", r"\1//", text))
    if _NAMES_A_HOST.match(text):
        text = "//" + text
    if base and not text.lower().startswith(("http://", "https://")):
        try:
            text = urljoin(base, text)
        except ValueError:
            return None
    if text.startswith("//"):
        text = "https:" + text
    if _SCHEME.match(text) or base:
        return clean_address(text)
    return clean_line(text, ADDRESS_LENGTH)


def distinct(names: Iterable[str]) -> tuple[str, ...]:
    """Return the names without empty and repeated ones, in order; case does not tell names apart."""
    seen: dict[str, str] = {}
    for name in names:
        if name:
            seen.setdefault(name.casefold(), name)
    return tuple(seen.values())


def entry_key(identity: str | None, link: str | None, title: str, date: str, body: str) -> str:
    """Return what identifies an entry inside its feed: id, else link, else a hash (P4)."""
    if identity:
        return identity
    if link:
        return link
    text = "\x00".join((title, date, body[:200]))
    return "sha256:" + hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def newest(found: Sequence[T], most: int, dated: Callable[[T], datetime | None]) -> Sequence[T]:
    """Return at most ``most`` of a feed's entries: its last, where it begins with its oldest, else its first."""
    if len(found) <= most:
        return found
    first, last = dated(found[0]), dated(found[-1])
    return found[-most:] if first and last and first < last else found[:most]


def unique_keys(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Return the entries with keys made unique: later ones of one key get a mark of their own link or title."""
    taken: set[str] = set()
    result: list[Entry] = []
    for entry in entries:
        key = entry.key
        if key in taken:
            key = f"{key}#{hashlib.sha256((entry.link or entry.title).encode()).hexdigest()[:12]}"
            base, number = key, 2
            while key in taken:
                key, number = f"{base}-{number}", number + 1
            entry = msgspec.structs.replace(entry, key=key)
        taken.add(key)
        result.append(entry)
    return tuple(result)


def content_hash(entry: Entry) -> bytes:
    """Return the SHA-256 of what a reader would see change: title, link, texts, authors and ``updated``."""
    seen = (entry.title, entry.link, entry.content, entry.summary, entry.authors, entry.updated)
    return hashlib.sha256(msgspec.msgpack.encode(seen)).digest()


def is_whole(entry: Entry) -> bool:
    """Return whether a feed entry carries the whole article rather than its beginning."""
    text = entry.content if len(entry.content) >= len(entry.summary) else entry.summary
    return len(_ANY_TAG.sub(" ", text).split()) >= FULL_TEXT_WORDS and not _TRAILS_OFF.search(text[-600:])
