"""Pictures that are there to be asked for, not to be seen (C14)."""

from __future__ import annotations

import pytest

from pullquote.cache.core.article import Article, Image, Picture
from pullquote.cache.core.article_images import images_wanted, is_tracker
from pullquote.cache.extract import read_page
from pullquote.cache.extract.entry import document_of_entry
from pullquote.cache.feeds import parse_feed

DOT, SEEN = "https://count.example/a.gif", "https://outlet.example/photo.jpg"
WORDS = "The actor told the paper that the second season begins where the first one ended, and says more soon."


@pytest.mark.parametrize(
    ("stated", "dot"),
    [
        ({"width": "1", "height": "1"}, True),
        ({"width": 0, "height": 0}, True),
        ({"width": " 1px ", "height": "1.0"}, True),
        ({"height": "+1"}, True),
        ({"style": "border:0; WIDTH: 1px !important; height:0"}, True),
        ({"style": "max-width:1px;max-height:1px"}, True),
        ({"url": "https://count.example/p?id=7&w=1&h=1"}, True),
        ({"url": "https://count.example/p?height=0&width=0#x"}, True),
        ({}, False),
        ({"width": "100%", "height": "auto"}, False),
        ({"width": "1", "height": "900"}, False),
        ({"style": "width:1px"}, False),
        ({"style": "width:100px;height:1px"}, False),
        ({"url": "https://outlet.example/p.jpg?w=1&h=600"}, False),
        ({"url": "https://outlet.example/p.jpg?w=800&h=0"}, False),
        ({"url": "https://outlet.example/p.jpg?h=1"}, False),
        ({"style": "width:" + "1" * 100_000, "url": "https://outlet.example/?" + "w=1&" * 10_000}, False),
    ],
)
def test_c14_a_stated_size_of_one_pixel_or_none_is_a_tracker(stated, dot):
    assert is_tracker(stated.pop("url", SEEN), **stated) is dot


def test_c14_a_tracker_is_wanted_neither_as_lead_picture_nor_as_figure():
    dot = DOT + "?width=1&height=1"
    article = Article(title="A", lead_image=Picture(dot), blocks=(Image(url=dot), Image(url=SEEN)))
    assert images_wanted(article, when=0.0, feed=None).addresses == (SEEN,)


@pytest.mark.parametrize(
    "dot",
    [
        f'<img src="{DOT}" width="1" height="1">',
        f'<img src="{DOT}" width=" 0 " height=" 0 ">',
        f'<img src="{DOT}" style="width:1px;height:1px">',
        f'<img srcset="{DOT} 1x" style="max-height:0;max-width:0">',
        f'<picture><source srcset="{DOT} 2x"><img src="{DOT}" width="1"></picture>',
        f'<img src="{DOT}?w=1&amp;h=1">',
    ],
)
def test_c14_no_markup_makes_a_tracker_a_picture(dot):
    body = f"<p>{WORDS * 4}</p><figure>{dot}</figure><p>{WORDS * 4}</p>"
    feed = (
        f'<rss version="2.0"><channel><title>O</title><item><title>T</title><link>https://outlet.example/t</link>'
        f"<description><![CDATA[{body}]]></description></item></channel></rss>"
    )
    (entry,) = parse_feed(feed.encode()).entries
    document = document_of_entry(entry, outlet=None)
    assert document.lead_image is None
    assert not any(isinstance(block, Image) for block in document.blocks)


@pytest.mark.parametrize(
    "medium",
    [
        f'<media:content url="{DOT}" type="image/gif" width="1" height="1"/>',
        f'<media:content url="{DOT}" medium="image" width="0" height="0"/>',
        f'<media:thumbnail url="{DOT}" width="1" height="1"/>',
        f'<enclosure url="{DOT}?w=1&amp;h=1" type="image/gif" length="43"/>',
    ],
)
@pytest.mark.parametrize("beside", ["", "<unknown:a xmlns:unknown='urn:a'>x</unknown:a>"])
def test_c14_media_of_a_feed_that_state_one_pixel_are_passed_over(medium, beside):
    head = '<rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/"><channel><title>O</title>'
    seen = f'<media:thumbnail url="{SEEN}" width="640" height="360"/>'
    item = f"<item><title>T</title><guid>t</guid>{medium}{seen}{beside}</item>"
    (entry,) = parse_feed(f"{head}{item}</channel></rss>".encode()).entries
    assert entry.image == SEEN
    assert document_of_entry(entry, outlet=None).lead_image == Picture(SEEN)


def test_c14_a_lead_picture_of_one_pixel_is_passed_over():
    head = (
        f'<meta property="og:image" content="{DOT}"><meta property="og:image:width" content="1">'
        f'<meta property="og:image:height" content="1"><meta name="twitter:image" content="{DOT}">'
        f'<script type="application/ld+json">{{"@type":"NewsArticle","headline":"T","image":['
        f'{{"@type":"ImageObject","url":"{DOT}","width":1,"height":1}},{{"@type":"ImageObject","url":"{SEEN}"}}]}}</script>'
    )
    body = f"<p>{WORDS}</p>" * 8
    page = f"<html><head><title>T</title>{head}</head><body><article><h1>T</h1>{body}</article></body></html>"
    document = read_page(page.encode(), url="https://outlet.example/t")
    assert document.lead_image is not None
    assert document.lead_image.url == SEEN
