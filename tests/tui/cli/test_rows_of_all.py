"""Whatever prints rows prints them as JSON, JSON Lines and TSV, with the fields asked for; what has none says so."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from pullquote.cache.library import Library

from ...program import run
from ...waiting import WAIT


@pytest.fixture(autouse=True)
def library(hermetic: Path, sample_edition: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(sample_edition, hermetic / "library")
    (hermetic / "config").mkdir()
    with Library.open(hermetic / "library") as library:
        library.feeds.add("https://lantern.example/feed")
    monkeypatch.chdir(tmp_path)
    return hermetic / "library"


@pytest.mark.parametrize(
    ("command", "field"),
    [
        ("paths", "path"), ("keys", "action"), ("config get", "name"), ("names sources", "source"),
        ("remove is:unread --dry-run", "title"), ("feeds list", "url"), ("releases", "date"),
    ],
)  # fmt: skip
def test_rows_have_the_form_that_is_asked_for(command: str, field: str, tmp_path: Path) -> None:
    if command == "names sources":
        (tmp_path / "films.tsv").write_text("Low Tide\tfilm\n", encoding="utf-8")
        run("names", "import", "films.tsv")
    rows = json.loads(run(*command.split(), "--json").stdout)
    assert rows
    assert all(field in row for row in rows)
    lines = run(*command.split(), "--jsonl", "--fields", field).stdout.splitlines()
    assert [json.loads(line) for line in lines] == [{field: row[field]} for row in rows]
    table = run(*command.split(), "--plain").stdout.splitlines()
    assert len(table) == len(rows)
    assert len({line.count("\t") for line in table}) == 1
    assert run(*command.split(), "--fields", "help").stdout.count("\t") > 0


def test_a_row_is_one_line_of_a_narrow_terminal(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    name = "The Long and Winding Name of an Outlet, a Query or a Rule"
    with Library.open(library) as opened:
        opened.feeds.update(1, title=name)
    run("tag", name.replace(",", ""), "is:unread")
    run("follow", "Harbour Lights")
    run("follow", '"long and winding name"')
    run("seen", "Harbour Lights", "s2e5")
    (library.parent / "config" / "config.toml").write_text(
        f'[[rules]]\nname = "{name}"\nquery = "oscars"\nstar = true\n', encoding="utf-8"
    )
    monkeypatch.setenv("COLUMNS", "50")
    for command in ("feeds", "people", "works", "tag", "follow", "seen", "guard", "list", "rules"):
        rows = run(command, "--format", "text").stdout.splitlines()
        assert rows
        assert max(map(len, rows)) <= 50, rows


def test_a_name_stands_whole_beside_a_long_reason(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    name = "The Lantern Desk and Weekly"
    reason = "The server answers 503 and says that nobody is to come back before Monday"
    with Library.open(library) as opened:
        opened.feeds.update(1, title=name)
        with opened.database.write() as conn:
            conn.execute("UPDATE feed SET error = ? WHERE id = 1", (reason,))
    monkeypatch.setenv("COLUMNS", "80")
    row = next(row for row in run("feeds", "--format", "text").stdout.splitlines() if reason in row)
    assert name in row


def test_a_secret_is_in_no_list_of_settings() -> None:
    run("config", "set", "catalogue.tmdb_key", "abcdef0123456789abcdef0123456789")
    for form in ("--json", "--jsonl", "--plain"):
        assert "abcdef" not in run("config", "get", "--all", form).stdout


@pytest.mark.parametrize(
    "command", ["show 1", "extract -", "export -o - --format md", "about kestrel", "sync status", "catalogue"]
)
def test_fields_of_what_has_none_are_refused(command: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pullquote.tui", *command.split(), "--fields", "title"],
        input="A page\n\nOf text.\n", capture_output=True, encoding="utf-8", timeout=WAIT, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (2, "")
    assert "--json" in done.stderr


def test_a_citation_file_is_one_json_document() -> None:
    items = json.loads(run("quotes", "--cite", "csl").stdout)
    assert len({item["id"] for item in items}) == len(items)


@pytest.mark.parametrize("word", ["since:", "-person:", "TAG:"])
def test_a_field_without_a_value_is_named(word: str) -> None:
    assert f"{word} has no value" in run("search", "soup", word, code=2).stderr


def test_text_comes_first_where_a_source_before_it_failed(tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text("The lamp is lit\n\nIt was lit again, for an hour.\n", encoding="utf-8")
    assert run("extract", "nothing.html", "page.txt", "--plain", code=3).stdout.startswith("The lamp is lit\n")


def test_no_lists_of_names_are_said() -> None:
    assert run("names", "list").stderr.startswith("There are no lists of names yet.")
