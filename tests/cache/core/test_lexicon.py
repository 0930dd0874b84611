"""Patterns that are found in any case, at the places of the text."""

from __future__ import annotations

import re

import pytest

from pullquote.cache.core.spoilers.lexicon import Lexicon, lowered


@pytest.mark.parametrize("text", ["The FINALE", "İstanbul’da Final", "ﬁnal ẞ Finale", "ΣΑΣ finale"])
def test_a_lowered_text_keeps_every_character_in_its_place(text: str) -> None:
    assert len(lowered(text)) == len(text)
    found = Lexicon(r"\bfinale?\b").search(text)
    same = re.compile(r"\bfinale?\b", re.IGNORECASE).search(text)
    assert found is not None
    assert same is not None
    assert found.span() == same.span()


def test_escapes_and_named_groups_of_a_pattern_keep_their_meaning() -> None:
    found = Lexicon(r"\S+\s(?P<day>Monday|[A-C]\w+)\W*").match("ON MONDAY!")
    assert found is not None
    assert found["day"] == "monday"
    assert Lexicon(r"\D\B").search("12") is None


def test_matches_are_blanked_and_the_rest_keeps_its_case() -> None:
    assert Lexicon(r"won the night").blanked("It Won The Night, Kit said.") == "It              , Kit said."
