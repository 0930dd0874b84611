"""Where a page that holds no article says that it is: its AMP version, or the page it leads a browser on to."""

from __future__ import annotations

import re

from pullquote.cache.core.urls import absolute_url
from pullquote.cache.extract.html.tree import Node

_LEADS_ON = re.compile(r"\s*(\d{1,2})(?:\.\d*)?\s*[;,]\s*url\s*=\s*[\"']?\s*([^\"'>]+)", re.IGNORECASE)
_SOON = 10
"""Seconds after which a browser is led on at most: a page that loads itself again later is no other."""


def address_elsewhere(root: Node, own: tuple[str | None, ...], base: str | None) -> str | None:
    """Return the address at which the article of a page stands, ``None`` where it names no other than its ``own``.

    Sources: HTML, ``meta http-equiv=refresh``; AMP, ``link rel=amphtml``.
    """
    found = [*_leads_on(root), *_versions(root)]
    addresses = (absolute_url(address, base) for address in found)
    return next((url for url in addresses if url and url.partition("#")[0] not in own), None)


def _leads_on(root: Node) -> list[str]:
    contents = (
        meta.get("content") or "" for meta in root.iter("meta") if (meta.get("http-equiv") or "").lower() == "refresh"
    )
    matches = (_LEADS_ON.match(content) for content in contents)
    return [match[2].strip() for match in matches if match and int(match[1]) <= _SOON]


def _versions(root: Node) -> list[str]:
    return [
        link.get("href") or "" for link in root.iter("link") if "amphtml" in (link.get("rel") or "").lower().split()
    ]
