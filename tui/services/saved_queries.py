"""Queries a user keeps: topics that are watched as sections of the list, and what is muted in every list.

What is muted stands in ``list.mute`` as terms of the query language: a spoiler, a show, an outlet. What they match is
left out of every list but the section that shows it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

from pullquote.tui.services.completion import parted

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


def mute_terms(mute: str) -> list[str]:
    """Return the terms of the setting; each mutes by itself."""
    return [term for term in (word.lstrip("-") for word in parted(mute)) if term and term != "OR"]


def muted_query(mute: str) -> str:
    """Return the query that finds what is muted; empty where nothing is."""
    return " OR ".join(mute_terms(mute))


def unmuted_query(mute: str) -> str:
    """Return the query that leaves out what is muted."""
    return " ".join(f"-{term}" for term in mute_terms(mute))
