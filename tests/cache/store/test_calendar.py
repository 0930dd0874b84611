"""The calendar of a library: read by window, whoever states it, and what moved."""

from __future__ import annotations

import gzip
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from pullquote.cache.core.article import Entity, Release
from pullquote.cache.core.calendar import Event, Statement, Subject
from pullquote.cache.core.calendar.merge import merge
from pullquote.cache.core.catalogue import Episode, Record, Season
from pullquote.cache.core.errors import QueryError
from pullquote.cache.library import Library
from pullquote.cache.store import calendar
from pullquote.cache.store.catalogue import records as catalogue

from .conftest import NOON, SmallLibrary

BEGAN = NOON - timedelta(days=100)
"""When the first article appeared; all came into the library at ``NOON``."""
MARCH = (date(2025, 3, 1), date(2025, 3, 31))


def released(title: str = "Saltgate", date: str | None = "2025-03-05", what: str | None = "season 2") -> Release:
    return Release(title=title, what=what, date=date, precision="day", text=f"{title} comes out.")


def put(small: SmallLibrary, number: int, *releases: Release, **facts: Any) -> int:
    """Keep an article, ``number`` days after the first, that names the works it dates."""
    titles = dict.fromkeys(release.title for release in releases)
    facts = {
        "entities": tuple(Entity(name=title, type="show", mentions=1) for title in titles),
        "mentions": (),
        "quotes": (),
        "published": BEGAN + timedelta(days=number),
        "outlet": f"Outlet {number}",
        "releases": releases,
    } | facts
    return small.page(number, **facts)


def show(**facts: Any) -> Record:
    facts = {
        "provider": "tvmaze",
        "kind": "show",
        "key": "7",
        "name": "Saltgate",
        "url": "https://maze.example/7",
    } | facts
    return Record(**facts)


def keep(library: Library, record: Record, fetched: datetime, name: str = "Saltgate") -> None:
    with library.database.write() as conn:
        number = catalogue.keep(conn, record, fetched=fetched, expires=fetched)
        catalogue.link(conn, library.names.find(name).id, number, "title")


def told(events: list[Event]) -> list[tuple[str, str | None, str | None]]:
    return [(event.title, event.what, event.date) for event in events]


def test_only_what_stands_in_the_window_is_returned_with_all_that_is_said_of_it(
    library: Library, small: SmallLibrary
) -> None:
    put(small, 1, released(date="2025-03-05"), released("Low Orbit", "2025-04-02", "film"))
    put(small, 2, released(date="2025-03-12"))
    put(small, 3, released("Tin Roof", "2025-03-31", None), released("The Quay", "2025-02-28", None))
    (saltgate, roof) = library.calendar.events(*MARCH)
    assert told([saltgate, roof]) == [("Saltgate", "season 2", "2025-03-12"), ("Tin Roof", None, "2025-03-31")]
    assert saltgate.was is not None
    assert (saltgate.was.source, saltgate.was.date, saltgate.sources) == ("Outlet 1", "2025-03-05", ("Outlet 2",))
    assert library.calendar.events(date(2025, 3, 1), date(2025, 3, 6)) == []  # it has moved out of here


def test_a_window_may_be_open_and_vague_dates_stand_at_their_end(library: Library, small: SmallLibrary) -> None:
    dates = ("2025", "2025-03", "2025-Q1", "2025-spring", "2025-03-31", "2026", "2024-winter", "2026-01-02")
    put(small, 1, *(released(f"Show {day}", day, None) for day in dates))
    by = library.calendar.events
    assert [event.date for event in by()] == [
        "2024-winter", "2025-03-31", "2025-03", "2025-Q1", "2025-spring", "2025", "2026-01-02", "2026",
    ]  # fmt: skip
    assert [event.date for event in by(*MARCH)] == ["2025-03-31", "2025-03", "2025-Q1"]
    assert [event.date for event in by(date(2025, 6, 1))] == ["2025", "2026-01-02", "2026"]
    assert [event.date for event in by(None, date(2025, 3, 31))] == ["2024-winter", "2025-03-31", "2025-03", "2025-Q1"]
    ahead = [date(2025, 3, 30)]
    while (day := library.calendar.next_day(ahead[-1])) is not None:
        ahead.append(day)
    assert ahead[1:] == [
        date(2025, 3, 31), date(2025, 5, 31), date(2025, 12, 31), date(2026, 1, 2), date(2026, 12, 31),
    ]  # fmt: skip
    assert library.calendar.last_day(date(2026, 1, 2)) == date(2025, 3, 31)
    assert library.calendar.last_day(date(2025, 3, 31)) is None


def test_names_that_are_one_have_one_event(library: Library, small: SmallLibrary) -> None:
    put(small, 1, released("The Saltgate"))
    put(small, 2, released("SALTGATE"))
    put(small, 3, released("Salt Gate: The Series"))
    library.names.merge(library.names.find("Salt Gate: The Series").id, library.names.find("Saltgate").id)
    (event,) = library.calendar.events(*MARCH)
    assert len(event.said) == 3
    library.names.hide(library.names.find("Saltgate").id)
    assert library.calendar.events(*MARCH) == []


def test_followed_works_come_first_in_a_day(library: Library, small: SmallLibrary) -> None:
    put(small, 1, released("Anvil"), released("Saltgate"), released("Before", "2025-03-04"))
    library.names.follow([library.names.find("Saltgate").id])
    assert [(event.title, event.work.followed) for event in library.calendar.events(*MARCH)] == [
        ("Before", False), ("Saltgate", True), ("Anvil", False),
    ]  # fmt: skip


def test_a_title_that_two_works_have_is_the_one_the_article_names(library: Library, small: SmallLibrary) -> None:
    small.page(8, entities=(Entity(name="Saltgate", type="film", mentions=1),), mentions=(), quotes=(), releases=())
    put(small, 1, released(what=None))
    put(small, 2, released(what=None), entities=(Entity(name="Saltgate", type="film", mentions=1),))
    assert sorted(event.work.type or "" for event in library.calendar.events(*MARCH)) == ["film", "show"]


def test_a_query_that_names_a_work_is_about_that_work_alone(library: Library, small: SmallLibrary) -> None:
    person = Entity(name="Ada Moss", type="person", mentions=1)
    works = tuple(Entity(name=name, type="show", mentions=1) for name in ("Saltgate", "Low Orbit"))
    put(small, 1, released(), released("Low Orbit"), entities=works)
    put(small, 2, released("Tin Roof"), entities=(Entity(name="Tin Roof", type="show", mentions=1), person))
    by = library.calendar.events
    library.names.follow([library.names.find("Saltgate").id])
    assert [event.title for event in by(*MARCH, "is:followed")] == ["Saltgate"]
    library.names.follow([library.names.find("Ada Moss").id])
    assert [event.title for event in by(*MARCH, "is:followed")] == ["Saltgate", "Tin Roof"]
    assert [event.title for event in by(*MARCH, "-show:saltgate")] == ["Low Orbit", "Tin Roof"]
    assert [event.title for event in by(*MARCH, 'show:saltgate OR work:"tin roof"')] == ["Saltgate", "Tin Roof"]
    assert [event.title for event in by(*MARCH, "person:moss OR show:orbit")] == ["Saltgate", "Low Orbit", "Tin Roof"]
    with pytest.raises(QueryError):
        by(*MARCH, "shw:saltgate")


def test_a_query_asks_the_articles_and_of_a_catalogue_its_works(library: Library, small: SmallLibrary) -> None:
    put(small, 1, released(), title="Harbour news")
    put(small, 2, released("Low Orbit", what="season 1"), title="Space news")
    put(small, 3, Release(title="Tidewater"), title="Other news")
    keep(library, show(begun="2025-03-09", name="Tidewater"), NOON, "Tidewater")
    by = library.calendar.events
    assert told(by(*MARCH, "harbour")) == [("Saltgate", "season 2", "2025-03-05")]
    assert told(by(*MARCH, "other")) == [("Tidewater", None, "2025-03-09")]
    assert told(by(*MARCH, "show:tidewater")) == [("Tidewater", None, "2025-03-09")]
    assert told(by(*MARCH, "is:followed")) == []
    library.names.follow([library.names.find("Tidewater").id])
    assert told(by(*MARCH, "is:followed")) == [("Tidewater", None, "2025-03-09")]
    assert told(by(*MARCH, "is:followed OR show:saltgate")) == [
        ("Saltgate", "season 2", "2025-03-05"), ("Tidewater", None, "2025-03-09"),
    ]  # fmt: skip


def test_of_works_that_cannot_answer_nothing_is_read(
    library: Library, small: SmallLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(1, 30):
        put(small, number, released(f"Quay {number}"), title=f"News of harbour {number}")
    put(small, 30, released(), entities=(Entity(name="Ada Moss", type="person", mentions=1),), title="Space news")
    put(small, 31, Release(title="Tidewater"), title="Other news")
    keep(library, show(begun="2025-03-09", name="Tidewater"), NOON, "Tidewater")
    library.names.follow([library.names.find("Ada Moss").id, library.names.find("Tidewater").id])
    merged: list[str] = []

    def seen(work: Subject, statements: Iterable[Statement]) -> list[Event]:
        merged.append(work.title)
        return merge(work, statements)

    monkeypatch.setattr(calendar, "merge", seen)
    for query, titles in (
        ("", 31),
        ('show:"quay 7"', ["Quay 7"]),
        ("is:followed", ["Saltgate", "Tidewater"]),
        ("person:moss", ["Saltgate"]),
        ("space", ["Saltgate"]),
        ("other", ["Tidewater"]),
        ('is:followed OR show:"quay 7"', ["Quay 7", "Saltgate", "Tidewater"]),
        ("harbour -show:quay", 29),
    ):
        merged.clear()
        found = [event.title for event in library.calendar.events(*MARCH, query)]
        if isinstance(titles, int):
            assert len(merged) == titles
        else:
            assert sorted(merged) == sorted(found) == titles, query


def test_works_without_the_words_are_not_merged(
    library: Library, small: SmallLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(1, 20):
        put(small, number, released(f"Quay {number}"))
    put(small, 30, Release(title="Tidewater"))
    keep(library, show(begun="2025-03-09", name="Tidewater"), NOON, "Tidewater")
    merged: list[str] = []

    def seen(work: Subject, statements: Iterable[Statement]) -> list[Event]:
        merged.append(work.title)
        return merge(work, statements)

    monkeypatch.setattr(calendar, "merge", seen)
    for words, title in (
        (("quay 7",), "Quay 7"),
        (("outlet 12", "season 2", "comes"), "Quay 12"),
        (("tvmaze",), "Tidewater"),
        (("quay", "tvmaze"), None),
    ):
        merged.clear()
        found = [event.title for event in library.calendar.events(*MARCH, words=words)]
        assert found == merged == ([title] if title else [])


@pytest.fixture
def recorded(library: Library, small: SmallLibrary) -> Library:
    """A library with an article of the first day, and what a service says on the second."""
    put(small, 1, released())
    episodes = tuple(
        Episode(season=2, number=n, name=f"Part {n}", date=f"2025-03-{5 + 7 * (n - 1):02}") for n in (1, 2, 3)
    )
    old = Episode(season=1, number=2, date="2015-01-01")
    record = show(
        begun="2015", seasons=(Season(number=1, premiered="2015-01-01"), Season(number=2, premiered="2025-03-05")),
        episodes=(old, *episodes), next=episodes[0],
    )  # fmt: skip
    keep(library, record, BEGAN + timedelta(days=2))
    return library


def test_what_a_service_dates_stands_beside_what_articles_say(recorded: Library) -> None:
    found = recorded.calendar.events(*MARCH)
    assert told(found) == [
        ("Saltgate", "season 2", "2025-03-05"),
        ("Saltgate", "season 2 episode 2", "2025-03-12"),
        ("Saltgate", "season 2 episode 3", "2025-03-19"),
    ]
    assert found[0].sources == ("TVmaze", "Outlet 1")
    assert (found[1].episode, found[1].telling.url, found[1].telling.article) == (
        "Part 2",
        "https://maze.example/7",
        None,
    )
    assert told(recorded.calendar.events(date(2015, 1, 1), date(2015, 1, 1))) == [
        ("Saltgate", "season 1", "2015-01-01")
    ]


def test_a_service_that_names_another_day_has_moved_it(recorded: Library) -> None:
    later = BEGAN + timedelta(days=9)
    keep(recorded, show(seasons=(Season(number=2, premiered="2025-03-12"),)), later)
    keep(recorded, show(seasons=(Season(number=2, premiered="2025-03-12"),)), later + timedelta(days=1))
    (event,) = recorded.calendar.events(*MARCH)
    assert event.mover is not None
    assert event.was is not None
    assert (event.date, event.was.date, event.mover.source, event.mover.stated) == (
        "2025-03-12", "2025-03-05", "TVmaze", later,
    )  # fmt: skip
    assert told(recorded.calendar.moved(later)) == [("Saltgate", "season 2", "2025-03-12")]
    assert recorded.calendar.moved(later + timedelta(seconds=1)) == []


def test_an_article_that_is_newer_than_a_service_rules_and_the_service_is_named(
    recorded: Library, small: SmallLibrary
) -> None:
    put(small, 4, released(date="2025-03-26"))
    event = next(event for event in recorded.calendar.events(*MARCH) if event.what == "season 2")
    assert (event.date, [(one.source, one.date) for one in event.differing]) == (
        "2025-03-26",
        [("TVmaze", "2025-03-05")],
    )


def test_a_record_that_is_forgotten_takes_its_days_along(recorded: Library) -> None:
    with recorded.database.write() as conn:
        conn.execute("DELETE FROM record")
        assert conn.execute("SELECT count(*) FROM airing").fetchone() == (0,)
    assert told(recorded.calendar.events(*MARCH)) == [("Saltgate", "season 2", "2025-03-05")]


def test_a_daily_show_keeps_no_more_days_than_anybody_looks_at(library: Library, small: SmallLibrary) -> None:
    put(small, 1, released())
    days = [NOON.date() + timedelta(days=n) for n in range(-4000, 4000)]
    keep(
        library,
        show(episodes=tuple(Episode(season=1, number=n + 2, date=str(day)) for n, day in enumerate(days))),
        NOON,
    )
    with library.database.reading() as conn:
        assert conn.execute("SELECT count(*) FROM airing").fetchone() == (1000,)


def test_what_moved_by_what_has_come_since_is_told_once(library: Library, small: SmallLibrary) -> None:
    put(small, 1, released(), released("Low Orbit"))
    put(small, 2, released(date="2025-03-12"), released("Low Orbit"))
    (event,) = library.calendar.moved(NOON)
    assert (event.title, event.mover and event.mover.source) == ("Saltgate", "Outlet 2")
    assert library.calendar.moved(NOON + timedelta(seconds=1)) == []


def test_facts_without_a_date_are_news_for_a_while(library: Library, small: SmallLibrary) -> None:
    put(small, 1, released(date=None, what="renewed"))
    put(small, 9, released("Low Orbit", None, "cancelled"))
    assert told(library.calendar.facts()) == [("Low Orbit", "cancelled", None), ("Saltgate", "renewed", None)]
    assert told(library.calendar.events(*MARCH, facts_since=BEGAN + timedelta(days=5))) == [
        ("Low Orbit", "cancelled", None)
    ]
    assert told(library.calendar.facts("show:saltgate")) == [("Saltgate", "renewed", None)]


def test_a_hostile_date_breaks_nothing(library: Library, small: SmallLibrary) -> None:
    put(small, 1, *(released(day, day, day) for day in ("2025-99-99", "9999-12-31", "0001-01-01", "'; DROP", "9999")))
    assert [event.date for event in library.calendar.events()] == []


def test_an_older_library_has_its_dates_in_the_calendar(tmp_path: Path) -> None:
    *_, made = sorted((Path(__file__).parents[2] / "data" / "libraries").glob("library-*.db.gz"))
    (tmp_path / "library.db").write_bytes(gzip.decompress(made.read_bytes()))
    with Library.open(tmp_path) as library:
        stated = {release.title for release in library.releases() if release.date}
        assert stated
        assert {event.said[0].source and event.title for event in library.calendar.events()} == stated


def test_what_a_removed_article_said_comes_back_with_it(library: Library, small: SmallLibrary) -> None:
    number = put(small, 1, released())
    before = library.calendar.events(*MARCH)
    library.remove([number])
    assert library.calendar.events(*MARCH) == []
    library.undo()
    assert [replace(event, said=()) for event in library.calendar.events(*MARCH)] == [
        replace(event, said=()) for event in before
    ]


def test_a_day_is_read_with_its_outlet_and_address(library: Library, small: SmallLibrary) -> None:
    number = put(small, 1, released(), outlet="The Harbour Gazette")
    (event,) = library.calendar.events(*MARCH)
    (one,) = event.said
    assert (one.source, one.article, one.stated) == ("The Harbour Gazette", number, BEGAN + timedelta(days=1))
    assert (one.url or "").startswith("https://gazette.example/")
