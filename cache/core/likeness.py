"""How likely two articles are the same news: what they share and what parts them, weighed as was learned from pairs.

Pure. ``features`` are the questions, ``WEIGHTS`` what each answer counts; ``tests/bench/story_weights.py`` learns them.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Mapping
from functools import cache

from pullquote.cache.core.events import agreement
from pullquote.cache.core.headline_stages import replies_to, stages_differ
from pullquote.cache.core.headline_words import acts_differ, contradicts
from pullquote.cache.core.news import SAID, News, key_of_word
from pullquote.cache.core.openings import common_weights

Rarity = Callable[[int], float]
"""How much a key tells, from 0 for one that all articles have to 1."""
AGAINST = frozenset(
    "thin works_differ stranger conflict acts_differ stages_differ reply numbers_differ said days".split()
)
"""Features that can only speak against two being the same news; the others can only speak for it."""
WEIGHTS: dict[str, float] = {
    "bias": -0.04,
    "who_share": 0.82,
    "thin": -3.05,
    "works_differ": -0.96,
    "stranger": -0.57,
    "events": 1.55,
    "events_and_who": 1.40,
    "conflict": -1.52,
    "acts_differ": -0.71,
    "stages_differ": -1.06,
    "reply": -0.60,
    "figures": 1.01,
    "figures_near": 0.30,
    "quotes": 0.25,
    "numbers_differ": -0.61,
    "said": -0.44,
    "days": -0.55,
}
_DAY = 86_400
_PLAIN_EVENT, _THIN = 24, 8.0
"""From where on an event is told plainly, and how many telling words a text has that is not thin."""
_RARE = 3
"""By how much more a rare name tells than one that is in the news each day."""
_ROUND, _ROUNDED = 20, 0.025
"""From where on figures are rounded, and by how much of them."""


def features(one: News, other: News, told: Rarity) -> dict[str, float]:
    """Return what tells that two articles are the same news, or that they are not, each under its name.

    ``who`` is how much of names both have, and ``events`` how far they tell the same events; ``thin`` is how little
    the shorter one says; a ``stranger`` is somebody in the headline of the one of whom the other says nothing.
    """
    first, second = _Said(one), _Said(other)
    shared = first.all & second.all
    who = sum(told(key) ** _RARE for key in shared if key in first.names or key in second.names)
    least_who = min(sum(told(key) ** _RARE for key in said.names) for said in (first, second))
    length = min(sum(map(_tells, first.words)), sum(map(_tells, second.words)))
    one_events, other_events = dict(one.events), dict(other.events)
    events = agreement(one_events, other_events)
    figures = set(one.figures) & set(other.figures)
    return {
        "bias": 1.0,
        "who": math.log1p(who),
        "who_share": min(1.0, who / least_who) if least_who else 0.0,
        "thin": max(0.0, 1 - length / _THIN),
        "works_differ": float(bool(one.works and other.works) and set(one.works).isdisjoint(other.works)),
        "stranger": float(_missing(one.people, second.all) + _missing(other.people, first.all)),
        "events": events,
        "events_and_who": events * min(who, 4) / 4,
        "conflict": float(_is_plain(one) and _is_plain(other) and one_events.keys().isdisjoint(_plainest(other))
                          and other_events.keys().isdisjoint(_plainest(one))),
        "acts_differ": float(bool(one.acts and other.acts) and acts_differ(one.acts, other.acts)),
        "stages_differ": float(stages_differ(one.stages, other.stages)),
        "reply": float(replies_to(one.stages, other.stages)),
        "figures": min(2.0, sum(1.0 if len(number) > 2 else 0.6 for number in figures)),
        "figures_near": 0.0 if figures else _near(one.figures, other.figures),
        "quotes": min(3.0, len(set(one.quotes) & set(other.quotes))),
        "numbers_differ": float(contradicts(one.numbers, other.numbers, ("plain", "year", "month", "date"))),
        "said": float((one.kind == SAID) != (other.kind == SAID)),
        "days": min(6.0, abs(one.when - other.when) / _DAY),
    }  # fmt: skip


def may_happen_alike(one: News, other: News, least: float) -> bool:
    """Return whether two articles tell the same events as far as ``least``, or share a figure."""
    if not set(one.figures).isdisjoint(other.figures):
        return True
    return agreement(dict(one.events), dict(other.events)) >= least


def evidence(found: Mapping[str, float]) -> float:
    """Return how strongly features tell that two articles are the same news: 0 for even odds, more for the same."""
    return sum(weight * found[name] for name, weight in WEIGHTS.items())


class _Said:
    """Words by which an article is compared: those of names, the others, all."""

    def __init__(self, news: News) -> None:
        self.names = {*news.proper, *news.named}
        self.words = {*news.told, *news.words} - self.names
        self.all = self.names | self.words


def _tells(key: int) -> float:
    return _weights().get(key, 1.0)


@cache
def _weights() -> dict[int, float]:
    return {key_of_word(word): weight for word, weight in common_weights().items()}


def _is_plain(news: News) -> bool:
    return bool(news.events) and news.events[0][1] >= _PLAIN_EVENT


def _plainest(news: News) -> tuple[str, ...]:
    return tuple(event for event, _ in news.events[:1])


def _missing(keys: Collection[int], said: Collection[int]) -> int:
    return min(2, sum(key not in said for key in keys))


def _near(one: Collection[str], other: Collection[str]) -> float:
    """Return 1 where a figure of the one is one of the other rounded: "61.4" and "61", "sixty million and change"."""
    first, second = ([float(number) for number in figures if float(number) >= _ROUND] for figures in (one, other))
    return float(any(abs(a - b) <= _ROUNDED * max(a, b) for a in first for b in second))
