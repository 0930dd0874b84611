"""Feeds that pages name (A2, A3)."""

from __future__ import annotations

import time

import pytest

from pullquote.cache.feeds import discovery
from pullquote.cache.feeds.discovery import customary, feed_links

URL = "https://outlet.example/section/"
ATOM, RSS = "application/atom+xml", "application/rss+xml"


def declared(head: str, url: str = URL):
    links = discovery.page_links(f"<html><head>{head}</head><body></body></html>".encode())
    return [(found.url, found.title) for found in discovery.declared_feeds(links, url)]


def test_a02_comments_last_duplicates_once_empty_and_missing_left_out():
    head = (
        f'<link rel="alternate" type="{RSS}" href="/comments/feed/" title="Comments">'
        f'<link rel="alternate" type="{RSS}" href="/feed/" title="All">'
        f'<link rel="ALTERNATE home" type="{ATOM}" href="/feed/"><!-- <link rel="alternate" type="{RSS}" href="/c"> -->'
        f'<link rel="alternate" type="{RSS}" href=""><link rel="alternate" type="{RSS}">'
        f'<script>"<link rel=alternate type={RSS} href=/s>"</script><link rel="stylesheet" href="/x">'
        f'<link rel="alternate" type="text/html" hreflang="de" href="/de/">'
    )
    assert declared(head) == [
        ("https://outlet.example/feed/", "All"),
        ("https://outlet.example/comments/feed/", "Comments"),
    ]


@pytest.mark.parametrize(
    ("href", "url"),
    [
        ("rss.xml", "https://outlet.example/section/rss.xml"),
        ("//other.example/f", "https://other.example/f"),
        ("feed://outlet.example/f", "https://outlet.example/f"),
        ("feed:https://outlet.example/f", "https://outlet.example/f"),
        ("javascript:alert(1)", None),
        ("file:///etc/passwd", None),
    ],
)
def test_a02_addresses_are_made_absolute_and_safe(href, url):
    found = declared(f'<link rel=alternate type="{RSS}" href="{href}">')
    assert [address for address, _ in found] == ([url] if url else [])


def test_a02_base_counts():
    assert declared(f'<base href="/other/"><link rel=alternate type="{RSS}" href="f">')[0][0] == (
        "https://outlet.example/other/f"
    )


@pytest.mark.parametrize(
    ("kind", "href", "is_feed"),
    [
        (RSS, "/x", True),
        ("application/feed+json", "/x", True),
        ("application/rdf+xml", "/x", True),
        ("text/xml; charset=utf-8", "/x", True),
        ("application/json", "/feed.json", True),
        ("application/json", "/wp-json/feed", False),
        ("application/json", "/x", False),
        ("text/html", "/feed", False),
        ("application/xml", "/x", True),
        ("application/rss+xml; charset=UTF-8", "/x", True),
        ("Application/RSS+XML", "/x", True),
        ("text/xml+oembed", "/x", False),
    ],
)
def test_types_of_feeds(kind, href, is_feed):
    assert discovery.is_feed_type(kind, href) is is_feed


def test_a_link_header_names_feeds():
    header = (
        f'</f>; rel="alternate"; type="{ATOM}"; title="A, B", <https://x.example/s.css>; rel=stylesheet, <g>; rel=next'
    )
    assert [(c.url, c.title) for c in discovery.header_feeds(header, URL)] == [("https://outlet.example/f", "A, B")]


def test_links_of_the_page_that_look_like_feeds_of_the_same_host():
    page = "".join(
        f"<a href='{href}'>x</a>" for href in ("/feed/", "/rss.xml", "https://other.example/feed", "/feedback")
    )
    found = discovery.anchored_feeds(discovery.page_links(page.encode()), URL)
    assert [c.url for c in found] == ["https://outlet.example/feed/", "https://outlet.example/rss.xml"]


@pytest.mark.parametrize(
    ("link", "found"),
    [
        ('rel="feed" href="/a"', True),
        ('rel="alternate feed" href="/a" title="All"', True),
        ('href="/a" type="application/atom+xml" rel="feed"', True),
        ('rel="feed" type="text/html" href="/a"', False),
        ('rel="alternate" type="application/xml" href="/a"', True),
        ('rel="alternate" type="application/rss&#43;xml;charset=utf-8" href="/a"', True),
        ('rel=alternate type="text/atom+xml" href=/a', True),
        ('rel="alternate" href="/feed.xml"', True),
        ('rel="alternate" href="/de/" hreflang="de"', False),
        ('rel="stylesheet" type="text/xml" href="/a"', False),
    ],
)
def test_a01_links_that_declare_a_feed(link, found):
    assert bool(declared(f"<link {link}>")) is found


def test_a01_a_link_of_a_feeds_type_needs_no_feeds_name():
    page = f"<a type='{RSS}' href='/news'>x</a><a type='text/html' href='/news2'>x</a>".encode()
    assert [c.url for c in discovery.anchored_feeds(discovery.page_links(page), URL)] == ["https://outlet.example/news"]


OWN, OTHER = "UCabcdefghijklmnopqrstuv", "UC0123456789_-0123456789"


@pytest.mark.parametrize(
    "markup",
    [
        f'<link rel="alternate" type="{RSS}" title="RSS" href="https://www.youtube.com/feeds/videos.xml?channel_id={OWN}">',
        f'<link rel="canonical" href="https://www.youtube.com/channel/{OWN}">',
        f"<link href='https://www.youtube.com/channel/{OWN}' rel=canonical>",
        f'<meta property="og:url" content="https://www.youtube.com/channel/{OWN}">',
        f'<meta itemprop="identifier" content="{OWN}">',
        f'<meta content="{OWN}" itemprop="channelId">',
        f'<script>x={{"externalId": "{OWN}"}}</script>',
        f"<script>x='\\x22externalChannelId\\x22:\\x22{OWN}\\x22'</script>",
        f'<script>x={{"videoDetails":{{"channelId":"{OWN}"}}}}</script>',
        f'<script>x={{"browseId":"{OWN}"}}</script>',
    ],
)
@pytest.mark.parametrize("path", ["@lumen/videos", "c/lumen", "user/lumen", "watch?v=abc", "lumen"])
def test_a06_a_video_page_says_which_channel_it_is_of(markup, path):
    page = f'<html><head><script>y={{"browseId":"{OTHER}"}}</script></head><body>{markup}</body></html>'
    if "browseId" in markup:
        page = page.replace(OTHER, "FEwhat_to_watch")
    found = discovery.feed_links(page.encode(), f"https://www.youtube.com/{path}")
    assert found.certain is not None
    assert found.certain.url == f"https://www.youtube.com/feeds/videos.xml?channel_id={OWN}"


def test_a06_what_the_page_does_not_say_the_address_may():
    def certain(url: str, page: str = "<html></html>") -> str | None:
        found = discovery.feed_links(page.encode(), url).certain
        return found.url.partition("?")[2] if found else None

    channel = f'<link rel="canonical" href="https://www.youtube.com/channel/{OWN}">'
    assert certain("https://www.youtube.com/user/lumen") == "user=lumen"
    assert certain("https://www.youtube.com/playlist?list=PL12", channel) == "playlist_id=PL12"
    assert certain(f"https://m.youtube.com/channel/{OTHER}/videos", channel) == f"channel_id={OTHER}"
    assert certain("https://www.youtube.com/@lumen") is None
    assert certain("https://outlet.example/@lumen", channel) is None


@pytest.mark.parametrize(
    ("url", "feed"),
    [
        ("https://www.youtube.com/channel/UC_a-1", "channel_id=UC_a-1"),
        ("https://www.youtube.com/channel/UC_a-1/videos", "channel_id=UC_a-1"),
        ("https://m.youtube.com/user/somebody", "user=somebody"),
        ("https://www.youtube.com/playlist?list=PL12", "playlist_id=PL12"),
        ("https://www.youtube.com/watch?v=x", None),
        ("https://outlet.example/channel/UC1", None),
    ],
)
def test_video_channels_have_a_feed(url, feed):
    found = discovery.video_feed(url)
    assert found == (f"https://www.youtube.com/feeds/videos.xml?{feed}" if feed else None)


@pytest.mark.parametrize(
    "page",
    [
        b"<div>" * 200_000,
        b"<p>word</p>" * 480_000,
        b"<title>a\x1b]0;b\x07</title>" + b"<a href='/feed'>" * 60_000,
        b"<link " * 160_000,
        b"<a href='" * 120_000,
        b"<!--" * 250_000,
        b"<link a=\"'" * 100_000,
    ],
    ids=["open tags", "5 MB", "escapes", "links", "quotes", "comments", "both quotes"],
)
def test_a03_large_and_odd_pages_are_read_in_time_and_titles_are_clean(page):
    began = time.process_time()
    links = discovery.page_links(page)
    assert time.process_time() - began < 6
    assert "\x1b" not in links.title
    assert len(links.anchors) <= discovery.MOST_CANDIDATES


@pytest.mark.parametrize(
    ("meta", "address"),
    [
        ('<meta http-equiv="refresh" content="0; url=/home">', "https://site.example/home"),
        ("<META CONTENT=\"0;URL='real.xml'\" HTTP-EQUIV=Refresh>", "https://site.example/a/real.xml"),
        ('<meta http-equiv="refresh" content="300; url=/other">', None),
        ('<meta http-equiv="refresh" content="0; url=/a/page#top">', None),
        ('<meta http-equiv="refresh" content="0; url=javascript:x">', None),
        ('<meta http-equiv="refresh" content="5">', None),
        ('<meta name="refresh" content="0; url=/home">', None),
    ],
)
def test_a01_a_page_says_where_it_has_moved(meta, address):
    assert feed_links(f"<html><head>{meta}</head></html>".encode(), "https://site.example/a/page").moved == address


def test_a02_a_feed_that_is_named_for_comments_comes_last():
    links = "".join(
        f'<link rel="alternate" type="application/rss+xml" title="{title}" href="/{number}">'
        for number, title in enumerate(("Site » A Story Comments Feed", "Kommentar-Feed", "Site » Feed", "Commentary"))
    )
    found = feed_links(f"<html><head>{links}</head></html>".encode(), "https://site.example/a").declared
    assert [one.url[-1] for one in found] == ["2", "3", "0", "1"]


def test_where_feeds_are_by_custom_in_a_folder_of_the_site_too():
    assert customary("https://site.example/")[:2] == ["https://site.example/feed/", "https://site.example/rss.xml"]
    assert "https://site.example/feed" in customary("https://site.example/")
    assert customary("https://site.example/blog")[:2] == [
        "https://site.example/blog/feed/",
        "https://site.example/blog/index.xml",
    ]
    for page in ("https://site.example/2026/03/story/", "https://site.example/story.html"):
        assert customary(page) == customary("https://site.example/")


@pytest.mark.parametrize("words", ["RSS", " RSS feed", "<b>Atom</b>", "RSS 2.0", "rss-feeds"])
def test_a_link_that_is_called_a_feed_is_one_wherever_it_leads(words):
    page = f'<a href="/about">About RSS feeds</a><a class="x" href="/syndicate?id=4">{words}</a>'
    found = discovery.anchored_feeds(discovery.page_links(page.encode()), URL)
    assert [one.url for one in found] == ["https://outlet.example/syndicate?id=4"]


@pytest.mark.parametrize("codec", ["utf-16", "utf-16-be", "utf-8-sig"])
def test_a_page_with_a_byte_order_mark_is_read(codec):
    mark = "\ufeff" if codec == "utf-16-be" else ""
    page = f'{mark}<link rel="alternate" type="{RSS}" href="/feed">'.encode(codec)
    assert [one.url for one in feed_links(page, URL).declared] == ["https://outlet.example/feed"]
