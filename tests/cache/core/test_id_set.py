"""A set of ids says what a set of Python's says."""

from __future__ import annotations

import random

from pullquote.cache.core.id_set import IdSet


def test_it_has_what_it_was_made_of_and_nothing_else():
    dice = random.Random(1)
    for size in (0, 1, 2, 50, 3_000):
        ids = [dice.randrange(10_000) for _ in range(size)]
        made = IdSet(ids)
        assert [number for number in range(-5, 10_100) if number in made] == sorted(set(ids))
