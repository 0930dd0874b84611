"""A query with a field or a value that there is none of: said where it is typed, in the list, and in its own row."""

from __future__ import annotations

from typing import Any

import pytest

from pullquote.cache.core.following.topics import KEY, Topic, encode
from pullquote.cache.core.settings import Listing, Settings
from pullquote.cache.library import Library

SAID = "There is no is:unred, did you mean is:unread?"


@pytest.mark.parametrize("columns", [40, 80, 120])
async def test_the_line_of_the_filter_and_the_list_say_what_is_unknown(
    library: Library, reader: Any, columns: int
) -> None:
    async with reader(library, size=(columns, 24)) as session:

        def said() -> bool:
            return SAID in " ".join(session.text().replace("│", " ").split())

        await session.press("F", *"is:unred")
        await session.until(said)
        await session.press("enter")
        await session.until(lambda: not session.screen.prompt.display and said())
        assert not len(session.screen.list.keys_widget.ids)
        await session.press("escape")
        await session.until(lambda: len(session.screen.list.keys_widget.ids) == library.count())


@pytest.mark.parametrize(("key", "label"), [("F", "Filter"), ("slash", "Search")])
async def test_tab_puts_in_what_was_meant(library: Library, reader: Any, key: str, label: str) -> None:
    async with reader(library) as session:
        await session.press(key, *"tide persn:holloway")
        await session.until(lambda: "There is no field persn:, did you mean person:holloway?" in session.text())
        await session.press("tab")
        await session.until(lambda: f"{label} tide person:holloway" in session.text())
        await session.press("enter")
        await session.until(lambda: len(session.screen.list.keys_widget.ids) == library.count("tide person:holloway"))


async def test_a_watched_topic_that_cannot_be_read_says_so_in_its_row_and_the_others_are_counted(
    library: Library, reader: Any
) -> None:
    library.remember(KEY, encode([Topic("Old", "is:unred"), Topic("Low water", "tide")]))
    async with reader(library) as session:
        await session.press("t")
        await session.until(lambda: "Low water" in session.text())
        (row,) = [line for line in session.text().splitlines() if " Old " in line]
        assert "there is no is:unred" in row
        (row,) = [line for line in session.text().splitlines() if " Low water " in line]
        assert f"{library.count('is:unread tide')} of {library.count('tide')}" in row


async def test_what_cannot_be_read_is_not_watched(library: Library, reader: Any) -> None:
    async with reader(library) as session:
        await session.press("F", *"is:unred", "enter", "w")
        await session.until(lambda: session.screen.status.text == SAID)
        assert library.following.topics() == []


@pytest.mark.parametrize(("line", "answers"), [('"story', True), ('outlet:"Outlet 1', True), ("story OR", False)])
async def test_what_is_muted_stays_out_whatever_the_filter_or_the_search_ends_with(
    tmp_path: Any, reader: Any, plain: Any, line: str, answers: bool
) -> None:
    with Library.open(tmp_path / "library", settings=Settings(list=Listing(mute='is:unred "story 1"'))) as library:
        library.keep(plain(1))
        shown = [library.keep(plain(4))]
        async with reader(library) as session:
            for key in ("F", "slash"):
                await session.press(key, *line, "enter")
                await session.settle()
                assert list(session.screen.list.keys_widget.ids) == (shown if answers else [])
                await session.press("escape")
                await session.until(lambda: list(session.screen.list.keys_widget.ids) == shown)


async def test_quotes_of_another_filter_do_not_stand_below_a_refused_one(library: Library, reader: Any) -> None:
    async with reader(library) as session:
        await session.press("quotation_mark")
        await session.until(lambda: "Dara Finch" in session.text())
        await session.press("F", *"is:unred", "enter")
        await session.until(lambda: SAID in session.app.screen.status.text)
        assert "No quote answers that" in session.text()
        assert "Dara Finch" not in session.text()
        await session.press("escape")
        await session.until(lambda: "Dara Finch" in session.text())
