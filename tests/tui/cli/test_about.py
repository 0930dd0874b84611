"""`pullquote about`: what articles say of a name and, apart from that and credited, what catalogues say."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.tui import scenes

from .test_commands import run


@pytest.fixture
def told(hermetic: Path) -> Path:
    """A library in which catalogues tell of four names."""
    scenes.furnish("catalogue", hermetic / "library")
    return hermetic / "library"


@pytest.mark.usefixtures("told")
def test_articles_and_catalogue_are_told_apart_with_the_source() -> None:
    text = run("about", "copper lane", "--width", "60")
    articles, catalogue = text.split("From TVmaze\n")
    assert articles.startswith("Copper Lane\nshow · 1 article · 4 mentions")
    assert "season 2, 5 May 2027" in articles
    assert "“We wanted silence to be a character”" in articles
    assert "Northlight" not in articles
    assert "  Network   Northlight (US)\n" in catalogue
    assert (
        "  https://catalogue.example/shows/7/copper-lane\n  Data by TVmaze, CC BY-SA 4.0, as of 3 Mar 2026\n"
        in catalogue
    )
    assert "Cast, from TVmaze\n  Ines Holloway as Mara Quill (2 articles)\n" in catalogue
    assert "and 24 more; --json has all of them" in catalogue
    assert max(map(len, text.splitlines())) <= 60
    assert "\x1b" not in text


@pytest.mark.usefixtures("told")
def test_json_has_a_catalogue_with_source_licence_and_who_is_named_here() -> None:
    about = json.loads(run("about", "Copper Lane", "--json"))
    assert (about["name"], about["type"], about["articles"]) == ("Copper Lane", "show", 1)
    assert [release["date"] for release in about["dates"]] == ["2027-05-05"]
    assert len(about["said_about"]) == 3
    (record,) = about["catalogue"]
    assert (record["source"], record["licence"], record["fetched"]) == (
        "TVmaze",
        "CC BY-SA 4.0",
        "2026-03-03T12:00:00Z",
    )
    assert record["url"] == "https://catalogue.example/shows/7/copper-lane"
    assert record["why"] == "title and cast"
    here = {credit["name"]: credit["here"] for credit in record["credits"]}
    assert len(here) == 45
    assert here["Bo Lind"] is None
    person = json.loads(run("about", str(here["Ines Holloway"]), "--json"))
    assert person["name"] == "Ines Holloway"
    assert [work["year"] for work in person["catalogue"][0]["works"]] == [2024, 2026, 2019, 2016]


@pytest.mark.usefixtures("told")
def test_several_names_and_other_forms() -> None:
    both = [json.loads(line) for line in run("about", "Copper Lane", "Hollow Pines", "--jsonl").splitlines()]
    assert [one["name"] for one in both] == ["Copper Lane", "Hollow Pines"]
    assert [one["name"] for one in json.loads(run("about", "Copper Lane", "Hollow Pines", "--json"))] == [
        "Copper Lane", "Hollow Pines",
    ]  # fmt: skip
    text = run("about", "Copper Lane", "Hollow Pines", "-n", "1")
    assert "\n\nHollow Pines\ngroup · " in text
    assert text.count("\n  “") == 1
    markdown = run("about", "Hollow Pines", "--format", "md")
    assert markdown.startswith("# Hollow Pines\n")
    assert (
        "[MusicBrainz](<https://catalogue.example/artist/hp>): Data from MusicBrainz. [CC0 1.0](<https://" in markdown
    )
    assert "- 2026  Harbor Glass (1 article)" in markdown


@pytest.mark.usefixtures("told")
def test_without_a_catalogue_there_is_what_articles_say() -> None:
    about = json.loads(run("about", "The Ninth Tide", "--json"))
    assert about["catalogue"] == about["credited"] == []
    assert len(about["newest"]) == 1
    assert "From " not in run("about", "The Ninth Tide")
    assert "No name in the library is like" in run("about", "nobody like that", code=1)
    assert "Choose text, md, json or jsonl" in run("about", "Dara Finch", "--plain", code=2)


@pytest.mark.usefixtures("told")
def test_who_has_no_record_is_told_of_by_the_works_that_credit_them() -> None:
    text = run("about", "Mara Quill")
    page = "https://catalogue.example/shows/7/copper-lane"
    played = "2024  Copper Lane, played by Ines Holloway (1 article)"
    assert f"Appears in, from TVmaze\n  {played}\n    {page}\n  Data by TVmaze" in text
    (work,) = json.loads(run("about", "Dara Finch", "--json"))["credited"]
    assert (work["name"], [credit["role"] for credit in work["credits"]]) == ("Copper Lane", ["creator"])
    assert f"- [2024  Copper Lane, creator (1 article)](<{page}>)" in run("about", "Dara Finch", "--format", "md")
