"""The pages of one article, put together."""

from __future__ import annotations

import pytest

from pullquote.cache.core.article import Block, Document, Heading, Image, Paragraph, body_text
from pullquote.cache.extract import joined, read_page

FIRST = "https://daily-reel.example/tv/the-lamp.html"


def page(title: str, *texts: str, url: str = FIRST, next_page: str | None = None) -> Document:
    return Document(title=title, url=url, blocks=tuple(map(Paragraph, texts)), next_page=next_page)


@pytest.mark.parametrize("title", ["The Lamp", "The Lamp – Page 2", "The Lamp (2/3)", "The Lamp | Seite 2 von 3"])
def test_a_page_of_the_same_headline_goes_on_under_no_heading(title: str) -> None:
    article = joined([page("The Lamp", "One."), page(title, "Two.", url="https://daily-reel.example/n/7")])
    assert article.blocks == (Paragraph("One."), Paragraph("Two."))
    assert article.title == "The Lamp"


def test_a_page_with_a_headline_of_its_own_stands_under_it() -> None:
    other = page("The Keeper", "Two.", url="https://daily-reel.example/tv/the-lamp/2")
    assert joined([page("The Lamp", "One."), other]).blocks == (
        Paragraph("One."),
        Heading("The Keeper"),
        Paragraph("Two."),
    )


def test_what_every_page_has_stands_once() -> None:
    picture = Image("https://daily-reel.example/a.jpg", caption="The lamp")
    first: tuple[Block, ...] = (picture, Paragraph("By the sea."), Paragraph("One."))
    other: tuple[Block, ...] = (picture, Paragraph("By the sea."), Paragraph("Two."))
    pages = [Document(title="The Lamp", url=FIRST, blocks=blocks) for blocks in (first, other)]
    assert joined(pages).blocks == (*first, Paragraph("Two."))


def test_what_a_page_says_amid_its_own_words_stays() -> None:
    first = page("The Lamps", "The first lamp.", "Why it is here:", "It burns.", "Share this list.")
    other = page("The Lamps", "Why it is here:", "The other lamp.", "Why it is here:", "It smokes.", "Share this list.")
    told = [block.text for block in joined([first, other]).blocks if isinstance(block, Paragraph)]
    assert told[4:] == ["The other lamp.", "Why it is here:", "It smokes."]


@pytest.mark.parametrize(
    "other", [page("The Lamp", "One."), page("Ten Bees of the Year", "Bees.", url="https://daily-reel.example/bees/2")]
)
def test_a_page_that_adds_nothing_or_is_of_another_article_ends_it(other: Document) -> None:
    article = joined([page("The Lamp", "One.", next_page=other.url), other, page("The Lamp", "Three.")])
    assert body_text(article.blocks) == "One."
    assert article.next_page is None


def test_the_last_page_says_where_the_article_goes_on() -> None:
    there = "https://daily-reel.example/tv/the-lamp.html?page=3"
    article = joined([page("The Lamp", "One."), page("The Lamp", "Two.", next_page=there)])
    assert article.next_page == there


def test_a_page_that_says_where_the_article_stands_gives_way_to_it() -> None:
    empty = Document(url=FIRST, title="The Lamp", elsewhere="https://daily-reel.example/tv/the-lamp/amp")
    there = page("The Lamp", "One.", url="https://daily-reel.example/tv/the-lamp/amp")
    article = joined([empty, there])
    assert article.blocks == there.blocks
    assert article.url == FIRST
    assert joined([empty, Document(url=there.url)]) == empty


def test_a_page_that_only_says_that_it_leads_on_says_where() -> None:
    head = '<title>The Lamp</title><meta http-equiv="refresh" content="0;url=/tv/lamp">'
    text = "<p>You are being led on to the article. <a href=/tv/lamp>Go</a></p>"
    html = f"<html><head>{head}</head><body>{text}</body></html>"
    assert read_page(html, url=FIRST).elsewhere == "https://daily-reel.example/tv/lamp"


@pytest.mark.parametrize(
    ("head", "there"),
    [
        ('<link rel="amphtml" href="/tv/the-lamp/amp">', "https://daily-reel.example/tv/the-lamp/amp"),
        ('<meta http-equiv="Refresh" content="0; URL=\'/tv/lamp\'">', "https://daily-reel.example/tv/lamp"),
        ('<noscript><meta http-equiv="refresh" content="1;url=?plain=1"></noscript>', FIRST + "?plain=1"),
        ('<meta http-equiv="refresh" content="300; url=/tv/the-lamp.html?again">', None),
        ('<meta http-equiv="refresh" content="0; url=/tv/the-lamp.html">', None),
        ('<link rel="canonical" href="/tv/lamp">', None),
    ],
)
def test_an_empty_page_says_where_its_article_stands(head: str, there: str | None) -> None:
    html = (
        f"<html><head><title>The Lamp</title>{head}</head><body><div id=root></div><script>go()</script></body></html>"
    )
    assert read_page(html, url=FIRST).elsewhere == there


def test_a_page_with_its_article_says_nothing_of_that() -> None:
    told = "<p>The keeper of the lamp told the paper of his year {} alone, and that he likes it so.</p>"
    text = "".join(told.format(year) for year in range(9))
    html = f'<html><head><link rel="amphtml" href="/amp"><title>The Lamp</title></head><body>{text}</body></html>'
    assert read_page(html, url=FIRST).elsewhere is None
