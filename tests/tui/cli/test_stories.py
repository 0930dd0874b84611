"""`pullquote list --stories`, story numbers in JSON, and quotations told once."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pullquote.cache.core.article import Article, Entity, Paragraph, Quote
from pullquote.cache.library import Library

from ...program import run

NOW = datetime(2026, 3, 7, 12, tzinfo=UTC)
SAID = "We never run out of lamps"


def report(hours: float, outlet: str, title: str, said: str = SAID, told: str = "Copper Lane was renewed.") -> Article:
    blocks = (Paragraph(told), Paragraph(f"“{said},” Ines Holloway said."))
    return Article(
        url=f"https://{outlet[-4:].lower()}.example/{hours}", outlet=outlet, title=title,
        published=NOW - timedelta(hours=hours), blocks=blocks, text="\n\n".join(block.text for block in blocks),
        quotes=(Quote(text=said, speaker="Ines Holloway", block=1, start=1, end=1 + len(said)),),
        entities=(Entity(name="Copper Lane", type="show", mentions=2), Entity(name="Ines Holloway", type="person")),
    )  # fmt: skip


@pytest.fixture
def kept(hermetic: Path) -> Path:
    """A library with one story of two outlets, and other news."""
    with Library.open(hermetic / "library") as library:
        library.keep(report(9, "The Lantern", "Copper Lane Renewed for a Third Season"), origin="feed", when=NOW)
        library.keep(report(6, "Reel Weekly", "Third Season Ordered for Copper Lane"), origin="feed", when=NOW)
        sails = report(
            3, "The Wire", "Ines Holloway Learns to Sail", "I was seasick", "She is of Copper Lane, and at sea."
        )
        library.keep(sails, origin="feed", when=NOW)
    return hermetic


def test_a_list_by_story_has_one_row_for_the_same_news_and_the_others_under_it(kept: Path) -> None:
    lines = run("list", "--stories", "--format", "text").stdout.splitlines()
    assert [line.split()[0] for line in lines] == ["3", "1", "2"]
    assert "Reel Weekly, 3 h later: Third Season Ordered" in lines[2]
    assert len(run("list", "--format", "text").stdout.splitlines()) == 3
    assert len(run("list", "--stories").stdout.splitlines()) == 2
    assert len(run("list", "--stories", "--limit", "1").stdout.splitlines()) == 1


def test_json_says_which_story_an_article_is_of(kept: Path) -> None:
    plain = {row["id"]: row["story"] for row in json.loads(run("list", "--json").stdout)}
    assert plain[3] is None
    assert plain[1] == plain[2] != None  # noqa: E711 -- both are some number
    rows = json.loads(run("list", "--stories", "--json").stdout)
    assert [(row["id"], row["others"]) for row in rows] == [(3, 0), (1, 1)]
    assert [(one["id"], one["outlet"]) for one in rows[1]["also"]] == [(2, "Reel Weekly")]
    assert run("list", "--stories", "--fields", "id,story,others").stdout.splitlines()[1] == f"1\t{plain[1]}\t1"


def test_a_quotation_is_told_once_with_every_outlet_that_has_it(kept: Path) -> None:
    rows = json.loads(run("quotes", "--json").stdout)
    assert [row["text"] for row in rows] == ["I was seasick", SAID]
    assert [one["outlet"] for one in rows[1]["also"]] == ["The Lantern"]
    assert "Reel Weekly, The Lantern" in run("quotes", "--format", "text").stdout
    assert run("quotes", "--fields", "outlets").stdout.splitlines()[1] == "Reel Weekly|The Lantern"
