"""`pullquote catalogue update --index` as a user has it."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from ...cache.catalogue.stand_in import StandIn
from ...waiting import WAIT
from .test_catalogue import Run, config, run, stand_in  # noqa: F401 -- fixtures


def test_the_index_is_fetched_told_of_and_forgotten(run: Run, stand_in: StandIn) -> None:  # noqa: F811
    code, _, said = run("update", "--index")
    assert (code, stand_in.connections) == (1, 0)
    assert "catalogue on" in said
    run("on", "--yes")
    code, _, said = run("update", "--index", "--offline")
    assert (code, stand_in.connections) == (4, 0)
    code, _, said = run("update", "--index")
    assert code == 0
    assert "their titles are known" in said
    assert {path.partition("?")[0] for path in stand_in.paths("tvmaze")} == {"/shows"}
    asked = stand_in.asked
    assert "up to date" in run("update", "--index")[2]
    assert stand_in.asked == asked
    code, out, _ = run("status")
    assert "The index of TVmaze has" in out
    index = json.loads(run("status", "--json")[1])["index"]
    assert index["complete"]
    assert index["shows"] == len(stand_in.world.shows)
    assert "forgotten" in run("forget", "--index")[2]
    assert "The index" not in run("status")[1]
    assert run("update", "--index", "Saltgate")[0] == 2
    assert run("forget", "--index", "--all")[0] == 2


@pytest.mark.usefixtures("config")
def test_an_article_is_understood_by_the_columns_of_an_own_list() -> None:
    def pullquote(*words: str, given: str) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "pullquote.tui", *words],
            input=given, capture_output=True, text=True, timeout=WAIT, check=True,
        )  # fmt: skip
        return done.stdout

    text = "The actor said the new film and the episode were fun. She likes Umber, which Tidemark makes, best of all.\n"
    before = json.loads(pullquote("extract", "-", "--json", given=text))
    assert "Umber" not in {one["name"] for one in before["entities"]}
    pullquote("names", "import", "-", given="name\ttype\tnetwork\tyear\nUmber\tshow\tTidemark\t2016-\n")
    after = json.loads(pullquote("extract", "-", "--json", given=text))
    assert ("Umber", "show") in {(one["name"], one["type"]) for one in after["entities"]}
    assert pullquote("names", "list", "--fields", "name,years,network", given="") == "Umber\t2016-\tTidemark\n"
