"""The day a page was published on, as its outlet prints it."""

from __future__ import annotations

import pytest

from pullquote.cache.extract import read_page

from .pages import paragraphs


@pytest.mark.parametrize(
    ("stated", "printed", "attributes", "iso"),
    [
        ("2023-02-11T22:40:31Z", "11.02.2023, 23:40", "lang='de'", "2023-02-11T23:40:31+01:00"),
        ("2023-02-11T22:40:31Z", "12.02.2023 - 00:40 Uhr", "lang='de'", "2023-02-12T00:40:31+02:00"),
        ("2023-02-11T07:58:05Z", "11.02.2023", "lang='de'", "2023-02-11T07:58:05+00:00"),
        ("2023-02-11T23:05:00Z", "11/2/2023 23.05", "lang='en'", "2023-02-11T23:05:00+00:00"),
        ("2023-11-02T23:58:00.000Z", "11/2/2023, 7:58 PM ET", "lang='en-US'", "2023-11-02T19:58:00-04:00"),
        ("2023-11-03T02:10:00Z", "11/2/2023, 7:10 PM PT", "", "2023-11-02T19:10:00-07:00"),
        ("2023-02-11T18:00:00Z", "12-02-2023 03:00 JST", "lang='ja'", "2023-02-12T03:00:00+09:00"),
        ("", "7/4/2023, 9:15 AM", "lang='en-US'", "2023-07-04T09:15:00+00:00"),
        ("", "7/4/2023, 9:15", "lang='fr'", "2023-04-07T09:15:00+00:00"),
        ("", "25/4/2023, 9:15", "lang='en-US'", "2023-04-25T09:15:00+00:00"),
        ("", "07.04.23, 09:15", "", "2023-04-07T09:15:00+00:00"),
        ("", "7. April 2023 um 09.15 Uhr", "lang='de'", "2023-04-07T09:15:00+00:00"),
        ("", "7 avril 2023 à 9h15", "lang='fr'", "2023-04-07T09:15:00+00:00"),
    ],
)
def test_dates_in_numbers_with_a_clock_are_of_the_outlet_s_own_day(
    stated: str, printed: str, attributes: str, iso: str
) -> None:
    head = f"<meta property='article:published_time' content='{stated}'>" if stated else ""
    page = f"<html {attributes}><head><title>Two Lamps</title>{head}</head><body><article><h1>Two Lamps</h1>"
    page += f"<span class='date'>{printed}</span>{paragraphs()}</article></body></html>"
    published = read_page(page.encode(), url="https://lamps.example/film/two-lamps").published
    assert published is not None
    assert published.isoformat() == iso


def test_where_nothing_else_says_it_the_outlet_s_country_says_the_order_of_day_and_month() -> None:
    page = (
        f"<html lang='en'><body><article><h1>Two Lamps</h1><p class='date'>7/4/2023</p>{paragraphs()}</article></body>"
    )
    for host, month in (("lamps.co.uk", 4), ("lamps.com.au", 4), ("lamps.com", 7)):
        published = read_page(page.encode(), url=f"https://{host}/two-lamps").published
        assert published is not None
        assert published.month == month


@pytest.mark.parametrize(
    "shape",
    [
        "<div><p>Jan 15, 2026</p></div><h1>Two Lamps</h1>",
        "<h5>January 15, 2026</h5><h1>Two Lamps</h1>",
        "<h1>Two Lamps</h1><p>{long}</p><div><span>Updated January 15, 2026</span></div>",
        "<meta name='published' content='January 15, 2026'><h1>Two Lamps</h1>",
    ],
)
def test_a_date_right_above_the_headline_or_with_its_label_below_is_found(shape: str) -> None:
    long = "A dek of some length stands between, and tells what the lamps were for, who lit them and who blew them out."
    page = f"<html><head><title>Two Lamps</title></head><body><article>{shape.format(long=long)}{paragraphs()}"
    published = read_page(page.encode(), url="https://lamps.example/film/two-lamps").published
    assert published is not None
    assert published.date().isoformat() == "2026-01-15"
