"""When two spellings are one name: the same answer for the library and for the text of an article."""

from __future__ import annotations

import pytest

from pullquote.cache.annotate import KnownEntities
from pullquote.cache.core.article import EntityType
from pullquote.cache.core.names import name_key, name_words, normalize
from pullquote.cache.core.results import KnownEntity

SAME: list[tuple[str, str, EntityType]] = [
    ("Spider-Man", "Spider Man", "character"),
    ("AT&T", "AT and T", "organization"),
    ("AT&T", "AT & T", "organization"),
    ("Zoë Löwe", "Zoe Lowe", "person"),
    ("O’Roe", "O'Roe", "person"),
    ("Mr. Harbour", "Mr Harbour", "show"),
    ("The Copper Hill", "Copper Hill", "film"),
    ("Copper: Hill!", "copper hill", "film"),
    ("The A-Crew", "A-Crew", "show"),
    ("Lantern+", "Lantern Plus", "organization"),
]
OTHERS: list[tuple[str, str, EntityType]] = [
    ("Spider-Man", "Spider-Men", "character"),
    ("Spiderman", "Spider-Man", "character"),
    ("Lantern+", "Lantern", "organization"),
    ("A.I.", "I", "film"),
    ("The A", "The", "film"),
    ("!!!", "???", "film"),
]


@pytest.mark.parametrize(("one", "other", "kind"), SAME)
def test_two_spellings_are_one_name(one: str, other: str, kind: EntityType) -> None:
    assert name_key(one, kind) == name_key(other, kind)
    assert name_key(one) == name_key(other)
    assert KnownEntities([KnownEntity(name=one, type=kind)]).find(other) is not None
    assert KnownEntities([KnownEntity(name=other, type=kind)]).find(one) is not None


@pytest.mark.parametrize(("one", "other", "kind"), OTHERS)
def test_two_names_stay_two(one: str, other: str, kind: EntityType) -> None:
    assert name_key(one, kind) != name_key(other, kind)
    assert KnownEntities([KnownEntity(name=one, type=kind)]).find(other) is None


def test_an_article_before_the_name_of_a_person_or_company_is_part_of_it() -> None:
    assert name_key("The Weaver", "person") != name_key("Weaver", "person")
    assert name_key("The Weaver", "show") == name_key("Weaver", "show")
    assert name_key("The Weaver") == name_key("Weaver")


def test_words_of_a_name_are_those_its_author_parted() -> None:
    assert name_words("The Mary-Lou Roe, Jr.") == ["mary lou", "roe", "jr"]
    assert name_words("AT&T") == ["at and t"]
    assert name_words("&") == ["and"]


def test_text_that_is_nothing_but_signs_stays() -> None:
    assert normalize(" ?! ") == "?!"
    assert name_key("…") == "…"


@pytest.mark.parametrize("sign", ["'", "’", "‘", "ʼ", "`"])
def test_a_word_with_an_apostrophe_is_one_whatever_its_sign(sign: str) -> None:
    assert normalize(f"World{sign}s") == "worlds"
