"""How much of each article the list shows: lines of a headline, formats of rows and dates, day headings."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from textual.style import Style

from pullquote.cache.core.results import Headline
from pullquote.cache.core.settings import Listing, Reading, Settings
from pullquote.cache.library import Library
from pullquote.tui.render.icons import ASCII, UNICODE
from pullquote.tui.render.row_format import BadFormat, read_date, read_format
from pullquote.tui.render.rows import RowLook, headline_card, headline_pair, headline_row
from pullquote.tui.settings_check import faults

from ..conftest import plain_article, rich_article

NOW = datetime(2026, 3, 7, 12, tzinfo=UTC)
HEADLINE = Headline(
    id=1, title="Ten lamps that stole a scene", outlet="Reel", when=datetime(2026, 3, 4, 12, tzinfo=UTC), minutes=4,
    words=812, names=("Dara Finch",), byline=("Tess Arbour",),
)  # fmt: skip


def row(text: str, width: int = 60, date: str = "relative") -> str:
    look = RowLook(UNICODE, read_date(date), read_format(text, read_date(date)))
    return headline_row(HEADLINE, width, look, lambda _: Style.null(), NOW).plain.rstrip()


def test_a_row_has_the_fields_and_widths_of_its_format() -> None:
    assert row("{unread} {date} {title}") == "●     3d Ten lamps that stole a scene"
    assert row("{title:12}|{outlet:>6}|{length}") == "Ten lamps t…|  Reel|   4 min"
    assert row("{title} {words} {author:11}", 50) == "Ten lamps that stole a scene       812 Tess Arbour"
    assert row("{{{title:9}}} by {author}") == "{Ten lamp…} by Tess Arbour"


def test_where_it_is_narrow_the_last_fields_go_and_the_title_stays() -> None:
    assert row("{unread} {title} {outlet} {length}", 40) == "● Ten lamps that sto… Reel"
    assert row("{unread} {title} {outlet} {length}", 24) == "● Ten lamps that stole…"
    for width in range(1, 80):
        look = RowLook(UNICODE, read_date("iso"), read_format("{unread} {date} {title} {outlet} {length}"))
        assert headline_row(HEADLINE, width, look, lambda _: Style.null(), NOW).cell_length <= width


@pytest.mark.parametrize(
    ("how", "written"),
    [("relative", "3d"), ("iso", "2026-03-04"), ("short", "4 Mar"), ("%d.%m.%y", "04.03.26"), ("%Y!", "2026!")],
)
def test_dates_are_written_as_the_setting_has_it(how: str, written: str) -> None:
    date = read_date(how)
    assert date.written(HEADLINE.when, NOW) == written
    assert len(written) <= date.width


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("format", "{titel} {date}", "There is no field {titel}; did you mean {title}?"),
        ("format", "{title} {zzz}", "There is no field {zzz}; there are {unread}, {date}, {title}"),
        ("format", "{title} {date", "A brace is open"),
        ("format", "{title} {outlet:wide}", "a width is written as {outlet:18}"),
        ("format", "{title} {outlet:0}", "a width is written as {outlet:18}"),
        ("format", "{title!r}", "a width is written as"),
        ("format", "{date}", "A row needs its {title}."),
        ("date", "isso", "Did you mean iso?"),
        ("date", "tomorrow", "It takes relative, iso, short, or a pattern such as %d.%m.%y."),
        ("date", "%d %Q", "There is no %Q in a pattern of dates"),
        ("date", "%d %", "There is no % in a pattern of dates"),
    ],
)
def test_what_is_wrong_with_a_format_is_said_in_a_sentence(name: str, value: str, sentence: str) -> None:
    assert any(
        f"list.{name}: " in said and sentence in said
        for said in faults(Settings(list=replace(Listing(), **{name: value})))
    )
    with pytest.raises(BadFormat):
        (read_date if name == "date" else read_format)(value)


@pytest.mark.parametrize("icons", [UNICODE, ASCII], ids=["unicode", "ascii"])
@pytest.mark.parametrize("width", [20, 27, 34, 47, 57, 64, 120, 250])
def test_rows_of_every_kind_fit_their_width(width: int, icons: Any) -> None:
    look = RowLook(icons)
    assert headline_row(HEADLINE, width, look, lambda _: Style.null(), NOW).cell_length <= width
    two = headline_pair(HEADLINE, width, look, lambda _: Style.null(), NOW)
    cards = headline_card(HEADLINE, width, look, lambda _: Style.null(), NOW)
    assert (len(two), len(cards)) == (2, 3)
    assert all(line.cell_length <= width for line in (*two, *cards))
    assert all("Ten lamps" in lines[0].plain for lines in (two, cards))


async def test_a_key_changes_the_rows_and_the_day_headings_and_both_are_kept(library: Library, reader: Any) -> None:
    async with reader(library, size=(120, 40)) as session:
        view = session.screen.list.keys_widget
        await session.press("j", "j")
        heights = []
        for _ in range(4):
            await session.press("g", "s")
            heights.append(view.row_height)
            assert view.cursor == 2
            assert "Rows" in session.screen.status.text
        assert heights == [3, 2, 1, 3]
        await session.press("g", "s", "g", "s", "g", "d")
        assert view.row_height == 2
        assert "March" not in session.text().split("Article")[0]
    async with reader(library, size=(120, 40)) as session:
        assert session.screen.list.keys_widget.row_height == 2
        assert "4 March ───" not in session.text()
        await session.press("g", "d")
        await session.until(lambda: "4 March ───" in session.text())
        await session.press("S", "S", "g", "d", "g", "d")
        assert "where the list is sorted by time" in session.screen.status.text


async def test_a_changed_setting_goes_before_what_a_key_chose_earlier(tmp_path: Path, reader: Any) -> None:
    for settings, height in (
        (Settings(list=Listing(rows="two")), 2),
        (Settings(list=Listing(rows="two")), 1),
        (Settings(list=Listing(rows="cards")), 3),
    ):
        with Library.open(tmp_path / "library", settings=settings) as library:
            library.keep(rich_article())
            async with reader(library) as session:
                assert session.screen.list.keys_widget.row_height == height
                if height == 2:
                    await session.press("g", "s")


@pytest.mark.parametrize("size", [(20, 8), (40, 20), (80, 24), (250, 50)])
@pytest.mark.parametrize("linear", [False, True])
async def test_the_list_is_drawn_and_moved_through_in_every_density(
    tmp_path: Path, reader: Any, size: tuple[int, int], linear: bool
) -> None:
    settings = Settings(
        reading=Reading(linear=linear), list=Listing(format="{unread} {title} · {outlet:8}", date="iso", by_day=False)
    )
    with Library.open(tmp_path / "library", settings=settings) as library:
        for number in range(12):
            library.keep(plain_article(number))
        async with reader(library, size=size) as session:
            for _ in range(4):
                await session.press("g", "s", "G")
                assert "Story 0" in session.text()
                await session.press("g", "g")
                assert "Story 11" in session.text()
