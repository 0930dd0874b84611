"""Queries a user keeps: topics that are watched as sections of the list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from pullquote.cache.library import Library

WATCHED_KEY = "list.watched"
"""Where the library remembers the watched topics."""
MOST_WATCHED = 50
Topic = tuple[str, str]
"""The title of a topic and its query."""
_topics = msgspec.json.Decoder(list[tuple[str, str]])


def watched_topics(library: Library) -> list[Topic]:
    """Return the watched topics, the latest last; what cannot be read is none."""
    try:
        return _topics.decode(library.recall(WATCHED_KEY) or "[]")
    except msgspec.DecodeError:
        return []


def encode_topics(topics: Sequence[Topic]) -> str:
    """Return topics as they are remembered, the latest ``MOST_WATCHED`` of them."""
    return msgspec.json.encode(topics[-MOST_WATCHED:]).decode()
