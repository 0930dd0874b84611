"""The quote book as files: what other programs read of it, whatever stands in it."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from typing import Any

from markdown_it import MarkdownIt
from msgspec.structs import replace

from pullquote.cache.core.clippings import Anchor, Clipping, ClippingKind, Place
from pullquote.cache.export.quote_book import article_markdown, by_article, written

MADE = datetime(2026, 3, 7, 9, 30, tzinfo=UTC)
HOSTILE = "* not a heading\n#+end_quote\n:END:\n| a | b |\n*bold* [[link]] \\alpha <<x>> [fn:1] $x$ _{u} 100% & {m} # ~"


def entry(number: int, text: str, kind: ClippingKind = "highlight", **facts: Any) -> Clipping:
    return Clipping(
        id=number,
        kind=kind,
        made=MADE,
        changed=MADE,
        **{
            "article": 7,
            "address": "https://gazette.example/x_y",
            "title": "Tidewater: “the_return” & more",
            "outlet": "The Harbour Gazette",
            "byline": ("Ada Quill",),
            "published": datetime(2024, 5, 1, tzinfo=UTC),
            "anchor": Anchor(text=text, place=Place(number, 0, len(text))),
            **facts,
        },
    )


BOOK = [
    entry(3, "We could not be gladder", "quotation", speaker="Nora Vance", via="Radio Quay"),
    entry(2, HOSTILE, note="Mine: *all* of it\n* so"),
    entry(5, "Elsewhere", article=8, title="Another", address=None, outlet=None, byline=(), published=None),
    entry(4, "", "article", note="of it all", anchor=Anchor(text="", place=Place(-1, 0, 0))),
]


def front(text: str) -> dict[str, Any]:
    """Read front matter whose values are JSON or bare days."""
    _, head, _ = text.split("---\n", 2)
    pairs = (line.split(": ", 1) for line in head.splitlines())
    return {key: value if re.fullmatch(r"\d{4}-\d\d-\d\d", value) else json.loads(value) for key, value in pairs}


def test_markdown_has_passages_under_their_articles_in_the_order_of_the_text() -> None:
    text = written(BOOK, "md", made=MADE)
    assert front(text) == {"title": "Quote book", "created": "2026-03-07", "entries": 4, "tags": ["pullquote"]}
    where = [
        text.index(words)
        for words in ("## [Tidewater", "of it all", "not a heading", "Mine", "“We could not", "— Nora", "## Another")
    ]
    assert where == sorted(where)
    html = MarkdownIt().render(text.split("---\n", 2)[2])
    assert "<em>bold" not in html
    assert html.count("<blockquote>") == 3
    assert html.count("<h2>") == 2
    assert "<ul>" not in html


def test_a_file_for_an_article_has_the_properties_of_a_clipping() -> None:
    texts = [article_markdown(group) for group in by_article(BOOK)]
    assert len(texts) == 2
    assert front(texts[0]) == {
        "title": "Tidewater: “the_return” & more",
        "source": "https://gazette.example/x_y",
        "outlet": "The Harbour Gazette",
        "author": ["Ada Quill"],
        "published": "2024-05-01",
        "created": "2026-03-07",
        "modified": "2026-03-07",
        "tags": ["pullquote"],
    }
    assert "source" not in front(texts[1])
    assert "# Tidewater: “the\\_return” & more\n" in texts[0]


def test_org_has_drawers_and_no_passage_ends_its_block() -> None:
    text = written(BOOK, "org", made=MADE)
    lines = text.splitlines()
    assert [line for line in lines if re.match(r"\*+ ", line)] == [
        "* Tidewater: “the_return” & more",
        "** Note",
        "** * not a heading #+end_quote :END: | a | b | \\zwnj{}*bold* [\\zwnj{}[link]]…",
        "** We could not be gladder",
        "* Another",
        "** Elsewhere",
    ]
    assert lines.count("#+begin_quote") == lines.count("#+end_quote") == 3
    assert lines.count(":PROPERTIES:") == lines.count(":END:") == 5
    assert ":SPEAKER: Nora Vance" in lines
    assert ":PUBLISHED: [2024-05-01 Wed]" in lines
    assert "\\zwnj{}#+end_quote" in lines
    assert "\\zwnj{}:END:" in lines
    assert "\\zwnj{}* so" in lines
    todo = written([entry(1, "x", title="TODO or :tag:")], "org", made=MADE)
    assert "\n* \\zwnj{}TODO or \\zwnj{}:tag:\n" in todo


def test_biblatex_has_an_entry_for_each_article_and_no_key_twice() -> None:
    gone = [entry(number, "x", article=None, address=f"https://a.example/{number}") for number in (1, 11)]
    same = [entry(1, "x", article=1, title="noted"), entry(2, "y", article=None, address=None, title="note n")]
    text = written([*BOOK, *gone, *same], "bibtex", made=MADE)
    keys = re.findall(r"^@online\{(\w+),$", text, re.MULTILINE)
    assert len(keys) == len(set(keys)) == 6
    assert "  author = {{Ada Quill}},\n" in text
    assert "  title = {Tidewater: “the\\_return” \\& more},\n" in text
    assert "100\\% \\& \\{m\\} \\# \\textasciitilde{}" in text
    assert "  annotation = {of it all; Mine: *all* of it * so},\n" in text
    for block in text.split("\n\n"):
        plain = re.sub(r"\\[{}]", "", block)
        assert plain.count("{") == plain.count("}")


def test_csl_json_is_a_list_of_items_of_the_shapes_of_its_schema() -> None:
    items = json.loads(written(BOOK, "csl", made=MADE))
    assert [item["id"] for item in items] == ["theharbourgazett2024tidewater7", "unknownanother8"]
    first = items[0]
    assert set(first) <= {"id", "type", "title", "author", "container-title", "URL", "issued", "note", "annote"}
    assert first["author"] == [{"literal": "Ada Quill"}]
    assert first["issued"] == {"date-parts": [[2024, 5, 1]]}
    assert first["note"].splitlines()[-1] == "“We could not be gladder” — Nora Vance"
    assert first["annote"].startswith("of it all\n")
    assert all(isinstance(items[1][name], str) for name in ("id", "type", "title", "note"))


def test_text_is_citations_with_notes() -> None:
    text = written(BOOK[:1], "text", made=MADE)
    assert text.startswith("“We could not be gladder”\n— Nora Vance, to Radio Quay\n“Tidewater")
    noted = written([replace(BOOK[0], note="why")], "text", made=MADE)
    assert noted == text + "Note: why\n"
