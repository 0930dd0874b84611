"""Files that come with an entry: which are kept, and what is said of them."""

from __future__ import annotations

import pytest

from pullquote.cache.core.article import Enclosure
from pullquote.cache.core.feed import Entry
from pullquote.cache.extract.entry import document_of_entry
from pullquote.cache.feeds import parse_feed
from pullquote.cache.feeds.fields import seconds_of

EPISODE = "https://cast.example/1.mp3"
PODCAST = f"""<rss version="2.0" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"><channel><title>Cast</title>
<item><title>One</title><guid>1</guid><link>https://cast.example/1</link>{{extra}}
<enclosure url="{EPISODE}" type="audio/mpeg" length="39845888"/></item></channel></rss>"""
MEDIA = """<rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/"><channel><title>Clips</title>
<item><title>One</title><guid>1</guid><link>https://clips.example/1</link>
<media:content url="https://clips.example/1.mp4" type="video/mp4" fileSize="1000" duration="95"/>
<media:content url="https://clips.example/1.jpg" type="image/jpeg"/></item></channel></rss>"""
JSON = """{"version": "https://jsonfeed.org/version/1.1", "title": "Cast", "items": [{"id": "1", "title": "One",
"attachments": [{"url": "https://cast.example/1.mp3", "mime_type": "audio/mpeg", "size_in_bytes": 39845888,
"duration_in_seconds": 2520}]}]}"""


def entry(source: str) -> Entry:
    [found] = parse_feed(source.encode(), url="https://cast.example/feed").entries
    return found


@pytest.mark.parametrize(
    "source", [PODCAST.format(extra="<itunes:duration>42:00</itunes:duration>"), JSON], ids=["rss", "json"]
)
def test_an_episode_says_its_length_and_size(source: str) -> None:
    assert entry(source).enclosures == (Enclosure(EPISODE, "audio/mpeg", 39845888, 2520),)


def test_what_a_feed_does_not_say_is_not_known() -> None:
    assert entry(PODCAST.format(extra="")).enclosures == (Enclosure(EPISODE, "audio/mpeg", 39845888),)


def test_pictures_are_no_files_of_an_article() -> None:
    document = document_of_entry(entry(MEDIA), outlet=None)
    assert document.enclosures == (Enclosure("https://clips.example/1.mp4", "video/mp4", 1000, 95),)
    assert document.lead_image is not None


def test_an_address_that_is_none_is_left_out() -> None:
    hostile = Entry(
        key="1", enclosures=(Enclosure("javascript:alert(1)", "audio/mpeg"), Enclosure("file:///etc/x.mp3"))
    )
    assert document_of_entry(hostile, outlet=None).enclosures == ()


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        ("2520", 2520), ("42:00", 2520), ("1:02:03", 3723), ("95.5", 95), (95.9, 95), (" 60 ", 60), ("0", None),
        ("", None), ("soon", None), ("-5", None), ("1:2:3:4", None), ("9" * 40, None), (True, None), (None, None),
        (float("inf"), None), (float("nan"), None), ("٤٢", None),
    ],
)  # fmt: skip
def test_how_long_it_plays(said: object, seconds: int | None) -> None:
    assert seconds_of(said) == seconds


@pytest.mark.parametrize(
    ("enclosure", "kind"),
    [
        (Enclosure("https://x.example/a", "audio/mpeg"), "Audio"),
        (Enclosure("https://x.example/a.mp4?x=1"), "Video"),
        (Enclosure("https://x.example/a.JPG"), "Picture"),
        (Enclosure("https://x.example/a.pdf", "application/pdf"), "File"),
        (Enclosure("https://x.example/a.mp3", "application/octet-stream"), "Audio"),
    ],
)
def test_what_it_is_in_a_word(enclosure: Enclosure, kind: str) -> None:
    assert enclosure.kind == kind
