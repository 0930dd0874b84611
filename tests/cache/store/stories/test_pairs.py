"""How well articles of the same news find each other in a whole library, over made-up articles of several writers.

The blind ones were written by somebody who had not read the rules, in words as unlike each other as could be found; so
were the kept ones, as outlets write. Nothing was mended or learned for either, nor for the later ones: a third of those
is in eight other languages than English, as a third of the natural ones is, which were learned from.
"""

from __future__ import annotations

import pytest
from tests.bench.story_pairs import SETS, found_in


@pytest.mark.parametrize(
    ("name", "missed", "wrong"),
    [
        ("kept", 0.24, 0.01),
        ("later", 0.55, 0.015),
        ("natural", 0.35, 0.025),
        ("reports", 0.20, 0.01),
        ("blind", 0.80, 0.025),
        ("outlets", 0.88, 0.02),
        ("reworded", 0.10, 0.04),
        ("briefs", 0.45, 0.04),
    ],
)
def test_the_same_news_is_one_story_and_other_news_another(name: str, missed: float, wrong: float) -> None:
    found = found_in(SETS / f"{name}.jsonl")
    assert len(found.missed) <= missed * found.same
    assert len(found.wrong) <= wrong * found.other
    assert found.same + found.other >= 120
