"""A key saves the article to the user's own server; without one it says how to name it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pullquote.cache.core.article import Article, Paragraph
from pullquote.cache.core.settings import Save, Settings
from pullquote.cache.library import Library

from ...cache.conftest import Loopback, Reply


@pytest.fixture
def server() -> Iterator[Loopback]:
    found = Loopback()
    found.on("/api/bookmarks", Reply(202, {"Bookmark-Id": "1"}, b"{}"))
    found.on("/oauth/v2/token", Reply(200, {}, b'{"access_token":"t"}'))
    found.on("/api/entries.json", Reply(401))
    yield found
    found.close()


def library(folder: Path, save: Save) -> Library:
    found = Library.open(folder / "library", settings=Settings(save=save))
    found.keep(
        Article(title="One", url="https://reel.example/1", blocks=(Paragraph("Words."),), text="Words.", rules=1)
    )
    return found


async def test_a_key_saves_the_article_and_the_status_line_says_so(
    tmp_path: Path, server: Loopback, reader: Any
) -> None:
    save = Save(readeck=server.url, readeck_command="echo token")
    with library(tmp_path, save) as opened:
        async with reader(opened, article=1) as session:
            await session.press("g", "w")
            await session.until(lambda: session.screen.status.text == "Saved to Readeck")
    assert b"https://reel.example/1" in server.requests[0].body


async def test_of_two_servers_the_user_chooses_and_a_refusal_is_said(
    tmp_path: Path, server: Loopback, reader: Any
) -> None:
    kept = tmp_path / "library" / "logins.toml"
    kept.parent.mkdir()
    kept.write_text(f'["wallabag client {server.url}"]\nname = "1"\npassword = "2"\n')
    kept.chmod(0o600)
    save = Save(
        readeck=server.url,
        readeck_command="echo t",
        wallabag=server.url,
        wallabag_user="ida",
        wallabag_command="echo p",
    )
    with library(tmp_path, save) as opened:
        async with reader(opened, article=1) as session:
            await session.press("g", "w")
            assert "wallabag" in session.text()
            await session.press("w", "enter")
            await session.until(lambda: "does not take your login" in session.screen.status.text)
    assert json.loads(server.requests[-1].body)["url"] == "https://reel.example/1"


async def test_without_a_server_it_says_how_to_name_one(tmp_path: Path, reader: Any) -> None:
    with library(tmp_path, Save()) as opened:
        async with reader(opened, article=1) as session:
            await session.press("g", "w")
            assert "pullquote config set save.readeck ADDRESS" in session.screen.status.text
