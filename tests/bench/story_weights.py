"""Learn what each feature of a pair of articles counts (``cache/core/likeness.py``) from made-up pairs.

    python tests/bench/story_weights.py

Reads all groups of ``tests/data/stories`` but the blind ones. Pairs of two groups that share two keys count as other
news of the same days. Prints how the features part both kinds of pairs where weights were learned without their group,
then the weights: a logistic regression with a small penalty, in which no feature may speak against its sense.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

from msgspec.structs import replace
from tests.bench.story_pairs import SETS, told_in

from pullquote.cache.core.likeness import AGAINST, features
from pullquote.cache.core.news import news_of
from pullquote.cache.core.stories import excludes, rarity

BLIND = "blind"
_PENALTY, _ROUNDS, _FOLDS = 3.0, 12, 6
_ASKED = frozenset({"who"})
"""Features that are asked for themselves and have no weight."""


class Pair(NamedTuple):
    """Two articles: of which group, whether they are the same news, whether the rules exclude it, their features."""

    group: str
    same: bool
    excluded: bool
    features: dict[str, float]


def pairs_of(path: Path) -> list[Pair]:
    """Return the pairs of a file that may be compared."""
    told = [*told_in(path)]
    news = [news_of(one.article, one.when) for one in told]
    tells = rarity(Counter(key for one in news for key in set(one.keys)))
    first: dict[int, int] = {}
    for one, what in zip(told, news, strict=True):
        first[one.group] = min(first.get(one.group, what.when), what.when)
    found = []
    for (one, what), (other, that) in combinations(zip(told, news, strict=True), 2):
        if one.group != other.group:
            if len(set(what.keys) & set(that.keys)) < 2:
                continue
            that = replace(that, when=that.when - first[other.group] + first[one.group])
        same = one.group == other.group and one.same and other.same
        found.append(Pair(f"{path.stem} {one.group}", same, excludes(what, that), features(what, that, tells)))
    return found


def learned(pairs: Sequence[Pair]) -> dict[str, float]:
    """Return the weights of the features, without those that would speak against their sense."""
    names = [name for name in pairs[0].features if name not in _ASKED]
    while True:
        weights = _fitted(pairs, names)
        wrong = [name for name in names if name != "bias" and (weights[name] > 0) == (name in AGAINST)]
        if not wrong:
            return weights
        names.remove(max(wrong, key=lambda name: abs(weights[name])))


def _fitted(pairs: Sequence[Pair], names: Sequence[str]) -> dict[str, float]:
    """Return weights by Newton's method."""
    rows = [[pair.features[name] for name in names] for pair in pairs]
    size = range(len(names))
    weights = [0.0 for _ in names]
    for _ in range(_ROUNDS):
        slope = [-(0.01 if name == "bias" else _PENALTY) * weight for name, weight in zip(names, weights, strict=True)]
        curve = [[(0.01 if names[i] == "bias" else _PENALTY) * (i == j) for j in size] for i in size]
        for row, pair in zip(rows, pairs, strict=True):
            likely = 1 / (1 + math.exp(-sum(weight * value for weight, value in zip(weights, row, strict=True))))
            bend = likely * (1 - likely) + 1e-6
            for i in size:
                if row[i]:
                    slope[i] += (pair.same - likely) * row[i]
                    for j in size:
                        curve[i][j] += bend * row[i] * row[j]
        weights = [weight + step for weight, step in zip(weights, _solved(curve, slope), strict=True)]
    return dict(zip(names, weights, strict=True))


def _solved(matrix: list[list[float]], values: list[float]) -> list[float]:
    """Return what solves linear equations, by elimination."""
    size = len(values)
    rows = [[*row, value] for row, value in zip(matrix, values, strict=True)]
    for i in range(size):
        best = max(range(i, size), key=lambda row: abs(rows[row][i]))
        rows[i], rows[best] = rows[best], rows[i]
        for below in rows[i + 1 :]:
            part = below[i] / rows[i][i]
            for at in range(i, size + 1):
                below[at] -= part * rows[i][at]
    found = [0.0] * size
    for i in reversed(range(size)):
        found[i] = (rows[i][size] - sum(rows[i][j] * found[j] for j in range(i + 1, size))) / rows[i][i]
    return found


def main() -> None:
    """Print how well it parts pairs it has not learned from, then the weights."""
    pairs = [pair for path in sorted(SETS.glob("*.jsonl")) if path.stem != BLIND for pair in pairs_of(path)]
    groups = sorted({pair.group for pair in pairs})
    scored: list[tuple[float, Pair]] = []
    for fold in range(_FOLDS):
        held = set(groups[fold::_FOLDS])
        weights = learned([pair for pair in pairs if pair.group not in held])
        scored += [
            (-99.0 if pair.excluded else sum(weight * pair.features[name] for name, weight in weights.items()), pair)
            for pair in pairs
            if pair.group in held
        ]
    same = [score for score, pair in scored if pair.same]
    other = sorted((score for score, pair in scored if not pair.same), reverse=True)
    for rate in (0.005, 0.01, 0.02, 0.05):
        least = other[int(rate * len(other))]
        missed = sum(score <= least for score in same)
        print(f"from {least:.2f} on {rate:.1%} of other news is wrong, {missed} of {len(same)} missed")
    for name, weight in learned(pairs).items():
        print(f'    "{name}": {weight:.2f},')


if __name__ == "__main__":
    main()
