"""`pullquote seen`, as a person types it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pullquote.cache.core.article import Article, Entity, EntityType
from pullquote.cache.library import Library

from ...program import run

NAMES: tuple[tuple[str, EntityType], ...] = (
    ("Copper Lane", "show"),
    ("Salt Harbor", "show"),
    ("Dara Finch", "person"),
    ("The Ninth Tide", "film"),
)


@pytest.fixture(autouse=True)
def library(hermetic: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(hermetic)
    folder = hermetic / "library"
    with Library.open(folder) as opened:
        entities = tuple(Entity(name=name, type=kind, mentions=2) for name, kind in NAMES)
        opened.keep(Article(title="A Night", url="https://site.example/1", entities=entities))
        opened.names.follow([opened.names.find("Copper Lane").id])
    return folder


def said(*words: str, code: int = 0) -> str:
    return run("seen", *words, code=code).stderr


def test_where_somebody_is_is_kept_printed_and_taken_back() -> None:
    assert run("seen").stdout == ""
    assert said() == 'You have said of no show how far you have seen it. `pullquote seen "NAME" s2e5` does.\n'
    assert run("seen", "copper lane", "--format", "text").stdout.split() == ["+", "Copper", "Lane", "nothing", "said"]
    kept = "Copper Lane: seen up to season 2, episode 5. `pullquote undo` takes it back.\n"
    assert said("copper", "s2e5") == kept
    assert said("Copper Lane", "2x05") == "Copper Lane: seen up to season 2, episode 5 already.\n"
    assert said("Copper Lane", "+1") == kept.replace("5", "6")
    assert said("salt", "harbor", "season", "3") == (
        "Salt Harbor: seen up to all of season 3. `pullquote undo` takes it back.\n"
    )
    one, two = number("Copper Lane"), number("Salt Harbor")
    assert run("seen").stdout == f"Copper Lane\ts2e6\t2\t6\t1\t{one}\nSalt Harbor\ts3\t3\t\t0\t{two}\n"
    assert json.loads(run("seen", "--json").stdout) == [
        {"id": int(one), "name": "Copper Lane", "seen": "s2e6", "season": 2, "episode": 6, "followed": True},
        {"id": int(two), "name": "Salt Harbor", "seen": "s3", "season": 3, "episode": None, "followed": False},
    ]
    assert [row["seen"] for row in json.loads(run("shows", "--json").stdout)] == ["s2e6", "s3", None]
    assert run("seen", "Copper Lane", "--fields", "seen").stdout == "s2e6\n"
    assert "nothing said" in said("Copper Lane", "none")
    assert run("undo").stderr == "Seen up to season 2, episode 6 again: “Copper Lane”.\n"
    assert "seen up to all of it" in said("Copper Lane", "all")
    assert "no further episode is known" in said("Copper Lane", "+1")


def number(name: str) -> str:
    return run("shows", "--fields", "id,name").stdout.partition(f"\t{name}")[0].split("\n")[-1]


def test_what_cannot_be_read_or_found_is_said(hermetic: Path) -> None:
    assert "“s2f5” is no place in a show. Write it as s2e5, 2x05, season 2, all or none." in said(
        "Copper Lane", "s2f5", code=2
    )
    assert "No name in the library is like “Nobody”" in said("Nobody", code=1)
    assert "Dara Finch is a person; only a show has seasons" in said("Dara", "s1", code=2)
    assert "The Ninth Tide is a film" in said("Ninth Tide", code=2)
    assert "--replace goes with" in said("Copper Lane", "--replace", code=2)
    assert "Name the file" in said("import", code=2)
    assert "Cannot read" in said("import", "nowhere.json", code=1)
    wrong = hermetic / "wrong.csv"
    wrong.write_text("a,b,c\n1,2,3\n")
    assert "takes the JSON, CSV or ZIP that Trakt exports" in said("import", str(wrong), code=1)


def test_an_export_is_imported_and_what_came_of_it_is_told(hermetic: Path) -> None:
    run("seen", "Salt Harbor", "s4")
    file = hermetic / "whatever.txt"
    file.write_text(
        "tv_show_name,episode_season_number,episode_number,is_special\n"
        "Copper Lane,2,3,0\nCopper Lane,1,1,0\nSalt Harbor,1,1,0\nCold Sun,1,2,0\nCold Sun,0,1,1\n"
    )
    elsewhere = 'If one is called otherwise here, say it by hand: `pullquote seen "NAME" s2e5`.'
    assert said("import", str(file)).splitlines() == [
        "TV Time: 4 episodes of 3 shows.",
        "2 shows further now, 0 as far already. `pullquote undo` takes it back.",
        "Further here than there, and left so: Salt Harbor (s4, there s1e1). --replace sets them back.",
        f"No article here names Cold Sun; remembered until one does. {elsewhere}",
        "1 row left out: they are specials.",
    ]
    assert run("seen", "--fields", "name,seen").stdout == "Cold Sun\ts1e2\nCopper Lane\ts2e3\nSalt Harbor\ts4\n"
    assert "1 show further now, 2 as far already" in said("import", str(file), "--replace")
    run("undo")
    run("undo")
    assert run("seen", "--fields", "name,seen").stdout == "Salt Harbor\ts4\n"
