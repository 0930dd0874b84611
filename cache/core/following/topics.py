"""Queries a user keeps, each with a title: watched ones are sections of the list, followed ones are told of.

One list holds both, so that a query is kept once whatever is done with it. The library remembers it as JSON; what
cannot be read is no topic.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from pullquote.cache.core.errors import UsageError
from pullquote.cache.core.query import All, Any, Field, Node, Not, parse, split

KEY = "list.watched"
"""Where the library remembers the topics."""
MOST = 50
"""Topics that are kept. The oldest that are only watched go first; none that is followed goes by itself."""


class Topic(Struct, frozen=True, array_like=True):
    """A query that is kept under a title, and what for."""

    title: str
    query: str
    followed: bool = False
    watched: bool = True


_topics = msgspec.json.Decoder(list[Topic])


def decode(text: str | None) -> list[Topic]:
    """Return the topics that are remembered as ``text``, the latest last."""
    try:
        return _topics.decode(text or "[]")
    except msgspec.DecodeError:
        return []


def encode(topics: Sequence[Topic]) -> str:
    """Return topics as they are remembered, at most ``MOST``; those that are kept for nothing are left out.

    Raises ``UsageError`` where that leaves no room for the last of them.
    """
    kept = [topic for topic in topics if topic.followed or topic.watched]
    going = max(0, len(kept) - MOST)
    for topic in [topic for topic in kept[:-1] if not topic.followed][:going]:
        kept.remove(topic)
    if len(kept) > MOST:
        raise UsageError(f"{MOST} queries are followed already, the most there may be; stop following one first.")
    return msgspec.json.encode(kept).decode()


def same(query: str) -> str:
    """Return what two ways to write one query have in common: its terms, one blank apart."""
    return " ".join(split(query))


def find(topics: Iterable[Topic], query: str) -> Topic | None:
    """Return the topic that has a query, or its title; ``None`` where there is none."""
    wanted = same(query)
    named = (topic for topic in topics if wanted in (same(topic.query), same(topic.title)))
    return next(named, None)


def marked(topics: Sequence[Topic], topic: Topic, **marks: bool) -> list[Topic]:
    """Return the topics with other marks (``followed``, ``watched``) for one, the last of them if it is new."""
    known = next((one for one in topics if (one.title, one.query) == (topic.title, topic.query)), None)
    if known is None:
        known = replace(topic, followed=False, watched=False)
        return [*topics, replace(known, **marks)]
    return [replace(one, **marks) if one is known else one for one in topics]


def asks_for_followed(query: str) -> bool:
    """Return whether a query names what is followed, which would then be followed for its own sake."""
    return any(_is_followed(node) for node in parse(query).nodes)


def _is_followed(node: Node) -> bool:
    match node:
        case Field(name, value):
            return (name, value) == ("is", "followed")
        case Not(inner):
            return _is_followed(inner)
        case All(nodes) | Any(nodes):
            return any(map(_is_followed, nodes))
        case _:
            return False
