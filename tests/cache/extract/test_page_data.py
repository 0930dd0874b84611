# ruff: noqa: E501 -- markup and prose read better on one line
"""Articles that a page holds only as data for its scripts, in the forms of several systems."""

from __future__ import annotations

import json
from collections.abc import Sequence
from time import process_time

import pytest

from pullquote.cache.core.article import BlockQuote, Heading, Image, Paragraph, body_text
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
