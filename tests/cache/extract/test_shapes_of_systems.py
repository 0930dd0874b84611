# ruff: noqa: E501 -- markup and prose read better on one line
"""Pages in the markup that common systems write: what is text of the article in them, and what is not."""

from __future__ import annotations

import pytest
from tests.cache.extract.pages import PARAGRAPHS, page, paragraphs

from pullquote.cache.core.article import Document, Heading, Image, body_text
from pullquote.cache.extract import read_page
from pullquote.cache.extract.html.blocks import BlockWalker
from pullquote.cache.extract.html.boilerplate import LineKind, match_line
from pullquote.cache.extract.html.box_names import ignore_boxes_of_text
from pullquote.cache.extract.html.tree import parse

WHOLE = "\n\n".join(PARAGRAPHS)
ANSWER = "The harbour office opens at nine, and the crew of the ferry is paid on the last Friday of the month."


def read(html: str) -> Document:
    return read_page(html, url="https://daily-reel.example/tv/harbour-lights")


def text_of(*extra: str, at: int = 5) -> str:
    return body_text(read(page(paragraphs(*extra, at=at))).blocks)


@pytest.mark.parametrize(
    "form",
    [
        "<div class='faq'><h2>Questions</h2><div><h3>{q}</h3><div><span>{a}</span></div></div></div><p>{more}</p>",
        "<h3>{q}</h3><div class='x'><div class='y'><span>{a}</span></div></div><p>{more}</p>",
        "<div><h3>{q}</h3><div class='widget accordion'><p>{a}</p></div></div><p>{more}</p>",
        "<p><b>{q}</b></p><div class='a'><em>{a}</em></div><p>{more}</p>",
    ],
)
def test_the_answer_stays_with_its_question_also_with_a_link_in_it(form: str) -> None:
    asked, more = "Who opens the harbour office?", PARAGRAPHS[0].replace("second", "third")
    answer = ANSWER.replace("the crew", "<a href='/crew'>the crew</a>")
    found = text_of(form.format(q=asked, a=answer, more=more), at=4)
    assert asked in found
    assert ANSWER in found


def test_a_question_of_the_page_itself_is_not_answered_by_a_form() -> None:
    form = "<div><h3>Do you like ferries?</h3><div class='w'><span>Tell us what you think of them, and the best letter wins.</span><form><input></form></div></div>"
    assert "best letter" not in text_of(form, at=4)


def test_an_aside_of_sentences_among_the_paragraphs_is_text() -> None:
    said = f"<aside class='center'><p><strong>Not all ferries are the same.</strong><br>{ANSWER} {ANSWER}</p></aside>"
    assert ANSWER in text_of(said, at=2)


@pytest.mark.parametrize(
    "inside",
    [
        f"<p>{ANSWER}</p><form><input type='email'></form>",
        f"<p><a href='/other'>{ANSWER}</a></p>",
        f"<p>{ANSWER}</p><p><a href='/other'>{ANSWER}</a></p>",
        f"<img src='/face.jpg' width='60'><p>{ANSWER}</p>",
    ],
)
def test_an_aside_that_asks_or_points_elsewhere_is_none(inside: str) -> None:
    assert text_of(f"<aside>{inside}</aside>", at=2) == WHOLE


def test_one_paragraph_in_the_dress_of_all_is_not_dropped() -> None:
    root = parse(page("".join(f"<p class='paywall'>{text}</p>" for text in (*PARAGRAPHS, f"{ANSWER} {ANSWER}"))))
    blocks = BlockWalker(None).walk(root.find(".//article"))
    for raw in blocks[:-1]:
        raw.share = 1.0
    ignore_boxes_of_text(blocks)
    assert not any(raw.boxes for raw in blocks)


def test_a_label_in_any_language_before_linked_titles_is_recognized_by_coming_again() -> None:
    titles = ["Tren lumora vasi ket andira rek", "Lam votura zoekin nahal watera"]
    pointers = [f"<p><strong>NAHASO POTERE | <a href='/{n}'>{title}</a></strong></p>" for n, title in enumerate(titles)]
    document = read(page(paragraphs(pointers[0], PARAGRAPHS[0].join(("<p>", " So it was.</p>")), pointers[1], at=2)))
    assert not any(title in body_text(document.blocks) for title in titles)
    assert [link.title for link in document.related] == titles


def test_what_says_where_to_find_each_film_of_a_list_stays() -> None:
    lines = [
        f"<p>Where to watch: <a href='/{name}'>{name.title()}</a></p>" for name in ("lantern", "reelhouse", "dusk")
    ]
    found = text_of(*lines, at=2)
    assert "Where to watch: Lantern" in found


@pytest.mark.parametrize(
    "told",
    [
        ["Rita Example is a writer in Port Example who has covered ferries since 2011."],
        [
            "Rita Example, a senior critic, covers the sea for The Daily Reel.",
            "When she is not at sea, Rita keeps bees.",
        ],
    ],
)
def test_the_last_lines_on_the_author_are_no_part_of_the_article(told: list[str]) -> None:
    head = "<meta name='author' content='Rita Example'>"
    document = read(page(paragraphs(*(f"<p>{line}</p>" for line in told), at=5), head=head))
    assert body_text(document.blocks) == WHOLE


def test_an_article_that_ends_with_somebody_else_s_life_is_whole() -> None:
    told = "Nils Berg is a keeper of lighthouses in Port Example, and has been since 2011."
    document = read(page(paragraphs(f"<p>{told}</p>", at=5), head="<meta name='author' content='Rita Example'>"))
    assert told in body_text(document.blocks)


@pytest.mark.parametrize(
    "line",
    [
        "Back to the front page",
        "Return to our home page",
        "Email this article | Print this article<br>Back to the front page",
        '[gallery ids="1,2,3"]',
        "Today's best telescope deals",
        "Slide 3 of 12",
        "Every lamp was chosen by an editor. We may earn a commission on what you buy.",
        "Please note: if you decide to buy a lamp through this page, I may earn a small commission.",
        "By providing your phone number and sending this form, you agree to be called.",
        "Rita Example covers ferries for The Daily Reel. Reach her at rita@daily-reel.example.",
    ],
)
def test_a_line_that_is_furniture_is_left_out(line: str) -> None:
    assert text_of(f"<p>{line}</p>", at=5) == WHOLE


@pytest.mark.parametrize("words", ["WATCH NOW", "Check price here", "Get tickets", "➡ See current price", "Shop now"])
def test_a_link_that_is_a_button_of_a_shop_is_noise(words: str) -> None:
    line = match_line(words, linked=1.0)
    assert line is not None
    assert line.kind is LineKind.NOISE
    assert match_line(words) is None


@pytest.mark.parametrize(
    "line",
    [
        "Back to the front page went the story of the ferry, and it stayed there for a week.",
        "As an agent I get a commission on every film, and on none of the plays.",
        "They talked of deals, and the best of them was made on a boat.",
    ],
)
def test_a_sentence_that_sounds_like_furniture_is_text(line: str) -> None:
    assert line in text_of(f"<p>{line}</p>", at=2)


def test_posts_of_the_same_author_are_no_part_of_the_article() -> None:
    others = "<p>Latest posts by Rita Example (see all)</p><ul>"
    others += "".join(
        f"<li><a href='/{n}'>What to bring for a night on a ferry, part {n}</a> - May {n}, 2026</li>" for n in (1, 2, 3)
    )
    assert text_of(others + "</ul>", at=5) == WHOLE


def test_the_slides_of_a_gallery_come_with_their_words() -> None:
    slides = "".join(
        f"<li><div><span>{n}</span> of <span>3</span></div><figure><img src='/c{n}.jpg' alt='coat {n}'><figcaption><h3>Coat {n}</h3><p>{ANSWER}</p></figcaption></figure></li>"
        for n in (1, 2, 3)
    )
    document = read(page(f"<p>{PARAGRAPHS[0]}</p><ul class='slides'>{slides}</ul>"))
    shown = [block.caption for block in document.blocks if isinstance(block, Image)]
    assert [caption for caption in shown if caption and ANSWER in caption] == [f"Coat {n}: {ANSWER}" for n in (1, 2, 3)]
    assert not any(isinstance(block, Heading) for block in document.blocks)


@pytest.mark.parametrize(
    "line",
    [
        "Rita Example · November 11, 2026 · 3 min read",
        "11 Nov 2026 · by Rita Example · 1,900 words",
    ],
)
def test_a_first_line_of_name_date_and_length_is_read_and_left_out(line: str) -> None:
    document = read(page(f"<p>{line}</p>{paragraphs()}"))
    assert body_text(document.blocks) == WHOLE
    assert document.byline == ("Rita Example",)


def test_the_wide_picture_below_a_headline_leads_where_none_is_named() -> None:
    picture = (
        "<div class='field'><img src='/files/opera.jpg' width='1090' height='500' alt='Singers between cars'></div>"
    )
    html = page(paragraphs()).replace("</h1>", f"</h1><div>{picture}</div>")
    lead = read(html).lead_image
    assert lead is not None
    assert lead.url == "https://daily-reel.example/files/opera.jpg"
    small = read(html.replace("1090", "90")).lead_image
    assert small is None


def test_the_name_of_a_site_before_a_colon_is_no_part_of_the_headline() -> None:
    title = "Rock Opera Sinks, Band Swims On"
    html = f"<html><head><title>The Harbour Herald: {title}</title></head><body><table><tr><td><font size=5><b>{title}</b></font>"
    html += f"<br><b>By RITA EXAMPLE</b><br>{paragraphs()}</td></tr></table></body></html>"
    document = read(html)
    assert document.title == title
    assert document.byline == ("Rita Example",)
