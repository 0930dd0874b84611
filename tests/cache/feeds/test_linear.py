"""What any process does with an entry or an answer takes time linear in its size, whatever is in it (C6)."""

from __future__ import annotations

import pytest

from pullquote.cache.core.feed import Entry
from pullquote.cache.feeds import is_page
from pullquote.cache.feeds.fields import is_whole
from pullquote.cache.workers.analyze import entry_as_text

from ...load import ends_within_the_cap


@pytest.mark.parametrize("sign", ["<", "<a", "<a ", "<!", "<!--", "<?a ", "more<", "more ", "more]"])
def test_c06_whether_an_entry_is_whole_is_found_in_one_pass(sign: str) -> None:
    assert ends_within_the_cap(
        "from pullquote.cache.core.feed import Entry\n"
        "from pullquote.cache.feeds.fields import is_whole\n"
        f"is_whole(Entry(key='1', content={sign!r} * 300_000))"
    )


@pytest.mark.parametrize("comment", [b"<!---->", b"<!-- -->", b"<!----> ", b"<!--", b" ", b"<?a?>", b"<!doctype "])
@pytest.mark.parametrize("asked", ["is_page", "may_be_feed"])
def test_c06_many_comments_before_a_page_are_passed_over_once(asked: str, comment: bytes) -> None:
    assert ends_within_the_cap(f"from pullquote.cache.feeds import {asked}\n{asked}({comment!r} * 1_000)")


@pytest.mark.parametrize("sign", ["<!---->", "<!-- -->", "<?xml><!---->", "'", "’", "."])
def test_c06_a_file_of_signs_is_told_apart_in_one_pass(sign: str) -> None:
    assert ends_within_the_cap(
        "from pullquote.cache.core.errors import ExtractError\n"
        "from pullquote.cache.extract import read\n"
        f"try: read(({sign!r} * 80_000)[:160_000].encode(), name='a.txt')\n"
        "except ExtractError: pass"
    )


@pytest.mark.parametrize(
    "sign", ["<", "<a", "<a ", "<!", "<!--", "<p>", "<script>", "</script><script>", "&", "&#", "«a "]
)
def test_c06_an_entry_becomes_text_in_one_pass(sign: str) -> None:
    assert ends_within_the_cap(
        "from pullquote.cache.core.feed import Entry\n"
        "from pullquote.cache.workers.analyze import entry_as_text\n"
        f"entry_as_text(Entry(key='1', content={sign!r} * 300_000))"
    )


@pytest.mark.parametrize("sign", ["a", "a!", "/", "a/", "-", "?list=", "&list=", "%", "["])
@pytest.mark.parametrize("start", ["", "channel/", "user/", "playlist?list="])
def test_c06_where_feeds_are_by_custom_is_found_in_one_pass(start: str, sign: str) -> None:
    assert ends_within_the_cap(
        "from pullquote.cache.feeds.discovery import customary, video_feed\n"
        f"url = 'https://www.youtube.com/' + {start!r} + {sign!r} * 300_000\n"
        "for one in (url, url + '!'): customary(one), video_feed(one)"
    )


@pytest.mark.parametrize("sign", ["<", "&", "]]>", "'", '"', "\x01", "\ud800", "/"])
def test_c06_subscriptions_are_written_in_one_pass(sign: str) -> None:
    assert ends_within_the_cap(
        "from datetime import UTC, datetime\n"
        "from pullquote.cache.feeds.opml import Subscription, write_opml\n"
        f"text = {sign!r} * 300_000\n"
        "feed = Subscription(url='https://outlet.example/' + text, title=text, site=text, folders=((text, text),))\n"
        "write_opml([feed], now=datetime.now(UTC), title=text)"
    )


def test_an_entry_as_text_keeps_its_words_and_nothing_else() -> None:
    html = (
        "<p>Nora <b>Vance</b> &amp; the fog &lt;again&gt;.</p><!-- <p>aside</p> --><script>a = '<p>no</p>';</script>"
        "<ul><li>One</li><li>Two<br/>Three</li></ul>a < b, <unclosed"
    )
    article = entry_as_text(Entry(key="1", title="Fog &amp;", content=html, authors=("Ada Quill",)))
    assert article.text.split("\n\n") == ["Nora Vance & the fog <again>.", "One", "Two", "Three", "a < b, <unclosed"]
    assert article.byline == ("Ada Quill",)
    assert entry_as_text(Entry(key="1", title="T", summary="one\n\ntwo")).text == "one\n\ntwo"


def test_what_is_a_page_and_what_is_whole_are_as_before() -> None:
    assert is_page(b" <!-- a --> <!-- b --><!DOCTYPE html><p>x")
    assert is_page(b"<html><body>")
    assert not is_page(b"<!-- a <html> --><rss version='2.0'/>")
    assert is_whole(Entry(key="1", content="<p>word " * 250))
    assert not is_whole(Entry(key="1", content="<p>word " * 250 + "… </p> "))
    assert not is_whole(Entry(key="1", content="<p>word " * 250 + 'Read more</a><br class="x">'))
    assert not is_whole(Entry(key="1", content="<p>word " * 150))
