"""Stories in the list and above an article: one row, the others under it, what is new, and what a key says of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from pullquote.cache.core.article import Article, Entity, Paragraph, Quote, body_text, count_words
from pullquote.cache.core.settings import Listing, Settings
from pullquote.cache.library import Library
from pullquote.tui.reader.list.stories import shifted

NOON = datetime(2026, 3, 7, 12, tzinfo=UTC)
SAID = "We never run out of lamps"


def report(hours: float, outlet: str, title: str, *paragraphs: str, said: str = SAID) -> Article:
    blocks = (*map(Paragraph, paragraphs), Paragraph(f"“{said},” Ines Holloway said."))
    text = body_text(blocks)
    names = ("Copper Lane", "Dara Finch", "Ines Holloway", "Tin Roof", "Ada Moss")
    found = [Entity(name=name, type="person", mentions=2) for name in names if name in f"{title} {text}"]
    return Article(
        url=f"https://news.example/{outlet[-3:]}{hours}", outlet=outlet, title=title,
        published=NOON - timedelta(hours=hours), blocks=blocks, text=text, words=count_words(text), minutes=1,
        entities=tuple(found),
        quotes=(Quote(text=said, speaker="Ines Holloway", block=len(blocks) - 1, start=1, end=1 + len(said)),),
    )  # fmt: skip


RENEWED = "Copper Lane with Dara Finch was renewed for a third season."
STREET = "Filming moves from the old quarter to a rebuilt block outside the city, because residents asked for quiet."


@pytest.fixture
def news(tmp_path: Path) -> Iterator[Library]:
    """A library with one story of three outlets, and other news between."""
    with Library.open(tmp_path / "library", settings=Settings()) as library:
        for article in (
            report(30, "The Lantern", "Copper Lane Renewed for a Third Season", RENEWED),
            report(27, "Reel Weekly", "Third Season Ordered for Copper Lane", RENEWED),
            report(20, "The Evening Reel", "Tin Roof Closes Early", "Tin Roof closes.", said="It was a good run"),
            report(5, "The Wire", "Copper Lane to Return for Third Season Without Its Street", RENEWED, STREET),
        ):
            library.keep(article, origin="feed", when=article.published)
        yield library


def titles(session: Any) -> list[str]:
    pane = session.screen.list
    return [pane.row(number).outlet for number in pane.ids]


async def test_the_keys_at_the_foot_name_the_one_for_a_story_where_there_is_one(news: Library, reader: Any) -> None:
    async with reader(news, size=(120, 40)) as session:
        assert "= Story" in session.text()
        await session.press("j")
        assert "= Story" not in session.text()
        await session.press("k", "enter")
        assert "= Story" in session.text()


async def test_the_same_news_is_one_row_and_a_key_shows_the_others_under_it(news: Library, reader: Any) -> None:
    async with reader(news, size=(120, 40)) as session:
        assert titles(session) == ["The Wire", "The Evening Reel"]
        assert "The Wire +2" in session.text()
        assert "2 of 2 unread" in session.text()
        await session.press("equals_sign")
        assert titles(session) == ["The Wire", "The Lantern", "Reel Weekly", "The Evening Reel"]
        assert "The Lantern · 1 day earlier" in session.text()
        assert "2 more below: = puts them away." in session.text()
        await session.press("j", "equals_sign")  # from one of them, too
        assert titles(session) == ["The Wire", "The Evening Reel"]
        assert session.screen.list.selected.outlet == "The Wire"
        await session.press("j", "equals_sign")
        assert "No other outlet here has this news." in session.text()


async def test_one_of_them_is_read_under_its_row(news: Library, reader: Any) -> None:
    async with reader(news, size=(120, 40)) as session:
        await session.press("equals_sign", "j", "enter")
        assert session.screen.article.article.outlet == "The Lantern"
        assert session.screen.article.keys_widget.story == ("Also at: Reel Weekly (3 h later), The Wire (1 day later)",)
        assert "Also at: Reel Weekly" in session.text()
        await session.until(lambda: not news.count("is:unread outlet:lantern"))


async def test_above_an_article_stands_what_is_new_in_it(news: Library, reader: Any) -> None:
    async with reader(news, size=(120, 40)) as session:
        await session.press("enter")
        assert "New here: paragraph 2" in session.text()
        await session.press("equals_sign")
        assert session.screen.article.article.outlet == "The Lantern"
        assert "1 of 3: The Lantern" in session.text()
        await session.press("2", "equals_sign")
        assert session.screen.article.article.outlet == "The Wire"


async def test_a_row_that_is_marked_read_is_its_whole_story(news: Library, reader: Any) -> None:
    async with reader(news, size=(120, 40)) as session:
        await session.press("m")
        await session.until(lambda: news.count("is:unread") == 1)
        assert "1 of 2 unread" in session.text()
        await session.press("U")
        await session.until(lambda: news.count("is:unread") == 4)
        await session.press("equals_sign", "m")  # unfolded, a row is one article
        await session.until(lambda: news.count("is:unread") == 3)


async def test_all_read_reads_what_the_rows_stand_for(news: Library, reader: Any) -> None:
    async with reader(news, size=(120, 40)) as session:
        await session.press("A")
        await session.until(lambda: news.count("is:unread") == 0)


async def test_a_story_that_grows_is_unread_again_only_where_something_new_is_said(news: Library, reader: Any) -> None:
    async with reader(news, size=(120, 40)) as session:
        await session.press("m")
        await session.until(lambda: news.count("is:unread") == 1)
        same = report(2, "Silver Screen", "Third Season for Copper Lane", RENEWED)
        news.keep(same, origin="feed", when=NOON)
        session.screen.list.check_now()
        await session.settle()
        assert "new:" not in session.text()
        told = report(
            1, "The Herald", "Copper Lane renewed for season three", RENEWED, said="The lamps are all electric"
        )
        news.keep(told, origin="feed", when=NOON)

        def looked() -> bool:
            session.screen.list.check_now()
            return "1 new" in session.text()

        await session.until(looked)
        await session.press("a")
        assert titles(session)[0] == "The Herald"
        assert "The Herald +4" in session.text()
        await session.press("g", "g", "enter")
        assert "New here: a quotation of Ines Holloway" in session.text()


async def test_an_article_is_parted_from_its_story_by_a_key_and_comes_back(news: Library, reader: Any) -> None:
    async with reader(news, size=(120, 40)) as session:
        await session.press("g", "minus")
        await session.until(lambda: len(session.screen.list.ids) == 3)
        assert "Two stories now: U makes them one again." in session.text()
        assert titles(session) == ["The Wire", "The Evening Reel", "The Lantern"]
        await session.press("U")
        await session.until(lambda: len(session.screen.list.ids) == 2)
        assert "One story with the others again" in session.text()


async def test_a_folded_row_is_removed_with_its_whole_story_and_comes_back_in_one_step(
    news: Library, reader: Any
) -> None:
    before = news.count()
    async with reader(news, size=(120, 40)) as session:
        of_story = len(news.stories.of(session.screen.list.ids[0]))
        assert of_story > 1
        await session.press("D")
        await session.until(lambda: news.count() == before - of_story)
        await session.until(lambda: f"{of_story} articles" in session.text())
        await session.press("U")
        await session.until(lambda: news.count() == before)
        await session.until(lambda: len(session.screen.list.ids) == 2)


async def test_two_articles_are_joined_by_a_key(news: Library, reader: Any) -> None:
    async with reader(news, size=(120, 40)) as session:
        await session.press("j", "g", "equals_sign")
        await session.until(lambda: "The same news as" in session.text() and "The Wire" in session.text())
        await session.press("enter")
        await session.until(lambda: len(session.screen.list.ids) == 1)
        assert "One story of 4 articles: U parts them again." in session.text()
        await session.press("U")
        await session.until(lambda: len(session.screen.list.ids) == 2)


async def test_without_the_setting_each_article_is_a_row(news: Library, reader: Any, tmp_path: Path) -> None:
    news.close()
    with Library.open(tmp_path / "library", settings=Settings(list=Listing(stories=False))) as library:
        async with reader(library, size=(120, 40)) as session:
            assert titles(session) == ["The Wire", "The Evening Reel", "Reel Weekly", "The Lantern"]
            assert "+2" not in session.text()
            await session.press("equals_sign")
            assert "The others that have this news stand in rows of their own." in session.text()


async def test_the_list_before_a_search_comes_back_with_its_story_unfolded(news: Library, reader: Any) -> None:
    async with reader(news, size=(120, 40)) as session:
        await session.press("equals_sign", "slash", "t", "i", "n")
        await session.until(lambda: "Search: tin" in session.text())
        await session.press("escape")
        await session.until(lambda: len(session.screen.list.ids) == 4)
        await session.press("equals_sign")
        assert len(session.screen.list.ids) == 2


def test_day_headings_move_with_the_rows_that_come_under_one() -> None:
    day = NOON.date()
    days = [(0, day), (2, day), (5, day)]
    unfolded = shifted(days, [1, 2, 3, 4, 5, 6], [1, 2, 8, 9, 3, 4, 5, 6])
    assert unfolded == [(0, day), (4, day), (7, day)]
    assert shifted(unfolded, [1, 2, 8, 9, 3, 4, 5, 6], [1, 2, 3, 4, 5, 6]) == days
