"""A calendar: statements of one work become events, whose date holds, what moved, what differs."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from pullquote.cache.core.article import EntityType
from pullquote.cache.core.calendar import Days, Event, Statement, Subject, days_of, vague_dates
from pullquote.cache.core.calendar.merge import merge


def said(source: str, date: str | None, stated: str, **facts: Any) -> Statement:
    """Make up what an outlet said on a day of 2027, ``"02-01"``; the day is the article too."""
    when = datetime.fromisoformat(f"2027-{stated}T09:00:00+00:00")
    facts.setdefault("article", int(stated.replace("-", "")) * 10 + len(source))
    return Statement(source=source, date=date, stated=when, **facts)


def service(date: str, since: str, **facts: Any) -> Statement:
    return said("TVmaze", date, since, article=None, **facts)


def events(*statements: Statement, of: EntityType = "show") -> list[Event]:
    return merge(Subject(key="saltgate", title="Saltgate", type=of), statements)


def one(*statements: Statement, of: EntityType = "show") -> Event:
    (event,) = events(*statements, of=of)
    return event


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("2027-03-05", (2027, 3, 5), (2027, 3, 5)),
        ("2028-02", (2028, 2, 1), (2028, 2, 29)),
        ("2027-12", (2027, 12, 1), (2027, 12, 31)),
        ("2027-Q4", (2027, 10, 1), (2027, 12, 31)),
        ("2027-fall", (2027, 9, 1), (2027, 11, 30)),
        ("2027-winter", (2027, 12, 1), (2028, 2, 29)),
        ("2027", (2027, 1, 1), (2027, 12, 31)),
    ],
)
def test_a_date_stands_for_its_days(written: str, first: tuple[int, int, int], last: tuple[int, int, int]) -> None:
    assert days_of(written) == Days(date(*first), date(*last))


@pytest.mark.parametrize(
    "written", [None, "", "2027-02-30", "2027-13", "0000", "9999-12-32", "soon", "2027-Q5", "9999-winter"]
)
def test_what_is_no_date_stands_for_no_days(written: str | None) -> None:
    assert days_of(written) is None


def test_the_vague_dates_that_end_in_a_month_are_found() -> None:
    assert sorted(vague_dates(date(2027, 11, 20), date(2027, 12, 31))) == [
        "2027",
        "2027-11",
        "2027-12",
        "2027-Q4",
        "2027-fall",
    ]
    assert list(vague_dates(date(1, 1, 1), date(1, 1, 5))) == []


def test_what_several_state_is_one_event_with_all_who_say_so() -> None:
    event = one(
        said("Variety", "2027-03-12", "01-05", what="season 2"),
        said("The Lantern", "2027-03-12", "01-07", what="season 2"),
        service("2027-03-12", "01-02", what="season 2"),
    )
    assert (event.date, event.what, event.sources) == ("2027-03-12", "season 2", ("The Lantern", "Variety", "TVmaze"))
    assert [statement.source for statement in event.said] == ["The Lantern", "Variety", "TVmaze"]
    assert event.mover is None
    assert event.differing == ()


def test_the_latest_date_holds_and_the_one_before_has_moved() -> None:
    event = one(
        said("The Lantern", "2027-03-05", "01-05", what="season 2"),
        said("Variety", "2027-03-12", "02-01", what="season 2"),
        said("Reel Weekly", "2027-03-12", "02-03", what="season 2"),
    )
    assert event.date == "2027-03-12"
    assert event.was is not None
    assert event.mover is not None
    assert (event.was.date, event.mover.source) == ("2027-03-05", "Variety")
    assert event.sources == ("Reel Weekly", "Variety")
    assert event.differing == ()  # the Lantern has been overtaken
    assert event.changed == datetime(2027, 2, 1, 9, tzinfo=UTC)


def test_a_date_stated_again_after_the_new_one_has_not_moved_but_differs() -> None:
    event = one(
        said("The Lantern", "2027-03-05", "01-05"),
        said("Variety", "2027-03-12", "02-01"),
        said("Reel Weekly", "2027-03-05", "02-02"),
    )
    assert (event.date, event.mover) == ("2027-03-05", None)
    assert [(other.source, other.date) for other in event.differing] == [("Variety", "2027-03-12")]


def test_a_service_that_says_otherwise_is_named_and_moves_nothing() -> None:
    older = one(said("Variety", "2027-03-12", "02-01"), service("2027-03-05", "01-01"))
    assert older.date == "2027-03-12"
    newer = one(said("Variety", "2027-03-12", "02-01"), service("2027-03-05", "02-09"))
    assert (newer.date, newer.mover) == ("2027-03-05", None)
    assert [(other.source, other.date) for other in newer.differing] == [("Variety", "2027-03-12")]


def test_a_service_that_changed_its_own_date_moves_it() -> None:
    event = one(service("2027-03-05", "01-01", what="season 2"), service("2027-03-12", "02-09", what="season 2"))
    assert event.was is not None
    assert event.mover is not None
    assert (event.date, event.was.date, event.mover.source) == ("2027-03-12", "2027-03-05", "TVmaze")


def test_a_service_behind_an_article_is_still_named() -> None:
    event = one(
        said("Variety", "2027-03-05", "01-02"), service("2027-03-05", "01-10"), said("Variety", "2027-03-12", "02-01")
    )
    assert event.mover is not None
    assert event.mover.source == "Variety"
    assert [(other.source, other.date) for other in event.differing] == [("TVmaze", "2027-03-05")]


def test_a_vague_date_neither_moves_an_exact_one_nor_hides_it() -> None:
    event = one(said("Variety", "2027-03-12", "01-05"), said("The Lantern", "2027-03", "02-01"))
    assert (event.date, event.mover, event.sources) == ("2027-03-12", None, ("The Lantern", "Variety"))
    assert one(said("Variety", "2027-spring", "01-05"), said("The Lantern", "2027-04-02", "02-01")).mover is None


def test_what_looks_back_is_another_release_and_moves_nothing() -> None:
    found = events(
        said("Variety", "2027-10-01", "05-01", what="film"),
        said("The Lantern", "2019", "06-01", what="film"),
        of="film",
    )
    assert [(event.date, event.part) for event in found] == [("2019", "of 2019"), ("2027-10-01", "")]
    again = events(
        said("Variety", "2027-02-01", "01-01"), said("Variety", "2027-10-01", "05-01")
    )  # the first was over by then
    assert [(event.date, event.mover) for event in again] == [("2027-02-01", None), ("2027-10-01", None)]


def test_releases_that_one_article_states_are_several() -> None:
    text = "It opens in theaters on Jan. 8, 2028, and streams from Feb. 8."
    theaters = said("Variety", "2028-01-08", "05-01", what="film", text=text)
    streaming = said("Variety", "2028-02-08", "05-01", what="film", text=text)
    found = events(streaming, theaters, said("Variety", "2027-09-01", "05-01", what="festival premiere"), of="film")
    assert [(event.part, event.date) for event in found] == [
        ("festival premiere", "2027-09-01"), ("", "2028-01-08"), ("streaming", "2028-02-08"),
    ]  # fmt: skip
    assert [event.mover for event in found] == [None, None, None]
    unsaid = events(*(said("Variety", day, "05-01") for day in ("2028-02-08", "2028-01-08")), of="film")
    assert {event.part for event in unsaid} == {"", "2"}
    later = events(
        *(said("Variety", day, "05-01") for day in ("2028-01-08", "2028-02-08")),
        said("The Lantern", "2028-02-08", "06-01"),
        of="film",
    )
    assert [(event.date, len(event.said)) for event in later] == [("2028-01-08", 1), ("2028-02-08", 2)]


def test_festivals_and_trailers_do_not_move_they_are_several() -> None:
    for what in ("festival premiere", "trailer"):
        found = events(
            said("Variety", "2027-05-01", "01-05", what=what), said("Variety", "2027-06-01", "02-01", what=what)
        )
        assert [event.mover for event in found] == [None, None]


def test_a_date_without_a_season_is_that_of_the_season_it_fits() -> None:
    event = one(said("Variety", "2027-03-12", "01-05"), said("The Lantern", "2027-03-12", "01-09", what="season 2"))
    assert (event.what, event.part) == ("season 2", "")  # called the same before and after the season was known
    found = events(said("Variety", "2027-03-12", "01-05", what="season 2"), said("The Lantern", "2027-11-02", "02-01"))
    assert len(found) == 2


def test_a_delay_says_of_which_season_or_means_the_only_one_to_come() -> None:
    first = said("Variety", "2027-03-05", "01-05", what="season 2")
    delayed = one(first, said("The Lantern", "2027-09-10", "02-01", what="delayed"))
    assert delayed.was is not None
    assert (delayed.what, delayed.date, delayed.was.date) == ("season 2", "2027-09-10", "2027-03-05")
    named = said("The Lantern", "2027-09-10", "02-01", what="delayed", text="The second season was pushed to Sept. 10.")
    assert one(first, named).date == "2027-09-10"
    unknown = one(said("Variety", "2027-09-10", "02-01", what="delayed"))
    assert unknown.mover is not None
    assert (unknown.was, unknown.what, unknown.mover.source) == (None, None, "Variety")


def test_one_article_that_tells_of_both_dates_of_a_delay_tells_of_one_release() -> None:
    event = one(said("Variety", "2027-09-10", "02-01", what="delayed"), said("Variety", "2027-03-05", "02-01"))
    assert event.was is not None
    assert (event.date, event.was.date) == ("2027-09-10", "2027-03-05")


def test_a_delay_without_a_date_and_a_cancellation_are_known_of_what_was_to_come() -> None:
    first = said("Variety", "2027-03-05", "01-05", what="season 2")
    assert one(first, said("Variety", None, "02-01", what="delayed")).state == "delayed"
    gone = one(first, said("The Lantern", None, "02-01", what="cancelled"))
    assert (gone.state, gone.date, gone.sources) == ("cancelled", "2027-03-05", ("The Lantern",))
    back = one(
        first,
        said("The Lantern", None, "02-01", what="cancelled"),
        said("Variety", "2027-03-05", "02-03", what="season 2"),
    )
    assert back.state == ""


def test_a_cancelled_show_still_airs_what_the_same_article_dates() -> None:
    found = events(
        said("Variety", "2027-03-05", "02-01", what="season 2"), said("Variety", None, "02-01", what="cancelled")
    )
    assert [(event.part, event.state, event.date) for event in found] == [
        ("season 2", "", "2027-03-05"), ("cancelled", "cancelled", None),
    ]  # fmt: skip


def test_mere_facts_stand_for_themselves() -> None:
    event = one(said("Variety", None, "01-05", what="renewed"), said("The Lantern", None, "01-06", what="renewed"))
    assert (event.state, event.date, event.sources) == ("renewed", None, ("The Lantern", "Variety"))
    assert events(said("Variety", None, "01-05", what="season 2")) == []
    assert events(said("Variety", "2027-99-99", "01-05", what="season 2")) == []


def test_parts_of_a_work_are_each_named_once_and_alike_in_any_order() -> None:
    statements = [
        said("Variety", "2026-03-05", "01-05", what="season 1"),
        said("Variety", "2027-10-01", "02-05", what="season 2"),
        said("The Lantern", "2027-10-01", "02-07"),
        said("Reel Weekly", "2027-09-24", "02-09", what="trailer"),
        service("2027-10-08", "02-10", what="season 2 episode 2", name="Low Water"),
    ]
    found = events(*statements)
    assert found == events(*reversed(statements))
    assert [event.part for event in found] == ["season 1", "trailer", "season 2", "season 2 episode 2"]
    assert found[-1].episode == "Low Water"
