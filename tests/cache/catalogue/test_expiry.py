"""When a service is asked again, by what it said."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from pullquote.cache.catalogue.expiry import asked_again, lasts
from pullquote.cache.core.catalogue import Record

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("given", "days"),
    [
        ({"state": "running"}, 1),
        ({"state": "coming"}, 3),
        ({"state": "", "kind": "film", "begun": "2026-07-01"}, 3),
        ({"state": "", "kind": "film", "begun": "2016"}, 30),
        ({"state": "running", "kind": "group"}, 30),
        ({"state": "ended"}, 90),
        ({"state": "dead", "kind": "person"}, 365),
        ({"state": "dead", "kind": "person", "provider": "tmdb"}, 180),
    ],
)
def test_what_moves_is_asked_about_sooner(given: dict[str, Any], days: int) -> None:
    values: dict[str, Any] = {
        "provider": "tvmaze",
        "kind": "show",
        "key": "1",
        "name": "Saltgate",
        "url": "https://a.b/",
    }
    assert lasts(Record(**{**values, **given}), NOW.date()) == timedelta(days=days)


def test_answers_that_are_no_use_are_waited_for_longer_each_time() -> None:
    waits = [asked_again("failed", NOW, tries=tries) - NOW for tries in range(1, 14)]
    assert waits[:3] == [timedelta(minutes=10), timedelta(minutes=20), timedelta(minutes=40)]
    assert waits == sorted(waits)
    assert waits[-1] == timedelta(days=7)
    assert asked_again("failed", NOW, tries=1, jitter=1.0) - NOW == timedelta(minutes=11)
    assert asked_again("missing", NOW) - NOW == asked_again("open", NOW) - NOW == timedelta(days=7)
