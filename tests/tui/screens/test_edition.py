"""An edition in the app: asked for, its cover, read from cover to end, come back to after a restart."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import msgspec
import pytest
from textual.widgets import Input

from pullquote.cache.core.article import TITLE_BLOCK
from pullquote.cache.core.settings import Reading, Refresh
from pullquote.cache.library import Library
from pullquote.tui.actions import Pane
from pullquote.tui.screens.edition import EditionScreen
from pullquote.tui.screens.edition_dialog import EditionDialog
from pullquote.tui.screens.quotes import QuotesScreen

from ..conftest import DECIDED
from ..reader.test_refresh import Answer, Outlet
from ..scenes import furnish, still

MADE = 7
"""Articles of the edition of the scene: two of its nine are in the story of another."""


@pytest.fixture
def outlet() -> Iterator[Outlet]:
    """A server with a feed of three items and their pages."""
    server = Outlet(("127.0.0.1", 0), Answer)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def unread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Library]:
    """A library with enough unread for an edition, on a day that stands."""
    still(monkeypatch)
    furnish("edition", tmp_path / "unread")
    with Library.open(tmp_path / "unread", settings=DECIDED) as opened:
        yield opened


async def cover_of(session: Any, *keys: str) -> EditionScreen:
    """Press keys, and wait for the page of an edition."""
    await session.press(*(keys or ("E", "enter")))
    await session.until(
        lambda: isinstance(session.app.screen, EditionScreen) and session.app.screen.rows.chosen is not None
    )
    await session.settle()
    page = session.app.screen
    assert isinstance(page, EditionScreen)
    return page


async def reading(session: Any, number: int) -> int:
    """Wait for an article of the edition by its number, and return that of the library."""
    await session.until(lambda: f"{number} of {MADE}" in session.text().split("\n")[0])
    await session.settle()
    assert session.screen.active_pane is Pane.ARTICLE
    article = session.screen.article.article
    assert article is not None
    assert article.id is not None
    return int(article.id)


async def test_e_asks_for_minutes_and_enter_makes_an_edition_of_what_is_unread(unread: Library, reader: Any) -> None:
    async with reader(unread, size=(80, 60)) as session:
        await session.press("E")
        dialog = session.app.screen
        assert isinstance(dialog, EditionDialog)
        await session.until(lambda: "9 unread, about 40 minutes" in session.text())
        assert "Make it: 45 minutes" in session.text()
        page = await cover_of(session, "enter")
        text = session.text()
        assert "P U L L Q U O T E" in text
        assert "Saturday 7 March 2026" in text
        assert "7 articles · 35 min" in text
        assert text.index("Begin") < text.index("Lead story") < text.index("What you follow") < text.index("Said today")
        assert "3 outlets" in text
        assert page.rows.chosen == "read"
        await session.press("q")
        assert session.app.screen is session.screen
        assert session.screen.active_pane is Pane.LIST


async def test_the_query_of_the_list_and_the_minutes_of_the_last_time_stand_there(unread: Library, reader: Any) -> None:
    async with reader(unread, size=(80, 24)) as session:
        await session.press("F", *"outlet:lantern", "enter", "E")
        dialog = session.app.screen
        assert isinstance(dialog, EditionDialog)
        assert dialog.query_field.value == "outlet:lantern"
        await session.until(lambda: "2 unread" in session.text())
        await session.press(*"12")
        assert "Make it: 12 minutes" in session.text()
        page = await cover_of(session, "enter")
        assert str(page.head.note)[:2] in ("1 ", "2 ")
        assert "outlet:lantern" in session.text()
        await session.press("q", "E")
        assert session.app.screen.field.value == "12"


async def test_an_edition_is_read_from_cover_to_end(unread: Library, reader: Any) -> None:
    async with reader(unread, size=(80, 24)) as session:
        await session.press("j", "j")
        focus = session.screen.list.selected.id
        await cover_of(session)
        await session.press("enter")
        first = await reading(session, 1)
        assert "1 of 7, 35 min left" in session.text()
        await session.press("n")
        second = await reading(session, 2)
        assert second != first
        assert unread.headlines([second])[0].read
        await session.press("p")
        assert await reading(session, 1) == first
        await cover_of(session, "K")
        assert "Begin" in session.text()
        await session.press("enter", *"JnJn")
        await reading(session, 5)
        page = await cover_of(session, *"nn", "space")
        assert "That was your edition" in session.text()
        assert "7 articles, 35 min. Read." in session.text()
        assert page.rows.chosen == "back"
        await session.press("enter")
        assert session.app.screen is session.screen
        assert session.screen.active_pane is Pane.LIST
        assert session.screen.list.selected.id == focus
        assert "Edition" not in session.screen.status.note


async def test_space_at_the_end_of_an_article_goes_on_in_the_edition(unread: Library, reader: Any) -> None:
    async with reader(unread, size=(120, 60)) as session:
        await cover_of(session)
        await session.press("enter")
        await session.until(lambda: "1 of 7" in session.text())
        await session.press("space")
        await session.until(lambda: "2 of 7" in session.text())


async def test_back_leads_to_the_page_and_a_pull_quote_into_its_article(unread: Library, reader: Any) -> None:
    async with reader(unread, size=(80, 40)) as session:
        await cover_of(session)
        await session.press("enter", "n")
        await reading(session, 2)
        page = await cover_of(session, "q")
        assert "Go on: 2 of 7" in session.text()
        assert "you are here" in session.text()
        assert page.rows.chosen == "read"
        await session.press("G")
        assert page.subject is not None
        quoted = page.subject
        await session.press("enter")
        await session.until(lambda: session.screen.article.article.id == quoted)
        await session.until(lambda: session.screen.article.quote is not None)
        assert "of 7" in session.text().split("\n")[0]


@pytest.mark.parametrize("size", [(40, 20), (120, 40)])
async def test_a_restart_comes_back_to_the_same_article_of_the_edition(
    unread: Library, reader: Any, size: tuple[int, int]
) -> None:
    async with reader(unread, size=size) as session:
        await cover_of(session)
        await session.press("enter", "n", "n")
        await session.until(lambda: "3 of 7" in session.text())
        article = session.screen.article.article.id
        await session.press("Q")
    async with reader(unread, size=size) as session:
        await session.until(lambda: "3 of 7" in session.text())
        assert session.screen.article.article.id == article
        await session.press("n")
        await session.until(lambda: "4 of 7" in session.text())
        await cover_of(session, "q")
        assert "Go on: 4 of 7" in session.text()
        await session.press("Q")
    async with reader(unread, size=size) as session:
        await session.until(lambda: "Go on: 4 of 7" in session.text())
        await session.press("q")
        assert session.screen.active_pane is Pane.LIST


async def test_a_restart_comes_back_to_the_end(unread: Library, reader: Any) -> None:
    async with reader(unread, size=(80, 24)) as session:
        await cover_of(session)
        await session.press("enter")
        await cover_of(session, *("n" * MADE))
        assert "That was your edition" in session.text()
        await session.press("Q")
    async with reader(unread, size=(80, 24)) as session:
        await session.until(lambda: "That was your edition" in session.text())


async def test_an_edition_that_is_read_is_offered_to_go_on_with(unread: Library, reader: Any) -> None:
    async with reader(unread, size=(80, 24)) as session:
        await cover_of(session)
        await session.press("enter", "n")
        article = await reading(session, 2)
        await session.press("q", "q", "E")
        await session.until(lambda: "Go on: 2 of 7, 30 min left" in session.text())
        dialog = session.app.screen
        assert dialog.rows.highlighted_option.id == "resume"
        await session.press("9")
        assert dialog.rows.highlighted_option.id == "make"
        await session.press("down", "enter")
        assert await reading(session, 2) == article
        await cover_of(session, "q")


async def test_articles_that_are_gone_are_passed_by(unread: Library, reader: Any) -> None:
    async with reader(unread, size=(80, 40)) as session:
        await cover_of(session)
        await session.press("enter")
        first = await reading(session, 1)
        edition, _ = unread.editions.latest() or (None, 0)
        assert edition is not None
        unread.remove([edition.entries[1].article, edition.entries[-1].article])
        await session.press("n")
        await session.until(lambda: "2 of 5" in session.text())
        assert session.screen.article.article.id == edition.entries[2].article
        await session.press("p")
        await session.until(lambda: session.screen.article.article.id == first)
        await cover_of(session, "q")
        assert "5 articles" in session.text()
        await cover_of(session, "enter", *"nnnnn")
        assert "5 articles" in session.text()
        unread.remove([entry.article for entry in edition.entries])
        session.app.screen.load()
        await session.until(lambda: "Nothing of this edition is in the library any more" in session.text())
        await session.press("enter", "e", "y", "o", "R")
        assert session.app.screen is not session.screen


async def test_nothing_to_make_one_of_is_said_and_what_to_do(unread: Library, reader: Any) -> None:
    async with reader(unread, size=(80, 24)) as session:
        await session.press("E", "2", "enter")
        await session.until(lambda: "takes 1 minute" in session.text() or "Edition of" in session.text())
        await session.press("q")
        await session.press("E", "tab", *"outlet:lantern", "tab", "1", "enter")
        await session.until(lambda: "The shortest of what is unread there takes" in session.screen.status.text)
        await session.press("E", "0", "enter")
        assert "Give 1 to 600 minutes" in session.text()
        await session.press("tab", *"is:unred")
        await session.until(lambda: "did you mean" in session.text())
        await session.press("escape")
        unread.mark_read(unread.ids())
        await session.press("E")
        await session.until(lambda: "Nothing unread there" in session.text())


async def test_the_line_makes_an_edition(unread: Library, reader: Any) -> None:
    async with reader(unread, size=(80, 24)) as session:
        page = await cover_of(session, "colon", *"edition 9 outlet:lantern", "enter")
        assert page._edition is not None
        assert (page._edition.minutes, page._edition.query) == (9, "outlet:lantern")
        await session.press("colon", *"edition 0", "enter")
        await session.until(lambda: "1 to 600 minutes" in page.status.text)


async def test_a_page_over_an_article_of_the_edition_leads_back_into_it(unread: Library, reader: Any) -> None:
    async with reader(unread, size=(80, 24)) as session:
        await cover_of(session)
        await session.press("enter", "n")
        article = await reading(session, 2)
        await session.press("g", "4")
        await session.until(lambda: isinstance(session.app.screen, QuotesScreen) and session.app.screen.rows.chosen)
        await session.press("G", "enter")
        await session.until(lambda: session.app.screen is session.screen)
        await session.press("q", "q")
        assert await reading(session, 2) == article
        await session.press("n")
        await reading(session, 3)


async def test_the_list_leaves_the_edition_and_its_keys(unread: Library, reader: Any) -> None:
    async with reader(unread, size=(120, 40)) as session:
        await cover_of(session)
        await session.press("enter", "n", "g", "1")
        assert session.screen.active_pane is Pane.LIST
        await session.press("enter")
        assert session.screen.status.note != "Edition"
        await session.press("q")
        assert session.screen.active_pane is Pane.LIST
        assert session.app.screen is session.screen


async def test_what_is_guarded_since_is_veiled_on_the_page(unread: Library, reader: Any) -> None:
    async with reader(unread, size=(80, 60)) as session:
        await cover_of(session)
        assert "Without Its Street" in session.text()
        await session.press("q")
        unread.guard.set(unread.names.find("Copper Lane").id, True)
        kept = unread.editions.latest()
        assert kept is not None
        unread.guard.rule(kept[0].entries[0].article, [TITLE_BLOCK], True)
        await session.press("E", "enter")
        page = await cover_of(session, "q")
        assert "Without Its Street" not in session.text()
        assert page.rows.chosen == "read"


async def test_for_a_screen_reader_the_cover_is_lines_of_words(unread: Library, reader: Any) -> None:
    unread.use_settings(msgspec.structs.replace(DECIDED, reading=Reading(linear=True)))
    async with reader(unread, size=(80, 40)) as session:
        await cover_of(session)
        lines = [line.strip() for line in session.text().split("\n")]
        assert lines[1:4] == ["Pullquote", "Saturday 7 March 2026", "7 articles - 35 min"]
        assert not [line for line in lines if "━" in line or "===" in line]


@pytest.mark.parametrize(("ending", "keys"), [("epub", ""), ("md", "down"), ("txt", "down down")])
async def test_an_edition_is_saved_from_its_page(
    unread: Library, reader: Any, tmp_path: Path, ending: str, keys: str
) -> None:
    path = tmp_path / f"train.{ending}"
    async with reader(unread, size=(80, 24)) as session:
        page = await cover_of(session)
        await session.press("e")
        await session.until(lambda: "Markdown" in session.text())
        await session.press(*keys.split(), "enter")
        field = session.app.screen.query_one(Input)
        await session.until(lambda: field.has_focus)
        assert field.value.endswith(f"edition-2026-03-07.{ending}")
        field.value = str(path)
        await session.press("enter")
        await session.until(lambda: "Saved 7 articles" in page.status.text)
    if ending == "epub":
        assert ZipFile(path).testzip() is None
    else:
        assert "Hollow Pines Turn the Lights Down" in path.read_text()


async def test_what_the_edition_lacks_is_fetched_by_a_key(tmp_path: Path, outlet: Outlet, reader: Any) -> None:
    settings = msgspec.structs.replace(DECIDED, refresh=Refresh(spacing=0))
    with Library.open(tmp_path / "away", settings=settings) as library:
        library.feeds.add(f"http://{outlet.place}/feed")

        async def refresh() -> None:
            async for _ in library.refresh(force=True, pages=False):
                pass

        await asyncio.to_thread(asyncio.run, refresh())
        assert library.count("is:unread") == 3
        async with reader(library, size=(80, 24)) as session:
            page = await cover_of(session)
            await session.until(lambda: page.status.standing == "0 of 3 whole offline, R fetches what is missing")
            await session.press("R")
            await session.until(lambda: page.status.standing == "3 of 3 whole offline")
            await session.press("R")
            assert "All of it is here whole" in page.status.text
            await session.press("enter")
            await session.until(lambda: "1 of 3, 3 min left" in session.text())
            assert "watched it burn" in session.screen.article.article.text
