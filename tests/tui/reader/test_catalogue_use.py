"""Whether services may be asked: put once, at a fitting moment, and kept; and asking them beside reading."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from pullquote.cache.core.article import Article, Entity, Mention, Paragraph
from pullquote.cache.core.catalogue import Episode, Record
from pullquote.cache.core.settings import Catalogues, Settings
from pullquote.cache.library import Library
from pullquote.cache.store.catalogue import records as catalogue
from pullquote.tui.reader.catalogue_use import ASKED_KEY
from pullquote.tui.screens.consent import ConsentScreen
from pullquote.tui.services.refresh.catalogue_updates import CatalogueUpdates
from pullquote.tui.services.refresh.followed_news import moved_since as catalogue_news
from pullquote.tui.services.refresh.refresher import Refresher

from ...cache.catalogue.stand_in import StandIn, standing_in
from ...cache.conftest import Reply


@pytest.fixture
def connected(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Return the network addresses that are connected to from now on.

    The sockets themselves tell. An audit hook would see them too, but it stays until the process ends, and Python
    3.11 lets no two threads begin to be traced at once where there is one.
    """
    addresses: list[object] = []
    connect = socket.socket.connect

    def noted(taken: socket.socket, address: Any) -> None:
        if isinstance(address, tuple):
            addresses.append(address)
        connect(taken, address)

    monkeypatch.setattr(socket.socket, "connect", noted)
    return addresses


@pytest.fixture
def stand_in() -> Iterator[StandIn]:
    with standing_in() as playing:
        yield playing


Made = Callable[..., Library]


@pytest.fixture
def made(tmp_path: Path, stand_in: StandIn) -> Iterator[Made]:
    """Make a library of one article about a made-up show, its settings leading to the stand-ins."""
    opened: list[Library] = []

    def make(use: str = "ask", *, offline: bool = False) -> Library:
        settings = Settings(catalogue=Catalogues(use=use, mirrors=stand_in.mirrors))  # type: ignore[arg-type]
        library = Library.open(tmp_path / "library", settings=settings, offline=offline)
        opened.append(library)
        text = "Saltgate stars Nora Vance. " * 4
        library.keep(
            Article(
                url="https://outlet.example/1",
                title="Saltgate returns",
                published=datetime.now(UTC),
                blocks=tuple(Paragraph(text) for _ in range(6)),
                text=text,
                entities=(
                    Entity(name="Saltgate", type="show", mentions=4, score=0.95),
                    Entity(name="Nora Vance", type="person", mentions=4, score=0.95),
                ),
                mentions=(Mention(0, 0, 0, 8), Mention(1, 0, 15, 25)),
            )
        )
        return library

    yield make
    for library in opened:
        library.close()


def is_asked(session: Any) -> bool:
    return isinstance(session.app.screen, ConsentScreen)


def kept(hermetic: Path) -> str:
    file = hermetic / "config" / "config.toml"
    return file.read_text() if file.exists() else ""


async def test_it_is_asked_on_the_page_of_a_name_and_a_yes_is_kept_and_acted_on(
    made: Made, reader: Any, stand_in: StandIn, hermetic: Path
) -> None:
    library = made()
    async with reader(library) as session:
        assert not is_asked(session), "not at the start"
        await session.press("g", "3", "P")
        await session.until(lambda: is_asked(session))
        text = session.text()
        for word in ("TVmaze, Wikidata and MusicBrainz", "names of works", "nothing else", ":catalogue off ends it"):
            assert word in " ".join(text.split()), word
        assert "TMDB" not in text, "there is no key for it"
        assert stand_in.connections == 0
        await session.press("y", "enter")
        await session.until(lambda: 'use = "on"' in kept(hermetic))
        await session.until(lambda: library.catalogue.records(library.names.find("Saltgate").id))
        await session.until(lambda: "From TVmaze" in session.text())
        await session.press("q", "P")
        await session.settle()
        assert not is_asked(session)
        await session.press("q", "colon", *"catalogue", "space", *"off", "enter")
        await session.until(lambda: 'use = "off"' in kept(hermetic))
        await session.until(lambda: "No service is asked" in session.screen.status.text)
        assert library.settings.catalogue.use == "off"


async def test_a_no_is_kept_and_never_asked_about_again(
    made: Made, reader: Any, hermetic: Path, connected: list[object]
) -> None:
    library = made()
    async with reader(library) as session:
        await session.press("g", "3", "P")
        await session.until(lambda: is_asked(session))
        await session.press("n", "enter")
        await session.until(lambda: 'use = "off"' in kept(hermetic))
        await session.press("q", "P", "q", "plus")
        await session.settle()
        assert not is_asked(session)
    assert connected == []


async def test_later_and_enter_typed_ahead_decide_nothing_for_a_week(
    made: Made, reader: Any, hermetic: Path, connected: list[object]
) -> None:
    library = made()
    async with reader(library) as session:
        await session.press("g", "3", "P")
        await session.until(lambda: is_asked(session))
        await session.press("enter")
        await session.until(lambda: library.recall(ASKED_KEY))
        await session.press("q", "P")
        await session.settle()
        assert not is_asked(session)
        assert kept(hermetic) == ""
        assert library.settings.catalogue.use == "ask"
        library.remember(ASKED_KEY, (datetime.now(UTC) - timedelta(days=8)).isoformat())
        await session.press("q", "plus")
        await session.until(lambda: is_asked(session))
        await session.press("escape")
        await session.until(lambda: not is_asked(session))
    assert connected == []


async def test_it_is_not_asked_over_an_article_nor_where_a_page_is_come_back_to(made: Made, reader: Any) -> None:
    library = made()
    async with reader(library) as session:
        await session.press("g", "3", "q", "plus")
        await session.settle()
        assert session.screen.active_pane == "article"
        assert not is_asked(session)
        await session.press("g", "3", "P")
        await session.until(lambda: is_asked(session))
        await session.press("escape")
        library.remember(ASKED_KEY, "")
        await session.press("Q")
    async with reader(library) as session:
        await session.until(lambda: "━ Saltgate" in session.text())
        await session.settle()
        assert not is_asked(session)


@pytest.mark.parametrize(("use", "offline"), [("ask", False), ("off", False), ("on", True), ("ask", True)])
async def test_without_consent_or_offline_there_is_no_socket(
    made: Made, reader: Any, stand_in: StandIn, connected: list[object], use: str, offline: bool
) -> None:
    library = made(use, offline=offline)
    async with reader(library) as session:
        await session.press("g", "3", "plus", "escape", "P", "escape", "P", "escape", "escape")
        session.screen.post_message(Refresher.Finished(stopped=False))
        await session.settle()
        await session.press("colon", *"catalogue_update", "enter")
        await session.settle()
        await session.press("escape")
        await session.settle()
        assert session.app.is_running
    assert connected == []
    assert stand_in.connections == 0


async def test_after_a_refresh_and_when_a_followed_page_opens_services_are_asked_quietly(
    made: Made, reader: Any, stand_in: StandIn
) -> None:
    library = made("on")
    show = library.names.find("Saltgate").id
    async with reader(library) as session:
        await session.press("g", "3", "P", "q")
        await session.settle()
        assert stand_in.connections == 0, "it is not followed"
        library.names.follow([show])
        await session.press("P")
        await session.until(lambda: library.catalogue.records(show))
        await session.until(lambda: "From TVmaze" in session.text())
        await session.settle()
        asked = len(stand_in.paths("tvmaze"))
        await session.press("q", "P")
        await session.settle()
        assert len(stand_in.paths("tvmaze")) == asked, "it was asked about a moment ago"
        assert not library.catalogue.records(library.names.find("Nora Vance").id)
        session.screen.post_message(Refresher.Finished(stopped=False))
        await session.until(lambda: library.catalogue.records(library.names.find("Nora Vance").id))
        await session.settle()
        assert session.app.screen.status.text == ""


async def test_an_update_that_is_asked_for_says_how_far_it_is_and_what_it_brought(
    made: Made, reader: Any, connected: list[object]
) -> None:
    library = made("on")
    async with reader(library) as session:
        await session.press("colon", *"catalogue_update", "enter")
        await session.until(lambda: "2 names asked about, 2 found" in session.screen.status.text)
        assert connected, "who is connected to is seen"
        await session.press("colon", *"catalogue_update", "enter")
        await session.until(lambda: "Nothing is due" in session.screen.status.text)
        await session.press("colon", *"catalogue_forget", "enter")
        await session.until(lambda: "Forget all" in session.text())
        await session.press("y", "enter")
        await session.until(lambda: "records forgotten" in session.screen.status.text)
        assert not library.catalogue.records(library.names.find("Saltgate").id)


async def test_what_fails_quietly_is_one_line_said_once(made: Made, reader: Any, stand_in: StandIn) -> None:
    stand_in.fault("/", *[Reply(500)] * 200)
    library = made("on")
    async with reader(library) as session:
        session.screen.post_message(Refresher.Finished(stopped=False))
        await session.until(lambda: stand_in.connections)
        await session.until(lambda: session.screen.status.text)
        assert "\n" not in session.screen.status.text
        assert not session.screen.status.failed


@pytest.mark.parametrize("leave", ["Q", "ctrl+c"])
async def test_leaving_ends_an_update_within_moments(made: Made, reader: Any, stand_in: StandIn, leave: str) -> None:
    stand_in.fault("/", Reply(delay=3_600))
    library = made("on")
    async with reader(library) as session:
        session.screen.post_message(Refresher.Finished(stopped=False))
        await session.until(lambda: stand_in.connections)
        await session.pilot.press("j", leave)
        await session.until(lambda: not session.app.is_running)


@pytest.mark.parametrize("size", [(40, 20), (40, 14)])
async def test_the_answer_in_focus_is_seen_where_there_is_little_room(
    made: Made, reader: Any, size: tuple[int, int]
) -> None:
    library = made()
    async with reader(library, size=size) as session:
        session.app.push_screen(ConsentScreen(["TVmaze", "Wikidata", "MusicBrainz", "TMDB"]))
        await session.until(lambda: is_asked(session) and "internet" in session.text())
        await session.settle()
        assert "Later" in session.text()
        if size[1] == 20:
            assert "Yes, ask them" in session.text()
            assert "TVmaze" in session.text()


async def test_what_is_found_stands_in_the_panel_before_the_rest_is_asked_about(
    made: Made, reader: Any, stand_in: StandIn
) -> None:
    stand_in.fault("Nora", Reply(delay=3_600))
    library = made("on")
    library.names.follow([library.names.find("Saltgate").id])  # asked about first
    async with reader(library, size=(120, 40)) as session:
        await session.press("g", "3")
        await session.settle()
        assert "2 seasons" not in session.text()
        session.screen.post_message(Refresher.Finished(stopped=False))
        await session.until(lambda: "seasons" in session.text())
        assert session.app._catalogue._updates.running, "Nora Vance is still asked about"


async def test_a_followed_date_that_a_service_moves_is_told_when_the_update_ends(
    made: Made, reader: Any, stand_in: StandIn
) -> None:
    library = made("on")
    show = library.names.find("Saltgate").id
    library.names.follow([show])
    year = datetime.now(UTC).year + 1

    def told(day: int) -> Record:
        episode = Episode(season=9, number=1, date=f"{year}-03-{day:02}")
        return Record(
            provider="tvmaze", kind="show", key="s9", name="Saltgate", url="https://tv.example/9", next=episode
        )

    def keep(day: int, when: datetime) -> None:
        with library.database.write() as conn:
            number = catalogue.keep(conn, told(day), fetched=when, expires=when)
            catalogue.link(conn, show, number, "title")

    keep(5, datetime.now(UTC) - timedelta(days=30))
    async with reader(library) as session:
        before = library.following.standing()
        keep(12, datetime.now(UTC))
        news = catalogue_news(library, before.at)
        assert news.startswith("Saltgate season 9 moved from 5 to 12 March"), news
        session.app.post_message(CatalogueUpdates.Finished(None, error="", quiet=True, stopped=False, news=news))
        await session.until(lambda: "moved from 5 to 12 March" in session.screen.status.text)
