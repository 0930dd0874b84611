# ruff: noqa: E501 -- markup and prose read better on one line
"""Articles that a page holds only as data for its scripts, in the forms of several systems."""

from __future__ import annotations

import json
from collections.abc import Sequence
from time import process_time

import pytest

from pullquote.cache.core.article import BlockQuote, Heading, Image, ListBlock, Paragraph, body_text
from pullquote.cache.extract import read_page

from .pages import PARAGRAPHS

URL = "https://daily-reel.example/tv/harbour-lights"
TITLE = "Harbour Lights Returns For A Second Season"
MARKUP = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
WHOLE = "\n\n".join(PARAGRAPHS)


def shell(*scripts: str) -> str:
    head = f"<title>{TITLE} | The Daily Reel</title><meta property='og:title' content='{TITLE}'>"
    return f"<html lang='en'><head>{head}</head><body><div id='app'><nav>The Daily Reel</nav></div>{''.join(scripts)}</body></html>"


def pushed(*texts: str) -> str:
    return "".join(f"<script>self.__next_f.push([1,{json.dumps(text)}])</script>" for text in texts)


@pytest.mark.parametrize("cut", [0, 1, 700])
def test_a_text_row_of_a_stream_may_be_pushed_apart_from_its_length(cut: int) -> None:
    row = f"1a:T{len(MARKUP.encode()):x},"
    parts = (row, MARKUP) if cut == 0 else (row + MARKUP[:cut], MARKUP[cut:])
    page = shell(pushed(*parts, '1b:["$","$L20",null,{"post":{"contentHtml":"$1a"}}]\n'))
    assert body_text(read_page(page, url=URL).blocks) == WHOLE


def flat(texts: Sequence[str]) -> list[object]:
    """Return an article as devalue writes it: a list of values that name each other by their places in it."""
    first = 8
    parts = list(range(first, first + len(texts)))
    values: list[object] = [["ShallowReactive", 1], {"data": 2, "state": 3}, ["Reactive", 4], ["Set"], {"key": 5}]
    values += [{"title": 6, "body": 7, "self": 5}, TITLE, parts]
    kind = first + len(texts)
    values += [{"type": kind, "text": kind + 1 + number} for number in range(len(texts))]
    return [*values, "paragraph", *texts]


@pytest.mark.parametrize("texts", [PARAGRAPHS, (*PARAGRAPHS[:2], "“No,” she said.", *PARAGRAPHS[2:])])
def test_values_that_refer_to_each_other_by_their_places_are_put_together(texts: Sequence[str]) -> None:
    page = shell(f'<script type="application/json" id="__NUXT_DATA__">{json.dumps(flat(texts))}</script>')
    assert body_text(read_page(page, url=URL).blocks) == "\n\n".join(texts)


def test_places_that_lead_nowhere_or_in_a_circle_are_passed_over() -> None:
    values = [{"a": 1, "b": 99, "c": -1}, {"up": 0, "list": 2}, [2, 0, 99], *PARAGRAPHS]
    assert read_page(shell(f'<script type="application/json">{json.dumps(values)}</script>'), url=URL).title
    deep = [{"a": 1}, *({"a": place + 2} for place in range(3_000)), *PARAGRAPHS]
    assert read_page(shell(f'<script type="application/json">{json.dumps(deep)}</script>'), url=URL).title


@pytest.mark.parametrize("name", ["{}Block", "{}", "core/{}", "article_{}_block"])
def test_members_of_a_list_are_what_they_call_themselves(name: str) -> None:
    body = [
        {"__typename": name.format("Paragraph"), "html": f"<p>{PARAGRAPHS[0]}</p>"},
        {"__typename": name.format("Heading"), "text": "The harbour"},
        {"__typename": name.format("Paragraph"), "html": f"<p>{PARAGRAPHS[1]}</p>"},
        {"__typename": name.format("Image"), "image": {"url": "https://i.example/quay.jpg"}, "caption": "The quay."},
        {"__typename": name.format("Quote"), "text": "We had eleven minutes of light."},
        {"__typename": name.format("Paragraph"), "html": f"<p>{PARAGRAPHS[2]}</p>"},
    ]
    data = {"props": {"pageProps": {"article": {"headline": TITLE, "body": body}}}}
    blocks = read_page(
        shell(f'<script id="__NEXT_DATA__" type="application/json">{json.dumps(data)}</script>'), url=URL
    ).blocks
    assert [type(block) for block in blocks] == [Paragraph, Heading, Paragraph, Image, BlockQuote, Paragraph]
    assert [block.caption for block in blocks if isinstance(block, Image)] == ["The quay."]


def test_a_few_values_that_name_each_other_again_and_again_are_not_all_put_together() -> None:
    values: list[object] = [{"title": 1, "body": 2}, TITLE]
    values += [[place + 3] * 50 for place in range(2, 40)]
    page = shell(f'<script type="application/json">{json.dumps([*values, *PARAGRAPHS])}</script>')
    began = process_time()
    read_page(page, url=URL)
    assert process_time() - began < 20


def called(state: str, given: str, names: str = "a,b,c,d", before: str = "") -> str:
    return shell(f"<script>window.__NUXT__=(function({names}){{{before}return {state}}}({given}));</script>")


def script_text(text: str) -> str:
    return json.dumps(text).replace("/", "\\u002F").replace("<", "\\u003C")


def test_a_state_that_a_function_returns_tells_of_its_article() -> None:
    article = f"{{id:4121,title:{script_text(TITLE)},published_at:c,author:{{name:d,bio:a}},premium:b,body:{script_text(MARKUP)},'tags':[\"sea\",void 0,,-1.5e3,!0]}}"
    state = f'{{layout:"default",data:[{{article:{article},seen:new Date(0)}}],error:a,made:Array(3),state:{{on:!1}}}}'
    document = read_page(
        called(state, 'null,false,"2026-03-22T08:00:00+00:00","Rita Example"', before="d.x=1;"), url=URL
    )
    assert body_text(document.blocks) == WHOLE
    assert document.byline == ("Rita Example",)
    assert document.published is not None
    assert document.published.date().isoformat() == "2026-03-22"


def test_the_text_itself_may_be_handed_over_to_the_function() -> None:
    state = f"{{article:{{title:{script_text(TITLE)},body:a,author:b}}}}"
    document = read_page(called(state, f"{script_text(MARKUP)},{script_text('Rita Example')}"), url=URL)
    assert body_text(document.blocks) == WHOLE
    assert document.byline == ("Rita Example",)


@pytest.mark.parametrize(
    ("state", "given"),
    [
        ("{a:" * 20_000 + "1" + "}" * 20_000, "1"),
        ("[" * 200_000, ""),
        ('{a:"' + "x\\" * 100_000, ""),
        ("{x:[" + "a," * 100_000 + "a]}", script_text(MARKUP)),
        ("{x:[" + "a," * 100_000 + "a]}", f"[{script_text(MARKUP)},a]"),
        ("{" + "k:a(" * 50_000, "1"),
        ("{" + "k:/*" * 50_000, "1"),
    ],
)
def test_a_state_that_is_none_or_says_one_thing_very_often_takes_no_long_time(state: str, given: str) -> None:
    start = process_time()
    read_page(called(state, given), url=URL)
    assert process_time() - start < 10


def test_a_document_of_parts_says_who_wrote_it_when_and_its_picture() -> None:
    parts: list[object] = [{"type": "text", "content": text} for text in PARAGRAPHS]
    parts.insert(2, {"type": "interstitial_link", "content": "Where to park at the harbour", "url": "/park"})
    parts.append({"type": "list", "items": [{"type": "text", "content": f"Rule {n}: no umbrellas."} for n in (1, 2)]})
    state = {
        "headlines": {"basic": TITLE},
        "display_date": "2026-06-02T16:00:00Z",
        "credits": {"by": [{"type": "author", "name": "Rita Example"}]},
        "promo_items": {"basic": {"type": "image", "url": "https://img.example/tent.jpg"}},
        "content_elements": parts,
    }
    script = (
        f"<script>window.Fusion=window.Fusion||{{}};Fusion.globalContent={json.dumps(state)};Fusion.x={{}}</script>"
    )
    document = read_page(shell(script), url=URL)
    assert body_text(document.blocks).startswith(WHOLE)
    assert "Where to park" not in body_text(document.blocks)
    listed = next(block for block in document.blocks if isinstance(block, ListBlock))
    assert [item.text for item in listed.items] == ["Rule 1: no umbrellas.", "Rule 2: no umbrellas."]
    assert document.byline == ("Rita Example",)
    assert document.published is not None
    assert document.lead_image is not None
    assert document.lead_image.url == "https://img.example/tent.jpg"
