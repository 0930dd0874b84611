# ruff: noqa: E501 -- markup and prose read better on one line
from __future__ import annotations

import time
from datetime import UTC, datetime
from typing import Any

import pytest

from pullquote.cache.core.article import Document, Hint
from pullquote.cache.core.dates import parse_date
from pullquote.cache.extract import read_page
from pullquote.cache.extract.metadata.authors import split_byline

from .pages import page, paragraphs

URL = "https://www.daily-reel.example/2021/05/04/harbour-lights?utm=1"


def read(head: str = "", body: str = "", **more: Any) -> Document:
    return read_page(page(body + paragraphs(), head=head, **more), url=URL)


LD = """<script type="application/ld+json">{"@context":"https://schema.org","@graph":[{"@type":"WebPage","name":"x"},
{"@type":"NewsArticle","headline":"Harbour Lights Returns For A Second Season","datePublished":"2021-05-04T22:30:00-07:00",
"dateModified":"2021-05-05T09:00:00Z","author":[{"@type":"Person","name":"Kim Vale"},{"@type":"Person","name":"Ola Berg"}],
"publisher":{"@type":"Organization","name":"The Daily Reel"},"keywords":["Night Ferry","Television"],
"about":[{"@type":"TVSeries","name":"Harbour Lights"}],"image":{"url":"https://img.example/lead.jpg"},
"description":"The sea drama is back with a larger crew and a new captain.",}]}</script>"""


def test_structured_data_with_a_trailing_comma() -> None:
    document = read(LD)
    assert document.byline == ("Kim Vale", "Ola Berg")
    assert document.published is not None
    assert document.published.isoformat() == "2021-05-04T22:30:00-07:00"
    assert document.updated == datetime(2021, 5, 5, 9, tzinfo=UTC)
    assert document.outlet == "The Daily Reel"
    assert document.dek == "The sea drama is back with a larger crew and a new captain."
    assert document.lead_image is not None
    assert document.lead_image.url == "https://img.example/lead.jpg"
    assert document.tags == ("Night Ferry", "Television")
    assert Hint("Harbour Lights", "TVSeries", "about") in document.hints


def test_meta_that_a_stray_element_moved_into_the_body() -> None:
    head = "<div>stray</div><meta property='og:image' content='/lead.jpg'><meta property='og:site_name' content='The Daily Reel'>"
    document = read(head)
    assert document.lead_image is not None
    assert document.lead_image.url == "https://www.daily-reel.example/lead.jpg"
    assert document.outlet == "The Daily Reel"


@pytest.mark.parametrize(
    ("head", "title"),
    [
        (
            "<meta property='og:title' content='Harbour Lights season 2 confirmed'>",
            "Harbour Lights Returns For A Second Season",
        ),
        ("", "Harbour Lights Returns For A Second Season"),
    ],
)
def test_the_headline_is_the_one_shown(head: str, title: str) -> None:
    assert read(head).title == title


def test_without_a_heading_the_outlet_is_taken_off_the_title() -> None:
    html = page(paragraphs()).replace("<h1>Harbour Lights Returns For A Second Season</h1>", "")
    assert read_page(html, url=URL).title == "Harbour Lights Returns For A Second Season"


def test_a_logo_is_no_headline() -> None:
    html = page(paragraphs(), head="<meta property='og:site_name' content='The Daily Reel'>").replace(
        "<nav>", "<h1>The Daily Reel</h1><nav>"
    )
    assert read_page(html, url=URL).title == "Harbour Lights Returns For A Second Season"


def test_the_way_to_a_page_is_no_part_of_its_headline() -> None:
    html = "<html><head><title>The Reel > Films > Reviews > A trip to a far harbour</title></head><body><p>Words.</p>"
    assert read_page(html).title == "A trip to a far harbour"


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("/img/daily-reel-logo.gif", False),
        ("/img/logo.png", False),
        ("/img/reel_fb_logo.jpg", True),
        ("/img/opengraph_default.jpg", False),
        ("/img/harbour-company-logo.jpg", True),
        ("/img/the-captain.jpg", True),
    ],
)
def test_an_outlet_s_logo_is_no_lead_image(address: str, shown: bool) -> None:
    head = f"<meta property='og:image' content='{address}'><meta property='og:site_name' content='The Daily Reel'>"
    assert (read(head).lead_image is not None) is shown


@pytest.mark.parametrize(
    ("given", "facts"),
    [
        ('{"ratingValue":4,"bestRating":"5"}', {"Rating": "4/5"}),
        ('{"ratingValue":"B+"}', {"Rating": "B+"}),
        ('{"ratingValue":{"x":[]}}', {}),
        ('"4"', {}),
    ],
)
def test_the_rating_of_a_review_is_a_fact(given: str, facts: dict[str, str]) -> None:
    data = f'{{"@type":"Review","reviewRating":{given},"name":"x"}}'
    assert read(f"<script type='application/ld+json'>{data}</script>").facts == facts


def test_a_moment_in_utc_comes_out_on_the_outlet_s_own_day() -> None:
    head = "<meta property='article:published_time' content='2021-05-05T01:19:34Z'>"
    printed = "<time class='timestamp'>May 4, 2021 8:19 PM</time>"
    document = read(head, printed)
    assert document.published is not None
    assert document.published.isoformat() == "2021-05-04T20:19:34-05:00"
    assert read(head, "<span class='post-date'>May 4, 2021</span>").published.isoformat()[:10] == "2021-05-04"  # type: ignore[union-attr]
    assert read(head).published == datetime(2021, 5, 5, 1, 19, 34, tzinfo=UTC)


def test_the_address_dates_a_page_that_does_not() -> None:
    assert read().published == datetime(2021, 5, 4, tzinfo=UTC)


@pytest.mark.parametrize(
    "markup",
    [
        "<span class='byline'>By <a rel='author' href='/a/kim'>Kim Vale</a></span>",
        "<div itemprop='author' itemscope><span itemprop='name'>Kim Vale</span></div>",
        "<p class='byline'>By KIM VALE<br>Staff Writer</p>",
        "<div class='post-author'>By Kim Vale | May 4, 2021</div>",
        "<a href='/author/kim-vale'>Kim Vale</a>",
    ],
)
def test_authors_are_found_where_they_stand(markup: str) -> None:
    assert read("", markup).byline == ("Kim Vale",)


def test_tags_and_links_to_databases_are_hints() -> None:
    document = read(
        "<meta property='article:tag' content='Night Ferry'><meta name='keywords' content='AdNode:culture/tv, Kim Vale'>",
        "<p>See <a href='https://www.imdb.com/title/tt0000001/'>Tin Kings</a> there.</p><a rel='tag' href='/t/low'>Low Water</a>",
    )
    found = {(hint.name, hint.type, hint.origin) for hint in document.hints}
    assert {
        ("Tin Kings", "work", "database"),
        ("Night Ferry", None, "tag"),
        ("Low Water", None, "tag"),
        ("Kim Vale", None, "keyword"),
    } <= found
    assert not any("AdNode" in name for name, _, _ in found)


def test_canonical_language_and_hostile_values() -> None:
    document = read(
        "<link rel='canonical' href='/tv/harbour'><meta property='og:image' content='javascript:alert(1)'>"
        "<meta name='author' content='Kim\x1b[31m Vale'>"
    )
    assert document.canonical_url == "https://www.daily-reel.example/tv/harbour"
    assert document.lead_image is None
    assert "\x1b" not in "".join(document.byline)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("By Kim Vale and Ola Berg, Staff Writers", ("Kim Vale", "Ola Berg")),
        ("Kim Vale, Senior Editor", ("Kim Vale",)),
        ("Posted by Kim Vale on May 4, 2021", ("Kim Vale",)),
        ("Kim Vale Contributing Reporter", ("Kim Vale",)),
        ("Kim Vale, Jr.", ("Kim Vale Jr",)),
        ("@kimvale", ()),
        ("May 4, 2021", ()),
    ],
)
def test_bylines_split_into_names(text: str, names: tuple[str, ...]) -> None:
    assert split_byline(text) == names


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2021-05-04T22:30:00-07:00", "2021-05-04T22:30:00-07:00"),
        ("2021-05-04", "2021-05-04T00:00:00+00:00"),
        ("2021-05-04 10:15:00", "2021-05-04T10:15:00+00:00"),
        ("Tue, 04 May 2021 10:15:00 +0200", "2021-05-04T10:15:00+02:00"),
        ("May 4, 2021 4:59pm PT", "2021-05-04T16:59:00-07:00"),
        ("December 4, 2021 4:59pm PT", "2021-12-04T16:59:00-08:00"),
        ("4 May 2021", "2021-05-04T00:00:00+00:00"),
        ("Published: May 4th, 2021 at 12:05 a.m. EDT", "2021-05-04T00:05:00-04:00"),
        ("20210504T101500Z", "2021-05-04T10:15:00+00:00"),
        ("1620123300", "2021-05-04T10:15:00+00:00"),
    ],
)
def test_dates_keep_the_offset_they_were_written_in(text: str, iso: str) -> None:
    moment = parse_date(text)
    assert moment is not None
    assert moment.isoformat() == iso


@pytest.mark.parametrize("text", ["", "yesterday", "2021-13-45", "0000-00-00", "call 555 2021", "x" * 1000])
def test_what_is_no_date_is_none(text: str) -> None:
    assert parse_date(text) is None


def test_what_is_too_long_for_a_byline_costs_no_time() -> None:
    head = f'<script type="application/ld+json">{{"@type":"NewsArticle","author":"{"a@" * 200_000}"}}</script>'
    started = time.process_time()
    assert read(head).byline == ()
    assert time.process_time() - started < 5
