"""Articles as text: one line a paragraph in a pipe, nothing a terminal acts on, stable."""

import json
import re
import zipfile
from datetime import UTC, datetime
from io import BytesIO

import pytest
import wcwidth

from pullquote.cache.core.article import (
    Article,
    BlockQuote,
    Embed,
    Enclosure,
    Heading,
    Image,
    Item,
    ListBlock,
    Paragraph,
    PullQuote,
    Reference,
    Rule,
    Source,
    Span,
    Table,
)
from pullquote.cache.export.attribution import quoted, within_marks
from pullquote.cache.export.epub import book
from pullquote.cache.export.html import article_html
from pullquote.cache.export.json import article_json
from pullquote.cache.export.markdown import article_markdown, escape, inline
from pullquote.cache.export.text import article_text, fold_ascii, wrap

ARTICLE = Article(
    url="https://a.example/story",
    title="The Long Way “Home”",
    dek="A dek.",
    outlet="The Marquee",
    byline=("Ann Lee", "Bo Chen", "Cy Day"),
    published=datetime(2026, 3, 5, 23, 0, tzinfo=UTC),
    blocks=(
        Paragraph("First paragraph with a link in it.", (Span(23, 27, "link", "https://a.example/x"),)),
        PullQuote("I said it.", speaker="Ann Lee", via="ET"),
        PullQuote("First paragraph", repeats=True),
        Heading("A heading", 2),
        BlockQuote("A letter."),
        ListBlock((Item("one"), Item("two")), ordered=True),
        Image("https://a.example/i.jpg", "alt", "A caption.", "Bo"),
        Embed("youtube", "https://youtu.be/x", "Trailer"),
        Table((("a", "b"), ("c", "d"))),
        Rule(),
    ),
    next=(Reference("Next story", "https://a.example/next"),),
    related=(Reference("Other story"),),
    source=Source("ET"),
)


def test_a_whole_article_as_text() -> None:
    assert article_text(ARTICLE) == (
        "The Long Way “Home”\n\n"
        "By Ann Lee, Bo Chen and Cy Day · The Marquee · 5 March 2026\nhttps://a.example/story\n\n"
        "A dek.\n\n"
        "First paragraph with a link in it.\n\n"
        "    “I said it.”\n    — Ann Lee, to ET\n\n"
        "A heading\n\n"
        "    A letter.\n\n"
        "1. one\n2. two\n\n"
        "[Picture: A caption. (Bo)]\n\n"
        "[YouTube: Trailer https://youtu.be/x]\n\n"
        "a\tb\nc\td\n\n"
        "* * *\n\n"
        "Next: Next story\n\n"
        "Related: Other story\n\n"
        "Source: ET\n"
    )


def test_a_signature_stands_below_its_quotation_as_the_page_has_it() -> None:
    by = "Ann Lee, designer"
    signed = Article(
        title="Signed",
        blocks=(
            PullQuote("I said it.", speaker="Ann Lee", signature=by),
            BlockQuote("A letter.", speaker="Ann Lee", signature=by),
        ),
    )
    assert article_text(signed) == f"Signed\n\n    “I said it.”\n    — {by}\n\n    A letter.\n    — {by}\n"
    for written in (article_html(signed), article_markdown(signed)):
        assert written.count(f"— {by}") == 2


def test_a_table_without_a_head_has_none_anywhere() -> None:
    dates = Article(title="Dates", blocks=(Table((("Oct. 12", "Aldport"), ("Oct. 14", "Brill")), head=False),))
    assert "<th>" not in article_html(dates)
    assert "|  |  |\n| --- | --- |\n| Oct. 12 | Aldport |" in article_markdown(dates)
    assert article_html(ARTICLE).count("<th>") == 2


def test_links_inline_and_at_the_end() -> None:
    assert "a link <https://a.example/x> in it." in article_text(ARTICLE, links="inline")
    numbered = article_text(ARTICLE, links="end")
    assert "a link [1] in it." in numbered
    assert numbered.endswith("[1] https://a.example/x\n")


def test_ascii_folds_everything() -> None:
    assert article_text(ARTICLE, ascii_only=True).isascii()
    assert fold_ascii("“Café” — naïve…") == '"Cafe" -- naive...'


def test_wrapping_counts_cells_not_code_points() -> None:
    wide = "日本語の見出し と 映画 の ニュース"
    lines = wrap(wide, 12).split("\n")
    assert len(lines) > 1
    assert all(wcwidth.width(line) <= 14 for line in lines)
    assert wrap("a b c", 0) == "a b c"


@pytest.mark.parametrize("text", ["“I did it.”", "🎤 “I did it.”", "♪ I did it. ♪", "I did it.”", '"I did it."'])
def test_a_quotation_has_one_pair_of_marks(text: str) -> None:
    set_ = quoted(text)
    start, end = within_marks(text)
    assert set_.count("“") + set_.count('"') // 2 == 1
    assert text[start:end].strip("♪ ") == "I did it."


def test_marks_of_other_languages_are_marks() -> None:
    for text in ("「行きます」", "『行きます』", "‹ J’y vais ›", "«J’y vais»"):
        assert quoted(text) == text


def test_hostile_text_is_only_text() -> None:
    text = article_text(Article(title="\x1b]0;x\x07Title", blocks=(Paragraph("a\x9b2Jb\u202e"),)))
    assert not set(text) & set("\x1b\x07\x9b\u202e")


def test_markdown_escapes_what_markdown_would_read() -> None:
    assert escape("# not *a* heading") == "\\# not \\*a\\* heading"
    assert escape("1. no list") == "1\\. no list"
    assert escape("- no list") == "\\- no list"
    assert inline("see this now", (Span(4, 8, "link", "https://a.example/"),)) == "see [this](<https://a.example/>) now"
    assert inline("one two three", (Span(0, 7, "emphasis"), Span(4, 13, "strong"))) == "*one **two*** three"


def test_a_whole_article_as_markdown() -> None:
    text = article_markdown(ARTICLE)
    assert text.startswith('---\ntitle: "The Long Way “Home”"\n')
    assert "\n> “I said it.”\n>\n> — Ann Lee, to ET\n" in text
    assert "\n| a | b |\n| --- | --- |\n| c | d |\n" in text
    assert '![alt](<https://a.example/i.jpg> "A caption.")' in text


TAGGED = Article(
    title="Night Ferry",
    url="https://a.example/1",
    keywords=("Film",),
    tags=("oscars", "to <review>"),
    blocks=(Paragraph("Text."),),
    enclosures=(Enclosure("https://cast.example/1.mp3?a=1&b=2", "audio/mpeg", 38_000_000, 2520),),
)


def test_own_tags_stand_in_every_form() -> None:
    assert "\nhttps://a.example/1\nTags: oscars, to <review>\n\n" in article_text(TAGGED)
    assert '\nkeywords: ["Film"]\ntags: ["oscars", "to <review>"]\n' in article_markdown(TAGGED)
    page = article_html(TAGGED)
    assert '<meta name="keywords" content="oscars, to &lt;review&gt;, Film" />' in page
    assert '<p class="tags">Tags: oscars, to &lt;review&gt;</p>' in page
    made = json.loads(article_json(TAGGED))
    assert (made["tags"], made["keywords"]) == (["oscars", "to <review>"], ["Film"])
    with zipfile.ZipFile(BytesIO(book([TAGGED, TAGGED], title="Two", made=datetime(2026, 3, 1, tzinfo=UTC)))) as read:
        package = read.read("book/book.opf").decode()
    assert re.findall("<dc:subject>(.*?)</dc:subject>", package) == ["oscars", "to &lt;review&gt;"]


def test_files_that_come_with_an_article_are_named_in_every_form() -> None:
    address = "https://cast.example/1.mp3?a=1&b=2"
    assert f"[Audio, 42 min, 38 MB: {address}]" in article_text(TAGGED)
    assert f"\nEnclosed: [Audio, 42 min, 38 MB, cast.example](<{address}>)\n" in article_markdown(TAGGED)
    shown = address.replace("&", "&amp;")
    assert f'<p class="enclosure">Enclosed: <a href="{shown}">Audio, 42 min' in article_html(TAGGED)
