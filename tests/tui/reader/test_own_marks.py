"""Tags and the reading list in the app: given, shown, found as sections, taken back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from pullquote.cache.core.order import Order
from pullquote.cache.core.settings import Reading
from pullquote.cache.core.tags import TagChange
from pullquote.cache.library import Library


def tags(library: Library) -> list[tuple[str, ...]]:
    return [headline.tags for headline in library.headlines(library.ids())]


async def typed(session: Any, words: str) -> None:
    await session.press(*("space" if sign == " " else "comma" if sign == "," else sign for sign in words))


async def test_tags_are_typed_shown_above_the_article_and_taken_back(library: Library, reader: Any) -> None:
    async with reader(library, size=(120, 40)) as session:
        await session.press("T")
        await typed(session, "oscars, to review")
        await session.press("enter")
        await session.until(lambda: tags(library)[0] == ("oscars", "to review"))
        await session.until(lambda: "Article · oscars, to review" in session.text())
        await session.until(lambda: "Tagged oscars, to review" in session.text())
        await session.press("T")
        await session.until(lambda: "oscars, to review" in session.text().splitlines()[-2])
        await session.press("enter")
        await session.until(lambda: "tagged so already" in session.text())
        await session.press("U")
        await session.until(lambda: tags(library)[0] == ())
        await session.until(lambda: "Article · oscars" not in session.text())


async def test_an_article_is_saved_with_the_tags_it_has_now(
    library: Library, reader: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with reader(library, size=(120, 40)) as session:
        await session.press("T", *"oscars", "enter")
        await session.until(lambda: "Tagged oscars" in session.text())
        await session.press("s", "enter")
        await session.until(lambda: "Saved" in session.screen.status.text)
    assert "\nTags: oscars\n" in next(tmp_path.glob("*.txt")).read_text(encoding="utf-8")  # noqa: ASYNC240


async def test_a_tag_taken_out_of_the_line_is_taken_away(library: Library, reader: Any) -> None:
    first = library.ids()[0]
    library.tag([first], TagChange(("one", "two")))
    async with reader(library, size=(120, 40)) as session:
        await session.until(lambda: "Article · one, two" in session.text())
        await session.press("T", *["backspace"] * len(", two"), "enter")
        await session.until(lambda: tags(library)[0] == ("one",))
        await session.press("T", "ctrl+u", "enter")
        await session.until(lambda: tags(library)[0] == ())
        await session.until(lambda: "No tags any more" in session.text())


async def test_a_tag_is_completed_and_escape_changes_nothing(library: Library, reader: Any) -> None:
    ids = library.ids()
    library.tag(ids[1:3], TagChange(("festival",)))
    async with reader(library, size=(120, 40)) as session:
        await session.press("T")
        await typed(session, "new, fes")
        await session.until(lambda: "2 articles" in session.text())
        await session.press("tab", "enter")
        await session.until(lambda: tags(library)[0] == ("new", "festival"))
        await session.press("T")
        await typed(session, ", more")
        await session.press("escape", "L")
        await session.until(lambda: library.headlines([ids[0]])[0].queued)
        assert tags(library)[0] == ("new", "festival")


async def test_a_number_tags_as_many_and_all_in_view_are_tagged_at_once(library: Library, reader: Any) -> None:
    async with reader(library, size=(120, 40)) as session:
        await session.press("2", "T")
        await typed(session, "pair")
        await session.press("enter")
        await session.until(lambda: [bool(one) for one in tags(library)[:3]] == [True, True, False])
        await session.press("g", "T")
        await session.until(lambda: f"Tag {len(library.ids())} articles" in session.text())
        await typed(session, "all,-pair")
        await session.press("enter")
        await session.until(lambda: set(tags(library)) == {("all",)})
        await session.until(lambda: "U takes it back" in session.text())
        await session.press("U")
        await session.until(lambda: tags(library)[0] == ("pair",))


async def test_the_reading_list_is_a_section_in_its_order(library: Library, reader: Any) -> None:
    ids = list(library.ids())
    async with reader(library, size=(120, 40)) as session:
        await session.press("j", "L")
        await session.until(lambda: library.headlines([ids[1]])[0].queued)
        await session.until(lambda: "Article · reading list" in session.text())
        await session.press("k", "L")
        await session.until(lambda: library.ids("is:later", order=Order.QUEUE).tolist() == [ids[1], ids[0]])
        await session.press("t")
        await session.until(lambda: "Reading list" in session.text())
        await session.press(*"reading", "enter")
        await session.until(lambda: list(session.screen.list.ids) == [ids[1], ids[0]])
        await session.press("S")  # another order for now, which is not that of other lists
        await session.until(lambda: session.screen.list.current_query.sorted_by is Order.NEWEST)
        await session.press("escape")
        await session.until(lambda: list(session.screen.list.ids) == ids)
        assert session.screen.list.current_query.sorted_by is Order.NEWEST
        assert library.recall("list.order") is None


async def test_an_empty_reading_list_says_what_puts_something_on_it(library: Library, reader: Any) -> None:
    async with reader(library, size=(80, 24)) as session:
        session.screen.list.enter_section("is:later", "Reading list")
        await session.until(lambda: "Nothing on the reading list. L puts" in session.text())


async def test_tags_are_sections_with_their_counts(library: Library, reader: Any) -> None:
    ids = list(library.ids())
    library.tag(ids[:3], TagChange(("festival",)))
    library.mark_read(ids[:1])
    async with reader(library, size=(80, 40)) as session:
        await session.press("t")
        await session.until(lambda: "festival" in session.text())
        row = next(line for line in session.text().splitlines() if "festival" in line)
        assert "2 of 3" in row
        await session.press(*"festival", "enter")
        await session.until(lambda: list(session.screen.list.ids) == ids[:3])


async def test_a_feed_is_listed_in_its_own_order(library: Library, reader: Any) -> None:
    feed = library.feeds.add("https://gazette.example/feed", title="Gazette")
    library.feeds.update(feed.id, order="oldest")
    async with reader(library, size=(80, 24)) as session:
        session.screen.list.enter_section(f"feed:{feed.id}", "Gazette")
        assert session.screen.list.current_query.sorted_by is Order.OLDEST
        session.screen.list.enter_section("is:unread", "Unread")
        assert session.screen.list.current_query.sorted_by is Order.NEWEST


@pytest.mark.parametrize("size", [(40, 20), (80, 24)])
@pytest.mark.parametrize(("signs", "sign"), [("unicode", "≡"), ("ascii", "=")])
async def test_a_row_has_a_sign_of_the_reading_list(
    library: Library, reader: Any, signs: Any, sign: str, size: tuple[int, int]
) -> None:
    library._settings = replace(library.settings, reading=Reading(signs=signs))
    library.queue(library.ids()[:1])
    async with reader(library, size=size) as session:
        await session.until(lambda: sign in "".join(line[:6] for line in session.text().splitlines()[2:5]))


async def test_a_screen_reader_is_told_of_the_reading_list_in_words(library: Library, reader: Any) -> None:
    library._settings = replace(library.settings, reading=Reading(linear=True))
    library.queue(library.ids()[1:2])
    async with reader(library, size=(80, 24)) as session:
        await session.until(lambda: "reading list: Story 4" in session.text())
        await session.pilot.resize_terminal(40, 20)
        await session.until(lambda: "reading list - Outlet" in session.text())
