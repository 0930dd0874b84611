"""The reader's place: back to where an article was opened, across pages, filters, refreshes and restarts."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, TypeVar

import msgspec
import pytest

from pullquote.cache.core.article import Paragraph
from pullquote.cache.core.counts import percent
from pullquote.cache.core.feed import Entry
from pullquote.cache.export import rows
from pullquote.cache.library import Library
from pullquote.cache.store import feeds
from pullquote.cache.store.writing import keeping
from pullquote.cache.store.writing.keeping import FeedEntry
from pullquote.tui.actions import Pane
from pullquote.tui.app import Reader
from pullquote.tui.reader.article.pane import WantedQuote
from pullquote.tui.reader.screen import ReaderScreen
from pullquote.tui.render.row_format import length
from pullquote.tui.screens.entity import EntityScreen
from pullquote.tui.screens.feeds import FeedsScreen
from pullquote.tui.screens.page import Page
from pullquote.tui.screens.quotes import QuotesScreen

from ..conftest import WHEN, Session

SIZES = [(40, 20), (80, 24), (120, 40)]
P = TypeVar("P", bound=Page)


def with_reading(library: Library, **changes: Any) -> None:
    """Change settings of reading in place."""
    reading = msgspec.structs.replace(library.settings.reading, **changes)
    library._settings = msgspec.structs.replace(library.settings, reading=reading)


async def page_of(session: Any, kind: type[P]) -> P:
    await session.until(lambda: isinstance(session.app.screen, kind) and session.app.screen.rows.chosen is not None)
    await session.settle()
    page = session.app.screen
    assert isinstance(page, kind)
    return page


def feed_of(page: FeedsScreen) -> str | None:
    """Return the title of the feed in focus."""
    return page.feed.title if page.feed else None


def titles(session: Any) -> list[str]:
    found = session.screen.library.headlines(session.screen.list.ids)
    return [headline.title for headline in found]


# q


async def test_q_clears_the_search_the_filter_and_the_section_before_it_quits(library: Library, reader: Any) -> None:
    async with reader(library) as session:
        list_pane = session.screen.list
        session.screen.show_section("is:unread", "Unread")
        list_pane.show(list_pane.current_query.filtered("story"))
        list_pane.show(list_pane.current_query.searched("nothing"))
        await session.settle()
        for left in (("", "story", "is:unread"), ("", "", "is:unread"), ("", "", "")):
            await session.press("q")
            query = list_pane.current_query
            assert (query.search, query.filter, query.section) == left
            assert session.app.is_running
        await session.pilot.press("q")
        await session.until(lambda: not session.app.is_running or session.app._exit)


@pytest.mark.parametrize("size", SIZES)
async def test_q_after_opening_from_quotes_goes_back_to_the_same_row(library: Library, reader: Any, size: Any) -> None:
    async with reader(library, size=size) as session:
        await session.press("j", "j", "quotation_mark")
        page = await page_of(session, QuotesScreen)
        await session.press("j")
        row = page.rows.chosen
        await session.press("enter")
        assert session.screen.active_pane is Pane.ARTICLE
        assert session.screen.article.quote is not None
        await session.press("q")
        page = await page_of(session, QuotesScreen)
        assert page.rows.chosen == row
        await session.press("q")
        assert session.app.screen is session.screen
        assert session.screen.active_pane is Pane.LIST
        assert session.screen.list.keys_widget.cursor == 2
        assert session.app.is_running


@pytest.mark.parametrize("size", SIZES)
async def test_a_quote_wanted_in_one_article_moves_no_other_that_came_in_its_place(
    library: Library, reader: Any, rich: Any, size: Any
) -> None:
    paragraphs = (*(Paragraph(f"Paragraph {number} of many.") for number in range(40)), *rich.blocks)
    after = tuple(msgspec.structs.replace(quote, block=quote.block + 40) for quote in rich.quotes)
    one, other = (
        library.keep(msgspec.structs.replace(rich, url=f"https://a.example/{n}", blocks=paragraphs, quotes=after))
        for n in (1, 2)
    )
    wanted = WantedQuote(after[0].block, after[0].alone)
    async with reader(library, size=size) as session:
        session.screen.open_article(one, quote=wanted)
        session.screen.open_article(other)
        await session.settle()
        view = session.screen.article._view
        assert (view.article.id, view.scroll_y, view.quote) == (other, 0, None)
        session.screen.open_article(one, quote=wanted)
        await session.until(lambda: view.quote is not None and view.scroll_y > 0)


@pytest.mark.parametrize("size", SIZES)
async def test_the_row_of_an_article_gone_to_from_another_is_in_view_back_in_the_list(
    library: Library, reader: Any, plain: Any, size: tuple[int, int]
) -> None:
    for number in range(40):
        library.keep(plain(100 + number))
    async with reader(library, size=size) as session:
        await session.press("enter")
        for _ in range(25):
            await session.press("J")
        article = session.screen.article.article.id
        await session.press("q")
        headlines = session.screen.list.keys_widget
        await session.until(lambda: headlines.size.height > 0)
        assert headlines.ids[headlines.cursor] == article
        await session.until(lambda: article in headlines.on_screen)


async def test_the_row_of_the_quotes_stays_that_of_its_quote_when_others_come(
    library: Library, reader: Any, rich: Any
) -> None:
    async with reader(library) as session:
        await session.press("quotation_mark")
        page = await page_of(session, QuotesScreen)
        await session.press("j")
        row = page.quote_row
        assert row is not None
        await session.press("enter")
        library.keep(msgspec.structs.replace(rich, url="https://lantern.example/new", title="A newer one"))
        await session.press("q")
        page = await page_of(session, QuotesScreen)
        assert page.quote_row is not None
        assert (page.quote_row.text, page.quote_row.title) == (row.text, rich.title)


async def test_q_goes_back_through_every_page_it_came_from(library: Library, reader: Any) -> None:
    async with reader(library) as session:
        await session.press("quotation_mark")
        quotes = await page_of(session, QuotesScreen)
        row = quotes.rows.chosen
        await session.press("P")
        name = await page_of(session, EntityScreen)
        await session.press("G", "k")
        shown = (name.head.title, name.rows.chosen)
        await session.press("enter")
        assert session.screen.active_pane is Pane.ARTICLE
        await session.press("q")
        name = await page_of(session, EntityScreen)
        assert (name.head.title, name.rows.chosen) == shown
        await session.press("q")
        quotes = await page_of(session, QuotesScreen)
        assert quotes.rows.chosen == row


async def test_behind_the_page_the_article_stays_that_was_being_read(library: Library, reader: Any) -> None:
    async with reader(library) as session:
        await session.press("j", "j", "enter")
        read, cursor = session.screen.article.article.id, session.screen.list.selected.id
        await session.press("quotation_mark")
        await page_of(session, QuotesScreen)
        await session.press("enter")
        assert session.screen.article.article.id != read
        await session.press("q", "q")
        await session.until(lambda: session.app.screen is session.screen)
        assert session.screen.active_pane is Pane.ARTICLE
        assert session.screen.article.article.id == read
        assert session.screen.list.selected.id == cursor
        await session.press("q")
        assert session.screen.active_pane is Pane.LIST


async def test_q_in_the_list_of_a_feed_goes_back_to_the_feeds(library: Library, reader: Any) -> None:
    for name in ("a", "b", "c"):
        library.feeds.add(f"https://{name}.example/feed", title=name)
    async with reader(library) as session:
        await session.press("j", "j")
        session.screen.list.show(session.screen.list.current_query.filtered("story"), session.screen.list.selected.id)
        await session.settle()
        before, cursor = session.screen.list.current_query, session.screen.list.selected.id
        await session.press("g", "5")
        page = await page_of(session, FeedsScreen)
        await session.press("j", "enter")
        assert session.screen.list.current_query.section_title == "b"
        session.screen.list.show(session.screen.list.current_query.filtered("is:unread"))
        await session.press("q")
        assert session.app.screen is session.screen
        await session.press("q")
        page = await page_of(session, FeedsScreen)
        assert feed_of(page) == "b"
        await session.press("q")
        assert session.screen.list.current_query == before
        await session.until(lambda: session.screen.list.selected and session.screen.list.selected.id == cursor)


async def test_who_has_gone_to_the_list_is_not_sent_back_to_a_page(library: Library, reader: Any) -> None:
    async with reader(library) as session:
        await session.press("quotation_mark")
        await page_of(session, QuotesScreen)
        await session.press("enter", "g", "1", "j", "enter", "q")
        assert session.app.screen is session.screen
        assert session.screen.active_pane is Pane.LIST


async def test_q_asks_only_where_that_is_set_and_Q_never_does(library: Library, reader: Any) -> None:
    with_reading(library, confirm_quit=True)
    async with reader(library) as session:
        await session.press("q")
        assert "Leave Pullquote?" in session.text()
        await session.press("escape")
        assert session.app.screen is session.screen
        await session.press("q", "j", "enter")
        assert session.app.screen is session.screen
        assert session.app.is_running
        await session.pilot.press("Q")
        await session.until(lambda: session.app._exit)


# The article stays


@pytest.mark.parametrize("pane", [Pane.LIST, Pane.ARTICLE, Pane.PEOPLE])
async def test_the_article_stays_when_it_no_longer_answers_the_filter(
    library: Library, reader: Any, plain: Any, pane: Pane
) -> None:
    async with reader(library) as session:
        session.screen.list.show(session.screen.list.current_query.filtered("is:unread"))
        await session.settle()
        await session.press("j", "j", "enter")
        number = session.screen.article.article.id
        await session.until(lambda: session.screen.list.keys_widget.headline().read)
        session.screen.go(pane)
        library.keep(plain(90))
        session.screen.list.check_for_new()
        await session.settle()
        await session.press("a")
        await session.until(lambda: titles(session)[0].startswith("Story 90"))
        assert session.screen.article.article.id == number
        assert session.screen.list.selected.id == number
        assert session.screen.list.keys_widget.cursor == 3


async def test_the_last_unread_article_stays_when_the_filter_has_nothing_left(library: Library, reader: Any) -> None:
    library.mark_read(library.ids()[1:])
    async with reader(library) as session:
        session.screen.list.show(session.screen.list.current_query.filtered("is:unread"))
        await session.press("enter")
        number = session.screen.article.article.id
        await session.until(lambda: not library.count("is:unread"))
        session.screen.list.reload()
        await session.settle()
        assert session.screen.article.article.id == number
        await session.press("q")
        assert session.screen.article.article.id == number
        assert session.screen.list.selected.id == number


@pytest.mark.parametrize(("size", "zen"), [((40, 20), False), ((40, 20), True), ((120, 40), True)])
async def test_esc_over_an_article_does_not_change_a_list_out_of_sight(
    library: Library, reader: Any, size: tuple[int, int], zen: bool
) -> None:
    async with reader(library, size=size) as session:
        session.screen.list.show(session.screen.list.current_query.filtered("story"))
        await session.settle()
        await session.press("enter", "escape", *(("z", "escape") if zen else ("escape",)))
        assert session.screen.list.current_query.filter == "story"
        assert not session.screen.has_class("-zen")


# After a restart


async def left(session: Any) -> None:
    await session.pilot.press("Q")
    await session.until(lambda: not session.app.is_running or session.app._exit)


@pytest.mark.parametrize("size", SIZES)
async def test_filter_section_and_row_come_back_after_a_restart(library: Library, reader: Any, size: Any) -> None:
    async with reader(library, size=size) as session:
        session.screen.show_section("is:unread", "Unread")
        session.screen.list.show(session.screen.list.current_query.filtered("story"))
        await session.settle()
        await session.press("j", "j")
        query, cursor = session.screen.list.current_query, session.screen.list.selected.id
        await left(session)
    async with reader(library, size=size) as session:
        assert session.screen.list.current_query == query
        assert session.screen.list.selected.id == cursor
        assert session.screen.list.keys_widget.cursor == 2
        await session.press("q")
        assert session.screen.list.current_query.filter == ""
        assert session.screen.list.current_query.section_title == "Unread"


@pytest.mark.parametrize("size", SIZES)
async def test_who_left_in_an_article_goes_on_in_it(library: Library, reader: Any, size: tuple[int, int]) -> None:
    async with reader(library, size=size) as session:
        await session.press("j", "enter", "j", "j")
        place = session.screen.article.keys_widget.place
        await left(session)
    async with reader(library, size=size) as session:
        view = session.screen.article.keys_widget
        assert session.screen.active_pane is Pane.ARTICLE
        assert view.has_focus
        assert view.place == pytest.approx(place, abs=0.005)
        await session.press("q")
        await left(session)
    async with reader(library, size=size) as session:
        assert session.screen.active_pane is Pane.LIST


async def test_a_search_comes_back_after_a_restart(library: Library, reader: Any) -> None:
    async with reader(library) as session:
        session.screen.list.show(session.screen.list.current_query.searched("silence"))
        await session.settle()
        await left(session)
    app = Reader(library)
    async with app.run_test(size=(120, 40)) as pilot:
        session = Session(app, pilot)
        assert session.screen.list.current_query.search == "silence"
        await session.until(lambda: len(session.screen.list.ids) == 1)
        assert "Search: silence" in session.text()


async def test_open_pages_come_back_after_a_restart_each_at_its_row(library: Library, reader: Any) -> None:
    async with reader(library) as session:
        await session.press("quotation_mark", "j")
        quotes = await page_of(session, QuotesScreen)
        row = quotes.rows.chosen
        await session.press("P")
        name = await page_of(session, EntityScreen)
        await session.press("G")
        shown = (name.head.title, name.rows.chosen)
        await left(session)
    async with reader(library) as session:
        name = await page_of(session, EntityScreen)
        assert (name.head.title, name.rows.chosen) == shown
        await session.press("q")
        quotes = await page_of(session, QuotesScreen)
        assert quotes.rows.chosen == row
        await session.press("q")
        assert session.app.screen is session.screen
        await left(session)
    async with reader(library) as session:
        assert session.app.screen is session.screen


async def test_the_feeds_page_comes_back_after_a_restart(library: Library, reader: Any) -> None:
    for name in ("a", "b", "c"):
        library.feeds.add(f"https://{name}.example/feed", title=name)
    async with reader(library) as session:
        await session.press("g", "5")
        page = await page_of(session, FeedsScreen)
        await session.press("j")
        assert feed_of(page) == "b"
        await left(session)
    async with reader(library) as session:
        page = await page_of(session, FeedsScreen)
        assert feed_of(page) == "b"


async def test_what_was_remembered_and_cannot_be_read_is_forgotten(library: Library, reader: Any) -> None:
    library.remember("app.pages", '[{"page": "nowhere"}]')
    library.remember("list.query", "[")
    async with reader(library) as session:
        assert session.app.screen is session.screen
        assert len(session.screen.list.ids) == 6


# Another text of the article


def told(article: Any, *paragraphs: str) -> Any:
    return msgspec.structs.replace(
        article, blocks=tuple(map(Paragraph, paragraphs)), text="\n\n".join(paragraphs), quotes=(), entities=(),
        mentions=(), releases=(), next=(), related=(), keywords=(), words=len(" ".join(paragraphs).split()),
    )  # fmt: skip


def line_of(session: Any, words: str) -> int | None:
    """Return the line of the window that begins with words of the article."""
    view = session.screen.article.keys_widget
    top = round(view.scroll_y)
    return next((row - top for row, line in enumerate(view.lines) if line.text.startswith(words)), None)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("pane", [Pane.LIST, Pane.ARTICLE, Pane.PEOPLE])
async def test_a_finished_x_moves_nothing(
    library: Library, reader: Any, plain: Any, monkeypatch: pytest.MonkeyPatch, size: Any, pane: Pane
) -> None:
    own = [f"Passage {number} of the feed says a thing or two about the lamp in the yard. " * 4 for number in range(9)]
    page = [f"Only the page has paragraph {number}, and it is long as such paragraphs are. " * 5 for number in range(6)]
    with library.database.write() as conn:
        feed = feeds.add(conn, feeds.NewFeed("https://lamps.example/feed"), WHEN).id
        entry = Entry(key="1", title="Lamps", link="https://lamps.example/1", published=WHEN + timedelta(days=1))
        number = keeping.put(
            conn, told(plain(50), *own), source=FeedEntry(feed, entry, b"1"), origin="feed", when=WHEN, complete=False
        )

    async def fetched(article: int) -> Any:
        both = [part for pair in zip(page, own, strict=False) for part in pair] + own[6:]
        with library.database.write() as conn:
            value = msgspec.structs.replace(told(plain(50), *both), id=article)
            keeping.put(conn, value, origin="page", when=WHEN, complete=True)
        return library.article(article)

    monkeypatch.setattr(library, "fetch_page", fetched)
    async with reader(library, size=size) as session:
        session.screen.list.show(session.screen.list.current_query.filtered("is:unread"), number)
        await session.settle()
        session.screen.open_article(number)
        await session.settle()
        view = session.screen.article.keys_widget
        start = next(row for row, line in enumerate(view.lines) if line.text.startswith("Passage 4"))
        view.go_to(start - 1)
        await session.settle()
        if size[0] >= 108 or pane is Pane.ARTICLE:
            session.screen.go(pane)
        assert line_of(session, "Passage 4") == 1
        for wanted in (True, False, True):
            await session.press("x")
            await session.until(
                lambda wanted=wanted: ("Only the page" in session.screen.article.article.text) is wanted
            )
            await session.settle()
            assert session.screen.article.article.id == number
            assert line_of(session, "Passage 4") == 1
        assert session.screen.list.selected.id == number


async def test_a_page_that_has_no_more_is_said_to(
    library: Library, reader: Any, plain: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fetched(article: int) -> Any:
        return library.article(article)

    monkeypatch.setattr(library, "fetch_page", fetched)
    async with reader(library) as session:
        await session.press("enter", "x")
        await session.until(lambda: session.screen.status.text == "The page has no more than this.")


@pytest.mark.parametrize(
    ("problem", "said"),
    [
        ("", "This is only what the feed says. x asks for the page, o opens it."),
        ("Subscribers only.", "This is only what the feed says. Subscribers only. x asks for the page, o opens it."),
    ],
)
async def test_above_an_article_that_is_here_in_part_stands_so_and_why(
    library: Library, reader: Any, plain: Any, monkeypatch: pytest.MonkeyPatch, problem: str, said: str
) -> None:
    with library.database.write() as conn:
        feed = feeds.add(conn, feeds.NewFeed("https://lamps.example/feed"), WHEN).id
        entry = Entry(key="1", title="Lamps", link="https://lamps.example/1", published=WHEN + timedelta(days=1))
        source = FeedEntry(feed, entry, b"1")
        number = keeping.put(conn, told(plain(50), "Short."), source=source, origin="feed", when=WHEN, complete=False)
        if problem:
            keeping.page_failed(conn, number, problem, now=WHEN, again=None)

    async def fetched(article: int) -> Any:
        with library.database.write() as conn:
            whole = msgspec.structs.replace(told(plain(50), "The whole of it, and long."), id=article)
            keeping.put(conn, whole, origin="page", when=WHEN, complete=True)
        return library.article(article)

    monkeypatch.setattr(library, "fetch_page", fetched)
    async with reader(library, size=(120, 40)) as session:
        session.screen.list.show(session.screen.list.current_query.filtered("is:unread"), number)
        await session.settle()
        session.screen.open_article(number)
        await session.settle()
        view = session.screen.article.keys_widget
        assert said in " ".join(line.text for line in view.lines)
        await session.press("x")
        await session.until(lambda: "The whole of it" in session.screen.article.article.text)
        await session.settle()
        assert not any("only what the feed says" in line.text for line in view.lines)


# How far an article is read


async def test_the_percent_is_one_number_in_header_list_and_json_at_any_width(library: Library, reader: Any) -> None:
    async with reader(library, size=(120, 30)) as session:
        await session.press("j", "enter", "ctrl+d", "ctrl+d")
        number, header = session.screen.article.article.id, session.screen.article._header
        shown = header.note
        assert shown not in ("0 %", "100 %")
        for size in ((40, 20), (200, 60), (72, 24), (120, 30)):
            await session.pilot.resize_terminal(*size)
            await session.settle()
            assert header.note == shown, size
        await session.press("q")
        await session.until(lambda: library.headlines([number])[0].position > 0)
        await session.settle()
        row = library.headlines([number])[0]
        assert f"{percent(row.position)} %" == shown
        assert length(row) == shown
        position = next(column for column in rows.HEADLINES.columns if column.name == "position")
        assert f"{round(100 * position.value(row))} %" == shown


async def test_how_far_one_has_read_is_kept_before_the_article_is_left(
    library: Library, reader: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pullquote.tui.reader.article.pane.KEPT_WITHIN", 0.01)
    async with reader(library, size=(80, 24)) as session:
        await session.press("j", "enter", "ctrl+d")
        number = session.screen.article.article.id
        await session.until(lambda: (library.place(number) or 0) > 0)
        assert session.screen.active_pane is Pane.ARTICLE


async def test_an_article_read_to_its_end_is_at_100_and_begins_at_its_top_again(library: Library, reader: Any) -> None:
    async with reader(library, size=(80, 24)) as session:
        await session.press("j", "enter", "G")
        number = session.screen.article.article.id
        assert session.screen.article._header.note == "100 %"
        await session.press("q", "j")
        await session.until(lambda: library.place(number) == 1)
        await session.press("k", "enter")
        assert session.screen.article._header.note == "100 %"
        assert session.screen.article.keys_widget.scroll_y == 0
        await session.press("j", "j", "j", "j", "j", "j")
        assert session.screen.article._header.note not in ("0 %", "100 %")


async def test_looking_at_articles_beside_the_list_is_not_reading_them(library: Library, reader: Any) -> None:
    async with reader(library, size=(120, 60)) as session:
        await session.press("j", "j", "j", "k")
        assert [library.place(number) for number in library.ids()] == [None] * 6


# The mouse


async def test_one_click_on_a_name_puts_it_in_focus_and_a_second_filters(library: Library, reader: Any) -> None:
    async with reader(library, size=(120, 40)) as session:
        names = session.screen.entities.keys_widget
        at = next(y for y, line in enumerate(session.text().splitlines()) if "Dara Finch" in line[90:])
        where = (3, at - names.region.y)
        await session.pilot.click(names, offset=where)
        await session.settle()
        assert session.screen.entities.focused.name == "Dara Finch"
        assert session.screen.active_pane is Pane.PEOPLE
        assert session.screen.list.current_query.filter == ""
        await session.pilot.click(names, offset=where, times=2)
        await session.until(lambda: session.screen.list.current_query.filter == 'person:"Dara Finch"')


async def test_panes_do_not_come_to_a_screen_that_is_gone(library: Library, reader: Any) -> None:
    async with reader(library) as session:
        screen = ReaderScreen(session.screen.access)
        await screen.start.furnish()
        assert not screen.article.is_attached
