# ruff: noqa: E501 -- markup and prose read better on one line
from __future__ import annotations

from typing import Any, TypeVar

import pytest

from pullquote.cache.core.article import (
    BlockQuote,
    Document,
    Embed,
    Heading,
    Image,
    ListBlock,
    Paragraph,
    PullQuote,
    Rule,
    Table,
    body_text,
)
from pullquote.cache.core.errors import ExtractError
from pullquote.cache.extract import read_page

from .pages import PARAGRAPHS, page, paragraphs

URL = "https://daily-reel.example/tv/harbour-lights"
T = TypeVar("T")


def read(body: str, **more: Any) -> Document:
    return read_page(page(body, **more), url=URL)


def only(document: Document, kind: type[T]) -> list[T]:
    return [block for block in document.blocks if isinstance(block, kind)]


def test_paragraphs_in_order_and_nothing_else() -> None:
    document = read(paragraphs())
    assert body_text(document.blocks) == "\n\n".join(PARAGRAPHS)
    assert document.title == "Harbour Lights Returns For A Second Season"
    assert document.language == "en"


def test_spans_are_offsets_and_keep_white_space_at_their_borders() -> None:
    marked = (
        "<p>Stars of\n<em>Night Ferry</em>, <strong>two</strong> of them&nbsp;<a href='/people/kim'>Kim\n Vale</a>"
        " and<i> Tin Kings</i>, said <cite>The Reel</cite> ran <code>x</code> first in the very long week of shooting.</p>"
    )
    document = read(paragraphs(marked))
    block = next(b for b in only(document, Paragraph) if b.text.startswith("Stars of"))
    assert block.text.startswith("Stars of Night Ferry, two of them Kim Vale and Tin Kings, said The Reel ran x first")
    spans = [(block.text[s.start : s.end], s.kind, s.href) for s in block.spans]
    assert spans == [
        ("Night Ferry", "emphasis", None),
        ("two", "strong", None),
        ("Kim Vale", "link", "https://daily-reel.example/people/kim"),
        ("Tin Kings", "emphasis", None),
        ("The Reel", "cite", None),
        ("x", "code", None),
    ]


def test_two_titles_side_by_side_stay_two() -> None:
    document = read(
        paragraphs("<p>Next come <em>Tin Kings</em><em>The Glass Coast</em>, then a long and quiet summer.</p>")
    )
    block = next(b for b in only(document, Paragraph) if b.text.startswith("Next come"))
    assert [block.text[s.start : s.end] for s in block.spans] == ["Tin Kings", "The Glass Coast"]


def test_only_http_links_are_kept() -> None:
    links = "<p>See <a href='javascript:alert(1)'>one</a>, <a href='#top'>two</a>, <a href='mailto:a@b.c'>three</a>, <a href='//x.example/y'>four</a> here.</p>"
    block = next(b for b in only(read(paragraphs(links)), Paragraph) if b.text.startswith("See one"))
    assert [s.href for s in block.spans] == ["https://x.example/y"]


def test_headings_lists_tables_rules_and_verse() -> None:
    document = read(
        paragraphs(
            "<h2>What comes <em>next</em></h2><ul><li>A new captain, says the studio</li><li>More rain in every scene</li></ul>"
            "<ol><li>First the ferry leaves the town</li></ol><hr>"
            "<table><tr><th>Season</th><th>Year</th></tr><tr><td>One</td><td>2021</td></tr></table>"
            "<p>Oh harbour, oh light,<br>you kept us all night,<br>and all the way home.</p>"
        )
    )
    assert only(document, Heading)[0].text == "What comes next"
    bullets, numbers = only(document, ListBlock)
    assert [item.text for item in bullets.items] == ["A new captain, says the studio", "More rain in every scene"]
    assert numbers.ordered
    assert not bullets.ordered
    assert only(document, Rule)
    assert only(document, Table)[0].rows == (("Season", "Year"), ("One", "2021"))
    assert any(b.text.startswith("Oh harbour, oh light,\nyou kept us") for b in only(document, Paragraph))


def test_bare_text_parted_by_breaks_is_paragraphs() -> None:
    document = read("<br><br>".join(PARAGRAPHS))
    assert [b.text for b in only(document, Paragraph)] == list(PARAGRAPHS)


def test_interview_turns_keep_their_bold_questions() -> None:
    turns = "".join(f"<p><b>What changed in year {n}?</b><br>{text}</p>" for n, text in enumerate(PARAGRAPHS))
    blocks = only(read(turns), Paragraph)
    assert blocks[0].text.startswith("What changed in year 0?\nThe second season")
    assert [s.kind for s in blocks[0].spans] == ["strong"]


@pytest.mark.parametrize(
    "markup",
    [
        "<aside class='pullquote'>{}</aside>",
        "<div class='pull-quote'><div class='pull-quote__text'>{}</div><div class='pull-quote__attribution'>Kim Vale</div></div>",
        "<blockquote class='Pullquote'><p>{}</p></blockquote>",
        "<aside class='c-pull_quote'><p>{}</p></aside>",
        "<div class='Pullquote'><p class='Pullquote-quote'>{}</p><p class='Pullquote-source'>Kim Vale</p></div>",
        "<p><q>{}</q></p>",
    ],
)
def test_a_marked_pull_quote_that_repeats_is_shown_but_not_doubled(markup: str) -> None:
    words = "its makers say that the town itself becomes a character this time"
    document = read(paragraphs(markup.format(words)))
    (quote,) = only(document, PullQuote)
    assert quote.text.strip("“”") == words
    assert quote.repeats
    assert body_text(document.blocks) == "\n\n".join(PARAGRAPHS)


def test_a_pull_quote_with_words_of_its_own_is_body_text() -> None:
    document = read(paragraphs("<aside class='pullquote'>We never meant to film in winter, not once.</aside>"))
    (quote,) = only(document, PullQuote)
    assert not quote.repeats
    assert "We never meant to film in winter" in body_text(document.blocks)


def test_a_class_that_says_pull_quote_may_be_a_link() -> None:
    document = read(
        paragraphs(
            "<div class='x-pull-quote-wrapper'><p>Read more: <a href='/other'>Tin Kings cancelled after one season</a></p></div>"
        )
    )
    assert not only(document, PullQuote)
    assert [(r.title, r.url) for r in document.related] == [
        ("Tin Kings cancelled after one season", "https://daily-reel.example/other")
    ]


def test_a_blockquote_is_a_quotation() -> None:
    document = read(paragraphs("<blockquote><p>Dear crew,</p><p>the ferry leaves at <em>dawn</em>.</p></blockquote>"))
    (quote,) = only(document, BlockQuote)
    assert quote.text == "Dear crew,\nthe ferry leaves at dawn."
    assert [quote.text[s.start : s.end] for s in quote.spans] == ["dawn"]


def test_an_element_left_open_in_a_button_does_not_swallow_the_article() -> None:
    html = page(paragraphs()).replace("<main>", "<button class='menu'><div>Menu</button><main>")
    assert body_text(read_page(html, url=URL).blocks) == "\n\n".join(PARAGRAPHS)


def test_body_spread_over_boxes_of_one_kind() -> None:
    boxes = "".join(
        f"<div class='grid'><div class='body__part'>{''.join(f'<p>{p} Part {n}.</p>' for p in PARAGRAPHS)}</div><div class='ad'>Advertisement</div></div>"
        for n in range(4)
    )
    text = body_text(read(boxes).blocks)
    assert all(f"Part {n}." in text for n in range(4))
    assert "Advertisement" not in text


def test_a_page_without_text_is_an_error_in_one_sentence() -> None:
    with pytest.raises(ExtractError, match=r"^[A-Z].*\.$"):
        read_page("<html><body><script>render()</script></body></html>")


def test_several_pages_are_noticed() -> None:
    document = read(paragraphs(), head="<link rel='next' href='/tv/harbour-lights?page=2'>")
    assert document.notice is not None
    assert "https://daily-reel.example/tv/harbour-lights?page=2" in document.notice


def test_page_numbers_under_the_text_are_noticed_and_left_out() -> None:
    document = read(
        paragraphs() + "<div class='pagination'><ul><li>1</li><li><a href='/tv/harbour-lights/2/'>2</a></li></ul></div>"
    )
    assert document.notice is not None
    assert "/tv/harbour-lights/2/" in document.notice
    assert body_text(document.blocks) == "\n\n".join(PARAGRAPHS)


def test_embeds_are_one_block_each() -> None:
    document = read(
        paragraphs(
            "<iframe src='https://www.youtube.com/embed/abcdefghijk' width=560></iframe>",
            "<div class='social-media-embed'><blockquote class='twitter-tweet'><p>The ferry is back!</p>&mdash; Kim (@kim)"
            " <a href='https://twitter.com/kim/status/123456'>May 1</a></blockquote></div>",
            "<blockquote class='instagram-media' data-instgrm-permalink='https://www.instagram.com/p/AbCdE/'><a href='https://www.instagram.com/p/AbCdE/'>View this</a></blockquote>",
            "<figure><iframe data-src='//player.vimeo.com/video/99'></iframe><figcaption>The trailer</figcaption></figure>",
            "<amp-youtube data-videoid='zyxwvutsrqp'></amp-youtube>",
            "<iframe src='https://ads.example/ads/slot'></iframe><iframe src='https://www.facebook.com/plugins/like.php?x'></iframe>",
            "<iframe src='https://proxy.example/embed?url=https%3A%2F%2Fopen.spotify.com%2Ftrack%2F1'></iframe>",
        )
    )
    found = [(e.provider, e.url) for e in only(document, Embed)]
    assert found == [
        ("youtube", "https://www.youtube.com/embed/abcdefghijk"),
        ("twitter", "https://twitter.com/kim/status/123456"),
        ("instagram", "https://www.instagram.com/p/AbCdE/"),
        ("vimeo", "https://player.vimeo.com/video/99"),
        ("youtube", "https://www.youtube.com/watch?v=zyxwvutsrqp"),
        ("spotify", "https://open.spotify.com/track/1"),
    ]
    tweet = only(document, Embed)[1]
    assert tweet.text is not None
    assert tweet.text.startswith("The ferry is back!")
    assert body_text(document.blocks) == "\n\n".join(PARAGRAPHS)


def test_pictures_with_lazy_addresses_captions_and_credits() -> None:
    document = read(
        paragraphs(
            "<figure><img src='data:image/gif;base64,R0' data-src='/a.jpg' alt='A pier'><figcaption>The pier at dawn."
            " <span class='credit'>Photo: Kim Vale</span></figcaption></figure>",
            "<figure><picture><source srcset='/b-400.jpg 400w, /b-1200.jpg 1200w'><img alt=''></picture>"
            "<figcaption>The crew in 2021Credit: Reel Pictures</figcaption></figure>",
            "<p><img src='/c.jpg' width='1' height='1'></p><p><img class='avatar' src='/kim.jpg'></p>",
            "<div><img src='/d.jpg'><small class='body-img-caption'>Low Water films again</small></div>",
            "<img data-lazy-src='/e.jpg' src='/spacer.gif'><noscript><img src='/e.jpg'></noscript>",
        )
    )
    images = only(document, Image)
    assert [image.url and image.url.rsplit("/", 1)[1] for image in images] == ["a.jpg", "b-1200.jpg", "d.jpg", "e.jpg"]
    assert (images[0].caption, images[0].credit, images[0].alt) == ("The pier at dawn.", "Kim Vale", "A pier")
    assert (images[1].caption, images[1].credit) == ("The crew in 2021", "Reel Pictures")
    assert images[2].caption == "Low Water films again"
    assert body_text(document.blocks) == "\n\n".join(PARAGRAPHS)


@pytest.mark.parametrize(
    "sign", ["<a href='#b'>#</a>", "<a href='#b'>¶</a>", "<a class=x href='https://reel.example/a#b'>#b</a>"]
)
def test_the_sign_by_which_a_heading_is_linked_to_is_left_out(sign: str) -> None:
    text = "<p>The ferry crew of the harbour drama is back for a third year, the network said on Monday.</p>" * 4
    markup = f"<html><body><article><h1>A year</h1>{text}<h2 id=b>The crew{sign}</h2>{text}<p>See note <a href='#n1'>1</a>.</p></article>"
    document = read_page(markup, url="https://reel.example/a")
    assert [block.text for block in document.blocks if isinstance(block, Heading)] == ["The crew"]
    assert body_text(document.blocks).endswith("See note 1.")
