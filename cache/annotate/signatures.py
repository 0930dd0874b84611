"""Signed quotations: whose words a block is by what the page itself sets under it.

A signature is a name with what belongs to it: a role, an outlet, a place. It outweighs whatever the text
around the quotation suggests.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from pullquote.cache.annotate.organizations import listed
from pullquote.cache.annotate.text.capitals import PARTICLES
from pullquote.cache.annotate.text.vocabulary import PLACE_NOUNS, PLACES, ROLE_NOUNS
from pullquote.cache.core.article import BlockQuote, Document, PullQuote
from pullquote.cache.core.names import name_key

_PARTS = re.compile(
    r"\s*[,;|/(){}\[\]·•]\s*|\s+[—–-]\s+|\s*[:：]\s+|\s+(?:in|via|to|for|at|from|on|bei|zu|dans|pour|en|para)\s+"
)
"""What parts a name from a role or an outlet: "Ada Quill (The Lantern)", "Ada Quill to The Lantern"."""
_LEAD = re.compile(
    r"^(?:(?:speaking|talking) )?(?:in an interview with|in|via|to|with|for|at|from|on|bei|zu|dans|pour|en|para)\s+"
)
_TOLD = re.compile(r"\s(?:via|to|in)\s+([A-Z][\w.+&’'-]*)$")
"""An outlet of one word: only behind such a word is it none of the things that one word may be."""
_ASIDE = re.compile(r"\s+(?:on|about|as|of|über|als|sur|comme|sobre|como)\s.*$")
_SUFFIX = re.compile(r",\s*((?:Jr|Sr)\.?|II|III|IV)(?=\W|$)")
_ENDS_IN_SUFFIX = re.compile(r"\b(?:Jr|Sr|[A-Z])\.$")
_LABEL = re.compile(
    r"^(?:said|says|source|credit|quote[ds]?(?: by)?|quelle|fuente|fonte)\s*:?\s+(?=\S)|^by\s+(?=[A-Z])", re.IGNORECASE
)
_OFFICE = re.compile(r"C[A-Z]{1,2}O|[SE]?VP|MP|MD|MEP|PhD|Ph\.D\.?|OBE|MBE|CBE")
_NO_OUTLET = ROLE_NOUNS | frozenset("president head vice senior chief member lead guest award awards prize".split())
_ARTICLES = frozenset("the der die das le la les el los il".split())
_INSIDE_NAMES = frozenset(("of", "the", "and", "&", "de", "del", "du", "der", "des"))
_LONGEST_NAME = 6
_LONGEST_OUTLET = 6


class Signer(NamedTuple):
    """Who signs: a person or whoever else speaks, and the outlet the words were said to, as far as they are named."""

    name: str | None
    via: str | None = None


def signer_of(signature: str, works: frozenset[str] = frozenset()) -> Signer:
    """Return who signs with ``signature``.

    ``works`` are the keys of titles the article names: none of them is an outlet.
    """
    line = _LABEL.sub("", _SUFFIX.sub(r" \1", " ".join(signature.split())))
    head, *rest = [part for part in _PARTS.split(line) if part.strip()] or [""]
    rest = [_LEAD.sub("", part.strip()) for part in rest]
    if not _is_name(head):  # "Letters from the Quay, Ada Quill"
        head = next((part for part in rest if is_full_name(part)), head)
    name = _ASIDE.sub("", head).strip(" “”\"'")
    words = name.split()
    roles = [k for k, word in enumerate(words[:-2]) if word.lower() in ROLE_NOUNS]
    if roles and all(word[:1].isupper() for word in words[roles[-1] + 1 :]):
        name = " ".join(words[roles[-1] + 1 :])  # "Child star Ada Quill"
    name = name if _ENDS_IN_SUFFIX.search(name) else name.rstrip(".")
    via = next((part for part in map(str.strip, rest) if part != head and _is_outlet(part, works)), None)
    if (
        via is None
        and (told := _TOLD.search(line))
        and told[1].lower() not in PLACES
        and name_key(told[1]) not in works
    ):
        via = told[1]
    if not name:
        return Signer(None, via)
    if _outlet_kind(name) is not None or (not rest and _is_outlet(name, works) and _begins_with_article(name)):
        return Signer(None, name)
    if len(name.split()) > _LONGEST_NAME:
        return Signer(None, via)
    return Signer(_spoken_case(name), via)


def signers(document: Document) -> list[str]:
    """Return the names of people who sign quotations of a document."""
    found: dict[str, None] = {}
    for block in document.blocks:
        if isinstance(block, PullQuote | BlockQuote) and block.signature:
            name = signer_of(block.signature).name
            if name and is_full_name(name):
                found.setdefault(name)
    return list(found)


def _is_name(head: str) -> bool:
    """Return whether all words before a role or an outlet may be a name's: none of them is an everyday word."""
    words = _ASIDE.sub("", head).split()
    return all(not word[:1].islower() or word.lower() in PARTICLES for word in words) and len(words) <= _LONGEST_NAME


def is_full_name(name: str) -> bool:
    """Return whether a name is a person's in full: two words or more, no role, all with a capital."""
    words = name.split()
    return (
        2 <= len(words) <= _LONGEST_NAME
        and not _begins_with_article(name)
        and all(word[:1].isupper() or word.lower() in PARTICLES for word in words)
        and not any(word.lower().strip(".") in ROLE_NOUNS for word in words)
    )


def _spoken_case(name: str) -> str:
    """Return a name that is set in capitals as a name is written."""
    return name.title() if name.isupper() and len(name.split()) > 1 else name


def _begins_with_article(name: str) -> bool:
    return name.split(" ", 1)[0].lower() in _ARTICLES and " " in name


def _is_outlet(part: str, works: frozenset[str]) -> bool:
    """Return whether a part of a signature names where the words were said or printed."""
    words = part.split()
    if not words or len(words) > _LONGEST_OUTLET or _OFFICE.fullmatch(part) or any(map(str.isdigit, part)):
        return False
    if name_key(part) in works:
        return False
    if (kind := _outlet_kind(part)) is not None:
        return kind in ("outlet", "tv")
    lowers = [word.lower().strip(".") for word in words]
    if not _NO_OUTLET.isdisjoint(lowers) or part.lower() in PLACES:
        return False
    if lowers[-1] in PLACE_NOUNS and not _begins_with_article(part):
        return False
    # One word is as often a town or, in German, a trade.
    return len(words) > 1 and all(word[:1].isupper() or word.lower() in _INSIDE_NAMES for word in words)


def _outlet_kind(name: str) -> str | None:
    """Return the kind of a listed organization, ``None`` for any other name."""
    return _kinds().get(name_key(name))


@lru_cache(maxsize=1)
def _kinds() -> dict[str, str]:
    """Return the kind of each listed organization by the key of each of its names."""
    return {
        name_key(" ".join(words)): entry.kind
        for same in listed().values()
        for words, entry in same
        if not (entry.doubtful and len(words) == 1 and entry.kind not in ("outlet", "tv"))
    }
