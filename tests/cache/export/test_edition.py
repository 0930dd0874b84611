"""An edition as text, Markdown, JSON and a book: contents in front, the same bytes each time."""

from __future__ import annotations

import json
import zipfile
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest

from pullquote.cache.core.article import Article, Heading, Image, Paragraph, PullQuote, Veiled
from pullquote.cache.core.edition import Edition, EditionEntry, EditionQuote, EditionRelease
from pullquote.cache.export.edition import (
    contents_text,
    edition_json,
    edition_markdown,
    edition_text,
    length_words,
    place_words,
)
from pullquote.cache.export.edition_book import edition_book
from pullquote.cache.export.text import article_text

from .epub_rules import checked, faults, needs_epubcheck

NOW = datetime(2026, 3, 7, 12, tzinfo=UTC)
DOT = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c636060606000000005000160d3b5a50000000049454e44ae426082"
)
TITLES = [("A “Lead” & <More>", None), ("灯台の夜の物語、その後", "ja"), ("Third [3] *Story*", "en"), ("Last", "de")]
ARTICLES = [
    Article(
        id=number,
        url=f"https://outlet.example/{number}?a=1&b=2",
        title=title,
        outlet="The Lantern",
        published=NOW,
        language=language,
        blocks=(
            Heading("Beneath", 2),
            Paragraph("One & two < three."),
            Image("https://outlet.example/i.png", "a dot", "A caption."),
            PullQuote("Said so.", speaker="Ines Holloway"),
            Veiled("Veiled: Saltgate, season 2 (1 paragraph)."),
        ),
    )
    for number, (title, language) in enumerate(TITLES, 41)
]
SECTIONS = ("Lead story", "What you follow", "What you follow", "Films & more")
ENTRIES = tuple(
    EditionEntry(
        article=article.id or 0,
        title=article.title,
        outlet=article.outlet,
        minutes=number,
        why="New today",
        section=section,
        others=("Reel & Weekly", "The Wire") if number == 1 else (),
    )
    for number, (article, section) in enumerate(zip(ARTICLES, SECTIONS, strict=True), 1)
)
EDITION = Edition(
    made=NOW,
    minutes=10,
    query="outlet:lantern",
    title="Pullquote, 7 March 2026",
    entries=ENTRIES,
    quotes=(EditionQuote(article=42, text="So it is <said>.", speaker="Ines Holloway", via="The Wire"),),
    releases=(EditionRelease(date="2026-03-10", title="Salt & Gate", what="season 2"),),
)
CHAPTERS = list(zip(ENTRIES, ARTICLES, strict=True))


def text(width: int = 0, *, ascii_only: bool = False) -> str:
    def written(article: Article) -> str:
        return article_text(article, width=width, ascii_only=ascii_only)

    return "".join(edition_text(EDITION, CHAPTERS, written, width=width, ascii_only=ascii_only))


def test_a_text_has_its_contents_in_front_and_says_where_each_article_stands() -> None:
    whole = text()
    assert whole.startswith(contents_text(EDITION))
    contents, first, *_, last = whole.split("* * *")
    assert contents.splitlines()[:6] == [
        "Pullquote, 7 March 2026",
        "4 articles, 10 minutes, from “outlet:lantern”",
        "",
        "Lead story",
        "1  A “Lead” & <More>",
        "   The Lantern, 1 min. New today. Also in Reel & Weekly and The Wire.",
    ]
    assert "    “So it is <said>.”\n    — Ines Holloway, to The Wire [2]" in contents
    assert contents.rstrip().endswith("Out this week\nTue 10 Mar  Salt & Gate, season 2")
    assert "[Lead story: 1 of 4, 10 min left]" in first
    assert first.rstrip().endswith("[Also in Reel & Weekly and The Wire]")
    assert "[Films & more: 4 of 4, 4 min left]" in last
    assert "[Veiled: Saltgate, season 2 (1 paragraph).]" in last


@pytest.mark.parametrize("width", [40, 60])
def test_a_text_keeps_to_its_width_and_folds_to_ascii(width: int) -> None:
    said = text(width, ascii_only=True)
    assert said.isascii()
    assert max(map(len, said.splitlines())) <= width


def test_markdown_leads_from_its_contents_to_the_articles() -> None:
    whole = "".join(edition_markdown(EDITION, CHAPTERS))
    assert "1. [A “Lead” & \\<More\\>](#article-1)\\\n   The Lantern, 1 min." in whole
    assert "\n4. [Last](#article-4)" in whole
    for number in range(1, 5):
        assert whole.count(f'<a id="article-{number}"></a>') == 1
    assert "---" not in whole
    assert [line for line in whole.splitlines() if line.startswith("#")][:4] == [
        "# Pullquote, 7 March 2026",
        "## Quotes of the day",
        "## Out this week",
        "## A “Lead” & \\<More\\>",
    ]
    assert "\n### Beneath\n" in whole
    assert "> — Ines Holloway, to The Wire [[2]](#article-2)" in whole


def test_json_has_the_articles_of_the_entries() -> None:
    found = json.loads(edition_json(EDITION, CHAPTERS))
    assert (found["title"], found["made"], found["minutes"], found["length"]) == (
        "Pullquote, 7 March 2026", "2026-03-07T12:00:00Z", 10, 10,
    )  # fmt: skip
    assert [entry["content"]["id"] for entry in found["entries"]] == [41, 42, 43, 44]
    assert found["quotes"][0]["speaker"] == "Ines Holloway"
    assert found["releases"][0]["date"] == "2026-03-10"


def test_what_was_removed_is_in_no_contents() -> None:
    gone = Edition(
        made=NOW, minutes=9, entries=(EditionEntry(article=1, title="Gone", minutes=0, gone=True), *ENTRIES[1:])
    )
    assert length_words(gone) == "3 articles, 9 minutes"
    assert place_words(1, gone) == "1 of 3, 9 min left"
    assert "Gone" not in contents_text(gone)


def book(picture: bytes | None = DOT) -> bytes:
    return edition_book(EDITION, CHAPTERS, picture=lambda _: picture)


def test_a_book_has_cover_contents_quotes_releases_and_chapters_with_pictures() -> None:
    data = book()
    assert faults(data) == []
    with zipfile.ZipFile(BytesIO(data)) as archive:
        package = archive.read("book/book.opf").decode()
        assert 'properties="cover-image"' in package
        assert package.count("pictures/") == 1
        cover = archive.read("book/cover.svg").decode()
        assert "A “Lead” &amp; &lt;More&gt;" in cover
        assert "7 March 2026" in cover
        navigation = archive.read("book/contents.xhtml").decode()
        assert "<span>Films &amp; more</span>" in navigation
        assert 'epub:type="landmarks"' in navigation
        issue = archive.read("book/issue.xhtml").decode()
        assert "The Lantern, 1 min. New today. Also in Reel &amp; Weekly and The Wire." in issue
        assert "So it is &lt;said&gt;." in archive.read("book/quotes.xhtml").decode()
        assert "Salt &amp; Gate, season 2" in archive.read("book/releases.xhtml").decode()
        first = archive.read("book/chapter1.xhtml").decode()
        assert "Lead story: 1 of 4, 10 min left" in first
        assert "Also in Reel &amp; Weekly and The Wire." in first
        assert '<img src="pictures/' in first
        assert 'xml:lang="ja"' in archive.read("book/chapter2.xhtml").decode()
    assert faults(book(None)) == []


def test_every_form_is_the_same_bytes_each_time() -> None:
    assert book() == book()
    assert text() == text()
    assert edition_json(EDITION, CHAPTERS) == edition_json(EDITION, CHAPTERS)
    assert list(edition_markdown(EDITION, CHAPTERS)) == list(edition_markdown(EDITION, CHAPTERS))


def test_a_book_without_quotes_and_releases_is_one_too() -> None:
    bare = Edition(made=NOW - timedelta(days=20_000), minutes=5, title="", entries=ENTRIES[:1])
    assert faults(edition_book(bare, CHAPTERS[:1])) == []


@needs_epubcheck
def test_epubcheck_has_nothing_against_an_edition(tmp_path: Path) -> None:
    assert checked(book(), tmp_path) == ""
