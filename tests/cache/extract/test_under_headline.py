"""Who wrote an article, when, and its dek, where only the lines under the headline or the data of the page say so."""

from __future__ import annotations

import json

import pytest

from pullquote.cache.core.article import Document, body_text
from pullquote.cache.extract import read_page

TEXT = tuple(
    f"The rope dancers of number {number} waited in the wings until the last lamp was lit, and then they began, "
    f"slowly at first and without any music at all, to cross the {number} ropes above the square."
    for number in range(4, 9)
)
BODY = "".join(f"<p>{text}</p>" for text in TEXT)


def read(under: str, *, headline: str = "<h1>Rope dancers return to the square</h1>", body: str = BODY) -> Document:
    head = "<head><title>Rope dancers return to the square</title></head>"
    return read_page(f"<html>{head}<body>{headline}{under}<div>{body}</div></body></html>", url="https://x.example/a")


@pytest.mark.parametrize(
    ("line", "name", "day"),
    [
        ("<p class=b>Nell Corrigan, 24 January 2010</p>", "Nell Corrigan", "2010-01-24"),
        ("<p>by Nell Corrigan, 7 September 2001</p>", "Nell Corrigan", "2001-09-07"),
        (
            "<div class=meta>Submitted by <span>Nell Corrigan</span> on Sun, 22 June 2014 - 18:30</div>",
            "Nell Corrigan",
            "2014-06-22",
        ),
        ("<div>November 11, 2023 · Nell Corrigan · No replies</div>", "Nell Corrigan", "2023-11-11"),
        ("<div><span>Nell Corrigan</span><span>6 June 2024</span></div>", "Nell Corrigan", "2024-06-06"),
        ("<address>by Nell Corrigan, 31 Dec 1999</address>", "Nell Corrigan", "1999-12-31"),
        ("<p>Text: Živa Žagar | 3. března 2012</p>", "Živa Žagar", "2012-03-03"),
        ("<p>文・入江さより　2004年12月12日</p>", "入江さより", "2004-12-12"),
        ("<div>강새벽 기자 | 입력 2023.10.11 09:12</div>", "강새벽", "2023-10-11"),
        ("<p>Του Νίκου Αλμυρού - 17 Μαΐου 2013</p>", None, "2013-05-17"),
        ("<div>الأحد 14 يناير 2024</div>", None, "2024-01-14"),
        ("<p>प्रकाशित: 5 फ़रवरी 2024</p>", None, "2024-02-05"),
        ("<p>Film Reviews, 24 January 2010</p>", None, "2010-01-24"),
        ("<p>Posted on Sunday, 24 January 2010</p>", None, "2010-01-24"),
    ],
)
def test_a_line_of_a_name_and_a_date(line: str, name: str | None, day: str) -> None:
    article = read(line)
    assert article.published is not None
    assert str(article.published.date()) == day
    if name is not None:
        assert article.byline == (name,)
    elif line.isascii():
        assert article.byline == ()
    assert body_text(article.blocks) == "\n\n".join(TEXT)


def test_a_headline_that_is_no_heading_has_lines_too() -> None:
    article = read(
        "<br><i>by Nell Corrigan, 7 September 2001</i><hr>", headline="<b>Rope dancers return to the square</b>"
    )
    assert article.byline == ("Nell Corrigan",)


def test_a_dek_that_only_the_page_shows() -> None:
    shown = read("<p class=article__standfirst>Forty years later, the ropes are up again.</p><figure></figure>")
    assert shown.dek == "Forty years later, the ropes are up again."
    assert shown.dek not in body_text(shown.blocks)
    assert read("<p class=byline-lead>Words</p>").dek is None


DEK = "Forty years later, the ropes are up again over the square."


@pytest.mark.parametrize(
    "shown",
    [
        f"<p class=standfirst>{DEK}</p>",
        f"<h2 class=subtitle>{DEK}</h2>",
        f"<div class=dek>{DEK}</div>",
        f"<p itemprop=description>{DEK}</p>",
        f"<h2>{DEK}</h2><p class=byline>By Nell Corrigan</p>",
    ],
)
@pytest.mark.parametrize("stated", ["", "Rope dancers: dates, tickets, cast and everything else we know so far"])
def test_the_dek_under_the_headline_goes_before_what_is_stated_and_is_no_text(shown: str, stated: str) -> None:
    meta = f"<meta name=description content='{stated}'>" if stated else ""
    html = f"<title>Rope dancers return to the square</title>{meta}<article><h1>Rope dancers return to the square</h1>"
    article = read_page(f"<html><body>{html}{shown}{BODY}</article></body></html>", url="https://x.example/a")
    assert article.dek == DEK
    assert body_text(article.blocks) == "\n\n".join(TEXT)


@pytest.mark.parametrize("shown", [f"<p class=lead>{TEXT[0]}</p>", "<h2>The square at night</h2>"])
def test_what_may_begin_the_text_stays_in_it(shown: str) -> None:
    body = BODY.replace(f"<p>{TEXT[0]}</p>", "") if "lead" in shown else BODY
    html = f"<title>Rope dancers return</title><article><h1>Rope dancers return</h1>{shown}{body}</article>"
    article = read_page(f"<html><body>{html}</body></html>", url="https://x.example/a")
    assert article.dek is None
    assert "\n\n".join(TEXT) in body_text(article.blocks)


def test_the_data_that_holds_a_text_says_who_wrote_it() -> None:
    story = {
        "headline": "Rope dancers return to the square",
        "author": {"fields": {"name": "Nell Corrigan"}},
        "publishDate": "2024-02-11T00:00:00.000Z",
        "body": [{"type": "paragraph", "text": text} for text in TEXT],
    }
    script = f"<script type='application/json'>{json.dumps({'page': {'story': story}})}</script>"
    article = read(script, headline="", body="")
    assert body_text(article.blocks) == "\n\n".join(TEXT)
    assert article.byline == ("Nell Corrigan",)
    assert str(article.published)[:10] == "2024-02-11"


def test_data_in_parts_that_name_each_other_is_read_as_one() -> None:
    parts = {f"Line:{n}": {"__typename": "Line", "html": text} for n, text in enumerate(TEXT)}
    story = {
        "__typename": "Story",
        "title": "Rope dancers return to the square",
        "writers": [{"__ref": "Person:1"}],
        "publishedAt": "2021-11-23T17:00:00Z",
        "lines": [{"__ref": name} for name in parts],
        "self": {"__ref": "Story:1"},
    }
    state = {"Story:1": story, "Person:1": {"__typename": "Person", "name": "Nell Corrigan"}, **parts}
    article = read(f"<script>window.__STATE__={json.dumps(state)};</script>", headline="", body="")
    assert body_text(article.blocks) == "\n\n".join(TEXT)
    assert article.byline == ("Nell Corrigan",)
