"""Lists keep the numbers a page gives them and stay within one another, from the page to every export and back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pullquote.cache.annotate import annotate
from pullquote.cache.core.article import Article, Document, Item, ListBlock, Paragraph, Span, make_article
from pullquote.cache.export import TextStyle, write_article
from pullquote.cache.extract import read, read_page, read_text
from pullquote.cache.extract.html.inline import RichText
from pullquote.cache.extract.html.lists import DEEPEST, MOST, list_of

from .pages import page, paragraphs

REVERSED = (
    "<ol reversed start=30><li>Tin Kings, with the best storm<li>Low Water, a film about a gate<li>Night Ferry</ol>"
)
WITHIN = (
    "<ul><li>Best film<ul><li>Low Water (winner)</li><li class='sr-only'>not shown</li><li>Tin Kings</li></ul></li>"
    "<li>Best director <div><ol><li>Ada Quill<ul><li>for Night Ferry</ul></li><li>Nora Vance</li></ol></div></li></ul>"
)


def list_in(markup: str) -> ListBlock:
    document = read_page(page(paragraphs(markup)))
    (found,) = [block for block in document.blocks if isinstance(block, ListBlock)]
    return found


def public(document: Document) -> Article:
    return make_article(document, annotate(document), fetched=None, rules=0)


def article_of(*items: Item, ordered: bool = False) -> Article:
    blocks = (Paragraph("Before."), ListBlock(items, ordered), Paragraph("After."))
    return public(Document(title="Lists", blocks=blocks))


@pytest.mark.parametrize(
    ("markup", "numbers"),
    [
        ("<ol><li>a one<li>a two</ol>", (1, 2)),
        ("<ol start=5><li>a one<li>a two</ol>", (5, 6)),
        ("<ol reversed><li>a one<li>a two<li>a three</ol>", (3, 2, 1)),
        (REVERSED, (30, 29, 28)),
        ("<ol><li value=7>a one<li>a two<li value='3'>a three</ol>", (7, 8, 3)),
        ("<ol start='-1'><li value='x'>a one<li value='99999999999999999999'>a two</ol>", (1, 2)),
        ("<ul start=5><li>a one<li>a two</ul>", (None, None)),
    ],
)
def test_the_numbers_of_a_page_are_kept(markup: str, numbers: tuple[int | None, ...]) -> None:
    assert list_in(markup).numbers == numbers


def test_a_list_within_an_entry_is_no_part_of_its_text() -> None:
    found = list_in(WITHIN)
    assert [(item.level, number, item.text) for item, number in zip(found.items, found.numbers, strict=True)] == [
        (0, None, "Best film"),
        (1, None, "Low Water (winner)"),
        (1, None, "Tin Kings"),
        (0, None, "Best director"),
        (1, 1, "Ada Quill"),
        (2, None, "for Night Ferry"),
        (1, 2, "Nora Vance"),
    ]


def test_lists_without_end_within_one_another_are_read() -> None:
    depth = 60
    found = list_in("<ul><li>an entry" * depth + "</li></ul>" * depth)
    assert [item.level for item in found.items] == [min(level, DEEPEST) for level in range(depth)]


def test_plain_text_and_markdown_show_and_read_levels_and_numbers() -> None:
    document = read_page(page(paragraphs(WITHIN, REVERSED)))
    article = public(document)
    text = write_article(article, "text", TextStyle())
    assert "\n- Best film\n    - Low Water (winner)\n    - Tin Kings\n- Best director\n    1. Ada Quill\n" in text
    assert "\n30. Tin Kings, with the best storm\n29. Low Water, a film about a gate\n28. Night Ferry\n" in text
    markdown = write_article(article, "md", TextStyle())
    assert "\n- Best director\n  1. Ada Quill\n     - for Night Ferry\n  2. Nora Vance\n" in markdown
    written = [block for block in document.blocks if isinstance(block, ListBlock)]
    for form in (text, markdown.replace("schema: 1", "kind: saved")):
        assert [block for block in read_text(form).blocks if isinstance(block, ListBlock)] == written


def test_numbers_that_are_all_one_count_on_in_a_text() -> None:
    assert list_of((RichText(word), 0, 1) for word in "abc") == ListBlock((Item("a"), Item("b"), Item("c")), True)
    assert list_of([(RichText(""), 0, 1)]) is None


@given(
    st.lists(st.tuples(st.integers(0, DEEPEST), st.none() | st.integers(0, MOST)), min_size=1, max_size=12),
    st.booleans(),
)
def test_any_list_is_read_back_from_any_export(places: list[tuple[int, int | None]], ordered: bool) -> None:
    deepest = -1
    items = []
    for level, number in places:
        deepest = min(level, deepest + 1)
        items.append(Item(f"entry {len(items)}", (), deepest, number if ordered or deepest else None))
    article = article_of(*items, ordered=ordered)
    meant = ListBlock(tuple(items), ordered)
    for form in ("md", "html", "json"):
        (found,) = [
            block
            for block in read(write_article(article, form, TextStyle()).encode()).blocks
            if isinstance(block, ListBlock)
        ]
        assert [item.level for item in found.items] == [item.level for item in items]
        assert found.numbers == meant.numbers


GRIP, DOLLY = "Who looks after the cameras’ supports.", "A cart on rails that carries a camera."
DEFINED = ListBlock(
    (
        Item("Grip", (Span(0, 4, "strong"),)),
        Item(GRIP, (), 1),
        Item("Dolly", (Span(0, 5, "strong"),)),
        Item(DOLLY, (Span(2, 6, "emphasis"),), 1),
        Item("Also the move itself, on any cart.", (), 1),
    )
)
AGAIN = "Also the move itself, on any cart."
CART = "A <em>cart</em> on rails that carries a camera."


@pytest.mark.parametrize(
    "markup",
    [
        f"<dl><dt>Grip</dt><dd>{GRIP}</dd><dt>Dolly</dt><dd>{CART}</dd><dd>{AGAIN}</dd></dl>",
        f"<dl><dt>Grip<dd>{GRIP}<dt><b>Dolly</b><dd>{CART}<dd>{AGAIN}</dl>",
        (
            f"<dl><div><dt>Grip</dt><dd><p>{GRIP}</p></dd></div>"
            f"<div><dt><strong>Dolly</strong></dt><dd><p>{CART}</p></dd><dd><p>{AGAIN}</p></dd></div></dl>"
        ),
    ],
    ids=["plain", "without ends", "in boxes"],
)
def test_terms_are_in_bold_and_their_definitions_stand_within_them(markup: str) -> None:
    assert list_in(markup) == DEFINED


@pytest.mark.parametrize("form", ["md", "html", "json"])
def test_terms_and_definitions_are_read_back(form: str) -> None:
    article = public(Document(title="Lists", blocks=(Paragraph("Before."), DEFINED, Paragraph("After."))))
    assert read(write_article(article, form, TextStyle()).encode()).blocks == article.blocks


@pytest.mark.parametrize(
    "markup",
    [
        "<dl><dt>Grip</dt><dd><p>One paragraph of an answer.</p><p>And another one of it.</p></dd></dl>",
        "<dl><dt>Grip</dt><dt>Dolly</dt></dl>",
        "<dl><dd>Nothing is defined here at all.</dd></dl>",
    ],
    ids=["long", "terms alone", "no term"],
)
def test_what_defines_nothing_or_at_length_stays_in_paragraphs(markup: str) -> None:
    blocks = read_page(page(paragraphs(markup))).blocks
    assert not any(isinstance(block, ListBlock) for block in blocks)
    texts = {block.text for block in blocks if isinstance(block, Paragraph)}
    assert {"One paragraph of an answer.", "Grip", "Nothing is defined here at all."} & texts
