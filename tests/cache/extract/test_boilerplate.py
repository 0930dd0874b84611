# ruff: noqa: E501 -- markup and prose read better on one line
from __future__ import annotations

import pytest

from pullquote.cache.core.article import Document, Image, Source, body_text
from pullquote.cache.extract import read_page
from pullquote.cache.extract.html.boilerplate import LineKind, find_appended_line, match_line

from .pages import PARAGRAPHS, page, paragraphs

URL = "https://daily-reel.example/tv/harbour-lights"
WHOLE = "\n\n".join(PARAGRAPHS)


def read(*extra: str, at: int = 5) -> Document:
    return read_page(page(paragraphs(*extra, at=at)), url=URL)


def test_next_related_source_and_more_have_their_own_keys() -> None:
    document = read(
        "<p><strong>NEXT: <a href='/next'>Night Ferry Casts Its Captain</a></strong></p>",
        "<p>RELATED: <a href='/rel'>Every ship in Tin Kings, ranked</a></p>",
        "<p>Source: <a href='https://wire.example/1'>The Wire Room</a></p>",
        "<h3>More in TV News</h3><ul><li><a href='/x'>A story about a completely other show</a></li></ul>",
    )
    assert [(r.title, r.url) for r in document.next] == [
        ("Night Ferry Casts Its Captain", "https://daily-reel.example/next")
    ]
    assert document.related[0].title == "Every ship in Tin Kings, ranked"
    assert document.related[0].url == "https://daily-reel.example/rel"
    assert document.source == Source("The Wire Room", "https://wire.example/1")
    assert body_text(document.blocks) == WHOLE


OTHERS = "<li><a href='/n'>Night Ferry Casts Its Captain</a></li><li><a href='/c'>See All the Looks From the Harbour Gala</a></li>"


@pytest.mark.parametrize(
    "item",
    [
        "<a href='https://shop.example/1'>Buy now at Tidemart</a>",
        "<a href='https://shop.example/1'>$115 at Tidemart</a>",
        "<a href='https://shop.example/1'>Check the best price at Tidemart</a>",
        "<a href='https://shop.example/1'>Cream wide leg suit NEW $409 $389.05</a>",
        "<a href='https://shop.example/1'>4.9 out of 5 stars, 800 reviews, Sea Salt</a>",
        "<a href='/authors/nell-ostrander'>More from our critic Nell Ostrander</a>",
        "<a href='/all'>See all of Nell Ostrander's reviews</a>",
        "<a href='/cdn-cgi/l/email-protection#1'>Write to the desk here</a>",
        "<a href='/mail'>Shoot us an email today</a>",
        "<a href='/t'>Get the free season planner ›</a>",
        "<a href='/chat'>Chat with a member of the crew</a>",
    ],
)
def test_buttons_offers_and_authors_are_no_other_stories(item: str) -> None:
    for box in (
        f"<div class='related-articles'><ul><li>{item}</li>{OTHERS}</ul></div>",
        f"<h3>More in TV News</h3><ul><li>{item}</li>{OTHERS}</ul>",
    ):
        document = read(box)
        assert [r.title for r in document.related] == [
            "Night Ferry Casts Its Captain",
            "See All the Looks From the Harbour Gala",
        ]
        assert body_text(document.blocks) == WHOLE


def test_a_label_without_a_link_is_no_other_story() -> None:
    document = read(f"<div class='related-articles'><p>More articles you might enjoy</p><ul>{OTHERS}</ul></div>")
    assert len(document.related) == 2


@pytest.mark.parametrize(
    "line",
    [
        "<p>Related article: <a href='/r'>Tin Kings is leaving the service</a></p>",
        "<p>[Most read] <a href='/r'>Tin Kings is leaving the service »</a></p>",
        "<p><strong><a href='/r'>TIN KINGS IS LEAVING THE SERVICE</a></strong></p>",
        "<div class='inline-related'><a href='/r'><img src='/t.jpg'><h3>Tin Kings is leaving the service</h3></a></div>",
        "<a href='/r'><img src='/t.jpg'><h4>Tin Kings is leaving the service</h4></a>",
        "<aside class='callout'><h4>Related Story</h4><p><a href='/r'>Tin Kings is leaving the service</a></p></aside>",
        "<section class='trending-list'><h3>Trending</h3><ol><li><a href='/r'>Tin Kings is leaving the service</a></li></ol></section>",
    ],
)
def test_pointers_to_other_stories_never_reach_the_body(line: str) -> None:
    document = read(line, at=2)
    assert body_text(document.blocks) == WHOLE
    assert [r.url for r in document.related] == ["https://daily-reel.example/r"]
    assert "leaving the service" in document.related[0].title.lower()


def test_related_section_inside_a_paragraph() -> None:
    html = page(
        "".join(f"<p>{text}</p>" for text in PARAGRAPHS[:-1]) + f"<p>{PARAGRAPHS[-1]}<section class='c-related'>"
        "<h4>Trending</h4><a href='/r'>Tin Kings is leaving the service</a></section></p>"
    )
    document = read_page(html, url=URL)
    assert body_text(document.blocks) == WHOLE
    assert [r.url for r in document.related] == ["https://daily-reel.example/r"]


@pytest.mark.parametrize(
    "line",
    [
        "<p>Sign up for our newsletter to get the day in film in your inbox.</p>",
        "<p>Have a tip? Kim Vale may be reached at kim@daily-reel.example.</p>",
        "<p>Follow Kim Vale on Twitter @kimvale</p>",
        "<p><em>Correction: an earlier version misspelled the name of the ferry.</em></p>",
        "<p>Pictures: Reel Pictures</p>",
        "<p>Advertisement</p>",
        "<div class='newsletter-signup'><p>Your daily film letter, every morning, free of charge and full of joy.</p></div>",
        "<ul class='share-bar'><li>Facebook</li><li>Twitter</li></ul>",
    ],
)
def test_notes_are_left_out(line: str) -> None:
    assert body_text(read(line).blocks) == WHOLE


def test_a_related_line_appended_to_a_paragraph_is_cut_off() -> None:
    document = read(
        f"<p>{PARAGRAPHS[0]} Again. <strong>RELATED: <a href='/r'>Tin Kings is leaving the service</a></strong></p>"
    )
    assert body_text(document.blocks) == f"{WHOLE}\n\n{PARAGRAPHS[0]} Again."
    assert [(r.title, r.url) for r in document.related] == [
        ("Tin Kings is leaving the service", "https://daily-reel.example/r")
    ]


def test_a_source_after_a_line_break_is_cut_off() -> None:
    document = read(f"<p>{PARAGRAPHS[0]} Once more.<br>Source: The Wire Room</p>")
    assert document.source == Source("The Wire Room")
    assert body_text(document.blocks).endswith("Once more.")


def test_a_source_in_a_caption_is_not_the_article_s() -> None:
    document = read("<figure><img src='/a.jpg'><figcaption>Source: Reel Pictures</figcaption></figure>", at=2)
    assert document.source is None


def test_ratings_become_facts() -> None:
    document = read("<div class='review-box'><p>Rating: 4/5</p><p>Director: Kim Vale</p></div>")
    assert document.facts == {"Rating": "4/5", "Director": "Kim Vale"}
    assert body_text(document.blocks) == WHOLE


def test_a_box_that_holds_the_article_is_no_boilerplate() -> None:
    html = page(f"<div class='related-content'>{paragraphs()}</div>")
    assert body_text(read_page(html, url=URL).blocks) == WHOLE


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("NEXT: Night Ferry Casts Its Captain", LineKind.NEXT),
        ("Up next: The Glass Coast explained", LineKind.NEXT),
        ("READ MORE: Why Tin Kings ended", LineKind.RELATED),
        ("More in TV News", LineKind.MORE),
        ("You may also like...", LineKind.MORE),
        ("Source: ET", LineKind.SOURCE),
        ("Photo: Reel Pictures", LineKind.CREDIT),
        ("Grade: B+", LineKind.RATING),
        ("★★★★☆", LineKind.RATING),
        ("Story continues below", LineKind.NOISE),
        ("00:00 / 45:12", LineKind.NOISE),
    ],
)
def test_lines_are_recognised(text: str, kind: LineKind) -> None:
    line = match_line(text, late=True)
    assert line is not None
    assert line.kind is kind


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("RELATED PHOTOS: The ships of Tin Kings", "Photos: The ships of Tin Kings"),
        ("Related video: The cast of Tin Kings sings", "Video: The cast of Tin Kings sings"),
        ("RELATED: Why Tin Kings ended", "Why Tin Kings ended"),
    ],
)
def test_a_label_s_medium_stays_said(text: str, title: str) -> None:
    line = match_line(text)
    assert line is not None
    assert line.rest == title


@pytest.mark.parametrize(
    "text",
    [
        "Next year, the studio will return to the harbour with a larger crew.",
        "The source: a letter that nobody had opened in forty years of filming on the coast, until this spring.",
        "More people watched the finale than any other hour this year.",
        "Watch the tide and you will know when the ferry leaves.",
        "Photographers waited outside for hours before the pair arrived.",
        "He follows the captain on deck and asks her to stay.",
    ],
)
def test_sentences_are_no_boilerplate(text: str) -> None:
    assert match_line(text) is None
    assert find_appended_line(text) is None


@pytest.mark.parametrize(
    "beside",
    [
        "<p>ADVERTISEMENT - CONTINUE READING BELOW</p>",
        "<div class='player'><span>Listen to this article</span><span>5 min</span></div>",
        "<div class='poll'><p>Will you watch the second season of it when it comes?</p><label><input type=radio>Yes</label></div>",
        "<div class='card'><img src='/p.jpg'><h3>Harbour Lights: Season One (disc)</h3><p>$24.99</p><a href='/buy'>Buy on Tidemart</a></div>",
        "<p><meta itemprop='x'><span itemprop='dateModified'>30/11/26</span></p>",
    ],
)
def test_what_is_offered_or_asked_among_the_paragraphs_is_none(beside: str) -> None:
    document = read(beside, at=2)
    assert body_text(document.blocks) == WHOLE
    assert not [block for block in document.blocks if isinstance(block, Image)]


def test_a_gift_with_words_of_its_own_stays() -> None:
    words = "A boat of oak for those who cannot have the real one, with a lamp that burns for three nights in a row."
    text = body_text(read(f"<div><h3>The oak boat</h3><p>{words}</p><p>$24.99</p></div>", at=2).blocks)
    assert "The oak boat" in text
    assert words in text
