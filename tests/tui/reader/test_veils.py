"""What would spoil something is veiled in the app: one line says why, a key opens it, another says that it is none."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from pullquote.cache.core.article import Paragraph
from pullquote.cache.core.settings import Catalogues, Reading, Settings
from pullquote.cache.ingest.parts import guarding
from pullquote.cache.library import Library

from ..veiled import NOON, RECAPS, guarded, report

WHY = "Copper Lane season 2, episode 5; you are at season 2, episode 4 (3 paragraphs)"
DECIDED = Settings(catalogue=Catalogues(use="off"))


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "library", settings=DECIDED) as opened:
        yield opened


def flat(session: Any) -> str:
    """Return the screen with its lines joined."""
    return " ".join(session.text().replace("│", " ").replace("|", " ").split())


@pytest.mark.parametrize("width", [40, 80, 120])
async def test_a_run_is_one_line_that_says_why_and_the_key_opens_and_veils_it(
    library: Library, reader: Any, width: int
) -> None:
    guarded(library, report())
    async with reader(library, size=(width, 40)) as session:
        await session.press("enter")
        assert f"▨ Veiled: {WHY}. Press . to open." in flat(session)
        assert "lighthouse" not in session.text()
        await session.press("full_stop")
        assert f"▨ Open: {WHY}. Press . to veil." in flat(session)
        assert "the lighthouse burns down" in flat(session)
        assert "begins at the funeral" not in flat(session)


async def test_runs_are_opened_one_after_the_other_and_veiled_again_together(library: Library, reader: Any) -> None:
    guarded(library, report())
    async with reader(library, size=(120, 64)) as session:
        view = session.screen.article.keys_widget
        await session.press("enter")
        above = [line.text for line in view.lines[:10]]
        await session.press("full_stop")
        assert "lighthouse" in session.text()
        assert "funeral" not in session.text()
        assert [line.text for line in view.lines[:10]] == above
        await session.press("full_stop")
        assert "funeral" in session.text()
        await session.press("full_stop")
        assert "lighthouse" not in session.text()
        assert "funeral" not in session.text()
        await session.press("slash", *"lighthouse", "enter")
        assert "Not in this article: lighthouse" in session.text()
        await session.press("right_parenthesis")
        assert "No quotes in this article" in session.text()
        await session.press("full_stop", "right_parenthesis")
        assert "Quote 1 of 1" in session.text()


async def test_what_stands_above_does_not_move_and_a_closed_part_gives_way_to_its_line(
    library: Library, reader: Any
) -> None:
    guarded(library, report())
    async with reader(library, size=(44, 14)) as session:
        view = session.screen.article.keys_widget
        await session.press("enter")
        await session.press("full_stop")  # nothing veiled in view: it is gone to
        assert "Veiled here. Press . to open." in session.text()
        assert not view.veiled.opened
        top, above = view.scroll_y, session.text().split("Veiled:")[0]
        await session.press("full_stop")
        assert view.scroll_y == top
        assert session.text().split("Open:")[0] == above
        line = next(at for at, one in enumerate(view.lines) if "survives" in one.text)
        view.go_to(line)
        await session.press("full_stop")
        assert view.lines[round(view.scroll_y)].text.startswith("Veiled:")


async def test_it_is_opened_by_a_click(library: Library, reader: Any) -> None:
    guarded(library, report())
    async with reader(library, size=(80, 30)) as session:
        await session.press("enter")
        view = session.screen.article.keys_widget
        line = next(at for at, one in enumerate(view.lines) if one.text.startswith("Veiled:"))
        await session.pilot.click(view, offset=(20, line))
        await session.until(lambda: "lighthouse" in session.text())


async def test_a_ruling_is_remembered_and_taken_back_in_one_step(library: Library, reader: Any) -> None:
    number = guarded(library, report())
    async with reader(library, size=(120, 50)) as session:
        await session.press("enter", "full_stop", "g", "full_stop")
        await session.until(lambda: "3 passages, no spoiler: U veils them again." in session.text())
        assert "episode 5 (3 paragraphs)" not in flat(session)
        assert "lighthouse" in session.text()
        assert "the lighthouse" in library.article(number).text
        await session.press("U")
        await session.until(lambda: "lighthouse" not in session.text() or "Open:" in session.text())
        assert "the lighthouse" not in library.article(number).text


async def test_a_passage_that_is_shown_is_called_a_spoiler(library: Library, reader: Any) -> None:
    number = guarded(library, report())
    async with reader(library, size=(44, 12)) as session:
        await session.press("enter", "g", "full_stop")
        await session.until(lambda: "What spoils something here?" in flat(session))
        await session.press("enter")
        await session.until(lambda: "A spoiler: U shows it again." in session.text())
        assert library.headlines([number])[0].veiled
        await session.press("U")
        await session.until(lambda: not library.headlines([number])[0].veiled)


@pytest.mark.parametrize("width", [40, 80, 120])
async def test_a_headline_is_opened_in_the_list_until_the_app_ends(library: Library, reader: Any, width: int) -> None:
    guarded(library, RECAPS[0])
    async with reader(library, size=(width, 24)) as session:
        assert "▨ Recap: Copper Lane" in session.text()
        assert "Wedding" not in session.text()
        assert "1 of 1 unread" in flat(session)
        await session.press("full_stop")
        assert "Wedding" in session.text()
        await session.press("enter")
        assert "is a shock" in session.text()
        await session.press("h", "full_stop")
        assert "Wedding" not in session.text()
        await session.press("g", "full_stop")
        await session.until(lambda: "No spoiler: U veils it again." in session.text())
        assert "Wedding" in session.text()
        await session.press("U")
        await session.until(lambda: "Wedding" not in session.text())
    async with reader(library, size=(width, 24)) as session:
        assert "Wedding" not in session.text()


async def test_the_head_of_an_article_is_one_line(library: Library, reader: Any) -> None:
    guarded(library, RECAPS[0])
    async with reader(library, size=(80, 24)) as session:
        await session.press("enter")
        assert "▨ Recap: Copper Lane" in session.text()
        assert "(headline and summary). Press . to open." in flat(session)
        assert "shock" not in session.text()
        await session.press("full_stop")
        assert "Ends in a Wedding" in session.text()
        assert "is a shock" in session.text()


async def test_signs_are_ascii_and_words_where_it_is_read_aloud(tmp_path: Path, reader: Any) -> None:
    for name, reading, says in (
        ("plain", Reading(signs="ascii"), "% Recap: Copper Lane"),
        ("spoken", Reading(linear=True), "veiled: Recap: Copper Lane"),
    ):
        settings = Settings(catalogue=Catalogues(use="off"), reading=reading)
        with Library.open(tmp_path / name, settings=settings) as opened:
            guarded(opened, RECAPS[0])
            async with reader(opened, size=(80, 24)) as session:
                assert says in flat(session)


async def test_a_name_is_guarded_and_let_go_by_a_key(library: Library, reader: Any) -> None:
    number = guarded(library, report())
    async with reader(library, size=(120, 50)) as session:
        await session.press("g", "3")
        await session.until(lambda: "▨ guarded" in session.text())
        assert "guarded: what comes after season 2, episode 4 is veiled" in flat(session)
        await session.press("full_stop")
        await session.until(lambda: "Copper Lane is not guarded any more" in session.text())
        await session.until(lambda: "▨" not in session.text())
        assert "lighthouse" in session.text()
        await session.press("U")
        await session.until(lambda: "is guarded again" in session.text())
        await session.until(lambda: "lighthouse" not in session.text())
        await session.press("P")
        await session.until(lambda: "▨ guarded: what comes after season 2, episode 4 is veiled" in flat(session))
        await session.press("full_stop")
        await session.until(lambda: "▨ guarded" not in session.text())
        assert "lighthouse" in library.article(number).text
        await session.press("full_stop")
        await session.until(lambda: "Copper Lane is guarded: what comes after" in session.text())


async def test_who_gets_there_is_told_and_sees_it_at_once(library: Library, reader: Any) -> None:
    guarded(library, report())
    async with reader(library, size=(120, 50)) as session:
        await session.press("g", "3", "E", "ctrl+u", *"s2e5", "enter")
        await session.until(lambda: "lighthouse" in session.text())
        assert "funeral" not in session.text()
        await session.press("E", "ctrl+u", *"all", "enter")
        await session.until(
            lambda: "You are there: nothing of Copper Lane is veiled any more." in session.screen.status.text
        )
        await session.until(lambda: "funeral" in session.text())
        assert "▨" not in session.text()


async def test_the_setting_holds_at_once_and_what_is_guarded_is_listed(
    library: Library, reader: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PULLQUOTE_CONFIG", str(tmp_path / "config.toml"))
    text = "Spoilers ahead: in the last scene of The Ninth Tide the captain turns into a ghost and dies."
    library.keep(replace(report("On a Ship"), blocks=(Paragraph(text),), text=text, mentions=(), quotes=()), when=NOON)
    async with reader(library, size=(120, 30)) as session:
        await session.press("enter")
        assert "a ghost" in session.text()
        await session.press("colon", *"set list.guard The Ninth Tide", "enter")
        await session.until(lambda: "Guarded by the setting: The Ninth Tide." in session.text())
        await session.until(lambda: "a ghost" not in session.text())
        await session.press("colon", *"guards", "enter")
        await session.until(lambda: "Guarded against spoilers" in session.text())
        assert "▨ The Ninth Tide" in session.text()


async def test_what_was_followed_and_seen_before_is_settled_at_the_start(library: Library, reader: Any) -> None:
    guarded(library, report())
    with library.database.write() as conn:
        conn.execute("UPDATE meta SET value = '' WHERE key = 'guards'")
    assert not library.guard.is_settled()
    async with reader(library, size=(80, 24)) as session:
        await session.until(library.guard.is_settled)
        await session.until(lambda: "is veiled" not in session.text())


async def test_other_changes_are_made_between_the_pieces_of_a_long_settling(
    library: Library, reader: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    guarded(library, *(report(f"A {'very ' * number}long evening", ago=number) for number in range(1, 13)))
    monkeypatch.setattr(guarding, "_STEP", 0.0)  # an article a piece
    async with reader(library, size=(80, 24)) as session:
        with library.database.write() as conn:
            conn.execute("UPDATE meta SET value = '' WHERE key = 'guards'")
        found: list[bool] = []
        session.screen.settle_guards("Looked through.")
        await session.until(lambda: bool(session.screen.access._changes))
        session.screen.access.write(session.screen, library.guard.is_settled, found.append)
        await session.until(lambda: "Looked through." in session.text())
        assert found == [False]
        assert library.guard.is_settled()


@pytest.mark.parametrize("keys", [("full_stop",), ("E", "ctrl+u", *"s1e1", "enter")])
async def test_what_a_key_guards_is_settled_in_the_end_however_many_articles_it_is(
    library: Library, reader: Any, keys: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    first = guarded(library, *(report(f"A {'very ' * number}long evening", ago=number) for number in range(1, 7)))
    library.progress.set(library.names.find("Copper Lane").id, None)
    library.guard.settle()
    monkeypatch.setattr(guarding, "_STEP", 0.0)
    monkeypatch.setattr(guarding, "_AT_ONCE", 0.0)
    async with reader(library, size=(120, 40)) as session:
        await session.press("g", "3", *keys)
        await session.until(lambda: first in library.guard.veils([first]))
        await session.until(library.guard.is_settled)
        await session.press("U")
        await session.until(lambda: first not in library.guard.veils([first]))
        await session.until(library.guard.is_settled)


async def test_the_line_of_keys_offers_to_unveil_only_where_something_is_veiled(library: Library, reader: Any) -> None:
    guarded(library, report())
    async with reader(library, size=(120, 64)) as session:
        await session.press("enter")
        assert ". Unveil" in session.text()
        await session.press("full_stop", "full_stop")
        assert ". Unveil" not in session.text()
        await session.press("full_stop")
        assert ". Unveil" in session.text()


async def test_a_long_note_of_what_is_guarded_is_whole_in_a_narrow_dialog(library: Library, reader: Any) -> None:
    guarded(library, report())
    async with reader(library, size=(40, 24)) as session:
        await session.press("ctrl+p", *"guarded", "enter")
        await session.until(lambda: "Guarded against" in session.text())
        assert "what comes after season 2, episode 4: 1 article" in flat(session)


async def test_the_address_of_a_veiled_headline_is_its_host_until_that_is_opened(library: Library, reader: Any) -> None:
    guarded(library, RECAPS[0])
    async with reader(library, size=(120, 64)) as session:
        await session.press("enter")
        assert "news.example/…" in session.text()
        assert "https://news.example" not in session.text()
        await session.press("full_stop")
        assert RECAPS[0].url in session.text()
