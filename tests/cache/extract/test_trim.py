from __future__ import annotations

from datetime import date

import pytest

from pullquote.cache.core.article import Document, Image, Paragraph, Rule, body_text
from pullquote.cache.extract import read_page
from pullquote.cache.extract.html.figures import largest_candidate

from .pages import PARAGRAPHS, page, paragraphs

URL = "https://daily-reel.example/tv/harbour-lights"
WHOLE = "\n\n".join(PARAGRAPHS)


def read(*extra: str, at: int = 5, head: str = "") -> Document:
    return read_page(page(paragraphs(*extra, at=at), head=head), url=URL)


def described(words: str) -> str:
    return f'<meta property="og:description" content="{words}">'


@pytest.mark.parametrize(
    "dek", [PARAGRAPHS[0], PARAGRAPHS[0][:120] + "…", PARAGRAPHS[0][:90] + " ...", PARAGRAPHS[0][:100]]
)
def test_a_dek_that_repeats_the_beginning_is_dropped(dek: str) -> None:
    assert read(head=described(dek)).dek is None


def test_a_dek_of_its_own_stays_and_code_is_none() -> None:
    assert read(head=described("The town itself is the new lead.")).dek == "The town itself is the new lead."
    assert read(head=described("var x = { go: function() { return 1; } };")).dek is None


@pytest.mark.parametrize(
    "line",
    [
        "Published Oct 19, 2022",
        "posted on 2026-06-15 11:15 EDT by Rita Example",
        "By",
        "By Rita Example",
        "Rita Example · Jun 15 · 5 min read",
        "June 15, 2026",
        "2 hours ago",
        "vor 2 Stunden",
    ],
)
def test_lines_that_only_say_who_and_when_are_no_text(line: str) -> None:
    document = read(f"<p>{line}</p>", at=0)
    assert body_text(document.blocks) == WHOLE
    assert document.byline == (("Rita Example",) if "Rita" in line else ())


@pytest.mark.parametrize(
    "above",
    [
        "<p>By RITA EXAMPLE, Staff Writer and Critic at Large | June 15, 2026, 10:00 a.m. ET</p>",
        "<p>Posted by Rita Example on Monday, June 15th, 2026 at 10:00 am</p>",
        "<p>By Rita Example, June 15, 2026</p>",
        "<p>Rita Example</p><p>15.06.2026</p>",
        "<p>Rita de la Example</p><p>15-jun-2026 10:32</p>",
        "<ul><li>Rita Example</li><li>June 15, 2026</li><li>Film</li></ul>",
        "<dl><dt>Author</dt><dd>Rita Example</dd><dt>Published</dt><dd>15 June 2026</dd></dl>",
        "<ul><li>By Rita Example</li><li>Published 15 June 2026</li></ul>",
    ],
)
def test_what_stands_above_a_text_says_who_and_when(above: str) -> None:
    document = read(above, at=0)
    assert body_text(document.blocks) == WHOLE
    assert document.byline in (("Rita Example",), ("Rita de la Example",))
    assert document.published is not None
    assert document.published.date() == date(2026, 6, 15)


@pytest.mark.parametrize(
    "above",
    [
        "<ul><li>The lamp was lit in 1994</li><li>It burned on June 15, 2020, and nobody was there to see it</li></ul>",
        "<p>Rita Example</p><p>She was the keeper of the lamp until 2016.</p>",
        "<ul><li>Rita Example</li><li>Tom Example</li></ul>",
    ],
)
def test_lists_and_names_that_are_the_text_stay(above: str) -> None:
    assert body_text(read(above, at=0).blocks) != WHOLE


@pytest.mark.parametrize("line", ["By now, everybody knew.", "In 1994 the harbour burned.", "By 2016 it was over."])
def test_short_first_sentences_stay(line: str) -> None:
    assert body_text(read(f"<p>{line}</p>", at=0).blocks).startswith(line)


def test_rules_that_part_nothing_go() -> None:
    document = read("<hr><hr>", at=2)
    assert sum(isinstance(block, Rule) for block in document.blocks) == 1
    assert not any(isinstance(block, Rule) for block in read("<hr>", at=0).blocks + read("<hr>", at=5).blocks)


def test_a_caption_is_said_once() -> None:
    words = "The cast of Harbour Lights on the pier where the second season begins this autumn."
    figure = "<figure><img src='/{}.jpg'><figcaption>" + words + "</figcaption></figure>"
    pictures = [b for b in read(figure.format("a") + figure.format("b"), at=2).blocks if isinstance(b, Image)]
    assert [picture.caption for picture in pictures] == [words, None]


@pytest.mark.parametrize(
    ("caption", "words", "credit"),
    [
        ("The pier. Photograph: Ann Roe/Wire", "The pier.", "Ann Roe/Wire"),
        ("The pier (Photo: Ann Roe)", "The pier", "Ann Roe"),
        ("The pier (Photo by Ann Roe/Wire)", "The pier", "Ann Roe/Wire"),
        ("The pier at dawn. Courtesy Ann Roe", "The pier at dawn.", "Ann Roe"),
        ("...", None, None),
    ],
)
def test_credits_leave_the_caption(caption: str, words: str | None, credit: str | None) -> None:
    figure = f"<figure><img src='/a.jpg' alt='null'><figcaption>{caption}</figcaption></figure>"
    (picture,) = (b for b in read(figure, at=2).blocks if isinstance(b, Image))
    assert (picture.caption, picture.credit, picture.alt) == (words, credit, None)


def test_the_box_of_a_credit_may_hold_the_caption_too() -> None:
    figure = (
        "<figure><img src='/a.jpg' alt='pier-1_final.jpg'><span class='image-source-caption'>"
        "<span class='image-caption'>The pier at dawn.</span> <span class='image-source'>Ann Roe/Wire</span>"
        "</span></figure>"
    )
    document = read(figure, at=2)
    (picture,) = (b for b in document.blocks if isinstance(b, Image))
    assert (picture.caption, picture.credit, picture.alt) == ("The pier at dawn.", "Ann Roe/Wire", None)
    assert document.source is None


def test_the_author_s_note_ends_the_article_and_what_stands_before_it_with_it() -> None:
    document = read(
        "<h3>Latest Rita Example</h3><a href='/x'><img src='/x.jpg' alt='Night Ferry casts its captain'></a>",
        "<p>Rita Example is The Reel’s television critic. Email: rita@reel.example; Twitter: @rita.</p>",
    )
    assert all(isinstance(block, Paragraph) for block in document.blocks)
    assert body_text(document.blocks) == WHOLE


def test_what_follows_the_filing_line_is_not_the_article() -> None:
    rest = "".join(f"<p>We were unable to do number {n}. Are you logged in to this site?</p>" for n in range(6))
    assert body_text(read(f"<p>Filed in: celebrities</p>{rest}").blocks) == WHOLE


def test_teasers_of_other_stories_are_dropped_whole() -> None:
    card = (
        "<p>review</p><h3><a href='/{n}'>The number {n} story of this week in the harbour</a></h3>"
        "<p>It is about a place that nobody had been to before, and {n} people who went there together for...</p>"
    )
    document = read(*(card.format(n=n) for n in range(4)))
    assert body_text(document.blocks) == WHOLE
    assert len(document.related) == 4


def test_tools_are_no_stories() -> None:
    document = read("<ul><li><a href='/e'>e-mail this story</a></li><li><a href='/p'>print this story</a></li></ul>")
    assert document.related == ()


def test_outlets_are_names() -> None:
    site = '<meta property="og:site_name" content="{}">'
    assert read(head=site.format("The Daily Reel | All the news there is")).outlet == "The Daily Reel"
    assert read(head=site.format("https://daily-reel.example")).outlet == "The Daily Reel"


def test_an_author_named_by_an_object_is_no_reason_to_fail() -> None:
    data = '{"@graph":[{"@type":"NewsArticle","headline":"x","author":[{"@id":{}},{"@id":[]}]},{"@id":[],"name":"c"}]}'
    assert read(head=f"<script type='application/ld+json'>{data}</script>").byline == ()


@pytest.mark.parametrize(
    "end",
    [
        "<p>[KV]</p>",
        "<p>See more photos:</p>",
        "<p><a href='/about'>About our reviews</a></p>",
        "<p>Additional reporting by the staff of the harbour office and three of its neighbours</p>",
    ],
)
def test_a_loose_end_is_cut(end: str) -> None:
    assert body_text(read(end).blocks) == WHOLE


def test_initials_behind_the_last_sentence_are_cut() -> None:
    assert body_text(read("<p>That was all of it, they said. [KV]</p>").blocks).endswith("all of it, they said.")
    assert body_text(read("<p>It was shown on [TV]</p>").blocks).endswith("shown on [TV]")


def test_a_footnote_stands_after_the_sentence_it_was_put_into() -> None:
    words = "<img src='/a.jpg'>A series about four men."
    note = f"<span class='footnoteLink'>Tin Kings<span class='footnote'>{words}</span></span>"
    texts = [
        block.text for block in read(f"<p>She had seen {note} as a child.</p>").blocks if isinstance(block, Paragraph)
    ]
    assert texts[-2:] == ["She had seen Tin Kings as a child.", "A series about four men."]


def test_a_box_of_facts_becomes_facts() -> None:
    rows = "".join(
        f"<tr><td><small>{label}</small> <strong>{value}</strong></td></tr>"
        for label, value in (("Platform", "Two of them"), ("Maker", "Harbour Games"))
    )
    document = read(f"<div class='review_table'><table><tr><td>Game Info</td></tr>{rows}</table></div>")
    assert document.facts == {"Platform": "Two of them", "Maker": "Harbour Games"}
    assert body_text(document.blocks) == WHOLE


def test_the_heading_of_a_box_whose_text_is_not_the_article_s_goes_with_it() -> None:
    box = f"<div class='overlay'><h3>Stretch features</h3><p class='promo'>{'One of many more. ' * 6}</p></div>"
    assert body_text(read(box).blocks) == WHOLE


@pytest.mark.parametrize(
    ("srcset", "found"),
    [
        ("/a.jpg 300w, /b.jpg 1200w, /c.jpg 600w", "/b.jpg"),
        ("/a.jpg, /b.jpg 2x", "/b.jpg"),
        ("/a.jpg 2x,https://b.example/b.jpg 3x", "https://b.example/b.jpg"),
        ("/w_400,h_300/a.jpg 400w,/w_800,h_600/a.jpg 800w", "/w_800,h_600/a.jpg"),
        ("/a.jpg 1.5x ,\n /b.jpg", "/a.jpg"),
        ("/a.jpg wide, /b.jpg 10w", "/b.jpg"),
        ("/only.jpg", "/only.jpg"),
        (" , ,, ", None),
        ("", None),
        (None, None),
    ],
)
def test_the_largest_picture_of_a_set(srcset: str | None, found: str | None) -> None:
    assert largest_candidate(srcset) == found


@pytest.mark.parametrize("piece", ["x", "/a 1", "a ", ",", "1w ", "https:", "/a 2x,"])
def test_a_set_of_pictures_without_end_is_read_once(piece: str) -> None:
    srcset = piece * (400_000 // len(piece))
    assert largest_candidate(srcset) is None or len(largest_candidate(srcset) or "") <= len(srcset)
