"""Citations say who, where, when and at which address, in forms other programs read."""

import json
from datetime import UTC, datetime

from msgspec.structs import replace

from pullquote.cache.core.results import QuoteRow
from pullquote.cache.export.citations import bibtex, citation, citation_markdown, csl, of_articles, written

SAYING = QuoteRow(
    article=7,
    text="I kept 100% & more.",
    speaker="Priya Raman",
    via="Reel Weekly",
    title="Harbour Lights: The_Return",
    outlet="The Marquee",
    url="https://a.example/x_y",
    published=datetime(2026, 3, 5, tzinfo=UTC),
)


def test_text() -> None:
    assert citation(SAYING) == (
        "“I kept 100% & more.”\n— Priya Raman, to Reel Weekly\n"
        "“Harbour Lights: The_Return”, The Marquee, 5 March 2026\nhttps://a.example/x_y\n"
    )


def test_markdown() -> None:
    assert citation_markdown(SAYING) == (
        "> “I kept 100% & more.”\n>\n> — Priya Raman, to Reel Weekly, "
        "[Harbour Lights: The\\_Return](<https://a.example/x_y>), The Marquee, 5 March 2026\n"
    )


def test_bibtex_escapes_what_tex_reads_and_leaves_the_address() -> None:
    entry = bibtex(of_articles([SAYING]))
    assert entry.startswith("@online{themarquee2026harbour7,\n")
    assert "  title = {Harbour Lights: The\\_Return},\n" in entry
    assert "  url = {https://a.example/x_y},\n" in entry
    assert "100\\% \\& more" in entry


def test_csl_json() -> None:
    (item,) = json.loads(csl(of_articles([SAYING])))
    assert item["issued"] == {"date-parts": [[2026, 3, 5]]}
    assert item["container-title"] == "The Marquee"


def test_a_quotation_of_which_little_is_known() -> None:
    bare = QuoteRow(article=1, text="Yes.", title="T")
    assert citation(bare) == "“Yes.”\n“T”\n"
    assert json.loads(csl(of_articles([bare]))) == [
        {"id": "unknownarticle1", "type": "article-magazine", "title": "T", "note": "“Yes.”"}
    ]


def test_an_article_is_cited_once_with_all_that_is_quoted_of_it() -> None:
    said = [SAYING, replace(SAYING, text="We stay."), replace(SAYING, article=8), replace(SAYING, text="“No.”")]
    items = json.loads(written(said, "csl"))
    assert [item["id"] for item in items] == ["themarquee2026harbour7", "themarquee2026harbour8"]
    assert items[0]["note"].count("\n") == 2
    entries = written(said, "bibtex")
    assert [line for line in entries.split("\n") if line.startswith("@")] == [
        "@online{themarquee2026harbour7,",
        "@online{themarquee2026harbour8,",
    ]


def test_a_note_without_a_passage_is_no_empty_quotation() -> None:
    assert citation(replace(SAYING, text="", speaker=None, via=None)).startswith("“Harbour Lights")
