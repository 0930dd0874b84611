from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pullquote.cache.core.article import body_text
from pullquote.cache.extract import read
from pullquote.cache.extract.site_rules import find_rules_file

from ...load import ends_within_the_cap

URL = "https://tv.daily-reel.example/a"
PAGE = (
    b"<!doctype html><html><head><title>A title for machines</title></head><body>"
    b"<div id='t'>The Headline Itself</div><div id='who'>By Ann Roe and Bo Day</div><div id='when'>12 June 2016</div>"
    b"<div id='x'><p>First words of it.</p><p class='promo-box'>Buy</p><em>and that</em><p>Last words of it.</p></div>"
    b"<a id='more' href='/a?page=2'>On</a></body></html>"
)
RULES = """# a comment
title: //div[@id='t']
author: //div[@id='who']
date: //div[@id='when']
body: //div[@id='x']
strip: //div[@id='x']/em
strip_id_or_class: promo-box
next_page_link: //a[@id='more']/@href
prune: no
test_url: https://daily-reel.example/
"""


def test_a_file_of_rules_is_followed(tmp_path: Path) -> None:
    (tmp_path / "daily-reel.example.txt").write_text(RULES)
    document = read(PAGE, url=URL, rules=tmp_path)
    assert document.title == "The Headline Itself"
    assert document.byline == ("Ann Roe", "Bo Day")
    assert document.published is not None
    assert document.published.date() == date(2016, 6, 12)
    assert body_text(document.blocks) == "First words of it.\n\nLast words of it."
    assert document.notice == (
        "This article goes on over several pages; the next is https://tv.daily-reel.example/a?page=2"
    )
    assert read(PAGE, url=URL, rules=tmp_path / "none") == read(PAGE, url=URL)


def test_c06_a_rule_that_answers_with_every_element_is_followed(tmp_path: Path) -> None:
    (tmp_path / "daily-reel.example.txt").write_text("body: //span\n")
    assert ends_within_the_cap(
        "from pathlib import Path\nfrom pullquote.cache.extract import read\n"
        f"read(b'<p>' + b'<span>a</span> ' * 35_000, url={URL!r}, rules=Path({str(tmp_path)!r}))"
    )


def test_the_nearest_host_wins(tmp_path: Path) -> None:
    (tmp_path / "daily-reel.example.txt").write_text("")
    assert find_rules_file(tmp_path, URL) == tmp_path / "daily-reel.example.txt"
    (tmp_path / "tv.daily-reel.example.txt").write_text("")
    assert find_rules_file(tmp_path, URL) == tmp_path / "tv.daily-reel.example.txt"
    assert find_rules_file(tmp_path, "https://other.example/") is None
    assert find_rules_file(tmp_path, None) is None


@pytest.mark.parametrize("line", ["body: //div[", "title: nofunction(1)", "strip: //div[@id='x']/p[", "body: //a:b"])
def test_a_rule_that_cannot_be_read_is_named_in_one_sentence(tmp_path: Path, line: str) -> None:
    (tmp_path / "daily-reel.example.txt").write_bytes(f"{line}\ntitle: //div[@id='t']\n".encode() + b"\xff\xfe: //x")
    document = read(PAGE, url=URL, rules=tmp_path)
    assert document.notice is not None
    assert document.notice.startswith("Line 1 of the site rules in daily-reel.example.txt was left out: ")
    assert document.title == "The Headline Itself"


def test_rules_of_every_kind_of_answer_do_no_harm(tmp_path: Path) -> None:
    for path in ("count(//p)", "true()", "string(//p)", "//comment()", "/", "//@id", "/html", "//text()"):
        (tmp_path / "daily-reel.example.txt").write_text(
            "".join(f"{key}: {path}\n" for key in ("title", "body", "author", "date", "next_page_link"))
        )
        assert read(PAGE, url=URL, rules=tmp_path).title
