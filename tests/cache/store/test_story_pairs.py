"""How well articles of the same news find each other in a whole library, over made-up articles of several writers.

The blind ones were written by somebody who had not read the rules, in words as unlike each other as could be found; so
were the kept ones, as outlets write. Nothing was mended or learned for either.
"""

from __future__ import annotations

import pytest
from tests.bench.story_pairs import SETS, found_in


@pytest.mark.parametrize(
    ("name", "missed", "wrong"),
    [
        ("kept", 0.27, 0.015),
        ("reports", 0.20, 0.01),
        ("blind", 0.80, 0.025),
        ("outlets", 0.88, 0.02),
        ("reworded", 0.15, 0.025),
        ("briefs", 0.50, 0.03),
    ],
)
def test_the_same_news_is_one_story_and_other_news_another(name: str, missed: float, wrong: float) -> None:
    found = found_in(SETS / f"{name}.jsonl")
    assert len(found.missed) <= missed * found.same
    assert len(found.wrong) <= wrong * found.other
    assert found.same + found.other >= 120
