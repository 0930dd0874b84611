"""Reading a page takes time that grows no faster than the page, or what grows faster is bounded (C6)."""

from __future__ import annotations

import lxml.html
import pytest

from pullquote.cache.core.article import body_text
from pullquote.cache.extract import read
from pullquote.cache.extract.html.main_text import MAX_INLINE, MAX_TEXTS, count_texts, longest_inline_run
from pullquote.cache.extract.html.tree import parse

from ...load import ends_within_the_cap


def is_read_within_the_cap(page: str) -> bool:
    """Return whether a page, which is a Python expression, is read within ``CAP`` seconds of processor time."""
    return ends_within_the_cap(f"from pullquote.cache.extract.page import read_page\nread_page({page})")


@pytest.mark.parametrize("inline", ["<i>A</i> ", "<a href=b>a</a> "])
def test_c06_a_paragraph_of_many_inline_elements_is_read(inline: str) -> None:
    assert is_read_within_the_cap(f"'<article><h1>A title</h1><p>' + {inline!r} * 29_000")


def test_c06_a_page_of_many_short_texts_is_read() -> None:
    assert is_read_within_the_cap("'<div><p>a</p></div>' * 14_900")


def test_texts_are_counted_between_line_breaks() -> None:
    page = parse("<body><h1>A</h1><p><i>b</i> c<br>d <b>e</b></p> <div><p>f</p>g <a href=h>i</a></div><p> </p>")
    assert count_texts(page) == 5
    assert count_texts(page) < MAX_TEXTS


def test_the_longest_row_of_inline_elements_is_counted_between_line_breaks() -> None:
    row = "<i>a</i><!-- -->a" * 40
    page = parse(f"<body><p>{row}<br>{row}{row}</p><p><a href=b>a</a></p>")
    assert longest_inline_run(page) == 160
    assert longest_inline_run(page) < MAX_INLINE


def test_elements_are_looked_at_without_asking_python_for_their_class(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(
        lxml.html.HtmlElementClassLookup, "lookup", lambda _self, _type, _document, _namespace, name: asked.append(name)
    )
    page = parse("<article><p>A <em>b</em></p><!-- c --><form><input name=d></form></article>")
    assert [node.tag for node in page.iter("p", "em", "input")] == ["p", "em", "input"]
    assert isinstance(page, lxml.html.HtmlElement)
    assert asked == []


@pytest.mark.parametrize("around", ["<div class=byline>", "<span class=author>"])
def test_c06_a_page_in_many_boxes_named_for_its_byline_is_read(around: str) -> None:
    assert is_read_within_the_cap(f"'<h1>A</h1>' + {around!r} * 150 + '<pre>' + 'a ' * 1_300_000")


def test_elements_whose_name_has_a_control_character_are_read() -> None:
    text = "The ferry left at noon, she said, and nobody on the quay saw who was in it, or would say so. " * 2
    part = f"<x\x12y class=part>{f'<p>{text}</p>' * 3}</x\x12y>"
    document = read(f"<html><body><h1>A ferry leaves</h1><div>{part}{part}</div>".encode())
    assert "nobody on the quay" in body_text(document.blocks)
