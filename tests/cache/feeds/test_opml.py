"""Subscription lists in and out (O1 to O4, C10)."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pullquote.cache.core.errors import FeedError
from pullquote.cache.core.feed import folder_names, folder_path
from pullquote.cache.core.sanitize import clean_name
from pullquote.cache.feeds.opml import (
    DEEPEST,
    Subscription,
    feed_address,
    read_opml,
    write_opml,
)

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


def opml(body: str, root: str = 'version="2.0"', head: str = "") -> bytes:
    return f"<opml {root}><head>{head}</head><body>{body}</body></opml>".encode()


def urls(data: bytes) -> list[str]:
    return [feed.url for feed in read_opml(data).feeds]


FEED = '<outline text="A" type="rss" xmlUrl="https://a.example/feed"/>'


@pytest.mark.parametrize(
    "root", ['version="1.0"', 'version="1.1"', 'version="2.0"', "", 'xmlns="http://opml.org/spec2"']
)
def test_o01_every_version(root):
    assert urls(opml(FEED, root)) == ["https://a.example/feed"]


def test_o01_attributes_in_any_case_text_before_title_and_types():
    body = (
        '<outline TEXT="T" title="other" XMLURL=" https://a.example/1 " HtmlUrl="https://a.example/"/>'
        '<outline title="U" type="ATOM" xmlUrl="feed://a.example/2"/><outline text=" " title="V" xmlUrl="feed:https://a.example/3"/>'
    )
    found = read_opml(opml(body)).feeds
    assert [(feed.url, feed.title) for feed in found] == [
        ("https://a.example/1", "T"),
        ("https://a.example/2", "U"),
        ("https://a.example/3", "V"),
    ]
    assert found[0].site == "https://a.example/"


def test_o01_folders_are_paths_and_a_feed_in_two_is_kept_once():
    body = (
        f'<outline text="Film"><outline text="Reviews">{FEED}</outline></outline><outline text="Daily">{FEED}</outline>'
    )
    (feed,) = read_opml(opml(body)).feeds
    assert feed.folders == (("Film", "Reviews"), ("Daily",))


def test_o01_categories_head_and_lists_that_are_not_followed():
    body = (
        '<outline text="A" category="/Film/Reviews,tag" xmlUrl="https://a.example/1"/>'
        '<outline type="include" text="More" url="https://a.example/more.opml"/>'
    )
    found = read_opml(
        opml(body, head="<title> My\nlist </title><dateCreated>Mon, 02 Mar 2026 12:00:00 GMT</dateCreated>")
    )
    assert found.feeds[0].categories == (("Film", "Reviews"), ("tag",))
    assert found.lists == (("https://a.example/more.opml", "More"),)
    assert (found.title, found.created) == ("My list", NOW)


@pytest.mark.parametrize(
    "data",
    [
        opml(FEED).replace(b"</body>", b"</wrong>"),
        b'<?xml version="1.0"?>\n' + opml(FEED + "<outline text='&nbsp;&aelig;'/>"),
        b"\xef\xbb\xbf" + opml(FEED),
        ('<?xml version="1.0" encoding="UTF-16"?>' + opml(FEED).decode()).encode("utf-16"),
        b'<?xml version="1.0" encoding="ISO-8859-1"?>' + opml(FEED.replace("A", "\xe9")).decode().encode("latin-1"),
        opml(FEED) + opml(FEED),
        b"<body>" + FEED.encode() + b"</body>",
    ],
    ids=["missing end", "entities", "bom", "utf-16", "latin-1", "two documents", "no opml"],
)
def test_o01_broken_lists_are_read(data):
    assert urls(data) == ["https://a.example/feed"]


@pytest.mark.parametrize(
    ("data", "title", "url"),
    [
        (
            opml('<outline text="Tom & Ada & co" xmlUrl="https://a.example/?x=1&copy=2&lt=3&z=&amp;"/>'),
            "Tom & Ada & co",
            "https://a.example/?x=1&copy=2&lt=3&z=&",
        ),
        (opml('<outline text="Caf&eacute;&nbsp;& Bar" xmlUrl="https://a.example/f"/>'), "Café & Bar", None),
        (opml("<outline text='R&#38;D & &#233;' xmlUrl='https://a.example/f'/>"), "R&D & é", None),
        (opml(FEED.replace('"A"', '"Caf\xe9 F\xeate"')).replace(b"\xc3\xa9", b"\xe9"), "Café Fête", "https://a.example/feed"),
        (opml('<outline text="<b>News</b> & more" xmlUrl="https://a.example/f"/>'), "<b>News</b> & more", None),
        (opml('<outline text="A\x0bB\x1f" xmlUrl="https://a.example/f"/>'), "AB", None),
        (b"Warning: x in y\n" + opml('<outline text="A & B" xmlUrl="https://a.example/f"/>'), "A & B", None),
        (
            '<?xml version="1.0" encoding="UTF-16"?>\n'.encode("utf-16")
            + opml('<outline text="É & B" xmlUrl="https://a.example/f"/>').decode().encode("utf-16-le"),
            "É & B",
            None,
        ),
        (
            b'<?xml version="1.0" encoding="windows-1251"?>'
            + opml('<outline text="\u041a\u0438\u043d\u043e & B" xmlUrl="https://a.example/f"/>').decode().encode("cp1251"),
            "Кино & B",
            None,
        ),
        (opml('<outline text="A & B"><outline text="C" xmlUrl="https://a.example/f"/>')[:-15], "C", None),
        (opml('<outline text="A" fz:options="x" xmlUrl="https://a.example/f?a=1&b=2"/>'), "A", "https://a.example/f?a=1&b=2"),
    ],
    ids=[
        "bare signs", "references of HTML", "references of XML", "a bad byte", "tags in a value", "controls",
        "words before", "utf-16", "windows-1251", "no end", "no namespace",
    ],
)  # fmt: skip
def test_o01_each_fault_of_a_list_harms_itself_alone(data, title, url):
    after = b'<outline text="After & last" xmlUrl="https://z.example/f"/></body>'
    after = after.decode().encode("utf-16-le") if data[:2] == b"\xff\xfe" else after
    end = "</body>".encode("utf-16-le") if data[:2] == b"\xff\xfe" else b"</body>"
    found = read_opml(data.replace(end, after)).feeds
    assert (found[0].title, found[0].url) == (title, url or "https://a.example/f")
    assert len(found) == 1 or (found[1].title, found[1].url) == ("After & last", "https://z.example/f")


@pytest.mark.parametrize(
    ("outlines", "found"),
    [
        ('<outline xmlUrl="https://A.example:443/feed"/><outline xmlUrl="https://a.example/feed"/>', ["https://a.example/feed"]),
        ('<outline xmlUrl="http://a.example:80"/><outline xmlUrl="http://a.example:8080/feed"/>', ["http://a.example", "http://a.example:8080/feed"]),
        ('<outline text="C" type="rss" url="https://a.example/feed"/>', ["https://a.example/feed"]),
        ('<outline text="C" type="link" url="https://a.example/"/><outline text="D" url="https://a.example/"/>', []),
        ('<outline text="fubar "baz"" title="fubar "baz"" type="rss"\n xmlUrl="https://a.example/feed"/>' + FEED, ["https://a.example/feed"]),
        ('<outline text="The "Pier"" xmlUrl="https://a.example/?a=1"/>', ["https://a.example/?a=1"]),
        ('<outline text=""  xmlUrl="https://a.example/2" />', ["https://a.example/2"]),
    ],
)  # fmt: skip
def test_o01_an_address_counts_however_it_is_written(outlines, found):
    assert urls(opml(outlines)) == found


def test_o03_what_cannot_be_reached_in_a_broken_list_is_counted():
    deep = opml("<outline text='d'>" * 3_000 + FEED + "</outline>" * 3_000)
    cut = opml(FEED + '<outline text="B" xmlUrl="https://b.exam')[:-14]
    hidden = opml(f"<!-- {FEED} -->{FEED}")
    assert ["1 address" in reason for _, reason in read_opml(deep).skipped] == [True]
    assert [reason for _, reason in read_opml(cut).skipped]
    assert not read_opml(hidden).skipped


LINES = """
# my feeds
https://a.example/feed film "~Alpha & co"
https://b.example/it's?x=1&y=2

feed:https://c.example/feed "!" reviews
"query:Unread:unread = \\"yes\\""
exec:~/bin/x
feed "delta" "https://d.example/feed" 'https://d.example' utf-8
"""


def test_o01_a_list_of_lines_is_read_as_newsboat_and_sfeed_write_it():
    found = read_opml(LINES.encode())
    assert [(feed.url, feed.title, feed.folders) for feed in found.feeds] == [
        ("https://a.example/feed", "Alpha & co", (("film",),)),
        ("https://b.example/it's?x=1&y=2", "", ()),
        ("https://c.example/feed", "", (("reviews",),)),
        ("https://d.example/feed", "delta", ()),
    ]
    assert [line for line, _ in found.skipped] == [7, 8]
    assert [feed.line for feed in found.feeds] == [3, 4, 6, 9]
    few = b'https://a.example/feed\n"query:New:unread"\nexec:~/x\nfilter:cat:https://c.example/feed\n'
    assert urls(few) == ["https://a.example/feed"]
    written = read_opml(b"https://ada:s3cret@a.example/feed").feeds
    assert [(feed.url, feed.written) for feed in written] == [
        ("https://a.example/feed", "https://ada:s3cret@a.example/feed")
    ]


def test_o02_a_slash_in_the_name_of_a_folder_parts_nothing():
    for folders in (("TV/Radio",), ("Arts", "Film/TV", "A/B/C"), ("a / b",), ("/",)):
        path = folder_path(folders)
        assert path.count("/") == len(folders) - 1
        assert folder_names(path) == folders
        feed = Subscription(url="https://a.example/f", title="A", folders=(folder_names(path),))
        assert read_opml(write_opml([feed], now=NOW)).feeds[0].folders == (folders,)
    assert folder_names("Film/Reviews") == ("Film", "Reviews")
    assert folder_names("") == ()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"words\nand https://a.example/ in them",
        b"a\nb\nhttps://a.example/",
        b"<html><body><p>x</p></body></html>",
        b"\x00\x01",
    ],
)
def test_o03_what_is_no_list_says_so(data):
    with pytest.raises(FeedError, match="not a list"):
        read_opml(data)


def test_o03_bad_lines_are_listed_and_good_ones_kept():
    body = "\n".join(
        f'<outline text="x" type="rss" xmlUrl="{url}"/>'
        for url in ("file:///etc/passwd", "exec:rm", "javascript:alert(1)", "|filter", "https://a.example/feed", "")
    )
    found = read_opml(opml("\n" + body))
    assert [feed.url for feed in found.feeds] == ["https://a.example/feed"]
    assert [line for line, _ in found.skipped] == [2, 3, 4, 5, 7]
    assert all(reason for _, reason in found.skipped)


def test_c10_nothing_is_read_or_expanded(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("hidden")
    data = (
        f'<!DOCTYPE opml [<!ENTITY x SYSTEM "{secret.as_uri()}"><!ENTITY y "yyyyyyyyyy"><!ENTITY z "&y;&y;&y;&y;">]>'
        f'<opml version="2.0"><head><title>&x;&z;</title></head><body>{FEED}</body></opml>'
    )
    found = read_opml(data.encode())
    assert "hidden" not in found.title
    assert len(found.feeds) == 1


def test_c10_caps_on_size_depth_and_number():
    with pytest.raises(FeedError, match="larger than 5 MB"):
        read_opml(b" " * ((5 << 20) + 1))
    deep = "<outline text='d'>" * 100 + FEED + "</outline>" * 100
    assert len(read_opml(opml(deep)).feeds[0].folders[0]) == DEEPEST
    many = "".join(f'<outline text="x" xmlUrl="https://a.example/{n}"/>' for n in range(10_010))
    found = read_opml(opml(many))
    assert len(found.feeds) == 10_000
    assert "more than 10,000" in found.skipped[-1][1]


@pytest.mark.parametrize(
    "text", ["file:///x", "exec:ls", "javascript:x", "filter:x", "--help", "", "|x", "mailto:a@b.c"]
)
def test_c10_only_http_addresses(text):
    assert feed_address(text) is None or feed_address(text).startswith("http")  # type: ignore[union-attr]


NAMES = st.text(min_size=1, max_size=12).filter(lambda text: clean_name(text))


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, 30), NAMES, st.lists(st.lists(NAMES, min_size=1, max_size=3), max_size=2)), max_size=8
    )
)
def test_o02_what_is_written_is_read_back(rows):
    given_feeds = [
        Subscription(url=f"https://a.example/{n}?a=1&b=<\"'>", title=title, folders=tuple(map(tuple, folders)))
        for n, title, folders in rows
    ]
    once = read_opml(write_opml(given_feeds, now=NOW))
    twice = read_opml(write_opml(once.feeds, now=NOW))

    def plain(found):
        return {(feed.url, feed.title, frozenset(feed.folders)) for feed in found.feeds}

    assert plain(once) == plain(twice)
    assert {feed.url for feed in once.feeds} == {feed_address(feed.url) for feed in given_feeds}


def test_o02_odd_titles_survive():
    feed = Subscription(url="https://a.example/f", title="<&\"'> 🎬 \x1b]0;x", folders=(("A & B", "é"),))
    data = write_opml([feed], now=NOW)
    (back,) = read_opml(data).feeds
    assert (back.title, back.folders) == ("<&\"'> 🎬 ]0;x", (("A & B", "é"),))
    assert b"<dateCreated>Mon, 02 Mar 2026 12:00:00 +0000</dateCreated>" in data
    assert b'type="rss"' in data
    assert b"\x1b" not in data
