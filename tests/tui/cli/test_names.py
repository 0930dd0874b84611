"""Lists of names on the command line: imported, used, listed, exported, forgotten."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pullquote.cache.store.safety import state_copy

from .test_commands import run, shell

LIST = "Winter of Salt Harbors\tfilm\tHarbors at Last\nOrrin Vastel\tperson\nHollow Pines\tgroup\n"
PLAIN = "We went to the pier, where Orrin Vastel sold lemonade and praised Winter of Salt Harbors to all of us.\n"


@pytest.fixture
def listed(hermetic: Path, tmp_path: Path) -> Path:
    """A list of three names, imported."""
    file = tmp_path / "mine.tsv"
    file.write_text(LIST, encoding="utf-8")
    assert run("names", "import", str(file)) == ""
    return file


def told(*arguments: str, stdin: str = "", code: int = 0) -> str:
    """Run a command and give its stderr."""
    words = " ".join(f"'{word}'" for word in arguments)
    done = shell(f"printf %b '{stdin}' | pullquote {words}")
    assert done.returncode == code, done.stderr
    return done.stderr


def names_in(text: str) -> set[tuple[str, str]]:
    article = json.loads(run("extract", "-", "--json", stdin=text))
    return {(one["name"], one["type"]) for one in article["entities"]}


@pytest.mark.usefixtures("hermetic")
def test_a_list_teaches_what_no_article_has_marked(tmp_path: Path) -> None:
    assert "Winter of Salt Harbors" not in {name for name, _ in names_in(PLAIN)}
    before = tmp_path / "before.txt"
    before.write_text(PLAIN, encoding="utf-8")
    run("add", str(before))
    file = tmp_path / "mine.tsv"
    file.write_text(LIST, encoding="utf-8")
    assert told("names", "import", str(file)) == "3 names added, 0 changed, 0 already there.\n"
    assert {("Winter of Salt Harbors", "film"), ("Orrin Vastel", "person")} <= names_in(PLAIN)
    assert run("works", "--fields", "name") == ""
    run("doctor", "--relink", "--force")
    assert run("works", "--fields", "name") == "Winter of Salt Harbors\n"
    assert run("people", "--fields", "name") == "Orrin Vastel\n"


def test_the_names_are_listed_in_every_form(listed: Path) -> None:
    assert run("names", "list", "--plain").splitlines() == [
        "Hollow Pines\tgroup\t\tmine.tsv",
        "Orrin Vastel\tperson\t\tmine.tsv",
        "Winter of Salt Harbors\tfilm\tHarbors at Last\tmine.tsv",
    ]
    assert json.loads(run("names", "list", "at last", "--json")) == [
        {"name": "Winter of Salt Harbors", "type": "film", "aka": ["Harbors at Last"], "source": "mine.tsv"}
    ]
    assert run("names", "list", "--type", "group", "--fields", "name") == "Hollow Pines\n"
    assert run("names", "list", "--fields", "name", "-n", "1") == "Hollow Pines\n"
    assert run("names", "list", "zzz", "--exit-code", code=5) == "No name of the lists matches “zzz”.\n"
    assert run("names", "sources") == "mine.tsv\n"
    assert "There are: mine.tsv." in run("names", "list", "--source", "other", code=1)
    assert listed.exists()


def test_a_second_import_brings_up_to_date_and_doubles_nothing(listed: Path) -> None:
    assert "0 names added, 0 changed, 3 already there." in told("names", "import", str(listed))
    listed.write_text("Orrin Vastel\tperson\tOld Orrin\nCold Sun\tsong\nno type here\n", encoding="utf-8")
    said = told("names", "import", str(listed), code=3)
    assert "1 name added, 1 changed, 0 already there." in said
    assert "Line 3 was left out: it has no type; write one after a tab, or give all lines one with --type." in said
    assert run("names", "list", "--fields", "name,aka") == (
        "Cold Sun\t\nHollow Pines\t\nOrrin Vastel\tOld Orrin\nWinter of Salt Harbors\tHarbors at Last\n"
    )


@pytest.mark.usefixtures("hermetic")
def test_a_list_comes_through_a_pipe_and_goes_out_as_it_came() -> None:
    said = told(
        "names", "import", "-", "--type", "show", "--source", "tv", stdin=r"Copper Alley Blues\nLow Quay\tbad\n", code=3
    )
    assert "1 name added" in said
    assert "Line 2 was left out: “bad” is no type" in said
    done = shell("pullquote names export | pullquote names import - --source again && pullquote names sources")
    assert done.stdout.split() == ["again", "tv"]
    assert run("names", "export", "--source", "again") == "name\ttype\taka\nCopper Alley Blues\tshow\t\n"
    many = told("names", "import", "-", stdin=r"A\nB\nC\nD\nE\nF\nG\nH\nI\nJ\n", code=1)
    assert "Lines 1, 2, 3, 4, 5, 6, 7, 8 and 2 more were left out: it has no type" in many


def test_a_wrong_name_is_forgotten_and_so_is_a_list(listed: Path, tmp_path: Path) -> None:
    assert "taken out of 1 entry of the imported lists" in told("names", "forget", "winter of salt harbors")
    assert ("Winter of Salt Harbors", "film") not in names_in(PLAIN)
    plain = tmp_path / "plain.txt"
    plain.write_text(PLAIN, encoding="utf-8")
    run("add", str(plain))
    assert "no longer found in articles" in told("names", "forget", "Orrin Vastel")
    assert run("people", "--fields", "name") == ""
    assert ("Orrin Vastel", "person") not in names_in(PLAIN)
    run("undo")
    assert run("people", "--fields", "name") == "Orrin Vastel\n"
    assert told("names", "forget", "--source", "mine.tsv") == "1 name of mine.tsv forgotten.\n"
    assert run("names", "list") == ""
    assert "No list and no article has the name" in run("names", "forget", "Nobody At All", code=1)
    assert "Say what to forget" in run("names", "forget", code=2)
    assert listed.exists()


def test_what_articles_taught_can_be_taken_to_another_library(hermetic: Path, tmp_path: Path) -> None:
    file = tmp_path / "marked.md"
    file.write_text(
        "# What comes in May\n\nSeason 2 of the drama series *Salt Quorum* begins in May.\n", encoding="utf-8"
    )
    run("add", str(file))
    assert "Salt Quorum\tshow\t" in run("names", "export", "--learned")
    assert "one of the two" in run("names", "export", "--learned", "--source", "x", code=2)
    assert run("names", "list") == ""
    assert (hermetic / "library").exists()


def test_lists_survive_in_the_copy_of_what_the_user_made(listed: Path, hermetic: Path, tmp_path: Path) -> None:
    state_copy.copy(hermetic / "library" / "library.db", tmp_path / "copy.db")
    with state_copy.opened(tmp_path / "copy.db") as conn:
        kept = conn.execute("SELECT value FROM memory WHERE key = 'names:mine.tsv'").fetchone()
    assert "Hollow Pines" in kept[0]
    assert listed.exists()
