"""What is told of a refresh, and how often."""

from __future__ import annotations

import asyncio

from pullquote.cache.core.feed import RefreshEvent, Stage
from pullquote.tui.services import refresher
from pullquote.tui.services.refresher import Paced


def event(stage: Stage, done: int) -> RefreshEvent:
    return RefreshEvent(stage=stage, done=done, total=100)


def told(*events: RefreshEvent, between: float = 0.0) -> list[tuple[Stage, int]]:
    """Return what is passed on of events that come one after another."""
    passed: list[tuple[Stage, int]] = []

    async def tell() -> None:
        paced = Paced(lambda one: passed.append((one.stage, one.done)))
        for one in events:
            paced.tell(one)
            await asyncio.sleep(between)
        paced.end()

    asyncio.run(tell())
    return passed


def test_of_many_that_only_count_the_first_and_the_last_are_told_at_once() -> None:
    assert told(*(event(Stage.STORED, done) for done in range(50))) == [(Stage.STORED, 0), (Stage.STORED, 49)]


def test_what_says_more_is_told_in_its_place() -> None:
    events = [event(Stage.FETCHED, 0), event(Stage.STORED, 1), event(Stage.FAILED, 2), event(Stage.STORED, 3)]
    assert told(*events, event(Stage.DONE, 4)) == [
        (Stage.FETCHED, 0), (Stage.STORED, 1), (Stage.FAILED, 2), (Stage.STORED, 3), (Stage.DONE, 4),
    ]  # fmt: skip


def test_what_comes_slowly_is_all_told(monkeypatch) -> None:
    monkeypatch.setattr(refresher, "TELL_EVERY", 0.0)
    events = [event(Stage.UNDERSTOOD, done) for done in range(5)]
    assert told(*events, between=0.02) == [(Stage.UNDERSTOOD, done) for done in range(5)]
