"""What the header of the list counts: of the articles it shows, while others arrive and are marked."""

from __future__ import annotations

import math
import time
from typing import Any

import pytest

from pullquote.cache.library import Library

from ..conftest import Make


async def looked(session: Any, words: str) -> None:
    """Have the list look at the library until its header says so: a look that is under way may have asked before."""

    def said() -> bool:
        session.screen.list.check_now()
        return words in session.text().splitlines()[0]

    await session.until(said)


@pytest.mark.parametrize(
    ("width", "words"),
    [
        (220, "5 of 6 unread, 142 new: a shows them"),
        (160, "5 of 6 unread, 142 new"),
        (120, "5 of 6, 142 new"),
        (40, "5 of 6 unread, 142 new"),
        (34, "5 of 6, 142 new"),
    ],
)
async def test_the_header_counts_what_is_shown_and_names_what_has_arrived(
    library: Library, reader: Any, plain: Make, width: int, words: str
) -> None:
    async with reader(library, size=(width, 40)) as session:
        for number in range(142):
            library.keep(plain(100 + number))
        await looked(session, "142 new")
        await session.press("m")
        await session.until(lambda: words in session.text().splitlines()[0])
        await session.press("m")
        await session.until(lambda: "6 of 6" in session.text().splitlines()[0])
        await session.press("a")
        await session.until(lambda: "148 of 148" in session.text().splitlines()[0])
        assert "new" not in session.text().splitlines()[0]


async def test_a_mark_that_was_counted_already_is_not_counted_again(library: Library, reader: Any) -> None:
    async with reader(library, size=(220, 40)) as session:
        pane, first = session.screen.list, library.ids()[0]
        pane.check_for_new = lambda: None  # a look of its own would count it too
        library.mark_read([first])
        pane.forget(None)
        await session.until(lambda: "5 of 6 unread" in session.text().splitlines()[0])
        pane._counts.count_again(pane, pane.current_query, -1)  # as the mark is told of only now
        await session.settle()
        assert "5 of 6 unread" in session.text().splitlines()[0]


async def test_a_section_of_unread_articles_counts_those_read_in_it(library: Library, reader: Any, plain: Make) -> None:
    async with reader(library, size=(220, 40)) as session:
        session.screen.list.enter_section("is:unread", "Unread")
        await session.press("m")
        await session.until(lambda: "5 of 6 unread" in session.text())
        library.keep(plain(100))

        await looked(session, "5 of 6 unread, 1 new: a shows it")


async def test_a_mark_made_elsewhere_is_counted(library: Library, reader: Any) -> None:
    async with reader(library, size=(220, 40)) as session:
        library.mark_read(library.ids("")[2:4])
        await looked(session, "4 of 6 unread")


async def test_marks_made_here_are_counted_without_asking_for_the_list_again(
    library: Library, reader: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reader(library, size=(220, 40)) as session:
        session.screen.list._counts._look_from = math.inf  # the look of every few seconds is another matter
        asked: list[object] = []
        monkeypatch.setattr(session.screen.list._answers, "now", lambda *given: asked.append(given))
        for keys, words in ((("m",), "5 of 6"), (("j", "3", "m"), "2 of 6"), (("m",), "3 of 6"), (("f",), "3 of 6")):
            await session.press(*keys)
            await session.until(lambda words=words: words in session.text().splitlines()[0])
        assert not asked


async def test_of_a_story_that_is_unfolded_each_row_is_counted(library: Library, reader: Any) -> None:
    async with reader(library, size=(220, 40)) as session:
        pane = session.screen.list
        first, second, third = pane.ids[:3]
        pane.keys_widget.unfold(pane.ids, {second: first, third: first}, first, pane.keys_widget.days)
        library.mark_read([second, third])
        pane.forget([second, third])
        await session.until(lambda: "4 of 6" in session.text().splitlines()[0])


async def test_a_list_that_takes_long_to_look_at_is_looked_at_seldom(
    library: Library, reader: Any, plain: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reader(library, size=(220, 40)) as session:
        pane, now = session.screen.list, session.screen.list._answers.now
        looks: list[int] = []

        def slow(*given: Any) -> Any:
            looks.append(1)
            time.sleep(0.05)
            return now(*given)

        monkeypatch.setattr(pane._answers, "now", slow)
        pane._counts._look_from = 0.0
        for number in range(2):
            library.keep(plain(100 + number))
            pane.check_for_new()
            await session.settle()
        assert len(looks) == 1
        assert "1 new" in session.text()
        await looked(session, "2 new")  # asked for, it looks at once


async def test_an_article_that_is_removed_is_counted_no_more(library: Library, reader: Any) -> None:
    async with reader(library, size=(220, 40)) as session:
        assert "6 of 6 unread" in session.text().splitlines()[0]
        session.screen.list._counts._look_from = math.inf  # the look of every few seconds is another matter
        await session.press("D")
        await session.until(lambda: "5 of 5 unread" in session.text().splitlines()[0])
        session.screen.list.next_unread(1)
        await session.press("m")
        await session.until(lambda: "4 of 5 unread" in session.text().splitlines()[0])
        await session.press("D")
        await session.until(lambda: "4 of 4 unread" in session.text().splitlines()[0])
