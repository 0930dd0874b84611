"""How well articles of the same news find each other in a whole library, over made-up articles of several writers.

The blind ones were written by somebody who had not read the rules, in words as unlike each other as could be found, and
nothing was mended for them.
"""

from __future__ import annotations

import pytest
from tests.bench.story_pairs import SETS, found_in


@pytest.mark.parametrize(
    ("name", "missed", "wrong"),
    [("blind", 0.94, 0.01), ("outlets", 0.93, 0.01), ("reworded", 0.45, 0.01), ("briefs", 0.72, 0.02)],
)
def test_the_same_news_is_one_story_and_other_news_another(name: str, missed: float, wrong: float) -> None:
    found = found_in(SETS / f"{name}.jsonl")
    assert len(found.missed) <= missed * found.same
    assert len(found.wrong) <= wrong * found.other
    assert found.same + found.other >= 120
