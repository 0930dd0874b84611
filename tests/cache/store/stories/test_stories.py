"""Stories: the same news from several outlets, what is new in one, what a person says of them, what brings it back."""

from __future__ import annotations

import asyncio
from array import array
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from pullquote.cache.core.article import (
    Article,
    Entity,
    Paragraph,
    Quote,
    body_text,
    count_words,
)
from pullquote.cache.core.errors import NotFound
from pullquote.cache.core.stories.grouping import MOST_COMPARED
from pullquote.cache.ingest.adding.bundled import edition
from pullquote.cache.ingest.context import LibraryThread
from pullquote.cache.ingest.refresh.catching_up import catch_up
from pullquote.cache.library import Library, examine
from pullquote.cache.store.stories import grouping
from pullquote.cache.store.upkeep import repair
from pullquote.cache.store.writing import keeping
from pullquote.cache.workers.analyze import packed_news

DAY = datetime(2026, 5, 4, 9, tzinfo=UTC)
SAID = "We always saw the story in five parts"
NAMES = (("Saltgate", "show"), ("Ada Quill", "person"), ("Milo Trent", "person"), ("Northlight", "organization"))


def report(
    title: str, outlet: str, hours: float = 0, *paragraphs: str, said: tuple[str, ...] = (), names=NAMES
) -> Article:
    """Make a report up: its paragraphs, and those in which Milo Trent says something."""
    blocks = [Paragraph(text) for text in paragraphs or ("Northlight has renewed Saltgate, with Ada Quill.",)]
    quotes = []
    for words in said:
        quotes.append(Quote(text=words, speaker="Milo Trent", block=len(blocks), start=1, end=1 + len(words)))
        blocks.append(Paragraph(f"“{words},” Milo Trent said."))
    text = body_text(blocks)
    url = f"https://{outlet.lower().replace(' ', '-')}.example/{abs(hash((title, hours)))}"
    return Article(
        title=title,
        outlet=outlet,
        url=url,
        canonical_url=url,
        published=DAY + timedelta(hours=hours),
        blocks=tuple(blocks),
        text=text,
        words=count_words(text),
        quotes=tuple(quotes),
        entities=tuple(Entity(name=name, type=kind, mentions=2, score=0.9) for name, kind in names),  # type: ignore[arg-type]
    )


RENEWED = report("Saltgate Renewed for Season 3 at Northlight", "Dial Weekly", 0, said=(SAID,))
ORDERED = report("Northlight Orders Third Season of Ada Quill Drama Saltgate", "Screen Ledger", 3, said=(SAID,))
BACK = report(
    "Saltgate to return for a third season",
    "The Marquee",
    30,
    "Saltgate will be back on Northlight.",
    "Filming moves from Galway to the Faroe Islands, where a lighthouse keeper's cottage was rebuilt plank by plank.",
)
CAST = report("Priya Sandhu Joins Saltgate as Harbor Master", "Screen Ledger", 31, "She plays a harbor master.",
              names=(("Saltgate", "show"), ("Priya Sandhu", "person")))  # fmt: skip


@pytest.fixture
def put(library: Library):
    def put(*made: Article) -> list[int]:
        return [library.keep(article, origin="feed", when=article.published) for article in made]

    return put


def story(library: Library, *numbers: int) -> list[int | None]:
    return [headline.story for headline in library.headlines(numbers)]


def test_the_same_news_of_several_outlets_is_one_row_and_other_news_of_the_same_show_another(library, put) -> None:
    one, two, three, other = put(RENEWED, ORDERED, BACK, CAST)
    assert len(set(story(library, one, two, three))) == 1
    assert story(library, other) == [None]
    assert [headline.others for headline in library.headlines([one, other])] == [2, 0]
    assert [*library.stories.rows(library.ids())] == [other, three]
    assert library.stories.of(two) == [one, two, three]
    assert [headline.outlet for headline in library.stories.others(three)] == ["Dial Weekly", "Screen Ledger"]


def test_the_order_in_which_they_come_makes_no_difference(library, put) -> None:
    three, two, one = put(BACK, ORDERED, RENEWED)
    assert story(library, one)[0] is not None
    assert len(set(story(library, one, two, three))) == 1
    assert [*library.stories.rows(library.ids())] == [three]


def test_a_row_stands_at_the_newest_article_that_says_something_new(library, put) -> None:
    one, two = put(RENEWED, ORDERED)
    assert [*library.stories.rows(library.ids())] == [one]  # the second says the same
    library.mark_read([one])
    unread = library.ids("is:unread")
    assert [*unread] == [two]
    assert [*library.stories.rows(unread, "is:unread")] == []  # so it is read as well
    (three,) = put(BACK)
    assert [*library.stories.rows(library.ids("is:unread"), "is:unread")] == [three]


def test_what_is_new_is_counted_by_paragraph_and_quotation(library, put) -> None:
    one, two, three = put(RENEWED, ORDERED, BACK)
    assert library.stories.new_in(one) is None
    assert not library.stories.new_in(two)
    found = library.stories.new_in(three)
    assert found is not None
    assert (found.paragraphs, found.quotes) == ((2,), ())


def test_a_story_that_many_articles_join_at_once_is_read_once(library, monkeypatch) -> None:
    read, unpack = [], grouping.bodies.unpack
    monkeypatch.setattr(grouping.bodies, "unpack", lambda data: read.append(1) or unpack(data))
    reports = [
        replace(
            BACK, title=f"{BACK.title} {n}", outlet=f"Outlet {n}", url=f"https://one-{n}.example/1", canonical_url=None
        )
        for n in range(20)
    ]
    with library.database.write() as conn:
        numbers = [keeping.put(conn, keeping.packed(one), origin="feed", when=DAY, complete=True) for one in reports]
    assert len(set(story(library, *numbers))) == 1
    assert story(library, numbers[0]) != [None]
    assert 0 < len(read) <= len(numbers)
    assert library.stories.new_in(numbers[0]) is None
    assert not library.stories.new_in(numbers[-1])


def test_a_text_whose_news_was_read_before_is_not_read_again(library, put, monkeypatch) -> None:
    (first,) = put(RENEWED)
    ready = keeping.packed(ORDERED, packed_news(ORDERED))
    monkeypatch.setattr(grouping, "news_in", lambda _: pytest.fail("it was read before"))
    with library.database.write() as conn:
        second = keeping.put(conn, ready, origin="feed", when=DAY, complete=True)
    assert story(library, first) == story(library, second) != [None]


def test_a_muted_article_is_in_no_row_of_a_story(library, put) -> None:
    one, two, three = put(RENEWED, ORDERED, BACK)
    with library.database.write() as conn:
        conn.execute("UPDATE article SET muted = 1 WHERE id = ?", (three,))
    assert [*library.stories.rows(library.ids("-is:muted"))] == [one]
    assert library.stories.of(one) == [one, two]


def test_a_search_keeps_its_best_match(library, put) -> None:
    one, two = put(RENEWED, ORDERED)
    assert [*library.stories.rows(array("q", [two, one]), ranked=True)] == [two]


def test_an_article_that_is_parted_stays_so_and_comes_back_by_undo(library, put) -> None:
    one, two, three = put(RENEWED, ORDERED, BACK)
    before = story(library, one, two, three)
    assert library.stories.part(three) == 2
    assert story(library, three) == [None]
    assert len(set(story(library, one, two))) == 1
    library.keep(replace(BACK, id=three), origin="feed")  # comes again
    assert story(library, three) == [None]
    assert library.undo() == "One story with the others again: “Saltgate to return for a third season”."
    assert story(library, one, two, three) == before
    assert library.undo() is None
    assert library.stories.part(put(CAST)[0]) == 0  # it is in none


def test_two_of_a_pair_are_alone_when_they_are_parted(library, put) -> None:
    one, two = put(RENEWED, ORDERED)
    assert library.stories.part(one) == 1
    assert story(library, one, two) == [None, None]
    (three,) = put(BACK)
    assert story(library, three)[0] is not None  # the news that follows is of one of them
    assert story(library, one) != story(library, two)
    assert library.undo() is not None
    assert story(library, one)[0] is not None
    assert story(library, one) == story(library, two)


def test_two_stories_are_joined_and_parted_by_undo(library, put) -> None:
    one, two, other = put(RENEWED, ORDERED, CAST)
    before = story(library, one, two, other)
    assert library.stories.join(other, two) == 3
    assert len(set(story(library, one, two, other))) == 1
    assert library.stories.join(other, one) == 0
    library.keep(replace(CAST, id=other), origin="feed")
    assert len(set(story(library, one, two, other))) == 1
    assert library.undo() == "Two stories again: “Priya Sandhu Joins Saltgate as Harbor Master”."
    assert story(library, one, two, other) == before
    with pytest.raises(NotFound):
        library.stories.join(one, 99)


def test_what_was_joined_can_be_parted_and_the_other_way_round(library, put) -> None:
    one, other = put(RENEWED, CAST)
    library.stories.join(one, other)
    library.stories.part(other)
    assert story(library, one, other) == [None, None]
    library.stories.join(other, one)
    assert story(library, one)[0] is not None
    library.stories.part(one)
    assert story(library, one, other) == [None, None]
    for _ in range(4):
        assert library.undo() is not None
    assert story(library, one, other) == [None, None]
    with library.database.reading() as conn:
        assert conn.execute("SELECT count(*) FROM told").fetchone() == (0,)


def test_articles_that_are_likely_the_same_come_first(library, put) -> None:
    one, two, other = put(RENEWED, ORDERED, CAST)
    library.stories.part(two)
    assert [headline.id for headline in library.stories.likely(two)] == [one, other]


def test_a_removed_article_leaves_its_story_and_undo_brings_it_back(library, put) -> None:
    one, two = put(RENEWED, ORDERED)
    library.remove([two])
    assert story(library, one) == [None]
    library.undo()
    assert story(library, one)[0] is not None
    assert story(library, one) == story(library, two)


def test_a_pruned_article_leaves_nothing_behind(library, put) -> None:
    numbers = put(RENEWED, ORDERED, BACK)
    with library.database.write() as conn:
        keeping.delete(conn, numbers)
        for table in ("news", "news_key"):
            assert conn.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)


def test_a_text_that_becomes_other_news_leaves_the_story(library, put) -> None:
    one, two = put(RENEWED, ORDERED)
    assert story(library, two)[0] is not None
    library.keep(replace(CAST, id=two, outlet="Screen Ledger"), origin="feed")
    assert story(library, one, two) == [None, None]


def test_a_text_that_grows_keeps_the_number_of_its_story(library, put) -> None:
    one, two = put(RENEWED, ORDERED)
    before = story(library, one, two)
    longer = replace(ORDERED, id=two, blocks=(*ORDERED.blocks, *BACK.blocks))
    library.keep(replace(longer, text=body_text(longer.blocks), words=90), origin="page")
    assert story(library, one, two) == before
    found = library.stories.new_in(two)
    assert found is not None
    assert found.paragraphs == (4,)
    assert [*library.stories.rows(library.ids())] == [two]


def test_news_of_other_weeks_is_another_story(library, put) -> None:
    one, two = put(RENEWED, replace(ORDERED, published=DAY + timedelta(days=15)))
    assert story(library, one, two) == [None, None]


def test_who_speaks_of_a_show_in_passing_tells_other_news(library) -> None:
    for article in edition():  # a band that wrote a song for the drama that is back
        library.keep(article, origin="feed", when=article.published)
    assert {row.story for row in library.headlines(library.ids())} == {None}


def test_what_a_person_said_outlasts_the_loss_of_the_library(tmp_path: Path) -> None:
    with Library.open(tmp_path) as library:
        numbers = [library.keep(article, origin="feed", when=DAY) for article in (RENEWED, ORDERED)]
        library.stories.part(numbers[1])
    (tmp_path / "library.db").write_bytes(b"SQLite format 3\0" + b"\xff" * 9000)
    examine(tmp_path)
    with Library.open(tmp_path) as library:
        numbers = [library.keep(article, origin="feed", when=DAY) for article in (RENEWED, ORDERED)]
        assert story(library, *numbers) == [None, None]


def test_a_copy_of_the_state_has_it_too(tmp_path: Path) -> None:
    with Library.open(tmp_path) as library:
        numbers = [library.keep(article, origin="feed", when=DAY) for article in (RENEWED, CAST)]
        library.stories.join(*numbers)
        library.database.copy_state()
    for file in tmp_path.glob("library.db*"):
        file.unlink()
    for file in (tmp_path / "backups").glob("*.marks"):
        file.unlink()
    (tmp_path / "library.db").write_bytes(b"SQLite format 3\0" + b"\xff" * 9000)
    examine(tmp_path)
    with Library.open(tmp_path) as library:
        numbers = [library.keep(article, origin="feed", when=DAY) for article in (RENEWED, CAST)]
        assert story(library, numbers[0])[0] is not None


def test_damage_to_what_is_kept_of_a_story_is_mended_from_the_texts(library, put) -> None:
    one, two = put(RENEWED, ORDERED)
    with library.database.write() as conn:
        conn.execute("UPDATE news SET data = x'C1', story = NULL WHERE article = ?", (two,))
        conn.execute("INSERT INTO news_key VALUES (1, 1, 999)")
    said = repair.check(library.database)
    assert any("What tells the news of 1 article could not be read" in line for line in said)
    assert any("news_key" in line for line in said)
    assert story(library, one)[0] is not None
    assert story(library, one) == story(library, two)


def test_articles_from_before_stories_are_looked_at_later(library) -> None:
    now = datetime.now(UTC)
    recent = [replace(article, published=now - timedelta(hours=hours)) for hours, article in ((1, RENEWED), (2, BACK))]
    numbers = [library.keep(article, origin="feed", when=now) for article in recent]
    with library.database.write() as conn:
        conn.execute("DELETE FROM news")
        conn.execute("DELETE FROM news_key")
    thread = LibraryThread(library.database)
    try:
        assert asyncio.run(catch_up(thread, now)) == 2
        assert asyncio.run(catch_up(thread, now)) == 0
    finally:
        thread.close()
    assert story(library, numbers[0])[0] is not None


def test_a_story_without_end_is_compared_with_a_few_of_it(library, put) -> None:
    titles = ("Saltgate renewed for season 3", "Season 3 of Saltgate ordered", "Saltgate renewed for a third season")
    numbers = put(*(report(titles[n % 3], f"Outlet {n}", n / 10, said=(SAID,)) for n in range(60)))
    assert len(set(story(library, *numbers))) == 1
    with library.database.reading() as conn:
        assert len(grouping.likely(conn, numbers[0], 5)) == 0


def test_as_many_of_a_story_are_read_as_are_compared(library, put, monkeypatch) -> None:
    read, belongs = [], grouping.belongs
    monkeypatch.setattr(grouping, "belongs", lambda news, of, told: read.append(len(of)) or belongs(news, of, told))
    numbers = put(*(report("Saltgate renewed for season 3", f"Outlet {n}", n / 10, said=(SAID,)) for n in range(20)))
    assert len(set(story(library, *numbers))) == 1
    assert max(read) == MOST_COMPARED


def test_a_quotation_that_several_outlets_have_is_told_once_with_all_of_them(library, put) -> None:
    longer = f"{SAID}, and the last of them is short"
    one, two, three = put(
        RENEWED,
        report("Northlight Orders Third Season of Saltgate", "Screen Ledger", 3, said=(longer, "It rains a lot there")),
        report("Saltgate renewed for season 3", "The Marquee", 5, said=(SAID,)),
    )
    alone = put(report("A talk with Milo Trent", "The Talker", 900, said=(SAID,)))[0]
    rows = library.quotes()
    assert [(row.article, row.text) for row in rows] == [(alone, SAID), (three, SAID), (two, "It rains a lot there")]
    assert [other.article for other in rows[1].also] == [two, one] or [o.article for o in rows[1].also] == [one, two]
    assert set(rows[1].other_outlets) == {"Dial Weekly", "Screen Ledger"}
    assert library.quotes(limit=2) == rows[:2]
    assert [row.text for row in library.quotes("outlet:dial")] == [SAID]
