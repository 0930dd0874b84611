"""Answers that real servers gave, read again: FreshRSS and coldsweat. Skipped where the recordings are not at hand."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from pullquote.cache.core.errors import PullquoteError
from pullquote.cache.sync.reading import read

RECORDED = Path(__file__).parents[4] / "shared" / "corpus" / "sync"
pytestmark = pytest.mark.skipif(not RECORDED.is_dir(), reason="the recordings are not here")


def answers(name: str) -> list[dict[str, Any]]:
    lines = (RECORDED / f"{name}.jsonl").read_text().splitlines()
    return [json.loads(line) for line in lines]


def bodies(name: str, part: str, needed: str = "") -> list[bytes]:
    """Return the bodies of successful answers that have a word, to requests whose path or parameters have a part."""
    found = []
    for one in answers(name):
        asked, answer = one["request"], one["response"]
        if part in asked["path"] + json.dumps(asked["params"] or {}) and answer["status"] == 200:
            found.append(answer["text"].encode())
    return [body for body in found if needed.encode() in body]


def test_the_subscriptions_of_freshrss():
    found = bodies("freshrss-greader", "subscription/list")
    assert found
    for body in found:
        feeds = read("greader", "feeds", body)
        assert feeds
        assert all(feed.id.startswith("feed/") and feed.url.startswith("http") and feed.title for feed in feeds)


def test_ids_and_texts_of_freshrss_are_of_the_same_entries():
    lists = [read("greader", "ids", body) for body in bodies("freshrss-greader", "stream/items/ids")]
    ids = {entry for found in lists for entry in found.ids}
    pages = [read("greader", "page", body) for body in bodies("freshrss-greader", "stream/items/contents", "items")]
    entries = {one.id for page in pages for one in page.entries}
    assert entries
    assert entries <= ids
    assert all(one.entry.title and one.feed.startswith("feed/") for page in pages for one in page.entries)


@pytest.mark.parametrize("name", ["freshrss-fever", "coldsweat-fever"])
def test_fever(name):
    feeds = [read("fever", "feeds", body) for body in bodies(name, "feeds") if b'"feeds"' in body]
    assert any(feeds)
    items = [read("fever", "page", body) for body in bodies(name, "items") if b'"items"' in body]
    assert any(page.entries for page in items)
    unread = [read("fever", "ids", body) for body in bodies(name, "unread_item_ids") if b"unread_item_ids" in body]
    assert unread


@pytest.mark.parametrize("what", ["feeds", "ids", "page"])
@pytest.mark.parametrize("dialect", ["greader", "fever"])
def test_no_recorded_answer_breaks_a_reader(dialect, what):
    refused = understood = 0
    for name in ("freshrss-greader", "freshrss-fever", "coldsweat-fever"):
        for one in answers(name):
            try:
                read(dialect, what, (one["response"].get("text") or "").encode())
            except PullquoteError:
                refused += 1
            else:
                understood += 1
    assert refused > understood > 0
