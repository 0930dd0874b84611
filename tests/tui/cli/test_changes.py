"""`pullquote show --changes`: as text, in words, as JSON; `is:changed`."""

from __future__ import annotations

import json
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pullquote.cache.core.article import Article, Paragraph
from pullquote.cache.library import Library

from ...program import PROGRAM, run
from ...waiting import WAIT

NOW = datetime(2026, 3, 7, 12, tzinfo=UTC)
FIRST = "The second season begins on 5 May, Northlight said."
NOTE = "Correction: an earlier version gave another date."


def report(name: str, *paragraphs: str) -> Article:
    blocks = tuple(map(Paragraph, paragraphs))
    return Article(url=f"https://x.example/{name}", title=f"About {name}", blocks=blocks, text="\n\n".join(paragraphs))


@pytest.fixture
def kept(hermetic: Path) -> Path:
    """A library with an article that changed after it was read, and one that did not."""
    with Library.open(hermetic / "library") as library:
        library.mark_read([library.keep(report("lamps", FIRST), when=NOW)])
        library.keep(report("lamps", FIRST.replace("5 May", "“12” June"), NOTE), when=NOW)
        library.keep(report("salt", FIRST), when=NOW)
    return hermetic


def test_what_changed_is_printed_with_signs(kept: Path) -> None:
    assert run("show", "1", "--changes").stdout == (
        "About lamps\n\nChanged since you read it (7 March 2026)\n\n"
        "Paragraph 1, changed:\nThe second season begins on [-5 May] [+“12” June], Northlight said.\n\n"
        f"Paragraph 2, new:\n[+{NOTE}]\n"
    )
    assert '[+"12" June]' in run("show", "1", "--changes", "--ascii").stdout
    assert max(map(len, run("show", "1", "--changes", "--width", "40").stdout.splitlines())) <= 40


def test_who_reads_by_ear_has_words_for_the_signs(kept: Path) -> None:
    config = kept / "linear.toml"
    config.write_text("[reading]\nlinear = true\n")
    said = run("show", "1", "--changes", "--config", str(config)).stdout
    assert "was: The second season begins on 5 May, Northlight said.\n" in said
    assert "now: The second season begins on “12” June, Northlight said.\n" in said
    assert "[-" not in said


def test_json_has_one_more_key(kept: Path) -> None:
    found = json.loads(run("show", "1", "--changes", "--json").stdout)
    assert {*found} - {*json.loads(run("show", "1", "--json").stdout)} == {"changes"}
    assert found["changes"]["since"] == "2026-03-07T12:00:00Z"
    assert found["changes"]["seen"] is True
    first, second = found["changes"]["paragraphs"]
    assert (first["kind"], first["paragraph"], first["was"]) == ("changed", 1, FIRST)
    assert [piece["kind"] for piece in first["pieces"]] == ["same", "gone", "added", "same"]
    assert (second["kind"], second["was"], second["now"]) == ("added", None, NOTE)
    lines = run("show", "1", "2", "--changes", "--jsonl", "--fields", "id,changes").stdout.splitlines()
    assert json.loads(lines[1]) == {"id": 2, "changes": None}


def test_one_that_has_not_changed_is_said_to_be_so(kept: Path) -> None:
    answer = run("show", "2", "--changes")
    assert answer.stdout == ""
    assert "says what it said before" in answer.stderr
    refused = run("show", "1", "--changes", "--format", "md", code=2)
    assert "Choose text, json or jsonl." in refused.stderr


def test_a_query_names_them_and_a_pipe_takes_them(kept: Path) -> None:
    ids = run("list", "is:changed", "--fields", "id").stdout
    assert ids == "1\n"
    found = subprocess.run(
        [*PROGRAM, "show", "-", "--changes"], input=ids, capture_output=True, text=True, timeout=WAIT, check=True
    )
    assert "[-5 May]" in found.stdout
