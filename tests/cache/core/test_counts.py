"""Numbers with their nouns."""

from __future__ import annotations

import pytest

from pullquote.cache.core.counts import counted, listed
from pullquote.cache.core.feed import OfflineStatus, RefreshEvent, Stage
from pullquote.tui.cli.refreshing import count, summary
from pullquote.tui.services.refresh.refresher import in_words


@pytest.mark.parametrize(
    ("number", "nouns", "words"),
    [
        (0, ("feed",), "0 feeds"),
        (1, ("feed",), "1 feed"),
        (2, ("feed",), "2 feeds"),
        (1_200, ("feed",), "1,200 feeds"),
        (1, ("entry", "entries"), "1 entry"),
        (3, ("entry", "entries"), "3 entries"),
    ],
)
def test_one_is_one_and_all_else_are_many(number: int, nouns: tuple[str, ...], words: str) -> None:
    assert counted(number, *nouns) == words


@pytest.mark.parametrize(
    ("parts", "words"), [((), ""), (("a",), "a"), (("a", "b"), "a and b"), (("a", "b", "c"), "a, b and c")]
)
def test_a_list_is_read_as_a_sentence_has_it(parts: tuple[str, ...], words: str) -> None:
    assert listed(parts) == words
    assert listed(parts, "or", comma=True) == words.replace(" and", ", or")


def test_what_a_refresh_says_counts_right() -> None:
    one = RefreshEvent(stage=Stage.DONE, done=1, total=1, new=1, failed=1, pages_done=2, pages_total=2, pages_failed=1)
    said = summary(one)
    assert said.startswith("1 feed checked, 1 new article, 1 full page, 1 failed")
    assert said.endswith("1 full page could not be had.")
    many = RefreshEvent(stage=Stage.DONE, done=2, total=2, new=0, pages_done=4, pages_total=4, pages_failed=2)
    assert summary(many) == "2 feeds checked, 0 new articles, 2 full pages, 2 full pages could not be had."
    assert in_words(one, {}) == "1 new, 1 feed failed"
    going = RefreshEvent(stage=Stage.FETCHED, done=0, total=1, pages_done=1, pages_total=1)
    assert in_words(going, {}) == "0/1 feeds · R stops"
    assert count(OfflineStatus(1, ())) == "1 of 1 unread article is complete, with full text and pictures."
    assert count(OfflineStatus(3, ())) == "3 of 3 unread articles are complete, with full text and pictures."
