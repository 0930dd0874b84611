"""A calendar in words."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from pullquote.cache.core.calendar import Statement, Subject
from pullquote.cache.core.calendar.merge import merge
from pullquote.cache.export import agenda

NOW = datetime(2027, 3, 4, 12, tzinfo=UTC)
TODAY = NOW.date()
SALTGATE = Subject(key="saltgate", title="Saltgate", type="show")


def said(date: str | None, days_ago: int, source: str = "Variety", what: str | None = "season 2") -> Statement:
    return Statement(source=source, date=date, what=what, stated=NOW - timedelta(days=days_ago), article=99 - days_ago)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("2027-03-05", "2027-03-12", "from 5 to 12 March"),
        ("2027-02-28", "2027-03-05", "from 28 February to 5 March"),
        ("2026-12-30", "2027-01-02", "from 30 December 2026 to 2 January"),
        ("2028-03-05", "2028-03-12", "from 5 to 12 March 2028"),
        ("2027-03-05", "2027-fall", "from 5 March to fall 2027"),
        ("2027-04", "2027-05", "from April to May"),
        ("2027-Q1", "2028", "from Q1 2027 to 2028"),
    ],
)
def test_between_which_dates_one_moved(old: str, new: str, words: str) -> None:
    assert agenda.from_to(old, new, TODAY) == words


def test_a_moved_date_is_told_as_news() -> None:
    (event,) = merge(SALTGATE, [said("2027-03-05", 40, what=None), said("2027-03-12", 1, what=None)])
    assert agenda.moved_sentence(event, NOW) == "Saltgate moved from 5 to 12 March (Variety, yesterday)"
    (delayed,) = merge(SALTGATE, [said("2027-06-12", 0, what="delayed")])
    assert agenda.moved_sentence(delayed, NOW) == "Saltgate delayed to this date (Variety, today)"


def test_who_says_so_and_who_otherwise() -> None:
    maze = Statement(source="TVmaze", date="2027-03-05", what="season 2", stated=NOW - timedelta(days=60))
    (event,) = merge(SALTGATE, [maze, said("2027-03-12", 3)])
    assert agenda.notes(event, NOW) == ["Variety, 3 days ago", "TVmaze says 5 March"]
    last_year = Statement(source="TVmaze", date="2027-03-05", what="season 2", stated=NOW - timedelta(days=60))
    (event,) = merge(SALTGATE, [last_year, said("2028-05-12", 3)])
    assert agenda.notes(event, NOW) == ["Variety, 3 days ago", "TVmaze says 5 March 2027"]
    several = [
        said("2027-03-12", n, source) for n, source in enumerate(("Variety", "The Lantern", "Reel Weekly", "TVmaze"))
    ]
    assert agenda.notes(merge(SALTGATE, several)[0], NOW) == ["Variety, The Lantern and 2 others"]
    off = merge(SALTGATE, [said("2027-03-12", 3), said(None, 1, "Deadline", "cancelled")])[0]
    assert agenda.notes(off, NOW) == ["cancelled (Deadline, yesterday)"]
    late = merge(SALTGATE, [said("2027-03-12", 30), said(None, 20, "Deadline", "delayed")])[0]
    assert agenda.notes(late, NOW) == ["delayed, no new date (Deadline, 12 February)"]


def test_weeks_are_named_and_what_has_no_day_stands_behind_its_last_week() -> None:
    days = (
        "2027-03-02",
        "2027-03-07",
        "2027-03-08",
        "2027-02-28",
        "2027-12-07",
        "2028-01-31",
        "2027-03",
        "2027-spring",
        "2027",
    )
    events = [event for day in days for event in merge(SALTGATE, [said(day, 90, what=day)])]
    events += merge(SALTGATE, [said(None, 1, what="renewed")])
    found = agenda.sections(events, TODAY)
    assert [(section.label, [event.date for event in section.events]) for section in found] == [
        ("Last week", ["2027-02-28"]),
        ("This week", ["2027-03-02", "2027-03-07"]),
        ("Next week", ["2027-03-08"]),
        ("March, no day yet", ["2027-03"]),
        ("Spring 2027, no day yet", ["2027-spring"]),
        ("Week of 6 December", ["2027-12-07"]),
        ("2027, no day yet", ["2027"]),
        ("Week of 31 January 2028", ["2028-01-31"]),
        ("Without a date", [None]),
    ]
    assert [section.monday for section in found[:3]] == [date(2027, 2, 22), date(2027, 3, 1), date(2027, 3, 8)]
    assert (agenda.day_words(TODAY, TODAY), agenda.day_words(date(2027, 3, 12), TODAY)) == ("Today", "Fri 12 Mar")


def test_a_day_is_the_readers() -> None:
    late = datetime(2027, 3, 3, 23, tzinfo=UTC)
    east = datetime(2027, 3, 4, 9).astimezone()
    assert agenda.ago(late, NOW) == "yesterday"
    assert agenda.ago(None, east) == ""
