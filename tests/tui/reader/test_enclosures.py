"""Files that come with an article: shown in it, printed with it, and played by a command."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pullquote.cache.core.article import Article, Embed, Enclosure, Paragraph
from pullquote.cache.core.settings import Open, Settings
from pullquote.cache.export.enclosures import facts_of
from pullquote.cache.library import Library

from ...waiting import until

EPISODE = Enclosure("https://cast.example/1.mp3?a=b;c", "audio/mpeg", 39_845_888, 2520)
TRAILER = Embed("youtube", "https://video.example/watch?v=1", "Season 2 trailer")


@pytest.fixture
def played(tmp_path: Path) -> Path:
    """The file to which the player of the settings writes what it is told to play."""
    player = tmp_path / "player"
    player.write_text(f'#!/bin/sh\necho "$#:$2" >> "{tmp_path}/played"\n')
    player.chmod(0o755)
    return tmp_path / "played"


@pytest.fixture
def podcasts(played: Path) -> Iterator[Library]:
    settings = Settings(open=Open(enclosure=f"{played.with_name('player')} --quiet"))
    with Library.open(played.parent / "library", settings=settings) as library:
        library.keep(Article(title="Both", blocks=(Paragraph("Words."), TRAILER), text="Words.", enclosures=(EPISODE,)))
        library.keep(Article(title="One", blocks=(Paragraph("Words."),), text="Words.", enclosures=(EPISODE,)))
        library.keep(Article(title="None", blocks=(Paragraph("Words."),), text="Words."))
        yield library


@pytest.mark.parametrize("size", [(40, 20), (80, 24), (120, 40)])
async def test_the_article_says_what_comes_with_it_and_a_key_plays_it(
    podcasts: Library, played: Path, reader: Any, size: tuple[int, int]
) -> None:
    async with reader(podcasts, article=podcasts.find("One"), size=size) as session:
        assert "▷ Audio · 42 min · 40 MB" in session.text()
        await session.press("g", "e")
        await session.until(played.exists)
        assert played.read_text() == f"2:{EPISODE.url}\n"  # noqa: ASYNC240
        await session.until(lambda: "Playing a file from cast.example" in session.screen.status.text)


async def test_of_several_the_user_chooses(podcasts: Library, played: Path, reader: Any) -> None:
    async with reader(podcasts, article=podcasts.find("Both")) as session:
        await session.press("g", "e")
        assert "YouTube: Season 2 trailer" in session.text()
        await session.press("j", "enter")
        await session.until(played.exists)
        assert played.read_text() == f"2:{TRAILER.url}\n"  # noqa: ASYNC240


async def test_where_there_is_none_that_is_said(podcasts: Library, reader: Any) -> None:
    async with reader(podcasts, article=podcasts.find("None")) as session:
        await session.press("g", "e")
        assert session.screen.status.text == "There is no audio or video in this article."


def run(library: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pullquote.tui", "--library", str(library), *arguments]
    return subprocess.run(command, check=False, capture_output=True, text=True)


def test_the_command_line_prints_and_plays_it(podcasts: Library, played: Path, hermetic: Path) -> None:
    one, none = str(podcasts.find("One")), str(podcasts.find("None"))
    folder = played.parent / "library"
    assert json.loads(run(folder, "show", one, "--json").stdout)["enclosures"] == [
        {"url": EPISODE.url, "type": "audio/mpeg", "length": 39845888, "seconds": 2520}
    ]
    assert f"[Audio, 42 min, 40 MB: {EPISODE.url}]" in run(folder, "show", one).stdout
    config = played.parent / "config.toml"
    config.write_text(f'[open]\nenclosure = "{played.with_name("player")} --quiet"\n')
    assert run(folder, "--config", str(config), "open", one, "--enclosure").returncode == 0
    until(played.exists)
    nothing = run(folder, "open", none, "--enclosure")
    assert nothing.returncode != 0
    assert nothing.stderr == f"pullquote: There is no audio or video in article {none}.\n"
    assert run(folder, "open", "--enclosure").returncode == 2


@pytest.mark.parametrize(
    ("enclosure", "facts"),
    [
        (EPISODE, ("Audio", "42 min", "40 MB", "cast.example")),
        (Enclosure("https://x.example/a.mp4", None, 1, 7384), ("Video", "2 h 03 min", "0.1 MB", "x.example")),
        (Enclosure("https://x.example/a", None, None, 20), ("File", "20 s", "x.example")),
    ],
)
def test_how_it_is_said(enclosure: Enclosure, facts: tuple[str, ...]) -> None:
    assert facts_of(enclosure) == facts
