"""A feed's bytes in, a ``ParsedFeed`` out: RSS 0.9 to 2.0, RDF, Atom, CDF and JSON Feed.

Runs in a killable worker: this is where foreign XML meets a parser. ``xml_text`` makes text of bytes, ``rss_fast`` and
``xml_parsers`` find the fields in it, ``xml`` makes entries of these. Every text that comes out has passed
``sanitize``.
"""

from __future__ import annotations

import re

from pullquote.cache.core.errors import FeedError
from pullquote.cache.core.feed import ParsedFeed

MOST_ENTRIES = 2_000
"""Entries kept of one feed: the newest (P2)."""

_HTML = re.compile(rb"\s*+(?:<!--(?>.*?-->)\s*+)*+(?:<!doctype\s+html|<html[\s>])", re.IGNORECASE | re.DOTALL)
_FEED = re.compile(
    rb"[^<]{0,8}+(?:(?><\?.*?\?>|<!--.*?-->|<!doctype[^<>]*>)\s*+)*+<(?:rss|feed|(?:rdf:)?rdf)[\s>]",
    re.IGNORECASE | re.DOTALL,
)
_LIST = re.compile(rb"<opml[\s>]", re.IGNORECASE)
_SITEMAP = re.compile(rb"<(?:urlset|sitemapindex)[\s>]", re.IGNORECASE)
# Atomic and possessive: the program itself runs this, and many comments would otherwise be parted in every way.
_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


def parse_feed(data: bytes, *, url: str | None = None, content_type: str | None = None) -> ParsedFeed:
    """Read a feed.

    ``url`` is the address that answered: relative links are resolved against it and stay as they are
    without it. ``content_type`` is the header's value, for its charset. Raises ``FeedError`` with a
    sentence for bytes that are no feed.
    """
    if not data.strip():
        raise FeedError("The answer is empty: there is no feed in it.")
    if is_page(data):
        raise FeedError("This is a web page, not a feed. Try 'pullquote feeds add' with it to find its feeds.")
    if _looks_like_json(data):
        from pullquote.cache.feeds.json_feed import read_json_feed

        return read_json_feed(data, url=url, most=MOST_ENTRIES)
    from pullquote.cache.feeds.xml import read_xml_feed

    parsed = read_xml_feed(data, url=url, content_type=content_type, most=MOST_ENTRIES)
    if not parsed.format and not parsed.entries:
        raise FeedError(_what_it_is(data))
    return parsed


def _what_it_is(data: bytes) -> str:
    """Return what bytes are that are no feed, and what can be done with them."""
    head = data[:4_096].replace(b"\0", b"")
    if _LIST.search(head):
        return "This is a list of feeds (OPML), not a feed: `pullquote feeds import` takes it."
    if _SITEMAP.search(head):
        return "This is a map of a site for search engines, not a feed. `pullquote feeds add SITE` looks for its feeds."
    sentence = "This is not a feed: neither RSS nor Atom nor JSON Feed was found in it."
    return f"{sentence} `pullquote feeds add SITE` looks for the feeds of a site."


def is_page(data: bytes) -> bool:
    """Return whether the bytes are an HTML page, as a login wall or an outlet's front page is."""
    return bool(_HTML.match(data[:4096]))


def may_be_feed(data: bytes) -> bool:
    """Return whether the bytes begin as a feed does; what parses them then finds out."""
    head = data[:4_096].replace(b"\0", b"")
    return bool(_FEED.match(head)) or (_looks_like_json(head) and b"jsonfeed.org/version" in head)


def _looks_like_json(data: bytes) -> bool:
    head = data[:64]
    for bom in _BOMS:
        head = head.removeprefix(bom)
    return head.replace(b"\x00", b"").lstrip()[:1] in (b"{", b"[")
