"""Typing a path: Tab completes it, folders first; a slash or ~ behind a whole one begins another."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from pullquote.cache.library import Library
from pullquote.tui.services.prompt.paths import begun_anew, complete_path


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    home = tmp_path / "home"
    for name in ("letters/new", "lists", ".hidden"):
        (home / name).mkdir(parents=True)
    for name in ("letter.txt", "Lamp.txt", "other"):
        (home / name).write_text("")
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.chdir(home)
    return home


def test_folders_come_first_and_home_stays_as_it_was_typed(home: Path) -> None:
    assert complete_path("~/l") == ["~/letters/", "~/lists/", "~/letter.txt"]
    assert complete_path("~") == ["~/"]
    assert complete_path(f"{home}/let") == [f"{home}/letters/", f"{home}/letter.txt"]
    assert complete_path("letters/") == ["letters/new/"]
    assert complete_path("~/") == ["~/letters/", "~/lists/", "~/Lamp.txt", "~/letter.txt", "~/other"]
    assert complete_path("~/.h") == ["~/.hidden/"]
    assert complete_path("/nowhere/at/all") == complete_path("~nobody-here/x") == complete_path("a\0/b") == []


@pytest.mark.parametrize(
    ("line", "offered", "anew"),
    [
        ("/home/me/a.txt/", "/home/me/a.txt", "/"),
        ("/home/me/a.txt~", "/home/me/a.txt", "~"),
        ("/home/me/", "/home/me/a.txt", None),
        ("/home/me//", "/home/me/", "/"),
        ("/home/me/~", "/home/me/", "~"),
        ("/home/me/a.txt/b", "/home/me/a.txt", "/b"),
        ("/home/me/~/b", "/home/me/", "~/b"),
        ("/home/me//b/c", "/home/me/", "/b/c"),
        ("~/", "~", None),
        ("~/", "", None),
        ("/", "", None),
        ("/home/other/a~", "/home/me/a.txt", None),
    ],
)
def test_a_path_begins_anew(line: str, offered: str, anew: str | None) -> None:
    assert begun_anew(line, offered) == anew


async def test_letters_that_come_in_one_go_behind_a_whole_path_are_all_of_the_next(
    library: Library, reader: Any, home: Path
) -> None:
    async with reader(library) as session:
        field = session.screen.prompt._field
        await session.press("enter", "s")
        for letter in "~/list":  # before the first of them is told of
            field.insert_text_at_cursor(letter)
        await session.settle()
        assert field.value == "~/list"


async def test_an_article_is_saved_where_tab_leads(library: Library, reader: Any, home: Path) -> None:
    async with reader(library) as session:
        field = session.screen.prompt._field
        await session.press("enter", "s", "slash")
        assert field.value == "/"
        await session.press("tilde")
        assert field.value == "~"
        await session.press("slash", "l", "e", "tab")
        await session.until(lambda: field.value == "~/letter")
        await session.press("tab")
        await session.until(lambda: field.value == "~/letters/")
        await session.until(lambda: "new/" in session.text())
        await session.press("enter")
        await session.until(lambda: list((home / "letters").glob("*.txt")))
        (saved,) = (home / "letters").glob("*.txt")
        assert "copper-lane" in saved.name
        await session.until(lambda: str(saved) in session.screen.status.text)
