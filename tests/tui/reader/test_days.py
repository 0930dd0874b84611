"""The list parted by day: headings that no key lands on, at every width, only where time orders the list."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from pullquote.cache.core.article import Article
from pullquote.cache.core.settings import Listing, Reading, Settings
from pullquote.cache.library import Library
from pullquote.tui.render.day_headings import HEADING, DayLines
from pullquote.tui.render.rows import day_words

NOON = datetime.now(UTC).astimezone().replace(hour=12, minute=0, second=0, microsecond=0)
DAY = date(2026, 3, 4)


@pytest.mark.parametrize("height", [1, 3])
@pytest.mark.parametrize("firsts", [(), (0,), (0, 1, 2), (0, 4, 5, 11), (3, 7)])
def test_lines_and_rows_answer_each_other(height: int, firsts: tuple[int, ...]) -> None:
    rows = 12
    lines = DayLines([(first, DAY) for first in firsts], rows, height)
    drawn: list[tuple[int, int]] = []
    for row in range(rows):
        drawn += [(row, HEADING)] if row in firsts else []
        drawn += [(row, level) for level in range(height)]
    assert [lines.at(line) for line in range(len(drawn))] == drawn
    assert lines.total == len(drawn)
    assert lines.at(lines.total)[0] >= rows
    for row in range(rows):
        assert drawn[lines.line(row)] == (row, 0)
        assert drawn[lines.top(row)] == (row, HEADING if row in firsts else 0)


def test_days_in_words() -> None:
    today = date(2026, 11, 22)
    assert day_words(today, today) == "Today"
    assert day_words(date(2026, 11, 21), today) == "Yesterday"
    assert day_words(date(2026, 11, 19), today) == "Thursday 19 November"
    assert day_words(date(2026, 11, 23), today) == "Monday 23 November"
    assert day_words(date(2015, 11, 20), today) == "Friday 20 November 2015"


def _articles(days: int, a_day: int) -> Iterator[Article]:
    for day in range(days):
        for number in range(a_day):
            yield Article(
                url=f"https://a.example/{day}/{number}",
                outlet=f"Outlet {number}",
                title=f"Story {day} {number}",
                published=NOON - timedelta(days=day, minutes=number),
                text="words",
                words=number + 1,
            )


@pytest.fixture
def filled(tmp_path: Path) -> Callable[..., Library]:
    def fill(settings: Settings | None = None, days: int = 4, a_day: int = 3) -> Library:
        library = Library.open(tmp_path / "library", settings=settings or Settings())
        for article in _articles(days, a_day):
            library.keep(article)
        return library

    return fill


def _rows(session: Any) -> list[str]:
    region = session.screen.list.keys_widget.region
    return [line[region.x : region.right].rstrip() for line in session.text().split("\n")[region.y : region.bottom]]


@pytest.mark.parametrize("size", [(40, 20), (80, 24), (120, 40)])
async def test_headings_stand_above_their_days_and_no_key_lands_on_them(
    filled: Callable[..., Library], reader: Any, size: tuple[int, int]
) -> None:
    with filled() as library:
        async with reader(library, size=size) as session:
            assert _rows(session)[0].startswith(" Today ─")
            assert "Story 0 0" in _rows(session)[1]
            titles = []
            for _ in range(12):
                titles.append(session.screen.list.keys_widget.headline().title)
                here = next(row for row in _rows(session) if row.startswith("▌"))
                assert titles[-1] in here
                await session.press("j")
            assert titles == [f"Story {day} {number}" for day in range(4) for number in range(3)]
            assert session.screen.status.note == "12 of 12"
            for _ in range(12):
                await session.press("k")
            assert _rows(session)[0].startswith(" Today ─")
            await session.press("G")
            assert session.screen.list.keys_widget.cursor == 11
            await session.press("g", "g")
            assert _rows(session)[0].startswith(" Today ─")


async def test_a_heading_comes_into_view_with_the_first_headline_of_its_day(
    filled: Callable[..., Library], reader: Any
) -> None:
    with filled(days=10, a_day=5) as library:
        async with reader(library, size=(40, 14)) as session:
            for _ in range(25):
                await session.press("j")
            await session.press(*"kkkkk")
            assert session.screen.list.keys_widget.headline().title == "Story 4 0"
            rows = _rows(session)
            at = next(number for number, row in enumerate(rows) if row.startswith("▌"))
            assert day_words((NOON - timedelta(days=4)).date()) in rows[at - 1]


@pytest.mark.parametrize("size", [(40, 20), (80, 24)])
async def test_pages_down_and_up_pass_every_headline(
    filled: Callable[..., Library], reader: Any, size: tuple[int, int]
) -> None:
    with filled(days=16, a_day=1) as library:
        async with reader(library, size=size) as session:
            for key, end in (("ctrl+f", 15), ("ctrl+b", 0), ("ctrl+d", 15), ("ctrl+u", 0)):
                seen = set()
                for _ in range(20):
                    seen |= {row.split("Story ")[1].split()[0] for row in _rows(session) if "Story " in row}
                    if session.screen.list.keys_widget.cursor == end:
                        break
                    await session.press(key)
                assert session.screen.list.keys_widget.cursor == end, key
                assert len(seen) == 16, key


async def test_a_click_opens_no_heading_and_the_right_headline(filled: Callable[..., Library], reader: Any) -> None:
    with filled() as library:
        async with reader(library, size=(120, 40)) as session:
            rows = _rows(session)
            target = next(number for number, row in enumerate(rows) if "Story 1 0" in row)
            await session.pilot.click("HeadlineList", offset=(5, target - 1))
            await session.settle()
            assert session.screen.list.keys_widget.cursor == 0
            await session.pilot.click("HeadlineList", offset=(5, target))
            await session.settle()
            assert session.screen.list.keys_widget.headline().title == "Story 1 0"


async def test_only_a_list_by_time_is_parted(filled: Callable[..., Library], reader: Any) -> None:
    with filled() as library:
        async with reader(library, size=(80, 24)) as session:
            parted = []
            for _ in range(6):
                await session.press("g", "g")
                parted.append((session.screen.list.current_query.order.value, "──" in _rows(session)[0]))
                await session.press("S")
            assert [order for order, by_day in parted if by_day] == ["newest", "oldest"]
            await session.press("slash", *"story", "enter")
            await session.until(lambda: session.screen.list.current_query.search == "story")
            await session.settle()
            assert not any("Yesterday" in row for row in _rows(session))


async def test_the_setting_turns_it_off(filled: Callable[..., Library], reader: Any) -> None:
    with filled(Settings(list=Listing(by_day=False))) as library:
        async with reader(library, size=(80, 24)) as session:
            assert "Story 0 0" in _rows(session)[0]
            assert "Yesterday" not in session.text()


@pytest.mark.parametrize("reading", [Reading(signs="ascii"), Reading(linear=True)], ids=["ascii", "linear"])
async def test_plain_signs(filled: Callable[..., Library], reader: Any, reading: Reading) -> None:
    with filled(Settings(reading=reading)) as library:
        async with reader(library, size=(40, 20)) as session:
            assert _rows(session)[0] == (" Today" if reading.linear else " Today " + "-" * 31)


async def test_a_long_list_is_parted_to_its_end_and_moves_nothing(filled: Callable[..., Library], reader: Any) -> None:
    with filled(days=150, a_day=4) as library:
        async with reader(library, size=(80, 24)) as session:
            await session.until(lambda: len(session.screen.list.keys_widget._lines.days) == 150)
            await session.press("G")
            await session.until(lambda: "Story 149 3" in session.text())
            assert day_words((NOON - timedelta(days=149)).date()) in session.text()
            for _ in range(300):
                session.screen.list.keys_widget.action_up()
            await session.settle()
            before = _rows(session)
            focus = session.screen.list.keys_widget.headline().id
            session.screen.list.show(session.screen.list.current_query, focus)
            await session.settle()
            await session.until(lambda: len(session.screen.list.keys_widget._lines.days) == 150)
            assert session.screen.list.keys_widget.headline().id == focus
            assert sorted(_rows(session)) == sorted(before)


@pytest.mark.parametrize("anew", ["set_ids", "part"])
async def test_a_list_that_is_answered_anew_while_it_is_hidden_is_drawn_when_it_is_shown(
    filled: Callable[..., Library], reader: Any, anew: str
) -> None:
    with filled() as library:
        async with reader(library, size=(100, 30)) as session:
            before = _rows(session)
            await session.press("enter")
            headlines = session.screen.list.keys_widget
            assert headlines.size.width == 0
            if anew == "set_ids":
                headlines.set_ids(headlines.ids, days=headlines._lines.days)
            else:
                headlines.part(headlines._lines.days)
            await session.press("q")
            assert [row[7:] for row in _rows(session)] == [row[7:] for row in before]
