"""Feeds that gather the entries of others, and what an entry says with marks around it rather than in its words."""

from __future__ import annotations

import pytest

from pullquote.cache.core.feed import Entry
from pullquote.cache.extract.entry import document_of_entry
from pullquote.cache.extract.entry_text import document_of_text
from pullquote.cache.feeds import parse_feed


def rss(items: str, head: str = "", root: str = "") -> str:
    return f'<rss version="2.0"{root}><channel><title>Own</title><link>https://own.example/</link>{head}{items}</channel></rss>'


def entries(text: str) -> tuple[Entry, ...]:
    return parse_feed(text.encode(), url="https://own.example/feed").entries


@pytest.mark.parametrize(
    ("title", "outlet", "left"),
    [
        ("Pier opens - The Quay Post", "The Quay Post", "Pier opens"),
        ("Pier - and more – Quay-Blatt", "Quay-Blatt", "Pier - and more"),
        ("Who won? | QUAY", "Quay", "Who won?"),
        ("Pier opens at The Quay Post", "The Quay Post", "Pier opens at The Quay Post"),
        ("The Quay Post", "The Quay Post", "The Quay Post"),
        ("Pier - open", "The Quay Post", "Pier - open"),
    ],
)
def test_a_title_is_without_the_outlet_that_the_entry_names(title, outlet, left):
    text = rss(
        f'<item><title>{title}</title><link>https://q.example/1</link><source url="https://q.example">{outlet}</source></item>'
    )
    (entry,) = entries(text)
    assert (entry.title, entry.outlet) == (left, outlet)
    for document_of in (document_of_entry, document_of_text):
        assert document_of(entry, outlet="Own").outlet == outlet


ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>All of them</title><id>p</id>
<entry xml:base="https://q.example/blog/"><id>q1</id><title>One</title><link href="1"/>
<updated>2026-03-01T00:00:00Z</updated><source><id>q</id><title type="html">Quay &amp;amp; Co</title></source></entry>
<entry><id>r1</id><title>Two</title><link href="2"/><updated>2026-03-01T00:00:00Z</updated></entry></feed>"""


def test_the_base_of_one_entry_is_not_that_of_the_next():
    one, two = parse_feed(ATOM.encode(), url="https://own.example/feed").entries
    assert (one.link, one.outlet) == ("https://q.example/blog/1", "Quay & Co")
    assert (two.link, two.outlet) == ("https://own.example/2", "")


def test_links_of_a_description_are_relative_to_the_base_around_it():
    item = '<item xml:base="sub/"><title>T</title><description>&lt;a href="x"&gt;the x&lt;/a&gt;</description></item>'
    (entry,) = entries(rss(item, root=' xml:base="https://b.example/dir/"'))
    assert entry.content_base == "https://b.example/dir/sub/"


def test_an_entry_has_the_language_it_is_marked_with():
    items = '<item xml:lang="ja"><title>T</title><description>D</description></item><item><title>U</title></item>'
    assert [entry.language for entry in entries(rss(items, "<language>pt</language>"))] == ["ja", "pt"]


@pytest.mark.parametrize("image", ["https://p.example/1.webp", "<url>https://p.example/1.webp</url>"])
def test_a_picture_of_an_entry_is_an_address_with_or_without_an_element_around_it(image):
    assert entries(rss(f"<item><title>T</title><image>{image}</image></item>"))[0].image == "https://p.example/1.webp"


OTHER = '<feed xmlns="http://www.w3.org/2005/Atom"><title>B</title><entry><id>b</id><title>Two</title></entry></feed>'


@pytest.mark.parametrize("between", ["", "\n<?xml version='1.0'?>\n", "<!-- <rss> --><p>x</p>"])
def test_several_documents_in_one_answer_are_read(between):
    feed = parse_feed((rss("<item><title>One</title></item>") + between + OTHER).encode(), url=None)
    assert feed.title == "Own"
    assert [entry.title for entry in feed.entries] == ["One", "Two"]


@pytest.mark.parametrize(
    ("html", "left"),
    [
        ('<p>It begins… <a href="https://own.example/1?utm_source=rss">Continue reading &rarr;</a></p>', "It begins…"),
        ('It begins. <a href="/1#more">Weiterlesen</a>', "It begins."),
        ('<div>It begins. <span>[<a href="https://own.example/1"><b>Read</b> more</a>]</span></div>', "It begins."),
        ('It begins at <a href="/1">our place</a>', "It begins at our place"),
        ("It begins...<a href=https://own.example/1>Read More</a>", "It begins..."),
        ('It begins. <a href="/2">Read more</a>', "It begins. Read more"),
        ('It begins. <a href="/1">So it was said by all of them at the quay</a>', None),
    ],
)
def test_the_way_on_to_an_entrys_own_page_is_no_text(html, left):
    entry = Entry(key="1", title="T", link="https://own.example/1", content=html)
    for document_of in (document_of_entry, document_of_text):
        text = " ".join(getattr(block, "text", "") for block in document_of(entry, outlet=None).blocks)
        assert " ".join(text.split()) == (left or "It begins. So it was said by all of them at the quay")
