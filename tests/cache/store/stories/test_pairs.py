"""How well articles of the same news find each other in a whole library, over made-up articles of several writers.

The blind ones were written by somebody who had not read the rules, in words as unlike each other as could be found; so
were the kept ones, as outlets write. Nothing was learned from these, nor from the later, the unread and the unseen
ones, but how much has to tell was set by all of them. A third of the later ones is in eight other languages than
English, as a third of the natural ones is, which were learned from.
"""

from __future__ import annotations

import pytest
from tests.bench.story_pairs import SETS, found_in


@pytest.mark.parametrize(
    ("name", "missed", "wrong"),
    [
        ("kept", 0.22, 0.01),
        ("unread", 0.17, 0.02),
        ("unseen", 0.12, 0.02),
        ("later", 0.54, 0.015),
        ("natural", 0.35, 0.02),
        ("reports", 0.19, 0.01),
        ("blind", 0.76, 0.03),
        ("outlets", 0.86, 0.02),
        ("reworded", 0.05, 0.05),
        ("briefs", 0.36, 0.02),
    ],
)
def test_the_same_news_is_one_story_and_other_news_another(name: str, missed: float, wrong: float) -> None:
    found = found_in(SETS / f"{name}.jsonl")
    assert len(found.missed) <= missed * found.same
    assert len(found.wrong) <= wrong * found.other
    assert found.same + found.other >= 120
