"""Feeds read: what feedparser leaves undone, JSON Feed, and nothing that a terminal would act on (P2 to P7, C1)."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta, timezone

import pytest

from pullquote.cache.core.errors import FeedError
from pullquote.cache.core.times.dates import read_date
from pullquote.cache.feeds import MOST_ENTRIES, parse_feed
from pullquote.cache.feeds.fields import content_hash, plain_title

BASE = "https://outlet.example/feeds/all.xml"


def rss(items: str, channel: str = "", spaces: str = "") -> bytes:
    text = f'<rss version="2.0" {spaces}><channel><title>Outlet</title>{channel}{items}</channel></rss>'
    return text.encode()


def atom(entries: str, root: str = "") -> bytes:
    return f'<feed xmlns="http://www.w3.org/2005/Atom" {root}><title>Outlet</title>{entries}</feed>'.encode()


def one(data: bytes, **how):
    (entry,) = parse_feed(data, url=BASE, **how).entries
    return entry


def test_an_rss_item_with_everything():
    spaces = (
        'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:media="http://search.yahoo.com/mrss/" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"'
    )
    entry = one(
        rss(
            "<item><title>A &amp;amp; B</title><link>/story</link><guid isPermaLink='false'>42</guid>"
            "<pubDate>Sun, 12 Jun 2016 09:30:00 -0400</pubDate><dc:creator>Jo Writer</dc:creator>"
            "<category>Film</category><category>film</category><category>TV &amp;amp; Radio</category>"
            "<description>Short.</description>"
            "<content:encoded><![CDATA[<p>Long &amp; <a href='x'>wide</a>.</p>]]></content:encoded>"
            "<media:content url='https://img.example/a.jpg' medium='image' type='image/jpeg'/>"
            "<enclosure url='https://audio.example/a.mp3' type='audio/mpeg' length='123'/></item>",
            spaces=spaces,
        )
    )
    assert (entry.key, entry.id, entry.title) == ("42", "42", "A & B")
    assert entry.link == "https://outlet.example/story"
    assert entry.published == datetime(2016, 6, 12, 9, 30, tzinfo=timezone(-timedelta(hours=4)))
    assert entry.published is not None
    assert entry.published.utcoffset() == -timedelta(hours=4)
    assert entry.authors == ("Jo Writer",)
    assert entry.categories == ("Film", "TV & Radio")
    assert entry.summary == "Short."
    assert entry.content == "<p>Long &amp; <a href='x'>wide</a>.</p>"
    assert entry.image == "https://img.example/a.jpg"
    assert {(e.url, e.type, e.length) for e in entry.enclosures} == {
        ("https://audio.example/a.mp3", "audio/mpeg", 123),
        ("https://img.example/a.jpg", "image/jpeg", None),
    }


def test_p02_no_more_than_2000_entries():
    items = "".join(f"<item><title>{n}</title></item>" for n in range(MOST_ENTRIES + 5))
    assert len(parse_feed(rss(items)).entries) == 2_000


@pytest.mark.parametrize("kind", ["rss", "odd", "json"])
def test_p02_of_a_feed_that_begins_with_its_oldest_the_newest_entries_are_kept(kind):
    days = [datetime(2020, 1, 1, tzinfo=UTC) + timedelta(days=n) for n in range(MOST_ENTRIES + 5)]
    if kind == "json":
        items = [{"title": str(n), "date_published": day.isoformat()} for n, day in enumerate(days)]
        data = json.dumps({"items": items}).encode()
    else:
        form = "%a, %d %b %Y %H:%M:%S GMT" if kind == "rss" else "%Y-%m-%d"
        dated = (f"<pubDate>{day.strftime(form)}</pubDate>" for day in days)
        data = rss("".join(f"<item><title>{n}</title>{date}</item>" for n, date in enumerate(dated)))
    feed = parse_feed(data)
    titles = [entry.title for entry in feed.entries]
    assert (len(titles), titles[0], titles[-1]) == (2_000, "5", "2004")
    assert feed.older == 5


@pytest.mark.parametrize("sign", ["&#27;]52;c;aGk=&#7;", "\u009b31m", "\u202e", "&#x9d;0;x", "\u2066"])
def test_p03_c01_nothing_a_terminal_acts_on_comes_out(sign):
    item = "".join(f"<{name}>a{sign}b</{name}>" for name in ("title", "author", "category", "description"))
    entry = one(rss(f"<item>{item}<link>https://x.example/{sign}</link></item>"))
    text = json.dumps([entry.title, entry.authors, entry.categories, entry.content, entry.link, entry.key])
    assert not any(ord(c) < 32 or 127 <= ord(c) < 160 or c in "\u202e\u2066" for c in json.loads(text)[0] + text)
    assert not any(escape in text for escape in ("\\u001b", "\\u0007", "\\u009", "\\u202e", "\\u2066"))


def test_p04_keys_are_id_then_link_then_a_hash_and_unique():
    feed = parse_feed(
        rss(
            "<item><guid>a</guid><link>https://x.example/1</link></item><item><link>https://x.example/2</link></item>"
            "<item><title>T</title><description>B</description></item>"
            "<item><guid>a</guid><link>https://x.example/3</link></item><item><guid>a</guid><link>https://x.example/3</link></item>"
        )
    )
    keys = [entry.key for entry in feed.entries]
    assert keys[:2] == ["a", "https://x.example/2"]
    assert keys[2].startswith("sha256:")
    assert len(set(keys)) == 5
    again = parse_feed(rss("<item><title>T</title><description>B</description></item>"))
    assert again.entries[0].key == keys[2]


@pytest.mark.parametrize("more", ["", "<!-- left to feedparser --><dc:subject>x</dc:subject>"])
@pytest.mark.parametrize(
    ("guid", "link"),
    [
        ("<guid>story-12</guid>", None),
        ("<guid>30771</guid>", None),
        ("<guid>outlet.example/story/12</guid>", None),
        ('<guid isPermaLink="true">story-12</guid>', "https://old.example/film/story-12"),
        ('<guid isPermaLink="false">story-12</guid>', None),
        ("<guid>tag:outlet.example,2026:12</guid>", None),
        ("<guid>/story/12?x=1</guid>", "https://old.example/story/12?x=1"),
        ("<guid>https://outlet.example/12</guid>", "https://outlet.example/12"),
    ],
)
def test_p04_an_id_stays_as_written_wherever_the_feed_moves(guid, link, more):
    data = rss(f"<item>{guid}<title>A</title>{more}</item>")
    at = [parse_feed(data, url=url).entries[0] for url in ("https://old.example/film/feed", "https://new.example/rss")]
    assert at[0].key == at[1].key == re.sub("<.*?>", "", guid)
    assert at[0].link == link


def test_p04_so_does_an_atom_id_and_a_base_counts_for_the_link_alone():
    atom = b"<feed xmlns='http://www.w3.org/2005/Atom'><entry><id>story-12</id><title>A</title></entry></feed>"
    assert parse_feed(atom, url="https://old.example/film/feed").entries[0].key == "story-12"
    based = rss("<item xml:base='https://base.example/a/'><guid>12</guid><title>A</title></item>")
    entry = parse_feed(based, url="https://old.example/feed").entries[0]
    assert (entry.key, entry.link) == ("12", "https://base.example/a/12")


def test_p04_the_hash_sees_what_a_reader_would_see():
    def digest(body, extra=""):
        return content_hash(one(rss(f"<item><guid>a</guid><description>{body}</description>{extra}</item>")))

    assert digest("x") == digest("x", "<comments>https://x.example/12</comments>")
    assert digest("x") != digest("y")


@pytest.mark.parametrize(
    ("text", "year", "month", "day", "hour", "minute"),
    [
        ("22.11.2022 12:16:00", 2022, 11, 22, 12, 16),
        ("Friday, January 29, 2021 04:42 PM", 2021, 1, 29, 16, 42),
        ("2020/1/10 14:33:00", 2020, 1, 10, 14, 33),
        ("lun, 03 gen 2022 08:05:00 +0000", 2022, 1, 3, 8, 5),
        ("mar., 15 févr. 2022 10:00:00 GMT", 2022, 2, 15, 10, 0),
        ("Mo, 07 Okt 2019 10:00:00 GMT", 2019, 10, 7, 10, 0),
        ("12 de mayo de 2020 09:10", 2020, 5, 12, 9, 10),
        ("June 3, 2016 at 5:07 am", 2016, 6, 3, 5, 7),
        ("2016-06-12T09:30:00.123Z", 2016, 6, 12, 9, 30),
        ("20160612T093000Z", 2016, 6, 12, 9, 30),
        ("201606120930", 2016, 6, 12, 9, 30),
        ("1465723800", 2016, 6, 12, 9, 30),
        ("1465723800123", 2016, 6, 12, 9, 30),
        ("12-06-2016 09:30", 2016, 6, 12, 9, 30),
        ("06-13-2016 09:30", 2016, 6, 13, 9, 30),
        ("6/13/2016 9.30", 2016, 6, 13, 9, 30),
        ("Sun, 12 Jun 2016 9:30 p. m.", 2016, 6, 12, 21, 30),
        ("Sun, 12 Jun 2016 12:30 am", 2016, 6, 12, 0, 30),
        ("Sun, 12 Jun 2016 12:30 PM", 2016, 6, 12, 12, 30),
        ("12 Jun 2016 9pm", 2016, 6, 12, 21, 0),
        ("Sun Jun 12 09:30:00 GMT 2016", 2016, 6, 12, 9, 30),
        ("вс, 12 июн 2016 09:30", 2016, 6, 12, 9, 30),
        ("2016年6月12日 9:30", 2016, 6, 12, 9, 30),
        ("Thu, 01 Jan 1970 00:00:00 +0000", None, 0, 0, 0, 0),
        ("1970-01-01T00:00:00+01:00", None, 0, 0, 0, 0),
        ("Wed, 31 Dec 1969 19:00:00 -0500", None, 0, 0, 0, 0),
        ("0001-01-01T00:00:00Z", None, 0, 0, 0, 0),
        ("0000-00-00 00:00:00", None, 0, 0, 0, 0),
        ("-0001-11-30T00:00:00+00:00", None, 0, 0, 0, 0),
        ("0000000000", None, 0, 0, 0, 0),
        ("Sun, 12 Jun 16 24:00:00 GMT", 2016, 6, 13, 0, 0),
        ("Sun, 12 Jun 2016", 2016, 6, 12, 0, 0),
        ("yesterday", None, 0, 0, 0, 0),
        ("99.99.2022 12:00", None, 0, 0, 0, 0),
        ("2016-06-12T25:30:00Z", None, 0, 0, 0, 0),
    ],
)
def test_p07_dates_in_many_forms(text, year, month, day, hour, minute):
    expected = None if year is None else datetime(year, month, day, hour, minute, tzinfo=UTC)
    found = read_date(text)
    assert (found and found.replace(second=0)) == expected


@pytest.mark.parametrize("language", ["en-GB", "en-us", "de", ""])
def test_p07_the_feed_s_language_says_which_number_is_the_day(language):
    channel = f"<language>{language}</language>" if language else ""
    entry = one(rss("<item><pubDate>03/10/2025 08:58</pubDate></item>", channel))
    assert entry.published is not None
    assert entry.published.month == (3 if language in ("en-us", "") else 10)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("Wed, 18 Feb 2026 21:05:00 NZDT", "2026-02-18T08:05:00+00:00"),
        ("Wed Feb 18 21:05:00 HKT 2026", "2026-02-18T13:05:00+00:00"),
        ("18-02-2026 9:05 PM", "2026-02-18T21:05:00+00:00"),
        ("1771448700", "2026-02-18T21:05:00+00:00"),
        ("Wed, 15 Jul 2026 09:05:00 ET", "2026-07-15T13:05:00+00:00"),
        ("Thu, 01 Jan 1970 01:00:00 +0100", None),
        ("Wed, 30 Nov -0001 00:00:00 +0000", None),
        ("9999-12-31T23:59:59Z", None),
        ("31-31-2026 09:00", None),
    ],
)
@pytest.mark.parametrize("element", ["pubDate", "dc:date", "updated"])
def test_p07_what_we_are_sure_of_wins_and_a_nought_is_no_date(text, moment, element):
    item = f"<item><title>A</title><{element}>{text}</{element}></item>"
    published = one(rss(item, spaces='xmlns:dc="http://purl.org/dc/elements/1.1/"')).published
    assert published == (moment and datetime.fromisoformat(moment))


@pytest.mark.parametrize(
    ("zone", "hours"),
    [("EST", -5), ("PDT", -7), ("+0530", 5.5), ("GMT+2:00", 2), ("-08:00", -8), ("Z", 0), ("CEST", 2)],
)
def test_p07_the_offset_is_kept_as_written(zone, hours):
    found = read_date(f"Sun, 12 Jun 2016 09:30:00 {zone}")
    assert found is not None
    assert found.utcoffset() == timedelta(hours=hours)


def test_p07_what_feedparser_misreads_is_read_again():
    entry = one(rss("<item><pubDate>2020/1/10 14:33:00</pubDate></item>"))
    assert entry.published == datetime(2020, 1, 10, 14, 33, tzinfo=UTC)
    entry = one(rss("<item><pubDate>22.11.2022 12:16:00</pubDate></item>"))
    assert entry.published == datetime(2022, 11, 22, 12, 16, tzinfo=UTC)
    assert one(rss("<item><pubDate>some day</pubDate></item>")).published is None


def test_p07_the_first_alternate_link_is_the_link():
    entry = one(
        atom(
            "<entry><id>tag:x,2020:1</id><link rel='replies' href='/comments'/><link rel='self' href='/self'/>"
            "<link href='/first'/><link rel='alternate' href='/second'/></entry>"
        )
    )
    assert (entry.link, entry.id) == ("https://outlet.example/first", "tag:x,2020:1")


def test_p07_an_id_is_a_link_only_if_it_is_http():
    assert one(rss("<item><guid>at://did/post</guid></item>")).link is None
    assert one(rss("<item><guid>https://x.example/1</guid></item>")).link == "https://x.example/1"


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "--help", "ftp://x/y"]
)
def test_c04_only_http_links_come_out(link):
    entry = one(rss(f"<item><title>a</title><link>{link}</link><enclosure url='{link}' type='audio/mpeg'/></item>"))
    assert entry.link is None or entry.link.startswith("https://outlet.example/")
    assert all(part.url.startswith("https://outlet.example/") for part in entry.enclosures)


def test_relative_links_are_resolved_against_the_address_that_answered_and_xml_base():
    assert one(rss("<item><link>../a?b</link></item>")).link == "https://outlet.example/a?b"
    entry = one(
        atom("<entry><link href='a'/><content type='html'>x</content></entry>", "xml:base='https://b.example/c/'")
    )
    assert entry.link == "https://b.example/c/a"
    assert entry.content_base == "https://b.example/c/"
    assert parse_feed(rss("<item><link>/a</link></item>")).entries[0].link == "/a"


def test_the_charset_of_the_header_counts():
    data = '<rss version="2.0"><channel><title>Новости</title></channel></rss>'.encode("cp1251")
    assert parse_feed(data, content_type="text/xml; charset=windows-1251").title == "Новости"


def test_plain_text_becomes_html():
    entry = one(atom("<entry><content type='text'>One &lt; two\n\nThree</content></entry>"))
    assert entry.content == "<p>One &lt; two</p><p>Three</p>"


@pytest.mark.parametrize(
    ("given", "title"),
    [
        ("<b>Bold</b> &amp;#8217;tis", "Bold ’tis"),
        ("[/] and [@click=app.quit]x[/]", "[/] and [@click=app.quit]x[/]"),
        ("Review: <3 out of 5", "Review: <3 out of 5"),
        ("  two\n lines ", "two lines"),
        ("AT&amp;T", "AT&T"),
    ],
)
def test_titles_are_plain_text(given, title):
    assert plain_title(given) == title


def test_what_the_feed_says_of_itself():
    channel = (
        "<link>https://outlet.example/</link><description>News</description><language>en-US</language>"
        "<image><url>https://outlet.example/i.png</url></image><sy:updatePeriod>daily</sy:updatePeriod>"
        "<sy:updateFrequency>4</sy:updateFrequency><atom:link rel='self' href='https://outlet.example/feeds/'/>"
    )
    spaces = 'xmlns:sy="http://purl.org/rss/1.0/modules/syndication/" xmlns:atom="http://www.w3.org/2005/Atom"'
    feed = parse_feed(rss("", channel, spaces), url=BASE)
    assert (feed.title, feed.site, feed.description, feed.language) == (
        "Outlet",
        "https://outlet.example/",
        "News",
        "en-US",
    )
    assert (feed.icon, feed.ttl, feed.address) == (
        "https://outlet.example/i.png",
        6 * 3600,
        "https://outlet.example/feeds/",
    )


def test_json_feed_is_read():
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Outlet",
        "home_page_url": "https://outlet.example/",
        "feed_url": "https://outlet.example/feed.json",
        "authors": [{"name": "Desk"}],
        "items": [
            {
                "id": 7,
                "url": "/a",
                "title": "One",
                "content_text": "a < b\n\nc",
                "date_published": "2016-06-12T09:30:00-04:00",
                "tags": ["TV", "tv"],
                "attachments": [{"url": "https://x.example/a.mp3", "mime_type": "audio/mpeg", "size_in_bytes": 5}],
            },
            {"id": "https://x.example/2", "content_html": "<p>x</p>", "author": {"name": "Jo"}, "image": "/i.png"},
            "nonsense",
        ],
    }
    found = parse_feed(b"\xef\xbb\xbf" + json.dumps(feed).encode(), url=BASE)
    one, two = found.entries
    assert (found.title, found.site, found.address) == ("Outlet", feed["home_page_url"], feed["feed_url"])
    assert (one.key, one.link, one.content) == ("7", "https://outlet.example/a", "<p>a &lt; b</p><p>c</p>")
    assert one.published is not None
    assert one.published.utcoffset() == -timedelta(hours=4)
    assert (one.authors, one.categories, one.enclosures[0].length) == (("Desk",), ("TV",), 5)
    assert (two.link, two.authors, two.image) == ("https://x.example/2", ("Jo",), "https://outlet.example/i.png")


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "empty"),
        (b"  \n", "empty"),
        (b"just words", "not a feed.*feeds add"),
        (b"<?xml version='1.0'?><opml version='2.0'><body/></opml>", "feeds import"),
        (b"<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'/>", "map of a site.*feeds add"),
        (b"<!DOCTYPE html><html><body>x</body></html>", "web page"),
        (b'{"a": 1}', "not a JSON Feed"),
        (b'{"items": [', "not valid JSON"),
        (b"[" * 100_000, "nested too deeply"),
        (b"\x89PNG\r\n\x1a\n" + bytes(99), "not a feed"),
    ],
)
def test_what_is_no_feed_says_so(data, sentence):
    with pytest.raises(FeedError, match=sentence):
        parse_feed(data)


def test_a_path_or_an_address_given_as_bytes_is_never_opened(tmp_path):
    file = tmp_path / "feed.xml"
    file.write_bytes(rss("<item><title>a</title></item>"))
    for data in (str(file).encode(), file.as_uri().encode(), b"http://127.0.0.1:9/feed"):
        with pytest.raises(FeedError):
            parse_feed(data)
