# ruff: noqa: E501 -- markup reads better on one line
"""Items of a round-up keep the headings that link to where they are from; pointers to other stories stay out."""

from __future__ import annotations

import pytest

from pullquote.cache.core.article import Document, Heading, body_text
from pullquote.cache.core.feed import Entry
from pullquote.cache.extract import read_entry, read_page

from .pages import PARAGRAPHS, page, paragraphs

URL = "https://daily-reel.example/tv/week"
TITLES = (
    "The harbour films again in spring",
    "Kim Vale signs on",
    "A ferry of its own for the crew",
    "Nine counts its viewers once more",
    "Rain",
)
INTRO = (
    "<p>Even while the cameras rest, this is what the harbour talked about in the long and quiet week behind us.</p>"
)


def headings(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Heading)]


@pytest.mark.parametrize("intro", ["", INTRO])
@pytest.mark.parametrize(
    "item",
    [
        "<article><a href='https://wire.example/{n}'><h3>{title}</h3></a><div>{text}</div></article>",
        "<div class='item'><h2><a href='https://wire.example/{n}'>{title}</a></h2><p>{text}</p></div>",
        "<section><a href='https://wire.example/{n}'><img src='/i/{n}.jpg'><h3>{title}</h3></a><p>{text}</p></section>",
        "<div class='story'><h4><a href='https://wire.example/{n}'>{title}</a></h4><div class='when'>Oct. {n}</div><div><p>{text}</p></div></div>",
        "<h2><a href='https://wire.example/{n}'>{title}</a></h2><p>{text}</p>",
        "<a href='https://wire.example/{n}'><h3>{title}</h3></a><p>{text}</p>",
        "<div><h3><a href='https://wire.example/{n}'>{title}</a></h3></div><p>{text}</p>",
    ],
)
def test_linked_headings_of_items_stay_with_their_links(item: str, intro: str) -> None:
    items = "".join(
        item.format(n=n, title=title, text=text) for n, (title, text) in enumerate(zip(TITLES, PARAGRAPHS, strict=True))
    )
    document = read_page(page(intro + items, title="What the harbour talked about"), url=URL)
    assert headings(document) == list(TITLES)
    assert all(text in body_text(document.blocks) for text in PARAGRAPHS)
    links = [
        span.href
        for block in document.blocks
        if isinstance(block, Heading)
        for span in block.spans
        if span.kind == "link"
    ]
    assert links == [f"https://wire.example/{n}" for n in range(5)]
    assert not document.related


@pytest.mark.parametrize("number", ["{n}. ", "{n}) ", "#{n} ", "No. {n}: ", "<span><b>{n}.</b></span> "])
@pytest.mark.parametrize("is_down", [False, True])
def test_numbered_headings_stay_however_much_of_them_is_a_link(number: str, is_down: bool) -> None:
    counted = [6 - n if is_down else n for n in range(1, 6)]
    items = "".join(
        f"<h3>{number.format(n=n)}<a href='https://wire.example/{n}'>{title}</a></h3><p>{text}</p><p>Until: May {n}.</p>"
        f"<p>{text[:-1]}, it is said on the quay.</p><p>{text[:-1]}, it is said at sea.</p>"
        for n, title, text in zip(counted, TITLES, PARAGRAPHS, strict=True)
    )
    document = read_page(page(INTRO + items, title="What the harbour talked about"), url=URL)
    assert [text.split(" ", 1 + ("No" in number))[-1] for text in headings(document)] == list(TITLES)
    assert not document.related


def test_numbered_pointers_to_other_stories_are_no_items() -> None:
    pointers = "".join(
        f"<h4>{n}. <a href='/tv/other-{n}'>Another long story of the coast {n}</a></h4>" for n in (1, 2, 3)
    )
    document = read_page(page(paragraphs(f"<div class='most-read'>{pointers}</div>", at=3)), url=URL)
    assert headings(document) == []


@pytest.mark.parametrize(
    "pointer",
    [
        "<a href='/tv/other-{n}'><h3>Another long story of the coast {n}</h3></a>",
        "<h3><a href='/tv/other-{n}'>Another long story of the coast {n}</a></h3>",
        "<div class='card'><a href='/tv/other-{n}'><img src='/i/{n}.jpg'><h4>Another long story of the coast {n}</h4></a></div>",
    ],
)
def test_pointers_between_paragraphs_are_no_items(pointer: str) -> None:
    text = [f"<p>{paragraph}</p><p>{paragraph[:-1]} too.</p><p>{paragraph[:-1]} again.</p>" for paragraph in PARAGRAPHS]
    body = "".join(part + (pointer.format(n=n) if n in (1, 2, 3) else "") for n, part in enumerate(text))
    document = read_page(page(body), url=URL)
    assert headings(document) == []


def test_teasers_under_the_text_are_no_items() -> None:
    teaser = "<div class='t'><h3><a href='/tv/{n}'>Another story of the coast {n}</a></h3><p>In which somebody is said to have seen the ferry leave too early again.</p></div>"
    document = read_page(page(paragraphs(*(teaser.format(n=n) for n in range(3)), at=5)), url=URL)
    assert headings(document) == []


@pytest.mark.parametrize("title", [TITLES[1], "A week at the harbour"])
def test_in_an_entry_one_linked_heading_over_a_text_is_its_own(title: str):
    story = f"<h2><a href='https://wire.example/1'>{TITLES[0]}</a></h2><p>{PARAGRAPHS[1]}</p>"
    document = read_entry(Entry(key="1", title=title, content=f"{INTRO}{story}{paragraphs()}"), outlet=None)
    assert headings(document) == [TITLES[0]]
    assert document.related == ()


def test_an_entry_does_not_begin_with_its_own_title_again():
    story = f"<h2><a href='https://wire.example/1'>{TITLES[0]}</a></h2><p>{PARAGRAPHS[1]}</p>"
    document = read_entry(Entry(key="1", title=TITLES[0], content=story + INTRO), outlet=None)
    assert headings(document) == []
    again = read_entry(Entry(key="1", title=TITLES[0], content=INTRO + story), outlet=None)
    assert headings(again) == [TITLES[0]]


def test_an_entry_keeps_all_items_of_a_list_that_is_not_only_links():
    items = "<ul><li><a href='/1'>A history of salted popcorn</a>, by Kim Vale</li><li><a href='/2'>Who owns the harbour now</a></li></ul>"
    text = body_text(read_entry(Entry(key="1", title="x", content=INTRO + items + INTRO), outlet=None).blocks)
    assert "popcorn" in text
    assert "Who owns" in text


def test_an_entry_loses_the_lines_that_only_say_who_and_when():
    content = f"<p>By Kim Vale</p><p>March 2, 2026</p>{paragraphs()}"
    document = read_entry(Entry(key="1", title="x", content=content), outlet=None)
    assert document.byline == ("Kim Vale",)
    assert document.published is not None
    assert "2026" not in body_text(document.blocks)
