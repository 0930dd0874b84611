"""A misspelt name is told from another name."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pullquote.cache.catalogue.spelling import distance, is_misspelt

ANY_MACHINE = settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])


@pytest.mark.parametrize(
    ("written", "right"),
    [
        ("Jane Vandermer", "Jane Vandermeer"),
        ("Jane Vandremeer", "Jane Vandermeer"),
        ("Jane Vandermaar", "Jane Vandermeer"),
        ("Ada Quil", "Ada Quill"),
        ("Ada Marie Quil", "Ada Marie Quill"),
        ("Rachel Thorn", "Rachael Thorn"),
        ("Kristen Thorn", "Krysten Thorn"),
        ("Mickeal Thorn", "Mickael Thorn"),
        ("ADA QUIL", "Ada Quill"),
    ],
)
def test_misspelt(written, right):
    assert is_misspelt(written, right)
    assert is_misspelt(right, written)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ada Quill", "Ada Quill"),
        ("Ada Quill", "ADA QUILL"),
        ("Ada", "Ida"),
        ("Quill", "Quil"),
        ("Erin Walker", "Eric Walker"),
        ("Don Walker", "Dan Walker"),
        ("Joel Walker", "Noel Walker"),
        ("Ada Marsh", "Ada March Holt"),
        ("Ada Lind", "Ada Bind"),
        ("Ada Roe", "Ada Row"),
        ("Ada Colter", "Ada Coulters"),
        ("Ada Quill", "Adah Quil"),
        ("Marie Quill", "Ada Marie Quill"),
        ("", "Ada Quill"),
    ],
)
def test_another_name(one, other):
    assert not is_misspelt(one, other)
    assert not is_misspelt(other, one)


@ANY_MACHINE
@given(st.text("abc", max_size=7), st.text("abc", max_size=7))
def test_the_distance_is_that_of_both_ways_and_none_only_of_the_same(one, other):
    assert distance(one, other) == distance(other, one) <= max(len(one), len(other))
    assert (distance(one, other) == 0) == (one == other)
    assert distance(one + other, other) <= len(one)


@ANY_MACHINE
@given(st.text("abcdef", min_size=1, max_size=9), st.data())
def test_a_letter_too_many_is_one(word, data):
    at = data.draw(st.integers(0, len(word)))
    assert distance(word, word[:at] + "x" + word[at:]) == 1
