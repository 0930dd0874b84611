"""Where the days of a list begin: the reader's own midnights, few articles looked up."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from pullquote.cache.core.article import Article
from pullquote.cache.core.settings import Settings
from pullquote.cache.library import Library, Order


@contextmanager
def living_in(zone: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    before = os.environ.get("TZ")
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    yield
    monkeypatch.setenv("TZ", before) if before is not None else monkeypatch.delenv("TZ")
    time.tzset()


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "library", settings=Settings()) as opened:
        yield opened


def _keep(library: Library, *times: datetime) -> list[int]:
    return [
        library.keep(Article(title=f"At {when}", url=f"https://a.example/{number}", published=when, text="words"))
        for number, when in enumerate(times)
    ]


@pytest.mark.parametrize("zone", ["UTC", "America/New_York", "Pacific/Auckland", "Asia/Kathmandu", "America/Sao_Paulo"])
@pytest.mark.parametrize("order", [Order.NEWEST, Order.OLDEST])
def test_days_are_those_of_the_clock_on_the_wall(
    library: Library, monkeypatch: pytest.MonkeyPatch, zone: str, order: Order
) -> None:
    start = datetime(2018, 10, 30, tzinfo=UTC)  # over the ends of summer time, and a midnight that São Paulo skips
    _keep(library, *(start + timedelta(minutes=137 * step * (1 + step % 3)) for step in range(160)))
    ids = library.ids(order=order)
    with living_in(zone, monkeypatch):
        expected: list[tuple[int, date]] = []
        for index, headline in enumerate(library.headlines(ids)):
            day = headline.when.astimezone().date()
            if not expected or expected[-1][1] != day:
                expected.append((index, day))
        assert library.days(ids) == expected
        assert len(expected) > 20


def test_few_articles_are_looked_up(library: Library) -> None:
    start = datetime(2026, 3, 1, tzinfo=UTC)
    _keep(library, *(start + timedelta(minutes=7 * step) for step in range(600)))
    ids = library.ids()
    asked: list[str] = []
    conn = library.database.read()
    conn.set_trace_callback(asked.append)
    days = library.days(ids)
    conn.set_trace_callback(None)
    assert len(days) in (3, 4)
    assert len(asked) < 20 * len(days)


def test_nothing_one_and_what_is_gone(library: Library) -> None:
    assert library.days([]) == []
    when = datetime(2026, 3, 1, 12, tzinfo=UTC)
    first, second, third = _keep(library, when, when - timedelta(days=1), when - timedelta(days=2))
    assert library.days([second]) == [(0, (when - timedelta(days=1)).astimezone().date())]
    assert [index for index, _ in library.days([first, 999_999, third])] == [0, 2]
    assert len(library.days([999_999, 999_998])) == 1


def test_the_ends_of_the_calendar_end(library: Library) -> None:
    ids = _keep(
        library, datetime(9999, 12, 30, 23, tzinfo=UTC), datetime(2026, 1, 1, tzinfo=UTC), datetime(1, 1, 2, tzinfo=UTC)
    )
    assert [index for index, _ in library.days(ids)] == [0, 1, 2]
    assert [index for index, _ in library.days(ids[::-1])] == [0, 1, 2]
