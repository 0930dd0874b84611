# ruff: noqa: E501 -- markup and prose read better on one line
"""A review keeps its verdict, its pros and cons and its ratings, each with its words."""

from __future__ import annotations

import pytest

from pullquote.cache.core.article import Document, Heading, ListBlock, Paragraph, body_text
from pullquote.cache.extract import read_page

from .pages import PARAGRAPHS, page, paragraphs

URL = "https://daily-reel.example/tv/harbour-lights"
VERDICT = "A patient second season that trusts the weather more than its own detectives."


def read(markup: str, at: int = 5) -> Document:
    document = read_page(page(paragraphs(markup, at=at)), url=URL)
    assert all(text in body_text(document.blocks) for text in PARAGRAPHS)
    return document


def outline(document: Document) -> list[tuple[str, ...]]:
    """Return headings and lists of a document as their words."""
    return [
        (block.text,) if isinstance(block, Heading) else tuple(item.text for item in block.items)
        for block in document.blocks
        if isinstance(block, Heading | ListBlock)
    ]


@pytest.mark.parametrize("at", [2, 5])
@pytest.mark.parametrize(
    "markup",
    [
        f"<div class='verdict'><h3>Verdict</h3><p>{VERDICT}</p></div>",
        f"<section class='review-box'><h2>Our verdict</h2><div class='review-box__text'>{VERDICT}</div></section>",
        f"<aside class='c-review-summary'><p>{VERDICT}</p></aside>",
        f"<div class='score-card'><div class='score'>4/5</div><p>{VERDICT}</p></div>",
        f"<div class='at-a-glance'><p>{VERDICT}</p></div>",
        f"<div class='verdict'><p>Verdict: {VERDICT} And that holds for the boat, the rain and the long dinner in the sixth episode too.</p></div>",
    ],
)
def test_the_verdict_is_text(markup: str, at: int) -> None:
    assert any(VERDICT in block.text for block in read(markup, at).blocks if isinstance(block, Paragraph))


@pytest.mark.parametrize("at", [2, 5])
@pytest.mark.parametrize(
    ("markup", "labels"),
    [
        ("<div class='pros-cons'><div><h4>Pros</h4><ul><li>The wet pub</li><li>Rhea Dunmore</li></ul></div><div><h4>Cons</h4><ul><li>Four pilots</li></ul></div></div>", ("Pros", "Cons")),
        ("<div class='review-summary'><ul class='pros'><li>The wet pub</li><li>Rhea Dunmore</li></ul><ul class='cons'><li>Four pilots</li></ul></div>", ("Pros", "Cons")),
        ("<div class='box'><div class='c-list--positive'><ul><li>The wet pub</li><li>Rhea Dunmore</li></ul></div><div class='c-list--negative'><ul><li>Four pilots</li></ul></div></div>", ("Pros", "Cons")),
        ("<div class='verdict'><h3>Fazit</h3><p>Plus</p><ul class='pluses'><li>The wet pub</li><li>Rhea Dunmore</li></ul><p>Minus</p><ul class='minuses'><li>Four pilots</li></ul></div>", ()),
    ],
)  # fmt: skip
def test_pros_and_cons_are_lists_with_their_labels(markup: str, labels: tuple[str, ...], at: int) -> None:
    found = outline(read(markup, at))
    lists = [("The wet pub", "Rhea Dunmore"), ("Four pilots",)]
    assert [entry for entry in found if entry in lists] == lists
    for label, items in zip(labels, lists, strict=False):
        assert found[found.index(items) - 1] == (label,)


def test_lists_under_headings_of_the_text_stay_with_them() -> None:
    items = "".join(
        f"<div><h3>{label}</h3><ul><li>{what}</li></ul></div>"
        for label, what in (("Highlights", "The wet pub"), ("Letdowns", "Four pilots"))
    )
    assert outline(read(items, 3)) == [("Highlights",), ("The wet pub",), ("Letdowns",), ("Four pilots",)]


@pytest.mark.parametrize(
    ("markup", "facts"),
    [
        ("<div class='review-box'><p>Rating: 4/5</p><p>Director: Rhea Dunmore</p></div>", {"Rating": "4/5", "Director": "Rhea Dunmore"}),
        ("<div class='score-box'><div class='value'>8.5</div><div class='word'>Great</div></div>", {"Rating": "8.5, Great"}),
        ("<div class='rating-box'><dl><dt>Story</dt><dd>7/10</dd><dt>Rain</dt><dd>9/10, of course</dd></dl></div>", {"Story": "7/10", "Rain": "9/10, of course"}),
        ("<div class='verdict'><span>85%</span></div>", {"Rating": "85%"}),
        ("<div class='stars' aria-label='Rated 4 out of 5 stars'><i></i><i></i></div>", {"Rating": "4 out of 5 stars"}),
        ("<p><span role='img' aria-label='3.5 out of 5'></span></p>", {"Rating": "3.5 out of 5"}),
        ("<p>Verdict: worth every drop</p>", {"Verdict": "worth every drop"}),
    ],
)  # fmt: skip
def test_ratings_are_facts_with_their_words(markup: str, facts: dict[str, str]) -> None:
    document = read(markup)
    assert document.facts == facts


def test_each_item_of_a_list_of_reviews_keeps_its_own_rating() -> None:
    items = "".join(
        f"<h3>Number {number}</h3><p>{text}</p><p>Rating: {number}/5</p>" for number, text in enumerate(PARAGRAPHS, 1)
    )
    document = read_page(page(items), url=URL)
    assert [b.text for b in document.blocks if isinstance(b, Paragraph) and b.text.startswith("Rating")] == [
        f"Rating: {number}/5" for number in range(1, 6)
    ]
    assert not document.facts


def test_a_box_of_facts_that_is_no_review_is_no_text() -> None:
    document = read(
        "<div class='film-info'><h3>About the film</h3><p>In cinemas from the second week of March</p></div>", 2
    )
    assert body_text(document.blocks) == "\n\n".join(PARAGRAPHS)
