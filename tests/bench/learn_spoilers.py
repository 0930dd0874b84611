"""Learns the weights of the spoiler guard's judge (``cache/core/spoilers/learned_judge.py``) from labelled articles.

    pip install -e '.[learn]'
    python -m tests.bench.learn_spoilers            # figures of each set, left out of the training in turn
    python -m tests.bench.learn_spoilers --write    # cache/core/spoilers/weights.txt, net.txt: of all sets but KEPT

The articles are made up: they were written for this project and labelled by their writers, who had not read the rules.
A set is of one writer or one kind of writing, and the figures of it are those of a judge that has read none of it: what
it scores among articles it was trained on says nothing.

Two sums are learned by logistic regression, and a net (``learn_net.py``). The first sum is of words and pairs of words,
together with what is known of each part, so that a word is not blamed for where it stands; of it the words alone are
kept. The net is trained beside it. The second sum is of what both say and what is known of each part; it sees scores of
articles that were left out in turn, and of each article a few parts by themselves as well, as if it were so short.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

# The extra `learn` alone has these; checks and tests run without it.
import numpy as np  # pyright: ignore[reportMissingImports]
from msgspec.structs import replace
from scipy import sparse  # pyright: ignore[reportMissingImports]
from sklearn.feature_extraction import DictVectorizer  # pyright: ignore[reportMissingImports]
from sklearn.linear_model import LogisticRegression  # pyright: ignore[reportMissingImports]

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.bench import spoiled
from tests.bench.learn_net import text_of, trained
from tests.cache.core import (
    spoiler_blind,
    spoiler_paragraphs,
    spoiler_passages,
    spoiler_unseen_american,
    spoiler_unseen_british,
    spoiler_unseen_mixed,
)

from pullquote.cache.annotate.pipeline import annotate
from pullquote.cache.core.article import DEK_BLOCK, TITLE_BLOCK, Article, Document, make_article
from pullquote.cache.core.spoilers import LEAD_BLOCK, Guard
from pullquote.cache.core.spoilers.features import Reading, lexical
from pullquote.cache.core.spoilers.learned_judge import LIMIT, SCALE, WEIGHTS, limit_of, situations
from pullquote.cache.core.spoilers.names import finder_of
from pullquote.cache.core.spoilers.net import NET, Net, score
from pullquote.cache.core.spoilers.parts import Verdict, parts_of
from pullquote.cache.core.spoilers.rules import read

TUNED = frozenset({"paragraphs", "blind", "passages"})
"""The sets that the rules were mended for: of no use as a measure."""
TOGETHER = (
    frozenset({"british", "unseen_british"}),
    frozenset({"contests", "people"}),
    frozenset({"recaps", "trade", "unseen_american"}),
    frozenset({"fans", "newer", "unseen_mixed"}),
)
"""The sets that are left out of the training at once."""
FOLDS = 3
LEAST = 3
"""The least weight of a word that is kept, in hundredths: those below are two in five, and say nothing."""
FIRST, SECOND = 0.5, 0.2
"""How little the two sums are held back (scikit-learn's ``C``)."""


class Example(NamedTuple):
    """An article as it concerns one guard: what was read of it, what the rules say and whether each part is beyond."""

    set: str
    readings: list[Reading]
    verdicts: dict[int, Verdict]
    gold: dict[int, bool]


def sets() -> Iterator[tuple[str, Sequence[Guard], Document | Article, dict[int, bool]]]:
    """Yield every labelled article: its set, its guards, and whether each of its parts tells what lies beyond."""
    for file in sorted(spoiled.SETS.glob("*.jsonl")):
        for line in file.read_text(encoding="utf-8").splitlines():
            told: dict[str, Any] = json.loads(line)
            yield file.stem, [spoiled.guard(one) for one in told["guards"]], spoiled.document(told), spoiled.gold(told)
    for module in (spoiler_unseen_american, spoiler_unseen_british, spoiler_unseen_mixed, spoiler_paragraphs):
        for article in module.ARTICLES:
            gold = {TITLE_BLOCK: article.title_beyond, DEK_BLOCK: article.dek_beyond, LEAD_BLOCK: article.lead_beyond}
            gold |= {number: part.beyond for number, part in enumerate(article.parts)}
            yield module.__name__.partition("spoiler_")[2], article.guards, article.document, gold
    four = (*spoiler_blind.SECOND, *spoiler_blind.THIRD, *spoiler_blind.FOURTH, *spoiler_blind.FIFTH)
    for one, document in spoiler_blind.documents(four):
        gold = {TITLE_BLOCK: one.beyond}
        gold[DEK_BLOCK] = any(beyond for kind, beyond, _ in one.parts if kind == "d")
        gold |= dict(enumerate(beyond for kind, beyond, _ in one.parts if kind != "d"))
        yield "blind", one.guards, document, gold
    for article, gold in spoiler_passages.cases():
        named = [
            one for one in spoiler_passages.ALL if finder_of((one.name,)).search(f"{article.title} {article.text}")
        ]
        yield "passages", named, article, gold


def examples() -> Iterator[Example]:
    """Yield what is learned from: articles with one guard, of which every label is about that."""
    for name, guards, document, gold in sets():
        if len(guards) != 1:
            continue
        article = document
        if isinstance(article, Document):
            article = make_article(article, annotate(article), fetched=article.published, rules=0)
        verdicts, _, readings = read(article, parts_of(article), guards[0])
        yield Example(name, readings, verdicts, gold)


class Learned:
    """The two sums, learned from some examples."""

    def __init__(self, given: Sequence[Example]) -> None:
        self.words, self.net = _words(given), _net(given)
        spelt: list[list[float]] = [[] for _ in given]
        heard: list[list[float]] = [[] for _ in given]
        for fold in range(FOLDS):
            others = [one for at, one in enumerate(given) if at % FOLDS != fold]
            words, net = _words(others), _net(others)
            for at in range(fold, len(given), FOLDS):
                spelt[at], heard[at] = scored(given[at], words), listened(given[at], net)
        width = np.std([value for one in spelt for value in one])
        louder = float(width / np.std([value for one in heard for value in one]) / 2)
        self.words = {name: weight / 2 for name, weight in self.words.items()}
        self.net = replace(
            self.net,
            highest=tuple(float(f"{value * louder:.4g}") for value in self.net.highest),
            mean=tuple(float(f"{value * louder:.4g}") for value in self.net.mean),
        )
        rows, gold = [], []
        draw = random.Random(0)
        for one, some, more in zip(given, spelt, heard, strict=True):
            whole = [
                (reading, a / 2 + b * louder, one.gold.get(reading.part.number, False))
                for reading, a, b in zip(one.readings, some, more, strict=True)
            ]
            for parts in (whole, _excerpt(whole, draw)):
                readings, scores, beyond = zip(*parts, strict=True)
                rows += situations(readings, scores)
                gold += beyond
        self.parts = _fitted(rows, np.array(gold), SECOND)

    def chances(self, one: Example) -> list[float]:
        """Return the chance of each part."""
        both = zip(scored(one, self.words), listened(one, self.net), strict=True)
        rows = situations(one.readings, [a + b for a, b in both])
        totals = [sum(self.parts.get(name, 0.0) * value for name, value in row.items()) for row in rows]
        return [1 / (1 + float(np.exp(-total))) for total in totals]

    def text(self) -> str:
        """Return the weights as they are kept in a file: a weight, and the names that have it."""
        lines = ["Weights of the judge, in hundredths, made by tests/bench/learn_spoilers.py: no edits by hand."]
        for kind, weights in (("words", self.words), ("parts", self.parts)):
            named: dict[int, list[str]] = {}
            for name, weight in weights.items():
                rounded = round(weight * SCALE)
                if abs(rounded) >= (LEAST if kind == "words" else 1):
                    named.setdefault(rounded, []).append(name)
            lines += [f"{kind}\t{weight}\t{' '.join(sorted(names))}" for weight, names in sorted(named.items())]
        return "\n".join((*lines, ""))


def _excerpt(whole: list[Any], draw: random.Random) -> list[Any]:
    """Return the headline and few parts that follow one another: an article may be as short as that."""
    start = draw.randrange(1, len(whole)) if len(whole) > 1 else 0
    return [whole[0], *whole[max(1, start) : start + draw.randint(1, 3)]]


def scored(one: Example, words: dict[str, float]) -> list[float]:
    """Return the score of the words of each part."""
    return [sum(words.get(name, 0.0) for name in lexical(reading.words)) for reading in one.readings]


def listened(one: Example, net: Net) -> list[float]:
    """Return what the net says of each part."""
    return [score(reading.words, net) for reading in one.readings]


def _net(given: Sequence[Example]) -> Net:
    facts = DictVectorizer(dtype=np.float32, sparse=False).fit_transform(_known(given))
    return trained([reading.words for one in given for reading in one.readings], facts, _gold(given))


def _known(given: Sequence[Example]) -> list[dict[str, float]]:
    """Return what is known of each part beside its words."""
    rows = (row for one in given for row in situations(one.readings, [0.0] * len(one.readings)))
    return [{name: 1.0 for name, value in row.items() if value == 1.0} for row in rows]


def _gold(given: Sequence[Example]) -> np.ndarray[Any, Any]:
    return np.array([one.gold.get(reading.part.number, False) for one in given for reading in one.readings])


def _words(given: Sequence[Example]) -> dict[str, float]:
    """Return the weights of words: pairs count for less than words, and what stands in one part alone for nothing."""
    rows = [
        {name: 0.7 if "_" in name else 1.0 for name in lexical(reading.words)}
        for one in given
        for reading in one.readings
    ]
    reader = DictVectorizer(dtype=np.float32)
    matrix = reader.fit_transform(rows).tocsc()
    often = np.diff(matrix.indptr) > 1
    names = reader.get_feature_names_out()[often]
    beside = DictVectorizer(dtype=np.float32).fit_transform(_known(given))
    fitted = LogisticRegression(C=FIRST, solver="liblinear", tol=1e-3, random_state=0)
    fitted.fit(sparse.hstack([matrix[:, often], beside]).tocsr(), _gold(given))
    return {
        str(name): float(weight) * (0.7 if "_" in name else 1.0)
        for name, weight in zip(names, fitted.coef_[0], strict=False)
    }


def _fitted(rows: Sequence[dict[str, float]], gold: np.ndarray[Any, Any], held: float) -> dict[str, float]:
    reader = DictVectorizer(dtype=np.float32)
    fitted = LogisticRegression(C=held, max_iter=2000, fit_intercept=False).fit(reader.fit_transform(rows), gold)
    named = zip(reader.get_feature_names_out(), fitted.coef_[0], strict=True)
    return {str(name): float(weight) for name, weight in named}


def main() -> None:
    """Print the figures of each set that was left out, or write the weights of all."""
    given = list(examples())
    if "--write" in sys.argv:
        learned = Learned([one for one in given if one.set not in spoiled.KEPT])
        WEIGHTS.write_text(learned.text(), encoding="utf-8")
        NET.write_text(text_of(learned.net), encoding="utf-8")
        return
    judged: list[Judged] = []
    alone = {one.set for one in given} - spoiled.KEPT - TUNED - frozenset().union(*TOGETHER)
    for group in (*(frozenset({name}) for name in sorted(alone)), *TOGETHER):
        learned = Learned([one for one in given if one.set not in (spoiled.KEPT | group)])
        judged += [two for one in given if one.set in group for two in _judged(one, learned.chances(one))]
        for name in sorted(group):
            said(name, [one for one in judged if one.set == name])
    said("all", judged)
    print("With other limits for what is not written plainly and in no place that was seen:")
    for limit in range(10, 60, 5):
        chosen = [one._replace(limit=limit / 100) if one.limit == LIMIT else one for one in judged]
        said(f"{limit / 100:.2f}", chosen)


class Judged(NamedTuple):
    """A part: its set, whether it is a headline and tells what lies beyond, its chance and limit, the rules’ word."""

    set: str
    headline: bool
    beyond: bool
    chance: float
    limit: float
    ruled: bool


def _judged(one: Example, chances: Sequence[float]) -> Iterator[Judged]:
    for reading, chance in zip(one.readings, chances, strict=True):
        number = reading.part.number
        verdict = one.verdicts.get(number)
        beyond = one.gold.get(number, False)
        limit = limit_of(reading, verdict)
        yield Judged(one.set, number == TITLE_BLOCK, beyond, chance, limit, verdict is not None)


def said(name: str, judged: Sequence[Judged]) -> None:
    """Print the figures of a set: with the judge, and by the rules alone."""
    line = [f"{name:16}"]
    for headline in (False, True):
        these = [one for one in judged if one.headline is headline]
        beyond, before = [one for one in these if one.beyond], [one for one in these if not one.beyond]
        shown, old = np.mean([one.chance < one.limit for one in beyond]), np.mean([not one.ruled for one in beyond])
        veiled, over = np.mean([one.chance >= one.limit for one in before]), np.mean([one.ruled for one in before])
        what = "headlines" if headline else "parts"
        line.append(f"{what}: beyond shown {shown:.1%} (rules {old:.1%}), before veiled {veiled:.1%} ({over:.1%})")
    print("; ".join(line), flush=True)


if __name__ == "__main__":
    main()
