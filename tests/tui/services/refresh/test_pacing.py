"""When the app looks for news by itself, whatever the clock does."""

from __future__ import annotations

from pullquote.tui.services.refresh.pacing import Pacer

BEGAN = 1_800_000_000.0
MINUTE, HOUR, YEAR = 60.0, 3600.0, 31_557_600.0


def test_never_is_never() -> None:
    assert not Pacer(0, 0.0).due(BEGAN)
    assert not Pacer(0, BEGAN).due(BEGAN - YEAR)


def test_every_so_many_minutes_from_the_last_look_of_whoever_made_it() -> None:
    pacer = Pacer(30, BEGAN)
    assert not pacer.due(BEGAN + 29 * MINUTE)
    assert pacer.due(BEGAN + 30 * MINUTE)
    pacer.asked(BEGAN + 30 * MINUTE)
    pacer.ended(BEGAN + 31 * MINUTE, offline=False)
    assert not pacer.due(BEGAN + 60 * MINUTE)
    assert pacer.due(BEGAN + 61 * MINUTE)


def test_a_machine_that_slept_looks_once() -> None:
    pacer = Pacer(30, BEGAN)
    assert pacer.due(BEGAN + YEAR)
    pacer.asked(BEGAN + YEAR)
    assert not pacer.due(BEGAN + YEAR + MINUTE)


def test_a_clock_that_is_set_back_does_not_hold_it_up() -> None:
    pacer = Pacer(30, BEGAN + YEAR)
    assert pacer.due(BEGAN)
    pacer.asked(BEGAN)
    assert not pacer.due(BEGAN - 1)
    assert pacer.due(BEGAN + 30 * MINUTE)


def test_without_a_network_it_waits_longer_each_time_and_an_hour_at_most() -> None:
    pacer, now, waits = Pacer(10, BEGAN), BEGAN, []
    for _ in range(5):
        pacer.ended(now, offline=True)
        waits.append(next(minutes for minutes in range(1, 100) if pacer.due(now + minutes * MINUTE)))
        now += waits[-1] * MINUTE
    assert waits == [20, 40, 60, 60, 60]
    pacer.ended(now, offline=False)
    assert pacer.due(now + 10 * MINUTE)


def test_a_longer_wait_than_an_hour_stays() -> None:
    pacer = Pacer(180, BEGAN)
    pacer.ended(BEGAN, offline=True)
    assert not pacer.due(BEGAN + 2 * HOUR)
    assert pacer.due(BEGAN + 3 * HOUR)
