"""A set of ids says what a set of Python's says."""

from __future__ import annotations

import random
from array import array

from pullquote.cache.core.id_set import IdSet, without


def test_it_has_what_it_was_made_of_and_nothing_else():
    dice = random.Random(1)
    for size in (0, 1, 2, 50, 3_000):
        ids = [dice.randrange(10_000) for _ in range(size)]
        made = IdSet(ids)
        assert [number for number in range(-5, 10_100) if number in made] == sorted(set(ids))


def test_a_list_without_some_is_the_list_without_them():
    dice = random.Random(2)
    for size in (0, 1, 7, 500):
        ids = array("q", dice.sample(range(1, 1 << 40), size))
        for part in (0, 0.1, 1):
            going = [number for number in ids if dice.random() < part]
            assert without(ids, going) == array("q", (number for number in ids if number not in set(going)))
