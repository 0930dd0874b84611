"""What is told of a refresh, and how often."""

from __future__ import annotations

import asyncio
from pathlib import Path

from textual.app import App

from pullquote.cache.core.feed import RefreshEvent, Stage
from pullquote.cache.library import Library
from pullquote.tui.services.refresh import refresher
from pullquote.tui.services.refresh.refresher import Paced, Refresher, failure_of, in_words

from ....waiting import soon


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


def test_what_still_goes_on_comes_first_and_what_is_done_is_not_counted() -> None:
    first = RefreshEvent(stage=Stage.STORED, done=27, total=29, new=488, failed=5, to_understand=288, understood=48)
    assert in_words(first, {}) == "27/29 feeds, 48/288 understood · R stops · 488 new · 5 feeds failed"
    pages = RefreshEvent(stage=Stage.PAGE, done=29, total=29, pages_done=16, pages_total=191, seconds_left=140.0)
    assert in_words(pages, {}) == "16/191 pages · R stops · 2 min left"
    pictures = RefreshEvent(stage=Stage.PICTURE, done=29, total=29, pictures_done=3, pictures_total=40)
    assert in_words(pictures, {}, "-") == "3/40 pictures - R stops"
    assert in_words(RefreshEvent(stage=Stage.STORED, done=29, total=29), {}) == "Finishing · R stops"


def test_who_asks_again_before_any_feed_is_due_is_told_how_to_ask_one() -> None:
    assert "No feed is due yet; r asks" in in_words(RefreshEvent(stage=Stage.DONE), {})
    assert in_words(RefreshEvent(stage=Stage.DONE, done=3, total=3), {}) == "Nothing new"


class Owner(App[None]):
    """An app that refreshes, and notes how that ended."""

    def __init__(self, library: Library) -> None:
        super().__init__()
        self.refresher = Refresher(library, self)
        self.ended: list[Refresher.Finished] = []

    def on_refresher_finished(self, message: Refresher.Finished) -> None:
        self.ended.append(message)


async def test_a_refresh_that_is_stopped_before_it_has_begun_does_not_begin(tmp_path: Path) -> None:
    with Library.open(tmp_path) as library:
        app = Owner(library)
        async with app.run_test():
            app.refresher.start(None)
            app.refresher.stop()
            await soon(lambda: app.ended)
            assert app.ended[0].stopped
            assert not app.refresher.running


def test_that_pictures_cannot_be_kept_is_said_as_a_feed_that_fails_is() -> None:
    event = RefreshEvent(stage=Stage.UNKEPT, title="Pictures", message="The picture cannot be kept: the disk is full.")
    assert failure_of(event) == "Pictures: The picture cannot be kept: the disk is full."
