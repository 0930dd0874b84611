# ruff: noqa: E501 -- markup and prose read better on one line
"""Charts, lists of awards and tour dates are read as tables; what only lays out a page is not."""

from __future__ import annotations

from typing import Any

import pytest

from pullquote.cache.core.article import Document, Heading, Image, Paragraph, Table, body_text
from pullquote.cache.extract import read_page

from .pages import PARAGRAPHS, page, paragraphs

URL = "https://daily-reel.example/tv/harbour-lights"
HEAD = "<tr><th>Film</th><th>Studio</th><th>Weekend</th></tr>"
ROWS = "<tr><td>Pier Nine</td><td>Low Tide</td><td>$4.4m</td></tr><tr><td>Fog Horn</td><td>Northlight</td><td>$1.9m</td></tr>"
CHART = (("Film", "Studio", "Weekend"), ("Pier Nine", "Low Tide", "$4.4m"), ("Fog Horn", "Northlight", "$1.9m"))


def read(markup: str, at: int = 2) -> Document:
    document = read_page(page(paragraphs(markup, at=at)), url=URL)
    assert all(text in body_text(document.blocks) for text in PARAGRAPHS)
    return document


def tables(document: Document) -> list[Any]:
    return [block.rows for block in document.blocks if isinstance(block, Table)]


@pytest.mark.parametrize("at", [2, 5])
@pytest.mark.parametrize(
    "markup",
    [
        f"<table>{HEAD}{ROWS}</table>",
        f"<figure class='wp-block-table is-style-stripes'><table class='has-fixed-layout'><thead>{HEAD}</thead><tbody>{ROWS}</tbody></table></figure>",
        f"<figure><div class='scroll'><table>{HEAD}{ROWS}</table></div></figure>",
        f"<div class='table-responsive'><table>{HEAD}{ROWS}</table></div>",
        # Pictures in cells: before, inside and in figures of their own.
        "<table><tr><th></th><th>Film</th><th>Studio</th><th>Weekend</th></tr><tr><td><img src='/1.jpg' alt='poster'></td><td>Pier Nine</td><td>Low Tide</td><td>$4.4m</td></tr><tr><td><img src='/2.jpg' alt='poster'></td><td>Fog Horn</td><td>Northlight</td><td>$1.9m</td></tr></table>",
        "<figure><table><tr><td>Film</td><td>Studio</td><td>Weekend</td></tr><tr><td><img src='/1.jpg'> Pier Nine</td><td>Low Tide</td><td>$4.4m</td></tr><tr><td><img src='/2.jpg'> Fog Horn</td><td>Northlight</td><td>$1.9m</td></tr></table></figure>",
        "<table><tr><th>Poster</th><th>Film</th><th>Studio</th><th>Weekend</th></tr><tr><td><figure><img src='/1.jpg' alt='Pier Nine poster'></figure></td><td>Pier Nine</td><td>Low Tide</td><td>$4.4m</td></tr><tr><td><figure><img src='/2.jpg' alt='Fog Horn poster'></figure></td><td>Fog Horn</td><td>Northlight</td><td>$1.9m</td></tr></table>",
        # Each title a link.
        f"<figure>{'<table>'}{HEAD}<tr><td><a href='/p'>Pier Nine</a></td><td><a href='/l'>Low Tide</a></td><td>$4.4m</td></tr><tr><td><a href='/f'>Fog Horn</a></td><td><a href='/n'>Northlight</a></td><td>$1.9m</td></tr></table></figure>",
        # Built of other elements.
        "<div role='table'><div role='row'><span role='columnheader'>Film</span><span role='columnheader'>Studio</span><span role='columnheader'>Weekend</span></div><div role='row'><span role='cell'>Pier Nine</span><span role='cell'>Low Tide</span><span role='cell'>$4.4m</span></div><div role='row'><span role='cell'>Fog Horn</span><span role='cell'>Northlight</span><span role='cell'>$1.9m</span></div></div>",
    ],
)
def test_a_chart_is_a_table(markup: str, at: int) -> None:
    assert tables(read(markup, at)) == [CHART]


def test_pictures_that_say_something_are_their_words() -> None:
    markup = (
        "<table><tr><th>Town</th><th>Sold out</th></tr><tr><td>Aldport</td><td><img src='/y.png' alt='yes'></td></tr>"
        "<tr><td>Brill</td><td><img src='/n.png' alt='no'></td></tr></table>"
    )
    assert tables(read(markup)) == [(("Town", "Sold out"), ("Aldport", "yes"), ("Brill", "no"))]


def test_cells_that_span_keep_the_others_in_their_columns() -> None:
    markup = (
        "<figure><table><tr><th>Year</th><th>Award</th><th>Result</th></tr><tr><td rowspan='2'>2031</td><td>Best Lamp</td><td>Won</td></tr>"
        "<tr><td>Best Fog</td><td>Nominated</td></tr><tr><td colspan='2'>Golden Oar</td><td>Won</td></tr></table></figure>"
    )
    assert tables(read(markup)) == [
        (("Year", "Award", "Result"), ("2031", "Best Lamp", "Won"), ("", "Best Fog", "Nominated"), ("Golden Oar", "", "Won")),
    ]  # fmt: skip


def test_nominees_listed_in_a_cell_stay_apart() -> None:
    markup = "<table><tr><th>Category</th><th>Nominees</th></tr><tr><td>Best Lamp</td><td><ul><li>Kim Vale</li><li>Sol Dunmore</li></ul></td></tr></table>"
    assert tables(read(markup)) == [(("Category", "Nominees"), ("Best Lamp", "Kim Vale; Sol Dunmore"))]


@pytest.mark.parametrize(
    "markup",
    [
        f"<table><caption>The weekend of the storm</caption>{HEAD}{ROWS}</table>",
        f"<figure class='wp-block-table'><table>{HEAD}{ROWS}</table><figcaption class='wp-element-caption'>The weekend of the storm</figcaption></figure>",
        f"<figure><figcaption>The weekend of the storm</figcaption><table>{HEAD}{ROWS}</table></figure>",
    ],
)
@pytest.mark.parametrize("at", [2, 5])
def test_the_caption_stays_beside_its_table(markup: str, at: int) -> None:
    document = read(markup, at)
    places = [n for n, b in enumerate(document.blocks) if isinstance(b, Table)]
    captions = [
        n for n, b in enumerate(document.blocks) if isinstance(b, Paragraph) and b.text == "The weekend of the storm"
    ]
    assert abs(places[0] - captions[0]) == 1


def test_the_heading_over_a_last_table_stays() -> None:
    document = read(f"<h3>Dates of the tour</h3><figure><table>{HEAD}{ROWS}</table></figure>", 5)
    assert [type(block) for block in document.blocks[-2:]] == [Heading, Table]


@pytest.mark.parametrize(
    "markup",
    [
        "<table><tr><td><img src='/1.jpg'></td></tr><tr><td>The pier at dawn.</td></tr></table>",
        "<table><tr><td><img src='/1.jpg'></td><td><img src='/2.jpg'></td></tr><tr><td>The pier.</td><td>The ferry.</td></tr></table>",
        f"<table><tr><td><img src='/1.jpg'></td><td>{PARAGRAPHS[0]} Once more.</td></tr></table>",
    ],
)
def test_a_table_that_sets_pictures_is_none(markup: str) -> None:
    document = read(markup)
    assert not tables(document)
    assert [block for block in document.blocks if isinstance(block, Image)]


def test_a_table_of_links_elsewhere_is_not_the_article() -> None:
    links = "".join(
        f"<tr><td><a href='/{n}'>Another harbour story</a></td><td><a href='/{n}b'>And its sequel</a></td></tr>"
        for n in range(4)
    )
    assert not tables(read(f"<figure><table>{links}</table></figure>"))


@pytest.mark.parametrize("name", ["related", "ad", "newsletter"])
def test_a_table_in_a_box_beside_the_article_is_left_out(name: str) -> None:
    assert not tables(read(f"<div class='{name}'><figure><table>{HEAD}{ROWS}</table></figure></div>"))


@pytest.mark.parametrize(
    ("rows", "head"),
    [
        ("<tr><th>Town</th><th>Day</th></tr><tr><td>Aldport</td><td>Oct. 12</td></tr>", True),
        ("<tr><td><b>Town</b></td><td><strong>Day</strong></td></tr><tr><td>Aldport</td><td>Soon</td></tr>", True),
        ("<thead><tr><td>Town</td><td>Day</td></tr></thead><tr><td>Aldport</td><td>Soon</td></tr>", True),
        ("<tr><td>Town</td><td>Day</td></tr><tr><td>Aldport</td><td>Oct. 12</td></tr>", True),
        ("<tr><td>Oct. 12</td><td>Aldport</td></tr><tr><td>Oct. 14</td><td>Brill</td></tr>", False),
        ("<tr><th>Oct. 12</th><td>Aldport</td></tr><tr><th>Oct. 14</th><td>Brill</td></tr>", False),
    ],
)
def test_a_first_row_that_names_no_columns_is_no_head(rows: str, head: bool) -> None:
    document = read(f"<figure><table>{rows}</table></figure>")
    assert [block.head for block in document.blocks if isinstance(block, Table)] == [head]
