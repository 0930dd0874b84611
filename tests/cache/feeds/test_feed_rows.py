"""Lists of feeds that other programs write: tables, JSON, Markdown and outlines without a list around them (O1, O3)."""

from __future__ import annotations

import json

import pytest

from pullquote.cache.core.errors import FeedError
from pullquote.cache.feeds.opml import read_opml

WANTED = [("https://a.example/feed?x=1&y=2", "Alpha, daily", (("Film",),)), ("https://b.example/rss", "Beta", ())]
GREADER = {
    "subscriptions": [
        {"id": "feed/https://a.example/feed?x=1&y=2", "title": "Alpha, daily", "categories": [{"label": "Film"}]},
        {"id": "feed/7", "url": "https://b.example/rss", "title": "Beta", "categories": []},
    ]
}
MINIFLUX = [
    {"feed_url": "https://a.example/feed?x=1&y=2", "title": "Alpha, daily", "category": {"id": 1, "title": "Film"}},
    {"feed_url": "https://b.example/rss", "title": "Beta", "site_url": "https://b.example/"},
]
TREE = {
    "folders": [{"name": "Film", "feeds": [{"title": "Alpha, daily", "feedUrl": "https://a.example/feed?x=1&y=2"}]}],
    "feeds": [{"name": "Beta", "url": "https://b.example/rss"}],
}


def rows(text: str) -> list[tuple[str, str, tuple[tuple[str, ...], ...]]]:
    return [(feed.url, feed.title, feed.folders) for feed in read_opml(text.encode()).feeds]


@pytest.mark.parametrize(
    "text",
    [
        'title,url,category\n"Alpha, daily",https://a.example/feed?x=1&y=2,Film\nBeta,https://b.example/rss,\n',
        (
            '\ufeffFolder;Feed URL;Site URL;Name\r\nFilm;https://a.example/feed?x=1&y=2;x;"Alpha, daily"\r\n'
            ";https://b.example/rss;;Beta\r\n"
        ),
        "xmlUrl\ttitle\tfolder\nhttps://a.example/feed?x=1&y=2\tAlpha, daily\tFilm\n\nhttps://b.example/rss\tBeta",
        json.dumps(GREADER),
        json.dumps(MINIFLUX),
        json.dumps(TREE),
        "\ufeff" + json.dumps(MINIFLUX, indent=2),
    ],
    ids=["commas", "semicolons", "tabs", "greader", "miniflux", "tree", "indented"],
)
def test_o01_tables_and_json_are_read_by_what_their_fields_are_called(text):
    assert rows(text) == WANTED


def test_o01_a_channel_in_a_table_is_followed_by_its_feed():
    channel = "UC" + "a1_-" * 5 + "zz"
    text = f"Channel Id,Channel Url,Channel Title\n{channel},http://www.youtube.com/channel/{channel},Reel Barn\n"
    address = f"https://www.youtube.com/feeds/videos.xml?channel_id={channel}"
    assert rows(text) == [(address, "Reel Barn", ())]


def test_o03_rows_without_a_usable_address_are_named_by_their_line():
    found = read_opml(b"name,url\nAlpha,https://a.example/feed\nBeta,file:///etc/passwd\nGamma\n,\n")
    assert [feed.url for feed in found.feeds] == ["https://a.example/feed"]
    assert [line for line, _ in found.skipped] == [3]


@pytest.mark.parametrize(
    "value",
    [
        {"version": "https://jsonfeed.org/version/1.1", "items": [{"url": "https://a.example/1", "title": "One"}]},
        {"title": "x", "url": "https://a.example/"},
        [[["deep"] * 3] * 3, 1, None],
        "[" * 100_000,
    ],
)
def test_o03_json_that_lists_no_feeds_says_so(value):
    with pytest.raises(FeedError, match="not a list"):
        read_opml((value if isinstance(value, str) else json.dumps(value)).encode())


def test_o01_marked_and_named_lines_are_read():
    text = (
        "My feeds:\n"
        "- https://a.example/feed\n"
        "* Beta <https://b.example/rss>\n"
        "3. [Gamma (daily)](https://c.example/feed)\n"
        "Delta: https://d.example/feed\n"
    )
    assert [(url, title) for url, title, _ in rows(text)] == [
        ("https://a.example/feed", ""),
        ("https://b.example/rss", "Beta"),
        ("https://c.example/feed", "Gamma (daily)"),
        ("https://d.example/feed", "Delta"),
    ]


ONE = '<outline text="A"><outline text="B" xmlUrl="https://b.example/rss"/></outline>'
TWO = '<outline text="C" xmlUrl="https://c.example/rss"/>'


@pytest.mark.parametrize(
    "text",
    [ONE + TWO, f"<opml><body>{ONE}</body></opml>\n<?xml version='1.0'?><opml><body>{TWO}</body></opml>"],
    ids=["outlines alone", "two lists"],
)
def test_o01_several_lists_and_outlines_alone_are_one_list(text):
    assert rows(text) == [("https://b.example/rss", "B", (("A",),)), ("https://c.example/rss", "C", ())]


def test_o01_what_is_no_feed_is_told_and_a_missing_scheme_is_forgiven():
    body = (
        '<outline type="HTML+XPath" text="P" xmlUrl="https://p.example/page"/>\n'
        '<outline text="N" xmlUrl="n.example/feed"/>\n<outline text="F" xmlUrl="feed.xml"/>'
    )
    found = read_opml(f"<opml><body>{body}</body></opml>".encode())
    assert [feed.url for feed in found.feeds] == ["https://n.example/feed"]
    assert len(found.skipped) == 2
