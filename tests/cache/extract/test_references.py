"""References of HTML that stand for no character, however many digits they have, cost themselves alone."""

from __future__ import annotations

import json

import pytest

from pullquote.cache.core.article import body_text
from pullquote.cache.core.feed import Entry
from pullquote.cache.extract import read, read_entry
from pullquote.cache.feeds.discovery import page_links

LONG = "&#" + "9" * 5_000 + ";"
TEXT = "".join(
    f"<p>The ferry crew of the harbour drama is back for year {n}, {who} said on Monday, and the boats go out.</p>"
    for n, who in enumerate(("the network", "its maker", "a captain", "the actor", "the mayor", "her agent"), 3)
)


def page(head: str, body: str = TEXT) -> bytes:
    return f"<html><head>{head}</head><body><article><h1>A third year</h1>{body}</article></body></html>".encode()


@pytest.mark.parametrize(
    "head",
    [
        f"<title>A third year {LONG}</title>",
        f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", "headline": LONG})}</script>',
        f'<script type="application/ld+json">{{"@type": "NewsArticle", "headline": {LONG}</script>',
        f'<meta property="og:title" content="A third year {LONG.replace("&", "&amp;")}">',
        f'<script id="__NEXT_DATA__" type="application/json">{json.dumps({"body": TEXT + LONG})}</script>',
    ],
    ids=["title", "data", "broken data", "escaped twice", "data of a script"],
)
def test_c06_a_page_is_read_whatever_reference_is_in_it(head: str) -> None:
    assert "ferry crew" in body_text(read(page(head), url="https://reel.example/a").blocks)


def test_c06_an_export_an_entry_and_a_page_with_feeds_are_read() -> None:
    assert "words" in body_text(read(f"# A title\n\nSome words {LONG} here.\n".encode(), name="a.md").blocks)
    assert "ferry crew" in body_text(read_entry(Entry(key="1", title=LONG, content=TEXT + LONG), outlet=None).blocks)
    links = page_links(f"<title>{LONG}</title><link rel=alternate type=application/rss+xml href='/f'>".encode())
    assert len(links.declared) == 1
