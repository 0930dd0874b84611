"""Albums, songs, books and groups on the command line: listed, searched for, corrected, exported and read back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pullquote.cache.library import Library

from .test_commands import run

REVIEW = """# Hollow Pines Turn the Lights Down on ‘Harbor Glass’

The folk trio Hollow Pines have made a quiet record. *Harbor Glass*, their third album, arrives on 15 May 2026.

The lead single, “Paper Boats,” is out now. “We had nothing left to lose,” singer Ines Holloway told Pitchfork.

Holloway also wrote the memoir *Small Rooms*, and hosts the podcast *Slow News* with the band.
"""
KINDS = {
    ("Harbor Glass", "album"),
    ("Paper Boats", "song"),
    ("Small Rooms", "book"),
    ("Slow News", "podcast"),
    ("Hollow Pines", "group"),
    ("Ines Holloway", "person"),
    ("Pitchfork", "organization"),
}


@pytest.fixture
def review(hermetic: Path, tmp_path: Path) -> Path:
    """A library with the review in it, and the review as a file."""
    file = tmp_path / "review.md"
    file.write_text(REVIEW, encoding="utf-8")
    run("add", str(file))
    return file


def kinds(article: str) -> set[tuple[str, str]]:
    return {(entity["name"], entity["type"]) for entity in json.loads(article)["entities"]}


@pytest.mark.usefixtures("review")
def test_works_are_listed_by_type_and_groups_apart() -> None:
    works = [line.split("\t")[:2] for line in run("works", "--fields", "name,type").splitlines()]
    assert {tuple(row) for row in works} == {(name, kind) for name, kind in KINDS if kind in
                                             ("album", "song", "book", "podcast")}  # fmt: skip
    assert run("works", "--type", "album", "--type", "song", "--fields", "name").split("\n")[:2] == [
        "Harbor Glass", "Paper Boats",
    ]  # fmt: skip
    assert run("groups", "--fields", "name") == "Hollow Pines\n"
    assert run("shows") == ""
    assert run("works", "-n", "1", "--type", "book", "author", "--fields", "name") == ""
    assert "--type takes show, film" in run("works", "--type", "statue", code=2)


@pytest.mark.usefixtures("review")
@pytest.mark.parametrize(
    "query",
    [
        'work:"Harbor Glass"',
        'work:"Paper Boats"',
        "album:harbor",
        "song:paper",
        "book:small",
        "podcast:slow",
        "group:hollow",
    ],
)
def test_each_type_is_a_field_of_a_query(query: str) -> None:
    assert len(run("list", query, "--fields", "id").split()) == 1
    assert run("list", f"-{query}", "--fields", "id") == ""
    assert run("list", query.replace("album", "song").replace("work", "film"), "show:harbor", "--fields", "id") == ""


@pytest.mark.usefixtures("review")
def test_a_correction_moves_a_work_to_another_field_and_is_taken_back(hermetic: Path) -> None:
    with Library.open(hermetic / "library") as library:
        library.names.fix_type(library.names.find("Slow News").id, "game")
    assert run("works", "--type", "game", "--fields", "name") == "Slow News\n"
    assert run("list", "podcast:slow", "--fields", "id") == ""
    assert run("undo", "--verbose") is not None
    assert run("works", "--type", "podcast", "--fields", "name") == "Slow News\n"


def test_exports_have_the_types_and_are_read_back_to_the_same(review: Path, tmp_path: Path) -> None:
    assert kinds(run("extract", str(review), "--json")) == KINDS
    article = json.loads(run("show", "1", "--json"))
    assert {entity["name"]: entity["facts"] for entity in article["entities"] if entity["type"] == "song"} == {
        "Paper Boats": {"album": "Harbor Glass"}
    }
    for form, ending in (("json", "json"), ("md", "md"), ("html", "html")):
        out = tmp_path / f"out.{ending}"
        run("export", "--format", form, "-o", str(tmp_path / form))
        (made,) = (tmp_path / form).glob(f"*.{ending}")
        out.write_bytes(made.read_bytes())
        assert kinds(run("extract", str(out), "--json")) == KINDS, form


def test_an_export_of_before_the_types_is_read_unchanged(review: Path, tmp_path: Path) -> None:
    article = json.loads(run("extract", str(review), "--json"))
    old = [entity | {"type": "film"} for entity in article["entities"] if entity["type"] == "album"]
    file = tmp_path / "old.json"
    file.write_text(json.dumps(article | {"entities": old, "mentions": []}), encoding="utf-8")
    assert kinds(run("extract", str(file), "--json")) == KINDS
