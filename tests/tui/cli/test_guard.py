"""`pullquote guard` and the setting list.guard, as a person types them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pullquote.cache.library import Library

from ...program import run
from ..veiled import RECAPS, guarded, report


@pytest.fixture(autouse=True)
def library(hermetic: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(hermetic)
    folder = hermetic / "library"
    with Library.open(folder) as opened:
        guarded(opened, report(), RECAPS[0])
    return folder


def said(*words: str, code: int = 0) -> str:
    return run("guard", *words, code=code).stderr


def test_what_is_guarded_is_listed_and_why() -> None:
    assert json.loads(run("guard", "--json").stdout) == [
        {"id": 1, "name": "Copper Lane", "type": "show", "seen": "s2e4", "by": "seen", "articles": 2}
    ]
    assert run("guard", "--format", "text").stdout.split() == [
        *"Copper Lane what comes after season 2, episode 4 2 articles".split()
    ]
    assert "by\twhy it is guarded" in run("guard", "--fields", "help").stdout


def test_a_name_is_guarded_and_let_go() -> None:
    assert "Recap: Copper Lane season 2, episode 6" in run("list").stdout
    assert said("copper lane", "--off") == (
        "Copper Lane is not guarded any more: nothing of it is veiled. `pullquote undo` takes it back.\n"
    )
    assert said("Copper Lane", "--off") == "Copper Lane is not guarded.\n"
    assert "Ends in a Wedding" in run("list").stdout
    assert run("undo").stderr == "“Copper Lane” is guarded again.\n"
    assert "Wedding" not in run("list").stdout
    assert "`pullquote undo` takes it back" in said("Dara Finch")
    assert said("--off", "Dara Finch").startswith("Dara Finch is not guarded any more")
    assert run("undo").stderr == "“Dara Finch” is guarded again.\n"
    assert run("undo").stderr == "“Dara Finch” is not guarded any more.\n"


def test_what_cannot_be_guarded_is_said() -> None:
    assert 'Write a name: `pullquote guard "Copper Lane" --off`.' in said("--off", code=2)
    assert "Nobody At All" in said("Nobody At All", code=1)


def test_the_setting_takes_a_list_and_holds_at_once(hermetic: Path) -> None:
    run("guard", "Copper Lane", "--off")
    assert "Wedding" in run("list").stdout
    run("config", "set", "list.guard", "Dara Finch, The Ninth Tide")
    assert run("config", "get", "list.guard").stdout == '["Dara Finch", "The Ninth Tide"]\n'
    assert {row["by"] for row in json.loads(run("guard", "--json").stdout)} == {"setting"}
    assert "is guarded by the setting list.guard" in said("Dara Finch", "--off")
    run("config", "set", "list.guard", '["Murder, in Short"]')
    assert run("config", "get", "list.guard").stdout == '["Murder, in Short"]\n'
    run("config", "set", "list.guard", "")
    assert run("guard").stdout == ""
    (hermetic / "config" / "config.toml").write_text('[list]\nguard = "Dara Finch"\n')
    wrong = run("config", "check", code=1).stderr
    assert '`list.guard` takes a list of names, such as ["One", "Another"]' in wrong
