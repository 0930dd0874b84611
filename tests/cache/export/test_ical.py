"""The calendar file: read back by another program, twice, as one that subscribes to it would."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import icalendar
import pytest

from pullquote.cache.core.article import EntityType
from pullquote.cache.core.calendar import Statement, Subject
from pullquote.cache.core.calendar.merge import merge
from pullquote.cache.export.ical import calendar

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def said(date: str | None, days: int = 0, what: str | None = "season 2", **facts: Any) -> Statement:
    """Make up what an article said, so many days after ``NOW``."""
    facts = {
        "source": "Variety",
        "text": "It comes out.",
        "url": f"https://variety.example/{days}",
        "article": days,
    } | facts
    return Statement(date=date, what=what, stated=NOW + timedelta(days=days), **facts)


def read(*statements: Statement, title: str = "Harbour Lights", of: EntityType = "show", now: datetime = NOW) -> Any:
    """Return the events of the file, by their UID, as the library icalendar reads them."""
    events = merge(Subject(key=title.casefold(), title=title, type=of), statements)
    data = calendar(events, now=now)
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    found = icalendar.Calendar.from_ical(data).walk("VEVENT")
    by_uid = {str(event["UID"]): event for event in found}
    assert len(by_uid) == len(found)
    return by_uid


def only(*statements: Statement, **facts: Any) -> Any:
    (event,) = read(*statements, **facts).values()
    return event


@pytest.mark.parametrize(
    ("written", "days"),
    [("2027-03-05", 1), ("2027-02", 28), ("2027-12", 31), ("2027", 0), ("2027-fall", 0), ("2027-02-31", 0)],
)
def test_a_day_is_a_day_and_a_month_a_month(written: str, days: int) -> None:
    events = [*read(said(written)).values()]
    assert len(events) == (1 if days else 0)
    if days:
        assert events[0]["SUMMARY"] == "Harbour Lights season 2"
        assert (events[0].decoded("DTEND") - events[0].decoded("DTSTART")).days == days
        assert events[0]["STATUS"] == "CONFIRMED"
        assert events[0]["TRANSP"] == "TRANSPARENT"
        assert events[0]["URL"] == "https://variety.example/0"
        assert events[0]["DESCRIPTION"] == "It comes out.\nVariety, 22 November 2026"


def test_a_date_that_moved_moves_the_same_event_and_is_its_next_revision() -> None:
    first = said("2027-03-05")
    before, after = only(first), only(first, said("2027-03-12", 9))
    assert before["UID"] == after["UID"]
    assert (before.decoded("DTSTART"), after.decoded("DTSTART")) == (date(2027, 3, 5), date(2027, 3, 12))
    assert after["SEQUENCE"] > before["SEQUENCE"] > 0
    assert after.decoded("LAST-MODIFIED") == NOW + timedelta(days=9)
    assert after.decoded("DTSTAMP") == NOW + timedelta(days=9)
    assert "moved from 5 to 12 March 2027 (Variety, 1 December 2026)" in after["DESCRIPTION"]


def test_the_revisions_go_up_also_where_the_older_articles_are_gone() -> None:
    statements = [said("2027-03-05"), said("2027-03-12", 9), said("2027-03-19", 30)]
    numbers = [
        only(*statements[:1]),
        only(*statements[:2]),
        only(*statements),
        only(*statements[1:]),
        only(statements[2]),
    ]
    sequences = [event["SEQUENCE"] for event in numbers]
    assert sequences == sorted(sequences)
    assert sequences[2] == sequences[4]
    assert len({event["UID"] for event in numbers}) == 1


def test_the_file_is_the_same_as_long_as_nothing_else_is_known() -> None:
    events = merge(Subject(key="harbour lights", title="Harbour Lights"), [said("2027-03-05"), said("2027-03", 3)])
    assert calendar(events, now=NOW) == calendar(events, now=NOW + timedelta(days=40))


def test_a_confirmation_is_no_revision_of_the_date() -> None:
    first = said("2027-03-05")
    assert only(first)["SEQUENCE"] == only(first, said("2027-03-05", 5))["SEQUENCE"]


def test_what_is_off_is_cancelled_and_what_is_delayed_without_a_date_tentative() -> None:
    first = said("2027-03-05")
    off = only(first, said(None, 4, "cancelled", source="Deadline"))
    assert (off["UID"], off["STATUS"], off.decoded("DTSTART")) == (only(first)["UID"], "CANCELLED", date(2027, 3, 5))
    assert off["SEQUENCE"] > only(first)["SEQUENCE"]
    assert "cancelled (Deadline, 26 November 2026)" in off["DESCRIPTION"]
    assert only(first, said(None, 4, "delayed"))["STATUS"] == "TENTATIVE"
    assert only(first, said(None, 4, "cancelled"), said("2027-03-05", 6))["STATUS"] == "CONFIRMED"


def test_what_moved_from_a_day_to_a_season_is_taken_off_that_day() -> None:
    event = only(said("2027-03-05"), said("2027-fall", 4))
    assert (event["STATUS"], event.decoded("DTSTART")) == ("CANCELLED", date(2027, 3, 5))
    assert event["SUMMARY"] == "Harbour Lights season 2 (now fall 2027)"


def test_releases_of_one_work_are_events_of_their_own() -> None:
    text = "It opens in theaters on Jan. 8, 2027, and streams from Feb. 8."
    film = [said("2027-01-08", what="film", text=text), said("2027-02-08", what="film", text=text)]
    one_article = read(*film, said("2027-01-08", what="festival premiere"), of="film")
    assert sorted(event["SUMMARY"] for event in one_article.values()) == [
        "Harbour Lights festival premiere", "Harbour Lights film", "Harbour Lights streaming",
    ]  # fmt: skip
    assert read(*film, said("2027-01-08", 3, None), said("2027-01-08", what="festival premiere"), of="film").keys() == (
        one_article.keys()
    )
    episodes = read(*(said(f"2027-03-{5 + 7 * n:02}", what=f"season 2 episode {n + 1}") for n in range(3)))
    assert len(episodes) == 3


def test_an_event_is_the_same_before_and_after_its_season_is_known() -> None:
    first = said("2027-03-05", what=None)
    assert read(first).keys() == read(first, said("2027-03-05", 2)).keys()


def test_a_film_and_a_show_of_one_name_are_two_events() -> None:
    events = [
        event
        for kind in ("film", "show")
        for event in merge(Subject(key="harbour", title="Harbour", type=kind), [said("2027-03-05", what=None)])  # type: ignore[arg-type]
    ]
    found = icalendar.Calendar.from_ical(calendar(events, now=NOW)).walk("VEVENT")
    assert len({str(event["UID"]) for event in found}) == 2


def test_hostile_words_stay_within_their_event() -> None:
    bad = "x\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:y\x1b]0;z\x07"
    event = only(said("2027-03-05", text=bad, source=bad, url="javascript:alert(1)"), title=bad)
    assert "\n" not in str(event["SUMMARY"])
    assert "URL" not in event
    assert "\x1b" not in str(event["DESCRIPTION"])


def test_what_does_not_say_when_it_was_stated_is_of_now() -> None:
    event = only(Statement(source="", date="2027-03-05", article=1))
    assert (event["SEQUENCE"], event.decoded("DTSTAMP")) == (0, NOW)
