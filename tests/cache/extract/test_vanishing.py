"""No article vanishes: whatever stands around or within its paragraphs, they are read."""

from __future__ import annotations

import json
import re
from html import escape

import pytest
from tests.cache.extract.pages import PARAGRAPHS, page, paragraphs

from pullquote.cache.core.article import Document, Heading, body_text
from pullquote.cache.core.feed import Entry
from pullquote.cache.extract import is_page_better, read, read_entry


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


def _as_json(value: object) -> str:
    return json.dumps(value).replace("<", "\\u003c")


_PORTABLE_TEXT = [
    {"_type": "block", "style": "normal", "children": [{"_type": "span", "text": text[:40]}, {"text": text[40:]}]}
    for text in PARAGRAPHS
]
_RICH_TEXT = {
    "nodeType": "document",
    "content": [
        {"nodeType": "paragraph", "content": [{"nodeType": "text", "value": text, "marks": []}]} for text in PARAGRAPHS
    ],
}
_ELEMENTS = [{"_id": "P1", "type": "text", "content": text} for text in PARAGRAPHS]
_HTML = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
_DATA = {
    "JSON-LD": (
        '<script type="application/ld+json">'
        + _as_json({"@graph": [{"@type": "Article", "articleBody": "\n".join(PARAGRAPHS)}]})
        + "</script>"
    ),
    "Next.js, HTML": (
        '<script id="__NEXT_DATA__" type="application/json">'
        + _as_json({"props": {"pageProps": {"post": {"title": "Harbour", "body": _HTML}}}})
        + "</script>"
    ),
    "Next.js, Portable Text": (
        '<script id="__NEXT_DATA__" type="application/json">' + _as_json({"p": {"body": _PORTABLE_TEXT}}) + "</script>"
    ),
    "a state that is assigned": f"<script>window.__STATE__ = {_as_json({'article': {'fields': _RICH_TEXT}})};</script>",
    "elements of content": f"<script>F.globalContent={_as_json({'content_elements': _ELEMENTS})};F.x=1</script>",
    "JSON in a string": f"<script>window.S = JSON.parse({_as_json(json.dumps({'story': {'html': _HTML}}))})</script>",
    "a function with the text in it": f"<script>N=(function(a){{return {{x:a,body:{_as_json(_HTML)}}}}}(1))</script>",
    "React, elements": (
        "<script>self.__next_f.push("
        + _as_json(
            [
                1,
                "7:"
                + json.dumps(
                    ["$", "div", None, {"children": [["$", "p", None, {"children": text}] for text in PARAGRAPHS]}]
                ),
            ]
        )
        + ")</script>"
    ),
    "React, a text in two parts": (
        "<script>(self.__next_f=self.__next_f||[]).push([0])</script><script>self.__next_f.push("
        + _as_json([1, f"9:T{len(_HTML):x},{_HTML[:300]}"])
        + ")</script><script>self.__next_f.push("
        + _as_json([1, _HTML[300:] + '0:["$","$L9",null,{}]'])
        + ")</script>"
    ),
    "an attribute": f"<div id=app data-page='{escape(json.dumps({'props': {'text': _HTML}}), quote=True)}'></div>",
}


@pytest.mark.parametrize("data", _DATA.values(), ids=_DATA)
def test_a_text_that_is_only_in_the_data_of_a_page_is_read(data: str) -> None:
    assert not _missing(page('<div id="root"></div>' + data))


@pytest.mark.parametrize("data", _DATA.values(), ids=_DATA)
def test_the_whole_text_in_the_data_wins_over_its_beginning(data: str) -> None:
    assert not _missing(page(f"<p>{PARAGRAPHS[0]}</p>" + data))


@pytest.mark.parametrize("data", _DATA.values(), ids=_DATA)
def test_data_about_another_text_does_not_replace_the_one_shown(data: str) -> None:
    words = "A fair on the quay opens on Friday with rides and a choir, and the town expects some thousand visitors. "
    text = _text(page(f"<p>{words * 4}</p>" + data))
    assert words.strip() in text
    assert PARAGRAPHS[1] not in text


def test_of_several_texts_in_the_data_the_one_beside_the_headline_is_the_article() -> None:
    other = {"title": "Something else", "body": "".join(f"<p>Not this one: {text}</p>" for text in PARAGRAPHS * 3)}
    own = {"title": "Harbour Lights Returns For A Second Season", "body": _HTML}
    data = f"<script type='application/json'>{_as_json({'posts': [other, own, other]})}</script>"
    html = page("<div id=root></div>" + data)
    assert not _missing(html)
    assert "Not this one" not in _text(html)


@pytest.mark.parametrize(
    ("html", "said"),
    [
        (("<h1>We value your privacy</h1><p>We and our 640 partners store and access information on a device.</p>"
         "<button>Accept all</button>"), "cookies"),
        (("<h1>Wir und unsere 90 Partner speichern und verarbeiten Daten</h1><p>Mit Ihrer Zustimmung werden Cookies "
         "auf dem Gerät abgelegt. Diese Wahl gilt für alle Angebote dieses Hauses.</p>"), "cookies"),
        ("<h1>Just a moment...</h1><p>Checking your browser before you reach this site. This takes a few seconds.</p>",
         "refused"),
        ("<h1>Checking your browser</h1><p>This process is automatic and takes a few seconds.</p>", "refused"),
        ("<h1>Ein Haus am Hafen</h1><p>Diesen Artikel gibt es nur für unsere Abonnenten.</p>", "subscribers"),
        ("<h1>Une maison au port</h1><p>La suite de cet article est réservée aux abonnés.</p>", "subscribers"),
    ],
)  # fmt: skip
def test_a_page_whose_headline_is_a_wall_says_so(html: str, said: str) -> None:
    assert said in (_read(f"<html><body>{html}</body></html>").notice or "")


def test_data_that_is_no_prose_is_no_article() -> None:
    data = {"css": ".a{b:c;}" * 200, "keys": ["alpha", "beta", "gamma"] * 90, "path": "/a/b/c.d" * 100}
    document = _read(page(f"<div id=root></div><script type='application/json'>{_as_json(data)}</script>"))
    assert document.blocks == ()


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ('<div id="root"></div><script src="/app.js"></script>', "scripts"),
        ("<noscript>You need to enable JavaScript to run this app.</noscript><div id=app></div>", "scripts"),
        ("<div class=wall><h2>Weiterlesen mit Abo</h2><button>Jetzt abonnieren</button></div>", "subscribers"),
        ("<div><p>Subscribe to continue reading.</p><p>Already a subscriber? Log in.</p></div>", "subscribers"),
        ("<div><p>We value your privacy.</p><p>We and our partners store cookies.</p></div>", "cookies"),
        ("<dialog>Diese Seite verwendet Cookies.</dialog>", "cookies"),
        ("<p>Access denied.</p>", "refused"),
        ("<div></div>", "No text"),
    ],
)
def test_a_page_that_gives_nothing_says_why_in_one_sentence(body: str, said: str) -> None:
    html = f"<!doctype html><html><head><title>Harbour Lights Returns</title></head><body>{body}</body></html>"
    notice = _read(html).notice or ""
    assert said in notice
    assert notice.count(".") == 1


def test_an_article_has_no_notice() -> None:
    extra = "<noscript>Please enable JavaScript.</noscript><div class=cookies>This site uses cookies.</div>"
    assert _read(page(paragraphs() + extra)).notice is None


def test_what_is_no_article_leaves_the_text_of_the_feed() -> None:
    feed = _read(page(f"<p>{PARAGRAPHS[0]}</p>"))
    for body in ("<div id=root></div><script src=a.js></script>", "<p>Subscribe to continue reading.</p>"):
        assert not is_page_better(feed, _read(page(body)))


_OPENING = "The ferry had hardly left the quay when the first of the five films was already the talk of the town again."
_ENDING = "The last of them, which nobody has seen so far, will be shown in the open air in the first week of August."


@pytest.mark.parametrize(
    "opening",
    [
        "<div class='standfirst'><p>{}</p></div>",
        "<p>{}</p>",
        "<section class='article__lead'><div><p>{}</p></div></section><figure><img src=/a.jpg width=900></figure>",
        "<div class='lead-text'>{}</div><div class=byline>By Mara Quist</div><div><a href=/s>Share</a></div>",
    ],
)
@pytest.mark.parametrize("name", ["entry-content", "article-body", "x"])
def test_an_opening_in_a_container_of_its_own_is_kept(opening: str, name: str) -> None:
    html = f"<html><body><main><article><h1>Five Films</h1>{opening.format(_OPENING)}<div class='{name}'>{paragraphs()}"
    html += "</div></article></main><footer><p>Copyright The Daily Reel.</p></footer></body></html>"
    assert not _missing(html)
    article = _read(html)
    assert (article.dek or body_text(article.blocks)).startswith(_OPENING)


@pytest.mark.parametrize(
    "ending",
    [
        "<div class='closing'><p>{}</p></div>",
        "<div id=slot></div><figure><img src=/a.jpg width=900></figure><section><p>{}</p></section>",
        "<p>{}</p><div class=related><h3>More films</h3><p><a href=/b>Another film shot on a ferry</a></p></div>",
    ],
)
def test_an_ending_in_a_container_of_its_own_is_kept(ending: str) -> None:
    html = f"<html><body><main><article><h1>Five Films</h1><div class='entry-content'>{paragraphs()}</div>"
    html += f"{ending.format(_ENDING)}</article></main></body></html>"
    assert not _missing(html)
    assert _ENDING in _text(html)


def test_what_an_article_is_followed_by_is_not_its_ending() -> None:
    html = f"<html><body><main><article><h1>Five Films</h1><div class='entry-content'>{paragraphs()}</div>"
    html += f"<div><h3>Also here</h3></div><div><p>{_ENDING}</p></div></article></main></body></html>"
    assert not _missing(html)
    assert _ENDING not in _text(html)


def test_words_about_the_author_are_not_the_ending() -> None:
    bio = "Mara writes about harbours and films, and has lived on a ferry for eleven years with her two dogs."
    html = "<html><head><meta name=author content='Mara Quist'></head><body><main><article><h1>Five Films</h1>"
    html += f"<div class='entry-content'>{paragraphs()}</div><div><p>{bio}</p></div></article></main></body></html>"
    assert not _missing(html)
    assert bio not in _text(html)


def test_an_opening_that_the_page_declares_as_its_dek_is_shown_once() -> None:
    html = f"<html><head><meta name=description content='{_OPENING}'></head><body><article><h1>Five Films</h1>"
    html += f"<p>{_OPENING}</p><div class='entry-content'>{paragraphs()}</div></article></body></html>"
    document = _read(html)
    assert [document.dek, body_text(document.blocks)[: len(_OPENING)]].count(_OPENING) == 1


def test_the_opening_of_a_list_is_kept() -> None:
    items = "".join(f"<div class=item><h2>Number {n}</h2><p>{text}</p></div>" for n, text in enumerate(PARAGRAPHS * 2))
    html = (
        f"<html><body><article><h1>Five Films</h1><div class=text><p>{_OPENING}</p></div><div class=items>{items}</div>"
    )
    assert _text(html + "</article></body></html>").startswith(_OPENING)


@pytest.mark.parametrize("tag", ["aside", "footer", "nav", "form"])
def test_an_article_in_an_element_meant_for_something_else_is_read(tag: str) -> None:
    html = f"<html><body><h1>Five Films</h1><{tag}><div>{paragraphs()}</div></{tag}></body></html>"
    assert not _missing(html)


_EACH = {
    "a paragraph called print": "<p class='print'>{}</p>",
    "a caption": "<p class='caption-text'>{}</p>",
    "a byline": "<div class='author-text date'><p>{}</p></div>",
    "a list of newsletters": "<ul><li class='newsletter'>{}</li></ul>",
    "hidden until a script runs": "<div style='display:none'><p>{}</p></div>",
    "an element of its own": "<x-p><span>{}</span></x-p>",
    "a shadow root": "<x-p><template shadowrootmode=open><p>{}</p></template></x-p>",
    "words between breaks": "<span class=ad>{}</span><br><br>",
    "a heading": "<h3>{} And so on, for as long as there is a harbour to tell of.</h3>",
    "a table": "<table><tr><td class=sponsor>{}</td></tr></table>",
    "a button": "<button><p>{}</p></button>",
    "a link": "<p><a href='/elsewhere'>{}</a></p>",
    "an aside": "<aside><p>{}</p></aside>",
    "a footer": "<footer>{}</footer>",
}


@pytest.mark.parametrize("markup", _EACH.values(), ids=_EACH)
def test_paragraphs_are_read_whatever_each_is_set_in(markup: str) -> None:
    assert not _missing(page("".join(markup.format(text) for text in PARAGRAPHS)))


_AROUND = {
    "a page for those without scripts": "<div id=root></div><noscript><div>{}</div></noscript>",
    "a template of a script": "<div id=root></div><script type='text/template'>{}</script>",
    "a dialog": "<dialog open><div>{}</div></dialog>",
    "something to be opened": "<details><summary>More</summary>{}</details>",
    "a box that is hidden": "<div hidden id='S:0'>{}</div>",
    "a table for layout": "<table><tr><td class=sponsor>{}</td></tr></table>",
}


@pytest.mark.parametrize("markup", _AROUND.values(), ids=_AROUND)
def test_an_article_is_read_whatever_is_around_it(markup: str) -> None:
    assert not _missing(page(markup.format(paragraphs())))


@pytest.mark.parametrize("name", ["subscription-story", "popular", "print", "ad-text", "topics"])
def test_one_paragraph_in_a_box_of_furniture_is_known_by_its_sentences(name: str) -> None:
    parts = [f"<p>{text}</p>" for text in PARAGRAPHS]
    parts[2] = f"<div class='{name}'>{parts[2]}</div>"
    assert not _missing(page("".join(parts)))


def test_an_entry_of_a_feed_keeps_its_text_in_boxes_buttons_and_figures() -> None:
    content = f"<button class=tip>Harbour</button> was the first of five. {PARAGRAPHS[4]}"
    content = f"<p>{content}</p>" + "".join(
        f'<div class="{name}"><figure><p>{text}</p></figure></div>'
        for name, text in zip(("print", "newsletter", "tags", "ad"), PARAGRAPHS, strict=False)
    )
    entry = Entry(key="1", link="https://reel.example/1", title="Five Films", content=content)
    text = body_text(read_entry(entry, outlet="The Daily Reel").blocks)
    assert [paragraph for paragraph in PARAGRAPHS if paragraph not in text] == []
    assert "Harbour was the first" in text


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("<p><a href='/x'><strong>{}</strong></a></p>", "{}"),
        ("<p><nobr>{}</nobr></p>", "{}"),
        ("</p>{}<br><br>", "{}"),
    ],
)
def test_a_paragraph_is_read_whatever_it_is_written_in(written: str, read_as: str) -> None:
    sentence = "The second night of the ferry festival begins with a parade that the town has planned since the spring."
    html = page(f"<p>{PARAGRAPHS[0]}</p>{written.format(sentence)}{paragraphs()}")
    assert read_as.format(sentence) in _text(html)


def test_text_right_in_the_element_that_holds_the_paragraphs_is_one() -> None:
    font = "<font face=Arial>" + "<p>".join(PARAGRAPHS) + "</font>"
    assert not _missing(f"<html><body><center><b>Night Ferry</b></center>{font}</body></html>")


@pytest.mark.parametrize(
    "beside",
    [
        "<span class='tip'>{}<span role='tooltip'>zqx</span></span>",
        "{}<label><input type='radio'>zqx</label>",
    ],
)
def test_what_is_shown_at_words_is_none_of_the_text(beside: str) -> None:
    word = PARAGRAPHS[1].split()[3]
    html = page("".join(f"<p>{one}</p>" for one in PARAGRAPHS).replace(word, beside.format(word)))
    assert not _missing(html)
    assert "zqx" not in _text(html)


def test_a_picture_of_a_letter_or_of_a_sign_is_read_as_that() -> None:
    first = PARAGRAPHS[0]
    cap = f"<p><img class='cap' alt='{first[0]}' src='/t.png'>{first[1:]}</p>"
    sign = "<p>They laughed at it for a whole long week by the sea <img class='emoji' alt='😀' src='/1.svg'></p>"
    text = _text(page(cap + sign + paragraphs()))
    assert text.startswith(first)
    assert "by the sea 😀" in text
