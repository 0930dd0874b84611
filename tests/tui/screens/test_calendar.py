"""The calendar of the app: weeks, today, what is over, what moved, and where Enter leads."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import icalendar
import pytest

from pullquote.cache.core.article import Article, Release
from pullquote.cache.library import Library
from pullquote.tui.actions import Pane
from pullquote.tui.screens.calendar import WEEKS, CalendarScreen, find_events
from pullquote.tui.screens.entity import EntityScreen

from ..conftest import DECIDED
from ..scenes import NOW, furnish, still
from ..test_hostile import assert_safe


@pytest.fixture
def dated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Library]:
    """A library whose articles say what comes out, on a day that stands."""
    still(monkeypatch)
    furnish("dated", tmp_path / "dated")
    with Library.open(tmp_path / "dated", settings=DECIDED) as opened:
        yield opened


async def open_calendar(session: Any, *keys: str) -> CalendarScreen:
    await session.press(*(keys or ("g", "6")))
    page = session.app.screen
    assert isinstance(page, CalendarScreen)
    await session.until(lambda: page.rows.option_count > 0)
    return page


async def test_weeks_are_headings_today_is_marked_and_the_past_is_folded(dated: Library, reader: Any) -> None:
    async with reader(dated, size=(80, 60)) as session:
        page = await open_calendar(session, "g", "r")
        text = session.text()
        lines = [line.strip() for line in text.split("\n")]
        headings = [line.split(" ─")[0] for line in lines if " ─" in line]
        assert headings == [
            "This week", "Week of 16 March", "Week of 23 March", "Week of 30 March", "March, no day yet",
            "Without a date",
        ]  # fmt: skip
        assert "Today      Sat 7 Mar, nothing known" in lines
        assert "moved from 10 to 17 March (The Lantern, yesterday); TVmaze says 10" in text
        assert "cancelled (Reel Weekly, 2 days ago)" in text
        assert text.index("Low Orbit") < text.index("The Night Ferry")  # followed
        assert page.event is not None
        assert page.event.title == "Low Orbit"
        assert "Cold Sun" not in text
        assert "+ Before today, folded" in text
        await session.press("z")
        await session.until(lambda: "Cold Sun" in session.text())
        assert page.event.title == "Low Orbit"
        assert "Groundwork" not in session.text()
        await session.press("g", "g", "j", "enter", "g", "g", "j", "enter")
        await session.until(lambda: "Groundwork" in session.text())
        await session.press("g", "g", "enter")
        await session.until(lambda: "Before today, folded" in session.text())


@pytest.mark.parametrize("size", [(40, 20), (80, 24)])
async def test_enter_opens_the_work_and_a_key_the_article_and_back_leads_here(
    dated: Library, reader: Any, size: tuple[int, int]
) -> None:
    async with reader(dated, size=size) as session:
        page = await open_calendar(session)
        await session.press("j", "j", "enter")
        assert isinstance(session.app.screen, EntityScreen)
        await session.press("q")
        assert session.app.screen is page
        assert page.event is not None
        assert page.event.title == "Copper Lane"
        await session.press("a")
        await session.until(lambda: session.screen.active_pane is Pane.ARTICLE)
        await session.until(lambda: session.screen.article.article is not None)
        assert session.screen.article.article.outlet == "The Lantern"
        await session.press("q")
        back = session.app.screen
        assert isinstance(back, CalendarScreen)
        await session.until(lambda: back.event is not None and back.event.title == "Copper Lane")
        await session.press("j", "a")
        assert "TVmaze says so, no article here" in back.status.text


async def test_later_weeks_come_when_asked_for(dated: Library, reader: Any) -> None:
    async with reader(dated, size=(80, 80)) as session:
        page = await open_calendar(session)
        assert "Summer 2026" not in session.text()
        await session.press("G", "k", "enter")
        await session.until(lambda: "Summer 2026, no day yet" in session.text())
        assert page.event is not None
        assert page.event.title == "Small Rooms"
        await session.press("j", "enter")
        await session.until(lambda: "2027, no day yet" in session.text())
        assert "Show later ones" not in session.text()


async def test_a_filter_and_words_find_among_all_that_is_to_come(dated: Library, reader: Any) -> None:
    async with reader(dated) as session:
        page = await open_calendar(session)
        await session.press("F", *"is:followed", "enter")
        await session.until(lambda: page.head.note == "1")
        assert page.head.title == "Releases: is:followed"
        await session.press("escape", "slash", *"deep", "enter")
        await session.until(lambda: page.head.note == "1")
        assert "2027, no day yet" in session.text()
        await session.press("slash", *"zzz", "enter")
        await session.until(lambda: "No release answers that" in session.text())
        await session.press("escape")
        await session.until(lambda: page.head.note != "0")
        await session.press("F", *"is:folowed", "enter")
        await session.until(lambda: "did you mean" in page.status.text)
        await session.press("escape", "escape")
        assert session.app.screen is session.screen


async def test_a_work_is_followed_here(dated: Library, reader: Any) -> None:
    async with reader(dated) as session:
        page = await open_calendar(session)
        await session.press("j", "plus")
        await session.until(lambda: page.event is not None and page.event.work.followed)
        assert "Following The Night Ferry" in page.status.text
        await session.press("minus")
        await session.until(lambda: page.event is not None and not page.event.work.followed)


async def test_undo_here_brings_back_what_was_removed(dated: Library, reader: Any) -> None:
    dated.remove([dated.find("When to see The Night Ferry")])
    async with reader(dated) as session:
        page = await open_calendar(session)
        assert "Night Ferry" not in session.text()
        await session.press("U")
        await session.until(lambda: "Night Ferry" in session.text())
        assert page.head.note == "9+"


async def test_the_calendar_is_saved_for_a_calendar_program(
    dated: Library, reader: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "cwd", lambda: tmp_path)
    async with reader(dated) as session:
        page = await open_calendar(session)
        for _ in range(2):
            await session.press("e", "enter")
            await session.until(lambda: "releases in" in page.status.text)
        await session.press("y")
        assert session.app.clipboard.splitlines()[0] == "Low Orbit, film: 8 March 2026"
    events = icalendar.Calendar.from_ical((tmp_path / "releases.ics").read_bytes()).walk("VEVENT")
    assert "Copper Lane season 2" in [event["SUMMARY"] for event in events]


async def test_the_calendar_lies_over_other_pages_too_and_comes_back_at_the_next_start(
    dated: Library, reader: Any
) -> None:
    async with reader(dated) as session:
        await session.press("g", "4", "g", "6")
        page = session.app.screen
        assert isinstance(page, CalendarScreen)
        await session.until(lambda: page.rows.option_count > 0)
        await session.press("j", "Q")
    async with reader(dated) as session:
        page = session.app.screen
        assert isinstance(page, CalendarScreen)
        await session.until(lambda: page.event is not None and page.event.title.startswith("The Night Ferry"))


async def test_an_empty_calendar_says_where_dates_come_from(tmp_path: Path, reader: Any) -> None:
    with Library.open(tmp_path / "bare", settings=DECIDED) as library:
        library.remember("samples.gone", "1")
        async with reader(library) as session:
            await session.press("escape")
            await open_calendar(session)
            assert "Nothing is known to come." in session.text()
            assert "R in the reader fetches news" in session.text()


async def test_hostile_words_are_words(library: Library, reader: Any, hostile: Any) -> None:
    from msgspec.structs import replace

    hostile = replace(hostile, releases=(replace(hostile.releases[0], date="2999-01-01"),))
    library.keep(hostile)
    async with reader(library) as session:
        page = await open_calendar(session)
        await session.press("slash", *"pwned", "enter")
        await session.until(lambda: page.head.note == "1")
        assert_safe(session.text())


def test_the_window_goes_on_to_the_next_date_and_ends(dated: Library) -> None:
    found = find_events(dated, "", "", (WEEKS, 0), NOW + timedelta(days=500))
    assert ([event.date for event in found.events], found.is_more, found.has_past) == (["2027"], False, True)
    far = find_events(dated, "", "", (WEEKS, 0), NOW.replace(year=2030))
    assert (len(far.events), far.is_more) == (0, False)
    assert dated.calendar.next_day(date(2026, 4, 2)) == date(2026, 8, 31)


def test_of_a_full_calendar_the_next_weeks_come_first(tmp_path: Path) -> None:
    days = [NOW.date() + timedelta(days=n // 12) for n in range(360)]
    releases = tuple(Release(title=f"Work {n}", date=str(day), precision="day") for n, day in enumerate(days))
    with Library.open(tmp_path / "full", settings=DECIDED) as library:
        library.keep(Article(title="All of it", text="All of it.", published=NOW, releases=releases))
        found = find_events(library, "", "", (WEEKS, 0), NOW)
        assert (len(found.events), found.weeks, found.is_more) == (9 * 12, 2, True)
        more = find_events(library, "", "", (found.weeks + WEEKS, 0), NOW)
        assert (len(more.events), more.is_more) == (360, False)
        assert find_events(library, "", "", (found.weeks, 0), NOW).weeks == found.weeks
