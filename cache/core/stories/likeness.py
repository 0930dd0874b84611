"""How likely two articles are the same news: what they share and what parts them, weighed as was learned from pairs.

Pure. ``features`` are the questions, ``STEPS`` what each answer counts; ``tests/bench/story_weights.py`` learns them.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Callable, Collection, Mapping
from functools import cache
from itertools import accumulate

from pullquote.cache.core.stories.events import agreement
from pullquote.cache.core.stories.headline_stages import stages_differ
from pullquote.cache.core.stories.headline_words import acts_differ
from pullquote.cache.core.stories.likeness_steps import BIAS, STEPS
from pullquote.cache.core.stories.news import News, key_of_word
from pullquote.cache.core.stories.openings import common_weights

Rarity = Callable[[int], float]
"""How much a key tells, from 0 for one that all articles have to 1."""
AGAINST = frozenset(
    "days thin apart missing_least missing_most acts_differ stages_differ conflict works_differ "
    "stranger strangers".split()
)
"""Features that can only speak against two being the same news; the others can only speak for it."""
SOON = 3.0
"""Days from which on it tells nothing more that two articles are near each other."""
_DAY = 86_400
_PLAIN_EVENT, _TOLD, _THIN = 24, 15, 8.0
"""From where on an event is told plainly, and told at all; how many telling words a text has that is not thin."""
_RARE, _ENOUGH = 3, 1.5
"""By how much more a rare name tells than one that is in the news each day, and how much of names is enough."""
_SAME_EVENTS, _SAME_WORDS = 4.0, 8.0
"""How much of the same events, or of the same words, makes that what happens is not other: the inverse of the share."""
_GIVEN = 0.25
"""What a first name adds to the last one, or a word of a title to its last."""
_ANY_WORD = 0.3
"""What a word of names tells that texts of any news have, of what another tells: "House", "Year", "Security"."""
_LEADING = 4
"""Words of names that matter most in an article."""
_KEPT = 512
"""Of how many articles is kept what they are compared by."""


def features(one: News, other: News, told: Rarity) -> dict[str, float]:
    """Return what tells that two articles are the same news, or that they are not, each under its name.

    ``who`` is how much of names both have, ``rarest`` what the two tell that are rarest of those that lead in one,
    ``leading`` of those that lead in both;
    ``events`` is how far they tell the same events. ``near_…`` is how much of leading names, of events and of other
    words they share, the less the longer the one comes after the other; ``near_all`` is names and events together.
    ``missing_…`` is how much of the names in a headline the other article has not, of the one that misses least and of
    the one that misses most. ``apart`` is how plainly both tell what happens, or one of them if the other tells nothing
    of the kind, where hardly anything of it is the same. ``thin`` is how little the shorter one says; a ``stranger`` is
    somebody in the headline of the one of whom the other says nothing, and ``strangers`` are there where each has one.
    """
    first, second, any_words = _said(one), _said(other), _any_words()
    days = abs(one.when - other.when) / _DAY
    near = max(0.0, 1 - days / SOON)
    names = {*first.names & second.all, *second.names & first.all}
    given = first.given | second.given
    given = frozenset() if names <= given else given
    rare = {key: told(key) ** _RARE * any_words.get(key, 1.0) * (_GIVEN if key in given else 1) for key in names}
    leading = sorted(tells for key, tells in rare.items() if key in first.leading or key in second.leading)
    in_both = sorted(tells for key, tells in rare.items() if key in first.leading and key in second.leading)
    words = sum(map(_tells, first.words & second.words))
    words = words / math.sqrt(first.length * second.length) if words else 0.0
    events = agreement(first.events, second.events)
    missing = sorted(
        sum(
            told(key) ** _RARE * any_words.get(key, 1.0) * (_GIVEN if key in said.given else 1)
            for key in said.headline - than.all
        )
        for said, than in ((first, second), (second, first))
    )
    strange = (_missing(one.people, second.all), _missing(other.people, first.all))
    figures = first.figures & second.figures
    alike = near * min(_ENOUGH, math.log1p(sum(leading)))
    return {
        "who": math.log1p(sum(rare.values())),
        "rarest": sum(leading[-2:]),
        "leading": sum(in_both[-2:]),
        "near_leading": alike,
        "events": events,
        "near_events": near * events,
        "near_words": near * words,
        "near_all": alike * events,
        "apart": max(0.0, 1 - _SAME_EVENTS * events - _SAME_WORDS * near * words)
                 * min(1.0, (min(first.plain, second.plain) or max(first.plain, second.plain)) / _TOLD),
        "figures": min(2.0, sum(1.0 if len(number) > 2 else 0.6 for number in figures)),
        "days": days,
        "thin": max(0.0, 1 - min(first.length, second.length) / _THIN),
        "missing_least": min(3.0, missing[0]),
        "missing_most": min(3.0, missing[1]),
        "acts_differ": float(bool(one.acts and other.acts) and acts_differ(one.acts, other.acts)),
        "stages_differ": float(stages_differ(one.stages, other.stages, soon=days < 1)),
        "conflict": float(bool(first.plainest and second.plainest) and first.plainest not in second.events
                          and second.plainest not in first.events),
        "works_differ": float(bool(one.works and other.works) and set(one.works).isdisjoint(other.works)),
        "stranger": float(sum(strange)),
        "strangers": float(all(strange)),
    }  # fmt: skip


def share_names(one: News, other: News) -> bool:
    """Return whether an article has a word of a name of the other."""
    first, second = _said(one), _said(other)
    return not (first.names.isdisjoint(second.all) and second.names.isdisjoint(first.all))


def evidence(found: Mapping[str, float]) -> float:
    """Return how strongly features tell that two articles are the same news: 0 for even odds, more for the same."""
    return BIAS + sum(sums[bisect_right(least, found[name])] for name, least, sums in _ladders())


@cache
def _ladders() -> tuple[tuple[str, tuple[float, ...], tuple[float, ...]], ...]:
    """Return for each feature from which values on it counts, and how much then; nothing before the first."""
    return tuple(
        (name, tuple(least for least, _ in steps), (0.0, *accumulate(counts for _, counts in steps)))
        for name, steps in STEPS.items()
    )


class _Said:
    """What an article is compared by: words of names, those that lead, the other words, all; what happens."""

    __slots__ = (
        "all", "events", "figures", "given", "headline", "leading", "length", "names", "plain", "plainest", "words"
    )  # fmt: skip

    def __init__(self, news: News) -> None:
        self.names = frozenset((*news.proper, *news.named))
        self.given = frozenset(news.given)
        self.headline = frozenset(news.named)
        self.leading = frozenset((*news.named, *news.proper[:_LEADING]))
        self.words = frozenset((*news.told, *news.words)) - self.names
        self.all = self.names | self.words
        self.length = sum(map(_tells, self.words))
        self.events = dict(news.events)
        self.plain = news.events[0][1] if news.events else 0
        self.plainest = news.events[0][0] if self.plain >= _PLAIN_EVENT else ""
        self.figures = frozenset(news.figures)


_COMPARED: dict[int, tuple[News, _Said]] = {}
"""What was made of articles that are compared again and again, by the identity of their news, which is kept with it."""


def _said(news: News) -> _Said:
    known = _COMPARED.get(id(news))
    if known is None:
        if len(_COMPARED) >= _KEPT:
            _COMPARED.clear()
        known = _COMPARED[id(news)] = (news, _Said(news))
    return known[1]


def _tells(key: int) -> float:
    return _weights().get(key, 1.0)


@cache
def _any_words() -> dict[int, float]:
    """Return what words tell that stand as names do, where any text may have them; all others tell 1."""
    return dict.fromkeys(_weights(), _ANY_WORD)


@cache
def _weights() -> dict[int, float]:
    return {key_of_word(word): weight for word, weight in common_weights().items()}


def _missing(keys: Collection[int], said: Collection[int]) -> int:
    return min(2, sum(key not in said for key in keys))
