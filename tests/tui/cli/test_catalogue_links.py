"""`pullquote catalogue link` and `unlink`: what is said of records, listed, refused, chosen and taken back."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pullquote.cache.core.article import Article, Entity
from pullquote.cache.core.catalogue import Record
from pullquote.cache.library import Library
from pullquote.cache.store.catalogue import records as catalogue
from pullquote.cache.store.catalogue import verdicts

Run = Callable[..., tuple[int, str, str]]
NOW = datetime(2026, 3, 7, tzinfo=UTC)


@pytest.fixture
def run(hermetic: Path) -> Run:
    """Run a command over a library with a show that a record tells of, and another record of that title."""
    with Library.open(hermetic / "library") as library:
        library.keep(Article(title="A Story", entities=(Entity(name="Saltgate", type="show", mentions=1),)), when=NOW)
        name = library.names.find("Saltgate").id
        with library.database.write() as conn:
            kept = [
                catalogue.keep(
                    conn,
                    Record(
                        provider="tvmaze",
                        kind="show",
                        key=key,
                        name="Saltgate",
                        url=f"https://tv.example/{key}",
                        begun=year,
                        channel="Norra",
                    ),
                    fetched=NOW,
                    expires=NOW,
                )
                for key, year in (("7", "2024"), ("8", "1987"))
            ]
            catalogue.link(conn, name, kept[0], "name, year")
            verdicts.offer(conn, name, "tvmaze", kept)

    def call(*arguments: str) -> tuple[int, str, str]:
        done = subprocess.run(
            [sys.executable, "-m", "pullquote.tui", *arguments],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        return done.returncode, done.stdout, done.stderr

    return call


def test_records_are_listed_refused_chosen_and_taken_back(run: Run) -> None:
    code, out, _ = run("catalogue", "link", "saltgate")
    assert code == 0
    assert out.splitlines() == [
        "* tvmaze:7  Saltgate (2024), Norra, TVmaze  https://tv.example/7",
        "  tvmaze:8  Saltgate (1987), Norra, TVmaze  https://tv.example/8",
    ]
    code, _, said = run("catalogue", "unlink", "saltgate", "TVmaze")
    assert code == 0
    assert "Saltgate (2024), Norra, TVmaze will not be linked to Saltgate again." in said
    assert "1 more of that name" in said
    assert run("catalogue", "link", "saltgate")[1].splitlines() == [
        "  tvmaze:8  Saltgate (1987), Norra, TVmaze  https://tv.example/8"
    ]
    assert "Saltgate is Saltgate (1987), Norra, TVmaze." in run("catalogue", "link", "saltgate", "tvmaze:8")[2]
    assert run("undo")[0] == 0
    assert run("undo")[0] == 0
    assert run("catalogue", "link", "saltgate")[1].startswith("* tvmaze:7")


def test_what_cannot_be_done_is_said(run: Run) -> None:
    code, _, said = run("catalogue", "unlink", "saltgate", "wikidata")
    assert code != 0
    assert "No record of Wikidata tells of Saltgate." in said
    code, _, said = run("catalogue", "link", "saltgate", "Somewhere Else")
    assert code != 0
    assert "is no record of a catalogue" in said
    code, _, said = run("catalogue", "link", "saltgate", "https://www.wikidata.org/wiki/Q7")
    assert code == 0
    assert "`pullquote catalogue update Saltgate`" in said
