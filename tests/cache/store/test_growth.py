"""What a reader asks for costs the same in a large library: counted in steps of SQLite, never in time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from pullquote.cache.core.article import Article, Paragraph, Quote
from pullquote.cache.core.order import Order
from pullquote.cache.library import Library
from pullquote.cache.store import sync
from pullquote.cache.store.names import queries as name_queries
from pullquote.cache.store.quotations import quotes
from pullquote.cache.store.reading import search
from pullquote.cache.store.safety import journal
from pullquote.cache.store.texts import bodies

SMALL, LARGE = 10_000, 50_000
EVERY = 20
"""Steps between two that are counted."""
OFTEN, RARE = 1, 2
"""A name in every fourth article, and one in every hundredth."""


def filled(folder: Path, number: int) -> Library:
    """Return a library of so many articles, the later the newer, without what nothing here asks for."""
    library = Library.open(folder)
    said = Article(
        title="A title", blocks=(Paragraph("“Yes, we said so,” she said."),), text="“Yes, we said so,” she said.",
        quotes=(Quote(text="Yes, we said so", speaker="She", block=0, start=1, end=16),),
    )  # fmt: skip
    data = bodies.pack(said)
    with library.database.write() as conn:
        conn.execute("INSERT INTO feed (id, url, added) VALUES (1, 'https://feed.example/', 0)")
        conn.execute("INSERT INTO outlet (id, name, key) VALUES (1, 'Outlet', 'outlet')")
        conn.execute("INSERT INTO speaker (id, name, key) VALUES (1, 'She', 'she')")
        for name in (OFTEN, RARE):
            conn.execute("INSERT INTO entity (id, name, type) VALUES (?1, 'Name ' || ?1, 'person')", (name,))
        conn.executemany(
            "INSERT INTO article (id, moment, dated, added, feed, outlet, title, shown, read, quotes) "
            "VALUES (?1, ?1 * 60, 1, ?1 * 60, iif(?1 > 5, 1, NULL), 1, 'A title', 0, ?1 % 3 > 0, 1)",
            [(n,) for n in range(1, number + 1)],
        )
        conn.executemany("INSERT INTO body VALUES (?, 0, 1, 6, ?)", [(4 * n, data) for n in range(1, number + 1)])
        conn.executemany(
            "INSERT INTO search (rowid, title, names, body) "
            "VALUES (?1, 'A title', '', iif(?1 % 2, 'yes we said', 'no'))",
            [(n,) for n in range(1, number + 1)],
        )
        conn.executemany("INSERT INTO quote VALUES (?, 0, 1)", [(n,) for n in range(1, number + 1)])
        conn.execute("INSERT INTO alias VALUES ('she', 'person', ?, 'She', 0)", (OFTEN,))
        mentions = [(OFTEN, n) for n in range(4, number + 1, 4)] + [(RARE, n) for n in range(100, number + 1, 100)]
        conn.executemany("INSERT INTO mention VALUES (?, ?, 1, 0)", mentions)
        conn.execute(
            "INSERT INTO account (dialect, url, user, added) VALUES ('miniflux', 'https://reader.example', '', 0)"
        )
        conn.executemany("INSERT INTO remote VALUES (1, ?, NULL, 0, 0)", [(str(n),) for n in range(1, number + 1)])
    return library


@pytest.fixture(scope="module")
def libraries(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Library, Library]]:
    small, large = (filled(tmp_path_factory.mktemp(str(number)), number) for number in (SMALL, LARGE))
    yield small, large
    small.close()
    large.close()


def steps(library: Library, work: Callable[[Library], object]) -> int:
    """Return how many steps of SQLite some work takes, the second time it is done."""
    work(library)
    counted = 0

    def count() -> int:
        nonlocal counted
        counted += 1
        return 0

    with library.database.reading() as conn:
        conn.set_progress_handler(count, EVERY)
        work(library)
        conn.set_progress_handler(None, 0)
    return counted * EVERY


def grows(libraries: tuple[Library, Library], work: Callable[[Library], object]) -> float:
    """Return how many times as many steps work takes in five times as many articles; what is under 200 is nothing."""
    small, large = (max(steps(library, work), 200) for library in libraries)
    return large / small


def in_reading(work: Callable[..., object], *given: object, **named: object) -> Callable[[Library], object]:
    def asked(library: Library) -> object:
        with library.database.reading() as conn:
            return work(conn, *given, **named)

    return asked


READ = {
    "count all": in_reading(search.count, ""),
    "count the unread": in_reading(search.count, "is:unread"),
    "count the unread of the unread": in_reading(search.count, "is:unread -is:muted is:unread"),
    "newest of a frequent name": in_reading(name_queries.articles_about, OFTEN, 5),
    "a page of quotes": in_reading(quotes.quotes, limit=20),
    "a page of quotes of the unread": in_reading(quotes.quotes, "is:unread", limit=20),
    "what a frequent name is said to have said": in_reading(quotes.quotes, speaker=OFTEN, limit=20),
    "what is known of two entries of an account": in_reading(sync.known, 1, ["7", "11"]),
    "a frequent word": in_reading(search.best, "yes", limit=200),
    "a phrase": in_reading(search.best, '"we said"', limit=200),
    "a frequent word of what is unread": in_reading(search.best, "is:unread yes", limit=200),
    "a frequent word, and not what is starred": in_reading(search.best, "yes -is:starred has:quote", limit=200),
}


@pytest.mark.parametrize("what", READ)
def test_what_a_reader_asks_for_takes_no_more_steps_in_five_times_as_many_articles(
    what: str, libraries: tuple[Library, Library]
) -> None:
    assert grows(libraries, READ[what]) < 1.5


def test_a_reading_that_goes_through_all_articles_is_seen_by_this_count(libraries: tuple[Library, Library]) -> None:
    assert grows(libraries, in_reading(search.ids, "has:quote")) > 3


@pytest.mark.parametrize("name", [OFTEN, RARE])
def test_the_newest_about_a_name_are_those_of_all_its_articles(name: int, libraries: tuple[Library, Library]) -> None:
    with libraries[1].database.reading() as conn:
        every = [
            row[0] for row in conn.execute("SELECT article FROM mention WHERE entity = ? ORDER BY 1 DESC", (name,))
        ]
        for limit in (1, 7, 20, 5_000):
            assert name_queries.articles_about(conn, name, limit) == every[:limit]


def test_counts_are_those_of_the_articles(libraries: tuple[Library, Library]) -> None:
    for library, number in zip(libraries, (SMALL, LARGE), strict=True):
        assert library.count() == number
        assert library.count("is:unread") == len(library.ids("is:unread"))
        assert library.count("is:read") == number - library.count("is:unread")


def test_a_page_of_quotes_is_the_beginning_of_all_of_them(libraries: tuple[Library, Library]) -> None:
    some, every = (libraries[0].quotes(limit=limit) for limit in (30, None))
    assert len(every) == SMALL
    assert some == every[:30]


@pytest.mark.parametrize("part", ["seen", "article", "body", "entity", "alias"])
def test_what_is_written_down_of_a_mark_is_found_by_an_index(part: str, libraries: tuple[Library, Library]) -> None:
    with libraries[0].database.write() as conn:
        plan = [row[3] for row in conn.execute(f"EXPLAIN QUERY PLAN {journal.touched_rows(part)}", ("article",))]
    assert [line for line in plan if line.startswith("SCAN") and not line.startswith("SCAN temp.touched")] in (
        [],
        ["SCAN main.entity USING COVERING INDEX entity_merged"],  # those that were merged alone
    )


@pytest.mark.parametrize("asked", [{"speaker": OFTEN}, {"speaker": RARE}, {"about": [OFTEN]}, {"query": "is:unread"}])
def test_a_page_of_the_quotes_of_a_name_is_the_beginning_of_all_of_them(
    asked: dict[str, Any], libraries: tuple[Library, Library]
) -> None:
    with libraries[0].database.reading() as conn:
        some, every = (quotes.quotes(conn, limit=limit, **asked) for limit in (30, None))
    assert some == every[:30]
    assert len(every) > 30 or asked != {"speaker": OFTEN}


FIRST = {
    "a frequent name": ("person:she", Order.NEWEST),
    "a frequent name and unread": ("person:she is:unread", Order.NEWEST),
    "unread": ("is:unread", Order.NEWEST),
    "an outlet": ("outlet:outlet", Order.NEWEST),
    "a word": ("yes", Order.NEWEST),
    "not a word": ("-yes", Order.NEWEST),
    "unread, the oldest first": ("is:unread", Order.OLDEST),
    "all": ("", Order.NEWEST),
    "all, the oldest first": ("", Order.OLDEST),
    "all by outlet": ("", Order.OUTLET),
    "all, the shortest first": ("", Order.SHORTEST),
}


@pytest.mark.parametrize("what", FIRST)
def test_the_first_that_answer_a_query_take_no_more_steps_in_five_times_as_many_articles(
    what: str, libraries: tuple[Library, Library], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "LARGE", 1_000)
    query, order = FIRST[what]
    assert grows(libraries, lambda library: library.first(query, order, 200)) < 1.5
    for library in libraries:
        found = library.first(query, order, 200)
        assert len(found) == 200
        assert found == library.ids(query, order=order)[:200]


@pytest.mark.parametrize("query", ['person:"Name 2"', "is:starred", "nowhere"])
def test_where_few_answer_a_query_no_first_ones_are_looked_for(query: str, libraries: tuple[Library, Library]) -> None:
    assert not libraries[1].first(query, Order.NEWEST, 200)
    assert not libraries[0].first("is:unread", Order.NEWEST, 200)  # all of it comes as soon


# Names


def named(folder: Path, number: int) -> Library:
    """Return a library of so many names of two words, the first that of forty, the second its own; some are merged."""
    library = Library.open(folder)
    with library.database.write() as conn:
        rows = [
            (n, f"Name{n // 40} Other{n}", ("person", "show")[n % 3 == 0], 1 + n % 50) for n in range(1, number + 1)
        ]
        conn.executemany("INSERT INTO entity (id, name, type, articles) VALUES (?, ?, ?, ?)", rows)
        conn.executemany(
            "INSERT INTO alias (key, type, entity, name, main) VALUES (lower(?2), ?3, ?1, ?2, 1)",
            [row[:3] for row in rows],
        )
        conn.execute("UPDATE entity SET merged = 7 WHERE id = 8")
        conn.execute("UPDATE entity SET hidden = 1 WHERE id = 49")
    return library


@pytest.fixture(scope="module")
def names(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Library, Library]]:
    small, large = (named(tmp_path_factory.mktemp(f"names-{number}"), number) for number in (4_000, 20_000))
    yield small, large
    small.close()
    large.close()


ASKED: dict[str, Callable[[Library], object]] = {
    "complete what all names have": lambda library: library.names.complete("oth", 30),
    "complete what few have": lambda library: library.names.complete("other77", 30),
    "complete two words": lambda library: library.names.complete("name9 other37", 30),
    "a whole name": lambda library: library.names.find("Name7 Other282"),
    "those most written about": lambda library: library.names.listed(["person"], limit=50),
    "all kinds": lambda library: library.names.listed((), limit=50),
}


@pytest.mark.parametrize("what", ASKED)
def test_what_is_asked_of_names_takes_no_more_steps_in_five_times_as_many(
    what: str, names: tuple[Library, Library]
) -> None:
    assert grows(names, ASKED[what]) < 1.5 or what == "complete what few have"  # five times as many have it


@pytest.mark.parametrize("typed", ["o", "oth", "other1", "other77", "other8", "other49", "name1", "name7 other", "é"])
def test_a_name_is_completed_to_those_most_written_about_of_all_that_have_the_word(
    typed: str, names: tuple[Library, Library]
) -> None:
    for library in names:
        with library.database.reading() as conn:
            found = name_queries.listed(conn, name_queries.find(conn, typed), 30)
            every = conn.execute(
                "SELECT DISTINCT ifnull(e.merged, e.id) FROM alias a JOIN entity e ON e.id = a.entity "
                "WHERE instr(' ' || a.key, ' ' || ?) > 0",
                (typed,),
            ).fetchall()
            assert sorted(name_queries.find(conn, typed)) == sorted(row[0] for row in every)
        assert library.names.complete(typed, 30) == found
