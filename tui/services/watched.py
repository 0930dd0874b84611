"""Topics that are watched: queries a person kept as sections of the list, each with a title."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from pullquote.cache.library import Library

REMEMBERED = "list.watched"
MOST = 50
Topic = tuple[str, str]
"""The title of a topic and its query."""
_topics = msgspec.json.Decoder(list[tuple[str, str]])


def watched(library: Library) -> list[Topic]:
    """Return the topics in the order they were taken up; what cannot be read is none."""
    try:
        return _topics.decode(library.recall(REMEMBERED) or "[]")
    except msgspec.DecodeError:
        return []


def remembered(topics: Sequence[Topic]) -> str:
    """Return topics as they are remembered, the latest ``MOST`` of them."""
    return msgspec.json.encode(topics[-MOST:]).decode()
