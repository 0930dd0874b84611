# ruff: noqa: E501 -- markup and prose read better on one line
"""Shapes of pages that publishing systems emit: what stands among, before and after the paragraphs of an article."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from pullquote.cache.core.article import (
    Document,
    Embed,
    Heading,
    Image,
    ListBlock,
    Paragraph,
    body_text,
)
from pullquote.cache.extract import read_page

from .pages import PARAGRAPHS, page, paragraphs

URL = "https://daily-reel.example/tv/harbour-lights"
TITLE = "Harbour Lights Returns For A Second Season"
WHOLE = "\n\n".join(PARAGRAPHS)


def read(*extra: str, at: int = 2) -> Document:
    return read_page(page(paragraphs(*extra, at=at)), url=URL)


def bare(body: str, *, title: str = f"{TITLE} | The Daily Reel", lang: str = "en") -> Document:
    return read_page(f"<html lang='{lang}'><head><title>{title}</title></head><body>{body}</body></html>", url=URL)


def template(title: str, texts: tuple[str, ...], tag: str = "article") -> str:
    body = "".join(f"<p>{text}</p>" for text in texts)
    return f"<{tag} class='story'><h1>{title}</h1><p class='byline'>By Nell Ostrander</p><div class='body'>{body}</div></{tag}>"


OTHER = tuple(text.replace("harbour", "mountain").replace("town", "village") for text in PARAGRAPHS)


@pytest.mark.parametrize("tag", ["article", "div", "section"])
def test_an_article_that_is_loaded_below_is_another_page(tag: str) -> None:
    below = template("Night Ferry Casts Its Captain", OTHER, tag) + template("Tin Kings Ends", OTHER[::-1], tag)
    document = bare(f"<main>{template(TITLE, PARAGRAPHS, tag)}{below}</main>")
    assert body_text(document.blocks) == WHOLE
    assert document.byline == ("Nell Ostrander",)


def test_parts_of_an_article_with_headings_of_first_level_are_not_further_articles() -> None:
    parts = "".join(f"<section><h1>Part {n}</h1><p>{text}</p></section>" for n, text in enumerate(PARAGRAPHS[1:], 1))
    document = bare(f"<article><section><h1>{TITLE}</h1><p>{PARAGRAPHS[0]}</p></section>{parts}</article>")
    assert all(text in body_text(document.blocks) for text in PARAGRAPHS)


@pytest.mark.parametrize(
    "appeal",
    [
        "<div class='popup'><div><h4>Before you go on reading</h4><p>The Daily Reel is free because readers pay for it. Please consider a gift today, of whatever size you can afford to make.</p></div><form><button>Donate now!</button></form></div>",
        "<div id='offer-inline'><h3>This article is for subscribers only</h3><ul><li>Full access to every newsletter</li><li>Evenings in the harbour</li></ul><button>Start free trial</button></div>",
        "<div class='box'><h3>Letters from the quay</h3><p>One email every Friday, and never a word about the ending.</p><form><input type='email'><button>Sign up</button></form></div>",
    ],
)
def test_a_box_that_asks_for_something_is_no_part_of_the_article(appeal: str) -> None:
    assert body_text(read(appeal).blocks) == WHOLE


def test_a_button_beside_the_article_does_not_make_it_an_appeal() -> None:
    body = f"<div class='a'><p>{PARAGRAPHS[0]}</p><button>Subscribe</button></div>"
    assert body_text(read_page(page(body), url=URL).blocks) == PARAGRAPHS[0]


@pytest.mark.parametrize("tag", ["article", "li"])
def test_a_linked_headline_and_its_short_text_in_a_card_are_another_story(tag: str) -> None:
    card = f"<{tag}><h4><a href='/n'>Night Ferry Casts Its Captain</a></h4><div><p>She has sat in the same booth for thirty-one summers, and has never once seen how it ends.</p></div></{tag}>"
    block = f"<div class='query-block'><h3>More reviews</h3>{card if tag == 'article' else f'<ul>{card}</ul>'}</div>"
    assert body_text(read(block, at=5).blocks) == WHOLE
    assert body_text(read(block).blocks) == WHOLE


@pytest.mark.parametrize("gap", [" ", "\n" * 5_000])
@pytest.mark.parametrize(
    "text", ["Production begins in September, the network said on Tuesday.", PARAGRAPHS[0], "".join(PARAGRAPHS)]
)
def test_an_article_that_links_its_own_headline_is_no_card(text: str, gap: str) -> None:
    headline = f"<h2><a href='{URL}'>{TITLE}</a></h2>"
    document = bare(
        f"<div id='posts'><article>{gap}{headline}{gap}<div class='b'><p>{text}</p></div><button>Subscribe</button></article></div>"
    )
    assert body_text(document.blocks) == text


def test_a_pointer_in_brackets_is_a_related_story() -> None:
    document = read("<p>[<a href='/ferry'> Review: An opera about plumbing </a>]</p>")
    assert body_text(document.blocks) == WHOLE
    assert [(r.title, r.url) for r in document.related] == [
        ("Review: An opera about plumbing", "https://daily-reel.example/ferry")
    ]


def test_the_heading_over_a_list_of_contents_goes_with_it() -> None:
    contents = "<div class='toc'><h2>Table of Contents</h2><nav><ul><li><a href='#a'>The plot</a></li></ul></nav></div>"
    assert body_text(read(contents).blocks) == WHOLE


@pytest.mark.parametrize(
    "box", ["<div class='kg-callout'><div>💡</div><div class='t'>{}</div></div>", "<div class='note'><p>{}</p></div>"]
)
def test_a_sentence_in_a_box_of_its_own_stays(box: str) -> None:
    sentence = "A claque was a hired party of clappers, paid by the act."
    assert sentence in body_text(read(box.format(sentence)).blocks)


def test_an_advertisement_between_two_words_does_not_part_the_sentence() -> None:
    ad = "<span class='ad-inline'><ins class='adsbygoogle'></ins><small>Story continues below advertisement</small></span>"
    first, second = PARAGRAPHS[1].split(" and ", 1)
    body = paragraphs().replace(PARAGRAPHS[1], f"{first} {ad}and {second}")
    assert body_text(read_page(page(body), url=URL).blocks) == WHOLE


def test_a_text_goes_on_in_an_element_alike() -> None:
    first = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
    rest = "Whether there will be a sequel depends, as such things do, on an audience that has not seen the first one."
    document = bare(
        f"<div id='wrap'><h1>{TITLE}</h1><div class='story'>{first}</div><div class='story'><p>{rest}</p></div></div>"
    )
    assert body_text(document.blocks) == f"{WHOLE}\n\n{rest}"


def test_the_heading_of_the_newest_post_of_a_live_report_stays() -> None:
    posts = "".join(
        f"<article class='post'><header><time>23.{n}1 GMT</time><h2 class='t'>Post number {n} from the gala</h2><div>Hal Birch</div></header><div class='b'><p>{text}</p></div></article>"
        for n, text in enumerate(PARAGRAPHS, 1)
    )
    document = bare(f"<main><h1>{TITLE}</h1><p>By Hal Birch</p><div id='posts'>{posts}</div></main>")
    headings = [block.text for block in document.blocks if isinstance(block, Heading)]
    assert headings == [f"Post number {n} from the gala" for n in range(1, 6)]


NOTES = "<section class='footnotes'><h2>Notes</h2><ol><li id='f1'><p>Tallow, mostly; wax was for the boxes.</p></li><li id='f2'><p>The bar made more than the play.</p></li></ol></section>"


@pytest.mark.parametrize("notes", [NOTES, NOTES.replace("class='footnotes'", "role='doc-endnotes'")])
def test_the_notes_at_the_foot_of_a_text_stay(notes: str) -> None:
    document = read(notes, at=5)
    assert isinstance(notes_list := document.blocks[-1], ListBlock)
    assert [item.text for item in notes_list.items] == [
        "Tallow, mostly; wax was for the boxes.",
        "The bar made more than the play.",
    ]


@pytest.mark.parametrize(
    "markup",
    [
        "<table class='tr-caption-container'><tbody><tr><td><img src='https://i.example/card.jpg'></td></tr><tr><td class='tr-caption'>A lobby card from the attic</td></tr></tbody></table>",
        "<figure><div><img src='https://i.example/one.jpg'></div><div><img src='https://i.example/card.jpg'></div><figcaption>A lobby card from the attic</figcaption></figure>",
    ],
)
def test_the_words_of_a_caption_are_not_lost(markup: str) -> None:
    images = [block for block in read(markup).blocks if isinstance(block, Image)]
    assert (images[-1].url, images[-1].caption) == ("https://i.example/card.jpg", "A lobby card from the attic")


def test_the_lead_image_has_the_caption_it_is_shown_with() -> None:
    figure = "<figure><img src='https://i.example/lead.jpg?w=1200'><figcaption>The quay at noon. (Hal Birch)</figcaption></figure>"
    head = "<meta property='og:image' content='https://i.example/lead.jpg'>"
    html = page(paragraphs(), head=head).replace("<main>", f"<main>{figure}")
    lead = read_page(html, url=URL).lead_image
    assert lead is not None
    assert lead.caption is not None
    assert lead.caption.startswith("The quay at noon.")


def test_a_card_in_a_figure_shows_no_picture_of_the_article() -> None:
    card = "<figure><a href='https://else.example/x'><div><div>A Short History of the Claque</div><div>From the opera to the sitcom, in nine pictures and a map.</div></div><img src='https://else.example/t.jpg'></a></figure>"
    document = read(card)
    assert body_text(document.blocks) == WHOLE
    assert not any(isinstance(block, Image) for block in document.blocks)


def test_headings_and_lists_by_role_are_headings_and_lists() -> None:
    body = f"<div role='heading' aria-level='3'>The harbour</div><div role='list'><div role='listitem'>One role: the maid.</div><div role='listitem'>One bow: borrowed.</div></div><p>{PARAGRAPHS[2]}</p>"
    document = read(body)
    assert [block.text for block in document.blocks if isinstance(block, Heading)] == ["The harbour"]
    assert [len(block.items) for block in document.blocks if isinstance(block, ListBlock)] == [2]


@pytest.mark.parametrize(
    ("heading", "shown"),
    [
        ("<span class='num'>1</span>Northgate Whistler", "1. Northgate Whistler"),
        ("<span>12.</span><b>The Quiet One</b>", "12. The Quiet One"),
        ("<span>3</span> The Long Way", "3 The Long Way"),
        ("<b>20</b>th Century Ships", "20th Century Ships"),
    ],
)
def test_a_number_that_only_a_style_sheet_parts_from_a_heading_is_parted(heading: str, shown: str) -> None:
    document = read(f"<h2>{heading}</h2>")
    assert [block.text for block in document.blocks if isinstance(block, Heading)] == [shown]


@pytest.mark.parametrize(
    "named", ["<p class='dek'>{}</p>", "<div class='standfirst'><p>{}</p></div>", "<p class='article-subtitle'>{}</p>"]
)
def test_a_dek_that_stands_in_the_text_is_the_dek(named: str) -> None:
    dek = "We boiled, we poured, we watched."
    head = f"<meta name='description' content='{dek}'>"
    document = read_page(page(named.format(dek) + paragraphs(), head=head), url=URL)
    assert (document.dek, body_text(document.blocks)) == (dek, WHOLE)


@pytest.mark.parametrize(
    ("line", "lang", "name"),
    [
        ("Von Klara Ebermann", "de", "Klara Ebermann"),
        ("Autor: Jagoda Wilk", "pl", "Jagoda Wilk"),
        ("文・水無瀬ひかり", "ja", "水無瀬ひかり"),
        ("글 한도윤", "ko", "한도윤"),
        ("水無瀬ひかり | 2026年2月3日", "ja", "水無瀬ひかり"),
        ("Mira Gantry • 27 Mar 2026", "en", "Mira Gantry"),
        ("By Mira Gantry<br>Thursday, January 8, 2026", "en", "Mira Gantry"),
    ],
)
@pytest.mark.parametrize("tag", ["<p class='autor'>{}</p>", "<p>{}</p>"])
def test_a_line_that_signs_the_article_is_no_text(line: str, lang: str, name: str, tag: str) -> None:
    document = bare(f"<div><h1>{TITLE}</h1>{tag.format(line)}{paragraphs()}</div>", lang=lang)
    assert (document.byline, body_text(document.blocks)) == ((name,), WHOLE)


def test_what_a_page_without_headings_says_first_is_its_headline_byline_and_date() -> None:
    lines = f"<font size=4><b>{TITLE}</b></font><br><font size=2>By Mira Gantry<br>Thursday, January 8, 2026</font>"
    document = bare(
        f"<table><tr><td>{lines}<p>{'<br><br>'.join(PARAGRAPHS)}</td></tr></table>", title=f"Valley Courier - {TITLE}"
    )
    assert (document.title, document.byline) == (TITLE, ("Mira Gantry",))
    assert document.published == datetime(2026, 1, 8, tzinfo=UTC)
    assert body_text(document.blocks) == WHOLE


def test_short_lines_that_sign_nothing_stay() -> None:
    for line in ("Text matters. So does light.", "Lisbon | The sea", "Review the tape, she said"):
        document = read_page(page(f"<p>{line}</p>" + paragraphs()), url=URL)
        first = document.blocks[0]
        assert isinstance(first, Paragraph)
        assert first.text == line


@pytest.mark.parametrize(
    ("markup", "embed"),
    [
        (
            "<iframe src='https://social.example/@emrys/112000000000000000/embed'></iframe>",
            Embed("mastodon", "https://social.example/@emrys/112000000000000000"),
        ),
        (
            "<div class='twitter-tweet'><iframe src='https://platform.twitter.com/embed/Tweet.html?dnt=1&amp;id=1765000000000000002'></iframe></div>",
            Embed("twitter", "https://twitter.com/i/status/1765000000000000002"),
        ),
        (
            "<blockquote class='text-post-media' data-text-post-permalink='https://www.threads.net/@s/post/C4'><a href='https://www.threads.net/@s/post/C4'><div>View on Threads</div></a></blockquote>",
            Embed("threads", "https://www.threads.net/@s/post/C4"),
        ),
    ],
)
def test_posts_in_the_codes_of_their_sites(markup: str, embed: Embed) -> None:
    assert [block for block in read(markup).blocks if isinstance(block, Embed)] == [embed]


def test_a_page_of_pictures_with_captions_is_not_called_empty() -> None:
    figures = "".join(
        f"<figure><img src='https://i.example/{n}.jpg' width='900'><figcaption>Picture number {n}.</figcaption></figure>"
        for n in range(3)
    )
    document = bare(f"<header><a href='/'>Lensbox</a></header><article><h1>{TITLE}</h1>{figures}</article>")
    assert document.notice is None
    assert [type(block) for block in document.blocks] == [Image] * 3
