"""What the net of the spoiler guard makes of words, in numbers that can be reckoned by hand, and the file it is in."""

from __future__ import annotations

import zlib
from array import array
from base64 import b64encode
from math import sqrt

import pytest

from pullquote.cache.core.spoilers.learned_judge import WEIGHTS
from pullquote.cache.core.spoilers.net import MOST, NET, Net, parsed, score

NOTHING = [0] * 6
UNKNOWN = [0, 0, 1, 0, 0, 0]
DIES = [0, 0, 5, 0, 0, 0]
SHE = [3, 0, 0, 0, 0, 0]
"""As the first of three, for the first of two filters."""
FILMED = [0, 0, 0, 4, 0, 0]
DIFFERS = [0, 0, 2, 1, 0, 0]
SMALL = Net(
    words={"dies": 0, "filmed": 1, "perishes": 2, "she": 3},
    codes=[2, 0, 4, 0, 2, 5, 3, 0],
    rows=[*NOTHING, *UNKNOWN, *DIES, *SHE, *FILMED, *DIFFERS],
    bias=(-2, -1),
    highest=(0.5, -1.0),
    mean=(0.25, 0.0),
)


def text_of(net: Net) -> str:
    numbers = [" ".join(map(str, some)) for some in (net.bias, net.highest, net.mean)]
    packed = [b64encode(array(kind, some).tobytes()).decode() for kind, some in (("H", net.codes), ("b", net.rows))]
    return "\n".join(("A net.", " ".join(net.words), *packed, *numbers, ""))


def test_what_fits_a_filter_best_and_what_fits_it_in_all_is_counted() -> None:
    assert score(["dies"], SMALL) == pytest.approx(0.5 * 3 + 0.25 * 3)
    assert score(["dies", "dies"], SMALL) == pytest.approx(0.5 * 3 + 0.25 * 6 / sqrt(2))
    assert score(["filmed"], SMALL) == pytest.approx(-3)


def test_words_are_read_with_those_beside_them() -> None:
    assert score(["she", "dies"], SMALL) == pytest.approx(0.5 * 6 + 0.25 * 6 / sqrt(2))
    assert score(["dies", "she"], SMALL) == pytest.approx(0.5 * 3 + 0.25 * 3 / sqrt(2))


def test_a_word_adds_how_it_differs_from_its_kind() -> None:
    assert score(["perishes"], SMALL) == pytest.approx(0.5 * 5 + 0.25 * 5)


def test_words_it_does_not_know_are_read_as_one_and_no_words_say_nothing() -> None:
    assert score(["xyzzy"], SMALL) == score(["plugh"], SMALL) == 0
    assert score([], SMALL) == score([]) == 0


def test_what_follows_many_words_is_not_read() -> None:
    many = ["filmed"] * MOST

    assert score([*many, "dies"], SMALL) == score(many, SMALL)


def test_a_net_is_read_from_its_file_as_it_was() -> None:
    found = parsed(text_of(SMALL))

    assert found.words == SMALL.words
    assert (list(found.codes), list(found.rows)) == (SMALL.codes, SMALL.rows)
    assert (found.bias, found.highest, found.mean) == (SMALL.bias, SMALL.highest, SMALL.mean)


def test_the_net_is_whole_and_small_with_the_weights_beside_it() -> None:
    text = NET.read_text(encoding="utf-8")
    net = parsed(text)
    filters = len(net.bias)

    assert "tests/bench/learn_spoilers.py" in text.splitlines()[0]
    assert len(net.highest) == len(net.mean) == filters
    assert len(net.codes) == 2 * len(net.words)
    assert list(net.words) == sorted(net.words)
    assert len(net.rows) % (3 * filters) == 0
    assert max(net.codes) < len(net.rows) // (3 * filters)
    assert sum(len(zlib.compress(file.read_bytes(), 9)) for file in (NET, WEIGHTS)) <= 300_000


def test_words_that_no_article_of_the_training_had_are_read_by_their_kind() -> None:
    assert score("<character> garrotted <character> and fled".split()) > score("<full> produced and financed".split())
