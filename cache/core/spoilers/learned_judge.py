"""Which parts of an article tell a story, as weights say that were learned from articles that people labelled. Pure.

Each part gets a score of its words and pairs of words, and of the net that reads them in threes (``net``). A
second sum weighs that score with those of the parts around it, of the whole article and of its headline, with where the
part stands (``Reading.context``) and with what the rules say of it. What comes out is a chance that the part tells what
lies beyond the point the user is at.

What an outlet marks is veiled. Whatever else is veiled where its chance reaches a limit, which is lower where a place
beyond is written plainly and higher where one is that was seen. To be shown an ending is worse than to open a veil for
nothing, so the limits are where of writers that were left out of the training in turn about as much is veiled wrongly
as is bearable, a quarter to a third, and little is shown wrongly.

The weights are made by ``tests/bench/learn_spoilers.py``, of nothing but made-up articles written for this project and
of what words mean alike.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from math import exp
from pathlib import Path
from typing import Final

from pullquote.cache.core.article import DEK_BLOCK, TITLE_BLOCK
from pullquote.cache.core.spoilers.features import Reading, lexical
from pullquote.cache.core.spoilers.net import score
from pullquote.cache.core.spoilers.parts import Verdict

LIMIT: Final = 0.15
"""The chance from which on a part is veiled."""
WRITTEN_LIMIT: Final = 0.08
"""The same where a place beyond is written in it and the rules veil it: there is much news of what comes, though."""
SEEN_LIMIT: Final = 0.4
"""The same where a place is told that was seen, or all is seen that was out: of it much may be told."""
ELSEWHERE_LIMIT: Final = 0.8
"""The same in an article about several shows where it speaks of another."""
WEIGHTS: Final = Path(__file__).with_name("weights.txt")
SCALE: Final = 100
"""What the whole numbers of the file are divided by."""
_SEEN: Final = frozenset(("written:seen", "around:seen", "out:seen"))
_LONG: Final = 4
"""Parts of an article of which it counts where in it one stands."""
_MOST: Final = 8.0
_CROSSED: Final = ("around:", "seen:", "guard:", "written:", "kind:", "veiled", "telling")
"""What is known of a part by which its own score and that of its article count for more or less."""


@lru_cache(1)
def _weights() -> tuple[Mapping[str, int], Mapping[str, int]]:
    """Return the weights of words, and those of what is known of a part."""
    tables: tuple[dict[str, int], dict[str, int]] = ({}, {})
    for line in WEIGHTS.read_text(encoding="utf-8").splitlines():
        kind, _, rest = line.partition("\t")
        if kind in ("words", "parts"):
            weight, _, names = rest.partition("\t")
            tables[kind == "parts"].update(dict.fromkeys(names.split(" "), int(weight)))
    return tables


def weighed(readings: Sequence[Reading], verdicts: Mapping[int, Verdict]) -> dict[int, Verdict]:
    """Return the verdicts on the parts of an article: those of the rules where they know, else as it is likelier."""
    found: dict[int, Verdict] = {}
    for reading, chance in zip(readings, chances(readings), strict=True):
        verdict = verdicts.get(reading.part.number)
        if chance >= limit_of(reading, verdict):
            found[reading.part.number] = verdict or Verdict(reading.place)
    return found


def limit_of(reading: Reading, verdict: Verdict | None) -> float:
    """Return the chance from which on a part is veiled: 0 where the outlet marks it, 2 where it only is a mark."""
    context = reading.context
    if verdict is not None and verdict.marked:
        return 0
    if "warns" in context or not reading.words:
        return 2
    if verdict is not None and "written:beyond" in context:
        return WRITTEN_LIMIT
    if "unconcerned" in context and "subject" not in context:
        return ELSEWHERE_LIMIT
    return LIMIT if context.isdisjoint(_SEEN) else SEEN_LIMIT


def chances(readings: Sequence[Reading]) -> list[float]:
    """Return for each part of an article, in their order, the chance that it tells what lies beyond."""
    words, facts = _weights()
    scores = [
        sum(words.get(one, 0) for one in lexical(reading.words)) / SCALE + score(reading.words) for reading in readings
    ]
    found = []
    for known in situations(readings, scores):
        total = sum(facts.get(name, 0) * value for name, value in known.items()) / SCALE
        found.append(1 / (1 + exp(-max(-30.0, min(30.0, total)))))
    return found


def situations(readings: Sequence[Reading], scores: Sequence[float]) -> Iterator[dict[str, float]]:
    """Yield what is known of each part, by name: what its context says, and the scores of it and of those around it."""
    scores = [max(-_MOST, min(_MOST, score)) for score in scores]
    chance = [1 / (1 + exp(-score)) for score in scores]
    many = max(1, len(scores) - 1)
    whole, share = sum(scores), sum(chance)
    head = next((score for one, score in zip(readings, scores, strict=True) if one.part.number == TITLE_BLOCK), 0.0)
    highest = sorted(scores)[-2:]
    around = [0.0, 0.0, *scores, 0.0, 0.0]
    texts = [at for at, one in enumerate(readings) if one.part.number >= 0]
    for at, (reading, own) in enumerate(zip(readings, scores, strict=True)):
        facts = [*reading.context, _kind(reading)]
        if len(texts) >= _LONG and at in (texts[0], texts[-1]):
            facts.append("first" if at == texts[0] else "last")
        if reading.words[:1] == ("<quote>",):
            facts.append("speaks")
        mean = (whole - own) / many
        numbers = {
            "own": own,
            "before": around[at + 1],
            "after": around[at + 3],
            "before_that": around[at],
            "after_that": around[at + 4],
            "mean": mean,
            "highest": highest[0] if own == highest[-1] else highest[-1],
            "headline": head,
            "share": 4 * (share - chance[at]) / many,
            "far": 2 * at / many if len(texts) >= _LONG else 1.0,
        }
        crossed = [fact for fact in facts if fact.startswith(_CROSSED)]
        yield dict(
            chain(
                ((name, value / 2) for name, value in numbers.items()),
                ((fact, 1.0) for fact in facts),
                ((f"own&{fact}", own / 4) for fact in crossed),
                ((f"mean&{fact}", mean / 4) for fact in crossed),
                [("always", 1.0)],
            )
        )


def _kind(reading: Reading) -> str:
    number = reading.part.number
    if number in (TITLE_BLOCK, DEK_BLOCK):
        return "kind:headline" if number == TITLE_BLOCK else "kind:dek"
    if reading.part.level:
        return "kind:heading"
    return "kind:caption" if reading.part.picture else "kind:text"
