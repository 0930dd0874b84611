"""Which row stands for a story is kept beside the articles: the one the list itself would choose, whatever happens."""

from __future__ import annotations

import random
from array import array
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from msgspec.structs import replace

from pullquote.cache.core.article import Article, Entity, Paragraph, body_text
from pullquote.cache.core.id_set import without
from pullquote.cache.core.order import Order
from pullquote.cache.library import Library, examine
from pullquote.cache.store.reading import search
from pullquote.cache.store.stories import rows as story_rows
from pullquote.cache.store.undo import removed

DAY = datetime(2026, 5, 4, 9, tzinfo=UTC)
SHOWS = ("Saltgate", "Copper Lane", "Tin Harbor")
PLACES = ("Galway", "Tromso", "Lisbon", "Nara", "Quito", "Lagos", "Perth", "Turin")


def report(number: int, show: str, place: str, hours: int) -> Article:
    """Make a report up: reports of one show are the same news, and what they say of a place may be new."""
    paragraphs = (
        f"Northlight has renewed {show} for a third season, with Ada Quill.",
        f"Filming of {show} moves to {place}, where a keeper's cottage of {place} was rebuilt plank by plank.",
    )
    blocks = tuple(map(Paragraph, paragraphs))
    url = f"https://outlet-{number}.example/{number}"
    return Article(
        title=f"{show} Renewed for Season 3 at Northlight",
        outlet=f"Outlet {number}",
        url=url,
        canonical_url=url,
        published=DAY + timedelta(hours=hours),
        blocks=blocks,
        text=body_text(blocks),
        entities=(Entity(name=show, type="show", mentions=2), Entity(name="Ada Quill", type="person", mentions=1)),
    )


def is_as_a_list_chooses(library: Library) -> None:
    """Compare what is kept of stories with what is read of them, article by article."""
    ids = library.ids()
    with library.database.reading() as conn:
        groups = story_rows.Grouping().groups(conn)
        stories: dict[int, list[tuple[bool, datetime, int]]] = {}
        moments = {row.id: row.when for row in library.headlines(ids)}
        for number, story in groups.story.items():
            stories.setdefault(story, []).append((number not in groups.repeats, moments[number], number))
        below = {number for story in stories.values() for _, _, number in story} - {
            max(story)[2] for story in stories.values()
        }
        kept = {row[0] for row in conn.execute("SELECT id FROM article WHERE below = 1")}
    assert kept == below
    assert library.stories.rows(ids) == without(ids, groups.below(ids))
    unread = library.ids("is:unread")
    assert list(library.stories.rows(unread, "is:unread")) == [number for number in unread if number not in below]
    rows, left = library.stories.parted(ids)
    states = {row.id: row.read for row in library.headlines(ids)}
    assert left == sum(not states[number] for number in set(ids).difference(rows))


@pytest.mark.parametrize("seed", range(4))
def test_the_row_of_a_story_is_the_one_the_list_would_choose_whatever_happens(library: Library, seed: int) -> None:
    dice = random.Random(seed)
    kept: list[int] = []

    def come() -> None:
        number = len(kept)
        made = report(number, dice.choice(SHOWS), dice.choice(PLACES), dice.randrange(100))
        kept.append(library.keep(made, origin="feed", when=made.published))

    def some() -> int:
        return dice.choice(list(library.ids()))

    def mute() -> None:
        with library.database.write() as conn:
            conn.execute("UPDATE article SET muted = 1 - muted WHERE id = ?", (some(),))

    def move() -> None:
        with library.database.write() as conn:
            when = int((DAY + timedelta(hours=dice.randrange(100))).timestamp())
            conn.execute("UPDATE article SET moment = ? WHERE id = ?", (when, some()))

    def remove() -> None:
        with library.database.write() as conn:
            removed.remove(conn, [some()])

    def again() -> None:
        number = some()
        value = library.article(number)
        blocks = (*value.blocks, Paragraph(f"In {dice.choice(PLACES)} nobody knew of it."))
        library.keep(replace(value, blocks=blocks, text=body_text(blocks)), origin="feed")

    for _ in range(8):
        come()
    for _ in range(40):
        dice.choice(
            (
                come, mute, move, remove, again, library.undo,
                lambda: library.stories.part(some()),
                lambda: library.stories.join(some(), some()),
                lambda: library.mark_read([some()]),
            )
        )()  # fmt: skip
        while len(library.ids()) < 4:
            come()
        is_as_a_list_chooses(library)


def test_a_list_of_few_articles_is_parted_as_one_of_many(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    dice = random.Random(5)
    for number in range(16):
        made = report(number, dice.choice(SHOWS), dice.choice(PLACES), number)
        library.keep(made, origin="feed", when=made.published)
    found: list[Sequence[int]] = []
    for few in (100, 0):
        monkeypatch.setattr(story_rows, "_FEW", few)
        for order in (Order.OLDEST, Order.OUTLET):
            library.stories._grouping = story_rows.Grouping()
            found.append(library.stories.rows(library.ids(order=order), order=order))
        found.append(library.stories.rows(array("q", library.ids()[::-1]), ranked=True))
    assert found[:3] == found[3:]
    assert all(len(rows) < 16 for rows in found)


def test_another_row_for_a_story_is_put_right_by_doctor(library: Library) -> None:
    for number in range(6):
        made = report(number, SHOWS[number % 2], PLACES[number], number)
        library.keep(made, origin="feed", when=made.published)
    rows = library.stories.rows(library.ids())
    with library.database.write() as conn:
        conn.execute("UPDATE article SET below = 1 - below WHERE id % 2")
    folder = library.path.parent
    library.close()
    assert any("list by story" in said for said in examine(folder))
    with Library.open(folder) as again:
        assert again.stories.rows(again.ids()) == rows
        is_as_a_list_chooses(again)


@pytest.mark.parametrize("query", ["", "is:unread", "outlet:outlet", "has:quote", "-is:starred", "galway"])
def test_the_first_rows_of_a_list_are_those_of_the_whole(
    library: Library, query: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "LARGE", 1)
    dice = random.Random(7)
    for number in range(30):
        made = report(number, dice.choice(SHOWS), dice.choice(PLACES[:4]), number)
        kept = library.keep(made, origin="feed", when=made.published)
        if not number % 3:
            library.mark_read([kept])
    for order in (Order.NEWEST, Order.OLDEST, Order.SHORTEST):
        rows = library.stories.rows(library.ids(query, order=order), query, order=order)
        for most in range(1, 20):
            first = library.first(query, order, most)
            assert bool(first) == (len(library.ids(query)) >= most)
            begun = library.stories.first_rows(first, query, order)
            assert begun == rows[: len(begun)]
