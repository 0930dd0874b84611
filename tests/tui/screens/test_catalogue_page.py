"""What catalogues say beside an article and on the pages of names: told apart, led on from, and credited."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from tests.tui import scenes
from tests.tui.conftest import DECIDED
from tests.tui.test_hostile import assert_safe

from pullquote.cache.core.catalogue import Credit, Episode, Record, Season, Work
from pullquote.cache.core.settings import Catalogues, Open, Reading, Settings
from pullquote.cache.library import Library
from pullquote.cache.store.catalogue import records as catalogue
from pullquote.tui.screens.entity import EntityScreen

NOW = datetime(2026, 3, 7, 12, tzinfo=UTC)
SHOW = next(record for kind, _, record in scenes.RECORDS if kind == "show")


@pytest.fixture
def told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Library]:
    """A library in which catalogues tell of four names; the clock stands, the browser writes down what it opens."""
    scenes.still(monkeypatch)
    browser = tmp_path / "browser"
    browser.write_text(f'#!/bin/sh\necho "$1" >> "{tmp_path}/opened"\n')
    browser.chmod(0o755)
    scenes.furnish("catalogue", tmp_path / "library")
    settings = replace(DECIDED, open=Open(browser=str(browser)))
    with Library.open(tmp_path / "library", settings=settings) as library:
        yield library


async def open_page(session: Any, library: Library, name: str) -> EntityScreen:
    """Open the page of a name."""
    page = EntityScreen(session.screen.access, library.names.find(name).id)
    session.app.push_screen(page)
    await session.until(lambda: page.rows.option_count > 0)
    await session.settle()
    return page


def put_focus(page: EntityScreen, kind: str) -> None:
    """Put the focus on the first row of a kind."""
    page.rows.put_focus(next(option.id for option in page.rows.options if (option.id or "").startswith(kind)))


def on_page(page: EntityScreen) -> str:
    """Return what stands on a page, seen or not."""
    return "\n".join(str(option.prompt) for option in page.rows.options)


async def test_beside_an_article_each_name_is_told_of_in_a_line_or_two(told: Library, reader: Any) -> None:
    async with reader(told, size=(120, 40)) as session:
        await session.until(lambda: "◇ as Mara Quill" in session.text())
        text = session.text()
        assert "◇ Northlight · 2024–" in text
        assert "next S2E3, 11 Mar" in text
        assert "◇ played by Ines" in text
        assert "◇ creator" in text
        assert text.count("◇") == 4  # nothing is said of those of whom nothing is known
        await session.press("g", "3")
        await session.until(lambda: "◇ From TVmaze" in session.text())
        assert "since 14 Feb 2024" in session.text()


@pytest.mark.parametrize(
    ("signs", "linear", "shown"), [("ascii", False, "~ as Mara Quill"), ("unicode", True, "TVmaze: as Mara")]
)
async def test_it_is_told_apart_by_a_sign_or_a_word_in_every_look(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reader: Any, signs: Any, linear: bool, shown: str
) -> None:
    scenes.still(monkeypatch)
    scenes.furnish("catalogue", tmp_path / "library")
    settings = replace(DECIDED, reading=Reading(signs=signs, linear=linear))
    with Library.open(tmp_path / "library", settings=settings) as library:
        async with reader(library) as session:
            await session.press("g", "3")
            await session.until(lambda: shown in session.text())
            assert "◇" not in session.text()


async def test_nothing_is_added_where_no_catalogue_says_anything(library: Library, reader: Any) -> None:
    async with reader(library) as session:
        await session.press("g", "3")
        assert "◇" not in session.text()
        page = await open_page(session, library, "Copper Lane")
        assert "◇" not in on_page(page)
        assert "From" not in on_page(page)


@pytest.mark.parametrize("width", [40, 80, 120])
async def test_the_page_of_a_show_tells_what_it_is_and_who_plays_whom(told: Library, reader: Any, width: int) -> None:
    async with reader(told, size=(width, 40)) as session:
        page = await open_page(session, told, "Copper Lane")
        text = on_page(page)
        for words in (
            "◇ From TVmaze",
            "Northlight (US)",
            "since 14 Feb 2024",
            "1: 8 episodes,",
            "“Salt”",
            "CC BY-SA 4.0",
        ):
            assert words in text
        assert "catalogue.example/shows/7/copper-l" in text
        assert "◉ Ines Holloway as Mara Quill" in text
        assert "Tam Ode, voice of the Radio" in text
        assert text.index("season 2, 5 May 2027") < text.index("◇ From TVmaze")  # what an article says stands apart
        assert max(len(line) for line in session.text().split("\n")) <= width


async def test_who_is_named_here_is_led_to_and_the_others_are_said_to_be_in_no_article(
    told: Library, reader: Any
) -> None:
    async with reader(told) as session:
        page = await open_page(session, told, "Copper Lane")
        listed = next(at for at, option in enumerate(page.rows.options) if "Bo Lind" in str(option.prompt))
        page.rows.highlighted = listed
        await session.press("enter")
        assert "No article here names Bo Lind." in page.status.text
        page.rows.highlighted = listed - 1
        await session.press("enter")
        person = session.app.screen
        assert isinstance(person, EntityScreen)
        await session.until(lambda: person.head.title == "Ines Holloway" and "Works, from TVmaze" in session.text())
        text = on_page(person)
        assert "2026  ▸ The Ninth Tide as the Pilot" in text
        assert "2019    A Hundred Small Doors" in text
        assert "Born      2 Nov 1984" in text
        put_focus(person, "listed 0 1")
        await session.press("enter")
        await session.until(lambda: session.app.screen.head.title == "Copper Lane")


async def test_the_page_of_a_group_has_its_albums_and_members(told: Library, reader: Any) -> None:
    async with reader(told) as session:
        text = on_page(await open_page(session, told, "Hollow Pines"))
        assert "◇ Members, from MusicBrainz" in text
        assert "2026  ◎ Harbor Glass" in text
        assert "2018    Slow Water" in text
        album = on_page(await open_page(session, told, "Harbor Glass"))
        assert "Cold Sun Records" in album
        assert "∴ Hollow Pines" in album


async def test_who_has_no_record_is_told_of_by_the_works_that_credit_them(told: Library, reader: Any) -> None:
    async with reader(told) as session:
        character = await open_page(session, told, "Mara Quill")
        text = on_page(character)
        assert "◇ Appears in, from TVmaze" in text
        assert "2024  □ Copper Lane, played by Ines Holloway" in text
        assert "Data by TVmaze, CC BY-SA 4.0" in text
        put_focus(character, "listed")
        await session.press("y")
        assert session.app.clipboard == SHOW.url
        await session.press("enter")
        await session.until(lambda: session.app.screen.head.title == "Copper Lane")
        maker = on_page(await open_page(session, told, "Dara Finch"))
        assert "◇ Works, from TVmaze" in maker
        assert "2024  □ Copper Lane, creator" in maker


async def test_a_page_with_little_on_it_says_how_catalogues_are_asked_unless_they_were_refused(
    tmp_path: Path, reader: Any
) -> None:
    for use, words in (("ask", "`pullquote catalogue on`"), ("on", "`pullquote catalogue update`"), ("off", "")):
        settings = Settings(catalogue=Catalogues(use=use))  # type: ignore[arg-type]
        with Library.open(
            tmp_path / use, settings=settings, offline=True
        ) as library:  # nothing is asked, nobody either
            library.keep(scenes.rich_article(), when=NOW)
            async with reader(library) as session:
                text = on_page(await open_page(session, library, "The Ninth Tide"))
                assert words in text
                assert use != "off" or "atalogue" not in text
                assert "atalogue" not in on_page(await open_page(session, library, "Copper Lane"))
                assert "atalogue" not in on_page(
                    await open_page(session, library, "Northlight")
                )  # no service has those


async def test_o_opens_the_page_of_the_source_and_y_copies_its_link(told: Library, reader: Any, tmp_path: Path) -> None:
    async with reader(told) as session:
        page = await open_page(session, told, "Copper Lane")
        put_focus(page, "source")
        await session.press("y")
        assert session.app.clipboard == SHOW.url
        await session.press("o")
        await session.until(lambda: (tmp_path / "opened").exists())
        put_focus(page, "listed")
        await session.press("o")
        await session.until(lambda: (tmp_path / "opened").read_text().split() == [SHOW.url] * 2)


async def test_a_cast_of_hundreds_is_shown_when_it_is_asked_for(told: Library, reader: Any) -> None:
    cast = tuple(Credit(name=f"Player Number{n:03}", role="actor", character=f"Neighbour {n}") for n in range(600))
    with told.database.write() as conn:
        catalogue.keep(conn, replace(SHOW, credits=cast), fetched=NOW, expires=NOW)
    async with reader(told) as session:
        page = await open_page(session, told, "Copper Lane")
        assert "Player Number005" in on_page(page)
        assert "Player Number006" not in on_page(page)
        put_focus(page, "all")
        await session.press("enter")
        assert "Player Number599 as Neighbour 599" in on_page(page)
        assert page.rows.highlighted_option is not None
        assert "Player Number006" in str(page.rows.highlighted_option.prompt)  # the focus is where the list goes on
        await session.press("G")
        await session.press("k")


async def test_a_long_text_is_cut_and_shown_whole_by_enter(told: Library, reader: Any) -> None:
    async with reader(told, size=(60, 40)) as session:
        page = await open_page(session, told, "Copper Lane")
        assert "knows her name" not in on_page(page)
        put_focus(page, "text")
        await session.press("enter")
        assert "knows her" in on_page(page)
        await session.press("enter")
        assert "knows her" not in on_page(page)


async def test_hostile_records_are_shown_as_letters(told: Library, reader: Any, hostile_text: str) -> None:
    bad = hostile_text
    record = Record(
        provider="tvmaze", kind="show", key="7", name=bad, url="javascript:alert(1)", aka=(bad,), begun=bad, ended=bad,
        channel=bad, country=bad, language=bad, genres=(bad,), about=bad,
        credits=(
            Credit(name=bad, role="actor", character=bad),
            Credit(name="Ines Holloway", role="actor", character=bad),
            Credit(name="Dara Finch", role=bad),
        ),
        seasons=(Season(number=1, premiered=bad, ended=bad),), next=Episode(season=1, number=1, name=bad, date=bad),
        works=(Work(title=bad, kind="show", role=bad, character=bad),),
    )  # fmt: skip
    with told.database.write() as conn:
        catalogue.keep(conn, record, fetched=NOW, expires=NOW)
    for width in (120, 80, 40):
        async with reader(told, size=(width, 50)) as session:
            await session.press("g", "3")
            await session.until(lambda: "Ines Holloway" in session.text())
            assert_safe(session.text())
            page = await open_page(session, told, "Copper Lane")
            assert_safe(session.text())
            put_focus(page, "source")
            await session.press("o")  # no address that may be opened
            assert_safe(session.text())
