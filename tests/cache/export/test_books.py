"""Books and pages: accepted by the programs that check them."""

import zipfile
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from pullquote.cache.core.article import Article, Image, Paragraph, PullQuote, Span
from pullquote.cache.core.errors import UsageError
from pullquote.cache.export.epub import book, stamp
from pullquote.cache.export.html import article_body, article_html, inline
from pullquote.cache.ingest.adding.bundled import edition

from .epub_rules import checked, faults, needs_epubcheck

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
DOT = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c636060606000000005000160d3b5a50000000049454e44ae426082"
)


def test_a_page_is_well_formed_and_escapes_what_is_foreign() -> None:
    article = Article(
        title="<b>&", blocks=(Paragraph("<script>", (Span(0, 8, "link", "https://a.example/?a=1&b=2"),)),)
    )
    page = article_html(article)
    assert "<script>" not in page
    ET.fromstring(page.split("\n", 1)[1])
    assert inline("abcd", (Span(0, 3, "emphasis"), Span(2, 4, "strong"))) == "<em>ab<strong>c</strong></em>d"


def test_pictures_stay_out_of_a_body_that_has_none_at_hand() -> None:
    article = Article(
        title="t", blocks=(Image("https://a.example/i.png", "alt words", "Caption."), PullQuote("Said.", speaker="Ann"))
    )
    body = article_body(article, lambda _: None)
    assert "<img" not in body
    assert "<figcaption>Caption.</figcaption>" in body
    assert '<blockquote class="pullquote"><p>“Said.”</p><footer>— Ann</footer></blockquote>' in body


def test_a_book_is_the_same_bytes_each_time_and_starts_as_the_standard_says() -> None:
    articles = edition(NOW)
    data = book(articles, title="A week", made=NOW)
    assert data == book(articles, title="A week", made=NOW)
    with zipfile.ZipFile(BytesIO(data)) as archive:
        first = archive.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
    assert faults(data) == []


def test_a_book_bears_the_time_of_its_newest_article() -> None:
    newest = max(filter(None, (one.published for one in edition(NOW))))
    assert stamp(edition(NOW), {}) == newest
    assert stamp([Article(title="t")], {}).year == 1980
    assert stamp(edition(NOW), {"SOURCE_DATE_EPOCH": "1000000000"}) == datetime(2001, 9, 9, 1, 46, 40, tzinfo=UTC)
    with pytest.raises(UsageError, match="SOURCE_DATE_EPOCH"):
        stamp([], {"SOURCE_DATE_EPOCH": "today"})


@needs_epubcheck
def test_epubcheck_accepts_a_book_with_pictures(tmp_path: Path) -> None:
    articles = [
        Article(title="One & two", blocks=(Image("https://a.example/i.png", "a dot"), Paragraph("Text."))),
        *edition(NOW),
    ]
    assert checked(book(articles, title="A week", made=NOW, picture=lambda _: DOT), tmp_path) == ""
