"""What a user follows: names and queries, with counts, and the news of them in a sentence."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Literal

from msgspec import Struct

from pullquote.cache.core.article import EntityType
from pullquote.cache.core.following.arrivals import Mark
from pullquote.cache.core.sanitize import clean_line

LONGEST_TITLE = 60
"""Letters of a title in a sentence: a query may be long."""


class Followed(Struct, frozen=True, kw_only=True):
    """A name or a query a user follows; ``type`` is that of the name, ``"query"`` for a query.

    ``id`` is the number of the name, ``query`` what the query asks. ``unread`` are articles that are not muted.
    """

    title: str
    type: EntityType | Literal["query"]
    id: int | None = None
    query: str = ""
    articles: int = 0
    unread: int = 0


class News(Struct, frozen=True):
    """How many articles came about a name (``about``), or for a query."""

    title: str
    count: int
    about: bool = True


class Standing(Struct, frozen=True):
    """What was followed at a time, and where the library stood: what news are told from later.

    ``names`` are ids of followed names; one that is above ``last_name`` was not there yet.
    """

    at: datetime
    mark: Mark
    names: frozenset[int]
    queries: frozenset[str]
    last_name: int


def divided(found: Mapping[tuple[str, bool], Collection[int]]) -> list[News]:
    """Return how many articles came for each of several things, most first; each article counts for one of them.

    ``found`` are the articles by the title of what is followed, and whether that is a name.
    """
    left = {key: set(articles) for key, articles in found.items()}
    news: list[News] = []
    while left:
        key = max(left, key=lambda one: len(left[one]))  # the first of those that have as many
        if not (taken := left.pop(key)):
            break
        news.append(News(key[0], len(taken), key[1]))
        for articles in left.values():
            articles -= taken
    return news


def in_words(news: Sequence[News]) -> str:
    """Return news as a line: ``3 new about Severance, 1 about Jane Roe and 2 more``; empty for none."""
    if not news:
        return ""
    first, *others = news
    words = f"{first.count:,} new {_what(first)}"
    if not others:
        return words
    second, *rest = others
    if not rest:
        return f"{words} and {second.count:,} {_what(second)}"
    return f"{words}, {second.count:,} {_what(second)} and {sum(one.count for one in rest):,} more"


def _what(news: News) -> str:
    return f"{'about' if news.about else 'for'} {clean_line(news.title, LONGEST_TITLE)}"
