"""Written dates: a feed and a page that write the same date mean the same moment, in the same offset."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from pullquote.cache.core.times.dates import find_date, parse_date, read_date
from pullquote.cache.core.times.words import MONTH_NUMBERS, MONTHS, SHORT_MONTHS, WEEKDAY_NUMBERS, WEEKDAYS

ZONES = {
    "GMT": 0, "UTC": 0, "BST": 1, "CET": 1, "CEST": 2, "EET": 2, "EEST": 3, "MSK": 3, "IST": 5.5, "JST": 9, "KST": 9,
    "AEST": 10, "AEDT": 11, "AST": -4, "EST": -5, "EDT": -4, "ET": -5, "CST": -6, "CDT": -5, "CT": -6, "MST": -7,
    "MDT": -6, "MT": -7, "PST": -8, "PDT": -7, "PT": -8, "+0530": 5.5, "-03:30": -3.5, "NZST": 12, "NZDT": 13,
    "HKT": 8, "SGT": 8, "AWST": 8, "ACDT": 10.5, "BRT": -3, "WET": 0, "WEST": 1, "MEZ": 1, "MESZ": 2, "HST": -10,
}  # fmt: skip


@pytest.mark.parametrize(
    "form",
    ["Wed, 04 Mar 2026 09:30:00 {}", "March 4, 2026 9:30 am {}", "2026-03-04 09:30:00 {}", "4 March 2026 09:30 {}"],
)
@pytest.mark.parametrize(("zone", "hours"), ZONES.items())
def test_feeds_and_pages_agree_on_zones(form: str, zone: str, hours: float) -> None:
    text = form.format(zone)
    for moment in (read_date(text), parse_date(text)):
        assert moment is not None
        assert moment.utcoffset() == timedelta(hours=hours)
        assert moment.replace(tzinfo=None).isoformat() == "2026-03-04T09:30:00"


def test_a_zone_nobody_knows_is_refused_in_a_feed_and_utc_on_a_page() -> None:
    text = "Wed, 04 Mar 2026 09:30:00 QXT"
    assert read_date(text) is None
    moment = parse_date(text)
    assert moment is not None
    assert moment.isoformat() == "2026-03-04T09:30:00+00:00"


@pytest.mark.parametrize(("day", "hours"), [("March 7", -5), ("March 9", -4), ("Oct 31", -4), ("Nov 2", -5)])
def test_et_is_summer_time_in_summer(day: str, hours: int) -> None:
    for read in (read_date, parse_date):
        moment = read(f"{day}, 2026 9:30 AM ET")
        assert moment is not None
        assert moment.utcoffset() == timedelta(hours=hours)


@pytest.mark.parametrize(("language", "hours"), [("en-IE", 1), ("he", 2), ("en-IN", 5.5), (None, 5.5)])
def test_ist_is_another_zone_in_ireland_and_israel(language: str | None, hours: float) -> None:
    moment = read_date("Wed, 04 Mar 2026 09:30:00 IST", language=language)
    assert moment is not None
    assert moment.utcoffset() == timedelta(hours=hours)


def test_a_page_says_whether_it_states_a_clock_and_a_zone() -> None:
    for text, has_clock, has_zone in (
        ("04.03.2026", False, False),
        ("04.03.2026, 09:30", True, False),
        ("3/4/2026, 9:30 AM ET", True, True),
        ("Wed, 4 Mar 2026 09:30", True, False),
    ):
        written = find_date(text)
        assert written is not None
        assert (written.moment.month, written.moment.day) == (3, 4)
        assert (written.has_clock, written.has_zone) == (has_clock, has_zone)


def test_numbers_of_another_kind_are_no_date() -> None:
    for text in ("version 1.2.2025.3", "10.11.12.2025", "13/13/2025", "call 1/2/20255"):
        assert parse_date(text) is None


def test_words_after_a_printed_time_are_no_zone() -> None:
    for word in ("met", "west", "et", "ist", "est", "estimates"):
        moment = parse_date(f"Posted March 4, 2026 at 9:30 {word} of here")
        assert moment is not None
        assert moment.isoformat() == "2026-03-04T09:30:00+00:00"


@pytest.mark.parametrize("name", [*MONTHS, *SHORT_MONTHS, "Sept"])
def test_every_month_is_read_by_its_name_and_its_short_name(name: str) -> None:
    number = MONTH_NUMBERS[name.lower()]
    for read in (read_date, parse_date):
        found = read(f"{name} 9, 2026")
        assert found is not None
        assert (found.month, found.day) == (number, 9)
    printed = parse_date(f"Printed on 9 {name.upper()}. 2026 by hand")
    assert printed is not None
    assert printed.month == number


def test_week_days_are_counted_as_dates_count_them() -> None:
    assert [WEEKDAYS[datetime(2026, 3, day, tzinfo=UTC).weekday()] for day in (2, 8)] == ["Monday", "Sunday"]
    assert [WEEKDAY_NUMBERS[name.lower()] for name in WEEKDAYS] == list(range(7))


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("Wed, 01 Jul 2026 09:30:00 America/New_York", -4),
        ("Mon, 05 Jan 2026 09:30:00 America/New_York", -5),
        ("2026-07-01T09:30:00 Europe/Madrid", 2),
        ("2026-01-05T09:30:00[Europe/Madrid]", 1),
        ("2026-01-05T09:30:00+01:00[Europe/Madrid]", 1),
        ("2026-07-01 09:30 Asia/Kolkata", 5.5),
        ("Wed, 01 Jul 2026 09:30:00 America/Argentina/Salta", -3),
        ("Wed, 01 Jul 2026 09:30:00 \N{MINUS SIGN}0700", -7),
    ],
)
def test_a_region_says_its_offset_on_that_day(text: str, hours: float) -> None:
    for moment in (read_date(text), parse_date(text)):
        assert moment is not None
        assert moment.utcoffset() == timedelta(hours=hours)
        assert (moment.hour, moment.minute) == (9, 30)


def test_a_region_nobody_knows_is_refused_as_a_zone_is() -> None:
    assert read_date("Wed, 01 Jul 2026 09:30:00 Mars/Olympus_Mons") is None


@pytest.mark.parametrize(
    "text",
    [
        "5 heinäkuuta 2026 09:30 +0000", "Κυρ, 05 Ιουλ 2026 09:30:00 +0000", "5 Temmuz 2026 09:30",
        "2026. július 5. 09:30",
        "5 iulie 2026 09:30", "5 липня 2026 09:30", "domingo-feira, 5 de julho de 2026 09:30", "2026-W27-7T09:30:00Z",
        "2026-186T09:30:00Z", "5 juliol 2026 09:30", "5 يوليو 2026 09:30",
    ],
)  # fmt: skip
def test_days_are_read_in_more_languages_and_by_week_and_year(text: str) -> None:
    moment = read_date(text)
    assert moment is not None
    assert moment == datetime(2026, 7, 5, 9, 30, tzinfo=UTC)


def test_days_that_no_year_has_are_no_dates() -> None:
    for text in ("2026-W60-1", "2026-366", "2026-000", "2026. quux 5."):
        assert read_date(text) is None
