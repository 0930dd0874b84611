"""The first rows of a long list stand before all of it is known; what needs all of it has all of it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from pullquote.cache.core.article import Article, Paragraph
from pullquote.cache.core.settings import Settings
from pullquote.cache.library import Library
from pullquote.cache.store.reading import search
from pullquote.cache.store.stories import grouping
from pullquote.cache.store.stories import rows as story_rows
from pullquote.tui.reader.list import answer as list_answer
from pullquote.tui.reader.list.rows import ListRows

from ...waiting import WAIT

NOON = datetime(2026, 3, 7, 12, tzinfo=UTC)
MANY, SHOWN = 40, 12


@pytest.fixture
def long(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Library]:
    """A library that counts as large; every fourth of its articles is of another outlet, every third is read."""
    monkeypatch.setattr(search, "LARGE", 10)
    monkeypatch.setattr(list_answer, "FIRST", SHOWN)
    with Library.open(tmp_path / "library", settings=Settings()) as library:
        for number in range(MANY):
            text = f"Sentence {number} of {chr(97 + number % 26) * 9}."
            article = Article(
                title=f"Number {number}", outlet="The Wire" if number % 4 else "Reel Weekly",
                url=f"https://news.example/{number}", published=NOON + timedelta(hours=number),
                blocks=(Paragraph(text),), text=text, words=5, minutes=1,
            )  # fmt: skip
            kept = library.keep(article, origin="feed", when=article.published)
            if not number % 3:
                library.mark_read([kept])
        yield library


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the rest of a list never come by itself."""

    def wait(rows: ListRows) -> None:
        rows._headlines.complete = lambda: rows._complete(rows.query)

    monkeypatch.setattr(ListRows, "ask_rest", wait)


def wire(session: Any) -> None:
    """Filter the list."""
    pane = session.screen.list
    pane.show(pane.current_query.filtered("outlet:wire"))


async def test_the_rest_of_a_list_comes_by_itself(long: Library, reader: Any) -> None:
    async with reader(long) as session:
        wire(session)
        await session.until(lambda: "20 of 30 unread" in session.text())
        assert session.screen.list.position == "1 of 30"
        assert session.screen.list.ids == long.ids("outlet:wire")


@pytest.mark.usefixtures("slow")
async def test_the_cursor_and_what_is_on_the_screen_stay_when_the_rest_comes(long: Library, reader: Any) -> None:
    async with reader(long, size=(60, 16)) as session:
        wire(session)
        await session.settle()
        await session.press("5", "j")
        before, top = session.screen.list.selected, session.screen.list.keys_widget.scroll_y
        assert top
        assert len(session.screen.list.ids) == 30
        await session.settle()
        assert session.screen.list.selected == before
        assert session.screen.list.keys_widget.scroll_y == top
        assert session.screen.list.position == "6 of 30"


@pytest.mark.usefixtures("slow")
async def test_first_rows_say_that_they_are_not_all(long: Library, reader: Any) -> None:
    async with reader(long) as session:
        assert "26 of 40 unread" in session.text()
        wire(session)
        await session.settle()
        assert "counting" in session.text()
        assert session.screen.list.position == "1 of many"
        assert len(session.screen.list.keys_widget.ids) == SHOWN
        await session.press("j")
        assert session.screen.list.position == "2 of many"


def cursor(place: int) -> Callable[[Any], object]:
    return lambda session: session.screen.list.position == f"{place} of 30"


NEEDED: dict[str, tuple[tuple[str, ...], Callable[[Any], object]]] = {
    "the last": (("G",), cursor(30)),
    "one by its number": (("2", "5", "G"), cursor(25)),
    "down by a count": (("2", "0", "j"), cursor(21)),
    "pages down": (("9", "ctrl+f"), cursor(30)),
    "all are marked": (("A",), lambda session: "0 of 30 unread" in session.text()),
    "a search begins": (("slash", "escape"), lambda session: len(session.screen.list.ids) == 30),
}


@pytest.mark.usefixtures("slow")
@pytest.mark.parametrize("what", NEEDED)
async def test_what_goes_beyond_the_first_rows_has_all_of_them(what: str, long: Library, reader: Any) -> None:
    keys, is_so = NEEDED[what]
    async with reader(long) as session:
        wire(session)
        await session.settle()
        await session.press(*keys)
        await session.until(lambda: is_so(session))


async def test_a_mark_while_another_list_is_asked_for_does_not_hold_it_up(
    long: Library, reader: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reader(long) as session:
        pane = session.screen.list
        going_on, answer = threading.Event(), pane._answers.answer

        def when_told(*given: Any) -> list_answer.Answer:
            going_on.wait(WAIT)
            return answer(*given)

        monkeypatch.setattr(pane._answers, "answer", when_told)
        wire(session)
        await session.until(lambda: pane.position == "1 of many")
        pane.show(pane.current_query.filtered("outlet:reel"))
        pane.forget([pane.selected.id])
        going_on.set()
        await session.settle()
        assert pane.keys_widget.ids == long.ids("outlet:reel")
        assert "outlet:reel" in session.text()
        assert "outlet:wire" not in session.text()


@pytest.mark.parametrize("many", [1, 100])
async def test_a_list_of_all_is_begun_where_very_many_stand_under_others(
    many: int, long: Library, reader: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(story_rows, "_MANY_BELOW", many)
    with long.database.write() as conn:
        conn.execute("UPDATE news SET story = 900 + article / 4 WHERE article % 4 > 1")
        grouping.keep_heads(conn, range(900, 900 + MANY))
    asked: list[bool] = []
    monkeypatch.setattr(ListRows, "ask_rest", _noting(asked, ListRows.ask_rest))
    async with reader(long) as session:
        await session.until(lambda: "of 30 unread" in session.text())
        assert session.screen.list.ids == long.stories.rows(long.ids())
        assert bool(asked) == (many == 1)


def _noting(asked: list[bool], ask: Callable[..., None]) -> Callable[..., None]:
    return lambda *given: asked.append(True) or ask(*given)
