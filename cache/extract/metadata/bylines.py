"""Names out of a byline: "By Jane Doe and John Roe, Staff Writers" is two people."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice

from pullquote.cache.core.sanitize import clean_name

LONGEST = 1_000
"""Characters of a byline; what is longer is none, and looking for addresses in it takes its square in time."""
MOST = 100

_LEAD = re.compile(
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
_WHEN = re.compile(
    r"\s+(?:on|at)\s+(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|"
    r"dec)[a-z]*\.?\s+\d|\d).*$",
    re.IGNORECASE | re.DOTALL,
)
_PLACE = re.compile(r"\bfor\s+[A-Z]|\.(?:com|net|org|co\.uk|tv)\b", re.IGNORECASE)
_NOISE = re.compile(r"https?://|www\.|@[\w.]+|<[^>]*>|\S+@\S+\.\S+|[\[\]{}<>]|\(.*?\)|&[a-z]+;")
_DATED = re.compile(
    r"\d{4}|\d{1,2}[:/]\d{2}|\b(?:jan|feb|mar|apr|jun|jul|aug|sep|oct|nov|dec|may)[a-z]*\.? \d", re.IGNORECASE
)
_MONTH = re.compile(r"(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]{0,6}\.?", re.IGNORECASE)
_SUFFIX = re.compile(r"^(?:jr|sr|ii|iii|iv|phd|ph\.d|m\.?d|esq)\.?$", re.IGNORECASE)


def split_byline(text: str | None, *, outlet: str | None = None) -> tuple[str, ...]:
    """Return the names in one byline, in order. Roles, dates, handles and the outlet's own name are no names."""
    if not text or len(text) > LONGEST:
        return ()
    text = _WHEN.sub("", _LEAD.sub("", _NOISE.sub(" ", text).strip()))
    out: list[str] = []
    for part in _SPLIT.split(text):
        name = clean_name(_LEAD.sub("", part or "")).strip(" .,:;-–—|'\"*•")
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
    if _MONTH.fullmatch(name) or _PLACE.search(name) or _DATED.search(name) or re.search(r"\d{2}", name):
        return False
    return not all(_ROLE.fullmatch(word.strip(".,'’")) for word in words)


def _without_role(name: str) -> str:
    """Take a role off a name's end ("Jane Doe Staff Writer"); a name of roles alone stays for ``is_name``."""
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
    for text in islice(texts, MOST):
        for name in split_byline(text, outlet=outlet):
            out.setdefault(name.casefold(), name.title() if name.isupper() and len(name) > 4 else name)
    return tuple(out.values())
