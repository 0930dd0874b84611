"""Learn what each feature of a pair of articles counts (``cache/core/stories/likeness.py``) from made-up pairs.

    python tests/bench/story_weights.py [--write]

Reads the groups of ``tests/data/stories`` that are typical, each also cut to headline, dek and first sentence. Pairs of
two groups that share two keys count as other news of the same days, and so do pairs that are made to: the names of one
article, and some of its other words, are put into another; half of them tell a like event. Prints how the features part
both kinds of pairs where they were learned without their group, and with ``--write`` writes
``cache/core/stories/likeness_steps.py``.

What is learned is a sum of steps: of each feature, from which value on it counts how much more. In each round the one
step is taken that lessens the error most (gradient boosting with trees of one question), of which a tenth counts; no
step may speak against the sense of its feature.
"""

from __future__ import annotations

import math
import random
import sys
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, pairwise
from pathlib import Path
from typing import NamedTuple

from msgspec.structs import replace
from tests.bench.story_pairs import SETS, Told, told_in

from pullquote.cache.core.stories import likeness_steps
from pullquote.cache.core.stories.events import agreement
from pullquote.cache.core.stories.grouping import rarity
from pullquote.cache.core.stories.likeness import AGAINST, Rarity, features
from pullquote.cache.core.stories.news import News, news_of

LEARNED_FROM = ("headlines", "reports", "reworded", "natural", "wires")
"""The others were written to find faults, in words as unlike as could be found, or are kept to measure."""
_FOLDS, _ROUNDS, _PART = 6, 200, 0.1
_PENALTY, _LEAST, _BINS = 5.0, 15.0, 24
"""What holds a step small, how much weight has to be on each side of it, and how many values of a feature are tried."""
_MADE, _MADE_COUNTS, _ALIKE = 1_000, 0.4, 0.5
"""Pairs that are made of each file, what one of them counts, and how like events half of them tell."""
_APART_A_CASE = 20
"""With how many of other groups each article is compared, in the mean, if they share anything."""
_NAMES, _APART = (0, 1, 1, 2, 2, 3), 0.8
"""How many names are put into a made pair, and how many days lie between, in the mean."""
_RARE, _IN_MANY = (1.0, 0.8, 0.6, 0.4, 0.3), (0.65, 0.5, 0.35, 0.2)
"""How much those names tell, and how much where the events are alike: rare names and like events are the same news."""
_TOLD, _FIGURES = (0, 0, 1, 2, 3, 4, 5, 6), 0.08
"""How many other words are put into a made pair, and how often a figure."""
_DAY = 86_400
_ASKED = frozenset({"apart", "leading", "rarest", "strangers"})
"""Features that are asked for themselves and count nothing here."""
Steps = dict[str, tuple[tuple[float, float], ...]]


class Pair(NamedTuple):
    """Two articles: of which file and group, whether they are the same news, what they count, their features.

    ``near`` are those that a writer put side by side: of one group, of two outlets.
    """

    file: str
    group: int
    same: bool
    near: bool
    counts: float
    features: dict[str, float]


class _Case(NamedTuple):
    told: Told
    news: News


def pairs_of(path: Path, *, cut: bool) -> Iterator[Pair]:
    """Yield the pairs of a file that may be compared, and those made of them."""
    cases = [_Case(one, news_of(one.article, one.when)) for one in told_in(path, cut=cut)]
    texts = any(told.article.text for told, _ in cases)  # of mere headlines all may be of the same people
    if cut and not texts:
        return
    tells = rarity(Counter(key for _, news in cases for key in set(news.keys)))
    first: dict[int, int] = {}
    for told, news in cases:
        first[told.group] = min(first.get(told.group, news.when), news.when)
    dice = random.Random(path.stem)
    part = _APART_A_CASE / len(cases)
    for (one, what), (other, that) in combinations(cases, 2):
        if what.outlet == that.outlet:
            continue
        if one.group != other.group:
            if dice.random() > part or not texts or len(set(what.keys) & set(that.keys)) < 2:
                continue
            that = replace(that, when=that.when - first[other.group] + first[one.group])
        near = one.group == other.group
        same = near and one.same and other.same
        yield Pair(path.stem, one.group, same, near, 1.0, features(what, that, tells))
    if texts:
        yield from _made_of(path.stem, cases, tells)


def _made_of(file: str, cases: Sequence[_Case], tells: Rarity) -> Iterator[Pair]:
    """Yield pairs of other news of the same people and works: two groups, with the names of one put into the other."""
    dice = random.Random(file)
    made = 0
    while made < _MADE:
        (one, what), (other, that) = dice.sample(cases, 2)
        if one.group == other.group or what.outlet == that.outlet or not (what.proper and that.proper):
            continue
        if (agreement(dict(what.events), dict(that.events)) >= _ALIKE) != made % 2:
            continue
        given, taken = list(what.proper[:4]), list(that.proper[:4])
        dice.shuffle(given)
        dice.shuffle(taken)
        names = dict(list(zip(taken, given, strict=False))[: dice.choice(_NAMES)])
        many = min(dice.choice(_TOLD), len(what.told), len(that.told))
        words = dict(zip(dice.sample(that.told, many), dice.sample(what.told, many), strict=True))
        figures = what.figures[:1] if dice.random() < _FIGURES else ()
        apart = dice.choice((-1, 1)) * int(min(6.0, dice.expovariate(1 / _APART)) * _DAY)
        that = replace(
            that,
            when=what.when + apart,
            **{field: _put(getattr(that, field), names) for field in ("proper", "named", "people", "works")},
            figures=(*that.figures, *figures),
            **{field: _put(getattr(that, field), words) for field in ("told", "words")},
        )
        common, shared = dice.choice(_IN_MANY if made % 2 else _RARE), frozenset(names.values())
        made += 1
        yield Pair(
            file, one.group, False, False, _MADE_COUNTS,
            features(what, that, lambda key, common=common, shared=shared: common if key in shared else tells(key)),  # type: ignore[misc]
        )  # fmt: skip


def _put(keys: Sequence[int], names: Mapping[int, int]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(names.get(key, key) for key in keys))


def learned(pairs: Sequence[Pair]) -> tuple[float, Steps]:
    """Return what counts always, and the steps of each feature."""
    names = sorted(pairs[0].features.keys() - _ASKED)
    limits = {name: _limits([pair.features[name] for pair in pairs]) for name in names}
    places = {name: [bisect_right(limits[name], pair.features[name]) for pair in pairs] for name in names}
    wanted = [float(pair.same) for pair in pairs]
    counts = [pair.counts for pair in pairs]
    right = sum(count for count, want in zip(counts, wanted, strict=True) if want)
    bias = math.log(right / (sum(counts) - right))
    scores = [bias] * len(pairs)
    steps: dict[str, dict[float, float]] = {name: {} for name in names}
    for _ in range(_ROUNDS):
        slopes, curves = [], []
        for score, want, count in zip(scores, wanted, counts, strict=True):
            likely = 1 / (1 + math.exp(-score))
            slopes.append(count * (want - likely))
            curves.append(count * likely * (1 - likely))
        best = max((_best_step(places[name], slopes, curves, counts, len(limits[name]), name), name) for name in names)
        (gain, at, below, above), name = best
        if gain <= 0:
            break
        bias += _PART * below
        least = limits[name][at]
        steps[name][least] = steps[name].get(least, 0.0) + _PART * (above - below)
        scores = [
            score + _PART * (above if place > at else below)
            for score, place in zip(scores, places[name], strict=True)
        ]  # fmt: skip
    return bias, {name: tuple(sorted(found.items())) for name, found in steps.items() if found}


def _limits(values: Sequence[float]) -> list[float]:
    """Return values of a feature that part others evenly, each half way between two that occur."""
    order = sorted(set(values))
    between = [(low + high) / 2 for low, high in pairwise(order)]
    if len(between) <= _BINS:
        return between
    ranked = sorted(values)
    wished = {ranked[len(ranked) * n // _BINS] for n in range(1, _BINS)} | {order[1]}
    return [between[max(0, bisect_right(order, value) - 2)] for value in sorted(wished)]


def _best_step(
    places: Sequence[int],
    slopes: Sequence[float],
    curves: Sequence[float],
    counts: Sequence[float],
    size: int,
    name: str,
) -> tuple[float, int, float, float]:
    """Return what the best step of a feature gains, which limit it has, and what counts below and from it on."""
    slope, curve, count = ([0.0] * (size + 1) for _ in range(3))
    for place, s, c, n in zip(places, slopes, curves, counts, strict=True):
        slope[place] += s
        curve[place] += c
        count[place] += n
    all_slope, all_curve, all_count = sum(slope), sum(curve), sum(count)
    whole = all_slope**2 / (all_curve + _PENALTY)
    best = (0.0, 0, 0.0, 0.0)
    low_slope = low_curve = low_count = 0.0
    for at in range(size):
        low_slope += slope[at]
        low_curve += curve[at]
        low_count += count[at]
        if min(low_count, all_count - low_count) < _LEAST:
            continue
        below = low_slope / (low_curve + _PENALTY)
        above = (all_slope - low_slope) / (all_curve - low_curve + _PENALTY)
        if (above < below) != (name in AGAINST):
            continue
        gain = below * low_slope + above * (all_slope - low_slope) - whole
        best = max(best, (gain, at, below, above))
    return best


def score_of(found: Mapping[str, float], bias: float, steps: Steps) -> float:
    """Return the sum of the steps that features reach."""
    return bias + sum(count for name, ladder in steps.items() for least, count in ladder if found[name] >= least)


def written(bias: float, steps: Steps) -> str:
    """Return the module that has what was learned."""
    head = (likeness_steps.__doc__ or "").strip()
    lines = []
    for name, ladder in steps.items():
        parts = [f"({least:.3g}, {count:.2f})" for least, count in ladder if abs(count) >= 0.005]
        lines.append(f'    "{name}": ({", ".join(parts)}{"," * (len(parts) == 1)}),')
    return (
        f'"""{head}\n"""\n\nfrom __future__ import annotations\n\nBIAS = {bias:.2f}\n'
        "STEPS: dict[str, tuple[tuple[float, float], ...]] = {\n" + "\n".join(lines) + "\n}\n"
    )


def main(*, write: bool) -> None:
    """Print how well it parts pairs it has not learned from, and perhaps write what was learned of all."""
    files = [SETS / f"{name}.jsonl" for name in LEARNED_FROM]
    pairs = [
        pair._replace(file=pair.file + " cut" * cut)
        for path in files for cut in (False, True) for pair in pairs_of(path, cut=cut)
    ]  # fmt: skip
    scored: list[tuple[float, Pair]] = []
    for fold in range(_FOLDS):
        bias, steps = learned([pair for pair in pairs if pair.group % _FOLDS != fold])
        scored += [(score_of(pair.features, bias, steps), pair) for pair in pairs if pair.group % _FOLDS == fold]
    for file in sorted({pair.file for pair in pairs}):
        same = [score for score, pair in scored if pair.file == file and pair.same]
        other = sorted(
            (score for score, pair in scored if pair.file == file and pair.near and not pair.same), reverse=True
        )
        for rate in (0.005, 0.01, 0.02, 0.05):
            least = other[int(rate * len(other))]
            missed = sum(score <= least for score in same)
            print(f"{file}: from {least:.2f} on {rate:.1%} of look-alikes are wrong, {missed} of {len(same)} missed")
    if write:
        Path(likeness_steps.__file__).write_text(written(*learned(pairs)), encoding="utf-8")


if __name__ == "__main__":
    main(write="--write" in sys.argv)
