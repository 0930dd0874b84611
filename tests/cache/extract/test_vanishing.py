"""No article vanishes: whatever stands around or within its paragraphs, they are read."""

from __future__ import annotations

import re

import pytest
from tests.cache.extract.pages import PARAGRAPHS, page, paragraphs

from pullquote.cache.core.article import Document, Heading, body_text
from pullquote.cache.extract import read


def _read(html: str) -> Document:
    return read(html.encode(), url="https://reel.example/tv/harbour-lights")


def _text(html: str) -> str:
    return body_text(_read(html).blocks)


def _missing(html: str) -> list[str]:
    """Return the paragraphs of the article that are not in what was read."""
    text = _text(html)
    return [paragraph for paragraph in PARAGRAPHS if paragraph not in text]


_FALSE_TAGS = {
    "a loop in a script": "<script>" + "".join(f"if(a<b{n}){{}}" for n in range(400)) + "</script>",
    "markup in a script": "<script>var t='" + "<div><ul><li>x" * 200 + "';</script>",
    "a script within another's comment": "<script><!--\n" + "w('<b>');" * 300 + "\n//--></script>",
    "markup in JSON": '<script type="application/json">["' + "<div><b>x" * 200 + '"]</script>',
    "a style": "<style>" + "a::after{content:'<a'}" * 300 + "</style>",
    "a comment": "<!-- " + "<div><table>" * 200 + " -->",
    "an attribute": "".join(f"<i data-html=\"<div class='c{n}'><b>\"></i>" for n in range(200)),
    "an attribute with a sign": "<i title='a > b <div> <div>'></i>" * 200,
    "a text area": "<textarea>" + "<iframe><div>" * 200 + "</textarea>",
}


@pytest.mark.parametrize("source", _FALSE_TAGS.values(), ids=_FALSE_TAGS)
@pytest.mark.parametrize("place", ["head", "before", "within"])
def test_what_only_looks_like_a_tag_is_no_nesting(source: str, place: str) -> None:
    if place == "within":
        html = page(paragraphs(source))
    elif place == "before":
        html = page(source + paragraphs())
    else:
        html = page(paragraphs(), head=source)
    assert not _missing(html)


def test_structured_data_with_markup_in_it_is_still_read() -> None:
    data = '{"@type": "NewsArticle", "author": {"name": "Mara Quist"}, "about": "' + "<div><b>x" * 200 + '"}'
    assert _read(page(paragraphs(), head=f'<script type="application/ld+json">{data}</script>')).byline == (
        "Mara Quist",
    )


def test_tags_that_do_nest_too_deeply_leave_their_text() -> None:
    assert not _missing(page("<div>" * 400 + paragraphs()))


@pytest.mark.parametrize("sign", ["&shy;", "&#173;", "\u00ad", "&#x200b;", "\u2060", "\ufeff"])
def test_signs_that_break_words_into_syllables_are_no_letters(sign: str) -> None:
    cut = [" ".join(word[:2] + sign + word[2:] for word in text.split()) for text in PARAGRAPHS]
    assert not _missing(page("".join(f"<p>{text}</p>" for text in cut)))


def test_a_headline_has_no_soft_hyphens() -> None:
    assert _read(page(paragraphs(), title="Harbour Lights Re&shy;turns To Tele&shy;vision")).title == (
        "Harbour Lights Returns To Television"
    )


@pytest.mark.parametrize(
    "text",
    [
        "نویسنده‌ی این مجموعه می‌گوید که شهر، بندر و آدم‌هایش در فصلِ تازه به شخصیت‌های اصلی تبدیل می‌شوند",
        "नए सीज़न में बंदरगाह की कहानी वहीं से शुरू होती है क्‍योंकि शहर बदल गया है और सभी पात्र लौटते हैं।",
    ],
    ids=["Persian", "Hindi"],
)
def test_joiners_stay_where_a_script_needs_them(text: str) -> None:
    html = f"<html><body><article><h1>{text[:20]}</h1>" + f"<p>{text} {text}</p><p>{text}</p></article></body></html>"
    assert text in _text(html)


@pytest.mark.parametrize(
    "root",
    [
        '<div><template shadowrootmode="open">{}</template></div>',
        '<story-body><template shadowroot="closed"><slot name="top"></slot>{}</template></story-body>',
        (
            "<a-page><template id=a ShadowRootMode=open><b-a><template shadowrootmode='open'>{}</template></b-a>"
            "</template></a-page>"
        ),
    ],
    ids=["plain", "old name", "one in another"],
)
def test_a_declarative_shadow_root_is_read(root: str) -> None:
    assert not _missing(page(root.format(paragraphs())))


def test_a_template_that_no_browser_shows_is_not_read() -> None:
    hidden = (
        "<template><p>{{ name }} is a row that a script fills in when the list of the others is there.</p></template>"
    )
    root = f'<div><template shadowrootmode="open">{hidden}{paragraphs()}</template></div>'
    assert not _missing(page(root))
    assert "{{ name }}" not in _text(page(root + hidden))


_PICTURE = '<img src="/i/pier.jpg" alt="The pier" width="800" height="500">'


@pytest.mark.parametrize(
    "body",
    [
        f"<figure class='text'><section>{_PICTURE}{paragraphs()}</section></figure>",
        "".join(f"<figure><p>{text}</p></figure>" for text in PARAGRAPHS),
        (
            f"<figure><div>{paragraphs(f'<figure>{_PICTURE}<figcaption>The pier at noon</figcaption></figure>')}</div>"
            "<figcaption>All pictures by the crew of the ferry.</figcaption></figure>"
        ),
    ],
    ids=["a picture and the text", "one for each paragraph", "around another figure"],
)
def test_a_figure_around_paragraphs_is_a_container(body: str) -> None:
    assert not _missing(page(body))


def test_a_long_caption_is_no_paragraph() -> None:
    words = "The pier on which the whole second season was shot, with the house of the ferryman on the left side of it."
    html = page(paragraphs(f"<figure>{_PICTURE}<p>{words}</p></figure>"))
    assert not _missing(html)
    assert words not in _text(html)


@pytest.mark.parametrize(
    "sentence",
    [
        "The tide that <button type=button>Low Water</button> is named after comes twice a day, and the crew knew it.",
        "<button>Low Water</button>, the last film of the five, was shot in nine days by a crew of eleven people.",
        "Of all five films the crew liked only one from the first day, and it was <em><button>Low Water</button></em>",
        "水の低い町を描く<button>ドラマ</button>は来週の日曜日に放送される予定で、撮影は港で行われたと監督は話している。",
    ],
)
def test_a_button_in_a_sentence_is_a_word_of_it(sentence: str) -> None:
    plain = re.sub("<[^>]*>", "", sentence)
    assert plain in _text(page(paragraphs(f"<p>{sentence}</p>")))


@pytest.mark.parametrize(
    "button",
    [
        "<p>The film was shot in nine days. <button>Read the full story</button></p>",
        "<div><button>Share</button> <button>Save this for later</button></div>",
        "<h2>The five films <button>Copy link</button></h2><p>They were shot in nine days by the whole crew.</p>",
        "<button aria-controls=m>Show more</button><div id=m><p>They were shot in nine days by the crew.</p></div>",
    ],
)
def test_a_button_that_does_something_is_no_text(button: str) -> None:
    text = _text(page(paragraphs(button)))
    assert not {"Read the full story", "Save this for later", "Copy link", "Show more"} & set(text.split("\n"))
    assert "shot in nine days. Read" not in text
    assert "films Copy" not in text


@pytest.mark.parametrize(
    "question",
    [
        "<h2><button aria-controls=p>Who plays the ferryman?</button></h2><div id=p hidden><p>{}</p></div>",
        "<button class=accordion>Who plays the ferryman?</button><div class=panel><p>{}</p></div>",
        (
            "<div><button aria-controls='x y'>Who plays the ferryman?</button></div>"
            "<div id='x y' style='display: none'><p>{}</p></div>"
        ),
    ],
)
def test_a_question_on_a_button_is_a_heading_over_its_answer(question: str) -> None:
    answer = "Nobody has been named so far, but the makers say that he will be somebody from the town itself."
    blocks = _read(page(paragraphs(question.format(answer)))).blocks
    place = next(at for at, block in enumerate(blocks) if getattr(block, "text", "") == answer)
    heading = blocks[place - 1]
    assert isinstance(heading, Heading)
    assert heading.text == "Who plays the ferryman?"


def test_an_article_on_a_button_left_open_is_read() -> None:
    assert not _missing(page(f"<button class='card'><div>{paragraphs()}</div></button>"))


@pytest.mark.parametrize(
    "names",
    [
        ["article-tags"],
        ["share", "share last"],
        ["ad-text", "gpt"],
        ["popular-science", "trending"],
        ["newsletter", "newsletter-block"],
        ["subscription-text"],
        ["author-desc"],
        ["shop", "commerce", "sponsored"],
        ["related-story-text"],
        ["topics"],
    ],
)
def test_boxes_around_each_paragraph_are_the_article_whatever_they_are_called(names: list[str]) -> None:
    boxes = "".join(
        f'<div class="{names[number % len(names)]}" id="p-{number}"><p>{text}</p></div>'
        for number, text in enumerate(PARAGRAPHS)
    )
    assert not _missing(page(boxes))


@pytest.mark.parametrize(
    "box",
    [
        '<div class="newsletter"><p>Our best stories of the harbour, each morning in your mailbox.</p></div>',
        '<div class="related"><a href="/a"><p>The ferry has a new captain, and he was on board before</p></a></div>',
        '<div class="share"><p>Send it to a friend of the harbour</p></div>',
    ],
)
def test_one_box_of_furniture_is_still_left_out(box: str) -> None:
    html = page(paragraphs(box))
    assert not _missing(html)
    assert not re.search("Our best stories|new captain|Send it", _text(html))
