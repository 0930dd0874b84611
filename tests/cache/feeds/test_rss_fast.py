"""RSS read without feedparser: where it is read, it is read as feedparser reads it (P6)."""

from __future__ import annotations

from pathlib import Path

import pytest

from pullquote.cache.feeds import xml
from pullquote.cache.feeds.rss_fast import read_plain_rss
from pullquote.cache.feeds.xml_text import feed_documents

CORPUS = Path(__file__).parents[4] / "shared" / "corpus" / "feeds"
URL = "https://outlet.example/film/feed.xml"
SPACES = (
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/" '
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:atom="http://www.w3.org/2005/Atom" '
    'xmlns:slash="http://purl.org/rss/1.0/modules/slash/" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"'
)


def feed(item: str = "", channel: str = "<title>Outlet</title>") -> bytes:
    text = f'<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" {SPACES}><channel>{channel}'
    return f"{text}<item>{item}</item></channel></rss>".encode()


def both(data: bytes, url: str | None = URL):
    """Return what we read and what feedparser reads; the first is ``None`` where it is left to feedparser."""
    text = feed_documents(data, "text/xml")[0]
    plain = read_plain_rss(text)
    channel, entries, version = xml.parse_any(text)
    theirs = xml.feed_of(text, url, channel, entries[:2000], version)
    return plain and xml.feed_of(text, url, *plain, "rss20"), theirs


@pytest.mark.parametrize(
    "data",
    [
        feed(
            "<title>A &amp; B &#8212; <![CDATA[<i>C</i>]]></title><link> https://outlet.example/a?b=1&amp;c=2 </link>"
        ),
        feed("<guid>12-3</guid><title>One</title>"),
        feed('<guid isPermaLink="false">urn:x:1</guid><link>https://outlet.example/1</link>'),
        feed("<guid>https://outlet.example/?p=9</guid>"),
        feed("<description>&lt;p&gt;Words &amp;amp; more.&lt;/p&gt;</description>"),
        feed("<description>Short</description><content:encoded><![CDATA[<p>Long</p>]]></content:encoded>"),
        feed("<content:encoded><![CDATA[<p>Long</p>]]></content:encoded><description>Short</description>"),
        feed("<content:encoded><![CDATA[<p>Café “Long”</p>]]></content:encoded>"),
        feed("<description/><title/>"),
        feed("<pubDate>Tue, 31 Mar 2026 09:05:00 +0200</pubDate><dc:creator> Mira Vale </dc:creator>"),
        feed("<dc:creator>Mira Vale</dc:creator><dc:creator>Tom Okafor</dc:creator><dc:creator/>"),
        feed('<category domain="x">Film</category><category>Film</category><category/><category>TV</category>'),
        feed('<enclosure url="/a.mp3" TYPE="x" type="Audio/MPEG" length="12"/>'.replace('TYPE="x" ', "")),
        feed('<media:content url="https://outlet.example/a.jpg" medium="image"/><media:thumbnail url="b.png"/>'),
        feed("<title>One</title><slash:comments>3</slash:comments><comments>https://outlet.example/c</comments>"),
        feed(
            channel="<title>O</title><link>https://outlet.example/</link><description>D</description><ttl>90</ttl>"
            '<atom:link href="https://outlet.example/feed" rel="self" type="application/rss+xml"/>'
            "<language>en-GB</language><image><url>https://outlet.example/i.png</url><title>T</title>"
            "<link>https://outlet.example</link></image><sy:updatePeriod>daily</sy:updatePeriod>"
            "<sy:updateFrequency>2</sy:updateFrequency><lastBuildDate>today</lastBuildDate>"
        ),
        b"\xef\xbb\xbf" + feed("<title>With a mark in front</title>"),
        feed("<title>Řeka</title>").decode().replace("UTF-8", "ISO-8859-2").encode("iso-8859-2"),
        feed("<title>One</title>").replace(b"<rss", b'<!DOCTYPE rss [<!ENTITY a "b">]><rss'),
        feed("<title>Caf\xe9 One</title>").decode().encode("latin-1"),
        b"\n" + feed("<title>One</title>") + b"<!-- served in 3 ms -->",
    ],
)
@pytest.mark.parametrize("url", [URL, None])
def test_p06_what_is_read_is_what_feedparser_reads(data, url):
    ours, theirs = both(data, url)
    assert ours is not None
    assert ours == theirs


@pytest.mark.parametrize(
    "data",
    [
        feed("<title>One</title><title>Two</title>"),
        feed("<title>One <b>Two</b></title>"),
        feed("<title>One<!-- more --> Two</title>"),
        feed("<link>/relative</link>"),
        feed("<link>https://outlet.example/a b</link>"),
        feed("<pubDate>yesterday</pubDate>"),
        feed("<pubDate>Tue, 31 Mar 2026 09:05:00 PST</pubDate>"),
        feed("<dc:creator>mira@outlet.example (Mira)</dc:creator>"),
        feed("<author>mira@outlet.example</author>"),
        feed("<unheard>of</unheard>"),
        feed('<title xml:lang="fr">Un</title>'),
        feed('<description xml:base="https://else.example/">D</description>'),
        feed("<title>caf\u00c3\u00a9</title>"),
        feed("<title>&#147;One&#148;</title>"),
        feed("<title>One</title>").replace(b'version="2.0"', b'version="0.92"'),
        feed("<title>One</title>")[:-6],
        feed("<title>One &copy; Two</title>"),
    ],
)
def test_p06_anything_less_certain_is_left_to_feedparser(data):
    assert read_plain_rss(feed_documents(data)[0]) is None


def test_the_charset_of_the_header_is_read_too():
    data = feed("<title>Река</title>").decode().replace('encoding="UTF-8"', "").encode("cp1251")
    plain = read_plain_rss(feed_documents(data, "text/xml; charset=windows-1251")[0])
    assert plain is not None
    assert plain[1][0]["title"] == "Река"


@pytest.mark.skipif(not CORPUS.exists(), reason="the corpus is not here")
def test_p06_real_feeds_are_read_alike():
    read = 0
    for path in sorted(CORPUS.rglob("*")):
        data = path.read_bytes() if path.is_file() else b""
        if b"<rss" in data[:2000]:
            ours, theirs = both(data) if read_plain_rss(feed_documents(data)[0]) else (None, None)
            read += ours is not None
            assert ours is None or ours == theirs, path.name
    assert read > 100
